//! Who found no seat is offered one in a later phase, and what is left goes to the next year.
#![cfg(feature = "tables")]

use std::collections::BTreeSet;
use std::path::Path;

use mahir::Agency;
use mahir::plan::{Plan, PlanOptions};
use mahir::schedule::{CatchUpOptions, Event, Schedule};
use mahir::testing::laws::assert_schedule_is_lawful;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::{Index, PersonIndex, ProgrammeIndex, SessionIndex};
use mahir::words::measure::{Date, parse_date};
use mahir::words::saved::{from_json, to_json};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// Marelan with so much money carried over or not, and with every unit's minimum one higher or not.
fn agency(carry_over: bool, is_tight: bool) -> Agency {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let mut builder = Agency::builder();
    for (name, text) in Agency::load(folder).unwrap().to_files() {
        let own = format!("carry_over = {carry_over}");
        builder = match name.strip_suffix(".csv") {
            Some("units") if is_tight => {
                let text = text.replace(",1\n", ",2\n").replace(",5\n", ",6\n");
                builder.csv("units", text)
            }
            Some(table) => builder.csv(table, text),
            None => builder.settings(text.replace("carry_over = true", &own)),
        };
    }
    builder.build().unwrap()
}

fn plan(agency: &Agency) -> Plan {
    let gaps = agency.needs(day("2026-01-05")).unwrap().gaps().unwrap();
    gaps.plan().unwrap()
}

fn without_place(schedule: &Schedule) -> usize {
    schedule.unplaced().iter().map(|row| row.people.len()).sum()
}

fn seats_of(schedule: &Schedule) -> BTreeSet<(PersonIndex, ProgrammeIndex, Date)> {
    let sessions = schedule.sessions().iter().enumerate();
    sessions
        .flat_map(|(number, session)| {
            let people = schedule.participants(SessionIndex::at(number).unwrap());
            let start = session.start().unwrap();
            people
                .iter()
                .map(move |&person| (person, session.programme, start))
        })
        .collect()
}

/// Whether a free seat of a later session would do for somebody who found none.
fn has_missed_a_seat(schedule: &Schedule, person: PersonIndex, row: usize) -> bool {
    let (agency, row) = (schedule.agency(), &schedule.unplaced()[row]);
    if !agency.programmes.prerequisites(row.programme).is_empty() {
        return false;
    }
    let seats = seats_of(schedule);
    let duty = schedule.on_duty();
    let hours = |phase| -> f64 {
        let own = schedule.plan().of(person).iter();
        own.filter(|other| {
            let seat = schedule.caught_up().iter().find(|seat| {
                (seat.person, seat.programme, seat.phase) == (person, other.programme, other.phase)
            });
            seat.map_or(other.phase, |seat| seat.into) == phase
        })
        .map(|other| agency.programmes.hours(other.programme).as_f64())
        .sum()
    };
    schedule
        .sessions()
        .iter()
        .enumerate()
        .any(|(number, session)| {
            let people = schedule.participants(SessionIndex::at(number).unwrap());
            let is_later = session.programme == row.programme
                && agency.phases.from(session.phase) > agency.phases.until(row.phase);
            let unit = agency.people.unit(person);
            is_later
                && people.len() < agency.programmes.class_max(row.programme) as usize
                && seats.iter().all(|&(other, programme, start)| {
                    let length = schedule
                        .sessions()
                        .iter()
                        .find(|held| (held.programme, held.start()) == (programme, Some(start)));
                    other != person
                        || programme != row.programme
                            && !length
                                .unwrap()
                                .days
                                .iter()
                                .any(|day| session.days.contains(day))
                })
                && hours(session.phase) + agency.programmes.hours(row.programme).as_f64()
                    <= agency.rules.hours_per_person_per_phase.as_f64()
                && session.days.iter().all(|&day| {
                    let spare = duty
                        .iter()
                        .find(|cell| (cell.unit, cell.day) == (unit, day));
                    !agency.absences.absent_person(person, day)
                        && !agency.absences.absent_unit(unit, day)
                        && agency
                            .people
                            .last_day(person)
                            .is_none_or(|last| day <= last)
                        && spare.is_some_and(|cell| cell.on_duty() > cell.minimum)
                })
        })
}

#[test]
fn seats_without_a_place_are_held_in_later_phases() {
    let agency = agency(true, false);
    // The provincial training body, the university, the city and the private partner are away for
    // a quarter: their people lose their seats.
    let agreed = plan(&agency).schedule().unwrap();
    let away = |provider: &str| Event::ProviderAbsent {
        provider: provider.to_owned(),
        from: day("2026-04-01"),
        until: day("2026-06-30"),
    };
    let schedule = agreed
        .replan(
            day("2026-04-01"),
            &[away("BPSDM"), away("UNIV"), away("KOTA"), away("DIGI")],
        )
        .unwrap();
    let before = without_place(&schedule);
    assert!(before > 20, "{schedule}");
    let later = schedule.catch_up(&CatchUpOptions::default()).unwrap();
    assert_schedule_is_lawful(&later);
    let caught_up = later.caught_up().len();
    assert!(caught_up > 5, "{caught_up} of {before}");
    assert_eq!(without_place(&later) + caught_up, before);
    assert_eq!(later.seats(), schedule.seats() + caught_up);
    // Nothing that had a place has moved, and new sessions were paid for where they were planned.
    assert!(seats_of(&schedule).is_subset(&seats_of(&later)));
    let new = later.sessions().len() - schedule.sessions().len();
    let moved: u32 = later.moved_sessions().iter().map(|row| row.sessions).sum();
    assert!(new > 0 && moved as usize <= new, "{new} {moved}");
    for (row, unplaced) in later.unplaced().iter().enumerate() {
        for &person in &unplaced.people {
            let why = later.unplaced_why(row, Language::English);
            assert!(!has_missed_a_seat(&later, person, row), "{why}");
        }
    }
    let table = later.table("caught_up").unwrap();
    assert_eq!(table.rows(), caught_up);
    for language in Language::ALL {
        assert!((0..caught_up).all(|row| later.caught_up_why(row, language).len() > 60));
        assert!(later.summary(language).contains(&format!("{caught_up} ")));
    }
    // Asked twice nothing changes, and it is the same when it is saved and read.
    assert_eq!(later.catch_up(&CatchUpOptions::default()).unwrap(), later);
    let saved = to_json(&later).unwrap();
    assert_eq!(from_json::<Schedule>(&saved).unwrap(), later);
    let into = later.caught_up()[0].into.position();
    let broken = saved.replacen(&format!("\"into\":{into}"), "\"into\":0", 1);
    assert_ne!(broken, saved);
    assert!(from_json::<Schedule>(&broken).is_err());

    // Only in the phases that are meant, and every unknown one is told.
    let mut options = CatchUpOptions::default();
    options.phases = vec!["T4".to_owned()];
    let last = schedule.catch_up(&options).unwrap();
    assert_schedule_is_lawful(&last);
    let is_last = |row: &mahir::schedule::CaughtUp| agency.phases.id(row.into) == "T4";
    assert!(!last.caught_up().is_empty() && last.caught_up().iter().all(is_last));
    options.phases = vec!["T8".to_owned(), "T4".to_owned(), "T9".to_owned()];
    let error = schedule.catch_up(&options).unwrap_err().to_string();
    assert!(error.contains("T8, T9"), "{error}");

    // Seats of a session that is cancelled are offered again.
    let cancelled = later.sessions().iter().find(|session| {
        agency.phases.id(session.phase) == "T3" && session.start() > Some(day("2026-07-05"))
    });
    let event = Event::SessionCancelled {
        session: cancelled.unwrap().id.clone(),
    };
    let changed = later.replan(day("2026-07-01"), &[event]).unwrap();
    assert_schedule_is_lawful(&changed);
    let again = changed.catch_up(&CatchUpOptions::default()).unwrap();
    assert_schedule_is_lawful(&again);
    assert!(without_place(&again) <= without_place(&changed));
    assert!(seats_of(&changed).is_subset(&seats_of(&again)));
    let saved = to_json(&again).unwrap();
    assert_eq!(from_json::<Schedule>(&saved).unwrap(), again);
}

#[test]
fn what_is_left_comes_first_in_the_next_plan() {
    let agency = agency(false, true);
    let plan = plan(&agency);
    let schedule = plan.schedule().unwrap();
    // Money that does not carry over cannot pay for a later phase.
    assert_eq!(
        schedule.catch_up(&CatchUpOptions::default()).unwrap(),
        schedule
    );
    let wishes = schedule.carried_over(&agency);
    let told: BTreeSet<(PersonIndex, ProgrammeIndex)> = schedule
        .unplaced()
        .iter()
        .flat_map(|row| row.people.iter().map(|&person| (person, row.programme)))
        .collect();
    assert_eq!(wishes.required_pairs.len(), told.len());
    let mut options = PlanOptions::default();
    options.wishes = wishes;
    let next = plan.gaps().plan_with(&options).unwrap();
    let met = |&(person, programme): &(PersonIndex, ProgrammeIndex)| {
        next.of(person).iter().any(|row| row.programme == programme)
    };
    let met = told.iter().filter(|pair| met(pair)).count();
    assert!(
        met > 0 && met + next.unmet().len() >= told.len(),
        "{met} of {}",
        told.len()
    );
}

/// The report tells how many seats are caught up later, how many go to the next year, and of which
/// programmes, as the schedule itself does.
#[cfg(feature = "report")]
#[test]
fn the_report_tells_what_becomes_of_seats_without_a_place() {
    use mahir::cycle::Policy;
    use mahir::report::Report;

    let marelan = agency(true, false);
    // A unit is away on the days on which its people would learn office software.
    let mut builder = Agency::builder();
    for (name, mut text) in marelan.to_files() {
        builder = match name.strip_suffix(".csv") {
            Some("absences") => {
                text.push_str("SUB-UMUM,,,2026-02-02,2026-03-31,tugas lapangan\n");
                builder.csv("absences", text)
            }
            Some(table) => builder.csv(table, text),
            None => builder.settings(text),
        };
    }
    let without_a_unit = builder.build().unwrap();
    let mut caught_up = 0;
    for agency in [marelan, without_a_unit] {
        let round = agency.run(day("2026-01-05"), &Policy::default()).unwrap();
        let later = round.schedule().catch_up(&CatchUpOptions::default());
        let later = later.unwrap();
        let (seats, left) = (later.caught_up().len(), without_place(&later));
        assert!(seats + left > 0);
        caught_up += seats;
        let report = Report::of(&round);
        let english = format!(
            "seats in a catch-up phase: {seats}; seats for the next year's plan, which sees them first: {left}."
        );
        let indonesian = format!(
            "kursi pada tahap susulan: {seats}; kursi untuk rencana tahun berikutnya, yang didahulukan: {left}."
        );
        for (language, sentence, title) in [
            (Language::English, english, "Caught up later in the year"),
            (Language::Indonesian, indonesian, "Susulan pada tahun ini"),
        ] {
            let text = report.text(language, 10_000);
            assert!(text.contains(&sentence), "{text}");
            let (_, list) = text.split_once(title).unwrap();
            let held = later.caught_up().iter().map(|seat| seat.programme);
            let missed = later.unplaced().iter().map(|row| row.programme);
            for programme in held.chain(missed).take(3) {
                assert!(list.contains(agency.programmes.name(programme)), "{list}");
            }
            let page = report.html(language).unwrap();
            assert!(page.contains(title));
        }
    }
    assert!(caught_up > 0, "nothing is caught up");
}
