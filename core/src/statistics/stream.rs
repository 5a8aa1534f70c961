//! A stream of random numbers that is the same on every machine, for every number of threads.

/// SplitMix64 (Steele, Lea & Flood 2014, *Fast splittable pseudorandom number generators*): a
/// counter and a mixing function, so that each programme has a stream of its own by its number.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    state: u64,
}

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

fn mixed(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

impl Stream {
    /// The stream of a seed and a number.
    pub(super) fn new(seed: u64, number: u64) -> Self {
        Self {
            state: mixed(seed) ^ mixed(number.wrapping_add(STEP)).rotate_left(32),
        }
    }

    /// 64 even bits.
    #[inline]
    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mixed(self.state)
    }

    /// A whole number below a bound, without the bias of a plain remainder (Lemire 2019).
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        loop {
            let product = u128::from(self.next()) * u128::from(bound);
            let low = product as u64;
            if low >= bound || low >= bound.wrapping_neg() % bound {
                return (product >> 64) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_stream() {
        // The first numbers of SplitMix64 from 1234567, as the reference implementation prints
        // them.
        let mut stream = Stream { state: 1_234_567 };
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
        let mut stream = Stream::new(1, 2);
        let mut counts = [0_u32; 7];
        for _ in 0..7_000 {
            counts[stream.below(7) as usize] += 1;
        }
        // 1,000 each with a deviation of 29; five deviations off is a fault.
        assert!(counts.iter().all(|&count| (855..=1_145).contains(&count)));
        assert_eq!(stream.below(0), 0);
    }
}
