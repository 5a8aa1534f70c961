//! Why a follow-up cannot be decided.

/// Why a follow-up cannot be decided, or a saved one cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FollowUpError {
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
}

impl FollowUpError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Policy { .. } => "follow_up_policy",
        }
    }
}
