//! What holds for every series.

use mahir::statistics::series::{
    RatePrior, Season, Series, SmoothingModel, correlated_seasonal_mann_kendall, fit_smoothing,
    hamed_rao, mann_kendall, pettitt, poisson_change, seasonal_hamed_rao, seasonal_mann_kendall,
    seasonal_sen_slope, sen_slope,
};
use proptest::prelude::*;

const HOLT: SmoothingModel = SmoothingModel {
    trend: true,
    season: Season::None,
    update: mahir::statistics::series::SeasonalUpdate::PreviousLevel,
};

/// Everything that is asked of a series, as one answer: whether any of it is a number.
fn tells_anything(series: &Series) -> bool {
    mann_kendall(series).is_some()
        || hamed_rao(series, None, 0.05).is_some()
        || seasonal_mann_kendall(series, 12).is_some()
        || seasonal_hamed_rao(series, 12, None, 0.05).is_some()
        || correlated_seasonal_mann_kendall(series, 12).is_some()
        || pettitt(series).is_some()
        || fit_smoothing(series, SmoothingModel::default()).is_some()
        || fit_smoothing(series, HOLT).is_some()
}

#[test]
fn short_series_tell_nothing() {
    for values in [&[][..], &[1.0], &[1.0, 2.0], &[1.0, 2.0, 4.0]] {
        let series = Series::of(values).unwrap();
        assert!(!tells_anything(&series), "{values:?}");
        assert_eq!(
            sen_slope(&series, 0.95).and_then(|slope| slope.interval),
            None
        );
    }
    assert_eq!(sen_slope(&Series::of(&[1.0]).unwrap(), 0.95), None);
    let gaps = Series::with_missing(&[None; 40]).unwrap();
    assert!(!tells_anything(&gaps) && sen_slope(&gaps, 0.95).is_none());
}

#[test]
fn a_constant_has_no_trend_and_no_p_value() {
    let series = Series::of(&[7.0; 48]).unwrap();
    assert_eq!(mann_kendall(&series), None);
    assert_eq!(hamed_rao(&series, None, 0.05), None);
    assert_eq!(seasonal_mann_kendall(&series, 12), None);
    assert_eq!(seasonal_hamed_rao(&series, 12, None, 0.05), None);
    assert_eq!(correlated_seasonal_mann_kendall(&series, 12), None);
    assert_eq!(pettitt(&series), None);
    assert_eq!(sen_slope(&series, 0.95).unwrap().slope, 0.0);
    let flat = fit_smoothing(&series, HOLT).unwrap();
    assert!((flat.forecast(12, 0.95).unwrap()[11].value - 7.0).abs() < 1e-6);
}

#[test]
fn what_is_not_a_number_makes_no_series() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Series::of(&[1.0, 2.0, bad, 4.0, 5.0]), None);
        assert_eq!(Series::with_missing(&[Some(1.0), None, Some(bad)]), None);
    }
    let series = Series::of(&[1e308, -1e308, 1e308, -1e308, 1e308, -1e308, 1e308]).unwrap();
    assert_eq!(sen_slope(&series, 0.95), None);
    assert_eq!(fit_smoothing(&series, HOLT), None);
    let series = Series::of(&[1.0, 3.0, 2.0, 5.0, 4.0, 7.0]).unwrap();
    for confidence in [0.0, 1.0, -1.0, f64::NAN] {
        assert_eq!(sen_slope(&series, confidence), None);
        assert_eq!(hamed_rao(&series, None, confidence), None);
    }
    for period in [0, usize::MAX] {
        assert_eq!(seasonal_mann_kendall(&series, period), None);
        assert_eq!(correlated_seasonal_mann_kendall(&series, period), None);
        assert_eq!(seasonal_sen_slope(&series, period, 0.95), None);
        for season in [Season::Additive(period), Season::Multiplicative(period)] {
            assert_eq!(
                fit_smoothing(&series, SmoothingModel { season, ..HOLT }),
                None
            );
        }
    }
    let none = RatePrior {
        shape: 0.0,
        rate: 1.0,
    };
    assert_eq!(poisson_change(&[Some(1), Some(2)], none), None);
    assert_eq!(
        poisson_change(&[Some(0), Some(0), None], RatePrior::default()),
        None
    );
    assert_eq!(poisson_change(&[Some(3)], RatePrior::default()), None);
    assert!(
        poisson_change(&[Some(u64::MAX); 30], RatePrior::default())
            .is_some_and(|change| change.probability_of_change < 1.0)
    );
}

fn patchy() -> impl Strategy<Value = Vec<Option<f64>>> {
    let value =
        prop_oneof![4 => (-50_i32..50).prop_map(|value| Some(f64::from(value))), 1 => Just(None)];
    proptest::collection::vec(value, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_mirror_turns_the_sign(values in patchy()) {
        let series = Series::with_missing(&values).unwrap();
        let negative: Vec<_> = values.iter().map(|value| value.map(|value| -value)).collect();
        let negative = Series::with_missing(&negative).unwrap();
        let (one, other) = (mann_kendall(&series), mann_kendall(&negative));
        prop_assert_eq!(one.map(|test| test.s), other.map(|test| -test.s));
        prop_assert_eq!(one.map(|test| test.p_value), other.map(|test| test.p_value));
        let (one, other) = (seasonal_hamed_rao(&series, 12, None, 0.05), seasonal_hamed_rao(&negative, 12, None, 0.05));
        prop_assert_eq!(one.map(|test| test.s), other.map(|test| -test.s));
        let (one, other) = (sen_slope(&series, 0.9), sen_slope(&negative, 0.9));
        prop_assert_eq!(one.map(|slope| slope.slope), other.map(|slope| -slope.slope + 0.0));
    }

    /// Only the order counts: any rising change of the values leaves the test as it is.
    #[test]
    fn only_the_order_counts(values in patchy()) {
        let series = Series::with_missing(&values).unwrap();
        let curved: Vec<_> = values.iter().map(|value| value.map(|value| value.powi(3) + 1e3)).collect();
        let curved = Series::with_missing(&curved).unwrap();
        prop_assert_eq!(mann_kendall(&series), mann_kendall(&curved));
        prop_assert_eq!(seasonal_mann_kendall(&series, 12), seasonal_mann_kendall(&curved, 12));
        prop_assert_eq!(correlated_seasonal_mann_kendall(&series, 3), correlated_seasonal_mann_kendall(&curved, 3));
    }

    #[test]
    fn a_season_of_one_step_is_none(values in patchy()) {
        let series = Series::with_missing(&values).unwrap();
        let plain = mann_kendall(&series);
        let seasonal = seasonal_mann_kendall(&series, 1);
        prop_assert_eq!(plain.map(|test| (test.s, test.z)), seasonal.map(|test| (test.s, test.z)));
        prop_assert_eq!(sen_slope(&series, 0.9), seasonal_sen_slope(&series, 1, 0.9));
        let (plain, correlated) = (plain.map(|test| test.variance), correlated_seasonal_mann_kendall(&series, 1).map(|test| test.variance));
        prop_assert!(plain.unwrap_or(0.0) - correlated.unwrap_or(0.0) < 1e-6);
    }

    #[test]
    fn no_result_is_not_a_number(values in patchy(), horizon in 1_usize..20) {
        let series = Series::with_missing(&values).unwrap();
        for test in [mann_kendall(&series), hamed_rao(&series, Some(3), 0.05), seasonal_hamed_rao(&series, 12, None, 0.05), correlated_seasonal_mann_kendall(&series, 4)].into_iter().flatten() {
            prop_assert!(test.z.is_finite() && (0.0..=1.0).contains(&test.p_value) && test.variance > 0.0);
            prop_assert!(test.tau_a.abs() <= 1.0 && test.tau_b.abs() <= 1.0 + 1e-12);
        }
        if let Some(slope) = sen_slope(&series, 0.95) {
            prop_assert!(slope.interval.is_none_or(|interval| interval.contains(slope.slope)));
        }
        if let Some(smoothed) = fit_smoothing(&series, HOLT) {
            let ahead = smoothed.forecast(horizon, 0.9).unwrap();
            // The further ahead, the less sure.
            prop_assert!(ahead.windows(2).all(|pair| pair[0].variance <= pair[1].variance));
            prop_assert!(ahead.iter().all(|value| value.interval.unwrap().contains(value.value)));
        }
    }

    #[test]
    fn the_posterior_adds_up(counts in proptest::collection::vec(proptest::option::of(0_u64..40), 0..50)) {
        if let Some(change) = poisson_change(&counts, RatePrior::default()) {
            prop_assert!((change.posterior.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(change.likelihood_ratio >= 0.0);
            prop_assert!((0.0..=1.0).contains(&change.probability_of_change));
        }
    }
}
