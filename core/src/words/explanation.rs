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

    /// A number with so many decimals: `1.25` in English, `1,25` in Indonesian.
    pub fn number(self, number: f64, decimals: usize) -> String {
        let text = format!("{number:.decimals$}");
        match self {
            Self::English => text,
            Self::Indonesian => text.replace('.', ","),
        }
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
        let day = chrono::NaiveDate::from_ymd_opt(2026, 8, 17).unwrap();
        assert_eq!(Language::Indonesian.day(day), "17 Agu 2026");
        assert_eq!(Language::English.day(day), "17 Aug 2026");
        assert_eq!(Language::parse("fr"), None);
    }
}
