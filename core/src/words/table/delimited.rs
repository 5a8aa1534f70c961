//! A table as comma-separated values that a spreadsheet opens safely.

use super::{Cell, Table};

/// Whether a spreadsheet would take the text for a formula, or it is one with marks in front:
/// such a text gets one more mark, so that a reader who takes one off has the text again.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

impl Table {
    /// The table as comma-separated values with a header (RFC 4180, lines end in LF).
    ///
    /// A text that a spreadsheet would take for a formula (it starts with `=`, `+`, `-`, `@`, a
    /// tabulator or a carriage return) gets a quotation mark `'` in front; numbers stay numbers.
    ///
    /// ```
    /// use mahir::words::table::{Column, Table};
    ///
    /// let table = Table::new("units", vec![Column::texts("id", ["KEC", "=1+1"])]);
    /// assert_eq!(table.to_csv(), "id\nKEC\n'=1+1\n");
    /// ```
    pub fn to_csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        // Writing to memory cannot fail, and all rows have the header's length.
        let _ = writer.write_record(self.columns.iter().map(super::Column::name));
        for row in 0..self.rows() {
            for column in &self.columns {
                let _ = match column.cell(row) {
                    Cell::Text(text) if is_formula(text) => writer.write_field(format!("'{text}")),
                    cell => writer.write_field(cell.to_string()),
                };
            }
            let _ = writer.write_record(None::<&[u8]>);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Table};

    #[test]
    fn texts_with_separators_are_quoted_and_missing_is_empty() {
        let table = Table::new(
            "t",
            vec![
                Column::optional_texts("text", [Some("a,\"b\"".to_owned()), None]),
                Column::integers("number", [-1, 2]),
            ],
        );
        assert_eq!(table.to_csv(), "text,number\n\"a,\"\"b\"\"\",-1\n,2\n");
    }
}
