//! What a search found, and what became of what groups ask for.

use super::artefact::PlanValue;
use super::prices::{self, PlanPrice};
use super::{Fairness, PlanError, PlanOptions};
use super::{fairness, instance, problem, solver, state, stay};
use crate::words::measure::Rupiah;
use crate::words::watch::Watch;

/// Seats and sessions that were found, apart from the instance, with their proof.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) attended: Vec<Vec<u32>>,
    pub(super) sessions: Vec<u32>,
    pub(super) objective: i128,
    /// How much is short of the floors of fairness.
    pub(super) short: i128,
    pub(super) proof: Proof,
}

impl Found {
    pub(super) fn of(state: &state::State<'_>, proof: Proof) -> Self {
        Self {
            attended: state.attended.clone(),
            sessions: state.sessions.clone(),
            objective: state.objective(),
            short: state.short_of_floors(),
            proof,
        }
    }

    /// The one that is less short of the floors; of equal ones the one that is worth more.
    pub(super) fn better(self, other: Self) -> Self {
        let rank = |found: &Self| (std::cmp::Reverse(found.short), found.objective);
        if rank(&other) > rank(&self) {
            other
        } else {
            self
        }
    }

    pub(super) fn state<'a>(&self, instance: &'a instance::Instance) -> state::State<'a> {
        let mut state = state::State::new(instance);
        for (cell, &sessions) in (0_u32..).zip(&self.sessions) {
            for _ in 0..sessions {
                state.open(cell);
            }
        }
        for (person, own) in self.attended.iter().enumerate() {
            for &cell in own {
                state.seat(person, cell);
            }
        }
        state
    }

    pub(super) fn solution(
        &self,
        instance: &instance::Instance,
        problem: &problem::Problem,
    ) -> solver::Solution {
        let phases = instance.phases();
        let attended = self.attended.iter().map(|own| {
            let seats = own.iter().map(|&cell| cell as usize);
            seats.map(|cell| (cell / phases, cell % phases)).collect()
        });
        let attended: Vec<_> = attended.collect();
        problem.earlier(instance, &attended, &self.sessions, &self.proof.multipliers)
    }
}

/// What became of the floors of fairness.
pub(super) fn fairness(
    instance: &instance::Instance,
    found: &Found,
    options: &PlanOptions,
    watch: &dyn Watch,
) -> Result<Vec<Fairness>, PlanError> {
    let state = found.state(instance);
    let mut rows = Vec::new();
    for floor in &instance.floors {
        let closes = floor.closes(&state);
        let most_alone = if closes < floor.needed {
            Some(PlanValue(most_alone(instance, floor, options, watch)?))
        } else {
            None
        };
        rows.push(Fairness {
            name: floor.name.clone(),
            people: u32::try_from(floor.people.len()).unwrap_or(u32::MAX),
            all: PlanValue(floor.all),
            needed: PlanValue(floor.needed),
            closes: PlanValue(closes),
            most_alone,
        });
    }
    Ok(rows)
}

/// What a group can close at most if what others close is no matter: they may still fill classes.
fn most_alone(
    instance: &instance::Instance,
    floor: &fairness::Floor,
    options: &PlanOptions,
    watch: &dyn Watch,
) -> Result<i128, PlanError> {
    let mut alone = instance.clone();
    for person in 0..instance.people.len() {
        if floor.people.binary_search(&person).is_err() {
            let rows = alone.people.gaps.of(person);
            alone.people.gaps.weights[rows].fill(0);
        }
    }
    alone.kept = stay::Kept::default();
    alone.floors.clear();
    // Whoever may attend for the hours, or by a value of one's own, still may: for next to nothing.
    alone.floor_value = instance.floor_value.min(1);
    alone.values = instance.values.next_to_nothing();
    let hours = instance.people.below_floor.iter();
    let hours: i128 = hours.map(|&hours| i128::from(hours)).sum();
    let solving = options.solving(instance.people.len());
    let problem = problem::Problem::of(&alone)?;
    let solution = problem.prove(&solving, None, watch);
    Ok(solution.bound().saturating_add(hours * alone.floor_value))
}

/// What a plan's bound rests on.
#[derive(Clone)]
pub(super) struct Proof {
    /// Whether somebody stopped the work.
    pub(super) stopped: bool,
    pub(super) bound: i128,
    pub(super) prices: Vec<PlanPrice>,
    pub(super) multipliers: solver::Multipliers,
}

impl Proof {
    pub(super) fn of(
        instance: &instance::Instance,
        problem: &problem::Problem,
        solution: &solver::Solution,
        step: Rupiah,
    ) -> Result<Self, PlanError> {
        Ok(Self {
            stopped: solution.was_stopped(),
            bound: solution.bound(),
            prices: prices::prices(instance, problem, solution, step)?,
            multipliers: problem.multipliers(solution),
        })
    }

    /// A bound without prices.
    pub(super) fn none(bound: i128) -> Self {
        Self {
            stopped: false,
            bound,
            prices: Vec::new(),
            multipliers: solver::Multipliers::default(),
        }
    }
}
