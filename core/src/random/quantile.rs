//! Inverses of distribution functions.

use statrs::distribution::ContinuousCDF;

/// The quantile of the triangular distribution.
pub(super) fn triangular(p: f64, low: f64, mode: f64, high: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return mode;
    }
    let turn = (mode - low) / width;
    if p < turn {
        low + (p * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - p) * width * (high - mode)).sqrt()
    }
}

/// Where a distribution function of positive values reaches a probability, by bisection of the
/// logarithm: distribution functions of `statrs` are good to about 10⁻¹⁴ and more, its inverses are
/// not where shapes are small.
pub(super) fn invert(distribution: &impl ContinuousCDF<f64, f64>, p: f64, most: f64) -> f64 {
    // In the half where probabilities keep their digits.
    let reached = |x: f64| {
        if p <= 0.5 {
            distribution.cdf(x) >= p
        } else {
            distribution.sf(x) <= 1.0 - p
        }
    };
    // e⁻⁷⁴⁰ is less than any positive number that quantiles are told apart by.
    let (mut low, mut high) = (-740.0_f64, most.ln());
    // Each step halves a bracket of less than 800: sixty leave 10⁻¹⁵.
    for _ in 0..60 {
        let middle = low + (high - low) / 2.0;
        if reached(middle.exp()) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high.exp()
}
