//! A competency level (tingkat kompetensi), or a difference of two, as an exact small integer.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DecimalError, parse_decimal};

/// A level of a competency, in steps of 1/300 of a level.
///
/// 300 is the least number of steps that makes every value with two decimals exact and every
/// average of two, three, four, five, six, ten or twelve raters too. So sums of levels are exact,
/// do not depend on their order, and a person who sits on a threshold is never put on its wrong
/// side by rounding. Zero means "none"; the highest level that can be kept is 218.
///
/// ```
/// use mahir::words::measure::Level;
///
/// let two_thirds = Level::parse("2,67").unwrap();
/// assert_eq!(Level::whole(3).saturating_sub(two_thirds).to_string(), "0.33");
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Level(u16);

impl Level {
    /// Steps to one level.
    pub const STEPS: u16 = 300;
    /// No competence.
    pub const NONE: Self = Self(0);
    /// The highest whole level that can be kept.
    pub const HIGHEST_WHOLE: u8 = 218;

    /// A whole level; values above 218 become 218.
    pub const fn whole(level: u8) -> Self {
        let level = if level > Self::HIGHEST_WHOLE {
            Self::HIGHEST_WHOLE
        } else {
            level
        };
        Self(level as u16 * Self::STEPS)
    }

    /// A level from its count of steps.
    pub const fn from_steps(steps: u16) -> Self {
        Self(steps)
    }

    /// The level as a count of steps of 1/300.
    pub const fn steps(self) -> u16 {
        self.0
    }

    /// The level as a floating-point number, for display and statistics.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::STEPS)
    }

    /// The nearest level to a number; negative numbers give zero, `None` if it is not finite or
    /// too large.
    pub fn from_f64(level: f64) -> Option<Self> {
        let steps = (level * f64::from(Self::STEPS)).round();
        if !steps.is_finite() || steps > f64::from(u16::MAX) {
            return None;
        }
        // In range by the checks above; negatives saturate to zero.
        Some(Self(steps.max(0.0) as u16))
    }

    /// Reads a level such as `3`, `2.5` or `2,67`, rounded to the nearest step.
    ///
    /// # Errors
    /// [`DecimalError`] if the text is not a number from 0 to 218.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let steps = parse_decimal(text, u32::from(Self::STEPS))?;
        if steps < 0 {
            return Err(DecimalError::Negative);
        }
        u16::try_from(steps)
            .map(Self)
            .map_err(|_| DecimalError::TooLarge)
    }

    /// The sum; stays at the highest value that can be kept.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference; zero if the other is larger.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Whether this is zero.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Shown with at most two decimals where that is exact, and four where it is not, so that
/// reading the text gives the same level again.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_multiple_of(3) {
            let hundredths = self.0 / 3;
            let (whole, rest) = (hundredths / 100, hundredths % 100);
            match (rest, rest % 10) {
                (0, _) => write!(f, "{whole}"),
                (_, 0) => write!(f, "{whole}.{}", rest / 10),
                _ => write!(f, "{whole}.{rest:02}"),
            }
        } else {
            write!(f, "{:.4}", self.as_f64())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_gives_the_level_back(steps in any::<u16>()) {
            let level = Level::from_steps(steps);
            prop_assert_eq!(Level::parse(&level.to_string()), Ok(level));
        }
    }

    #[test]
    fn averages_of_raters_are_exact() {
        // Raters who say 3, 3 and 2: 8/3.
        assert_eq!(Level::parse("2.6667").unwrap().steps(), 800);
        assert_eq!(Level::from_f64(8.0 / 3.0).unwrap().steps(), 800);
    }

    #[test]
    fn what_is_no_level_is_refused() {
        for text in ["-1", "NaN", "219", "", "tiga"] {
            assert!(Level::parse(text).is_err(), "{text}");
        }
        assert_eq!(Level::from_f64(f64::NAN), None);
    }
}
