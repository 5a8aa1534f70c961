//! Random numbers from a seed, the same on every machine.
//!
//! SplitMix64 (Steele, Lea and Flood 2014): one addition and a few multiplications per number,
//! and good enough for choices in a search.

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// A stream of its own for each seed and each number of a searcher.
    pub(super) fn new(seed: u64, searcher: u64) -> Self {
        let mut random = Self(seed ^ searcher.wrapping_mul(0xd134_2543_de82_ef95));
        random.next();
        random
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; 0 below 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // The high half of a product of two 64-bit numbers is below the second.
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number from 0 up to, but not including, 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in so many of 1,000 cases.
    pub(super) fn in_thousand(&mut self, cases: usize) -> bool {
        self.below(1_000) < cases
    }
}
