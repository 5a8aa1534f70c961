//! How much something matters, in exact thousandths.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DecimalError, parse_decimal};

/// An importance or a weight: a number from 0 to 4,000,000 in thousandths. One means "as usual".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weight(u32);

impl Weight {
    /// Thousandths in one.
    pub const STEPS: u32 = 1_000;
    /// Does not matter.
    pub const NONE: Self = Self(0);
    /// As usual.
    pub const ONE: Self = Self(Self::STEPS);

    /// A weight from its thousandths.
    pub const fn from_thousandths(thousandths: u32) -> Self {
        Self(thousandths)
    }

    /// The weight in thousandths.
    pub const fn thousandths(self) -> u32 {
        self.0
    }

    /// The weight as a floating-point number.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::STEPS)
    }

    /// The product with another weight, rounded to the nearest thousandth; stays at the highest
    /// value that can be kept.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = (u64::from(self.0) * u64::from(other.0) + u64::from(Self::STEPS / 2))
            / u64::from(Self::STEPS);
        Self(u32::try_from(product).unwrap_or(u32::MAX))
    }

    /// The sum; stays at the highest value that can be kept.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Reads a number such as `3` or `1,5`.
    ///
    /// # Errors
    /// [`DecimalError`] if the text is not a number from 0 to about four million.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let thousandths = parse_decimal(text, Self::STEPS)?;
        if thousandths < 0 {
            return Err(DecimalError::Negative);
        }
        u32::try_from(thousandths)
            .map(Self)
            .map_err(|_| DecimalError::TooLarge)
    }
}

impl Default for Weight {
    fn default() -> Self {
        Self::ONE
    }
}

/// As a number with as many decimals as it needs.
impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:03}", self.0 / Self::STEPS, self.0 % Self::STEPS);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_products() {
        assert_eq!(Weight::parse("1,5").unwrap().to_string(), "1.5");
        assert_eq!(
            Weight::parse("3")
                .unwrap()
                .times(Weight::parse("1.5").unwrap())
                .to_string(),
            "4.5"
        );
        assert!(Weight::parse("-1").is_err());
        let most = Weight::from_thousandths(u32::MAX);
        assert_eq!(most.times(most), most);
    }
}
