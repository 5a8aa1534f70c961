//! Places given sessions one after another, checking every rule: so a saved schedule that breaks
//! one is refused, and everything that reads a schedule may rely on it.

use std::collections::{BTreeMap, BTreeSet};

use super::artefact::{Session, Unplaced};
use super::build::Built;
use super::state::State;
use crate::words::grouping::Grouping;
use crate::words::id::{Index, PersonIndex, SessionIndex};

/// The state after all sessions.
///
/// # Errors
/// What is wrong with the first session that does not fit, or with the list of those who found no
/// place.
pub(super) fn replay(
    built: &Built,
    sessions: &[Session],
    by_session: &Grouping<SessionIndex>,
    participants: &[PersonIndex],
    unplaced: &[Unplaced],
) -> Result<State, &'static str> {
    let problem = &built.problem;
    let numbers: BTreeMap<_, usize> = built
        .groups
        .iter()
        .enumerate()
        .map(|(number, &key)| (key, number))
        .collect();
    let number_of = |programme, phase| {
        numbers
            .get(&(programme, phase))
            .copied()
            .ok_or("a programme in a phase that the plan has not")
    };
    // By group, so that what people must have attended before is placed before.
    let mut order = Vec::with_capacity(sessions.len());
    for (at, session) in sessions.iter().enumerate() {
        order.push((number_of(session.programme, session.phase)?, at));
    }
    order.sort_unstable();
    let place_of = |number: usize, person: PersonIndex| {
        let person = built.people.binary_search(&person).ok()?;
        let people = &problem.groups[number].people;
        // Those who attend are numbered by 32 bits.
        people
            .binary_search(&(person as u32))
            .ok()
            .map(|place| place as u32)
    };
    let mut state = State::new(problem);
    let mut ids = BTreeSet::new();
    for (number, at) in order {
        let group = &problem.groups[number];
        let session = &sessions[at];
        if !ids.insert(session.id.as_str()) {
            return Err("an id of two sessions");
        }
        let start = session
            .start()
            .and_then(|day| problem.days.binary_search(&day).ok())
            .filter(|start| group.starts().contains(start))
            .ok_or("a session outside the days of its phase")?;
        if problem.days[start..start + group.length] != session.days {
            return Err("a session that is not held on training days in a row");
        }
        let people = SessionIndex::at(at)
            .and_then(|index| participants.get(by_session.rows(index)))
            .unwrap_or(&[]);
        let size = u32::try_from(people.len()).unwrap_or(u32::MAX);
        if size < group.class_min || size > group.class_max {
            return Err("a session with too few or too many people");
        }
        if state.held(number).len() >= group.sessions as usize {
            return Err("more sessions than the plan has");
        }
        if !state.provider_is_free(problem, group, start) {
            return Err("a session that its provider cannot run");
        }
        state.place(problem, number, start, Vec::new());
        let place_in_list = state.held(number).len() - 1;
        for &person in people {
            let place = place_of(number, person)
                .filter(|&place| !state.is_seated(number, place))
                .filter(|&place| state.can_sit(problem, group, place, start))
                .ok_or("a person who cannot attend a session or whose unit cannot spare them")?;
            state.seat(problem, number, place_in_list, place);
        }
    }
    let mut told: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); problem.groups.len()];
    for row in unplaced {
        let number = number_of(row.programme, row.phase)?;
        for &person in &row.people {
            if !place_of(number, person).is_some_and(|place| told[number].insert(place)) {
                return Err("a person without a place whom the plan has not, or told twice");
            }
        }
    }
    let all_are_told = told
        .into_iter()
        .enumerate()
        .all(|(number, told)| state.waiting(number).eq(told));
    if all_are_told {
        Ok(state)
    } else {
        Err("people of the plan who are neither in a session nor told to have no place")
    }
}
