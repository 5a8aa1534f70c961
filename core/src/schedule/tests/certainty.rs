//! What is said to be proven about seats without a place, against all schedules of tiny problems.

use super::super::artefact::{Certainty, Unplaced};
use super::super::improve::improve;
use super::super::problem::Problem;
use super::super::reachable::Reachable;
use super::super::reasons::unplaced;
use super::super::search::{cost, solve};
use super::super::state::{Held, State};
use super::hostile::built;
use super::made_up::{self, Numbers};
use super::{TINY, all, brute_force};
use crate::words::id::Index;

/// The attendances, by weight, that some groups lose where this is held.
fn lost(problem: &Problem, held: &[Vec<Held>], groups: &[usize]) -> u64 {
    let mut state = State::new(problem);
    for (number, sessions) in held.iter().enumerate() {
        for session in sessions {
            state.put(problem, number, session.clone());
        }
    }
    cost(problem, &state, groups).lost
}

/// A made-up problem of few sessions, what finds no place in it, and what each group loses.
fn told(seed: u64) -> Option<(Problem, Vec<Unplaced>, Vec<u64>)> {
    let mut problem = made_up::problem(&mut Numbers::of(seed), TINY);
    problem.may_leave_out = true;
    let sessions: u32 = problem.groups.iter().map(|group| group.sessions).sum();
    if sessions > 3 {
        return None;
    }
    let mut state = solve(&problem);
    let reachable = Reachable::new(&problem);
    improve(&problem, &mut state, &reachable, 5_000, &());
    let built = built(problem);
    let rows = unplaced(&built, &state, &reachable);
    let problem = built.problem;
    let groups = all(&problem).into_iter();
    let lost = groups
        .map(|number| cost(&problem, &state, &[number]).lost)
        .collect();
    Some((problem, rows, lost))
}

/// Whoever is told never to have a seat has none in any schedule; where as many seats are always
/// lost, those of the group or of all groups are the fewest of all schedules. Most of what is the
/// best of all is said to be proven.
#[test]
fn what_is_proven_holds_for_all_schedules_of_tiny_problems() {
    let (mut never, mut as_many, mut open, mut could_be_proven) = (0, 0, 0, 0);
    for seed in 0..200 {
        let Some((problem, rows, of_group)) = told(seed) else {
            continue;
        };
        for row in rows.iter().filter(|row| !row.people.is_empty()) {
            let number = row.programme.position();
            let fewest = |groups: &[usize]| {
                brute_force::least(&problem, &mut |held| lost(&problem, held, groups))
            };
            let is_best = of_group.iter().sum::<u64>() == fewest(&all(&problem))
                || of_group[number] == fewest(&[number]);
            match row.certainty {
                Certainty::Never => {
                    for &person in &row.people {
                        let person = person.position() as u32;
                        let place = problem.groups[number].people.binary_search(&person);
                        let place = place.unwrap() as u32;
                        let without = brute_force::least(&problem, &mut |held| {
                            let is_there = |session: &Held| session.places.contains(&place);
                            u64::from(!held[number].iter().any(is_there))
                        });
                        assert_eq!(without, 1, "seed {seed}: {row:?}");
                        never += 1;
                    }
                }
                Certainty::AsManyAlways => {
                    assert!(is_best, "seed {seed}: {row:?}");
                    as_many += 1;
                }
                Certainty::NotFound => {
                    open += 1;
                    could_be_proven += u32::from(is_best);
                }
            }
        }
    }
    assert!(never > 20 && as_many > 20, "{never}, {as_many}");
    assert!(
        could_be_proven < 2 * as_many,
        "{could_be_proven} of {open} not found, {as_many} proven"
    );
}

/// A class that is held once, on two days of three: of the three people of a unit that can spare
/// two on the middle day, one goes without in every schedule, but not always the same one.
#[test]
fn a_class_that_is_held_once_cannot_seat_more_of_a_unit_than_it_can_spare() {
    let open = super::super::problem::ProviderDay::Open(1);
    let problem = super::hostile::problem(3, &[open; 3], &[3, 2, 3]);
    let problem = super::hostile::with_group(problem, 2);
    let mut state = solve(&problem);
    let reachable = Reachable::new(&problem);
    improve(&problem, &mut state, &reachable, 1_000, &());
    assert_eq!(reachable.unavoidable, 1);
    let rows = unplaced(&built(problem), &state, &reachable);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].people.len(), 1);
    assert_eq!(rows[0].certainty, Certainty::AsManyAlways);
}
