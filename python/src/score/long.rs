//! Whole populations as a long data frame: one row per person and competency.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use mahir::gap::{
    GapError, LongInput, LongRows, Repeated, RowBits, WideColumn, WideIntegers, widen_watched,
};
use mahir::words::table::Table as CoreTable;
use mahir::words::watch::Watch;
use pyo3::prelude::*;

use super::asked::{self, Asked};
use super::frame::{self, Frame, Pieces};
use super::levels::{self, Levels};
use super::people::Directory;
use super::{Task, places};
use crate::failure::Failure;
use crate::table::Table;
use crate::watch::watched;

/// Scores a population whose levels come as rows: `people` has a row for each person with the
/// columns `person`, `post` and `unit`; `assessments` has a row for each level with the columns
/// `person`, `competency` and `level`; `required` is as for `score`. Returns the same two tables
/// as `score`: each person's scores in the order of the rows of `people`, and the heat map.
///
/// People's ids are texts, categories or whole numbers, competencies are texts or categories, the
/// names of the columns of `required`. Rows may come in any order. A level that is missing, or a
/// person without a row in a competency, is left open, as in `score`.
///
/// A person may have one level in a competency. Of several the highest counts with
/// `repeated="highest"`; with `repeated="latest"` the one of the latest `when`, a column of dates
/// or whole numbers, the highest where several share it. Ids of people are never told in errors,
/// which name rows.
#[pyfunction]
#[pyo3(signature = (
    people, assessments, required, post = "post", unit = "unit", *, person = "person",
    competency = "competency", level = "level", repeated = "refuse", when = None, sums = false,
    progress = None
))]
#[allow(clippy::too_many_arguments)] // They are keywords for the caller.
pub(crate) fn score_long(
    py: Python<'_>,
    people: &Bound<'_, PyAny>,
    assessments: &Bound<'_, PyAny>,
    required: &Bound<'_, PyAny>,
    post: &str,
    unit: &str,
    person: &str,
    competency: &str,
    level: &str,
    repeated: &str,
    when: Option<&str>,
    sums: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Table, Table)> {
    let repeated = rule(repeated, when).map_err(|failure| failure.raise(py))?;
    let required = frame::read_all(required)?;
    let names = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    let people = frame::read(people, &names(&[person, post, unit]))?;
    let when = when.filter(|_| repeated == Repeated::Latest);
    let mut needed = names(&[person, competency, level]);
    needed.extend(when.map(str::to_owned));
    let assessments = frame::read(assessments, &needed)?;
    let rows = Assessments {
        frame: &assessments,
        person,
        competency,
        level,
        when,
        repeated,
    };
    let (scores, heat) = watched(py, progress, |watch| {
        let asked = Asked::wide(&required, post, asked::competencies(&required, post))?;
        let task = Task {
            people: &people,
            asked: &asked,
            post,
            unit,
            sums,
        };
        rows.score(&task, watch)
    })?
    .map_err(|failure: Failure| failure.raise(py))?;
    Ok((
        Table::from_batch("scores", scores),
        Table::from_core(py, &heat)?,
    ))
}

fn rule(repeated: &str, when: Option<&str>) -> Result<Repeated, Failure> {
    let refused = |problem: String, expected: &str| {
        Err(Failure::new("gap_long", problem)
            .with("repeated", repeated)
            .explained(expected))
    };
    match (repeated, when) {
        ("refuse", _) => Ok(Repeated::Refuse),
        ("highest", _) => Ok(Repeated::Highest),
        ("latest", Some(_)) => Ok(Repeated::Latest),
        ("latest", None) => refused(
            "repeated is 'latest', but no column says when".to_owned(),
            "when, the name of a column of dates or whole numbers",
        ),
        _ => refused(
            format!("repeated is '{}'", mahir::words::fault::shown(repeated)),
            "'refuse', 'highest' or 'latest'",
        ),
    }
}

/// The frame of levels, and what its columns are called.
struct Assessments<'a> {
    frame: &'a Frame,
    person: &'a str,
    competency: &'a str,
    level: &'a str,
    when: Option<&'a str>,
    repeated: Repeated,
}

impl Assessments<'_> {
    fn score(
        &self,
        task: &Task<'_>,
        watch: &dyn Watch,
    ) -> Result<(RecordBatch, CoreTable), Failure> {
        let ids = task.people.column(self.person)?;
        let directory = Directory::of(&ids)?;
        let people = directory.rows(&self.frame.column(self.person)?)?;
        let names = Directory::of_names(&task.asked.competencies);
        let competencies = names.rows(&self.frame.column(self.competency)?)?;
        let column = self.frame.column(self.level)?;
        let levels = Pieced::of(&column)?;
        let when = self.when.map(|when| self.frame.column(when)).transpose()?;
        let dates = when.as_ref().map(dates).transpose()?;
        let levels_of_rows = levels.columns();
        let rows: Vec<LongRows<'_>> = (0..column.pieces.len())
            .map(|piece| LongRows {
                people: &people[piece],
                competencies: &competencies[piece],
                levels: levels_of_rows[piece],
                rated: levels.rated(piece),
                when: dates.as_ref().map(|dates| dates[piece].0),
                dated: dates
                    .as_ref()
                    .and_then(|dates| bits(dates[piece].1.as_ref())),
            })
            .collect();
        let levels = widen_watched(
            &LongInput {
                rows: &rows,
                // There are fewer, as the directory found out.
                people: ids.rows() as u32,
                competencies: u32::try_from(task.asked.competencies.len()).unwrap_or(u32::MAX),
                repeated: self.repeated,
            },
            watch,
        )
        .map_err(|error| self.told(&error))?;
        task.run(&levels.columns(), watch)
    }

    /// A failure of the core in the words of the frame.
    fn told(&self, error: &GapError) -> Failure {
        let GapError::Long { faults } = error else {
            return Failure::new(error.code(), error.to_string());
        };
        let name = |column: &str| match column {
            "person" => self.person,
            "competency" => self.competency,
            "level" => self.level,
            _ => self.when.unwrap_or("when"),
        };
        let lines: Vec<String> = faults
            .iter()
            .map(|fault| {
                let mut line = fault.told_of(name(fault.column));
                if fault.column == "competency" {
                    line += &self.unknown_competencies(&fault.rows);
                }
                line
            })
            .collect();
        let (Some(first), [line, others @ ..]) = (faults.first(), lines.as_slice()) else {
            return Failure::new(error.code(), error.to_string());
        };
        let failure = if others.is_empty() {
            Failure::new("gap_long", line.as_str()).explained(first.expected)
        } else {
            let each = lines.iter().zip(faults);
            let told = each.map(|(line, fault)| format!("\n  {line}; expected {}", fault.expected));
            let count = faults.len();
            let problem = format!(
                "{count} faults in the assessments{}",
                told.collect::<String>()
            );
            Failure::new("gap_long", problem)
        };
        let row = first
            .rows
            .first()
            .and_then(|&row| usize::try_from(row).ok());
        failure
            .with("column", name(first.column))
            .with("row", row.unwrap_or_default())
            .with("count", usize::try_from(first.count).unwrap_or(usize::MAX))
            .with("faults", lines)
    }

    /// The ids of competencies in some rows, which are no secret.
    fn unknown_competencies(&self, rows: &[u64]) -> String {
        let Ok(column) = self.frame.column(self.competency) else {
            return String::new();
        };
        let mut ids: Vec<String> = rows
            .iter()
            .filter_map(|&row| column.shown(usize::try_from(row).ok()?))
            .map(|id| format!("'{}'", mahir::words::fault::shown(&id)))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(3);
        format!(", such as {}", ids.join(", "))
    }
}

/// Which rows have a value, in the core's form.
fn bits(nulls: Option<&NullBuffer>) -> Option<RowBits<'_>> {
    nulls.map(|nulls| RowBits {
        bytes: nulls.validity(),
        offset: nulls.offset(),
    })
}

/// A column of levels in pieces: read where they lie, or copied where their type has to change.
enum Pieced {
    Lying(Vec<ArrayRef>, DataType),
    Copied(Levels, Vec<usize>),
}

impl Pieced {
    fn of(column: &Pieces<'_>) -> Result<Self, Failure> {
        let mut pieces = column.pieces.iter();
        if column.labels.is_none()
            && pieces.all(|piece| levels::lying(piece, &column.kind).is_some())
        {
            return Ok(Self::Lying(column.pieces.clone(), column.kind.clone()));
        }
        let lengths = column.pieces.iter().map(|piece| piece.len()).collect();
        Ok(Self::Copied(Levels::copied(column)?, lengths))
    }

    fn columns(&self) -> Vec<WideColumn<'_>> {
        match self {
            Self::Lying(pieces, kind) => pieces
                .iter()
                .filter_map(|piece| levels::lying(piece, kind))
                .collect(),
            Self::Copied(levels, lengths) => {
                let mut start = 0;
                let pieces = lengths.iter().map(|length| {
                    let rows = start..start + length;
                    start = rows.end;
                    match levels.as_column() {
                        WideColumn::WholeOrOpen(levels) => WideColumn::WholeOrOpen(&levels[rows]),
                        WideColumn::Steps(levels) => WideColumn::Steps(&levels[rows]),
                        // Copied levels are of these two kinds.
                        other => other,
                    }
                });
                pieces.collect()
            }
        }
    }

    fn rated(&self, piece: usize) -> Option<RowBits<'_>> {
        match self {
            Self::Lying(pieces, _) => bits(pieces.get(piece)?.nulls()),
            // What is missing is marked in the levels themselves.
            Self::Copied(..) => None,
        }
    }
}

/// Dates or whole numbers, piece by piece, and which rows have one.
type Dates<'a> = Vec<(WideIntegers<'a>, Option<NullBuffer>)>;

fn dates<'a>(column: &'a Pieces<'_>) -> Result<Dates<'a>, Failure> {
    fn values<T: ArrowPrimitiveType>(array: &ArrayRef) -> &[T::Native] {
        array.as_primitive::<T>().values()
    }
    let pieces = column.pieces.iter();
    pieces
        .map(|piece| {
            let numbers: Option<WideIntegers<'_>> = match piece.data_type() {
                DataType::Date32 => Some(values::<Date32Type>(piece).into()),
                DataType::Date64 => Some(values::<Date64Type>(piece).into()),
                DataType::Timestamp(unit, _) => Some(match unit {
                    TimeUnit::Second => values::<TimestampSecondType>(piece).into(),
                    TimeUnit::Millisecond => values::<TimestampMillisecondType>(piece).into(),
                    TimeUnit::Microsecond => values::<TimestampMicrosecondType>(piece).into(),
                    TimeUnit::Nanosecond => values::<TimestampNanosecondType>(piece).into(),
                }),
                _ if column.labels.is_some() => None,
                _ => places::integers(piece),
            };
            let numbers = numbers.ok_or_else(|| {
                let (name, kind) = (column.name, &column.kind);
                Failure::new(
                    "arrow_type",
                    format!("column '{name}' has the Arrow type {kind}"),
                )
                .with("column", name)
                .with("type", kind.to_string())
                .explained("dates, timestamps or whole numbers")
            })?;
            Ok((numbers, piece.nulls().cloned()))
        })
        .collect()
}
