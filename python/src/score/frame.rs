//! The columns of a frame that the scoring needs, and only those: a column that is not needed costs
//! nothing, whatever its library would have to do to hand it over.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Schema};
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::capsule::{self, Batches};
use crate::failure::Failure;

/// For columns of codes that polars gave as they lie, the texts of the codes.
type Labels = Vec<(String, Vec<ArrayRef>)>;

/// A frame's needed columns.
pub(super) struct Frame {
    batches: Batches,
    labels: Labels,
}

/// The needed columns of any frame. What is missing is found out later, from what came.
pub(super) fn read(data: &Bound<'_, PyAny>, needed: &[String]) -> PyResult<Frame> {
    let (data, labels) = match library(data)?.as_str() {
        "polars" => polars(data, needed)?,
        "pandas" => (chosen(data, "columns", needed, "__getitem__")?, Vec::new()),
        "pyarrow" => (chosen(data, "column_names", needed, "select")?, Vec::new()),
        _ => (data.clone(), Vec::new()),
    };
    Ok(Frame {
        batches: capsule::read(&data)?,
        labels,
    })
}

/// All columns of any frame.
pub(super) fn read_all(data: &Bound<'_, PyAny>) -> PyResult<Frame> {
    Ok(Frame {
        batches: capsule::read(data)?,
        labels: Vec::new(),
    })
}

/// The package in which an object's class was defined.
fn library(data: &Bound<'_, PyAny>) -> PyResult<String> {
    let module: String = data.get_type().getattr("__module__")?.extract()?;
    Ok(module.split('.').next().unwrap_or_default().to_owned())
}

/// The frame with its needed columns, by the library's own way of choosing; the whole frame where
/// that is not to be had, so that faults are told in one place.
fn chosen<'py>(
    data: &Bound<'py, PyAny>,
    names: &str,
    needed: &[String],
    choose: &str,
) -> PyResult<Bound<'py, PyAny>> {
    if !data.hasattr(names)? || !data.hasattr(choose)? {
        return Ok(data.clone());
    }
    let mut there = Vec::new();
    for name in data.getattr(names)?.try_iter()? {
        // pandas may have columns whose names are no texts.
        if let Ok(name) = name?.extract::<String>()
            && needed.contains(&name)
            && !there.contains(&name)
        {
            there.push(name);
        }
    }
    data.call_method1(choose, (PyList::new(data.py(), there)?,))
}

/// A frame of polars. For each hand-over of a Categorical column polars builds a dictionary anew,
/// which takes longer than the scoring; its codes and their texts lie ready.
fn polars<'py>(
    data: &Bound<'py, PyAny>,
    needed: &[String],
) -> PyResult<(Bound<'py, PyAny>, Labels)> {
    let mut labels = Vec::new();
    if !data.hasattr("get_columns")? || !data.hasattr("with_columns")? {
        return Ok((data.clone(), labels));
    }
    let mut frame = chosen(data, "columns", needed, "select")?;
    for name in needed {
        let Ok(column) = frame.call_method1("get_column", (name,)) else {
            continue;
        };
        let kind = column.getattr("dtype")?;
        if kind.get_type().name()? != "Categorical" {
            continue;
        }
        // Other versions of polars may not tell; then the dictionary is built.
        let texts = kind
            .getattr("categories")
            .and_then(|all| all.call_method0("to_series"))
            .and_then(|texts| texts.call_method0("to_frame"));
        let (Ok(texts), Ok(codes)) = (texts, column.call_method0("to_physical")) else {
            continue;
        };
        let texts = capsule::read(&texts)?;
        let pieces = texts.batches.iter().map(|batch| batch.column(0).clone());
        labels.push((name.clone(), pieces.collect()));
        frame = frame.call_method1("with_columns", (codes,))?;
    }
    Ok((frame, labels))
}

/// A column in pieces.
pub(super) struct Pieces<'a> {
    pub(super) name: &'a str,
    pub(super) kind: DataType,
    pub(super) pieces: Vec<ArrayRef>,
    /// The texts of the codes, where the column holds codes.
    pub(super) labels: Option<&'a [ArrayRef]>,
}

impl Pieces<'_> {
    pub(super) fn rows(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// The value in a row, as text.
    pub(super) fn shown(&self, row: usize) -> Option<String> {
        let mut row = row;
        for piece in &self.pieces {
            let Some(after) = row.checked_sub(piece.len()) else {
                let value = piece.slice(row, 1);
                let cells =
                    crate::arrow_in::column(self.name, value.data_type(), &[&value]).ok()?;
                let text = cells.cell(0).to_string();
                let label = |labels: &[ArrayRef]| {
                    let mut texts = labels
                        .iter()
                        .flat_map(|labels| crate::arrow_in::texts(labels.as_ref()));
                    texts.nth(text.parse().ok()?).flatten().map(str::to_owned)
                };
                return match self.labels {
                    Some(labels) => label(labels),
                    None => Some(text),
                };
            };
            row = after;
        }
        None
    }

    pub(super) fn missing(&self) -> usize {
        self.pieces
            .iter()
            .map(|piece| piece.logical_null_count())
            .sum()
    }
}

impl Frame {
    /// The names of its columns.
    pub(super) fn names(&self) -> Vec<String> {
        let fields = self.batches.schema.fields().iter();
        fields.map(|field| field.name().clone()).collect()
    }

    /// A column by its name.
    pub(super) fn column<'a>(&'a self, name: &'a str) -> Result<Pieces<'a>, Failure> {
        let schema: &Arc<Schema> = &self.batches.schema;
        let position = schema.index_of(name).map_err(|_| {
            let problem = format!("the frame has no column '{name}'");
            Failure::new("unknown_column", problem)
                .with("column", name)
                .explained(format!("a column among {}", self.names().join(", ")))
        })?;
        let batches = self.batches.batches.iter();
        Ok(Pieces {
            name,
            kind: schema.field(position).data_type().clone(),
            pieces: batches
                .map(|batch| batch.column(position).clone())
                .collect(),
            labels: self
                .labels
                .iter()
                .find(|(column, _)| column == name)
                .map(|(_, labels)| labels.as_slice()),
        })
    }
}
