//! Why a file of another system cannot be read, or what was read cannot be written.

use std::path::PathBuf;

use crate::words::fault::Faults;

/// Why a file of another system cannot be read, or what was read cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReaderError {
    /// What stands in the files is wrong: every fault that was found.
    #[error("{0}")]
    Faults(Faults),
    /// A file cannot be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The key of pseudonyms is too short to keep anybody from guessing it.
    #[error("the key of pseudonyms has {length} bytes; expected at least {least}, by chance")]
    WeakKey {
        /// How many bytes it has.
        length: usize,
        /// How many it must have.
        least: usize,
    },
}

impl ReaderError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Faults(_) => "faults",
            Self::File { .. } => "reader_file",
            Self::WeakKey { .. } => "weak_key",
        }
    }
}

impl From<Faults> for ReaderError {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}
