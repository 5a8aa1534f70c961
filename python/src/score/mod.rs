//! Whole populations as a wide data frame: one column of levels per competency.

mod asked;
mod finder;
mod frame;
mod levels;
mod long;
mod people;
mod places;
mod results;

use arrow_array::RecordBatch;
use mahir::gap::{WideColumn, WideInput, score_wide_watched};
use mahir::regulation::Regulation;
use mahir::words::table::Table as CoreTable;
use mahir::words::watch::Watch;
use pyo3::prelude::*;

use crate::failure::Failure;
use crate::table::Table;
use crate::watch::watched;
use asked::Asked;
use frame::Frame;
use levels::Levels;
pub(crate) use long::score_long;

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
    let competencies = asked::competencies(&required, post);
    let mut needed = vec![post.to_owned(), unit.to_owned()];
    needed.extend(competencies.iter().cloned());
    let people = frame::read(people, &needed)?;
    let (scores, heat) = watched(py, progress, |watch| {
        let asked = Asked::wide(&required, post, competencies)?;
        let held: Vec<Levels> = asked
            .competencies
            .iter()
            .map(|name| Levels::of(&people.column(name)?))
            .collect::<Result<_, _>>()?;
        let columns: Vec<WideColumn<'_>> = held.iter().map(Levels::as_column).collect();
        let task = Task {
            people: &people,
            asked: &asked,
            post,
            unit,
            sums,
        };
        task.run(&columns, watch)
    })?
    .map_err(|failure: Failure| failure.raise(py))?;
    Ok((
        Table::from_batch("scores", scores),
        Table::from_core(py, &heat)?,
    ))
}

/// Who is scored against what.
struct Task<'a> {
    people: &'a Frame,
    asked: &'a Asked,
    post: &'a str,
    unit: &'a str,
    sums: bool,
}

impl Task<'_> {
    /// Scores people who hold the levels of these columns.
    fn run(
        &self,
        held: &[WideColumn<'_>],
        watch: &dyn Watch,
    ) -> Result<(RecordBatch, CoreTable), Failure> {
        let post_column = self.people.column(self.post)?;
        let unit_column = self.people.column(self.unit)?;
        // Looking millions of texts up takes about as long as the scoring, so the two columns are
        // looked up at once.
        let (of_posts, of_units) = std::thread::scope(|scope| {
            let units = scope.spawn(|| places::of_units(&unit_column));
            let posts = places::of_posts(&post_column, &self.asked.posts);
            (posts, units.join())
        });
        let of_posts = of_posts?;
        let (of_units, units) =
            of_units.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        let scores = score_wide_watched(
            &WideInput {
                held,
                posts: of_posts.as_places(),
                units: of_units.as_places(),
                // Units are numbered by 32 bits.
                unit_count: units.count() as u32,
                required: &self.asked.levels,
                bands: Regulation::indonesia().mapping_bands(),
                sums: self.sums,
            },
            watch,
        )
        .map_err(|error| self.told(&error))?;
        let heat = results::heat(&scores, self.unit, &units, &self.asked.competencies);
        let batch = results::people(scores).map_err(|e| Failure::new("arrow", e.to_string()))?;
        Ok((batch, heat))
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
            .and_then(|number| self.asked.competencies.get(number))
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
}
