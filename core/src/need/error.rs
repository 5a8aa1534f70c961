//! Why needs cannot be found.

/// Why needs cannot be found, or saved needs cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NeedError {
    /// A value of the policy is out of its range.
    #[error("{setting} is {found}; expected {expected}")]
    Policy {
        /// The name of the value.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// More rows than can be numbered.
    #[error("the needs take more than 4,294,967,295 rows; expected fewer people or requirements")]
    TooMany,
    /// The work was stopped before there was a result.
    #[error("stopped before there was a result")]
    Stopped,
    /// Saved needs do not fit together.
    #[error("saved needs: {what}; expected {expected}")]
    Saved {
        /// What is wrong.
        what: String,
        /// What would be right.
        expected: &'static str,
    },
}

impl NeedError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Policy { .. } => "need_policy",
            Self::TooMany => "need_too_many",
            Self::Stopped => "stopped",
            Self::Saved { .. } => "need_saved",
        }
    }
}

impl From<super::spread::Stopped> for NeedError {
    fn from(_: super::spread::Stopped) -> Self {
        Self::Stopped
    }
}
