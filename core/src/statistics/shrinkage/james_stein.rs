//! James & Stein's estimator towards the grand mean, for values with one known variance.

use crate::statistics::Moments;

/// Whether values may be thrown beyond the grand mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shrinking {
    /// The factor is never below zero, which is never worse (Baranchik 1964).
    #[default]
    PositivePart,
    /// The factor as it comes, below zero if values differ less than by chance (James & Stein
    /// 1961).
    Plain,
}

/// Values drawn towards their mean.
#[derive(Clone, Debug, PartialEq)]
pub struct JamesStein {
    /// The mean of all values.
    pub grand_mean: f64,
    /// c = 1 − (k − 3) σ² ÷ Σ(y − ȳ)²: how much of a deviation from the mean is believed.
    pub factor: f64,
    /// ȳ + c (y − ȳ), in the order of the values.
    pub values: Vec<f64>,
}

/// Draws k values of known variance σ² towards their mean: ȳ + c (y − ȳ) with c = 1 − (k − 3) σ²
/// ÷ Σ(y − ȳ)² (Efron & Morris 1973, 1975).
///
/// `None` for fewer than four values, where it does not help; if values are equal; if the
/// variance is negative; or if a value is not finite.
pub fn james_stein(values: &[f64], variance: f64, shrinking: Shrinking) -> Option<JamesStein> {
    if values.len() < 4 || !(variance >= 0.0 && variance.is_finite()) {
        return None;
    }
    let moments = Moments::of(values)?;
    let count = values.len() as f64;
    let squares = moments.variance() * (count - 1.0);
    if squares == 0.0 {
        return None;
    }
    let plain = 1.0 - (count - 3.0) * variance / squares;
    let factor = match shrinking {
        Shrinking::PositivePart => plain.max(0.0),
        Shrinking::Plain => plain,
    };
    let grand_mean = moments.mean();
    let values: Vec<f64> = values
        .iter()
        .map(|value| grand_mean + factor * (value - grand_mean))
        .collect();
    (factor.is_finite() && values.iter().all(|value| value.is_finite())).then_some(JamesStein {
        grand_mean,
        factor,
        values,
    })
}
