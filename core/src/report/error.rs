//! What can go wrong when a report is made or written.

use std::path::PathBuf;

/// Why a report could not be made or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The page's template and its content do not fit: a fault of this library.
    #[error("the page cannot be drawn: {0}")]
    Page(#[from] minijinja::Error),
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
            Self::Saved(_) => "report_saved",
            Self::Write { .. } => "report_write",
        }
    }
}
