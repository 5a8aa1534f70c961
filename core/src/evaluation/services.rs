//! Services before and after: how many cases came in the months after people had learnt what a
//! service takes, against the same months a year before.

use serde::{Deserialize, Serialize};

use super::artefact::Evaluation;
use super::{EvaluationPolicy, Interval};
use crate::outcome::Outcome;
use crate::schedule::Schedule;
use crate::statistics::{Moments, mean_interval};
use crate::words::id::ServiceIndex;
use crate::words::measure::Month;

/// The volume of a service before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceChange {
    /// Which service.
    pub service: ServiceIndex,
    /// The first month after the first session that teaches what the service takes; `None` if no
    /// session has been held.
    pub from: Option<Month>,
    /// Months since then whose counts, and those of the same month a year before, are known.
    pub months: u32,
    /// Mean cases a month in the months a year before.
    pub mean_before: Option<f64>,
    /// Mean cases a month since then.
    pub mean_after: Option<f64>,
    /// Mean change over the pairs of months, so that the season does not show.
    pub change: Option<f64>,
    /// Its interval by Student's t; from three pairs of months on.
    pub interval: Option<Interval>,
}

/// Every service that takes a competency, by service. A volume tells what people ask for; whether
/// they are served better, times and satisfaction tell.
pub(super) fn services(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    rows: &[Outcome],
) -> Vec<ServiceChange> {
    let agency = schedule.agency();
    let until = policy
        .as_of
        .or_else(|| rows.iter().filter_map(|row| row.date).max());
    agency
        .services
        .indices()
        .filter(|&service| !agency.services.competencies(service).is_empty())
        .map(|service| {
            let takes = agency.services.competencies(service);
            let first = schedule
                .sessions()
                .iter()
                .filter(|session| {
                    agency
                        .programmes
                        .effects(session.programme)
                        .iter()
                        .any(|effect| {
                            takes
                                .iter()
                                .any(|taken| taken.competency == effect.competency)
                        })
                })
                .filter_map(|session| session.end())
                .filter(|end| until.is_some_and(|until| *end <= until))
                .min();
            let from = first.map(|day| Month::of(day).plus(1));
            let volumes = agency.volumes.of(service);
            let count = |month: Month| {
                let place = volumes
                    .binary_search_by_key(&month, |volume| volume.month)
                    .ok()?;
                volumes.get(place)?.count.map(|count| count as f64)
            };
            let pairs: Vec<(f64, f64)> = volumes
                .iter()
                .filter(|volume| from.is_some_and(|from| volume.month >= from))
                .filter_map(|volume| Some((count(volume.month.plus(-12))?, volume.count? as f64)))
                .collect();
            let (before, after): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let changes = Moments::of_changes(&before, &after);
            let mean = |values: &[f64]| Moments::of(values).map(|moments| moments.mean());
            ServiceChange {
                service,
                from,
                months: u32::try_from(before.len()).unwrap_or(u32::MAX),
                mean_before: mean(&before),
                mean_after: mean(&after),
                change: changes.as_ref().map(Moments::mean),
                interval: changes
                    .as_ref()
                    .filter(|changes| changes.count() >= 3)
                    .and_then(|changes| mean_interval(changes, policy.confidence)),
            }
        })
        .collect()
}

impl Evaluation {
    /// The volumes of services before and after, by service.
    pub fn services(&self) -> &[ServiceChange] {
        &self.content.services
    }
}
