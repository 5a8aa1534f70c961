//! A number of the regulation with where it comes from and how well it is known.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::words::explanation::Language;
use crate::words::measure::{DecimalError, Hours, Level, Minutes, parse_decimal};

/// How well a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// From the rule itself, or repeated alike by several who apply it.
    Regulation,
    /// From one who applies the rule; the rule itself was not read.
    Secondary,
    /// From memory, without a source at hand.
    Memory,
    /// Sources disagree; the source names the other value.
    Conflict,
    /// A local or customary choice that no national rule fixes.
    Convention,
    /// Set by the agency itself.
    Own,
}

impl Certainty {
    /// All, in a fixed order.
    pub const ALL: [Self; 6] = [
        Self::Regulation,
        Self::Secondary,
        Self::Memory,
        Self::Conflict,
        Self::Convention,
        Self::Own,
    ];

    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Regulation => "regulation",
            Self::Secondary => "secondary",
            Self::Memory => "memory",
            Self::Conflict => "conflict",
            Self::Convention => "convention",
            Self::Own => "own",
        }
    }

    /// The name for a reader.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Regulation => language.choose("from the regulation", "dari peraturan"),
            Self::Secondary => language.choose("from a secondary source", "dari sumber sekunder"),
            Self::Memory => language.choose("from memory, unverified", "dari ingatan, belum diuji"),
            Self::Conflict => language.choose("sources disagree", "sumber berbeda pendapat"),
            Self::Convention => language.choose("convention", "kebiasaan setempat"),
            Self::Own => language.choose("set by the agency", "ditetapkan instansi"),
        }
    }
}

/// A value with its unit, its source, and how well it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure<T> {
    pub(super) value: T,
    pub(super) unit: &'static str,
    pub(super) source: String,
    pub(super) certainty: Certainty,
}

impl<T: Copy> Figure<T> {
    pub(super) fn new(value: T, unit: &'static str, source: &str, certainty: Certainty) -> Self {
        Self {
            value,
            unit,
            source: source.to_owned(),
            certainty,
        }
    }

    /// The value.
    pub const fn value(&self) -> T {
        self.value
    }

    /// The unit, in English.
    pub const fn unit(&self) -> &'static str {
        self.unit
    }

    /// Where the value comes from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How well the value is known.
    pub const fn certainty(&self) -> Certainty {
        self.certainty
    }
}

/// A percentage in hundredths of a percent, from 0 to 1,000 percent.
///
/// ```
/// use mahir::regulation::Percent;
///
/// assert_eq!(Percent::parse("88,31").unwrap().hundredths(), 8_831);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Percent(u32);

impl Percent {
    /// The highest percentage that is kept, in hundredths of a percent.
    pub const MAX_HUNDREDTHS: u32 = 100_000;

    /// A whole number of percent; stays at 1,000.
    pub const fn whole(percent: u32) -> Self {
        Self::from_hundredths(percent.saturating_mul(100))
    }

    /// From hundredths of a percent; stays at 1,000 percent.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        if hundredths > Self::MAX_HUNDREDTHS {
            Self(Self::MAX_HUNDREDTHS)
        } else {
            Self(hundredths)
        }
    }

    /// In hundredths of a percent.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// As a floating-point number of percent.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Reads a number of percent, with or without the sign: `78`, `88,31`, `90 %`.
    ///
    /// # Errors
    /// [`DecimalError`] if the text is not a number from 0 to 1,000.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let text = text.trim();
        let hundredths = parse_decimal(text.strip_suffix('%').unwrap_or(text), 100)?;
        match u32::try_from(hundredths) {
            Ok(hundredths) if hundredths <= Self::MAX_HUNDREDTHS => Ok(Self(hundredths)),
            Ok(_) => Err(DecimalError::TooLarge),
            Err(_) if hundredths < 0 => Err(DecimalError::Negative),
            Err(_) => Err(DecimalError::TooLarge),
        }
    }

    /// Whether `numerator / denominator` is at least this percentage, decided in whole numbers.
    /// Nothing is at least a share of nothing: with a denominator of 0 the answer is no.
    pub fn is_reached_by(self, numerator: u64, denominator: u64) -> bool {
        // Below 2⁶⁴ × 10⁵, which 128 bits hold.
        denominator > 0
            && u128::from(numerator) * 10_000 >= u128::from(self.0) * u128::from(denominator)
    }

    /// Whether `numerator / denominator` is more than this percentage, decided in whole numbers.
    pub fn is_exceeded_by(self, numerator: u64, denominator: u64) -> bool {
        denominator > 0
            && u128::from(numerator) * 10_000 > u128::from(self.0) * u128::from(denominator)
    }
}

/// As a number of percent with as many decimals as it needs.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{whole}"),
            (_, 0) => write!(f, "{whole}.{}", rest / 10),
            _ => write!(f, "{whole}.{rest:02}"),
        }
    }
}

/// A kind of value that a figure can have: read from settings, shown in tables, kept in bounds.
pub(super) trait FigureValue: Copy + PartialOrd + fmt::Display {
    /// The value in a text, if there is one.
    fn read(text: &str) -> Option<Self>;

    /// What would be right, in words.
    fn expected(unit: &str, lowest: Self, highest: Self) -> String {
        format!("{unit} from {lowest} to {highest}")
    }
}

impl FigureValue for Hours {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl FigureValue for Minutes {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl FigureValue for Percent {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl FigureValue for Level {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl FigureValue for u32 {
    /// A whole number: `1.5` is none, and neither is `1.250`, which could be read in two ways.
    fn read(text: &str) -> Option<Self> {
        text.trim().parse().ok()
    }

    fn expected(unit: &str, lowest: Self, highest: Self) -> String {
        format!("a whole number ({unit}) from {lowest} to {highest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn percentages_are_read_back(hundredths in 0..=Percent::MAX_HUNDREDTHS) {
            let percent = Percent::from_hundredths(hundredths);
            prop_assert_eq!(Percent::parse(&percent.to_string()), Ok(percent));
        }

        /// Multiplying both sides out in wider whole numbers, as the definition has it.
        #[test]
        fn reaching_is_not_falling_short(part in 0..1_000_u64, whole in 1..1_000_u64, at in 0..20_000_u32) {
            let percent = Percent::from_hundredths(at);
            let short = (part * 10_000) / whole < u64::from(at);
            prop_assert_eq!(percent.is_reached_by(part, whole), !short);
            if percent.is_exceeded_by(part, whole) {
                prop_assert!(percent.is_reached_by(part, whole));
            }
        }
    }

    #[test]
    fn percentages_out_of_range_are_refused() {
        for text in ["-1", "1000.01", "NaN", ""] {
            assert!(Percent::parse(text).is_err(), "{text}");
        }
        assert!(!Percent::default().is_reached_by(0, 0));
        assert!(Percent::whole(100).is_reached_by(u64::MAX, u64::MAX));
    }
}
