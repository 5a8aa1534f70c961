//! Values with different errors, drawn towards what they have in common.

use super::kelley::Estimate;
use crate::statistics::root::root;

/// Values drawn towards their common mean, each by how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub struct EmpiricalBayes {
    /// The mean of the true values, weighted by one over their variance with τ², with its standard
    /// error.
    pub mean: Estimate,
    /// τ², the variance of the true values around their mean; zero if the errors explain all
    /// differences.
    pub variance: f64,
    /// Q = Σ (y − ȳ)² ÷ s², Cochran's statistic of the differences with τ² = 0.
    pub heterogeneity: f64,
    /// The true values, in order: ȳ + B (y − ȳ) with B = τ² ÷ (τ² + s²). The standard error is of
    /// the true value with mean and τ² as estimated: √(B s² + (1 − B)² v), v being the squared
    /// standard error of the mean. That τ² is estimated too is not in it.
    pub values: Vec<Estimate>,
}

/// Draws values with known standard errors towards their common mean: the normal–normal model with
/// τ² by Paule & Mandel (1982), which is where Σ (y − ȳ)² ÷ (τ² + s²) equals its expectation,
/// k − 1.
///
/// `None` for fewer than two values, slices of different length, a standard error that is not
/// positive, or values that are not finite.
///
/// ```
/// use mahir::statistics::empirical_bayes;
///
/// // Two equal and sure values leave nothing to draw.
/// let same = empirical_bayes(&[1.0, 1.0], &[0.1, 0.1]).unwrap();
/// assert_eq!((same.mean.value, same.variance), (1.0, 0.0));
/// ```
pub fn empirical_bayes(values: &[f64], standard_errors: &[f64]) -> Option<EmpiricalBayes> {
    let usable = |error: &f64| *error > 0.0 && error.is_finite();
    if values.len() < 2
        || values.len() != standard_errors.len()
        || !values.iter().all(|value| value.is_finite())
        || !standard_errors.iter().all(usable)
    {
        return None;
    }
    let pairs = || values.iter().copied().zip(standard_errors.iter().copied());
    let mean_with = |variance: f64| {
        let (mut weights, mut sum) = (0.0, 0.0);
        for (value, error) in pairs() {
            let weight = 1.0 / (variance + error * error);
            weights += weight;
            sum += weight * value;
        }
        let mean = sum / weights;
        (mean.is_finite() && weights.is_finite()).then_some((mean, weights))
    };
    let spread = |variance: f64| {
        let (mean, _) = mean_with(variance)?;
        let terms = pairs()
            .map(|(value, error)| (value - mean) * (value - mean) / (variance + error * error));
        let sum: f64 = terms.sum();
        sum.is_finite().then_some(sum)
    };
    let expected = values.len() as f64 - 1.0;
    let heterogeneity = spread(0.0)?;
    let variance = if heterogeneity <= expected {
        0.0
    } else {
        // The statistic falls with the variance; doubling passes the root.
        let most = standard_errors
            .iter()
            .fold(0.0_f64, |most, &error| most.max(error * error));
        let mut high = most.max(f64::MIN_POSITIVE);
        while spread(high)? > expected {
            high *= 2.0;
        }
        root(
            |variance| Some(spread(variance)? - expected),
            0.0,
            high,
            1e-14 * high,
        )?
    };
    let (mean, weights) = mean_with(variance)?;
    let of_mean = 1.0 / weights;
    let values: Vec<Estimate> = pairs()
        .map(|(value, error)| {
            let believed = variance / (variance + error * error);
            Estimate {
                value: mean + believed * (value - mean),
                standard_error: (believed * error * error + (1.0 - believed).powi(2) * of_mean)
                    .sqrt(),
            }
        })
        .collect();
    let finite = |one: &Estimate| one.value.is_finite() && one.standard_error.is_finite();
    values.iter().all(finite).then(|| EmpiricalBayes {
        mean: Estimate {
            value: mean,
            standard_error: of_mean.sqrt(),
        },
        variance,
        heterogeneity,
        values,
    })
}
