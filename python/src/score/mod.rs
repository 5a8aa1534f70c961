//! Whole populations as a wide data frame: one column of levels per competency.

mod frame;
mod levels;
mod places;

use std::sync::Arc;

use arrow_array::types::UInt8Type;
use arrow_array::{
    ArrayRef, DictionaryArray, Float32Array, Float64Array, RecordBatch, StringArray, UInt8Array,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field, Schema};
use mahir::gap::{WideBands, WideColumn, WideInput, WideScores, score_wide_watched};
use mahir::regulation::Regulation;
use mahir::words::measure::Level;
use mahir::words::table::{Column, Table as CoreTable};
use mahir::words::watch::Watch;
use pyo3::prelude::*;

use crate::failure::Failure;
use crate::table::Table;
use crate::watch::watched;
use frame::Frame;
use levels::Levels;
use places::Known;

fn bad(name: &str, row: usize, problem: &str, expected: &str) -> Failure {
    Failure::new("gap_wide", format!("column {name}, row {row}: {problem}"))
        .with("column", name)
        .with("row", row)
        .explained(expected)
}

/// Scores a population: `people` has a row for each person with the columns `post`, `unit` and one
/// column of held levels per competency; `required` has a row for each post with the column `post`
/// and the required levels, in columns of the same names. Returns two tables: each person's
/// job-person match, gap in levels and band in the order of the rows, and the heat map of units and
/// competencies. The bands are those of the regulation's preset `indonesia`, decided in whole
/// numbers.
///
/// Both frames are anything with Arrow data. Posts and units are texts, categories or whole
/// numbers, on every row. A held level that is missing is left open: it counts neither as held nor
/// as required, and the heat map counts it as unrated. A required level that is missing or 0 asks
/// nothing. Levels in one piece are read where they lie, whole ones fastest. With `sums=True` each
/// person's exact sums in levels are told too.
#[pyfunction]
#[pyo3(signature = (people, required, post = "post", unit = "unit", *, sums = false, progress = None))]
pub(crate) fn score(
    py: Python<'_>,
    people: &Bound<'_, PyAny>,
    required: &Bound<'_, PyAny>,
    post: &str,
    unit: &str,
    sums: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Table, Table)> {
    let required = frame::read_all(required)?;
    let competencies: Vec<String> = required
        .names()
        .into_iter()
        .filter(|name| name != post)
        .collect();
    let needed: Vec<String> = [post.to_owned(), unit.to_owned()]
        .into_iter()
        .chain(competencies.iter().cloned())
        .collect();
    let people = frame::read(people, &needed)?;
    let task = Task {
        people: &people,
        required: &required,
        competencies: &competencies,
        post,
        unit,
        sums,
    };
    let (scores, heat) =
        watched(py, progress, |watch| task.run(watch))?.map_err(|failure| failure.raise(py))?;
    Ok((
        Table::from_batch("scores", scores),
        Table::from_core(py, &heat)?,
    ))
}

/// What is scored against what.
struct Task<'a> {
    people: &'a Frame,
    required: &'a Frame,
    competencies: &'a [String],
    post: &'a str,
    unit: &'a str,
    sums: bool,
}

impl Task<'_> {
    fn run(&self, watch: &dyn Watch) -> Result<(RecordBatch, CoreTable), Failure> {
        let posts = places::posts(&self.required.column(self.post)?)?;
        let required = self.required_levels(posts.count())?;
        let post_column = self.people.column(self.post)?;
        let unit_column = self.people.column(self.unit)?;
        // Looking millions of texts up takes about as long as the scoring, so the two columns are
        // looked up at once.
        let (of_posts, of_units) = std::thread::scope(|scope| {
            let units = scope.spawn(|| places::of_units(&unit_column));
            let posts = places::of_posts(&post_column, &posts);
            (posts, units.join())
        });
        let of_posts = of_posts?;
        let (of_units, units) =
            of_units.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let held: Vec<Levels> = self
            .competencies
            .iter()
            .map(|name| Levels::of(&self.people.column(name)?))
            .collect::<Result<_, _>>()?;
        let columns: Vec<WideColumn<'_>> = held.iter().map(Levels::as_column).collect();
        let scores = score_wide_watched(
            &WideInput {
                held: &columns,
                posts: of_posts.as_places(),
                units: of_units.as_places(),
                // Units are numbered by 32 bits.
                unit_count: units.count() as u32,
                required: &required,
                bands: Regulation::indonesia().mapping_bands(),
                sums: self.sums,
            },
            watch,
        )
        .map_err(|error| self.told(&error))?;
        let heat = self.heat(&scores, &units);
        let batch = people_batch(scores).map_err(|e| Failure::new("arrow", e.to_string()))?;
        Ok((batch, heat))
    }

    fn required_levels(&self, posts: usize) -> Result<Vec<Level>, Failure> {
        let asked: Vec<Levels> = self
            .competencies
            .iter()
            .map(|name| Levels::copied(&self.required.column(name)?))
            .collect::<Result<_, _>>()?;
        let mut levels = Vec::with_capacity(posts * asked.len());
        for row in 0..posts {
            let of_post = asked.iter().map(|column| column.level(row));
            // A level that is missing asks nothing.
            levels.extend(of_post.map(|level| level.unwrap_or(Level::NONE)));
        }
        Ok(levels)
    }

    /// A failure of the core in the words of the frame.
    fn told(&self, error: &mahir::gap::GapError) -> Failure {
        let mahir::gap::GapError::Wide {
            column,
            row,
            problem,
            expected,
        } = error
        else {
            return Failure::new(error.code(), error.to_string());
        };
        if column == "post" {
            return self.unknown_post(*row);
        }
        let number = column
            .strip_prefix("held[")
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(|number| number.parse::<usize>().ok());
        let name = number
            .and_then(|number| self.competencies.get(number))
            .map_or(column.as_str(), String::as_str);
        bad(name, *row, problem, expected)
    }

    fn unknown_post(&self, row: usize) -> Failure {
        let id = self
            .people
            .column(self.post)
            .ok()
            .and_then(|column| column.shown(row))
            .unwrap_or_default();
        places::unknown(self.post, row, &id)
    }

    fn heat(&self, scores: &WideScores, units: &Known) -> CoreTable {
        let cells: Vec<_> = scores
            .heat
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.people > 0)
            .collect();
        let count = self.competencies.len().max(1);
        let of_cells = || cells.iter().map(|(at, _)| at / count);
        let unit = match units {
            Known::Texts(ids) => Column::categories(self.unit, ids.names(), of_cells()),
            Known::Integers(ids, _) => Column::integers(
                self.unit,
                of_cells().filter_map(|unit| ids.get(unit).copied()),
            ),
            // Positions are below 65,536.
            Known::Positions(_) => Column::integers(self.unit, of_cells().map(|unit| unit as i64)),
        };
        let unrated = cells.iter().map(|(_, cell)| i64::from(cell.unrated));
        CoreTable::new(
            "heat",
            vec![
                unit,
                Column::categories(
                    "competency",
                    self.competencies.iter().map(String::as_str),
                    cells.iter().map(|(at, _)| at % count),
                ),
                Column::integers(
                    "people",
                    cells.iter().map(|(_, cell)| i64::from(cell.people)),
                ),
                Column::integers("short", cells.iter().map(|(_, cell)| i64::from(cell.short))),
                Column::integers("unrated", unrated),
                Column::optional_numbers("mean_gap", cells.iter().map(|(_, cell)| cell.mean_gap())),
            ],
        )
    }
}

/// What is told of each person, as Arrow columns of the memory in which it was found.
fn people_batch(scores: WideScores) -> Result<RecordBatch, ArrowError> {
    let bands = scores.bands.usage().bands();
    let ranks = scores.bands.into_ranks();
    let nulls = ranks.contains(&WideBands::NONE).then(|| {
        let known = |row: usize| ranks[row] != WideBands::NONE;
        NullBuffer::new(BooleanBuffer::collect_bool(ranks.len(), known))
    });
    let labels = StringArray::from_iter_values(bands.iter().map(|band| band.id()));
    let ranks = UInt8Array::try_new(ScalarBuffer::from(ranks), nulls.clone())?;
    let bands = DictionaryArray::<UInt8Type>::try_new(ranks, Arc::new(labels))?;
    let percent = Float32Array::try_new(ScalarBuffer::from(scores.match_percent), nulls)?;
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("match_percent", Arc::new(percent)),
        ("gap", Arc::new(Float32Array::from(scores.gap))),
        ("band", Arc::new(bands)),
    ];
    if let Some(sums) = scores.sums {
        let levels = |steps: Vec<u32>| -> ArrayRef {
            let levels = steps
                .into_iter()
                .map(|steps| f64::from(steps) / f64::from(Level::STEPS));
            Arc::new(Float64Array::from_iter_values(levels))
        };
        columns.push(("achieved", levels(sums.achieved)));
        columns.push(("achieved_uncapped", levels(sums.achieved_uncapped)));
        columns.push(("required", levels(sums.required)));
    }
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(schema), arrays)
}
