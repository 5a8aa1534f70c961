//! Where a falling or rising function meets a target.

/// Where a monotone function crosses zero between two ends at which its signs differ; `None` if
/// they do not, or if a value is not finite.
///
/// Regula falsi with the Illinois step (Dowell & Jarratt 1971), and a bisection whenever a step
/// leaves more than half of the bracket, so that it ends for every function.
pub(super) fn root(
    function: impl Fn(f64) -> Option<f64>,
    mut low: f64,
    mut high: f64,
    tolerance: f64,
) -> Option<f64> {
    let mut at_low = function(low)?;
    let mut at_high = function(high)?;
    if at_low == 0.0 {
        return Some(low);
    }
    if at_high == 0.0 {
        return Some(high);
    }
    if !at_low.is_finite() || !at_high.is_finite() || (at_low > 0.0) == (at_high > 0.0) {
        return None;
    }
    let mut bisect = false;
    // Every second step at least halves the bracket: 200 steps shrink it below any tolerance.
    for _ in 0..200 {
        let width = high - low;
        if width <= tolerance {
            break;
        }
        let secant = high - at_high * width / (at_high - at_low);
        let middle = low + width / 2.0;
        let at = if bisect || !(secant > low && secant < high) {
            middle
        } else {
            secant
        };
        let value = function(at)?;
        if value == 0.0 {
            return Some(at);
        }
        if !value.is_finite() {
            return None;
        }
        if (value > 0.0) == (at_low > 0.0) {
            (low, at_low) = (at, value);
            at_high /= 2.0;
        } else {
            (high, at_high) = (at, value);
            at_low /= 2.0;
        }
        bisect = high - low > width / 2.0;
    }
    Some(low + (high - low) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_of_plain_functions() {
        // √2, and the real root of x³ − 2x − 5 (Wallis 1685): 2.0945514815423265.
        let square = root(|x| Some(x * x - 2.0), 0.0, 2.0, 1e-14).unwrap();
        assert!((square - 2.0_f64.sqrt()).abs() < 1e-13);
        let wallis = root(|x| Some(x * x * x - 2.0 * x - 5.0), 2.0, 3.0, 1e-14).unwrap();
        assert!((wallis - 2.094_551_481_542_326_5).abs() < 1e-13);
        // A step has no slope to follow, so only the bisections find it.
        let step = root(|x| Some(if x < 0.3 { -1e9 } else { 1.0 }), 0.0, 1.0, 1e-12).unwrap();
        assert!((step - 0.3).abs() < 1e-11);
    }

    #[test]
    fn no_root_between_equal_signs() {
        assert_eq!(root(|x| Some(x * x + 1.0), -1.0, 1.0, 1e-9), None);
        assert_eq!(root(|_| Some(f64::NAN), -1.0, 1.0, 1e-9), None);
        assert_eq!(root(|_| None, -1.0, 1.0, 1e-9), None);
    }
}
