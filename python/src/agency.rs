//! The agency and its outcomes.

use mahir::Agency as Core;
use mahir::agency::AgencyError;
use mahir::agency::source::DelimitedSource;
use mahir::cycle::Policy;
use mahir::need::NeedPolicy;
use mahir::outcome::Outcomes as CoreOutcomes;
use mahir::words::table::escape_html;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyString, PyTuple};

use crate::arrow_source::ArrowSource;
use crate::cycle::Round;
use crate::failure::{Failure, raise_faults};
use crate::need::Needs;
use crate::table::Table;
use crate::watch::watched;
use crate::{artefact, capsule, options, readers};

/// A failure of reading or writing an agency.
fn raise(py: Python<'_>, error: &AgencyError) -> PyErr {
    match error {
        AgencyError::Faults(faults) => raise_faults(py, faults),
        AgencyError::File { path, source } => Failure::new(error.code(), error.to_string())
            .with("path", path.display().to_string())
            .with("reason", source.to_string())
            .raise(py),
        _ => Failure::new(error.code(), error.to_string()).raise(py),
    }
}

/// The rows of any object with Arrow data, read where they lie.
pub(crate) fn arrow_source(data: &Bound<'_, PyAny>, name: &str) -> PyResult<ArrowSource> {
    let py = data.py();
    let batches = capsule::read(data)?;
    py.detach(|| ArrowSource::new(name, &batches))
        .map_err(|failure| failure.raise(py))
}

/// All facts of an agency, checked as a whole. It cannot be changed.
#[pyclass(frozen, module = "mahir")]
pub(crate) struct Agency {
    pub(crate) core: Core,
}

#[pymethods]
impl Agency {
    /// Reads a folder with agency.toml and CSV tables. FaultsError has everything that is wrong.
    #[staticmethod]
    #[pyo3(signature = (folder, *, progress = None))]
    fn load(
        py: Python<'_>,
        folder: std::path::PathBuf,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        watched(py, progress, |watch| Core::load_watched(&folder, watch))?
            .map(|core| Self { core })
            .map_err(|e| raise(py, &e))
    }

    /// Builds an agency from a mapping of table names to data frames (or anything with Arrow data),
    /// to CSV texts, or to files (paths or bytes of CSV or XLSX), and the text of agency.toml.
    #[staticmethod]
    #[pyo3(signature = (tables, settings = None, *, progress = None))]
    fn from_tables(
        py: Python<'_>,
        tables: &Bound<'_, PyMapping>,
        settings: Option<&str>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let mut builder = Core::builder();
        if let Some(settings) = settings {
            builder = builder.settings(settings);
        }
        for item in tables.items()? {
            let (name, data): (String, Bound<'_, PyAny>) = item.extract()?;
            builder = match data.cast::<PyString>() {
                Ok(text) => builder.csv(&name, text.to_string()),
                Err(_) => builder.source(readers::table(&data, &name)?),
            };
        }
        watched(py, progress, |watch| builder.build_watched(watch))?
            .map(|core| Self { core })
            .map_err(|error| raise(py, &error))
    }

    /// Builds an agency from one workbook (XLSX) with a sheet for each table, called by its name,
    /// and the text of agency.toml.
    #[staticmethod]
    #[pyo3(signature = (workbook, settings = None, *, progress = None))]
    fn from_workbook(
        py: Python<'_>,
        workbook: &Bound<'_, PyAny>,
        settings: Option<&str>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let mut builder = Core::builder();
        if let Some(settings) = settings {
            builder = builder.settings(settings);
        }
        for sheet in readers::sheets(workbook)? {
            builder = builder.source(sheet);
        }
        watched(py, progress, |watch| builder.build_watched(watch))?
            .map(|core| Self { core })
            .map_err(|error| raise(py, &error))
    }

    /// Writes the agency into a folder and returns the paths of its files.
    fn save(
        &self,
        py: Python<'_>,
        folder: std::path::PathBuf,
    ) -> PyResult<Vec<std::path::PathBuf>> {
        py.detach(|| self.core.save(&folder))
            .map_err(|error| raise(py, &error))
    }

    /// The agency's name.
    #[getter]
    fn name(&self) -> &str {
        &self.core.name
    }

    /// The names of its tables.
    #[getter]
    fn tables(&self) -> Vec<&'static str> {
        Core::TABLES.to_vec()
    }

    /// A table of facts; employee numbers are replaced by pseudonyms.
    #[pyo3(signature = (name = "people"))]
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        match py.detach(|| self.core.table(name)) {
            Some(table) => Table::from_core(py, &table),
            None => Err(
                Failure::new("unknown_table", format!("an agency has no table '{name}'"))
                    .with("table", name)
                    .explained(format!("one of {}", Core::TABLES.join(", ")))
                    .raise(py),
            ),
        }
    }

    /// The figures of the regulation, each with its source and how well it is known.
    fn figures(&self, py: Python<'_>) -> PyResult<Table> {
        Table::from_core(py, &self.core.regulation.figures())
    }

    /// SHA-256 over the facts, as 64 hexadecimal digits.
    fn fingerprint(&self, py: Python<'_>) -> String {
        py.detach(|| self.core.fingerprint())
    }

    /// What was measured after programmes.
    #[getter]
    fn outcomes(&self) -> Outcomes {
        Outcomes {
            agency: self.core.clone(),
            core: self.core.outcomes.clone(),
        }
    }

    /// Outcomes of this agency from a data frame or a CSV text.
    fn read_outcomes(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Outcomes> {
        read_outcomes(py, &self.core, data)
    }

    /// The same agency with other outcomes.
    fn with_outcomes(&self, py: Python<'_>, outcomes: &Bound<'_, Outcomes>) -> PyResult<Self> {
        let outcomes = outcomes.get();
        same_ids(py, &self.core, &outcomes.agency)?;
        Ok(Self {
            core: self.core.with_outcomes(outcomes.core.clone()),
        })
    }

    /// Who must reach what on a day, and why. Keyword arguments change the rules.
    ///
    /// `claims` are needs that come from elsewhere: dictionaries with person, competency and level,
    /// and if wanted importance, due, reason, reason_id and source. `progress` hears how far the
    /// work is, and stops it by returning False.
    #[pyo3(signature = (as_of, claims = None, *, progress = None, **policy))]
    fn needs(
        &self,
        py: Python<'_>,
        as_of: &Bound<'_, PyAny>,
        claims: Option<&Bound<'_, PyAny>>,
        progress: Option<Py<PyAny>>,
        policy: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Needs> {
        let day = options::day(as_of)?;
        let policy: NeedPolicy = options::read(py, policy)?;
        let lists = match claims {
            Some(claims) => crate::need::claim_lists(&self.core, claims)?,
            None => Vec::new(),
        };
        watched(py, progress, |watch| {
            self.core
                .needs_watched(day, &policy, &crate::need::sources(&lists), watch)
        })?
        .map(Needs::from)
        .map_err(|error| Failure::new(error.code(), error.to_string()).raise(py))
    }

    /// One whole round on a day, by a policy as a dictionary of the stages' rules. `progress` hears
    /// how far each stage is; returning False, it stops the plan or the schedule with the best there
    /// is, and any other stage without a result.
    #[pyo3(signature = (as_of, policy = None, *, progress = None))]
    fn run(
        &self,
        py: Python<'_>,
        as_of: &Bound<'_, PyAny>,
        policy: Option<&Bound<'_, PyDict>>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Round> {
        let day = options::day(as_of)?;
        let policy: Policy = options::read(py, policy)?;
        watched(py, progress, |watch| {
            self.core.run_watched(day, &policy, watch)
        })?
        .map(Round::from)
        .map_err(|error| Failure::new(error.code(), error.to_string()).raise(py))
    }

    /// The facts as a JSON document. It holds the ids of people as they were given.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&self.core))
            .map_err(|error| document(py, &error))
    }

    /// Reads what to_json() wrote.
    #[staticmethod]
    fn from_json(py: Python<'_>, document: &str) -> PyResult<Self> {
        py.detach(|| serde_json::from_str(document))
            .map(|core| Self { core })
            .map_err(|error| self::document(py, &error))
    }

    fn __repr__(&self) -> String {
        let core = &self.core;
        format!(
            "Agency '{}': {} people in {} units, {} competencies, {} programmes, {} services",
            core.name,
            core.people.len(),
            core.units.len(),
            core.framework.len(),
            core.programmes.len(),
            core.services.len()
        )
    }

    fn _repr_html_(&self) -> String {
        format!("<pre>{}</pre>", escape_html(&self.__repr__()))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.get().core)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let document = slf.get().to_json(slf.py())?;
        artefact::reduce(&slf.get_type(), document)
    }
}

fn document(py: Python<'_>, error: &serde_json::Error) -> PyErr {
    Failure::new(
        "saved_content",
        format!("the document cannot be read: {error}"),
    )
    .explained("a document that to_json() of the same class wrote")
    .raise(py)
}

/// Outcomes hold positions of programmes, people and competencies, so they belong to agencies
/// with the same ones only.
fn same_ids(py: Python<'_>, agency: &Core, other: &Core) -> PyResult<()> {
    let same = agency.programmes.ids() == other.programmes.ids()
        && agency.people.ids() == other.people.ids()
        && agency.framework.competencies() == other.framework.competencies();
    if same {
        return Ok(());
    }
    let failure = Failure::new("other_agency", "the outcomes are of another agency");
    Err(failure
        .explained("outcomes of an agency with the same programmes, people and competencies")
        .raise(py))
}

/// Outcomes from a data frame or a CSV text, checked against an agency.
pub(crate) fn read_outcomes(
    py: Python<'_>,
    agency: &Core,
    data: &Bound<'_, PyAny>,
) -> PyResult<Outcomes> {
    if let Ok(outcomes) = data.cast::<Outcomes>() {
        let outcomes = outcomes.get();
        same_ids(py, agency, &outcomes.agency)?;
        return Ok(Outcomes {
            agency: outcomes.agency.clone(),
            core: outcomes.core.clone(),
        });
    }
    let read = match data.cast::<PyString>() {
        Ok(text) => {
            let source = DelimitedSource::from_text("outcomes.csv", text.to_string());
            py.detach(|| agency.read_outcomes(source))
        }
        Err(_) => {
            let source = arrow_source(data, "outcomes")?;
            py.detach(|| agency.read_outcomes(source))
        }
    };
    read.map(|core| Outcomes {
        agency: agency.clone(),
        core,
    })
    .map_err(|faults| raise_faults(py, &faults))
}

/// What was measured after programmes, on Kirkpatrick's four levels.
#[pyclass(frozen, module = "mahir")]
pub(crate) struct Outcomes {
    agency: Core,
    pub(crate) core: CoreOutcomes,
}

#[pymethods]
impl Outcomes {
    /// The rows as a table.
    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        let agency = self.agency.with_outcomes(self.core.clone());
        let table = py.detach(|| agency.table("outcomes"));
        // The table is one of every agency's.
        Table::from_core(
            py,
            &table.unwrap_or_else(|| mahir::words::table::Table::new("outcomes", Vec::new())),
        )
    }

    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __repr__(&self) -> String {
        format!("Outcomes: {} rows", self.core.len())
    }

    /// The first rows, for notebooks.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let rows = self
            .table(py)?
            .html(artefact::SHOWN)
            .map_err(|failure| failure.raise(py))?;
        Ok(format!(
            "<pre>Outcomes: {} rows</pre>{rows}",
            self.core.len()
        ))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.get().core)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, pyo3::types::PyCapsule>> {
        let _ = requested_schema;
        crate::capsule::stream(py, self.table(py)?.batch().clone())
    }

    /// Reads what pickle keeps.
    #[staticmethod]
    fn from_json(py: Python<'_>, document: &str) -> PyResult<Self> {
        let agency: Core = serde_json::from_str(document).map_err(|e| self::document(py, &e))?;
        let core = agency.outcomes.clone();
        Ok(Self { agency, core })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let this = slf.get();
        let agency = this.agency.with_outcomes(this.core.clone());
        let document = serde_json::to_string(&agency).map_err(|e| self::document(slf.py(), &e))?;
        artefact::reduce(&slf.get_type(), document)
    }
}
