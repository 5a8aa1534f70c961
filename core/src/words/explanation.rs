//! Reasons in words, in English and Indonesian.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The language of texts for people. Code, ids and table headers stay English.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Indonesian (bahasa Indonesia).
    Indonesian,
}

impl Language {
    /// Both, in a fixed order.
    pub const ALL: [Self; 2] = [Self::English, Self::Indonesian];

    /// From `en`, `english`, `id` or `indonesian`.
    ///
    /// ```
    /// use mahir::words::explanation::Language;
    ///
    /// assert_eq!(Language::parse("id"), Some(Language::Indonesian));
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "en" | "english" | "inggris" => Some(Self::English),
            "id" | "in" | "indonesian" | "indonesia" => Some(Self::Indonesian),
            _ => None,
        }
    }

    /// The ISO 639-1 code: `en` or `id`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Indonesian => "id",
        }
    }

    /// The text of the two that is in this language.
    pub const fn choose<'a>(self, english: &'a str, indonesian: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::Indonesian => indonesian,
        }
    }

    /// A number with so many decimals, its thousands apart: `1,250.5` in English, `1.250,5` in
    /// Indonesian.
    ///
    /// ```
    /// use mahir::words::explanation::Language;
    ///
    /// assert_eq!(Language::English.number(5_396.0, 0), "5,396");
    /// assert_eq!(Language::Indonesian.number(5_396.25, 2), "5.396,25");
    /// ```
    pub fn number(self, number: f64, decimals: usize) -> String {
        let text = format!("{number:.decimals$}");
        match text.split_once('.') {
            Some((whole, fraction)) => {
                let whole = self.thousands_apart(whole);
                format!("{whole}{}{fraction}", self.choose(".", ","))
            }
            None => self.thousands_apart(&text),
        }
    }

    /// A count with its thousands apart: `1,250` in English, `1.250` in Indonesian.
    ///
    /// ```
    /// use mahir::words::explanation::Language;
    ///
    /// assert_eq!(Language::Indonesian.count(4_700_000_u64), "4.700.000");
    /// ```
    pub fn count(self, count: impl Into<u64>) -> String {
        self.thousands_apart(&count.into().to_string())
    }

    /// Digits in groups of three; a sign stays before them, and what is no number stays as it is.
    fn thousands_apart(self, number: &str) -> String {
        let digits = number.trim_start_matches('-');
        if digits.len() <= 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return number.to_owned();
        }
        let mut text = number[..number.len() - digits.len()].to_owned();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push_str(self.choose(",", "."));
            }
            text.push(digit);
        }
        text
    }

    /// A day: `5 Jan 2026` in English, `5 Jan 2026` with Indonesian month names otherwise.
    pub fn day(self, date: chrono::NaiveDate) -> String {
        use chrono::Datelike;
        const ENGLISH: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        const INDONESIAN: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
        ];
        let names = match self {
            Self::English => ENGLISH,
            Self::Indonesian => INDONESIAN,
        };
        // month0 is 0 to 11.
        format!(
            "{} {} {}",
            date.day(),
            names[date.month0() as usize],
            date.year()
        )
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_read_naturally() {
        assert_eq!(Language::Indonesian.number(1.25, 1), "1,2");
        assert_eq!(Language::English.number(-1_234_567.5, 1), "-1,234,567.5");
        assert_eq!(Language::English.number(999.6, 0), "1,000");
        assert_eq!(Language::English.number(999.4, 0), "999");
        assert_eq!(Language::English.number(-100.0, 0), "-100");
        assert_eq!(Language::English.number(f64::INFINITY, 0), "inf");
        assert_eq!(
            Language::English.count(u64::MAX),
            "18,446,744,073,709,551,615"
        );
        let day = chrono::NaiveDate::from_ymd_opt(2026, 8, 17).unwrap();
        assert_eq!(Language::Indonesian.day(day), "17 Agu 2026");
        assert_eq!(Language::English.day(day), "17 Aug 2026");
        assert_eq!(Language::parse("fr"), None);
    }
}
