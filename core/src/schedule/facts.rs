//! What is known when a schedule is made: the agency as it is, and what has happened already.

use std::collections::BTreeMap;

use super::artefact::Session;
use super::catch_up::CatchUp;
use super::problem::Problem;
use crate::agency::Agency;
use crate::plan::{Attendance, Plan};
use crate::words::id::{PersonIndex, PhaseIndex, ProgrammeIndex, ProviderIndex};
use crate::words::measure::{Date, Period};

/// Who has a seat in a programme of a phase in a session that has begun, with its last day.
pub(super) type Seats = BTreeMap<(PersonIndex, ProgrammeIndex, PhaseIndex), Date>;

/// The facts on which a schedule is made.
pub(super) struct Facts<'a> {
    /// The agency with its absences and blocked days as they are known.
    pub(super) agency: &'a Agency,
    /// The first day on which a session may start.
    pub(super) from: Date,
    /// Providers that can run so many sessions at once in a period, and no more.
    pub(super) at_once: Vec<(ProviderIndex, Period, u32)>,
    /// The sessions that began before, with their people.
    pub(super) held: Vec<(&'a Session, &'a [PersonIndex])>,
    /// The sessions that were cancelled.
    pub(super) cancelled: BTreeMap<(ProgrammeIndex, PhaseIndex), u32>,
    /// What is held later than planned.
    pub(super) catch_up: CatchUp,
}

impl<'a> Facts<'a> {
    /// Those of a plan: nothing has happened, and nothing is held before the day of the plan.
    pub(super) fn of_plan(plan: &'a Plan) -> Self {
        Self {
            agency: plan.agency(),
            from: plan.gaps().needs().as_of(),
            at_once: Vec::new(),
            held: Vec::new(),
            cancelled: BTreeMap::new(),
            catch_up: CatchUp::default(),
        }
    }

    /// How many sessions a provider can run at once on a day of its agreement; `u32::MAX` is no
    /// limit.
    pub(super) fn sessions_at_once(&self, provider: ProviderIndex, day: Date) -> u32 {
        let usual = self.agency.providers.sessions_at_once(provider);
        self.at_once
            .iter()
            .filter(|&&(other, period, _)| other == provider && period.contains(day))
            .map(|&(_, _, sessions)| sessions)
            .fold(usual.unwrap_or(u32::MAX), u32::min)
    }

    /// The phase in which somebody attends what the plan has.
    pub(super) fn phase_of(&self, person: PersonIndex, attendance: Attendance) -> PhaseIndex {
        self.catch_up
            .phase_of(person, attendance.programme, attendance.phase)
    }

    /// Who sits in sessions that have begun.
    pub(super) fn seats(&self) -> Seats {
        let mut seats = Seats::new();
        for &(session, people) in &self.held {
            let Some(end) = session.end() else { continue };
            for &person in people {
                seats.insert((person, session.programme, session.phase), end);
            }
        }
        seats
    }

    /// How many sessions of a line have begun or were cancelled.
    pub(super) fn gone(&self, programme: ProgrammeIndex, phase: PhaseIndex) -> u32 {
        let begun = self
            .held
            .iter()
            .filter(|(session, _)| (session.programme, session.phase) == (programme, phase))
            .count();
        let cancelled = self.cancelled.get(&(programme, phase)).copied();
        // Sessions are numbered by 32 bits.
        cancelled.unwrap_or(0).saturating_add(begun as u32)
    }

    /// The first day of the axis that lies enough working days after a session's last day.
    pub(super) fn first_day_after(&self, problem: &Problem, last_day: Date) -> u32 {
        let after = problem.days_after_prerequisite.max(1);
        let calendar = &self.agency.calendar;
        let enough = |day: &Date| {
            last_day.succ_opt().is_some_and(|next| {
                next <= *day && calendar.count_working_days(next, *day) >= after
            })
        };
        // The axis has at most twenty years of days.
        problem.days.partition_point(|day| !enough(day)) as u32
    }
}
