//! Were those who attended like those they are compared with, before?

use super::Moments;

/// How far two groups stood apart in one thing before.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Balance {
    /// Mean of the first group.
    pub mean_first: f64,
    /// Mean of the second.
    pub mean_second: f64,
    /// (x̄₁ − x̄₂) ÷ √((s₁² + s₂²) ÷ 2); `None` if neither varies and the means differ.
    pub standardised_difference: Option<f64>,
    /// s₁² ÷ s₂²; `None` if the second does not vary.
    pub variance_ratio: Option<f64>,
}

/// Standardised difference and variance ratio of two groups (Austin 2009, Statistics in Medicine
/// 28, 3083–3107; differences beyond 0.1 and ratios outside 0.5 to 2 deserve a look). `None` for
/// fewer than two values in a group, or values that are not finite.
///
/// ```
/// use mahir::statistics::balance;
///
/// let found = balance(&[2.0, 3.0, 4.0], &[1.0, 2.0, 3.0]).unwrap();
/// assert_eq!((found.standardised_difference, found.variance_ratio), (Some(1.0), Some(1.0)));
/// ```
pub fn balance(first: &[f64], second: &[f64]) -> Option<Balance> {
    let (one, two) = (Moments::of(first)?, Moments::of(second)?);
    let (left, right) = (one.standard_deviation()?, two.standard_deviation()?);
    let deviation = left.hypot(right) / std::f64::consts::SQRT_2;
    let difference = one.mean() - two.mean();
    let finite = |value: f64| value.is_finite().then_some(value);
    Some(Balance {
        mean_first: one.mean(),
        mean_second: two.mean(),
        standardised_difference: if difference == 0.0 {
            Some(0.0)
        } else {
            finite(difference / deviation)
        },
        variance_ratio: finite((left / right).powi(2)),
    })
}
