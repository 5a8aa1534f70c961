//! What posts require, as padded rows.

use super::lane::Lane;
use super::{WideBands, WideInput};

/// What posts require, each as rows of lanes, and where their bands start.
pub(super) struct Standards<T, const LANES: usize> {
    /// Rows of lanes for each post.
    pub(super) width: usize,
    rows: Vec<[T; LANES]>,
    posts: Vec<Standard>,
    /// Whether every post asks for every competency.
    pub(super) all_asked: bool,
}

/// The sums of a post, in lanes' units.
#[derive(Clone, Copy, Default)]
pub(super) struct Standard {
    /// Σ required.
    pub(super) required: u32,
    /// The sums from which the middle and the highest band start.
    starts: [u32; 2],
}

impl<T: Lane, const LANES: usize> Standards<T, LANES> {
    /// `None` if a required level cannot be told exactly in these lanes.
    pub(super) fn new(input: &WideInput<'_>) -> Option<Self> {
        let competencies = input.held.len();
        let width = competencies.div_ceil(LANES);
        let count = input.required.len().checked_div(competencies).unwrap_or(0);
        let mut rows = vec![[T::default(); LANES]; count * width];
        let mut posts = Vec::with_capacity(count);
        let starts = [input.bands.middle_from(), input.bands.highest_from()];
        for post in 0..count {
            let row = rows[post * width..][..width].as_flattened_mut();
            let levels = &input.required[post * competencies..][..competencies];
            let mut required = 0_u32;
            for (cell, &level) in row.iter_mut().zip(levels) {
                *cell = T::of(level)?;
                // At most 4,096 competencies of at most 65,535.
                required = required.wrapping_add(cell.wide());
            }
            // The least sum that reaches a share of the standard: rounded up.
            let starts = starts.map(|percent| {
                let least =
                    (u64::from(percent.hundredths()) * u64::from(required)).div_ceil(10_000);
                u32::try_from(least).unwrap_or(u32::MAX)
            });
            posts.push(Standard { required, starts });
        }
        Some(Self {
            width,
            rows,
            posts,
            all_asked: input.required.iter().all(|level| level.steps() > 0),
        })
    }

    /// How many posts there are; where there is no competency to look up, every post will do.
    pub(super) fn count(&self) -> u32 {
        if self.width == 0 {
            return u32::MAX;
        }
        // Posts were counted by numbers of 32 bits: at most 100 million levels are required.
        self.posts.len() as u32
    }

    #[inline(always)]
    pub(super) fn of(&self, post: u32) -> &[[T; LANES]] {
        &self.rows[post as usize * self.width..][..self.width]
    }

    /// The only row of a post, where there is one row for each.
    #[inline(always)]
    pub(super) fn one(&self, post: u32) -> &[T; LANES] {
        &self.rows[post as usize]
    }

    #[inline(always)]
    pub(super) fn sums(&self, post: u32) -> Standard {
        self.posts.get(post as usize).copied().unwrap_or_default()
    }

    /// The rank of the band of a sum, where no level of the post is left open.
    #[inline(always)]
    pub(super) fn rank(standard: Standard, achieved: u32) -> u8 {
        // Without branches: nobody can guess a person's band. The middle one never starts above
        // the highest, so the sum is at most 2.
        let [middle, highest] = standard.starts;
        let rank = u8::from(achieved >= middle) + u8::from(achieved >= highest);
        rank | (WideBands::NONE * u8::from(standard.required == 0))
    }
}
