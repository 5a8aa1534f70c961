//! What a level that is held rests on.

use serde::{Deserialize, Serialize};

use crate::words::explanation::Language;

/// What a level that is held, and its standard error, rest on.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "u8", try_from = "u8")]
#[repr(u8)]
pub enum Basis {
    /// Nothing: the level is left open.
    #[default]
    Open,
    /// Assessments that tell their own standard errors.
    Assessed,
    /// Assessments of which at least one tells no error; the policy assumed one.
    ErrorAssumed,
    /// Assessments, by a rule that tells no error.
    ErrorUnknown,
    /// The mean of the group; its error is what people of the group deviate from it.
    Group,
    /// The mean of the group, of which too few are rated to tell an error.
    GroupErrorUnknown,
    /// The assumption that people without evidence hold nothing; it has no error.
    Zero,
}

impl Basis {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Assessed,
        Self::ErrorAssumed,
        Self::ErrorUnknown,
        Self::Group,
        Self::GroupErrorUnknown,
        Self::Zero,
    ];

    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Assessed => "assessed",
            Self::ErrorAssumed => "error_assumed",
            Self::ErrorUnknown => "error_unknown",
            Self::Group => "group",
            Self::GroupErrorUnknown => "group_error_unknown",
            Self::Zero => "zero",
        }
    }

    /// Whether there is evidence of the person.
    pub const fn is_rated(self) -> bool {
        matches!(
            self,
            Self::Assessed | Self::ErrorAssumed | Self::ErrorUnknown
        )
    }

    /// The meaning for a reader.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Open => language.choose("left open", "dibiarkan terbuka"),
            Self::Assessed => language.choose(
                "assessments with stated errors",
                "hasil penilaian dengan galat baku sendiri",
            ),
            Self::ErrorAssumed => language.choose(
                "assessments, the standard error is assumed",
                "hasil penilaian, galat bakunya diandaikan",
            ),
            Self::ErrorUnknown => language.choose(
                "assessments, no standard error",
                "hasil penilaian, tanpa galat baku",
            ),
            Self::Group => language.choose("mean of the group", "rata-rata kelompok"),
            Self::GroupErrorUnknown => language.choose(
                "mean of the group, too few for a standard error",
                "rata-rata kelompok, terlalu sedikit untuk galat baku",
            ),
            Self::Zero => language.choose("assumed: none", "dianggap belum ada"),
        }
    }
}

impl From<Basis> for u8 {
    fn from(basis: Basis) -> Self {
        basis as Self
    }
}

impl TryFrom<u8> for Basis {
    type Error = String;

    fn try_from(code: u8) -> Result<Self, String> {
        Self::ALL
            .get(usize::from(code))
            .copied()
            .ok_or_else(|| format!("basis {code}; expected 0 to 6"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_places() {
        for (place, basis) in Basis::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(u8::from(basis)), place);
            assert_eq!(Basis::try_from(u8::from(basis)), Ok(basis));
        }
        assert!(Basis::try_from(7).is_err());
    }
}
