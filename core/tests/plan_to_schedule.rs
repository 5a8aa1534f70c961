//! From a plan to a schedule: every rule is kept on every day, and who has no place is told why.
#![cfg(feature = "tables")]

mod schedule_checker;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use icalendar::{Calendar, CalendarComponent, Component};
use mahir::Agency;
use mahir::plan::Plan;
use mahir::schedule::ScheduleOptions;
use mahir::words::explanation::Language;
use mahir::words::measure::{Date, parse_date};

fn marelan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan")
}

fn as_of() -> Date {
    parse_date("2026-01-05").unwrap()
}

fn plan(agency: &Agency) -> Plan {
    agency
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap()
        .plan()
        .unwrap()
}

/// The case with one file changed.
fn changed(file: &str, change: impl Fn(&str) -> String) -> Agency {
    let mut builder = Agency::builder();
    for (name, text) in Agency::load(marelan()).unwrap().to_files() {
        let text = if name == file { change(&text) } else { text };
        builder = match name.strip_suffix(".csv") {
            Some(table) => builder.csv(table, text),
            None => builder.settings(text),
        };
    }
    builder.build().unwrap()
}

#[test]
fn the_schedule_of_marelan_keeps_every_counter_open() {
    let plan = plan(&Agency::load(marelan()).unwrap());
    let schedule = plan.schedule().unwrap();
    schedule_checker::check(&schedule);
    assert!(
        schedule.seats() * 10 >= plan.attendances() * 9,
        "{schedule}"
    );
    for row in 0..schedule.sessions().len() {
        assert!(!schedule.why(row, Language::Indonesian).is_empty());
    }
    assert_eq!(schedule, plan.schedule().unwrap());
    let strict = ScheduleOptions::default();
    schedule_checker::check(&plan.schedule_with(&strict).unwrap());
}

#[test]
fn hostile_calendars_give_reasons() {
    // No training day at all in the first two phases; nobody can be spared; one session at most,
    // and an agreement of one day.
    let blocked = changed("agency.toml", |text| {
        format!(
            "{text}\n[[calendar.blocked]]\nfrom = 2026-01-01\nuntil = 2026-06-28\nreason = \"x\"\n"
        )
    });
    let tight = changed("units.csv", |text| {
        text.replace(",1\n", ",2\n").replace(",5\n", ",6\n")
    });
    let narrow = changed("providers.csv", |text| {
        text.replace("2026-12-31", "2026-10-07")
    });
    for agency in [blocked, tight, narrow] {
        let schedule = plan(&agency).schedule().unwrap();
        schedule_checker::check(&schedule);
        for row in 0..schedule.unplaced().len() {
            for language in Language::ALL {
                assert!(schedule.unplaced_why(row, language).len() > 20);
            }
        }
    }
}

#[test]
fn another_reader_finds_the_same_events() {
    let agency = Agency::load(marelan()).unwrap();
    let schedule = plan(&agency).schedule().unwrap();
    let text = schedule.to_icalendar(as_of(), Language::Indonesian);
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(
        text.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    // Read by the crate `icalendar`, which this library does not use itself.
    let calendar: Calendar = text.parse().unwrap();
    let mut uids = BTreeSet::new();
    let mut days = BTreeSet::new();
    for component in &calendar.components {
        let CalendarComponent::Event(event) = component else {
            panic!("not an event")
        };
        assert!(
            uids.insert(event.get_uid().unwrap().to_owned()),
            "UIDs differ"
        );
        assert!(!event.get_summary().unwrap().is_empty());
        let day = |name: &str| {
            Date::parse_from_str(event.property_value(name).unwrap(), "%Y%m%d").unwrap()
        };
        let (start, end) = (day("DTSTART"), day("DTEND"));
        days.extend(start.iter_days().take_while(|day| *day < end));
    }
    let expected: BTreeSet<Date> = schedule
        .sessions()
        .iter()
        .flat_map(|session| session.days.clone())
        .collect();
    assert_eq!(days, expected);
    let unit = agency.units.ids().find("SEK-YAN").unwrap();
    let own = schedule.to_icalendar_for_unit(unit, as_of(), Language::English);
    assert!(own.len() < text.len() && own.contains("BEGIN:VEVENT"));
}
