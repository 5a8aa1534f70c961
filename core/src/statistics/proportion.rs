//! Shares of people.

use super::Interval;
use super::distribution::normal_quantile;
use super::mean::upper_probability;

/// Wilson's score interval of a share x ÷ n: (p + z² ÷ 2n ± z √(p(1 − p) ÷ n + z² ÷ 4n²)) ÷
/// (1 + z² ÷ n) (Wilson 1927; recommended by Newcombe 1998). It never leaves 0 to 1 and is not
/// empty when nobody or everybody reached it. `None` if there is nobody, more successes than
/// trials, or a confidence that does not lie strictly between 0 and 1.
///
/// ```
/// use mahir::statistics::wilson_interval;
///
/// let none_of_twenty = wilson_interval(0, 20, 0.95).unwrap();
/// assert_eq!(none_of_twenty.low, 0.0);
/// assert_eq!(format!("{:.4}", none_of_twenty.high), "0.1611");
/// ```
pub fn wilson_interval(successes: u64, trials: u64, confidence: f64) -> Option<Interval> {
    if trials == 0 || successes > trials {
        return None;
    }
    let z = normal_quantile(upper_probability(confidence)?)?;
    let n = trials as f64;
    let p = successes as f64 / n;
    let square = z * z;
    let middle = p + square / (2.0 * n);
    let margin = z * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    // At the ends the formula gives 0 and 1 exactly, but rounding does not.
    let low = if successes == 0 {
        0.0
    } else {
        (middle - margin) / scale
    };
    let high = if successes == trials {
        1.0
    } else {
        (middle + margin) / scale
    };
    Interval::new(low.max(0.0), high.min(1.0))
}
