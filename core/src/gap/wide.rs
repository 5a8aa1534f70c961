//! Whole populations as a wide frame: one column of levels per competency, one row per person.

use super::{GapError, HeatCell, Score};
use crate::need::{blocks_of, map};
use crate::regulation::{Band, JpmBands};
use crate::words::measure::Level;

/// People in a block: a block's sums stay in the first cache.
const BLOCK: usize = 4_096;
/// Competencies that are scored at most, so that sums of steps fit in 32 bits.
const COMPETENCIES_AT_MOST: usize = 4_096;

/// The levels of all people in one competency.
#[derive(Clone, Copy, Debug)]
pub enum WideColumn<'a> {
    /// Whole levels, 0 to 218.
    Whole(&'a [u8]),
    /// Steps of 1/300 level.
    Steps(&'a [u16]),
    /// Levels as numbers, rounded to the nearest step; every one must be within 0 to 218.
    Numbers(&'a [f64]),
}

impl WideColumn<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Whole(levels) => levels.len(),
            Self::Steps(levels) => levels.len(),
            Self::Numbers(levels) => levels.len(),
        }
    }
}

/// A population to be scored.
#[derive(Clone, Copy, Debug)]
pub struct WideInput<'a> {
    /// One column per competency, each with one level per person.
    pub held: &'a [WideColumn<'a>],
    /// The post of each person: a line of `required`.
    pub posts: &'a [u32],
    /// The unit of each person, below `units`.
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
    /// Σ required of each person, in steps.
    pub required: Vec<u32>,
    /// The band of each person; `None` if nothing is required.
    pub bands: Vec<Option<Band>>,
    /// Units × competencies, unit by unit. Everybody counts as rated, and weights as one.
    pub heat: Vec<HeatCell>,
}

impl WideScores {
    /// The sums of a person.
    pub fn score(&self, person: usize) -> Option<Score> {
        Some(Score {
            achieved: u64::from(*self.achieved.get(person)?),
            achieved_uncapped: u64::from(*self.achieved.get(person)?),
            required: u64::from(*self.required.get(person)?),
        })
    }
}

fn fault(column: &str, row: usize, problem: String, expected: &'static str) -> GapError {
    GapError::Wide {
        column: column.to_owned(),
        row,
        problem,
        expected,
    }
}

fn check(input: &WideInput<'_>) -> Result<(), GapError> {
    let (people, competencies) = (input.posts.len(), input.held.len());
    if competencies > COMPETENCIES_AT_MOST {
        let problem = format!("{competencies} competencies");
        return Err(fault("held", 0, problem, "at most 4,096 competencies"));
    }
    let cells = (input.unit_count as usize).checked_mul(competencies);
    if cells.is_none_or(|cells| cells > 100_000_000) {
        let units = input.unit_count as usize;
        return Err(GapError::TooManyCells {
            units,
            competencies,
        });
    }
    if input.units.len() != people {
        let problem = format!("{} units for {people} people", input.units.len());
        return Err(fault("unit", 0, problem, "one unit for each person"));
    }
    let posts = input.required.len().checked_div(competencies).unwrap_or(0);
    if posts * competencies != input.required.len() {
        let problem = format!("{} levels", input.required.len());
        return Err(fault(
            "required",
            0,
            problem,
            "one level for each post and competency",
        ));
    }
    // Posts do not matter where there is no competency to look up.
    let unknown = input.posts.iter().position(|&post| post as usize >= posts);
    if let Some(row) = unknown.filter(|_| competencies > 0) {
        let problem = format!("unknown post {}", input.posts[row]);
        return Err(fault("post", row, problem, "a line of the required levels"));
    }
    if let Some(row) = input
        .units
        .iter()
        .position(|&unit| unit >= input.unit_count)
    {
        let problem = format!("unknown unit {}", input.units[row]);
        return Err(fault(
            "unit",
            row,
            problem,
            "a number below the count of units",
        ));
    }
    for (number, column) in input.held.iter().enumerate() {
        let name = format!("held[{number}]");
        if column.len() != people {
            let problem = format!("{} levels for {people} people", column.len());
            return Err(fault(&name, 0, problem, "one level for each person"));
        }
        let bad = match column {
            WideColumn::Whole(levels) => levels
                .iter()
                .position(|&level| level > Level::HIGHEST_WHOLE),
            WideColumn::Steps(_) => None,
            // False for NaN, so it is refused as well.
            WideColumn::Numbers(levels) => levels
                .iter()
                .position(|level| !(0.0..=218.0).contains(level)),
        };
        if let Some(row) = bad {
            let problem = "no level".to_owned();
            return Err(fault(&name, row, problem, "a level from 0 to 218"));
        }
    }
    Ok(())
}

/// Scores a population: the job–person match of everybody as exact sums, its band decided in
/// whole numbers, and the heat map of units × competencies.
///
/// Takes time linear in people × competencies; blocks of people are spread over threads, and
/// whole-number sums make the result the same for any number of them.
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
    check(input)?;
    let (people, competencies) = (input.posts.len(), input.held.len());
    let posts = input.required.len().checked_div(competencies).unwrap_or(0);
    // By competency, then post, so that a column's look-ups stay in a small table.
    let mut asked = vec![0_u16; posts * competencies];
    for (cell, level) in input.required.iter().enumerate() {
        asked[(cell % competencies) * posts + cell / competencies] = level.steps();
    }
    let units = input.unit_count as usize;
    // A part for each thread's share of people: few parts, since each has its own heat map.
    let size = people.div_ceil(PARTS).max(BLOCK);
    let parts = map(blocks_of(people, size), |part| {
        let mut heat = vec![Cell::default(); units * competencies];
        let mut achieved = vec![0_u32; part.len()];
        let mut required = vec![0_u32; part.len()];
        for block in blocks_of(part.len(), BLOCK) {
            let rows = part.start + block.start..part.start + block.end;
            for (number, column) in input.held.iter().enumerate() {
                Work {
                    posts: &input.posts[rows.clone()],
                    units: &input.units[rows.clone()],
                    asked: &asked[number * posts..][..posts],
                    heat: &mut heat[number * units..][..units],
                    achieved: &mut achieved[block.clone()],
                    required: &mut required[block.clone()],
                }
                .column(column, rows.clone());
            }
        }
        (achieved, required, heat)
    });
    let mut scores = WideScores {
        achieved: Vec::with_capacity(people),
        required: Vec::with_capacity(people),
        bands: Vec::new(),
        heat: vec![HeatCell::default(); units * competencies],
    };
    for (achieved, required, heat) in parts {
        scores.achieved.extend(achieved);
        scores.required.extend(required);
        for (place, cell) in heat
            .into_iter()
            .enumerate()
            .filter(|(_, cell)| cell.people > 0)
        {
            let (competency, unit) = (place / units, place % units);
            let sum = &mut scores.heat[unit * competencies + competency];
            *sum = sum.and(HeatCell {
                people: cell.people,
                short: cell.short,
                unrated: 0,
                gap_steps: cell.gap_steps,
                weighted_gap: cell.gap_steps.saturating_mul(1_000),
            });
        }
    }
    let banded = map(blocks_of(people, 1 << 16), |block| {
        block
            .map(|person| {
                let (achieved, required) = (scores.achieved[person], scores.required[person]);
                input.bands.band(u64::from(achieved), u64::from(required))
            })
            .collect::<Vec<_>>()
    });
    scores.bands = banded.into_iter().flatten().collect();
    Ok(scores)
}

/// Parts into which a large population is cut. A fixed number, so that memory does not grow with
/// the threads; whole-number sums make the result the same anyway.
const PARTS: usize = 8;

#[derive(Clone, Copy, Default)]
struct Cell {
    people: u32,
    short: u32,
    gap_steps: u64,
}

struct Work<'a> {
    posts: &'a [u32],
    units: &'a [u32],
    asked: &'a [u16],
    heat: &'a mut [Cell],
    achieved: &'a mut [u32],
    required: &'a mut [u32],
}

impl Work<'_> {
    fn column(self, column: &WideColumn<'_>, rows: std::ops::Range<usize>) {
        match column {
            WideColumn::Whole(levels) => {
                self.add(
                    levels[rows]
                        .iter()
                        .map(|&level| u16::from(level) * Level::STEPS),
                );
            }
            WideColumn::Steps(levels) => self.add(levels[rows].iter().copied()),
            WideColumn::Numbers(levels) => {
                // In range by the check.
                let steps = f64::from(Level::STEPS);
                self.add(
                    levels[rows]
                        .iter()
                        .map(|&level| (level * steps).round() as u16),
                );
            }
        }
    }

    fn add(self, held: impl Iterator<Item = u16>) {
        let people = self.posts.iter().zip(self.units).zip(held);
        let sums = self.achieved.iter_mut().zip(self.required.iter_mut());
        for (((&post, &unit), held), (achieved, required)) in people.zip(sums) {
            let asked = self.asked[post as usize];
            let gap = asked.saturating_sub(held);
            // At most 4,096 competencies of 65,535 steps, which fits in 32 bits.
            *achieved += u32::from(asked - gap);
            *required += u32::from(asked);
            let cell = &mut self.heat[unit as usize];
            cell.people += u32::from(asked > 0);
            cell.short += u32::from(gap > 0);
            cell.gap_steps += u64::from(gap);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::Regulation;
    use proptest::prelude::*;

    fn bands() -> JpmBands {
        Regulation::indonesia().mapping_bands()
    }

    proptest! {
        #[test]
        fn sums_are_those_of_a_plain_loop(
            levels in proptest::collection::vec(proptest::collection::vec(0_u8..6, 3), 0..300),
            required in proptest::collection::vec(0_u8..6, 12),
        ) {
            let people = levels.len();
            let column = |c: usize| levels.iter().map(|row| row[c]).collect::<Vec<u8>>();
            let whole: Vec<Vec<u8>> = (0..3).map(column).collect();
            let numbers: Vec<f64> = whole[2].iter().map(|&level| f64::from(level)).collect();
            let steps: Vec<u16> = whole[1].iter().map(|&level| u16::from(level) * 300).collect();
            let held = [
                WideColumn::Whole(&whole[0]),
                WideColumn::Steps(&steps),
                WideColumn::Numbers(&numbers),
            ];
            let posts: Vec<u32> = (0..people).map(|p| (p % 4) as u32).collect();
            let units: Vec<u32> = (0..people).map(|p| (p % 5) as u32).collect();
            let required: Vec<Level> = required.into_iter().map(Level::whole).collect();
            let scores = score_wide(&WideInput {
                held: &held, posts: &posts, units: &units, unit_count: 5, required: &required,
                bands: bands(),
            }).unwrap();
            let mut gap_of_unit = [0_u64; 5];
            for (person, row) in levels.iter().enumerate() {
                let (mut achieved, mut asked) = (0, 0);
                for c in 0..3 {
                    let need = u32::from(required[person % 4 * 3 + c].steps());
                    let have = u32::from(row[c]) * 300;
                    achieved += need.min(have);
                    asked += need;
                    gap_of_unit[person % 5] += u64::from(need - need.min(have));
                }
                prop_assert_eq!((scores.achieved[person], scores.required[person]), (achieved, asked));
                let expected = if asked == 0 { None } else {
                    Some(if u128::from(achieved) * 100 >= u128::from(asked) * 90 { Band::Optimal }
                    else if u128::from(achieved) * 100 >= u128::from(asked) * 78 { Band::FairlyOptimal }
                    else { Band::LessOptimal })
                };
                prop_assert_eq!(scores.bands[person], expected);
            }
            for (unit, expected) in gap_of_unit.into_iter().enumerate() {
                let sum: u64 = (0..3).map(|c| scores.heat[unit * 3 + c].gap_steps).sum();
                prop_assert_eq!(sum, expected);
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let held = [WideColumn::Numbers(&[f64::NAN])];
        let input = WideInput {
            held: &held,
            posts: &[0],
            units: &[0],
            unit_count: 1,
            required: &[Level::whole(3)],
            bands: bands(),
        };
        assert!(matches!(
            score_wide(&input),
            Err(GapError::Wide { row: 0, .. })
        ));
        assert!(
            score_wide(&WideInput {
                posts: &[1],
                ..input
            })
            .is_err()
        );
        assert!(
            score_wide(&WideInput {
                units: &[1],
                ..input
            })
            .is_err()
        );
        assert!(
            score_wide(&WideInput {
                units: &[],
                ..input
            })
            .is_err()
        );
        assert!(
            score_wide(&WideInput {
                required: &[],
                held: &[WideColumn::Whole(&[1])],
                ..input
            })
            .is_err()
        );
        assert!(
            score_wide(&WideInput {
                held: &[WideColumn::Whole(&[219])],
                ..input
            })
            .is_err()
        );
        let nothing = WideInput {
            held: &[],
            posts: &[0],
            units: &[0],
            required: &[],
            ..input
        };
        assert_eq!(score_wide(&nothing).unwrap().bands, [None]);
    }
}
