//! A share between nothing and all, in exact millionths.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DecimalError, parse_decimal};

/// A share from 0 to 1, in millionths.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Share(u32);

impl Share {
    /// Millionths in one.
    pub const MILLION: u32 = 1_000_000;
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All.
    pub const ALL: Self = Self(Self::MILLION);

    /// A share from its millionths; `None` above one million.
    pub const fn from_millionths(millionths: u32) -> Option<Self> {
        if millionths <= Self::MILLION {
            Some(Self(millionths))
        } else {
            None
        }
    }

    /// The share in millionths.
    pub const fn millionths(self) -> u32 {
        self.0
    }

    /// The rest of one.
    #[must_use]
    pub const fn complement(self) -> Self {
        // A share never exceeds one million.
        Self(Self::MILLION - self.0)
    }

    /// The share as a floating-point number from 0 to 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::MILLION)
    }

    /// The nearest share to a number; `None` if it is not within 0 to 1.
    pub fn from_f64(share: f64) -> Option<Self> {
        if !(0.0..=1.0).contains(&share) {
            return None;
        }
        Some(Self((share * f64::from(Self::MILLION)).round() as u32))
    }

    /// The part of an amount that this share is, rounded towards zero.
    pub fn of(self, amount: u64) -> u64 {
        // At most the amount itself, so it fits.
        (u128::from(amount) * u128::from(self.0) / u128::from(Self::MILLION)) as u64
    }

    /// Reads `0.25`, `0,25`, `25%` or `25 %`.
    ///
    /// # Errors
    /// [`DecimalError`] if the text is not a share from 0 to 1.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let text = text.trim();
        let millionths = match text.strip_suffix('%') {
            Some(percent) => parse_decimal(percent, Self::MILLION / 100)?,
            None => parse_decimal(text, Self::MILLION)?,
        };
        if millionths < 0 {
            return Err(DecimalError::Negative);
        }
        u32::try_from(millionths)
            .ok()
            .and_then(Self::from_millionths)
            .ok_or(DecimalError::TooLarge)
    }
}

/// As a number from 0 to 1 with as many decimals as it needs.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / Self::MILLION, self.0 % Self::MILLION);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_gives_the_share_back(millionths in 0..=Share::MILLION) {
            let share = Share::from_millionths(millionths).unwrap();
            prop_assert_eq!(Share::parse(&share.to_string()), Ok(share));
        }
    }

    #[test]
    fn percent_is_understood() {
        assert_eq!(Share::parse("12,5 %").unwrap().millionths(), 125_000);
        assert_eq!(Share::parse("0,125").unwrap().millionths(), 125_000);
        assert!(Share::parse("1.01").is_err());
        assert!(Share::parse("101%").is_err());
        assert_eq!(Share::parse("25%").unwrap().of(1_001), 250);
    }
}
