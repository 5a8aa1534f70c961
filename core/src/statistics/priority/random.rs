//! Random numbers for resampling: a stream for each seed and resample, the same on every machine.

/// The generator SplitMix64 (Steele, Lea & Flood 2014).
pub(super) struct Stream(u64);

impl Stream {
    /// The stream of a resample. Streams start at hashed places, so that neighbours share nothing.
    pub(super) fn new(seed: u64, resample: u64) -> Self {
        let mut start = Self(seed);
        let hashed = start.next();
        let mut start = Self(hashed ^ resample.wrapping_mul(0xd134_2543_de82_ef95));
        Self(start.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound that is not zero, each as likely as the next but for 2⁻⁶⁴ × bound.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        // The high half of a product of two 64-bit numbers is below the second.
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        // The first outputs for the state 1234567, as the reference implementation prints them.
        let mut stream = Stream(1_234_567);
        assert_eq!(stream.next(), 6_457_827_717_110_365_317);
        assert_eq!(stream.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn even_and_below_the_bound() {
        let mut stream = Stream::new(7, 0);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[stream.below(6)] += 1;
        }
        // Five standard deviations are 456.
        assert!(
            counts.iter().all(|&count| count.abs_diff(10_000) < 456),
            "{counts:?}"
        );
        assert_ne!(Stream::new(7, 0).next(), Stream::new(7, 1).next());
    }
}
