//! The months of a service that count, and the totals of its last two years.

use super::{DemandRule, YEAR};
use crate::service::Volume;
use crate::statistics::series::{Series, pettitt};
use crate::words::measure::Month;

/// A last known month that is further back than this tells nothing of today.
pub(super) const STALE_AFTER_MONTHS: i32 = 12;

/// The months of a service that were over on a day.
#[derive(Default)]
pub(super) struct History {
    /// How many of them are known.
    pub(super) months_known: u32,
    /// The first month that is looked at.
    pub(super) first: Option<Month>,
    /// The last one that is known.
    pub(super) last: Option<Month>,
    /// Cases in the year before the last, and in the last; months that are not known count as the
    /// mean of those that are. `None` if too few are.
    pub(super) before: Option<u64>,
    /// The last year.
    pub(super) now: Option<u64>,
    /// Calendar months that are known in both years.
    pub(super) pairs: u32,
    /// From the first month to the last.
    pub(super) series: Option<Series>,
}

impl History {
    pub(super) fn of(volumes: &[Volume], as_of: Month, rule: &DemandRule) -> Self {
        let over: Vec<(Month, u64)> = volumes
            .iter()
            .filter(|volume| volume.month < as_of)
            .filter_map(|volume| volume.count.map(|count| (volume.month, count)))
            .collect();
        let Some(last) = over.iter().map(|&(month, _)| month).max() else {
            return Self::default();
        };
        let back = |month: Month| usize::try_from(last.number() - month.number()).unwrap_or(0);
        let considered = over
            .iter()
            .filter(|&&(month, _)| back(month) < rule.months_considered as usize);
        let length = considered.clone().map(|&(month, _)| back(month) + 1).max();
        let length = length.unwrap_or(0);
        let mut values = vec![None; length];
        for &(month, count) in considered {
            values[length - 1 - back(month)] = Some(count);
        }
        let year = |years: usize| {
            let mut months = [None; YEAR];
            for (place, month) in months.iter_mut().enumerate() {
                let back = years * YEAR + place;
                *month = (length.checked_sub(back + 1)).and_then(|at| values[at]);
            }
            months
        };
        let (now, before) = (year(0), year(1));
        let pairs = now.iter().zip(&before);
        let counts: Vec<Option<f64>> = values
            .iter()
            .map(|count| count.map(|count| count as f64))
            .collect();
        Self {
            months_known: u32::try_from(over.len()).unwrap_or(u32::MAX),
            first: i32::try_from(length)
                .ok()
                .map(|length| last.plus(1 - length)),
            last: Some(last),
            before: total(&before, rule.months_required),
            now: total(&now, rule.months_required),
            pairs: pairs
                .map(|pair| u32::from(pair.0.is_some() && pair.1.is_some()))
                .sum(),
            series: Series::with_missing(&counts),
        }
    }
}

/// The year's volume, if enough months are known.
fn total(months: &[Option<u64>; YEAR], months_required: u32) -> Option<u64> {
    let known: Vec<u64> = months.iter().copied().flatten().collect();
    let count = known.len() as u128;
    if known.is_empty() || known.len() < months_required as usize {
        return None;
    }
    let sum: u128 = known.into_iter().map(u128::from).sum();
    // Rounded to the nearest case.
    let volume = (2 * sum * YEAR as u128 + count) / (2 * count);
    Some(u64::try_from(volume).unwrap_or(u64::MAX))
}

/// The step after which the level changed at once: where Pettitt's test of the values without
/// their seasons is significant, and two levels leave smaller squares than the line does.
pub(super) fn jump(series: &Series, slope: f64, rule: &DemandRule) -> Option<i32> {
    let level = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let squares = |values: &[f64], middle: f64| -> f64 {
        values
            .iter()
            .map(|value| (value - middle) * (value - middle))
            .sum()
    };
    let flat = without_seasons(series);
    let change = pettitt(&Series::with_missing(&flat)?)?;
    if change.p_value > rule.significance {
        return None;
    }
    let known: Vec<(usize, f64)> = flat
        .iter()
        .enumerate()
        .filter_map(|(step, value)| value.map(|value| (step, value)))
        .collect();
    let values: Vec<f64> = known.iter().map(|&(_, value)| value).collect();
    let (before, after) = values.split_at_checked(change.before)?;
    if before.is_empty() || after.is_empty() {
        return None;
    }
    let two_levels = squares(before, level(before)) + squares(after, level(after));
    let rest: Vec<f64> = known
        .iter()
        .map(|&(step, value)| value - slope / YEAR as f64 * step as f64)
        .collect();
    let line = squares(&rest, level(&rest));
    (two_levels < line)
        .then(|| i32::try_from(change.last_before).ok())
        .flatten()
}

/// Each value less the mean of its calendar month.
fn without_seasons(series: &Series) -> Vec<Option<f64>> {
    let mut sums = [(0.0, 0.0); YEAR];
    for &(step, value) in series.points() {
        let sum = &mut sums[step % YEAR];
        *sum = (sum.0 + value, sum.1 + 1.0);
    }
    let mut flat = vec![None; series.len()];
    for &(step, value) in series.points() {
        let (sum, count) = sums[step % YEAR];
        flat[step] = Some(value - sum / count);
    }
    flat
}
