//! Failures as Python exceptions: `mahir.MahirError` with a code, a context and an explanation.

use mahir::words::fault::Faults;
use mahir::words::saved::SavedError;
use mahir::words::table::{Column, Table};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

/// What went wrong, before it becomes an exception.
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    context: Vec<(&'static str, Fact)>,
    explanation: String,
}

/// A value in a failure's context.
#[derive(IntoPyObject)]
pub(crate) enum Fact {
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
    /// Several texts.
    Texts(Vec<String>),
    /// A text, or nothing.
    Perhaps(Option<String>),
}

impl From<Vec<String>> for Fact {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl From<Option<String>> for Fact {
    fn from(text: Option<String>) -> Self {
        Self::Perhaps(text)
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Fact {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Fact {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

impl Failure {
    /// A failure with its stable code and a message in lower case.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            context: Vec::new(),
            explanation: String::new(),
        }
    }

    /// The same, with a value that the failure is about.
    pub(crate) fn with(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        self.context.push((name, fact.into()));
        self
    }

    /// The same, with what would be right.
    pub(crate) fn explained(mut self, expected: impl Into<String>) -> Self {
        self.explanation = expected.into();
        self
    }

    /// The exception.
    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let build = || {
            let context = PyDict::new(py);
            for (name, fact) in self.context {
                context.set_item(name, fact.into_py_any(py)?)?;
            }
            let message = if self.explanation.is_empty() {
                self.message
            } else {
                format!("{}; expected {}", self.message, self.explanation)
            };
            let class = CLASS.import(py, "mahir._errors", "MahirError")?;
            class.call1((message, self.code, context, self.explanation))
        };
        match build() {
            Ok(exception) => PyErr::from_value(exception),
            Err(error) => error,
        }
    }
}

/// The faults of given facts as `mahir.FaultsError`.
pub(crate) fn raise_faults(py: Python<'_>, faults: &Faults) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let build = || {
        let table = crate::table::Table::from_core(py, &faults_table("faults", faults))?;
        let class = CLASS.import(py, "mahir._errors", "FaultsError")?;
        class.call1((faults.to_string(), table, faults.count()))
    };
    match build() {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// Faults or notes as rows.
pub(crate) fn faults_table(name: &str, faults: &Faults) -> Table {
    let list = faults.list();
    let rows = list
        .iter()
        .map(|fault| fault.row.and_then(|row| i64::try_from(row).ok()));
    Table::new(
        name,
        vec![
            Column::texts("file", list.iter().map(|fault| fault.file.clone())),
            Column::optional_integers("row", rows),
            Column::optional_texts("column", list.iter().map(|fault| fault.column.clone())),
            Column::optional_texts("value", list.iter().map(|fault| fault.value.clone())),
            Column::texts("problem", list.iter().map(|fault| fault.problem.clone())),
            Column::texts("expected", list.iter().map(|fault| fault.expected.clone())),
            Column::texts("code", list.iter().map(|fault| fault.code.clone())),
        ],
    )
}

/// A saved document that cannot be read.
pub(crate) fn raise_saved(py: Python<'_>, error: &SavedError) -> PyErr {
    let failure = Failure::new(error.code(), error.to_string());
    match error {
        SavedError::Kind { expected, found } => failure
            .with("expected", *expected)
            .with("found", found.as_str()),
        SavedError::Version { kind, found, known } => failure
            .with("kind", *kind)
            .with("found", *found)
            .with("known", *known),
        _ => failure.explained("a document that to_json() of the same class wrote"),
    }
    .raise(py)
}
