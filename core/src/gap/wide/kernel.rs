//! The arithmetic of the wide frame: each person's levels against the post's, many at once.
//!
//! The sums of a person fit in 32 bits, as there are at most 4,096 competencies of at most 65,535
//! steps, and [`super::heat`] takes care of its own. So additions cannot overflow, and are written
//! as wrapping ones: a check on each would keep the compiler from doing many at once.

use std::array::from_fn;
use std::ops::Range;

use super::heat::{Common, Heat};
use super::rows::{Gather, Rows};
use super::standards::Standards;
use super::{BLOCK, Places, WideBands, WideInput};
use crate::need::blocks_of;
use crate::regulation::Band;
use crate::words::measure::Level;

/// What one thread needs to score people, used again for one task after the other.
pub(super) struct Desk<'a, T: Gather, const LANES: usize> {
    pub(super) heat: Heat<'a, T, LANES>,
    pub(super) rows: Rows<T, LANES>,
}

/// The sums of a block of people, in lanes' units.
struct Sums {
    gap: [u32; BLOCK],
    /// Σ held over what is required.
    held: [u32; BLOCK],
    /// Σ required over what is left open.
    open: [u32; BLOCK],
}

/// Scores some people. False if a value cannot be scored; nothing is said of which.
#[inline(always)]
pub(super) fn score<T: Gather, const LANES: usize>(
    input: &WideInput<'_>,
    standards: &Standards<T, LANES>,
    people: Range<usize>,
    desk: &mut Desk<'_, T, LANES>,
    mut places: Places<'_>,
) -> bool {
    let mut posts = [0_u32; BLOCK];
    let mut units = [0_u32; BLOCK];
    let mut sums = Sums {
        gap: [0; BLOCK],
        held: [0; BLOCK],
        open: [0; BLOCK],
    };
    let (post_count, unit_count) = (standards.count(), input.unit_count);
    let plain = desk.heat.is_plain();
    for block in blocks_of(people.len(), BLOCK) {
        let there = people.start + block.start..people.start + block.end;
        let posts = &mut posts[..block.len()];
        let units = &mut units[..block.len()];
        input.posts.read(there.clone(), posts);
        input.units.read(there.clone(), units);
        let known = |numbers: &[u32], count: u32| {
            numbers
                .iter()
                .fold(0, |highest, &number| number.max(highest))
                < count
        };
        let sound = desk.rows.gather(input.held, there);
        if !(sound && known(posts, post_count) && known(units, unit_count)) {
            return false;
        }
        if plain {
            add_plain(standards, desk, posts, units, &mut sums);
        } else {
            add_fully(standards, desk, posts, units, &mut sums);
        }
        write(input, standards, posts, &sums, plain, &mut places, block);
    }
    true
}

#[inline(always)]
fn total(lanes: impl Iterator<Item = u32>) -> u32 {
    lanes.fold(0, u32::wrapping_add)
}

/// People whose posts ask for everything and who have a level everywhere.
#[inline(always)]
fn add_plain<T: Gather, const LANES: usize>(
    standards: &Standards<T, LANES>,
    desk: &mut Desk<'_, T, LANES>,
    posts: &[u32],
    units: &[u32],
    sums: &mut Sums,
) {
    let people = posts.iter().zip(units);
    if standards.width == 1 {
        let rows = desk.rows.all();
        let sums = &mut sums.gap;
        for (((&post, &unit), held), sum) in people.zip(rows).zip(sums) {
            let cell = desk.heat.one(unit);
            *sum = add(held, standards.one(post), cell);
        }
        return;
    }
    for (row, (&post, &unit)) in people.enumerate() {
        let cells = desk.heat.common(unit);
        let pairs = desk.rows.of(row).iter().zip(standards.of(post));
        sums.gap[row] = pairs
            .zip(cells)
            .fold(0, |sum: u32, ((held, required), cell)| {
                sum.wrapping_add(add(held, required, cell))
            });
    }
}

/// Adds some lanes of a person; their Σ gap.
#[inline(always)]
fn add<T: Gather, const LANES: usize>(
    held: &[T; LANES],
    required: &[T; LANES],
    cell: &mut Common<T, LANES>,
) -> u32 {
    // One array after the other: in this form the compiler handles all lanes at once.
    let gap: [T; LANES] = from_fn(|lane| required[lane].above(held[lane]));
    for (short, gap) in cell.short.iter_mut().zip(&gap) {
        *short = short.wrapping_add(u8::from(*gap != T::default()));
    }
    for (sum, gap) in cell.gaps.iter_mut().zip(&gap) {
        *sum = gap.added(*sum);
    }
    total(gap.iter().map(|gap| gap.wide()))
}

/// Everybody, with all that can be asked.
#[inline(always)]
fn add_fully<T: Gather, const LANES: usize>(
    standards: &Standards<T, LANES>,
    desk: &mut Desk<'_, T, LANES>,
    posts: &[u32],
    units: &[u32],
    sums: &mut Sums,
) {
    for (row, (&post, &unit)) in posts.iter().zip(units).enumerate() {
        let [mut gap_sum, mut held_sum, mut open_sum] = [0_u32; 3];
        let (cells, rare) = desk.heat.full(unit);
        let pairs = desk.rows.of(row).iter().zip(standards.of(post));
        for (((held, required), cell), rare) in pairs.zip(cells).zip(rare) {
            // A level that is left open is above every required one, so it has no gap.
            gap_sum = gap_sum.wrapping_add(add(held, required, cell));
            let asks: [bool; LANES] = from_fn(|lane| required[lane] != T::default());
            let open: [bool; LANES] = from_fn(|lane| held[lane] == T::OPEN);
            let counted: [T; LANES] = from_fn(|lane| held[lane].masked(asks[lane] & !open[lane]));
            let left_out: [T; LANES] = from_fn(|lane| required[lane].masked(open[lane]));
            held_sum = held_sum.wrapping_add(total(counted.iter().map(|held| held.wide())));
            open_sum = open_sum.wrapping_add(total(left_out.iter().map(|open| open.wide())));
            rare.asked = from_fn(|lane| rare.asked[lane].wrapping_add(u8::from(asks[lane])));
            rare.unrated =
                from_fn(|lane| rare.unrated[lane].wrapping_add(u8::from(asks[lane] & open[lane])));
        }
        sums.gap[row] = gap_sum;
        sums.held[row] = held_sum;
        sums.open[row] = open_sum;
    }
}

/// Writes what is told of a block of people.
#[inline(always)]
fn write<T: Gather, const LANES: usize>(
    input: &WideInput<'_>,
    standards: &Standards<T, LANES>,
    posts: &[u32],
    sums: &Sums,
    plain: bool,
    places: &mut Places<'_>,
    block: Range<usize>,
) {
    let count = posts.len();
    let gaps = &sums.gap[..count];
    let mut required = [1_i32; BLOCK];
    let mut achieved = [0_i32; BLOCK];
    let bands = &mut places.bands[block.clone()];
    for (row, (&post, band)) in posts.iter().zip(bands).enumerate() {
        let standard = standards.sums(post);
        let open = if plain { 0 } else { sums.open[row] };
        let asked = standard.required.wrapping_sub(open);
        let met = asked.wrapping_sub(gaps[row]);
        *band = if open == 0 {
            Standards::<T, LANES>::rank(standard, met)
        } else {
            let band = input.bands.band(u64::from(met), u64::from(asked));
            band.map_or(WideBands::NONE, Band::rank)
        };
        // Below 2^31: at most 4,096 competencies of at most 65,535 steps.
        (required[row], achieved[row]) = (asked.max(1) as i32, met as i32);
    }
    let matches = &mut places.match_percent[block.clone()];
    for ((percent, &met), &asked) in matches.iter_mut().zip(&achieved).zip(&required) {
        // Exact in a double up to the division.
        *percent = (f64::from(met) * 100.0 / f64::from(asked)) as f32;
    }
    let levels = f64::from(T::STEPS) / f64::from(Level::STEPS);
    for (gap, &sum) in places.gap[block.clone()].iter_mut().zip(gaps) {
        *gap = (f64::from(sum as i32) * levels) as f32;
    }
    if let Some(all) = &mut places.sums {
        let steps = u32::from(T::STEPS);
        for (row, &post) in posts.iter().enumerate() {
            let standard = standards.sums(post);
            let required = standard.required.wrapping_sub(sums.open[row]);
            let at = block.start + row;
            all.required[at] = required.wrapping_mul(steps);
            all.achieved[at] = required.wrapping_sub(sums.gap[row]).wrapping_mul(steps);
            all.achieved_uncapped[at] = sums.held[row].wrapping_mul(steps);
        }
    }
}
