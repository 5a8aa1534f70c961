//! Experiments: policies × changes × worlds × replications, rows as tables.

mod own_policy;
mod rule;
mod sink;
mod value;

use std::ops::Range;
use std::path::PathBuf;

use mahir::cycle::{Policy as CorePolicy, Rule, World as CoreWorld, Year};
use mahir::experiment::{Experiment as CoreExperiment, ExperimentError, Labels, Sink};
use mahir::random::Streams;
use mahir::words::watch::Watch;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple};

pub(crate) use self::own_policy::OwnPolicy;
pub(crate) use self::rule::Decider;
use self::sink::{Handed, Rows, Values};
pub(crate) use self::value::{Change, Policy, World};
use self::value::{raise, raise_cycle};
use crate::agency::Agency;
use crate::artefact::{artefact, from_document, to_document};
use crate::failure::Failure;
use crate::options;
use crate::table::Table;
use crate::watch::watched;

/// An experiment: policies × changes × worlds × replications, all under the same luck.
///
/// Policies are Policy or OwnPolicy values, dictionaries of stages, or callables that are handed the
/// agency as it is known and the day, and return a Schedule.
#[pyclass(frozen, module = "mahir")]
pub(crate) struct Experiment {
    core: CoreExperiment,
    deciders: Vec<(String, Decider)>,
}

impl Experiment {
    fn rules(&self) -> Vec<(&str, &dyn Rule)> {
        self.deciders
            .iter()
            .map(|(name, decider)| (name.as_str(), decider.rule()))
            .collect()
    }

    fn labels(&self, py: Python<'_>) -> PyResult<Labels> {
        let names: Vec<&str> = self
            .deciders
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        self.core
            .labels_of_rules(&names)
            .map_err(|error| raise(py, &error))
    }

    fn carry_out<S: Sink + Send>(
        &self,
        sink: &mut S,
        runs: Range<u64>,
        watch: &dyn Watch,
    ) -> Result<mahir::experiment::Finished, ExperimentError> {
        self.core.run_rules(&self.rules(), sink, runs, watch)
    }
}

#[pymethods]
impl Experiment {
    #[new]
    #[pyo3(signature = (
        agency, as_of, *, years = 5, replications = 10, seed = 1, policies = None, changes = None,
        worlds = None, indicators = None
    ))]
    #[allow(clippy::too_many_arguments)] // All but two have a name and a default.
    fn new(
        py: Python<'_>,
        agency: &Bound<'_, Agency>,
        as_of: &Bound<'_, PyAny>,
        years: u32,
        replications: u32,
        seed: u64,
        policies: Option<&Bound<'_, PyDict>>,
        changes: Option<&Bound<'_, PyDict>>,
        worlds: Option<&Bound<'_, PyDict>>,
        indicators: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let day = options::day(as_of)?;
        let mut core = CoreExperiment::new(&agency.get().core, day)
            .years(years)
            .replications(replications)
            .seed(seed);
        for name in indicators.unwrap_or_default() {
            core = core.indicator(&name);
        }
        for (name, given) in changes.into_iter().flatten() {
            core = core.change(&name.extract::<String>()?, value::changes(&given)?);
        }
        for (name, given) in worlds.into_iter().flatten() {
            let world = given.cast::<World>()?.get().core.clone();
            core = core.world(&name.extract::<String>()?, world);
        }
        let mut deciders = Vec::new();
        for (name, given) in policies.into_iter().flatten() {
            deciders.push((name.extract::<String>()?, Decider::read(&given)?));
        }
        if deciders.is_empty() {
            deciders.push(("usual".to_owned(), Decider::Policy(CorePolicy::default())));
        }
        let experiment = Self { core, deciders };
        experiment.labels(py)?;
        Ok(experiment)
    }

    /// How many runs there are: policies × changes × worlds × replications.
    #[getter]
    fn runs(&self, py: Python<'_>) -> PyResult<u64> {
        Ok(self.labels(py)?.runs())
    }

    /// Runs everything, and keeps all rows. progress hears a dictionary and may return False to
    /// stop, after which the runs that are done are kept. With an executor (any of
    /// concurrent.futures, or one that looks like it, of Dask or Ray) the runs go there in chunks;
    /// rows are the same either way.
    #[pyo3(signature = (progress = None, executor = None, chunk = None))]
    fn run(
        slf: &Bound<'_, Self>,
        progress: Option<Py<PyAny>>,
        executor: Option<&Bound<'_, PyAny>>,
        chunk: Option<u64>,
    ) -> PyResult<Runs> {
        let py = slf.py();
        if let Some(executor) = executor {
            let module = py.import("mahir._executor")?;
            let values = module.call_method1("run", (slf, executor, chunk, progress))?;
            let values = values.cast::<PyBytes>()?;
            return slf.get().join(py, values.as_bytes());
        }
        let this = slf.get();
        let mut values = Values::default();
        watched(py, progress, |watch| {
            this.carry_out(&mut values, 0..u64::MAX, watch)
        })?
        .map_err(|error| raise(py, &error))?;
        this.runs_of(py, values.0)
    }

    /// The values of some runs, numbered from 0, as bytes: 64-bit floats, little-endian.
    fn part<'py>(&self, py: Python<'py>, start: u64, stop: u64) -> PyResult<Bound<'py, PyBytes>> {
        let mut values = Values::default();
        py.detach(|| self.carry_out(&mut values, start..stop, &()))
            .map_err(|error| raise(py, &error))?;
        let bytes: Vec<u8> = values
            .0
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        Ok(PyBytes::new(py, &bytes))
    }

    /// The rows of some runs, numbered from 0.
    fn rows(&self, py: Python<'_>, start: u64, stop: u64) -> PyResult<Table> {
        let mut rows = Rows::default();
        py.detach(|| self.carry_out(&mut rows, start..stop, &()))
            .map_err(|error| raise(py, &error))?;
        rows.table(py)
    }

    /// Runs everything, or from some run on, and hands the rows to a callable as tables of so many
    /// runs each; memory does not grow with replications. Returns how many runs are out, those
    /// before the first one included. progress may return False to stop; what the callable raises
    /// is raised.
    #[pyo3(signature = (sink, *, start = 0, runs_at_once = 256, progress = None))]
    fn run_into(
        &self,
        py: Python<'_>,
        sink: Py<PyAny>,
        start: u64,
        runs_at_once: usize,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<u64> {
        let mut handed = Handed::new(sink, runs_at_once);
        let finished = watched(py, progress, |watch| {
            let finished = self.carry_out(&mut handed, start..u64::MAX, watch)?;
            // A stop leaves runs that are done and not handed over.
            handed
                .hand_over()
                .map_err(|message| ExperimentError::Sink { message })?;
            Ok(finished)
        })?;
        match handed.raised {
            Some(error) => Err(error),
            None => finished
                .map(|finished: mahir::experiment::Finished| finished.runs)
                .map_err(|error: ExperimentError| raise(py, &error)),
        }
    }

    /// The rows as tables of so many runs each, made when they are asked for; memory does not grow
    /// with replications. Runs on one call go in parallel, so larger tables are made faster.
    #[pyo3(signature = (runs_at_once = 256, *, start = 0))]
    fn batches<'py>(
        slf: &Bound<'py, Self>,
        runs_at_once: u64,
        start: u64,
    ) -> PyResult<Bound<'py, PyAny>> {
        let module = slf.py().import("mahir._executor")?;
        module.call_method1("batches", (slf, runs_at_once, start))
    }

    /// Runs everything into a CSV file, or goes on where it ends, also after a run that was killed.
    /// Returns how many runs the file holds now. Memory does not grow with replications.
    #[pyo3(signature = (path, progress = None))]
    fn run_to_csv(
        &self,
        py: Python<'_>,
        path: PathBuf,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<u64> {
        watched(py, progress, |watch| {
            self.core.run_rules_to_csv(&self.rules(), &path, watch)
        })?
        .map(|finished| finished.runs)
        .map_err(|error| raise(py, &error))
    }

    /// What pickle keeps, and the policies.
    #[staticmethod]
    fn _from_parts(
        py: Python<'_>,
        document: &str,
        names: Vec<String>,
        policies: Vec<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let core: CoreExperiment = from_document(py, document)?;
        let deciders = names
            .into_iter()
            .zip(policies)
            .map(|(name, given)| Ok((name, Decider::read(&given)?)))
            .collect::<PyResult<_>>()?;
        Ok(Self { core, deciders })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let policies = PyList::empty(py);
        let names = PyList::empty(py);
        for (name, decider) in &this.deciders {
            names.append(name)?;
            match decider {
                Decider::Policy(core) => policies.append(Policy { core: core.clone() })?,
                Decider::Own(own) => policies.append(own.clone_ref(py))?,
                Decider::Rule(rule) => policies.append(rule.callable.clone_ref(py))?,
            }
        }
        let document = to_document(py, &this.core)?;
        let arguments = PyTuple::new(
            py,
            [
                pyo3::types::PyString::new(py, &document).into_any(),
                names.into_any(),
                policies.into_any(),
            ],
        )?;
        let function = slf.get_type().getattr("_from_parts")?;
        PyTuple::new(py, [function, arguments.into_any()])
    }

    /// Whether the other tries the same: the same agency, policies, changes, worlds and numbers.
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else {
            return Ok(false);
        };
        let other = other.get();
        if self.deciders.len() != other.deciders.len()
            || to_document(py, &self.core)? != to_document(py, &other.core)?
        {
            return Ok(false);
        }
        for ((name, one), (other_name, other)) in self.deciders.iter().zip(&other.deciders) {
            if name != other_name || !one.equals(py, other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self
            .deciders
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        format!("{:?} under {}", self.core, names.join(", "))
    }

    fn _repr_html_(&self) -> String {
        let shown = mahir::words::table::escape_html(&self.__repr__());
        format!("<pre>{shown}</pre>")
    }
}

impl Experiment {
    fn runs_of(&self, py: Python<'_>, values: Vec<f64>) -> PyResult<Runs> {
        mahir::experiment::Runs::from_values(self.labels(py)?, values)
            .map(Runs::from)
            .map_err(|message| Failure::new("experiment_sink", message).raise(py))
    }

    fn join(&self, py: Python<'_>, bytes: &[u8]) -> PyResult<Runs> {
        let values = bytes
            .chunks_exact(8)
            .map(|part| {
                let mut value = [0; 8];
                value.copy_from_slice(part);
                f64::from_le_bytes(value)
            })
            .collect();
        self.runs_of(py, values)
    }
}

fn unknown(py: Python<'_>) -> PyErr {
    Failure::new(
        "unknown_arm",
        "no such policy, change, world, indicator or year, or its runs are not complete",
    )
    .explained("names that the rows have, of an experiment that was run to its end")
    .raise(py)
}

artefact! {
    /// The rows of an experiment: policy, change, world, replication, year, indicator, value.
    Runs(mahir::experiment::Runs) {
        /// Whether every run is there.
        #[getter]
        fn is_complete(&self) -> bool {
            self.core.is_complete()
        }

        fn __len__(&self) -> usize {
            self.core.values().len()
        }

        /// An indicator replication by replication: its mean over the years, or its value in one.
        #[pyo3(signature = (policy, change, indicator, world = "usual", year = None))]
        fn values(
            &self,
            py: Python<'_>,
            policy: &str,
            change: &str,
            indicator: &str,
            world: &str,
            year: Option<u32>,
        ) -> PyResult<Vec<f64>> {
            let arm = (policy, change);
            match year {
                None => self.core.means(arm, world, indicator),
                Some(year) => self.core.in_year(arm, world, indicator, year),
            }
            .ok_or_else(|| unknown(py))
        }

        /// Compares two arms, each (policy, change), under the same luck and over all worlds: the
        /// first minus the second in an indicator's mean over the years.
        #[pyo3(signature = (first, second, indicator, confidence = 0.95))]
        fn compare<'py>(
            &self,
            py: Python<'py>,
            first: (String, String),
            second: (String, String),
            indicator: &str,
            confidence: f64,
        ) -> PyResult<Bound<'py, PyAny>> {
            let found = self
                .core
                .compare(
                    (&first.0, &first.1),
                    (&second.0, &second.1),
                    indicator,
                    confidence,
                )
                .ok_or_else(|| unknown(py))?;
            options::write(py, &found)
        }
    }
}

/// Lives through years under a policy: rows of year, indicator, value.
#[pyfunction]
#[pyo3(signature = (agency, as_of, years, policy = None, world = None, seed = 1, replication = 0))]
#[allow(clippy::too_many_arguments)] // All but three have a default.
pub(crate) fn live_through(
    py: Python<'_>,
    agency: &Bound<'_, Agency>,
    as_of: &Bound<'_, PyAny>,
    years: u32,
    policy: Option<&Bound<'_, PyAny>>,
    world: Option<&Bound<'_, World>>,
    seed: u64,
    replication: u32,
) -> PyResult<Table> {
    let day = options::day(as_of)?;
    let decider = match policy {
        Some(given) => Decider::read(given)?,
        None => Decider::Policy(CorePolicy::default()),
    };
    let world = world.map_or_else(CoreWorld::default, |world| world.get().core.clone());
    let core = &agency.get().core;
    let streams = Streams::new(seed).replication(replication);
    let lived = py
        .detach(|| core.live_through(day, years, decider.rule(), &world, streams))
        .map_err(|error| raise_cycle(py, &error))?;
    Table::from_core(py, &Year::table(&lived))
}

/// The agency after some changes, made in turn.
#[pyfunction]
pub(crate) fn changed(
    py: Python<'_>,
    agency: &Bound<'_, Agency>,
    changes: &Bound<'_, PyAny>,
) -> PyResult<Agency> {
    let changes = value::changes(changes)?;
    agency
        .get()
        .core
        .changed(&changes)
        .map(|core| Agency { core })
        .map_err(|error| raise(py, &error))
}
