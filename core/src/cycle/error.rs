//! Which stage cannot go on.

use crate::evaluation::EvaluationError;
use crate::follow_up::FollowUpError;
use crate::gap::GapError;
use crate::need::NeedError;
use crate::plan::PlanError;
use crate::schedule::ScheduleError;

/// Which stage cannot go on, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CycleError {
    /// Needs cannot be found.
    #[error("needs: {0}")]
    Need(#[from] NeedError),
    /// Gaps cannot be found.
    #[error("gaps: {0}")]
    Gap(#[from] GapError),
    /// The plan cannot be made.
    #[error("plan: {0}")]
    Plan(#[from] PlanError),
    /// The schedule cannot be made.
    #[error("schedule: {0}")]
    Schedule(#[from] ScheduleError),
    /// Outcomes cannot be evaluated.
    #[error("evaluation: {0}")]
    Evaluation(#[from] EvaluationError),
    /// Follow-up cannot be decided.
    #[error("follow-up: {0}")]
    FollowUp(#[from] FollowUpError),
}

impl CycleError {
    /// A stable name for the kind of error: that of the stage.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Need(error) => error.code(),
            Self::Gap(error) => error.code(),
            Self::Plan(error) => error.code(),
            Self::Schedule(error) => error.code(),
            Self::Evaluation(error) => error.code(),
            Self::FollowUp(error) => error.code(),
        }
    }
}
