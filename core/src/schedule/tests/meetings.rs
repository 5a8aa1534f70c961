//! The days of meetings against a search over all days, and by hand.

use proptest::prelude::*;

use super::super::problem::{Group, Problem, ProviderDay};
use super::made_up::{Numbers, weekdays};
use crate::catalogue::{Rhythm, Series};

/// The days of all meetings by trying every later start of each, earliest first.
fn by_trying(
    problem: &Problem,
    group: &Group,
    (meetings, rhythm): (usize, Rhythm),
    start: usize,
) -> Option<Vec<usize>> {
    let length = group.length / meetings;
    let mut days: Vec<usize> = Vec::new();
    for meeting in 0..meetings {
        let fits = |&first: &usize| {
            let apart = days.last().map(|&last| {
                problem.working_days_before[first] as i64
                    - problem.working_days_before[last] as i64
                    - 1
            });
            let is_due = match (rhythm, apart) {
                (_, None) => first == start,
                (Rhythm::WorkingDays { at_least, at_most }, Some(apart)) => {
                    (i64::from(at_least)..=i64::from(at_most)).contains(&apart)
                }
                (Rhythm::Weeks(weeks), Some(apart)) => {
                    let since = (problem.days[first] - problem.days[start]).num_days();
                    let due = i64::from(weeks) * 7 * meeting as i64;
                    apart >= 0 && (due..due + i64::from(weeks) * 7).contains(&since)
                }
            };
            is_due
                && first + length <= group.end
                && (first..first + length)
                    .all(|day| problem.provider_day(group.provider, day) != ProviderDay::Away)
        };
        let first = (start..group.end).find(fits)?;
        days.extend(first..first + length);
    }
    Some(days)
}

proptest! {
    #[test]
    fn meetings_are_held_when_a_search_over_all_days_says(seed in any::<u64>()) {
        let mut numbers = Numbers::of(seed);
        let mut problem = Problem {
            days: weekdays(40),
            ..Problem::default()
        };
        // A few training days are missing from the axis, as holidays and blocked days are; some
        // of these are working days.
        let missing = numbers.below(40);
        problem.days.retain(|_| numbers.below(40) >= missing / 4);
        let mut before = 0;
        for _ in &problem.days {
            before += numbers.below(2) as u32;
            problem.working_days_before.push(before);
            before += 1;
            let away = numbers.below(5) == 0;
            problem.provider_days.push(if away { ProviderDay::Away } else { ProviderDay::Open(1) });
        }
        let meetings = 2 + numbers.below(3);
        let rhythm = if numbers.below(2) == 0 {
            Rhythm::Weeks(1 + numbers.below(2) as u32)
        } else {
            let at_least = numbers.below(4) as u32;
            Rhythm::WorkingDays { at_least, at_most: at_least + numbers.below(4) as u32 }
        };
        let mut group = Group {
            end: problem.days.len(),
            length: meetings * (1 + numbers.below(2)),
            ..Group::default()
        };
        group.find_days(&problem, Series::new(meetings as u32, rhythm).unwrap());
        for start in 0..problem.days.len() {
            let expected = by_trying(&problem, &group, (meetings, rhythm), start);
            let found: Vec<usize> = group.days(start).collect();
            prop_assert_eq!(group.is_start(start), expected.is_some());
            prop_assert_eq!(found, expected.unwrap_or_default());
        }
    }
}

/// Three meetings of one day, a week apart, from Monday to Monday; where the second Monday is no
/// training day the meeting is on the Tuesday, and the third is on its Monday again.
#[test]
fn a_weekly_meeting_on_a_holiday_is_held_on_the_next_day() {
    let mut days = weekdays(15);
    days.remove(5);
    let problem = Problem {
        working_days_before: (0..14).collect(),
        provider_days: vec![ProviderDay::Open(1); 14],
        days,
        ..Problem::default()
    };
    let mut group = Group {
        end: 14,
        length: 3,
        ..Group::default()
    };
    group.find_days(&problem, Series::new(3, Rhythm::Weeks(1)).unwrap());
    assert_eq!(group.days(0).collect::<Vec<_>>(), [0, 5, 9]);
    assert_eq!(group.end_of(0), 10);
    assert!(group.is_start(0) && !group.is_start(8));
    let other = Group {
        end: 14,
        length: 4,
        ..Group::default()
    };
    // Days 1 to 4 lie between two meetings, days 2 to 5 do not.
    assert!(!group.meets(0, &other, 1) && !other.meets(1, &group, 0));
    assert!(group.meets(0, &other, 2) && other.meets(2, &group, 0));
}
