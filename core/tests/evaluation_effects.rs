//! Effect sizes, rank tests, tables of change and reliable change, against numbers that nobody
//! here wrote.

use mahir::statistics::{
    Adjustment, ChangeClass, Moments, Norm, PairedDenominator, PrePost, PrePostControl,
    ReliableChange, TestDesign, ZeroChanges, adjusted, bowker, correlation, cut_offs, glass_delta,
    independent_effect, mcnemar, minimal_detectable_effect, needed_people, paired_effect,
    power_of_t_test, pre_post_control, rank_sum, signed_rank,
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
fn the_sleep_data_by_every_denominator() {
    // pingouin and R's effectsize on the same data; d_z and its interval by scipy's noncentral t.
    near(correlation(&FIRST, &SECOND).unwrap(), 0.795_170_2, 5e-8);
    for (denominator, expected) in [
        (PairedDenominator::Changes, 1.284_557_6),
        (PairedDenominator::MeanDeviation, 0.833_496_3),
        (PairedDenominator::RootMeanSquare, 0.832_181_1),
        (PairedDenominator::RepeatedMeasures, 0.822_176_6),
        (PairedDenominator::Before, 0.883_170_2),
    ] {
        let effect = paired_effect(&FIRST, &SECOND, denominator, 0.95).unwrap();
        near(effect.d, expected, 5e-8);
        assert!(effect.interval.contains(effect.d));
        // J(9) = 0.91387489 (Hedges 1981).
        near(effect.g.unwrap() / effect.d, 0.913_874_89, 5e-9);
        assert_eq!(
            PairedDenominator::parse(denominator.id()),
            Some(denominator)
        );
    }
    let effect = paired_effect(&FIRST, &SECOND, PairedDenominator::Changes, 0.95).unwrap();
    near(effect.interval.low, 0.414_627_8, 5e-7);
    near(effect.interval.high, 2.118_016_5, 5e-7);
}

#[test]
fn large_sample_errors_by_hand() {
    // r = 0.7951702, s₁ = 1.7890097, s₂ = 2.0022487, n = 10, worked with the formulas' parts.
    let (r, d) = (0.795_170_2_f64, 0.883_170_2_f64);
    let effect = paired_effect(&FIRST, &SECOND, PairedDenominator::Before, 0.95).unwrap();
    let expected = (2.0 * (1.0 - r) / 10.0 + d * d / 20.0).sqrt();
    near(effect.standard_error.unwrap(), expected, 1e-6);
    // Bonett (2008) for the root mean square.
    let (one, two) = (1.789_009_7_f64.powi(2), 2.002_248_7_f64.powi(2));
    let s = f64::midpoint(one, two);
    let d = 1.58 / s.sqrt();
    let covariance = r * (one * two).sqrt();
    let expected = (d * d * (one * one + two * two + 2.0 * covariance * covariance)
        / (8.0 * 9.0 * s * s)
        + (one + two - 2.0 * covariance) / (9.0 * s))
        .sqrt();
    let effect = paired_effect(&FIRST, &SECOND, PairedDenominator::RootMeanSquare, 0.95).unwrap();
    near(effect.standard_error.unwrap(), expected, 1e-6);
}

/// Weights of 32 cars (1,000 lb), automatic and manual, from Henderson & Velleman (1981): R's
/// `mtcars`.
const AUTOMATIC: [f64; 19] = [
    3.215, 3.440, 3.460, 3.570, 3.190, 3.150, 3.440, 3.440, 4.070, 3.730, 3.780, 5.250, 5.424,
    5.345, 2.465, 3.520, 3.435, 3.840, 3.845,
];
const MANUAL: [f64; 13] = [
    2.620, 2.875, 2.320, 2.200, 1.615, 1.835, 1.935, 2.140, 1.513, 3.170, 2.770, 3.570, 2.780,
];

#[test]
fn two_groups_of_cars() {
    // R's effectsize, tests of cohens_d, hedges_g and glass_delta with wt ~ am: 1.892 (1.030 to
    // 2.732), 1.844 (1.004 to 2.664), 2.200.
    let (automatic, manual) = (
        Moments::of(&AUTOMATIC).unwrap(),
        Moments::of(&MANUAL).unwrap(),
    );
    let effect = independent_effect(&automatic, &manual, 0.95).unwrap();
    near(effect.d, 1.892, 5e-4);
    near(effect.interval.low, 1.030, 1e-3);
    near(effect.interval.high, 2.732, 1e-3);
    // scipy's noncentral t.
    near(effect.interval.low, 1.030_022_404_834_720_6, 1e-9);
    near(effect.interval.high, 2.732_921_838_936_236_6, 1e-9);
    let correction = effect.g.unwrap() / effect.d;
    near(effect.g.unwrap(), 1.844, 1e-3);
    near(effect.interval.low * correction, 1.004, 1e-3);
    near(effect.interval.high * correction, 2.664, 1e-3);
    near(
        glass_delta(&automatic, &manual, 0.95).unwrap().d,
        2.200,
        1e-3,
    );
}

#[test]
fn signed_ranks_with_ties_and_zeros() {
    // R: wilcox.test(extra ~ group, paired = TRUE) on sleep: V = 0, p = 0.009091, one zero, ties.
    let test = signed_rank(&SECOND, &FIRST, ZeroChanges::LeftOut).unwrap();
    assert_eq!((test.rises, test.changed, test.unchanged), (0.0, 9, 1));
    near(test.p_value, 0.009_090_7, 5e-8);
    near(test.rank_biserial, -1.0, 0.0);
    // scipy.stats.wilcoxon with correction on the same changes, both ways of taking zeros.
    let changes = [0.0, 0.0, 1.0, 2.0, -1.5, 2.0, 3.0, -4.0, 5.0, 2.0, 6.0];
    let none = [0.0; 11];
    let test = signed_rank(&none, &changes, ZeroChanges::LeftOut).unwrap();
    assert_eq!(test.falls, 9.0);
    near(test.p_value, 0.122_215_803_967_213_1, 1e-12);
    let test = signed_rank(&none, &changes, ZeroChanges::Pratt).unwrap();
    assert_eq!(test.falls, 13.0);
    near(test.p_value, 0.107_053_075_732_899_07, 1e-12);
}

// 3.14 is a score here.
#[allow(clippy::approx_constant)]
#[test]
fn signed_ranks_exactly() {
    // The depression scales of Hollander & Wolfe (1973), R's help page of wilcox.test: V = 40,
    // one-sided p = 0.01953; effectsize gives the rank-biserial correlation 0.78.
    let x = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
    let y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    let test = signed_rank(&y, &x, ZeroChanges::LeftOut).unwrap();
    assert_eq!((test.rises, test.z), (40.0, None));
    near(test.p_value, 2.0 * 0.019_531_25, 1e-12);
    near(test.rank_biserial, 0.777_8, 5e-5);
}

#[test]
fn rank_sums() {
    // R's help page of wilcox.test, permeability of the placenta: W = 35, one-sided p = 0.1272.
    let at_term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    let earlier = [1.15, 0.88, 0.90, 0.74, 1.21];
    let test = rank_sum(&at_term, &earlier).unwrap();
    assert_eq!(test.statistic, 35.0);
    near(test.p_value, 0.254_412_254_412_254_4, 1e-12);
    // scipy.stats.mannwhitneyu with ties, asymptotic.
    let test = rank_sum(&[1.0, 2.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 3.0, 3.0, 6.0, 7.0]).unwrap();
    assert_eq!(test.statistic, 9.0);
    near(test.p_value, 0.306_341_437_827_710_93, 1e-12);
    assert_eq!(rank_sum(&[1.0], &[1.0]).map(|test| test.p_value), None);
}

#[test]
fn exact_rank_tests_against_counting_every_case() {
    // All 2⁶ signs of six ranks, and all 70 ways of giving eight ranks to two groups of four.
    let changes = [1.0, -2.0, 3.0, 4.0, -5.0, 6.0];
    let test = signed_rank(&[0.0; 6], &changes, ZeroChanges::LeftOut).unwrap();
    let smaller = test.rises.min(test.falls);
    let sum = |signs: u32| -> u32 {
        (0..6)
            .filter(|r| signs & (1 << r) != 0)
            .map(|r| r + 1)
            .sum()
    };
    let below = (0..64)
        .filter(|&signs| f64::from(sum(signs)) <= smaller)
        .count();
    near(test.p_value, 2.0 * below as f64 / 64.0, 1e-15);
    let (one, two) = ([1.0, 3.0, 4.0, 7.0], [2.0, 5.0, 6.0, 8.0]);
    let test = rank_sum(&one, &two).unwrap();
    let smaller = test.statistic.min(16.0 - test.statistic);
    let counts = (0_u32..256).filter(|set| set.count_ones() == 4).map(|set| {
        let ranks: u32 = (0..8).filter(|r| set & (1 << r) != 0).map(|r| r + 1).sum();
        f64::from(ranks) - 10.0
    });
    let below = counts.filter(|u| *u <= smaller).count();
    near(test.p_value, 2.0 * below as f64 / 70.0, 1e-15);
}

#[test]
fn tables_of_change() {
    // Approval of a president (Agresti 1990; R's help page of mcnemar.test): 34.71 with 150 and 86.
    let test = mcnemar(150, 86).unwrap();
    near(test.statistic, 17.355_9, 5e-5);
    near(test.corrected, 16.817_8, 5e-5);
    // 121 and 59: exact 4.434e-6, mid-p 3.2667e-6 by scipy's binomial.
    let test = mcnemar(121, 59).unwrap();
    near(
        test.exact_p_value.unwrap(),
        4.434_449_263_755_164_5e-6,
        1e-15,
    );
    near(test.mid_p_value.unwrap(), 3.266_646_795_774_573_3e-6, 1e-15);
    assert_eq!(mcnemar(0, 0), None);
    assert_eq!(mcnemar(1, 1).unwrap().exact_p_value, Some(1.0));
    assert_eq!(mcnemar(u64::MAX, 1).unwrap().exact_p_value, None);
    // Unaided vision of 7,477 women (Stuart 1953): χ² = 19.107 with 6 degrees of freedom.
    let vision = [
        [1520, 266, 124, 66],
        [234, 1512, 432, 78],
        [117, 362, 1772, 205],
        [36, 82, 179, 492],
    ]
    .map(|row| row.to_vec());
    let test = bowker(&vision).unwrap();
    near(test.statistic, 19.107, 5e-4);
    assert_eq!(test.degrees_of_freedom, 6);
    near(test.p_value, 0.004, 5e-4);
    // Of two categories it is McNemar's.
    let both = bowker(&[vec![101, 121], vec![59, 33]]).unwrap();
    near(both.statistic, mcnemar(121, 59).unwrap().statistic, 1e-12);
    assert_eq!(bowker(&[vec![1, 2], vec![3]]), None);
}

#[test]
fn jacobson_and_truax() {
    // The worked example of Jacobson & Truax (1991): s 7.5, reliability 0.80: S_diff 4.74; from
    // 32.5 to 47.5 the index is 3.16. With the cut-off c of 50 it is improved, not recovered; to
    // 52.5 it is recovered.
    let measure = ReliableChange::new(7.5, 0.80, false, 0.95).unwrap();
    near(measure.standard_error, 4.74, 5e-3);
    near(measure.index(32.5, 47.5).unwrap(), 3.16, 5e-3);
    let [cannot, can] = [40.0, 60.0].map(|mean| Norm {
        mean,
        deviation: 7.5,
    });
    let c = cut_offs(cannot, Some(can), false).unwrap().c.unwrap();
    let measure = measure.with_cut_off(c);
    for (before, after, class) in [
        (32.5, 47.5, ChangeClass::Improved),
        (32.5, 52.5, ChangeClass::Recovered),
        (52.5, 65.0, ChangeClass::Improved),
        (47.5, 52.5, ChangeClass::Unchanged),
        (52.5, 40.0, ChangeClass::Deteriorated),
    ] {
        assert_eq!(
            measure.classify(before, after),
            Some(class),
            "{before} {after}"
        );
    }
    // Less is better: the same, mirrored.
    let less = ReliableChange::new(7.5, 0.80, true, 0.95).unwrap();
    let less = less.with_cut_off(-c);
    assert_eq!(less.classify(-32.5, -52.5), Some(ChangeClass::Recovered));
    assert_eq!(less.classify(-52.5, -40.0), Some(ChangeClass::Deteriorated));
    assert_eq!(less.classify(f64::NAN, 1.0), None);
    for (deviation, reliability) in [(0.0, 0.8), (7.5, 1.0), (7.5, -0.1), (f64::NAN, 0.5)] {
        assert_eq!(
            ReliableChange::new(deviation, reliability, false, 0.95),
            None
        );
    }
}

/// The five training studies of Carlson & Schmidt (1999) as Morris (2008) prints them in table 5:
/// for those trained and those not people, means and deviations before and after, and r.
const MORRIS: [[[f64; 6]; 2]; 5] = [
    [
        [20.0, 30.6, 38.5, 15.0, 11.6, 0.47],
        [20.0, 23.1, 19.7, 13.8, 14.8, 0.47],
    ],
    [
        [50.0, 23.5, 26.8, 3.1, 4.1, 0.64],
        [42.0, 24.9, 25.3, 4.1, 3.3, 0.64],
    ],
    [
        [9.0, 0.5, 0.7, 0.1, 0.1, 0.77],
        [9.0, 0.6, 0.6, 0.2, 0.2, 0.77],
    ],
    [
        [10.0, 53.4, 75.9, 14.5, 4.4, 0.89],
        [11.0, 55.7, 60.7, 17.3, 17.9, 0.89],
    ],
    [
        [14.0, 35.6, 36.0, 4.7, 4.6, 0.44],
        [14.0, 34.8, 33.4, 3.1, 6.9, 0.44],
    ],
];

fn group([n, before, after, deviation_before, deviation_after, r]: [f64; 6]) -> PrePost {
    PrePost {
        count: n as usize,
        mean_before: before,
        mean_after: after,
        deviation_before,
        deviation_after,
        correlation: r,
    }
}

#[test]
fn morris_s_five_studies() {
    // Printed by Morris (2008), table 5, and by metafor's page on it: d_ppc1, d_ppc2, metafor's
    // variance of d_ppc2, and the standardised mean change of those trained.
    let printed = [
        [0.7421, 0.7684, 0.1134, 0.5417],
        [0.9524, 0.8010, 0.0350, 1.0198],
        [1.8054, 1.2045, 0.1425, 2.6619],
        [1.1514, 1.0476, 0.0681, 1.9088],
        [0.5050, 0.4389, 0.1634, 0.0765],
    ];
    for (study, [ppc1, ppc2, variance, change]) in MORRIS.into_iter().zip(printed) {
        let [trained, not] = study.map(group);
        let found: PrePostControl = pre_post_control(&trained, &not).unwrap();
        near(found.ppc1, ppc1, 5e-5);
        near(found.ppc2, ppc2, 5e-5);
        near(found.large_sample_variance, variance, 5e-5);
        near(trained.standardised_change().unwrap(), change, 5e-5);
        assert!(found.interval(0.95).unwrap().contains(found.ppc2));
        // Equation 25 agrees with the formula for large samples to the order of 1 ÷ n.
        assert!((found.variance.unwrap() / variance - 1.0).abs() < 0.35);
    }
}

#[test]
fn how_many_people() {
    // G*Power and statsmodels: 33.36713 pairs and 63.76561 in each group for d = 0.5 with power
    // 0.8; 393.41 for 0.2 and 25.52 for 0.8; detectable with 50 in each group 0.565880, with 30
    // pairs 0.529236. (Both tails by 30-digit quadrature: the power of 0.56588224 is 0.8 to 1e-9.)
    let n = |design, d| needed_people(design, d, 0.8, 0.05).unwrap();
    near(n(TestDesign::Paired, 0.5), 33.367_13, 5e-6);
    near(n(TestDesign::TwoGroups, 0.5), 63.765_61, 1e-5);
    near(n(TestDesign::TwoGroups, 0.2), 393.405_693_000_252_6, 1e-5);
    near(n(TestDesign::TwoGroups, -0.8), 25.524_571_854_446_116, 1e-6);
    near(
        power_of_t_test(TestDesign::TwoGroups, 0.565_882_243_755_616_6, 50.0, 0.05).unwrap(),
        0.799_999_041_884_474 + 9.581_155_873_586_65e-7,
        1e-10,
    );
    let least = |design, n| minimal_detectable_effect(design, n, 0.8, 0.05).unwrap();
    near(least(TestDesign::TwoGroups, 50.0), 0.565_880, 5e-6);
    near(least(TestDesign::Paired, 30.0), 0.529_236, 5e-6);
    near(
        power_of_t_test(TestDesign::Paired, 0.5, 34.0, 0.05).unwrap(),
        0.807_777_501_279_273_7,
        1e-9,
    );
    assert_eq!(needed_people(TestDesign::Paired, 0.0, 0.8, 0.05), None);
    assert_eq!(power_of_t_test(TestDesign::Paired, 0.5, 1.5, 0.05), None);
    assert_eq!(
        minimal_detectable_effect(TestDesign::Paired, 30.0, 1.0, 0.05),
        None
    );
}

#[test]
fn many_tests() {
    // The first six of the fifteen p values of Benjamini & Hochberg's kind, by statsmodels'
    // multipletests (holm and fdr_bh).
    let p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06].map(Some);
    let holm = [0.006, 0.04, 0.156, 0.156, 0.156, 0.156];
    let false_share = [0.006, 0.024, 0.0504, 0.0504, 0.0504, 0.06];
    for (found, expected) in adjusted(&p, Adjustment::Holm).into_iter().zip(holm) {
        near(found.unwrap(), expected, 1e-12);
    }
    let found = adjusted(&p, Adjustment::BenjaminiHochberg);
    for (found, expected) in found.into_iter().zip(false_share) {
        near(found.unwrap(), expected, 1e-12);
    }
    assert_eq!(
        adjusted(&[Some(f64::NAN), Some(2.0)], Adjustment::Holm),
        [None, None]
    );
}

/// Anything that a form can hold.
fn anything() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -10.0..10.0_f64,
        2 => (0..4_i32).prop_map(f64::from),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e308), Just(-1e308), Just(5e-324)],
    ]
}

fn check(numbers: &[Option<f64>]) {
    for number in numbers.iter().flatten() {
        assert!(number.is_finite(), "{number}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn hostile_samples_give_numbers_or_nothing(
        pairs in proptest::collection::vec((anything(), anything()), 0..12), lost in 0..3_usize,
    ) {
        let (before, mut after): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        after.truncate(after.len().saturating_sub(lost / 2));
        for denominator in PairedDenominator::ALL {
            let effect = paired_effect(&before, &after, denominator, 0.95);
            check(&[effect.map(|e| e.d), effect.and_then(|e| e.g), effect.map(|e| e.interval.low)]);
        }
        for zeros in [ZeroChanges::LeftOut, ZeroChanges::Pratt] {
            let test = signed_rank(&before, &after, zeros);
            check(&[test.map(|t| t.p_value), test.and_then(|t| t.z), test.map(|t| t.rank_biserial)]);
            if let Some(test) = test {
                prop_assert!((0.0..=1.0).contains(&test.p_value));
            }
        }
        let test = rank_sum(&before, &after);
        check(&[test.map(|t| t.p_value), test.map(|t| t.superiority)]);
        let group = PrePost::of(&before, &after);
        let both = group.and_then(|group| pre_post_control(&group, &group));
        check(&[both.map(|b| b.ppc1), both.map(|b| b.ppc2), both.and_then(|b| b.variance)]);
        if let Some((first, second)) = Moments::of(&before).zip(Moments::of(&after)) {
            let effect = independent_effect(&first, &second, 0.95);
            check(&[effect.map(|e| e.d), effect.map(|e| e.interval.high)]);
        }
    }
}
