//! Whether a wide frame fits together: its shapes first, its values stripe by stripe.

use std::ops::Range;

use super::lanes::Standards;
use super::{WideColumn, WideInput};
use crate::gap::GapError;
use crate::words::measure::Level;

/// Competencies that are scored at most, so that sums of steps fit in 32 bits.
const COMPETENCIES_AT_MOST: usize = 4_096;
/// Cells of the heat map, and levels that are required, at most.
const CELLS_AT_MOST: usize = 100_000_000;

fn fault(
    column: impl Into<String>,
    row: usize,
    problem: String,
    expected: &'static str,
) -> GapError {
    GapError::Wide {
        column: column.into(),
        row,
        problem,
        expected,
    }
}

/// Whether columns are of one length and sizes can be kept.
pub(super) fn shapes(input: &WideInput<'_>) -> Result<(), GapError> {
    let (people, competencies) = (input.posts.len(), input.held.len());
    if competencies > COMPETENCIES_AT_MOST {
        let problem = format!("{competencies} competencies");
        return Err(fault("held", 0, problem, "at most 4,096 competencies"));
    }
    let units = input.unit_count as usize;
    let cells = units.checked_mul(competencies);
    if cells.is_none_or(|cells| cells > CELLS_AT_MOST) {
        return Err(GapError::TooManyCells {
            units,
            competencies,
        });
    }
    let levels = input.required.len();
    if levels > CELLS_AT_MOST || levels.checked_rem(competencies).unwrap_or(levels) != 0 {
        let expected = "one level for each post and competency, at most 100,000,000";
        return Err(fault("required", 0, format!("{levels} levels"), expected));
    }
    if input.units.len() != people {
        let problem = format!("{} units for {people} people", input.units.len());
        return Err(fault("unit", 0, problem, "one unit for each person"));
    }
    for (number, column) in input.held.iter().enumerate() {
        if column.len() != people {
            let problem = format!("{} levels for {people} people", column.len());
            let expected = "one level for each person";
            return Err(fault(format!("held[{number}]"), 0, problem, expected));
        }
    }
    Ok(())
}

/// Whether every value of some people is one that can be scored. No early end, so that the
/// compiler can look at many values at once.
pub(super) fn stripe(input: &WideInput<'_>, standards: &Standards, people: &Range<usize>) -> bool {
    let highest = |column: &[u32]| column[people.clone()].iter().copied().max().unwrap_or(0);
    let levels = |column: &WideColumn<'_>| match column {
        WideColumn::Whole(levels) => !levels[people.clone()]
            .iter()
            .fold(false, |bad, &level| bad | (level > Level::HIGHEST_WHOLE)),
        WideColumn::Steps(_) => true,
        // False for NaN, so it is refused as well.
        WideColumn::Singles(levels) => levels[people.clone()]
            .iter()
            .fold(true, |good, level| good & (0.0..=218.0).contains(level)),
        WideColumn::Numbers(levels) => levels[people.clone()]
            .iter()
            .fold(true, |good, level| good & (0.0..=218.0).contains(level)),
    };
    standards.has(highest(input.posts) as usize)
        && highest(input.units) < input.unit_count
        && input.held.iter().all(levels)
}

/// The first value that cannot be scored: of the posts, the units, then column by column.
pub(super) fn first_fault(input: &WideInput<'_>, standards: &Standards) -> GapError {
    let posts = input.posts.iter();
    if let Some((row, post)) = posts
        .enumerate()
        .find(|(_, post)| !standards.has(**post as usize))
    {
        let expected = "a line of the required levels";
        return fault("post", row, format!("unknown post {post}"), expected);
    }
    let units = input.units.iter();
    if let Some((row, unit)) = units
        .enumerate()
        .find(|(_, unit)| **unit >= input.unit_count)
    {
        let expected = "a number below the count of units";
        return fault("unit", row, format!("unknown unit {unit}"), expected);
    }
    let no_level = |level: f64| !(0.0..=218.0).contains(&level);
    for (number, column) in input.held.iter().enumerate() {
        let found = match column {
            WideColumn::Whole(levels) => levels
                .iter()
                .position(|&level| level > Level::HIGHEST_WHOLE)
                .map(|row| (row, f64::from(levels[row]))),
            WideColumn::Steps(_) => None,
            WideColumn::Singles(levels) => levels
                .iter()
                .position(|&level| no_level(f64::from(level)))
                .map(|row| (row, f64::from(levels[row]))),
            WideColumn::Numbers(levels) => levels
                .iter()
                .position(|&level| no_level(level))
                .map(|row| (row, levels[row])),
        };
        if let Some((row, level)) = found {
            let column = format!("held[{number}]");
            return fault(
                column,
                row,
                format!("level {level}"),
                "a level from 0 to 218",
            );
        }
    }
    fault(
        "held",
        0,
        "a value that cannot be scored".to_owned(),
        "levels from 0 to 218",
    )
}
