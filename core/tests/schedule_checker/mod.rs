//! Checks a schedule against the rules as they are told, from the plan and the facts alone: it
//! shares no code with the scheduler.

use std::collections::{BTreeMap, BTreeSet};

use mahir::schedule::Schedule;
use mahir::words::id::{Index, SessionIndex};

/// Every rule: days, windows, agreements, providers, people, prerequisites, classes, counters;
/// and everybody of the plan is in a session or among those without a place.
pub(crate) fn check(schedule: &Schedule) {
    let (plan, agency) = (schedule.plan(), schedule.agency());
    let programmes = &agency.programmes;
    let mut seats = BTreeSet::new();
    let mut provider_days: BTreeMap<_, u32> = BTreeMap::new();
    let mut person_days = BTreeSet::new();
    let mut last_day = BTreeMap::new();
    let mut first_day = BTreeMap::new();
    let mut sessions_of: BTreeMap<_, u32> = BTreeMap::new();
    for (number, session) in schedule.sessions().iter().enumerate() {
        let people = schedule.participants(SessionIndex::at(number).unwrap());
        let programme = session.programme;
        assert_eq!(session.days.len(), programmes.days(programme) as usize);
        let provider = programmes.provider(programme);
        let (from, until) = (session.start().unwrap(), session.end().unwrap());
        assert!(
            from >= agency.phases.from(session.phase)
                && until <= agency.phases.until(session.phase)
        );
        assert!(from >= plan.gaps().needs().as_of());
        let training: Vec<_> = agency.calendar.training_days(from, until).collect();
        assert_eq!(training, session.days, "training days in a row");
        let size = people.len() as u32;
        assert!(size >= programmes.class_min(programme) && size <= programmes.class_max(programme));
        *sessions_of.entry((programme, session.phase)).or_default() += 1;
        for &day in &session.days {
            assert!(
                agency.providers.agreement(provider).contains(day),
                "within the agreement"
            );
            assert!(
                !agency.absences.absent_provider(provider, day),
                "the provider is there"
            );
            *provider_days.entry((provider, day)).or_default() += 1;
        }
        for &person in people {
            assert!(seats.insert((person, programme, session.phase)), "one seat");
            let planned = plan.of(person).iter();
            assert!(
                planned
                    .clone()
                    .any(|a| a.programme == programme && a.phase == session.phase)
            );
            last_day.insert((person, programme), until);
            first_day.insert((person, programme), from);
            for &day in &session.days {
                assert!(person_days.insert((person, day)), "one session a day");
                assert!(!agency.absences.absent_person(person, day));
                assert!(!agency.absences.absent_unit(agency.people.unit(person), day));
                assert!(
                    agency
                        .people
                        .last_day(person)
                        .is_none_or(|last| day <= last)
                );
            }
        }
    }
    for ((provider, _), sessions) in provider_days {
        assert!(
            agency
                .providers
                .sessions_at_once(provider)
                .is_none_or(|most| sessions <= most)
        );
    }
    for ((programme, phase), sessions) in sessions_of {
        let line = plan
            .lines()
            .iter()
            .find(|l| l.programme == programme && l.phase == phase);
        assert!(
            sessions <= line.unwrap().sessions,
            "no more sessions than are paid for"
        );
    }
    for (&(person, programme), &from) in &first_day {
        for &required in programmes.prerequisites(programme) {
            let until = last_day[&(person, required)];
            let after = until.succ_opt().unwrap();
            let days = agency.calendar.count_working_days(after, from);
            assert!(
                days >= schedule.options().days_after_prerequisite.max(1),
                "after what it needs"
            );
        }
    }
    for row in schedule.unplaced() {
        for &person in &row.people {
            assert!(
                seats.insert((person, row.programme, row.phase)),
                "not placed and unplaced"
            );
        }
    }
    let planned: BTreeSet<_> = agency
        .people
        .indices()
        .flat_map(|p| plan.of(p).iter().map(move |a| (p, a.programme, a.phase)))
        .collect();
    assert_eq!(seats, planned, "everybody is in a session or told");
    for row in schedule.on_duty() {
        let present = agency.people.of_unit(row.unit).iter().filter(|&&person| {
            agency
                .people
                .last_day(person)
                .is_none_or(|last| row.day <= last)
                && !agency.absences.absent_person(person, row.day)
                && !agency.absences.absent_unit(row.unit, row.day)
        });
        let away = agency
            .people
            .of_unit(row.unit)
            .iter()
            .filter(|&&person| person_days.contains(&(person, row.day)))
            .count() as u32;
        assert_eq!(
            (row.present, row.in_training),
            (present.count() as u32, away)
        );
        assert!(
            away == 0 || row.present - away >= row.minimum,
            "a counter closes"
        );
        assert!(!row.is_closed_by_training());
    }
}
