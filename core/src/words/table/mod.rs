//! Rows for people and other programs: every artefact can be read as such tables.

#[cfg(feature = "tables")]
mod delimited;
mod html;
#[cfg(feature = "tables")]
mod json;
mod saved;

use serde::{Deserialize, Serialize};

use super::measure::Date;

pub use html::escape_html;
pub use saved::TableError;

/// A table: named columns of equal length.
///
/// One that is read from a document is checked; [`TableError`] tells what does not fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "saved::SavedTable")]
pub struct Table {
    name: String,
    columns: Vec<Column>,
}

/// A column: a name and one value for each row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "saved::SavedColumn")]
pub struct Column {
    name: String,
    values: Values,
    /// Which rows have no value; empty if all have one.
    missing: Vec<bool>,
}

/// The values of a column. Rows without a value hold any value here; [`Column::is_missing`] tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Values {
    /// Texts.
    Text(Vec<String>),
    /// Texts out of few: codes into labels. Every code is less than the number of labels.
    Category {
        /// A position in the labels for each row.
        codes: Vec<u32>,
        /// The texts.
        labels: Vec<String>,
    },
    /// Whole numbers.
    Integer(Vec<i64>),
    /// Finite numbers.
    Number(Vec<f64>),
    /// Days.
    Day(Vec<Date>),
    /// Yes or no.
    Boolean(Vec<bool>),
}

impl Values {
    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Category { codes, .. } => codes.len(),
            Self::Integer(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Day(values) => values.len(),
            Self::Boolean(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One cell, borrowed from its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Missing,
    /// A text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Boolean(bool),
}

/// As tables show it: days as `YYYY-MM-DD`, nothing for a missing value.
impl std::fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Boolean(value) => write!(f, "{value}"),
        }
    }
}

fn split<T>(
    values: impl IntoIterator<Item = Option<T>>,
    filler: impl Fn() -> T,
) -> (Vec<T>, Vec<bool>) {
    let mut missing = Vec::new();
    let mut any = false;
    let filled = values
        .into_iter()
        .map(|value| {
            missing.push(value.is_none());
            any |= value.is_none();
            value.unwrap_or_else(&filler)
        })
        .collect();
    (filled, if any { missing } else { Vec::new() })
}

impl Column {
    /// A column whose every row has a value.
    pub fn new(name: &str, values: Values) -> Self {
        Self {
            name: name.to_owned(),
            values,
            missing: Vec::new(),
        }
    }

    /// Texts.
    pub fn texts<S: Into<String>>(name: &str, values: impl IntoIterator<Item = S>) -> Self {
        Self::new(
            name,
            Values::Text(values.into_iter().map(Into::into).collect()),
        )
    }

    /// Texts, some missing.
    pub fn optional_texts(name: &str, values: impl IntoIterator<Item = Option<String>>) -> Self {
        let (values, missing) = split(values, String::new);
        Self {
            name: name.to_owned(),
            values: Values::Text(values),
            missing,
        }
    }

    /// Texts out of few labels; a code beyond the labels is a missing value.
    pub fn categories(
        name: &str,
        labels: impl IntoIterator<Item = impl Into<String>>,
        codes: impl IntoIterator<Item = usize>,
    ) -> Self {
        let mut labels: Vec<String> = labels.into_iter().map(Into::into).collect();
        let count = labels.len();
        let codes = codes.into_iter().map(|code| {
            if code < count {
                u32::try_from(code).ok()
            } else {
                None
            }
        });
        let (codes, missing) = split(codes, || 0);
        if labels.is_empty() && !codes.is_empty() {
            labels.push(String::new());
        }
        Self {
            name: name.to_owned(),
            values: Values::Category { codes, labels },
            missing,
        }
    }

    /// Whole numbers.
    pub fn integers(name: &str, values: impl IntoIterator<Item = i64>) -> Self {
        Self::new(name, Values::Integer(values.into_iter().collect()))
    }

    /// Whole numbers, some missing.
    pub fn optional_integers(name: &str, values: impl IntoIterator<Item = Option<i64>>) -> Self {
        let (values, missing) = split(values, || 0);
        Self {
            name: name.to_owned(),
            values: Values::Integer(values),
            missing,
        }
    }

    /// Numbers; one that is not finite becomes a missing value.
    pub fn numbers(name: &str, values: impl IntoIterator<Item = f64>) -> Self {
        Self::optional_numbers(name, values.into_iter().map(Some))
    }

    /// Numbers, some missing; one that is not finite becomes a missing value.
    pub fn optional_numbers(name: &str, values: impl IntoIterator<Item = Option<f64>>) -> Self {
        let finite = values
            .into_iter()
            .map(|value| value.filter(|number| number.is_finite()));
        let (values, missing) = split(finite, || 0.0);
        Self {
            name: name.to_owned(),
            values: Values::Number(values),
            missing,
        }
    }

    /// Days, some missing.
    pub fn days(name: &str, values: impl IntoIterator<Item = Option<Date>>) -> Self {
        let (values, missing) = split(values, Date::default);
        Self {
            name: name.to_owned(),
            values: Values::Day(values),
            missing,
        }
    }

    /// Yes or no.
    pub fn booleans(name: &str, values: impl IntoIterator<Item = bool>) -> Self {
        Self::new(name, Values::Boolean(values.into_iter().collect()))
    }

    /// The column's name, in `snake_case`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The values; see [`Column::is_missing`].
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether a row has no value (or there is no such row).
    pub fn is_missing(&self, row: usize) -> bool {
        row >= self.len() || self.missing.get(row).copied().unwrap_or(false)
    }

    /// Which rows have no value; `None` if all have one.
    pub fn missing(&self) -> Option<&[bool]> {
        if self.missing.is_empty() {
            None
        } else {
            Some(&self.missing)
        }
    }

    /// The cell of a row; missing if there is no such row.
    pub fn cell(&self, row: usize) -> Cell<'_> {
        if self.is_missing(row) {
            return Cell::Missing;
        }
        match &self.values {
            Values::Text(values) => Cell::Text(&values[row]),
            Values::Category { codes, labels } => labels
                .get(codes[row] as usize)
                .map_or(Cell::Missing, |label| Cell::Text(label)),
            Values::Integer(values) => Cell::Integer(values[row]),
            Values::Number(values) => Cell::Number(values[row]),
            Values::Day(values) => Cell::Day(values[row]),
            Values::Boolean(values) => Cell::Boolean(values[row]),
        }
    }
}

impl Table {
    /// A table of columns of equal length.
    ///
    /// # Panics
    /// If the columns differ in length: that is a fault of the caller, not of data.
    pub fn new(name: &str, columns: Vec<Column>) -> Self {
        if let Some(first) = columns.first() {
            for column in &columns {
                assert_eq!(
                    column.len(),
                    first.len(),
                    "column {} of table {name}",
                    column.name
                );
            }
        }
        Self {
            name: name.to_owned(),
            columns,
        }
    }

    /// The table's name, in `snake_case`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The columns, taken out of the table.
    pub fn into_columns(self) -> Vec<Column> {
        self.columns
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// The cell in a row of a named column; missing if there is none.
    pub fn cell(&self, row: usize, column: &str) -> Cell<'_> {
        self.column(column)
            .map_or(Cell::Missing, |column| column.cell(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_infinite_values_are_no_values() {
        let column = Column::optional_numbers("gain", [Some(1.5), None, Some(f64::NAN)]);
        assert_eq!(column.cell(0), Cell::Number(1.5));
        assert_eq!(column.cell(1), Cell::Missing);
        assert_eq!(column.cell(2), Cell::Missing);
        assert_eq!(column.cell(9), Cell::Missing);
        let column = Column::categories("band", ["low", "high"], [1, usize::MAX, 0]);
        assert_eq!(column.cell(0), Cell::Text("high"));
        assert_eq!(column.cell(1), Cell::Missing);
    }
}
