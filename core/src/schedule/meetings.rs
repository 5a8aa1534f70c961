//! On which days a session is held that starts on a day: in a row, or meeting by meeting.

use std::ops::Range;

use super::problem::{Group, Problem, ProviderDay};
use crate::catalogue::{Rhythm, Series};
use crate::words::measure::Date;

/// What a day that is no start has in place of its days.
const NONE: u32 = u32::MAX;

/// The days of the sessions of a series, for each start. They follow from the dates alone, not from
/// other sessions: so a start means the same days whatever else is placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The first start.
    first: usize,
    /// Starts × days of a session; [`NONE`] where a start has no days.
    days: Vec<u32>,
}

/// The days of a session, rising.
#[derive(Clone, Debug)]
pub(super) enum Days<'g> {
    /// In a row.
    Run(Range<usize>),
    /// Meeting by meeting.
    Series(std::slice::Iter<'g, u32>),
}

impl Iterator for Days<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self {
            Self::Run(days) => days.next(),
            Self::Series(days) => days.next().map(|&day| day as usize),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Run(days) => days.size_hint(),
            Self::Series(days) => days.size_hint(),
        }
    }
}

impl Pattern {
    /// The days of a start of a session of so many days; none if it is no start.
    fn days(&self, start: usize, length: usize) -> &[u32] {
        let row = start
            .checked_sub(self.first)
            .and_then(|row| self.days.get(row * length..(row + 1) * length));
        row.filter(|row| row.first() != Some(&NONE)).unwrap_or(&[])
    }
}

impl Group {
    /// The days of a session that starts on a day; none if it cannot start then.
    pub(super) fn days(&self, start: usize) -> Days<'_> {
        match &self.pattern {
            None => Days::Run(start..start + self.length),
            Some(pattern) => Days::Series(pattern.days(start, self.length).iter()),
        }
    }

    /// Whether a session can start on a day, as far as dates and the meetings' rhythm tell.
    pub(super) fn is_start(&self, start: usize) -> bool {
        self.starts().contains(&start)
            && self
                .pattern
                .as_ref()
                .is_none_or(|pattern| !pattern.days(start, self.length).is_empty())
    }

    /// The day after the last of a session that starts on a day.
    pub(super) fn end_of(&self, start: usize) -> usize {
        match &self.pattern {
            None => start + self.length,
            Some(pattern) => {
                let last = pattern.days(start, self.length).last();
                last.map_or(start, |&day| day as usize) + 1
            }
        }
    }

    /// Whether a session of this group and one of another have a day in common.
    pub(super) fn meets(&self, start: usize, other: &Self, other_start: usize) -> bool {
        if start >= other.end_of(other_start) || other_start >= self.end_of(start) {
            return false;
        }
        if self.pattern.is_none() && other.pattern.is_none() {
            return true;
        }
        self.days(start)
            .any(|day| other.days(other_start).any(|other| other == day))
    }

    /// Works out the days of every start of a series. The group's window, length and provider are
    /// there already; `length` is shared out evenly among the meetings.
    pub(super) fn find_days(&mut self, problem: &Problem, series: Series) {
        let meetings = series.meetings() as usize;
        let first = self.first;
        let mut days = Vec::new();
        for start in self.starts() {
            let row = days_from(problem, self, start, meetings, series.rhythm());
            match row {
                Some(row) => days.extend(row),
                None => days.extend(std::iter::repeat_n(NONE, self.length)),
            }
        }
        self.pattern = Some(Pattern { first, days });
    }
}

/// The days of a session that starts on a day: each meeting as early as the rhythm allows, where
/// the provider is there.
fn days_from(
    problem: &Problem,
    group: &Group,
    start: usize,
    meetings: usize,
    rhythm: Rhythm,
) -> Option<Vec<u32>> {
    let length = group.length / meetings;
    let is_open = |start: usize| {
        (start..start + length).all(|day| {
            matches!(
                problem.provider_day(group.provider, day),
                ProviderDay::Open(_)
            )
        })
    };
    let mut days = Vec::with_capacity(group.length);
    let mut next = start..start + 1;
    for meeting in 1..=meetings {
        let last_start = (group.end + 1).saturating_sub(length);
        let start = (next.start..next.end.min(last_start)).find(|&start| is_open(start))?;
        // Days of the axis are numbered by u32: see the limit on the horizon.
        days.extend((start..start + length).map(|day| day as u32));
        next = match rhythm {
            Rhythm::WorkingDays { at_least, at_most } => {
                let last = *problem.working_days_before.get(start + length - 1)?;
                // The day after has one more before it.
                let apart = |least: u32| u64::from(last) + 1 + u64::from(least);
                let first_with = |count: u64| {
                    problem
                        .working_days_before
                        .partition_point(|&other| u64::from(other) < count)
                };
                first_with(apart(at_least)).max(start + length)..first_with(apart(at_most) + 1)
            }
            Rhythm::Weeks(weeks) => {
                let first = *problem.days.get(days[0] as usize)?;
                let due = |meeting: usize| due(problem, first, weeks, meeting);
                due(meeting).max(start + length)..due(meeting + 1)
            }
        };
    }
    Some(days)
}

/// The first day of the axis on or after the day on which a meeting, numbered from 0, is due.
fn due(problem: &Problem, first: Date, weeks: u32, meeting: usize) -> usize {
    let days = u64::from(weeks)
        .saturating_mul(7)
        .saturating_mul(meeting as u64);
    match first.checked_add_days(chrono::Days::new(days)) {
        Some(due) => problem.days.partition_point(|&day| day < due),
        None => problem.days.len(),
    }
}
