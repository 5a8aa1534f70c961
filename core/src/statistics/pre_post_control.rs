//! The effect of a programme with a comparison group, both measured before and after.
//!
//! Morris (2008), Organizational Research Methods 11, 364–386.

use super::distribution::normal_quantile;
use super::effect_size::hedges_correction;
use super::mean::upper_probability;
use super::{Interval, Moments, correlation};

/// What a report tells of one group before and after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrePost {
    /// People.
    pub count: usize,
    /// Mean before.
    pub mean_before: f64,
    /// Mean after.
    pub mean_after: f64,
    /// Standard deviation before.
    pub deviation_before: f64,
    /// Standard deviation after.
    pub deviation_after: f64,
    /// Correlation of before and after.
    pub correlation: f64,
}

impl PrePost {
    /// Of pairs; `None` for fewer than two, values that are not finite, and where either side has
    /// no spread.
    pub fn of(before: &[f64], after: &[f64]) -> Option<Self> {
        let (first, second) = (Moments::of(before)?, Moments::of(after)?);
        Some(Self {
            count: first.count(),
            mean_before: first.mean(),
            mean_after: second.mean(),
            deviation_before: first.standard_deviation()?,
            deviation_after: second.standard_deviation()?,
            correlation: correlation(before, after)?,
        })
    }

    fn is_usable(&self) -> bool {
        self.count >= 2
            && (-1.0..=1.0).contains(&self.correlation)
            && self.deviation_before > 0.0
            && self.deviation_after >= 0.0
            && [
                self.mean_before,
                self.mean_after,
                self.deviation_before,
                self.deviation_after,
            ]
            .iter()
            .all(|value| value.is_finite())
    }

    fn change(&self) -> f64 {
        self.mean_after - self.mean_before
    }

    /// g of the change over the deviation before, d_b · J(n − 1) (Becker 1988).
    fn by_before(&self) -> Option<f64> {
        Some(hedges_correction(self.count as f64 - 1.0)? * self.change() / self.deviation_before)
    }

    /// The standardised mean change over the deviation of the changes, √(s₁² + s₂² − 2rs₁s₂), with
    /// J(n − 1) (Gibbons, Hedeker & Davis 1993; SMCC in *metafor*). `None` without such a
    /// deviation, and for fewer than three people.
    pub fn standardised_change(&self) -> Option<f64> {
        if !self.is_usable() {
            return None;
        }
        let (one, two) = (self.deviation_before, self.deviation_after);
        let square = one * one + two * two - 2.0 * self.correlation * one * two;
        let d = self.change() / square.max(0.0).sqrt();
        d.is_finite()
            .then_some(d * hedges_correction(self.count as f64 - 1.0)?)
    }
}

/// A pre–post–control effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrePostControl {
    /// d_ppc1: each group's change over its own deviation before, J(n − 1) each, one minus the
    /// other.
    pub ppc1: f64,
    /// d_ppc2: the difference of the changes over the pooled deviation before, with J(n_T + n_C −
    /// 2); Morris recommends it.
    pub ppc2: f64,
    /// The variance of d_ppc2 by Morris's equation 25; `None` for four people or fewer.
    pub variance: Option<f64>,
    /// Its variance for large samples, 2(1 − r)(1 ÷ n_T + 1 ÷ n_C) + d² ÷ 2(n_T + n_C), as
    /// *metafor* has it.
    pub large_sample_variance: f64,
}

impl PrePostControl {
    /// d_ppc2 ± z · √variance, by equation 25 or, where it does not exist, for large samples.
    pub fn interval(&self, confidence: f64) -> Option<Interval> {
        let z = normal_quantile(upper_probability(confidence)?)?;
        let variance = self.variance.unwrap_or(self.large_sample_variance);
        Interval::around(self.ppc2, z * variance.max(0.0).sqrt())
    }
}

/// The pre–post–control effects d_ppc1 and d_ppc2 with the variance of the latter,
/// 2J²(1 − r) · N ÷ (n_T n_C) · (N − 2) ÷ (N − 4) · (1 + d² n_T n_C ÷ (2(1 − r)N)) − d², r the
/// correlations of both groups weighted by their degrees of freedom. `None` for fewer than three
/// people in a group, no spread before, or values that are not finite.
///
/// ```
/// use mahir::statistics::{PrePost, pre_post_control};
///
/// // The first study of Morris (2008), table 5: 0.7684 by the second estimate.
/// let group = |mean_before, mean_after, deviation_before, deviation_after| PrePost {
///     count: 20, mean_before, mean_after, deviation_before, deviation_after, correlation: 0.47,
/// };
/// let found = pre_post_control(&group(30.6, 38.5, 15.0, 11.6), &group(23.1, 19.7, 13.8, 14.8));
/// assert_eq!(format!("{:.4}", found.unwrap().ppc2), "0.7684");
/// ```
pub fn pre_post_control(attended: &PrePost, compared: &PrePost) -> Option<PrePostControl> {
    if !attended.is_usable() || !compared.is_usable() {
        return None;
    }
    let (one, two) = (attended.count as f64, compared.count as f64);
    let all = one + two;
    let share = (one - 1.0) / (all - 2.0);
    let deviation = (attended.deviation_before * share.sqrt())
        .hypot(compared.deviation_before * (1.0 - share).sqrt());
    let correction = hedges_correction(all - 2.0)?;
    let difference = attended.change() - compared.change();
    let ppc1 = attended.by_before()? - compared.by_before()?;
    let ppc2 = correction * difference / deviation;
    let r = share * attended.correlation + (1.0 - share) * compared.correlation;
    let pairs = one * two / all;
    let large_sample_variance = 2.0 * (1.0 - r) / pairs + ppc2 * ppc2 / (2.0 * all);
    // With 1 − r taken into the bracket, so that perfect correlation divides nothing by zero.
    let variance = (all > 4.0).then(|| {
        correction * correction * (all - 2.0) / (all - 4.0)
            * (2.0 * (1.0 - r) / pairs + ppc2 * ppc2)
            - ppc2 * ppc2
    });
    [ppc1, ppc2, large_sample_variance]
        .iter()
        .all(|value| value.is_finite())
        .then_some(PrePostControl {
            ppc1,
            ppc2,
            variance: variance.filter(|variance| variance.is_finite() && *variance >= 0.0),
            large_sample_variance,
        })
}
