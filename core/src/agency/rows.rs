//! Rows of a source, read against the layout of their table; what is wrong is noted on the way.

use super::counting::Counting;
use super::layout::TableLayout;
use super::source::{Cell, TableSource};
use crate::words::fault::{Fault, Faults};

/// The rows of one table.
pub(super) struct Rows<'s> {
    source: &'s mut dyn TableSource,
    layout: &'static TableLayout,
    /// For each column of the layout, where the source has it.
    places: Vec<Option<usize>>,
    /// Columns of the source that have no name.
    unnamed: Vec<usize>,
    file: String,
    faults: &'s mut Faults,
    counting: &'s Counting<'s>,
    suggestions: u32,
    /// The columns whose table has no ids, which is told once for each.
    without_ids: Vec<usize>,
}

/// One row of a table; its cells are read by their column's position in the layout.
pub(super) struct Row<'r> {
    pub(super) source: &'r dyn TableSource,
    pub(super) layout: &'static TableLayout,
    places: &'r [Option<usize>],
    pub(super) file: &'r str,
    /// As a spreadsheet counts.
    pub(super) number: u64,
    pub(super) faults: &'r mut Faults,
    /// How many names may still be looked for that are near to an unknown one.
    pub(super) suggestions: &'r mut u32,
    pub(super) without_ids: &'r mut Vec<usize>,
}

/// Of so many unknown columns or keys each is named; the others are counted.
pub(super) const NAMED_UNKNOWN: usize = 20;
/// For so many unknown ids of a table the nearest known one is looked for.
const SUGGESTIONS: u32 = 100;

impl<'s> Rows<'s> {
    /// Reads the header; `None` if the table's rows cannot be read for what is wrong with it.
    pub(super) fn open(
        source: &'s mut dyn TableSource,
        layout: &'static TableLayout,
        faults: &'s mut Faults,
        counting: &'s Counting<'s>,
    ) -> Option<Self> {
        let file = source.name().to_owned();
        if source.columns().is_empty() {
            let fault = match source.advance() {
                Err(fault) => *fault,
                Ok(_) => Fault::new(
                    "empty_file",
                    &file,
                    "the table has no header",
                    format!("a first row with the columns {}", layout.column_names()),
                ),
            };
            faults.push(fault);
            return None;
        }
        let mut header = Header::new(layout);
        header.read(source.columns(), &file, faults);
        if !header.is_usable {
            return None;
        }
        Some(Self {
            source,
            layout,
            places: header.places,
            unnamed: header.unnamed,
            file,
            faults,
            counting,
            suggestions: SUGGESTIONS,
            without_ids: Vec::new(),
        })
    }

    /// The next row that can be read; none if the work was stopped.
    pub(super) fn next(&mut self) -> Option<Row<'_>> {
        if !self.counting.row() {
            return None;
        }
        let number = loop {
            match self.source.advance() {
                Ok(number) => break number?,
                Err(fault) => self.faults.push(*fault),
            }
        };
        for &column in &self.unnamed {
            if let Cell::Text(text) = self.source.cell(column) {
                self.faults.push(
                    Fault::new(
                        "extra_values",
                        &self.file,
                        "a value stands in a column without a name",
                        "a name in the header, or no value",
                    )
                    .row(number)
                    .value(text),
                );
            }
        }
        Some(Row {
            source: self.source,
            layout: self.layout,
            places: &self.places,
            file: &self.file,
            number,
            faults: self.faults,
            suggestions: &mut self.suggestions,
            without_ids: &mut self.without_ids,
        })
    }

    /// Notes a fault of a column of an earlier row.
    pub(super) fn fault_at(
        &mut self,
        row: u32,
        column: usize,
        code: &str,
        value: &str,
        (problem, expected): (impl Into<String>, impl Into<String>),
    ) {
        let column = self
            .layout
            .columns
            .get(column)
            .map_or("", |column| column.name);
        self.faults.push(
            Fault::new(code, &self.file, problem, expected)
                .row(u64::from(row))
                .column(column)
                .value(value),
        );
    }
}

/// A header as far as it is understood.
struct Header {
    layout: &'static TableLayout,
    places: Vec<Option<usize>>,
    unnamed: Vec<usize>,
    is_usable: bool,
}

impl Header {
    fn new(layout: &'static TableLayout) -> Self {
        Self {
            layout,
            places: vec![None; layout.columns.len()],
            unnamed: Vec::new(),
            is_usable: true,
        }
    }

    fn read(&mut self, names: &[String], file: &str, faults: &mut Faults) {
        let mut unknown = 0;
        for (at, name) in names.iter().enumerate() {
            if name.trim().is_empty() {
                self.unnamed.push(at);
                continue;
            }
            let Some(column) = self.layout.find(name) else {
                unknown += 1;
                if unknown <= NAMED_UNKNOWN {
                    let mut fault = self
                        .fault("unknown_column", file, "unknown column")
                        .column(&crate::words::fault::shown(name));
                    if let Some(near) = self.layout.nearest(name) {
                        fault.expected = format!("{} (did you mean '{near}'?)", fault.expected);
                    }
                    faults.push(fault);
                }
                continue;
            };
            match self.places.get_mut(column) {
                Some(place @ None) => *place = Some(at),
                _ => faults.push(
                    Fault::new(
                        "duplicate_column",
                        file,
                        "the column is there twice",
                        "each column once, under one of its names",
                    )
                    .row(1)
                    .column(&crate::words::fault::shown(name)),
                ),
            }
        }
        if unknown > NAMED_UNKNOWN {
            let more = unknown - NAMED_UNKNOWN;
            let problem = format!("{more} more unknown columns");
            faults.push(self.fault("unknown_column", file, &problem));
        }
        for (column, place) in self.layout.columns.iter().zip(&self.places) {
            if column.needed && place.is_none() {
                self.is_usable = false;
                let mut expected = format!("a column '{}'", column.name);
                for alias in column.aliases {
                    expected.push_str(&format!(" or '{alias}'"));
                }
                faults.push(
                    Fault::new("missing_column", file, "the column is missing", expected)
                        .row(1)
                        .column(column.name),
                );
            }
        }
    }

    fn fault(&self, code: &str, file: &str, problem: &str) -> Fault {
        let expected = format!("one of {}", self.layout.column_names());
        Fault::new(code, file, problem, expected).row(1)
    }
}

impl<'r> Row<'r> {
    /// The cell in a column; missing if the table does not have it.
    pub(super) fn cell(&self, column: usize) -> Cell<'r> {
        match self.places.get(column) {
            Some(&Some(place)) => self.source.cell(place),
            _ => Cell::Missing,
        }
    }

    /// Whether the cell has no value.
    pub(super) fn is_missing(&self, column: usize) -> bool {
        matches!(self.cell(column), Cell::Missing)
    }

    /// The row's number as it is kept for later faults.
    pub(super) fn kept_number(&self) -> u32 {
        u32::try_from(self.number).unwrap_or(u32::MAX)
    }

    /// Notes a fault of a cell of this row.
    pub(super) fn fault(
        &mut self,
        column: usize,
        code: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let name = self
            .layout
            .columns
            .get(column)
            .map_or("", |column| column.name);
        let mut fault = Fault::new(code, self.file, problem, expected)
            .row(self.number)
            .column(name);
        match self.cell(column) {
            Cell::Missing => {}
            cell => fault = fault.value(&cell.to_string()),
        }
        self.faults.push(fault);
    }
}
