//! Why an experiment cannot be run.

use crate::cycle::CycleError;

/// Why an experiment cannot be run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExperimentError {
    /// A change cannot be made.
    #[error("change '{change}': {found}; expected {expected}")]
    Change {
        /// The change in words.
        change: String,
        /// What is there.
        found: String,
        /// What would be right.
        expected: String,
    },
    /// The design cannot be run.
    #[error("experiment: {what} is {found}; expected {expected}")]
    Design {
        /// What cannot be.
        what: &'static str,
        /// What it is.
        found: String,
        /// What would be right.
        expected: String,
    },
    /// A year could not be lived through.
    #[error(
        "policy '{policy}', change '{change}', world '{world}', replication {replication}: {error}"
    )]
    Run {
        /// The policy's name.
        policy: String,
        /// The change's name.
        change: String,
        /// The world's name.
        world: String,
        /// The replication, from 0.
        replication: u32,
        /// Why.
        error: Box<CycleError>,
    },
    /// Earlier rows do not belong to this experiment.
    #[error("earlier rows: row {row} {found}; expected {expected}")]
    Earlier {
        /// Which row, from 0.
        row: usize,
        /// What it says.
        found: String,
        /// What would be right.
        expected: String,
    },
    /// Rows could not be written.
    #[error("rows cannot be written: {message}")]
    Sink {
        /// What the sink said.
        message: String,
    },
}

impl ExperimentError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Change { .. } => "change",
            Self::Design { .. } => "experiment_design",
            Self::Run { error, .. } => error.code(),
            Self::Earlier { .. } => "experiment_earlier_rows",
            Self::Sink { .. } => "experiment_sink",
        }
    }
}
