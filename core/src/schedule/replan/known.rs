//! What is known on a day of replanning: events in force, and the facts that follow from them.

use serde::{Deserialize, Serialize};

use super::event::Event;
use crate::agency::Agency;
use crate::calendar::{AbsencesBuilder, Absentee, CalendarBuilder};
use crate::plan::Plan;
use crate::schedule::artefact::Session;
use crate::schedule::catch_up::CatchUp;
use crate::schedule::facts::Facts;
use crate::schedule::{Schedule, ScheduleError};
use crate::words::fault::shown;
use crate::words::id::{Ids, Index, PersonIndex, PhaseIndex, ProgrammeIndex, SessionIndex};
use crate::words::measure::{Date, Period};

/// An event and the day of replanning on which it was known. Sessions that begin before that day
/// do not heed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownEvent {
    /// The day of replanning.
    pub known_on: Date,
    /// What happened.
    pub event: Event,
    /// Of a cancelled session the programme, phase and number.
    pub cancelled: Option<(ProgrammeIndex, PhaseIndex, u32)>,
}

fn no<I: Index>(ids: &Ids<I>, id: &str, table: &'static str) -> Option<String> {
    ids.find(id).is_none().then(|| {
        format!(
            "there is no '{}' in the table {table}; expected one of its ids",
            shown(id)
        )
    })
}

/// What is wrong with an event.
fn fault(agency: &Agency, schedule: Option<&Schedule>, day: Date, event: &Event) -> Option<String> {
    if let Some((from, until)) = event.days().filter(|(from, until)| until < from) {
        return Some(format!(
            "it ends on {until}, before it starts on {from}; expected from ≤ until"
        ));
    }
    match event {
        Event::ProviderAbsent { provider, .. } | Event::FewerSessionsAtOnce { provider, .. } => {
            no(agency.providers.ids(), provider, "providers")
        }
        // Ids of people are not repeated in errors.
        Event::PersonAbsent { person, .. } => {
            let found = agency.people.ids().find(&person.0);
            found
                .is_none()
                .then(|| "there is no such person; expected an id of the table people".to_owned())
        }
        Event::UnitAbsent { unit, .. } => no(agency.units.ids(), unit, "units"),
        Event::DatesBlocked { reason, .. } => reason
            .trim()
            .is_empty()
            .then(|| "it has no reason; expected one in words".to_owned()),
        Event::SessionCancelled { session } => {
            let schedule = schedule?;
            let found = schedule
                .sessions()
                .iter()
                .find(|other| other.id == *session);
            match found.map(Session::start) {
                None => Some(format!(
                    "there is no session '{}'; expected the id of a session of the schedule",
                    shown(session)
                )),
                Some(start) if start.is_some_and(|start| start < day) => Some(format!(
                    "session '{}' has begun before {day}; expected one that is still to begin",
                    shown(session)
                )),
                Some(_) => None,
            }
        }
    }
}

/// The events of a day, checked against a schedule.
///
/// # Errors
/// [`ScheduleError::Events`] with everything that is wrong.
pub(super) fn known(
    schedule: &Schedule,
    day: Date,
    events: &[Event],
) -> Result<Vec<KnownEvent>, ScheduleError> {
    let agency = schedule.agency();
    let faults: Vec<String> = (1..)
        .zip(events)
        .filter_map(|(number, event)| {
            let fault = fault(agency, Some(schedule), day, event)?;
            Some(format!("event {number}: {fault}"))
        })
        .collect();
    if !faults.is_empty() {
        return Err(ScheduleError::Events { faults });
    }
    let mut known: Vec<KnownEvent> = schedule
        .replanning()
        .map(|replanning| replanning.events.clone())
        .unwrap_or_default();
    for event in events {
        let cancelled = match event {
            Event::SessionCancelled { session } => {
                let mut sessions = schedule.sessions().iter();
                sessions
                    .find(|other| other.id == *session)
                    .map(|session| (session.programme, session.phase, session.number))
            }
            _ => None,
        };
        let event = KnownEvent {
            known_on: day,
            event: event.clone(),
            cancelled,
        };
        if !known.contains(&event) {
            known.push(event);
        }
    }
    Ok(known)
}

/// Whether saved events name only what the agency has.
pub(in crate::schedule) fn are_sound(agency: &Agency, known: &[KnownEvent]) -> bool {
    known.is_sorted_by_key(|row| row.known_on)
        && known.iter().all(|row| {
            let of_session = matches!(row.event, Event::SessionCancelled { .. });
            fault(agency, None, row.known_on, &row.event).is_none()
                && row.cancelled.is_some() == of_session
                && row.cancelled.is_none_or(|(programme, phase, _)| {
                    programme.position() < agency.programmes.len()
                        && phase.position() < agency.phases.len()
                })
        })
}

/// The days of an event that are not over when it is known.
fn period(row: &KnownEvent) -> Option<Period> {
    let (from, until) = row.event.days()?;
    Some(Period::new(from.max(row.known_on), until)).filter(|period| !period.is_empty())
}

/// The agency of a plan as it is known after some events. All names were checked.
pub(in crate::schedule) fn agency_after(plan: &Plan, known: &[KnownEvent]) -> Agency {
    let agency = plan.agency();
    if known.is_empty() {
        return agency.clone();
    }
    let mut absences = AbsencesBuilder::from(agency.absences.clone());
    let mut calendar = CalendarBuilder::from(agency.calendar.clone());
    for row in known {
        let Some(period) = period(row) else { continue };
        let absentee = match &row.event {
            Event::ProviderAbsent { provider, .. } => agency
                .providers
                .ids()
                .find(provider)
                .map(Absentee::Provider),
            Event::PersonAbsent { person, .. } => {
                agency.people.ids().find(&person.0).map(Absentee::Person)
            }
            Event::UnitAbsent { unit, .. } => agency.units.ids().find(unit).map(Absentee::Unit),
            Event::DatesBlocked { reason, .. } => {
                // It has a reason and ends after it starts.
                let _ = calendar.blocked(period, reason);
                None
            }
            Event::FewerSessionsAtOnce { .. } | Event::SessionCancelled { .. } => None,
        };
        if let Some(absentee) = absentee {
            // It ends after it starts.
            let _ = absences.absence(absentee, period, "");
        }
    }
    agency.with_days(absences.build(), calendar.build())
}

/// The facts on a day of replanning: what began before is as it was.
pub(in crate::schedule) fn facts_on<'a>(
    plan: &Plan,
    agency: &'a Agency,
    day: Date,
    known: &[KnownEvent],
    sessions: impl IntoIterator<Item = (&'a Session, &'a [PersonIndex])>,
) -> Facts<'a> {
    let mut facts = Facts {
        agency,
        from: day.max(plan.gaps().needs().as_of()),
        at_once: Vec::new(),
        held: sessions
            .into_iter()
            .filter(|(session, _)| session.start().is_some_and(|start| start < day))
            .collect(),
        cancelled: std::collections::BTreeMap::new(),
        catch_up: CatchUp::default(),
    };
    for row in known {
        if let (
            Event::FewerSessionsAtOnce {
                provider, sessions, ..
            },
            Some(period),
        ) = (&row.event, period(row))
            && let Some(provider) = agency.providers.ids().find(provider)
        {
            facts.at_once.push((provider, period, *sessions));
        }
        if let Some((programme, phase, _)) = row.cancelled {
            *facts.cancelled.entry((programme, phase)).or_default() += 1;
        }
    }
    facts
}

impl Schedule {
    /// Its sessions, each with its people.
    pub(in crate::schedule) fn sessions_with_people(
        &self,
    ) -> impl Iterator<Item = (&Session, &[PersonIndex])> {
        self.sessions().iter().enumerate().map(|(number, session)| {
            let people = SessionIndex::at(number).map(|index| self.participants(index));
            (session, people.unwrap_or(&[]))
        })
    }
}
