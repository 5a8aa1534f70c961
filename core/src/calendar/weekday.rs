//! The days of the week, by name.

use crate::words::explanation::Language;

pub use chrono::Weekday;

/// English and Indonesian names, Monday first.
const NAMES: [(&str, &str, &str); 7] = [
    ("monday", "Monday", "Senin"),
    ("tuesday", "Tuesday", "Selasa"),
    ("wednesday", "Wednesday", "Rabu"),
    ("thursday", "Thursday", "Kamis"),
    ("friday", "Friday", "Jumat"),
    ("saturday", "Saturday", "Sabtu"),
    ("sunday", "Sunday", "Minggu"),
];

pub(super) const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Reads the English or Indonesian name of a weekday; `Ahad` and `Jum'at` are understood too.
///
/// ```
/// use mahir::calendar::{Weekday, parse_weekday};
///
/// assert_eq!(parse_weekday("Sabtu"), Some(Weekday::Sat));
/// assert_eq!(parse_weekday("holiday"), None);
/// ```
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "ahad" => return Some(Weekday::Sun),
        "jum'at" | "jum’at" => return Some(Weekday::Fri),
        _ => {}
    }
    NAMES
        .iter()
        .zip(DAYS)
        .find(|((id, _, indonesian), _)| *id == text || indonesian.to_lowercase() == text)
        .map(|(_, day)| day)
}

/// The name in settings: `monday` to `sunday`.
pub fn weekday_id(day: Weekday) -> &'static str {
    // Monday is 0, Sunday 6.
    NAMES[day.num_days_from_monday() as usize].0
}

/// The name for a reader.
pub fn weekday_name(day: Weekday, language: Language) -> &'static str {
    let (_, english, indonesian) = NAMES[day.num_days_from_monday() as usize];
    language.choose(english, indonesian)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for day in DAYS {
            assert_eq!(parse_weekday(weekday_id(day)), Some(day));
            for language in Language::ALL {
                assert_eq!(parse_weekday(weekday_name(day, language)), Some(day));
            }
        }
        assert_eq!(parse_weekday(" AHAD"), Some(Weekday::Sun));
    }
}
