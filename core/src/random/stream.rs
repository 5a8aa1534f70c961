//! A sequence of random numbers for each entity, purpose, year, replication and world.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};

use super::{Distribution, Entity};

/// Where streams come from: a seed, a replication and a world.
///
/// ChaCha with 8 rounds, keyed: its key has 256 bits, which is room for the seed, the replication,
/// the world, the entity, the purpose and the year side by side. So no two streams are the same,
/// by construction and not by luck, and none has to be wound forward to find another. It is a
/// cipher, so streams with neighbouring keys have nothing in common, and its output is fixed by a
/// standard (Bernstein 2008; RFC 8439 has the twenty-round member).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Streams {
    seed: u64,
    replication: u32,
    world: u32,
}

impl Streams {
    /// From a seed; replication 0 of world 0.
    pub const fn new(seed: u64) -> Self {
        Self {
            seed,
            replication: 0,
            world: 0,
        }
    }

    /// The same for another replication.
    #[must_use]
    pub const fn replication(self, replication: u32) -> Self {
        Self {
            replication,
            ..self
        }
    }

    /// The same for another world. Worlds that are to be compared under the same luck keep one
    /// number.
    #[must_use]
    pub const fn world(self, world: u32) -> Self {
        Self { world, ..self }
    }

    /// The stream of an entity for a purpose in a year. Purposes are numbered by who draws.
    pub fn stream(&self, purpose: u32, entity: Entity, year: i32) -> Stream {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..12].copy_from_slice(&self.replication.to_le_bytes());
        key[12..16].copy_from_slice(&self.world.to_le_bytes());
        key[16..24].copy_from_slice(&entity.number().to_le_bytes());
        key[24..28].copy_from_slice(&purpose.to_le_bytes());
        key[28..].copy_from_slice(&year.to_le_bytes());
        Stream {
            generator: ChaCha8Rng::from_seed(key),
        }
    }
}

/// A sequence of random numbers. Each draw takes one number, whatever its distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Position", into = "Position")]
pub struct Stream {
    generator: ChaCha8Rng,
}

/// Where a stream stands: its key, and how many words of 32 bits were taken.
#[derive(Serialize, Deserialize)]
struct Position {
    key: [u8; 32],
    words: u64,
}

impl From<Stream> for Position {
    fn from(stream: Stream) -> Self {
        Self {
            key: stream.generator.get_seed(),
            // Nobody draws 2⁶³ numbers.
            words: u64::try_from(stream.generator.get_word_pos()).unwrap_or(u64::MAX),
        }
    }
}

impl From<Position> for Stream {
    fn from(position: Position) -> Self {
        let mut generator = ChaCha8Rng::from_seed(position.key);
        generator.set_word_pos(u128::from(position.words));
        Self { generator }
    }
}

impl Stream {
    /// A number strictly between 0 and 1, each of 2⁵³ with the same probability.
    pub fn uniform(&mut self) -> f64 {
        // The middle of one of 2⁵³ equal parts: never 0 and never 1, so every quantile exists.
        const PARTS: f64 = (1_u64 << 53) as f64;
        // 53 bits are exact in a double.
        ((self.generator.next_u64() >> 11) as f64 + 0.5) / PARTS
    }

    /// A draw from a distribution.
    pub fn draw(&mut self, distribution: &Distribution) -> f64 {
        distribution.quantile(self.uniform())
    }

    /// A standard normal draw.
    pub fn normal(&mut self) -> f64 {
        let uniform = self.uniform();
        // `uniform` lies strictly between 0 and 1, where the quantile exists.
        crate::statistics::normal_quantile(uniform).unwrap_or(0.0)
    }

    /// Whether something of this probability happens; what happens stays if it grows.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A whole number below another, each with the same probability but for less than one in 2²¹;
    /// 0 if there is none below it.
    pub fn below(&mut self, count: u32) -> u32 {
        // The product is below `count`.
        (self.uniform() * f64::from(count)) as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::statistics::Moments;

    /// Draws of two exponential variables with means 1 and 0.9, and the variance of their
    /// difference. With the same numbers X − Y = 0.1 · (−ln U), of variance 0.1² = 0.01; with
    /// independent ones the variances add up: 1² + 0.9² = 1.81.
    fn variance_of_difference(other: u32) -> f64 {
        let (one, less) = (
            Distribution::exponential(1.0).unwrap(),
            Distribution::exponential(0.9).unwrap(),
        );
        let differences: Vec<f64> = (0..40_000)
            .map(|number| {
                let streams = Streams::new(1);
                let entity = Entity::numbered(number);
                let first = streams.stream(0, entity, 0).draw(&one);
                first - streams.stream(other, entity, 0).draw(&less)
            })
            .collect();
        Moments::of(&differences).unwrap().variance()
    }

    #[test]
    fn the_same_luck_makes_differences_precise() {
        // The variance of a sample variance of exponentials is (9 − 1) σ⁴ ÷ n: 5 % of 1.81 is more
        // than three standard errors of 40,000 draws.
        let (common, independent) = (variance_of_difference(0), variance_of_difference(1));
        assert!((common / 0.01 - 1.0).abs() < 0.05, "{common}");
        assert!((independent / 1.81 - 1.0).abs() < 0.05, "{independent}");
    }

    #[test]
    fn draws_are_even_and_strictly_inside() {
        let mut cells = [0_u32; 100];
        for number in 0..1_000_u64 {
            let mut stream = Streams::new(9).stream(3, Entity::numbered(number), 2026);
            for _ in 0..100 {
                let value = stream.uniform();
                assert!(value > 0.0 && value < 1.0);
                cells[(value * 100.0) as usize] += 1;
            }
        }
        // χ² with 99 degrees of freedom is below 148.2 with probability 0.999 (R: qchisq).
        let chi_squared: f64 = cells
            .iter()
            .map(|&count| (f64::from(count) - 1_000.0).powi(2) / 1_000.0)
            .sum();
        assert!(chi_squared < 148.2, "{chi_squared}");
    }

    #[test]
    fn first_numbers_of_neighbours_are_unrelated() {
        // A weak generator fails here: seeds that differ in one bit.
        let first = |streams: Streams, entity: u64, year: i32| {
            let mut stream = streams.stream(1, Entity::numbered(entity), year);
            stream.normal()
        };
        let base = Streams::new(1);
        for changed in [Streams::new(2), base.replication(1), base.world(1)] {
            let products: Vec<f64> = (0..5_000)
                .map(|entity| first(base, entity, 0) * first(changed, entity, 0))
                .collect();
            let mean = Moments::of(&products).unwrap().mean();
            // The standard error of a mean of products of independent normals is 1 ÷ √n.
            assert!(mean.abs() < 4.0 / f64::sqrt(5_000.0), "{mean}");
        }
        let years: Vec<f64> = (0..5_000)
            .map(|entity| first(base, entity, 0) * first(base, entity, 1))
            .collect();
        let mean = Moments::of(&years).unwrap().mean();
        assert!(mean.abs() < 4.0 / f64::sqrt(5_000.0), "{mean}");
    }

    proptest! {
        #[test]
        fn nobody_changes_when_somebody_is_added(
            mut names in proptest::collection::btree_set("[A-Z][0-9]{1,4}", 2..20),
            seed: u64, replication: u32, purpose in 0..9_u32, year in 2000..2100,
        ) {
            let streams = Streams::new(seed).replication(replication);
            let draw = |name: &String| {
                let mut stream = streams.stream(purpose, Entity::named(name), year);
                (stream.uniform(), stream.uniform())
            };
            let before: Vec<_> = names.iter().map(draw).collect();
            let kept: Vec<String> = names.iter().cloned().collect();
            names.insert("NEW".to_owned());
            let after: Vec<_> = names.iter().filter(|name| *name != "NEW").map(draw).collect();
            prop_assert_eq!(&before, &after);
            // In any order of asking.
            let mut backwards: Vec<_> = kept.iter().rev().map(draw).collect();
            backwards.reverse();
            prop_assert_eq!(before, backwards);
        }

        #[test]
        fn what_happens_stays_when_it_grows_likelier(seed: u64, low in 0.0..1.0_f64, more in 0.0..1.0_f64) {
            let mut stream = Streams::new(seed).stream(0, Entity::WHOLE, 0);
            let mut same = stream.clone();
            prop_assert!(!stream.happens(low) || same.happens((low + more).min(1.0)));
        }

        #[test]
        fn whole_numbers_stay_below(seed: u64, count in 1..1_000_u32) {
            let mut stream = Streams::new(seed).stream(0, Entity::WHOLE, 0);
            prop_assert!(stream.below(count) < count);
            prop_assert_eq!(stream.below(0), 0);
        }
    }
}
