//! Several raters of the same people: do they agree, and how reliable is their mean?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Interval;
use crate::outcome::Outcome;
use crate::statistics::{IccForm, RatingAnova, Ratings};
use crate::words::id::PersonIndex;
use crate::words::measure::Date;

/// How far raters agree who measured the same people on the same day.
///
/// Which rater a row is of is not known, so the model is one-way (Shrout & Fleiss 1979, case 1):
/// differences between raters count as error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RaterAgreement {
    /// Whether it is of the values before; of those after if not.
    pub before: bool,
    /// People who were measured by so many raters.
    pub people: u32,
    /// Raters of each of them.
    pub raters: u32,
    /// ICC(1,1), the reliability of one rater, at most 1.
    pub single: f64,
    /// Its interval.
    pub single_interval: Option<Interval>,
    /// ICC(1,k), the reliability of the raters' mean, which is what counts for a person.
    pub mean: f64,
    /// Its interval.
    pub mean_interval: Option<Interval>,
}

/// The agreement in the values before or after, whichever more people have of several raters.
pub(super) fn agreement(rows: &[&Outcome], confidence: f64) -> Option<RaterAgreement> {
    let before = of(rows, confidence, true);
    let after = of(rows, confidence, false);
    match (before, after) {
        (Some(before), Some(after)) if after.people > before.people => Some(after),
        (before, after) => before.or(after),
    }
}

fn of(rows: &[&Outcome], confidence: f64, before: bool) -> Option<RaterAgreement> {
    let mut seen: BTreeMap<(PersonIndex, Date), Vec<f64>> = BTreeMap::new();
    for row in rows {
        let value = if before { row.before } else { row.after };
        if let (Some(person), Some(day), Some(value)) = (row.person, row.date, value) {
            seen.entry((person, day)).or_default().push(value);
        }
    }
    // Of several days of a person the last with several raters counts: people are the subjects.
    let mut people: BTreeMap<PersonIndex, Vec<f64>> = BTreeMap::new();
    for ((person, _), mut values) in seen {
        if values.len() >= 2 {
            values.sort_by(f64::total_cmp);
            people.insert(person, values);
        }
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for values in people.values() {
        *counts.entry(values.len()).or_default() += 1;
    }
    // The number of raters that most people have; of equals the larger one.
    let (&raters, &subjects) = counts
        .iter()
        .max_by_key(|(raters, people)| (**people, **raters))?;
    let values: Vec<f64> = people
        .into_values()
        .filter(|values| values.len() == raters)
        .flatten()
        .collect();
    let anova = RatingAnova::of(&Ratings::new(raters, &values).ok()?).ok()?;
    Some(RaterAgreement {
        before,
        people: u32::try_from(subjects).unwrap_or(u32::MAX),
        raters: u32::try_from(raters).unwrap_or(u32::MAX),
        single: anova.icc(IccForm::OneWaySingle)?,
        single_interval: anova.icc_interval(IccForm::OneWaySingle, confidence),
        mean: anova.icc(IccForm::OneWayMean)?,
        mean_interval: anova.icc_interval(IccForm::OneWayMean, confidence),
    })
}
