//! A table as JSON rows.

use serde_json::{Map, Value};

use super::{Cell, Table};

impl Table {
    /// The rows as a JSON array of objects, keys in the order of the columns' names.
    ///
    /// ```
    /// use mahir::words::table::{Column, Table};
    ///
    /// let table = Table::new("units", vec![Column::texts("id", ["KEC"])]);
    /// assert_eq!(table.to_json().to_string(), r#"[{"id":"KEC"}]"#);
    /// ```
    pub fn to_json(&self) -> Value {
        (0..self.rows())
            .map(|row| {
                let object: Map<String, Value> = self
                    .columns
                    .iter()
                    .map(|column| {
                        let value = match column.cell(row) {
                            Cell::Missing => Value::Null,
                            Cell::Text(text) => Value::from(text),
                            Cell::Integer(number) => Value::from(number),
                            Cell::Number(number) => Value::from(number),
                            Cell::Day(day) => Value::from(day.to_string()),
                            Cell::Boolean(value) => Value::from(value),
                        };
                        (column.name.clone(), value)
                    })
                    .collect();
                Value::Object(object)
            })
            .collect()
    }
}
