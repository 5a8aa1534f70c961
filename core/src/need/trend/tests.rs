use super::*;
use proptest::prelude::*;

/// Months from January 2024 on.
fn months(counts: &[Option<u64>]) -> Vec<Volume> {
    let first = Month::new(2024, 1).unwrap();
    (0..)
        .zip(counts)
        .map(|(plus, &count)| Volume {
            month: first.plus(plus),
            count,
            time: None,
        })
        .collect()
}

/// Judged in the month after the last one.
fn judged(counts: &[Option<u64>]) -> VolumeTrend {
    let after = i32::try_from(counts.len()).unwrap();
    let as_of = Month::new(2024, 1).unwrap().plus(after);
    judge(&months(counts), as_of, &DemandRule::default())
}

#[test]
fn a_year_that_is_higher_by_half_in_every_month() {
    // Twelve calendar months of two values: S = 12, variance 12 × 1, z = 11 ÷ √12 = 3.175.
    let counts = [[Some(100); 12], [Some(150); 12]].concat();
    let trend = judged(&counts);
    assert_eq!((trend.before, trend.now), (Some(1_200), Some(1_800)));
    assert_eq!((trend.growth, trend.trend), (Some(0.5), Trend::Rising));
    assert!((trend.p_value.unwrap() - 0.001_496).abs() < 1e-5);
    // The slope is 50 cases a month and year: next year has 12 × 200.
    let expected = trend.expected.unwrap();
    assert_eq!(
        (expected.volume, expected.method),
        (2_400, ForecastMethod::SenLine)
    );
    // It came at once, after December 2024.
    assert_eq!(trend.changed_after, Month::new(2024, 12));
    // The mean of 2025 lies in its middle; January 2026 is 6½ months on.
    let (now, change) = trend.line.unwrap();
    assert!(
        (now - (150.0 + 50.0 * 6.5 / 12.0)).abs() < 1e-9 && (change - 50.0 / 12.0).abs() < 1e-9
    );
    // Known until December only, so the next year is six months further.
    let later = judge(
        &months(&counts),
        Month::new(2026, 7).unwrap(),
        &DemandRule::default(),
    );
    assert_eq!(later.expected.unwrap().volume, 2_700);
    // Nothing is known of 2027.
    let stale = judge(
        &months(&counts),
        Month::new(2027, 2).unwrap(),
        &DemandRule::default(),
    );
    assert_eq!(
        (stale.trend, stale.unclear, stale.now, stale.months_known),
        (Trend::CannotTell, Some(Unclear::OutOfDate), None, 24)
    );
}

#[test]
fn a_rise_bit_by_bit_is_no_jump() {
    let counts: Vec<_> = (0..48).map(|month| Some(100 + 3 * month)).collect();
    let trend = judged(&counts);
    assert_eq!((trend.trend, trend.changed_after), (Trend::Rising, None));
    let expected = trend.expected.unwrap();
    assert_eq!(expected.method, ForecastMethod::HoltWinters);
    // 100 + 3 × 48 to 100 + 3 × 59.
    assert_eq!(expected.volume, 1_200 + 3 * (48..60).sum::<u64>());
}

#[test]
fn the_month_of_the_day_is_not_over() {
    let mut counts = vec![Some(100); 24];
    counts.push(Some(3));
    let as_of = Month::new(2026, 1).unwrap();
    let trend = judge(&months(&counts), as_of, &DemandRule::default());
    assert_eq!((trend.trend, trend.growth), (Trend::Steady, Some(0.0)));
    assert_eq!(trend.expected.unwrap().method, ForecastMethod::Constant);
}

#[test]
fn months_that_are_not_known_are_neither_growth_nor_decline() {
    let mut counts = [[Some(100); 12], [Some(110); 12]].concat();
    counts[13..16].fill(None);
    // Nine pairs of 100 and 110: S = 9, variance 9, and a tenth is just rising.
    let trend = judged(&counts);
    assert_eq!((trend.growth, trend.trend), (Some(0.1), Trend::Rising));
    assert_eq!((trend.now, trend.months_known), (Some(1_320), 21));
    counts[16] = None;
    let trend = judged(&counts);
    assert_eq!((trend.growth, trend.trend), (None, Trend::CannotTell));
    assert_eq!(trend.unclear, Some(Unclear::TooFewMonths));
    assert_eq!((trend.before, trend.now), (Some(1_200), None));
    assert_eq!((trend.expected, trend.line), (None, None));
}

#[test]
fn from_nothing_has_no_figure() {
    let trend = judged(&[[Some(0); 12], [Some(5); 12]].concat());
    assert_eq!((trend.growth, trend.trend), (None, Trend::Rising));
    assert_eq!(trend.expected.unwrap().volume, 120);
    let trend = judged(&[Some(0); 24]);
    assert_eq!((trend.growth, trend.trend), (Some(0.0), Trend::Steady));
    assert_eq!(trend.expected.map(|expected| expected.volume), Some(0));
    assert_eq!(judged(&[]).unclear, Some(Unclear::NoMonths));
    assert_eq!(judged(&[None; 24]).unclear, Some(Unclear::NoMonths));
}

#[test]
fn scatter_without_direction_is_neither_steady_nor_rising() {
    // Remainders of Lehmer's generator: 40 to 339 cases a month.
    let mut state = 7_u64;
    let counts: Vec<_> = (0..36)
        .map(|_| {
            state = state * 48_271 % 2_147_483_647;
            Some(40 + state % 300)
        })
        .collect();
    let trend = judged(&counts);
    assert_eq!(
        (trend.trend, trend.unclear),
        (Trend::CannotTell, Some(Unclear::TooUneven))
    );
    assert_eq!(trend.expected, None);
    assert!(trend.growth_interval.unwrap().high > 0.2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_counts_overflow(counts in proptest::collection::vec(proptest::option::of(any::<u64>()), 0..40)) {
        let trend = judged(&counts);
        prop_assert!(trend.expected.is_none() || trend.now.is_some());
        prop_assert_eq!(trend.unclear.is_some(), trend.trend == Trend::CannotTell);
        prop_assert!(trend.growth.is_none_or(f64::is_finite));
        if let Some(expected) = trend.expected {
            prop_assert!(expected.low <= expected.volume && expected.volume <= expected.high);
        }
    }

    #[test]
    fn scale_does_not_change_the_verdict(counts in proptest::collection::vec(1_u64..500, 24), scale in 1_u64..50) {
        let of = |scale: u64| {
            let counts: Vec<_> = counts.iter().map(|count| Some(count * scale)).collect();
            judged(&counts)
        };
        prop_assert_eq!(of(1).p_value, of(scale).p_value);
        prop_assert_eq!(of(1).trend, of(scale).trend);
    }

    /// A service that rises keeps rising when the same rise goes on.
    #[test]
    fn more_of_the_same_is_never_less_sure(first in 50_u64..400, rise in 1_u64..12, season in 0_u64..40, years in 2_usize..5) {
        let of = |months: usize| {
            let counts: Vec<_> = (0..months as u64)
                .map(|month| Some(first + rise * month + if month % 12 < 5 { season } else { 0 }))
                .collect();
            judged(&counts)
        };
        let (short, long) = (of(12 * years), of(12 * years + 12));
        if short.trend == Trend::Rising {
            // The same rise is a smaller share of more, so it may become steady, but is told.
            prop_assert!(long.trend != Trend::CannotTell && long.trend != Trend::Falling);
            prop_assert!(long.p_value <= short.p_value);
        }
    }

    /// Growth by the same share: rising stays rising.
    #[test]
    fn the_same_growth_stays_rising(first in 200.0_f64..900.0, growth in 0.13_f64..0.4, months in 24_usize..48) {
        let of = |months: usize| {
            let count = |month: usize| first * (1.0 + growth).powf(month as f64 / 12.0);
            judged(&(0..months).map(|month| Some(count(month).round() as u64)).collect::<Vec<_>>())
        };
        if of(months).trend == Trend::Rising {
            prop_assert_eq!(of(months + 6).trend, Trend::Rising);
        }
    }
}
