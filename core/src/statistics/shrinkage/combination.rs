//! Several measurements of the same thing, put together.

use super::kelley::Estimate;

/// Measurements put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Combination {
    /// The value and its standard error.
    pub estimate: Estimate,
    /// What each measurement counts, in order; they sum to 1. With errors that are strongly
    /// correlated a weight can be negative.
    pub weights: Vec<f64>,
}

/// Measurements whose errors are independent: weights in proportion to 1 ÷ s², standard error
/// 1 ÷ √Σ(1 ÷ s²).
///
/// `None` for no values, slices of different length, a standard error that is not positive, or
/// values that are not finite.
pub fn combine(values: &[f64], standard_errors: &[f64]) -> Option<Combination> {
    let usable = |error: &f64| *error > 0.0 && error.is_finite();
    if values.is_empty()
        || values.len() != standard_errors.len()
        || !standard_errors.iter().all(usable)
    {
        return None;
    }
    // Against the least error, so that squares of small errors do not vanish.
    let least = standard_errors
        .iter()
        .fold(f64::INFINITY, |least, &error| least.min(error));
    let precision: Vec<f64> = standard_errors
        .iter()
        .map(|error| (least / error).powi(2))
        .collect();
    let whole: f64 = precision.iter().sum();
    let weights: Vec<f64> = precision.iter().map(|one| one / whole).collect();
    weighted(values, weights, least / whole.sqrt())
}

fn weighted(values: &[f64], weights: Vec<f64>, standard_error: f64) -> Option<Combination> {
    let value: f64 = weights
        .iter()
        .zip(values)
        .map(|(weight, value)| weight * value)
        .sum();
    let finite = value.is_finite() && standard_error.is_finite();
    (finite && weights.iter().all(|weight| weight.is_finite())).then_some(Combination {
        estimate: Estimate {
            value,
            standard_error,
        },
        weights,
    })
}

/// Measurements whose errors have a covariance S, row by row: weights S⁻¹1 ÷ (1′S⁻¹1) and variance
/// 1 ÷ (1′S⁻¹1), the generalised least squares of one mean (Aitken 1936).
///
/// `None` if S is not symmetric (to rounding) and positive definite, does not fit the values, or
/// a value is not finite.
///
/// ```
/// use mahir::statistics::{combine_with_covariance, shared_bias_covariance};
///
/// // Two peers (errors 0.4) with a common bias (error 0.3), and an assessment centre.
/// let covariance = shared_bias_covariance(&[0.4, 0.4, 0.3], &[0, 0, 1], &[0.3, 0.0]).unwrap();
/// let together = combine_with_covariance(&[3.0, 4.0, 2.5], &covariance).unwrap();
/// // The peers together have 0.4² ÷ 2 + 0.3² = 0.17, the centre 0.09.
/// assert!((together.weights[2] - 0.17 / 0.26).abs() < 1e-12);
/// ```
pub fn combine_with_covariance(values: &[f64], covariance: &[f64]) -> Option<Combination> {
    let count = values.len();
    if count == 0
        || Some(covariance.len()) != count.checked_mul(count)
        || !covariance.iter().all(|entry| entry.is_finite())
    {
        return None;
    }
    let at = |row: usize, column: usize| covariance[row * count + column];
    let scale = |row: usize, column: usize| (at(row, row) * at(column, column)).sqrt();
    for row in 0..count {
        for column in 0..row {
            if (at(row, column) - at(column, row)).abs() > 1e-9 * scale(row, column) {
                return None;
            }
        }
    }
    let factor = cholesky(covariance, count)?;
    // L y = 1, L′ x = y.
    let mut solved = vec![1.0; count];
    for row in 0..count {
        let known: f64 = (0..row)
            .map(|column| factor[row * count + column] * solved[column])
            .sum();
        solved[row] = (solved[row] - known) / factor[row * count + row];
    }
    for row in (0..count).rev() {
        let below = row + 1..count;
        let known: f64 = below
            .map(|column| factor[column * count + row] * solved[column])
            .sum();
        solved[row] = (solved[row] - known) / factor[row * count + row];
    }
    let whole: f64 = solved.iter().sum();
    if !(whole > 0.0 && whole.is_finite()) {
        return None;
    }
    let weights = solved.iter().map(|one| one / whole).collect();
    weighted(values, weights, 1.0 / whole.sqrt())
}

/// The lower triangle L with L L′ = S; `None` if S is not positive definite, or so near that its
/// inverse means nothing.
fn cholesky(covariance: &[f64], count: usize) -> Option<Vec<f64>> {
    let mut factor = vec![0.0; count * count];
    for row in 0..count {
        for column in 0..=row {
            let known: f64 = (0..column)
                .map(|inner| factor[row * count + inner] * factor[column * count + inner])
                .sum();
            let rest = covariance[row * count + column] - known;
            if row == column {
                if !rest.is_finite() || rest <= 1e-13 * covariance[row * count + row] {
                    return None;
                }
                factor[row * count + row] = rest.sqrt();
            } else {
                factor[row * count + column] = rest / factor[column * count + column];
            }
        }
    }
    Some(factor)
}

/// The covariance of measurements that have independent errors, and a bias that those of the same
/// source share: s² on the diagonal, plus the squared deviation of the source's bias between all
/// measurements of that source. `sources` tells for each measurement the place of its source in
/// `bias_deviations`.
///
/// `None` if the slices do not fit, an error is not positive, or a deviation is negative.
pub fn shared_bias_covariance(
    standard_errors: &[f64],
    sources: &[usize],
    bias_deviations: &[f64],
) -> Option<Vec<f64>> {
    let count = check_sources(standard_errors, sources, bias_deviations)?;
    let mut covariance = Vec::with_capacity(count.checked_mul(count)?);
    for (row, source) in sources.iter().enumerate() {
        for (column, other) in sources.iter().enumerate() {
            let shared = if source == other {
                bias_deviations[*source].powi(2)
            } else {
                0.0
            };
            let own = if row == column {
                standard_errors[row].powi(2)
            } else {
                0.0
            };
            covariance.push(own + shared);
        }
    }
    Some(covariance)
}

fn check_sources(errors: &[f64], sources: &[usize], biases: &[f64]) -> Option<usize> {
    let fits = errors.len() == sources.len() && sources.iter().all(|&at| at < biases.len());
    let positive = errors.iter().all(|error| *error > 0.0 && error.is_finite());
    let known = biases.iter().all(|bias| *bias >= 0.0 && bias.is_finite());
    (fits && positive && known).then_some(errors.len())
}

/// What [`combine_with_covariance`] gives for [`shared_bias_covariance`], in linear time: those of
/// a source are put together first, the source's bias is added to their variance, and then the
/// sources are put together. (Sherman & Morrison's inverse of each block; the same numbers.)
///
/// `None` as there, and for no values.
pub fn combine_sources(
    values: &[f64],
    standard_errors: &[f64],
    sources: &[usize],
    bias_deviations: &[f64],
) -> Option<Combination> {
    check_sources(standard_errors, sources, bias_deviations)?;
    if values.is_empty() || values.len() != standard_errors.len() {
        return None;
    }
    let mut precision = vec![0.0; bias_deviations.len()];
    for (&source, error) in sources.iter().zip(standard_errors) {
        precision[source] += 1.0 / (error * error);
    }
    // The precision of each source's mean with its bias: 1 ÷ (1 ÷ p + b²).
    let of_source = |source: usize| {
        precision[source] / (1.0 + precision[source] * bias_deviations[source].powi(2))
    };
    let whole: f64 = (0..precision.len()).map(of_source).sum();
    let weights = sources
        .iter()
        .zip(standard_errors)
        .map(|(&source, error)| of_source(source) / whole / (error * error) / precision[source])
        .collect();
    weighted(values, weights, 1.0 / whole.sqrt())
}
