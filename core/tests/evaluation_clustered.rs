//! Errors that go together within few clusters, against what numpy 2.4 computes from the
//! definitions with whole matrices (I − H, its inverse roots by `eigh`), and against HC2 where
//! everybody is a cluster.
#![cfg(feature = "tables")]

mod measured;

use mahir::evaluation::{ComparisonMethod, EvaluationPolicy};
use mahir::statistics::{
    ErrorVariance, LinearModel, PanelPerson, PanelValue, event_study, event_study_clustered,
};
use proptest::prelude::*;

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance * expected.abs().max(1.0),
        "{found} is not {expected}"
    );
}

/// The National Supported Work experiment, the sample of Dehejia & Wahba (1999): attendance, eight
/// covariates, and earnings of 1978, column by column.
fn experiment() -> Vec<Vec<f64>> {
    let text = include_str!("data/national_supported_work.csv");
    let mut columns = vec![Vec::new(); 10];
    for line in text.lines().skip(1) {
        for (column, value) in columns.iter_mut().zip(line.split(',')) {
            column.push(value.parse().unwrap());
        }
    }
    columns
}

#[test]
fn earnings_by_years_of_education_and_by_age() {
    let columns = experiment();
    let ones = vec![1.0; 445];
    let mut design = vec![ones.clone(), columns[0].clone()];
    design.extend_from_slice(&columns[1..9]);
    let model = LinearModel::fit(&columns[9], &design).unwrap();
    let education: Vec<u32> = columns[2].iter().map(|years| *years as u32).collect();
    let age: Vec<u32> = columns[1].iter().map(|years| *years as u32 / 5).collect();
    for (clusters, column, value, error, freedom) in [
        (
            &education,
            1,
            1_676.342_625_697_279_8,
            592.793_306_218_172_7,
            4.652_144_902_883_71,
        ),
        (
            &education,
            3,
            395.734_305_137_669,
            186.753_537_175_874_5,
            5.869_299_050_623_835,
        ),
        (
            &age,
            1,
            1_676.342_625_697_279_8,
            941.690_870_091_334_8,
            3.370_318_541_869_852,
        ),
    ] {
        let found = model.clustered_few(column, clusters, 0.95).unwrap();
        near(found.value, value, 1e-9);
        near(found.standard_error, error, 1e-7);
        near(found.degrees_of_freedom, freedom, 1e-7);
        // With so few clusters CR1 and its G − 1 degrees of freedom promise more.
        let usual = model.clustered(column, clusters, 0.95).unwrap();
        assert!(usual.degrees_of_freedom > found.degrees_of_freedom);
    }
    let plain = LinearModel::fit(&columns[9], &[ones, columns[0].clone()]).unwrap();
    let found = plain.clustered_few(1, &education, 0.95).unwrap();
    near(found.standard_error, 641.222_999_123_042_9, 1e-7);
    near(found.degrees_of_freedom, 4.773_557_133_915_459, 1e-7);
}

#[test]
fn what_cannot_be_told_is_none() {
    let columns = [vec![1.0; 6], vec![0.0, 0.0, 0.0, 1.0, 1.0, 1.0]];
    let model = LinearModel::fit(&[1.0, 2.0, 3.0, 4.0, 6.0, 5.0], &columns).unwrap();
    assert_eq!(model.clustered_few(1, &[7; 6], 0.95), None);
    assert_eq!(model.clustered_few(1, &[1, 2], 0.95), None);
    assert_eq!(model.clustered_few(2, &[1, 1, 2, 2, 3, 3], 0.95), None);
    assert_eq!(model.clustered_few(1, &[1, 1, 2, 2, 3, 3], 1.0), None);
    // Each group is a unit of its own: the units decide the effect alone, and nothing is left to
    // tell how far units differ.
    let found = model.clustered_few(1, &[1, 1, 1, 2, 2, 2], 0.95);
    assert!(found.is_none_or(|found| found.standard_error < 1e-9));
    let within = LinearModel::fit_within(
        &[1.0, 2.0, 3.0, 5.0],
        &[vec![0.0, 1.0, 0.0, 1.0]],
        &[1, 1, 2, 2],
    );
    assert_eq!(within.unwrap().clustered_few(0, &[1, 1, 2, 2], 0.95), None);
}

/// People in three cohorts over five units, each with a covariate and three values.
fn panel() -> (Vec<PanelValue>, Vec<PanelPerson>) {
    let (mut values, mut people) = (Vec::new(), Vec::new());
    for number in 0..24_u32 {
        let attended_in = [Some(1), Some(2), None][number as usize % 3];
        let unit = number % 5;
        let covariate = f64::from(number * 7 % 11) / 10.0;
        let base = 2.0 + 0.3 * f64::from(number * 5 % 7);
        for period in 0..3_u32 {
            let effect = match attended_in {
                Some(when) if period >= when => 0.5 + 0.2 * covariate,
                _ => 0.0,
            };
            let time = f64::from(period);
            let uneven = 0.05 * (f64::from((number * 13 + period * 17) % 9) - 4.0);
            values.push(PanelValue {
                person: number,
                period,
                value: base + 0.1 * time + effect + uneven + 0.03 * f64::from(unit) * time,
                attended_in,
            });
        }
        people.push(PanelPerson {
            person: number,
            cluster: unit,
            covariates: vec![covariate],
        });
    }
    (values, people)
}

#[test]
fn effects_by_phase_with_units_and_a_covariate() {
    let (values, people) = panel();
    let found = event_study_clustered(&values, &people, 0.95);
    let expected = [
        (
            -1,
            8,
            8,
            0.010_350_000_000_000_019,
            0.017_714_018_647_634_81,
            -0.039_614_820_010_792_307,
            0.060_314_820_010_792_344,
        ),
        (
            0,
            16,
            24,
            0.743_371_737_357_259_3,
            0.021_992_422_706_188_133,
            0.680_492_858_504_305_5,
            0.806_250_616_210_213,
        ),
        (
            1,
            8,
            8,
            0.778_254_716_981_132_1,
            0.074_088_096_168_210_84,
            0.565_785_577_339_174_2,
            0.990_723_856_623_09,
        ),
    ];
    assert_eq!(found.len(), expected.len());
    for (row, (since, attended, waiting, effect, error, low, high)) in found.iter().zip(expected) {
        assert_eq!(
            (row.since, row.attended, row.waiting),
            (since, attended, waiting)
        );
        near(row.effect, effect, 1e-9);
        near(row.standard_error, error, 1e-9);
        near(row.interval.low, low, 1e-7);
        near(row.interval.high, high, 1e-7);
    }
    // Without covariates the effects are those of the plain study.
    let bare: Vec<PanelPerson> = people
        .iter()
        .map(|person| PanelPerson {
            covariates: Vec::new(),
            ..person.clone()
        })
        .collect();
    let plain = event_study(&values, 0.95);
    for (one, two) in event_study_clustered(&values, &bare, 0.95)
        .iter()
        .zip(&plain)
    {
        assert_eq!(
            (one.since, one.attended, one.waiting),
            (two.since, two.attended, two.waiting)
        );
        near(one.effect, two.effect, 1e-12);
    }
    // A covariate that is the same for all changes nothing; one that is no number is left out.
    let constant: Vec<PanelPerson> = bare
        .iter()
        .map(|person| PanelPerson {
            covariates: vec![3.0],
            ..person.clone()
        })
        .collect();
    for (one, two) in event_study_clustered(&values, &constant, 0.95)
        .iter()
        .zip(&plain)
    {
        near(one.effect, two.effect, 1e-12);
    }
    let mut odd = people.clone();
    odd[3].covariates = vec![f64::NAN];
    assert_eq!(event_study_clustered(&values, &odd, 0.95)[1].attended, 15);
    assert!(event_study_clustered(&values, &[], 0.95).is_empty());
    let one_unit: Vec<PanelPerson> = people
        .iter()
        .map(|person| PanelPerson {
            cluster: 1,
            ..person.clone()
        })
        .collect();
    assert!(event_study_clustered(&values, &one_unit, 0.95).is_empty());
}

#[test]
fn comparisons_tell_errors_by_unit() {
    let mut lines = Vec::new();
    for n in 0..20 {
        let (person, other) = (n + 1, n + 41);
        let step = 0.1 * f64::from(n % 5);
        lines.push(format!(
            "K-KEL,P{person:03},KJS,2,{},{},2026-03-02,attended",
            1.0 + step,
            1.6 + step * 1.3
        ));
        lines.push(format!(
            "K-KEL,P{other:03},KJS,2,{},{},2026-03-02,comparison",
            1.0 + step,
            1.1 + step * 0.9
        ));
    }
    let evaluation = measured::evaluate(&lines, &EvaluationPolicy::default());
    let comparison = evaluation.results()[0].comparison.as_deref().unwrap();
    let found = comparison.estimate(ComparisonMethod::ByUnit).unwrap();
    let usual = comparison
        .estimate(ComparisonMethod::DifferenceInDifferences)
        .unwrap();
    near(found.value, usual.value, 1e-12);
    // The same by the linear model of the changes, with the units of the case.
    let people = &evaluation.agency().people;
    let (mut changes, mut attended, mut units) = (Vec::new(), Vec::new(), Vec::new());
    for line in &lines {
        let cells: Vec<&str> = line.split(',').collect();
        let mut all = people.indices();
        let person = all
            .find(|&person| people.label(person) == cells[1])
            .unwrap();
        let number = |text: &str| text.parse::<f64>().unwrap();
        changes.push(number(cells[5]) - number(cells[4]));
        attended.push(f64::from(u8::from(cells[7] == "attended")));
        units.push(
            evaluation
                .agency()
                .units
                .id(people.unit(person))
                .bytes()
                .fold(0_u32, |hash, byte| {
                    hash.wrapping_mul(31).wrapping_add(u32::from(byte))
                }),
        );
    }
    let model = LinearModel::fit(&changes, &[vec![1.0; 40], attended]).unwrap();
    let expected = model.clustered_few(1, &units, 0.95).unwrap();
    near(found.interval.low, expected.interval.low, 1e-9);
    near(found.interval.high, expected.interval.high, 1e-9);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Where everybody is a cluster, CR2 is HC2; whatever the clusters are called, it is the same.
    #[test]
    fn clusters_of_one_are_hc2(values in proptest::collection::vec((-3.0..3.0_f64, -2.0..2.0_f64), 8..30), shift in 0_u32..1000) {
        let ones = vec![1.0; values.len()];
        let x: Vec<f64> = values.iter().map(|value| value.1).collect();
        let y: Vec<f64> = values.iter().map(|value| value.0).collect();
        let model = LinearModel::fit(&y, &[ones, x]).unwrap();
        let alone: Vec<u32> = (0..values.len() as u32).collect();
        let found = model.clustered_few(1, &alone, 0.95).unwrap();
        let hc2 = model.coefficient(1, ErrorVariance::Hc2, 0.95).unwrap();
        prop_assert!((found.standard_error - hc2.standard_error).abs() <= 1e-9 * (1.0 + hc2.standard_error));
        prop_assert!(found.degrees_of_freedom <= values.len() as f64 - 2.0 + 1e-9);
        let clusters: Vec<u32> = alone.iter().map(|row| row % 4).collect();
        let renamed: Vec<u32> = clusters.iter().map(|cluster| shift + 7 * (3 - cluster)).collect();
        let (one, two) = (model.clustered_few(1, &clusters, 0.9), model.clustered_few(1, &renamed, 0.9));
        if let (Some(one), Some(two)) = (one, two) {
            prop_assert!((one.standard_error - two.standard_error).abs() <= 1e-12 * (1.0 + one.standard_error));
        }
    }
}
