//! Laws of schedules that were changed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Broken, broken_by_schedule};
use crate::schedule::replan::WhatMoved;
use crate::schedule::{Schedule, Session};
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex, SessionIndex};
use crate::words::measure::Date;

type Seat = (PersonIndex, ProgrammeIndex, PhaseIndex);

/// What a changed schedule breaks of these laws, given the one that it was made from.
///
/// It keeps the laws of schedules. Sessions that began before the day of replanning are the same,
/// with the same people, and nothing else starts before it. Cancelled sessions are not held. Every
/// seat that was lost, has other days or was in a cancelled session stands in the list of what moved,
/// once, with the right days before and after, and nobody else does. The weight is that of the list and of the sessions that
/// are not held when they were to be, and at least the bound; where it is 0, nothing moved.
pub fn broken_by_replanning(earlier: &Schedule, later: &Schedule) -> Vec<String> {
    let mut broken = Broken(broken_by_schedule(later));
    let Some(replanning) = later.replanning() else {
        broken.unless(false, || "the later schedule was not replanned".to_owned());
        return broken.0;
    };
    let day = replanning.from();
    let begun = |schedule: &Schedule| -> BTreeMap<String, (Vec<Date>, Vec<PersonIndex>)> {
        rows(schedule)
            .filter(|(session, _)| session.start().is_some_and(|start| start < day))
            .map(|(session, people)| (session.id.clone(), (session.days.clone(), people.to_vec())))
            .collect()
    };
    broken.unless(begun(earlier) == begun(later), || {
        format!("what began before {day} is not what it was")
    });
    for row in replanning.events() {
        let cancelled = row.cancelled;
        let is_held = later
            .sessions()
            .iter()
            .any(|session| cancelled == Some((session.programme, session.phase, session.number)));
        broken.unless(!is_held, || "a cancelled session is held".to_owned());
    }
    let cancelled: BTreeSet<_> = replanning
        .events()
        .iter()
        .filter_map(|row| row.cancelled)
        .collect();
    let is_cancelled =
        |session: &Session| cancelled.contains(&(session.programme, session.phase, session.number));
    let after = seats(later);
    let mut expected: BTreeMap<Seat, (Date, Option<Date>)> = BTreeMap::new();
    for (session, people) in rows(earlier) {
        let Some(start) = session.start() else {
            continue;
        };
        for &person in people {
            let seat = (person, session.programme, session.phase);
            let now = after.get(&seat);
            if now != Some(&session.days) || is_cancelled(session) {
                expected.insert(seat, (start, now.and_then(|days| days.first().copied())));
            }
        }
    }
    let mut told = BTreeMap::new();
    for row in replanning
        .moved()
        .iter()
        .filter(|row| row.what != WhatMoved::RunsOn)
    {
        broken.unless(row.after.is_none() == (row.what == WhatMoved::Lost), || {
            format!("{}: lost or not?", row.session)
        });
        for &person in &row.people {
            let seat = (person, row.programme, row.phase);
            let is_first = told.insert(seat, (row.before, row.after)).is_none();
            broken.unless(is_first, || {
                format!("{}: somebody is told twice", row.session)
            });
        }
    }
    broken.unless(told == expected, || {
        format!("{} seats moved, {} are told", expected.len(), told.len())
    });
    let options = replanning.options();
    let lost = expected
        .values()
        .filter(|(_, after)| after.is_none())
        .count() as u64;
    let moved = expected.len() as u64 - lost;
    let mut weight = lost * u64::from(options.lost_seat) + moved * u64::from(options.moved_person);
    let mut now: Vec<(ProgrammeIndex, PhaseIndex, &[Date])> = later
        .sessions()
        .iter()
        .map(|session| (session.programme, session.phase, &session.days[..]))
        .collect();
    for session in earlier.sessions() {
        let key = (session.programme, session.phase, &session.days[..]);
        if is_cancelled(session) {
            continue;
        }
        if let Some(at) = now.iter().position(|other| *other == key) {
            now.swap_remove(at);
            continue;
        }
        let agency = earlier.agency();
        let provider = agency.programmes.provider(session.programme);
        let is_own = agency.providers.kind(provider) == crate::catalogue::ProviderKind::OwnAgency;
        weight += u64::from(if is_own {
            options.moved_session
        } else {
            options.moved_outside_session
        });
    }
    broken.unless(weight == replanning.weight(), || {
        format!(
            "the change weighs {weight}, told is {}",
            replanning.weight()
        )
    });
    broken.unless(replanning.bound() <= weight, || {
        format!(
            "the bound {} is above the weight {weight}",
            replanning.bound()
        )
    });
    broken.0
}

fn rows(schedule: &Schedule) -> impl Iterator<Item = (&Session, &[PersonIndex])> {
    schedule
        .sessions()
        .iter()
        .enumerate()
        .map(|(number, session)| {
            let people = SessionIndex::at(number).map(|index| schedule.participants(index));
            (session, people.unwrap_or(&[]))
        })
}

/// The days of every seat.
fn seats(schedule: &Schedule) -> BTreeMap<Seat, Vec<Date>> {
    rows(schedule)
        .flat_map(|(session, people)| {
            people.iter().map(move |&person| {
                (
                    (person, session.programme, session.phase),
                    session.days.clone(),
                )
            })
        })
        .collect()
}
