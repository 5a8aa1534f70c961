//! A table in memory: made from aligned text or row by row, written as CSV.

use std::collections::BTreeMap;

/// Rows of text under a header; `name` is the file's name without `.csv`.
#[derive(Clone)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// One row of a table, read by column name.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    table: &'a Table,
    cells: &'a [String],
}

impl Table {
    /// An empty table with the header that the format prescribes, `id,name,…`.
    pub(crate) fn empty(name: &'static str, header: &str) -> Self {
        let header = header.split(',').map(str::to_owned).collect();
        Self {
            name,
            header,
            rows: Vec::new(),
        }
    }

    /// A table from lines of cells between `|`; the first line is the header, blank lines are skipped.
    pub(crate) fn from_text(name: &'static str, text: &str) -> Self {
        let mut lines = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(cells);
        Self {
            name,
            header: lines.next().unwrap_or_default(),
            rows: lines.collect(),
        }
    }

    /// Adds a row; the check reports a row that does not fit the header.
    pub(crate) fn push<const WIDTH: usize>(&mut self, row: [&str; WIDTH]) {
        self.rows.push(row.map(str::to_owned).to_vec());
    }

    /// The rows, read by column name.
    pub(crate) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.rows.iter().map(|cells| Record { table: self, cells })
    }

    /// The rows by the text of one column; of equal texts the last one stays.
    pub(crate) fn by(&self, column: &str) -> BTreeMap<&str, Record<'_>> {
        self.records()
            .map(|record| (record.get(column), record))
            .collect()
    }

    /// The table as CSV (RFC 4180 quoting, `\n` line ends).
    pub(crate) fn to_csv(&self) -> String {
        let mut text = String::new();
        for row in std::iter::once(&self.header).chain(&self.rows) {
            let line: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
            text.push_str(&line.join(","));
            text.push('\n');
        }
        text
    }
}

impl<'a> Record<'a> {
    /// The cell under `column`; empty when the table has no such column or the row is short,
    /// both of which the check reports.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        let position = self.table.header.iter().position(|name| name == column);
        position
            .and_then(|position| self.cells.get(position))
            .map_or("", String::as_str)
    }
}

fn cells(line: &str) -> Vec<String> {
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A level in thousandths as decimal text without trailing zeros: 1500 is `1.5`.
pub(crate) fn level_text(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Decimal text in thousandths: `1.5` is 1500; nothing for text that is no such number.
pub(crate) fn thousandths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 3 || !digits(whole) || !digits(fraction) {
        return None;
    }
    format!("{whole}{fraction:0<3}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_what_needs_it() {
        let mut table = Table::empty("example", "a,b");
        table.push(["one, two", "say \"yes\""]);
        // RFC 4180, rules 6 and 7.
        assert_eq!(table.to_csv(), "a,b\n\"one, two\",\"say \"\"yes\"\"\"\n");
    }

    #[test]
    fn levels_read_back_as_written() {
        for level in 0..=5000 {
            assert_eq!(thousandths(&level_text(level)), Some(level));
        }
        assert_eq!(level_text(1500), "1.5");
        assert_eq!(level_text(2000), "2");
        for text in ["", ".5", "-1", "1e3", "1.2345", "NaN"] {
            assert_eq!(thousandths(text), None, "{text}");
        }
    }
}
