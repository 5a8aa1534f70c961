//! What the Python classes of all artefacts share: tables, summary, saving, pickle, notebooks.

use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::saved;
use mahir::words::table::escape_html;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::{Failure, raise_saved};
use crate::table::Table;

/// How many rows of an artefact a notebook shows.
pub(crate) const SHOWN: usize = 10;

/// The language that a caller names.
pub(crate) fn language(py: Python<'_>, lang: &str) -> PyResult<Language> {
    Language::parse(lang).ok_or_else(|| {
        Failure::new("unknown_language", format!("unknown language '{lang}'"))
            .with("lang", lang)
            .explained("'en' or 'id'")
            .raise(py)
    })
}

/// A table of the artefact: its rows proper, or one by name.
pub(crate) fn table<T: Artefact>(
    py: Python<'_>,
    artefact: &T,
    name: Option<&str>,
) -> PyResult<Table> {
    let table = py.detach(|| match name {
        None => Some(artefact.rows()),
        Some(name) => artefact.table(name),
    });
    match table {
        Some(table) => Table::from_core(py, &table),
        None => Err(Failure::new(
            "unknown_table",
            format!(
                "no table of {} is called '{}'",
                T::KIND,
                name.unwrap_or_default()
            ),
        )
        .with("table", name.unwrap_or_default())
        .explained(format!("one of {}", T::TABLES.join(", ")))
        .raise(py)),
    }
}

/// The summary in a language.
pub(crate) fn summary<T: Artefact>(py: Python<'_>, artefact: &T, lang: &str) -> PyResult<String> {
    let language = language(py, lang)?;
    Ok(py.detach(|| artefact.summary(language)))
}

/// The artefact as a versioned JSON document.
pub(crate) fn to_json<T: Artefact>(py: Python<'_>, artefact: &T) -> PyResult<String> {
    py.detach(|| saved::to_json(artefact))
        .map_err(|error| raise_saved(py, &error))
}

/// An artefact from its document.
pub(crate) fn from_json<T: Artefact>(py: Python<'_>, document: &str) -> PyResult<T> {
    py.detach(|| saved::from_json(document))
        .map_err(|error| raise_saved(py, &error))
}

/// The summary and the first rows, for notebooks.
pub(crate) fn html<T: Artefact>(py: Python<'_>, artefact: &T) -> PyResult<String> {
    let rows = table(py, artefact, None)?
        .html(SHOWN)
        .map_err(|failure| failure.raise(py))?;
    let summary = summary(py, artefact, "en")?;
    Ok(format!("<pre>{}</pre>{rows}", escape_html(&summary)))
}

/// What pickle needs: the class's `from_json` and the document.
pub(crate) fn reduce<'py>(
    class: &Bound<'py, PyType>,
    document: String,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = class.py();
    let arguments = PyTuple::new(py, [document])?;
    PyTuple::new(py, [class.getattr("from_json")?, arguments.into_any()])
}

/// A value as a JSON document, which pickle keeps.
pub(crate) fn to_document<T: Serialize>(py: Python<'_>, value: &T) -> PyResult<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new("saved_content", error.to_string()).raise(py))
}

/// A value from its document.
pub(crate) fn from_document<T: DeserializeOwned>(py: Python<'_>, document: &str) -> PyResult<T> {
    serde_json::from_str(document).map_err(|error| {
        Failure::new(
            "saved_content",
            format!("the document cannot be read: {error}"),
        )
        .explained("a document that to_json() of the same class wrote")
        .raise(py)
    })
}

/// What pickle needs of a class that is not an artefact: its reader and the document.
pub(crate) fn reduce_document<'py, T: Serialize>(
    class: &Bound<'py, PyType>,
    value: &T,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = class.py();
    let arguments = PyTuple::new(py, [to_document(py, value)?])?;
    PyTuple::new(py, [class.getattr("_from_document")?, arguments.into_any()])
}

/// A reason, or an error if there is no such row.
pub(crate) fn reason(
    py: Python<'_>,
    row: usize,
    rows: usize,
    text: impl FnOnce() -> String,
) -> PyResult<String> {
    if row >= rows {
        return Err(
            Failure::new("unknown_row", format!("there is no row {row}"))
                .with("row", row)
                .explained(format!("a row below {rows}"))
                .raise(py),
        );
    }
    Ok(text())
}

/// A failure of a stage.
macro_rules! failed {
    ($py:expr) => {
        |error| crate::failure::Failure::new(error.code(), error.to_string()).raise($py)
    };
}
pub(crate) use failed;

/// A Python class around an artefact of the core: what all have in common, and its own methods.
macro_rules! artefact {
    ($(#[$doc:meta])* $name:ident($core:ty) { $($methods:tt)* }) => {
        $(#[$doc])*
        #[pyclass(frozen, module = "mahir")]
        pub(crate) struct $name {
            pub(crate) core: $core,
        }

        impl From<$core> for $name {
            fn from(core: $core) -> Self {
                Self { core }
            }
        }

        #[pymethods]
        impl $name {
            /// The names of its tables; the first one is its rows proper.
            #[getter]
            fn tables(&self) -> Vec<&'static str> {
                <$core as ::mahir::words::artefact::Artefact>::TABLES.to_vec()
            }

            /// One of its tables; without a name, its rows proper.
            #[pyo3(signature = (name = None))]
            fn table(&self, py: Python<'_>, name: Option<&str>) -> PyResult<crate::table::Table> {
                crate::artefact::table(py, &self.core, name)
            }

            /// What a person should know of it, in a few lines: lang is "en" or "id".
            #[pyo3(signature = (lang = "en"))]
            fn summary(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
                crate::artefact::summary(py, &self.core, lang)
            }

            /// The whole as a versioned JSON document.
            fn to_json(&self, py: Python<'_>) -> PyResult<String> {
                crate::artefact::to_json(py, &self.core)
            }

            /// Reads what to_json() wrote.
            #[staticmethod]
            fn from_json(py: Python<'_>, document: &str) -> PyResult<Self> {
                crate::artefact::from_json(py, document).map(|core| Self { core })
            }

            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                crate::artefact::summary(py, &self.core, "en")
            }

            fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
                crate::artefact::html(py, &self.core)
            }

            /// The rows proper over the Arrow PyCapsule interface.
            #[pyo3(signature = (requested_schema = None))]
            fn __arrow_c_stream__<'py>(
                &self,
                py: Python<'py>,
                requested_schema: Option<&Bound<'py, PyAny>>,
            ) -> PyResult<Bound<'py, ::pyo3::types::PyCapsule>> {
                let _ = requested_schema;
                let table = crate::artefact::table(py, &self.core, None)?;
                crate::capsule::stream(py, table.batch().clone())
            }

            fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
                let Ok(other) = other.cast::<Self>() else {
                    return Ok(false);
                };
                if std::ptr::eq(self, other.get()) {
                    return Ok(true);
                }
                let own = crate::artefact::to_json(py, &self.core)?;
                Ok(own == crate::artefact::to_json(py, &other.get().core)?)
            }

            fn __reduce__<'py>(
                slf: &Bound<'py, Self>,
            ) -> PyResult<Bound<'py, ::pyo3::types::PyTuple>> {
                let document = crate::artefact::to_json(slf.py(), &slf.get().core)?;
                crate::artefact::reduce(&slf.get_type(), document)
            }

            $($methods)*
        }
    };
}

pub(crate) use artefact;
