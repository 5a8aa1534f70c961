//! The people of a long frame, each with an id of their own. Ids of people are never told.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, StringArray};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use mahir::gap::{LongPlaces, WidePlaces};

use super::finder::{Finder, NOWHERE, TextKeys, Texts};
use super::frame::Pieces;
use super::places::{are_integers, each_integer, integers, is_text};
use crate::arrow_in;
use crate::failure::Failure;

/// Numbers of people may go up to this, or to four times the people, to be places of a table.
const TABLE_AT_MOST: usize = 1 << 16;

/// Ids whose places can be found.
pub(super) enum Directory {
    Texts(Finder<TextKeys>),
    Integers(Finder<Vec<i64>>),
    /// The place of each number, where numbers are small.
    Numbers(Vec<u32>),
}

/// A failure about some rows of a column, by their numbers only.
fn about_rows(name: &str, what: &str, rows: &[usize], expected: &str) -> Failure {
    let first: Vec<String> = rows.iter().take(10).map(ToString::to_string).collect();
    let (count, plural) = (rows.len(), if rows.len() == 1 { "" } else { "s" });
    let more = if count > first.len() { ", …" } else { "" };
    let first = first.join(", ");
    let problem = format!("column {name}: {what} in {count} row{plural} ({first}{more})");
    Failure::new("gap_long", problem)
        .with("column", name)
        .with("row", rows.first().copied().unwrap_or(0))
        .with("count", count)
        .explained(expected)
}

fn no_ids(column: &Pieces<'_>) -> Failure {
    let problem = format!(
        "column '{}' has the Arrow type {}",
        column.name, column.kind
    );
    Failure::new("arrow_type", problem)
        .with("column", column.name)
        .with("type", column.kind.to_string())
        .explained("texts, categories of texts, or whole numbers")
}

fn missing_rows(column: &Pieces<'_>) -> Vec<usize> {
    let mut rows = Vec::new();
    let mut start = 0;
    for piece in &column.pieces {
        if let Some(nulls) = piece.logical_nulls() {
            rows.extend(
                (0..piece.len())
                    .filter(|&row| nulls.is_null(row))
                    .map(|row| start + row),
            );
        }
        start += piece.len();
    }
    rows
}

impl Directory {
    /// The ids of people, one for each row.
    pub(super) fn of(column: &Pieces<'_>) -> Result<Self, Failure> {
        let missing = missing_rows(column);
        if !missing.is_empty() {
            let expected = "an id on every row of the people";
            return Err(about_rows(column.name, "no id", &missing, expected));
        }
        if column.rows() >= NOWHERE as usize {
            let problem = format!("{} people", column.rows());
            return Err(Failure::new("gap_long", problem).explained("at most 4,000,000,000 people"));
        }
        let refuse = |twice: &[usize]| {
            let expected = "each id in one row of the people";
            let what = "an id that is there already";
            Err(about_rows(column.name, what, twice, expected))
        };
        if is_number(column) {
            let ids = each_integer(&column.pieces);
            let large: Vec<usize> = (0..ids.len()).filter(|&row| ids[row].is_none()).collect();
            if !large.is_empty() {
                let expected = "whole numbers of at most 64 bits with their sign";
                return Err(about_rows(
                    column.name,
                    "too large a number",
                    &large,
                    expected,
                ));
            }
            let ids: Vec<i64> = ids.into_iter().flatten().collect();
            let (smallest, largest) = (ids.iter().min().copied(), ids.iter().max().copied());
            let most = TABLE_AT_MOST.max(4 * ids.len());
            let small = largest
                .filter(|_| smallest.is_some_and(|smallest| smallest >= 0))
                .and_then(|largest| usize::try_from(largest).ok())
                .filter(|&largest| largest < most);
            if let Some(largest) = small {
                let mut table = vec![NOWHERE; largest + 1];
                let mut twice = Vec::new();
                for (row, &id) in ids.iter().enumerate() {
                    let place = &mut table[id as usize];
                    if *place == NOWHERE {
                        *place = row as u32;
                    } else {
                        twice.push(row);
                    }
                }
                if !twice.is_empty() {
                    return refuse(&twice);
                }
                return Ok(Self::Numbers(table));
            }
            let (finder, twice) = Finder::new(ids);
            if !twice.is_empty() {
                return refuse(&twice);
            }
            return Ok(Self::Integers(finder));
        }
        let pieces = as_texts(column)?;
        let keys = TextKeys::of(&pieces).ok_or_else(|| no_ids(column))?;
        let (finder, twice) = Finder::new(keys);
        if !twice.is_empty() {
            return refuse(&twice);
        }
        Ok(Self::Texts(finder))
    }

    /// The names of competencies, each once.
    pub(super) fn of_names(names: &[String]) -> Self {
        let names: ArrayRef = Arc::new(StringArray::from_iter_values(names));
        // Columns of a frame have different names; of equal ones the first is found.
        let keys = TextKeys::of(&[names]).unwrap_or_default();
        Self::Texts(Finder::new(keys).0)
    }

    /// The places of a column's rows, piece by piece.
    pub(super) fn rows<'a>(&'a self, column: &Pieces<'_>) -> Result<Vec<Rows<'a>>, Failure> {
        let pieces = column.pieces.iter();
        match self {
            Self::Numbers(table) if is_number(column) => Ok(pieces
                .map(|piece| Rows::Table(piece.clone(), piece.logical_nulls(), table))
                .collect()),
            Self::Integers(finder) if is_number(column) => Ok(pieces
                .map(|piece| Rows::Integers(piece.clone(), piece.logical_nulls(), finder))
                .collect()),
            Self::Texts(finder) if !is_number(column) => pieces
                .map(|piece| of_texts(finder, column, piece))
                .collect(),
            _ => {
                let problem = format!(
                    "column '{}' has the Arrow type {} in one frame and another kind in the other",
                    column.name, column.kind
                );
                Err(Failure::new("gap_long", problem)
                    .with("column", column.name)
                    .explained("texts in both frames, or whole numbers in both"))
            }
        }
    }
}

fn of_texts<'a>(
    finder: &'a Finder<TextKeys>,
    column: &Pieces<'_>,
    piece: &ArrayRef,
) -> Result<Rows<'a>, Failure> {
    let label_places = |labels: &[ArrayRef]| -> Vec<u32> {
        let texts = labels
            .iter()
            .flat_map(|labels| arrow_in::texts(labels.as_ref()));
        let texts: Vec<Option<&str>> = texts.collect();
        let mut places = vec![NOWHERE; texts.len()];
        finder.find_all(|label| texts[label].unwrap_or_default(), &mut places);
        places
    };
    if let Some(labels) = column.labels {
        let table = label_places(labels);
        return Ok(Rows::Labels(piece.clone(), piece.logical_nulls(), table));
    }
    if let DataType::Dictionary(..) = piece.data_type() {
        let (keys, values) = dictionary(piece).ok_or_else(|| no_ids(column))?;
        if !is_text(values.data_type()) {
            return Err(no_ids(column));
        }
        let nulls = piece.logical_nulls();
        return Ok(Rows::Labels(keys, nulls, label_places(&[values])));
    }
    if piece.data_type() == &DataType::Null {
        let none: StringArray = (0..piece.len()).map(|_| None::<&str>).collect();
        let nulls = none.logical_nulls();
        return Ok(Rows::Texts(Texts::Short(none), nulls, finder));
    }
    let texts = Texts::of(piece).ok_or_else(|| no_ids(column))?;
    Ok(Rows::Texts(texts, piece.logical_nulls(), finder))
}

fn is_number(column: &Pieces<'_>) -> bool {
    column.labels.is_none() && are_integers(&column.kind)
}

fn dictionary(piece: &ArrayRef) -> Option<(ArrayRef, ArrayRef)> {
    fn parts<K: ArrowDictionaryKeyType>(piece: &ArrayRef) -> Option<(ArrayRef, ArrayRef)> {
        let dictionary = piece.as_dictionary_opt::<K>()?;
        Some((
            Arc::new(dictionary.keys().clone()),
            dictionary.values().clone(),
        ))
    }
    let DataType::Dictionary(keys, _) = piece.data_type() else {
        return None;
    };
    match **keys {
        DataType::Int8 => parts::<Int8Type>(piece),
        DataType::Int16 => parts::<Int16Type>(piece),
        DataType::Int32 => parts::<Int32Type>(piece),
        DataType::Int64 => parts::<Int64Type>(piece),
        DataType::UInt8 => parts::<UInt8Type>(piece),
        DataType::UInt16 => parts::<UInt16Type>(piece),
        DataType::UInt32 => parts::<UInt32Type>(piece),
        DataType::UInt64 => parts::<UInt64Type>(piece),
        _ => None,
    }
}

/// The pieces of a column as texts; categories are written out.
fn as_texts(column: &Pieces<'_>) -> Result<Vec<ArrayRef>, Failure> {
    let write = |codes: &ArrayRef, labels: &[ArrayRef]| -> ArrayRef {
        let labels: Vec<&str> = labels
            .iter()
            .flat_map(|labels| arrow_in::texts(labels.as_ref()))
            .map(Option::unwrap_or_default)
            .collect();
        let codes = each_integer(std::slice::from_ref(codes)).into_iter();
        let texts = codes.map(|code| {
            let code = code.and_then(|code| usize::try_from(code).ok());
            code.and_then(|code| labels.get(code).copied())
                .unwrap_or_default()
        });
        Arc::new(StringArray::from_iter_values(texts))
    };
    let pieces = column.pieces.iter();
    pieces
        .map(|piece| match (column.labels, dictionary(piece)) {
            (Some(labels), _) => Ok(write(piece, labels)),
            (None, Some((keys, values))) => Ok(write(&keys, &[values])),
            (None, None) if is_text(piece.data_type()) => Ok(piece.clone()),
            (None, None) => Err(no_ids(column)),
        })
        .collect()
}

/// The places of the rows of one piece.
pub(super) enum Rows<'a> {
    Table(ArrayRef, Option<NullBuffer>, &'a [u32]),
    Labels(ArrayRef, Option<NullBuffer>, Vec<u32>),
    Integers(ArrayRef, Option<NullBuffer>, &'a Finder<Vec<i64>>),
    Texts(Texts, Option<NullBuffer>, &'a Finder<TextKeys>),
}

impl LongPlaces for Rows<'_> {
    fn rows(&self) -> usize {
        match self {
            Self::Table(codes, ..) | Self::Labels(codes, ..) | Self::Integers(codes, ..) => {
                codes.len()
            }
            Self::Texts(texts, ..) => texts.len(),
        }
    }

    fn read(&self, rows: Range<usize>, into: &mut [u32]) {
        let by_table = |codes: &ArrayRef, table: &[u32], into: &mut [u32]| match integers(codes) {
            Some(codes) => {
                let numbers = Some(table);
                LongPlaces::read(&WidePlaces { codes, numbers }, rows.clone(), into);
            }
            None => into.fill(NOWHERE),
        };
        let nulls = match self {
            Self::Table(codes, nulls, table) => {
                by_table(codes, table, into);
                nulls
            }
            Self::Labels(codes, nulls, table) => {
                by_table(codes, table, into);
                nulls
            }
            Self::Integers(codes, nulls, finder) => {
                let ids = each_integer(&[codes.slice(rows.start, rows.len())]);
                finder.find_all(|row| ids[row].as_ref().unwrap_or(&0), into);
                for (place, id) in into.iter_mut().zip(&ids) {
                    // Too large a number for anybody.
                    if id.is_none() {
                        *place = NOWHERE;
                    }
                }
                nulls
            }
            Self::Texts(texts, nulls, finder) => {
                finder.find_all(|row| texts.get(rows.start + row), into);
                nulls
            }
        };
        if let Some(nulls) = nulls {
            for (place, row) in into.iter_mut().zip(rows) {
                if nulls.is_null(row) {
                    *place = NOWHERE;
                }
            }
        }
    }
}
