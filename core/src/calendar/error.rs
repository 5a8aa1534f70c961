//! What can be wrong with days, phases and absences.

use crate::words::fault::shown;
use crate::words::id::IdError;
use crate::words::measure::{Date, Minutes, Period, Rupiah};

/// Why a calendar, a phase or an absence cannot be as given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// Every day of the week is a weekend.
    #[error("the weekend has all seven days; expected at least one day of work in the week")]
    NoWork,
    /// A holiday has no name.
    #[error("the holiday on {date} has no name; expected what the day is called")]
    HolidayName {
        /// The day.
        date: Date,
    },
    /// A holiday is given twice.
    #[error(
        "'{}' on {date} is given twice; expected every day off once",
        shown(name)
    )]
    HolidayTwice {
        /// The day.
        date: Date,
        /// What it is called.
        name: String,
    },
    /// A stretch of days ends before it starts.
    #[error(
        "{what} ends before it starts ({}); expected a last day on or after the first",
        days(period)
    )]
    Backwards {
        /// What the stretch is of, such as `phase 'T1'`.
        what: String,
        /// The stretch.
        period: Period,
    },
    /// A reason is empty.
    #[error("{what} ({}) has no reason; expected why", days(period))]
    Reason {
        /// What the stretch is of.
        what: &'static str,
        /// The stretch.
        period: Period,
    },
    /// The hours of a week are none, or more than a week has.
    #[error(
        "{} hours of work a week; expected more than 0 and at most 168",
        minutes.as_f64() / 60.0
    )]
    Week {
        /// Minutes of work a week.
        minutes: Minutes,
    },
    /// A phase's id cannot be used.
    #[error(
        "phase '{}': {reason}; expected a new id with visible characters",
        shown(id)
    )]
    PhaseId {
        /// The id as given.
        id: String,
        /// What is wrong with it.
        reason: IdError,
    },
    /// A phase has a negative budget.
    #[error("phase '{}' has a budget of {budget}; expected 0 or more", shown(id))]
    Budget {
        /// The phase's id.
        id: String,
        /// The budget as given.
        budget: Rupiah,
    },
    /// The columns of saved phases do not fit together.
    #[error("column '{column}' has {found} rows; expected {expected}")]
    Columns {
        /// The column.
        column: &'static str,
        /// How many rows it has.
        found: usize,
        /// How many rows it should have.
        expected: usize,
    },
}

impl CalendarError {
    /// A stable name for the kind of error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoWork => "weekend_all_week",
            Self::HolidayName { .. } => "holiday_name",
            Self::HolidayTwice { .. } => "holiday_twice",
            Self::Backwards { .. } => "period_backwards",
            Self::Reason { .. } => "reason_missing",
            Self::Week { .. } => "working_week",
            Self::PhaseId { .. } => "phase_id",
            Self::Budget { .. } => "negative_budget",
            Self::Columns { .. } => "calendar_columns",
        }
    }
}

/// A stretch in words, with open ends as dots.
fn days(period: &Period) -> String {
    let end = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    format!("{} to {}", end(period.from), end(period.until))
}
