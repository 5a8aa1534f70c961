//! Which stage cannot go on.

use super::WorldError;
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
    /// A value of what is measured is out of its range.
    #[error("{setting} is {found}; expected {expected}")]
    Measurement {
        /// The name of the value.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// A world cannot be.
    #[error("{}", joined(.0))]
    World(Vec<WorldError>),
    /// The years cannot be counted.
    #[error("{what} is {found}; expected {expected}")]
    Years {
        /// What cannot be.
        what: &'static str,
        /// What it is.
        found: String,
        /// What would be right.
        expected: &'static str,
    },
    /// A rule handed back a schedule or a follow-up of another agency.
    #[error(
        "the rule handed back results of another agency; expected the people, units, competencies, programmes and providers that it was given"
    )]
    OtherAgency,
    /// A rule of the user's own failed.
    #[error("the rule failed: {message}")]
    Rule {
        /// What it said.
        message: String,
    },
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
            Self::Measurement { .. } => "measurement",
            Self::World(_) => "world",
            Self::Years { .. } => "years",
            Self::OtherAgency => "rule_other_agency",
            Self::Rule { .. } => "rule",
        }
    }
}

fn joined(faults: &[WorldError]) -> String {
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    texts.join("; ")
}
