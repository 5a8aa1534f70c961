//! The first sheet of a workbook (XLSX) as a table.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};

use super::ReaderError;
use super::opened::{LARGEST_FILE, one, too_large};
use crate::agency::source::{Cell, TableSource, meant};
use crate::words::fault::Fault;
use crate::words::measure::Date;

/// The most cells that are read.
const MOST_CELLS: usize = 20_000_000;
/// The most that a workbook may unpack to, in bytes.
const LARGEST_UNPACKED: u64 = 2 * 1024 * 1024 * 1024;

/// A cell that is kept.
#[derive(Clone, Debug)]
enum Kept {
    Text(Box<str>),
    Number(f64),
    Day(Date),
    Boolean(bool),
}

/// A sheet of a workbook, walked through row by row. Its first row with any value is the header.
///
/// Texts stay texts, also those of digits; numbers are read as numbers, so that a personal number
/// that a spreadsheet took for a number is known as damaged. Formulas count by their last value.
pub struct WorkbookSource {
    name: String,
    columns: Vec<String>,
    /// Row (from 1), column, cell, in order.
    cells: Vec<(u32, u16, Kept)>,
    /// The cells of the current row.
    from: usize,
    until: usize,
    row: u64,
}

impl WorkbookSource {
    /// From the bytes of a workbook; `sheet` is the sheet's name, or nothing for the first one.
    ///
    /// # Errors
    /// [`ReaderError::Faults`] if it is no workbook, has no such sheet, or is too large.
    pub fn new(name: &str, bytes: Vec<u8>, sheet: Option<&str>) -> Result<Self, ReaderError> {
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(one(too_large(name)));
        }
        check_size(name, &bytes)?;
        let unreadable = |problem: String| {
            let problem = format!("the workbook cannot be read: {problem}");
            one(Fault::new("workbook", name, problem, "a workbook (XLSX)"))
        };
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
            .map_err(|error: calamine::XlsxError| unreadable(error.to_string()))?;
        let sheets = book.sheet_names();
        let found = match sheet {
            Some(wanted) => sheets.iter().find(|known| known.as_str() == wanted),
            None => sheets.first(),
        };
        let Some(found) = found else {
            let expected = format!("one of {}", sheets.join(", "));
            let fault = Fault::new("unknown_sheet", name, "there is no such sheet", expected);
            return Err(one(fault.value(sheet.unwrap_or_default())));
        };
        let mut cells = Vec::new();
        let mut reader = book
            .worksheet_cells_reader(found)
            .map_err(|error| unreadable(error.to_string()))?;
        loop {
            let cell = match reader.next_cell() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(error) => return Err(unreadable(error.to_string())),
            };
            let (row, column) = cell.get_position();
            let (Some(row), Ok(column)) = (row.checked_add(1), u16::try_from(column)) else {
                continue;
            };
            if let Some(kept) = kept(cell.get_value()) {
                if cells.len() >= MOST_CELLS {
                    let expected = format!("at most {MOST_CELLS} cells with a value");
                    let problem = "the sheet is too large";
                    return Err(one(Fault::new("too_large", name, problem, expected)));
                }
                cells.push((row, column, kept));
            }
        }
        // Writers give cells in order; one that does not is read as if it had.
        cells.sort_by_key(|&(row, column, _)| (row, column));
        let mut source = Self {
            name: name.to_owned(),
            columns: Vec::new(),
            cells,
            from: 0,
            until: 0,
            row: 0,
        };
        source.read_header();
        Ok(source)
    }

    fn read_header(&mut self) {
        self.step();
        for at in self.from..self.until {
            let column = usize::from(self.cells[at].1);
            if column >= self.columns.len() {
                self.columns.resize(column + 1, String::new());
            }
            self.columns[column] = self.shown(at).to_string().trim().to_owned();
        }
    }

    /// Goes to the next row that has a cell; false at the end.
    fn step(&mut self) -> bool {
        self.from = self.until;
        let Some(&(row, _, _)) = self.cells.get(self.from) else {
            return false;
        };
        let rest = &self.cells[self.from..];
        self.until += rest.iter().take_while(|&&(at, _, _)| at == row).count();
        self.row = u64::from(row);
        true
    }

    fn shown(&self, at: usize) -> Cell<'_> {
        match self.cells.get(at).map(|(_, _, kept)| kept) {
            Some(Kept::Text(text)) => meant(text).map_or(Cell::Missing, Cell::Text),
            Some(&Kept::Number(number)) => Cell::Number(number),
            Some(&Kept::Day(day)) => Cell::Day(day),
            Some(&Kept::Boolean(value)) => Cell::Boolean(value),
            None => Cell::Missing,
        }
    }
}

impl TableSource for WorkbookSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn advance(&mut self) -> Result<Option<u64>, Box<Fault>> {
        while self.step() {
            let any = (self.from..self.until).any(|at| self.shown(at) != Cell::Missing);
            if any {
                return Ok(Some(self.row));
            }
        }
        Ok(None)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let row = self.cells.get(self.from..self.until).unwrap_or_default();
        row.iter()
            .position(|&(_, at, _)| usize::from(at) == column)
            .map_or(Cell::Missing, |at| self.shown(self.from + at))
    }
}

/// What is kept of a cell; nothing of an empty one or an error.
fn kept(value: &DataRef<'_>) -> Option<Kept> {
    match value {
        DataRef::String(text) => Some(Kept::Text(text.as_str().into())),
        DataRef::SharedString(text) => Some(Kept::Text((*text).into())),
        DataRef::Float(number) => number.is_finite().then_some(Kept::Number(*number)),
        // Whole numbers of a sheet are exact up to 2^53, as all its numbers are.
        DataRef::Int(number) => Some(Kept::Number(*number as f64)),
        DataRef::Bool(value) => Some(Kept::Boolean(*value)),
        DataRef::DateTime(day) => day.as_datetime().map(|day| Kept::Day(day.date())),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some(Kept::Text(text.as_str().into()))
        }
        _ => None,
    }
}

/// Whether the archive unpacks to no more than is allowed: it is unpacked once into nothing, for
/// what it says of itself need not be true.
fn check_size(name: &str, bytes: &[u8]) -> Result<(), ReaderError> {
    let unreadable = |problem: String| {
        let problem = format!("the workbook cannot be read: {problem}");
        one(Fault::new("workbook", name, problem, "a workbook (XLSX)"))
    };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(error.to_string()))?;
    let mut left = LARGEST_UNPACKED;
    for at in 0..archive.len() {
        let file = archive
            .by_index(at)
            .map_err(|error| unreadable(error.to_string()))?;
        let mut bounded = file.take(left + 1);
        let size = std::io::copy(&mut bounded, &mut std::io::sink())
            .map_err(|error| unreadable(error.to_string()))?;
        if size > left {
            let expected = format!("a workbook that unpacks to at most {LARGEST_UNPACKED} bytes");
            let problem = "the workbook is too large";
            return Err(one(Fault::new("too_large", name, problem, expected)));
        }
        left -= size;
    }
    Ok(())
}
