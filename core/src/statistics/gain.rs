//! Normalised gains: which part of what could be gained was gained.

/// Hake's gain of a class, ⟨g⟩ = (mean after − mean before) ÷ (top − mean before) (Hake 1998). It
/// is not the mean of the individual gains. `None` if the class stands at the top before already,
/// or if a value is not finite.
///
/// ```
/// use mahir::statistics::hake_class_gain;
///
/// assert_eq!(hake_class_gain(2.0, 3.5, 5.0), Some(0.5));
/// assert_eq!(hake_class_gain(5.0, 5.0, 5.0), None);
/// ```
pub fn hake_class_gain(mean_before: f64, mean_after: f64, top: f64) -> Option<f64> {
    let room = top - mean_before;
    if room.is_nan() || room <= f64::EPSILON * 8.0 * top.abs() {
        return None;
    }
    finite((mean_after - mean_before) / room)
}

/// Hake's gain of each person, (after − before) ÷ (top − before); `None` where a person stands at
/// the top before already. Losses can be large; [`normalised_change`] keeps them within −1.
pub fn hake_individual_gains(before: &[f64], after: &[f64], top: f64) -> Vec<Option<f64>> {
    before
        .iter()
        .zip(after)
        .map(|(&before, &after)| hake_class_gain(before, after, top))
        .collect()
}

/// The normalised change of a person, between −1 and 1: a rise as a part of what was to be gained,
/// a fall as a part of what was held (Marx & Cummings 2007). `None` for a person who stays at the
/// top or at the bottom (0), and for values outside of these.
pub fn normalised_change(before: f64, after: f64, top: f64) -> Option<f64> {
    let inside = |value: f64| (0.0..=top).contains(&value);
    if !inside(before) || !inside(after) || !top.is_finite() {
        return None;
    }
    if after > before {
        finite((after - before) / (top - before))
    } else if after < before {
        finite((after - before) / before)
    } else if before == 0.0 || before == top {
        None
    } else {
        Some(0.0)
    }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
