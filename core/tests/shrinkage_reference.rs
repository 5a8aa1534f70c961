//! Shrinkage and combination against published values and against each other.

use mahir::statistics::{
    Shrinking, combine, combine_sources, combine_with_covariance, empirical_bayes, james_stein,
    kelley, shared_bias_covariance,
};
use proptest::prelude::*;

/// Efron & Morris (1975), Journal of the American Statistical Association 70(350), Table 1: batting
/// averages of 18 players after 45 times at bat, and for the rest of the season.
const BATTING: [(f64, f64); 18] = [
    (0.400, 0.346),
    (0.378, 0.298),
    (0.356, 0.276),
    (0.333, 0.222),
    (0.311, 0.273),
    (0.311, 0.270),
    (0.289, 0.263),
    (0.267, 0.210),
    (0.244, 0.269),
    (0.244, 0.230),
    (0.222, 0.264),
    (0.222, 0.256),
    (0.222, 0.303),
    (0.222, 0.264),
    (0.222, 0.226),
    (0.200, 0.285),
    (0.178, 0.316),
    (0.156, 0.200),
];

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found}, expected {expected}"
    );
}

fn squared_error(found: &[f64], truth: impl Iterator<Item = f64>) -> f64 {
    found
        .iter()
        .zip(truth)
        .map(|(found, truth)| (found - truth).powi(2))
        .sum()
}

#[test]
fn efron_and_morris_on_averages() {
    let early: Vec<f64> = BATTING.iter().map(|row| row.0).collect();
    let mean = early.iter().sum::<f64>() / 18.0;
    let drawn = james_stein(&early, mean * (1.0 - mean) / 45.0, Shrinking::PositivePart).unwrap();
    // Factor .212, grand mean .265, and Clemente at .294 as in every retelling of the paper.
    near(drawn.factor, 0.2124, 5e-5);
    near(drawn.grand_mean, 0.2654, 5e-5);
    near(drawn.values[0], 0.2940, 5e-5);
    near(drawn.values[16], 0.2468, 5e-5);
    let late = || BATTING.iter().map(|row| row.1);
    let (plain, better) = (
        squared_error(&early, late()),
        squared_error(&drawn.values, late()),
    );
    near(plain, 0.07537, 5e-6);
    near(better, 0.02131, 5e-6);
    near(plain / better, 3.54, 5e-3);
}

#[test]
fn efron_and_morris_on_the_arcsine_scale() {
    let scale = |share: f64| 45.0_f64.sqrt() * (2.0 * share - 1.0).asin();
    let early: Vec<f64> = BATTING.iter().map(|row| scale(row.0)).collect();
    let drawn = james_stein(&early, 1.0, Shrinking::Plain).unwrap();
    near(drawn.factor, 0.2092, 5e-5);
    let late = || BATTING.iter().map(|row| scale(row.1));
    // They print 17.56 and 5.01, from averages with more digits.
    near(squared_error(&early, late()), 17.56, 0.03);
    near(squared_error(&drawn.values, late()), 5.01, 0.02);
}

#[test]
fn values_that_differ_less_than_by_chance_are_not_thrown_over() {
    let values = [1.0, 1.1, 0.9, 1.05, 0.95];
    let plain = james_stein(&values, 1.0, Shrinking::Plain).unwrap();
    let positive = james_stein(&values, 1.0, Shrinking::PositivePart).unwrap();
    assert!(plain.factor < 0.0);
    assert_eq!(positive.factor, 0.0);
    assert_eq!(positive.values, [positive.grand_mean; 5]);
    for bad in [&[1.0, 2.0, 3.0][..], &[1.0; 5], &[1.0, 2.0, f64::NAN, 3.0]] {
        assert_eq!(james_stein(bad, 1.0, Shrinking::Plain), None);
    }
    assert_eq!(james_stein(&values, f64::NAN, Shrinking::Plain), None);
}

#[test]
fn eight_schools() {
    // Rubin (1981): coaching effects in eight schools with their standard errors.
    let effects = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
    let errors = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0];
    let drawn = empirical_bayes(&effects, &errors).unwrap();
    // Pooled 7.6856 (4.0719), Q 4.707 of 7 degrees of freedom: no variance is left.
    near(drawn.mean.value, 7.6856, 5e-5);
    near(drawn.mean.standard_error, 4.0719, 5e-5);
    near(drawn.heterogeneity, 4.707, 5e-4);
    assert_eq!(drawn.variance, 0.0);
    assert!(drawn.values.iter().all(|one| one.value == drawn.mean.value));
    let pooled = combine(&effects, &errors).unwrap();
    near(pooled.estimate.value, drawn.mean.value, 1e-12);
    near(
        pooled.estimate.standard_error,
        drawn.mean.standard_error,
        1e-12,
    );
}

#[test]
fn equal_errors_have_a_closed_form() {
    // With one error s the moment estimate is the variance of the values less s².
    let values = [1.0, 4.0, 2.0, 7.0, 3.5];
    let drawn = empirical_bayes(&values, &[0.5; 5]).unwrap();
    let mean = 3.5;
    let variance = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum::<f64>()
        / 4.0;
    near(drawn.variance, variance - 0.25, 1e-9);
    let believed = (variance - 0.25) / variance;
    near(drawn.values[3].value, mean + believed * (7.0 - mean), 1e-9);
    let error = (believed * 0.25 + (1.0 - believed).powi(2) * variance / 5.0).sqrt();
    near(drawn.values[3].standard_error, error, 1e-9);
}

#[test]
fn kelley_draws_to_the_mean() {
    let estimate = |reliability| kelley(130.0, 100.0, 15.0, reliability).unwrap();
    assert_eq!(
        (estimate(0.0).value, estimate(0.0).standard_error),
        (100.0, 0.0)
    );
    assert_eq!(
        (estimate(1.0).value, estimate(1.0).standard_error),
        (130.0, 0.0)
    );
    near(estimate(0.5).standard_error, 7.5, 1e-12);
    assert_eq!(kelley(130.0, 100.0, -1.0, 0.5), None);
    assert_eq!(kelley(130.0, 100.0, 15.0, 1.01), None);
    assert_eq!(kelley(f64::NAN, 100.0, 15.0, 0.5), None);
}

#[test]
fn what_cannot_be_combined() {
    assert_eq!(combine(&[], &[]), None);
    assert_eq!(combine(&[1.0], &[0.0]), None);
    assert_eq!(combine(&[1.0, f64::INFINITY], &[1.0, 1.0]), None);
    // Not symmetric, not definite, of another size.
    assert_eq!(
        combine_with_covariance(&[1.0, 2.0], &[1.0, 0.5, 0.4, 1.0]),
        None
    );
    assert_eq!(
        combine_with_covariance(&[1.0, 2.0], &[1.0, 1.0, 1.0, 1.0]),
        None
    );
    assert_eq!(
        combine_with_covariance(&[1.0, 2.0], &[1.0, 2.0, 2.0, 1.0]),
        None
    );
    assert_eq!(combine_with_covariance(&[1.0, 2.0], &[1.0]), None);
    assert_eq!(shared_bias_covariance(&[1.0], &[1], &[0.5]), None);
    assert_eq!(combine_sources(&[1.0], &[1.0], &[0], &[-0.5]), None);
    assert_eq!(empirical_bayes(&[1.0], &[1.0]), None);
    // Errors of 1 and 2 with correlation 0.9: the worse one counts against (2 × 2 by hand:
    // weights (4 − 1.8, 1 − 1.8) ÷ 1.4).
    let strong = combine_with_covariance(&[1.0, 2.0], &[1.0, 1.8, 1.8, 4.0]).unwrap();
    near(strong.weights[0], 2.2 / 1.4, 1e-12);
    near(strong.weights[1], -0.8 / 1.4, 1e-12);
    near(
        strong.estimate.standard_error.powi(2),
        (4.0 - 1.8 * 1.8) / 1.4,
        1e-12,
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn source_by_source_is_generalised_least_squares(
        rows in proptest::collection::vec((-5.0_f64..5.0, 0.05_f64..3.0, 0_usize..3), 1..8),
        biases in proptest::collection::vec(prop_oneof![Just(0.0), 0.05_f64..2.0], 3),
    ) {
        let values: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let errors: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let sources: Vec<usize> = rows.iter().map(|row| row.2).collect();
        let covariance = shared_bias_covariance(&errors, &sources, &biases).unwrap();
        let least_squares = combine_with_covariance(&values, &covariance).unwrap();
        let fast = combine_sources(&values, &errors, &sources, &biases).unwrap();
        prop_assert!((least_squares.estimate.value - fast.estimate.value).abs() < 1e-8);
        prop_assert!((least_squares.estimate.standard_error - fast.estimate.standard_error).abs() < 1e-9);
        prop_assert!((fast.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // One more measurement never makes it less sure.
        let fewer = rows.len() - 1;
        if let Some(before) = combine_sources(&values[..fewer], &errors[..fewer], &sources[..fewer], &biases) {
            prop_assert!(fast.estimate.standard_error <= before.estimate.standard_error * (1.0 + 1e-12));
        }
        // The variance is that of the weighted sum.
        let n = values.len();
        let variance: f64 = (0..n).flat_map(|r| (0..n).map(move |c| (r, c)))
            .map(|(r, c)| fast.weights[r] * fast.weights[c] * covariance[r * n + c]).sum();
        prop_assert!((variance.sqrt() - fast.estimate.standard_error).abs() < 1e-9);
    }

    #[test]
    fn drawn_values_lie_between_themselves_and_the_mean(
        rows in proptest::collection::vec((-5.0_f64..5.0, 0.05_f64..3.0), 2..12),
    ) {
        let values: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let errors: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let drawn = empirical_bayes(&values, &errors).unwrap();
        for (value, estimate) in values.iter().zip(&drawn.values) {
            let (low, high) = (value.min(drawn.mean.value), value.max(drawn.mean.value));
            prop_assert!(low - 1e-9 <= estimate.value && estimate.value <= high + 1e-9);
        }
        if drawn.variance > 0.0 {
            let spread: f64 = values.iter().zip(&errors)
                .map(|(value, error)| (value - drawn.mean.value).powi(2) / (drawn.variance + error * error)).sum();
            prop_assert!((spread - (values.len() as f64 - 1.0)).abs() < 1e-6);
        }
    }
}
