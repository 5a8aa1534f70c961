//! Rows of delimited text, as spreadsheets write it.

use std::io::{self, Cursor, Read};

use csv::{ByteRecord, StringRecord};

use super::{Cell, TableSource, meant};
use crate::words::fault::Fault;

/// A table of delimited text, read as a stream: one row is held at a time.
///
/// The delimiter (`,`, `;` or a tabulator) is told from the header, or from a first line
/// `sep=;`. A byte order mark, blank lines, blanks around values, quoted values and any kind of
/// line end are understood. Text must be UTF-8.
pub struct DelimitedSource {
    name: String,
    columns: Vec<String>,
    reader: csv::Reader<Bounded<Box<dyn Read + Send>>>,
    /// The current row; `None` where it could not be read.
    record: Option<StringRecord>,
    /// The current row's number; the header's is 1, or more if lines stand before it.
    row: u64,
    /// What keeps the text from being read at all.
    broken: Option<Box<Fault>>,
    ended: bool,
}

impl DelimitedSource {
    /// The longest value that is read, in bytes.
    pub const LONGEST_VALUE: usize = 64 * 1024;
    /// The longest row that is read, in bytes; the header must be shorter than the longest value.
    pub const LONGEST_ROW: usize = 1024 * 1024;

    /// From a text in memory; `name` is the table's name, with or without `.csv`.
    pub fn from_text(name: &str, text: impl Into<Vec<u8>>) -> Self {
        Self::new(name, Cursor::new(text.into()))
    }

    /// From anything that gives bytes; `name` is the table's name, with or without `.csv`.
    ///
    /// The header is read at once. If that fails, the walk starts with the fault.
    pub fn new(name: &str, mut bytes: impl Read + Send + 'static) -> Self {
        let mut source = Self {
            name: name.to_owned(),
            columns: Vec::new(),
            reader: open(b',', Box::new(io::empty())),
            record: None,
            row: 0,
            broken: None,
            ended: false,
        };
        match Opening::read(name, &mut bytes) {
            Ok(opening) => {
                source.row = opening.skipped;
                // The last line is counted like all others when it ends like them.
                let rest = Cursor::new(opening.rest)
                    .chain(bytes)
                    .chain(Cursor::new(b"\n"));
                source.reader = open(opening.delimiter, Box::new(rest));
                source.read_header();
            }
            Err(fault) => source.break_off(*fault),
        }
        source
    }

    fn break_off(&mut self, fault: Fault) {
        self.broken = Some(Box::new(fault));
        self.columns = Vec::new();
        self.ended = true;
    }

    fn read_header(&mut self) {
        match self.next_record() {
            Ok(true) => {
                let names = self.record.iter().flatten();
                self.columns = names.map(|name| name.trim().to_owned()).collect();
                // Columns without a name at the end come from trailing delimiters.
                while self.columns.last().is_some_and(String::is_empty) {
                    self.columns.pop();
                }
            }
            Ok(false) => {}
            Err(fault) => self.break_off(*fault),
        }
    }

    /// Reads a record of valid text into `record`; false at the end.
    fn next_record(&mut self) -> Result<bool, Box<Fault>> {
        // The record's memory is used again for each row.
        let mut bytes = self.record.take().unwrap_or_default().into_byte_record();
        self.reader.get_mut().allowance = Self::LONGEST_ROW;
        let read = self.reader.read_byte_record(&mut bytes);
        match read {
            Ok(true) => self.count_row(&bytes),
            Ok(false) => {
                self.ended = true;
                return Ok(false);
            }
            Err(error) => {
                self.ended = true;
                let row = self.row.saturating_add(1);
                return Err(Box::new(self.unreadable(&error).row(row)));
            }
        }
        match StringRecord::from_byte_record(bytes) {
            Ok(record) => self.record = Some(record),
            Err(error) => {
                let field = error.utf8_error().field();
                let bytes = error.into_byte_record();
                let shown = String::from_utf8_lossy(bytes.get(field).unwrap_or_default());
                let mut fault = Fault::new(
                    "encoding",
                    &self.name,
                    "the text is not UTF-8",
                    "a file saved as UTF-8 (in a spreadsheet: CSV UTF-8)",
                )
                .row(self.row)
                .value(&shown);
                if let Some(column) = self.columns.get(field) {
                    fault = fault.column(column);
                }
                return Err(Box::new(fault));
            }
        }
        Ok(true)
    }

    /// Keeps the row's number as a spreadsheet counts: blank lines count, line ends within a
    /// quoted value do not.
    fn count_row(&mut self, bytes: &ByteRecord) {
        // The record's own position is where the one before it ended.
        let start = bytes.position().map_or(0, csv::Position::line);
        let mut lines = self.reader.position().line().saturating_sub(start);
        if lines > 1 {
            let embedded = bytes
                .as_slice()
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            lines = lines.saturating_sub(embedded as u64);
        }
        self.row = self.row.saturating_add(lines.max(1));
    }

    fn unreadable(&self, error: &csv::Error) -> Fault {
        if self.reader.get_ref().exceeded {
            return Fault::new(
                "row_too_long",
                &self.name,
                "the row is too long; nothing was read from here on",
                format!(
                    "rows of at most {} bytes; is a quotation mark left open?",
                    Self::LONGEST_ROW
                ),
            );
        }
        Fault::new(
            "unreadable",
            &self.name,
            format!("the text cannot be read on: {error}"),
            "a readable file of delimited text",
        )
    }

    /// What is wrong with the row as a whole.
    fn row_fault(&self, record: &StringRecord) -> Option<Fault> {
        if record.as_slice().len() > Self::LONGEST_VALUE
            && record.iter().any(|value| value.len() > Self::LONGEST_VALUE)
        {
            return Some(
                Fault::new(
                    "value_too_long",
                    &self.name,
                    "a value is too long",
                    format!("values of at most {} bytes", Self::LONGEST_VALUE),
                )
                .row(self.row),
            );
        }
        let extra = record
            .iter()
            .skip(self.columns.len())
            .find(|value| !is_blank(value))?;
        let problem = format!(
            "the row has {} values, the header {} columns",
            record.len(),
            self.columns.len()
        );
        let expected = "one value for each column; a value with the delimiter in it stands in \
                        quotation marks";
        Some(
            Fault::new("extra_values", &self.name, problem, expected)
                .row(self.row)
                .value(extra),
        )
    }
}

impl TableSource for DelimitedSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn advance(&mut self) -> Result<Option<u64>, Box<Fault>> {
        if let Some(fault) = self.broken.take() {
            return Err(fault);
        }
        while !self.ended && self.next_record()? {
            let Some(record) = &self.record else { continue };
            if record.iter().all(is_blank) {
                continue;
            }
            let is_suspicious =
                record.len() > self.columns.len() || record.as_slice().len() > Self::LONGEST_VALUE;
            if is_suspicious && let Some(fault) = self.row_fault(record) {
                return Err(Box::new(fault));
            }
            return Ok(Some(self.row));
        }
        self.record = None;
        Ok(None)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        self.record
            .as_ref()
            .and_then(|record| record.get(column))
            .and_then(meant)
            .map_or(Cell::Missing, Cell::Text)
    }
}

fn is_blank(value: &str) -> bool {
    !value.bytes().any(|byte| byte.is_ascii_graphic()) && value.trim().is_empty()
}

fn open(delimiter: u8, bytes: Box<dyn Read + Send>) -> csv::Reader<Bounded<Box<dyn Read + Send>>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(128 * 1024)
        .from_reader(Bounded {
            bytes,
            allowance: DelimitedSource::LONGEST_ROW,
            exceeded: false,
        })
}

/// Stops giving bytes when one row takes more than its allowance, so that a row without end
/// cannot fill the memory.
struct Bounded<R> {
    bytes: R,
    allowance: usize,
    exceeded: bool,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.allowance == 0 {
            self.exceeded = true;
            return Err(io::Error::other("the row is too long"));
        }
        let count = self.bytes.read(buffer)?;
        self.allowance = self.allowance.saturating_sub(count);
        Ok(count)
    }
}

/// The start of a text, up to its header.
struct Opening {
    delimiter: u8,
    /// Lines before the header.
    skipped: u64,
    /// The bytes from the header on, as far as they were read.
    rest: Vec<u8>,
}

impl Opening {
    fn read(name: &str, bytes: &mut impl Read) -> Result<Self, Box<Fault>> {
        let mut start = Vec::new();
        // One byte more than a header may have tells that it is too long.
        let limit = DelimitedSource::LONGEST_VALUE as u64 + 1;
        if let Err(error) = bytes.take(limit).read_to_end(&mut start) {
            return Err(Box::new(Fault::new(
                "unreadable",
                name,
                format!("the file cannot be read: {error}"),
                "a readable file of delimited text",
            )));
        }
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(Box::new(Fault::new(
                "encoding",
                name,
                "the text is UTF-16",
                "a file saved as UTF-8 (in a spreadsheet: CSV UTF-8)",
            )));
        }
        if start.starts_with(&[0xef, 0xbb, 0xbf]) {
            start.drain(..3);
        }
        let mut told = None;
        let mut skipped = 0;
        let mut from = 0;
        loop {
            let line = start.get(from..).unwrap_or_default();
            let end = line.iter().position(|&byte| byte == b'\n' || byte == b'\r');
            if end.is_none() && start.len() as u64 >= limit {
                return Err(Box::new(
                    Fault::new(
                        "row_too_long",
                        name,
                        "the header is too long",
                        format!("a first line of at most {} bytes", limit - 1),
                    )
                    .row(skipped + 1),
                ));
            }
            let text = line.get(..end.unwrap_or(line.len())).unwrap_or_default();
            let blank = text
                .iter()
                .all(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b';'));
            if skipped == 0 && told.is_none() {
                told = told_delimiter(text);
            }
            let is_told = told.is_some() && skipped == 0 && told_delimiter(text).is_some();
            match end {
                Some(end) if blank || is_told => {
                    let width = if line.get(end..end + 2) == Some(b"\r\n") {
                        2
                    } else {
                        1
                    };
                    from += end + width;
                    skipped += 1;
                }
                _ => {
                    return Ok(Self {
                        delimiter: told.unwrap_or_else(|| likely_delimiter(text)),
                        skipped,
                        rest: start.split_off(from),
                    });
                }
            }
        }
    }
}

/// The delimiter that a line `sep=;` tells.
fn told_delimiter(line: &[u8]) -> Option<u8> {
    match line.trim_ascii() {
        [s, e, p, b'=', delimiter @ (b',' | b';')] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// The delimiter that occurs most often outside quotation marks; a comma if none does.
fn likely_delimiter(header: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for &byte in header {
        if byte == b'"' {
            quoted = !quoted;
        } else if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte)
            && !quoted
        {
            *count += 1;
        }
    }
    let mut best = counts[0];
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    best.0
}
