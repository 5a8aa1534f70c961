//! The analysis of variance of subjects by raters, one rating in each cell.

use super::{AgreementError, Ratings};

/// The two-way analysis of variance of ratings, with Shrout & Fleiss' names of the mean squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RatingAnova {
    /// n, the number of subjects.
    pub subjects: usize,
    /// k, the number of raters.
    pub raters: usize,
    /// Sum of squares between subjects, k Σ(x̄ᵢ − x̄)².
    pub between_subjects_sum: f64,
    /// Sum of squares within subjects, ΣΣ(xᵢⱼ − x̄ᵢ)²: of the raters and of the residual together.
    pub within_subjects_sum: f64,
    /// Sum of squares between raters, n Σ(x̄ⱼ − x̄)².
    pub between_raters_sum: f64,
    /// Residual sum of squares, ΣΣ(xᵢⱼ − x̄ᵢ − x̄ⱼ + x̄)².
    pub residual_sum: f64,
    /// BMS, with n − 1 degrees of freedom.
    pub between_subjects: f64,
    /// WMS, with n (k − 1).
    pub within_subjects: f64,
    /// JMS, with k − 1.
    pub between_raters: f64,
    /// EMS, with (n − 1)(k − 1).
    pub residual: f64,
}

impl RatingAnova {
    /// The table of some ratings.
    ///
    /// Every sum is of deviations, not a difference of large sums, and mean squares that rounding
    /// of the values explains are exactly zero.
    ///
    /// # Errors
    /// [`AgreementError::NoSpread`] if all ratings are equal, and [`AgreementError::TooLarge`] if
    /// a sum of squares is not finite.
    pub fn of(ratings: &Ratings) -> Result<Self, AgreementError> {
        let (n, k) = (ratings.subjects() as f64, ratings.raters() as f64);
        // Taking one value off first makes equal values exactly zero.
        let origin = ratings.by_rater(0).next().unwrap_or_default();
        let mean = |sum: f64, count: f64| sum / count;
        let of_subject: Vec<f64> = ratings
            .by_subject()
            .map(|row| mean(row.iter().map(|value| value - origin).sum(), k))
            .collect();
        let of_rater: Vec<f64> = (0..ratings.raters())
            .map(|rater| {
                let values = ratings.by_rater(rater);
                mean(values.map(|value| value - origin).sum(), n)
            })
            .collect();
        let grand = mean(of_subject.iter().sum(), n);
        let squares = |means: &[f64]| {
            let deviations = means.iter().map(|one| (one - grand) * (one - grand));
            deviations.sum::<f64>()
        };
        let (mut within, mut residual) = (0.0, 0.0);
        for (row, subject) in ratings.by_subject().zip(&of_subject) {
            for (value, rater) in row.iter().zip(&of_rater) {
                let deviation = value - origin - subject;
                within += deviation * deviation;
                let rest = deviation - (rater - grand);
                residual += rest * rest;
            }
        }
        let sums = [
            k * squares(&of_subject),
            within,
            n * squares(&of_rater),
            residual,
        ];
        if !sums.iter().all(|sum| sum.is_finite()) {
            return Err(AgreementError::TooLarge);
        }
        let freedom = [n - 1.0, n * (k - 1.0), k - 1.0, (n - 1.0) * (k - 1.0)];
        let rounding = ratings.rounding();
        let mut sums = sums.into_iter().zip(freedom).map(|(sum, freedom)| {
            // The sum of so many squares of rounding errors.
            if (sum / freedom).sqrt() <= rounding {
                0.0
            } else {
                sum
            }
        });
        let mut next = || sums.next().unwrap_or_default();
        let (between_subjects_sum, within_subjects_sum) = (next(), next());
        let (between_raters_sum, residual_sum) = (next(), next());
        if between_subjects_sum == 0.0 && within_subjects_sum == 0.0 {
            return Err(AgreementError::NoSpread);
        }
        Ok(Self {
            subjects: ratings.subjects(),
            raters: ratings.raters(),
            between_subjects_sum,
            within_subjects_sum,
            between_raters_sum,
            residual_sum,
            between_subjects: between_subjects_sum / freedom[0],
            within_subjects: within_subjects_sum / freedom[1],
            between_raters: between_raters_sum / freedom[2],
            residual: residual_sum / freedom[3],
        })
    }
}
