//! What plans are worth by how much money there is.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::artefact::PlanValue;
use super::problem::Problem;
use super::{PlanError, PlanOptions, instance};
use crate::gap::Gaps;
use crate::words::measure::Rupiah;
use crate::words::table::{Column, Table};
use crate::words::watch::{Progress, Watch};

/// The largest share of the budgets that a curve may ask for, in per cent: tenfold.
const MOST_PERCENT: u32 = 1_000;

/// A plan by its figures, at a share of the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Per cent of every budget.
    pub percent: u32,
    /// The money that there is in all.
    pub budget: Rupiah,
    /// What the plan costs.
    pub cost: Rupiah,
    /// What closing gaps is worth.
    pub closed: PlanValue,
    /// That, less the hours below the floor: what plans are compared by.
    pub objective: PlanValue,
    /// What no plan for this money can exceed: proven.
    pub bound: PlanValue,
    /// How many seats are taken.
    pub seats: usize,
    /// How many people attend anything.
    pub people: usize,
    /// How many people stay below the floor of hours.
    pub below_floor: usize,
}

/// What plans are worth by how much money there is, the least money first.
///
/// More money never gives a lower objective, and the bounds rise as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCurve {
    points: Vec<CurvePoint>,
}

impl CostCurve {
    /// The points, the least money first.
    pub fn points(&self) -> &[CurvePoint] {
        &self.points
    }

    /// The points as rows: percent, budget and cost in rupiah, closed, objective and bound in
    /// weighted levels, seats, people, below_floor.
    pub fn table(&self) -> Table {
        let rows = || self.points.iter();
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Table::new(
            "curve",
            vec![
                Column::integers("percent", rows().map(|row| i64::from(row.percent))),
                Column::integers("budget", rows().map(|row| row.budget.amount())),
                Column::integers("cost", rows().map(|row| row.cost.amount())),
                Column::numbers("closed", rows().map(|row| row.closed.as_f64())),
                Column::numbers("objective", rows().map(|row| row.objective.as_f64())),
                Column::numbers("bound", rows().map(|row| row.bound.as_f64())),
                Column::integers("seats", rows().map(|row| count(row.seats))),
                Column::integers("people", rows().map(|row| count(row.people))),
                Column::integers("below_floor", rows().map(|row| count(row.below_floor))),
            ],
        )
    }
}

impl Gaps {
    /// Plans for shares of the money, from the least to the most, each from the prices and the
    /// seats of the one before: what would close with less, or with more?
    ///
    /// `percents` are per cent of every phase's budget and of the total, up to 1,000; order and
    /// repetition do not count. Amounts are rounded down to whole rupiah. Every point takes the
    /// work that `options` gives, by the solver, whatever rule they name. A watch hears of points
    /// that are done, and of each plan's objective and bound; if it stops, the points that are
    /// done are given.
    ///
    /// # Errors
    /// As [`plan_with`](Self::plan_with), and [`PlanError::Options`] for a share above 1,000.
    ///
    /// ```
    /// # use mahir::{Agency, words::measure::parse_date};
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// let gaps = Agency::load(folder)?.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
    /// let curve = gaps.curve(&[0, 50, 100], &Default::default(), &())?;
    /// let [none, half, all] = curve.points() else { panic!("three points") };
    /// assert!(none.objective <= half.objective && half.objective <= all.objective);
    /// assert!(none.cost.amount() == 0 && all.cost <= all.budget);
    /// # Ok::<(), mahir::Error>(())
    /// ```
    pub fn curve(
        &self,
        percents: &[u32],
        options: &PlanOptions,
        watch: &dyn Watch,
    ) -> Result<CostCurve, PlanError> {
        let mut percents = percents.to_vec();
        percents.sort_unstable();
        percents.dedup();
        if let Some(&most) = percents.last().filter(|&&most| most > MOST_PERCENT) {
            return Err(PlanError::Options {
                setting: "percents",
                found: most.to_string(),
                expected: "0 to 1,000 per cent of the budgets",
            });
        }
        let whole = instance(self, options)?;
        let solving = options.solving(whole.people.len());
        let mut points: Vec<CurvePoint> = Vec::new();
        let mut earlier = None;
        for (done, &percent) in percents.iter().enumerate() {
            let scaled = whole.with_money(percent);
            let (state, solution) = {
                let problem = Problem::of(&scaled)?;
                problem.solve(&scaled, &solving, earlier.as_ref(), watch)
            };
            let spent: i128 = state.spent.iter().sum();
            let everybody = 0..scaled.people.len();
            points.push(CurvePoint {
                percent,
                budget: rupiah(scaled.horizon.total),
                cost: rupiah(spent),
                closed: PlanValue(state.closed()),
                objective: PlanValue(state.objective()),
                bound: PlanValue(solution.bound()),
                seats: state.attended.iter().map(Vec::len).sum(),
                people: state.attended.iter().filter(|own| !own.is_empty()).count(),
                below_floor: everybody.filter(|&at| state.below_floor(at) > 0).count(),
            });
            let stopped = solution.was_stopped();
            earlier = Some(solution);
            let progress = Progress::counted("curve", done as u64 + 1, percents.len() as u64);
            if watch.see(&progress) == ControlFlow::Break(()) || stopped {
                break;
            }
        }
        // What no plan can exceed with more money, none can with less.
        let mut least = None;
        for point in points.iter_mut().rev() {
            let bound = least.map_or(point.bound, |least| point.bound.min(least));
            point.bound = bound;
            least = Some(bound);
        }
        Ok(CostCurve { points })
    }
}

impl instance::Instance {
    /// The same with so many per cent of every budget, rounded down to whole rupiah.
    fn with_money(&self, percent: u32) -> Self {
        let part = |amount: i128| amount * i128::from(percent) / 100;
        let mut scaled = self.clone();
        for phase in &mut scaled.horizon.phases {
            phase.budget = part(phase.budget);
        }
        scaled.horizon.total = part(scaled.horizon.total);
        scaled
    }
}

fn rupiah(amount: i128) -> Rupiah {
    Rupiah::new(i64::try_from(amount).unwrap_or(i64::MAX))
}
