//! How a plan is made, as values that a user can change.

use serde::{Deserialize, Serialize};

use super::solver::SolveOptions;
use super::{FairnessFloor, OwnValues, PlanError, SeatLottery, StayClose, Wishes};
use crate::words::measure::Rupiah;

/// How a plan is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanOptions {
    /// Which rule chooses.
    pub rule: PlanRule,
    /// How much the solver works: searches for a person's best seats. The plan depends on it, and
    /// never on the clock. `None` for thirty searches a person, but no fewer than ninety thousand:
    /// a second or two for a district. From 5,000 people on a hundred and fifty, as long as that is
    /// no more than three million, and at least twenty-five: some twenty seconds for a city on two
    /// cores, a quarter of an hour or more for a nation.
    pub work: Option<u64>,
    /// Whether a plan by the greedy rule is given a bound by prices, which takes several times as
    /// long as the plan. `None`: yes, but not in years that are lived through
    /// ([`Simulation`](crate::cycle::Simulation)), where nobody looks at it. Without,
    /// [`Plan::bound`](super::Plan::bound) is what closing every gap at the best time would be
    /// worth: true, and far away. The solver's plans always have a bound by prices.
    pub prove: Option<bool>,
    /// The solver stops as soon as no plan can be better by more than this share.
    pub gap: f64,
    /// Whether two fifths of the solver's work go into a lower bound by cases: so many sessions of
    /// a programme, in that phase. Only below 1,000 people and with 6,000 searches a person or more
    /// ([`work`](Self::work)), many times the usual work; otherwise it changes nothing,
    /// nor with the greedy rule. The plan is searched with what work is left. Where cases lowered
    /// the bound there are no [`Plan::prices`](super::Plan::prices): no one set of prices proves
    /// it.
    pub cases: bool,
    /// The seed of what the solver leaves to chance.
    pub seed: u64,
    /// What one hour below the yearly floor (PNS) takes off the plan's objective, in weighted
    /// levels.
    pub floor_hour_value: f64,
    /// How many lines below the cut are kept.
    pub below_cut: usize,
    /// How much more money [`Plan::prices`](super::Plan::prices) tells the worth of.
    pub price_step: Rupiah,
    /// For so many days after a phase a closed gap must be of use to be worth all of it: the
    /// value for someone who leaves earlier is cut in proportion. 0 cuts nothing.
    pub benefit_days: u32,
    /// Whether a session takes at most as many people of a unit as the unit can spare at once.
    pub spare_staff_per_session: bool,
    /// Who and what is to be left out, and who and what must be in the plan.
    pub wishes: Wishes,
    /// What seats are worth beside the gaps that they close.
    pub own_values: OwnValues,
    /// What groups must close at least.
    pub fairness: Vec<FairnessFloor>,
    /// A plan to stay close to, and what a change of it must be worth.
    pub stay_close: Option<StayClose>,
    /// Whether the last seats of oversubscribed sessions are drawn by lot, and how.
    pub lottery: Option<SeatLottery>,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            rule: PlanRule::Solver,
            work: None,
            prove: None,
            gap: 0.0,
            cases: false,
            seed: 1,
            floor_hour_value: 0.02,
            below_cut: 20,
            price_step: Rupiah::new(1_000_000),
            benefit_days: 365,
            spare_staff_per_session: true,
            wishes: Wishes::default(),
            own_values: OwnValues::default(),
            fairness: Vec::new(),
            stay_close: None,
            lottery: None,
        }
    }
}

impl PlanOptions {
    pub(super) fn check(&self) -> Result<(), PlanError> {
        // Comparisons are false for NaN, so it is refused as well.
        if !(self.floor_hour_value >= 0.0 && self.floor_hour_value <= 1_000.0) {
            return Err(PlanError::Options {
                setting: "floor_hour_value",
                found: self.floor_hour_value.to_string(),
                expected: "0 to 1,000 weighted levels an hour",
            });
        }
        if !(self.gap >= 0.0 && self.gap.is_finite()) {
            return Err(PlanError::Options {
                setting: "gap",
                found: self.gap.to_string(),
                expected: "a share of zero or more",
            });
        }
        if self.price_step.amount() <= 0 {
            return Err(PlanError::Options {
                setting: "price_step",
                found: self.price_step.amount().to_string(),
                expected: "1 rupiah or more",
            });
        }
        self.own_values.check()?;
        for floor in &self.fairness {
            floor.check()?;
        }
        if let Some(stay_close) = &self.stay_close {
            stay_close.check()?;
        }
        self.lottery.map_or(Ok(()), |lottery| lottery.check())
    }

    /// How the solver works for so many people.
    pub(super) fn solving(&self, people: usize) -> SolveOptions {
        let searches = |each: u64| each.saturating_mul(people as u64);
        let usual = match people {
            ..5_000 => searches(30).max(90_000),
            _ => searches(150).min(3_000_000).max(searches(25)),
        };
        SolveOptions {
            work: self.work.unwrap_or(usual),
            gap: self.gap,
            seed: self.seed,
            cases: self.cases,
        }
    }
}

/// Which rule chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlanRule {
    /// By prices and local search ([`solver`](super::solver)), no worse than the greedy rule.
    #[default]
    Solver,
    /// Session by session, the most value for its money first: at once. Its bound is that of few
    /// rounds of prices, or none of them ([`PlanOptions::prove`]).
    Greedy,
}
