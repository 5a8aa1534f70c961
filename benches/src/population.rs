//! A made-up population as a wide frame in memory: levels of people in competencies, column by
//! column. The same sizes and seed give the same numbers.

use mahir::gap::{WideColumn, WideInput};
use mahir::regulation::Regulation;
use mahir::words::measure::Level;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// How large a population is.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// People.
    pub people: usize,
    /// Competencies.
    pub competencies: usize,
    /// Posts.
    pub posts: u32,
    /// Units.
    pub units: u32,
}

/// A population, with the columns that the scoring borrows.
pub struct Population {
    sizes: Sizes,
    levels: Vec<Vec<u8>>,
    posts: Vec<u32>,
    units: Vec<u32>,
    required: Vec<Level>,
}

impl Population {
    /// Levels 0 to 5, requirements 1 to 5, posts and units, all uniform: the worst case for
    /// caches.
    pub fn new(sizes: Sizes, seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        // The slight bias towards small numbers does not matter here.
        let mut below = |bound: u32| random.next_u32() % bound.max(1);
        let level = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
        let cells = sizes.posts as usize * sizes.competencies;
        Self {
            required: (0..cells)
                .map(|_| Level::whole(level(1 + below(5))))
                .collect(),
            posts: (0..sizes.people).map(|_| below(sizes.posts)).collect(),
            units: (0..sizes.people).map(|_| below(sizes.units)).collect(),
            levels: (0..sizes.competencies)
                .map(|_| (0..sizes.people).map(|_| level(below(6))).collect())
                .collect(),
            sizes,
        }
    }

    /// The columns of levels.
    pub fn columns(&self) -> Vec<WideColumn<'_>> {
        self.levels
            .iter()
            .map(|column| WideColumn::Whole(column[..].into()))
            .collect()
    }

    /// The population as the scoring takes it.
    pub fn input<'a>(&'a self, held: &'a [WideColumn<'a>]) -> WideInput<'a> {
        WideInput {
            held,
            posts: self.posts[..].into(),
            units: self.units[..].into(),
            unit_count: self.sizes.units,
            required: &self.required,
            bands: Regulation::indonesia().mapping_bands(),
            sums: false,
        }
    }
}
