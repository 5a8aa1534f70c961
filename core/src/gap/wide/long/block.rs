//! Some rows of a long frame at a time: each row is read, looked up and turned into a level once,
//! however many threads put levels where they belong.

use std::ops::Range;

use super::fault::Found;
use super::{LongInput, LongRows, RowBits};
use crate::gap::wide::columns::{NOWHERE, whatever_width};
use crate::gap::wide::rows::Gather;
use crate::need::blocks_of;

/// Rows in a block.
pub(super) const BLOCK: usize = 4_096;

/// Rows to be read at a time: which piece, which of its rows, and what number the first of them
/// has among all.
pub(super) struct Task {
    piece: usize,
    pub(super) rows: Range<usize>,
    pub(super) first: u64,
}

/// All rows in blocks.
pub(super) fn tasks(input: &LongInput<'_>) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut start = 0_u64;
    for (piece, rows) in input.rows.iter().enumerate() {
        let count = rows.levels.len();
        tasks.extend(blocks_of(count, BLOCK).into_iter().map(|rows| Task {
            piece,
            first: start + rows.start as u64,
            rows,
        }));
        start += count as u64;
    }
    tasks
}

/// A level and where it belongs.
#[derive(Clone, Copy)]
pub(super) struct Entry<T> {
    /// The person's number; [`NOWHERE`] for a row without a level, and for one with a fault.
    pub(super) person: u32,
    pub(super) competency: u16,
    pub(super) level: T,
}

/// Rows that were read.
pub(super) struct Block<T> {
    pub(super) entries: Vec<Entry<T>>,
    /// Days or numbers since the earliest one, plus one; empty if nobody asks.
    pub(super) dates: Vec<u64>,
    /// From the first person who has a level here to behind the last.
    pub(super) people: Range<u32>,
    pub(super) found: Found,
}

/// The date of a row as a number; `None` if it has none.
fn date(rows: &LongRows<'_>, row: usize) -> Option<i64> {
    fn number<T: Copy + TryInto<i64>>(number: T) -> Option<i64> {
        number.try_into().ok()
    }
    if rows.dated.is_some_and(|dated| !dated.get(row)) {
        return None;
    }
    whatever_width!(rows.when?, dates => number(*dates.get(row)?))
}

/// The earliest and the latest date; both 0 if there is none.
pub(super) fn ends_of_dates(input: &LongInput<'_>) -> (i64, i64) {
    let mut ends: Option<(i64, i64)> = None;
    for rows in input.rows {
        for date in (0..rows.levels.len()).filter_map(|row| date(rows, row)) {
            let (earliest, latest) = ends.unwrap_or((date, date));
            ends = Some((earliest.min(date), latest.max(date)));
        }
    }
    ends.unwrap_or_default()
}

impl<T: Gather> Block<T> {
    pub(super) fn new(dated: bool) -> Self {
        let none = Entry {
            person: NOWHERE,
            competency: 0,
            level: T::OPEN,
        };
        Self {
            entries: vec![none; BLOCK],
            dates: vec![0; if dated { BLOCK } else { 0 }],
            people: 0..0,
            found: Found::default(),
        }
    }

    /// Reads some rows in place of those that were here.
    pub(super) fn read(&mut self, input: &LongInput<'_>, task: &Task, earliest: i64) {
        let rows = &input.rows[task.piece];
        let count = task.rows.len();
        let mut people = [NOWHERE; BLOCK];
        let mut competencies = [NOWHERE; BLOCK];
        let mut levels = [T::OPEN; BLOCK];
        let (people, competencies) = (&mut people[..count], &mut competencies[..count]);
        let levels = &mut levels[..count];
        rows.people.read(task.rows.clone(), people);
        rows.competencies.read(task.rows.clone(), competencies);
        if !levels_of(rows, task.rows.clone(), levels) {
            self.levels_one_by_one(rows, task, levels);
        }
        if let Some(rated) = rows.rated {
            leave_open(rated, task.rows.start, levels);
        }
        let (mut first, mut last, mut sound) = (NOWHERE, 0, true);
        let places = people.iter().zip(&*competencies).zip(&*levels);
        for (entry, ((&person, &competency), &level)) in self.entries.iter_mut().zip(places) {
            let known = (person < input.people) & (competency < input.competencies);
            sound &= known;
            let counts = known & (level != T::OPEN);
            *entry = Entry {
                person: if counts { person } else { NOWHERE },
                // Below 4,096 wherever it counts.
                competency: competency as u16,
                level,
            };
            first = first.min(entry.person);
            last = last.max(if counts { person + 1 } else { 0 });
        }
        for entry in &mut self.entries[count..] {
            entry.person = NOWHERE;
        }
        self.people = first.min(last)..last;
        if !sound {
            self.places_one_by_one(input, task, people, competencies);
        }
        if !self.dates.is_empty() {
            self.read_dates(rows, task, earliest);
        }
    }

    fn read_dates(&mut self, rows: &LongRows<'_>, task: &Task, earliest: i64) {
        let entries = self.entries.iter_mut().zip(&mut self.dates);
        for (row, (entry, since)) in task.rows.clone().zip(entries) {
            match date(rows, row) {
                Some(date) => *since = date.abs_diff(earliest).saturating_add(1),
                None if entry.person == NOWHERE => *since = 0,
                None => {
                    entry.person = NOWHERE;
                    let number = task.first + (row - task.rows.start) as u64;
                    self.found.dates.add(number);
                }
            }
        }
    }

    #[cold]
    fn levels_one_by_one(&mut self, rows: &LongRows<'_>, task: &Task, levels: &mut [T]) {
        for ((row, number), level) in task.rows.clone().zip(task.first..).zip(levels) {
            let is_open = rows.rated.is_some_and(|rated| !rated.get(row));
            let one = std::slice::from_mut(level);
            if is_open || !levels_of(rows, row..row + 1, one) {
                *level = T::OPEN;
                if !is_open {
                    self.found.levels.add(number);
                }
            }
        }
    }

    #[cold]
    fn places_one_by_one(
        &mut self,
        input: &LongInput<'_>,
        task: &Task,
        people: &[u32],
        competencies: &[u32],
    ) {
        for (number, (&person, &competency)) in (task.first..).zip(people.iter().zip(competencies))
        {
            if person >= input.people {
                self.found.people.add(number);
            }
            if competency >= input.competencies {
                self.found.competencies.add(number);
            }
        }
    }
}

/// Levels of a column. Whether all are levels.
fn levels_of<T: Gather>(rows: &LongRows<'_>, which: Range<usize>, into: &mut [T]) -> bool {
    match T::lying(&rows.levels) {
        Some(levels) => {
            into.copy_from_slice(&levels[which]);
            T::are_sound(&rows.levels, into)
        }
        None => T::convert(&rows.levels, which, into),
    }
}

/// Leaves open what has no value.
fn leave_open<T: Gather>(rated: RowBits<'_>, start: usize, levels: &mut [T]) {
    for (row, level) in levels.iter_mut().enumerate() {
        if !rated.get(start + row) {
            *level = T::OPEN;
        }
    }
}
