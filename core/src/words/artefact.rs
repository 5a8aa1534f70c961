//! What all results of the flow have in common.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::explanation::Language;
use super::table::Table;

/// A result of a stage: immutable, cheap to clone, with everything it was made from.
///
/// Reading one back from a document checks it as if it came from a stranger: indices in range,
/// columns of equal length. So a damaged document is an error, never a panic later.
pub trait Artefact: Clone + Serialize + DeserializeOwned + Send + Sync {
    /// Its kind in saved documents, such as `needs`.
    const KIND: &'static str;
    /// The version of its document; it grows when older documents would be misread.
    const VERSION: u32 = 1;
    /// The names of its tables; the first one is its rows proper.
    const TABLES: &'static [&'static str];

    /// One of its tables by name; `None` for a name that is not in [`Artefact::TABLES`].
    fn table(&self, name: &str) -> Option<Table>;

    /// What a person should know of it, in a few lines of plain text.
    fn summary(&self, language: Language) -> String;

    /// Its rows proper: the first of its tables.
    fn rows(&self) -> Table {
        Self::TABLES
            .first()
            .and_then(|name| self.table(name))
            .unwrap_or_else(|| Table::new(Self::KIND, Vec::new()))
    }
}
