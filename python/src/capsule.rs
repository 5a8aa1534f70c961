//! The crossing into and out of Python over the Arrow PyCapsule interface.
//!
//! With `pages` this is the only module with unsafe code. The interface hands pointers over: a capsule of the
//! right name must hold a valid structure of the C data interface, and nothing on this side can
//! find out whether it does. That trust is part of the interface
//! (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>).
#![allow(unsafe_code)]

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator, StructArray};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::failure::Failure;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// Record batches that came out of Python, and what their columns are called.
pub(crate) struct Batches {
    /// The columns' names and types.
    pub(crate) schema: SchemaRef,
    /// The rows, in pieces.
    pub(crate) batches: Vec<RecordBatch>,
}

fn refused(error: &ArrowError) -> Failure {
    Failure::new("arrow", format!("the Arrow data cannot be read: {error}"))
        .explained("an object whose Arrow stream can be read to its end")
}

/// A capsule with a stream of one batch. The batch's memory is shared, not copied.
pub(crate) fn stream(py: Python<'_>, batch: RecordBatch) -> PyResult<Bound<'_, PyCapsule>> {
    let schema = batch.schema();
    let reader = RecordBatchIterator::new([Ok(batch)], schema);
    let stream = FFI_ArrowArrayStream::new(Box::new(reader));
    // Dropping the capsule unread drops the stream, which releases the batch.
    PyCapsule::new_with_value(py, stream, STREAM)
}

/// A capsule with the columns' names and types.
pub(crate) fn schema<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(batch.schema().as_ref())
        .map_err(|error| refused(&error).raise(py))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// Reads every batch of a Python object that offers `__arrow_c_stream__` or `__arrow_c_array__`.
/// The batches share the producer's memory.
pub(crate) fn read(data: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let py = data.py();
    if data.hasattr("__arrow_c_stream__")? {
        let capsule = data.call_method0("__arrow_c_stream__")?;
        return read_stream(capsule.cast::<PyCapsule>()?);
    }
    if data.hasattr("__arrow_c_array__")? {
        let pair = data.call_method0("__arrow_c_array__")?;
        let pair = pair.cast::<PyTuple>()?;
        let (schema, array) = (pair.get_item(0)?, pair.get_item(1)?);
        return read_array(schema.cast::<PyCapsule>()?, array.cast::<PyCapsule>()?);
    }
    let kind = data.get_type().fully_qualified_name()?.to_string();
    let (problem, expected) = if data.hasattr("collect")? && data.hasattr("collect_schema")? {
        (
            format!("a {kind} has no rows yet"),
            "the frame after .collect()",
        )
    } else {
        (
            format!("a {kind} offers no Arrow data"),
            "a polars or pandas DataFrame, a pyarrow Table, a duckdb relation, or another object \
             with __arrow_c_stream__ or __arrow_c_array__",
        )
    };
    Err(Failure::new("not_arrow", problem)
        .with("type", kind)
        .explained(expected)
        .raise(py))
}

fn read_stream(capsule: &Bound<'_, PyCapsule>) -> PyResult<Batches> {
    let py = capsule.py();
    let pointer = capsule
        .pointer_checked(Some(STREAM))?
        .cast::<FFI_ArrowArrayStream>();
    // SAFETY: the capsule's name says that it holds a stream structure, which the interface
    // requires to be valid, aligned and initialised. The structure is moved out, and an empty one
    // is left behind, so that the capsule releases nothing that is owned here.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    // A producer may need the interpreter in other threads to go on, so it is let go.
    py.detach(move || {
        let reader = RecordBatchStreamReader::try_new(stream)?;
        let schema = arrow_array::RecordBatchReader::schema(&reader);
        let batches = reader.collect::<Result<Vec<_>, _>>()?;
        Ok(Batches { schema, batches })
    })
    .map_err(|error: ArrowError| refused(&error).raise(py))
}

fn read_array(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> PyResult<Batches> {
    let py = schema.py();
    let schema = schema
        .pointer_checked(Some(SCHEMA))?
        .cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    // SAFETY: the capsules' names say what structures they hold, which the interface requires to
    // be valid, aligned and initialised. Both are moved out, and empty ones are left behind, so
    // that the capsules release nothing that is owned here.
    let (schema, array) = unsafe {
        (
            FFI_ArrowSchema::from_raw(schema.as_ptr()),
            FFI_ArrowArray::from_raw(array.as_ptr()),
        )
    };
    // SAFETY: the interface requires the array to have the layout that its schema tells.
    let data = unsafe { from_ffi(array, &schema) }.map_err(|error| refused(&error).raise(py))?;
    if !matches!(data.data_type(), DataType::Struct(_)) || data.nulls().is_some() {
        return Err(
            Failure::new("not_arrow", "the Arrow array is not a record batch")
                .with("type", data.data_type().to_string())
                .explained("an array of structures without missing rows, that is, a record batch")
                .raise(py),
        );
    }
    let batch = RecordBatch::from(StructArray::from(data));
    Ok(Batches {
        schema: batch.schema(),
        batches: vec![batch],
    })
}
