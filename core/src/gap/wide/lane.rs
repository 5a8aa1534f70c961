//! The two kinds of numbers that the arithmetic works on: whole levels in 8 bits, which are four
//! times as many at once, and steps of 1/300 level in 16 bits.

use crate::words::measure::Level;

/// A level in one of many lanes that are handled at once.
pub(super) trait Lane: Copy + Default + PartialEq + Send + Sync {
    /// A level that is left open: above every other one.
    const OPEN: Self;
    /// Steps of 1/300 level in one.
    const STEPS: u16;
    /// Sums of at most 255 of them.
    type Sum: Copy + Default + Into<u64> + Send;

    /// A required level; `None` if it cannot be told exactly.
    fn of(level: Level) -> Option<Self>;
    /// What this one has more than another one.
    fn above(self, other: Self) -> Self;
    /// The smaller one, with all bits of the other one set to zero.
    fn masked(self, keep: bool) -> Self;
    fn wide(self) -> u32;
    fn added(self, sum: Self::Sum) -> Self::Sum;
}

impl Lane for u8 {
    const OPEN: Self = Self::MAX;
    const STEPS: u16 = Level::STEPS;
    // 255 times 218 levels are 55,590.
    type Sum = u16;

    fn of(level: Level) -> Option<Self> {
        let whole = level.steps() / Level::STEPS;
        Self::try_from(whole)
            .ok()
            .filter(|_| level.steps().is_multiple_of(Level::STEPS))
    }

    #[inline(always)]
    fn above(self, other: Self) -> Self {
        self.saturating_sub(other)
    }

    #[inline(always)]
    fn masked(self, keep: bool) -> Self {
        self & Self::from(keep).wrapping_neg()
    }

    #[inline(always)]
    fn wide(self) -> u32 {
        u32::from(self)
    }

    #[inline(always)]
    fn added(self, sum: u16) -> u16 {
        sum.wrapping_add(u16::from(self))
    }
}

impl Lane for u16 {
    const OPEN: Self = Self::MAX;
    const STEPS: u16 = 1;
    // 255 times 65,535 steps are below 17 million.
    type Sum = u32;

    fn of(level: Level) -> Option<Self> {
        Some(level.steps())
    }

    #[inline(always)]
    fn above(self, other: Self) -> Self {
        self.saturating_sub(other)
    }

    #[inline(always)]
    fn masked(self, keep: bool) -> Self {
        self & Self::from(keep).wrapping_neg()
    }

    #[inline(always)]
    fn wide(self) -> u32 {
        u32::from(self)
    }

    #[inline(always)]
    fn added(self, sum: u32) -> u32 {
        sum.wrapping_add(u32::from(self))
    }
}
