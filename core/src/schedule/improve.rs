//! Better schedules out of a good one: large-neighbourhood search (Shaw 1998).
//!
//! Again and again a few sessions are taken out, those that stand in the way of somebody without
//! a seat if there is one, and their groups are divided anew by chance. What is no worse is kept.
//! While seats are missing that could be there only they count; afterwards earlier last days.
//! The same problem and work give the same schedule.

use super::form::{ClassSize, form, form_by_chance};
use super::problem::Problem;
use super::reachable::Reachable;
use super::search::{Cost, cost, tidy};
use super::state::{Held, State};
use crate::words::splitmix::SplitMix64;
use crate::words::watch::{Progress, Watch};

/// The most sessions that are taken out by name in a step.
const MOST_SESSIONS: usize = 6;
/// The most people of the groups that are divided anew in a step.
const MOST_PEOPLE: usize = 3_000;
/// After so many steps the watch is asked.
const STEPS_UNWATCHED: u64 = 64;
/// The search ends once one in so many parts of the work have brought nothing.
const PATIENCE: u64 = 3;
/// It ends as well once so many times the seats were looked at for nothing, while seats are missing
/// and afterwards: what helps in a small schedule is found soon. On 47 schedules of 188 to 3,900
/// seats (the example and offices like it, year after year) the longest that the search went
/// without a gain and then had one was 15 times the seats.
const PATIENCE_BY_SEATS: u64 = 40;
const PATIENCE_BY_SEATS_FOR_DAYS: u64 = 20;

/// What the search knows besides the schedule.
struct Improvement<'p> {
    problem: &'p Problem,
    reachable: &'p Reachable,
    /// For each group those that build on it, directly or not, rising.
    later: Vec<Vec<usize>>,
    /// Seats of all groups.
    seats: u64,
    random: SplitMix64,
    /// Those without a seat who could have one; only after a step that was kept they are others.
    waiting: Option<Vec<(usize, u32)>>,
    /// Places that were looked at.
    work: u64,
}

/// A session, found again when others of its group have moved: no two sessions share a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) group: usize,
    first_member: Option<u32>,
}

/// The groups that are changed in a step, with what they held before.
struct Step {
    groups: Vec<usize>,
    before: Vec<Vec<Held>>,
}

/// Improves a schedule with so much work at most; whether the watch stopped it.
pub(super) fn improve(
    problem: &Problem,
    state: &mut State,
    reachable: &Reachable,
    work: u64,
    watch: &dyn Watch,
) -> bool {
    if problem.days.is_empty() || problem.groups.is_empty() || work == 0 {
        return false;
    }
    let mut search = Improvement {
        problem,
        reachable,
        later: later(problem),
        seats: problem
            .groups
            .iter()
            .map(|group| group.people.len() as u64)
            .sum(),
        random: SplitMix64::new(1, 0),
        waiting: None,
        work: 0,
    };
    let mut all: Vec<usize> = (0..problem.groups.len()).collect();
    all.sort_by_key(|&number| (problem.groups[number].phase, number));
    let mut now = cost(problem, state, &all);
    let (mut least, mut best) = (now, snapshot(state, &all));
    let unavoidable = search.reachable.unavoidable;
    let (mut steps, mut last_gain, mut is_stopped) = (0_u64, 0_u64, false);
    let (mut for_seats, mut is_changed) = (true, false);
    while search.work < work {
        let by_seats = if for_seats {
            PATIENCE_BY_SEATS
        } else {
            PATIENCE_BY_SEATS_FOR_DAYS
        };
        let patience = (work / PATIENCE).min(search.seats.saturating_mul(by_seats));
        let is_tired = search.work - last_gain > patience;
        if for_seats && (least.lost <= unavoidable || is_tired || search.work > work / 2) {
            // From the best so far on, earlier last days count as well.
            for_seats = false;
            last_gain = search.work;
            restore(problem, state, &all, best.clone());
            now = least;
            search.waiting = None;
        } else if is_tired {
            break;
        }
        if steps.is_multiple_of(STEPS_UNWATCHED) {
            let progress = Progress {
                objective: Some(least.lost as f64),
                bound: Some(unavoidable as f64),
                ..Progress::counted("schedule", search.work, work)
            };
            if watch.see(&progress).is_break() {
                is_stopped = true;
                break;
            }
        }
        steps += 1;
        let Some(step) = search.take_out(state, for_seats) else {
            continue;
        };
        let before = search.cost_before(&step);
        search.put_back(state, &step.groups);
        let after = cost(problem, state, &step.groups);
        if after.lost > before.lost || (!for_seats && after > before) {
            restore(problem, state, &step.groups, step.before);
            continue;
        }
        search.waiting = None;
        is_changed = true;
        now.lost = now.lost + after.lost - before.lost;
        now.last_days = now.last_days + after.last_days - before.last_days;
        if now < least {
            (least, best) = (now, snapshot(state, &all));
            last_gain = search.work;
        }
    }
    if is_changed {
        restore(problem, state, &all, best);
        tidy(problem, state, &all);
    }
    is_stopped
}

/// For each group those that build on it, directly or not.
pub(super) fn later(problem: &Problem) -> Vec<Vec<usize>> {
    let mut later: Vec<Vec<usize>> = vec![Vec::new(); problem.groups.len()];
    // What builds on a group comes after it, so that its own list is complete.
    for number in (0..problem.groups.len()).rev() {
        let mut own = std::mem::take(&mut later[number]);
        own.sort_unstable();
        own.dedup();
        let mut earlier: Vec<u32> = problem.groups[number]
            .prerequisites
            .iter()
            .filter_map(|row| row.attended.map(|attended| attended.0))
            .collect();
        earlier.sort_unstable();
        earlier.dedup();
        for earlier in earlier {
            later[earlier as usize].push(number);
            later[earlier as usize].extend(&own);
        }
        later[number] = own;
    }
    later
}

pub(super) fn snapshot(state: &State, groups: &[usize]) -> Vec<Vec<Held>> {
    groups
        .iter()
        .map(|&number| state.held(number).to_vec())
        .collect()
}

pub(super) fn restore(
    problem: &Problem,
    state: &mut State,
    groups: &[usize],
    sessions: Vec<Vec<Held>>,
) {
    for &number in groups {
        state.clear(problem, number);
    }
    for (&number, sessions) in groups.iter().zip(sessions) {
        for held in sessions {
            state.put(problem, number, held);
        }
    }
}

impl Improvement<'_> {
    /// Takes a few sessions out. `None` if there is nothing to take or it would be too much.
    fn take_out(&mut self, state: &mut State, for_seats: bool) -> Option<Step> {
        // All sessions are looked at, though only shortly.
        self.work += 1 + self.seats / 64;
        let blocked = for_seats.then(|| self.somebody_waiting(state)).flatten();
        let (number, sessions) = match blocked {
            Some((number, place)) => (number, self.in_the_way(state, number, place)),
            None => self.some_sessions(state)?,
        };
        let mut groups: Vec<usize> = sessions.iter().map(|key| key.group).collect();
        groups.push(number);
        for at in 0..groups.len() {
            groups.extend(&self.later[groups[at]]);
        }
        groups.sort_by_key(|&other| (self.problem.groups[other].phase, other));
        groups.dedup();
        let people = groups
            .iter()
            .map(|&other| self.problem.groups[other].people.len());
        let people: usize = people.sum();
        if people > MOST_PEOPLE {
            return None;
        }
        self.work += people as u64;
        let before = snapshot(state, &groups);
        for key in sessions {
            remove_key(self.problem, state, key);
        }
        for &other in &groups {
            if self.random.below(4) == 0 {
                state.clear(self.problem, other);
            }
            // In the order of phases: what falls here may take others with it.
            remove_unready(self.problem, state, other);
        }
        Some(Step { groups, before })
    }

    /// Somebody without a seat who could have one, each with the same chance.
    fn somebody_waiting(&mut self, state: &State) -> Option<(usize, u32)> {
        let (problem, reachable) = (self.problem, self.reachable);
        let waiting = self.waiting.get_or_insert_with(|| {
            (0..problem.groups.len())
                .flat_map(|number| state.waiting(number).map(move |place| (number, place)))
                .filter(|&(number, place)| reachable.can_attend(number, place))
                .collect()
        });
        waiting.get(self.random.below(waiting.len())).copied()
    }

    /// A few sessions that take the provider, the person or the unit on the days of a possible
    /// start, or of which the person must have attended one before.
    fn in_the_way(&mut self, state: &State, number: usize, place: u32) -> Vec<Key> {
        let problem = self.problem;
        let starts = self.reachable.starts(problem, number, place);
        let Some(&start) = starts.get(self.random.below(starts.len())) else {
            return Vec::new();
        };
        let mut found = in_the_way(problem, &self.later, state, (number, place), start);
        self.random.shuffle(&mut found);
        found.truncate(1 + self.random.below(MOST_SESSIONS));
        found
    }

    /// A session by chance, and a few of its group or provider that are not much later.
    fn some_sessions(&mut self, state: &State) -> Option<(usize, Vec<Key>)> {
        let problem = self.problem;
        let number = self.random.below(problem.groups.len());
        let held = state.held(number);
        let chosen = held.get(self.random.below(held.len()))?;
        let group = &problem.groups[number];
        let mut found = Vec::new();
        for (other, details) in problem.groups.iter().enumerate() {
            let is_near = details.phase == group.phase
                && (other == number || details.provider == group.provider);
            for held in state.held(other).iter().filter(|_| is_near) {
                if held.start <= group.end_of(chosen.start) {
                    found.push(key(other, held));
                }
            }
        }
        self.random.shuffle(&mut found);
        found.truncate(self.random.below(MOST_SESSIONS));
        let chosen = key(number, chosen);
        if !found.contains(&chosen) {
            found.push(chosen);
        }
        Some((number, found))
    }

    /// What the groups of a step cost before it.
    fn cost_before(&self, step: &Step) -> Cost {
        let mut cost = Cost {
            lost: 0,
            last_days: 0,
        };
        for (&number, sessions) in step.groups.iter().zip(&step.before) {
            let group = &self.problem.groups[number];
            let mut lost: u64 = group.weights.iter().map(|&weight| u64::from(weight)).sum();
            for held in sessions {
                cost.last_days += group.end_of(held.start) as u64;
                for &place in &held.places {
                    lost -= u64::from(group.weights[place as usize]);
                }
            }
            cost.lost += lost;
        }
        cost
    }

    /// Divides those who wait in the groups, phase by phase in an order by chance.
    fn put_back(&mut self, state: &mut State, groups: &[usize]) {
        let mut order = groups.to_vec();
        self.random.shuffle(&mut order);
        order.sort_by_key(|&number| self.problem.groups[number].phase);
        for &number in &order {
            let size = ClassSize::ALL[self.random.below(ClassSize::ALL.len())];
            if self.random.below(4) == 0 {
                form(self.problem, state, number, size);
            } else {
                form_by_chance(self.problem, state, number, size, &mut self.random);
            }
        }
        tidy(self.problem, state, &order);
    }
}

/// The sessions that take the provider, the person or the unit on the days of a start, are of the
/// same group, or hold the person and come before.
pub(super) fn in_the_way(
    problem: &Problem,
    later: &[Vec<usize>],
    state: &State,
    (number, place): (usize, u32),
    start: usize,
) -> Vec<Key> {
    let group = &problem.groups[number];
    let person = group.people[place as usize];
    let unit = problem.unit_of[person as usize];
    let mut found = Vec::new();
    for (other, details) in problem.groups.iter().enumerate() {
        let is_before = later[other].binary_search(&number).is_ok();
        for held in state.held(other) {
            let meets = details.meets(held.start, group, start);
            let mut members = held
                .places
                .iter()
                .map(|&member| details.people[member as usize]);
            let is_in_the_way = other == number
                || (meets && details.provider == group.provider)
                || (is_before || meets)
                    && members.any(|member| {
                        member == person || meets && problem.unit_of[member as usize] == unit
                    });
            if is_in_the_way {
                found.push(key(other, held));
            }
        }
    }
    found
}

/// Takes a session out that was found by its key, if it is still there.
pub(super) fn remove_key(problem: &Problem, state: &mut State, key: Key) {
    let held = state.held(key.group);
    let at = held
        .iter()
        .position(|held| held.places.first().copied() == key.first_member);
    if let Some(at) = at {
        state.remove(problem, key.group, at);
    }
}

/// Takes out sessions of a group of which somebody's prerequisite is no longer met.
pub(super) fn remove_unready(problem: &Problem, state: &mut State, number: usize) {
    let group = &problem.groups[number];
    for at in (0..state.held(number).len()).rev() {
        let held = &state.held(number)[at];
        let is_ready = held.places.iter().all(|&place| {
            let first = state.ready(problem, group, place);
            first.is_some_and(|first| first <= held.start)
        });
        if !is_ready {
            state.remove(problem, number, at);
        }
    }
}

fn key(group: usize, held: &Held) -> Key {
    Key {
        group,
        first_member: held.places.first().copied(),
    }
}
