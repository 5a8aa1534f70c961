//! Statistics against numbers that nobody here wrote.

use mahir::statistics::{
    Moments, d_av_mean, d_av_root_mean_square, d_z, d_z_interval, hake_class_gain,
    hedges_correction, hedges_g_z, mean_interval, noncentral_t_cdf, paired_t, welch,
    wilson_interval,
};
use proptest::prelude::*;

/// Student's sleep data (1908), in the order of R's data set `sleep`: hours gained with two drugs.
const FIRST: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const SECOND: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

#[test]
fn the_sleep_data_give_what_r_prints() {
    // t.test(extra ~ group, paired): t = 4.0621 (sign by the order), df 9, p 0.002833,
    // interval 0.7001142 to 2.4598858.
    let changes = Moments::of_changes(&FIRST, &SECOND).unwrap();
    let test = paired_t(&changes).unwrap();
    near(test.statistic, 4.062_127_7, 5e-8);
    near(test.p_value, 0.002_832_89, 5e-9);
    let interval = mean_interval(&changes, 0.95).unwrap();
    near(interval.low, 0.700_114_2, 5e-8);
    near(interval.high, 2.459_885_8, 5e-8);
    // Worked with scipy's noncentral t: d_z and its interval, both d_av, g_z.
    near(d_z(&changes).unwrap(), 1.284_557_6, 5e-8);
    let interval = d_z_interval(&changes, 0.95).unwrap();
    near(interval.low, 0.414_627_8, 5e-7);
    near(interval.high, 2.118_016_5, 5e-7);
    near(d_av_mean(&FIRST, &SECOND).unwrap(), 0.833_496_3, 5e-8);
    near(
        d_av_root_mean_square(&FIRST, &SECOND).unwrap(),
        0.832_181_1,
        5e-8,
    );
    near(hedges_g_z(&changes).unwrap(), 1.173_924_9, 5e-8);
    near(hedges_correction(9.0).unwrap(), 0.913_874_89, 5e-9);
}

#[test]
fn newcombe_s_table_of_score_intervals() {
    // Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
    for (successes, trials, low, high) in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ] {
        let interval = wilson_interval(successes, trials, 0.95).unwrap();
        near(interval.low, low, 5e-5);
        near(interval.high, high, 5e-5);
    }
}

#[test]
fn hake_s_gain_of_a_published_table() {
    // Human Resources for Health 2013;11:35, table 3: Word tables 3.70 to 4.67 of 5.
    near(hake_class_gain(3.70, 4.67, 5.0).unwrap(), 0.746, 5e-4);
}

#[test]
fn the_noncentral_t_agrees_with_its_central_case() {
    // With no noncentrality it is Student's t: P(T₉ ≤ 2.262157) = 0.975 in every table.
    near(
        noncentral_t_cdf(2.262_157_163, 9.0, 0.0).unwrap(),
        0.975,
        1e-9,
    );
}

#[test]
fn hostile_samples_are_refused_or_answered() {
    assert!(Moments::of(&[]).is_none());
    assert!(Moments::of(&[f64::NAN]).is_none());
    assert!(Moments::of(&[f64::MAX, -f64::MAX]).is_none());
    let one = Moments::of(&[1.0]).unwrap();
    assert!(mean_interval(&one, 0.95).is_none() && paired_t(&one).is_none());
    let equal = Moments::of(&[2.0; 10_000]).unwrap();
    assert!(d_z(&equal).is_none() && paired_t(&equal).is_none());
    let interval = mean_interval(&equal, 0.95).unwrap();
    assert!(interval.low == 2.0 && interval.high == 2.0);
    assert!(welch(&one, &equal).is_none());
    assert!(wilson_interval(1, 0, 0.95).is_none() && wilson_interval(1, 2, 1.0).is_none());
}

proptest! {
    #[test]
    fn intervals_hold_their_middle_and_are_numbers(values in proptest::collection::vec(-1e3..1e3_f64, 2..40)) {
        let moments = Moments::of(&values).unwrap();
        if let Some(interval) = mean_interval(&moments, 0.9) {
            prop_assert!(interval.contains(moments.mean()));
        }
        if let (Some(d), Some(interval)) = (d_z(&moments), d_z_interval(&moments, 0.9)) {
            prop_assert!(d.is_finite() && interval.low <= interval.high);
            prop_assert!(interval.contains(d));
        }
        // Twice the same sample narrows the interval.
        let twice: Vec<f64> = values.iter().chain(&values).copied().collect();
        let wide = mean_interval(&moments, 0.9).unwrap().width();
        prop_assert!(mean_interval(&Moments::of(&twice).unwrap(), 0.9).unwrap().width() <= wide);
    }
}

#[test]
fn next_to_no_degrees_of_freedom_are_none() {
    for freedom in [0.0, -1.0, 5e-324, 1e-300, f64::NAN, f64::INFINITY] {
        for t in [-3.0, 0.0, 2.5, 1e308] {
            assert_eq!(mahir::statistics::student_t_cdf(t, freedom), None);
        }
        assert_eq!(mahir::statistics::student_t_quantile(0.4, freedom), None);
    }
}
