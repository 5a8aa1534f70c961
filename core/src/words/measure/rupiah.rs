//! Money in whole rupiah.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DecimalError, parse_decimal};
use crate::words::explanation::Language;

/// An amount of money in whole rupiah, at most 9.2 × 10¹⁸ (the state budget is about 4 × 10¹⁵).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Rupiah(i64);

impl Rupiah {
    /// No money.
    pub const NONE: Self = Self(0);
    /// The largest amount.
    pub const MAX: Self = Self(i64::MAX);

    /// An amount of whole rupiah.
    pub const fn new(rupiah: i64) -> Self {
        Self(rupiah)
    }

    /// The amount in whole rupiah.
    pub const fn amount(self) -> i64 {
        self.0
    }

    /// The amount as a floating-point number, for display and statistics.
    pub fn as_f64(self) -> f64 {
        self.0 as f64
    }

    /// The sum, or `None` if it is too large.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` if it is too large.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The amount so many times, or `None` if it is too large.
    pub fn checked_times(self, count: u64) -> Option<Self> {
        i64::try_from(count)
            .ok()
            .and_then(|count| self.0.checked_mul(count))
            .map(Self)
    }

    /// The sum; stays at the largest amount.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference; stays at the smallest amount.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The amount so many times; stays at the largest amount.
    #[must_use]
    pub fn saturating_times(self, count: u64) -> Self {
        Self(
            self.0
                .saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)),
        )
    }

    /// Reads `1250000`, `1.250.000`, `1,250,000` or `Rp 1.250.000`. Sen are not used.
    ///
    /// A single sign before exactly three digits groups thousands here, since rupiah have no
    /// decimals in use: `1.250` is one thousand two hundred and fifty.
    ///
    /// # Errors
    /// [`DecimalError`] if the text is not a whole number of rupiah.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let text = text.trim();
        let text = text
            .strip_prefix("Rp")
            .map_or(text, |rest| rest.trim_start_matches('.').trim());
        let text = text
            .strip_suffix(",00")
            .or_else(|| text.strip_suffix(",-"))
            .unwrap_or(text);
        let grouped = text.split(['.', ',']).skip(1).all(|group| group.len() == 3);
        if text.contains(['.', ',']) && !grouped {
            let tail = text.rsplit(['.', ',']).next().unwrap_or("");
            if tail.bytes().any(|byte| byte != b'0') {
                return Err(DecimalError::NotANumber);
            }
            return parse_decimal(text, 1).map(Self);
        }
        let digits: String = text.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        parse_decimal(&digits, 1).map(Self)
    }

    /// The amount for a reader: `Rp 1,250,000` or, in Indonesian, `Rp 1.250.000`.
    pub fn show(self, language: Language) -> String {
        let separator = match language {
            Language::English => ',',
            Language::Indonesian => '.',
        };
        let digits = self.0.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 4);
        text.push_str(if self.0 < 0 { "-Rp " } else { "Rp " });
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }
}

/// The plain number, as tables hold it.
impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_offices_write_them() {
        for text in [
            "1250000",
            "1.250.000",
            "1,250,000",
            "Rp 1.250.000",
            "Rp1.250.000,00",
            "1250000.0",
        ] {
            assert_eq!(Rupiah::parse(text), Ok(Rupiah::new(1_250_000)), "{text}");
        }
        assert_eq!(Rupiah::parse("1.250"), Ok(Rupiah::new(1_250)));
        assert_eq!(Rupiah::parse("-5000"), Ok(Rupiah::new(-5_000)));
        for text in ["12,5", "NaN", "", "Rp", "1.2.3"] {
            assert!(Rupiah::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn amounts_as_people_read_them() {
        assert_eq!(
            Rupiah::new(4_200_000).show(Language::English),
            "Rp 4,200,000"
        );
        assert_eq!(
            Rupiah::new(4_200_000).show(Language::Indonesian),
            "Rp 4.200.000"
        );
        assert_eq!(Rupiah::new(-950).show(Language::English), "-Rp 950");
        assert_eq!(Rupiah::new(i64::MIN).show(Language::English).len(), 29);
    }
}
