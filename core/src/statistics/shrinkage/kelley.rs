//! Kelley's true score: a measurement drawn towards the mean of its group.

/// A value with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// Its standard error; not negative.
    pub standard_error: f64,
}

/// The true score that is expected behind an observed one, T = M + r (x − M), with the standard
/// error of estimation s √(r (1 − r)): M, s and r are the mean, the standard deviation and the
/// reliability of the scores in the group (Kelley 1927; Lord & Novick 1968).
///
/// `None` if the reliability does not lie from 0 to 1, the deviation is negative, or a value is
/// not finite.
///
/// ```
/// use mahir::statistics::kelley;
///
/// // 130 on a scale of mean 100 and deviation 15, with reliability 0.9.
/// let true_score = kelley(130.0, 100.0, 15.0, 0.9).unwrap();
/// assert_eq!(true_score.value, 127.0);
/// assert_eq!(format!("{:.2}", true_score.standard_error), "4.50");
/// ```
pub fn kelley(
    observed: f64,
    mean: f64,
    standard_deviation: f64,
    reliability: f64,
) -> Option<Estimate> {
    if !((0.0..=1.0).contains(&reliability) && standard_deviation >= 0.0) {
        return None;
    }
    let value = mean + reliability * (observed - mean);
    let standard_error = standard_deviation * (reliability * (1.0 - reliability)).sqrt();
    (value.is_finite() && standard_error.is_finite()).then_some(Estimate {
        value,
        standard_error,
    })
}
