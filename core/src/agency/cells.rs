//! Cells as values: what is read, and what is said where it cannot be.

use super::rows::Row;
use super::source::Cell;
use crate::words::id::{IdError, Ids, Index};
use crate::words::measure::{
    Date, Hours, Level, Minutes, Month, Rupiah, Share, Weight, parse_date, parse_number,
};
use crate::words::suggestion::nearest;

impl Row<'_> {
    /// The cell as text; `None` where it has no value.
    pub(super) fn with_text<R>(&self, column: usize, read: impl FnOnce(&str) -> R) -> Option<R> {
        match self.cell(column) {
            Cell::Missing => None,
            Cell::Text(text) => Some(read(text)),
            cell => Some(read(&cell.to_string())),
        }
    }

    /// A value that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        column: usize,
        (code, expected): (&str, &str),
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        match self.with_text(column, read)? {
            Some(value) => Some(value),
            None => {
                self.fault(column, code, problem(code), expected);
                None
            }
        }
    }

    /// A value that must be there.
    pub(super) fn required<T>(
        &mut self,
        column: usize,
        (code, expected): (&str, &str),
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        match self.with_text(column, read) {
            Some(Some(value)) => return Some(value),
            Some(None) => self.fault(column, code, problem(code), expected),
            None => self.fault(column, "missing_value", "the value is missing", expected),
        }
        None
    }

    /// A text that may be left out; empty then.
    pub(super) fn text(&self, column: usize) -> String {
        self.with_text(column, str::to_owned).unwrap_or_default()
    }

    /// Takes in the id of this row; the row number of an id that is there twice is in `rows`.
    pub(super) fn new_id<I: Index>(
        &mut self,
        column: usize,
        ids: &mut Ids<I>,
        rows: &mut Vec<u32>,
    ) -> bool {
        let Some(taken) = self.with_text(column, |id| {
            ids.insert(id)
                .map_err(|error| (error, ids.find(id).map(Index::position)))
        }) else {
            self.fault(
                column,
                "missing_value",
                "the id is missing",
                "an id that no other row has",
            );
            return false;
        };
        match taken {
            Ok(_) => {
                rows.push(self.kept_number());
                return true;
            }
            Err((IdError::Duplicate, first)) => {
                let first = first.and_then(|at| rows.get(at)).copied().unwrap_or(0);
                let problem = format!("the id stands in row {first} already");
                self.fault(column, "duplicate_id", problem, "each id once");
            }
            Err((error, _)) => {
                self.fault(column, "id", error.to_string(), "an id that can be kept");
            }
        }
        false
    }

    /// The index of an id that must be known.
    pub(super) fn known<I: Index>(&mut self, column: usize, ids: &Ids<I>, file: &str) -> Option<I> {
        self.known_near(column, ids, file, None)
    }

    /// The same where rows often name what the row before named, or the one after it: that is
    /// looked at first, which is faster than looking among all.
    pub(super) fn known_near<I: Index>(
        &mut self,
        column: usize,
        ids: &Ids<I>,
        file: &str,
        before: Option<I>,
    ) -> Option<I> {
        let found = self.with_text(column, |id| {
            let start = before.map_or(usize::MAX, Index::position);
            let near = [start, start.saturating_add(1)]
                .into_iter()
                .filter(|&position| position < ids.len())
                .filter_map(I::at)
                .find(|&index| ids.name(index) == id);
            near.or_else(|| ids.find(id))
        });
        if let Some(Some(found)) = found {
            return Some(found);
        }
        if found.is_none() {
            let expected = format!("an id of {file}");
            self.fault(column, "missing_value", "the id is missing", expected);
            return None;
        }
        self.known_if_given(column, ids, file)
    }

    /// The index of an id that must be known if it is given.
    pub(super) fn known_if_given<I: Index>(
        &mut self,
        column: usize,
        ids: &Ids<I>,
        file: &str,
    ) -> Option<I> {
        if let Some(found) = self.with_text(column, |id| ids.find(id))? {
            return Some(found);
        }
        if ids.is_empty() {
            if self.without_ids.contains(&column) {
                return None;
            }
            self.without_ids.push(column);
        }
        let mut expected = format!("an id of {file}");
        if *self.suggestions > 0 {
            *self.suggestions -= 1;
            let near = self
                .with_text(column, |id| nearest(id, ids.names()))
                .flatten();
            if let Some(near) = near.filter(|id| !crate::words::id::is_personal_number(id)) {
                expected.push_str(&format!(", such as '{near}'"));
            }
        }
        let name = self
            .layout
            .columns
            .get(column)
            .map_or("id", |column| column.name);
        self.fault(column, "unknown_id", format!("unknown {name}"), expected);
        None
    }

    /// The cell as a level where it is a number already; texts are read elsewhere.
    fn typed_level(&self, column: usize) -> Option<Level> {
        let number = match self.cell(column) {
            // Lossless: other numbers than small ones are no levels.
            Cell::Integer(number) => f64::from(u8::try_from(number).ok()?),
            Cell::Number(number) => number,
            _ => return None,
        };
        (0.0..=f64::from(Level::HIGHEST_WHOLE))
            .contains(&number)
            .then(|| Level::from_f64(number))
            .flatten()
    }

    pub(super) fn level(&mut self, column: usize) -> Option<Level> {
        if let Some(level) = self.typed_level(column) {
            return Some(level);
        }
        self.required(
            column,
            ("level", "a level from 0 to 218, such as 2 or 2.5"),
            level_of,
        )
    }

    pub(super) fn level_if_given(&mut self, column: usize) -> Option<Level> {
        if let Some(level) = self.typed_level(column) {
            return Some(level);
        }
        self.optional(
            column,
            ("level", "levels from 0 to 218, such as 0.5"),
            level_of,
        )
    }

    pub(super) fn weight_if_given(&mut self, column: usize) -> Option<Weight> {
        self.optional(column, ("importance", "a number from 1 to 5"), |text| {
            let weight = Weight::parse(text).ok()?;
            (Weight::STEPS..=5 * Weight::STEPS)
                .contains(&weight.thousandths())
                .then_some(weight)
        })
    }

    pub(super) fn hours(&mut self, column: usize) -> Option<Hours> {
        self.optional(
            column,
            ("hours", "training hours (JP), 0 or more"),
            |text| Hours::parse(text).ok(),
        )
    }

    pub(super) fn minutes(&mut self, column: usize) -> Option<Minutes> {
        self.required(column, ("minutes", "minutes of work, 0 or more"), |text| {
            Minutes::parse(text).ok()
        })
    }

    pub(super) fn minutes_if_given(&mut self, column: usize) -> Option<Minutes> {
        self.optional(column, ("minutes", "minutes of work, 0 or more"), |text| {
            Minutes::parse(text).ok()
        })
    }

    pub(super) fn money(&mut self, column: usize) -> Option<Rupiah> {
        self.optional(column, ("money", "whole rupiah, 0 or more"), |text| {
            Rupiah::parse(text)
                .ok()
                .filter(|amount| amount.amount() >= 0)
        })
    }

    pub(super) fn share(&mut self, column: usize) -> Option<Share> {
        self.optional(
            column,
            ("share", "a share from 0 to 1, such as 0.25 or 25 %"),
            |text| Share::parse(text).ok(),
        )
    }

    pub(super) fn day(&mut self, column: usize) -> Option<Date> {
        if let Cell::Day(day) = self.cell(column) {
            return Some(day);
        }
        self.optional(
            column,
            ("date", "a day as YYYY-MM-DD, DD-MM-YYYY or DD/MM/YY"),
            day_of,
        )
    }

    pub(super) fn month(&mut self, column: usize) -> Option<Month> {
        self.required(column, ("month", "a month as YYYY-MM"), Month::parse)
    }

    /// A whole number from `least` on.
    pub(super) fn count(&mut self, column: usize, least: u32) -> Option<u32> {
        let expected = format!("a whole number, {least} or more");
        self.optional(column, ("count", &expected), |text| {
            whole(text)
                .and_then(|n| u32::try_from(n).ok())
                .filter(|&n| n >= least)
        })
    }

    pub(super) fn large_count(&mut self, column: usize) -> Option<u64> {
        self.optional(column, ("count", "a whole number, 0 or more"), whole)
    }

    pub(super) fn number(&mut self, column: usize) -> Option<f64> {
        if let Cell::Number(number) = self.cell(column) {
            return Some(number);
        }
        self.optional(column, ("number", "a finite number"), |text| {
            parse_number(text).ok()
        })
    }
}

/// A level; the usual `d` and `d.dd` are read the short way, everything else the general one.
fn level_of(text: &str) -> Option<Level> {
    usual_level(text.as_bytes()).or_else(|| Level::parse(text).ok())
}

/// A level written as `d`, `d.d` or `d.dd`.
fn usual_level(text: &[u8]) -> Option<Level> {
    let digit = |byte: u8| {
        byte.checked_sub(b'0')
            .filter(|&digit| digit < 10)
            .map(u16::from)
    };
    let (whole, hundredths) = match *text {
        [whole] => (digit(whole)?, 0),
        [whole, b'.' | b',', tenths] => (digit(whole)?, digit(tenths)? * 10),
        [whole, b'.' | b',', tens, ones] => (digit(whole)?, digit(tens)? * 10 + digit(ones)?),
        _ => return None,
    };
    // A hundredth of a level is a whole number of steps, and 9.99 levels are 2,997 of them.
    Some(Level::from_steps(
        whole * Level::STEPS + hundredths * (Level::STEPS / 100),
    ))
}

/// A day; the usual `YYYY-MM-DD` is read the short way, everything else the general one.
fn day_of(text: &str) -> Option<Date> {
    usual_day(text.as_bytes())
        .or_else(|| parse_date(text))
        .or_else(|| short_day(text))
}

/// A day as spreadsheets in Indonesian and German show it unless told otherwise: `DD/MM/YY` or
/// `DD.MM.YY`. The year is one of 1980 to 2079: an agency's tables tell of nothing before, and of
/// no pension after. With dashes the year could as well stand in front, so that is not read.
fn short_day(text: &str) -> Option<Date> {
    let sign = text.find(['/', '.']).map(|at| text.as_bytes()[at])?;
    let mut parts = text.trim().split(char::from(sign));
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str| {
        let is_short = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
        is_short.then(|| part.parse::<u32>().ok()).flatten()
    };
    if parts.next().is_some() || year.len() != 2 {
        return None;
    }
    let year = i32::try_from(number(year)?).ok()?;
    let year = if year >= 80 { 1900 + year } else { 2000 + year };
    Date::from_ymd_opt(year, number(month)?, number(day)?)
}

/// A day written as `YYYY-MM-DD`.
fn usual_day(text: &[u8]) -> Option<Date> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, &byte| {
            byte.is_ascii_digit()
                .then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    match *text {
        [y, e, a, r, b'-', m, n, b'-', d, f] => {
            let year = i32::try_from(number(&[y, e, a, r])?).ok()?;
            Date::from_ymd_opt(year, number(&[m, n])?, number(&[d, f])?)
        }
        _ => None,
    }
}

/// A whole number, also as a spreadsheet writes it: `1.250` or `12,0`.
fn whole(text: &str) -> Option<u64> {
    Rupiah::parse(text)
        .ok()
        .and_then(|number| u64::try_from(number.amount()).ok())
}

fn problem(code: &str) -> &'static str {
    match code {
        "level" => "not a level",
        "importance" => "not an importance",
        "hours" => "not a number of hours",
        "minutes" => "not a number of minutes",
        "money" => "not an amount of money",
        "share" => "not a share",
        "date" => "not a day",
        "month" => "not a month",
        "count" => "not such a number",
        "number" => "not a number",
        _ => "not one of the known names",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The short ways give what the measures' own readers give.
        #[test]
        fn short_ways_change_nothing(text in "[0-9.,-]{1,5}|[0-9]{4}-[0-9-]{2}-[0-9]{2}|.{0,12}") {
            prop_assert_eq!(level_of(&text), Level::parse(&text).ok());
            prop_assert_eq!(usual_day(text.as_bytes()).or(parse_date(&text)), parse_date(&text));
            let _ = day_of(&text);
        }
    }

    #[test]
    fn years_of_two_digits_are_read_where_the_day_stands_in_front() {
        // As LibreOffice 7.4 shows a typed 21/07/2025 and 1/8/2053 in the locale id-ID.
        for (text, year, month, day) in [
            ("21/07/25", 2025, 7, 21),
            ("01/08/53", 2053, 8, 1),
            ("5.1.26", 2026, 1, 5),
            ("31/12/79", 2079, 12, 31),
            ("31/12/80", 1980, 12, 31),
        ] {
            assert_eq!(day_of(text), Date::from_ymd_opt(year, month, day), "{text}");
        }
        for text in [
            "25-07-21", "21-07-25", "31/02/25", "21/07.25", "21/07/2", "1/2/3/4", "/ /",
        ] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_short_way_does_not_know_is_left_to_the_general_one() {
        for text in ["-.0", "-0", "+1", ",5", "5.", "5-1-2026"] {
            assert_eq!(level_of(text), Level::parse(text).ok(), "{text}");
            assert_eq!(day_of(text), parse_date(text), "{text}");
        }
    }
}
