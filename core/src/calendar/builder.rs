//! Puts a calendar together, checking each part as it comes.

use chrono::Weekday;

use super::{Calendar, CalendarError, Holiday, Stretch};
use crate::words::measure::{Minutes, Period};

/// A calendar in the making: Saturday and Sunday off, joint leave off, until told otherwise.
#[derive(Clone, Debug)]
pub struct CalendarBuilder {
    calendar: Calendar,
}

impl Default for CalendarBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Calendar> for CalendarBuilder {
    /// Starts with a calendar that is there already.
    fn from(calendar: Calendar) -> Self {
        Self { calendar }
    }
}

impl CalendarBuilder {
    /// The most minutes that a week has.
    const FULL_WEEK: Minutes = Minutes::whole(7 * 24 * 60);

    /// Weekends only.
    pub fn new() -> Self {
        Self {
            calendar: Calendar {
                weekend: [false, false, false, false, false, true, true],
                joint_leave_is_off: true,
                holidays: Vec::new(),
                blocked: Vec::new(),
                reduced: Vec::new(),
            },
        }
    }

    /// Sets which days of the week are off; none is allowed.
    ///
    /// # Errors
    /// [`CalendarError::NoWork`] if no day of work is left.
    pub fn weekend(
        &mut self,
        days: impl IntoIterator<Item = Weekday>,
    ) -> Result<&mut Self, CalendarError> {
        let mut weekend = [false; 7];
        for day in days {
            // Monday is 0, Sunday 6.
            weekend[day.num_days_from_monday() as usize] = true;
        }
        if weekend.iter().all(|&off| off) {
            return Err(CalendarError::NoWork);
        }
        self.calendar.weekend = weekend;
        Ok(self)
    }

    /// Sets whether joint leave is off.
    pub fn joint_leave_is_off(&mut self, off: bool) -> &mut Self {
        self.calendar.joint_leave_is_off = off;
        self
    }

    /// Adds a holiday or joint leave.
    ///
    /// # Errors
    /// [`CalendarError`] if it has no name, or the same day off is there already.
    pub fn holiday(&mut self, holiday: Holiday) -> Result<&mut Self, CalendarError> {
        if holiday.name.trim().is_empty() {
            let date = holiday.date;
            return Err(CalendarError::HolidayName { date });
        }
        match self.calendar.holidays.binary_search(&holiday) {
            Ok(_) => Err(CalendarError::HolidayTwice {
                date: holiday.date,
                name: holiday.name,
            }),
            Err(place) => {
                self.calendar.holidays.insert(place, holiday);
                Ok(self)
            }
        }
    }

    /// Adds a stretch in which no training may be placed.
    ///
    /// # Errors
    /// [`CalendarError`] if it ends before it starts, or has no reason.
    pub fn blocked(&mut self, period: Period, reason: &str) -> Result<&mut Self, CalendarError> {
        let stretch = stretch("a blocked stretch", period, reason, None)?;
        self.calendar.blocked.push(stretch);
        Ok(self)
    }

    /// Adds a stretch of shorter hours, such as Ramadan, with its minutes of work a week.
    ///
    /// # Errors
    /// [`CalendarError`] if it ends before it starts, has no reason, or no hours that a week has.
    pub fn reduced(
        &mut self,
        period: Period,
        reason: &str,
        minutes_per_week: Minutes,
    ) -> Result<&mut Self, CalendarError> {
        if minutes_per_week == Minutes::NONE || minutes_per_week > Self::FULL_WEEK {
            let minutes = minutes_per_week;
            return Err(CalendarError::Week { minutes });
        }
        let minutes = Some(minutes_per_week);
        let stretch = stretch("a stretch of shorter hours", period, reason, minutes)?;
        self.calendar.reduced.push(stretch);
        Ok(self)
    }

    /// The calendar.
    pub fn build(self) -> Calendar {
        self.calendar
    }
}

fn stretch(
    what: &'static str,
    period: Period,
    reason: &str,
    minutes_per_week: Option<Minutes>,
) -> Result<Stretch, CalendarError> {
    if period.is_empty() {
        let what = what.to_owned();
        return Err(CalendarError::Backwards { what, period });
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(CalendarError::Reason { what, period });
    }
    Ok(Stretch {
        period,
        reason: reason.to_owned(),
        minutes_per_week,
    })
}
