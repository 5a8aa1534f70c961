//! Why a schedule cannot be made.

/// Why a schedule cannot be made, or a saved one cannot be read. Sessions without a place are no
/// error: [`Schedule::unplaced`](super::Schedule::unplaced) tells them with the reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleError {
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
    /// The phases lie too far apart.
    #[error("the phases span {days} days; expected at most 7,320 (twenty years)")]
    Horizon {
        /// From the first to the last day.
        days: i64,
    },
    /// More sessions or seats than can be numbered.
    #[error("too many sessions or seats; expected at most 4,294,967,295")]
    TooMany,
    /// The day of replanning lies before the plan or an earlier replanning.
    #[error("cannot replan from {day}; expected {earliest} or later")]
    Day {
        /// Which day.
        day: crate::words::measure::Date,
        /// The first that would do.
        earliest: crate::words::measure::Date,
    },
    /// Events that cannot be.
    #[error("{}", .faults.join("; "))]
    Events {
        /// What is wrong with each, and what would be right.
        faults: Vec<String>,
    },
    /// A saved schedule does not fit together.
    #[error("saved schedule: {what}; expected {expected}")]
    Saved {
        /// What is wrong.
        what: &'static str,
        /// What would be right.
        expected: &'static str,
    },
}

impl ScheduleError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Options { .. } => "schedule_options",
            Self::Horizon { .. } => "schedule_horizon",
            Self::TooMany => "schedule_too_many",
            Self::Day { .. } => "schedule_day",
            Self::Events { .. } => "schedule_events",
            Self::Saved { .. } => "schedule_saved",
        }
    }
}
