//! Why a session is held when it is, and why others have no place.

use std::collections::BTreeMap;

use super::artefact::{Certainty, Unplaced, WhyThen, WhyUnplaced};
use super::bits;
use super::bookings::limit;
use super::build::Built;
use super::problem::{Group, Problem, ProviderDay};
use super::reachable::Reachable;
use super::state::State;
use crate::words::id::{
    Index, PersonIndex, ProgrammeIndex, ProviderIndex, RoomIndex, TrainerIndex, UnitIndex,
};
use crate::words::measure::Date;

fn unit(index: u32) -> Option<UnitIndex> {
    UnitIndex::at(index as usize)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Why a session that is taken out for the question does not start a day earlier.
pub(super) fn why_then(
    built: &Built,
    state: &State,
    number: usize,
    start: usize,
    places: &[u32],
) -> WhyThen {
    let problem = &built.problem;
    let group = &problem.groups[number];
    let Some(before) = start.checked_sub(1).filter(|&before| before >= group.first) else {
        return WhyThen::FirstDay;
    };
    if !group.is_start(before) {
        return before_a_series(problem, group, before);
    }
    let days = group.days(before);
    if let Some(provider) = ProviderIndex::at(group.provider) {
        for day in days.clone() {
            match problem.provider_day(group.provider, day) {
                ProviderDay::OutsideAgreement => return WhyThen::Agreement { provider },
                ProviderDay::Away => return WhyThen::ProviderAbsent { provider },
                ProviderDay::Open(_) => {}
            }
        }
        if !state.provider_is_free(problem, group, before) {
            return WhyThen::ProviderBusy { provider };
        }
    }
    match taken(problem, state, group, before, places.len()) {
        Some(Taken::Room(room)) => return WhyThen::RoomTaken { room },
        Some(Taken::Trainer(trainer)) => return WhyThen::TrainerTaken { trainer },
        None => {}
    }
    let mut seats: BTreeMap<u32, u32> = BTreeMap::new();
    for &place in places {
        let ready = state.ready(problem, group, place);
        if ready.is_none_or(|first| first > before)
            && let Some(programme) = blocking(problem, state, group, place)
        {
            return WhyThen::AfterPrerequisite { programme };
        }
        let person = group.people[place as usize];
        if days.clone().any(|day| state.is_busy(problem, person, day)) {
            let person = built.person(number, place);
            return WhyThen::PersonBusy { person };
        }
        *seats.entry(problem.unit_of[person as usize]).or_insert(0) += 1;
    }
    for (index, seats) in seats {
        let day = days
            .clone()
            .find(|&day| state.spare(problem, index, day) < seats);
        if let (Some(day), Some(unit)) = (day, unit(index)) {
            let day = problem.days[day];
            return WhyThen::Cover { unit, day };
        }
    }
    WhyThen::BestForMost
}

/// What is taken.
enum Taken {
    Room(RoomIndex),
    Trainer(TrainerIndex),
}

/// A room or trainer of a group, if none that takes so many people is free on the days of a start.
fn taken(
    problem: &Problem,
    state: &State,
    group: &Group,
    start: usize,
    people: usize,
) -> Option<Taken> {
    let is_taken = |wanted: &[u32]| {
        let found = state.bookable(problem, group, start, wanted);
        let seats = found.map_or(0, |found| problem.bookable_seats[found as usize]);
        !wanted.is_empty() && (seats as usize) < people.max(1)
    };
    if is_taken(&group.rooms) {
        let room = *group.rooms.last()? as usize;
        return RoomIndex::at(room).map(Taken::Room);
    }
    if is_taken(&group.trainers) {
        let trainer = *group.trainers.last()? as usize;
        return TrainerIndex::at(trainer.checked_sub(problem.rooms)?).map(Taken::Trainer);
    }
    None
}

/// Why a session of a series cannot start on a day, as far as dates and the provider tell.
fn before_a_series(problem: &Problem, group: &Group, before: usize) -> WhyThen {
    let first = problem
        .provider_days
        .get(group.provider * problem.days.len() + before);
    match (first, ProviderIndex::at(group.provider)) {
        (Some(ProviderDay::OutsideAgreement), Some(provider)) => WhyThen::Agreement { provider },
        (Some(ProviderDay::Away), Some(provider)) => WhyThen::ProviderAbsent { provider },
        _ => WhyThen::Meetings,
    }
}

/// The prerequisite that holds one of a group's people back, if there is one.
fn blocking(problem: &Problem, state: &State, group: &Group, place: u32) -> Option<ProgrammeIndex> {
    let row = state.blocking_prerequisite(problem, group, place)?;
    ProgrammeIndex::at(row.programme as usize)
}

/// Who found no place and which sessions are not held, with the reason, in the order of groups.
pub(super) fn unplaced(built: &Built, state: &State, reachable: &Reachable) -> Vec<Unplaced> {
    let problem = &built.problem;
    let lost_of = |number: usize| -> u64 {
        let weights = &problem.groups[number].weights;
        let waiting = state.waiting(number);
        waiting
            .map(|place| u64::from(weights[place as usize]))
            .sum()
    };
    let lost: u64 = (0..built.groups.len()).map(lost_of).sum();
    let mut found = Vec::new();
    for (number, &(programme, phase)) in built.groups.iter().enumerate() {
        let rows = Asked::new(built, state, number).rows();
        let as_many_always =
            lost <= reachable.unavoidable || lost_of(number) <= reachable.lost_of(number);
        found.extend(rows.into_iter().map(|row| {
            let mut places = row.places.iter();
            let certainty = if !places.any(|&place| reachable.can_attend(number, place)) {
                Certainty::Never
            } else if as_many_always {
                Certainty::AsManyAlways
            } else {
                Certainty::NotFound
            };
            Unplaced {
                programme,
                phase,
                people: row
                    .places
                    .iter()
                    .map(|&place| built.person(number, place))
                    .collect::<Vec<PersonIndex>>(),
                sessions: row.sessions,
                reason: row.reason,
                certainty,
            }
        }));
    }
    found
}

/// Some places of a group and why they found no seat.
struct Row {
    places: Vec<u32>,
    sessions: u32,
    reason: WhyUnplaced,
}

/// A group whose reasons are asked for, once everything is placed.
struct Asked<'a> {
    problem: &'a Problem,
    state: &'a State,
    number: usize,
    group: &'a Group,
    provider: Option<ProviderIndex>,
}

impl<'a> Asked<'a> {
    fn new(built: &'a Built, state: &'a State, number: usize) -> Self {
        let group = &built.problem.groups[number];
        Self {
            problem: &built.problem,
            state,
            number,
            group,
            provider: ProviderIndex::at(group.provider),
        }
    }

    fn rows(&self) -> Vec<Row> {
        let waiting: Vec<u32> = self.state.waiting(self.number).collect();
        let held = self.state.held(self.number).len();
        let missing = self.group.sessions.saturating_sub(count(held));
        if waiting.is_empty() && missing == 0 {
            return Vec::new();
        }
        if let Some(reason) = self.whatever_the_people() {
            return vec![Row {
                places: waiting,
                sessions: missing,
                reason,
            }];
        }
        let mut rows = Rows::default();
        let mut rest = Vec::new();
        for place in waiting {
            match self.for_oneself(place) {
                Some(reason) => rows.add(place, reason),
                None => rest.push(place),
            }
        }
        let fewest = self.group.class_min.max(1);
        let too_small = WhyUnplaced::ClassTooSmall {
            people: count(rest.len()),
            class_min: fewest,
        };
        if missing > 0 && (held == 0 || count(rest.len()) >= fewest) {
            let reason = if count(rest.len()) < fewest {
                too_small
            } else {
                self.for_a_session(&rest, missing).unwrap_or(too_small)
            };
            rows.list.push(Row {
                places: rest,
                sessions: missing,
                reason,
            });
            return rows.list;
        }
        for place in rest {
            rows.add(place, self.in_sessions_held(place));
        }
        if missing > 0 {
            rows.list.push(Row {
                places: Vec::new(),
                sessions: missing,
                reason: too_small,
            });
        }
        rows.list
    }

    /// Why no session can be held at all, whoever attends.
    fn whatever_the_people(&self) -> Option<WhyUnplaced> {
        let (problem, group) = (self.problem, self.group);
        let window = group.end.saturating_sub(group.first);
        if window < group.length {
            return Some(WhyUnplaced::NoWorkingDays {
                needed: count(group.length),
                available: count(window),
            });
        }
        let provider = self.provider?;
        if group.pattern.is_some() && !group.starts().any(|start| group.is_start(start)) {
            return Some(WhyUnplaced::Meetings {
                days: count(group.length),
            });
        }
        let possible = |allowed: &dyn Fn(ProviderDay) -> bool| {
            group
                .starts()
                .filter(|&start| group.is_start(start))
                .any(|start| {
                    group
                        .days(start)
                        .all(|day| allowed(problem.provider_day(group.provider, day)))
                })
        };
        if !possible(&|day| day != ProviderDay::OutsideAgreement) {
            Some(WhyUnplaced::Agreement { provider })
        } else if !possible(&|day| matches!(day, ProviderDay::Open(_))) {
            Some(WhyUnplaced::ProviderAbsent { provider })
        } else if !possible(&|day| matches!(day, ProviderDay::Open(sessions) if sessions > 0)) {
            Some(WhyUnplaced::ProviderBusy { provider })
        } else {
            self.never_bookable()
        }
    }

    /// That no room or no trainer is there on the days of any start.
    fn never_bookable(&self) -> Option<WhyUnplaced> {
        let (problem, group) = (self.problem, self.group);
        let never = |wanted: &[u32]| {
            let mut starts = group.starts().filter(|&start| group.is_start(start));
            !wanted.is_empty()
                && !starts.any(|start| {
                    wanted
                        .iter()
                        .any(|&row| problem.is_there(group, start, row))
                })
        };
        if never(&group.rooms) {
            let room = RoomIndex::at(*group.rooms.first()? as usize)?;
            return Some(WhyUnplaced::RoomTaken { room });
        }
        if never(&group.trainers) {
            let row = (*group.trainers.first()? as usize).checked_sub(problem.rooms)?;
            let trainer = TrainerIndex::at(row)?;
            return Some(WhyUnplaced::TrainerTaken { trainer });
        }
        None
    }

    /// Why somebody could not attend any session of the group, whoever else does.
    fn for_oneself(&self, place: u32) -> Option<WhyUnplaced> {
        let (problem, state, group) = (self.problem, self.state, self.group);
        let ready = state.ready(problem, group, place);
        if ready.is_none_or(|first| first >= group.starts().end) {
            let programme = blocking(problem, state, group, place)?;
            return Some(WhyUnplaced::Prerequisite { programme });
        }
        let mut row = Vec::new();
        state.starts(problem, group, place, &mut row);
        if bits::days(&row).next().is_none() {
            return Some(WhyUnplaced::PersonBusy);
        }
        let index = problem.unit_of[group.people[place as usize] as usize];
        let spared = |start: usize| -> bool {
            group
                .days(start)
                .all(|day| problem.spare[index as usize * problem.days.len() + day] > 0)
        };
        // The unit has no one to spare even if nobody else of it is in training.
        if !bits::days(&row).any(spared) {
            return self.cover(index, group.starts());
        }
        None
    }

    /// That a unit would fall below its minimum, with its tightest day among those of the starts.
    fn cover(&self, index: u32, starts: impl Iterator<Item = usize>) -> Option<WhyUnplaced> {
        let day = starts
            .flat_map(|start| self.group.days(start))
            .min_by_key(|&day| (self.state.spare(self.problem, index, day), day))?;
        Some(WhyUnplaced::Cover {
            unit: unit(index)?,
            day: self.day(day)?,
        })
    }

    fn day(&self, day: usize) -> Option<Date> {
        self.problem.days.get(day).copied()
    }

    /// Why another session is not held for people who could each attend one: what keeps most of
    /// them away at the start at which most could come.
    fn for_a_session(&self, rest: &[u32], missing: u32) -> Option<WhyUnplaced> {
        let (problem, state, group) = (self.problem, self.state, self.group);
        let needed = if problem.may_leave_out {
            group.class_min
        } else {
            let even = rest.len().div_ceil(missing.max(1) as usize);
            count(even).clamp(group.class_min, group.class_max.max(group.class_min))
        };
        let open = |start: &usize| {
            group.is_start(*start)
                && group
                    .days(*start)
                    .all(|day| problem.provider_capacity(group.provider, day) > 0)
        };
        let mut best: [Option<(u32, usize)>; 2] = [None, None];
        // A start at which a room or a trainer is all that is missing.
        let mut unbooked: Option<usize> = None;
        for start in group.starts().filter(open) {
            let fit = self.turn_out(rest, start).fit();
            let free = state.provider_is_free(problem, group, start);
            if free && fit >= needed && state.most(problem, group, start) < needed {
                unbooked = unbooked.or(Some(start));
                continue;
            }
            for (best, _) in best
                .iter_mut()
                .zip([true, free])
                .filter(|(_, counts)| *counts)
            {
                if best.is_none_or(|(most, _)| fit > most) {
                    *best = Some((fit, start));
                }
            }
        }
        if let Some(start) = unbooked {
            match taken(problem, state, group, start, needed as usize) {
                Some(Taken::Room(room)) => return Some(WhyUnplaced::RoomTaken { room }),
                Some(Taken::Trainer(trainer)) => {
                    return Some(WhyUnplaced::TrainerTaken { trainer });
                }
                None => {}
            }
        }
        let [anywhere, free] = best;
        let provider_busy = self
            .provider
            .map(|provider| WhyUnplaced::ProviderBusy { provider });
        let Some((fit, start)) = free else {
            return provider_busy;
        };
        if fit < needed && anywhere.is_some_and(|(fit, _)| fit >= needed) {
            return provider_busy;
        }
        let turn_out = self.turn_out(rest, start);
        let uncovered = turn_out.with_time.iter().map(|(&unit, &people)| {
            let spare = state.spare_from(problem, unit, group, start);
            (people.saturating_sub(spare), unit)
        });
        // Of units that lack as many, the first.
        let worst = uncovered
            .clone()
            .max_by_key(|&(lack, unit)| (lack, std::cmp::Reverse(unit)));
        let uncovered: u32 = uncovered.map(|(lack, _)| lack).sum();
        let (busy, early) = (count(turn_out.busy.len()), count(turn_out.early.len()));
        if uncovered == 0 && busy == 0 && early == 0 {
            return None;
        }
        if uncovered >= busy.max(early) {
            return self.cover(worst?.1, start..start + 1);
        }
        if busy >= early {
            return Some(WhyUnplaced::PersonBusy);
        }
        let programme = blocking(problem, state, group, *turn_out.early.first()?)?;
        Some(WhyUnplaced::Prerequisite { programme })
    }

    /// Who of some people could come to a session that starts on a day.
    fn turn_out(&self, places: &[u32], start: usize) -> TurnOut {
        let (problem, state, group) = (self.problem, self.state, self.group);
        let mut turn_out = TurnOut::default();
        for &place in places {
            let person = group.people[place as usize];
            let mut days = group.days(start);
            if state
                .ready(problem, group, place)
                .is_none_or(|first| first > start)
            {
                turn_out.early.push(place);
            } else if days.any(|day| state.is_busy(problem, person, day)) {
                turn_out.busy.push(place);
            } else {
                let unit = problem.unit_of[person as usize];
                *turn_out.with_time.entry(unit).or_insert(0) += 1;
            }
        }
        turn_out.fit = turn_out
            .with_time
            .iter()
            .map(|(&unit, &people)| people.min(state.spare_from(problem, unit, group, start)))
            .sum();
        turn_out
    }

    /// Why somebody could not join a session that is held: the unit's cover where that is in the
    /// way of any, else the person's own time, else that the sessions are full.
    fn in_sessions_held(&self, place: u32) -> WhyUnplaced {
        let (problem, state, group) = (self.problem, self.state, self.group);
        let mut why: Option<WhyUnplaced> = None;
        for held in state.held(self.number) {
            let one = self.turn_out(&[place], held.start);
            let (rank, reason) = if let Some(&early) = one.early.first() {
                let programme = blocking(problem, state, group, early);
                let Some(programme) = programme else { continue };
                (1, WhyUnplaced::Prerequisite { programme })
            } else if !one.busy.is_empty() {
                (2, WhyUnplaced::PersonBusy)
            } else if one.fit() == 0 {
                let index = problem.unit_of[group.people[place as usize] as usize];
                let Some(reason) = self.cover(index, held.start..held.start + 1) else {
                    continue;
                };
                (3, reason)
            } else {
                continue;
            };
            if why.as_ref().is_none_or(|other| rank > rank_of(other)) {
                why = Some(reason);
            }
        }
        why.unwrap_or(WhyUnplaced::ClassFull {
            class_max: state
                .held(self.number)
                .iter()
                .map(|held| count(limit(problem, group, held)))
                .max()
                .unwrap_or(group.class_max),
        })
    }
}

/// How much a reason tells among those of single sessions.
fn rank_of(why: &WhyUnplaced) -> u32 {
    match why {
        WhyUnplaced::Cover { .. } => 3,
        WhyUnplaced::PersonBusy => 2,
        _ => 1,
    }
}

#[derive(Default)]
struct TurnOut {
    /// Whose prerequisite is not over.
    early: Vec<u32>,
    /// Who is away or elsewhere.
    busy: Vec<u32>,
    /// Those who have time, by unit.
    with_time: BTreeMap<u32, u32>,
    fit: u32,
}

impl TurnOut {
    /// How many come, as far as their units can spare them.
    fn fit(&self) -> u32 {
        self.fit
    }
}

/// Rows, one for each reason.
#[derive(Default)]
struct Rows {
    list: Vec<Row>,
}

impl Rows {
    fn add(&mut self, place: u32, reason: WhyUnplaced) {
        match self.list.iter_mut().find(|row| row.reason == reason) {
            Some(row) => row.places.push(place),
            None => self.list.push(Row {
                places: vec![place],
                sessions: 0,
                reason,
            }),
        }
    }
}
