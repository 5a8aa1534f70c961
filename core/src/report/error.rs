//! What can go wrong when a report is made or written.

use std::path::PathBuf;

/// Why a report could not be made or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The page's template and its content do not fit: a fault of this library.
    #[error("the page cannot be drawn: {0}")]
    Page(#[from] minijinja::Error),
    /// The workbook cannot be put together: a fault of this library.
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A sheet of the workbook would be longer than a spreadsheet can be.
    #[error(
        "the sheet '{sheet}' would have {rows} rows; expected less than 1,048,576: take the tables \
         as CSV instead"
    )]
    TooManyRows {
        /// Which sheet.
        sheet: &'static str,
        /// How many rows.
        rows: usize,
    },
    /// A result cannot be shown as a document.
    #[error("a result cannot be saved: {0}")]
    Saved(#[from] crate::words::saved::SavedError),
    /// A file or folder cannot be written.
    #[error("'{}' cannot be written: {reason}; expected a folder that may be written", path.display())]
    Write {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
}

impl ReportError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Page(_) => "report_page",
            Self::Workbook(_) => "report_workbook",
            Self::TooManyRows { .. } => "report_too_many_rows",
            Self::Saved(_) => "report_saved",
            Self::Write { .. } => "report_write",
        }
    }
}
