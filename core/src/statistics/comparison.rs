//! What a comparison group leaves of a change: difference in differences and covariance analysis.

use super::linear_model::{Coefficient, ErrorVariance, LinearModel, LinearModelError};

/// The difference in differences, (after − before of those who attended) − (after − before of
/// those who did not): the coefficient of attendance in a linear model of the changes (Card &
/// Krueger 1994). With [`ErrorVariance::Hc2`] the standard error is Welch's. `None` for fewer than
/// two pairs in a group, slices of different length, values that are not finite, or a confidence
/// that does not lie strictly between 0 and 1.
///
/// ```
/// use mahir::statistics::{ErrorVariance, difference_in_differences};
///
/// let attended = ([1.0, 2.0, 1.5], [2.0, 2.5, 2.5]);
/// let compared = ([1.0, 1.5, 2.0], [1.0, 1.75, 2.25]);
/// let found = difference_in_differences(
///     (&attended.0, &attended.1),
///     (&compared.0, &compared.1),
///     ErrorVariance::Hc2,
///     0.95,
/// );
/// assert_eq!(format!("{:.3}", found.unwrap().value), "0.667");
/// ```
pub fn difference_in_differences(
    attended: (&[f64], &[f64]),
    compared: (&[f64], &[f64]),
    errors: ErrorVariance,
    confidence: f64,
) -> Option<Coefficient> {
    let changes = |(before, after): (&[f64], &[f64])| -> Option<Vec<f64>> {
        (before.len() == after.len() && before.len() >= 2)
            .then(|| after.iter().zip(before).map(|(a, b)| a - b).collect())
    };
    let (mut values, other) = (changes(attended)?, changes(compared)?);
    let flags: Vec<f64> = std::iter::repeat_n(1.0, values.len())
        .chain(std::iter::repeat_n(0.0, other.len()))
        .collect();
    values.extend(other);
    let ones = vec![1.0; values.len()];
    LinearModel::fit(&values, &[ones, flags])
        .ok()?
        .coefficient(1, errors, confidence)
}

/// A covariance analysis: the value after, explained by attendance, the value before and whatever
/// else is known of people before (Vickers & Altman 2001, BMJ 323, 1123). Coefficient 1 is the
/// effect; 0 the intercept, 2 the value before, then the covariates.
///
/// # Errors
/// As for [`LinearModel::fit`]; a covariate that follows from the others is refused.
pub fn covariance_analysis(
    after: &[f64],
    attended: &[bool],
    before: &[f64],
    covariates: &[Vec<f64>],
) -> Result<LinearModel, LinearModelError> {
    let ones = vec![1.0; after.len()];
    let flags = attended
        .iter()
        .map(|&attended| f64::from(u8::from(attended)))
        .collect();
    let mut columns = vec![ones, flags, before.to_vec()];
    columns.extend_from_slice(covariates);
    LinearModel::fit(after, &columns)
}
