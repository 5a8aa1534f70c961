//! The first sheet of a workbook (XLSX) as a table.

use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{DataRef, Reader as _, Xlsx};

use super::ReaderError;
use super::opened::{LARGEST_FILE, name_of, one, read_whole, too_large};
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

/// Row (from 1), column, and the cell there; in order.
type Placed = (u32, u16, Kept);

/// A sheet of a workbook, walked through row by row. Its first row with any value is the header.
///
/// Texts stay texts, also those of digits; numbers are read as numbers, so that a personal number
/// that a spreadsheet took for a number is known as damaged. Formulas count by their last value.
pub struct WorkbookSource {
    name: String,
    columns: Vec<String>,
    cells: Vec<Placed>,
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
        let mut book = opened(name, bytes)?;
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
        Ok(Self::of(name, cells(&mut book, name, found, MOST_CELLS)?))
    }

    /// All sheets that have a value in them, each called by its own name, so that a workbook with a
    /// sheet for each table is an agency:
    ///
    /// ```no_run
    /// use mahir::Agency;
    /// use mahir::readers::WorkbookSource;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut builder = Agency::builder().settings(std::fs::read_to_string("agency.toml")?);
    /// for sheet in WorkbookSource::open("office.xlsx")? {
    ///     builder = builder.source(sheet);
    /// }
    /// let agency = builder.build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ReaderError::Faults`] if it is no workbook or is too large,
    /// [`ReaderError::File`] if the file cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Vec<Self>, ReaderError> {
        let path = path.as_ref();
        Self::sheets(&name_of(path), read_whole(path)?)
    }

    /// The same from bytes in memory; faults of the workbook as a whole call it by `name`.
    ///
    /// # Errors
    /// [`ReaderError::Faults`] if it is no workbook or is too large.
    pub fn sheets(name: &str, bytes: Vec<u8>) -> Result<Vec<Self>, ReaderError> {
        let mut book = opened(name, bytes)?;
        let mut left = MOST_CELLS;
        let mut sources = Vec::new();
        for sheet in book.sheet_names() {
            let cells = cells(&mut book, name, &sheet, left)?;
            left -= cells.len();
            if !cells.is_empty() {
                sources.push(Self::of(&sheet, cells));
            }
        }
        Ok(sources)
    }

    fn of(name: &str, cells: Vec<Placed>) -> Self {
        let mut source = Self {
            name: name.to_owned(),
            columns: Vec::new(),
            cells,
            from: 0,
            until: 0,
            row: 0,
        };
        source.read_header();
        source
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

fn unreadable(name: &str, problem: &impl std::fmt::Display) -> ReaderError {
    let problem = format!("the workbook cannot be read: {problem}");
    one(Fault::new("workbook", name, problem, "a workbook (XLSX)"))
}

/// The workbook, if it is one and not too large.
fn opened(name: &str, bytes: Vec<u8>) -> Result<Xlsx<Cursor<Vec<u8>>>, ReaderError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(one(too_large(name)));
    }
    check_size(name, &bytes)?;
    calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| unreadable(name, &error))
}

/// The cells of a sheet that have a value, at most so many.
fn cells(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
    sheet: &str,
    most: usize,
) -> Result<Vec<Placed>, ReaderError> {
    let mut cells = Vec::new();
    let mut reader = book
        .worksheet_cells_reader(sheet)
        .map_err(|error| unreadable(name, &error))?;
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => return Err(unreadable(name, &error)),
        };
        let (row, column) = cell.get_position();
        let (Some(row), Ok(column)) = (row.checked_add(1), u16::try_from(column)) else {
            continue;
        };
        if let Some(kept) = kept(cell.get_value()) {
            if cells.len() >= most {
                let expected = format!("at most {MOST_CELLS} cells with a value");
                let problem = "the workbook is too large";
                return Err(one(Fault::new("too_large", name, problem, expected)));
            }
            cells.push((row, column, kept));
        }
    }
    // Writers give cells in order; one that does not is read as if it had.
    cells.sort_by_key(|&(row, column, _)| (row, column));
    Ok(cells)
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
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
    // A spreadsheet in OpenDocument form is an archive too, and tells in its first file what it is.
    if archive.by_name("mimetype").is_ok() {
        let fault = Fault::new(
            "workbook",
            name,
            "an OpenDocument spreadsheet (ODS)",
            "the sheet saved as Excel workbook (XLSX) or as CSV",
        );
        return Err(one(fault));
    }
    let mut left = LARGEST_UNPACKED;
    for at in 0..archive.len() {
        let file = archive
            .by_index(at)
            .map_err(|error| unreadable(name, &error))?;
        let mut bounded = file.take(left + 1);
        let size = std::io::copy(&mut bounded, &mut std::io::sink())
            .map_err(|error| unreadable(name, &error))?;
        if size > left {
            let expected = format!("a workbook that unpacks to at most {LARGEST_UNPACKED} bytes");
            let problem = "the workbook is too large";
            return Err(one(Fault::new("too_large", name, problem, expected)));
        }
        left -= size;
    }
    Ok(())
}
