//! Sessions that have their days, apart from any problem's numbers.

use std::collections::BTreeMap;

use super::CatchUp;
use crate::agency::Agency;
use crate::schedule::artefact::Session;
use crate::schedule::build::{Built, build};
use crate::schedule::facts::Facts;
use crate::schedule::replan::facts_on;
use crate::schedule::state::{Held, State};
use crate::schedule::{Schedule, ScheduleError};
use crate::words::id::{PersonIndex, PhaseIndex, ProgrammeIndex};
use crate::words::measure::Date;

/// A programme in a phase.
pub(super) type Key = (ProgrammeIndex, PhaseIndex);

/// A session that is still to begin.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// As it was; `None` if it is new.
    pub(super) session: Option<Session>,
    pub(super) start: Date,
    pub(super) bookings: [Option<u32>; 2],
    pub(super) people: Vec<PersonIndex>,
}

/// The sessions that are still to begin.
pub(super) type AllPlaced = BTreeMap<Key, Vec<Placed>>;

/// What is known of a schedule, if some seats and sessions are held later.
pub(super) fn facts<'a>(
    schedule: &'a Schedule,
    agency: &'a Agency,
    catch_up: CatchUp,
) -> Facts<'a> {
    let facts = match schedule.replanning() {
        None => Facts::of_plan(schedule.plan()),
        Some(replanning) => facts_on(
            schedule.plan(),
            agency,
            replanning.from(),
            replanning.events(),
            schedule.sessions_with_people(),
        ),
    };
    Facts { catch_up, ..facts }
}

/// The sessions of a schedule that are not held already.
pub(super) fn of_schedule(schedule: &Schedule, built: &Built) -> AllPlaced {
    let from = schedule.replanning().map(|replanning| replanning.from());
    let mut placed = AllPlaced::new();
    for (session, people) in schedule.sessions_with_people() {
        let Some(start) = session.start() else {
            continue;
        };
        if from.is_some_and(|from| start < from) {
            continue;
        }
        let key = (session.programme, session.phase);
        placed.entry(key).or_default().push(Placed {
            session: Some(session.clone()),
            start,
            bookings: built.bookings_of(session),
            people: people.to_vec(),
        });
    }
    placed
}

/// The problem of some facts with everything placed that has a place.
pub(super) fn place_all(
    schedule: &Schedule,
    facts: &Facts<'_>,
    placed: &AllPlaced,
) -> Result<(Built, State), ScheduleError> {
    let built = build(schedule.plan(), schedule.options(), facts)?;
    let mut state = State::new(&built.problem);
    for (number, key) in built.groups.iter().enumerate() {
        let group = &built.problem.groups[number];
        for session in placed.get(key).map_or(&[][..], Vec::as_slice) {
            let Ok(start) = built.problem.days.binary_search(&session.start) else {
                continue;
            };
            let place_of = |person: &PersonIndex| {
                let person = built.people.binary_search(person).ok()?;
                // Those who attend are numbered by 32 bits.
                group.people.binary_search(&(person as u32)).ok()
            };
            let places = session.people.iter().filter_map(place_of);
            let held = Held {
                start,
                places: places.map(|place| place as u32).collect(),
                bookings: session.bookings,
            };
            state.put(&built.problem, number, held);
        }
    }
    Ok((built, state))
}

/// What is held now: the sessions that were placed, with all who sit in them now, and new ones.
pub(super) fn taken(built: &Built, state: &State, placed: &AllPlaced) -> AllPlaced {
    let mut now = AllPlaced::new();
    for (number, key) in built.groups.iter().enumerate() {
        let before = placed.get(key).map_or(&[][..], Vec::as_slice);
        let sessions = state.held(number).iter().enumerate().map(|(at, held)| {
            let mut people: Vec<PersonIndex> = held
                .places
                .iter()
                .map(|&place| built.person(number, place))
                .collect();
            people.sort_unstable();
            Placed {
                // Sessions were placed in this order, and none was taken away.
                session: before.get(at).and_then(|before| before.session.clone()),
                start: built.problem.days[held.start],
                bookings: held.bookings,
                people,
            }
        });
        now.insert(*key, sessions.collect());
    }
    now
}
