//! Days, months, and stretches of days.

use std::fmt;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

/// A day of the calendar.
pub type Date = chrono::NaiveDate;

/// Reads `YYYY-MM-DD`, `DD-MM-YYYY`, and both with `/` or `.`; a time of day after a blank or `T`
/// is passed over. `None` if the text is no day.
///
/// ```
/// use mahir::words::measure::parse_date;
///
/// assert_eq!(parse_date("05-01-2026"), parse_date("2026-01-05"));
/// assert_eq!(parse_date("30-02-2026"), None);
/// ```
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let mut parts = day.split(['-', '/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || ![first, second, third].iter().all(|part| is_digits(part)) {
        return None;
    }
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else if third.len() == 4 {
        (third, second, first)
    } else {
        return None;
    };
    if month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A month of a year, counted from year 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(i32);

impl Month {
    /// A month; `None` unless `month` is 1 to 12 and `year` is 0 to 9999.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        i32::try_from(month)
            .ok()
            .map(|month| Self(year * 12 + month - 1))
    }

    /// The month of a day.
    pub fn of(date: Date) -> Self {
        Self(
            date.year()
                .saturating_mul(12)
                .saturating_add(date.month0() as i32),
        )
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    pub const fn month(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// Months since year 0; differences count months.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The month so many months later.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// Reads `YYYY-MM`, `MM-YYYY` (also with `/`), or a whole day of the month.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(day) = parse_date(text) {
            return Some(Self::of(day));
        }
        let (first, second) = text.split_once(['-', '/'])?;
        if !is_digits(first) || !is_digits(second) {
            return None;
        }
        match (first.len(), second.len()) {
            (4, 1..=2) => Self::new(first.parse().ok()?, second.parse().ok()?),
            (1..=2, 4) => Self::new(second.parse().ok()?, first.parse().ok()?),
            _ => None,
        }
    }
}

/// `YYYY-MM`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A stretch of days, both ends included; a missing end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day, or `None` for "since ever".
    pub from: Option<Date>,
    /// The last day, or `None` for "without end".
    pub until: Option<Date>,
}

impl Period {
    /// A stretch with both ends.
    pub const fn new(from: Date, until: Date) -> Self {
        Self {
            from: Some(from),
            until: Some(until),
        }
    }

    /// Whether the day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_in_time = |from: Option<Date>, until: Option<Date>| match (from, until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        starts_in_time(self.from, other.until)
            && starts_in_time(other.from, self.until)
            && !self.is_empty()
            && !other.is_empty()
    }

    /// Whether it ends before it starts.
    pub fn is_empty(&self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if from > until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    #[test]
    fn days_as_offices_write_them() {
        for text in [
            "2026-01-05",
            "05-01-2026",
            "5/1/2026",
            "05.01.2026",
            "2026-01-05 00:00:00",
        ] {
            assert_eq!(parse_date(text), Date::from_ymd_opt(2026, 1, 5), "{text}");
        }
        for text in [
            "",
            "2026",
            "05-01-26",
            "31-04-2026",
            "a-b-c",
            "2026-01-05-06",
            "+026-01-05",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn months_count_on() {
        let month = Month::parse("2025-12").unwrap();
        assert_eq!(month.plus(1).to_string(), "2026-01");
        assert_eq!(Month::parse("12/2025"), Some(month));
        assert_eq!(Month::parse("2025-12-31"), Some(month));
        for text in ["2025-13", "2025", "x-y", "25-12"] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn periods_meet_on_shared_days_only() {
        let january = Period::new(day("2026-01-01"), day("2026-01-31"));
        let later = Period {
            from: Some(day("2026-01-31")),
            until: None,
        };
        let next = Period {
            from: Some(day("2026-02-01")),
            until: None,
        };
        assert!(january.overlaps(&later) && later.overlaps(&january));
        assert!(!january.overlaps(&next));
        let backwards = Period::new(day("2026-02-01"), day("2026-01-01"));
        assert!(backwards.is_empty() && !backwards.overlaps(&Period::default()));
    }
}
