//! Why outcomes cannot be evaluated.

/// Why outcomes cannot be evaluated, or a saved evaluation cannot be read. Too little data is no
/// error: the verdict says so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationError {
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
    /// The outcomes are not of this agency.
    #[error(
        "the outcomes name programmes or people that the agency does not have; expected outcomes of the same agency"
    )]
    OtherAgency,
    /// A saved evaluation does not fit together.
    #[error("saved evaluation: {what}; expected {expected}")]
    Saved {
        /// What is wrong.
        what: &'static str,
        /// What would be right.
        expected: &'static str,
    },
}

impl EvaluationError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Policy { .. } => "evaluation_policy",
            Self::OtherAgency => "evaluation_other_agency",
            Self::Saved { .. } => "evaluation_saved",
        }
    }
}
