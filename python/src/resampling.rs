//! Drawing people again, group by group.

use mahir::statistics as core;
use mahir::words::table::{Cell, Column};
use pyo3::prelude::*;

use crate::failure::Failure;
use crate::statistics::{Ends, ends, result};
use crate::statistics_input::numbers;
use crate::table::Table;

result! {
    /// What drawing people again says.
    Bootstrap(core: core::Bootstrap) {
        /// The statistic of the people as they are.
        estimate: f64 = core.estimate,
        /// The deviation over the draws.
        standard_error: f64 = core.standard_error,
        /// The middle of the draws.
        percentile: Ends = ends(core.percentile),
        /// Corrected for bias and acceleration (BCa).
        accelerated: Option<Ends> = core.accelerated.map(ends),
    }
}

/// The mean change and, with the top of the scale, Hake's gain of a class, by drawing people again.
#[pyfunction]
#[pyo3(signature = (before, after, top = None, resamples = 2000, seed = 0, confidence = 0.95))]
pub(crate) fn bootstrap_change(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    top: Option<f64>,
    resamples: u32,
    seed: u64,
    confidence: f64,
) -> PyResult<(Option<Bootstrap>, Option<Bootstrap>)> {
    let py = before.py();
    let (before, after) = (numbers(before)?, numbers(after)?);
    let resampling = core::Resampling {
        resamples,
        seed,
        stream: 0,
        confidence,
    };
    let found = py.detach(|| {
        core::paired_summary(
            &before,
            &after,
            core::PairedOptions {
                confidence,
                top,
                resampling: Some(resampling),
            },
        )
    });
    Ok((
        found.change_bootstrap.map(Bootstrap::from),
        found.hake_bootstrap.map(Bootstrap::from),
    ))
}

/// All that pairs of before and after say, group by group: a frame with the columns group, before
/// and after gives a table with one row for each group, in the order in which they first come.
#[pyfunction]
#[pyo3(signature = (frame, top = None, resamples = 2000, seed = 0, confidence = 0.95))]
pub(crate) fn paired_summaries(
    frame: &Bound<'_, PyAny>,
    top: Option<f64>,
    resamples: u32,
    seed: u64,
    confidence: f64,
) -> PyResult<Table> {
    let py = frame.py();
    let table = Table::core_from_arrow(frame, "frame")?;
    let column = |name: &'static str| {
        table.column(name).ok_or_else(|| {
            Failure::new(
                "unknown_column",
                format!("the frame has no column '{name}'"),
            )
            .with("column", name)
            .explained("the columns group, before and after")
            .raise(py)
        })
    };
    let (group, before, after) = (column("group")?, column("before")?, column("after")?);
    let options = core::PairedOptions {
        confidence,
        top,
        resampling: (resamples > 0).then_some(core::Resampling {
            resamples,
            seed,
            stream: 0,
            confidence,
        }),
    };
    let found = py.detach(|| {
        let number = |column: &Column, row: usize| match column.cell(row) {
            Cell::Number(number) => number,
            #[allow(clippy::cast_precision_loss)]
            Cell::Integer(number) => number as f64,
            _ => f64::NAN,
        };
        let mut names: Vec<String> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let (mut groups, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..table.rows() {
            let name = group.cell(row).to_string();
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let place = *known.entry(name.clone()).or_insert_with(|| {
                names.push(name);
                next
            });
            groups.push(place);
            one.push(number(before, row));
            two.push(number(after, row));
        }
        let rows = core::paired_summaries(&groups, &one, &two, options);
        core::paired_summaries_table(&names, &rows)
    });
    Table::from_core(py, &found)
}

/// Draws so many of a number of applicants, all with the same chance, by a seed that is made known.
#[pyfunction]
pub(crate) fn lottery(applicants: usize, seats: usize, seed: u64) -> Vec<usize> {
    core::lottery(applicants, seats, seed)
}
