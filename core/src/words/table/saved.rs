//! Tables from documents are checked: whoever wrote them may have made a mistake.

use serde::Deserialize;

use super::{Column, Table, Values};

/// Why a saved table cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The columns of a table differ in length.
    #[error("column '{column}' has {found} values; expected {expected}, as the first column has")]
    Length {
        /// Which column.
        column: String,
        /// How many values it has.
        found: usize,
        /// How many the first column has.
        expected: usize,
    },
    /// The marks of missing values are not one for each value.
    #[error("column '{column}' has {found} marks of missing values; expected none, or {expected}")]
    Missing {
        /// Which column.
        column: String,
        /// How many marks it has.
        found: usize,
        /// How many values it has.
        expected: usize,
    },
    /// A code has no label.
    #[error("column '{column}', row {row}: the code is {code}; expected one below {labels}")]
    Code {
        /// Which column.
        column: String,
        /// Which row, from 0.
        row: usize,
        /// The code.
        code: u32,
        /// How many labels there are.
        labels: usize,
    },
    /// A number is not finite.
    #[error("column '{column}', row {row}: the number is {number}; expected a finite one")]
    Number {
        /// Which column.
        column: String,
        /// Which row, from 0.
        row: usize,
        /// The number, as text.
        number: String,
    },
}

impl TableError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "table_length",
            Self::Missing { .. } => "table_missing",
            Self::Code { .. } => "table_code",
            Self::Number { .. } => "table_number",
        }
    }
}

/// A column as a document holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedColumn {
    name: String,
    values: Values,
    missing: Vec<bool>,
}

impl TryFrom<SavedColumn> for Column {
    type Error = TableError;

    fn try_from(saved: SavedColumn) -> Result<Self, TableError> {
        let SavedColumn {
            name,
            values,
            mut missing,
        } = saved;
        if !missing.is_empty() && missing.len() != values.len() {
            return Err(TableError::Missing {
                column: name,
                found: missing.len(),
                expected: values.len(),
            });
        }
        match &values {
            Values::Category { codes, labels } => {
                let beyond = |code: &u32| *code as usize >= labels.len();
                if let Some(row) = codes.iter().position(beyond) {
                    return Err(TableError::Code {
                        column: name,
                        row,
                        code: codes[row],
                        labels: labels.len(),
                    });
                }
            }
            Values::Number(numbers) => {
                if let Some(row) = numbers.iter().position(|number| !number.is_finite()) {
                    return Err(TableError::Number {
                        column: name,
                        row,
                        number: numbers[row].to_string(),
                    });
                }
            }
            _ => {}
        }
        // Without a missing value there are no marks, so that equal columns are equal.
        if !missing.contains(&true) {
            missing = Vec::new();
        }
        Ok(Self {
            name,
            values,
            missing,
        })
    }
}

/// A table as a document holds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedTable {
    name: String,
    columns: Vec<Column>,
}

impl TryFrom<SavedTable> for Table {
    type Error = TableError;

    fn try_from(saved: SavedTable) -> Result<Self, TableError> {
        let rows = saved.columns.first().map_or(0, Column::len);
        for column in &saved.columns {
            if column.len() != rows {
                return Err(TableError::Length {
                    column: column.name.clone(),
                    found: column.len(),
                    expected: rows,
                });
            }
        }
        Ok(Self {
            name: saved.name,
            columns: saved.columns,
        })
    }
}

#[cfg(all(test, feature = "tables"))]
mod tests {
    use super::*;
    use crate::words::measure::Date;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn table() -> Table {
        Table::new(
            "mixed",
            vec![
                Column::optional_texts("text", [Some("a".to_owned()), None]),
                Column::categories("band", ["low", "high"], [1, 0]),
                Column::integers("count", [i64::MIN, 7]),
                Column::optional_numbers("share", [Some(0.1), None]),
                Column::days("day", [Date::from_ymd_opt(2026, 1, 5), None]),
                Column::booleans("yes", [true, false]),
            ],
        )
    }

    #[test]
    fn a_table_survives_being_saved() {
        let document = serde_json::to_string(&table()).unwrap();
        assert_eq!(serde_json::from_str::<Table>(&document).unwrap(), table());
        let empty = Table::new("empty", Vec::new());
        let document = serde_json::to_string(&empty).unwrap();
        assert_eq!(serde_json::from_str::<Table>(&document).unwrap(), empty);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        type Change = fn(&mut Value);
        let changes: [(Change, &str); 6] = [
            (
                |table| table["columns"][2]["values"]["Integer"] = json!([1]),
                "column 'count' has 1 values; expected 2, as the first column has",
            ),
            (
                |table| table["columns"][0]["missing"] = json!([true]),
                "column 'text' has 1 marks of missing values; expected none, or 2",
            ),
            (
                |table| table["columns"][1]["values"]["Category"]["codes"] = json!([0, 2]),
                "column 'band', row 1: the code is 2; expected one below 2",
            ),
            (
                |table| table["columns"][1]["values"]["Category"]["labels"] = json!([]),
                "column 'band', row 0: the code is 1; expected one below 0",
            ),
            (
                |table| table["columns"][3]["values"]["Number"] = json!([0.1, null]),
                "invalid type: null, expected f64",
            ),
            (|table| table["more"] = json!(1), "unknown field `more`"),
        ];
        for (change, expected) in changes {
            let mut document = serde_json::to_value(table()).unwrap();
            change(&mut document);
            let error = serde_json::from_value::<Table>(document).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        }
    }

    /// Formats other than JSON can hold a number that is not finite.
    #[test]
    fn a_number_must_be_finite() {
        let saved = SavedColumn {
            name: "share".to_owned(),
            values: Values::Number(vec![0.0, f64::NAN]),
            missing: vec![false, true],
        };
        let error = Column::try_from(saved).unwrap_err();
        assert_eq!(error.code(), "table_number");
        assert!(error.to_string().contains("row 1: the number is NaN"));
    }

    #[test]
    fn marks_without_a_missing_value_are_none() {
        let mut document = serde_json::to_value(table()).unwrap();
        document["columns"][2]["missing"] = json!([false, false]);
        assert_eq!(serde_json::from_value::<Table>(document).unwrap(), table());
    }

    proptest! {
        /// Whatever a document says, reading it gives a table whose cells can all be read, or an
        /// error.
        #[test]
        fn no_document_makes_a_cell_panic(
            codes in proptest::collection::vec(0_u32..4, 0..4),
            labels in proptest::collection::vec("[a-z]{0,2}", 0..4),
            integers in proptest::collection::vec(any::<i64>(), 0..4),
            missing in proptest::collection::vec(any::<bool>(), 0..4),
        ) {
            let document = json!({ "name": "t", "columns": [
                { "name": "c", "values": { "Category": { "codes": codes, "labels": labels } }, "missing": missing },
                { "name": "i", "values": { "Integer": integers }, "missing": [] },
            ]});
            if let Ok(table) = serde_json::from_value::<Table>(document) {
                for row in 0..=table.rows() {
                    for column in table.columns() {
                        column.cell(row);
                    }
                }
                prop_assert_eq!(table.to_csv().lines().count(), table.rows() + 1);
            }
        }
    }
}
