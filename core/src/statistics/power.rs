//! How many people, for an effect of which size? Asked before a programme starts.
//!
//! Cohen (1988), *Statistical Power Analysis*; by the noncentral t distribution, as G*Power, R's
//! `power.t.test(strict = TRUE)` and *statsmodels* do.

use super::distribution::student_t_quantile;
use super::noncentral_t::noncentral_t_cdf;
use super::root::root;

/// What is compared by a two-sided t test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestDesign {
    /// People before and after: n pairs, d over the deviation of changes (d_z).
    Paired,
    /// Two groups of n people each, d over their common deviation.
    TwoGroups,
}

impl TestDesign {
    /// Degrees of freedom and noncentrality ÷ d for n people (in each group).
    fn of(self, n: f64) -> (f64, f64) {
        match self {
            Self::Paired => (n - 1.0, n.sqrt()),
            Self::TwoGroups => (2.0 * n - 2.0, (n / 2.0).sqrt()),
        }
    }
}

/// The probability that a two-sided t test with a level of significance finds an effect d with n
/// people (in each group). `None` for fewer than two people, effects that are not finite, and
/// levels that do not lie strictly between 0 and 1.
///
/// ```
/// use mahir::statistics::{TestDesign, power_of_t_test};
///
/// let power = power_of_t_test(TestDesign::Paired, 0.5, 34.0, 0.05).unwrap();
/// assert_eq!(format!("{power:.4}"), "0.8078");
/// ```
pub fn power_of_t_test(design: TestDesign, effect: f64, n: f64, significance: f64) -> Option<f64> {
    if !(significance > 0.0 && significance < 1.0 && n.is_finite() && effect.is_finite()) {
        return None;
    }
    let (freedom, scale) = design.of(n);
    if freedom < 1.0 {
        return None;
    }
    let critical = student_t_quantile(1.0 - significance / 2.0, freedom)?;
    let noncentrality = effect.abs() * scale;
    let above = 1.0 - noncentral_t_cdf(critical, freedom, noncentrality)?;
    let below = noncentral_t_cdf(-critical, freedom, noncentrality)?;
    Some((above + below).clamp(0.0, 1.0))
}

/// The people (in each group) whom a two-sided t test needs to find an effect with a probability;
/// not rounded up. `None` for an effect of zero, for powers not above the level of significance or
/// not below 1, and where more than a thousand million people would be needed.
///
/// ```
/// use mahir::statistics::{TestDesign, needed_people};
///
/// let n = needed_people(TestDesign::TwoGroups, 0.5, 0.8, 0.05).unwrap();
/// assert_eq!(format!("{n:.3}"), "63.766");
/// ```
pub fn needed_people(
    design: TestDesign,
    effect: f64,
    power: f64,
    significance: f64,
) -> Option<f64> {
    if effect == 0.0 || !(power > significance && power < 1.0) {
        return None;
    }
    let short = |n: f64| power_of_t_test(design, effect, n, significance).map(|p| p - power);
    let mut high = 4.0;
    while short(high)? < 0.0 {
        high *= 2.0;
        if high > 2e9 {
            return None;
        }
    }
    if short(2.0)? >= 0.0 {
        return Some(2.0);
    }
    root(short, 2.0, high, 1e-9 * high)
}

/// The smallest effect that a two-sided t test with n people (in each group) finds with a
/// probability: the minimal detectable effect. `None` for fewer than two people, and for powers
/// not above the level of significance or not below 1.
pub fn minimal_detectable_effect(
    design: TestDesign,
    n: f64,
    power: f64,
    significance: f64,
) -> Option<f64> {
    if !(power > significance && power < 1.0) {
        return None;
    }
    let short = |effect: f64| power_of_t_test(design, effect, n, significance).map(|p| p - power);
    let mut high = 1.0;
    while short(high)? < 0.0 {
        high *= 2.0;
    }
    root(short, 0.0, high, 1e-12 * high)
}
