//! Whether a wide frame fits together: its shapes first; and what a value is that does not fit.

use super::columns::NOWHERE;
use super::{WideColumn, WideInput, WidePlaces};
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
    let (people, competencies) = (input.posts.codes.len(), input.held.len());
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
    if input.units.codes.len() != people {
        let problem = format!("{} units for {people} people", input.units.codes.len());
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

/// The first value that cannot be scored: of the posts, the units, then column by column.
#[cold]
pub(super) fn first_fault(input: &WideInput<'_>, posts: u32) -> GapError {
    let expected = "a line of the required levels";
    if let Some(fault) = first_beyond("post", &input.posts, posts, expected) {
        return fault;
    }
    let expected = "a number below the count of units";
    if let Some(fault) = first_beyond("unit", &input.units, input.unit_count, expected) {
        return fault;
    }
    for (number, column) in input.held.iter().enumerate() {
        if let Some((row, level)) = first_no_level(column) {
            let column = format!("held[{number}]");
            let expected = "a level from 0 to 218";
            return fault(column, row, format!("level {level}"), expected);
        }
    }
    let problem = "a value that cannot be scored".to_owned();
    fault("held", 0, problem, "levels from 0 to 218")
}

/// The first place whose number is not below the count.
fn first_beyond(
    column: &str,
    places: &WidePlaces<'_>,
    count: u32,
    expected: &'static str,
) -> Option<GapError> {
    (0..places.codes.len()).find_map(|row| {
        let mut number = [NOWHERE];
        places.read(row..row + 1, &mut number);
        let is_beyond = number[0] >= count;
        is_beyond.then(|| {
            let problem = format!("unknown {column} {}", places.codes.shown(row));
            fault(column, row, problem, expected)
        })
    })
}

fn first_no_level(column: &WideColumn<'_>) -> Option<(usize, String)> {
    let highest = f64::from(Level::HIGHEST_WHOLE);
    let is_no_level = |level: f64| !(0.0..=highest).contains(&level) && !level.is_nan();
    let shown = |(row, level): (usize, f64)| (row, level.to_string());
    match column {
        WideColumn::Whole(levels) => (0..levels.len()).find_map(|row| {
            let level = levels.shown(row);
            let is_level = level
                .parse::<u8>()
                .is_ok_and(|level| level <= Level::HIGHEST_WHOLE);
            (!is_level).then_some((row, level))
        }),
        WideColumn::WholeOrOpen(levels) => levels
            .iter()
            .position(|&level| level > Level::HIGHEST_WHOLE && level != u8::MAX)
            .map(|row| (row, levels[row].to_string())),
        WideColumn::Steps(_) => None,
        WideColumn::Singles(levels) => levels
            .iter()
            .map(|&level| f64::from(level))
            .enumerate()
            .find(|&(_, level)| is_no_level(level))
            .map(shown),
        WideColumn::Numbers(levels) => levels
            .iter()
            .copied()
            .enumerate()
            .find(|&(_, level)| is_no_level(level))
            .map(shown),
    }
}
