//! Every rule, checked from what is held alone, by counting.

use std::collections::{BTreeMap, BTreeSet};

use super::super::bits;
use super::super::problem::{Group, Problem, ProviderDay};
use super::super::state::{Held, State};

/// The first rule that is broken, in words.
pub(super) fn broken(problem: &Problem, held: &[Vec<Held>]) -> Option<String> {
    let days = problem.days.len();
    let mut of_provider: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut of_unit: BTreeMap<(u32, usize), u32> = BTreeMap::new();
    let mut of_person = BTreeSet::new();
    let mut of_bookable = BTreeSet::new();
    let mut last_day = BTreeMap::new();
    for (number, (group, sessions)) in problem.groups.iter().zip(held).enumerate() {
        if sessions.len() > group.sessions as usize {
            return Some(format!("group {number} has too many sessions"));
        }
        for session in sessions {
            let size = session.places.len() as u32;
            if size < group.class_min || size > group.class_max {
                return Some(format!("group {number} has a session of {size}"));
            }
            let Some(days) = days_of(problem, group, session.start) else {
                return Some(format!(
                    "group {number} has a session on days that are not its own"
                ));
            };
            if session.start < group.first || days.iter().any(|&day| day >= group.end) {
                return Some(format!("group {number} leaves its window"));
            }
            for (booked, wanted) in session.bookings.iter().zip([&group.rooms, &group.trainers]) {
                let Some(booked) = booked else {
                    if wanted.is_empty() {
                        continue;
                    }
                    return Some(format!("group {number} has no room or trainer"));
                };
                if !wanted.contains(booked) || problem.bookable_seats[*booked as usize] < size {
                    return Some(format!("group {number} cannot have {booked}"));
                }
                let away = &problem.bookable_away[*booked as usize * problem.words()..];
                for &day in &days {
                    if bits::has(away, day) || !of_bookable.insert((*booked, day)) {
                        return Some(format!("{booked} is not free on day {day}"));
                    }
                }
            }
            for &day in &days {
                *of_provider.entry((group.provider, day)).or_default() += 1;
                for &place in &session.places {
                    let person = group.people[place as usize];
                    let away = &problem.away[person as usize * problem.words()..];
                    if !of_person.insert((person, day)) || bits::has(away, day) {
                        return Some(format!("person {person} has no time on day {day}"));
                    }
                    *of_unit
                        .entry((problem.unit_of[person as usize], day))
                        .or_default() += 1;
                }
            }
            for &place in &session.places {
                let end = *days.last().unwrap();
                if last_day.insert((number as u32, place), end).is_some() {
                    return Some(format!("place {place} of group {number} has two seats"));
                }
            }
            for row in group
                .prerequisites
                .iter()
                .filter(|row| session.places.contains(&row.place))
            {
                if row.over.is_some_and(|day| session.start >= day as usize) {
                    continue;
                }
                let end = row.attended.and_then(|key| last_day.get(&key));
                let working = |day: usize| problem.working_days_before[day];
                let met = end.is_some_and(|&end| {
                    working(session.start) >= working(end) + problem.days_after_prerequisite.max(1)
                });
                if !met {
                    return Some(format!(
                        "place {} of group {number} comes too early",
                        row.place
                    ));
                }
            }
        }
    }
    for ((provider, day), sessions) in of_provider {
        let room = match problem.provider_days[provider * days + day] {
            ProviderDay::Open(most) => most,
            ProviderDay::OutsideAgreement | ProviderDay::Away => 0,
        };
        if sessions > room {
            return Some(format!(
                "provider {provider} runs {sessions} sessions on day {day}"
            ));
        }
    }
    of_unit
        .into_iter()
        .find(|&((unit, day), people)| people > problem.spare[unit as usize * days + day])
        .map(|((unit, day), _)| format!("unit {unit} closes on day {day}"))
}

/// What a state holds.
pub(super) fn held(problem: &Problem, state: &State) -> Vec<Vec<Held>> {
    (0..problem.groups.len())
        .map(|number| state.held(number).to_vec())
        .collect()
}

/// The days of a session: in a row, or for meetings as the problem was told.
pub(super) fn days_of(problem: &Problem, group: &Group, start: usize) -> Option<Vec<usize>> {
    if group.pattern.is_none() {
        return Some((start..start + group.length).collect());
    }
    let days: Vec<usize> = group.days(start).collect();
    let is_open = |&day: &usize| {
        let day = problem
            .provider_days
            .get(group.provider * problem.days.len() + day);
        matches!(day, Some(ProviderDay::Open(_)))
    };
    let holds = days.len() == group.length && days.is_sorted_by(|a, b| a < b);
    (holds && days.first() == Some(&start) && days.iter().all(is_open)).then_some(days)
}
