//! Why agreement cannot be told.

/// Why nothing can be said of the agreement of some ratings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AgreementError {
    /// The values do not fill whole rows.
    #[error("{values} values for {raters} raters; expected the same number for each subject")]
    Ragged {
        /// How many values there are.
        values: usize,
        /// How many raters.
        raters: usize,
    },
    /// A rating is missing, or no number that can be computed with.
    #[error(
        "subject {subject}, rater {rater}: the rating is {found}; expected a finite number, \
         or leave the subject out"
    )]
    NotANumber {
        /// Which subject, from 0.
        subject: usize,
        /// Which rater, from 0.
        rater: usize,
        /// What it is.
        found: String,
    },
    /// One subject alone cannot differ from others.
    #[error("{found} subjects with all ratings; expected at least 2")]
    TooFewSubjects {
        /// How many there are.
        found: usize,
    },
    /// One rater alone agrees with nobody.
    #[error("{found} raters; expected at least 2")]
    TooFewRaters {
        /// How many there are.
        found: usize,
    },
    /// All ratings are equal.
    #[error("all ratings are equal; expected some spread, without which agreement means nothing")]
    NoSpread,
    /// Squares of the ratings are not finite.
    #[error("the ratings are too large for their squares to be numbers; expected a usual scale")]
    TooLarge,
    /// The confidence is not one.
    #[error("the confidence is {found}; expected a number between 0 and 1, such as 0.95")]
    Confidence {
        /// What it is.
        found: String,
    },
}

impl AgreementError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ragged { .. } => "agreement_ragged",
            Self::NotANumber { .. } => "agreement_not_a_number",
            Self::TooFewSubjects { .. } => "agreement_too_few_subjects",
            Self::TooFewRaters { .. } => "agreement_too_few_raters",
            Self::NoSpread => "agreement_no_spread",
            Self::TooLarge => "agreement_too_large",
            Self::Confidence { .. } => "agreement_confidence",
        }
    }
}
