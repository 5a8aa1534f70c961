//! How satisfied are the people who are served? (Survei kepuasan masyarakat, SKM.)
//!
//! Index = Σ over elements (mean answer × weight) × 25, where answers go from 1 to 4 and every
//! element weighs one part of their number. Offices round that weight in different ways, which
//! moves the index by up to a point; so the way is a figure of the regulation.
//!
//! PermenPANRB 14/2017, through published surveys.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::figure::FigureValue;
use super::{Percent, RegulationError};
use crate::words::explanation::Language;

/// How the weight of one element, 1 / number of elements, is rounded.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SatisfactionWeights {
    /// Not at all: 1/9 for nine elements.
    #[default]
    Exact,
    /// To three decimals: 0.111 for nine elements.
    ThreeDecimals,
    /// To two decimals: 0.11 for nine elements.
    TwoDecimals,
}

impl SatisfactionWeights {
    /// All ways, the most exact first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::ThreeDecimals, Self::TwoDecimals];

    /// Reads `exact`, `three_decimals` or `two_decimals`, or the weight of one of nine elements:
    /// `1/9`, `0.111`, `0,11`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().replace(',', ".").as_str() {
            "exact" | "1/9" => Some(Self::Exact),
            "three_decimals" | "0.111" => Some(Self::ThreeDecimals),
            "two_decimals" | "0.11" => Some(Self::TwoDecimals),
            _ => None,
        }
    }

    /// The name in tables and settings.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::ThreeDecimals => "three_decimals",
            Self::TwoDecimals => "two_decimals",
        }
    }

    /// The weight of one of so many elements as a fraction.
    fn fraction(self, elements: u64) -> (u128, u128) {
        let elements = u128::from(elements.max(1));
        let rounded = |scale: u128| ((2 * scale + elements) / (2 * elements), scale);
        match self {
            Self::Exact => (1, elements),
            Self::ThreeDecimals => rounded(1_000),
            Self::TwoDecimals => rounded(100),
        }
    }
}

impl fmt::Display for SatisfactionWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FigureValue for SatisfactionWeights {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn expected(_: &str, _: Self, _: Self) -> String {
        "exact (1/9), three_decimals (0.111) or two_decimals (0.11)".to_owned()
    }
}

/// A satisfaction index as an exact fraction, so that no grade depends on rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SatisfactionIndex {
    numerator: u128,
    denominator: u128,
}

impl SatisfactionIndex {
    /// The index as a floating-point number, usually from 25 to 100.
    pub fn as_f64(self) -> f64 {
        // The denominator is at least the number of answers, which is not zero.
        self.numerator as f64 / self.denominator as f64
    }

    /// An index of so many hundredths.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self {
            numerator: hundredths as u128,
            denominator: 100,
        }
    }

    /// The index in hundredths, rounded to the nearest, halves up: as offices print it.
    pub fn hundredths(self) -> u64 {
        let hundredths = (self.numerator * 200 + self.denominator) / (2 * self.denominator);
        u64::try_from(hundredths).unwrap_or(u64::MAX)
    }

    /// The index in thousandths, rounded to the nearest.
    pub fn thousandths(self) -> u64 {
        let thousandths = (self.numerator * 1_000 + self.denominator / 2) / self.denominator;
        u64::try_from(thousandths).unwrap_or(u64::MAX)
    }
}

/// A grade of satisfaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SatisfactionGrade {
    /// Sangat Baik.
    A,
    /// Baik.
    B,
    /// Kurang Baik.
    C,
    /// Tidak Baik.
    D,
}

impl SatisfactionGrade {
    /// All grades, the best first.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// The letter.
    pub const fn id(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// The name for a reader; the Indonesian one is the regulation's.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::A => language.choose("very good", "Sangat Baik"),
            Self::B => language.choose("good", "Baik"),
            Self::C => language.choose("less than good", "Kurang Baik"),
            Self::D => language.choose("not good", "Tidak Baik"),
        }
    }
}

/// Where the grades start.
///
/// The printed bands leave gaps of a hundredth (88.30 to 88.31); an index in such a gap has the
/// lower grade here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SatisfactionGrades {
    pub(super) a_from: Percent,
    pub(super) b_from: Percent,
    pub(super) c_from: Percent,
}

impl SatisfactionGrades {
    /// The grade of an index, unrounded.
    pub fn grade(&self, index: SatisfactionIndex) -> SatisfactionGrade {
        let reaches = |threshold: Percent| {
            index.numerator * 100 >= u128::from(threshold.hundredths()) * index.denominator
        };
        if reaches(self.a_from) {
            SatisfactionGrade::A
        } else if reaches(self.b_from) {
            SatisfactionGrade::B
        } else if reaches(self.c_from) {
            SatisfactionGrade::C
        } else {
            SatisfactionGrade::D
        }
    }
}

/// The satisfaction index of a survey: for each element the sum of its answers (1 to 4), the
/// number of respondents, and how the weight is rounded.
///
/// ```
/// use mahir::regulation::satisfaction::{SatisfactionWeights, skm_index};
///
/// let totals = [105, 101, 100, 116, 102, 105, 106, 105, 115];
/// let index = skm_index(&totals, 29, SatisfactionWeights::Exact).unwrap();
/// assert_eq!(index.thousandths(), 91_475);
/// ```
///
/// # Errors
/// [`RegulationError::Survey`] without elements or respondents, or with a sum that no answers from
/// 1 to 4 can have.
pub fn skm_index(
    totals: &[u64],
    respondents: u64,
    weights: SatisfactionWeights,
) -> Result<SatisfactionIndex, RegulationError> {
    // A thousand million million respondents keep every product below within 128 bits.
    const MOST: u64 = 1_000_000_000_000_000;
    let fault = |problem: String, expected: String| RegulationError::Survey { problem, expected };
    if totals.is_empty() || totals.len() > 1_000 {
        return Err(fault(
            format!("{} elements", totals.len()),
            "1 to 1000, usually 9".to_owned(),
        ));
    }
    if respondents == 0 || respondents > MOST {
        return Err(fault(
            format!("{respondents} respondents"),
            format!("1 to {MOST}"),
        ));
    }
    let (least, most) = (respondents, respondents.saturating_mul(4));
    for (place, &total) in (1..).zip(totals) {
        if !(least..=most).contains(&total) {
            return Err(fault(
                format!("element {place} has a sum of {total} over {respondents} respondents"),
                format!("{least} to {most}, since answers go from 1 to 4"),
            ));
        }
    }
    let sum: u128 = totals.iter().map(|&total| u128::from(total)).sum();
    let (weight, scale) = weights.fraction(totals.len() as u64);
    Ok(SatisfactionIndex {
        numerator: sum * 25 * weight,
        denominator: u128::from(respondents) * scale,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRADES: SatisfactionGrades = SatisfactionGrades {
        a_from: Percent::from_hundredths(8_831),
        b_from: Percent::from_hundredths(7_661),
        c_from: Percent::from_hundredths(6_500),
    };

    fn index(totals: &[u64], respondents: u64, weights: SatisfactionWeights) -> SatisfactionIndex {
        skm_index(totals, respondents, weights).unwrap()
    }

    #[test]
    fn a_published_survey_of_29_people() {
        // The GASPUL project's worked example prints 91.475 (1/9) and 90.56 (0.11), grade A.
        let totals = [105, 101, 100, 116, 102, 105, 106, 105, 115];
        let exact = index(&totals, 29, SatisfactionWeights::Exact);
        assert_eq!(exact.thousandths(), 91_475);
        assert_eq!(GRADES.grade(exact), SatisfactionGrade::A);
        let two = index(&totals, 29, SatisfactionWeights::TwoDecimals);
        assert_eq!(format!("{:.2}", two.as_f64()), "90.56");
        // 955 / 29 × 0.111 × 25 by hand.
        let three = index(&totals, 29, SatisfactionWeights::ThreeDecimals);
        assert_eq!(format!("{:.2}", three.as_f64()), "91.38");
    }

    #[test]
    fn the_rows_that_kabupaten_sekadau_published() {
        // 49 rows of the survey of the first half of 2019; the index is their plain arithmetic.
        let totals = [138, 139, 150, 177, 159, 163, 161, 143, 159];
        for (weights, expected) in [
            (SatisfactionWeights::Exact, "78.74"),
            (SatisfactionWeights::ThreeDecimals, "78.66"),
            (SatisfactionWeights::TwoDecimals, "77.95"),
        ] {
            let index = index(&totals, 49, weights);
            assert_eq!(format!("{:.2}", index.as_f64()), expected);
            assert_eq!(GRADES.grade(index), SatisfactionGrade::B);
        }
    }

    #[test]
    fn fourteen_elements_of_the_older_rule() {
        // A thesis on Medan Marelan (2016, 150 people, the 14 elements of Kepmenpan 25/2004)
        // prints means from 2.7666 to 3.1666 and, with the weight 0.071, the index 72.94.
        let totals = [
            424, 449, 437, 444, 436, 448, 415, 418, 455, 436, 435, 429, 475, 463,
        ];
        let printed = index(&totals, 150, SatisfactionWeights::ThreeDecimals);
        assert_eq!(format!("{:.2}", printed.as_f64()), "72.94");
        let exact = index(&totals, 150, SatisfactionWeights::Exact);
        assert_eq!(format!("{:.2}", exact.as_f64()), "73.38");
    }

    #[test]
    fn grades_start_at_their_printed_bounds() {
        for (hundredths, grade) in [
            (10_000, SatisfactionGrade::A),
            (8_831, SatisfactionGrade::A),
            (8_830, SatisfactionGrade::B),
            (7_661, SatisfactionGrade::B),
            (7_660, SatisfactionGrade::C),
            (6_500, SatisfactionGrade::C),
            (6_499, SatisfactionGrade::D),
            (2_500, SatisfactionGrade::D),
        ] {
            let index = SatisfactionIndex {
                numerator: hundredths,
                denominator: 100,
            };
            assert_eq!(GRADES.grade(index), grade, "{hundredths}");
        }
    }

    #[test]
    fn impossible_answers_are_refused() {
        let weights = SatisfactionWeights::Exact;
        for (totals, respondents) in [
            (&[][..], 5),
            (&[4, 4][..], 0),
            (&[4, 21][..], 5),
            (&[4, 5][..], 5),
            (&[u64::MAX][..], u64::MAX),
        ] {
            let error = skm_index(totals, respondents, weights).unwrap_err();
            assert_eq!(error.code(), "survey_answers");
        }
        let error = skm_index(&[4, 21], 2, weights).unwrap_err();
        assert_eq!(
            error.to_string(),
            "satisfaction survey: element 2 has a sum of 21 over 2 respondents; \
             expected 2 to 8, since answers go from 1 to 4"
        );
    }

    #[test]
    fn ways_of_rounding_are_read_back() {
        for weights in SatisfactionWeights::ALL {
            assert_eq!(SatisfactionWeights::parse(weights.id()), Some(weights));
        }
        assert_eq!(
            SatisfactionWeights::parse("0,111"),
            Some(SatisfactionWeights::ThreeDecimals)
        );
        assert_eq!(SatisfactionWeights::parse("0.1"), None);
    }
}
