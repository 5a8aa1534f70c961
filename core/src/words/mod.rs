//! The words that every room speaks: ids, measures, tables, reasons, faults.
//!
//! Nothing here knows what a competency is. A level is an exact small integer, money is whole
//! rupiah, an id is a dense index, and an artefact is something that can be shown as rows.

pub mod artefact;
pub mod explanation;
pub mod fault;
pub mod grouping;
pub mod id;
pub mod measure;
#[cfg(feature = "tables")]
pub mod saved;
pub mod suggestion;
pub(crate) mod splitmix;
pub mod table;
pub mod watch;
