//! What follows from a reliability.

/// The reliability of a test that is made so many times as long, or of the mean of so many
/// raters: m r ÷ (1 + (m − 1) r) (Spearman 1910, Brown 1910). `None` if the factor is not
/// positive, the reliability is above 1, or the denominator is not positive.
///
/// ```
/// use mahir::statistics::spearman_brown;
///
/// assert_eq!(spearman_brown(0.5, 2.0), Some(2.0 / 3.0));
/// ```
pub fn spearman_brown(reliability: f64, factor: f64) -> Option<f64> {
    let below = 1.0 + (factor - 1.0) * reliability;
    let longer = factor * reliability / below;
    (factor > 0.0 && reliability <= 1.0 && below > 0.0 && longer.is_finite()).then_some(longer)
}

/// How many raters (or times the length) give a wanted reliability if one gives this:
/// t (1 − r) ÷ (r (1 − t)), the other way round of [`spearman_brown`], not rounded. `None` unless
/// both lie strictly between 0 and 1.
pub fn raters_needed(reliability: f64, wanted: f64) -> Option<f64> {
    let inside = |share: f64| share > 0.0 && share < 1.0;
    let factor = wanted * (1.0 - reliability) / (reliability * (1.0 - wanted));
    (inside(reliability) && inside(wanted) && factor.is_finite()).then_some(factor)
}

/// The standard error of measurement: s √(1 − r), with the standard deviation of the people's
/// scores and the reliability (Lord & Novick 1968). `None` if the deviation is negative or the
/// reliability does not lie from 0 to 1.
pub fn standard_error_of_measurement(standard_deviation: f64, reliability: f64) -> Option<f64> {
    let known = standard_deviation >= 0.0 && standard_deviation.is_finite();
    (known && (0.0..=1.0).contains(&reliability))
        .then(|| standard_deviation * (1.0 - reliability).sqrt())
}

/// The standard error of the difference of two scores with this standard error of measurement:
/// √2 SEM. `None` if it is negative or not finite.
pub fn standard_error_of_difference(standard_error_of_measurement: f64) -> Option<f64> {
    let difference = std::f64::consts::SQRT_2 * standard_error_of_measurement;
    (difference >= 0.0 && difference.is_finite()).then_some(difference)
}
