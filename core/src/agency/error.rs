//! Why an agency cannot be read or written.

use std::path::PathBuf;

use crate::words::fault::Faults;

/// Why an agency cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AgencyError {
    /// The facts do not fit together: every fault that was found.
    #[error("{0}")]
    Faults(Faults),
    /// Reading was stopped: some of the facts are no agency.
    #[error("stopped before everything was read")]
    Stopped,
    /// The folder holds files but no agency, so an agency is not written among them.
    #[error(
        "{path} holds other files; expected an empty folder, a new one, or one with an agency.toml",
        path = path.display()
    )]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// A file or folder cannot be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

impl AgencyError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Faults(_) => "faults",
            Self::Stopped => "stopped",
            Self::Occupied { .. } => "agency_occupied",
            Self::File { .. } => "agency_file",
        }
    }
}

impl From<Faults> for AgencyError {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}
