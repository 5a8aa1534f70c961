//! From a plan to a schedule: every rule is kept on every day, and who has no place is told why.
#![cfg(feature = "tables")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use icalendar::{Calendar, CalendarComponent, Component};
use mahir::Agency;
use mahir::plan::Plan;
use mahir::schedule::{IcalendarOptions, Schedule, ScheduleOptions, Unplaced, WhyUnplaced};
use mahir::testing::laws::assert_schedule_is_lawful;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::{Index, SessionIndex};
use mahir::words::measure::{Date, parse_date};
use mahir::words::saved::{from_json, to_json};
use serde_json::{Value, json};

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
    assert_schedule_is_lawful(&schedule);
    assert!(
        schedule.seats() * 10 >= plan.attendances() * 9,
        "{schedule}"
    );
    for row in 0..schedule.sessions().len() {
        assert!(!schedule.why(row, Language::Indonesian).is_empty());
    }
    // Person P032 is on leave from 2 February to 30 April 2026 (absences.csv); Labour Day, a Friday,
    // and a weekend follow, so that Monday 4 May is the first day.
    let number = schedule
        .sessions()
        .iter()
        .position(|session| session.id == "S-USAH-T2-1");
    if let Some(number) = number {
        let why = schedule.why(number, Language::English);
        assert_eq!(why, "Starts on 4 May 2026: P032 is away on 30 Apr 2026.");
    }
    let longest = (0..schedule.sessions().len()).map(|number| schedule.chain(number).len());
    assert!(longest.max().unwrap() > 1);
    assert!(schedule.chain(schedule.sessions().len()).is_empty());
    assert_eq!(schedule, plan.schedule().unwrap());
    let mut strict = ScheduleOptions::default();
    strict.may_leave_out = false;
    strict.days_after_prerequisite = 10;
    assert_schedule_is_lawful(&plan.schedule_with(&strict).unwrap());
    let on_duty = schedule.table("on_duty").unwrap();
    // 14 units on 240 working days of 2026: Monday to Friday without the public holidays and joint
    // leave of the joint decree of three ministers for 2026, as the Python package `holidays`
    // 0.109 counts them, and the year starts on its third working day, 5 January.
    assert_eq!(on_duty.rows(), 14 * (240 - 1));
}

#[test]
fn options_out_of_range_are_refused() {
    let mut options = ScheduleOptions::default();
    options.days_after_prerequisite = 5_000;
    let plan = plan(&Agency::load(marelan()).unwrap());
    let error = plan.schedule_with(&options).unwrap_err();
    assert_eq!(error.code(), "schedule_options");
    let endless = changed("agency.toml", |text| {
        text.replace("until = 2026-12-31\nbudget", "until = 2926-12-31\nbudget")
    });
    let error = self::plan(&endless).schedule().unwrap_err();
    assert_eq!(error.code(), "schedule_horizon");
}

#[test]
fn people_who_are_away_all_year_are_told_so() {
    let case = Agency::load(marelan()).unwrap();
    let agency = changed("absences.csv", |text| {
        let mut changed = text.to_owned();
        for person in case.people.ids().names() {
            changed.push_str(&format!(",{person},,2026-01-01,2026-12-31,tugas belajar\n"));
        }
        changed
    });
    let plan = plan(&agency);
    let schedule = plan.schedule().unwrap();
    assert_schedule_is_lawful(&schedule);
    assert!(plan.attendances() > 0);
    assert_eq!((schedule.seats(), schedule.sessions().len()), (0, 0));
    let told: usize = schedule.unplaced().iter().map(|row| row.people.len()).sum();
    assert_eq!(told, plan.attendances());
    let lines: u32 = plan.lines().iter().map(|line| line.sessions).sum();
    let missing: u32 = schedule.unplaced().iter().map(|row| row.sessions).sum();
    assert_eq!(missing, lines);
    let expected = |row: &Unplaced| match row.reason {
        // What builds on another programme is told to lack that.
        WhyUnplaced::PersonBusy | WhyUnplaced::Prerequisite { .. } => row.sessions == 0,
        WhyUnplaced::ClassTooSmall { people, .. } => people == 0 && row.people.is_empty(),
        _ => false,
    };
    assert!(schedule.unplaced().iter().all(expected));
}

#[test]
fn a_saved_schedule_that_breaks_a_rule_is_refused() {
    let schedule = plan(&Agency::load(marelan()).unwrap()).schedule().unwrap();
    let document = to_json(&schedule).unwrap();
    assert_eq!(from_json::<Schedule>(&document).unwrap(), schedule);
    type Change = fn(&mut Value);
    let tampered: [(&str, Change); 6] = [
        ("another day", |content| {
            content["sessions"][0]["days"][0] = json!("2026-01-04")
        }),
        ("another phase", |content| {
            content["sessions"][0]["phase"] = json!(3)
        }),
        ("an unknown programme", |content| {
            content["sessions"][0]["programme"] = json!(999)
        }),
        ("a person twice", |content| {
            content["participants"][1] = content["participants"][0].clone();
        }),
        ("a session less", |content| {
            content["by_session"].as_array_mut().unwrap().pop();
        }),
        ("everybody has a place", |content| {
            content["unplaced"] = json!([])
        }),
    ];
    for (what, change) in tampered {
        let mut changed: Value = serde_json::from_str(&document).unwrap();
        change(&mut changed["content"]);
        let nobody_missing = schedule.unplaced().iter().all(|row| row.people.is_empty());
        let read = from_json::<Schedule>(&changed.to_string());
        if what == "everybody has a place" && nobody_missing {
            continue;
        }
        assert!(read.is_err(), "{what}");
    }
}

/// What is told to take a place does, by the tables alone; and something does where sessions are
/// the reason.
fn check_blockers(schedule: &Schedule, row: usize) {
    let unplaced = &schedule.unplaced()[row];
    let blockers = schedule.unplaced_blockers(row);
    let agency = schedule.agency();
    for &number in &blockers {
        let session = &schedule.sessions()[number];
        let people = schedule.participants(SessionIndex::at(number).unwrap());
        match unplaced.reason {
            WhyUnplaced::ProviderBusy { provider } => {
                assert_eq!(agency.programmes.provider(session.programme), provider);
            }
            WhyUnplaced::Cover { unit, day } => {
                assert!(session.days.contains(&day));
                assert!(
                    people
                        .iter()
                        .any(|&person| agency.people.unit(person) == unit)
                );
            }
            WhyUnplaced::ClassFull { class_max } => {
                assert_eq!(session.programme, unplaced.programme);
                assert!(people.len() <= class_max as usize);
            }
            _ => {
                assert!(people.iter().any(|person| unplaced.people.contains(person)));
            }
        }
    }
    let by_sessions = matches!(
        unplaced.reason,
        WhyUnplaced::ProviderBusy { .. } | WhyUnplaced::ClassFull { .. }
    );
    assert!(!by_sessions || !blockers.is_empty(), "{unplaced:?}");
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
        assert_schedule_is_lawful(&schedule);
        for row in 0..schedule.unplaced().len() {
            for language in Language::ALL {
                let why = schedule.unplaced_why(row, language);
                assert!(why.len() > 20);
                assert!(schedule.unplaced_chain_why(row, language).starts_with(&why));
            }
            check_blockers(&schedule, row);
        }
    }
}

/// The sessions that a file tells, by their UIDs without the part.
fn uids_of(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("UID:")?.split('-').next())
        .map(str::to_owned)
        .collect()
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

    // Nobody is named unless asked for, and in a unit's calendar only its own people are.
    let labels = |text: &str| -> Vec<String> {
        let text = text.replace("\r\n ", "");
        let people = agency
            .people
            .indices()
            .map(|person| agency.people.label(person));
        people
            .filter(|label| text.contains(label.as_str()))
            .collect()
    };
    assert!(labels(&own).is_empty());
    let mut options = IcalendarOptions::new(as_of(), Language::English);
    options.unit = Some(unit);
    options.list_participants = true;
    let named = labels(&schedule.to_icalendar_with(&options));
    let own_people = agency.people.of_unit(unit).iter();
    let own_people: BTreeSet<String> = own_people
        .map(|&person| agency.people.label(person))
        .collect();
    assert!(!named.is_empty() && named.iter().all(|label| own_people.contains(label)));
    // A person's calendar has the days of the person's own sessions.
    let person = schedule.participants(SessionIndex::at(0).unwrap())[0];
    let own = schedule.to_icalendar_for_person(person, as_of(), Language::English);
    let sessions = schedule.plan().of(person).len();
    assert!((1..=sessions).contains(&uids_of(&own).len()));
    assert!(uids_of(&own).is_subset(&uids_of(&text)));
}

/// Marelan with a coaching of two meetings and a course of three, told by columns that its table has
/// not.
fn with_series() -> Agency {
    changed("programmes.csv", |text| {
        let mut rows = Vec::new();
        for (number, row) in text.lines().enumerate() {
            let row = match row.split(',').next() {
                _ if number == 0 => format!(
                    "{row},pertemuan,minggu_antar_pertemuan,days_between_min,days_between_max"
                ),
                Some("P-TIK") => format!("{row},3,1,,"),
                Some("L-PMB") => format!("{row},2,,3,10"),
                Some("K-KEL") => format!("{row},4,2,,"),
                _ => format!("{row},,,,"),
            };
            rows.push(row);
        }
        rows.join("\n")
    })
}

#[test]
fn meetings_of_a_series_are_counted_on_their_days() {
    let agency = with_series();
    let schedule = plan(&agency).schedule().unwrap();
    assert_schedule_is_lawful(&schedule);
    let programmes = &agency.programmes;
    let mut seen = BTreeSet::new();
    let text = schedule.to_icalendar(as_of(), Language::English);
    for (number, session) in schedule.sessions().iter().enumerate() {
        let index = SessionIndex::at(number).unwrap();
        let meetings: Vec<&[Date]> = schedule.meetings(index).collect();
        let series = programmes.series(session.programme);
        assert_eq!(
            meetings.len(),
            series.map_or(1, |series| series.meetings() as usize)
        );
        assert_eq!(meetings.concat(), session.days);
        if series.is_none() {
            continue;
        }
        seen.insert(programmes.id(session.programme).to_owned());
        assert!(!schedule.why(number, Language::Indonesian).is_empty());
        assert!(!schedule.chain(number).is_empty());
    }
    assert!(seen.len() >= 2, "{seen:?}");
    // Every meeting is an event of its own, and a reader that is not ours finds its days.
    let calendar: Calendar = text.parse().unwrap();
    let mut uids = BTreeSet::new();
    for component in &calendar.components {
        let CalendarComponent::Event(event) = component else {
            panic!("not an event")
        };
        assert!(uids.insert(event.get_uid().unwrap().to_owned()));
    }
    let of_series = uids.iter().filter(|uid| uid.contains("-m")).count();
    let meetings: usize = schedule
        .sessions()
        .iter()
        .filter_map(|session| programmes.series(session.programme))
        .map(|series| series.meetings() as usize)
        .sum();
    assert!(of_series >= meetings, "{of_series} of {meetings}");
    let gantt = schedule.table("gantt").unwrap();
    assert!(gantt.rows() > schedule.sessions().len());
    // Saved and read again it is the same, and the folder keeps the columns.
    let saved = to_json(&schedule).unwrap();
    assert_eq!(from_json::<Schedule>(&saved).unwrap(), schedule);
    let files = agency.to_files();
    let (_, table) = files
        .iter()
        .find(|(name, _)| name == "programmes.csv")
        .unwrap();
    assert!(
        table
            .lines()
            .next()
            .unwrap()
            .ends_with("meetings,weeks_between,days_between_min,days_between_max")
    );
}

#[test]
fn faults_of_series_are_told_together() {
    let mut builder = Agency::builder();
    for (name, text) in Agency::load(marelan()).unwrap().to_files() {
        let text = if name == "programmes.csv" {
            let mut lines = text.lines().map(str::to_owned);
            let head = format!(
                "{},meetings,weeks_between,days_between_min,days_between_max",
                lines.next().unwrap()
            );
            let ends = [",2,1,3,", ",1,2,,", ",2,,5,4", ",7,,,"];
            let rows = lines
                .enumerate()
                .map(|(row, line)| format!("{line}{}", ends.get(row).unwrap_or(&",,,,")));
            std::iter::once(head)
                .chain(rows)
                .collect::<Vec<_>>()
                .join("\n")
        } else {
            text
        };
        builder = match name.strip_suffix(".csv") {
            Some(table) => builder.csv(table, text),
            None => builder.settings(text),
        };
    }
    let faults = builder.build().unwrap_err();
    let series: Vec<String> = faults
        .list()
        .iter()
        .filter(|fault| fault.code == "series")
        .map(ToString::to_string)
        .collect();
    // Rows 2 to 5: weeks and days; one meeting with weeks, three days in two meetings; one day in
    // two meetings; more at least than at most; two days in seven meetings.
    for row in 2..=5 {
        assert!(
            series
                .iter()
                .any(|fault| fault.contains(&format!("row {row},"))),
            "{series:?}"
        );
    }
}

const ROOMS: &str = "kode,nama,kursi,program\n\
    AULA,Aula besar,60,B-REG S-USAH L-ARS S-INT P-KOM L-KOM S-PPB\n\
    KELAS,Ruang kelas,12,B-REG L-ARS P-KOM L-KOM P-TIK P-SOS P-BCN\n";
const TRAINERS: &str = "id,name,programmes\n\
    199001012015011001,,P-TIK E-TIK\nT2,Ibu Contoh,P-TIK P-KOM L-KOM\n";

/// Marelan with tables of rooms and trainers and two more absences.
fn with_rooms(rooms: &str, trainers: &str, absences: &str) -> Result<Agency, Vec<String>> {
    let mut builder = Agency::builder();
    for (name, text) in Agency::load(marelan()).unwrap().to_files() {
        builder = match name.strip_suffix(".csv") {
            Some("absences") => {
                let mut lines = text.lines();
                let head = format!("{},room,trainer", lines.next().unwrap());
                let rows = lines.map(|line| format!("{line},,"));
                let rows = rows.chain(absences.lines().map(str::to_owned));
                let all: Vec<String> = std::iter::once(head).chain(rows).collect();
                builder.csv("absences", all.join("\n"))
            }
            Some(table) => builder.csv(table, text),
            None => builder.settings(text),
        };
    }
    let built = builder
        .csv("rooms", rooms.to_owned())
        .csv("trainers", trainers.to_owned())
        .build();
    built.map_err(|faults| faults.list().iter().map(ToString::to_string).collect())
}

/// Takes the room from the first session that has one; whether there was one.
fn forget_room(value: &mut serde_json::Value) -> bool {
    match value {
        serde_json::Value::Object(fields) => {
            if fields.contains_key("because") && fields.contains_key("room") {
                return fields.remove("room").is_some();
            }
            fields.values_mut().any(forget_room)
        }
        serde_json::Value::Array(values) => values.iter_mut().any(forget_room),
        _ => false,
    }
}

#[test]
fn rooms_and_trainers_are_booked_once_and_only_when_they_are_there() {
    let absences = ",,,2026-02-02,2026-06-30,perbaikan,AULA,\n\
        ,,,2026-01-05,2026-03-31,cuti,,199001012015011001\n";
    let agency = with_rooms(ROOMS, TRAINERS, absences).unwrap();
    let schedule = plan(&agency).schedule().unwrap();
    // The law of rooms and trainers is checked from the tables alone.
    assert_schedule_is_lawful(&schedule);
    let rooms: BTreeSet<_> = schedule
        .sessions()
        .iter()
        .filter_map(|row| row.room)
        .collect();
    assert!(!rooms.is_empty());
    let led: Vec<_> = schedule
        .sessions()
        .iter()
        .filter_map(|row| row.trainer)
        .collect();
    assert!(!led.is_empty());
    // A trainer's calendar has the sessions that the trainer leads and no others, and no number.
    let own = schedule.to_icalendar_for_trainer(led[0], as_of(), Language::Indonesian);
    let count = led.iter().filter(|&&trainer| trainer == led[0]).count();
    assert_eq!(uids_of(&own).len(), count);
    let _: Calendar = own.parse().unwrap();
    for name in Schedule::TABLES {
        let text = schedule.table(name).unwrap().to_csv();
        assert!(!text.contains("199001012015011001"), "{name}");
    }
    assert!(!own.contains("199001012015011001"));
    assert!(!format!("{agency:?}").contains("199001012015011001"));
    let trainers = agency.table("trainers").unwrap().to_csv();
    assert!(!trainers.contains("1990") && trainers.contains("Ibu Contoh"));
    let saved = to_json(&schedule).unwrap();
    assert_eq!(from_json::<Schedule>(&saved).unwrap(), schedule);
    // A session whose programme has rooms is not held without one.
    let mut document: serde_json::Value = serde_json::from_str(&saved).unwrap();
    assert!(forget_room(&mut document));
    let broken = document.to_string();
    let error = from_json::<Schedule>(&broken).unwrap_err().to_string();
    assert!(error.contains("room or trainer"), "{error}");
    // Files keep the ids and everything else.
    let mut again = Agency::builder();
    for (name, text) in agency.to_files() {
        again = match name.strip_suffix(".csv") {
            Some(table) => again.csv(table, text),
            None => again.settings(text),
        };
    }
    assert_eq!(again.build().unwrap().fingerprint(), agency.fingerprint());
}

#[test]
fn rooms_that_are_closed_all_year_are_told() {
    let absences = ",,,2026-01-01,2026-12-31,perbaikan,AULA,\n";
    let agency = with_rooms(
        "id,seats,programmes\nAULA,60,B-REG B-ADM E-TIK L-OPH\n",
        TRAINERS,
        absences,
    );
    let schedule = plan(&agency.unwrap()).schedule().unwrap();
    assert_schedule_is_lawful(&schedule);
    let told: Vec<usize> = schedule
        .unplaced()
        .iter()
        .enumerate()
        .filter(|(_, row)| matches!(row.reason, WhyUnplaced::RoomTaken { .. }))
        .map(|(row, _)| row)
        .collect();
    assert!(!told.is_empty());
    for row in told {
        assert!(
            schedule
                .unplaced_why(row, Language::English)
                .contains("AULA is not free")
        );
        assert!(schedule.unplaced_blockers(row).is_empty());
    }
}

#[test]
fn faults_of_rooms_and_trainers_are_told_together() {
    let absences = ",,,2026-01-01,2026-12-31,x,NOWHERE,\n,,UNIV,2026-01-01,2026-12-31,x,,T2\n";
    let rooms = "id,seats,programmes\nA,0,B-REG\nA,5,NONE NEITHER\nB,5,\n";
    let faults = with_rooms(rooms, TRAINERS, absences)
        .unwrap_err()
        .join("\n");
    for part in [
        "seats",
        "NONE, NEITHER",
        "no programme is named",
        "rooms.csv, row 3",
        "NOWHERE",
        "2 of unit, person, provider, room and trainer are filled",
    ] {
        assert!(faults.contains(part), "{part}: {faults}");
    }
}
