//! Numbers and names as a reader sees them.

use crate::words::explanation::Language;
use crate::words::measure::{Date, Rupiah};

/// A stretch of days, both ends included, in few characters: `5–6 Jan 2026`.
pub(crate) fn days_in_words(from: Date, until: Date, language: Language) -> String {
    use chrono::Datelike;
    if from == until {
        return language.day(from);
    }
    let last = language.day(until);
    let first = language.day(from);
    if (from.year(), from.month()) == (until.year(), until.month()) {
        return format!("{}–{last}", from.day());
    }
    let year = format!(" {}", until.year());
    match first.strip_suffix(&year) {
        Some(first) if from.year() == until.year() => format!("{first} – {last}"),
        _ => format!("{first} – {last}"),
    }
}

/// A name from a table as it may be shown: control characters (terminal sequences, text direction
/// overrides) are replaced, blanks at the ends cut.
pub(crate) fn clean(text: &str) -> String {
    text.trim()
        .chars()
        .map(|character| match character {
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                '\u{fffd}'
            }
            other if other.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}

/// A sentence as it may be shown, with money and percentages kept together.
pub(crate) fn prose(text: &str) -> String {
    clean(text)
        .replace("Rp ", "Rp\u{a0}")
        .replace(" %", "\u{a0}%")
}

/// The text with blanks that do not break: a date, a code with its figure.
pub(crate) fn whole(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// A count with its thousands apart: `1,234` or, in Indonesian, `1.234`.
pub(crate) fn count(number: impl TryInto<i64>, language: Language) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    // Money is grouped in the same way; its sign comes before the symbol.
    Rupiah::new(number).show(language).replacen("Rp ", "", 1)
}

/// A share as a percentage: `12 %`, or `0.4 %` where whole numbers would hide it.
pub(crate) fn percent(share: f64, language: Language) -> String {
    let percent = share * 100.0;
    let decimals = usize::from((0.05..9.95).contains(&percent.abs()));
    // A blank that does not break, so that the sign stays with its number.
    format!("{}\u{a0}%", language.number(percent, decimals))
}

/// A number with its sign: `+0.35`, `−0.10`.
pub(crate) fn signed(number: f64, decimals: usize, language: Language) -> String {
    let text = language.number(number.abs(), decimals);
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.' | ','));
    match (is_zero, number < 0.0) {
        (true, _) => text,
        (false, true) => format!("−{text}"),
        (false, false) => format!("+{text}"),
    }
}

/// Money in few characters: `Rp 4.2 million`, `Rp 4,2 juta`.
pub(crate) fn money_short(amount: Rupiah, language: Language) -> String {
    let rupiah = amount.as_f64();
    let scales = [
        (1e12, "trillion", "triliun"),
        (1e9, "billion", "miliar"),
        (1e6, "million", "juta"),
    ];
    for (scale, english, indonesian) in scales {
        if rupiah.abs() >= scale {
            let number = language.number(rupiah / scale, 1);
            let whole = number
                .strip_suffix(".0")
                .or_else(|| number.strip_suffix(",0"));
            let number = whole.unwrap_or(&number);
            return format!("Rp {number} {}", language.choose(english, indonesian));
        }
    }
    amount.show(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Indonesian};

    #[test]
    fn numbers_read_naturally() {
        assert_eq!(count(1_234_567, Indonesian), "1.234.567");
        assert_eq!(count(-12_000, English), "-12,000");
        assert_eq!(percent(0.257, English), "26\u{a0}%");
        assert_eq!(percent(0.0125, Indonesian), "1,2\u{a0}%");
        assert_eq!(percent(0.0, Indonesian), "0\u{a0}%");
        assert_eq!(signed(-0.104, 2, Indonesian), "−0,10");
        assert_eq!(signed(-0.001, 2, English), "0.00");
        assert_eq!(
            money_short(Rupiah::new(4_200_000), Indonesian),
            "Rp 4,2 juta"
        );
        assert_eq!(
            money_short(Rupiah::new(80_000_000), English),
            "Rp 80 million"
        );
        assert_eq!(money_short(Rupiah::new(750_000), Indonesian), "Rp 750.000");
    }

    #[test]
    fn stretches_say_month_and_year_once() {
        let day = |year, month, day| Date::from_ymd_opt(year, month, day).unwrap();
        let words = |from, until| days_in_words(from, until, Indonesian);
        assert_eq!(words(day(2026, 5, 4), day(2026, 5, 6)), "4–6 Mei 2026");
        assert_eq!(
            words(day(2026, 4, 30), day(2026, 5, 1)),
            "30 Apr – 1 Mei 2026"
        );
        assert_eq!(
            words(day(2025, 12, 31), day(2026, 1, 2)),
            "31 Des 2025 – 2 Jan 2026"
        );
        assert_eq!(words(day(2026, 5, 4), day(2026, 5, 4)), "4 Mei 2026");
    }

    #[test]
    fn terminal_sequences_are_harmless() {
        assert_eq!(clean(" a\u{1b}[2J\u{202e}b\n "), "a\u{fffd}[2J\u{fffd}b");
    }
}
