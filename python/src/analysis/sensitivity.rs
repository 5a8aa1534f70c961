//! What drives a result: screening and shares of variance.

use mahir::experiment::analysis as core;
use pyo3::prelude::*;

use crate::failure::Failure;
use crate::statistics::{Ends, ends, result};
use crate::statistics_input::numbers;

fn no_design(py: Python<'_>, expected: &'static str) -> PyErr {
    Failure::new("design", "there is no such design")
        .explained(expected)
        .raise(py)
}

result! {
    "mahir.analysis";
    /// What one factor does, over the trajectories.
    MorrisEffect(core: core::MorrisEffect) {
        /// The mean elementary effect.
        mean: f64 = core.mean,
        /// The mean size of the effects.
        mean_size: f64 = core.mean_size,
        /// The interval of the mean size.
        interval: Ends = ends(core.interval),
        /// How much the effect differs from place to place.
        deviation: f64 = core.deviation,
    }
}

/// Morris' design: trajectories through a grid, one factor moving at a time.
#[pyclass(frozen, module = "mahir.analysis")]
pub(crate) struct MorrisDesign {
    core: core::MorrisDesign,
    /// Factors, trajectories, levels, seed: the same make the same design.
    made_of: (usize, usize, u32, u64),
}

#[pymethods]
impl MorrisDesign {
    #[new]
    #[pyo3(signature = (factors, trajectories, levels = 4, seed = 1))]
    fn new(
        py: Python<'_>,
        factors: usize,
        trajectories: usize,
        levels: u32,
        seed: u64,
    ) -> PyResult<Self> {
        core::MorrisDesign::new(factors, trajectories, levels, seed)
            .map(|core| Self {
                core,
                made_of: (factors, trajectories, levels, seed),
            })
            .ok_or_else(|| {
                no_design(
                    py,
                    "factors, at least two trajectories, an even number of levels up to 100",
                )
            })
    }

    fn __getnewargs__(&self) -> (usize, usize, u32, u64) {
        self.made_of
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.made_of == other.get().made_of)
    }

    /// The points to be tried, each with a number from 0 to 1 for every factor.
    #[getter]
    fn points(&self) -> Vec<Vec<f64>> {
        self.core.points().to_vec()
    }

    /// A number of a point as a probability for Distribution.quantile().
    fn probability(&self, value: f64) -> f64 {
        self.core.probability(value)
    }

    /// What each factor does, from the values at the points.
    #[pyo3(signature = (values, confidence = 0.95))]
    fn effects(
        &self,
        values: &Bound<'_, PyAny>,
        confidence: f64,
    ) -> PyResult<Option<Vec<MorrisEffect>>> {
        let effects = self.core.effects(&numbers(values)?, confidence);
        Ok(effects.map(|effects| effects.into_iter().map(MorrisEffect::from).collect()))
    }
}

result! {
    "mahir.analysis";
    /// A factor's shares of the variance.
    SobolIndex(core: core::SobolIndex) {
        /// The share that would go if the factor were known.
        first: f64 = core.first,
        /// Its bootstrap interval.
        first_interval: Ends = ends(core.first_interval),
        /// The share that would stay if all others were known.
        total: f64 = core.total,
        /// Its bootstrap interval.
        total_interval: Ends = ends(core.total_interval),
    }
}

/// Saltelli's design for first-order and total indices.
#[pyclass(frozen, module = "mahir.analysis")]
pub(crate) struct SobolDesign {
    core: core::SobolDesign,
    /// Factors, rows, seed: the same make the same design.
    made_of: (usize, usize, u64),
}

#[pymethods]
impl SobolDesign {
    #[new]
    #[pyo3(signature = (factors, rows, seed = 1))]
    fn new(py: Python<'_>, factors: usize, rows: usize, seed: u64) -> PyResult<Self> {
        core::SobolDesign::new(factors, rows, seed)
            .map(|core| Self {
                core,
                made_of: (factors, rows, seed),
            })
            .ok_or_else(|| no_design(py, "factors, and at least 8 rows"))
    }

    fn __getnewargs__(&self) -> (usize, usize, u64) {
        self.made_of
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.made_of == other.get().made_of)
    }

    /// The points to be tried, each with a probability for every factor.
    #[getter]
    fn points(&self) -> Vec<Vec<f64>> {
        self.core.points().to_vec()
    }

    /// The indices from the values at the points, with bootstrap intervals.
    #[pyo3(signature = (values, resamples = 1000, confidence = 0.95, seed = 1))]
    fn indices(
        &self,
        values: &Bound<'_, PyAny>,
        resamples: usize,
        confidence: f64,
        seed: u64,
    ) -> PyResult<Option<Vec<SobolIndex>>> {
        let py = values.py();
        let values = numbers(values)?;
        let found = py.detach(|| self.core.indices(&values, resamples, confidence, seed));
        Ok(found.map(|indices| indices.into_iter().map(SobolIndex::from).collect()))
    }
}
