//! Effects by the time since people attended, when some attend earlier than others.

use std::collections::BTreeMap;

use super::mean::{WelchTest, welch, welch_interval};
use super::{Interval, Moments};

/// One value of one person in one period (a phase, a quarter).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelValue {
    /// Whose.
    pub person: u32,
    /// In which period.
    pub period: u32,
    /// The value.
    pub value: f64,
    /// The period in which the person attended; `None` for never (so far).
    pub attended_in: Option<u32>,
}

/// The effect at one distance from attendance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EventEffect {
    /// Periods since attendance; below zero before it, where an effect speaks against the
    /// comparison.
    pub since: i64,
    /// People who attended, behind it.
    pub attended: usize,
    /// People who had not attended yet, behind it, each counted for every period that uses them.
    pub waiting: usize,
    /// The effect, with Welch's error over all its comparisons.
    pub effect: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval, normal for several cohorts and Welch's t for one.
    pub interval: Interval,
}

/// A cohort in a period: the comparison, people on both sides, and its interval.
type Part = (WelchTest, usize, usize, Option<Interval>);

/// Effects by time since attendance: for each cohort (people who attended in one period g) and
/// period t the change since g − 1, less that of people who have not attended by then, and cohorts
/// together by their numbers of people (Callaway & Sant'Anna 2021, Journal of Econometrics 225,
/// with the not yet treated as comparison and no covariates). People who wait for a later phase
/// are what makes it possible.
///
/// Periods before g are compared with the one before them. Errors of different cohorts are taken
/// as independent, which is rough where the same people are compared with several. Empty if no
/// cohort has two people on both sides. Values that are not finite are left out; of a person's
/// several values in a period the last counts.
pub fn event_study(values: &[PanelValue], confidence: f64) -> Vec<EventEffect> {
    let mut people: BTreeMap<u32, (Option<u32>, BTreeMap<u32, f64>)> = BTreeMap::new();
    for row in values.iter().filter(|row| row.value.is_finite()) {
        let entry = people.entry(row.person).or_default();
        entry.0 = row.attended_in;
        entry.1.insert(row.period, row.value);
    }
    let mut periods: Vec<u32> = people
        .values()
        .flat_map(|(_, values)| values.keys().copied())
        .collect();
    periods.sort_unstable();
    periods.dedup();
    let mut cohorts: Vec<u32> = people.values().filter_map(|(when, _)| *when).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    let changes = |from: u32, to: u32, keep: &dyn Fn(Option<u32>) -> bool| -> Vec<f64> {
        people
            .values()
            .filter(|(when, _)| keep(*when))
            .filter_map(|(_, values)| Some(values.get(&to)? - values.get(&from)?))
            .collect()
    };
    let mut found: BTreeMap<i64, Vec<Part>> = BTreeMap::new();
    for &cohort in &cohorts {
        for &period in &periods {
            // The last period in which nobody of the cohort had attended, or for earlier periods
            // the one before.
            let before = cohort.min(period);
            let Some(&base) = periods.iter().rev().find(|&&other| other < before) else {
                continue;
            };
            let own = changes(base, period, &|when| when == Some(cohort));
            let by = cohort.max(period);
            let others = changes(base, period, &|when| when.is_none_or(|when| when > by));
            let (Some(first), Some(second)) = (Moments::of(&own), Moments::of(&others)) else {
                continue;
            };
            if let Some(test) = welch(&first, &second) {
                found
                    .entry(i64::from(period) - i64::from(cohort))
                    .or_default()
                    .push((
                        test,
                        own.len(),
                        others.len(),
                        welch_interval(&first, &second, confidence),
                    ));
            }
        }
    }
    let z =
        super::mean::upper_probability(confidence).and_then(super::distribution::normal_quantile);
    found
        .into_iter()
        .filter_map(|(since, parts)| {
            let attended: usize = parts.iter().map(|part| part.1).sum();
            let share = |people: usize| people as f64 / attended as f64;
            let effect = parts
                .iter()
                .map(|(test, people, ..)| share(*people) * test.difference)
                .sum();
            let standard_error = parts
                .iter()
                .map(|(test, people, ..)| (share(*people) * test.standard_error).powi(2))
                .sum::<f64>()
                .sqrt();
            let interval = match parts.as_slice() {
                [(_, _, _, interval)] => (*interval)?,
                _ => Interval::around(effect, z? * standard_error)?,
            };
            Some(EventEffect {
                since,
                attended,
                waiting: parts.iter().map(|part| part.2).sum(),
                effect,
                standard_error,
                interval,
            })
        })
        .collect()
}
