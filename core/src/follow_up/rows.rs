//! Follow-up as tables.

use super::artefact::{ActionKind, EffectUpdate, FollowUp};
use crate::words::explanation::Language;
use crate::words::table::{Column, Table};

impl ActionKind {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Continue => "continue",
            Self::Expand => "expand",
            Self::AdjustContent => "adjust_content",
            Self::AdjustMethod => "adjust_method",
            Self::Repeat => "repeat",
            Self::Reassess => "reassess",
            Self::Stop => "stop",
        }
    }

    /// As people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Continue => language.choose("continue", "teruskan"),
            Self::Expand => language.choose("expand", "perluas"),
            Self::AdjustContent => language.choose("adjust the content", "sesuaikan materi"),
            Self::AdjustMethod => language.choose("adjust the method", "sesuaikan metode"),
            Self::Repeat => language.choose("repeat", "ulangi"),
            Self::Reassess => language.choose("reassess", "nilai ulang"),
            Self::Stop => language.choose("stop", "hentikan"),
        }
    }
}

pub(super) fn actions(follow_up: &FollowUp) -> Table {
    let agency = follow_up.agency();
    let rows = follow_up.actions();
    Table::new(
        "actions",
        vec![
            Column::texts("action", rows.iter().map(|row| row.kind.id())),
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            Column::optional_texts(
                "competency",
                rows.iter()
                    .map(|row| row.competency.map(|c| agency.framework.id(c).to_owned())),
            ),
            Column::texts(
                "people",
                rows.iter().map(|row| {
                    let labels: Vec<String> = row
                        .people
                        .iter()
                        .map(|&person| agency.people.label(person))
                        .collect();
                    labels.join(" ")
                }),
            ),
            Column::days("date", rows.iter().map(|row| row.date)),
            Column::optional_numbers("probability", rows.iter().map(|row| row.probability)),
            Column::optional_numbers(
                "expected_levels",
                rows.iter().map(|row| row.expected_levels),
            ),
            Column::optional_integers(
                "money",
                rows.iter().map(|row| row.money.map(|m| m.amount())),
            ),
            Column::integers(
                "evidence",
                rows.iter().map(|row| i64::from(row.evidence_people)),
            ),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| follow_up.why(row, Language::English)),
            ),
            Column::texts(
                "alasan",
                (0..rows.len()).map(|row| follow_up.why(row, Language::Indonesian)),
            ),
        ],
    )
}

pub(super) fn updates(follow_up: &FollowUp) -> Table {
    let agency = follow_up.agency();
    let rows = follow_up.updates();
    let numbers = |name: &str, value: fn(&EffectUpdate) -> Option<f64>| {
        Column::optional_numbers(name, rows.iter().map(value))
    };
    Table::new(
        "updates",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            Column::texts(
                "competency",
                rows.iter().map(|row| agency.framework.id(row.competency)),
            ),
            numbers("prior_mean", |row| Some(row.prior_mean)),
            numbers("prior_deviation", |row| Some(row.prior_deviation)),
            numbers("data_mean", |row| row.data_mean),
            numbers("data_standard_error", |row| row.data_standard_error),
            Column::booleans("compared", rows.iter().map(|row| row.compared)),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            Column::integers("sessions", rows.iter().map(|row| i64::from(row.sessions))),
            numbers("posterior_mean", |row| Some(row.posterior_mean)),
            numbers("posterior_deviation", |row| Some(row.posterior_deviation)),
            numbers("probability_worthwhile", |row| {
                Some(row.probability_worthwhile)
            }),
        ],
    )
}
