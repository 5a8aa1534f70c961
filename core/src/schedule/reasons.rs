//! Why a session is held when it is, and why others have no place.

use std::collections::BTreeMap;

use super::artefact::{Unplaced, WhyThen, WhyUnplaced};
use super::build::Built;
use super::problem::{Problem, ProviderDay};
use super::state::State;
use crate::agency::Agency;
use crate::words::id::{Index, PersonIndex, ProgrammeIndex, ProviderIndex, UnitIndex};

fn unit(index: u32) -> Option<UnitIndex> {
    UnitIndex::at(index as usize)
}

/// Why a session that is taken out for the question does not start a day earlier.
pub(super) fn why_then(
    problem: &Problem,
    state: &State,
    number: usize,
    start: usize,
    places: &[u32],
) -> WhyThen {
    let group = &problem.groups[number];
    let Some(before) = start.checked_sub(1).filter(|&before| before >= group.first) else {
        return WhyThen::FirstDay;
    };
    let provider = ProviderIndex::at(group.provider);
    for day in before..before + group.length {
        match (problem.provider_day(group.provider, day), provider) {
            (ProviderDay::OutsideAgreement, Some(provider)) => {
                return WhyThen::Agreement { provider };
            }
            (ProviderDay::Away, Some(provider)) => return WhyThen::ProviderAbsent { provider },
            _ => {}
        }
    }
    if let Some(provider) = provider.filter(|_| !state.provider_is_free(problem, group, before)) {
        return WhyThen::ProviderBusy { provider };
    }
    let mut seats: BTreeMap<u32, u32> = BTreeMap::new();
    for &place in places {
        if state
            .ready(problem, group, place)
            .is_none_or(|first| first > before)
        {
            let row = group.prerequisites_of(place).first();
            if let Some(programme) = row.and_then(|row| ProgrammeIndex::at(row.programme as usize))
            {
                return WhyThen::AfterPrerequisite { programme };
            }
        }
        let person = group.people[place as usize];
        let busy = (before..before + group.length).any(|day| state.is_busy(problem, person, day));
        if let Some(person) = PersonIndex::at(person as usize).filter(|_| busy) {
            return WhyThen::PersonBusy { person };
        }
        *seats.entry(problem.unit_of[person as usize]).or_insert(0) += 1;
    }
    for (index, seats) in seats {
        for day in before..before + group.length {
            if state.spare(problem, index, day) < seats
                && let Some(unit) = unit(index)
            {
                return WhyThen::Cover {
                    unit,
                    day: problem.days[day],
                };
            }
        }
    }
    WhyThen::BestForMost
}

/// Who found no place, by reason, in the order of groups.
pub(super) fn unplaced(agency: &Agency, built: &Built, state: &State) -> Vec<Unplaced> {
    let problem = &built.problem;
    let mut found = Vec::new();
    for (number, &(programme, phase)) in built.groups.iter().enumerate() {
        let mut by_reason: Vec<(WhyUnplaced, Vec<PersonIndex>)> = Vec::new();
        let waiting: Vec<u32> = state.waiting(number).collect();
        for &place in &waiting {
            let person = problem.groups[number].people[place as usize];
            let Some(person) = PersonIndex::at(person as usize) else {
                continue;
            };
            let reason = why(agency, problem, state, number, place, waiting.len());
            match by_reason.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, people)) => people.push(person),
                None => by_reason.push((reason, vec![person])),
            }
        }
        found.extend(by_reason.into_iter().map(|(reason, people)| Unplaced {
            programme,
            phase,
            people,
            reason,
        }));
    }
    found
}

fn why(
    agency: &Agency,
    problem: &Problem,
    state: &State,
    number: usize,
    place: u32,
    waiting: usize,
) -> WhyUnplaced {
    let group = &problem.groups[number];
    let length = u32::try_from(group.length).unwrap_or(u32::MAX);
    let window = u32::try_from(group.end.saturating_sub(group.first)).unwrap_or(u32::MAX);
    let too_small = WhyUnplaced::ClassTooSmall {
        people: u32::try_from(waiting).unwrap_or(u32::MAX),
        class_min: group.class_min,
    };
    if window < length {
        return WhyUnplaced::NoWorkingDays {
            needed: length,
            available: window,
        };
    }
    let Some(provider) = ProviderIndex::at(group.provider) else {
        return too_small;
    };
    let days = |start: usize| start..start + group.length;
    let open =
        |start: usize| days(start).all(|day| problem.provider_capacity(group.provider, day) > 0);
    if !group.starts().any(open) {
        let away = group
            .starts()
            .flat_map(days)
            .any(|day| problem.provider_day(group.provider, day) == ProviderDay::Away);
        let outside = group
            .starts()
            .flat_map(days)
            .any(|day| problem.provider_day(group.provider, day) == ProviderDay::OutsideAgreement);
        return match (outside, away) {
            (true, _) => WhyUnplaced::Agreement { provider },
            (false, true) => WhyUnplaced::ProviderAbsent { provider },
            (false, false) => WhyUnplaced::ProviderBusy { provider },
        };
    }
    if state.ready(problem, group, place).is_none() {
        let row = group.prerequisites_of(place).first();
        if let Some(programme) = row.and_then(|row| ProgrammeIndex::at(row.programme as usize)) {
            return WhyUnplaced::Prerequisite { programme };
        }
    }
    let mut row = Vec::new();
    state.starts(problem, group, place, &mut row);
    let starts: Vec<usize> = super::bits::days(&row).collect();
    if starts.is_empty() {
        return WhyUnplaced::PersonBusy;
    }
    let person = group.people[place as usize];
    let own = problem.unit_of[person as usize];
    // The starts of sessions that are held, or else those at which the provider is free.
    let held: Vec<usize> = state
        .held(number)
        .iter()
        .filter(|held| held.places.len() < group.class_max as usize)
        .map(|held| held.start)
        .collect();
    let free: Vec<usize> = starts
        .iter()
        .copied()
        .filter(|&start| state.provider_is_free(problem, group, start))
        .collect();
    let looked_at = if held.is_empty() { &free } else { &held };
    if looked_at.is_empty() {
        return WhyUnplaced::ProviderBusy { provider };
    }
    for &start in looked_at {
        for day in days(start) {
            if state.spare(problem, own, day) == 0
                && agency.units.len() > own as usize
                && let Some(unit) = unit(own)
            {
                return WhyUnplaced::Cover {
                    unit,
                    day: problem.days[day],
                };
            }
        }
    }
    if !held.is_empty() && !held.iter().any(|start| starts.contains(start)) {
        return WhyUnplaced::PersonBusy;
    }
    too_small
}
