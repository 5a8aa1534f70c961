//! What do people read? The whole round as text for a terminal, as one page, and as files.
//!
//! A [`Report`] selects, orders and words what the flow has found; it decides nothing. Every text
//! is English or Indonesian. On the page people stand under their codes only.
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! use mahir::cycle::Policy;
//! use mahir::report::Report;
//! # use mahir::words::explanation::Language;
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//!
//! let policy: Policy = serde_json::from_str(r#"{"plan": {"rule": "greedy"}}"#).unwrap();
//! let round = Agency::load(folder)?.run(as_of, &policy)?;
//! let report = Report::of(&round);
//! println!("{}", report.text(Language::Indonesian, 100));
//! let page = report.html(Language::Indonesian)?;
//! assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("<script"));
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`experiment`](crate::experiment).

mod error;
mod files;
mod html;
mod sections;
mod sentences;
mod svg;
mod text;
mod view;
mod wording;
mod workbook;

pub use error::ReportError;
pub use files::write_round;
pub use text::TextOptions;
pub use workbook::{plan_tables, plan_workbook, write_plan_workbook};

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

    /// For a terminal: lines of at most `width` columns (at least 60), without colour.
    pub fn text(&self, language: Language, width: usize) -> String {
        self.text_with(&TextOptions {
            language,
            width,
            ..TextOptions::default()
        })
    }

    /// For a terminal, as the options say.
    pub fn text_with(&self, options: &TextOptions) -> String {
        text::text(&sections::view(&self.round, options.language), *options)
    }

    /// As one page that needs nothing else: no script, no outside address. It prints on A4, and
    /// reads on a telephone.
    ///
    /// # Errors
    /// [`ReportError::Page`] if the template cannot be filled, which would be a fault of this
    /// library.
    pub fn html(&self, language: Language) -> Result<String, ReportError> {
        html::page(&sections::view(&self.round, language))
    }
}
