//! Divides the people of one group into sessions and gives each its days.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bits;
use super::bookings::limit;
use super::problem::{Group, Problem};
use super::state::State;
use crate::words::splitmix::SplitMix64;

/// How many people a session should get while others of the group are still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClassSize {
    /// All sessions alike.
    Even,
    /// As few as a session needs, so that the others have more to choose from.
    Smallest,
    /// As many as a session takes.
    Largest,
}

impl ClassSize {
    pub(super) const ALL: [Self; 3] = [Self::Even, Self::Largest, Self::Smallest];

    /// The number to aim at, where `sessions` are still to be held for `people`.
    fn aim(self, group: &Group, people: usize, sessions: usize) -> usize {
        let (fewest, most) = (
            group.class_min.max(1) as usize,
            group.class_max.max(1) as usize,
        );
        let others = sessions.saturating_sub(1);
        let size = match self {
            Self::Even => people.div_ceil(sessions.max(1)),
            Self::Smallest => fewest.max(people.saturating_sub(most.saturating_mul(others))),
            Self::Largest => most.min(people.saturating_sub(fewest.saturating_mul(others))),
        };
        size.clamp(fewest.min(most), most).min(people)
    }
}

/// What is known of a group's people while it is divided: for each unit and start how many of
/// those who wait have time, and how many the unit can spare.
struct Choice<'p> {
    problem: &'p Problem,
    number: usize,
    group: &'p Group,
    first: usize,
    starts: usize,
    /// Those who wait, the ones with the fewest possible starts first.
    waiting: Vec<u32>,
    /// By unit of the group: how many of its people wait.
    of_unit: Vec<u32>,
    /// For each place of the group the possible starts, as bits; none for those who do not wait.
    free: Vec<u64>,
    /// Units of the group × starts.
    have_time: Vec<u32>,
    /// Units of the group × starts.
    spare: Vec<u32>,
    /// For each start how many people fit; days on which the provider is busy count too.
    fit: Vec<usize>,
}

impl<'p> Choice<'p> {
    fn new(problem: &'p Problem, state: &State, number: usize) -> Self {
        let group = &problem.groups[number];
        let range = group.starts();
        let (first, starts) = (range.start, range.len());
        let mut choice = Self {
            problem,
            number,
            group,
            first,
            starts,
            waiting: Vec::new(),
            of_unit: vec![0; group.units.len()],
            free: vec![0; group.people.len() * problem.words()],
            have_time: vec![0; group.units.len() * starts],
            spare: vec![0; group.units.len() * starts],
            fit: vec![0; starts],
        };
        let mut keyed = Vec::new();
        let mut row = Vec::new();
        for place in state.waiting(number) {
            state.starts(problem, group, place, &mut row);
            let mut count = 0;
            let unit = group.unit_places[place as usize] as usize;
            let have_time = &mut choice.have_time[unit * starts..][..starts];
            for start in bits::days(&row) {
                have_time[start - first] += 1;
                count += 1;
            }
            if count > 0 {
                keyed.push((count, place));
                choice.of_unit[unit] += 1;
                choice.free[place as usize * row.len()..][..row.len()].copy_from_slice(&row);
            }
        }
        keyed.sort_unstable();
        choice.waiting = keyed.into_iter().map(|(_, place)| place).collect();
        for unit in 0..group.units.len() {
            choice.measure_spare(state, unit, 0..starts);
            choice.count_unit(unit, true);
        }
        choice
    }

    fn measure_spare(&mut self, state: &State, place: usize, starts: std::ops::Range<usize>) {
        if starts.is_empty() {
            return;
        }
        if self.group.pattern.is_some() {
            let unit = self.group.units[place];
            for start in starts {
                self.spare[place * self.starts + start] =
                    state.spare_from(self.problem, unit, self.group, self.first + start);
            }
            return;
        }
        let length = self.group.length.max(1);
        let days = self.first + starts.start..self.first + starts.end - 1 + length;
        let left = &state.spare_row(self.problem, self.group.units[place])[days];
        let spare = &mut self.spare[place * self.starts..][starts];
        for (spare, days) in spare.iter_mut().zip(left.windows(length)) {
            *spare = days.iter().copied().min().unwrap_or(0);
        }
    }

    /// Adds those of a unit who fit to what is known of each start, or takes them off.
    fn count_unit(&mut self, place: usize, add: bool) {
        let row = place * self.starts..(place + 1) * self.starts;
        let cells = self.have_time[row.clone()].iter().zip(&self.spare[row]);
        for (fit, (&have_time, &spare)) in self.fit.iter_mut().zip(cells) {
            let own = have_time.min(spare) as usize;
            *fit = if add { *fit + own } else { *fit - own };
        }
    }

    /// The possible starts of one of the group's people, as bits.
    fn free(&self, place: u32) -> &[u64] {
        let words = self.problem.words();
        &self.free[place as usize * words..][..words]
    }

    /// The start at which most people fit, up to `aim`, the earliest of several; with how many.
    fn best_start(&self, state: &State, aim: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        for (start, &fit) in self.fit.iter().enumerate() {
            let fit = fit.min(aim);
            let better = best.is_none_or(|(_, most)| fit > most);
            if fit > 0 && better {
                let most = state.most(self.problem, self.group, self.first + start);
                let fit = fit.min(most as usize);
                if fit == 0 || best.is_some_and(|(_, most)| fit <= most) {
                    continue;
                }
                best = Some((start, fit));
                if fit == aim {
                    break;
                }
            }
        }
        best
    }

    /// A start by chance at which enough people fit for a session; with how many, up to `aim`.
    fn any_start(
        &self,
        state: &State,
        aim: usize,
        random: &mut SplitMix64,
    ) -> Option<(usize, usize)> {
        let fewest = if self.problem.may_leave_out {
            self.group.class_min.max(1) as usize
        } else {
            aim
        };
        let starts: Vec<(usize, usize)> = self
            .fit
            .iter()
            .copied()
            .enumerate()
            .filter(|&(_, fit)| fit >= fewest)
            .map(|(start, fit)| {
                let most = state.most(self.problem, self.group, self.first + start);
                (start, fit.min(aim).min(most as usize))
            })
            .filter(|&(_, fit)| fit >= fewest.min(aim))
            .collect();
        starts.get(random.below(starts.len())).copied()
    }

    /// Who takes the seats of a session: those who wait, in the order in which they do.
    fn choose_in_turn(&self, start: usize, seats: usize) -> Vec<u32> {
        let mut left: Vec<u32> = (0..self.group.units.len())
            .map(|unit| self.spare[unit * self.starts + start])
            .collect();
        let mut chosen = Vec::with_capacity(seats);
        for &place in &self.waiting {
            if chosen.len() >= seats {
                break;
            }
            let left = &mut left[self.group.unit_places[place as usize] as usize];
            if *left > 0 && bits::has(self.free(place), self.first + start) {
                *left -= 1;
                chosen.push(place);
            }
        }
        chosen
    }

    /// Who takes the seats of a session: units with the most people waiting give first, so that
    /// every unit's people are spread over the sessions; within a unit those with the fewest
    /// other starts.
    fn choose(&self, start: usize, seats: usize) -> Vec<u32> {
        let mut quota = vec![0_u32; self.of_unit.len()];
        // Most units of a large group have nobody for a given start: they never wait in the heap.
        let mut units: BinaryHeap<(u32, Reverse<usize>)> = self
            .of_unit
            .iter()
            .enumerate()
            .filter(|&(unit, _)| {
                let cell = unit * self.starts + start;
                self.have_time[cell] > 0 && self.spare[cell] > 0
            })
            .map(|(unit, &waiting)| (waiting, Reverse(unit)))
            .collect();
        let mut given = 0;
        while given < seats {
            let Some((waiting, Reverse(unit))) = units.pop() else {
                break;
            };
            let cell = unit * self.starts + start;
            if quota[unit] < self.have_time[cell].min(self.spare[cell]) {
                quota[unit] += 1;
                given += 1;
                units.push((waiting.saturating_sub(1), Reverse(unit)));
            }
        }
        let mut chosen = Vec::with_capacity(given);
        for &place in &self.waiting {
            if chosen.len() == given {
                break;
            }
            let left = &mut quota[self.group.unit_places[place as usize] as usize];
            if *left > 0 && bits::has(self.free(place), self.first + start) {
                *left -= 1;
                chosen.push(place);
            }
        }
        chosen
    }

    /// Places a session of these people, who are in the order in which they wait.
    fn hold(&mut self, state: &mut State, start: usize, places: Vec<u32>) {
        let group = self.group;
        // Nothing changes for other units.
        let mut units: Vec<usize> = places
            .iter()
            .map(|&place| group.unit_places[place as usize] as usize)
            .collect();
        units.sort_unstable();
        units.dedup();
        for &unit in &units {
            self.count_unit(unit, false);
        }
        let words = self.problem.words();
        for &place in &places {
            let unit = group.unit_places[place as usize] as usize;
            let free = &mut self.free[place as usize * words..][..words];
            let have_time = &mut self.have_time[unit * self.starts..][..self.starts];
            for day in bits::days(free) {
                have_time[day - self.first] -= 1;
            }
            free.fill(0);
            self.of_unit[unit] -= 1;
        }
        let mut seated = places.iter().peekable();
        self.waiting
            .retain(|place| seated.next_if_eq(&place).is_none());
        debug_assert!(seated.peek().is_none(), "all who are seated had waited");
        debug_assert!(
            self.waiting
                .iter()
                .all(|&place| self.free(place).iter().any(|&word| word != 0)),
            "nobody else's starts have changed"
        );
        state.place(self.problem, self.number, self.first + start, places);
        // Only starts whose days meet the session's days see another spare.
        let (from, until) = match group.pattern {
            None => (
                start.saturating_sub(group.length - 1),
                (start + group.length).min(self.starts),
            ),
            Some(_) => (0, self.starts),
        };
        for unit in units {
            self.measure_spare(state, unit, from..until);
            self.count_unit(unit, true);
        }
    }
}

/// Divides the people of a group who wait into the sessions that are still to be held, each at
/// the start at which most of them fit; then tries those who remain in every session that is
/// held already.
pub(super) fn form(problem: &Problem, state: &mut State, number: usize, size: ClassSize) {
    divide(problem, state, number, size, None);
}

/// The same with sizes, starts and members by chance.
pub(super) fn form_by_chance(
    problem: &Problem,
    state: &mut State,
    number: usize,
    size: ClassSize,
    random: &mut SplitMix64,
) {
    divide(problem, state, number, size, Some(random));
}

/// Seats those of a group who wait without changing any seat: first in the sessions that are held,
/// then in those that are still to be held.
pub(super) fn fill(problem: &Problem, state: &mut State, number: usize) {
    let waiting: Vec<u32> = state.waiting(number).collect();
    for place in waiting {
        sit_down(problem, state, number, place);
    }
    let waiting = hold_sessions(problem, state, number, ClassSize::Largest, &mut None);
    for place in waiting {
        sit_down(problem, state, number, place);
    }
}

fn divide(
    problem: &Problem,
    state: &mut State,
    number: usize,
    size: ClassSize,
    mut random: Option<&mut SplitMix64>,
) {
    let waiting = hold_sessions(problem, state, number, size, &mut random);
    for place in waiting {
        if !sit_down(problem, state, number, place) {
            change_seats(problem, state, number, place);
        }
    }
}

/// Holds sessions that are still to be held while enough people wait; those who wait then.
fn hold_sessions(
    problem: &Problem,
    state: &mut State,
    number: usize,
    size: ClassSize,
    random: &mut Option<&mut SplitMix64>,
) -> Vec<u32> {
    let group = &problem.groups[number];
    let mut choice = Choice::new(problem, state, number);
    if let Some(random) = random {
        random.shuffle(&mut choice.waiting);
    }
    let fewest = group.class_min.max(1) as usize;
    let mut sessions = (group.sessions as usize).saturating_sub(state.held(number).len());
    while sessions > 0 && choice.waiting.len() >= fewest {
        // No more sessions than there are people for.
        sessions = sessions.min(choice.waiting.len() / fewest);
        let mut aim = size.aim(group, choice.waiting.len(), sessions);
        let found = match random {
            None => choice.best_start(state, aim),
            Some(random) => {
                let most = choice.waiting.len().min(group.class_max as usize);
                if problem.may_leave_out && most >= fewest {
                    aim = fewest + random.below(most - fewest + 1);
                }
                choice.any_start(state, aim, random)
            }
        };
        let Some((start, fit)) = found else {
            break;
        };
        if fit < fewest || (fit < aim && !problem.may_leave_out) {
            break;
        }
        let places = match random {
            None => choice.choose(start, fit),
            Some(_) => choice.choose_in_turn(start, fit),
        };
        choice.hold(state, start, places);
        sessions -= 1;
    }
    choice.waiting
}

/// Gives a person a seat in a session that is held: the one with the fewest people.
fn sit_down(problem: &Problem, state: &mut State, number: usize, place: u32) -> bool {
    let group = &problem.groups[number];
    let mut sessions: Vec<(usize, usize)> = state
        .held(number)
        .iter()
        .enumerate()
        .filter(|(_, held)| held.places.len() < limit(problem, group, held))
        .map(|(session, held)| (held.places.len(), session))
        .collect();
    sessions.sort_unstable();
    for (_, session) in sessions {
        let start = state.held(number)[session].start;
        if state.can_sit(problem, group, place, start) {
            state.seat(problem, number, session, place);
            return true;
        }
    }
    false
}

/// The most sessions of a group among which seats are changed: the work grows with their square.
const SESSIONS_TO_CHANGE_SEATS: usize = 32;

/// Lets one member of a session move to another session of the group, if a person who waits can
/// then take the seat.
fn change_seats(problem: &Problem, state: &mut State, number: usize, place: u32) -> bool {
    let group = &problem.groups[number];
    let count = state.held(number).len();
    if !(2..=SESSIONS_TO_CHANGE_SEATS).contains(&count) {
        return false;
    }
    let has_seat = |state: &State, session: usize| {
        let held = &state.held(number)[session];
        held.places.len() < limit(problem, group, held)
    };
    if !(0..count).any(|session| has_seat(state, session)) {
        return false;
    }
    let person = group.people[place as usize];
    let unit = problem.unit_of[person as usize];
    for session in 0..count {
        let start = state.held(number)[session].start;
        if !state.has_time(problem, group, place, start) {
            continue;
        }
        // Where the unit can spare no one else, only one of its own makes room.
        let own_only = state.spare_from(problem, unit, group, start) == 0;
        for member in state.held(number)[session].places.clone() {
            let members_unit = problem.unit_of[group.people[member as usize] as usize];
            if own_only && members_unit != unit {
                continue;
            }
            state.unseat(problem, number, session, member);
            if state.can_sit(problem, group, place, start) {
                state.seat(problem, number, session, place);
                let other = (0..count).find(|&other| {
                    other != session
                        && has_seat(state, other)
                        && state.can_sit(problem, group, member, state.held(number)[other].start)
                });
                if let Some(other) = other {
                    state.seat(problem, number, other, member);
                    return true;
                }
                state.unseat(problem, number, session, place);
            }
            state.seat(problem, number, session, member);
        }
    }
    false
}
