//! Why gaps cannot be found.

use super::LongFault;

/// Why gaps cannot be found, or saved gaps cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GapError {
    /// A value of the policy is out of its range.
    #[error("{setting} is {found}; expected {expected}")]
    Policy {
        /// The name of the value.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What would be right.
        expected: String,
    },
    /// The heat map would have too many cells.
    #[error("{units} units × {competencies} competencies; expected at most 100,000,000 cells")]
    TooManyCells {
        /// How many units.
        units: usize,
        /// How many competencies.
        competencies: usize,
    },
    /// A wide table does not fit together.
    #[error("column {column}, row {row}: {problem}; expected {expected}")]
    Wide {
        /// Which column.
        column: String,
        /// Which row, from 0.
        row: usize,
        /// What is wrong.
        problem: String,
        /// What would be right.
        expected: &'static str,
    },
    /// A long table has faults; all of them, by rows and never by people's ids.
    #[error("{} in the rows of levels{}", counted(.faults), lines(.faults))]
    Long {
        /// Which, each with its rows.
        faults: Vec<LongFault>,
    },
    /// The work was stopped before there was a result.
    #[error("stopped before there was a result")]
    Stopped,
    /// Saved gaps do not fit together.
    #[error("saved gaps: {what}; expected {expected}")]
    Saved {
        /// What is wrong.
        what: &'static str,
        /// What would be right.
        expected: &'static str,
    },
}

impl GapError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Policy { .. } => "gap_policy",
            Self::TooManyCells { .. } => "gap_too_many_cells",
            Self::Wide { .. } => "gap_wide",
            Self::Long { .. } => "gap_long",
            Self::Stopped => "stopped",
            Self::Saved { .. } => "gap_saved",
        }
    }
}

fn counted(faults: &[LongFault]) -> String {
    match faults.len() {
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    }
}

fn lines(faults: &[LongFault]) -> String {
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

impl From<crate::need::Stopped> for GapError {
    fn from(_: crate::need::Stopped) -> Self {
        Self::Stopped
    }
}
