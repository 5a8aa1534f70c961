//! Serial generation under several orders, and the best of what they give.
//!
//! Phase by phase: groups of different phases share no day, so only prerequisites join them, and
//! those look back. Within a phase every order places group after group, each session at the
//! start at which most of its people fit (Kolisch 1996 calls the scheme serial generation). Then
//! orders are repaired: groups that left people out go first (squeaky wheel optimisation, Joslin
//! and Clements 1999). Everything is deterministic.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::bits;
use super::form::{ClassSize, form};
use super::problem::Problem;
use super::state::{Held, State};

/// How often an order is repaired at most.
const REPAIRS_OF_AN_ORDER: usize = 8;
/// How many groups are placed again by repairs: with many groups only the best order is repaired.
const GROUPS_TO_REPAIR: usize = 2_000;
/// How often sessions are moved to earlier days at most; usually one or two rounds suffice.
const ROUNDS_OF_MOVES: usize = 20;

/// What a schedule of some groups costs; less is better, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Attendances that are lost.
    pub(super) lost: u64,
    /// Σ last day of every session on the axis.
    pub(super) last_days: u64,
}

/// The cost of what is placed of some groups.
pub(super) fn cost(problem: &Problem, state: &State, groups: &[usize]) -> Cost {
    let mut cost = Cost {
        lost: 0,
        last_days: 0,
    };
    for &number in groups {
        let group = &problem.groups[number];
        for place in state.waiting(number) {
            cost.lost += u64::from(group.weights[place as usize]);
        }
        for held in state.held(number) {
            cost.last_days += group.end_of(held.start) as u64;
        }
    }
    cost
}

/// An order in which groups are placed.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// Fewest possible starts first, then longer and larger.
    FewestStarts,
    /// Longest first, then larger.
    Longest,
    /// Most days in training first: people × days.
    Largest,
    /// Busiest provider first.
    BusiestProvider,
    /// Tightest units first.
    TightestUnits,
    /// What most later attendances build on first.
    MostBuiltUpon,
}

impl Order {
    const ALL: [Self; 6] = [
        Self::FewestStarts,
        Self::TightestUnits,
        Self::Largest,
        Self::Longest,
        Self::BusiestProvider,
        Self::MostBuiltUpon,
    ];

    fn sort(self, problem: &Problem, features: &[Features], groups: &[usize]) -> Vec<usize> {
        let mut order: Vec<(usize, usize)> = groups.iter().copied().enumerate().collect();
        order.sort_by_key(|&(at, number)| {
            let group = &problem.groups[number];
            let of = &features[at];
            let (length, size) = (
                Reverse(group.length as u64),
                Reverse(group.people.len() as u64),
            );
            match self {
                Self::FewestStarts => (of.starts, length, size),
                Self::Longest => (0, length, size),
                Self::Largest => (0, Reverse(of.person_days), length),
                Self::BusiestProvider => (0, Reverse(of.provider_load), size),
                Self::TightestUnits => (0, Reverse(of.tightness), length),
                Self::MostBuiltUpon => (0, Reverse(of.built_upon), length),
            }
        });
        order.into_iter().map(|(_, number)| number).collect()
    }
}

/// What orders look at.
#[derive(Clone, Copy, Debug, Default)]
struct Features {
    starts: u64,
    person_days: u64,
    provider_load: u64,
    tightness: u64,
    built_upon: u64,
}

/// Features of some groups while nothing of them is placed. Loads are in thousandths.
fn features(problem: &Problem, state: &State, groups: &[usize]) -> Vec<Features> {
    let days = problem.days.len().max(1);
    let mut provider_work = vec![0_u64; problem.provider_days.len() / days];
    let mut unit_work = vec![0_u64; problem.spare.len() / days];
    for &number in groups {
        let group = &problem.groups[number];
        provider_work[group.provider] += u64::from(group.sessions) * group.length as u64;
        for &person in &group.people {
            unit_work[problem.unit_of[person as usize] as usize] += group.length as u64;
        }
    }
    groups
        .iter()
        .map(|&number| {
            let group = &problem.groups[number];
            let window = group.first..group.end;
            let capacity: u64 = window
                .clone()
                .map(|day| u64::from(problem.provider_capacity(group.provider, day)))
                .sum();
            let tightness = group.units.iter().map(|&unit| {
                let spare: u64 = window
                    .clone()
                    .map(|day| u64::from(state.spare(problem, unit, day)))
                    .sum();
                unit_work[unit as usize] * 1_000 / spare.max(1)
            });
            Features {
                starts: group
                    .starts()
                    .filter(|&start| state.provider_is_free(problem, group, start))
                    .count() as u64,
                person_days: group.people.len() as u64 * group.length as u64,
                provider_load: provider_work[group.provider] * 1_000 / capacity.max(1),
                tightness: tightness.max().unwrap_or(0),
                built_upon: group
                    .weights
                    .iter()
                    .map(|&weight| u64::from(weight) - 1)
                    .sum(),
            }
        })
        .collect()
}

/// Schedules everything.
pub(super) fn solve(problem: &Problem) -> State {
    let mut state = State::new(problem);
    if problem.days.is_empty() {
        return state;
    }
    let mut groups: Vec<usize> = (0..problem.groups.len()).collect();
    groups.sort_by_key(|&number| (problem.groups[number].phase, number));
    for phase in
        groups.chunk_by(|&one, &other| problem.groups[one].phase == problem.groups[other].phase)
    {
        solve_phase(problem, &mut state, phase);
    }
    state
}

/// The orders of some groups that were tried, and the best of what they gave.
struct Trials<'a> {
    problem: &'a Problem,
    groups: &'a [usize],
    seen: BTreeSet<Vec<usize>>,
    best: Option<(Cost, Vec<Vec<Held>>)>,
}

impl Trials<'_> {
    /// Tries an order that was not tried before: its cost, and the order in which those who left
    /// people out come first. Nothing stays placed.
    fn try_order(&mut self, state: &mut State, order: Vec<usize>) -> Option<(Cost, Vec<usize>)> {
        if !self.seen.insert(order.clone()) {
            return None;
        }
        generate(self.problem, state, &order);
        let cost = cost(self.problem, state, self.groups);
        let (mut repaired, quiet): (Vec<usize>, Vec<usize>) = order
            .into_iter()
            .partition(|&number| state.waiting(number).next().is_some());
        repaired.extend(quiet);
        let sessions = self
            .groups
            .iter()
            .map(|&number| state.clear(self.problem, number))
            .collect();
        if self.best.as_ref().is_none_or(|(least, _)| cost < *least) {
            self.best = Some((cost, sessions));
        }
        Some((cost, repaired))
    }
}

fn solve_phase(problem: &Problem, state: &mut State, groups: &[usize]) {
    let features = features(problem, state, groups);
    let mut trials = Trials {
        problem,
        groups,
        seen: BTreeSet::new(),
        best: None,
    };
    let mut repairable: Vec<(Cost, Vec<usize>)> = Order::ALL
        .into_iter()
        .filter_map(|rule| trials.try_order(state, rule.sort(problem, &features, groups)))
        .collect();
    // Stable: of orders that cost the same the earlier rule comes first.
    repairable.sort_by_key(|&(cost, _)| cost);
    let mut left = (GROUPS_TO_REPAIR / groups.len().max(1)).max(REPAIRS_OF_AN_ORDER);
    for (mut cost, mut order) in repairable {
        for _ in 0..REPAIRS_OF_AN_ORDER {
            if cost.lost == 0 || left == 0 {
                break;
            }
            left -= 1;
            let Some(next) = trials.try_order(state, order) else {
                break;
            };
            (cost, order) = next;
        }
    }
    if let Some((_, sessions)) = trials.best {
        for (&number, held) in groups.iter().zip(sessions) {
            for held in held {
                state.put(problem, number, held);
            }
        }
    }
}

/// Places the groups in an order, then tidies up.
fn generate(problem: &Problem, state: &mut State, order: &[usize]) {
    for &number in order {
        let mut best: Option<(Cost, Vec<Held>)> = None;
        for size in ClassSize::ALL {
            form(problem, state, number, size);
            let cost = cost(problem, state, &[number]);
            if cost.lost == 0 && best.is_none() {
                break;
            }
            let sessions = state.clear(problem, number);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, sessions));
            }
        }
        // Nothing is placed now unless the first way seated everybody.
        if let Some((_, sessions)) = best {
            for held in sessions {
                state.put(problem, number, held);
            }
        }
    }
    tidy(problem, state, order);
}

/// Moves sessions to earlier days and seats people who were left out, until neither helps.
pub(super) fn tidy(problem: &Problem, state: &mut State, order: &[usize]) {
    for _ in 0..ROUNDS_OF_MOVES {
        let mut moved = false;
        let mut sessions: Vec<(usize, usize, usize)> = order
            .iter()
            .flat_map(|&number| {
                state
                    .held(number)
                    .iter()
                    .enumerate()
                    .map(move |(at, held)| (held.start, number, at))
            })
            .collect();
        sessions.sort_unstable();
        // Within a group the place in the list changes as sessions are taken out and put back, so
        // each is found again by its start and first member.
        let firsts: Vec<Option<u32>> = sessions
            .iter()
            .map(|&(_, number, at)| state.held(number)[at].places.first().copied())
            .collect();
        for (&(start, number, _), first) in sessions.iter().zip(firsts) {
            let at = state
                .held(number)
                .iter()
                .position(|held| held.start == start && held.places.first().copied() == first);
            moved |= at.is_some_and(|at| move_earlier(problem, state, number, at));
        }
        for &number in order {
            let waiting = state.waiting(number).count();
            if waiting > 0 {
                form(problem, state, number, ClassSize::Even);
                moved |= state.waiting(number).count() < waiting;
            }
        }
        if !moved {
            break;
        }
    }
}

/// Moves a session, with everybody in it, to the earliest start that fits; whether it moved.
pub(super) fn move_earlier(
    problem: &Problem,
    state: &mut State,
    number: usize,
    session: usize,
) -> bool {
    let Some(held) = state.remove(problem, number, session) else {
        return false;
    };
    let earlier =
        earliest_start(problem, state, number, &held.places).filter(|&start| start < held.start);
    match earlier {
        Some(start) => state.place(problem, number, start, held.places),
        None => state.put(problem, number, held),
    }
    earlier.is_some()
}

/// The earliest start at which all of these people can attend a session together.
pub(super) fn earliest_start(
    problem: &Problem,
    state: &State,
    number: usize,
    places: &[u32],
) -> Option<usize> {
    let group = &problem.groups[number];
    let mut all = vec![u64::MAX; problem.words()];
    bits::keep_between(&mut all, group.first, group.starts().end);
    let mut row = Vec::new();
    let mut units = Vec::with_capacity(places.len());
    for &place in places {
        state.starts(problem, group, place, &mut row);
        for (all, word) in all.iter_mut().zip(&row) {
            *all &= word;
        }
        units.push(group.units[group.unit_places[place as usize] as usize]);
    }
    units.sort_unstable();
    bits::days(&all).find(|&start| {
        state.most(problem, group, start) as usize >= places.len()
            && units
                .chunk_by(|one, other| one == other)
                .all(|same| state.spare_from(problem, same[0], group, start) as usize >= same.len())
    })
}
