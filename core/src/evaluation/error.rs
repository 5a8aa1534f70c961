//! Why outcomes cannot be evaluated.

/// Why outcomes cannot be evaluated, and why a saved evaluation cannot be read. Too little data is no
/// error: the verdict says so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationError {
    /// A value of the policy is out of its range.
    #[error("{setting} is {found}; expected {expected}")]
    Policy {
        /// The name of the value.
        setting: String,
        /// What it is.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// The outcomes are not of this agency.
    #[error(
        "the outcomes name programmes, people or competencies that the agency does not have; expected outcomes of the same agency"
    )]
    OtherAgency,
    /// A survey has answers that cannot be.
    #[error("satisfaction survey: {problem}; expected 1 to 4 for each element, or 0 for no answer")]
    Survey {
        /// What is wrong.
        problem: String,
    },
    /// The outcomes do not fit together.
    #[error(
        "the outcomes do not fit together; expected columns of equal length, known measures and finite values"
    )]
    Outcomes,
    /// The work was stopped before there was a result.
    #[error("stopped before there was a result")]
    Stopped,
}

impl From<crate::need::Stopped> for EvaluationError {
    fn from(_: crate::need::Stopped) -> Self {
        Self::Stopped
    }
}

impl EvaluationError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Policy { .. } => "evaluation_policy",
            Self::Survey { .. } => "evaluation_survey",
            Self::OtherAgency => "evaluation_other_agency",
            Self::Outcomes => "evaluation_outcomes",
            Self::Stopped => "stopped",
        }
    }
}
