//! On which days is there work, on which of them may training be placed, and who is away?
//!
//! A [`Calendar`] knows weekends, holidays, joint leave (cuti bersama), blocked weeks and weeks of
//! shorter hours. [`Phases`] cut the horizon into parts with a budget each. [`Absences`] say when
//! a unit, a person or a provider cannot be had. None of them decides anything.
//!
//! ```
//! use mahir::calendar::{CalendarBuilder, Holiday, HolidayKind};
//! use mahir::words::measure::{Date, Minutes, Period};
//!
//! let day = |day| Date::from_ymd_opt(2026, 1, day).unwrap();
//! let mut builder = CalendarBuilder::new();
//! builder.holiday(Holiday::new(day(1), "Tahun Baru", HolidayKind::Holiday)).unwrap();
//! builder.blocked(Period::new(day(5), day(6)), "Penutupan buku").unwrap();
//! let calendar = builder.build();
//!
//! assert!(!calendar.is_working_day(day(1)) && !calendar.is_working_day(day(3)));
//! assert!(calendar.is_working_day(day(5)) && !calendar.is_training_day(day(5)));
//! assert_eq!(calendar.count_working_days(day(1), day(31)), 21);
//! // A week of 37.5 hours over five days.
//! let week = Minutes::whole(2_250);
//! assert_eq!(calendar.working_minutes(day(7), week), Minutes::whole(450));
//! ```

mod absences;
mod builder;
mod days;
mod error;
mod holiday;
mod phases;
#[cfg(test)]
mod tests;
mod weekday;

pub use absences::{Absences, AbsencesBuilder, Absentee};
pub use builder::CalendarBuilder;
pub use days::{Calendar, DayOff, Stretch};
pub use error::CalendarError;
pub use holiday::{Holiday, HolidayKind};
pub use phases::{Phases, PhasesBuilder};
pub use weekday::{Weekday, parse_weekday, weekday_id, weekday_name};
