//! What a standard error says of a gap. The true level is taken to be normal around the level
//! that is held; nothing here knows that scales end.

use crate::statistics::{normal_cdf, normal_loss};

/// The probability that the true level lies below the needed one, Φ(d ÷ s), with d = needed − held
/// and s the standard error, both in levels. With an error of zero it is certain, and one half
/// exactly on the needed level. `None` if the error is negative or a value is not a number.
///
/// ```
/// use mahir::gap::{expected_gap, shortfall_probability};
///
/// // Held 2.5 ± 0.5, needed 3: one standard error below.
/// assert_eq!(format!("{:.4}", shortfall_probability(0.5, 0.5).unwrap()), "0.8413");
/// assert_eq!(format!("{:.4}", expected_gap(0.5, 0.5).unwrap()), "0.5417");
/// ```
pub fn shortfall_probability(difference: f64, standard_error: f64) -> Option<f64> {
    if !(standard_error >= 0.0 && difference.is_finite()) {
        return None;
    }
    Some(if standard_error > 0.0 {
        normal_cdf(difference / standard_error)
    } else if difference == 0.0 {
        0.5
    } else {
        f64::from(u8::from(difference > 0.0))
    })
}

/// The gap that is expected, E[max(0, needed − true)] = d Φ(d ÷ s) + s φ(d ÷ s), in levels. It is
/// above max(0, d): a person who seems to meet a need may fall short. `None` as for
/// [`shortfall_probability`].
pub fn expected_gap(difference: f64, standard_error: f64) -> Option<f64> {
    if !(standard_error >= 0.0 && standard_error.is_finite() && difference.is_finite()) {
        return None;
    }
    if standard_error == 0.0 {
        return Some(difference.max(0.0));
    }
    // A quotient beyond the largest number leaves no doubt.
    let loss = standard_error * normal_loss(-difference / standard_error);
    Some(if loss.is_finite() {
        loss
    } else {
        difference.max(0.0)
    })
}
