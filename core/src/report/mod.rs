//! What do people read? The whole cycle as text for a terminal, as one page, and as files.
//!
//! A [`Report`] chooses, orders and words what the flow has found; it decides nothing. Every text
//! is English or Indonesian. Nobody is named: counts stand on the page, ids of people only in the
//! tables.

mod error;
mod html;
mod svg;
mod text;
mod view;
mod wording;

pub use error::ReportError;
pub use text::TextOptions;
