//! Columns of levels: borrowed where they lie, copied where they are in pieces or have gaps.

use arrow_array::ArrayRef;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_schema::DataType;
use mahir::gap::{WideColumn, WideIntegers};
use mahir::words::measure::Level;

use super::bad;
use super::frame::Pieces;
use crate::arrow_in;
use crate::failure::Failure;
use mahir::words::table::Cell;

/// Levels as they lie in the frame, or copied.
pub(super) enum Levels {
    /// One piece without missing values.
    Lying(ArrayRef, DataType),
    /// Whole levels, 255 where there is none.
    Whole(Vec<u8>),
    /// Steps of 1/300 level, 65,535 where there is none.
    Steps(Vec<u16>),
}

const EXPECTED: &str = "a level from 0 to 218, or no value for a level that is left open";

impl Levels {
    pub(super) fn of(column: &Pieces<'_>) -> Result<Self, Failure> {
        if column.labels.is_none()
            && column.missing() == 0
            && let [piece] = column.pieces.as_slice()
            && lying(piece, &column.kind).is_some()
        {
            return Ok(Self::Lying(piece.clone(), column.kind.clone()));
        }
        Self::copied(column)
    }

    /// The same, copied in any case.
    pub(super) fn copied(column: &Pieces<'_>) -> Result<Self, Failure> {
        if column.labels.is_some() {
            return Err(no_levels(column));
        }
        match column.kind {
            DataType::Int8 => whole::<Int8Type>(column),
            DataType::Int16 => whole::<Int16Type>(column),
            DataType::Int32 => whole::<Int32Type>(column),
            DataType::Int64 => whole::<Int64Type>(column),
            DataType::UInt8 => whole::<UInt8Type>(column),
            DataType::UInt16 => whole::<UInt16Type>(column),
            DataType::UInt32 => whole::<UInt32Type>(column),
            DataType::UInt64 => whole::<UInt64Type>(column),
            DataType::Float32 => numbers::<Float32Type>(column),
            DataType::Float64 => numbers::<Float64Type>(column),
            DataType::Null => Ok(Self::Whole(vec![u8::MAX; column.rows()])),
            _ => steps(column),
        }
    }

    pub(super) fn as_column(&self) -> WideColumn<'_> {
        match self {
            // That it lies as a column was found out when it was taken.
            Self::Lying(array, kind) => lying(array, kind).unwrap_or(WideColumn::WholeOrOpen(&[])),
            Self::Whole(levels) => WideColumn::WholeOrOpen(levels),
            Self::Steps(levels) => WideColumn::Steps(levels),
        }
    }

    /// The level in a row; `None` where there is none.
    pub(super) fn level(&self, row: usize) -> Option<Level> {
        match self {
            Self::Lying(..) => None,
            Self::Whole(levels) => levels
                .get(row)
                .filter(|&&level| level <= Level::HIGHEST_WHOLE)
                .map(|&level| Level::whole(level)),
            Self::Steps(levels) => levels
                .get(row)
                .filter(|&&steps| steps != u16::MAX)
                .map(|&steps| Level::from_steps(steps)),
        }
    }
}

fn no_levels(column: &Pieces<'_>) -> Failure {
    let problem = format!(
        "column '{}' has the Arrow type {}",
        column.name, column.kind
    );
    Failure::new("arrow_type", problem)
        .with("column", column.name)
        .with("type", column.kind.to_string())
        .explained("numbers from 0 to 218")
}

pub(super) fn lying<'a>(array: &'a ArrayRef, kind: &DataType) -> Option<WideColumn<'a>> {
    fn values<T: ArrowPrimitiveType>(array: &ArrayRef) -> &[T::Native] {
        array.as_primitive::<T>().values()
    }
    let whole: WideIntegers<'a> = match kind {
        DataType::Int8 => values::<Int8Type>(array).into(),
        DataType::Int16 => values::<Int16Type>(array).into(),
        DataType::Int32 => values::<Int32Type>(array).into(),
        DataType::Int64 => values::<Int64Type>(array).into(),
        DataType::UInt8 => values::<UInt8Type>(array).into(),
        DataType::UInt16 => values::<UInt16Type>(array).into(),
        DataType::UInt32 => values::<UInt32Type>(array).into(),
        DataType::UInt64 => values::<UInt64Type>(array).into(),
        DataType::Float32 => return Some(WideColumn::Singles(values::<Float32Type>(array))),
        DataType::Float64 => return Some(WideColumn::Numbers(values::<Float64Type>(array))),
        _ => return None,
    };
    Some(WideColumn::Whole(whole))
}

fn whole<T: ArrowPrimitiveType>(column: &Pieces<'_>) -> Result<Levels, Failure>
where
    T::Native: TryInto<u8> + std::fmt::Display,
{
    let mut levels = Vec::with_capacity(column.rows());
    for piece in &column.pieces {
        for value in piece.as_primitive::<T>() {
            let level = match value {
                None => u8::MAX,
                Some(value) => value
                    .try_into()
                    .ok()
                    .filter(|&level| level <= Level::HIGHEST_WHOLE)
                    .ok_or_else(|| {
                        let problem = format!("level {value}");
                        bad(column.name, levels.len(), &problem, EXPECTED)
                    })?,
            };
            levels.push(level);
        }
    }
    Ok(Levels::Whole(levels))
}

/// The nearest step of a level; no step for a number that is none.
fn nearest(name: &str, row: usize, level: f64) -> Result<u16, Failure> {
    if level.is_nan() {
        return Ok(u16::MAX);
    }
    let is_level = (0.0..=f64::from(Level::HIGHEST_WHOLE)).contains(&level);
    match Level::from_f64(level) {
        Some(level) if is_level => Ok(level.steps()),
        _ => Err(bad(name, row, &format!("level {level}"), EXPECTED)),
    }
}

fn numbers<T: ArrowPrimitiveType>(column: &Pieces<'_>) -> Result<Levels, Failure>
where
    T::Native: Into<f64>,
{
    let pieces = column.pieces.iter();
    let values = pieces.flat_map(|piece| piece.as_primitive::<T>().iter());
    values
        .enumerate()
        .map(|(row, level)| nearest(column.name, row, level.map_or(f64::NAN, Into::into)))
        .collect::<Result<Vec<u16>, Failure>>()
        .map(Levels::Steps)
}

/// Levels of any other type that a table may have, one by one.
fn steps(column: &Pieces<'_>) -> Result<Levels, Failure> {
    let pieces: Vec<&ArrayRef> = column.pieces.iter().collect();
    let cells = arrow_in::column(column.name, &column.kind, &pieces)?;
    (0..cells.len())
        .map(|row| match cells.cell(row) {
            Cell::Missing => Ok(u16::MAX),
            Cell::Integer(level) => nearest(column.name, row, level as f64),
            Cell::Number(level) => nearest(column.name, row, level),
            _ => Err(no_levels(column)),
        })
        .collect::<Result<Vec<u16>, Failure>>()
        .map(Levels::Steps)
}
