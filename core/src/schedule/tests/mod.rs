//! The search against rules checked by counting, and against all schedules of tiny problems.

mod brute_force;
mod certainty;
mod hostile;
pub(super) mod made_up;
mod meetings;
mod replan;
mod rules;

use proptest::prelude::*;

use super::improve::improve;
use super::problem::Problem;
use super::reachable::Reachable;
use super::search::{cost, earliest_start, solve};
use super::state::State;
use super::worth::{last_days_at_least, worth};
use made_up::{Numbers, Size};

const SMALL: Size = Size {
    days_of_phase: 12,
    phases: 3,
    providers: 3,
    units: 4,
    people: 30,
    groups: 9,
    most_sessions: 3,
    longest: 4,
    most_spare: 5,
    class_max: 6,
};

const TINY: Size = Size {
    days_of_phase: 3,
    phases: 2,
    providers: 1,
    units: 2,
    people: 5,
    groups: 2,
    most_sessions: 2,
    longest: 2,
    most_spare: 2,
    class_max: 3,
};

/// Up to six sessions.
const SIX: Size = Size {
    people: 4,
    groups: 3,
    ..TINY
};

fn all(problem: &Problem) -> Vec<usize> {
    (0..problem.groups.len()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Every rule holds, the same problem gives the same schedule, and no session could start
    /// earlier with all of its people.
    #[test]
    fn every_rule_holds(seed in any::<u64>()) {
        let problem = made_up::problem(&mut Numbers::of(seed), SMALL);
        let improved = |problem: &Problem| {
            let mut state = solve(problem);
            let first = cost(problem, &state, &all(problem));
            improve(problem, &mut state, &Reachable::new(problem), 2_000, &());
            (cost(problem, &state, &all(problem)) <= first).then_some(state)
        };
        let mut state = improved(&problem).unwrap();
        let held = rules::held(&problem, &state);
        prop_assert_eq!(rules::broken(&problem, &held), None);
        prop_assert_eq!(&improved(&problem).unwrap(), &state);
        for number in all(&problem) {
            for session in 0..held[number].len() {
                let taken = state.remove(&problem, number, session).unwrap();
                let earliest = earliest_start(&problem, &state, number, &taken.places);
                prop_assert_eq!(earliest, Some(taken.start));
                state.put(&problem, number, taken);
            }
        }
    }

    /// What is placed and taken away again leaves nothing behind.
    #[test]
    fn taking_away_undoes_placing(seed in any::<u64>()) {
        let problem = made_up::problem(&mut Numbers::of(seed), SMALL);
        let mut state = solve(&problem);
        for number in all(&problem) {
            state.clear(&problem, number);
        }
        prop_assert_eq!(state, State::new(&problem));
    }
}

/// How many of the made-up problems with these seeds lose more than the best of all schedules.
fn missed(seeds: std::ops::Range<u64>, size: Size, most_sessions: u32, work: u64) -> (u32, u32) {
    let (mut tried, mut missed) = (0, 0);
    for seed in seeds {
        let mut problem = made_up::problem(&mut Numbers::of(seed), size);
        problem.may_leave_out = true;
        let sessions: u32 = problem.groups.iter().map(|group| group.sessions).sum();
        if sessions > most_sessions {
            continue;
        }
        let mut state = solve(&problem);
        let first = cost(&problem, &state, &all(&problem));
        let reachable = Reachable::new(&problem);
        improve(&problem, &mut state, &reachable, work, &());
        let found = cost(&problem, &state, &all(&problem));
        assert_eq!(
            rules::broken(&problem, &rules::held(&problem, &state)),
            None,
            "seed {seed}"
        );
        assert!(found <= first, "seed {seed}: {found:?} after {first:?}");
        let least = brute_force::least_lost(&problem);
        let unavoidable = reachable.unavoidable;
        assert!(unavoidable <= least, "seed {seed}: the bound is too high");
        assert!(
            found.lost >= least,
            "seed {seed}: better than the best of all"
        );
        tried += 1;
        missed += u32::from(found.lost > least);
    }
    (tried, missed)
}

/// The bound of last days against the best of all schedules that lose as few.
#[test]
fn no_tiny_schedule_that_loses_as_few_ends_earlier_than_the_bound() {
    let (mut tried, mut proven) = (0, 0);
    for seed in 0..120 {
        let mut problem = made_up::problem(&mut Numbers::of(seed), TINY);
        problem.may_leave_out = true;
        let sessions: u32 = problem.groups.iter().map(|group| group.sessions).sum();
        if sessions > 3 {
            continue;
        }
        let mut state = solve(&problem);
        let reachable = Reachable::new(&problem);
        improve(&problem, &mut state, &reachable, 20_000, &());
        let worth = worth(&problem, &state, &reachable, 20_000);
        let least = brute_force::least(&problem, &mut |held| {
            let mut state = State::new(&problem);
            for (number, sessions) in held.iter().enumerate() {
                for session in sessions {
                    state.put(&problem, number, session.clone());
                }
            }
            let cost = cost(&problem, &state, &all(&problem));
            if cost.lost > worth.lost {
                u64::MAX
            } else {
                cost.last_days
            }
        });
        // As it is before what was found limits it.
        let found = cost(&problem, &state, &all(&problem));
        let bound = last_days_at_least(&problem, &reachable, found, 20_000);
        assert!(bound <= least, "seed {seed}: {worth:?}, {bound}, {least}");
        assert!(worth.last_days >= least, "seed {seed}: {worth:?}, {least}");
        tried += 1;
        proven += u32::from(worth.last_days_at_least == least);
    }
    assert!(tried > 60, "{tried}");
    assert!(proven * 4 > tried * 3, "{proven} of {tried}");
}

/// The best of all schedules, found by trying every start and every seat.
#[test]
fn tiny_problems_lose_no_more_than_the_best_of_all_schedules() {
    for (size, most_sessions, seeds) in [(TINY, 3, 150), (SIX, 6, 10)] {
        let (tried, missed) = missed(0..seeds, size, most_sessions, 20_000);
        assert!(u64::from(tried) * 2 > seeds, "{tried}");
        assert_eq!(missed, 0, "of {tried}");
    }
}
