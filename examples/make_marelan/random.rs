//! Random draws in integers only, so that every machine writes the same bytes.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream is drawn for. Each purpose has its own stream of the seed's generator, so that a
/// new step (outcomes, say) or more draws in one step leave the other tables as they are.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    People = 1,
    Evidence = 2,
    Volumes = 3,
    Surveys = 4,
}

/// A stream of draws.
pub(crate) struct Stream(ChaCha8Rng);

impl Stream {
    pub(crate) fn new(seed: u64, purpose: Purpose) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(bytes);
        generator.set_stream(purpose as u64);
        Self(generator)
    }

    /// A whole number from `0` to `below - 1` (a bias below one in 10⁷ for the small ranges here).
    pub(crate) fn below(&mut self, below: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(below)) >> 32) as u32
    }

    /// True with this chance in percent.
    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`; nothing when there is none.
    pub(crate) fn one_of<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len() as u32) as usize)
    }

    /// Nearly normal with mean 0: twelve uniform draws have the variance of one unit square, so
    /// their centred sum has a standard deviation of one.
    pub(crate) fn normal(&mut self, standard_deviation: i64) -> i64 {
        let sum: i64 = (0..12).map(|_| i64::from(self.below(65_536))).sum();
        (sum - 6 * 65_535) * standard_deviation / 65_536
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let draw = |purpose| {
            let mut stream = Stream::new(1, purpose);
            [
                stream.below(1 << 20),
                stream.below(1 << 20),
                stream.below(1 << 20),
            ]
        };
        assert_eq!(draw(Purpose::People), draw(Purpose::People));
        assert_ne!(draw(Purpose::People), draw(Purpose::Volumes));
    }

    #[test]
    fn normal_draws_have_their_mean_and_spread() {
        let mut stream = Stream::new(7, Purpose::Evidence);
        let draws: Vec<i64> = (0..20_000).map(|_| stream.normal(1000)).collect();
        let mean = draws.iter().sum::<i64>() / 20_000;
        let variance = draws.iter().map(|draw| draw * draw).sum::<i64>() / 20_000;
        // Standard errors of a normal sample of 20,000: 7 for the mean, 1 % for the variance.
        assert!(mean.abs() < 30, "{mean}");
        assert!((960_000..1_040_000).contains(&variance), "{variance}");
    }
}
