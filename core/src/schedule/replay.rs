//! Places given sessions one after another, checking every rule: so a saved schedule that breaks
//! one is refused, and everything that reads a schedule may rely on it.

use std::collections::{BTreeMap, BTreeSet};

use super::artefact::{Session, Unplaced};
use super::build::{Built, build};
use super::catch_up::CatchUp;
use super::facts::Facts;
use super::reachable::Reachable;
use super::replan::{Replanning, agency_after, facts_on};
use super::state::{Held, State};
use super::worth::{ScheduleWorth, worth};
use super::{Schedule, ScheduleError, ScheduleOptions};
use crate::plan::Plan;
use crate::words::id::PersonIndex;
use crate::words::measure::Date;

/// A session with its people.
type Row<'a> = (&'a Session, &'a [PersonIndex]);

/// Whether every session keeps the rules that were known when it began: those of the plan, and
/// from each day of replanning on those of the events until then.
///
/// # Errors
/// [`ScheduleError::Saved`] with the first that does not, or those of building the problem.
pub(super) fn replay_rounds(
    plan: &Plan,
    options: &ScheduleOptions,
    replanning: Option<&Replanning>,
    sessions: &[Row<'_>],
    unplaced: &[Unplaced],
    catch_up: &CatchUp,
) -> Result<(), ScheduleError> {
    let mut days: Vec<Date> = Vec::new();
    if let Some(replanning) = replanning {
        days.extend(replanning.events().iter().map(|event| event.known_on));
        days.push(replanning.from());
        days.dedup();
    }
    let mut ids = BTreeSet::new();
    let is_new = sessions
        .iter()
        .all(|(session, _)| ids.insert(session.id.as_str()));
    let wrong = |what| ScheduleError::Saved {
        what,
        expected: "a schedule that keeps every rule of its plan",
    };
    if !is_new {
        return Err(wrong("an id of two sessions"));
    }
    for round in 0..=days.len() {
        let from = round
            .checked_sub(1)
            .and_then(|last| days.get(last))
            .copied();
        let until = days.get(round).copied();
        let known = replanning.map_or(&[][..], |replanning| {
            let events = replanning.events();
            let count =
                events.partition_point(|event| from.is_some_and(|day| event.known_on <= day));
            &events[..count]
        });
        let agency = agency_after(plan, known);
        let mut facts = match from {
            None => Facts::of_plan(plan),
            Some(day) => facts_on(plan, &agency, day, known, sessions.iter().copied()),
        };
        facts.catch_up = catch_up.clone();
        let built = build(plan, options, &facts)?;
        let of_round: Vec<Row<'_>> = sessions
            .iter()
            .copied()
            .filter(|(session, _)| {
                session.start().is_some_and(|start| {
                    from.is_none_or(|from| from <= start) && until.is_none_or(|until| start < until)
                })
            })
            .collect();
        let unplaced = until.is_none().then_some(unplaced);
        replay(&built, &of_round, unplaced).map_err(wrong)?;
    }
    Ok(())
}

/// How good a schedule is that was not changed by replanning.
pub(super) fn worth_of(schedule: &Schedule) -> Option<ScheduleWorth> {
    let content = &*schedule.content;
    if content.replanning.is_some() {
        return None;
    }
    let mut facts = Facts::of_plan(&content.plan);
    facts.catch_up = content.catch_up.clone();
    let built = build(&content.plan, &content.options, &facts).ok()?;
    let rows: Vec<Row<'_>> = schedule.sessions_with_people().collect();
    let state = replay(&built, &rows, None).ok()?;
    let reachable = Reachable::new(&built.problem);
    Some(worth(
        &built.problem,
        &state,
        &reachable,
        content.options.work,
    ))
}

/// Places sessions one after another.
///
/// # Errors
/// What is wrong with the first session that does not fit, or with the list of those who found no
/// place.
fn replay(
    built: &Built,
    sessions: &[Row<'_>],
    unplaced: Option<&[Unplaced]>,
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
    for (at, (session, _)) in sessions.iter().enumerate() {
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
    for (number, at) in order {
        let group = &problem.groups[number];
        let (session, people) = sessions[at];
        let start = session
            .start()
            .and_then(|day| problem.days.binary_search(&day).ok())
            .filter(|&start| group.is_start(start))
            .ok_or("a session outside the days of its phase")?;
        let days = group.days(start).map(|day| problem.days[day]);
        if !days.eq(session.days.iter().copied()) {
            return Err(
                "a session that is not held on training days in a row or those of its meetings",
            );
        }
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
        let bookings = built.bookings_of(session);
        for (booked, wanted) in bookings.iter().zip([&group.rooms, &group.trainers]) {
            let is_right = match booked {
                None => wanted.is_empty(),
                Some(booked) => {
                    wanted.contains(booked)
                        && state.is_bookable(problem, group, start, *booked)
                        && problem.bookable_seats[*booked as usize] >= size
                }
            };
            if !is_right {
                return Err("a session whose room or trainer cannot be booked");
            }
        }
        let held = Held {
            start,
            places: Vec::new(),
            bookings,
        };
        state.put(problem, number, held);
        let place_in_list = state.held(number).len() - 1;
        for &person in people {
            let place = place_of(number, person)
                .filter(|&place| !state.is_seated(number, place))
                .filter(|&place| state.can_sit(problem, group, place, start))
                .ok_or("a person who cannot attend a session or whose unit cannot spare them")?;
            state.seat(problem, number, place_in_list, place);
        }
    }
    let Some(unplaced) = unplaced else {
        return Ok(state);
    };
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
