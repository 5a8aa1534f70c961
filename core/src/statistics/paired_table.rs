//! The summaries of many groups as a table.

use super::PairedSummary;
use crate::words::table::{Column, Table};

/// Summaries as rows, one for each group: its name, and every figure of the summary. A group whose
/// number has no name stays without one.
pub fn paired_summaries_table(names: &[String], rows: &[(u32, PairedSummary)]) -> Table {
    let name = |place: u32| names.get(place as usize).cloned().unwrap_or_default();
    let numbers = |column: &str, of: fn(&PairedSummary) -> Option<f64>| {
        Column::optional_numbers(column, rows.iter().map(|row| of(&row.1)))
    };
    Table::new(
        "summaries",
        vec![
            Column::texts("group", rows.iter().map(|row| name(row.0))),
            Column::integers(
                "pairs",
                rows.iter()
                    .map(|row| i64::try_from(row.1.pairs).unwrap_or(i64::MAX)),
            ),
            numbers("mean_before", |row| row.mean_before),
            numbers("mean_after", |row| row.mean_after),
            numbers("deviation_before", |row| row.deviation_before),
            numbers("deviation_after", |row| row.deviation_after),
            numbers("correlation", |row| row.correlation),
            numbers("change", |row| row.change),
            numbers("standard_error", |row| row.standard_error),
            numbers("change_low", |row| Some(row.change_interval?.low)),
            numbers("change_high", |row| Some(row.change_interval?.high)),
            numbers("t", |row| Some(row.t?.statistic)),
            numbers("p_value", |row| Some(row.t?.p_value)),
            numbers("wilcoxon_p_value", |row| Some(row.signed_rank?.p_value)),
            numbers("rank_biserial", |row| Some(row.signed_rank?.rank_biserial)),
            numbers("d_z", |row| Some(row.d_z?.d)),
            numbers("d_z_low", |row| Some(row.d_z?.interval.low)),
            numbers("d_z_high", |row| Some(row.d_z?.interval.high)),
            numbers("hedges_g_z", PairedSummary::g_z),
            numbers("d_av_mean", |row| row.d_av_mean),
            numbers("d_av_rms", |row| row.d_av_root_mean_square),
            numbers("d_rm", |row| row.d_rm),
            numbers("d_b", |row| row.d_b),
            numbers("hake_gain", |row| row.hake_gain),
            numbers("normalised_change", |row| row.normalised_change),
            numbers("bootstrap_low", |row| {
                Some(row.change_bootstrap?.percentile.low)
            }),
            numbers("bootstrap_high", |row| {
                Some(row.change_bootstrap?.percentile.high)
            }),
            numbers("bca_low", |row| {
                Some(row.change_bootstrap?.accelerated?.low)
            }),
            numbers("bca_high", |row| {
                Some(row.change_bootstrap?.accelerated?.high)
            }),
            numbers("hake_low", |row| Some(row.hake_bootstrap?.accelerated?.low)),
            numbers("hake_high", |row| {
                Some(row.hake_bootstrap?.accelerated?.high)
            }),
        ],
    )
}
