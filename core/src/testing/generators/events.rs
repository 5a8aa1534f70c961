//! What happens while a schedule is carried out, drawn at random.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::schedule::{Event, PersonId, Schedule};
use crate::words::id::{Index, PersonIndex};
use crate::words::measure::Date;

/// What is drawn of an event: its kind, which of those that it is about, from when, for how long.
type Drawn = (u8, usize, u8, u8);

/// A day of replanning and events: about what is planned, most of them from that day on.
pub(super) fn of(schedule: &Schedule) -> impl Strategy<Value = (Date, Vec<Event>)> + use<> {
    let schedule = schedule.clone();
    let drawn = (0..7_u8, 0..1_000_usize, 0..40_u8, 0..25_u8);
    // Late days are rare, since little is left to change then.
    let share = prop_oneof![3 => 0..50_u8, 1 => 50..=110_u8];
    (share, vec(drawn, 0..=3)).prop_map(move |(share, drawn)| {
        let day = day_of(&schedule, share);
        let events = drawn
            .into_iter()
            .filter_map(|drawn| event(&schedule, day, drawn))
            .collect();
        (day, events)
    })
}

/// The day after so many hundredths of the time from the plan's day to the end of the phases.
fn day_of(schedule: &Schedule, share: u8) -> Date {
    let first = schedule.plan().gaps().needs().as_of();
    let last = schedule
        .agency()
        .phases
        .horizon()
        .map_or(first, |(_, last)| last.max(first));
    let days = last.signed_duration_since(first).num_days() * i64::from(share) / 100;
    first + chrono::TimeDelta::days(days)
}

fn event(schedule: &Schedule, day: Date, (kind, which, from, length): Drawn) -> Option<Event> {
    let agency = schedule.agency();
    let later = |from: Date, days: u8| from + chrono::TimeDelta::days(i64::from(days));
    let coming: Vec<_> = schedule
        .sessions()
        .iter()
        .filter(|session| session.start().is_some_and(|start| start >= day))
        .collect();
    // Where a session is to come, the event is about its days as often as about any others.
    let session = coming.get(which % coming.len().max(1));
    let from = match session.and_then(|session| session.start()) {
        Some(start) if from % 2 == 0 => later(start, from / 16),
        // Some have begun before the day on which they are known.
        _ => later(day - chrono::TimeDelta::days(4), from),
    };
    let until = later(from, length);
    let provider = || {
        let provider = match session {
            Some(session) => agency.programmes.provider(session.programme),
            None => agency.providers.indices().next()?,
        };
        Some(agency.providers.id(provider).to_owned())
    };
    let person = PersonIndex::at(which % agency.people.len().max(1))?;
    Some(match kind {
        0 => Event::ProviderAbsent {
            provider: provider()?,
            from,
            until,
        },
        1 => Event::FewerSessionsAtOnce {
            provider: provider()?,
            from,
            until,
            sessions: u32::from(length % 3),
        },
        2 | 3 => Event::PersonAbsent {
            person: PersonId(agency.people.ids().name(person).to_owned()),
            from,
            until,
        },
        4 => Event::UnitAbsent {
            unit: agency.units.id(agency.people.unit(person)).to_owned(),
            from,
            until,
        },
        5 => Event::SessionCancelled {
            session: session?.id.clone(),
        },
        _ => Event::DatesBlocked {
            from,
            until,
            reason: "a visit".to_owned(),
        },
    })
}
