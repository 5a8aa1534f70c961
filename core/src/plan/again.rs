//! Planning again after something has changed: from the prices and the seats of an earlier plan.

use super::artefact::{Plan, PlanValue};
use super::instance::{Horizon, Instance};
use super::problem::Problem;
use super::solver::{Multipliers, Solution};
use super::{PlanError, PlanOptions, instance};
use crate::agency::Agency;
use crate::gap::Gaps;
use crate::words::id::{Index, ProgrammeIndex, ProviderIndex, UnitIndex};
use crate::words::watch::Watch;

impl Gaps {
    /// A plan that begins where an earlier one ended, of these gaps or of others that are much like
    /// them: another budget, another catalogue, some people more or less.
    ///
    /// People, programmes, phases, providers and units are the same if their ids are. The search
    /// for prices begins from the earlier plan's, and its seats, as far as they are still lawful,
    /// are bettered; so it takes less work to be as good. Its bound is as proven as any.
    ///
    /// # Errors
    /// As [`plan_with`](Self::plan_with).
    ///
    /// ```
    /// # use mahir::{Agency, words::measure::parse_date};
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// let gaps = Agency::load(folder)?.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
    /// # let mut options = mahir::plan::PlanOptions::default();
    /// # options.work = Some(1_000);
    /// let plan = gaps.plan_with(&options)?;
    /// let again = gaps.plan_after(&plan, plan.options(), &())?;
    /// assert!(again.objective() >= plan.objective() && plan.objective() <= again.bound());
    /// # Ok::<(), mahir::Error>(())
    /// ```
    pub fn plan_after(
        &self,
        earlier: &Plan,
        options: &PlanOptions,
        watch: &dyn Watch,
    ) -> Result<Plan, PlanError> {
        self.plan_from(options, Some(earlier), watch)
    }

    /// What no plan of these gaps can exceed, by the prices of an earlier plan alone: at once, and
    /// proven whatever has changed since. The less has changed, the lower it is; it is not as low
    /// as the bound of the earlier plan itself where classes are few.
    ///
    /// # Errors
    /// As [`plan_with`](Self::plan_with).
    pub fn bound_after(
        &self,
        earlier: &Plan,
        options: &PlanOptions,
    ) -> Result<PlanValue, PlanError> {
        let instance = instance(self, options)?;
        let problem = Problem::of(&instance)?;
        let multipliers = Match::of(earlier, self.agency(), &instance).multipliers();
        Ok(PlanValue(problem.bound_at(&multipliers)))
    }
}

/// The place in the order of time of a phase by its id.
pub(super) fn phase_of(agency: &Agency, horizon: &Horizon, id: &str) -> Option<usize> {
    let mut phases = horizon.phases.iter();
    phases.position(|phase| agency.phases.id(phase.index) == id)
}

/// What an earlier plan and a new problem have in common.
pub(super) struct Match<'a> {
    earlier: &'a Plan,
    agency: &'a Agency,
    instance: &'a Instance,
    /// By phase in the order of time: the place of the earlier one.
    phases: Vec<Option<usize>>,
    /// How many phases there were.
    phases_before: usize,
    programmes: Vec<Option<usize>>,
}

impl<'a> Match<'a> {
    pub(super) fn of(earlier: &'a Plan, agency: &'a Agency, instance: &'a Instance) -> Self {
        let before = earlier.agency();
        let horizon = Horizon::of(before, earlier.gaps().needs().as_of());
        let phases = instance.horizon.phases.iter().map(|phase| {
            let id = agency.phases.id(phase.index);
            phase_of(before, &horizon, id)
        });
        let programmes = agency.programmes.ids().names();
        let ids = before.programmes.ids();
        Self {
            earlier,
            agency,
            instance,
            phases: phases.collect(),
            phases_before: horizon.phases.len(),
            programmes: programmes
                .map(|id| ids.find(id).map(ProgrammeIndex::position))
                .collect(),
        }
    }

    /// The earlier prices of what there is now.
    pub(super) fn multipliers(&self) -> Multipliers {
        let (before, old) = (self.earlier.agency(), &self.earlier.content.multipliers);
        let at = |list: &[i64], row: Option<usize>, phase: Option<usize>| {
            let place = row
                .zip(phase)
                .map(|(row, phase)| row * self.phases_before + phase);
            place
                .and_then(|place| list.get(place))
                .copied()
                .unwrap_or(0)
        };
        let each = |rows: Vec<Option<usize>>, list: &[i64]| {
            let cells = rows.into_iter().flat_map(|row| {
                let phases = self.phases.iter();
                phases.map(move |&phase| at(list, row, phase))
            });
            cells.collect::<Vec<i64>>()
        };
        let providers = self.agency.providers.ids().names();
        let providers = providers
            .map(|id| before.providers.ids().find(id).map(ProviderIndex::position))
            .collect();
        let units = self.agency.units.ids().names();
        let units = units
            .map(|id| before.units.ids().find(id).map(UnitIndex::position))
            .collect();
        let purse = |place: Option<usize>| {
            let purse = place.and_then(|place| old.money.get(place));
            purse.copied().unwrap_or((0, 1))
        };
        let horizon = &self.instance.horizon;
        let sum: i128 = horizon.phases.iter().map(|phase| phase.budget).sum();
        let total = (horizon.total < sum).then_some(Some(self.phases_before));
        Multipliers {
            money: self
                .phases
                .iter()
                .copied()
                .chain(total)
                .map(purse)
                .collect(),
            seats: each(self.programmes.clone(), &old.seats),
            days: each(providers, &old.days),
            hours: each(units, &old.hours),
        }
    }

    /// What people of now attended, by position: programmes with phases that there still are.
    pub(super) fn attended(&self) -> Vec<Vec<(usize, usize)>> {
        let before = self.earlier.agency();
        let ids = before.people.ids();
        let programmes = self.inverse();
        let phases: Vec<Option<usize>> = before
            .phases
            .ids()
            .names()
            .map(|id| phase_of(self.agency, &self.instance.horizon, id))
            .collect();
        let people = self.agency.people.ids().names();
        people
            .map(|id| {
                let Some(person) = ids.find(id) else {
                    return Vec::new();
                };
                let own = self.earlier.of(person).iter();
                own.filter_map(|row| {
                    let programme = programmes[row.programme.position()]?;
                    Some((programme, phases[row.phase.position()]?))
                })
                .collect()
            })
            .collect()
    }

    /// By earlier programme: the one of now.
    fn inverse(&self) -> Vec<Option<usize>> {
        let mut inverse = vec![None; self.earlier.agency().programmes.len()];
        for (now, before) in self.programmes.iter().enumerate() {
            if let Some(before) = *before {
                inverse[before] = Some(now);
            }
        }
        inverse
    }

    /// The earlier plan as a solution of the problem, to begin with.
    pub(super) fn solution(&self, problem: &Problem) -> Solution {
        let attended = self.attended();
        let mut sessions = vec![0; self.instance.offers.sessions.len()];
        let programmes = self.inverse();
        let before = self.earlier.agency();
        for line in self.earlier.lines() {
            let id = before.phases.id(line.phase);
            let phase = phase_of(self.agency, &self.instance.horizon, id);
            if let Some((programme, phase)) = programmes[line.programme.position()].zip(phase) {
                sessions[self.instance.cell(programme, phase)] = line.sessions;
            }
        }
        problem.earlier(self.instance, &attended, &sessions, &self.multipliers())
    }
}
