//! Whole populations as a wide frame: one column of levels per competency, one row per person.

mod check;
mod lanes;

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::{GapError, HeatCell, Score};
use crate::need::{blocks_of, cut, map};
use crate::regulation::{Band, JpmBands};
use crate::words::measure::Level;

use lanes::{Heat, Rows, Standards};

/// People in a task. Fewer than 65,536, so that counts of a task fit in 16 bits and sums of steps
/// in 32.
const STRIPE: usize = 32_768;
/// People whose rows are gathered from the columns at a time: they stay in the first cache.
const BLOCK: usize = 512;

/// The levels of all people in one competency.
#[derive(Clone, Copy, Debug)]
pub enum WideColumn<'a> {
    /// Whole levels, 0 to 218.
    Whole(&'a [u8]),
    /// Steps of 1/300 level; 65,535 is a level that is left open.
    Steps(&'a [u16]),
    /// Levels as numbers, rounded to the nearest step; every one must be within 0 to 218.
    Singles(&'a [f32]),
    /// Levels as numbers, rounded to the nearest step; every one must be within 0 to 218.
    Numbers(&'a [f64]),
}

impl WideColumn<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Whole(levels) => levels.len(),
            Self::Steps(levels) => levels.len(),
            Self::Singles(levels) => levels.len(),
            Self::Numbers(levels) => levels.len(),
        }
    }
}

/// A population to be scored.
///
/// It borrows its columns, so that a frame of another program is scored where it lies. A level
/// that is left open counts neither as held nor as required; only [`WideColumn::Steps`] has a mark
/// for it, so a column with missing values is given as steps.
#[derive(Clone, Copy, Debug)]
pub struct WideInput<'a> {
    /// One column per competency, at most 4,096, each with one level per person.
    pub held: &'a [WideColumn<'a>],
    /// The post of each person: a line of `required`.
    pub posts: &'a [u32],
    /// The unit of each person, below `unit_count`.
    pub units: &'a [u32],
    /// How many units there are.
    pub unit_count: u32,
    /// The required levels: for each post in turn one level per competency; zero asks nothing.
    pub required: &'a [Level],
    /// The bands to decide.
    pub bands: JpmBands,
}

/// Scores of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideScores {
    /// Σ min(held, required) of each person, in steps of 1/300 level.
    pub achieved: Vec<u32>,
    /// Σ held of each person over what is required, surpluses included, in steps.
    pub achieved_uncapped: Vec<u32>,
    /// Σ required of each person, in steps, over levels that are not left open.
    pub required: Vec<u32>,
    /// The band of each person; `None` if nothing is required.
    pub bands: Vec<Option<Band>>,
    /// Units × competencies, unit by unit. A level that is left open counts as unrated; every need
    /// weighs one.
    pub heat: Vec<HeatCell>,
}

impl WideScores {
    /// The sums of a person; `None` if there is no such row.
    pub fn score(&self, person: usize) -> Option<Score> {
        Some(Score {
            achieved: u64::from(*self.achieved.get(person)?),
            achieved_uncapped: u64::from(*self.achieved_uncapped.get(person)?),
            required: u64::from(*self.required.get(person)?),
        })
    }
}

/// Scores a population: the job–person match of everybody as exact sums, its band decided in
/// whole numbers, and the heat map of units × competencies.
///
/// Takes time linear in people × competencies and, above the input and the result, memory for a
/// heat map per thread. Stripes of people are spread over threads, and whole-number sums make the
/// result the same for any number of them.
///
/// ```
/// use mahir::gap::{WideColumn, WideInput, score_wide};
/// use mahir::regulation::{Band, Regulation};
/// use mahir::words::measure::Level;
///
/// // One person in a post that asks for level 3 in nine competencies, who holds 21 of 27 levels.
/// let columns = [3_u8, 3, 3, 2, 2, 2, 2, 2, 2].map(|level| [level]);
/// let held: Vec<WideColumn> = columns.iter().map(|column| WideColumn::Whole(column)).collect();
/// let scores = score_wide(&WideInput {
///     held: &held,
///     posts: &[0],
///     units: &[0],
///     unit_count: 1,
///     required: &[Level::whole(3); 9],
///     bands: Regulation::indonesia().mapping_bands(),
/// })
/// .unwrap();
/// // 77.78 is below 78, however one rounds.
/// assert_eq!(scores.bands, [Some(Band::LessOptimal)]);
/// ```
///
/// # Errors
/// [`GapError::Wide`] names the first column and row that does not fit;
/// [`GapError::TooManyCells`] if the heat map would be too large.
pub fn score_wide(input: &WideInput<'_>) -> Result<WideScores, GapError> {
    check::shapes(input)?;
    let people = input.posts.len();
    let standards = Standards::new(input);
    let mut achieved = vec![0_u32; people];
    let mut achieved_uncapped = vec![0_u32; people];
    let mut required = vec![0_u32; people];
    let mut bands = vec![None; people];
    let cells = input.unit_count as usize * input.held.len();
    let heat = Mutex::new(vec![HeatCell::default(); cells]);
    let stripes = blocks_of(people, STRIPE);
    let each = || stripes.iter().map(Range::len);
    let jobs = stripes
        .iter()
        .zip(cut(&mut achieved, each()))
        .zip(cut(&mut achieved_uncapped, each()))
        .zip(cut(&mut required, each()))
        .zip(cut(&mut bands, each()))
        .map(
            |((((people, achieved), achieved_uncapped), required), bands)| Stripe {
                people: people.clone(),
                achieved,
                achieved_uncapped,
                required,
                bands,
            },
        )
        .collect();
    let sound = map(jobs, |stripe: Stripe<'_>| {
        check::stripe(input, &standards, &stripe.people).then(|| {
            let sums = stripe.score(input, &standards);
            // Adding is all that is done under the lock, so nothing can be left half done.
            let mut heat = heat.lock().unwrap_or_else(PoisonError::into_inner);
            sums.add_to(&mut heat);
        })
    });
    if sound.contains(&None) {
        return Err(check::first_fault(input, &standards));
    }
    Ok(WideScores {
        achieved,
        achieved_uncapped,
        required,
        bands,
        heat: heat.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

/// A task: some people and their places in the result.
struct Stripe<'a> {
    people: Range<usize>,
    achieved: &'a mut [u32],
    achieved_uncapped: &'a mut [u32],
    required: &'a mut [u32],
    bands: &'a mut [Option<Band>],
}

impl Stripe<'_> {
    fn score<'i>(self, input: &WideInput<'i>, standards: &Standards) -> Heat<'i> {
        let mut heat = Heat::new(input, &self.people);
        let mut rows = Rows::new(standards);
        for block in blocks_of(self.people.len(), BLOCK) {
            let there = self.people.start + block.start..self.people.start + block.end;
            let open = rows.gather(input.held, there.clone());
            let places = input.posts[there.clone()].iter().zip(&input.units[there]);
            for (row, (person, (&post, &unit))) in block.zip(places).enumerate() {
                let (post, unit) = (post as usize, unit as usize);
                let sums = if open {
                    heat.add::<true>(rows.of(row), standards.of(post), unit)
                } else {
                    heat.add::<false>(rows.of(row), standards.of(post), unit)
                };
                let required = standards.required(post).wrapping_sub(sums.open);
                let achieved = required.wrapping_sub(sums.gap);
                self.achieved[person] = achieved;
                self.achieved_uncapped[person] = sums.held;
                self.required[person] = required;
                self.bands[person] = if sums.open == 0 {
                    standards.band(post, achieved)
                } else {
                    input.bands.band(u64::from(achieved), u64::from(required))
                };
            }
        }
        heat
    }
}

#[cfg(test)]
mod tests;
