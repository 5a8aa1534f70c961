//! Mann–Kendall's test for a trend.

use serde::{Deserialize, Serialize};

use super::score::{Score, score};
use super::{Series, kendall_exact};
use crate::statistics::normal_cdf;

/// Fewer known values than this tell no trend: with three the most extreme order comes up one time
/// in three (Gilbert 1987, table A18, starts at four as well).
pub(super) const AT_LEAST: usize = 4;

/// What a test of Mann and Kendall found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MannKendall {
    /// How many values were known.
    pub known: usize,
    /// S: pairs that rise minus pairs that fall.
    pub s: i64,
    /// The variance of S if there is no trend; above zero.
    pub variance: f64,
    /// (S − 1) ÷ √variance for a positive S, (S + 1) ÷ √variance for a negative one, else 0; the
    /// tests that allow for the correlation of seasons go without the correction by one.
    pub z: f64,
    /// The two-sided p-value 2 Φ(−|z|).
    pub p_value: f64,
    /// S ÷ the number of pairs.
    pub tau_a: f64,
    /// S ÷ √(pairs × pairs without ties), which reaches ±1 with ties too.
    pub tau_b: f64,
    /// The two-sided p-value by the exact distribution of S, for a series without seasons, without
    /// ties and of at most 60 values; up to ten values it should be preferred.
    pub exact_p_value: Option<f64>,
    /// What the variance was multiplied with because values that follow each other are alike; one
    /// if that was not asked for.
    pub variance_inflation: f64,
}

impl MannKendall {
    /// The p-value to decide by: the exact one up to ten values, else the normal approximation.
    pub fn decisive_p_value(&self) -> f64 {
        match self.exact_p_value {
            Some(exact) if self.known <= 10 => exact,
            _ => self.p_value,
        }
    }

    /// From the sum of scores, with another variance; `None` if that is not above zero.
    pub(super) fn of(score: &Sum, variance: f64, continuity: bool) -> Option<Self> {
        if !(variance.is_finite() && variance > 0.0) {
            return None;
        }
        let one = if continuity { score.s.signum() } else { 0 };
        let z = (score.s - one) as f64 / variance.sqrt();
        Some(Self {
            known: score.known,
            s: score.s,
            variance,
            z,
            p_value: (2.0 * normal_cdf(-z.abs())).min(1.0),
            tau_a: score.s as f64 / score.pairs,
            tau_b: score.s as f64 / score.untied,
            exact_p_value: None,
            variance_inflation: 1.0,
        })
    }
}

/// Scores of several seasons added up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub(super) known: usize,
    pub(super) s: i64,
    pub(super) pairs: f64,
    /// Σ √(pairs × pairs without ties).
    pub(super) untied: f64,
    pub(super) variance: f64,
}

impl Sum {
    pub(super) fn of(scores: impl IntoIterator<Item = Score>) -> Self {
        scores.into_iter().fold(Self::default(), |sum, score| Self {
            known: sum.known + score.known,
            s: sum.s + score.s,
            pairs: sum.pairs + score.pairs,
            untied: sum.untied + (score.pairs * (score.pairs - score.tied_pairs)).sqrt(),
            variance: sum.variance + score.variance,
        })
    }
}

/// Mann–Kendall's test for a trend in a series without seasons (Mann 1945, Kendall 1975): S with
/// the variance (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) ÷ 18, where t counts the values of a tie.
///
/// Values that are not known are left out; the test uses the order only, so their place does not
/// matter. `None` for fewer than four known values, or if all are equal.
///
/// ```
/// use mahir::statistics::series::{Series, mann_kendall};
///
/// let rising = Series::of(&[3.0, 4.0, 4.0, 6.0, 9.0, 8.0]).unwrap();
/// let test = mann_kendall(&rising).unwrap();
/// assert_eq!(test.s, 12);
/// assert!(test.z > 0.0 && test.p_value < 0.05);
/// assert_eq!(mann_kendall(&Series::of(&[5.0; 12]).unwrap()), None);
/// ```
pub fn mann_kendall(series: &Series) -> Option<MannKendall> {
    if series.known() < AT_LEAST {
        return None;
    }
    let score = score(&series.values());
    let mut test = MannKendall::of(&Sum::of([score]), score.variance, true)?;
    if score.tied_pairs == 0.0 {
        test.exact_p_value = kendall_exact::two_sided(score.known, score.s);
    }
    Some(test)
}
