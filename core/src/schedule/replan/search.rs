//! The schedule that changes least: what was to be held is kept where it still fits, and
//! large-neighbourhood search moves the rest.
//!
//! Again and again somebody who lost a seat or days is chosen, a few sessions that stand in their
//! way are taken out, and their groups are divided anew, by chance with the old days first. What
//! is no worse is kept. The same problem and work give the same result.

use super::before::{Before, Change};
use super::bound::least_change;
use crate::schedule::bookings::limit;
use crate::schedule::form::{ClassSize, form, form_by_chance};
use crate::schedule::improve::{
    Key, in_the_way, later, remove_key, remove_unready, restore, snapshot,
};
use crate::schedule::problem::Problem;
use crate::schedule::reachable::Reachable;
use crate::schedule::search::move_earlier;
use crate::schedule::state::{Held, State};
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

/// What was found.
pub(in crate::schedule) struct Found {
    pub(in crate::schedule) state: State,
    /// The weight of the change.
    pub(in crate::schedule) weight: u64,
    /// No change weighs less.
    pub(in crate::schedule) bound: u64,
    pub(in crate::schedule) is_stopped: bool,
}

struct Search<'p> {
    problem: &'p Problem,
    before: &'p Before,
    reachable: Reachable,
    later: Vec<Vec<usize>>,
    all: Vec<usize>,
    seats: u64,
    random: SplitMix64,
    work: u64,
}

/// The lawful schedule that changes what was to be held as little as can be found.
pub(in crate::schedule) fn least_moves(
    problem: &Problem,
    before: &Before,
    work: u64,
    watch: &dyn Watch,
) -> Found {
    let mut all: Vec<usize> = (0..problem.groups.len()).collect();
    all.sort_by_key(|&number| (problem.groups[number].phase, number));
    let reachable = Reachable::new(problem);
    let bound = least_change(problem, before, &reachable);
    let mut state = State::new(problem);
    let seats = problem.groups.iter().map(|group| group.people.len() as u64);
    let mut search = Search {
        problem,
        before,
        reachable,
        later: later(problem),
        seats: seats.sum(),
        random: SplitMix64::new(1, 0),
        work: 0,
        all,
    };
    let mut is_stopped = false;
    if !problem.days.is_empty() {
        for at in 0..search.all.len() {
            search.keep(&mut state, search.all[at]);
        }
        let all = search.all.clone();
        let is_untouched = before.change(problem, &state, &all).weight == 0;
        if !is_untouched {
            // Phase by phase, so that what comes first is settled before what builds on it.
            state = State::new(problem);
            for phase in all
                .chunk_by(|&one, &other| problem.groups[one].phase == problem.groups[other].phase)
            {
                for &number in phase {
                    search.keep(&mut state, number);
                }
                for &number in phase {
                    form(problem, &mut state, number, ClassSize::Even);
                }
            }
            is_stopped = search.improve(&mut state, bound, work, watch);
            search.settle(&mut state);
        }
    }
    let weight = before.change(problem, &state, &search.all).weight;
    Found {
        state,
        weight,
        bound,
        is_stopped,
    }
}

impl Search<'_> {
    /// Holds the sessions of a group that were to be held and are not, where they still fit, each
    /// with all who can come.
    fn keep(&self, state: &mut State, number: usize) {
        for planned in 0..self.before.sessions[number].len() {
            self.keep_session(state, number, planned, None);
        }
    }

    fn keep_session(
        &self,
        state: &mut State,
        number: usize,
        planned: usize,
        order: Option<&[u32]>,
    ) -> bool {
        let (problem, group) = (self.problem, &self.problem.groups[number]);
        let planned = &self.before.sessions[number][planned];
        let Some(start) = planned.start.filter(|_| !planned.is_cancelled) else {
            return false;
        };
        let fits = self.before.is_missing(state, number, start)
            && state.held(number).len() < group.sessions as usize
            && state.most(problem, group, start) > 0;
        if !fits {
            return false;
        }
        // In the same room and with the same trainer if they are free.
        let is_free = |booked: &Option<u32>| {
            booked.is_none_or(|booked| state.is_bookable(problem, group, start, booked))
        };
        if planned.bookings.iter().all(is_free) {
            let held = Held {
                start,
                places: Vec::new(),
                bookings: planned.bookings,
            };
            state.put(problem, number, held);
        } else {
            state.place(problem, number, start, Vec::new());
        }
        let session = state.held(number).len() - 1;
        for &place in order.unwrap_or(&planned.places) {
            let held = &state.held(number)[session];
            let has_seat = held.places.len() < limit(problem, group, held);
            if has_seat
                && !state.is_seated(number, place)
                && state.can_sit(problem, group, place, start)
            {
                state.seat(problem, number, session, place);
            }
        }
        let is_held = state.held(number)[session].places.len() >= group.class_min.max(1) as usize;
        if !is_held {
            state.remove(problem, number, session);
        }
        is_held
    }

    fn improve(&mut self, state: &mut State, bound: u64, work: u64, watch: &dyn Watch) -> bool {
        let (problem, before) = (self.problem, self.before);
        let all = self.all.clone();
        let mut now = before.change(problem, state, &all);
        let (mut least, mut best) = (now, snapshot(state, &all));
        let (mut steps, mut last_gain, mut is_stopped) = (0_u64, 0_u64, false);
        while self.work < work && least.weight > bound && self.work - last_gain <= work / PATIENCE {
            if steps.is_multiple_of(STEPS_UNWATCHED) {
                let progress = Progress {
                    objective: Some(least.weight as f64),
                    bound: Some(bound as f64),
                    ..Progress::counted("schedule", self.work, work)
                };
                if watch.see(&progress).is_break() {
                    is_stopped = true;
                    break;
                }
            }
            steps += 1;
            let Some((groups, sessions, then)) = self.take_out(state) else {
                continue;
            };
            self.put_back(state, &groups);
            let after = before.change(problem, state, &groups);
            if after > then {
                restore(problem, state, &groups, sessions);
                continue;
            }
            now = Change {
                weight: now.weight + after.weight - then.weight,
                last_days: now.last_days + after.last_days - then.last_days,
            };
            if now < least {
                if now.weight < least.weight {
                    last_gain = self.work;
                }
                (least, best) = (now, snapshot(state, &all));
            }
        }
        restore(problem, state, &all, best);
        is_stopped
    }

    /// Takes a few sessions out for somebody who lost a seat or days, or for a session that is not
    /// held when it was to be: the groups to divide anew, what they held, and what that cost.
    fn take_out(&mut self, state: &mut State) -> Option<(Vec<usize>, Vec<Vec<Held>>, Change)> {
        let problem = self.problem;
        self.work += 1 + self.seats / 64;
        let touched = self.touched(state);
        let &(number, place) = touched.get(self.random.below(touched.len()))?;
        let old = self.before.starts[number][place as usize].flatten();
        let starts = self.reachable.starts(problem, number, place);
        let any = starts.get(self.random.below(starts.len())).copied();
        let start = match old.filter(|_| self.random.below(2) == 0) {
            Some(old) => Some(old),
            None => any,
        };
        let mut found: Vec<Key> = match start {
            Some(start) => in_the_way(problem, &self.later, state, (number, place), start),
            None => Vec::new(),
        };
        self.random.shuffle(&mut found);
        found.truncate(1 + self.random.below(MOST_SESSIONS));
        let mut groups: Vec<usize> = found.iter().map(|key| key.group).collect();
        groups.push(number);
        if self.random.below(4) == 0 {
            groups.push(self.all[self.random.below(self.all.len())]);
        }
        for at in 0..groups.len() {
            groups.extend(&self.later[groups[at]]);
        }
        groups.sort_by_key(|&other| (problem.groups[other].phase, other));
        groups.dedup();
        let people = groups
            .iter()
            .map(|&other| problem.groups[other].people.len());
        let people: usize = people.sum();
        if people > MOST_PEOPLE {
            return None;
        }
        self.work += people as u64;
        let before = snapshot(state, &groups);
        let then = self.before.change(problem, state, &groups);
        for key in found {
            remove_key(problem, state, key);
        }
        for &other in &groups {
            if self.random.below(4) == 0 {
                state.clear(problem, other);
            }
            // In the order of phases: what falls here may take others with it.
            remove_unready(problem, state, other);
        }
        Some((groups, before, then))
    }

    /// Those who have lost a seat or attend on other days, and one of each session that is not
    /// held when it was to be.
    fn touched(&self, state: &State) -> Vec<(usize, u32)> {
        let mut touched = Vec::new();
        for (number, starts) in self.before.starts.iter().enumerate() {
            let mut now = vec![None; starts.len()];
            for held in state.held(number) {
                for &place in &held.places {
                    now[place as usize] = Some(held.start);
                }
            }
            for (place, (before, now)) in (0_u32..).zip(starts.iter().zip(now)) {
                if before.is_some_and(|before| before.is_none() || before != now) {
                    touched.push((number, place));
                }
            }
            for session in &self.before.sessions[number] {
                if let (Some(start), Some(&place)) = (session.start, session.places.first())
                    && !session.is_cancelled
                    && self.before.is_missing(state, number, start)
                {
                    touched.push((number, place));
                }
            }
        }
        touched
    }

    /// Divides those who wait in the groups, phase by phase in an order by chance, with the old
    /// days first or not.
    fn put_back(&mut self, state: &mut State, groups: &[usize]) {
        let mut order = groups.to_vec();
        self.random.shuffle(&mut order);
        order.sort_by_key(|&number| self.problem.groups[number].phase);
        // In quarters, how likely an old session is held again.
        let likely = [0, 2, 3, 4, 4][self.random.below(5)];
        for &number in &order {
            let mut planned: Vec<usize> = (0..self.before.sessions[number].len()).collect();
            self.random.shuffle(&mut planned);
            for planned in planned {
                if self.random.below(4) < likely {
                    let mut places = self.before.sessions[number][planned].places.clone();
                    self.random.shuffle(&mut places);
                    self.keep_session(state, number, planned, Some(&places));
                }
            }
            let size = ClassSize::ALL[self.random.below(ClassSize::ALL.len())];
            if self.random.below(4) == 0 {
                form(self.problem, state, number, size);
            } else {
                form_by_chance(self.problem, state, number, size, &mut self.random);
            }
        }
    }

    /// Moves sessions to earlier days and seats people who wait, where that changes nothing for
    /// the worse.
    fn settle(&self, state: &mut State) {
        let (problem, before) = (self.problem, self.before);
        for &number in &self.all {
            for at in 0..state.held(number).len() {
                let (change, sessions) = self.of_group(state, number);
                move_earlier(problem, state, number, at);
                if before.change(problem, state, &[number]) > change {
                    restore(problem, state, &[number], vec![sessions]);
                }
            }
            let (change, sessions) = self.of_group(state, number);
            form(problem, state, number, ClassSize::Even);
            if before.change(problem, state, &[number]).weight > change.weight {
                restore(problem, state, &[number], vec![sessions]);
            }
        }
    }

    fn of_group(&self, state: &State, number: usize) -> (Change, Vec<Held>) {
        let change = self.before.change(self.problem, state, &[number]);
        (change, state.held(number).to_vec())
    }
}
