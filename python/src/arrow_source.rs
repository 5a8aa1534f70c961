//! Arrow data as a source of an agency's rows: read where they lie, cell by cell.

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Date32Type, Float32Type, Float64Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, Float32Array, Float64Array, Int64Array, LargeStringArray, PrimitiveArray,
    StringArray, StringViewArray,
};
use arrow_schema::DataType;
use chrono::NaiveDate;
use mahir::agency::source::{Cell, TableSource};
use mahir::words::fault::Fault;
use mahir::words::table::Column;

use crate::arrow_in;
use crate::capsule::Batches;
use crate::failure::Failure;

/// The cells of a column in one batch.
enum Cells {
    Texts(StringArray),
    LargeTexts(LargeStringArray),
    ViewedTexts(StringViewArray),
    Integers(Int64Array),
    Numbers(Float64Array),
    Singles(Float32Array),
    Days(PrimitiveArray<Date32Type>),
    /// Of any other type that a table may have, copied.
    Copied(Column),
}

impl Cells {
    fn of(name: &str, array: &ArrayRef) -> Result<Self, Failure> {
        fn numbers<T: ArrowPrimitiveType>(array: &ArrayRef) -> PrimitiveArray<T> {
            array.as_primitive::<T>().clone()
        }
        Ok(match array.data_type() {
            DataType::Utf8 => Self::Texts(array.as_string().clone()),
            DataType::LargeUtf8 => Self::LargeTexts(array.as_string().clone()),
            DataType::Utf8View => Self::ViewedTexts(array.as_string_view().clone()),
            DataType::Int64 => Self::Integers(numbers::<Int64Type>(array)),
            DataType::Float64 => Self::Numbers(numbers::<Float64Type>(array)),
            DataType::Float32 => Self::Singles(numbers::<Float32Type>(array)),
            // Days are checked when they are copied, so that reading them cannot fail later.
            DataType::Date32 if days_are_sound(array) => Self::Days(numbers::<Date32Type>(array)),
            kind => Self::Copied(arrow_in::column(name, kind, &[array])?),
        })
    }

    fn cell(&self, row: usize) -> Cell<'_> {
        fn there<'a, A: Array>(
            array: &'a A,
            row: usize,
            cell: impl FnOnce(&'a A) -> Cell<'a>,
        ) -> Cell<'a> {
            if array.is_valid(row) {
                cell(array)
            } else {
                Cell::Missing
            }
        }
        let finite = |number: f64| {
            if number.is_finite() {
                Cell::Number(number)
            } else {
                Cell::Missing
            }
        };
        match self {
            Self::Texts(array) => there(array, row, |array| Cell::Text(array.value(row))),
            Self::LargeTexts(array) => there(array, row, |array| Cell::Text(array.value(row))),
            Self::ViewedTexts(array) => there(array, row, |array| Cell::Text(array.value(row))),
            Self::Integers(array) => there(array, row, |array| Cell::Integer(array.value(row))),
            Self::Numbers(array) => there(array, row, |array| finite(array.value(row))),
            Self::Singles(array) => there(array, row, |array| finite(array.value(row).into())),
            Self::Days(array) => there(array, row, |array| {
                NaiveDate::from_epoch_days(array.value(row)).map_or(Cell::Missing, Cell::Day)
            }),
            Self::Copied(column) => column.cell(row),
        }
    }
}

fn days_are_sound(array: &ArrayRef) -> bool {
    let days = array.as_primitive::<Date32Type>();
    let mut days = days.iter().flatten();
    days.all(|day| NaiveDate::from_epoch_days(day).is_some())
}

/// A table of an agency in Arrow data, walked through row by row.
pub(crate) struct ArrowSource {
    name: String,
    names: Vec<String>,
    /// For each batch how many rows it has, and its columns.
    batches: Vec<(usize, Vec<Cells>)>,
    batch: usize,
    /// The row after the current one, within the batch.
    next: usize,
    /// Rows so far.
    number: u64,
}

impl ArrowSource {
    /// # Errors
    /// A failure that names the table and the column whose type no table can have.
    pub(crate) fn new(name: &str, data: &Batches) -> Result<Self, Failure> {
        let fields = data.schema.fields();
        let names = fields.iter().map(|field| field.name().clone()).collect();
        let batches = data
            .batches
            .iter()
            .map(|batch| {
                let columns = fields.iter().zip(batch.columns());
                let cells = columns
                    .map(|(field, array)| Cells::of(field.name(), array))
                    .collect::<Result<_, _>>()?;
                Ok((batch.num_rows(), cells))
            })
            .collect::<Result<_, Failure>>()
            .map_err(|failure| failure.with("table", name))?;
        Ok(Self {
            name: name.to_owned(),
            names,
            batches,
            batch: 0,
            next: 0,
            number: 0,
        })
    }
}

impl TableSource for ArrowSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[String] {
        &self.names
    }

    fn advance(&mut self) -> Result<Option<u64>, Box<Fault>> {
        while let Some((rows, columns)) = self.batches.get(self.batch) {
            if self.next >= *rows {
                self.batch += 1;
                self.next = 0;
                continue;
            }
            let row = self.next;
            self.next += 1;
            self.number += 1;
            let mut cells = columns.iter().map(|cells| cells.cell(row));
            if cells.any(|cell| !matches!(cell, Cell::Missing)) {
                // The header counts as row 1, so the first row is 2.
                return Ok(Some(self.number + 1));
            }
        }
        Ok(None)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let columns = self.batches.get(self.batch).map(|(_, columns)| columns);
        let cells = columns.and_then(|columns| columns.get(column));
        let (Some(cells), Some(row)) = (cells, self.next.checked_sub(1)) else {
            return Cell::Missing;
        };
        match cells.cell(row) {
            Cell::Text(text) => {
                mahir::agency::source::meant(text).map_or(Cell::Missing, Cell::Text)
            }
            cell => cell,
        }
    }
}
