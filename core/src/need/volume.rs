//! Two years of a service's volume compared, and carried on into the next.

use super::{DemandRule, Trend};
use crate::service::Volume;
use crate::words::measure::Month;

/// Millionths in one: growth is decided in whole numbers.
const MILLION: i128 = 1_000_000;
/// A last known month that is further back than this tells nothing of today.
const STALE_AFTER_MONTHS: i32 = 12;

/// What two years of volumes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct VolumeTrend {
    /// Months before `as_of` whose count is known.
    pub(super) months_known: u32,
    /// Cases in the year before the last; months that are not known count as the mean of those
    /// that are. `None` if too few are known.
    pub(super) before: Option<u64>,
    /// Cases in the last year, likewise.
    pub(super) now: Option<u64>,
    /// Cases in the twelve months that start with the month of `as_of`.
    pub(super) expected: Option<u64>,
    /// Growth from year to year in millionths; `None` if it has no figure.
    pub(super) growth: Option<i64>,
    /// Where it is going.
    pub(super) trend: Trend,
}

/// Twelve calendar months, some not known.
#[derive(Clone, Copy, Default)]
struct Year([Option<u64>; 12]);

impl Year {
    fn known(&self) -> u32 {
        // At most twelve.
        self.0.iter().flatten().count() as u32
    }

    /// The year's volume, if enough months are known.
    fn volume(&self, months_required: u32) -> Option<u64> {
        let known = self.known();
        (known >= months_required && known > 0).then(|| {
            let sum: i128 = self
                .0
                .iter()
                .flatten()
                .map(|&count| i128::from(count))
                .sum();
            rounded(sum * 12, i128::from(known))
        })
    }
}

/// A share of two whole numbers, rounded to the nearest; the denominator is above zero.
fn rounded(numerator: i128, denominator: i128) -> u64 {
    let nearest = (2 * numerator + denominator).div_euclid(2 * denominator);
    u64::try_from(nearest.max(0)).unwrap_or(u64::MAX)
}

/// Compares the last two years of volumes that were over before the month of `as_of`.
pub(super) fn compare(volumes: &[Volume], as_of: Month, rule: &DemandRule) -> VolumeTrend {
    let over = || {
        volumes
            .iter()
            .filter(|volume| volume.month < as_of && volume.count.is_some())
    };
    let mut result = VolumeTrend {
        months_known: u32::try_from(over().count()).unwrap_or(u32::MAX),
        before: None,
        now: None,
        expected: None,
        growth: None,
        trend: Trend::CannotTell,
    };
    let Some(last) = over().map(|volume| volume.month).max() else {
        return result;
    };
    // Zero when the last month that is over is known.
    let lag = as_of.number() - 1 - last.number();
    if lag > STALE_AFTER_MONTHS {
        return result;
    }
    let (mut now, mut before) = (Year::default(), Year::default());
    for volume in over() {
        let back = usize::try_from(last.number() - volume.month.number()).unwrap_or(usize::MAX);
        match back {
            0..12 => now.0[back] = volume.count,
            12..24 => before.0[back - 12] = volume.count,
            _ => {}
        }
    }
    result.now = now.volume(rule.months_required);
    result.before = before.volume(rule.months_required);
    let (mut pairs, mut sum_now, mut sum_before) = (0_u32, 0_i128, 0_i128);
    for pair in now.0.iter().zip(&before.0) {
        if let (&Some(now), &Some(before)) = pair {
            pairs += 1;
            sum_now += i128::from(now);
            sum_before += i128::from(before);
        }
    }
    let Some(volume) = result.now.filter(|_| pairs >= rule.months_required) else {
        return result;
    };
    if sum_before == 0 {
        // From nothing to something has no figure, and there is nothing to carry on.
        result.expected = Some(volume);
        result.trend = if sum_now == 0 {
            Trend::Steady
        } else {
            Trend::Rising
        };
        result.growth = (sum_now == 0).then_some(0);
        return result;
    }
    // Twelve counts below 2⁶⁴ times 10⁶ fit in 128 bits.
    let growth = (2 * (sum_now - sum_before) * MILLION + sum_before).div_euclid(2 * sum_before);
    let rising_from = millionths(rule.rising_from);
    result.growth = Some(i64::try_from(growth).unwrap_or(i64::MAX));
    result.trend = if growth >= rising_from {
        Trend::Rising
    } else if growth <= -rising_from {
        Trend::Falling
    } else {
        Trend::Steady
    };
    let carried = growth.min(millionths(rule.growth_at_most));
    // From the middle of the last known year to the middle of the next one.
    let months = i128::from(12 + lag);
    let factor = (12 * MILLION + carried * months).max(0);
    result.expected = Some(rounded(
        i128::from(volume).saturating_mul(factor),
        12 * MILLION,
    ));
    result
}

/// A growth as a whole number of millionths; a checked policy holds it to at most ten.
fn millionths(growth: f64) -> i128 {
    (growth * MILLION as f64).round() as i128
}

#[cfg(test)]
mod tests {
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
            })
            .collect()
    }

    fn compared(counts: &[Option<u64>]) -> VolumeTrend {
        compare(
            &months(counts),
            Month::new(2026, 1).unwrap(),
            &DemandRule::default(),
        )
    }

    #[test]
    fn a_year_that_grows_by_half_is_carried_on() {
        // 12 × 100 = 1,200; 12 × 150 = 1,800; by half again: 2,700.
        let counts = [[Some(100); 12], [Some(150); 12]].concat();
        let trend = compared(&counts);
        assert_eq!((trend.before, trend.now), (Some(1_200), Some(1_800)));
        assert_eq!((trend.growth, trend.expected), (Some(500_000), Some(2_700)));
        assert_eq!(trend.trend, Trend::Rising);
        // Known until June only, so the next year is six months further: 1,800 × (1 + ½ × 18/12).
        let trend = compare(
            &months(&counts),
            Month::new(2026, 7).unwrap(),
            &DemandRule::default(),
        );
        assert_eq!(trend.expected, Some(3_150));
        // Nothing is known of 2027.
        let trend = compare(
            &months(&counts),
            Month::new(2027, 2).unwrap(),
            &DemandRule::default(),
        );
        assert_eq!(
            (trend.trend, trend.now, trend.months_known),
            (Trend::CannotTell, None, 24)
        );
    }

    #[test]
    fn the_month_of_the_day_is_not_over() {
        let mut counts = vec![Some(100); 24];
        counts.push(Some(3));
        assert_eq!(compared(&counts).trend, Trend::Steady);
    }

    #[test]
    fn months_that_are_not_known_are_neither_growth_nor_decline() {
        let mut counts = [[Some(100); 12], [Some(110); 12]].concat();
        counts[13..16].fill(None);
        let trend = compared(&counts);
        // Nine pairs of 100 and 110: a tenth, which is just rising.
        assert_eq!((trend.growth, trend.trend), (Some(100_000), Trend::Rising));
        assert_eq!((trend.now, trend.months_known), (Some(1_320), 21));
        counts[16] = None;
        let trend = compared(&counts);
        assert_eq!((trend.growth, trend.trend), (None, Trend::CannotTell));
        assert_eq!(
            (trend.before, trend.now, trend.expected),
            (Some(1_200), None, None)
        );
    }

    #[test]
    fn from_nothing_has_no_figure() {
        let trend = compared(&[[Some(0); 12], [Some(5); 12]].concat());
        assert_eq!(
            (trend.growth, trend.trend, trend.expected),
            (None, Trend::Rising, Some(60))
        );
        let trend = compared(&[Some(0); 24]);
        assert_eq!(
            (trend.growth, trend.trend, trend.expected),
            (Some(0), Trend::Steady, Some(0))
        );
        assert_eq!(compared(&[]).trend, Trend::CannotTell);
        assert_eq!(compared(&[None; 24]).trend, Trend::CannotTell);
    }

    proptest! {
        #[test]
        fn no_counts_overflow(counts in proptest::collection::vec(proptest::option::of(any::<u64>()), 0..40)) {
            let trend = compared(&counts);
            prop_assert!(trend.expected.is_none() || trend.now.is_some());
        }

        #[test]
        fn scale_does_not_change_growth(counts in proptest::collection::vec(1_u64..500, 24), scale in 1_u64..50) {
            let of = |scale: u64| {
                let counts: Vec<_> = counts.iter().map(|count| Some(count * scale)).collect();
                compared(&counts)
            };
            prop_assert_eq!(of(1).growth, of(scale).growth);
            prop_assert_eq!(of(1).trend, of(scale).trend);
        }
    }
}
