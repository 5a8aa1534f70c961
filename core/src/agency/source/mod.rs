//! Where rows come from: anything that can be walked through row by row.

mod columnar;
mod delimited;

pub use columnar::ColumnarSource;
pub use delimited::DelimitedSource;

pub use crate::words::table::Cell;

use crate::words::fault::Fault;

/// A table that is walked through once, row by row, one cell at a time.
///
/// A source never ends the program: a row that cannot be read is a fault, and the walk goes on or
/// ends after it.
pub trait TableSource: Send {
    /// What faults call it: the file's name, such as `people.csv`, or the table's name.
    fn name(&self) -> &str;

    /// The names of the columns as given; empty if there is no header.
    fn columns(&self) -> &[String];

    /// Goes to the next row with any value and tells its number, as a spreadsheet counts with the
    /// header as row 1; `None` at the end.
    ///
    /// # Errors
    /// A fault for a row that cannot be read.
    fn advance(&mut self) -> Result<Option<u64>, Box<Fault>>;

    /// The cell of the current row in a column; missing where there is none. Texts are trimmed
    /// and never empty.
    fn cell(&self, column: usize) -> Cell<'_>;
}

impl TableSource for Box<dyn TableSource> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn columns(&self) -> &[String] {
        (**self).columns()
    }

    fn advance(&mut self) -> Result<Option<u64>, Box<Fault>> {
        (**self).advance()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        (**self).cell(column)
    }
}

/// The table that a source is of: its name without folder and `.csv` or `.xlsx`.
pub(super) fn table_of(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, extension))
            if ["csv", "xlsx"]
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known)) =>
        {
            stem
        }
        _ => file,
    }
}

/// A text as it is meant: without blanks around, without the quotation mark that keeps a
/// spreadsheet from taking a text for a formula. `None` if nothing is left. Every source hands its
/// texts on like this.
///
/// ```
/// use mahir::agency::source::meant;
///
/// assert_eq!(meant(" KEC "), Some("KEC"));
/// assert_eq!(meant("'=1+1"), Some("=1+1"));
/// assert_eq!(meant("  "), None);
/// ```
pub fn meant(text: &str) -> Option<&str> {
    // Most values start and end with a letter or a digit and are meant as they stand.
    if let (Some(first), Some(last)) = (text.as_bytes().first(), text.as_bytes().last())
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return Some(text);
    }
    let text = text.trim();
    let text = match text.strip_prefix('\'') {
        Some(rest) if needs_mark(rest) => rest,
        _ => text,
    };
    if text.is_empty() { None } else { Some(text) }
}

/// Whether a spreadsheet would take the text for a formula, or it is one with marks in front.
pub(super) fn needs_mark(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}
