//! Made-up problems from a number: the same number gives the same problem.

use super::super::bits;
use super::super::problem::{Group, Prerequisite, Problem, ProviderDay};
use crate::catalogue::{Rhythm, Series};
use crate::words::measure::Date;
use crate::words::splitmix::SplitMix64;

/// Numbers that look random.
pub(in crate::schedule) struct Numbers(SplitMix64);

impl Numbers {
    pub(in crate::schedule) fn of(seed: u64) -> Self {
        Self(SplitMix64::from_state(seed))
    }

    /// A number below `limit`, which is not 0.
    pub(in crate::schedule) fn below(&mut self, limit: usize) -> usize {
        (self.0.next() % limit as u64) as usize
    }

    fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }
}

/// How large a made-up problem is.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Size {
    pub(in crate::schedule) days_of_phase: usize,
    pub(in crate::schedule) phases: usize,
    pub(in crate::schedule) providers: usize,
    pub(in crate::schedule) units: usize,
    pub(in crate::schedule) people: usize,
    pub(in crate::schedule) groups: usize,
    pub(in crate::schedule) most_sessions: usize,
    pub(in crate::schedule) longest: usize,
    pub(in crate::schedule) most_spare: usize,
    pub(in crate::schedule) class_max: usize,
}

/// `count` working days from Monday 5 January 2026 on.
pub(super) fn weekdays(count: usize) -> Vec<Date> {
    let first = Date::from_ymd_opt(2026, 1, 5).unwrap();
    let weekday = |day: &Date| {
        use chrono::Datelike;
        day.weekday().num_days_from_monday() < 5
    };
    first.iter_days().filter(weekday).take(count).collect()
}

pub(in crate::schedule) fn problem(numbers: &mut Numbers, size: Size) -> Problem {
    let days = size.days_of_phase * size.phases;
    let mut problem = Problem {
        days: weekdays(days),
        working_days_before: (0..days as u32).collect(),
        days_after_prerequisite: 1 + numbers.below(2) as u32,
        may_leave_out: !numbers.one_in(4),
        ..Problem::default()
    };
    for _ in 0..size.providers {
        let capacity = 1 + numbers.below(2) as u32;
        let from = numbers.below(days.div_ceil(4));
        for day in 0..days {
            problem
                .provider_days
                .push(match (day < from, numbers.one_in(10)) {
                    (true, _) => ProviderDay::OutsideAgreement,
                    (false, true) => ProviderDay::Away,
                    (false, false) => ProviderDay::Open(capacity),
                });
        }
    }
    for _ in 0..size.units {
        let usual = numbers.below(size.most_spare + 1);
        for _ in 0..days {
            let fewer = usize::from(numbers.one_in(5));
            problem.spare.push(usual.saturating_sub(fewer) as u32);
        }
    }
    let words = problem.words();
    for _ in 0..size.people {
        problem.unit_of.push(numbers.below(size.units) as u32);
        let mut row = vec![0; words];
        if numbers.one_in(3) {
            let from = numbers.below(days);
            for day in from..(from + 1 + numbers.below(size.days_of_phase)).min(days) {
                bits::set(&mut row, day);
            }
        }
        problem.away.extend(row);
    }
    // A few rooms, small and large, and a trainer; some away for a while.
    problem.rooms = numbers.below(3);
    for _ in 0..problem.rooms + numbers.below(2) {
        let seats = 1 + numbers.below(size.class_max + 1);
        problem.bookable_seats.push(seats as u32);
        let mut row = vec![0; words];
        let from = numbers.below(days);
        for day in from..(from + numbers.below(3)).min(days) {
            bits::set(&mut row, day);
        }
        problem.bookable_away.extend(row);
    }
    let mut phases: Vec<usize> = (0..size.groups)
        .map(|_| numbers.below(size.phases))
        .collect();
    phases.sort_unstable();
    for (number, phase) in phases.into_iter().enumerate() {
        let mut people: Vec<u32> = (0..size.people as u32)
            .filter(|_| numbers.below(size.groups) < 2)
            .collect();
        let sessions = (1 + numbers.below(size.most_sessions)) as u32;
        people.truncate(sessions as usize * size.class_max);
        let mut group = Group {
            phase,
            first: phase * size.days_of_phase,
            end: (phase + 1) * size.days_of_phase,
            length: 1 + numbers.below(size.longest),
            provider: numbers.below(size.providers),
            sessions,
            class_min: 1 + numbers.below(2) as u32,
            class_max: size.class_max as u32,
            people,
            ..Group::default()
        };
        let count = problem.bookable_seats.len();
        for (wanted, range) in [
            (&mut group.rooms, 0..problem.rooms),
            (&mut group.trainers, problem.rooms..count),
        ] {
            let mut own: Vec<usize> = range.filter(|_| numbers.one_in(3)).collect();
            own.sort_by_key(|&one| (problem.bookable_seats[one], one));
            wanted.extend(own.into_iter().map(|one| one as u32));
        }
        if numbers.one_in(3) {
            let meetings = 2 + numbers.below(2);
            group.length = meetings * (1 + numbers.below(2));
            let rhythm = if numbers.one_in(3) {
                Rhythm::Weeks(1)
            } else {
                let at_least = numbers.below(3) as u32;
                let at_most = at_least + numbers.below(3) as u32;
                Rhythm::WorkingDays { at_least, at_most }
            };
            if group.length <= size.days_of_phase {
                group.find_days(&problem, Series::new(meetings as u32, rhythm).unwrap());
            }
        }
        group.find_units(&problem.unit_of);
        let earlier = (number > 0).then(|| numbers.below(number));
        if let Some(earlier) = earlier.filter(|&other| problem.groups[other].phase < phase) {
            for (place, person) in group.people.iter().enumerate() {
                if let Ok(attended) = problem.groups[earlier].people.binary_search(person) {
                    group.prerequisites.push(Prerequisite {
                        place: place as u32,
                        programme: earlier as u32,
                        attended: Some((earlier as u32, attended as u32)),
                        over: None,
                    });
                }
            }
        }
        problem.groups.push(group);
    }
    problem.weigh();
    problem
}
