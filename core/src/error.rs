//! One error for programs that use several rooms.

use crate::cycle::CycleError;
use crate::evaluation::EvaluationError;
use crate::experiment::ExperimentError;
use crate::follow_up::FollowUpError;
use crate::gap::GapError;
use crate::need::NeedError;
use crate::plan::PlanError;
use crate::schedule::ScheduleError;

/// Anything that a room of this crate can refuse.
///
/// Shown for debugging it reads as for people, so that a `main` that returns it tells every fault in
/// words.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An agency cannot be read or written.
    #[cfg(feature = "tables")]
    #[error(transparent)]
    Agency(#[from] crate::agency::AgencyError),
    /// A saved artefact cannot be read.
    #[cfg(feature = "tables")]
    #[error(transparent)]
    Saved(#[from] crate::words::saved::SavedError),
    /// Needs cannot be found.
    #[error(transparent)]
    Need(#[from] NeedError),
    /// Gaps cannot be found.
    #[error(transparent)]
    Gap(#[from] GapError),
    /// A plan cannot be made.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A schedule cannot be made.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// Outcomes cannot be evaluated.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// Follow-up cannot be decided.
    #[error(transparent)]
    FollowUp(#[from] FollowUpError),
    /// A stage of a round cannot go on.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// An experiment cannot be run.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// A file of another system cannot be read.
    #[cfg(feature = "tables")]
    #[error(transparent)]
    Reader(#[from] crate::readers::ReaderError),
    /// A report cannot be written.
    #[cfg(feature = "report")]
    #[error(transparent)]
    Report(#[from] crate::report::ReportError),
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl Error {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            #[cfg(feature = "tables")]
            Self::Agency(error) => error.code(),
            #[cfg(feature = "tables")]
            Self::Saved(error) => error.code(),
            Self::Need(error) => error.code(),
            Self::Gap(error) => error.code(),
            Self::Plan(error) => error.code(),
            Self::Schedule(error) => error.code(),
            Self::Evaluation(error) => error.code(),
            Self::FollowUp(error) => error.code(),
            Self::Cycle(error) => error.code(),
            Self::Experiment(error) => error.code(),
            #[cfg(feature = "tables")]
            Self::Reader(error) => error.code(),
            #[cfg(feature = "report")]
            Self::Report(error) => error.code(),
        }
    }
}

#[cfg(all(test, feature = "tables"))]
mod tests {
    use super::Error;
    use crate::Agency;

    #[test]
    fn a_main_that_fails_tells_the_faults_in_words() {
        let faults = Agency::builder().csv("people", "id\n").build().unwrap_err();
        let error = Error::from(crate::agency::AgencyError::from(faults));
        let shown = format!("{error:?}");
        assert_eq!(shown, error.to_string());
        assert!(
            shown.contains("units.csv: the table is missing; expected"),
            "{shown}"
        );
    }
}
