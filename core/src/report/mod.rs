//! What do people read? The whole round as text for a terminal, as one page, and as files.
//!
//! A [`Report`] selects, orders and words what the flow has found; it decides nothing. Every text
//! is English or Indonesian.

mod error;
mod files;
mod html;
mod sections;
mod svg;
mod text;
mod view;

pub use error::ReportError;
pub use files::write_round;

use crate::cycle::Round;
use crate::words::explanation::Language;

/// A report of a round.
#[derive(Clone, Debug)]
pub struct Report {
    round: Round,
}

impl Report {
    /// Of a round.
    pub fn of(round: &Round) -> Self {
        Self {
            round: round.clone(),
        }
    }

    /// For a terminal: lines of at most `width` characters (at least 60), without colour.
    pub fn text(&self, language: Language, width: usize) -> String {
        text::render(&sections::view(&self.round, language), width.max(60))
    }

    /// As one page that needs nothing else: no script, no outside address. It prints on A4, and
    /// reads on a telephone.
    ///
    /// # Errors
    /// [`ReportError::Page`] if the template cannot be filled, which would be a fault of this
    /// library.
    pub fn html(&self, language: Language) -> Result<String, ReportError> {
        html::render(&sections::view(&self.round, language))
    }
}
