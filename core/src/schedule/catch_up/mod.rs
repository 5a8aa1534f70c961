//! Catch-up phases (tahap susulan): who found no seat in their phase is offered one later.
//!
//! [`Schedule::catch_up`] keeps every session and every seat. Phase by phase, those who found no
//! place are offered free seats in later sessions of their programme, and sessions that were paid
//! for and not held are held in a later phase. Who finds no place then either is told by
//! [`Schedule::unplaced`] as before, and [`Schedule::carried_over`] hands them to the next year's
//! plan, which sees them first.

mod offer;
mod placed;
mod rows;
mod wishes;

pub(super) use rows::caught_up as caught_up_rows;

use serde::{Deserialize, Serialize};

use super::artefact::WhyUnplaced;
use super::{Schedule, ScheduleError};
use crate::agency::Agency;
use crate::plan::Plan;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex};

/// In which phases seats are caught up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct CatchUpOptions {
    /// The ids of the phases; none are all that come after the one in which there was no place.
    pub phases: Vec<String>,
}

/// A seat that was planned in one phase and is held in a later one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaughtUp {
    /// Whose.
    pub person: PersonIndex,
    /// Of which programme.
    pub programme: ProgrammeIndex,
    /// In which phase the plan has it.
    pub phase: PhaseIndex,
    /// In which phase it is held.
    pub into: PhaseIndex,
    /// Why there was no place.
    pub because: WhyUnplaced,
}

/// Sessions that were planned in one phase and are held in a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedSessions {
    /// Of which programme.
    pub programme: ProgrammeIndex,
    /// In which phase the plan has them.
    pub phase: PhaseIndex,
    /// In which phase they are held.
    pub into: PhaseIndex,
    /// How many, at least 1.
    pub sessions: u32,
}

/// What is held later than planned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CatchUp {
    pub(super) seats: Vec<CaughtUp>,
    pub(super) sessions: Vec<MovedSessions>,
}

impl CatchUp {
    pub(super) fn is_empty(&self) -> bool {
        self.seats.is_empty() && self.sessions.is_empty()
    }

    /// The phase in which a seat of the plan is held.
    pub(super) fn phase_of(
        &self,
        person: PersonIndex,
        programme: ProgrammeIndex,
        phase: PhaseIndex,
    ) -> PhaseIndex {
        // Seats without a place are few.
        let mut seats = self.seats.iter();
        seats
            .find(|seat| (seat.person, seat.programme, seat.phase) == (person, programme, phase))
            .map_or(phase, |seat| seat.into)
    }

    /// The sessions of a plan by programme and phase, with those that are moved where they are
    /// held; in the order of the plan.
    pub(super) fn lines(&self, plan: &Plan) -> Vec<(ProgrammeIndex, PhaseIndex, u32)> {
        let mut lines: Vec<_> = plan
            .lines()
            .iter()
            .map(|line| (line.programme, line.phase, line.sessions))
            .collect();
        let mut add = |programme, phase, more: u32, fewer: u32| {
            let line = lines
                .iter_mut()
                .find(|row| (row.0, row.1) == (programme, phase));
            match line {
                Some(line) => line.2 = line.2.saturating_add(more).saturating_sub(fewer),
                None => lines.push((programme, phase, more)),
            }
        };
        for row in &self.sessions {
            add(row.programme, row.phase, 0, row.sessions);
            add(row.programme, row.into, row.sessions, 0);
        }
        for seat in &self.seats {
            add(seat.programme, seat.into, 0, 0);
        }
        lines
    }

    /// Whether everything is of the plan, and later than planned.
    pub(super) fn is_sound(&self, plan: &Plan) -> bool {
        let agency = plan.agency();
        let (programmes, phases) = (agency.programmes.len(), agency.phases.len());
        let is_later = |programme: ProgrammeIndex, phase: PhaseIndex, into: PhaseIndex| {
            programme.position() < programmes
                && phase.position() < phases
                && into.position() < phases
                && agency.phases.until(phase) < agency.phases.from(into)
        };
        let mut seen = std::collections::BTreeSet::new();
        self.seats.iter().all(|seat| {
            let key = (seat.person, seat.programme);
            seat.person.position() < agency.people.len()
                && is_later(seat.programme, seat.phase, seat.into)
                && seen.insert((key, seat.phase))
                && seen.insert((key, seat.into))
                && plan
                    .of(seat.person)
                    .iter()
                    .filter(|row| row.programme == seat.programme)
                    .any(|row| row.phase == seat.phase)
                && plan
                    .of(seat.person)
                    .iter()
                    .all(|row| (row.programme, row.phase) != (seat.programme, seat.into))
        }) && self.sessions.iter().all(|row| {
            let planned = plan
                .lines()
                .iter()
                .find(|line| (line.programme, line.phase) == (row.programme, row.phase));
            let moved = self
                .sessions
                .iter()
                .filter(|other| (other.programme, other.phase) == (row.programme, row.phase));
            let moved: u64 = moved.map(|other| u64::from(other.sessions)).sum();
            is_later(row.programme, row.phase, row.into)
                && row.sessions > 0
                && planned.is_some_and(|line| moved <= u64::from(line.sessions))
        })
    }
}

impl CatchUpOptions {
    /// The phases that are meant, by first day.
    fn phases(&self, agency: &Agency) -> Result<Vec<PhaseIndex>, ScheduleError> {
        let phases = &agency.phases;
        let is_known = |id: &&String| phases.indices().any(|phase| phases.id(phase) == **id);
        let unknown: Vec<&str> = self
            .phases
            .iter()
            .filter(|id| !is_known(id))
            .map(|id| id.as_str())
            .collect();
        if !unknown.is_empty() {
            return Err(ScheduleError::Options {
                setting: "phases",
                found: crate::words::fault::shown(&unknown.join(", ")),
                expected: "ids of phases of the agency",
            });
        }
        let mut meant: Vec<PhaseIndex> = phases
            .indices()
            .filter(|&phase| {
                self.phases.is_empty() || self.phases.iter().any(|id| id == phases.id(phase))
            })
            .collect();
        meant.sort_by_key(|&phase| (phases.from(phase), phase));
        Ok(meant)
    }
}

impl Schedule {
    /// The same schedule with seats in later phases for those who found none: in the sessions that
    /// are held already, and in sessions that were paid for and not held.
    ///
    /// Nothing that has a place moves. The money goes along, so nothing is caught up where the budget does
    /// not carry over; the rules on hours in a phase and sessions in a phase hold. May be
    /// asked again after [`Schedule::replan`]: seats of sessions that were cancelled are then offered again.
    ///
    /// ```
    /// # use mahir::agency::Agency;
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let agency = Agency::load(folder)?;
    /// # let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// use mahir::schedule::CatchUpOptions;
    ///
    /// let schedule = agency.needs(day)?.gaps()?.plan()?.schedule()?;
    /// let later = schedule.catch_up(&CatchUpOptions::default())?;
    /// assert_eq!(later.seats(), schedule.seats() + later.caught_up().len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ScheduleError::Options`] with every phase that there is not.
    pub fn catch_up(&self, options: &CatchUpOptions) -> Result<Self, ScheduleError> {
        let phases = options.phases(self.agency())?;
        if !self.agency().budget.carry_over || self.unplaced().is_empty() {
            return Ok(self.clone());
        }
        offer::catch_up(self, &phases)
    }

    /// The seats that are held in a later phase than planned.
    pub fn caught_up(&self) -> &[CaughtUp] {
        &self.content.catch_up.seats
    }

    /// The sessions that are held in a later phase than planned.
    pub fn moved_sessions(&self) -> &[MovedSessions] {
        &self.content.catch_up.sessions
    }
}
