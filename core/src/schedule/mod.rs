//! When, so that no counter closes?

mod artefact;
mod options;

pub use artefact::{OnDuty, Schedule, Session, Unplaced, WhyUnplaced};
pub use options::{ScheduleOptions};
