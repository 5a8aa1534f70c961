//! Effects by the time since people attended, when some attend earlier than others.

use std::collections::BTreeMap;

use super::clustered::ClusterScores;
use super::distribution::student_t_quantile;
use super::linear_model::{LinearModel, LinearModelError};
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

/// Changes of people.
type Changes = Vec<(u32, f64)>;

/// For each cohort and period its distance, the changes of the cohort, and those of people who had
/// not attended by then.
fn comparisons(values: &[PanelValue]) -> Vec<(i64, Changes, Changes)> {
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
    let changes = |from: u32, to: u32, keep: &dyn Fn(Option<u32>) -> bool| -> Changes {
        people
            .iter()
            .filter(|(_, (when, _))| keep(*when))
            .filter_map(|(person, (_, values))| {
                Some((*person, values.get(&to)? - values.get(&from)?))
            })
            .collect()
    };
    let mut found = Vec::new();
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
            found.push((i64::from(period) - i64::from(cohort), own, others));
        }
    }
    found
}

/// Effects by time since attendance: for each cohort (people who attended in one period g) and
/// period t the change since g − 1, less that of people who have not attended by then, and cohorts
/// together by their numbers of people (Callaway & Sant'Anna 2021, Journal of Econometrics 225,
/// with the not yet treated as comparison and no covariates). People who wait for a later phase
/// are what makes it possible.
///
/// Periods before g are compared with the one before them. Errors of different cohorts are taken
/// as independent, which is rough where the same people are compared with several
/// ([`event_study_clustered`] is not). Empty if no
/// cohort has two people on both sides. Values that are not finite are left out; of a person's
/// several values in a period the last counts.
pub fn event_study(values: &[PanelValue], confidence: f64) -> Vec<EventEffect> {
    let mut found: BTreeMap<i64, Vec<Part>> = BTreeMap::new();
    for (since, own, others) in comparisons(values) {
        let alone = |changes: &Changes| changes.iter().map(|change| change.1).collect::<Vec<_>>();
        let (one, two) = (alone(&own), alone(&others));
        let (Some(first), Some(second)) = (Moments::of(&one), Moments::of(&two)) else {
            continue;
        };
        if let Some(test) = welch(&first, &second) {
            let interval = welch_interval(&first, &second, confidence);
            found
                .entry(since)
                .or_default()
                .push((test, own.len(), others.len(), interval));
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

/// What is known of a person beside the values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PanelPerson {
    /// Whose.
    pub person: u32,
    /// The cluster (unit, session) within which errors may go together.
    pub cluster: u32,
    /// What else may tell how a person changes, as it was before; equally many for everybody.
    pub covariates: Vec<f64>,
}

/// [`event_study`] with errors that may go together within clusters, and changes adjusted for
/// covariates: each comparison is a linear model of the changes by attendance and the covariates
/// (the outcome regression of Callaway & Sant'Anna 2021, with one slope for both groups), its error
/// CR2 with Satterthwaite's degrees of freedom ([`super::LinearModel::clustered_few`]). What a
/// cluster adds to several comparisons is summed before it is squared, so cohorts that are compared
/// with the same people need not be taken as independent; of several comparisons the fewest degrees
/// of freedom count.
///
/// People who are not listed, or whose covariates are not finite or of another number than the
/// first one's, are left out. A covariate that is the same for all, or follows from the others, is
/// left out of that comparison. Distances with fewer than two clusters have no effect here.
pub fn event_study_clustered(
    values: &[PanelValue],
    people: &[PanelPerson],
    confidence: f64,
) -> Vec<EventEffect> {
    let width = people.first().map_or(0, |first| first.covariates.len());
    let known: BTreeMap<u32, &PanelPerson> = people
        .iter()
        .filter(|row| row.covariates.len() == width)
        .filter(|row| row.covariates.iter().all(|value| value.is_finite()))
        .map(|row| (row.person, row))
        .collect();
    let mut found: BTreeMap<i64, Vec<(f64, ClusterScores, usize, usize)>> = BTreeMap::new();
    for (since, mut own, mut others) in comparisons(values) {
        own.retain(|change| known.contains_key(&change.0));
        others.retain(|change| known.contains_key(&change.0));
        if own.len() < 2 || others.len() < 2 {
            continue;
        }
        if let Some((effect, scores)) = adjusted(&own, &others, &known, width) {
            found
                .entry(since)
                .or_default()
                .push((effect, scores, own.len(), others.len()));
        }
    }
    let upper = super::mean::upper_probability(confidence);
    found
        .into_iter()
        .filter_map(|(since, parts)| {
            let attended: usize = parts.iter().map(|part| part.2).sum();
            let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
            let (mut effect, mut freedom) = (0.0, f64::INFINITY);
            for (value, scores, own, _) in &parts {
                let share = *own as f64 / attended as f64;
                effect += share * value;
                freedom = freedom.min(scores.degrees_of_freedom);
                for (cluster, score) in &scores.scores {
                    *sums.entry(*cluster).or_default() += share * score;
                }
            }
            let standard_error = sums.values().map(|sum| sum * sum).sum::<f64>().sqrt();
            let quantile = student_t_quantile(upper?, freedom)?;
            Some(EventEffect {
                since,
                attended,
                waiting: parts.iter().map(|part| part.3).sum(),
                effect,
                standard_error,
                interval: Interval::around(effect, quantile * standard_error)?,
            })
        })
        .collect()
}

/// The coefficient of attendance with the scores of its clusters.
fn adjusted(
    own: &[(u32, f64)],
    others: &[(u32, f64)],
    known: &BTreeMap<u32, &PanelPerson>,
    width: usize,
) -> Option<(f64, ClusterScores)> {
    let both = || own.iter().chain(others);
    let changes: Vec<f64> = both().map(|change| change.1).collect();
    let clusters: Vec<u32> = both()
        .map(|change| known.get(&change.0).map_or(0, |person| person.cluster))
        .collect();
    let attended = std::iter::repeat_n(1.0, own.len())
        .chain(std::iter::repeat_n(0.0, others.len()))
        .collect();
    let mut columns = vec![vec![1.0; changes.len()], attended];
    columns.extend((0..width).map(|place| {
        both()
            .filter_map(|change| known.get(&change.0)?.covariates.get(place).copied())
            .collect::<Vec<f64>>()
    }));
    loop {
        match LinearModel::fit(&changes, &columns) {
            Ok(model) => {
                let scores = model.cluster_scores(1, &clusters)?;
                return Some((*model.coefficients().get(1)?, scores));
            }
            Err(LinearModelError::Dependent { column }) if column >= 2 => {
                columns.remove(column);
            }
            Err(_) => return None,
        }
    }
}
