//! Who attends what in which phase, within budget, and how good is that?
//!
//! [`Gaps::plan`] gives people seats so that as much of their weighted gaps closes as the money,
//! the hours, the classes and the counters allow. What it says is more than the seats: what the
//! plan is worth, what no plan can exceed ([`Plan::bound`], proven), for every line what it closes
//! and costs, the first lines below the cut and what they would take, and who stays below the
//! floor of hours and why.
//!
//! The worth of a plan is Σ weight × gap closed × discount of the phase, less the hours that people
//! are short of the yearly floor times what an hour is worth. A level rises by
//! [`Effect::after`](crate::catalogue::Effect::after), in the order of phases. Hard limits: class
//! sizes, sessions per phase, the provider's agreement and capacity, budgets, hours of a person in
//! a phase and a year, the ceiling of PPPK, prerequisites in an earlier phase, each programme once,
//! and the cover of each unit. Only those attend who gain something: a gap, hours up to the floor, or
//! what such a programme requires; nobody sits in a class to fill it.
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! # use mahir::words::explanation::Language;
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//! # let mut options = mahir::plan::PlanOptions::default();
//! # options.rule = mahir::plan::PlanRule::Greedy; // quick enough for a page
//!
//! let plan = Agency::load(folder)?.needs(as_of)?.gaps()?.plan_with(&options)?;
//! assert!(plan.cost().amount() <= 80_000_000); // the budget of the year
//! assert!(plan.objective() <= plan.bound()); // no plan is worth more than the bound: proven
//! for line in 0..plan.lines().len() {
//!     assert!(plan.why(line, Language::English).starts_with("Closes "));
//! }
//! println!("{}", plan.below_cut_why(0, Language::English)); // what the next line would take
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`gap`](crate::gap). Next: [`schedule`](crate::schedule).

mod again;
mod artefact;
mod curve;
mod document;
mod error;
mod explain;
mod fairness;
mod found;
mod greedy;
mod instance;
mod lottery;
mod options;
mod own_value;
mod prices;
mod problem;
mod promise;
mod ranking;
mod rows;
mod professionality;
pub mod solver;
mod state;
mod stay;
mod summary;
mod why;
mod why_not;
mod wishes;

pub use artefact::{
    Attendance, BelowCut, FloorShortfall, PhaseBudget, Plan, PlanLine, PlanValue, WhatIsMissing,
    WhyBelowFloor,
};
pub use curve::{CostCurve, CurvePoint};
pub use error::PlanError;
pub use fairness::{Fairness, FairnessFloor};
pub use lottery::{Draw, Lot, SeatLottery};
pub use options::{PlanOptions, PlanRule};
pub use own_value::{OwnValues, SeatValue};
pub use prices::{PlanPrice, Scarce};
pub use professionality::{Professionality, ProfessionalityOptions};
pub use stay::StayClose;
pub use why_not::{Obstacle, Unmet, WhyNot};
pub use wishes::Wishes;

use std::sync::Arc;

use self::found::{Found, Proof};
use crate::gap::Gaps;
use crate::words::grouping::Grouping;
use crate::words::id::{Index, ProgrammeIndex};
use crate::words::watch::Watch;

impl Gaps {
    /// A plan by the usual options.
    ///
    /// # Errors
    /// [`PlanError::TooMany`] if people or programmes × phases cannot be numbered.
    pub fn plan(&self) -> Result<Plan, PlanError> {
        self.plan_with(&PlanOptions::default())
    }

    /// A plan by options of your own.
    ///
    /// # Errors
    /// [`PlanError`] if a value of the options is out of its range, its wishes name what the agency
    /// does not have, people or programmes × phases cannot be numbered, or a figure is beyond what
    /// can be added up.
    pub fn plan_with(&self, options: &PlanOptions) -> Result<Plan, PlanError> {
        self.plan_watched(options, &())
    }

    /// A plan by options of your own, while somebody watches: they hear of the objective and the
    /// bound, and may stop the work with the best plan so far.
    ///
    /// # Errors
    /// As [`plan_with`](Self::plan_with).
    pub fn plan_watched(
        &self,
        options: &PlanOptions,
        watch: &dyn Watch,
    ) -> Result<Plan, PlanError> {
        self.plan_from(options, None, watch)
    }

    fn plan_from(
        &self,
        options: &PlanOptions,
        earlier: Option<&Plan>,
        watch: &dyn Watch,
    ) -> Result<Plan, PlanError> {
        let mut instance = instance(self, options)?;
        let mut unmet = Vec::new();
        // What cannot be fulfilled is told, and then planned without; each turn there is less.
        let mut found = loop {
            let (state, proof) = self.attempt(&instance, options, earlier, None, watch)?;
            let missed = promise::unmet(&state);
            if missed.is_empty() {
                break Found::of(&state, proof);
            }
            unmet.extend(promise::why_unmet(&state));
            drop(state);
            instance.required.without(&missed);
        };
        if found.short > 0 {
            found = self.fairer(&mut instance, options, found, watch)?;
        }
        let fairness = found::fairness(&instance, &found, options, watch)?;
        let state = found.state(&instance);
        self.finish(state, found.proof, unmet, fairness, options)
    }

    /// A plan that keeps the floors of fairness, or is less short of them: what groups below their
    /// floors close counts more and more.
    fn fairer(
        &self,
        instance: &mut instance::Instance,
        options: &PlanOptions,
        first: Found,
        watch: &dyn Watch,
    ) -> Result<Found, PlanError> {
        let greedy = greedy::solve(instance);
        let mut best = first.clone();
        if promise::unmet(&greedy).is_empty() {
            best = best.better(Found::of(&greedy, first.proof.clone()));
        }
        drop(greedy);
        let mut last = first.clone();
        let mut proof = first.proof.clone();
        while options.rule == PlanRule::Solver && !last.proof.stopped {
            let short: Vec<bool> = {
                let state = last.state(instance);
                let floors = instance.floors.iter();
                floors
                    .map(|floor| floor.closes(&state) < floor.needed)
                    .collect()
            };
            let floors = instance.floors.iter_mut().zip(short);
            let raised = floors.filter(|(_, short)| *short).filter_map(|(floor, _)| {
                // Every one of them is raised, whether others can be or not.
                floor.raise().then_some(())
            });
            if raised.count() == 0 {
                break;
            }
            // Values beyond what the solver can add up end the search for fairer plans.
            let Ok((state, next)) = self.attempt(instance, options, None, Some(&last), watch)
            else {
                break;
            };
            last = Found::of(&state, next);
            if last.proof.bound < proof.bound {
                proof = last.proof.clone();
            }
            if promise::unmet(&state).is_empty() {
                best = best.better(last.clone());
            }
        }
        // Bounds by multipliers of floors hold for plans that keep them, and for no others.
        best.proof = if best.short == 0 { proof } else { first.proof };
        Ok(best)
    }

    /// Seats and proof, by the rule that the options name.
    fn attempt<'a>(
        &self,
        instance: &'a instance::Instance,
        options: &PlanOptions,
        earlier: Option<&Plan>,
        last: Option<&Found>,
        watch: &dyn Watch,
    ) -> Result<(state::State<'a>, Proof), PlanError> {
        let solving = options.solving(instance.people.len());
        let step = options.price_step;
        let found = earlier.map(|plan| again::Match::of(plan, self.agency(), instance));
        Ok(match options.rule {
            PlanRule::Solver => {
                let problem = problem::Problem::of(instance)?;
                let earlier = found.map(|found| found.solution(&problem));
                let earlier =
                    earlier.or_else(|| last.map(|last| last.solution(instance, &problem)));
                let (state, solution) = problem.solve(instance, &solving, earlier.as_ref(), watch);
                (state, Proof::of(instance, &problem, &solution, step)?)
            }
            PlanRule::Greedy if options.prove == Some(false) => (
                greedy::solve(instance),
                Proof::none(instance.worth_of_every_gap()),
            ),
            PlanRule::Greedy => {
                let state = greedy::solve(instance);
                // The quick rule gets the quick bound: as few rounds of prices as make sense.
                let quick = solver::SolveOptions { work: 0, ..solving };
                let problem = problem::Problem::of(instance)?;
                let earlier = found.map(|found| found.multipliers());
                let solution = problem.prove(&quick, earlier.as_ref(), watch);
                (state, Proof::of(instance, &problem, &solution, step)?)
            }
        })
    }

    /// The plan of all that was found.
    fn finish(
        &self,
        mut state: state::State<'_>,
        proof: Proof,
        unmet: Vec<Unmet>,
        fairness: Vec<Fairness>,
        options: &PlanOptions,
    ) -> Result<Plan, PlanError> {
        let instance = state.instance;
        let draws = options
            .lottery
            .map_or_else(Vec::new, |options| lottery::draw(&mut state, options));
        let objective = state.objective();
        let by_person =
            Grouping::from_counts(state.attended.iter().map(Vec::len)).map_err(|_| {
                PlanError::TooMany {
                    what: "attendances",
                }
            })?;
        let attendances = state
            .attended
            .iter()
            .flatten()
            .filter_map(|&cell| {
                let (programme, phase) = state.split(cell);
                Some(Attendance {
                    programme: ProgrammeIndex::at(programme)?,
                    phase: instance.horizon.phases[phase].index,
                })
            })
            .collect();
        let content = artefact::Content {
            gaps: self.clone(),
            options: options.clone(),
            by_person,
            attendances,
            lines: explain::lines(&state),
            below_cut: explain::below_cut(&state, options.below_cut),
            budgets: explain::budgets(&state),
            below_floor: explain::below_floor(&state),
            draws,
            prices: proof.prices,
            multipliers: proof.multipliers,
            unmet,
            changes: instance.kept.changes(&state.attended),
            fairness,
            objective: PlanValue(objective),
            bound: PlanValue(proof.bound),
        };
        Ok(Plan {
            content: Arc::new(content),
        })
    }
}

/// The problem of closing gaps, with everything that could be wrong with it looked at.
fn instance(gaps: &Gaps, options: &PlanOptions) -> Result<instance::Instance, PlanError> {
    options.check()?;
    let agency = gaps.agency();
    let cells = agency.programmes.len().checked_mul(agency.phases.len());
    if cells.and_then(|cells| u32::try_from(cells).ok()).is_none() {
        return Err(PlanError::TooMany {
            what: "programmes × phases",
        });
    }
    let (forbidden, required) = wishes::look_up(&options.wishes, agency)?;
    let values = own_value::Values::of(&options.own_values, agency)?;
    let mut instance = instance::Instance::of(gaps, options, forbidden, required, values);
    instance.floors = fairness::floors(&options.fairness, agency, &instance)?;
    Ok(instance)
}
