//! When, so that no counter closes?
//!
//! [`Plan::schedule`] divides the people of each programme and phase into sessions and gives each
//! session days: training days within the phase and the provider's agreement, when the provider
//! can run it, its people have time, what they must have attended before is over, and every unit
//! keeps its minimum on duty. Who finds no place is told with the reason.
//!
//! A session takes as many training days in a row as its programme has: weekends, holidays, joint
//! leave and blocked stretches in between are skipped. Days of shorter hours, such as those of
//! Ramadan, are training days like others. A programme that is given in a series has meetings
//! ([`crate::catalogue::Series`]): weeks apart, or with so many working days between them. Who attends has time for every
//! meeting, and the provider and every unit's minimum are counted on the days of the meetings only.
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! # use mahir::words::explanation::Language;
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//! # let mut options = mahir::plan::PlanOptions::default();
//! # options.rule = mahir::plan::PlanRule::Greedy; // quick enough for a page
//!
//! let plan = Agency::load(folder)?.needs(as_of)?.gaps()?.plan_with(&options)?;
//! let schedule = plan.schedule()?;
//! let session = &schedule.sessions()[0];
//! assert!(session.start() >= Some(as_of));
//! println!("{}", schedule.why(0, Language::English)); // why it does not begin earlier
//! let calendar = schedule.to_icalendar(as_of, Language::English);
//! assert!(calendar.starts_with("BEGIN:VCALENDAR"));
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`plan`](crate::plan). Next: [`evaluation`](crate::evaluation).

mod alone;
mod artefact;
mod assemble;
mod bits;
mod bookings;
mod build;
mod calendar_file;
pub mod catch_up;
mod chain;
mod document;
mod duty;
mod ends;
mod error;
mod facts;
mod form;
mod gantt;
mod improve;
mod meetings;
mod options;
mod presence;
mod problem;
pub mod project;
mod reachable;
mod reasons;
pub mod replan;
mod replay;
mod rows;
mod search;
mod smith;
mod state;
mod summary;
mod words;
mod worth;

#[cfg(test)]
mod tests;

pub use artefact::{Certainty, OnDuty, Schedule, Session, Unplaced, WhyThen, WhyUnplaced};
pub use calendar_file::IcalendarOptions;
pub use catch_up::{CatchUpOptions, CaughtUp, MovedSessions};
pub use error::ScheduleError;
pub use gantt::Lateness;
pub use options::ScheduleOptions;
pub use replan::{Event, PersonId, ReplanOptions, Replanning};

pub use worth::ScheduleWorth;

use crate::plan::Plan;
use crate::words::watch::Watch;

impl Plan {
    /// A schedule by the usual options.
    ///
    /// # Errors
    /// [`ScheduleError::Horizon`] if the phases span more than twenty years.
    pub fn schedule(&self) -> Result<Schedule, ScheduleError> {
        self.schedule_with(&ScheduleOptions::default())
    }

    /// A schedule by options of your own.
    ///
    /// Several orders of placing are tried and the best is kept; the time grows with sessions ×
    /// people of a session × days of a phase, times the orders: 6, the best repaired up to 8 times,
    /// in small problems all. Then large-neighbourhood search improves it, first for the people
    /// without a seat, then for early last days, with as much work as the options allow.
    ///
    /// # Errors
    /// [`ScheduleError`] if a value of the options is out of its range, or the phases span more
    /// than twenty years.
    pub fn schedule_with(&self, options: &ScheduleOptions) -> Result<Schedule, ScheduleError> {
        self.schedule_watched(options, &())
    }

    /// The same, watched: the objective is the attendances without a place, each counted with
    /// those that build on it; the bound is how many no schedule can avoid. A watch that says stop
    /// gets the best schedule so far.
    ///
    /// # Errors
    /// Those of [`Plan::schedule_with`].
    pub fn schedule_watched(
        &self,
        options: &ScheduleOptions,
        watch: &dyn Watch,
    ) -> Result<Schedule, ScheduleError> {
        options.check()?;
        assemble::assemble(self, options, watch)
    }
}
