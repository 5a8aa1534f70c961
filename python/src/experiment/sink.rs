//! Where rows go: kept as values, kept as rows, or handed to Python batch by batch.

use mahir::experiment::{Labels, Row, Sink};
use pyo3::prelude::*;

use crate::table::Table;

/// Keeps values only.
#[derive(Default)]
pub(super) struct Values(pub(super) Vec<f64>);

impl Sink for Values {
    fn take(&mut self, rows: &[Row]) -> Result<(), String> {
        self.0.extend(rows.iter().map(|row| row.value));
        Ok(())
    }
}

/// Keeps rows with their names.
#[derive(Default)]
pub(super) struct Rows {
    labels: Labels,
    rows: Vec<Row>,
}

impl Rows {
    pub(super) fn table(&self, py: Python<'_>) -> PyResult<Table> {
        Table::from_core(py, &self.labels.table(|| self.rows.iter().copied()))
    }
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

/// Hands tables of so many runs to a callable, and forgets them.
pub(super) struct Handed {
    callable: Py<PyAny>,
    runs_at_once: usize,
    kept: Rows,
    runs: usize,
    /// What the callable raised.
    pub(super) raised: Option<PyErr>,
}

impl Handed {
    pub(super) fn new(callable: Py<PyAny>, runs_at_once: usize) -> Self {
        Self {
            callable,
            runs_at_once: runs_at_once.max(1),
            kept: Rows::default(),
            runs: 0,
            raised: None,
        }
    }

    /// Hands over what is kept, if anything is.
    pub(super) fn hand_over(&mut self) -> Result<(), String> {
        if self.runs == 0 {
            return Ok(());
        }
        let handed = Python::attach(|py| {
            let table = self.kept.table(py)?;
            self.callable.call1(py, (table,)).map(drop)
        });
        self.kept.rows.clear();
        self.runs = 0;
        handed.map_err(|error| {
            let message = error.to_string();
            self.raised = Some(error);
            message
        })
    }
}

impl Sink for Handed {
    fn open(&mut self, labels: &Labels) -> Result<(), String> {
        self.kept.open(labels)
    }

    fn take(&mut self, rows: &[Row]) -> Result<(), String> {
        self.kept.take(rows)?;
        self.runs += 1;
        if self.runs >= self.runs_at_once {
            self.hand_over()?;
        }
        Ok(())
    }
}
