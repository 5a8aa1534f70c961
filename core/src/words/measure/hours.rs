//! Training hours (jam pelajaran, JP) and minutes of work.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DecimalError, parse_decimal};

macro_rules! hundredths {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// Hundredths in one.
            pub const STEPS: u32 = 100;
            /// None.
            pub const NONE: Self = Self(0);

            /// A whole number; stays at the highest value that can be kept.
            pub const fn whole(number: u32) -> Self {
                Self(number.saturating_mul(Self::STEPS))
            }

            /// From hundredths.
            pub const fn from_hundredths(hundredths: u32) -> Self {
                Self(hundredths)
            }

            /// In hundredths.
            pub const fn hundredths(self) -> u32 {
                self.0
            }

            /// As a floating-point number.
            pub fn as_f64(self) -> f64 {
                f64::from(self.0) / f64::from(Self::STEPS)
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

            /// Reads a number such as `24` or `1,5`.
            ///
            /// # Errors
            /// [`DecimalError`] if the text is not a number from 0 to about 42 million.
            pub fn parse(text: &str) -> Result<Self, DecimalError> {
                let hundredths = parse_decimal(text, Self::STEPS)?;
                if hundredths < 0 {
                    return Err(DecimalError::Negative);
                }
                u32::try_from(hundredths).map(Self).map_err(|_| DecimalError::TooLarge)
            }
        }

        /// As a number with as many decimals as it needs.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let (whole, rest) = (self.0 / Self::STEPS, self.0 % Self::STEPS);
                match (rest, rest % 10) {
                    (0, _) => write!(f, "{whole}"),
                    (_, 0) => write!(f, "{whole}.{}", rest / 10),
                    _ => write!(f, "{whole}.{rest:02}"),
                }
            }
        }
    };
}

hundredths! {
    /// Training hours (JP), in hundredths. One JP is 45 minutes.
    Hours
}

hundredths! {
    /// Minutes of work, in hundredths of a minute; the unit of norm times (norma waktu).
    Minutes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_gives_hours_back() {
        for text in ["0", "24", "1.5", "0.25"] {
            assert_eq!(Hours::parse(text).unwrap().to_string(), text);
        }
        assert!(Hours::parse("-2").is_err());
        assert!(Minutes::parse("NaN").is_err());
    }
}
