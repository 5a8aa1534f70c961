//! Where people belong: posts and units, by texts, categories or whole numbers.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use mahir::gap::{WideIntegers, WidePlaces};
use mahir::words::id::{Ids, Index, UnitIndex};

use super::bad;
use super::frame::Pieces;
use crate::arrow_in;
use crate::failure::Failure;

/// A code that has no post or unit.
const NOWHERE: u32 = u32::MAX;
/// Whole numbers as ids may be as large as this, or as four times the rows, to be positions of a
/// table; larger ones are looked up.
const TABLE_AT_MOST: usize = 1 << 16;

/// The posts or units that there are: either all texts or all whole numbers.
pub(super) enum Known {
    /// Texts in the order of their numbers.
    Texts(Ids<UnitIndex>),
    /// Whole numbers in the order of their numbers, and where each stands.
    Integers(Vec<i64>, HashMap<i64, u32>),
    /// The numbers themselves, from 0 up to below this.
    Positions(u32),
}

impl Known {
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Texts(ids) => ids.len(),
            Self::Integers(ids, _) => ids.len(),
            Self::Positions(count) => *count as usize,
        }
    }
}

/// Each person's code, and what the codes mean.
pub(super) struct Places {
    codes: Codes,
    numbers: Option<Vec<u32>>,
}

enum Codes {
    Lying(ArrayRef),
    Copied(Vec<u32>),
}

impl Places {
    fn copied(codes: Vec<u32>) -> Self {
        Self {
            codes: Codes::Copied(codes),
            numbers: None,
        }
    }

    pub(super) fn as_places(&self) -> WidePlaces<'_> {
        let codes = match &self.codes {
            Codes::Lying(array) => integers(array).unwrap_or(WideIntegers::UInt32(&[])),
            Codes::Copied(codes) => codes[..].into(),
        };
        WidePlaces {
            codes,
            numbers: self.numbers.as_deref(),
        }
    }
}

/// The whole numbers of an array as they lie; `None` for any other array.
pub(super) fn integers(array: &ArrayRef) -> Option<WideIntegers<'_>> {
    fn values<T: ArrowPrimitiveType>(array: &ArrayRef) -> &[T::Native] {
        array.as_primitive::<T>().values()
    }
    Some(match array.data_type() {
        DataType::Int8 => values::<Int8Type>(array).into(),
        DataType::Int16 => values::<Int16Type>(array).into(),
        DataType::Int32 => values::<Int32Type>(array).into(),
        DataType::Int64 => values::<Int64Type>(array).into(),
        DataType::UInt8 => values::<UInt8Type>(array).into(),
        DataType::UInt16 => values::<UInt16Type>(array).into(),
        DataType::UInt32 => values::<UInt32Type>(array).into(),
        DataType::UInt64 => values::<UInt64Type>(array).into(),
        _ => return None,
    })
}

/// The whole numbers of some pieces, one after the other; what does not fit in 64 bits with a sign
/// is `None`.
pub(super) fn each_integer(pieces: &[ArrayRef]) -> Vec<Option<i64>> {
    fn of<T: Copy + TryInto<i64>>(values: &[T]) -> Vec<Option<i64>> {
        values.iter().map(|&value| value.try_into().ok()).collect()
    }
    let mut all = Vec::new();
    for piece in pieces {
        all.extend(match integers(piece) {
            Some(WideIntegers::Int8(values)) => of(values),
            Some(WideIntegers::Int16(values)) => of(values),
            Some(WideIntegers::Int32(values)) => of(values),
            Some(WideIntegers::Int64(values)) => of(values),
            Some(WideIntegers::UInt8(values)) => of(values),
            Some(WideIntegers::UInt16(values)) => of(values),
            Some(WideIntegers::UInt32(values)) => of(values),
            Some(WideIntegers::UInt64(values)) => of(values),
            None => vec![None; piece.len()],
        });
    }
    all
}

pub(super) fn are_integers(kind: &DataType) -> bool {
    kind.is_integer()
}

/// The first row without a value.
fn no_missing(column: &Pieces<'_>) -> Result<(), Failure> {
    let mut start = 0;
    for piece in &column.pieces {
        if piece.logical_null_count() > 0
            && let Some(nulls) = piece.logical_nulls()
            && let Some(row) = (0..piece.len()).find(|&row| nulls.is_null(row))
        {
            let row = start + row;
            return Err(bad(column.name, row, "no value", "an id on every row"));
        }
        start += piece.len();
    }
    Ok(())
}

/// The posts of the requirements, each in one row.
pub(super) fn posts(column: &Pieces<'_>) -> Result<Known, Failure> {
    no_missing(column)?;
    let twice = |row| {
        bad(
            column.name,
            row,
            "the post is there twice",
            "one row for each post",
        )
    };
    if column.labels.is_none() && are_integers(&column.kind) {
        let ids: Vec<i64> = each_integer(&column.pieces)
            .into_iter()
            .enumerate()
            .map(|(row, id)| id.ok_or_else(|| bad(column.name, row, "too large", "64 bits")))
            .collect::<Result<_, _>>()?;
        let mut numbers = HashMap::with_capacity(ids.len());
        for (row, &id) in ids.iter().enumerate() {
            if numbers.insert(id, row as u32).is_some() {
                return Err(twice(row));
            }
        }
        return Ok(Known::Integers(ids, numbers));
    }
    let mut ids = Ids::new();
    let mut row = 0;
    each_text(column, &mut |text| {
        let taken = ids.insert(text).map_err(|error| match error {
            mahir::words::id::IdError::Duplicate => twice(row),
            error => bad(column.name, row, &error.to_string(), "an id"),
        });
        row += 1;
        taken.map(|_| ())
    })?;
    Ok(Known::Texts(ids))
}

/// Each person's post, which must be known.
pub(super) fn of_posts(column: &Pieces<'_>, known: &Known) -> Result<Places, Failure> {
    no_missing(column)?;
    let is_number = column.labels.is_none() && are_integers(&column.kind);
    match known {
        Known::Texts(ids) if !is_number => of_texts(column, &mut |text| {
            ids.find(text).map_or(NOWHERE, |id| id.position() as u32)
        }),
        Known::Integers(ids, numbers) if is_number => {
            let most = TABLE_AT_MOST.max(4 * column.rows());
            let largest = ids.iter().copied().max().unwrap_or(0);
            let smallest = ids.iter().copied().min().unwrap_or(0);
            if let [piece] = column.pieces.as_slice()
                && smallest >= 0
                && usize::try_from(largest).is_ok_and(|largest| largest < most)
            {
                let mut table = vec![NOWHERE; largest as usize + 1];
                for (row, &id) in ids.iter().enumerate() {
                    table[id as usize] = row as u32;
                }
                return Ok(Places {
                    codes: Codes::Lying(piece.clone()),
                    numbers: Some(table),
                });
            }
            let all = each_integer(&column.pieces);
            let number = |id: &Option<i64>| id.and_then(|id| numbers.get(&id).copied());
            all.iter()
                .enumerate()
                .map(|(row, id)| {
                    number(id).ok_or_else(|| {
                        let shown = id.map_or_else(String::new, |id| id.to_string());
                        unknown(column.name, row, &shown)
                    })
                })
                .collect::<Result<Vec<u32>, _>>()
                .map(Places::copied)
        }
        _ => {
            let problem = format!(
                "column '{}' has the Arrow type {} in one frame and another kind in the other",
                column.name, column.kind
            );
            Err(Failure::new("gap_wide", problem)
                .with("column", column.name)
                .explained("texts in both frames, or whole numbers in both"))
        }
    }
}

pub(super) fn unknown(name: &str, row: usize, id: &str) -> Failure {
    let problem = format!("unknown id '{}'", mahir::words::fault::shown(id));
    bad(name, row, &problem, "an id of the requirements")
}

/// Each person's unit, and the units in the order in which they are numbered.
pub(super) fn of_units(column: &Pieces<'_>) -> Result<(Places, Known), Failure> {
    no_missing(column)?;
    if column.labels.is_none() && are_integers(&column.kind) {
        return of_unit_numbers(column);
    }
    let mut ids = Ids::new();
    let places = of_texts(column, &mut |text| {
        ids.intern(text)
            .map_or(NOWHERE, |id: UnitIndex| id.position() as u32)
    })?;
    Ok((places, Known::Texts(ids)))
}

fn of_unit_numbers(column: &Pieces<'_>) -> Result<(Places, Known), Failure> {
    if let [piece] = column.pieces.as_slice() {
        fn ends<T: Copy + Ord + TryInto<i64>>(values: &[T]) -> Option<(i64, i64)> {
            let smallest = values.iter().copied().min()?.try_into().ok()?;
            let largest = values.iter().copied().max()?.try_into().ok()?;
            Some((smallest, largest))
        }
        let ends = match integers(piece) {
            Some(WideIntegers::Int8(values)) => ends(values),
            Some(WideIntegers::Int16(values)) => ends(values),
            Some(WideIntegers::Int32(values)) => ends(values),
            Some(WideIntegers::Int64(values)) => ends(values),
            Some(WideIntegers::UInt8(values)) => ends(values),
            Some(WideIntegers::UInt16(values)) => ends(values),
            Some(WideIntegers::UInt32(values)) => ends(values),
            Some(WideIntegers::UInt64(values)) => ends(values),
            None => None,
        };
        if let Some((0.., largest)) = ends
            && usize::try_from(largest).is_ok_and(|largest| largest < TABLE_AT_MOST)
        {
            let places = Places {
                codes: Codes::Lying(piece.clone()),
                numbers: None,
            };
            return Ok((places, Known::Positions(largest as u32 + 1)));
        }
    }
    let (mut ids, mut numbers) = (Vec::new(), HashMap::new());
    let mut codes = Vec::with_capacity(column.rows());
    let mut last = None;
    for (row, id) in each_integer(&column.pieces).into_iter().enumerate() {
        let id = id.ok_or_else(|| bad(column.name, row, "too large", "64 bits"))?;
        let code = match last {
            Some((before, code)) if before == id => code,
            _ => *numbers.entry(id).or_insert_with(|| {
                ids.push(id);
                ids.len() as u32 - 1
            }),
        };
        last = Some((id, code));
        codes.push(code);
    }
    Ok((Places::copied(codes), Known::Integers(ids, numbers)))
}

/// Places by texts: through the labels of a dictionary, or text by text.
fn of_texts(column: &Pieces<'_>, number: &mut dyn FnMut(&str) -> u32) -> Result<Places, Failure> {
    if let Some(labels) = column.labels {
        if let [piece] = column.pieces.as_slice() {
            return Ok(Places {
                codes: Codes::Lying(piece.clone()),
                numbers: Some(label_numbers(labels, number)),
            });
        }
    } else if let (DataType::Dictionary(keys, _), [piece]) =
        (&column.kind, column.pieces.as_slice())
    {
        fn parts<K: ArrowDictionaryKeyType>(piece: &ArrayRef) -> (ArrayRef, ArrayRef) {
            let dictionary = piece.as_dictionary::<K>();
            (
                std::sync::Arc::new(dictionary.keys().clone()),
                dictionary.values().clone(),
            )
        }
        let (keys, values) = match **keys {
            DataType::Int8 => parts::<Int8Type>(piece),
            DataType::Int16 => parts::<Int16Type>(piece),
            DataType::Int32 => parts::<Int32Type>(piece),
            DataType::Int64 => parts::<Int64Type>(piece),
            DataType::UInt8 => parts::<UInt8Type>(piece),
            DataType::UInt16 => parts::<UInt16Type>(piece),
            DataType::UInt32 => parts::<UInt32Type>(piece),
            _ => parts::<UInt64Type>(piece),
        };
        if is_text(values.data_type()) {
            return Ok(Places {
                codes: Codes::Lying(keys),
                numbers: Some(label_numbers(&[values], number)),
            });
        }
    }
    let mut codes = Vec::with_capacity(column.rows());
    if is_text(&column.kind) {
        // Keys of views and keys of texts are of two kinds, so each has its own.
        let (mut seen, mut views_seen) = (Seen::new(), Seen::new());
        for piece in &column.pieces {
            if let Some(views) = piece.as_string_view_opt() {
                for (row, &view) in views.views().iter().enumerate() {
                    // A view of at most twelve bytes holds its length and its text, and zeros
                    // behind: one number that stands for the text, without a look at the text.
                    let code = if (1..=12).contains(&(view as u32)) {
                        views_seen.keyed(view, || number(views.value(row)))
                    } else {
                        seen.number(views.value(row), number)
                    };
                    if code == NOWHERE {
                        return Err(unknown(column.name, codes.len(), views.value(row)));
                    }
                    codes.push(code);
                }
                continue;
            }
            for text in arrow_in::texts(piece.as_ref()).map(Option::unwrap_or_default) {
                let code = seen.number(text, number);
                if code == NOWHERE {
                    return Err(unknown(column.name, codes.len(), text));
                }
                codes.push(code);
            }
        }
        return Ok(Places::copied(codes));
    }
    each_text(column, &mut |text| {
        let code = number(text);
        if code == NOWHERE {
            return Err(unknown(column.name, codes.len(), text));
        }
        codes.push(code);
        Ok(())
    })?;
    Ok(Places::copied(codes))
}

/// Numbers of short texts that were seen already, by the texts as one number each: comparing those
/// takes a tenth of the time of hashing texts.
struct Seen {
    slots: Vec<(u128, u32)>,
    free: usize,
}

impl Seen {
    const SLOTS: usize = 1 << 14;
    /// A text of at most so many bytes fits beside its length.
    const LONGEST: usize = 15;

    fn new() -> Self {
        Self {
            slots: vec![(0, 0); Self::SLOTS],
            // Half of the slots stay empty, so that looking ends soon.
            free: Self::SLOTS / 2,
        }
    }

    #[inline]
    fn number(&mut self, text: &str, number: &mut dyn FnMut(&str) -> u32) -> u32 {
        let bytes = text.as_bytes();
        if bytes.is_empty() || bytes.len() > Self::LONGEST {
            return number(text);
        }
        let mut key = [0; 16];
        key[..bytes.len()].copy_from_slice(bytes);
        // At most 15.
        key[15] = bytes.len() as u8;
        self.keyed(u128::from_le_bytes(key), || number(text))
    }

    /// The number of a text that a key stands for; keys are not zero.
    #[inline(always)]
    fn keyed(&mut self, key: u128, number: impl FnOnce() -> u32) -> u32 {
        let mixed =
            (key as u64 ^ ((key >> 64) as u64).rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut slot = (mixed >> 50) as usize;
        loop {
            match self.slots[slot] {
                (known, code) if known == key => return code,
                (0, _) => break,
                _ => slot = (slot + 1) % Self::SLOTS,
            }
        }
        let code = number();
        if self.free > 0 {
            self.free -= 1;
            self.slots[slot] = (key, code);
        }
        code
    }
}

fn label_numbers(labels: &[ArrayRef], number: &mut dyn FnMut(&str) -> u32) -> Vec<u32> {
    labels
        .iter()
        .flat_map(|labels| arrow_in::texts(labels.as_ref()))
        .map(|label| label.map_or(NOWHERE, &mut *number))
        .collect()
}

pub(super) fn is_text(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    )
}

/// Every row's text.
fn each_text(
    column: &Pieces<'_>,
    take: &mut dyn FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for piece in &column.pieces {
        if is_text(piece.data_type()) {
            for text in arrow_in::texts(piece.as_ref()).flatten() {
                take(text)?;
            }
            continue;
        }
        let cells = match column.labels {
            Some(labels) => label_cells(column.name, labels, piece)?,
            None => arrow_in::column(column.name, piece.data_type(), &[piece])?,
        };
        for row in 0..cells.len() {
            take(&cells.cell(row).to_string())?;
        }
    }
    Ok(())
}

/// Codes with their labels, as a column of texts.
fn label_cells(
    name: &str,
    labels: &[ArrayRef],
    codes: &ArrayRef,
) -> Result<mahir::words::table::Column, Failure> {
    let labels: Vec<&str> = labels
        .iter()
        .flat_map(|labels| arrow_in::texts(labels.as_ref()))
        .map(Option::unwrap_or_default)
        .collect();
    let codes = each_integer(std::slice::from_ref(codes));
    let codes = codes.into_iter().map(|code| {
        code.and_then(|code| usize::try_from(code).ok())
            .unwrap_or(usize::MAX)
    });
    Ok(mahir::words::table::Column::categories(name, labels, codes))
}
