//! Evaluations as tables.

use super::Interval;
use super::artefact::{Evaluation, MeasureResult, Verdict};
use crate::words::explanation::Language;
use crate::words::table::{Column, Table};

impl Verdict {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::DoesNotWork => "does_not_work",
            Self::Unclear => "unclear",
            Self::NotEnoughData => "not_enough_data",
            Self::NotJudged => "not_judged",
        }
    }

    /// As people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Works => language.choose("works", "berhasil"),
            Self::DoesNotWork => language.choose("does not work", "tidak berhasil"),
            Self::Unclear => language.choose("unclear", "belum jelas"),
            Self::NotEnoughData => language.choose("not enough data", "data belum cukup"),
            Self::NotJudged => language.choose("not judged", "tidak disimpulkan"),
        }
    }
}

pub(super) fn results(evaluation: &Evaluation) -> Table {
    let agency = evaluation.agency();
    let outcomes = evaluation.outcomes();
    let rows = evaluation.results();
    let numbers = |name: &str, value: fn(&MeasureResult) -> Option<f64>| {
        Column::optional_numbers(name, rows.iter().map(value))
    };
    let ends =
        |name: &str, of: fn(&MeasureResult) -> Option<Interval>, end: fn(Interval) -> f64| {
            Column::optional_numbers(name, rows.iter().map(|row| of(row).map(end)))
        };
    let low = |interval: Interval| interval.low;
    let high = |interval: Interval| interval.high;
    let counts = |name: &str, value: fn(&MeasureResult) -> u32| {
        Column::integers(name, rows.iter().map(|row| i64::from(value(row))))
    };
    let optional_counts = |name: &str, value: fn(&MeasureResult) -> Option<u32>| {
        Column::optional_integers(name, rows.iter().map(|row| value(row).map(i64::from)))
    };
    Table::new(
        "results",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            Column::texts(
                "measure",
                rows.iter().map(|row| outcomes.measures().name(row.measure)),
            ),
            counts("kirkpatrick", |row| u32::from(row.kirkpatrick.number())),
            counts("people", |row| row.people),
            counts("pairs", |row| row.pairs),
            counts("repeated", |row| row.repeated),
            numbers("mean_before", |row| row.mean_before),
            numbers("mean_after", |row| row.mean_after),
            numbers("change", |row| row.change),
            numbers("standard_error", |row| row.standard_error),
            ends("change_low", |row| row.change_interval, low),
            ends("change_high", |row| row.change_interval, high),
            numbers("p_value", |row| row.p_value),
            numbers("hake_gain", |row| row.hake_gain),
            numbers("d_z", |row| row.effect_size),
            ends("d_z_low", |row| row.effect_size_interval, low),
            ends("d_z_high", |row| row.effect_size_interval, high),
            numbers("hedges_g_z", |row| row.hedges_g),
            numbers("d_av", |row| row.d_av),
            numbers("d_av_rms", |row| row.d_av_root_mean_square),
            numbers("d_rm", |row| row.d_rm),
            numbers("d_b", |row| row.d_b),
            numbers("normalised_change", |row| row.normalised_change),
            ends("hake_low", |row| row.hake_interval, low),
            ends("hake_high", |row| row.hake_interval, high),
            numbers("wilcoxon_p_value", |row| row.wilcoxon_p_value),
            numbers("rank_biserial", |row| row.rank_biserial),
            numbers("reliability", |row| Some(row.reliable?.reliability)),
            numbers("smallest_reliable_change", |row| {
                Some(row.reliable?.smallest)
            }),
            optional_counts("recovered", |row| Some(row.reliable?.recovered)),
            optional_counts("improved", |row| Some(row.reliable?.improved)),
            optional_counts("unchanged", |row| Some(row.reliable?.unchanged)),
            optional_counts("deteriorated", |row| Some(row.reliable?.deteriorated)),
            optional_counts("attained", |row| row.attained),
            optional_counts("attained_of", |row| row.attained_of),
            ends("attainment_low", |row| row.attainment_interval, low),
            ends("attainment_high", |row| row.attainment_interval, high),
            counts("comparison_pairs", |row| row.comparison_pairs),
            numbers("comparison_change", |row| row.comparison_change),
            numbers("difference", |row| row.difference),
            numbers("difference_standard_error", |row| {
                row.difference_standard_error
            }),
            ends("difference_low", |row| row.difference_interval, low),
            ends("difference_high", |row| row.difference_interval, high),
            Column::optional_integers(
                "raters",
                rows.iter()
                    .map(|row| row.agreement.map(|found| i64::from(found.raters))),
            ),
            numbers("rater_reliability", |row| {
                row.agreement.map(|found| found.single)
            }),
            numbers("mean_reliability", |row| {
                row.agreement.map(|found| found.mean)
            }),
            ends(
                "mean_reliability_low",
                |row| row.agreement.and_then(|found| found.mean_interval),
                low,
            ),
            ends(
                "mean_reliability_high",
                |row| row.agreement.and_then(|found| found.mean_interval),
                high,
            ),
            numbers("worthwhile", |row| row.worthwhile),
            numbers("p_worthwhile", |row| row.p_worthwhile),
            numbers("p_adjusted", |row| row.p_adjusted),
            Column::booleans("held_back", rows.iter().map(|row| row.held_back)),
            Column::booleans(
                "sign_flips",
                rows.iter()
                    .map(|row| row.comparison.as_ref().is_some_and(|c| c.sign_flips)),
            ),
            Column::texts("verdict", rows.iter().map(|row| row.verdict.id())),
        ],
    )
}

pub(super) fn verdicts(evaluation: &Evaluation) -> Table {
    let programmes = &evaluation.agency().programmes;
    let rows = evaluation.verdicts();
    Table::new(
        "verdicts",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| programmes.id(row.programme)),
            ),
            Column::texts(
                "name",
                rows.iter().map(|row| programmes.name(row.programme)),
            ),
            Column::texts("verdict", rows.iter().map(|row| row.verdict.id())),
            Column::booleans(
                "nothing_changed",
                rows.iter().map(|row| row.nothing_changed),
            ),
            Column::integers("planned", rows.iter().map(|row| i64::from(row.planned))),
            Column::integers("measured", rows.iter().map(|row| i64::from(row.measured))),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| evaluation.verdict_why(row, Language::English)),
            ),
        ],
    )
}

pub(super) fn ledger(evaluation: &Evaluation) -> Table {
    let programmes = &evaluation.agency().programmes;
    let rows = evaluation.ledger();
    Table::new(
        "ledger",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| programmes.id(row.programme)),
            ),
            Column::integers(
                "people_planned",
                rows.iter().map(|r| i64::from(r.people_planned)),
            ),
            Column::integers(
                "people_attended",
                rows.iter().map(|r| i64::from(r.people_attended)),
            ),
            Column::integers(
                "people_unplanned",
                rows.iter().map(|r| i64::from(r.people_unplanned)),
            ),
            Column::numbers(
                "hours_planned",
                rows.iter().map(|row| row.hours_planned.as_f64()),
            ),
            Column::numbers(
                "hours_attended",
                rows.iter().map(|row| row.hours_attended.as_f64()),
            ),
            Column::integers(
                "cost_planned",
                rows.iter().map(|row| row.cost_planned.amount()),
            ),
            Column::integers(
                "cost_attended",
                rows.iter().map(|row| row.cost_attended.amount()),
            ),
            Column::numbers("levels_planned", rows.iter().map(|row| row.levels_planned)),
            Column::numbers("levels_gained", rows.iter().map(|row| row.levels_gained)),
            Column::numbers(
                "levels_expected_of_measured",
                rows.iter().map(|row| row.levels_expected_of_measured),
            ),
        ],
    )
}
