//! Agreement of raters against published values.

use mahir::statistics::{
    AgreementError, IccForm, RatingAnova, Ratings, cronbach_alpha, intraclass_correlations,
    raters_needed, spearman_brown, standard_error_of_difference, standard_error_of_measurement,
};
use proptest::prelude::*;

/// Six targets rated by four judges: Shrout & Fleiss (1979), Psychological Bulletin 86(2), Table 2.
const SHROUT_FLEISS: [f64; 24] = [
    9.0, 2.0, 5.0, 8.0, 6.0, 1.0, 3.0, 2.0, 8.0, 4.0, 6.0, 8.0, 7.0, 1.0, 2.0, 6.0, 10.0, 5.0, 6.0,
    9.0, 6.0, 2.0, 4.0, 7.0,
];

/// Chatterjee & Price (1977), 30 departments by seven questions, in percent.
const ATTITUDE: [f64; 210] = [
    43., 51., 30., 39., 61., 92., 45., 63., 64., 51., 54., 63., 73., 47., 71., 70., 68., 69., 76.,
    86., 48., 61., 63., 45., 47., 54., 84., 35., 81., 78., 56., 66., 71., 83., 47., 43., 55., 49.,
    44., 54., 49., 34., 58., 67., 42., 56., 66., 68., 35., 71., 75., 50., 55., 70., 66., 41., 72.,
    82., 72., 67., 71., 83., 31., 67., 61., 45., 47., 62., 80., 41., 64., 53., 53., 58., 58., 67.,
    34., 67., 60., 47., 39., 59., 74., 41., 69., 62., 57., 42., 55., 63., 25., 68., 83., 83., 45.,
    59., 77., 35., 77., 77., 54., 72., 79., 77., 46., 81., 90., 50., 72., 60., 54., 36., 74., 85.,
    64., 69., 79., 79., 63., 65., 60., 65., 75., 55., 80., 60., 65., 70., 46., 57., 75., 85., 46.,
    50., 58., 68., 54., 64., 78., 52., 50., 40., 33., 34., 43., 64., 33., 64., 61., 52., 62., 66.,
    80., 41., 53., 66., 52., 50., 63., 80., 37., 40., 37., 42., 58., 50., 57., 49., 63., 54., 42.,
    48., 66., 75., 33., 66., 77., 66., 63., 88., 76., 72., 78., 75., 58., 74., 80., 78., 49., 48.,
    57., 44., 45., 51., 83., 38., 85., 85., 71., 71., 77., 74., 55., 82., 82., 39., 59., 64., 78.,
    39.,
];

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found}, expected {expected}"
    );
}

#[test]
fn shrout_and_fleiss() {
    let ratings = Ratings::new(4, &SHROUT_FLEISS).unwrap();
    let anova = RatingAnova::of(&ratings).unwrap();
    // Their Table 3: 11.24, 6.26, 32.49 and 1.02.
    near(anova.between_subjects, 11.2417, 5e-5);
    near(anova.within_subjects, 6.2639, 5e-5);
    near(anova.between_raters, 32.4861, 5e-5);
    near(anova.residual, 1.0194, 5e-5);
    let found = intraclass_correlations(&ratings, 0.95).unwrap();
    // Values: their Table 4, to four decimals as the R package psych prints them. Intervals: of
    // single raters as psych documents them, and for ICC(2,·) also by the formula of Shrout &
    // Fleiss with their own degrees of freedom (4.785), computed with scipy 1.17.
    let expected = [
        (0.1657, -0.133, 0.723),
        (0.2898, 0.019, 0.761),
        (0.7148, 0.342, 0.946),
        (0.4428, -0.88, 0.91),
        (0.6201, 0.071, 0.927),
        (0.9093, 0.68, 0.99),
    ];
    for (one, (value, low, high)) in found.iter().zip(expected) {
        near(one.value.unwrap(), value, 5e-5);
        let interval = one.interval.unwrap();
        let printed = if low == -0.88 || low == 0.68 {
            5e-3
        } else {
            5e-4
        };
        near(interval.low, low, printed);
        near(interval.high, high, printed);
    }
    near(found[1].interval.unwrap().low, 0.018_786_513_374_712, 1e-12);
    near(
        found[1].interval.unwrap().high,
        0.761_084_369_648_953,
        1e-12,
    );
    near(found[4].interval.unwrap().low, 0.071_136_815_302_503, 1e-12);
    near(
        found[4].interval.unwrap().high,
        0.927_232_040_167_722,
        1e-12,
    );
    // F tests as pingouin 0.7 has them.
    let one_way = found[0].test.unwrap();
    near(one_way.statistic, 1.794_678, 5e-7);
    assert_eq!((one_way.numerator, one_way.denominator), (5.0, 18.0));
    near(one_way.p_value, 0.164_769, 5e-7);
    let two_way = found[2].test.unwrap();
    near(two_way.statistic, 11.027_248, 5e-7);
    assert_eq!((two_way.numerator, two_way.denominator), (5.0, 15.0));
    near(two_way.p_value, 0.000_135, 5e-7);
}

#[test]
fn attitude_of_clerks() {
    let ratings = Ratings::new(7, &ATTITUDE).unwrap();
    let alpha = cronbach_alpha(&ratings, 0.95).unwrap();
    // R package psych and pingouin 0.7.
    near(alpha.value, 0.843_142_769_564_759_9, 1e-13);
    near(alpha.standardised.unwrap(), 0.839_083_803_029_510_5, 1e-12);
    near(alpha.interval.unwrap().low, 0.739, 5e-4);
    near(alpha.interval.unwrap().high, 0.916, 5e-4);
    // Alpha if an item is dropped, as psych prints it.
    let dropped: Vec<String> = alpha
        .without_item
        .iter()
        .map(|value| format!("{:.2}", value.unwrap()))
        .collect();
    assert_eq!(
        dropped,
        ["0.81", "0.80", "0.83", "0.80", "0.80", "0.86", "0.84"]
    );
    near(
        alpha.standard_error_of_measurement.unwrap(),
        22.871_421_374_912_67,
        1e-11,
    );
    // Alpha is ICC(3,k), and so is Feldt's interval.
    let anova = RatingAnova::of(&ratings).unwrap();
    near(
        anova.icc(IccForm::TwoWayMixedMean).unwrap(),
        alpha.value,
        1e-13,
    );
    let interval = anova.icc_interval(IccForm::TwoWayMixedMean, 0.95).unwrap();
    near(interval.low, alpha.interval.unwrap().low, 1e-10);
    near(interval.high, alpha.interval.unwrap().high, 1e-10);
}

#[test]
fn ratings_of_which_nothing_can_be_said() {
    let code = |raters, values: &[f64]| match Ratings::new(raters, values)
        .and_then(|ratings| intraclass_correlations(&ratings, 0.95))
    {
        Ok(_) => "",
        Err(error) => error.code(),
    };
    assert_eq!(code(1, &[1.0, 2.0]), "agreement_too_few_raters");
    assert_eq!(code(0, &[]), "agreement_too_few_raters");
    assert_eq!(code(2, &[1.0, 2.0]), "agreement_too_few_subjects");
    assert_eq!(code(2, &[]), "agreement_too_few_subjects");
    assert_eq!(code(2, &[1.0, 2.0, 3.0]), "agreement_ragged");
    assert_eq!(code(2, &[0.1; 6]), "agreement_no_spread");
    assert_eq!(
        code(2, &[1.0, f64::NAN, 2.0, 3.0]),
        "agreement_not_a_number"
    );
    assert_eq!(
        code(2, &[1.0, f64::INFINITY, 2.0, 3.0]),
        "agreement_not_a_number"
    );
    assert_eq!(code(2, &[1e200, 2.0, -1e200, 3.0]), "agreement_too_large");
    let ratings = Ratings::new(4, &SHROUT_FLEISS).unwrap();
    for confidence in [0.0, 1.0, f64::NAN] {
        let error = intraclass_correlations(&ratings, confidence).unwrap_err();
        assert!(matches!(error, AgreementError::Confidence { .. }));
        assert!(cronbach_alpha(&ratings, confidence).is_err());
    }
    // Missing ratings leave their subject out, and are counted.
    let missing: Vec<f64> = [f64::NAN, 1.0, 2.0, 3.0]
        .into_iter()
        .chain(SHROUT_FLEISS)
        .collect();
    let complete = Ratings::of_complete_subjects(4, &missing).unwrap();
    assert_eq!((complete.subjects(), complete.left_out()), (6, 1));
    assert_eq!(RatingAnova::of(&complete), RatingAnova::of(&ratings));
    let infinite = Ratings::of_complete_subjects(2, &[f64::INFINITY, 1.0, 2.0, 3.0]);
    assert_eq!(infinite.unwrap_err().code(), "agreement_not_a_number");
}

#[test]
fn raters_who_differ_by_a_constant_or_by_nothing() {
    // 0.1 + 0.2 is not 0.3: rounding is not disagreement.
    let equal = Ratings::new(2, &[0.1, 0.1, 0.1 + 0.2, 0.3, 0.7, 0.7]).unwrap();
    for one in intraclass_correlations(&equal, 0.95).unwrap() {
        assert_eq!(one.value, Some(1.0), "{}", one.form.name());
        assert_eq!(one.test, None);
        assert_eq!(one.interval.unwrap().width(), 0.0);
    }
    let shifted = Ratings::new(2, &[1.0, 3.0, 2.0, 4.0, 5.0, 7.0]).unwrap();
    let [_, random, fixed, ..] = intraclass_correlations(&shifted, 0.95).unwrap();
    assert_eq!(fixed.value, Some(1.0));
    assert!(random.value.unwrap() < 1.0);
    assert_eq!(random.interval, None);
    // Subjects who do not differ: agreement is below what chance gives, and means have no value.
    let opposed = Ratings::new(2, &[1.0, 2.0, 2.0, 1.0]).unwrap();
    let found = intraclass_correlations(&opposed, 0.95).unwrap();
    assert_eq!(found[0].value, Some(-1.0));
    assert_eq!((found[3].value, found[5].value), (None, None));
    assert_eq!(
        cronbach_alpha(&opposed, 0.95),
        Err(AgreementError::NoSpread)
    );
}

#[test]
fn what_follows_from_a_reliability() {
    // Doubling a test of .6: .75; the mean of four judges of Shrout & Fleiss from one: .6201.
    near(spearman_brown(0.6, 2.0).unwrap(), 0.75, 1e-15);
    near(spearman_brown(0.289_764, 4.0).unwrap(), 0.620_051, 1e-6);
    near(raters_needed(0.6, 0.75).unwrap(), 2.0, 1e-12);
    // Deviation 15, reliability .91: 4.5 (arithmetic).
    near(
        standard_error_of_measurement(15.0, 0.91).unwrap(),
        4.5,
        1e-12,
    );
    near(
        standard_error_of_difference(3.0).unwrap(),
        18.0_f64.sqrt(),
        1e-12,
    );
    for (reliability, factor) in [(0.5, 0.0), (1.1, 2.0), (-1.0, 2.0), (f64::NAN, 2.0)] {
        assert_eq!(spearman_brown(reliability, factor), None);
    }
    assert_eq!(standard_error_of_measurement(15.0, 1.2), None);
    assert_eq!(standard_error_of_measurement(f64::INFINITY, 0.9), None);
    assert_eq!(raters_needed(0.0, 0.5), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_table_adds_up_and_order_and_scale_do_not_matter(
        raters in 2_usize..5,
        cells in proptest::collection::vec(-50_i32..50, 8..40),
        shift in -100_i32..100,
    ) {
        let subjects = cells.len() / raters;
        let values: Vec<f64> = cells[..subjects * raters].iter().map(|&cell| f64::from(cell)).collect();
        let Ok(ratings) = Ratings::new(raters, &values) else { return Ok(()) };
        let Ok(anova) = RatingAnova::of(&ratings) else { return Ok(()) };
        let whole = anova.between_raters_sum + anova.residual_sum;
        prop_assert!((whole - anova.within_subjects_sum).abs() <= 1e-9 * (1.0 + whole));
        let mut turned: Vec<Vec<f64>> = values.chunks(raters).map(<[f64]>::to_vec).collect();
        turned.reverse();
        for row in &mut turned {
            row.reverse();
            row.iter_mut().for_each(|value| *value = 3.0 * *value + f64::from(shift));
        }
        let turned = Ratings::new(raters, &turned.concat()).unwrap();
        let one = intraclass_correlations(&ratings, 0.9).unwrap();
        let other = intraclass_correlations(&turned, 0.9).unwrap();
        for (one, other) in one.iter().zip(&other) {
            match (one.value, other.value) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9 * (1.0 + one.abs())),
                (one, other) => prop_assert_eq!(one, other),
            }
            if let (Some(value), Some(interval)) = (one.value, one.interval) {
                prop_assert!(value <= 1.0 + 1e-12 && interval.high <= 1.0 + 1e-12);
                // Exact intervals hold their value.
                if one.form != IccForm::TwoWayRandomSingle && one.form != IccForm::TwoWayRandomMean {
                    prop_assert!(interval.low <= value + 1e-9 && value <= interval.high + 1e-9);
                }
            }
        }
    }
}
