//! From columns to rows: the levels of some people, gathered so that each person's lie together.

use std::array::from_fn;
use std::ops::Range;

use wide::u8x16;

use super::columns::whatever_width;
use super::lane::Lane;
use super::{BLOCK, WideColumn, WideIntegers};
use crate::words::measure::Level;

/// Columns that are gathered at once.
const COLUMNS: usize = 16;

/// Lanes that can be filled from columns.
pub(super) trait Gather: Lane {
    /// The levels of a column as they lie, where they lie in these lanes' form.
    fn lying<'c>(column: &WideColumn<'c>) -> Option<&'c [Self]>;

    /// Levels of a column in these lanes' form. Whether all can be scored.
    fn convert(column: &WideColumn<'_>, people: Range<usize>, into: &mut [Self]) -> bool;

    /// Whether all levels that lie in these lanes' form can be scored.
    fn are_sound(column: &WideColumn<'_>, levels: &[Self]) -> bool;

    /// Puts sixteen columns into the lanes from `lane` on of every `width`th row.
    fn put<const LANES: usize>(
        columns: [&[Self]; COLUMNS],
        rows: &mut [[Self; LANES]],
        width: usize,
        lane: usize,
    ) {
        put_plainly(columns, 0, rows, width, lane);
    }
}

/// Puts the levels from a row on where they belong, one row after the other.
#[inline(always)]
fn put_plainly<T: Copy, const LANES: usize>(
    columns: [&[T]; COLUMNS],
    from: usize,
    rows: &mut [[T; LANES]],
    width: usize,
    lane: usize,
) {
    let people = columns[0].len();
    let columns = columns.map(|column| &column[..people]);
    let rows = rows.iter_mut().step_by(width).take(people).skip(from);
    for (person, row) in (from..people).zip(rows) {
        row[lane..lane + COLUMNS].copy_from_slice(&columns.map(|column| column[person]));
    }
}

/// Registers of two halves of a pack, their bytes by turns: as cards are shuffled. Four times over,
/// that turns a square of 16 × 16 bytes: each time the four bits of a byte's column move up into
/// the place of its row's by one.
#[inline(always)]
fn woven(pack: [u8x16; COLUMNS]) -> [u8x16; COLUMNS] {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = pack;
    let (low, high) = (u8x16::unpack_low, u8x16::unpack_high);
    [
        low(a, i),
        high(a, i),
        low(b, j),
        high(b, j),
        low(c, k),
        high(c, k),
        low(d, l),
        high(d, l),
        low(e, m),
        high(e, m),
        low(f, n),
        high(f, n),
        low(g, o),
        high(g, o),
        low(h, p),
        high(h, p),
    ]
}

impl Gather for u8 {
    fn lying<'c>(column: &WideColumn<'c>) -> Option<&'c [Self]> {
        match column {
            WideColumn::Whole(WideIntegers::UInt8(levels)) | WideColumn::WholeOrOpen(levels) => {
                Some(levels)
            }
            _ => None,
        }
    }

    #[inline(always)]
    fn convert(column: &WideColumn<'_>, people: Range<usize>, into: &mut [Self]) -> bool {
        match column {
            WideColumn::Whole(levels) => {
                whatever_width!(levels, levels => whole(&levels[people], into))
            }
            WideColumn::Singles(levels) => whole_or_open(&levels[people], into),
            WideColumn::Numbers(levels) => whole_or_open(&levels[people], into),
            // Columns of other kinds are gathered in lanes of 16 bits.
            _ => false,
        }
    }

    // No early end, so that the compiler can look at many levels at once.
    #[inline(always)]
    fn are_sound(column: &WideColumn<'_>, levels: &[Self]) -> bool {
        let beyond = |&level: &u8| level > Level::HIGHEST_WHOLE;
        if matches!(column, WideColumn::WholeOrOpen(_)) {
            let bad = |level: &u8| beyond(level) & (*level != Self::OPEN);
            return !levels.iter().fold(false, |any, level| any | bad(level));
        }
        !levels.iter().fold(false, |any, level| any | beyond(level))
    }

    #[inline(always)]
    fn put<const LANES: usize>(
        columns: [&[Self]; COLUMNS],
        rows: &mut [[Self; LANES]],
        width: usize,
        lane: usize,
    ) {
        let people = columns[0].len();
        let columns = columns.map(|column| &column[..people]);
        let whole = people / COLUMNS;
        for square in 0..whole {
            let start = square * COLUMNS;
            let mut pack = [u8x16::ZERO; COLUMNS];
            for (register, column) in pack.iter_mut().zip(&columns) {
                if let Some(levels) = column[start..].first_chunk::<COLUMNS>() {
                    *register = u8x16::new(*levels);
                }
            }
            let turned = woven(woven(woven(woven(pack))));
            let rows = rows[start * width..].iter_mut().step_by(width);
            for (row, levels) in rows.zip(&turned) {
                row[lane..lane + COLUMNS].copy_from_slice(levels.as_array());
            }
        }
        put_plainly(columns, whole * COLUMNS, rows, width, lane);
    }
}

impl Gather for u16 {
    fn lying<'c>(column: &WideColumn<'c>) -> Option<&'c [Self]> {
        match column {
            WideColumn::Steps(levels) => Some(levels),
            _ => None,
        }
    }

    fn convert(column: &WideColumn<'_>, people: Range<usize>, into: &mut [Self]) -> bool {
        match column {
            WideColumn::Whole(levels) => {
                whatever_width!(levels, levels => whole_steps(&levels[people], into))
            }
            WideColumn::WholeOrOpen(levels) => {
                let mut bad = false;
                for (&level, steps) in levels[people].iter().zip(into) {
                    bad |= level > Level::HIGHEST_WHOLE && level != u8::OPEN;
                    *steps = if level == u8::OPEN {
                        Self::OPEN
                    } else {
                        u16::from(level).wrapping_mul(Level::STEPS)
                    };
                }
                !bad
            }
            WideColumn::Steps(levels) => {
                into.copy_from_slice(&levels[people]);
                true
            }
            WideColumn::Singles(levels) => nearest_steps(&levels[people], into),
            WideColumn::Numbers(levels) => nearest_steps(&levels[people], into),
        }
    }

    fn are_sound(_: &WideColumn<'_>, _: &[Self]) -> bool {
        // All steps are levels, or left open.
        true
    }
}

/// Whole numbers whose lowest eight bits can be taken.
trait Truncated: Copy + Default + std::ops::BitOr<Output = Self> + TryInto<u8> {
    fn lowest_bits(self) -> u8;
}

macro_rules! truncated {
    ($($number:ty)*) => {$(
        impl Truncated for $number {
            #[inline(always)]
            fn lowest_bits(self) -> u8 {
                self as u8
            }
        }
    )*};
}

truncated! { i8 i16 i32 i64 u8 u16 u32 u64 }

/// Whole numbers as whole levels. Whether all are levels.
///
/// All bits that are set anywhere fit in 8 bits if and only if every number does: so no number is
/// compared by itself, which the compiler could not do for many numbers of 64 bits at once.
#[inline(always)]
fn whole<T: Truncated>(levels: &[T], into: &mut [u8]) -> bool {
    let mut set = T::default();
    for (&level, whole) in levels.iter().zip(&mut *into) {
        set = set | level;
        *whole = level.lowest_bits();
    }
    let highest = into
        .iter()
        .fold(0, |highest: u8, &level| highest.max(level));
    let fit: Result<u8, _> = set.try_into();
    fit.is_ok() && highest <= Level::HIGHEST_WHOLE
}

#[inline(always)]
fn whole_steps<T: Truncated>(levels: &[T], into: &mut [u16]) -> bool {
    let mut whole_levels = [0_u8; BLOCK];
    let mut sound = true;
    for (levels, into) in levels.chunks(BLOCK).zip(into.chunks_mut(BLOCK)) {
        let whole_levels = &mut whole_levels[..levels.len()];
        sound &= whole(levels, whole_levels);
        for (&level, steps) in whole_levels.iter().zip(into) {
            *steps = u16::from(level).wrapping_mul(Level::STEPS);
        }
    }
    sound
}

/// Numbers as whole levels, NaN as one that is left open. Whether all are whole levels or NaN.
#[inline(always)]
fn whole_or_open<T: Copy + Into<f64>>(levels: &[T], into: &mut [u8]) -> bool {
    let highest = f64::from(Level::HIGHEST_WHOLE);
    let mut sound = true;
    for (levels, into) in levels.chunks(BLOCK).zip(into.chunks_mut(BLOCK)) {
        let mut good = 0_u64;
        for (&level, whole) in levels.iter().zip(into) {
            let level: f64 = level.into();
            let near = level as i32;
            let is_level = (level >= 0.0) & (level <= highest) & (f64::from(near) == level);
            good = good.wrapping_add(u64::from(is_level | level.is_nan()));
            *whole = if level.is_nan() { u8::OPEN } else { near as u8 };
        }
        sound &= good == levels.len() as u64;
    }
    sound
}

/// Numbers as the nearest steps: adding a half and cutting off rounds. Whether all are levels.
///
/// Two loops over a block that stays in the first cache, without branches: the compiler does many
/// numbers at once in each, and could not in one.
#[inline(always)]
fn nearest_steps<T: Copy + Into<f64>>(levels: &[T], into: &mut [u16]) -> bool {
    let highest = f64::from(Level::HIGHEST_WHOLE);
    let mut sound = true;
    for (levels, into) in levels.chunks(BLOCK).zip(into.chunks_mut(BLOCK)) {
        let good = levels.iter().fold(0_u64, |good, &level| {
            let level: f64 = level.into();
            let is_good = ((level >= 0.0) & (level <= highest)) | level.is_nan();
            good.wrapping_add(u64::from(is_good))
        });
        sound &= good == levels.len() as u64;
        for (&level, steps) in levels.iter().zip(into) {
            let level: f64 = level.into();
            // Levels take at most 65,400 steps; what is none is not used.
            let nearest = (level * f64::from(Level::STEPS) + 0.5) as i32 as u16;
            *steps = if level.is_nan() { u16::OPEN } else { nearest };
        }
    }
    sound
}

/// The levels of a block of people as padded rows.
pub(super) struct Rows<T, const LANES: usize> {
    width: usize,
    rows: Vec<[T; LANES]>,
    converted: Vec<[T; BLOCK]>,
}

impl<T: Gather, const LANES: usize> Rows<T, LANES> {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            rows: vec![[T::default(); LANES]; width * BLOCK],
            converted: vec![[T::default(); BLOCK]; COLUMNS],
        }
    }

    /// All rows, one after the other.
    #[inline(always)]
    pub(super) fn all(&self) -> &[[T; LANES]] {
        &self.rows
    }

    /// The rows of a person.
    #[inline(always)]
    pub(super) fn of(&self, row: usize) -> &[[T; LANES]] {
        &self.rows[row * self.width..][..self.width]
    }

    /// Gathers some people, at most a block of them. Whether all their levels can be scored.
    #[inline(always)]
    pub(super) fn gather(&mut self, columns: &[WideColumn<'_>], people: Range<usize>) -> bool {
        let count = people.len();
        let zeros = [T::default(); BLOCK];
        let mut sound = true;
        for (group, columns) in columns.chunks(COLUMNS).enumerate() {
            for (column, converted) in columns.iter().zip(&mut self.converted) {
                sound &= match T::lying(column) {
                    Some(levels) => T::are_sound(column, &levels[people.clone()]),
                    None => T::convert(column, people.clone(), &mut converted[..count]),
                };
            }
            let levels: [&[T]; COLUMNS] = from_fn(|number| match columns.get(number) {
                Some(column) => match T::lying(column) {
                    Some(levels) => &levels[people.clone()],
                    None => &self.converted[number][..count],
                },
                None => &zeros[..count],
            });
            let lane = group * COLUMNS;
            let rows = &mut self.rows[lane / LANES..];
            T::put(levels, rows, self.width, lane % LANES);
        }
        sound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_square_has_its_columns_as_rows() {
        let columns: [Vec<u8>; COLUMNS] = from_fn(|column| {
            (0..71_usize)
                .map(|row| (row * 3 + column * 29) as u8)
                .collect()
        });
        let mut turned = vec![[7_u8; 32]; 71 * 2];
        u8::put(columns.each_ref().map(Vec::as_slice), &mut turned, 2, 16);
        for (row, lanes) in turned.iter().enumerate() {
            let expected: [u8; 32] = from_fn(|lane| match lane.checked_sub(16) {
                Some(column) if row.is_multiple_of(2) => columns[column][row / 2],
                _ => 7,
            });
            assert_eq!(lanes, &expected, "row {row}");
        }
    }
}
