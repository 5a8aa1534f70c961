//! Job person match (JPM) in bands, decided in whole numbers.

use serde::{Deserialize, Serialize};

use super::Percent;
use crate::words::explanation::Language;

/// What a JPM is used for; each use has its own bands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum JpmUse {
    /// Mapping the people in their posts (pemetaan).
    #[default]
    Mapping,
    /// Choosing people for posts (seleksi, pengisian jabatan).
    Selection,
}

impl JpmUse {
    /// All uses, in a fixed order.
    pub const ALL: [Self; 2] = [Self::Mapping, Self::Selection];

    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mapping => "mapping",
            Self::Selection => "selection",
        }
    }

    /// The three bands of this use, the lowest first.
    pub const fn bands(self) -> [Band; 3] {
        match self {
            Self::Mapping => [Band::LessOptimal, Band::FairlyOptimal, Band::Optimal],
            Self::Selection => [Band::LessQualified, Band::StillQualified, Band::Qualified],
        }
    }
}

/// A band of JPM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Mapping, lowest: Kurang Optimal.
    LessOptimal,
    /// Mapping, middle: Cukup Optimal.
    FairlyOptimal,
    /// Mapping, highest: Optimal.
    Optimal,
    /// Selection, lowest: Kurang Memenuhi Syarat (KMS).
    LessQualified,
    /// Selection, middle: Masih Memenuhi Syarat (MMS).
    StillQualified,
    /// Selection, highest: Memenuhi Syarat (MS).
    Qualified,
}

impl Band {
    /// All bands, use by use, the lowest first.
    pub const ALL: [Self; 6] = [
        Self::LessOptimal,
        Self::FairlyOptimal,
        Self::Optimal,
        Self::LessQualified,
        Self::StillQualified,
        Self::Qualified,
    ];

    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::LessOptimal => "less_optimal",
            Self::FairlyOptimal => "fairly_optimal",
            Self::Optimal => "optimal",
            Self::LessQualified => "less_qualified",
            Self::StillQualified => "still_qualified",
            Self::Qualified => "qualified",
        }
    }

    /// The name for a reader; the Indonesian one is the regulation's.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::LessOptimal => language.choose("less than optimal", "Kurang Optimal"),
            Self::FairlyOptimal => language.choose("fairly optimal", "Cukup Optimal"),
            Self::Optimal => language.choose("optimal", "Optimal"),
            Self::LessQualified => {
                language.choose("does not meet the requirements", "Kurang Memenuhi Syarat")
            }
            Self::StillQualified => {
                language.choose("still meets the requirements", "Masih Memenuhi Syarat")
            }
            Self::Qualified => language.choose("meets the requirements", "Memenuhi Syarat"),
        }
    }

    /// Its place in its use: 0 lowest, 1 middle, 2 highest.
    pub const fn rank(self) -> u8 {
        match self {
            Self::LessOptimal | Self::LessQualified => 0,
            Self::FairlyOptimal | Self::StillQualified => 1,
            Self::Optimal | Self::Qualified => 2,
        }
    }
}

/// The two thresholds that cut JPM into three bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JpmBands {
    usage: JpmUse,
    middle_from: Percent,
    highest_from: Percent,
}

impl JpmBands {
    /// Bands of a use; the middle one never starts above the highest.
    pub fn new(usage: JpmUse, middle_from: Percent, highest_from: Percent) -> Self {
        Self {
            usage,
            middle_from: middle_from.min(highest_from),
            highest_from,
        }
    }

    /// What the bands are for.
    pub const fn usage(&self) -> JpmUse {
        self.usage
    }

    /// Where the middle band starts.
    pub const fn middle_from(&self) -> Percent {
        self.middle_from
    }

    /// Where the highest band starts.
    pub const fn highest_from(&self) -> Percent {
        self.highest_from
    }

    /// The band of a JPM of `numerator / denominator` (the sum of achieved levels over the sum of
    /// standard levels, in the same steps); `None` without a standard.
    ///
    /// Nothing is rounded: 21 of 27 is 77.78 percent and below 78, whoever prints it as 78.
    ///
    /// ```
    /// use mahir::regulation::{Band, Regulation};
    ///
    /// let bands = Regulation::indonesia().mapping_bands();
    /// assert_eq!(bands.band(24, 27), Some(Band::FairlyOptimal));
    /// assert_eq!(bands.band(21, 27), Some(Band::LessOptimal));
    /// assert_eq!(bands.band(0, 0), None);
    /// ```
    pub fn band(&self, numerator: u64, denominator: u64) -> Option<Band> {
        if denominator == 0 {
            return None;
        }
        let [lowest, middle, highest] = self.usage.bands();
        Some(if self.highest_from.is_reached_by(numerator, denominator) {
            highest
        } else if self.middle_from.is_reached_by(numerator, denominator) {
            middle
        } else {
            lowest
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mapping() -> JpmBands {
        JpmBands::new(JpmUse::Mapping, Percent::whole(78), Percent::whole(90))
    }

    #[test]
    fn whole_levels_of_an_administrator() {
        // Nine competencies at level 3 are 27; the percentages are plain arithmetic:
        // 25/27 = 92.59, 24/27 = 88.89, 22/27 = 81.48, 21/27 = 77.78.
        let selection = JpmBands::new(JpmUse::Selection, Percent::whole(68), Percent::whole(80));
        for (held, mapped, selected) in [
            (27, Band::Optimal, Band::Qualified),
            (25, Band::Optimal, Band::Qualified),
            (24, Band::FairlyOptimal, Band::Qualified),
            (22, Band::FairlyOptimal, Band::Qualified),
            (21, Band::LessOptimal, Band::StillQualified),
            (18, Band::LessOptimal, Band::LessQualified),
        ] {
            assert_eq!(mapping().band(held, 27), Some(mapped), "{held}");
            assert_eq!(selection.band(held, 27), Some(selected), "{held}");
            // The same in steps of 1/300 of a level.
            assert_eq!(mapping().band(held * 300, 27 * 300), Some(mapped));
        }
        assert_eq!(mapping().band(16, 18), Some(Band::FairlyOptimal));
    }

    #[test]
    fn thresholds_belong_to_the_band_above() {
        assert_eq!(mapping().band(78, 100), Some(Band::FairlyOptimal));
        assert_eq!(mapping().band(90, 100), Some(Band::Optimal));
        assert_eq!(mapping().band(9, 10), Some(Band::Optimal));
        assert_eq!(mapping().band(7_799, 10_000), Some(Band::LessOptimal));
        assert_eq!(mapping().band(u64::MAX, 1), Some(Band::Optimal));
        assert_eq!(mapping().band(0, u64::MAX), Some(Band::LessOptimal));
        assert_eq!(mapping().band(5, 0), None);
    }

    proptest! {
        #[test]
        fn more_is_never_a_lower_band(held in 0..10_000_u64, more in 0..1_000_u64, standard in 1..10_000_u64) {
            let low = mapping().band(held, standard).unwrap();
            let high = mapping().band(held + more, standard).unwrap();
            prop_assert!(low.rank() <= high.rank());
        }
    }
}
