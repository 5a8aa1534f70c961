//! Whole populations as a long frame: one row per person and competency, brought into the columns
//! that the wide scoring takes.

mod band;
mod block;
mod fault;
mod levels;
mod places;

use super::rows::Gather;
use super::{WideColumn, WideIntegers};
use crate::gap::GapError;
use crate::need::map;
use crate::words::watch::{Progress, Watch};

use band::{Chunk, Latest, Store};
use block::{Block, Task};
use fault::Found;
pub use fault::LongFault;
pub use levels::LongLevels;
pub use places::{LongPlaces, RowBits};

/// Blocks that are read before they are put where they belong: what they hold together, 2 MB, stays
/// close to the processor.
const BLOCKS_AT_ONCE: usize = 64;
/// Competencies and levels at most, as in the wide scoring and so that sizes are bounded before
/// memory is taken.
const COMPETENCIES_AT_MOST: u32 = 4_096;
const LEVELS_AT_MOST: u64 = 4_000_000_000;

/// What to do where a person has several levels in one competency. Rows without a level never
/// count, and the order of rows never matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeated {
    /// A second level is a fault, even if it is the same.
    #[default]
    Refuse,
    /// The highest level counts.
    Highest,
    /// The level with the latest date or largest number in [`LongRows::when`] counts; the highest
    /// of those that share it.
    Latest,
}

/// Rows of a long frame that lie together, each with one person's level in one competency.
///
/// They borrow their columns, so that a frame of another program is read where it lies.
#[derive(Clone, Copy)]
pub struct LongRows<'a> {
    /// The person of each row, below [`LongInput::people`].
    pub people: &'a dyn LongPlaces,
    /// The competency of each row, below [`LongInput::competencies`].
    pub competencies: &'a dyn LongPlaces,
    /// The level of each row.
    pub levels: WideColumn<'a>,
    /// Which rows have a level, besides what the column itself leaves open; all if `None`.
    pub rated: Option<RowBits<'a>>,
    /// A date or a sequence number for each row, compared as whole numbers; needed for
    /// [`Repeated::Latest`] and not looked at otherwise.
    pub when: Option<WideIntegers<'a>>,
    /// Which rows have a date or a number; all if `None`.
    pub dated: Option<RowBits<'a>>,
}

/// Counts only: the numbers of people may be made from their ids.
impl std::fmt::Debug for LongRows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LongRows({} rows)", self.levels.len())
    }
}

/// A population's levels as a long frame.
#[derive(Clone, Copy, Debug)]
pub struct LongInput<'a> {
    /// The rows, in one piece or more; they are counted through from 0.
    pub rows: &'a [LongRows<'a>],
    /// How many people there are.
    pub people: u32,
    /// How many competencies there are, at most 4,096.
    pub competencies: u32,
    /// What to do where a person has several levels in one competency.
    pub repeated: Repeated,
}

/// Brings a long frame into wide columns: one column of levels per competency, one level per
/// person, in the order of their numbers. What has no row is left open.
///
/// Takes time linear in rows and, above the input and the result, two megabytes per call, and with
/// [`Repeated::Latest`] two to eight bytes more for each person and competency. The columns take
/// one byte for each person and competency if all levels are whole, else two. Rows may come in any
/// order; in the order of people or of competencies they are put where they belong fastest. Neither
/// their order nor the number of threads shows in the result.
///
/// ```
/// use mahir::gap::{
///     LongInput, LongRows, Repeated, WideColumn, WideInput, WidePlaces, score_wide, widen,
/// };
/// use mahir::regulation::{Band, Regulation};
/// use mahir::words::measure::Level;
///
/// // Person 1 holds levels 2 and 4, person 0 level 3 in the first competency only.
/// let people = WidePlaces::from(&[1_u32, 0, 1][..]);
/// let competencies = WidePlaces::from(&[0_u8, 0, 1][..]);
/// let levels = [2_u8, 3, 4];
/// let levels = widen(&LongInput {
///     rows: &[LongRows {
///         people: &people,
///         competencies: &competencies,
///         levels: WideColumn::Whole(levels[..].into()),
///         rated: None,
///         when: None,
///         dated: None,
///     }],
///     people: 2,
///     competencies: 2,
///     repeated: Repeated::Refuse,
/// })
/// .unwrap();
/// let scores = score_wide(&WideInput {
///     held: &levels.columns(),
///     posts: [0_u32, 0][..].into(),
///     units: [0_u32, 0][..].into(),
///     unit_count: 1,
///     required: &[Level::whole(3), Level::whole(4)],
///     bands: Regulation::indonesia().mapping_bands(),
///     sums: false,
/// })
/// .unwrap();
/// // What is left open counts neither as held nor as required: 3 of 3, and 6 of 7.
/// assert_eq!(scores.bands.get(0), Some(Band::Optimal));
/// assert_eq!(scores.bands.get(1), Some(Band::FairlyOptimal));
/// assert_eq!(scores.heat[1].unrated, 1);
/// ```
///
/// # Errors
/// [`GapError::Long`] with every fault at once: people and competencies that do not exist, levels
/// that are none, several levels where that is refused, missing dates; each with how many rows and
/// the first of them. [`GapError::Wide`] if columns are not of one length or sizes cannot be kept.
pub fn widen(input: &LongInput<'_>) -> Result<LongLevels, GapError> {
    widen_watched(input, &())
}

/// The same, watched: every few milliseconds the watch is told how many rows are read.
///
/// # Errors
/// Those of [`widen`], and [`GapError::Stopped`] when the watch stops the work: levels of some of
/// the rows are no result.
pub fn widen_watched(input: &LongInput<'_>, watch: &dyn Watch) -> Result<LongLevels, GapError> {
    fault::shapes(input)?;
    if input.rows.iter().all(|rows| rows.levels.is_whole()) {
        let levels = by_rule::<u8>(input, watch)?;
        return Ok(LongLevels::whole(levels, input));
    }
    let levels = by_rule::<u16>(input, watch)?;
    Ok(LongLevels::steps(levels, input))
}

fn by_rule<T: Gather>(input: &LongInput<'_>, watch: &dyn Watch) -> Result<Vec<T>, GapError> {
    let cells = input.people as usize * input.competencies as usize;
    match input.repeated {
        Repeated::Refuse => run::<T, _>(input, watch, band::Refuse, cells, 0),
        Repeated::Highest => run::<T, _>(input, watch, band::Highest, cells, 0),
        Repeated::Latest => {
            // No larger numbers than the spread of dates needs; zero is left for none.
            let (earliest, latest) = block::ends_of_dates(input);
            match latest.abs_diff(earliest) {
                0..0xffff => run::<T, _>(input, watch, Latest::<u16>::default(), cells, earliest),
                0xffff..0xffff_ffff => {
                    run::<T, _>(input, watch, Latest::<u32>::default(), cells, earliest)
                }
                _ => run::<T, _>(input, watch, Latest::<u64>::default(), cells, earliest),
            }
        }
    }
}

fn run<T: Gather, R: band::Rule>(
    input: &LongInput<'_>,
    watch: &dyn Watch,
    rule: R,
    cells: usize,
    earliest: i64,
) -> Result<Vec<T>, GapError> {
    let mut store = Store::<T, R>::new(cells, input.people as usize)?;
    let tasks = block::tasks(input);
    let total: u64 = tasks.iter().map(|task| task.rows.len() as u64).sum();
    let mut blocks: Vec<Block<T>> = Vec::new();
    blocks.resize_with(BLOCKS_AT_ONCE.min(tasks.len()), || Block::new(R::DATED));
    let (mut done, mut found) = (0_u64, Found::default());
    for some in tasks.chunks(BLOCKS_AT_ONCE) {
        let jobs: Vec<(&Task, &mut Block<T>)> = some.iter().zip(&mut blocks).collect();
        map(jobs, |(task, block)| block.read(input, task, earliest));
        let blocks = &mut blocks[..some.len()];
        for block in blocks.iter_mut() {
            found.append(&mut block.found);
        }
        let repeated = store.put(&rule, &Chunk::of(some, blocks));
        found.repeated.append_in_order(repeated);
        let rows = some.iter().map(|task| task.rows.len() as u64);
        done = done.saturating_add(rows.sum());
        let progress = Progress::counted("widen", done, total);
        if watch.see(&progress).is_break() && done < total {
            return Err(GapError::Stopped);
        }
    }
    found.or(store.levels)
}

#[cfg(test)]
mod tests;
