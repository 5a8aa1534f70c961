//! Why a plan cannot be made.

use super::solver::InstanceError;
use crate::words::fault::Fault;

/// Why a plan cannot be made, or a saved one cannot be read. A plan without lines is no error:
/// [`Plan::below_cut`](super::Plan::below_cut) tells what is missing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// A value of the options is out of its range.
    #[error("{setting} is {found}; expected {expected}")]
    Options {
        /// The name of the value.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// Wishes name what the agency does not have.
    #[error("wishes: {}", in_words(faults))]
    Wishes {
        /// Every id that is not known, by the list and the number of its entry.
        faults: Vec<Fault>,
    },
    /// Too many people, units or programmes times phases to be laid out.
    #[error("{what}; expected at most 4,294,967,295")]
    TooMany {
        /// Too many of what.
        what: &'static str,
    },
    /// A figure is beyond what the solver can add up.
    #[error(transparent)]
    Instance(#[from] InstanceError),
    /// A saved plan does not fit together.
    #[error("saved plan: {what}; expected {expected}")]
    Saved {
        /// What is wrong.
        what: &'static str,
        /// What would be right.
        expected: &'static str,
    },
}

impl PlanError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Options { .. } => "plan_options",
            Self::Wishes { .. } => "plan_wishes",
            Self::TooMany { .. } => "plan_too_many",
            Self::Instance(error) => error.code(),
            Self::Saved { .. } => "plan_saved",
        }
    }
}

fn in_words(faults: &[Fault]) -> String {
    let all: Vec<String> = faults.iter().map(Fault::to_string).collect();
    all.join("; ")
}
