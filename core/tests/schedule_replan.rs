//! From a schedule and an event to the schedule that changes least.
#![cfg(feature = "tables")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use mahir::Agency;
use mahir::schedule::replan::{WhatMoved, WhyMoved};
use mahir::schedule::{Event, ReplanOptions, Schedule, WhyUnplaced};
use mahir::testing::generators::{self, Shape};
use mahir::testing::laws::{assert_replanning_is_lawful, assert_schedule_is_lawful};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::{Index, SessionIndex};
use mahir::words::measure::{Date, parse_date};
use mahir::words::saved::{from_json, to_json};
use proptest::prelude::*;
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

static MARELAN: LazyLock<Schedule> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let agency = Agency::load(folder).unwrap();
    let needs = agency.needs(day("2026-01-05")).unwrap();
    needs.gaps().unwrap().plan().unwrap().schedule().unwrap()
});

fn marelan() -> Schedule {
    MARELAN.clone()
}

/// Everything about a changed schedule that does not depend on the event.
fn check(earlier: &Schedule, later: &Schedule) {
    assert_replanning_is_lawful(earlier, later);
    let replanning = later.replanning().unwrap();
    for language in Language::ALL {
        for row in 0..replanning.moved().len() {
            assert!(later.moved_why(row, language).len() > 20);
        }
        for row in 0..later.sessions().len() {
            assert!(!later.why(row, language).is_empty());
        }
        for row in 0..later.unplaced().len() {
            assert!(!later.unplaced_why(row, language).is_empty());
        }
    }
    let read: Schedule = from_json(&to_json(later).unwrap()).unwrap();
    assert_eq!(&read, later);
    assert_eq!(
        later.table("moved").unwrap().rows(),
        replanning.moved().len()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Nothing before the day changes, every result is lawful, everything that moved is told, no
    /// event moves nothing, and the same event gives the same schedule; twice in a row.
    #[test]
    fn changes_are_lawful_whatever_happens((schedule, day, events) in generators::events(Shape::office(12)), days in 0..60_i64) {
        let nothing = schedule.replan(day, &[]).unwrap();
        check(&schedule, &nothing);
        prop_assert!(nothing.replanning().unwrap().moved().is_empty());
        prop_assert_eq!(nothing.unplaced(), schedule.unplaced());

        let mut options = ReplanOptions::default();
        options.work = 10_000;
        let replan = |schedule: &Schedule, day, events: &[Event]| {
            schedule.replan_with(day, events, &options).unwrap()
        };
        let changed = replan(&schedule, day, &events);
        check(&schedule, &changed);
        prop_assert_eq!(&replan(&schedule, day, &events), &changed);

        // A few days later the same again: what was known stays known.
        let later = day + chrono::TimeDelta::days(days);
        let events: Vec<Event> = events
            .into_iter()
            .filter(|event| !matches!(event, Event::SessionCancelled { .. }))
            .collect();
        let again = replan(&changed, later, &events);
        check(&changed, &again);
        prop_assert!(later > day || again.replanning().unwrap().moved().is_empty());
    }
}

/// What happens in Marelan to the first session that starts in the second half of the year.
fn first_of_july(schedule: &Schedule) -> (usize, SessionIndex) {
    let number = schedule
        .sessions()
        .iter()
        .position(|session| session.start() >= Some(day("2026-07-01")))
        .unwrap();
    (number, SessionIndex::at(number).unwrap())
}

#[test]
fn a_trainer_who_is_away_moves_little_in_marelan() {
    let schedule = marelan();
    let (number, _) = first_of_july(&schedule);
    let session = &schedule.sessions()[number];
    let agency = schedule.agency();
    let provider = agency.programmes.provider(session.programme);
    let (from, until) = (
        session.days[0],
        session.days[0] + chrono::TimeDelta::days(13),
    );
    let event = Event::ProviderAbsent {
        provider: agency.providers.id(provider).to_owned(),
        from,
        until,
    };
    let changed = schedule.replan(day("2026-06-01"), &[event]).unwrap();
    check(&schedule, &changed);
    let moved = changed.replanning().unwrap().moved();
    // The sessions that it was to run on these days, counted by hand.
    let hit: BTreeSet<&str> = schedule
        .sessions()
        .iter()
        .filter(|other| {
            agency.programmes.provider(other.programme) == provider
                && other.days.iter().any(|day| (from..=until).contains(day))
        })
        .map(|session| session.id.as_str())
        .collect();
    let told: BTreeSet<&str> = moved
        .iter()
        .filter(|row| matches!(row.because, WhyMoved::ProviderAbsent { provider: p, .. } if p == provider))
        .map(|row| row.session.as_str())
        .collect();
    assert_eq!(told, hit);
    let sessions: BTreeSet<&str> = moved.iter().map(|row| row.session.as_str()).collect();
    assert!(
        sessions.len() <= hit.len() + 2,
        "{} for {}",
        sessions.len(),
        hit.len()
    );
    let line = changed.moved_why(0, Language::English);
    assert!(line.contains(" is away on "), "{line}");
}

#[test]
fn a_cancelled_session_is_gone_and_its_people_are_told() {
    let schedule = marelan();
    let (number, index) = first_of_july(&schedule);
    let id = schedule.sessions()[number].id.clone();
    let event = Event::SessionCancelled {
        session: id.clone(),
    };
    let changed = schedule
        .replan(day("2026-07-01"), std::slice::from_ref(&event))
        .unwrap();
    check(&schedule, &changed);
    assert!(changed.sessions().iter().all(|session| session.id != id));
    let told: usize = changed
        .replanning()
        .unwrap()
        .moved()
        .iter()
        .filter(|row| row.session == id && row.because == WhyMoved::Cancelled)
        .map(|row| row.people.len())
        .sum();
    assert_eq!(told, schedule.participants(index).len());
    for row in changed.unplaced() {
        let was = schedule.unplaced().iter().any(|other| other == row);
        assert!(was || row.reason == WhyUnplaced::Cancelled, "{row:?}");
    }
    // It cannot be cancelled again, nor once it has begun.
    let again = changed
        .replan(day("2026-07-01"), std::slice::from_ref(&event))
        .unwrap_err();
    assert_eq!(again.code(), "schedule_events");
    let begun = schedule.replan(day("2026-12-31"), &[event]).unwrap_err();
    assert!(begun.to_string().contains("has begun"), "{begun}");
}

#[test]
fn what_has_begun_runs_on_and_is_told() {
    let schedule = marelan();
    let session = schedule
        .sessions()
        .iter()
        .find(|session| session.days.len() >= 2)
        .unwrap();
    let second = session.days[1];
    let event = Event::DatesBlocked {
        from: second,
        until: second,
        reason: "a flood".to_owned(),
    };
    let changed = schedule.replan(second, &[event]).unwrap();
    check(&schedule, &changed);
    let moved = changed.replanning().unwrap().moved();
    let row = moved.iter().find(|row| row.session == session.id).unwrap();
    assert_eq!(row.what, WhatMoved::RunsOn);
    assert_eq!(row.because, WhyMoved::Blocked { day: second });
    assert!(changed.sessions().contains(session));
    for other in changed.sessions() {
        assert!(other.start() < Some(second) || !other.days.contains(&second));
    }
}

#[test]
fn weights_decide_who_moves() {
    let schedule = marelan();
    // A session that can go on without one of its people, and that nothing builds on.
    let programmes = &schedule.agency().programmes;
    let (index, session) = schedule
        .sessions()
        .iter()
        .enumerate()
        .filter_map(|(number, session)| Some((SessionIndex::at(number)?, session)))
        .find(|(index, session)| {
            let people = schedule.participants(*index).len();
            let mut others = programmes.indices();
            session.start() >= Some(day("2026-06-01"))
                && people > programmes.class_min(session.programme) as usize
                && others.all(|other| !programmes.prerequisites(other).contains(&session.programme))
        })
        .unwrap();
    let person = schedule.participants(index)[0];
    let event = Event::PersonAbsent {
        person: schedule.agency().people.ids().name(person).into(),
        from: session.days[0],
        until: session.days[0],
    };
    // A lost seat that costs no more than a move moves nobody else.
    let mut options = ReplanOptions::default();
    options.lost_seat = 1;
    let changed = schedule
        .replan_with(day("2026-06-01"), std::slice::from_ref(&event), &options)
        .unwrap();
    check(&schedule, &changed);
    let replanning = changed.replanning().unwrap();
    assert!(replanning.is_proven());
    assert_eq!(replanning.weight(), 1);
    options.moved_person = 2;
    let error = schedule
        .replan_with(day("2026-06-01"), std::slice::from_ref(&event), &options)
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("lost_seat is 1; expected at least"),
        "{error}"
    );
    options.moved_person = 1;
    options.moved_session = 2_000_000;
    let error = schedule
        .replan_with(day("2026-06-01"), &[event], &options)
        .unwrap_err();
    assert_eq!(error.code(), "schedule_options");
}

#[test]
fn what_is_wrong_with_events_is_told_at_once_without_ids_of_people() {
    let schedule = marelan();
    let (from, until) = (day("2026-03-02"), day("2026-03-01"));
    let unknown = "199001012015011001";
    let events = [
        Event::ProviderAbsent {
            provider: "NOBODY".to_owned(),
            from,
            until: from,
        },
        Event::PersonAbsent {
            person: unknown.into(),
            from,
            until: from,
        },
        Event::UnitAbsent {
            unit: "SEK-YAN".to_owned(),
            from,
            until,
        },
        Event::SessionCancelled {
            session: "NONE".to_owned(),
        },
        Event::DatesBlocked {
            from,
            until: from,
            reason: " ".to_owned(),
        },
    ];
    let error = schedule.replan(day("2026-03-01"), &events).unwrap_err();
    assert_eq!(error.code(), "schedule_events");
    let text = error.to_string();
    for number in 1..=5 {
        assert!(text.contains(&format!("event {number}: ")), "{text}");
    }
    assert!(!text.contains(unknown) && !format!("{events:?}").contains(unknown));
    let early = schedule.replan(day("2025-12-31"), &[]).unwrap_err();
    assert_eq!(early.code(), "schedule_day");
    let changed = schedule.replan(day("2026-06-01"), &[]).unwrap();
    let earlier = changed.replan(day("2026-05-31"), &[]).unwrap_err();
    assert_eq!(
        earlier.to_string(),
        "cannot replan from 2026-05-31; expected 2026-06-01 or later"
    );
}

/// A change of the part of a document that tells the replanning, and what it is.
type Tampering = (&'static str, fn(&mut Value));

#[test]
fn a_changed_schedule_that_was_tampered_with_is_refused() {
    let schedule = marelan();
    let (number, _) = first_of_july(&schedule);
    let id = schedule.sessions()[number].id.clone();
    let event = Event::SessionCancelled { session: id };
    let changed = schedule.replan(day("2026-06-01"), &[event]).unwrap();
    assert_schedule_is_lawful(&changed);
    let document = to_json(&changed).unwrap();
    let tampered: [Tampering; 4] = [
        ("an earlier day", |changed| {
            changed["from"] = json!("2026-01-05")
        }),
        ("an unknown provider", |changed| {
            changed["events"][0]["event"] = json!({"event": "provider_absent", "provider": "?", "from": "2026-01-01", "until": "2026-01-01"});
        }),
        ("an unknown person", |changed| {
            changed["moved"][0]["people"] = json!([999_999]);
        }),
        ("weights too large", |changed| {
            changed["options"]["lost_seat"] = json!(2_000_000);
        }),
    ];
    for (what, change) in tampered {
        let mut changed: Value = serde_json::from_str(&document).unwrap();
        change(&mut changed["content"]["replanning"]);
        assert!(
            from_json::<Schedule>(&changed.to_string()).is_err(),
            "{what}"
        );
    }
}
