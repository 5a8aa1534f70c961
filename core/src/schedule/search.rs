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
/// From so many seats in a phase on, orders are tried on many threads: in fewer, copies of what is
/// placed would cost more than they save.
const SEATS_TO_SPREAD: usize = 1_000;
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

/// An order that somebody takes up: what it cost, and who goes first next.
type Chance = (Cost, Vec<usize>);

/// An order that was tried, and what it gave. The sessions are there if they cost less than those
/// that it was tried after; nothing is there if the order was known.
struct Trial {
    order: Vec<usize>,
    found: Option<(Cost, Option<Vec<Vec<Held>>>)>,
}

/// Places some groups in an order: the trial, and the order in which those who left people out
/// come first. Nothing stays placed.
fn try_order(
    problem: &Problem,
    state: &mut State,
    groups: &[usize],
    order: Vec<usize>,
    least: Option<Cost>,
) -> (Trial, Chance) {
    generate(problem, state, &order);
    let cost = cost(problem, state, groups);
    let (mut repaired, quiet): (Vec<usize>, Vec<usize>) = order
        .iter()
        .partition(|&&number| state.waiting(number).next().is_some());
    repaired.extend(quiet);
    let sessions: Vec<Vec<Held>> = groups
        .iter()
        .map(|&number| state.clear(problem, number))
        .collect();
    let sessions = least.is_none_or(|least| cost < least).then_some(sessions);
    let found = Some((cost, sessions));
    (Trial { order, found }, (cost, repaired))
}

/// The orders of some groups that were tried, and the best of what they gave.
struct Trials<'a> {
    problem: &'a Problem,
    groups: &'a [usize],
    seen: BTreeSet<Vec<usize>>,
    best: Option<(Cost, Vec<Vec<Held>>)>,
}

impl Trials<'_> {
    /// Looks at a trial in its turn; whether its order was new.
    fn take(&mut self, trial: Trial) -> bool {
        let new = self.seen.insert(trial.order);
        if let Some((cost, Some(sessions))) = trial.found.filter(|_| new)
            && self.best.as_ref().is_none_or(|(least, _)| cost < *least)
        {
            self.best = Some((cost, sessions));
        }
        new
    }

    /// Repairs an order again and again, until it seats everybody, is known, or was repaired often
    /// enough.
    fn repair(&self, state: &mut State, (mut cost, mut order): Chance, most: usize) -> Vec<Trial> {
        let mut trials: Vec<Trial> = Vec::new();
        let mut least = self.best.as_ref().map(|&(least, _)| least);
        while cost.lost > 0 && trials.len() < most {
            let known = self.seen.contains(&order) || trials.iter().any(|old| old.order == order);
            if known {
                trials.push(Trial { order, found: None });
                break;
            }
            let (trial, next) = try_order(self.problem, state, self.groups, order, least);
            trials.push(trial);
            (cost, order) = next;
            least = least.min(Some(cost)).or(Some(cost));
        }
        trials
    }
}

/// What the work makes of each job, in the order of the jobs; in a large phase on many threads, each
/// of which places on a state of its own. Nothing stays placed after a job.
fn spread<J: Send, R: Send>(
    problem: &Problem,
    state: &mut State,
    groups: &[usize],
    jobs: Vec<J>,
    work: impl Fn(&mut State, J) -> R + Sync + Send,
) -> Vec<R> {
    let seats: usize = groups
        .iter()
        .map(|&number| problem.groups[number].people.len())
        .sum();
    if seats < SEATS_TO_SPREAD {
        return jobs.into_iter().map(|job| work(state, job)).collect();
    }
    let state = &*state;
    crate::need::map(jobs, |job| work(&mut state.clone(), job))
}

fn solve_phase(problem: &Problem, state: &mut State, groups: &[usize]) {
    let features = features(problem, state, groups);
    let mut trials = Trials {
        problem,
        groups,
        seen: BTreeSet::new(),
        best: None,
    };
    let mut orders: Vec<Vec<usize>> = Vec::new();
    for rule in Order::ALL {
        let order = rule.sort(problem, &features, groups);
        if !orders.contains(&order) {
            orders.push(order);
        }
    }
    let mut repairable = Vec::with_capacity(orders.len());
    let tried = spread(problem, state, groups, orders, |state, order| {
        try_order(problem, state, groups, order, None)
    });
    for (trial, next) in tried {
        trials.take(trial);
        repairable.push(next);
    }
    // Stable: of orders that cost the same the earlier rule comes first.
    repairable.sort_by_key(|&(cost, _)| cost);
    let mut left = (GROUPS_TO_REPAIR / groups.len().max(1)).max(REPAIRS_OF_AN_ORDER);
    let mut repairable = repairable.into_iter();
    while left > 0 && repairable.len() > 0 {
        // As many at once as can be repaired to the end whatever becomes of the others, so that
        // only repairs that lead to a known order are made in vain.
        let most = REPAIRS_OF_AN_ORDER.min(left);
        let together = repairable.by_ref().take((left / most).max(1)).collect();
        let repaired = spread(problem, state, groups, together, |state, chance| {
            trials.repair(state, chance, most)
        });
        // In turn, so that what is kept does not depend on which was done first.
        for chain in repaired {
            for trial in chain {
                if left == 0 {
                    break;
                }
                left -= 1;
                if !trials.take(trial) {
                    break;
                }
            }
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

#[cfg(test)]
mod tests {
    use super::super::tests::made_up::{self, Numbers, Size};
    use super::*;

    /// The schedule's definition: order after order, and repair after repair, each in its turn.
    fn one_after_another(problem: &Problem) -> State {
        let mut state = State::new(problem);
        let phases: BTreeSet<usize> = problem.groups.iter().map(|group| group.phase).collect();
        for phase in phases {
            let numbers = 0..problem.groups.len();
            let groups: Vec<usize> = numbers
                .filter(|&number| problem.groups[number].phase == phase)
                .collect();
            let features = features(problem, &state, &groups);
            let mut seen = BTreeSet::new();
            let mut best: Option<(Cost, Vec<Vec<Held>>)> = None;
            let mut attempt = |state: &mut State, order: Vec<usize>| {
                if !seen.insert(order.clone()) {
                    return None;
                }
                let (trial, next) = try_order(problem, state, &groups, order, None);
                let (cost, sessions) = trial.found?;
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = sessions.map(|sessions| (cost, sessions));
                }
                Some(next)
            };
            let mut repairable: Vec<Chance> = Vec::new();
            for rule in Order::ALL {
                repairable.extend(attempt(&mut state, rule.sort(problem, &features, &groups)));
            }
            repairable.sort_by_key(|&(cost, _)| cost);
            let mut left = (GROUPS_TO_REPAIR / groups.len()).max(REPAIRS_OF_AN_ORDER);
            for (mut cost, mut order) in repairable {
                for _ in 0..REPAIRS_OF_AN_ORDER {
                    if cost.lost == 0 || left == 0 {
                        break;
                    }
                    left -= 1;
                    let Some(next) = attempt(&mut state, order) else {
                        break;
                    };
                    (cost, order) = next;
                }
            }
            for (&number, sessions) in groups.iter().zip(best.unwrap().1) {
                for held in sessions {
                    state.put(problem, number, held);
                }
            }
        }
        state
    }

    /// Orders that are tried at once give what they give one after another, on any number of
    /// threads: in small problems, in ones that are spread, and in ones of so many groups that
    /// only the best order is repaired.
    #[test]
    fn orders_at_once_give_what_they_give_in_turn() {
        let small = Size {
            days_of_phase: 12,
            phases: 2,
            providers: 3,
            units: 4,
            people: 30,
            groups: 9,
            most_sessions: 3,
            longest: 4,
            most_spare: 5,
            class_max: 6,
        };
        let large = Size {
            people: 1_200,
            groups: 12,
            units: 60,
            most_sessions: 12,
            class_max: 40,
            ..small
        };
        let many = Size {
            people: 60,
            groups: 600,
            ..small
        };
        let mut spread = 0;
        for (size, seeds) in [(small, 40), (large, 6), (many, 3)] {
            for seed in 0..seeds {
                let problem = made_up::problem(&mut Numbers::of(seed), size);
                let expected = one_after_another(&problem);
                for threads in [1, 2, 8] {
                    let found = on_threads(threads, || solve(&problem));
                    assert!(
                        found == expected,
                        "{threads} threads, seed {seed}, {size:?}"
                    );
                }
                let seats = |phase: usize| -> usize {
                    let groups = problem.groups.iter();
                    let own = groups.filter(|group| group.phase == phase);
                    own.map(|group| group.people.len()).sum()
                };
                spread += u32::from((0..2).any(|phase| seats(phase) >= SEATS_TO_SPREAD));
            }
        }
        assert!(spread > 3, "{spread} problems were large enough to spread");
    }

    #[cfg(feature = "parallel")]
    fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(work)
    }

    #[cfg(not(feature = "parallel"))]
    fn on_threads<T>(_: usize, work: impl FnOnce() -> T) -> T {
        work()
    }
}
