//! Levels put where they belong. Threads share the people between them, and each takes the rows of
//! its people in their order: so no thread has to wait for another, and none shows in the result.

use std::ops::Range;

use super::block::{Block, Task};
use super::fault::Rows;
use crate::gap::GapError;
use crate::gap::wide::rows::Gather;
use crate::need::{cut, map};

/// People whom a thread takes at least.
const PEOPLE_AT_LEAST: usize = 256;
/// Threads that share the people at most: each of them looks at every row.
const BANDS_AT_MOST: usize = 16;

#[cfg(feature = "parallel")]
fn threads() -> usize {
    rayon::current_num_threads()
}

#[cfg(not(feature = "parallel"))]
fn threads() -> usize {
    1
}

/// What becomes of a level where there is one already.
pub(super) trait Rule: Sync {
    /// Whether dates are looked at.
    const DATED: bool;
    /// What is kept beside each level.
    type Mark: Copy + Default + Send;

    /// Takes a level into its place. Whether that was right.
    fn take<T: Gather>(&self, place: &mut T, level: T, mark: &mut Self::Mark, date: u64) -> bool;
}

/// A second level is a fault.
pub(super) struct Refuse;

impl Rule for Refuse {
    const DATED: bool = false;
    type Mark = ();

    #[inline(always)]
    fn take<T: Gather>(&self, place: &mut T, level: T, (): &mut (), _: u64) -> bool {
        let is_first = *place == T::OPEN;
        *place = level;
        is_first
    }
}

/// The highest level stays.
pub(super) struct Highest;

impl Rule for Highest {
    const DATED: bool = false;
    type Mark = ();

    #[inline(always)]
    fn take<T: Gather>(&self, place: &mut T, level: T, (): &mut (), _: u64) -> bool {
        if *place == T::OPEN || level.wide() > place.wide() {
            *place = level;
        }
        true
    }
}

/// The latest level stays; dates are kept in numbers as large as needed.
#[derive(Default)]
pub(super) struct Latest<D>(std::marker::PhantomData<D>);

impl<D> Rule for Latest<D>
where
    D: Copy + Default + Ord + Send + Sync + TryFrom<u64>,
{
    const DATED: bool = true;
    type Mark = D;

    #[inline(always)]
    fn take<T: Gather>(&self, place: &mut T, level: T, mark: &mut D, date: u64) -> bool {
        // The kind of number was chosen so that all dates fit.
        let date = D::try_from(date).unwrap_or_default();
        if date > *mark {
            (*place, *mark) = (level, date);
        } else if date == *mark && level.wide() > place.wide() {
            *place = level;
        }
        true
    }
}

/// Blocks that are put where they belong together.
pub(super) struct Chunk<'a, T> {
    blocks: Vec<(&'a Block<T>, u64)>,
    people: Range<usize>,
}

impl<'a, T> Chunk<'a, T> {
    pub(super) fn of(tasks: &[Task], blocks: &'a [Block<T>]) -> Self {
        let some = || blocks.iter().filter(|block| !block.people.is_empty());
        let first = some().map(|block| block.people.start).min().unwrap_or(0);
        let last = some().map(|block| block.people.end).max().unwrap_or(0);
        let firsts = tasks.iter().map(|task| task.first);
        Self {
            blocks: blocks.iter().zip(firsts).collect(),
            people: first as usize..last as usize,
        }
    }
}

/// The levels of all people, column after column.
pub(super) struct Store<T, R: Rule> {
    pub(super) levels: Vec<T>,
    marks: Vec<R::Mark>,
    people: usize,
}

/// The places of some people in every column.
struct Band<'a, T, M> {
    people: Range<u32>,
    columns: Vec<(&'a mut [T], &'a mut [M])>,
}

fn filled<T: Copy>(value: T, cells: usize) -> Result<Vec<T>, GapError> {
    let mut all = Vec::new();
    if all.try_reserve_exact(cells).is_err() {
        return Err(GapError::Wide {
            column: "person".to_owned(),
            row: 0,
            problem: format!("no memory for {cells} levels"),
            expected: "people and competencies whose levels fit in memory",
        });
    }
    all.resize(cells, value);
    Ok(all)
}

impl<T: Gather, R: Rule> Store<T, R> {
    pub(super) fn new(cells: usize, people: usize) -> Result<Self, GapError> {
        Ok(Self {
            levels: filled(T::OPEN, cells)?,
            marks: filled(R::Mark::default(), cells)?,
            people,
        })
    }

    /// Puts levels where they belong. The rows whose level should not have been there.
    pub(super) fn put(&mut self, rule: &R, chunk: &Chunk<'_, T>) -> Rows {
        let bands = self.bands(chunk.people.clone());
        let mut all = Rows::default();
        for found in map(bands, |band| put(rule, band, chunk)) {
            all.append_mixed(found);
        }
        all
    }

    /// The people of a chunk, shared between threads.
    fn bands(&mut self, people: Range<usize>) -> Vec<Band<'_, T, R::Mark>> {
        if people.is_empty() {
            return Vec::new();
        }
        let most = threads().clamp(1, BANDS_AT_MOST);
        let size = people.len().div_ceil(most).max(PEOPLE_AT_LEAST);
        let mut bands: Vec<Band<'_, T, R::Mark>> = people
            .clone()
            .step_by(size)
            .map(|start| Band {
                // People are numbered by 32 bits.
                people: start as u32..people.end.min(start + size) as u32,
                columns: Vec::new(),
            })
            .collect();
        let columns = self.levels.chunks_exact_mut(self.people);
        for (levels, marks) in columns.zip(self.marks.chunks_exact_mut(self.people)) {
            let lengths = || bands.iter().map(|band| band.people.len());
            let levels = cut(&mut levels[people.clone()], lengths());
            let marks = cut(&mut marks[people.clone()], lengths());
            for (band, column) in bands.iter_mut().zip(levels.into_iter().zip(marks)) {
                band.columns.push(column);
            }
        }
        bands
    }
}

fn put<T: Gather, R: Rule>(rule: &R, mut band: Band<'_, T, R::Mark>, chunk: &Chunk<'_, T>) -> Rows {
    let mut bad = Rows::default();
    for (block, first) in &chunk.blocks {
        if block.people.start >= band.people.end || block.people.end <= band.people.start {
            continue;
        }
        for (row, entry) in block.entries.iter().enumerate() {
            let at = entry.person.wrapping_sub(band.people.start) as usize;
            let Some((levels, marks)) = band.columns.get_mut(usize::from(entry.competency)) else {
                continue;
            };
            // Nobody of this band has a place here.
            let (Some(place), Some(mark)) = (levels.get_mut(at), marks.get_mut(at)) else {
                continue;
            };
            let date = if R::DATED { block.dates[row] } else { 0 };
            if !rule.take(place, entry.level, mark, date) {
                bad.add(first + row as u64);
            }
        }
    }
    bad
}
