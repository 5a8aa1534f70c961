//! Chance of one's own, by the same streams as an experiment's.

use mahir::random as core;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::artefact::{from_document, reduce_document};
use crate::failure::Failure;
use crate::options;

/// Somebody or something that has luck of its own: a name, a number, several of them in a tuple,
/// or None for the whole.
fn entity(given: &Bound<'_, PyAny>) -> PyResult<core::Entity> {
    if given.is_none() {
        return Ok(core::Entity::WHOLE);
    }
    if let Ok(name) = given.extract::<&str>() {
        return Ok(core::Entity::named(name));
    }
    if let Ok(parts) = given.cast::<PyTuple>() {
        let mut parts = parts.iter();
        let Some(first) = parts.next() else {
            return Ok(core::Entity::WHOLE);
        };
        return parts.try_fold(
            entity(&first)?,
            |whole, part| Ok(whole.with(entity(&part)?)),
        );
    }
    given.extract::<u64>().map(core::Entity::numbered)
}

/// A distribution whose parameters were checked, drawn by its inverse.
#[pyclass(frozen, module = "mahir.random")]
pub(crate) struct Distribution {
    core: core::Distribution,
}

#[pymethods]
impl Distribution {
    #[new]
    #[pyo3(signature = (value = None, **parameters))]
    fn new(
        py: Python<'_>,
        value: Option<f64>,
        parameters: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let shape = match (value, parameters) {
            (Some(value), None) => core::Shape::Fixed { value },
            (Some(_), Some(_)) => {
                return Err(Failure::new("option", "a value and a shape are given")
                    .explained("a number that is certain, or a shape with its parameters")
                    .raise(py));
            }
            (None, parameters) => options::read(py, parameters)?,
        };
        core::Distribution::new(shape)
            .map(|core| Self { core })
            .map_err(|error| Failure::new("distribution", error.to_string()).raise(py))
    }

    /// The mean.
    #[getter]
    fn mean(&self) -> f64 {
        self.core.mean()
    }

    /// The least and the greatest value; infinite where there is no end.
    #[getter]
    fn support(&self) -> (f64, f64) {
        self.core.support()
    }

    /// The value that is not passed with a probability.
    fn quantile(&self, probability: f64) -> f64 {
        self.core.quantile(probability)
    }

    /// The parameters: a number where it is certain, otherwise a dictionary with its shape.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        options::write(py, &self.core)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.get().core)
    }

    /// Reads what pickle keeps.
    #[staticmethod]
    fn _from_document(py: Python<'_>, document: &str) -> PyResult<Self> {
        from_document(py, document).map(|core| Self { core })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        reduce_document(&slf.get_type(), &slf.get().core)
    }

    fn __repr__(&self) -> String {
        format!("<Distribution: {:?}>", self.core.shape())
    }
}

/// Where streams come from: a seed, a replication and a world.
#[pyclass(frozen, module = "mahir.random")]
pub(crate) struct Streams {
    core: core::Streams,
}

#[pymethods]
impl Streams {
    #[new]
    #[pyo3(signature = (seed, replication = 0, world = 0))]
    fn new(seed: u64, replication: u32, world: u32) -> Self {
        let core = core::Streams::new(seed)
            .replication(replication)
            .world(world);
        Self { core }
    }

    /// The stream of an entity (a name, a number, a tuple of them, or None for the whole) for a
    /// purpose in a year, the same whatever else is asked.
    #[pyo3(signature = (purpose, entity = None, year = 0))]
    fn stream(
        &self,
        py: Python<'_>,
        purpose: u32,
        entity: Option<&Bound<'_, PyAny>>,
        year: i32,
    ) -> PyResult<Stream> {
        let whole = py.None().into_bound(py);
        let entity = self::entity(entity.unwrap_or(&whole))?;
        Ok(Stream {
            core: self.core.stream(purpose, entity, year),
        })
    }

    /// Reads what pickle keeps.
    #[staticmethod]
    fn _from_document(py: Python<'_>, document: &str) -> PyResult<Self> {
        from_document(py, document).map(|core| Self { core })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        reduce_document(&slf.get_type(), &slf.get().core)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.get().core)
    }

    fn __repr__(&self) -> String {
        format!("<{:?}>", self.core)
    }
}

/// A sequence of random numbers; each draw takes one, whatever its distribution.
#[pyclass(module = "mahir.random")]
pub(crate) struct Stream {
    core: core::Stream,
}

#[pymethods]
impl Stream {
    /// A number strictly between 0 and 1.
    fn uniform(&mut self) -> f64 {
        self.core.uniform()
    }

    /// A standard normal draw.
    fn normal(&mut self) -> f64 {
        self.core.normal()
    }

    /// A draw from a distribution.
    fn draw(&mut self, distribution: &Bound<'_, Distribution>) -> f64 {
        self.core.draw(&distribution.get().core)
    }

    /// Whether something of this probability happens; what happens stays if it grows.
    fn happens(&mut self, probability: f64) -> bool {
        self.core.happens(probability)
    }

    /// A whole number below another; 0 if there is none below it.
    fn below(&mut self, count: u32) -> u32 {
        self.core.below(count)
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
}
