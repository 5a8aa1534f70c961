//! What do replications say? Comparisons, selection, regret, sensitivity; on numbers.

mod selection;
mod sensitivity;

use mahir::experiment::analysis as core;
use mahir::statistics::Interval;
use pyo3::prelude::*;

pub(crate) use self::selection::{
    Contender, KimNelson, dudewicz_dalal_constant, rinott_constant, second_stage,
};
pub(crate) use self::sensitivity::{MorrisDesign, MorrisEffect, SobolDesign, SobolIndex};
use crate::statistics::{Ends, ends, result};
use crate::statistics_input::{columns, moments, numbers};

result! {
    "mahir.analysis";
    /// The first rule minus the second.
    Comparison(core: core::Comparison) {
        /// Replications of the first rule, or pairs.
        replications: u64 = core.replications,
        /// The mean difference.
        difference: f64 = core.difference,
        /// Its standard error.
        standard_error: f64 = core.standard_error,
        /// Its interval.
        interval: Ends = ends(core.interval),
        /// The two-sided p value, if anything varies.
        p_value: Option<f64> = core.p_value,
        /// How many times smaller the variance is than that of independent runs, where paired.
        variance_ratio: Option<f64> = core.variance_ratio,
    }
}

/// Compares two rules replication by replication under the same luck: Student's t.
#[pyfunction]
#[pyo3(signature = (first, second, confidence = 0.95))]
pub(crate) fn paired(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
    confidence: f64,
) -> PyResult<Option<Comparison>> {
    let (first, second) = (numbers(first)?, numbers(second)?);
    Ok(core::paired(&first, &second, confidence).map(Comparison::from))
}

/// Compares two rules whose replications have nothing in common: Welch's t.
#[pyfunction]
#[pyo3(signature = (first, second, confidence = 0.95))]
pub(crate) fn independent(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
    confidence: f64,
) -> PyResult<Option<Comparison>> {
    let (first, second) = (numbers(first)?, numbers(second)?);
    Ok(core::independent(&first, &second, confidence).map(Comparison::from))
}

/// How many replications bring the half-width of a mean's interval down to an error, by a pilot.
#[pyfunction]
#[pyo3(signature = (pilot, error, confidence = 0.95))]
pub(crate) fn needed_replications(
    pilot: &Bound<'_, PyAny>,
    error: f64,
    confidence: f64,
) -> PyResult<Option<u64>> {
    let pilot = moments(pilot)?;
    Ok(pilot.and_then(|pilot| core::needed_replications(&pilot, error, confidence)))
}

/// How many replications bring the error down to a share of the mean.
#[pyfunction]
#[pyo3(signature = (pilot, share, confidence = 0.95))]
pub(crate) fn needed_replications_relative(
    pilot: &Bound<'_, PyAny>,
    share: f64,
    confidence: f64,
) -> PyResult<Option<u64>> {
    let pilot = moments(pilot)?;
    Ok(pilot.and_then(|pilot| core::needed_replications_relative(&pilot, share, confidence)))
}

/// The share of some intervals that hold the true value, with its Wilson interval.
#[pyfunction]
#[pyo3(signature = (intervals, truth, confidence = 0.95))]
pub(crate) fn coverage(intervals: Vec<Ends>, truth: f64, confidence: f64) -> Option<(f64, Ends)> {
    let intervals = intervals
        .into_iter()
        .map(|(low, high)| Interval::new(low, high))
        .collect::<Option<Vec<_>>>()?;
    core::coverage(&intervals, truth, confidence).map(|(share, of_share)| (share, ends(of_share)))
}

result! {
    "mahir.analysis";
    /// How much worse each rule is than the best one in each world.
    Regret(core: core::Regret) {
        /// By rule, then world; 0 for the best.
        regret: Vec<Vec<f64>> = core.regret,
        /// The largest of each rule.
        largest: Vec<f64> = core.largest,
        /// The mean of each rule, every world counting alike.
        mean: Vec<f64> = core.mean,
        /// In how many worlds each rule is the best.
        best_in: Vec<usize> = core.best_in,
        /// The rule whose largest regret is smallest.
        minimax: usize = core.minimax,
    }
}

/// Regret from values by rule, then world; more is better.
#[pyfunction]
pub(crate) fn regret(values: &Bound<'_, PyAny>) -> PyResult<Option<Regret>> {
    Ok(core::Regret::of(&columns(values)?).map(Regret::from))
}

/// In which share of worlds each rule reaches every threshold; values by indicator, rule, world.
#[pyfunction]
pub(crate) fn satisficing(
    values: &Bound<'_, PyAny>,
    thresholds: &Bound<'_, PyAny>,
) -> PyResult<Option<Vec<f64>>> {
    let values = values
        .try_iter()?
        .map(|indicator| columns(&indicator?))
        .collect::<PyResult<Vec<_>>>()?;
    Ok(core::satisficing(&values, &numbers(thresholds)?))
}
