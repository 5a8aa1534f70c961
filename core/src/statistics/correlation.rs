//! How two columns of values go together.

use super::Moments;

/// Pearson's correlation r = Σ(x − x̄)(y − ȳ) ÷ √(Σ(x − x̄)² Σ(y − ȳ)²), between −1 and 1 (Pearson
/// 1895). `None` for fewer than two values, slices of different length, and if one of them has no
/// spread.
///
/// ```
/// use mahir::statistics::correlation;
///
/// assert_eq!(correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), Some(1.0));
/// assert_eq!(correlation(&[1.0, 2.0], &[3.0, 3.0]), None);
/// ```
pub fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    if one.len() != other.len() {
        return None;
    }
    let (first, second) = (Moments::of(one)?, Moments::of(other)?);
    let (left, right) = (first.standard_deviation()?, second.standard_deviation()?);
    if left == 0.0 || right == 0.0 {
        return None;
    }
    // Each factor is divided by its deviation first, so that no product can overflow.
    let sum: f64 = one
        .iter()
        .zip(other)
        .map(|(x, y)| ((x - first.mean()) / left) * ((y - second.mean()) / right))
        .sum();
    let r = sum / (first.count() as f64 - 1.0);
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}
