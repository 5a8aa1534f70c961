//! How a schedule is made, as values that a user can change.

use serde::{Deserialize, Serialize};

/// How a schedule is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ScheduleOptions {
    /// Working days between the end of a prerequisite and the start of what needs it.
    pub days_after_prerequisite: u32,
    /// Whether people may be left out of a session so that it finds a place; they are listed.
    pub may_leave_out: bool,
    /// The most work of the improvement after the first schedule: about so many times a seat is
    /// looked at. It ends earlier when a third of it, or so much as looks at every seat dozens of
    /// times, brought nothing. 0 leaves the first schedule as it is.
    pub work: u64,
}

impl Default for ScheduleOptions {
    fn default() -> Self {
        Self {
            days_after_prerequisite: 1,
            may_leave_out: true,
            work: 100_000,
        }
    }
}

impl ScheduleOptions {
    pub(super) fn check(&self) -> Result<(), super::ScheduleError> {
        if self.days_after_prerequisite > 1_000 {
            return Err(super::ScheduleError::Options {
                setting: "days_after_prerequisite",
                found: self.days_after_prerequisite.to_string(),
                expected: "at most 1,000 working days",
            });
        }
        Ok(())
    }
}
