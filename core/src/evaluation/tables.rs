//! The four levels, comparisons, services and money as tables.

use super::artefact::Evaluation;
use super::comparison::{BalanceRow, Comparison, Estimate};
use super::money::BenefitCost;
use super::phases::{EventStudy, PhaseEffect};
use super::questionnaires::QuestionnaireResult;
use super::record::LevelRecord;
use super::service_results::ServiceResult;
use super::services::{SatisfactionChange, ServiceChange};
use crate::outcome::KirkpatrickLevel;
use crate::regulation::satisfaction::SatisfactionGrade;
use crate::words::explanation::Language;
use crate::words::id::ProgrammeIndex;
use crate::words::table::{Column, Table};

impl KirkpatrickLevel {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reaction => "reaction",
            Self::Learning => "learning",
            Self::Behaviour => "behaviour",
            Self::Results => "results",
        }
    }
}

pub(super) fn records(evaluation: &Evaluation) -> Table {
    let programmes = &evaluation.agency().programmes;
    let rows: Vec<(ProgrammeIndex, Option<KirkpatrickLevel>, &LevelRecord)> = evaluation
        .records()
        .iter()
        .flat_map(|record| {
            record
                .levels
                .iter()
                .map(|level| (record.programme, record.breaks_at, level))
        })
        .collect();
    let numbers = |name: &str, of: fn(&LevelRecord) -> Option<f64>| {
        Column::optional_numbers(name, rows.iter().map(|row| of(row.2)))
    };
    Table::new(
        "records",
        vec![
            Column::texts("programme", rows.iter().map(|row| programmes.id(row.0))),
            Column::integers(
                "kirkpatrick",
                rows.iter().map(|row| i64::from(row.2.level.number())),
            ),
            Column::texts("level", rows.iter().map(|row| row.2.level.id())),
            Column::integers("measures", rows.iter().map(|row| i64::from(row.2.measures))),
            Column::integers("people", rows.iter().map(|row| i64::from(row.2.people))),
            numbers("mean", |row| row.mean),
            numbers("change", |row| row.change),
            numbers("low", |row| row.interval.map(|interval| interval.low)),
            numbers("high", |row| row.interval.map(|interval| interval.high)),
            Column::booleans("compared", rows.iter().map(|row| row.2.compared)),
            numbers("months_after_learning", |row| row.months_after_learning),
            Column::integers("forms", rows.iter().map(|row| i64::from(row.2.forms))),
            numbers("form_mean", |row| row.form_mean),
            numbers("form_low", |row| {
                row.form_interval.map(|interval| interval.low)
            }),
            numbers("form_high", |row| {
                row.form_interval.map(|interval| interval.high)
            }),
            Column::texts(
                "form_verdict",
                rows.iter().map(|row| row.2.form_verdict.id()),
            ),
            Column::texts("verdict", rows.iter().map(|row| row.2.verdict.id())),
            Column::booleans(
                "breaks_here",
                rows.iter().map(|row| row.1 == Some(row.2.level)),
            ),
        ],
    )
}

/// Every comparison with the programme, the measure and the level that it is of.
fn compared(evaluation: &Evaluation) -> Vec<(String, String, u8, &Comparison)> {
    let agency = evaluation.agency();
    evaluation
        .results()
        .iter()
        .filter_map(|result| {
            Some((
                agency.programmes.id(result.programme).to_owned(),
                evaluation
                    .outcomes()
                    .measures()
                    .name(result.measure)
                    .to_owned(),
                result.kirkpatrick.number(),
                result.comparison.as_deref()?,
            ))
        })
        .collect()
}

/// The columns that name what a row is of.
fn subject<'a>(rows: impl Iterator<Item = (&'a String, &'a String, u8)> + Clone) -> Vec<Column> {
    vec![
        Column::texts("programme", rows.clone().map(|row| row.0.clone())),
        Column::texts("measure", rows.clone().map(|row| row.1.clone())),
        Column::integers("kirkpatrick", rows.map(|row| i64::from(row.2))),
    ]
}

pub(super) fn comparisons(evaluation: &Evaluation) -> Table {
    let all = compared(evaluation);
    let rows: Vec<(&String, &String, u8, &Comparison, &Estimate)> = all
        .iter()
        .flat_map(|(programme, measure, level, comparison)| {
            comparison
                .estimates
                .iter()
                .map(move |estimate| (programme, measure, *level, *comparison, estimate))
        })
        .collect();
    let mut columns = subject(rows.iter().map(|row| (row.0, row.1, row.2)));
    columns.extend([
        Column::texts("method", rows.iter().map(|row| row.4.method.id())),
        Column::numbers("value", rows.iter().map(|row| row.4.value)),
        Column::numbers("low", rows.iter().map(|row| row.4.interval.low)),
        Column::numbers("high", rows.iter().map(|row| row.4.interval.high)),
        Column::integers("attended", rows.iter().map(|row| i64::from(row.4.attended))),
        Column::integers("compared", rows.iter().map(|row| i64::from(row.4.compared))),
        Column::integers("found", rows.iter().map(|row| i64::from(row.3.found))),
        Column::booleans("sign_flips", rows.iter().map(|row| row.3.sign_flips)),
    ]);
    Table::new("comparisons", columns)
}

pub(super) fn balance(evaluation: &Evaluation) -> Table {
    let all = compared(evaluation);
    let rows: Vec<(&String, &String, u8, &BalanceRow)> = all
        .iter()
        .flat_map(|(programme, measure, level, comparison)| {
            comparison
                .balance
                .iter()
                .map(move |row| (programme, measure, *level, row))
        })
        .collect();
    let mut columns = subject(rows.iter().map(|row| (row.0, row.1, row.2)));
    columns.extend([
        Column::texts("what", rows.iter().map(|row| row.3.what.clone())),
        Column::numbers(
            "mean_attended",
            rows.iter().map(|row| row.3.balance.mean_first),
        ),
        Column::numbers(
            "mean_compared",
            rows.iter().map(|row| row.3.balance.mean_second),
        ),
        Column::optional_numbers(
            "standardised_difference",
            rows.iter().map(|row| row.3.balance.standardised_difference),
        ),
        Column::optional_numbers(
            "variance_ratio",
            rows.iter().map(|row| row.3.balance.variance_ratio),
        ),
    ]);
    Table::new("balance", columns)
}

pub(super) fn services(evaluation: &Evaluation) -> Table {
    let services = &evaluation.agency().services;
    let rows = evaluation.services();
    let numbers = |name: &str, of: fn(&ServiceChange) -> Option<f64>| {
        Column::optional_numbers(name, rows.iter().map(of))
    };
    let asked = |name: &str, of: fn(&SatisfactionChange) -> Option<f64>| {
        Column::optional_numbers(name, rows.iter().map(|row| of(row.satisfaction.as_ref()?)))
    };
    let forms = |name: &str, of: fn(&SatisfactionChange) -> u32| {
        Column::optional_integers(
            name,
            rows.iter()
                .map(|row| row.satisfaction.as_ref().map(|found| i64::from(of(found)))),
        )
    };
    let grade = |name: &str, of: fn(&SatisfactionChange) -> Option<SatisfactionGrade>| {
        Column::optional_texts(
            name,
            rows.iter()
                .map(|row| Some(of(row.satisfaction.as_ref()?)?.id().to_owned())),
        )
    };
    let why = |language| (0..rows.len()).map(move |row| evaluation.service_why(row, language));
    Table::new(
        "services",
        vec![
            Column::texts("service", rows.iter().map(|row| services.id(row.service))),
            Column::optional_texts(
                "from",
                rows.iter()
                    .map(|row| row.from.map(|month| month.to_string())),
            ),
            Column::integers("months", rows.iter().map(|row| i64::from(row.months))),
            numbers("mean_before", |row| row.mean_before),
            numbers("mean_after", |row| row.mean_after),
            numbers("change", |row| row.change),
            numbers("low", |row| row.interval.map(|interval| interval.low)),
            numbers("high", |row| row.interval.map(|interval| interval.high)),
            forms("respondents_before", |found| found.respondents_before),
            asked("satisfaction_before", |found| found.before),
            grade("grade_before", |found| found.grade_before),
            forms("respondents_after", |found| found.respondents_after),
            asked("satisfaction_after", |found| found.after),
            grade("grade_after", |found| found.grade_after),
            asked("satisfaction_change", |found| found.change),
            asked("satisfaction_low", |found| {
                found.interval.map(|interval| interval.low)
            }),
            asked("satisfaction_high", |found| {
                found.interval.map(|interval| interval.high)
            }),
            Column::texts("why", why(Language::English)),
            Column::texts("alasan", why(Language::Indonesian)),
        ],
    )
}

pub(super) fn service_results(evaluation: &Evaluation) -> Table {
    let agency = evaluation.agency();
    let rows = evaluation.service_results();
    let numbers = |name: &str, of: fn(&ServiceResult) -> Option<f64>| {
        Column::optional_numbers(name, rows.iter().map(of))
    };
    let why =
        |language| (0..rows.len()).map(move |row| evaluation.service_result_why(row, language));
    Table::new(
        "service_results",
        vec![
            Column::texts("unit", rows.iter().map(|row| agency.units.id(row.unit))),
            Column::texts(
                "service",
                rows.iter().map(|row| agency.services.id(row.service)),
            ),
            Column::texts("measure", rows.iter().map(|row| row.measure.id())),
            Column::optional_texts(
                "from",
                rows.iter()
                    .map(|row| row.from.map(|month| month.to_string())),
            ),
            Column::integers(
                "months_before",
                rows.iter().map(|row| i64::from(row.months_before)),
            ),
            Column::integers(
                "months_after",
                rows.iter().map(|row| i64::from(row.months_after)),
            ),
            numbers("before", |row| row.before),
            numbers("after", |row| row.after),
            numbers("change", |row| row.change),
            numbers("low", |row| row.interval.map(|interval| interval.low)),
            numbers("high", |row| row.interval.map(|interval| interval.high)),
            numbers("trend", |row| row.trend),
            Column::booleans("changed", rows.iter().map(ServiceResult::changed)),
            Column::optional_texts(
                "unknown",
                rows.iter()
                    .map(|row| row.unknown.map(|unknown| unknown.id().to_owned())),
            ),
            Column::texts("why", why(Language::English)),
            Column::texts("alasan", why(Language::Indonesian)),
        ],
    )
}

/// One row for each element, and one for all of them (no element).
pub(super) fn questionnaires(evaluation: &Evaluation) -> Table {
    let programmes = &evaluation.agency().programmes;
    let rows: Vec<(&QuestionnaireResult, Option<&(String, f64)>)> = evaluation
        .questionnaires()
        .iter()
        .flat_map(|found| {
            std::iter::once((found, None)).chain(
                found
                    .elements
                    .iter()
                    .map(move |element| (found, Some(element))),
            )
        })
        .collect();
    let whole = |name: &str, of: fn(&QuestionnaireResult) -> Option<f64>| {
        Column::optional_numbers(
            name,
            rows.iter()
                .map(move |row| if row.1.is_none() { of(row.0) } else { None }),
        )
    };
    Table::new(
        "questionnaires",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| programmes.id(row.0.programme)),
            ),
            Column::integers(
                "kirkpatrick",
                rows.iter().map(|row| i64::from(row.0.kirkpatrick.number())),
            ),
            Column::optional_texts(
                "element",
                rows.iter()
                    .map(|row| row.1.map(|element| element.0.clone())),
            ),
            Column::integers("forms", rows.iter().map(|row| i64::from(row.0.forms))),
            Column::integers(
                "incomplete",
                rows.iter().map(|row| i64::from(row.0.incomplete)),
            ),
            Column::optional_numbers(
                "mean",
                rows.iter()
                    .map(|row| row.1.map_or(row.0.mean, |element| Some(element.1))),
            ),
            whole("low", |found| found.interval.map(|interval| interval.low)),
            whole("high", |found| found.interval.map(|interval| interval.high)),
            Column::integers("too_soon", rows.iter().map(|row| i64::from(row.0.too_soon))),
            Column::optional_texts(
                "verdict",
                rows.iter()
                    .map(|row| row.1.is_none().then(|| row.0.verdict.id().to_owned())),
            ),
            whole("alpha", |found| found.alpha),
            whole("alpha_low", |found| {
                found.alpha_interval.map(|interval| interval.low)
            }),
            whole("alpha_high", |found| {
                found.alpha_interval.map(|interval| interval.high)
            }),
        ],
    )
}

pub(super) fn money(evaluation: &Evaluation) -> Table {
    let programmes = &evaluation.agency().programmes;
    let rows = evaluation.money();
    let amounts =
        |name: &str, of: fn(&BenefitCost) -> i64| Column::integers(name, rows.iter().map(of));
    let ratio = |name: &str, place: usize| {
        Column::optional_numbers(
            name,
            rows.iter()
                .map(move |row| row.ratios().map(|ratios| ratios[place])),
        )
    };
    let returned = |name: &str, place: usize| {
        Column::optional_numbers(
            name,
            rows.iter()
                .map(move |row| row.returns().map(|returns| returns[place])),
        )
    };
    Table::new(
        "money",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| programmes.id(row.programme)),
            ),
            amounts("people", |row| i64::from(row.people)),
            amounts("benefit_low", |row| row.benefit_low.amount()),
            amounts("benefit", |row| row.benefit.amount()),
            amounts("benefit_high", |row| row.benefit_high.amount()),
            amounts("cost", |row| row.cost.amount()),
            ratio("benefit_cost_low", 0),
            ratio("benefit_cost", 1),
            ratio("benefit_cost_high", 2),
            returned("return_percent_low", 0),
            returned("return_percent", 1),
            returned("return_percent_high", 2),
            amounts("measures", |row| i64::from(row.measures)),
            amounts("compared", |row| i64::from(row.compared)),
        ],
    )
}

/// One row for each phase of each study; its sentence stands on every row.
pub(super) fn event_study(evaluation: &Evaluation) -> Table {
    let programmes = &evaluation.agency().programmes;
    let measures = evaluation.outcomes().measures();
    let rows: Vec<(usize, &EventStudy, &PhaseEffect)> = evaluation
        .event_studies()
        .iter()
        .enumerate()
        .flat_map(|(number, study)| study.effects.iter().map(move |row| (number, study, row)))
        .collect();
    let why = |language| {
        rows.iter()
            .map(move |row| evaluation.event_study_why(row.0, language))
    };
    Table::new(
        "event_study",
        vec![
            Column::integers(
                "study",
                rows.iter()
                    .map(|row| i64::try_from(row.0).unwrap_or(i64::MAX)),
            ),
            Column::texts(
                "programme",
                rows.iter().map(|row| programmes.id(row.1.programme)),
            ),
            Column::texts(
                "measure",
                rows.iter().map(|row| measures.name(row.1.measure)),
            ),
            Column::integers(
                "kirkpatrick",
                rows.iter().map(|row| i64::from(row.1.kirkpatrick.number())),
            ),
            Column::integers("since", rows.iter().map(|row| row.2.since)),
            Column::numbers("effect", rows.iter().map(|row| row.2.effect)),
            Column::numbers(
                "standard_error",
                rows.iter().map(|row| row.2.standard_error),
            ),
            Column::numbers("low", rows.iter().map(|row| row.2.interval.low)),
            Column::numbers("high", rows.iter().map(|row| row.2.interval.high)),
            Column::integers("attended", rows.iter().map(|row| i64::from(row.2.attended))),
            Column::integers("waiting", rows.iter().map(|row| i64::from(row.2.waiting))),
            Column::booleans("enough", rows.iter().map(|row| row.2.enough)),
            Column::texts("pre_trend", rows.iter().map(|row| row.1.pre_trend.id())),
            Column::texts("why", why(Language::English)),
            Column::texts("alasan", why(Language::Indonesian)),
        ],
    )
}
