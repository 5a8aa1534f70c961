//! `mahir.Table`: rows that every data-frame library takes without a copy.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use mahir::words::table::{Table as CoreTable, escape_html};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString, PyTuple};

use crate::failure::Failure;
use crate::{arrow_in, arrow_out, capsule};

/// How many rows a notebook shows.
const SHOWN: usize = 20;

/// Rows with named columns, readable by every library that speaks Arrow.
#[pyclass(frozen, module = "mahir", name = "Table")]
pub(crate) struct Table {
    name: String,
    batch: RecordBatch,
}

fn damaged(error: &ArrowError) -> Failure {
    Failure::new("table", format!("the table is damaged: {error}"))
}

impl Table {
    /// A table of the core. Its columns become Arrow columns once, and are shared from then on.
    pub(crate) fn from_core(py: Python<'_>, table: &CoreTable) -> PyResult<Self> {
        let batch = py
            .detach(|| arrow_out::batch(table))
            .map_err(|error| damaged(&error).raise(py))?;
        Ok(Self {
            name: table.name().to_owned(),
            batch,
        })
    }

    /// The batch, whose memory is shared.
    pub(crate) fn batch(&self) -> &RecordBatch {
        &self.batch
    }

    /// The table of the core, copied out of the Arrow columns.
    pub(crate) fn to_core(&self) -> Result<CoreTable, Failure> {
        Self::core_of(&self.name, &self.batch)
    }

    fn core_of(name: &str, batch: &RecordBatch) -> Result<CoreTable, Failure> {
        arrow_in::table(name, &batch.schema(), std::slice::from_ref(batch))
    }

    /// The first rows as HTML, with a line that tells how many there are.
    pub(crate) fn html(&self, limit: usize) -> Result<String, Failure> {
        let rows = self.batch.num_rows();
        let head = Self::core_of(&self.name, &self.batch.slice(0, rows.min(limit)))?;
        let mut html = head.to_html(limit);
        if rows > limit {
            html.push_str(&format!("<p>{limit} of {rows} rows</p>"));
        }
        Ok(html)
    }

    /// Any object with Arrow data as a table of the core.
    pub(crate) fn core_from_arrow(data: &Bound<'_, PyAny>, name: &str) -> PyResult<CoreTable> {
        let py = data.py();
        let read = capsule::read(data)?;
        py.detach(|| arrow_in::table(name, &read.schema, &read.batches))
            .map_err(|failure| failure.raise(py))
    }
}

#[pymethods]
impl Table {
    /// Rows out of any object with Arrow data: a polars or pandas frame, a pyarrow table, a
    /// duckdb relation. Types that mahir does not know raise MahirError with code "arrow_type".
    #[staticmethod]
    #[pyo3(signature = (data, name = "table"))]
    fn from_arrow(data: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        Self::from_core(data.py(), &Self::core_from_arrow(data, name)?)
    }

    /// A table that to_document() wrote.
    #[staticmethod]
    fn from_document(py: Python<'_>, document: &str) -> PyResult<Self> {
        let table = crate::table_document::read(document).map_err(|failure| failure.raise(py))?;
        Self::from_core(py, &table)
    }

    /// The table with its types as one JSON document; pickle uses it.
    fn to_document(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| crate::table_document::write(&self.to_core()?))
            .map_err(|failure| failure.raise(py))
    }

    /// The table's name.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// The columns' names in order.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let schema = self.batch.schema();
        PyList::new(py, schema.fields().iter().map(|field| field.name()))
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn __repr__(&self) -> String {
        format!(
            "<mahir.Table {}: {} rows x {} columns>",
            self.name,
            self.batch.num_rows(),
            self.batch.num_columns()
        )
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let html = self.html(SHOWN).map_err(|failure| failure.raise(py))?;
        Ok(format!("<h4>{}</h4>{html}", escape_html(&self.name)))
    }

    /// The rows as comma-separated values with a header; text that a spreadsheet would take for
    /// a formula is neutralised.
    fn to_csv(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| Ok(self.to_core()?.to_csv()))
            .map_err(|failure: Failure| failure.raise(py))
    }

    /// The rows as a JSON array of objects.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| Ok(self.to_core()?.to_json().to_string()))
            .map_err(|failure: Failure| failure.raise(py))
    }

    /// The rows as dictionaries, with None for a missing value.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        use mahir::words::table::Cell;

        let table = self.to_core().map_err(|failure| failure.raise(py))?;
        let keys: Vec<Bound<'py, PyString>> = table
            .columns()
            .iter()
            .map(|column| PyString::new(py, column.name()))
            .collect();
        let rows = PyList::empty(py);
        for row in 0..table.rows() {
            let dictionary = PyDict::new(py);
            for (key, column) in keys.iter().zip(table.columns()) {
                let value = match column.cell(row) {
                    Cell::Missing => py.None(),
                    Cell::Text(text) => text.into_py_any(py)?,
                    Cell::Integer(number) => number.into_py_any(py)?,
                    Cell::Number(number) => number.into_py_any(py)?,
                    Cell::Day(day) => day.into_py_any(py)?,
                    Cell::Boolean(value) => value.into_py_any(py)?,
                };
                dictionary.set_item(key, value)?;
            }
            rows.append(dictionary)?;
        }
        Ok(rows)
    }

    /// The rows as a polars DataFrame, without a copy. Needs polars.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// The rows as a pyarrow Table, without a copy. Needs pyarrow.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// The rows as a pandas DataFrame. Needs pandas and pyarrow.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_pyarrow(slf)?.call_method0("to_pandas")
    }

    /// The rows over the Arrow PyCapsule interface, without a copy.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer answer with its own types.
        let _ = requested_schema;
        capsule::stream(py, self.batch.clone())
    }

    /// The columns' names and types over the Arrow PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema(py, &self.batch)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        let Ok(other) = other.cast::<Self>() else {
            return false;
        };
        let other = other.get();
        let same_columns = || {
            let pairs = self.batch.columns().iter().zip(other.batch.columns());
            let mut pairs = pairs;
            pairs.all(|(own, its)| Arc::ptr_eq(own, its) || own == its)
        };
        self.name == other.name && self.batch.schema() == other.batch.schema() && same_columns()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        let reader = slf.get_type().getattr("from_document")?;
        let document = slf.get().to_document(py)?;
        PyTuple::new(py, [reader, PyTuple::new(py, [document])?.into_any()])
    }
}
