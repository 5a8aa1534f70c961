//! The arithmetic of the wide frame: people as rows of eight levels at a time.
//!
//! Sums of a stripe of fewer than 65,536 people and at most 4,096 competencies of at most 65,535
//! steps fit in 32 bits, and counts in 16. So additions cannot overflow, and are written as
//! wrapping ones: a check on each would keep the compiler from doing eight at once.

use std::array::from_fn;
use std::ops::Range;

use super::{BLOCK, WideColumn, WideInput};
use crate::gap::HeatCell;
use crate::regulation::Band;
use crate::words::measure::Level;

/// Levels that are handled at once.
const LANES: usize = 8;
/// A level that is left open.
const OPEN: u16 = u16::MAX;

type Steps = [u16; LANES];

/// What posts require, each as a padded row, and where their bands start.
pub(super) struct Standards {
    /// Groups of lanes in a row.
    width: usize,
    rows: Vec<Steps>,
    /// For each post Σ required, and the sums from which the middle and the highest band start.
    posts: Vec<(u32, [u32; 2])>,
    bands: [Band; 3],
}

impl Standards {
    pub(super) fn new(input: &WideInput<'_>) -> Self {
        let competencies = input.held.len();
        let width = competencies.div_ceil(LANES);
        let posts = input.required.len().checked_div(competencies).unwrap_or(0);
        let mut rows = vec![[0; LANES]; posts * width];
        let mut sums = Vec::with_capacity(posts);
        let starts = [input.bands.middle_from(), input.bands.highest_from()];
        if competencies > 0 {
            for (post, levels) in input.required.chunks_exact(competencies).enumerate() {
                let row = rows[post * width..][..width].as_flattened_mut();
                let mut sum = 0_u32;
                for (cell, level) in row.iter_mut().zip(levels) {
                    *cell = level.steps();
                    sum = sum.wrapping_add(u32::from(level.steps()));
                }
                // The least sum that reaches a share of the standard: rounded up.
                let from = starts.map(|percent| {
                    let least = (u64::from(percent.hundredths()) * u64::from(sum)).div_ceil(10_000);
                    u32::try_from(least).unwrap_or(u32::MAX)
                });
                sums.push((sum, from));
            }
        }
        Self {
            width,
            rows,
            posts: sums,
            bands: input.bands.usage().bands(),
        }
    }

    /// Whether there is such a post. Where there is no competency to look up, every post will do.
    pub(super) fn has(&self, post: usize) -> bool {
        self.width == 0 || post < self.posts.len()
    }

    pub(super) fn of(&self, post: usize) -> &[Steps] {
        &self.rows[post * self.width..][..self.width]
    }

    /// Σ required of a post.
    pub(super) fn required(&self, post: usize) -> u32 {
        self.posts.get(post).map_or(0, |&(sum, _)| sum)
    }

    /// The band of a sum, where no level of the post is left open; `None` if nothing is required.
    pub(super) fn band(&self, post: usize, achieved: u32) -> Option<Band> {
        let &(required, [middle, highest]) = self.posts.get(post)?;
        let [low, between, high] = self.bands;
        (required > 0).then_some(if achieved >= highest {
            high
        } else if achieved >= middle {
            between
        } else {
            low
        })
    }
}

/// The levels of a block of people, gathered from the columns into padded rows.
pub(super) struct Rows {
    width: usize,
    rows: Vec<Steps>,
}

impl Rows {
    pub(super) fn new(standards: &Standards) -> Self {
        Self {
            width: standards.width,
            rows: vec![[0; LANES]; standards.width * BLOCK],
        }
    }

    pub(super) fn of(&self, row: usize) -> &[Steps] {
        &self.rows[row * self.width..][..self.width]
    }

    /// Gathers some people, at most a block of them. Whether a level is left open.
    pub(super) fn gather(&mut self, columns: &[WideColumn<'_>], people: Range<usize>) -> bool {
        let mut some_open = false;
        for (number, column) in columns.iter().enumerate() {
            match column {
                WideColumn::Whole(levels) => {
                    let levels = &levels[people.clone()];
                    // Levels are at most 218.
                    let steps = |&level: &u8| u16::from(level).wrapping_mul(Level::STEPS);
                    self.put(number, levels, steps);
                }
                WideColumn::Steps(levels) => {
                    let levels = &levels[people.clone()];
                    some_open |= levels
                        .iter()
                        .fold(false, |open, &level| open | (level == OPEN));
                    self.put(number, levels, |&steps| steps);
                }
                WideColumn::Singles(levels) => {
                    let levels = &levels[people.clone()];
                    self.put(number, levels, |&level| nearest_steps(f64::from(level)));
                }
                WideColumn::Numbers(levels) => {
                    let levels = &levels[people.clone()];
                    self.put(number, levels, |&level| nearest_steps(level));
                }
            }
        }
        some_open
    }

    fn put<T>(&mut self, number: usize, levels: &[T], steps: impl Fn(&T) -> u16) {
        let (group, lane) = (number / LANES, number % LANES);
        let rows = self.rows.chunks_exact_mut(self.width);
        for (row, level) in rows.zip(levels) {
            row[group][lane] = steps(level);
        }
    }
}

/// The nearest step of a level from 0 to 218: adding a half and cutting off rounds it.
fn nearest_steps(level: f64) -> u16 {
    (level * f64::from(Level::STEPS) + 0.5) as u16
}

/// All bits for one, none for zero.
fn mask(bit: u16) -> u16 {
    0_u16.wrapping_sub(bit)
}

fn sums(one: Steps, other: Steps) -> Steps {
    from_fn(|lane| one[lane].wrapping_add(other[lane]))
}

fn wide_sums(one: [u32; LANES], other: Steps) -> [u32; LANES] {
    from_fn(|lane| one[lane].wrapping_add(u32::from(other[lane])))
}

/// The sums of a person.
pub(super) struct Sums {
    /// Σ gap.
    pub(super) gap: u32,
    /// Σ held over what is required.
    pub(super) held: u32,
    /// Σ required over what is left open.
    pub(super) open: u32,
}

/// The sums of one unit and eight competencies.
#[derive(Clone, Copy, Default)]
struct HeatLanes {
    gaps: [u32; LANES],
    people: Steps,
    short: Steps,
    unrated: Steps,
}

/// The heat map of a stripe of people.
pub(super) struct Heat<'a> {
    competencies: usize,
    width: usize,
    cells: Vec<HeatLanes>,
    /// The units of the stripe's people, if they are fewer than all units: only their cells are
    /// added up then.
    touched: Option<&'a [u32]>,
    units: usize,
}

impl<'a> Heat<'a> {
    pub(super) fn new(input: &WideInput<'a>, people: &Range<usize>) -> Self {
        let (units, competencies) = (input.unit_count as usize, input.held.len());
        let width = competencies.div_ceil(LANES);
        Self {
            competencies,
            width,
            cells: vec![HeatLanes::default(); units * width],
            touched: (people.len() < units).then(|| &input.units[people.clone()]),
            units,
        }
    }

    /// Adds a person.
    #[inline]
    pub(super) fn add<const SOME_OPEN: bool>(
        &mut self,
        held: &[Steps],
        required: &[Steps],
        unit: usize,
    ) -> Sums {
        let cells = &mut self.cells[unit * self.width..][..self.width];
        let mut gap_sums = [0_u32; LANES];
        let mut held_sums = [0_u32; LANES];
        let mut open_sums = [0_u32; LANES];
        for ((held, required), cell) in held.iter().zip(required).zip(cells) {
            // One array after the other: in this form the compiler handles eight lanes at once.
            let asks: Steps = from_fn(|lane| u16::from(required[lane] > 0));
            // A level that is left open is above every required one, so it has no gap.
            let gap: Steps = from_fn(|lane| required[lane].saturating_sub(held[lane]));
            let mut counted: Steps = from_fn(|lane| held[lane] & mask(asks[lane]));
            if SOME_OPEN {
                let open: Steps = from_fn(|lane| u16::from(held[lane] == OPEN));
                let left_out: Steps = from_fn(|lane| required[lane] & mask(open[lane]));
                counted = from_fn(|lane| counted[lane] & !mask(open[lane]));
                open_sums = wide_sums(open_sums, left_out);
                cell.unrated = sums(cell.unrated, from_fn(|lane| asks[lane] & open[lane]));
            }
            gap_sums = wide_sums(gap_sums, gap);
            held_sums = wide_sums(held_sums, counted);
            cell.gaps = wide_sums(cell.gaps, gap);
            cell.people = sums(cell.people, asks);
            cell.short = sums(cell.short, from_fn(|lane| u16::from(gap[lane] > 0)));
        }
        let total = |lanes: [u32; LANES]| lanes.into_iter().fold(0, u32::wrapping_add);
        Sums {
            gap: total(gap_sums),
            held: total(held_sums),
            open: total(open_sums),
        }
    }

    /// Adds the stripe to the heat map of all: units × competencies.
    pub(super) fn add_to(mut self, heat: &mut [HeatCell]) {
        if self.competencies == 0 {
            return;
        }
        match self.touched.take() {
            Some(units) => units
                .iter()
                .for_each(|&unit| self.move_unit(unit as usize, heat)),
            None => (0..self.units).for_each(|unit| self.move_unit(unit, heat)),
        }
    }

    /// Adds a unit's cells and empties them, so that a unit that comes again adds nothing.
    fn move_unit(&mut self, unit: usize, heat: &mut [HeatCell]) {
        let cells = &mut self.cells[unit * self.width..][..self.width];
        let sums = &mut heat[unit * self.competencies..][..self.competencies];
        for (group, cell) in sums.chunks_mut(LANES).zip(cells) {
            for (lane, sum) in group.iter_mut().enumerate() {
                let gap_steps = u64::from(cell.gaps[lane]);
                *sum = sum.and(HeatCell {
                    people: u32::from(cell.people[lane]),
                    short: u32::from(cell.short[lane]),
                    unrated: u32::from(cell.unrated[lane]),
                    gap_steps,
                    weighted_gap: gap_steps * 1_000,
                });
            }
            *cell = HeatLanes::default();
        }
    }
}
