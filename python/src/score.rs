//! Whole populations as a wide data frame: one column of levels per competency.

use arrow_array::cast::AsArray;
use arrow_array::types::UInt8Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use mahir::gap::{WideColumn, WideInput, score_wide};
use mahir::regulation::{Band, Regulation};
use mahir::words::id::{Ids, Index, PostIndex, UnitIndex};
use mahir::words::measure::Level;
use mahir::words::table::{Cell, Column, Table as CoreTable, Values};
use pyo3::prelude::*;

use crate::arrow_in;
use crate::capsule::{self, Batches};
use crate::failure::Failure;
use crate::table::Table;

/// The pieces of a column by its name.
fn pieces<'a>(frame: &'a Batches, name: &str) -> Result<(usize, Vec<&'a ArrayRef>), Failure> {
    let position = frame.schema.index_of(name).map_err(|_| {
        let known: Vec<&str> = frame
            .schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .collect();
        Failure::new(
            "unknown_column",
            format!("the frame has no column '{name}'"),
        )
        .with("column", name)
        .explained(format!("a column among {}", known.join(", ")))
    })?;
    Ok((
        position,
        frame
            .batches
            .iter()
            .map(|batch| batch.column(position))
            .collect(),
    ))
}

/// A column as the core's, copied.
fn column(frame: &Batches, name: &str) -> Result<CoreTable, Failure> {
    let (position, _) = pieces(frame, name)?;
    let schema = frame
        .schema
        .project(&[position])
        .map_err(|e| Failure::new("arrow", e.to_string()))?;
    let batches = frame
        .batches
        .iter()
        .map(|batch| batch.project(&[position]))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Failure::new("arrow", error.to_string()))?;
    arrow_in::table(name, &schema, &batches)
}

fn bad(name: &str, row: usize, problem: &str, expected: &str) -> Failure {
    Failure::new("gap_wide", format!("column {name}, row {row}: {problem}"))
        .with("column", name)
        .with("row", row)
        .explained(expected)
}

/// Ids of a column as numbers; new ones are taken in unless they must be known.
fn numbered<I: Index>(
    frame: &Batches,
    name: &str,
    ids: &mut Ids<I>,
    must_be_known: bool,
) -> Result<Vec<u32>, Failure> {
    let table = column(frame, name)?;
    let Some(cells) = table.column(name) else {
        return Ok(Vec::new());
    };
    if let (Values::Category { codes, labels }, None) = (cells.values(), cells.missing()) {
        // Each label is looked up once.
        let known: Vec<Option<u32>> = labels
            .iter()
            .map(|id| {
                if must_be_known {
                    ids.find(id)
                } else {
                    ids.intern(id).ok()
                }
            })
            .map(|index| index.and_then(|index| u32::try_from(index.position()).ok()))
            .collect();
        return codes
            .iter()
            .enumerate()
            .map(|(row, &code)| {
                known
                    .get(code as usize)
                    .copied()
                    .flatten()
                    .ok_or_else(|| bad(name, row, "unknown id", "an id of the requirements"))
            })
            .collect();
    }
    let mut numbers = Vec::with_capacity(cells.len());
    // Frames are sorted by id more often than not, so the last one is looked at first.
    let mut last: Option<(String, u32)> = None;
    for row in 0..cells.len() {
        let cell = cells.cell(row);
        if let (Cell::Text(text), Some((id, number))) = (cell, &last)
            && id == text
        {
            numbers.push(*number);
            continue;
        }
        let id = match cell {
            Cell::Missing => return Err(bad(name, row, "no value", "an id on every row")),
            cell => cell.to_string(),
        };
        let found = if must_be_known {
            ids.find(&id)
        } else {
            ids.intern(&id).ok()
        };
        let Some(number) = found.and_then(|index| u32::try_from(index.position()).ok()) else {
            let problem = format!("unknown id '{}'", mahir::words::fault::shown(&id));
            return Err(bad(name, row, &problem, "an id of the requirements"));
        };
        numbers.push(number);
        last = Some((id, number));
    }
    Ok(numbers)
}

/// The posts in the order of their rows, so that a post's number is the row of its levels,
/// whatever the order of a dictionary's labels.
fn posts_in_order(required: &Batches, name: &str) -> Result<Ids<PostIndex>, Failure> {
    let table = column(required, name)?;
    let mut posts = Ids::new();
    for row in 0..table.rows() {
        let id = table.cell(row, name).to_string();
        posts
            .insert(&id)
            .map_err(|error| bad(name, row, &error.to_string(), "one row for each post"))?;
    }
    Ok(posts)
}

/// Levels as they lie in the frame, or copied.
enum Levels {
    Borrowed(ArrayRef),
    Whole(Vec<u8>),
    Numbers(Vec<f64>),
}

impl Levels {
    fn of(frame: &Batches, name: &str) -> Result<Self, Failure> {
        let (position, pieces) = pieces(frame, name)?;
        let missing = pieces.iter().any(|piece| piece.null_count() > 0);
        if !missing && frame.schema.field(position).data_type() == &DataType::UInt8 {
            if let [piece] = pieces[..] {
                return Ok(Self::Borrowed(piece.clone()));
            }
            let all = pieces
                .iter()
                .flat_map(|piece| piece.as_primitive::<UInt8Type>().values().iter().copied());
            return Ok(Self::Whole(all.collect()));
        }
        let table = column(frame, name)?;
        let Some(cells) = table.column(name) else {
            return Ok(Self::Numbers(Vec::new()));
        };
        (0..cells.len())
            .map(|row| match cells.cell(row) {
                Cell::Integer(level) => Ok(level as f64),
                Cell::Number(level) => Ok(level),
                _ => Err(bad(
                    name,
                    row,
                    "no level",
                    "a level from 0 to 218 on every row",
                )),
            })
            .collect::<Result<Vec<f64>, Failure>>()
            .map(Self::Numbers)
    }

    fn as_column(&self) -> WideColumn<'_> {
        match self {
            Self::Borrowed(array) => WideColumn::Whole(array.as_primitive::<UInt8Type>().values()),
            Self::Whole(levels) => WideColumn::Whole(levels),
            Self::Numbers(levels) => WideColumn::Numbers(levels),
        }
    }
}

/// Scores a population: `people` has a row for each person with the columns `post`, `unit` and one
/// column of held levels per competency; `required` has a row for each post with the column `post`
/// and the required levels, in columns of the same names. Returns two tables: each person's
/// job-person match and band in the order of the rows, and the heat map of units and competencies.
/// Levels that are whole numbers of eight bits are read where they lie.
#[pyfunction]
#[pyo3(signature = (people, required, post = "post", unit = "unit"))]
pub(crate) fn score(
    py: Python<'_>,
    people: &Bound<'_, PyAny>,
    required: &Bound<'_, PyAny>,
    post: &str,
    unit: &str,
) -> PyResult<(Table, Table)> {
    let (people, required) = (capsule::read(people)?, capsule::read(required)?);
    let (scores, heat) = py
        .detach(|| tables(&people, &required, post, unit))
        .map_err(|failure| failure.raise(py))?;
    Ok((Table::from_core(py, &scores)?, Table::from_core(py, &heat)?))
}

fn tables(
    people: &Batches,
    required: &Batches,
    post: &str,
    unit: &str,
) -> Result<(CoreTable, CoreTable), Failure> {
    let posts = posts_in_order(required, post)?;
    let names: Vec<String> = required
        .schema
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .filter(|name| name != post)
        .collect();
    let asked: Vec<Levels> = names
        .iter()
        .map(|name| Levels::of(required, name))
        .collect::<Result<_, _>>()?;
    let mut levels = Vec::with_capacity(posts.len() * names.len());
    for row in 0..posts.len() {
        for (column, name) in asked.iter().zip(&names) {
            let level = match column.as_column() {
                WideColumn::Whole(levels) => levels.get(row).copied().map(Level::whole),
                WideColumn::Steps(levels) => levels.get(row).copied().map(Level::from_steps),
                WideColumn::Numbers(levels) => levels.get(row).copied().and_then(Level::from_f64),
            };
            levels.push(level.ok_or_else(|| {
                bad(
                    name,
                    row,
                    "no level",
                    "one row for each post, with levels from 0 to 218",
                )
            })?);
        }
    }
    let mut units = Ids::<UnitIndex>::new();
    let mut posts = posts;
    let post_of = numbered(people, post, &mut posts, true)?;
    let unit_of = numbered(people, unit, &mut units, false)?;
    let held: Vec<Levels> = names
        .iter()
        .map(|name| Levels::of(people, name))
        .collect::<Result<_, _>>()?;
    let columns: Vec<WideColumn<'_>> = held.iter().map(Levels::as_column).collect();
    let scores = score_wide(&WideInput {
        held: &columns,
        posts: &post_of,
        units: &unit_of,
        // Units are numbered by 32 bits.
        unit_count: units.len() as u32,
        required: &levels,
        bands: Regulation::indonesia().mapping_bands(),
    })
    .map_err(|error| Failure::new(error.code(), error.to_string()))?;
    let percent = scores
        .achieved
        .iter()
        .zip(&scores.required)
        .map(|(&achieved, &required)| {
            (required > 0).then(|| f64::from(achieved) * 100.0 / f64::from(required))
        });
    let bands = scores.bands.iter().map(|band| {
        band.and_then(|band| Band::ALL.iter().position(|&other| other == band))
            .unwrap_or(usize::MAX)
    });
    let result = CoreTable::new(
        "scores",
        vec![
            Column::optional_numbers("match_percent", percent),
            Column::categories("band", Band::ALL.iter().map(|band| band.id()), bands),
        ],
    );
    let cells: Vec<_> = scores
        .heat
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.people > 0)
        .collect();
    let count = names.len().max(1);
    let heat = CoreTable::new(
        "heat",
        vec![
            Column::categories(
                "unit",
                units.names(),
                cells.iter().map(|(at, _)| at / count),
            ),
            Column::categories(
                "competency",
                names.iter().map(String::as_str),
                cells.iter().map(|(at, _)| at % count),
            ),
            Column::integers(
                "people",
                cells.iter().map(|(_, cell)| i64::from(cell.people)),
            ),
            Column::integers("short", cells.iter().map(|(_, cell)| i64::from(cell.short))),
            Column::optional_numbers("mean_gap", cells.iter().map(|(_, cell)| cell.mean_gap())),
        ],
    );
    Ok((result, heat))
}
