//! Something happened: which schedule keeps what has begun and moves as little as possible?
//!
//! [`Schedule::replan`] takes the day and the [`Event`]s. Sessions that began before that day stay
//! as they are, people and days. What comes after is kept where it still fits; the rest moves, at
//! the smallest weight that is found ([`ReplanOptions`]), and [`Replanning::moved`] tells what moved
//! and why. [`Replanning::bound`] is a weight below which no lawful schedule stays, so that a
//! result of that weight is proven.

mod before;
mod bound;
mod event;
mod known;
mod matching;
mod moved;
mod options;
mod result;
mod rows;
mod search;
mod told;
mod why;
mod words;

pub use event::{Event, PersonId};
pub use known::KnownEvent;
pub use moved::{Moved, WhatMoved, WhyMoved};
pub use options::ReplanOptions;
pub use result::Replanning;

#[cfg(test)]
pub(super) use before::{Before, Planned};
pub(super) use known::{agency_after, are_sound, facts_on};
pub(super) use result::unplaced as unplaced_after;
pub(super) use rows::moved as moved_rows;
#[cfg(test)]
pub(super) use search::least_moves;

use super::{Schedule, ScheduleError};
use crate::words::measure::Date;
use crate::words::watch::Watch;

impl Schedule {
    /// The schedule from a day on after some events, by the usual options.
    ///
    /// ```
    /// # use mahir::agency::Agency;
    /// use mahir::schedule::Event;
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let agency = Agency::load(folder)?;
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    /// let schedule = agency.needs(day(1, 5))?.gaps()?.plan()?.schedule()?;
    /// let last = schedule.sessions().last().unwrap().id.clone();
    /// let cancelled = Event::SessionCancelled { session: last.clone() };
    /// let changed = schedule.replan(day(6, 1), &[cancelled])?;
    /// assert!(changed.sessions().iter().all(|session| session.id != last));
    /// assert!(!changed.replanning().unwrap().moved().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ScheduleError::Day`] if the day lies before the day of the plan or of an earlier
    /// replanning, [`ScheduleError::Events`] with everything that is wrong with the events.
    pub fn replan(&self, day: Date, events: &[Event]) -> Result<Self, ScheduleError> {
        self.replan_with(day, events, &ReplanOptions::default())
    }

    /// The same by options of your own.
    ///
    /// # Errors
    /// Those of [`Schedule::replan`], and [`ScheduleError::Options`] if a value of the options is
    /// out of its range.
    pub fn replan_with(
        &self,
        day: Date,
        events: &[Event],
        options: &ReplanOptions,
    ) -> Result<Self, ScheduleError> {
        self.replan_watched(day, events, options, &())
    }

    /// The same, watched: the objective is the weight of what moves, the bound the least that any
    /// schedule must move. A watch that says stop gets the best schedule so far.
    ///
    /// # Errors
    /// Those of [`Schedule::replan_with`].
    pub fn replan_watched(
        &self,
        day: Date,
        events: &[Event],
        options: &ReplanOptions,
        watch: &dyn Watch,
    ) -> Result<Self, ScheduleError> {
        options.check()?;
        let planned = self.plan().gaps().needs().as_of();
        let earliest = self
            .replanning()
            .map_or(planned, |earlier| earlier.from.max(planned));
        if day < earliest {
            return Err(ScheduleError::Day { day, earliest });
        }
        let known = known::known(self, day, events)?;
        result::replan(self, day, known, options, watch)
    }
}
