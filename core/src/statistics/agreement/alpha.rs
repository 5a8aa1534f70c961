//! Cronbach's alpha: how far the items of a test measure the same.

use super::{AgreementError, RatingAnova, Ratings};
use crate::statistics::fisher::fisher_quantile;
use crate::statistics::mean::upper_probability;
use crate::statistics::{Interval, Moments};

/// Cronbach's alpha of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct CronbachAlpha {
    /// How many people took it, all items answered.
    pub subjects: usize,
    /// How many items it has.
    pub items: usize,
    /// α = k ÷ (k − 1) · (1 − Σ s²ᵢ ÷ s²), s² being the variance of the sums (Cronbach 1951). At
    /// most 1; below zero if items contradict each other.
    pub value: f64,
    /// k r̄ ÷ (1 + (k − 1) r̄) with the mean correlation of the items, as if all had the same
    /// variance; `None` if an item has no spread.
    pub standardised: Option<f64>,
    /// Feldt's interval of the raw alpha: 1 − (1 − α) F with n − 1 and (n − 1)(k − 1) degrees of
    /// freedom (Feldt 1965); `None` if items do not differ at all.
    pub interval: Option<Interval>,
    /// Alpha of the test without each item in turn; empty for two items, `None` where the rest
    /// has no spread.
    pub without_item: Vec<Option<f64>>,
    /// The standard deviation of the sums over the items.
    pub standard_deviation: f64,
    /// The standard error of measurement of a sum, s √(1 − α); zero if alpha is 1, `None` if it is
    /// below zero.
    pub standard_error_of_measurement: Option<f64>,
}

/// Cronbach's alpha of people (subjects) by items (raters).
///
/// # Errors
/// [`AgreementError`] as for [`RatingAnova::of`], [`AgreementError::NoSpread`] also if everybody
/// has the same sum, and for a confidence that does not lie strictly between 0 and 1.
pub fn cronbach_alpha(ratings: &Ratings, confidence: f64) -> Result<CronbachAlpha, AgreementError> {
    let Some(upper) = upper_probability(confidence) else {
        return Err(AgreementError::Confidence {
            found: confidence.to_string(),
        });
    };
    let anova = RatingAnova::of(ratings)?;
    let (n, k) = (ratings.subjects() as f64, ratings.raters() as f64);
    let value = raw(ratings, None)
        .ok_or(AgreementError::TooLarge)?
        .ok_or(AgreementError::NoSpread)?;
    let end = |probability: f64| {
        let quantile = fisher_quantile(probability, n - 1.0, (n - 1.0) * (k - 1.0))?;
        Some(1.0 - (1.0 - value) * quantile)
    };
    let interval = if anova.residual == 0.0 {
        None
    } else {
        end(upper)
            .zip(end(1.0 - upper))
            .and_then(|(low, high)| Interval::new(low, high))
    };
    let sums = sums(ratings, None);
    let standard_deviation = Moments::of(&sums)
        .and_then(|moments| moments.standard_deviation())
        .ok_or(AgreementError::TooLarge)?;
    let without_item = if ratings.raters() > 2 {
        let items = 0..ratings.raters();
        items
            .map(|item| raw(ratings, Some(item)).flatten())
            .collect()
    } else {
        Vec::new()
    };
    Ok(CronbachAlpha {
        subjects: ratings.subjects(),
        items: ratings.raters(),
        value,
        standardised: standardised(ratings),
        interval,
        without_item,
        standard_deviation,
        standard_error_of_measurement: super::standard_error_of_measurement(
            standard_deviation,
            value,
        ),
    })
}

/// The sum of each subject's items, without one of them.
fn sums(ratings: &Ratings, without: Option<usize>) -> Vec<f64> {
    let kept = |item: usize| Some(item) != without;
    ratings
        .by_subject()
        .map(|row| {
            let items = row.iter().enumerate().filter(|(item, _)| kept(*item));
            items.map(|(_, value)| value).sum()
        })
        .collect()
}

/// The raw alpha without an item: `None` if it is too large to be a number, `Some(None)` if the
/// sums have no spread.
fn raw(ratings: &Ratings, without: Option<usize>) -> Option<Option<f64>> {
    let total = Moments::of(&sums(ratings, without))?.variance();
    let (mut items, mut count) = (0.0, 0.0);
    for item in (0..ratings.raters()).filter(|item| Some(*item) != without) {
        let values: Vec<f64> = ratings.by_rater(item).collect();
        items += Moments::of(&values)?.variance();
        count += 1.0;
    }
    if total == 0.0 {
        return Some(None);
    }
    let alpha = count / (count - 1.0) * (1.0 - items / total);
    alpha.is_finite().then_some(Some(alpha))
}

/// Standardised alpha, from the mean of the correlations of all pairs of items. With z-scores the
/// variance of the sums is k + k (k − 1) r̄, so no pair has to be looked at.
fn standardised(ratings: &Ratings) -> Option<f64> {
    let mut scores = vec![0.0; ratings.subjects()];
    for item in 0..ratings.raters() {
        let values: Vec<f64> = ratings.by_rater(item).collect();
        let moments = Moments::of(&values)?;
        let deviation = moments
            .standard_deviation()
            .filter(|spread| *spread > 0.0)?;
        for (score, value) in scores.iter_mut().zip(values) {
            *score += (value - moments.mean()) / deviation;
        }
    }
    let k = ratings.raters() as f64;
    let total = Moments::of(&scores)?.variance();
    if total == 0.0 {
        return None;
    }
    let alpha = k / (k - 1.0) * (1.0 - k / total);
    alpha.is_finite().then_some(alpha)
}
