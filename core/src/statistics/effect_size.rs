//! Effect sizes of changes. Each names its denominator: a "d" without one means nothing.

use statrs::function::gamma::ln_gamma;

use super::mean::{paired_t, upper_probability};
use super::noncentral_t::noncentrality;
use super::{Interval, Moments};

/// d_z: mean change ÷ standard deviation of the changes (Cohen 1988). `None` for fewer than two
/// pairs, and if all changes are equal.
pub fn d_z(changes: &Moments) -> Option<f64> {
    let deviation = changes
        .standard_deviation()
        .filter(|deviation| *deviation > 0.0)?;
    finite(changes.mean() / deviation)
}

/// The interval of d_z: the noncentralities with which the t that was found has the probabilities
/// (1 ± c) ÷ 2, each ÷ √n (Steiger & Fouladi 1997). `None` as for [`d_z`], or for a confidence
/// that does not lie strictly between 0 and 1.
pub fn d_z_interval(changes: &Moments, confidence: f64) -> Option<Interval> {
    let upper = upper_probability(confidence)?;
    let test = paired_t(changes)?;
    let root = (changes.count() as f64).sqrt();
    let end = |probability| noncentrality(test.statistic, test.degrees_of_freedom, probability);
    Interval::new(end(upper)? / root, end(1.0 - upper)? / root)
}

/// d_av by the mean of the deviations: mean change ÷ ((s₁ + s₂) ÷ 2) (Cumming 2012). `None` for
/// fewer than two pairs, slices of different length, and if neither side has any spread.
pub fn d_av_mean(before: &[f64], after: &[f64]) -> Option<f64> {
    over_both(before, after, f64::midpoint)
}

/// d_av by the root mean square of the deviations: mean change ÷ √((s₁² + s₂²) ÷ 2) (as the
/// packages *effectsize* and *pingouin* have it). `None` as for [`d_av_mean`].
pub fn d_av_root_mean_square(before: &[f64], after: &[f64]) -> Option<f64> {
    over_both(before, after, |before, after| {
        before.hypot(after) / std::f64::consts::SQRT_2
    })
}

fn over_both(before: &[f64], after: &[f64], denominator: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let changes = Moments::of_changes(before, after)?;
    let deviations = denominator(
        Moments::of(before)?.standard_deviation()?,
        Moments::of(after)?.standard_deviation()?,
    );
    if deviations > 0.0 {
        finite(changes.mean() / deviations)
    } else {
        None
    }
}

/// Hedges' exact correction for small samples, J(m) = Γ(m ÷ 2) ÷ (√(m ÷ 2) · Γ((m − 1) ÷ 2)) for
/// m degrees of freedom (Hedges 1981). `None` for m below 2, where it does not exist.
///
/// ```
/// use mahir::statistics::hedges_correction;
///
/// // J(2) = Γ(1) ÷ Γ(1/2) = 1 ÷ √π
/// assert!((hedges_correction(2.0).unwrap() - 1.0 / std::f64::consts::PI.sqrt()).abs() < 1e-14);
/// ```
pub fn hedges_correction(degrees_of_freedom: f64) -> Option<f64> {
    let m = degrees_of_freedom;
    if !(m >= 2.0 && m.is_finite()) {
        return None;
    }
    // From here on the first terms of the series, 1 − 3 ÷ (4m) − 7 ÷ (32m²), are exact, while the
    // difference of two large logarithms loses digits.
    if m > 1e5 {
        return Some(1.0 - 3.0 / (4.0 * m) - 7.0 / (32.0 * m * m));
    }
    finite((ln_gamma(m / 2.0) - ln_gamma((m - 1.0) / 2.0) - 0.5 * (m / 2.0).ln()).exp())
}

/// Hedges' g_z: d_z · J(n − 1). `None` as for [`d_z`], and for two pairs.
pub fn hedges_g_z(changes: &Moments) -> Option<f64> {
    Some(d_z(changes)? * hedges_correction(changes.count() as f64 - 1.0)?)
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
