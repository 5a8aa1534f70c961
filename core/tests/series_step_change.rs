//! Changes of level at a known step, against what numpy 2.4 and scipy 1.17.1 compute from the
//! definitions (pairs and rank sums one by one, `scipy.stats.mannwhitneyu`, `rankdata`, and the
//! matrix of correlations written out), and against series whose change is known.

mod series_data;

use mahir::random::{Entity, Streams};
use mahir::statistics::series::{
    Series, StepChange, StepOptions, StepTrend, StepUnknown, step_change,
};
use proptest::prelude::*;
use series_data::{AIR_PASSENGERS, NILE, RAINFALL};

fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        "{found} {expected}"
    );
}

fn months(trend: StepTrend) -> StepOptions {
    StepOptions {
        trend,
        ..StepOptions::default()
    }
}

const ONCE: StepOptions = StepOptions {
    period: 1,
    confidence: 0.95,
    trend: StepTrend::Ignored,
};

/// The level of the Nile fell with the dam of 1898 (Cobb 1978). Least squares with
/// heteroscedasticity- and autocorrelation-consistent errors of four lags says −247.8 (−310.6 to
/// −185.0; statsmodels 0.15.0).
#[test]
fn the_nile_fell_after_1898() {
    let found = step_change(&Series::of(&NILE).unwrap(), 28, ONCE).unwrap();
    assert_eq!((found.change, found.pairs), (-260.0, 28 * 72));
    assert_eq!((found.interval.low, found.interval.high), (-327.0, -185.0));
    near(found.autocorrelation, 0.169_599_297_375_432_1);
    near(found.variance_inflation, 1.388_994_921_533_629);
    assert_eq!((found.known_before, found.known_after), (28, 72));
    near(found.after - found.expected, -260.0);
}

#[test]
fn passengers_by_month_with_gaps_and_a_line() {
    let mut values: Vec<Option<f64>> = AIR_PASSENGERS[..132]
        .iter()
        .enumerate()
        .map(|(step, value)| Some(1000.0 * value.ln() - if step < 120 { 0.0 } else { 80.0 }))
        .collect();
    for gap in [5, 6, 30, 77, 122] {
        values[gap] = None;
    }
    let series = Series::with_missing(&values).unwrap();
    let found = step_change(&series, 120, months(StepTrend::TakenOff)).unwrap();
    near(found.trend.unwrap(), 10.732_507_719_958_937);
    near(found.change, -170.509_781_672_202_28);
    near(found.autocorrelation, 0.778_587_475_076_007_1);
    near(found.variance_inflation, 4.985_818_729_594_48);
    assert_eq!(found.pairs, 106);
    // The line's own uncertainty comes on top of that of the pairs, −246.21 to −72.48.
    assert!(found.interval.low < -246.207_848 && found.interval.high > -72.477_917);
    // The line is plain to see, so it is taken off by default too; without that the rise of ten
    // years makes months so alike that nothing is left to tell.
    assert_eq!(
        step_change(&series, 120, months(StepTrend::IfSeen)),
        Ok(found)
    );
    let ignored = step_change(&series, 120, months(StepTrend::Ignored));
    assert_eq!(ignored, Err(StepUnknown::TooFewPairs));
}

#[test]
fn rain_by_month_did_not_change() {
    let values = RAINFALL.map(|month| (month >= 0.0).then_some(month));
    let series = Series::with_missing(&values).unwrap();
    let found = step_change(&series, 300, months(StepTrend::Ignored)).unwrap();
    assert_eq!((found.change, found.pairs), (-5.0, 1_465));
    assert_eq!((found.interval.low, found.interval.high), (-18.0, 0.0));
    near(found.autocorrelation, 0.110_070_352_821_210_51);
    near(found.variance_inflation, 1.242_192_639_048_183_7);
    assert!(found.interval.contains(0.0));
}

#[test]
fn what_is_short_or_patchy_cannot_be_told() {
    let of = |values: &[Option<f64>], at| {
        step_change(
            &Series::with_missing(values).unwrap(),
            at,
            StepOptions::default(),
        )
    };
    let months = |count: usize| -> Vec<Option<f64>> {
        (0..count)
            .map(|month| Some((month * 7 % 11) as f64))
            .collect()
    };
    assert_eq!(of(&[], 0), Err(StepUnknown::TooFewBefore));
    assert_eq!(of(&months(40), 2), Err(StepUnknown::TooFewBefore));
    assert_eq!(of(&months(40), 0), Err(StepUnknown::TooFewBefore));
    assert_eq!(of(&months(38), 36), Err(StepUnknown::TooFewAfter));
    assert_eq!(of(&months(38), usize::MAX), Err(StepUnknown::TooFewAfter));
    // Eight months before, four others after: nothing of the same season.
    assert_eq!(of(&months(12), 8), Err(StepUnknown::TooFewPairs));
    // One year before and three months after give three pairs, too few for 95 %.
    assert_eq!(of(&months(15), 12), Err(StepUnknown::TooFewPairs));
    let mut gaps = months(48);
    for gap in (0..36).filter(|month| month % 2 == 1) {
        gaps[gap] = None;
    }
    assert_eq!(of(&gaps, 36), Err(StepUnknown::Patchy));
    let huge = [1.0, -1.0, -1.0, 1.0, 1.0]
        .map(|sign| Some(sign * f64::MAX))
        .repeat(8);
    assert_eq!(of(&huge, 24), Err(StepUnknown::Range));
    let series = Series::of(&[1.0; 40]).unwrap();
    for options in [
        StepOptions { period: 0, ..ONCE },
        StepOptions {
            confidence: 1.0,
            ..ONCE
        },
        StepOptions {
            confidence: f64::NAN,
            ..ONCE
        },
    ] {
        assert_eq!(step_change(&series, 20, options), Err(StepUnknown::Range));
    }
    let same = step_change(&series, 20, ONCE).unwrap();
    assert_eq!((same.change, same.variance_inflation), (0.0, 1.0));
    let many = Series::of(&[1.0; 2_001]).unwrap();
    assert_eq!(step_change(&many, 20, ONCE), Err(StepUnknown::Range));
}

/// Months with a season, values that follow each other, and a line or none; the change is 30.
fn invented(replication: u32, alike: f64, line: f64) -> Series {
    let mut stream = Streams::new(6)
        .replication(replication)
        .stream(0, Entity::named("months"), 0);
    let mut carried = stream.normal();
    let values: Vec<f64> = (0..48)
        .map(|month| {
            carried = alike * carried + (1.0 - alike * alike).sqrt() * stream.normal();
            let season = f64::from(month % 12) * 9.0 % 40.0;
            let change = if month < 36 { 0.0 } else { 30.0 };
            200.0 + season + 10.0 * carried + line * f64::from(month) + change
        })
        .collect();
    Series::of(&values).unwrap()
}

/// Intervals of 95 % hold the true change about so often, also where values follow each other and
/// where there is a line. With 400 series the standard error of a share of 0.95 is 0.011.
#[test]
fn intervals_hold_what_they_promise() {
    for (alike, line, trend) in [
        (0.0, 0.0, StepTrend::Ignored),
        (0.4, 0.0, StepTrend::Ignored),
        (0.4, 2.0, StepTrend::TakenOff),
        (0.0, 2.0, StepTrend::IfSeen),
    ] {
        let found: Vec<StepChange> = (0..400)
            .filter_map(|replication| {
                step_change(&invented(replication, alike, line), 36, months(trend)).ok()
            })
            .collect();
        let held = found
            .iter()
            .filter(|found| found.interval.contains(30.0))
            .count();
        let share = held as f64 / found.len() as f64;
        assert!(found.len() > 300, "{alike} {line}: {} told", found.len());
        assert!(
            share > 0.92,
            "{alike} {line} {trend:?}: {share} of {}",
            found.len()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A higher level from the step on is found as it is, and scale and sign carry over.
    #[test]
    fn changes_move_with_the_values(
        values in proptest::collection::vec(-50_i32..50, 30..60),
        at in 12_usize..24,
        added in -100_i32..100,
        scale in 1_i32..5,
    ) {
        let options = StepOptions { period: 4, confidence: 0.9, trend: StepTrend::Ignored };
        let of = |change: &dyn Fn(usize, f64) -> f64| {
            let values: Vec<f64> = values.iter().enumerate().map(|(step, value)| change(step, f64::from(*value))).collect();
            step_change(&Series::of(&values).unwrap(), at, options)
        };
        let plain = of(&|_, value| value).unwrap();
        let moved = of(&|step, value| value + if step < at { 0.0 } else { f64::from(added) }).unwrap();
        prop_assert!((moved.change - plain.change - f64::from(added)).abs() < 1e-9);
        prop_assert!((moved.interval.low - plain.interval.low - f64::from(added)).abs() < 1e-6);
        let turned = of(&|_, value| -f64::from(scale) * value).unwrap();
        prop_assert!((turned.change + f64::from(scale) * plain.change).abs() < 1e-9);
        prop_assert!(plain.interval.low <= plain.change && plain.change <= plain.interval.high);
    }

    /// Whatever comes in: a change of finite numbers, or a reason.
    #[test]
    fn nothing_panics(
        values in proptest::collection::vec(proptest::option::weighted(0.8, -1e300..1e300_f64), 0..60),
        at in 0_usize..70,
        period in 0_usize..70,
        confidence in -0.5..1.5_f64,
    ) {
        let series = Series::with_missing(&values).unwrap();
        for trend in StepTrend::ALL {
            prop_assert_eq!(StepTrend::parse(trend.id()), Some(trend));
            if let Ok(found) = step_change(&series, at, StepOptions { period, confidence, trend }) {
                for number in [found.after, found.expected, found.change, found.interval.low, found.interval.high, found.variance_inflation] {
                    prop_assert!(number.is_finite());
                }
            }
        }
    }
}
