//! Whole populations as a wide data frame: one column of levels per competency.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, UInt8Type, UInt16Type, UInt32Type,
};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, RecordBatch, StringArray, UInt32Array,
};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use mahir::gap::{WideColumn, WideInput, WideScores, score_wide};
use mahir::regulation::{Band, Regulation};
use mahir::words::id::{Ids, Index, PostIndex, UnitIndex};
use mahir::words::measure::Level;
use mahir::words::table::{Cell, Column, Table as CoreTable};
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
    let (_, of_name) = pieces(frame, name)?;
    let mut number = |id: &str| {
        let index = if must_be_known {
            ids.find(id)
        } else {
            ids.intern(id).ok()
        };
        index.and_then(|index| u32::try_from(index.position()).ok())
    };
    if let Some(found) = dictionaries(name, &of_name, &mut number) {
        return found;
    }
    let table = column(frame, name)?;
    let Some(cells) = table.column(name) else {
        return Ok(Vec::new());
    };
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
        let found = number(&id).ok_or_else(|| unknown(name, row, &id))?;
        numbers.push(found);
        last = Some((id, found));
    }
    Ok(numbers)
}

fn unknown(name: &str, row: usize, id: &str) -> Failure {
    let problem = format!("unknown id '{}'", mahir::words::fault::shown(id));
    bad(name, row, &problem, "an id of the requirements")
}

/// The numbers of ids that lie as dictionaries; `None` if some piece is no dictionary of texts.
/// Only labels that a row uses are looked up, each once per piece.
fn dictionaries(
    name: &str,
    pieces: &[&ArrayRef],
    number: &mut dyn FnMut(&str) -> Option<u32>,
) -> Option<Result<Vec<u32>, Failure>> {
    let mut numbers = Vec::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
    for piece in pieces {
        let DataType::Dictionary(keys, _) = piece.data_type() else {
            return None;
        };
        let taken = match **keys {
            DataType::Int8 => dictionary::<Int8Type>(name, piece, number, &mut numbers),
            DataType::Int16 => dictionary::<Int16Type>(name, piece, number, &mut numbers),
            DataType::Int32 => dictionary::<Int32Type>(name, piece, number, &mut numbers),
            DataType::UInt8 => dictionary::<UInt8Type>(name, piece, number, &mut numbers),
            DataType::UInt16 => dictionary::<UInt16Type>(name, piece, number, &mut numbers),
            DataType::UInt32 => dictionary::<UInt32Type>(name, piece, number, &mut numbers),
            _ => return None,
        };
        match taken? {
            Ok(()) => {}
            Err(failure) => return Some(Err(failure)),
        }
    }
    Some(Ok(numbers))
}

fn dictionary<K: ArrowDictionaryKeyType>(
    name: &str,
    piece: &ArrayRef,
    number: &mut dyn FnMut(&str) -> Option<u32>,
    numbers: &mut Vec<u32>,
) -> Option<Result<(), Failure>> {
    /// A label that no row has used yet; as a number of an id it would be one too many.
    const UNSEEN: u32 = u32::MAX;
    let dictionary = piece.as_dictionary_opt::<K>()?;
    let labels: Vec<&str> = arrow_in::texts(dictionary.values().as_ref())
        .map(Option::unwrap_or_default)
        .collect();
    if labels.len() != dictionary.values().len() {
        // Not texts.
        return None;
    }
    let start = numbers.len();
    if dictionary.null_count() > 0 || dictionary.values().null_count() > 0 {
        let row = (0..dictionary.len()).find(|&row| {
            dictionary
                .key(row)
                .is_none_or(|key| dictionary.values().is_null(key))
        });
        if let Some(row) = row {
            return Some(Err(bad(
                name,
                start + row,
                "no value",
                "an id on every row",
            )));
        }
    }
    let mut known = vec![UNSEEN; labels.len()];
    for (row, key) in dictionary.keys().values().iter().enumerate() {
        let place = key.as_usize();
        let mut found = known.get(place).copied().unwrap_or(UNSEEN);
        if found == UNSEEN {
            let label = labels.get(place).copied().unwrap_or_default();
            let Some(new) = number(label) else {
                return Some(Err(unknown(name, start + row, label)));
            };
            known[place] = new;
            found = new;
        }
        numbers.push(found);
    }
    Some(Ok(()))
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
/// The bands are those of the regulation's preset `indonesia`.
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
    Ok((
        Table::from_batch("scores", scores),
        Table::from_core(py, &heat)?,
    ))
}

fn tables(
    people: &Batches,
    required: &Batches,
    post: &str,
    unit: &str,
) -> Result<(RecordBatch, CoreTable), Failure> {
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
                WideColumn::Singles(levels) => levels
                    .get(row)
                    .and_then(|&level| Level::from_f64(f64::from(level))),
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
    let result = people_batch(&scores).map_err(|e| Failure::new("arrow", e.to_string()))?;
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

/// Each person's match and band, written as Arrow columns at once: for millions of people the
/// detour over the core's tables would take longer than the scoring.
fn people_batch(scores: &WideScores) -> Result<RecordBatch, ArrowError> {
    let sums = scores.achieved.iter().zip(&scores.required);
    let percent: Vec<f64> = sums
        .map(|(&achieved, &required)| match required {
            0 => 0.0,
            required => f64::from(achieved) * 100.0 / f64::from(required),
        })
        .collect();
    let compared = scores.required.iter().all(|&required| required > 0);
    let nulls = (!compared).then(|| {
        let known = |row: usize| scores.required[row] > 0;
        NullBuffer::new(BooleanBuffer::collect_bool(percent.len(), known))
    });
    // The three bands of a use stand side by side among all bands.
    let first = scores
        .bands
        .iter()
        .flatten()
        .next()
        .and_then(|band| {
            Band::ALL
                .iter()
                .position(|other| other == band)
                .zip(Some(band.rank()))
        })
        .map_or(0, |(position, rank)| {
            position.saturating_sub(usize::from(rank))
        });
    let first = u32::try_from(first).unwrap_or(0);
    let keys: Vec<u32> = scores
        .bands
        .iter()
        .map(|band| band.map_or(0, |band| first + u32::from(band.rank())))
        .collect();
    let labels = StringArray::from_iter_values(Band::ALL.iter().map(|band| band.id()));
    let keys = UInt32Array::try_new(ScalarBuffer::from(keys), nulls.clone())?;
    let bands = DictionaryArray::<UInt32Type>::try_new(keys, Arc::new(labels))?;
    let percent = Float64Array::try_new(ScalarBuffer::from(percent), nulls)?;
    let columns: [(&str, ArrayRef); 2] = [
        ("match_percent", Arc::new(percent)),
        ("band", Arc::new(bands)),
    ];
    let field =
        |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    RecordBatch::try_new(Arc::new(schema), columns.map(|(_, array)| array).to_vec())
}
