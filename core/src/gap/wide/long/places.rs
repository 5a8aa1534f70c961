//! Where the rows of a long frame belong, and which of them have a value.

use std::ops::Range;

use crate::gap::wide::WidePlaces;

/// The person or the competency of each row, by numbers that begin with 0.
///
/// [`WidePlaces`] is one for columns of whole numbers. With one of your own, ids of any kind are
/// looked up as the rows are read, once for each row, and nobody has to keep all their numbers.
pub trait LongPlaces: Sync {
    /// How many rows.
    fn rows(&self) -> usize;

    /// The numbers of some rows, each within its place of `into`; `u32::MAX` for a row that belongs
    /// nowhere.
    fn read(&self, rows: Range<usize>, into: &mut [u32]);
}

impl LongPlaces for WidePlaces<'_> {
    fn rows(&self) -> usize {
        self.codes.len()
    }

    fn read(&self, rows: Range<usize>, into: &mut [u32]) {
        // The method of the type itself.
        WidePlaces::read(self, rows, into);
    }
}

/// Which rows have a value: one bit for each, the lowest of a byte first, as Arrow lays them out.
#[derive(Clone, Copy, Debug)]
pub struct RowBits<'a> {
    /// The bits.
    pub bytes: &'a [u8],
    /// The bit of the first row.
    pub offset: usize,
}

impl RowBits<'_> {
    /// Whether a row has a value; none beyond the last bit.
    #[inline]
    pub fn get(&self, row: usize) -> bool {
        let bit = self.offset.saturating_add(row);
        let byte = self.bytes.get(bit / 8).copied().unwrap_or(0);
        (byte >> (bit % 8)) & 1 == 1
    }

    /// How many rows there are bits for.
    pub(super) fn len(&self) -> usize {
        self.bytes
            .len()
            .saturating_mul(8)
            .saturating_sub(self.offset)
    }
}
