//! Experiments: policies, worlds and changes as values, rules as callables, rows as tables.

use std::ops::Range;
use std::path::PathBuf;

use chrono::NaiveDate;
use mahir::Agency as CoreAgency;
use mahir::cycle::{
    CycleError, Indicators, MeasurementPolicy, Policy as CorePolicy, Rule, World as CoreWorld,
};
use mahir::experiment::{
    Change as CoreChange, Experiment as CoreExperiment, ExperimentError, Labels, Row, Sink,
};
use mahir::follow_up::FollowUp;
use mahir::outcome::Outcomes as CoreOutcomes;
use mahir::random::Streams;
use mahir::schedule::Schedule as CoreSchedule;
use mahir::words::table::{Column, Table as CoreTable};
use mahir::words::watch::Watch;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::agency::Agency;
use crate::artefact::{artefact, language};
use crate::failure::Failure;
use crate::options;
use crate::schedule::Schedule;
use crate::table::Table;
use crate::watch::watched;

fn raise(py: Python<'_>, error: &ExperimentError) -> PyErr {
    Failure::new(error.code(), error.to_string()).raise(py)
}

fn raise_cycle(py: Python<'_>, error: &CycleError) -> PyErr {
    Failure::new(error.code(), error.to_string()).raise(py)
}

fn to_document<T: Serialize>(py: Python<'_>, value: &T) -> PyResult<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new("saved_content", error.to_string()).raise(py))
}

fn from_document<T: DeserializeOwned>(py: Python<'_>, document: &str) -> PyResult<T> {
    serde_json::from_str(document).map_err(|error| {
        Failure::new(
            "saved_content",
            format!("the document cannot be read: {error}"),
        )
        .explained("a document that to_json() of the same class wrote")
        .raise(py)
    })
}

/// A class around a value of the core that is compared, shown and pickled by its document.
macro_rules! value {
    ($(#[$doc:meta])* $name:ident($core:ty) { $($methods:tt)* }) => {
        $(#[$doc])*
        #[pyclass(frozen, module = "mahir")]
        pub(crate) struct $name {
            pub(crate) core: $core,
        }

        #[pymethods]
        impl $name {
            /// The whole as a JSON document.
            fn to_json(&self, py: Python<'_>) -> PyResult<String> {
                to_document(py, &self.core)
            }

            /// Reads what to_json() wrote.
            #[staticmethod]
            fn from_json(py: Python<'_>, document: &str) -> PyResult<Self> {
                from_document(py, document).map(|core| Self { core })
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                other
                    .cast::<Self>()
                    .is_ok_and(|other| self.core == other.get().core)
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
                let document = slf.get().to_json(slf.py())?;
                crate::artefact::reduce(&slf.get_type(), document)
            }

            $($methods)*
        }
    };
}

value! {
    /// The rules of all stages, as a value: Policy(plan={"floor_hour_value": 0}).
    Policy(CorePolicy) {
        #[new]
        #[pyo3(signature = (**stages))]
        fn new(py: Python<'_>, stages: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
            options::read(py, stages).map(|core| Self { core })
        }

        /// The rules as a dictionary, as agency.run() takes it.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, &self.core)
        }

        fn __repr__(&self) -> String {
            format!("Policy({})", serde_json::to_string(&self.core).unwrap_or_default())
        }
    }
}

value! {
    /// A world: how things truly are, as distributions. A number is certain; a dictionary has a
    /// shape: World(attendance={"shape": "beta", "mean": 0.9, "concentration": 50}).
    World(CoreWorld) {
        #[new]
        #[pyo3(signature = (**parameters))]
        fn new(py: Python<'_>, parameters: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
            let core: CoreWorld = options::read(py, parameters)?;
            core.check()
                .map_err(|faults| raise_cycle(py, &CycleError::World(faults)))?;
            Ok(Self { core })
        }

        /// The names of the parameters.
        #[classattr]
        #[pyo3(name = "PARAMETERS")]
        fn parameters() -> Vec<&'static str> {
            CoreWorld::PARAMETERS.to_vec()
        }

        /// The same world without chance in its numbers: each at its mean.
        fn at_means(&self) -> Self {
            Self { core: self.core.at_means() }
        }

        /// The parameters as a dictionary: a number where it is certain, a shape where it is not.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, &self.core)
        }

        fn __repr__(&self) -> String {
            format!("World({})", serde_json::to_string(&self.core).unwrap_or_default())
        }
    }
}

fn form(py: Python<'_>, name: &str) -> PyResult<mahir::catalogue::ProgrammeForm> {
    mahir::catalogue::ProgrammeForm::parse(name).ok_or_else(|| {
        let known: Vec<&str> = mahir::catalogue::ProgrammeForm::ALL
            .iter()
            .map(|form| form.id())
            .collect();
        Failure::new("change", format!("unknown form '{name}'"))
            .with("value", name)
            .explained(format!("one of {}", known.join(", ")))
            .raise(py)
    })
}

value! {
    /// A change to an agency, as a value: Change.budget(0.8).
    Change(CoreChange) {
        /// All budgets times a factor.
        #[staticmethod]
        fn budget(factor: f64) -> Self {
            Self { core: CoreChange::Budget { factor } }
        }

        /// Prices times a factor, of one provider or of all.
        #[staticmethod]
        #[pyo3(signature = (factor, provider = None))]
        fn prices(factor: f64, provider: Option<String>) -> Self {
            Self { core: CoreChange::Prices { factor, provider } }
        }

        /// A provider is gone from a day on.
        #[staticmethod]
        #[pyo3(signature = (provider, from_day))]
        fn provider_withdraws(provider: String, from_day: &Bound<'_, PyAny>) -> PyResult<Self> {
            let from = options::day(from_day)?;
            Ok(Self { core: CoreChange::ProviderWithdraws { provider, from } })
        }

        /// What was asked for within the last twelve known months times a factor.
        #[staticmethod]
        #[pyo3(signature = (factor, service = None))]
        fn volumes(factor: f64, service: Option<String>) -> Self {
            Self { core: CoreChange::Volumes { factor, service } }
        }

        /// No least number of training hours a year.
        #[staticmethod]
        fn no_hours_floor() -> Self {
            Self { core: CoreChange::NoHoursFloor }
        }

        /// A unit's minimum on duty.
        #[staticmethod]
        fn minimum_on_duty(unit: String, people: u32) -> Self {
            Self { core: CoreChange::MinimumOnDuty { unit, people } }
        }

        /// The share of a unit's working hours in a phase that may go into training.
        #[staticmethod]
        fn cover_share(share: f64) -> Self {
            Self { core: CoreChange::CoverShare { share } }
        }

        /// Only programmes of some forms are offered.
        #[staticmethod]
        fn only_forms(py: Python<'_>, forms: Vec<String>) -> PyResult<Self> {
            let forms = forms.iter().map(|name| form(py, name)).collect::<PyResult<_>>()?;
            Ok(Self { core: CoreChange::OnlyForms { forms } })
        }

        /// A programme is not offered.
        #[staticmethod]
        fn without_programme(programme: String) -> Self {
            Self { core: CoreChange::WithoutProgramme { programme } }
        }

        /// Programmes of a form can be held so many times as often in a phase.
        #[staticmethod]
        #[pyo3(signature = (form, times))]
        fn sessions(py: Python<'_>, form: &str, times: u32) -> PyResult<Self> {
            let form = self::form(py, form)?;
            Ok(Self { core: CoreChange::Sessions { form, times } })
        }

        /// The change in words.
        #[pyo3(signature = (lang = "en"))]
        fn explain(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
            Ok(self.core.explain(language(py, lang)?))
        }

        fn __repr__(&self) -> String {
            let words = self.core.explain(mahir::words::explanation::Language::English);
            format!("<Change: {words}>")
        }
    }
}

/// A rule of the user's own: a callable that is handed the agency as it is known and the day, and
/// hands back a schedule. It learns and measures by the usual policy.
///
/// The callable holds the interpreter, so runs with it do not go in parallel within a process.
struct PythonRule {
    callable: Py<PyAny>,
    usual: CorePolicy,
}

impl Rule for PythonRule {
    fn plan(&self, known: &CoreAgency, as_of: NaiveDate) -> Result<CoreSchedule, CycleError> {
        Python::attach(|py| {
            let agency = Agency {
                core: known.clone(),
            };
            let handed = self.callable.call1(py, (agency, as_of))?;
            let schedule = handed.bind(py).cast::<Schedule>().map_err(|_| {
                pyo3::exceptions::PyTypeError::new_err("a rule must return a Schedule")
            })?;
            Ok(schedule.get().core.clone())
        })
        .map_err(|error: PyErr| CycleError::Rule {
            message: error.to_string(),
        })
    }

    fn learn(
        &self,
        schedule: &CoreSchedule,
        outcomes: &CoreOutcomes,
        until: NaiveDate,
    ) -> Result<FollowUp, CycleError> {
        self.usual.learn(schedule, outcomes, until)
    }

    fn measurement(&self) -> MeasurementPolicy {
        self.usual.measurement.clone()
    }
}

/// What decides: a policy, or a rule of the user's own.
enum Decider {
    Policy(CorePolicy),
    Rule(PythonRule),
}

impl Decider {
    fn rule(&self) -> &dyn Rule {
        match self {
            Self::Policy(policy) => policy,
            Self::Rule(rule) => rule,
        }
    }

    fn read(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = given.py();
        if let Ok(policy) = given.cast::<Policy>() {
            return Ok(Self::Policy(policy.get().core.clone()));
        }
        if let Ok(stages) = given.cast::<PyDict>() {
            return options::read(py, Some(stages)).map(Self::Policy);
        }
        if given.is_callable() {
            return Ok(Self::Rule(PythonRule {
                callable: given.clone().unbind(),
                usual: CorePolicy::default(),
            }));
        }
        let kind = given.get_type().fully_qualified_name()?.to_string();
        Err(Failure::new(
            "experiment_design",
            format!("a policy is of the type {kind}"),
        )
        .with("type", kind)
        .explained("a Policy, a dictionary of stages, or a callable that returns a Schedule")
        .raise(py))
    }
}

fn changes(given: &Bound<'_, PyAny>) -> PyResult<Vec<CoreChange>> {
    if let Ok(change) = given.cast::<Change>() {
        return Ok(vec![change.get().core.clone()]);
    }
    given
        .try_iter()?
        .map(|change| {
            let change = change?;
            let change = change.cast::<Change>()?;
            Ok(change.get().core.clone())
        })
        .collect()
}

/// Keeps values only.
#[derive(Default)]
struct Values(Vec<f64>);

impl Sink for Values {
    fn take(&mut self, rows: &[Row]) -> Result<(), String> {
        self.0.extend(rows.iter().map(|row| row.value));
        Ok(())
    }
}

/// Keeps rows with their names.
#[derive(Default)]
struct Rows {
    labels: Labels,
    rows: Vec<Row>,
}

impl Sink for Rows {
    fn open(&mut self, labels: &Labels) -> Result<(), String> {
        self.labels = labels.clone();
        Ok(())
    }

    fn take(&mut self, rows: &[Row]) -> Result<(), String> {
        self.rows.extend_from_slice(rows);
        Ok(())
    }
}

impl Rows {
    fn table(&self) -> CoreTable {
        let labels = &self.labels;
        let names = |name: &str, labels: &[String], of: fn(&Row) -> u32| {
            Column::categories(name, labels, self.rows.iter().map(|row| of(row) as usize))
        };
        let numbers = |name: &str, of: fn(&Row) -> u32| {
            Column::integers(name, self.rows.iter().map(|row| i64::from(of(row))))
        };
        CoreTable::new(
            "rows",
            vec![
                names("policy", &labels.policies, |row| row.policy),
                names("change", &labels.changes, |row| row.change),
                names("world", &labels.worlds, |row| row.world),
                numbers("replication", |row| row.replication),
                numbers("year", |row| row.year),
                names("indicator", &labels.indicators, |row| row.indicator),
                Column::numbers("value", self.rows.iter().map(|row| row.value)),
            ],
        )
    }
}

/// An experiment: policies × changes × worlds × replications, all under the same luck.
///
/// Policies are Policy values, dictionaries of stages, or callables that are handed the agency as it
/// is known and the day, and return a Schedule.
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

    fn run_into<S: Sink + Send>(
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
            core = core.change(&name.extract::<String>()?, self::changes(&given)?);
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
            this.run_into(&mut values, 0..u64::MAX, watch)
        })?
        .map_err(|error| raise(py, &error))?;
        this.runs_of(py, values.0)
    }

    /// The values of some runs, numbered from 0, as bytes: 64-bit floats, little-endian.
    fn part<'py>(&self, py: Python<'py>, start: u64, stop: u64) -> PyResult<Bound<'py, PyBytes>> {
        let mut values = Values::default();
        py.detach(|| self.run_into(&mut values, start..stop, &()))
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
        py.detach(|| self.run_into(&mut rows, start..stop, &()))
            .map_err(|error| raise(py, &error))?;
        Table::from_core(py, &rows.table())
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

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self
            .deciders
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        format!("{:?} under {}", self.core, names.join(", "))
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
    let mut columns = vec![
        Column::integers("year", lived.iter().map(|year| i64::from(year.number))),
        Column::days("from", lived.iter().map(|year| Some(year.from))),
    ];
    for name in Indicators::NAMES {
        let values = lived.iter().map(|year| year.indicators.get(name));
        columns.push(Column::optional_numbers(name, values));
    }
    Table::from_core(py, &CoreTable::new("years", columns))
}

/// The agency after some changes, made in turn.
#[pyfunction]
pub(crate) fn changed(
    py: Python<'_>,
    agency: &Bound<'_, Agency>,
    changes: &Bound<'_, PyAny>,
) -> PyResult<Agency> {
    let changes = self::changes(changes)?;
    agency
        .get()
        .core
        .changed(&changes)
        .map(|core| Agency { core })
        .map_err(|error| raise(py, &error))
}
