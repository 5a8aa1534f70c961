//! The best of several rules, with a stated probability of being right.

use mahir::experiment::analysis as core;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::artefact::{from_document, reduce_document};
use crate::failure::Failure;
use crate::statistics::result;
use crate::statistics_input::{moments, numbers};

/// Rinott's constant h for the best of some rules after a first stage of replications each.
#[pyfunction]
pub(crate) fn rinott_constant(rules: usize, probability: f64, first_stage: usize) -> Option<f64> {
    core::rinott_constant(rules, probability, first_stage)
}

/// Dudewicz and Dalal's constant h.
#[pyfunction]
pub(crate) fn dudewicz_dalal_constant(
    rules: usize,
    probability: f64,
    first_stage: usize,
) -> Option<f64> {
    core::dudewicz_dalal_constant(rules, probability, first_stage)
}

/// How many replications a rule needs in all after its first stage.
#[pyfunction]
pub(crate) fn second_stage(
    first: &Bound<'_, PyAny>,
    constant: f64,
    indifference: f64,
) -> PyResult<Option<u64>> {
    let first = moments(first)?;
    Ok(first.and_then(|first| core::second_stage(&first, constant, indifference)))
}

result! {
    "mahir.analysis";
    /// How one of the rules stands.
    Contender(core: core::Contender) {
        /// Replications that were seen while it was in.
        replications: u64 = core.replications,
        /// Its mean over them.
        mean: f64 = core.mean,
        /// After how many replications it dropped out.
        dropped_after: Option<u64> = core.dropped_after,
    }
}

/// Kim and Nelson's race: rules that are clearly behind drop out, and it ends when one is left.
#[pyclass(module = "mahir.analysis")]
pub(crate) struct KimNelson {
    core: core::KimNelson,
}

#[pymethods]
impl KimNelson {
    #[new]
    #[pyo3(signature = (rules, first_stage, indifference, error = 0.05))]
    fn new(
        py: Python<'_>,
        rules: usize,
        first_stage: u64,
        indifference: f64,
        error: f64,
    ) -> PyResult<Self> {
        core::KimNelson::new(rules, first_stage, error, indifference)
            .map(|core| Self { core })
            .ok_or_else(|| {
                Failure::new("selection", "no race can be held so")
                    .explained(
                        "2 to 1,000 rules, a first stage of at least 2, an error between 0 and \
                         1 - 1/rules, an indifference above 0",
                    )
                    .raise(py)
            })
    }

    /// Takes in one replication, a value of each rule; False, and nothing taken in, if there are
    /// not as many values as rules or one that counts is not finite.
    fn see(&mut self, values: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.core.see(&numbers(values)?).is_some())
    }

    /// Reads what pickle keeps.
    #[staticmethod]
    fn _from_document(py: Python<'_>, document: &str) -> PyResult<Self> {
        from_document(py, document).map(|core| Self { core })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        reduce_document(&slf.get_type(), &slf.borrow().core)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.borrow().core)
    }

    /// Replications seen.
    #[getter]
    fn seen(&self) -> u64 {
        self.core.seen()
    }

    /// The one that is left, if it is clear.
    #[getter]
    fn chosen(&self) -> Option<usize> {
        self.core.chosen()
    }

    /// How all stand.
    #[getter]
    fn contenders(&self) -> Vec<Contender> {
        self.core
            .standing()
            .iter()
            .copied()
            .map(Contender::from)
            .collect()
    }
}
