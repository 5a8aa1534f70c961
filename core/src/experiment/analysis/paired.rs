//! Two rules compared.

use serde::{Deserialize, Serialize};

use crate::statistics::{Interval, Moments, mean_interval, paired_t, welch, welch_interval};

/// The difference of two rules in one indicator: the first minus the second.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Replications of the first rule (pairs, where they are paired).
    pub replications: u64,
    /// The mean difference.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval.
    pub interval: Interval,
    /// The two-sided probability of a difference so large if there is none; `None` if nothing
    /// varies.
    pub p_value: Option<f64>,
    /// How many times smaller the variance of the difference is than that of independent runs:
    /// (s₁² + s₂²) ÷ s²₍difference₎. Below 1 the pairing did harm. `None` where replications are
    /// not paired, or nothing varies.
    pub variance_ratio: Option<f64>,
}

impl Comparison {
    /// Whether the first is above the second beyond doubt.
    pub fn is_above(&self) -> bool {
        self.interval.low > 0.0
    }

    /// Whether the first is below the second beyond doubt.
    pub fn is_below(&self) -> bool {
        self.interval.high < 0.0
    }
}

/// Compares two rules replication by replication under the same luck: Student's t on the
/// differences (Law, *Simulation Modeling and Analysis*, section 10.2.1). `None` for fewer than two
/// pairs, slices of different length, values that are not finite, or a confidence that does not
/// lie strictly between 0 and 1.
///
/// ```
/// use mahir::experiment::analysis::paired;
///
/// let coaching = [3.1, 2.0, 4.2, 2.9];
/// let seminar = [2.6, 1.4, 3.8, 2.5];
/// let found = paired(&coaching, &seminar, 0.95).unwrap();
/// assert!(found.is_above());
/// assert!(found.variance_ratio.unwrap() > 50.0);
/// ```
pub fn paired(first: &[f64], second: &[f64], confidence: f64) -> Option<Comparison> {
    let differences = Moments::of_changes(second, first)?;
    let (one, other) = (Moments::of(first)?, Moments::of(second)?);
    let variance = differences.variance();
    let ratio = (one.variance() + other.variance()) / variance;
    Some(Comparison {
        replications: differences.count() as u64,
        difference: differences.mean(),
        standard_error: differences.standard_error()?,
        interval: mean_interval(&differences, confidence)?,
        p_value: paired_t(&differences).map(|test| test.p_value),
        variance_ratio: (variance > 0.0 && ratio.is_finite()).then_some(ratio),
    })
}

/// Compares two rules whose replications have nothing in common: Welch's t. `None` for fewer than
/// two replications of either, values that are not finite, or a confidence that does not lie
/// strictly between 0 and 1.
pub fn independent(first: &[f64], second: &[f64], confidence: f64) -> Option<Comparison> {
    let (one, other) = (Moments::of(first)?, Moments::of(second)?);
    let test = welch(&one, &other)?;
    Some(Comparison {
        replications: one.count() as u64,
        difference: test.difference,
        standard_error: test.standard_error,
        interval: welch_interval(&one, &other, confidence)?,
        p_value: test.p_value,
        variance_ratio: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sleep data (Student 1908; R's `datasets::sleep`): R prints for t.test(paired = TRUE)
    /// t = -4.0621, p = 0.002833, interval -2.4598858 to -0.7001142, and without pairing (Welch)
    /// t = -1.8608, df = 17.776, p = 0.07939, interval -3.3654832 to 0.2054832.
    #[test]
    fn the_sleep_data() {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let pairs = paired(&first, &second, 0.95).unwrap();
        assert!((pairs.interval.low + 2.459_885_8).abs() < 1e-6);
        assert!((pairs.interval.high + 0.700_114_2).abs() < 1e-6);
        assert!((pairs.p_value.unwrap() - 0.002_832_89).abs() < 1e-7);
        assert!(pairs.is_below() && !pairs.is_above());
        let apart = independent(&first, &second, 0.95).unwrap();
        assert!((apart.interval.low + 3.365_483_2).abs() < 1e-6);
        assert!((apart.interval.high - 0.205_483_2).abs() < 1e-6);
        assert!((apart.p_value.unwrap() - 0.079_394_1).abs() < 1e-6);
        assert!(!apart.is_below());
        // Both standard errors of n = 10: the ratio of variances is that of their squares.
        let ratio = (apart.standard_error / pairs.standard_error).powi(2);
        assert!((pairs.variance_ratio.unwrap() / ratio - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_compared() {
        assert_eq!(paired(&[1.0], &[2.0], 0.95), None);
        assert_eq!(paired(&[1.0, 2.0], &[2.0], 0.95), None);
        assert_eq!(paired(&[1.0, f64::NAN], &[2.0, 1.0], 0.95), None);
        assert_eq!(paired(&[1.0, 2.0], &[2.0, 1.0], 1.0), None);
        assert_eq!(independent(&[1.0], &[2.0, 1.0], 0.95), None);
        let same = paired(&[1.0, 2.0], &[0.5, 1.5], 0.95).unwrap();
        assert_eq!(
            (same.difference, same.p_value, same.variance_ratio),
            (0.5, None, None)
        );
    }
}
