//! Chance that is the same on every machine and for every number of threads: SplitMix64 (Steele,
//! Lea & Flood 2014, *Fast splittable pseudorandom number generators*).
//!
//! For choices within a search and for resampling, where one addition and a few multiplications
//! per number count. Whose luck must not move when somebody else is added draws from the room
//! `random` instead.

/// What the counter goes up by: 2⁶⁴ ÷ the golden ratio, made odd.
pub(crate) const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser: a bijection that spreads every bit.
pub(crate) const fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    /// The stream that goes on from a state.
    #[cfg(test)]
    pub(crate) const fn from_state(state: u64) -> Self {
        Self(state)
    }

    /// A stream of its own for each seed and number, such as that of a searcher.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        let mut stream = Self(seed ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93));
        stream.next();
        stream
    }

    /// 64 even bits.
    #[inline]
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// A whole number below a bound, without the bias of a plain remainder (Lemire 2019); 0 for a
    /// bound of 0.
    #[inline]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        loop {
            let product = u128::from(self.next()) * u128::from(bound);
            let low = product as u64;
            if low >= bound || bound == 0 || low >= bound.wrapping_neg() % bound {
                // Below the bound, which is a `usize`.
                return (product >> 64) as usize;
            }
        }
    }

    /// At least 0 and below 1, in steps of 2⁻⁵³.
    #[inline]
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Puts a list into a random order (Fisher & Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_stream() {
        // The first numbers from 1234567, as the reference implementation prints them.
        let mut stream = SplitMix64::from_state(1_234_567);
        for expected in [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ] {
            assert_eq!(stream.next(), expected);
        }
    }

    #[test]
    fn numbers_below_a_bound_are_even() {
        let mut stream = SplitMix64::new(1, 2);
        let mut counts = [0_u32; 7];
        for _ in 0..7_000 {
            counts[stream.below(7)] += 1;
        }
        // 1,000 each with a deviation of 29; five deviations off is a fault.
        assert!(counts.iter().all(|&count| (855..=1_145).contains(&count)));
        assert_eq!(stream.below(0), 0);
    }

    #[test]
    fn a_shuffled_list_keeps_its_items() {
        let mut list: Vec<u32> = (0..50).collect();
        SplitMix64::new(3, 0).shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
