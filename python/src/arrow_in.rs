//! Arrow record batches as tables of the core, whichever library they come from.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, ArrowTimestampType, Date32Type, Date64Type,
    Decimal128Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowNativeTypeOp, RecordBatch};
use arrow_schema::{DataType, Schema, TimeUnit};
use chrono::NaiveDate;
use mahir::words::table::{Column, Table};

use crate::failure::Failure;

/// The batches as one table. Types become the core's: whole numbers of any width, numbers of any
/// precision (a NaN is a missing value), texts however they are laid out, days, yes or no.
pub(crate) fn table(
    name: &str,
    schema: &Schema,
    batches: &[RecordBatch],
) -> Result<Table, Failure> {
    let columns = schema
        .fields()
        .iter()
        .enumerate()
        .map(|(position, field)| {
            let pieces: Vec<&ArrayRef> =
                batches.iter().map(|batch| batch.column(position)).collect();
            column(field.name(), field.data_type(), &pieces)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Table::new(name, columns))
}

/// One column in pieces.
pub(crate) fn column(name: &str, kind: &DataType, pieces: &[&ArrayRef]) -> Result<Column, Failure> {
    match kind {
        DataType::Null => {
            let rows = pieces.iter().map(|piece| piece.len()).sum();
            Ok(Column::optional_texts(
                name,
                std::iter::repeat_n(None, rows),
            ))
        }
        DataType::Boolean => Ok(booleans(name, pieces)),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            let texts = pieces.iter().flat_map(|piece| texts(piece.as_ref()));
            Ok(if has_missing(pieces) {
                Column::optional_texts(name, texts.map(|text| text.map(str::to_owned)))
            } else {
                Column::texts(name, texts.flatten())
            })
        }
        DataType::Dictionary(keys, _) => dictionary(name, kind, keys, pieces),
        DataType::Int8 => integers::<Int8Type>(name, pieces),
        DataType::Int16 => integers::<Int16Type>(name, pieces),
        DataType::Int32 => integers::<Int32Type>(name, pieces),
        DataType::Int64 => integers::<Int64Type>(name, pieces),
        DataType::UInt8 => integers::<UInt8Type>(name, pieces),
        DataType::UInt16 => integers::<UInt16Type>(name, pieces),
        DataType::UInt32 => integers::<UInt32Type>(name, pieces),
        DataType::UInt64 => integers::<UInt64Type>(name, pieces),
        DataType::Decimal128(_, 0) => integers::<Decimal128Type>(name, pieces),
        DataType::Float16 => Ok(numbers::<Float16Type>(name, pieces, f64::from)),
        DataType::Float32 => Ok(numbers::<Float32Type>(name, pieces, f64::from)),
        DataType::Float64 => Ok(numbers::<Float64Type>(name, pieces, |number| number)),
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi(i32::from(*scale));
            // A double holds 15 digits, which is what a column of numbers promises.
            #[allow(clippy::cast_precision_loss)]
            let divide = move |number: i128| number as f64 / unit;
            Ok(numbers::<Decimal128Type>(name, pieces, divide))
        }
        DataType::Date32 => days::<Date32Type>(name, pieces, |day| Some(i64::from(day))),
        DataType::Date64 => days::<Date64Type>(name, pieces, |time| whole_days(time, 1_000)),
        DataType::Timestamp(unit, _) => match unit {
            TimeUnit::Second => timestamps::<TimestampSecondType>(name, pieces, 1),
            TimeUnit::Millisecond => timestamps::<TimestampMillisecondType>(name, pieces, 1_000),
            TimeUnit::Microsecond => {
                timestamps::<TimestampMicrosecondType>(name, pieces, 1_000_000)
            }
            TimeUnit::Nanosecond => {
                timestamps::<TimestampNanosecondType>(name, pieces, 1_000_000_000)
            }
        },
        other => Err(unknown(name, other)),
    }
}

fn unknown(column: &str, kind: &DataType) -> Failure {
    Failure::new(
        "arrow_type",
        format!("column '{column}' has the Arrow type {kind}"),
    )
    .with("column", column)
    .with("type", kind.to_string())
    .explained("text, categories of text, whole numbers, numbers, days, or true and false")
}

fn has_missing(pieces: &[&ArrayRef]) -> bool {
    pieces.iter().any(|piece| piece.null_count() > 0)
}

/// The texts of an array of one of the three layouts; nothing for any other array.
pub(crate) fn texts<'a>(array: &'a dyn Array) -> Box<dyn Iterator<Item = Option<&'a str>> + 'a> {
    if let Some(array) = array.as_string_opt::<i32>() {
        Box::new(array.iter())
    } else if let Some(array) = array.as_string_opt::<i64>() {
        Box::new(array.iter())
    } else if let Some(array) = array.as_string_view_opt() {
        Box::new(array.iter())
    } else {
        Box::new(std::iter::empty())
    }
}

fn booleans(name: &str, pieces: &[&ArrayRef]) -> Column {
    let values = pieces.iter().flat_map(|piece| piece.as_boolean().iter());
    if has_missing(pieces) {
        // The core's columns of yes or no have no missing values: they become categories.
        let codes = values.map(|value| value.map_or(usize::MAX, usize::from));
        Column::categories(name, ["false", "true"], codes)
    } else {
        Column::booleans(name, values.flatten())
    }
}

fn integers<T>(name: &str, pieces: &[&ArrayRef]) -> Result<Column, Failure>
where
    T: ArrowPrimitiveType,
    T::Native: TryInto<i64> + ArrowNativeTypeOp,
{
    let mut beyond = None;
    let values = pieces
        .iter()
        .flat_map(|piece| piece.as_primitive::<T>().iter())
        .enumerate()
        .map(|(row, value)| {
            value.map(|value| {
                value.try_into().unwrap_or_else(|_| {
                    beyond.get_or_insert((row, format!("{value:?}")));
                    0
                })
            })
        });
    let column = if has_missing(pieces) {
        Column::optional_integers(name, values)
    } else {
        Column::integers(name, values.flatten())
    };
    match beyond {
        None => Ok(column),
        Some((row, value)) => Err(Failure::new(
            "arrow_range",
            format!("column '{name}', row {row}: the number {value} is too large"),
        )
        .with("column", name)
        .with("row", row)
        .with("value", value)
        .explained("a whole number of at most 64 bits with its sign")),
    }
}

fn numbers<T: ArrowPrimitiveType>(
    name: &str,
    pieces: &[&ArrayRef],
    convert: impl Fn(T::Native) -> f64 + Copy,
) -> Column {
    let values = pieces
        .iter()
        .flat_map(|piece| piece.as_primitive::<T>().iter())
        .map(|value| value.map(convert));
    Column::optional_numbers(name, values)
}

/// The days since 1970 of a time that is a midnight; `None` for any other time of the day.
fn whole_days(time: i64, per_second: i64) -> Option<i64> {
    // The largest product is 86 400 thousand million: no overflow.
    let per_day = 86_400 * per_second;
    (time.rem_euclid(per_day) == 0).then(|| time.div_euclid(per_day))
}

fn timestamps<T>(name: &str, pieces: &[&ArrayRef], per_second: i64) -> Result<Column, Failure>
where
    T: ArrowTimestampType,
{
    days::<T>(name, pieces, |time| whole_days(time, per_second))
}

fn days<T: ArrowPrimitiveType>(
    name: &str,
    pieces: &[&ArrayRef],
    convert: impl Fn(T::Native) -> Option<i64> + Copy,
) -> Result<Column, Failure> {
    let values = pieces
        .iter()
        .flat_map(|piece| piece.as_primitive::<T>().iter())
        .enumerate()
        .map(|(row, value)| {
            let Some(value) = value else {
                return Ok(None);
            };
            let day = convert(value)
                .and_then(|days| i32::try_from(days).ok())
                .and_then(NaiveDate::from_epoch_days);
            day.map(Some).ok_or_else(|| {
                Failure::new(
                    "arrow_range",
                    format!("column '{name}', row {row}: the time is not a day"),
                )
                .with("column", name)
                .with("row", row)
                .explained("a date, or a timestamp at midnight")
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Column::days(name, values))
}

fn dictionary(
    name: &str,
    kind: &DataType,
    keys: &DataType,
    pieces: &[&ArrayRef],
) -> Result<Column, Failure> {
    let mut categories = Categories::default();
    for piece in pieces {
        let taken = match keys {
            DataType::Int8 => categories.take::<Int8Type>(piece),
            DataType::Int16 => categories.take::<Int16Type>(piece),
            DataType::Int32 => categories.take::<Int32Type>(piece),
            DataType::Int64 => categories.take::<Int64Type>(piece),
            DataType::UInt8 => categories.take::<UInt8Type>(piece),
            DataType::UInt16 => categories.take::<UInt16Type>(piece),
            DataType::UInt32 => categories.take::<UInt32Type>(piece),
            DataType::UInt64 => categories.take::<UInt64Type>(piece),
            _ => None,
        };
        taken.ok_or_else(|| unknown(name, kind))?;
    }
    Ok(Column::categories(
        name,
        categories.labels,
        categories.codes,
    ))
}

/// One list of labels for the dictionaries of several batches.
#[derive(Default)]
struct Categories {
    labels: Vec<String>,
    known: HashMap<String, usize>,
    codes: Vec<usize>,
}

impl Categories {
    /// Adds a batch; `None` if its dictionary does not hold texts.
    fn take<K: ArrowDictionaryKeyType>(&mut self, array: &ArrayRef) -> Option<()> {
        let dictionary = array.as_dictionary_opt::<K>()?;
        let values = dictionary.values();
        if !matches!(
            values.data_type(),
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
        ) {
            return None;
        }
        let codes: Vec<usize> = texts(values.as_ref())
            .map(|text| text.map_or(usize::MAX, |text| self.code(text)))
            .collect();
        self.codes.extend((0..dictionary.len()).map(|row| {
            dictionary
                .key(row)
                .and_then(|key| codes.get(key).copied())
                .unwrap_or(usize::MAX)
        }));
        Some(())
    }

    fn code(&mut self, label: &str) -> usize {
        if let Some(code) = self.known.get(label) {
            return *code;
        }
        let code = self.labels.len();
        self.labels.push(label.to_owned());
        self.known.insert(label.to_owned(), code);
        code
    }
}
