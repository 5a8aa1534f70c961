//! Least squares, differences in differences, covariance analysis and event studies, against
//! published figures and other programs.

use mahir::statistics::{
    ErrorVariance, LinearModel, LinearModelError, Moments, PanelValue, balance,
    covariance_analysis, difference_in_differences, event_study, welch,
};
use proptest::prelude::*;

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

/// The National Supported Work experiment, the sample of Dehejia & Wahba (1999) as the package
/// *causaldata* (MIT licence, Huntington-Klein & Barrett) has it: attendance, eight covariates, and
/// earnings of 1978, column by column.
fn experiment() -> Vec<Vec<f64>> {
    let text = include_str!("data/national_supported_work.csv");
    let mut columns = vec![Vec::new(); 10];
    for line in text.lines().skip(1) {
        for (column, value) in columns.iter_mut().zip(line.split(',')) {
            column.push(value.parse().unwrap());
        }
    }
    assert_eq!(columns[9].len(), 445);
    columns
}

#[test]
fn earnings_after_a_training_programme() {
    // Dehejia & Wahba (1999): 1,794 (633) unadjusted, 1,676 (639) adjusted for the covariates;
    // digits and robust errors by statsmodels' OLS.
    let columns = experiment();
    let (attended, earnings) = (columns[0].clone(), columns[9].clone());
    let ones = vec![1.0; 445];
    let plain = LinearModel::fit(&earnings, &[ones.clone(), attended.clone()]).unwrap();
    let found = plain
        .coefficient(1, ErrorVariance::Classical, 0.95)
        .unwrap();
    near(found.value, 1_794.342_382_148_927_8, 1e-6);
    near(found.standard_error, 632.853_392_419_362_3, 1e-6);
    // HC2 of a difference of two means is Welch's error.
    let found = plain.coefficient(1, ErrorVariance::Hc2, 0.95).unwrap();
    near(found.standard_error, 670.996_544_480_964, 1e-6);
    let mut design = vec![ones, attended];
    design.extend_from_slice(&columns[1..9]);
    let model = LinearModel::fit(&earnings, &design).unwrap();
    for (errors, expected, p_value) in [
        (
            ErrorVariance::Classical,
            638.682_014_904_403_2,
            0.008_978_099_872_721_293,
        ),
        (
            ErrorVariance::Hc0,
            669.086_743_575_904_4,
            0.012_595_076_679_389_35,
        ),
        (
            ErrorVariance::Hc1,
            676.733_697_502_512_5,
            0.013_624_186_003_917_089,
        ),
        (
            ErrorVariance::Hc2,
            677.049_144_042_041_6,
            0.013_667_676_409_269_318,
        ),
        (
            ErrorVariance::Hc3,
            685.302_474_673_777_8,
            0.014_834_820_674_853_477,
        ),
    ] {
        let found = model.coefficient(1, errors, 0.95).unwrap();
        near(found.value, 1_676.342_625_697_525_4, 1e-6);
        near(found.standard_error, expected, 1e-6);
        near(found.p_value.unwrap(), p_value, 1e-10);
        assert_eq!(ErrorVariance::parse(errors.id()), Some(errors));
    }
    // Clustered by years of education, 14 clusters.
    let clusters: Vec<u32> = columns[2].iter().map(|years| *years as u32).collect();
    let found = model.clustered(1, &clusters, 0.95).unwrap();
    near(found.standard_error, 575.248_620_249_275_1, 1e-6);
    near(found.p_value.unwrap(), 0.012_076_123_709_839_91, 1e-10);
    // Two groups drawn by lot are alike before.
    let (mut drawn, mut not) = (Vec::new(), Vec::new());
    for (attended, age) in columns[0].iter().zip(&columns[1]) {
        if *attended == 1.0 {
            &mut drawn
        } else {
            &mut not
        }
        .push(*age);
    }
    let age = balance(&drawn, &not).unwrap();
    near(age.mean_first, 25.816, 5e-4);
    near(age.mean_second, 25.054, 5e-4);
    // 0.762 ÷ √((7.155² + 7.058²) ÷ 2) = 0.107 by the printed deviations.
    near(age.standardised_difference.unwrap(), 0.107, 1e-3);
}

#[test]
fn a_difference_in_differences_is_welch_s_with_hc2() {
    let attended = ([1.0, 2.0, 1.5, 2.5, 0.5], [2.5, 2.5, 2.5, 3.0, 2.0]);
    let compared = ([1.0, 1.5, 2.0, 0.5], [1.25, 1.5, 2.5, 0.5]);
    let found = difference_in_differences(
        (&attended.0, &attended.1),
        (&compared.0, &compared.1),
        ErrorVariance::Hc2,
        0.95,
    )
    .unwrap();
    let own = Moments::of_changes(&attended.0, &attended.1).unwrap();
    let other = Moments::of_changes(&compared.0, &compared.1).unwrap();
    let test = welch(&own, &other).unwrap();
    near(found.value, test.difference, 1e-12);
    near(found.standard_error, test.standard_error, 1e-12);
}

#[test]
fn anderson_s_iris_by_covariance() {
    // By hand: after = 1 + 0.5 before + 0.3 attended exactly, so the coefficients are found and
    // nothing is left over.
    let before = [1.0, 2.0, 3.0, 1.5, 2.5, 2.0];
    let attended = [true, true, true, false, false, false];
    let after: Vec<f64> = before
        .iter()
        .zip(attended)
        .map(|(b, a)| 1.0 + 0.5 * b + if a { 0.3 } else { 0.0 })
        .collect();
    let model = covariance_analysis(&after, &attended, &before, &[]).unwrap();
    for (found, expected) in model.coefficients().iter().zip([1.0, 0.3, 0.5]) {
        near(*found, expected, 1e-12);
    }
    near(model.r_squared().unwrap(), 1.0, 1e-12);
    // The same value before twice cannot be told apart.
    assert_eq!(
        covariance_analysis(&after, &attended, &before, &[before.to_vec()]),
        Err(LinearModelError::Dependent { column: 3 })
    );
}

#[test]
fn faults_of_a_model_are_told() {
    let ones = vec![1.0; 3];
    assert_eq!(
        LinearModel::fit(&[1.0, 2.0], std::slice::from_ref(&ones)),
        Err(LinearModelError::Shape)
    );
    assert_eq!(LinearModel::fit(&[], &[]), Err(LinearModelError::Shape));
    assert_eq!(
        LinearModel::fit(&[1.0, f64::NAN, 2.0], std::slice::from_ref(&ones)),
        Err(LinearModelError::NotFinite { column: 1, row: 1 })
    );
    assert_eq!(
        LinearModel::fit(&[1.0, 3.0, 2.0], &[ones.clone(), vec![2.0; 3]]),
        Err(LinearModelError::Dependent { column: 1 })
    );
    assert_eq!(
        LinearModel::fit(&[1.0, 3.0], &[vec![1.0; 2], vec![1.0, 2.0]]),
        Err(LinearModelError::TooFewRows {
            rows: 2,
            columns: 2
        })
    );
    // One person alone decides a coefficient: HC3 does not exist, HC1 does.
    let flags = vec![0.0, 0.0, 1.0];
    let model = LinearModel::fit(&[1.0, 2.0, 5.0], &[ones, flags]).unwrap();
    assert_eq!(model.coefficient(1, ErrorVariance::Hc3, 0.95), None);
    assert!(model.coefficient(1, ErrorVariance::Hc1, 0.95).is_some());
}

fn value(person: u32, period: u32, value: f64, attended_in: Option<u32>) -> PanelValue {
    PanelValue {
        person,
        period,
        value,
        attended_in,
    }
}

#[test]
fn an_event_study_finds_what_was_put_in() {
    // Two cohorts (periods 2 and 3) and some who wait; everybody rises by 0.1 a period, those who
    // attended by 0.5 at once and 0.3 from the next period on. Worked out by the definition.
    let mut panel = Vec::new();
    for person in 0..9_u32 {
        let attended_in = match person % 3 {
            0 => Some(2),
            1 => Some(3),
            _ => None,
        };
        for period in 0..5_u32 {
            let since = attended_in.map(|when| i64::from(period) - i64::from(when));
            let effect = match since {
                Some(0) => 0.5,
                Some(1..) => 0.3,
                _ => 0.0,
            };
            let own = f64::from(person) * 0.2;
            panel.push(value(
                person,
                period,
                own + 0.1 * f64::from(period) + effect,
                attended_in,
            ));
        }
    }
    let found = event_study(&panel, 0.95);
    let effects: Vec<(i64, i64)> = found
        .iter()
        .map(|row| (row.since, (row.effect * 1e9).round() as i64))
        .collect();
    let (half, third) = (500_000_000, 300_000_000);
    assert_eq!(
        effects,
        [(-2, 0), (-1, 0), (0, half), (1, third), (2, third)]
    );
    let at_once = found.iter().find(|row| row.since == 0).unwrap();
    assert_eq!(at_once.attended, 6);
    assert!(event_study(&[], 0.95).is_empty());
}

#[test]
fn one_cohort_in_two_periods_is_a_difference_in_differences() {
    let (attended, compared) = ([0.9, 1.4, 0.2, 1.1], [0.3, -0.1, 0.4]);
    let mut panel = Vec::new();
    for (number, change) in (0_u32..).zip(attended) {
        panel.push(value(number, 0, 1.0, Some(1)));
        panel.push(value(number, 1, 1.0 + change, Some(1)));
    }
    for (number, change) in (10_u32..).zip(compared) {
        panel.push(value(number, 0, 2.0, None));
        panel.push(value(number, 1, 2.0 + change, None));
    }
    let found = event_study(&panel, 0.95);
    let test = welch(
        &Moments::of(&attended).unwrap(),
        &Moments::of(&compared).unwrap(),
    )
    .unwrap();
    assert_eq!(found.len(), 1);
    near(found[0].effect, test.difference, 1e-12);
    near(found[0].standard_error, test.standard_error, 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Taking out the means of groups is the same as a column for each group (Frisch & Waugh 1933).
    #[test]
    fn within_groups_is_a_column_for_each(
        rows in proptest::collection::vec((0..4_u32, -2.0..2.0_f64, -2.0..2.0_f64), 12..30),
    ) {
        let groups: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let x: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let y: Vec<f64> = rows.iter().map(|row| row.2).collect();
        let mut known = groups.clone();
        known.sort_unstable();
        known.dedup();
        let mut columns = vec![x.clone()];
        for group in &known {
            columns.push(groups.iter().map(|g| f64::from(u8::from(g == group))).collect());
        }
        let (Ok(within), Ok(full)) =
            (LinearModel::fit_within(&y, &[x], &groups), LinearModel::fit(&y, &columns))
        else {
            return Ok(());
        };
        let one = within.coefficient(0, ErrorVariance::Classical, 0.9).unwrap();
        let other = full.coefficient(0, ErrorVariance::Classical, 0.9).unwrap();
        prop_assert!((one.value - other.value).abs() < 1e-9);
        prop_assert!((one.standard_error - other.standard_error).abs() < 1e-9);
    }

    /// What is left over stands at right angles to every column.
    #[test]
    fn residuals_go_with_no_column(
        rows in proptest::collection::vec((-5.0..5.0_f64, -1e6..1e6_f64, -3.0..3.0_f64), 5..25),
    ) {
        let columns = vec![
            vec![1.0; rows.len()],
            rows.iter().map(|row| row.0).collect::<Vec<f64>>(),
            rows.iter().map(|row| row.1).collect(),
        ];
        let y: Vec<f64> = rows.iter().map(|row| row.2).collect();
        if let Ok(model) = LinearModel::fit(&y, &columns) {
            for column in &columns {
                let along: f64 = column.iter().zip(model.residuals()).map(|(x, e)| x * e).sum();
                let size: f64 = column.iter().map(|x| x.abs()).sum();
                prop_assert!(along.abs() <= 1e-9 * (1.0 + size));
            }
            let sum: f64 = model.leverages().iter().sum();
            prop_assert!((sum - 3.0).abs() < 1e-9);
        }
    }
}
