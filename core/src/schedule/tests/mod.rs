//! The search against rules checked by counting, and against all schedules of tiny problems.

mod brute_force;
mod hostile;
mod made_up;
mod rules;

use proptest::prelude::*;

use super::problem::Problem;
use super::search::{cost, earliest_start, solve};
use super::state::State;
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
        let mut state = solve(&problem);
        let held = rules::held(&problem, &state);
        prop_assert_eq!(rules::broken(&problem, &held), None);
        prop_assert_eq!(&solve(&problem), &state);
        for number in all(&problem) {
            for session in 0..held[number].len() {
                let taken = state.remove(&problem, number, session).unwrap();
                let earliest = earliest_start(&problem, &state, number, &taken.places);
                prop_assert_eq!(earliest, Some(taken.start));
                state.place(&problem, number, taken.start, taken.places);
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

#[test]
fn tiny_problems_are_near_the_best_of_all_schedules() {
    let (mut tried, mut missed, mut losses, mut least_losses) = (0, 0, 0, 0);
    for seed in 0..200 {
        let mut problem = made_up::problem(&mut Numbers::of(seed), TINY);
        problem.may_leave_out = true;
        let sessions: u32 = problem.groups.iter().map(|group| group.sessions).sum();
        if sessions > 3 {
            continue;
        }
        let state = solve(&problem);
        let lost = cost(&problem, &state, &all(&problem)).lost;
        let least = brute_force::least_lost(&problem);
        assert!(lost >= least, "seed {seed}: better than the best");
        tried += 1;
        losses += lost;
        least_losses += least;
        missed += u32::from(lost > least);
    }
    // Serial generation looks at one group at a time: it may give a day to one group that would
    // have served another better. Of these problems it loses an attendance too many in 1 of 146
    // (907 lost, 906 by the best schedules).
    assert!(tried > 100, "{tried}");
    assert!(missed * 50 <= tried, "{missed} of {tried}");
    assert!(
        losses * 100 <= least_losses * 101,
        "{losses} for {least_losses}"
    );
}
