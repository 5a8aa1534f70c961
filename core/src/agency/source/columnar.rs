//! Rows of a table in memory, such as one that came as Arrow data.

use super::{Cell, TableSource, meant, table_of};
use crate::agency::layout::ColumnKind;
use crate::agency::tables;
use crate::words::fault::Fault;
use crate::words::table::{Column, Table, Values};

/// A table in memory, walked through row by row.
#[derive(Clone, Debug)]
pub struct ColumnarSource {
    name: String,
    names: Vec<String>,
    columns: Vec<Column>,
    rows: usize,
    /// The row after the current one.
    next: usize,
}

impl ColumnarSource {
    /// From a table whose name is one of [`Agency::TABLES`](crate::Agency::TABLES).
    ///
    /// Ids may be numbers there; they are read as texts.
    pub fn new(table: Table) -> Self {
        let name = table.name().to_owned();
        let rows = table.rows();
        let layout = tables::find(table_of(&name));
        let mut columns = table.into_columns();
        for column in &mut columns {
            let kind = layout
                .and_then(|layout| layout.find(column.name()).map(|at| layout.columns[at].kind));
            let is_text = matches!(column.values(), Values::Text(_) | Values::Category { .. });
            if kind == Some(ColumnKind::Text) && !is_text {
                let texts = (0..rows).map(|row| match column.cell(row) {
                    Cell::Missing => None,
                    cell => Some(cell.to_string()),
                });
                *column = Column::optional_texts(column.name(), texts);
            }
        }
        Self {
            name,
            names: columns
                .iter()
                .map(|column| column.name().to_owned())
                .collect(),
            columns,
            rows,
            next: 0,
        }
    }
}

impl TableSource for ColumnarSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[String] {
        &self.names
    }

    fn advance(&mut self) -> Result<Option<u64>, Box<Fault>> {
        while self.next < self.rows {
            self.next += 1;
            let any = (0..self.columns.len()).any(|at| !matches!(self.cell(at), Cell::Missing));
            if any {
                // The header counts as row 1, so the first row is 2.
                return Ok(Some(self.next as u64 + 1));
            }
        }
        Ok(None)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let Some(row) = self.next.checked_sub(1) else {
            return Cell::Missing;
        };
        match self.columns.get(column).map(|column| column.cell(row)) {
            Some(Cell::Text(text)) => meant(text).map_or(Cell::Missing, Cell::Text),
            Some(cell) => cell,
            None => Cell::Missing,
        }
    }
}
