//! Whole populations as a wide frame: one column of levels per competency, one row per person.

mod bands;
mod check;
mod columns;
mod heat;
mod kernel;
mod lane;
mod long;
mod rows;
mod standards;

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::{GapError, HeatCell, Score};
use crate::need::{blocks_of, cut, map};
use crate::regulation::JpmBands;
use crate::words::measure::Level;
use crate::words::watch::{Progress, Watch};

pub use bands::WideBands;
pub use columns::{WideColumn, WideIntegers, WidePlaces};
use heat::Heat;
use kernel::Desk;
pub use long::{
    LongFault, LongInput, LongLevels, LongPlaces, LongRows, Repeated, RowBits, widen, widen_watched,
};
use rows::{Gather, Rows};
use standards::Standards;

/// People in a task.
const TASK: usize = 16_384;
/// Tasks after which the caller is told how far the work is: a few milliseconds.
const TASKS_AT_ONCE: usize = 32;
/// People whose rows are gathered from the columns at a time: they stay in the first cache.
const BLOCK: usize = 512;

/// A population to be scored.
///
/// It borrows its columns, so that a frame of another program is scored where it lies. A level
/// that is left open counts neither as held nor as required.
#[derive(Clone, Copy, Debug)]
pub struct WideInput<'a> {
    /// One column per competency, at most 4,096, each with one level per person.
    pub held: &'a [WideColumn<'a>],
    /// The post of each person: a line of `required`.
    pub posts: WidePlaces<'a>,
    /// The unit of each person, below `unit_count`.
    pub units: WidePlaces<'a>,
    /// How many units there are.
    pub unit_count: u32,
    /// The required levels: for each post in turn one level per competency; zero asks nothing.
    pub required: &'a [Level],
    /// The bands to decide.
    pub bands: JpmBands,
    /// Whether each person's sums are kept as well: twelve more bytes for each.
    pub sums: bool,
}

/// Scores of a population: one entry for each person, in the order of the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct WideScores {
    /// The job–person match in percent, Σ min(held, required) ÷ Σ required × 100, to seven digits.
    /// Zero if nothing is required, where there is no band either.
    pub match_percent: Vec<f32>,
    /// Σ gap in levels, where a gap is what is required above what is held.
    pub gap: Vec<f32>,
    /// The band of each person, decided in whole numbers; none if nothing is required.
    pub bands: WideBands,
    /// The exact sums, if they were asked for.
    pub sums: Option<WideSums>,
    /// Units × competencies, unit by unit. A level that is left open counts as unrated; every need
    /// weighs one.
    pub heat: Vec<HeatCell>,
}

/// The exact sums of a population, in steps of 1/300 level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideSums {
    /// Σ min(held, required) of each person.
    pub achieved: Vec<u32>,
    /// Σ held of each person over what is required, surpluses included.
    pub achieved_uncapped: Vec<u32>,
    /// Σ required of each person, over levels that are not left open.
    pub required: Vec<u32>,
}

impl WideSums {
    /// The sums of a person; `None` if there is no such row.
    pub fn score(&self, person: usize) -> Option<Score> {
        Some(Score {
            achieved: u64::from(*self.achieved.get(person)?),
            achieved_uncapped: u64::from(*self.achieved_uncapped.get(person)?),
            required: u64::from(*self.required.get(person)?),
        })
    }
}

/// Scores a population: the job–person match of everybody, its band decided in whole numbers, the
/// gap, and the heat map of units × competencies.
///
/// Takes time linear in people × competencies and, above the input and the result, memory for a
/// heat map per thread. Tasks are spread over threads, and whole-number sums make the result the
/// same for any number of them. Where all levels are whole, more of them are handled at once.
///
/// ```
/// use mahir::gap::{WideColumn, WideInput, score_wide};
/// use mahir::regulation::{Band, Regulation};
/// use mahir::words::measure::Level;
///
/// // One person in a post that asks for level 3 in nine competencies, who holds 21 of 27 levels.
/// let columns = [3_u8, 3, 3, 2, 2, 2, 2, 2, 2].map(|level| [level]);
/// let held: Vec<WideColumn> = columns.iter().map(|c| WideColumn::Whole(c[..].into())).collect();
/// let scores = score_wide(&WideInput {
///     held: &held,
///     posts: [0_u32][..].into(),
///     units: [0_u32][..].into(),
///     unit_count: 1,
///     required: &[Level::whole(3); 9],
///     bands: Regulation::indonesia().mapping_bands(),
///     sums: false,
/// })
/// .unwrap();
/// // 77.78 is below 78, however one rounds.
/// assert_eq!(scores.bands.get(0), Some(Band::LessOptimal));
/// assert_eq!(scores.gap, [6.0]);
/// assert_eq!(scores.heat[3].mean_gap(), Some(1.0));
/// ```
///
/// # Errors
/// [`GapError::Wide`] names the first column and row that does not fit;
/// [`GapError::TooManyCells`] if the heat map would be too large.
pub fn score_wide(input: &WideInput<'_>) -> Result<WideScores, GapError> {
    score_wide_watched(input, &())
}

/// The same, watched: every few milliseconds the watch is told how many people are scored.
///
/// # Errors
/// Those of [`score_wide`], and [`GapError::Stopped`] when the watch stops the work: scores of some
/// of the people are no result.
pub fn score_wide_watched(
    input: &WideInput<'_>,
    watch: &dyn Watch,
) -> Result<WideScores, GapError> {
    check::shapes(input)?;
    let is_narrow = input.held.len() <= 16;
    // Numbers with a point are tried as whole levels, for most are: a first block with another one
    // ends that.
    if input.held.iter().all(WideColumn::may_be_whole) {
        let done = if is_narrow {
            Standards::<u8, 16>::new(input).map(|standards| run(input, &standards, watch))
        } else {
            Standards::<u8, 32>::new(input).map(|standards| run(input, &standards, watch))
        };
        let is_sure = input.held.iter().all(WideColumn::is_whole);
        match done {
            Some(Err(End::Unsound { .. })) if !is_sure => {}
            Some(result) => return result.map_err(|end| end.told(input)),
            None => {}
        }
    }
    let done = if is_narrow {
        Standards::<u16, 16>::new(input).map(|standards| run(input, &standards, watch))
    } else {
        Standards::<u16, 32>::new(input).map(|standards| run(input, &standards, watch))
    };
    // Steps are exact for every level.
    done.unwrap_or(Err(End::Stopped))
        .map_err(|end| end.told(input))
}

/// Why there are no scores.
enum End {
    /// A value cannot be scored in these lanes; there are so many posts.
    Unsound { posts: u32 },
    /// The watch stopped the work.
    Stopped,
}

impl End {
    fn told(self, input: &WideInput<'_>) -> GapError {
        match self {
            Self::Unsound { posts } => check::first_fault(input, posts),
            Self::Stopped => GapError::Stopped,
        }
    }
}

/// A task's places in the result.
struct Places<'a> {
    match_percent: &'a mut [f32],
    gap: &'a mut [f32],
    bands: &'a mut [u8],
    sums: Option<SumPlaces<'a>>,
}

struct SumPlaces<'a> {
    achieved: &'a mut [u32],
    achieved_uncapped: &'a mut [u32],
    required: &'a mut [u32],
}

fn run<T: Gather, const LANES: usize>(
    input: &WideInput<'_>,
    standards: &Standards<T, LANES>,
    watch: &dyn Watch,
) -> Result<WideScores, End> {
    let (people, competencies) = (input.posts.codes.len(), input.held.len());
    let units = input.unit_count as usize;
    let mut match_percent = vec![0.0; people];
    let mut gap = vec![0.0; people];
    let mut bands = WideBands::new(input.bands.usage(), people);
    let mut sums = input.sums.then(|| WideSums {
        achieved: vec![0; people],
        achieved_uncapped: vec![0; people],
        required: vec![0; people],
    });
    let heat = Mutex::new(vec![HeatCell::default(); units * competencies]);
    let desks: Mutex<Vec<Desk<'_, T, LANES>>> = Mutex::new(Vec::new());
    let is_plain = !input.sums
        && standards.all_asked
        && input
            .held
            .iter()
            .all(|column| matches!(column, WideColumn::Whole(_)));
    let tasks = blocks_of(people, TASK);
    let each = || tasks.iter().map(Range::len);
    let mut sum_places: Vec<Option<SumPlaces<'_>>> = match &mut sums {
        Some(sums) => cut(&mut sums.achieved, each())
            .into_iter()
            .zip(cut(&mut sums.achieved_uncapped, each()))
            .zip(cut(&mut sums.required, each()))
            .map(|((achieved, achieved_uncapped), required)| {
                Some(SumPlaces {
                    achieved,
                    achieved_uncapped,
                    required,
                })
            })
            .collect(),
        None => tasks.iter().map(|_| None).collect(),
    };
    let mut jobs = tasks
        .iter()
        .zip(cut(&mut match_percent, each()))
        .zip(cut(&mut gap, each()))
        .zip(cut(&mut bands.ranks, each()))
        .zip(sum_places.drain(..))
        .map(|((((people, match_percent), gap), bands), sums)| {
            let places = Places {
                match_percent,
                gap,
                bands,
                sums,
            };
            (people.clone(), places)
        });
    let work = |(people, places): (Range<usize>, Places<'_>)| {
        // Taking and giving back is all that is done under the lock.
        let free = desks.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut desk = free.unwrap_or_else(|| Desk {
            heat: Heat::new(units, competencies, is_plain, &heat),
            rows: Rows::new(standards.width),
        });
        let sound = kernel::score(input, standards, people, &mut desk, places);
        desks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(desk);
        sound
    };
    let mut done = 0;
    loop {
        let now: Vec<_> = jobs.by_ref().take(TASKS_AT_ONCE).collect();
        let Some((last, _)) = now.last() else { break };
        done = last.end;
        if map(now, work).contains(&false) {
            return Err(End::Unsound {
                posts: standards.count(),
            });
        }
        let progress = Progress::counted("score", done as u64, people as u64);
        if watch.see(&progress).is_break() && done < people {
            return Err(End::Stopped);
        }
    }
    debug_assert_eq!(done, people);
    drop(jobs);
    for desk in desks.into_inner().unwrap_or_else(PoisonError::into_inner) {
        desk.heat.finish();
    }
    Ok(WideScores {
        match_percent,
        gap,
        bands,
        sums,
        heat: heat.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

#[cfg(test)]
mod tests;
