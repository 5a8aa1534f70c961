//! Services before and after: how many cases came in the months after people had learnt what a
//! service takes, against the same months a year before.

use serde::{Deserialize, Serialize};

use super::artefact::Evaluation;
use super::{EvaluationPolicy, Interval, SurveyResult, survey, survey_change};
use crate::agency::Agency;
use crate::outcome::{Outcome, SurveyOf};
use crate::regulation::satisfaction::SatisfactionGrade;
use crate::schedule::Schedule;
use crate::statistics::{Moments, mean_interval};
use crate::words::explanation::Language;
use crate::words::id::ServiceIndex;
use crate::words::measure::{Date, Month};

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
    /// The satisfaction of the people who are served, if they were asked.
    pub satisfaction: Option<SatisfactionChange>,
}

/// The satisfaction of the people who are served (SKM, exact weights), before and after.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SatisfactionChange {
    /// Forms that answer every element, before the first session that teaches what the service
    /// takes was over; all of them if no session has been held.
    pub respondents_before: u32,
    /// Forms since the month after it.
    pub respondents_after: u32,
    /// The index before, 25 to 100.
    pub before: Option<f64>,
    /// The index since.
    pub after: Option<f64>,
    /// The grade of the index before, rounded to two decimals.
    pub grade_before: Option<SatisfactionGrade>,
    /// The grade of the index since.
    pub grade_after: Option<SatisfactionGrade>,
    /// The change of the mean of the respondents' own indices; from two forms on either side.
    pub change: Option<f64>,
    /// Its interval of 95 % by Welch's t.
    pub interval: Option<Interval>,
}

fn satisfaction(
    agency: &Agency,
    service: ServiceIndex,
    first: Option<Date>,
    until: Option<Date>,
) -> Option<SatisfactionChange> {
    let about = SurveyOf::Service(service);
    if agency.surveys.of(about).is_empty() {
        return None;
    }
    let grades = agency.regulation.satisfaction_grades();
    let counts = |day: Date| until.is_none_or(|until| day <= until);
    let from = first.map(|day| Month::of(day).plus(1));
    let of = |keep: &dyn Fn(Date) -> bool| {
        let (_, forms) = agency.surveys.forms(about, |day| counts(day) && keep(day));
        survey(&forms, &grades).ok()
    };
    let before = of(&|day| first.is_none_or(|first| day <= first));
    let after = of(&|day| from.is_some_and(|from| Month::of(day) >= from));
    let change = before
        .as_ref()
        .zip(after.as_ref())
        .and_then(|(before, after)| survey_change(before, after));
    let index = |found: &SurveyResult| found.exact.index.as_f64();
    Some(SatisfactionChange {
        respondents_before: before.as_ref().map_or(0, |found| found.respondents),
        respondents_after: after.as_ref().map_or(0, |found| found.respondents),
        before: before.as_ref().map(index),
        after: after.as_ref().map(index),
        grade_before: before.as_ref().map(|found| found.exact.grade),
        grade_after: after.as_ref().map(|found| found.exact.grade),
        change: change.map(|(test, _)| test.difference),
        interval: change.map(|(_, interval)| interval),
    })
}

/// The last day of the first session that teaches what a service takes and is over by the
/// evaluation's day, or that of the last outcome.
pub(super) fn first_learnt(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    rows: &[Outcome],
    service: ServiceIndex,
) -> Option<Date> {
    let agency = schedule.agency();
    let until = until(policy, rows)?;
    let takes = agency.services.competencies(service);
    let teaches = |programme| {
        let effects = agency.programmes.effects(programme);
        effects.iter().any(|effect| {
            takes
                .iter()
                .any(|taken| taken.competency == effect.competency)
        })
    };
    schedule
        .sessions()
        .iter()
        .filter(|session| teaches(session.programme))
        .filter_map(|session| session.end())
        .filter(|end| *end <= until)
        .min()
}

fn until(policy: &EvaluationPolicy, rows: &[Outcome]) -> Option<Date> {
    policy
        .as_of
        .or_else(|| rows.iter().filter_map(|row| row.date).max())
}

/// Every service that takes a competency, by service. A volume tells what people ask for; whether
/// they are served better, times and satisfaction tell.
pub(super) fn services(
    schedule: &Schedule,
    policy: &EvaluationPolicy,
    rows: &[Outcome],
) -> Vec<ServiceChange> {
    let agency = schedule.agency();
    let until = until(policy, rows);
    agency
        .services
        .indices()
        .filter(|&service| !agency.services.competencies(service).is_empty())
        .map(|service| {
            let first = first_learnt(schedule, policy, rows, service);
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
                satisfaction: satisfaction(agency, service, first, until),
            }
        })
        .collect()
}

impl Evaluation {
    /// The volumes of services before and after, by service.
    pub fn services(&self) -> &[ServiceChange] {
        &self.content.services
    }

    /// How a service changed, in words: volumes and satisfaction. Empty for a row of
    /// [`Evaluation::services`] that is not there.
    pub fn service_why(&self, row: usize, language: Language) -> String {
        let Some(change) = self.services().get(row) else {
            return String::new();
        };
        let name = self.agency().services.name(change.service);
        let number = |value: f64, decimals| language.number(value, decimals);
        let mut parts = Vec::new();
        if let (Some(before), Some(after)) = (change.mean_before, change.mean_after) {
            let (before, after, months) = (number(before, 1), number(after, 1), change.months);
            parts.push(match language {
                Language::English => format!("{before} cases a month a year before, {after} since ({months} months)"),
                Language::Indonesian => format!("{before} layanan per bulan setahun sebelumnya, {after} sesudahnya ({months} bulan)"),
            });
        }
        if let Some(found) = change.satisfaction {
            let index = |value: Option<f64>, grade: Option<SatisfactionGrade>| {
                value.zip(grade).map_or_else(
                    || "–".to_owned(),
                    |(value, grade)| format!("{} ({})", number(value, 2), grade.id()),
                )
            };
            let before = index(found.before, found.grade_before);
            let after = index(found.after, found.grade_after);
            let (one, two) = (found.respondents_before, found.respondents_after);
            let mut text = match language {
                Language::English => format!(
                    "satisfaction (SKM) {before} of {one} respondents before, {after} of {two} since"
                ),
                Language::Indonesian => format!(
                    "kepuasan (SKM) {before} dari {one} responden sebelumnya, {after} dari {two} responden sesudahnya"
                ),
            };
            if let Some(interval) = found.interval {
                let change = number(found.change.unwrap_or_default(), 2);
                let (low, high) = (number(interval.low, 2), number(interval.high, 2));
                text.push_str(&match language {
                    Language::English => format!(", a change of {change} ({low} … {high})"),
                    Language::Indonesian => format!(", berubah {change} ({low} … {high})"),
                });
            }
            parts.push(text);
        }
        if parts.is_empty() {
            parts.push(
                language
                    .choose(
                        "nothing is known since people learnt what it takes",
                        "belum ada data sejak pegawai mempelajari yang dibutuhkan",
                    )
                    .to_owned(),
            );
        }
        format!("{name}: {}.", parts.join("; "))
    }
}
