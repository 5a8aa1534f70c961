//! The least change against all schedules of tiny problems.

use super::super::bits;
use super::super::problem::{Problem, ProviderDay};
use super::super::replan::{Before, Planned, ReplanOptions, least_moves};
use super::super::search::solve;
use super::super::state::State;
use super::made_up::{Numbers, Size};
use super::{SIX, TINY, all, brute_force, made_up, rules};

/// What a schedule of the problem holds, as what was to be held.
fn planned(problem: &Problem, state: &State) -> Vec<Vec<Planned>> {
    all(problem)
        .into_iter()
        .map(|number| {
            let held = state.held(number).iter();
            held.map(|held| Planned {
                start: Some(held.start),
                bookings: held.bookings,
                places: held.places.clone(),
                is_cancelled: false,
            })
            .collect()
        })
        .collect()
}

/// Something happens to the problem: a provider is away or runs fewer, people are away, a unit can
/// spare fewer, a session is cancelled.
fn happen(numbers: &mut Numbers, problem: &mut Problem, planned: &mut [Vec<Planned>]) {
    let days = problem.days.len();
    let from = numbers.below(days);
    let until = (from + 1 + numbers.below(3)).min(days);
    match numbers.below(4) {
        0 => {
            for day in from..until {
                problem.provider_days[day] = match problem.provider_days[day] {
                    ProviderDay::Open(2) => ProviderDay::Open(1),
                    _ => ProviderDay::Away,
                };
            }
        }
        1 => {
            let words = problem.words();
            let person = numbers.below(problem.unit_of.len());
            for day in from..until {
                bits::set(&mut problem.away[person * words..][..words], day);
            }
        }
        2 => {
            let unit = numbers.below(problem.spare.len() / days);
            for day in from..until {
                let spare = &mut problem.spare[unit * days + day];
                *spare = spare.saturating_sub(1);
            }
        }
        _ => {
            let number = numbers.below(planned.len());
            if let Some(session) = planned[number].first_mut()
                && !session.is_cancelled
            {
                session.is_cancelled = true;
                problem.groups[number].sessions -= 1;
            }
        }
    }
}

/// How many of the made-up changes weigh more than the least of all, and how many are proven.
fn missed(seeds: std::ops::Range<u64>, size: Size, most_sessions: u32) -> (u32, u32, u32) {
    let (mut tried, mut missed, mut proven) = (0, 0, 0);
    for seed in seeds {
        let numbers = &mut Numbers::of(seed);
        let mut problem = made_up::problem(numbers, size);
        problem.may_leave_out = true;
        let sessions: u32 = problem.groups.iter().map(|group| group.sessions).sum();
        if sessions > most_sessions {
            continue;
        }
        let mut planned = planned(&problem, &solve(&problem));
        for _ in 0..2 {
            happen(numbers, &mut problem, &mut planned);
        }
        // Few enough that a lost seat is sometimes the smaller change.
        let mut options = ReplanOptions::default();
        options.moved_person = 1 + numbers.below(3) as u32;
        options.lost_seat = options.moved_person + numbers.below(8) as u32;
        let is_outside: Vec<bool> = planned.iter().map(|_| numbers.below(2) == 0).collect();
        let before = Before::new(&problem, planned, &is_outside, &options);
        let found = least_moves(&problem, &before, 20_000, &());
        let held = rules::held(&problem, &found.state);
        assert_eq!(rules::broken(&problem, &held), None, "seed {seed}");
        let least = brute_force::least(&problem, &mut |held| {
            let mut state = State::new(&problem);
            for (number, sessions) in held.iter().enumerate() {
                for session in sessions {
                    state.put(&problem, number, session.clone());
                }
            }
            before.change(&problem, &state, &all(&problem)).weight
        });
        assert!(found.bound <= least, "seed {seed}: the bound is too high");
        assert!(found.weight >= least, "seed {seed}: less than the least");
        tried += 1;
        missed += u32::from(found.weight > least);
        proven += u32::from(found.weight == found.bound);
    }
    (tried, missed, proven)
}

/// The least change of all schedules, found by trying every start and every seat.
#[test]
fn tiny_schedules_change_no_more_than_they_must() {
    for (size, most_sessions, seeds) in [(TINY, 3, 150), (SIX, 6, 10)] {
        let (tried, missed, proven) = missed(0..seeds, size, most_sessions);
        assert!(u64::from(tried) * 2 > seeds, "{tried}");
        assert_eq!(missed, 0, "of {tried}");
        assert!(proven * 2 > tried, "{proven} of {tried}");
    }
}
