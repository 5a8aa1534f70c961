//! Did services change when people had learnt what they take? Volumes and times as series, with
//! their seasons, the line that they were on, and months that are alike to those before.

use serde::{Deserialize, Serialize};

use super::services::first_learnt;
use super::{Evaluation, EvaluationPolicy, Interval};
use crate::outcome::Outcome;
use crate::schedule::Schedule;
use crate::service::Volume;
use crate::statistics::series::{Series, StepOptions, StepTrend, StepUnknown, step_change};
use crate::words::explanation::Language;
use crate::words::id::{ServiceIndex, UnitIndex};
use crate::words::measure::{Minutes, Month};

/// What of a service is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceMeasure {
    /// Cases a month (volume layanan): what people ask for, which training seldom moves.
    Volume,
    /// Minutes that a case takes on the average from being asked for to being done (waktu
    /// penyelesaian).
    Time,
}

impl ServiceMeasure {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Time => "time",
        }
    }
}

/// Why nothing can be said of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceUnknown {
    /// No session that teaches what the service takes is over.
    NothingLearnt,
    /// The months before and after do not tell.
    Months(StepUnknown),
}

impl ServiceUnknown {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NothingLearnt => "nothing_learnt",
            Self::Months(unknown) => unknown.id(),
        }
    }
}

/// A measure of a service before and after people learnt what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceResult {
    /// Which service.
    pub service: ServiceIndex,
    /// The unit that gives it.
    pub unit: UnitIndex,
    /// What of it.
    pub measure: ServiceMeasure,
    /// The first month after the first session that teaches what the service takes.
    pub from: Option<Month>,
    /// Months before it of which the value is known; all known months if no session is over.
    pub months_before: u32,
    /// Months since of which it is known.
    pub months_after: u32,
    /// What the months since would have had on the average without the change: by the same months
    /// of earlier years, and the line on which they were moving, if there was one.
    pub before: Option<f64>,
    /// The mean of the months since.
    pub after: Option<f64>,
    /// The change by [`step_change`].
    pub change: Option<f64>,
    /// Where it lies, with the confidence of the policy.
    pub interval: Option<Interval>,
    /// The change a month of the line that was taken off; `None` if there was none.
    pub trend: Option<f64>,
    /// Why the change cannot be told.
    pub unknown: Option<ServiceUnknown>,
}

impl ServiceResult {
    /// Whether the interval leaves out that nothing changed.
    pub fn changed(&self) -> bool {
        self.interval
            .is_some_and(|interval| !interval.contains(0.0))
    }
}

/// Every service that takes a competency, by service and measure; times only of services that
/// have some.
pub(super) fn service_results(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    rows: &[Outcome],
) -> Vec<ServiceResult> {
    let agency = schedule.agency();
    let services = &agency.services;
    services
        .indices()
        .filter(|&service| !services.competencies(service).is_empty())
        .flat_map(|service| {
            let from =
                first_learnt(schedule, policy, rows, service).map(|day| Month::of(day).plus(1));
            let months = agency.volumes.of(service);
            let until = policy.as_of.map(Month::of);
            let end = months.partition_point(|row| until.is_none_or(|until| row.month < until));
            let months = months.get(..end).unwrap_or(&[]);
            let volume = |row: &Volume| row.count.map(|count| count as f64);
            let time = |row: &Volume| row.time.map(Minutes::as_f64);
            let timed = months.iter().any(|row| row.time.is_some());
            let unit = services.unit(service);
            let of = move |measure, value: &dyn Fn(&Volume) -> Option<f64>| {
                let values: Vec<Option<f64>> = months.iter().map(value).collect();
                let first = months.first().map(|row| row.month);
                result(policy, (service, unit, measure), (first, from), &values)
            };
            let mut found = vec![of(ServiceMeasure::Volume, &volume)];
            if timed {
                found.push(of(ServiceMeasure::Time, &time));
            }
            found
        })
        .collect()
}

fn result(
    policy: &EvaluationPolicy,
    (service, unit, measure): (ServiceIndex, UnitIndex, ServiceMeasure),
    (first, from): (Option<Month>, Option<Month>),
    values: &[Option<f64>],
) -> ServiceResult {
    let count =
        |values: &[Option<f64>]| u32::try_from(values.iter().flatten().count()).unwrap_or(u32::MAX);
    let step = first.zip(from).map_or(values.len(), |(first, from)| {
        let step = from.number().saturating_sub(first.number());
        usize::try_from(step).unwrap_or(0).min(values.len())
    });
    let (before, after) = values.split_at(step);
    let options = StepOptions {
        period: 12,
        confidence: policy.confidence,
        trend: StepTrend::IfSeen,
    };
    let found = match from {
        None => Err(ServiceUnknown::NothingLearnt),
        Some(_) => Series::with_missing(values)
            .ok_or(StepUnknown::Range)
            .and_then(|series| step_change(&series, step, options))
            .map_err(ServiceUnknown::Months),
    };
    let known = found.ok();
    ServiceResult {
        service,
        unit,
        measure,
        from,
        months_before: count(before),
        months_after: count(after),
        before: known.map(|found| found.expected),
        after: known.map(|found| found.after),
        change: known.map(|found| found.change),
        interval: known.map(|found| found.interval),
        trend: known.and_then(|found| found.trend),
        unknown: found.err(),
    }
}

fn reason(unknown: ServiceUnknown, language: Language) -> &'static str {
    match unknown {
        ServiceUnknown::NothingLearnt => language.choose(
            "no session that teaches what it takes is over",
            "belum ada kelas yang mengajarkan kebutuhannya yang selesai",
        ),
        ServiceUnknown::Months(StepUnknown::TooFewBefore) => language.choose(
            "fewer than three months before are known",
            "kurang dari tiga bulan sebelumnya yang diketahui",
        ),
        ServiceUnknown::Months(StepUnknown::TooFewAfter) => language.choose(
            "fewer than three months since are known",
            "kurang dari tiga bulan sesudahnya yang diketahui",
        ),
        ServiceUnknown::Months(StepUnknown::Patchy) => language.choose(
            "too many months are not known",
            "terlalu banyak bulan yang tidak diketahui",
        ),
        ServiceUnknown::Months(StepUnknown::TooFewPairs) => language.choose(
            "the same months of earlier years are too few, or months follow each other too closely",
            "bulan yang sama pada tahun sebelumnya terlalu sedikit, atau bulan-bulan saling mengikuti terlalu erat",
        ),
        ServiceUnknown::Months(StepUnknown::TrendUnknown) => language.choose(
            "the line on which it was moving is known too badly",
            "garis tren sebelumnya belum cukup diketahui",
        ),
        ServiceUnknown::Months(StepUnknown::Range) => language.choose(
            "there are too many months, or too large numbers",
            "bulannya terlalu banyak atau angkanya terlalu besar",
        ),
    }
}

impl Evaluation {
    /// Volumes and times of services before and after people learnt what they take, by service and
    /// measure.
    pub fn service_results(&self) -> &[ServiceResult] {
        &self.content.service_results
    }

    /// What became of a service in one measure, in words. Empty for a row of
    /// [`Evaluation::service_results`] that is not there.
    pub fn service_result_why(&self, row: usize, language: Language) -> String {
        let Some(found) = self.service_results().get(row) else {
            return String::new();
        };
        let name = self.agency().services.name(found.service);
        let unit = self.agency().units.name(found.unit);
        let number = |value: f64| language.number(value, 1);
        let (what, each) = match found.measure {
            ServiceMeasure::Volume => (
                language.choose("cases a month", "layanan per bulan"),
                language.choose("cases", "layanan"),
            ),
            ServiceMeasure::Time => (
                language.choose("minutes a case", "menit per layanan"),
                language.choose("minutes", "menit"),
            ),
        };
        let text = match (found.before, found.after, found.change, found.interval) {
            (Some(before), Some(after), Some(change), Some(interval)) => {
                let ends = format!("{} … {}", number(interval.low), number(interval.high));
                let (before, after, change) = (number(before), number(after), number(change));
                let (earlier, since) = (found.months_before, found.months_after);
                let line = found.trend.map_or_else(String::new, |trend| {
                    let trend = language.number(trend, 2);
                    match language {
                        Language::English => format!("; a line of {trend} a month that was there before is taken off"),
                        Language::Indonesian => format!("; garis tren {trend} per bulan yang sudah ada sebelumnya tidak dihitung"),
                    }
                });
                let verdict = match (found.changed(), found.change < Some(0.0)) {
                    (false, _) => language.choose("no change is seen", "tidak terlihat perubahan"),
                    (true, true) => language.choose("it fell", "turun"),
                    (true, false) => language.choose("it rose", "naik"),
                };
                match language {
                    Language::English => format!(
                        "{after} {what} in {since} months since, {before} expected from the same months before ({earlier} months): a change of {change} {each} ({ends}), {verdict}{line}"
                    ),
                    Language::Indonesian => format!(
                        "{after} {what} dalam {since} bulan sesudahnya, semula diperkirakan {before} menurut bulan yang sama sebelumnya ({earlier} bulan): berubah {change} {each} ({ends}), {verdict}{line}"
                    ),
                }
            }
            _ => {
                let why = found
                    .unknown
                    .map_or("", |unknown| reason(unknown, language));
                match language {
                    Language::English => format!("whether {what} changed cannot be told: {why}"),
                    Language::Indonesian => {
                        format!("perubahan {what} belum dapat dikatakan: {why}")
                    }
                }
            }
        };
        format!("{name} ({unit}): {text}.")
    }
}
