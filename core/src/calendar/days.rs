//! Which days are worked, and for how long.

use chrono::{Datelike, Weekday};
use serde::{Deserialize, Serialize};

use super::{CalendarBuilder, CalendarError, Holiday, HolidayKind};
use crate::words::explanation::Language;
use crate::words::measure::{Date, Minutes, Period};

/// The agency's days: weekend, holidays, joint leave, blocked weeks, weeks of shorter hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Calendar {
    /// Monday first.
    pub(super) weekend: [bool; 7],
    pub(super) joint_leave_is_off: bool,
    /// By day; no day off twice.
    pub(super) holidays: Vec<Holiday>,
    pub(super) blocked: Vec<Stretch>,
    pub(super) reduced: Vec<Stretch>,
}

/// A stretch of days on which something is different, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub(super) period: Period,
    pub(super) reason: String,
    pub(super) minutes_per_week: Option<Minutes>,
}

impl Stretch {
    /// Its days.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Minutes of work a week in it; `None` for a blocked stretch, which leaves the hours alone.
    pub fn minutes_per_week(&self) -> Option<Minutes> {
        self.minutes_per_week
    }
}

/// Why nothing can be placed on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff<'a> {
    /// A day of the weekend.
    Weekend(Weekday),
    /// A public holiday, by name.
    Holiday(&'a str),
    /// Joint leave, by name.
    JointLeave(&'a str),
    /// A day of work on which no training may be placed, by its reason.
    Blocked(&'a str),
}

impl DayOff<'_> {
    /// A stable name for the kind: `weekend`, `holiday`, `joint_leave`, `blocked`.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Weekend(_) => "weekend",
            Self::Holiday(_) => "holiday",
            Self::JointLeave(_) => "joint_leave",
            Self::Blocked(_) => "blocked",
        }
    }

    /// In words, such as `public holiday (Natal)`.
    pub fn explain(&self, language: Language) -> String {
        match self {
            Self::Weekend(day) => format!(
                "{} ({})",
                language.choose("weekend", "akhir pekan"),
                super::weekday_name(*day, language)
            ),
            Self::Holiday(name) => {
                format!("{} ({name})", HolidayKind::Holiday.label(language))
            }
            Self::JointLeave(name) => {
                format!("{} ({name})", HolidayKind::JointLeave.label(language))
            }
            Self::Blocked(reason) => format!(
                "{} ({reason})",
                language.choose("closed to training", "tertutup untuk pelatihan")
            ),
        }
    }
}

impl Default for Calendar {
    fn default() -> Self {
        CalendarBuilder::new().build()
    }
}

impl Calendar {
    /// Whether a weekday belongs to the weekend.
    pub fn is_weekend(&self, day: Weekday) -> bool {
        // Monday is 0, Sunday 6.
        self.weekend[day.num_days_from_monday() as usize]
    }

    /// The days of the weekend, Monday first.
    pub fn weekend(&self) -> impl Iterator<Item = Weekday> + '_ {
        super::weekday::DAYS
            .into_iter()
            .filter(|&day| self.is_weekend(day))
    }

    /// How many days of the week are worked: 1 to 7, usually 5.
    pub fn days_per_week(&self) -> u32 {
        self.weekend.iter().map(|&off| u32::from(!off)).sum()
    }

    /// Whether joint leave is off; where it is not, it is a day like any other.
    pub fn joint_leave_is_off(&self) -> bool {
        self.joint_leave_is_off
    }

    /// The holidays and joint leave, by day.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// The stretches in which no training may be placed, as given.
    pub fn blocked(&self) -> &[Stretch] {
        &self.blocked
    }

    /// The stretches of shorter hours, as given.
    pub fn reduced(&self) -> &[Stretch] {
        &self.reduced
    }

    /// Whether there is work on a day. Blocked days are days of work.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.why_not_working(date).is_none()
    }

    /// Whether training may be placed on a day: there is work, and the day is not blocked.
    pub fn is_training_day(&self, date: Date) -> bool {
        self.why_not_training(date).is_none()
    }

    /// Why there is no work on a day: weekend, holiday or joint leave, the first that holds;
    /// `None` on a day of work, blocked or not.
    pub fn why_not_working(&self, date: Date) -> Option<DayOff<'_>> {
        if self.is_weekend(date.weekday()) {
            return Some(DayOff::Weekend(date.weekday()));
        }
        // By day, then public holidays before joint leave.
        let first = self.holidays.partition_point(|day| day.date < date);
        self.holidays[first..]
            .iter()
            .take_while(|day| day.date == date)
            .find(|day| self.counts(day))
            .map(|day| match day.kind {
                HolidayKind::Holiday => DayOff::Holiday(&day.name),
                HolidayKind::JointLeave => DayOff::JointLeave(&day.name),
            })
    }

    /// Why no training may be placed on a day: as [`Calendar::why_not_working`], or blocked.
    pub fn why_not_training(&self, date: Date) -> Option<DayOff<'_>> {
        self.why_not_working(date).or_else(|| {
            self.blocked
                .iter()
                .find(|stretch| stretch.period.contains(date))
                .map(|stretch| DayOff::Blocked(&stretch.reason))
        })
    }

    fn counts(&self, day: &Holiday) -> bool {
        day.kind == HolidayKind::Holiday || self.joint_leave_is_off
    }

    /// The days of work from one day to another, both included, in order.
    pub fn working_days(&self, from: Date, until: Date) -> impl Iterator<Item = Date> + '_ {
        days(from, until).filter(|&day| self.is_working_day(day))
    }

    /// The days on which training may be placed, both ends included, in order.
    pub fn training_days(&self, from: Date, until: Date) -> impl Iterator<Item = Date> + '_ {
        days(from, until).filter(|&day| self.is_training_day(day))
    }

    /// How many days of work there are, both ends included; 0 if the end is before the start.
    pub fn count_working_days(&self, from: Date, until: Date) -> u32 {
        if until < from {
            return 0;
        }
        let total = until.signed_duration_since(from).num_days() + 1;
        let weeks = total / 7 * i64::from(self.days_per_week());
        // Fewer than seven days are left over after whole weeks, whatever day they start on.
        let rest = days(from, until)
            .take((total % 7) as usize)
            .filter(|day| !self.is_weekend(day.weekday()))
            .count();
        let first = self.holidays.partition_point(|day| day.date < from);
        let mut off: Vec<Date> = self.holidays[first..]
            .iter()
            .take_while(|day| day.date <= until)
            .filter(|day| self.counts(day) && !self.is_weekend(day.date.weekday()))
            .map(|day| day.date)
            .collect();
        off.dedup();
        // Chrono's years span fewer than 2³¹ days, and holidays are among the days counted.
        u32::try_from(weeks)
            .unwrap_or(u32::MAX)
            .saturating_add(rest as u32)
            .saturating_sub(off.len() as u32)
    }

    /// The minutes of work on a day, where a usual week has `week` minutes: none on a day off,
    /// else the week's minutes spread evenly over its days. In stretches of shorter hours their
    /// week counts; where two overlap, the shorter one. Rounded down to hundredths of a minute.
    pub fn working_minutes(&self, date: Date, week: Minutes) -> Minutes {
        if !self.is_working_day(date) {
            return Minutes::NONE;
        }
        let week = self
            .reduced
            .iter()
            .filter(|stretch| stretch.period.contains(date))
            .filter_map(|stretch| stretch.minutes_per_week)
            .min()
            .map_or(week, |reduced| reduced.min(week));
        // A calendar has at least one day of work in a week.
        Minutes::from_hundredths(week.hundredths() / self.days_per_week().max(1))
    }

    /// The minutes of work from one day to another, both included, in whole minutes rounded down.
    pub fn total_working_minutes(&self, from: Date, until: Date, week: Minutes) -> u64 {
        let hundredths: u64 = self
            .working_days(from, until)
            .map(|day| u64::from(self.working_minutes(day, week).hundredths()))
            .sum();
        hundredths / u64::from(Minutes::STEPS)
    }
}

/// All days from one to another, both included; none if the end is before the start.
fn days(from: Date, until: Date) -> impl Iterator<Item = Date> {
    from.iter_days().take_while(move |&day| day <= until)
}

/// A saved calendar before it is checked.
#[derive(Deserialize)]
struct Parts {
    weekend: [bool; 7],
    joint_leave_is_off: bool,
    holidays: Vec<Holiday>,
    blocked: Vec<Stretch>,
    reduced: Vec<Stretch>,
}

impl TryFrom<Parts> for Calendar {
    type Error = CalendarError;

    fn try_from(parts: Parts) -> Result<Self, CalendarError> {
        let mut builder = CalendarBuilder::new();
        let weekend = super::weekday::DAYS.into_iter().zip(parts.weekend);
        builder.weekend(weekend.filter_map(|(day, off)| off.then_some(day)))?;
        builder.joint_leave_is_off(parts.joint_leave_is_off);
        for holiday in parts.holidays {
            builder.holiday(holiday)?;
        }
        for stretch in parts.blocked {
            builder.blocked(stretch.period, &stretch.reason)?;
        }
        for stretch in parts.reduced {
            let minutes = stretch.minutes_per_week.unwrap_or(Minutes::NONE);
            builder.reduced(stretch.period, &stretch.reason, minutes)?;
        }
        Ok(builder.build())
    }
}
