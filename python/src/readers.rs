//! Files of other systems.

use std::collections::BTreeSet;
use std::path::PathBuf;

use mahir::agency::source::TableSource;
use mahir::framework::CompetencyKind;
use mahir::readers::case::{self, CaseOptions};
use mahir::readers::esco::{self, EscoFiles, EscoOptions};
use mahir::readers::moodle::{self, MoodleOptions};
use mahir::readers::onet::{self, OnetFiles, OnetOptions};
use mahir::readers::opensalt::{self, OpenSaltOptions};
use mahir::readers::osmt::{self, OsmtOptions};
use mahir::readers::siasn::{self, PseudonymKey, SiasnOptions, TrainingHistory};
use mahir::readers::skillsfuture::{self, SkillsFutureOptions, SkillsFutureSheets};
use mahir::readers::{
    Import as Core, ReaderError, Taken, WorkbookSource, open, open_as, open_bytes,
};
use mahir::words::measure::Level;
use mahir::words::table::escape_html;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};

use crate::agency::arrow_source;
use crate::artefact;
use crate::failure::{Failure, faults_table, raise_faults};
use crate::table::Table;

/// A failure of reading or writing.
fn raise(py: Python<'_>, error: &ReaderError) -> PyErr {
    let failure = Failure::new(error.code(), error.to_string());
    match error {
        ReaderError::Faults(faults) => raise_faults(py, faults),
        ReaderError::File { path, source } => failure
            .with("path", path.display().to_string())
            .with("reason", source.to_string())
            .raise(py),
        _ => failure.raise(py),
    }
}

/// A path, the bytes of a file, or Arrow data.
fn source(data: &Bound<'_, PyAny>, name: &str) -> PyResult<Box<dyn TableSource>> {
    let py = data.py();
    if let Ok(bytes) = data.cast::<PyBytes>() {
        let bytes = bytes.as_bytes().to_vec();
        return py
            .detach(|| open_bytes(name, bytes))
            .map_err(|error| raise(py, &error));
    }
    if let Ok(path) = data.extract::<PathBuf>() {
        return py.detach(|| open(path)).map_err(|error| raise(py, &error));
    }
    Ok(Box::new(arrow_source(data, name)?))
}

/// A table of an agency as a file or Arrow data, called by its own name whatever the file is called.
pub(crate) fn table(data: &Bound<'_, PyAny>, name: &str) -> PyResult<Box<dyn TableSource>> {
    let py = data.py();
    match data.extract::<PathBuf>() {
        Ok(path) => py
            .detach(|| open_as(name, path))
            .map_err(|error| raise(py, &error)),
        Err(_) => source(data, name),
    }
}

/// All sheets of a workbook.
pub(crate) fn sheets(data: &Bound<'_, PyAny>) -> PyResult<Vec<WorkbookSource>> {
    let py = data.py();
    if let Ok(bytes) = data.cast::<PyBytes>() {
        let bytes = bytes.as_bytes().to_vec();
        return py
            .detach(|| WorkbookSource::sheets("workbook", bytes))
            .map_err(|error| raise(py, &error));
    }
    let path: PathBuf = data.extract()?;
    py.detach(|| WorkbookSource::open(path))
        .map_err(|error| raise(py, &error))
}

fn given(data: Option<&Bound<'_, PyAny>>, name: &str) -> PyResult<Option<Box<dyn TableSource>>> {
    data.map(|data| source(data, name)).transpose()
}

/// A source as the core borrows it.
fn lent(source: &mut Option<Box<dyn TableSource>>) -> Option<&mut dyn TableSource> {
    match source {
        Some(source) => Some(&mut **source),
        None => None,
    }
}

fn kind_of(py: Python<'_>, kind: &str) -> PyResult<CompetencyKind> {
    CompetencyKind::parse(kind).ok_or_else(|| {
        Failure::new("option", format!("unknown kind '{kind}'"))
            .with("kind", kind)
            .explained("managerial, sociocultural or technical")
            .raise(py)
    })
}

fn level_of(py: Python<'_>, level: f64) -> PyResult<Level> {
    let range = 0.0..=f64::from(Level::HIGHEST_WHOLE);
    let within = range.contains(&level).then(|| Level::from_f64(level));
    within.flatten().ok_or_else(|| {
        Failure::new("option", format!("{level} is not a level"))
            .explained("a level from 0 to 218")
            .raise(py)
    })
}

fn taken(leaves_only: bool) -> Taken {
    if leaves_only {
        Taken::Leaves
    } else {
        Taken::All
    }
}

fn read(
    py: Python<'_>,
    work: impl FnOnce() -> Result<Core, ReaderError> + Send,
) -> PyResult<Import> {
    py.detach(work)
        .map(|core| Import { core })
        .map_err(|error| raise(py, &error))
}

/// Reads an employee export of SIASN (69 columns) or a flat list of SIMPEG.
#[pyfunction]
#[pyo3(name = "siasn", signature = (employees, *, key, keep = Vec::new(), history = Vec::new(), year = None))]
pub(crate) fn read_siasn(
    employees: &Bound<'_, PyAny>,
    key: &[u8],
    keep: Vec<String>,
    history: Vec<Bound<'_, PyAny>>,
    year: Option<i32>,
) -> PyResult<Import> {
    let py = employees.py();
    let key = PseudonymKey::new(key).map_err(|error| raise(py, &error))?;
    let mut attended = None;
    for file in history {
        let read = match file.cast::<PyBytes>() {
            Ok(bytes) => TrainingHistory::read("history", bytes.as_bytes()),
            Err(_) => TrainingHistory::load(file.extract::<PathBuf>()?),
        };
        let read = read.map_err(|error| raise(py, &error))?;
        attended = Some(attended.map_or(read.clone(), |all: TrainingHistory| all.and(read)));
    }
    let mut source = source(employees, "employees")?;
    let options = SiasnOptions {
        keep,
        history: attended,
        year,
        ..SiasnOptions::new(key)
    };
    read(py, || siasn::read(&mut *source, &options))
}

/// Reads a competency framework of Moodle.
#[pyfunction]
#[pyo3(name = "moodle", signature = (framework, *, leaves_only = false, kind = "technical"))]
pub(crate) fn read_moodle(
    framework: &Bound<'_, PyAny>,
    leaves_only: bool,
    kind: &str,
) -> PyResult<Import> {
    let py = framework.py();
    let options = MoodleOptions {
        taken: taken(leaves_only),
        kind: kind_of(py, kind)?,
    };
    let mut source = source(framework, "framework")?;
    read(py, || moodle::read(&mut *source, options))
}

/// Reads a 1EdTech CASE package.
#[pyfunction]
#[pyo3(name = "case", signature = (package, *, leaves_only = false, kind = "technical"))]
pub(crate) fn read_case(
    package: &Bound<'_, PyAny>,
    leaves_only: bool,
    kind: &str,
) -> PyResult<Import> {
    let py = package.py();
    let options = CaseOptions {
        taken: taken(leaves_only),
        kind: kind_of(py, kind)?,
    };
    if let Ok(bytes) = package.cast::<PyBytes>() {
        let bytes = bytes.as_bytes();
        return read(py, || case::read("package", bytes, options));
    }
    let path: PathBuf = package.extract()?;
    read(py, || case::load(path, options))
}

/// Reads tables of ESCO.
#[pyfunction]
#[pyo3(name = "esco", signature = (
    skills, *, broader = None, occupations = None, required = None, related = None,
    essential = 3.0, optional = None, only = Vec::new(), kind = "technical"
))]
#[allow(clippy::too_many_arguments)] // Keywords of a Python function.
pub(crate) fn read_esco(
    skills: &Bound<'_, PyAny>,
    broader: Option<&Bound<'_, PyAny>>,
    occupations: Option<&Bound<'_, PyAny>>,
    required: Option<&Bound<'_, PyAny>>,
    related: Option<&Bound<'_, PyAny>>,
    essential: f64,
    optional: Option<f64>,
    only: Vec<String>,
    kind: &str,
) -> PyResult<Import> {
    let py = skills.py();
    let options = EscoOptions {
        essential: level_of(py, essential)?,
        optional: optional.map(|level| level_of(py, level)).transpose()?,
        only: BTreeSet::from_iter(only),
        kind: kind_of(py, kind)?,
    };
    let mut skills = source(skills, "skills")?;
    let mut broader = given(broader, "broader")?;
    let mut occupations = given(occupations, "occupations")?;
    let mut required = given(required, "required")?;
    let mut related = given(related, "related")?;
    read(py, move || {
        let files = EscoFiles {
            skills: &mut *skills,
            broader: lent(&mut broader),
            occupations: lent(&mut occupations),
            required: lent(&mut required),
            related: lent(&mut related),
        };
        esco::read(files, &options)
    })
}

/// Reads tables of O*NET.
#[pyfunction]
#[pyo3(name = "onet", signature = (
    *ratings, occupations = None, elements = None, only = Vec::new(), suppressed = false, kind = "technical"
))]
pub(crate) fn read_onet(
    py: Python<'_>,
    ratings: &Bound<'_, PyTuple>,
    occupations: Option<&Bound<'_, PyAny>>,
    elements: Option<&Bound<'_, PyAny>>,
    only: Vec<String>,
    suppressed: bool,
    kind: &str,
) -> PyResult<Import> {
    let options = OnetOptions {
        only: BTreeSet::from_iter(only),
        suppressed,
        kind: kind_of(py, kind)?,
    };
    let mut sources = ratings
        .iter()
        .map(|data| source(&data, "ratings"))
        .collect::<PyResult<Vec<_>>>()?;
    if sources.is_empty() {
        let failure = Failure::new("option", "there is no table of ratings");
        return Err(failure
            .explained("Skills, Knowledge or Abilities")
            .raise(py));
    }
    let mut occupations = given(occupations, "occupations")?;
    let mut elements = given(elements, "elements")?;
    read(py, move || {
        let files = OnetFiles {
            ratings: sources
                .iter_mut()
                .map(|source| &mut **source as _)
                .collect(),
            occupations: lent(&mut occupations),
            elements: lent(&mut elements),
        };
        onet::read(files, &options)
    })
}

/// Reads a sheet of OpenSALT.
#[pyfunction]
#[pyo3(name = "opensalt", signature = (framework, *, leaves_only = false, kind = "technical"))]
pub(crate) fn read_opensalt(
    framework: &Bound<'_, PyAny>,
    leaves_only: bool,
    kind: &str,
) -> PyResult<Import> {
    let py = framework.py();
    let options = OpenSaltOptions {
        taken: taken(leaves_only),
        kind: kind_of(py, kind)?,
    };
    let mut source = source(framework, "framework")?;
    read(py, || opensalt::read(&mut *source, options))
}

/// Reads skills of OSMT.
#[pyfunction]
#[pyo3(name = "osmt", signature = (skills, *, asked = None, kind = "technical"))]
pub(crate) fn read_osmt(
    skills: &Bound<'_, PyAny>,
    asked: Option<f64>,
    kind: &str,
) -> PyResult<Import> {
    let py = skills.py();
    let options = OsmtOptions {
        asked: asked.map(|level| level_of(py, level)).transpose()?,
        kind: kind_of(py, kind)?,
    };
    let mut source = source(skills, "skills")?;
    read(py, || osmt::read(&mut *source, options))
}

/// Reads the workbook of SkillsFuture, or its sheets one by one.
#[pyfunction]
#[pyo3(name = "skillsfuture", signature = (
    roles, *, descriptions = None, skills = None, only = Vec::new(), core_levels = (1, 2, 3), kind = "technical"
))]
pub(crate) fn read_skillsfuture(
    roles: &Bound<'_, PyAny>,
    descriptions: Option<&Bound<'_, PyAny>>,
    skills: Option<&Bound<'_, PyAny>>,
    only: Vec<String>,
    core_levels: (u8, u8, u8),
    kind: &str,
) -> PyResult<Import> {
    let py = roles.py();
    let options = SkillsFutureOptions {
        only: BTreeSet::from_iter(only),
        core_levels: core_levels.into(),
        kind: kind_of(py, kind)?,
    };
    if descriptions.is_none() && skills.is_none() {
        // All sheets of a workbook, or the roles alone.
        if let Ok(bytes) = roles.cast::<PyBytes>() {
            let bytes = bytes.as_bytes().to_vec();
            return read(py, move || {
                skillsfuture::read_bytes("roles", bytes, &options)
            });
        }
        if let Ok(path) = roles.extract::<PathBuf>() {
            return read(py, move || skillsfuture::load(path, &options));
        }
    }
    let mut descriptions = given(descriptions, "descriptions")?;
    let mut skills = given(skills, "skills")?;
    let mut roles = source(roles, "roles")?;
    read(py, move || {
        let sheets = SkillsFutureSheets {
            roles: &mut *roles,
            descriptions: lent(&mut descriptions),
            skills: lent(&mut skills),
        };
        skillsfuture::read(sheets, &options)
    })
}

/// What a reader found: tables, and what it left out.
#[pyclass(frozen, module = "mahir.readers")]
pub(crate) struct Import {
    core: Core,
}

#[pymethods]
impl Import {
    /// The tables that an agency takes, by their names, as Agency.from_tables wants them.
    #[getter]
    fn agency_tables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let tables = PyDict::new(py);
        for table in self.core.agency_tables() {
            tables.set_item(table.name(), Table::from_core(py, table)?)?;
        }
        Ok(tables)
    }

    /// The names of all tables.
    #[getter]
    fn tables(&self) -> Vec<&str> {
        self.core
            .tables()
            .iter()
            .map(|table| table.name())
            .collect()
    }

    /// A table by its name.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        match self.core.table(name) {
            Some(table) => Table::from_core(py, table),
            None => Err(
                Failure::new("unknown_table", format!("there is no table '{name}'"))
                    .with("table", name)
                    .explained(format!("one of {}", self.tables().join(", ")))
                    .raise(py),
            ),
        }
    }

    /// What is not wrong but was left out, cut or guessed, each with its place.
    #[getter]
    fn notes(&self, py: Python<'_>) -> PyResult<Table> {
        Table::from_core(py, &faults_table("notes", self.core.notes()))
    }

    /// Writes each table as a CSV file into a folder; a file that is there is never replaced.
    fn save(&self, py: Python<'_>, folder: PathBuf) -> PyResult<Vec<PathBuf>> {
        py.detach(|| self.core.save(folder))
            .map_err(|error| raise(py, &error))
    }

    /// All of it as a JSON document.
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
        let tables: Vec<String> = self
            .core
            .tables()
            .iter()
            .map(|table| format!("{} {}", table.name(), table.rows()))
            .collect();
        format!(
            "Import: {}; {} notes",
            tables.join(", "),
            self.core.notes().count()
        )
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let mut html = format!("<pre>{}</pre>", escape_html(&self.__repr__()));
        for table in self.core.tables() {
            let rows = Table::from_core(py, table)?.html(5);
            html.push_str(&format!("<h4>{}</h4>", escape_html(table.name())));
            html.push_str(&rows.map_err(|failure| failure.raise(py))?);
        }
        Ok(html)
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
