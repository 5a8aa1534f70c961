//! Tables of the core as Arrow record batches.

use std::sync::Arc;

use arrow_array::types::UInt32Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array,
    LargeStringArray, RecordBatch, RecordBatchOptions, StringArray, UInt32Array,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, Field, Schema};
use mahir::words::table::{Column, Table, Values};

/// A table as one record batch. Every field may have missing values, so that tables of one kind
/// have one schema whatever they hold.
pub(crate) fn batch(table: &Table) -> Result<RecordBatch, ArrowError> {
    let mut fields = Vec::with_capacity(table.columns().len());
    let mut arrays = Vec::with_capacity(table.columns().len());
    for column in table.columns() {
        let array = array(column)?;
        fields.push(Field::new(column.name(), array.data_type().clone(), true));
        arrays.push(array);
    }
    let options = RecordBatchOptions::new().with_row_count(Some(table.rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)
}

fn validity(column: &Column) -> Option<NullBuffer> {
    let missing = column.missing()?;
    let valid = BooleanBuffer::collect_bool(missing.len(), |row| !missing[row]);
    Some(NullBuffer::new(valid))
}

fn array(column: &Column) -> Result<ArrayRef, ArrowError> {
    let nulls = validity(column);
    Ok(match column.values() {
        Values::Text(texts) => text_array(texts, nulls)?,
        Values::Category { codes, labels } => {
            let keys = UInt32Array::try_new(ScalarBuffer::from(codes.clone()), nulls)?;
            let labels = Arc::new(StringArray::from_iter_values(labels));
            Arc::new(DictionaryArray::<UInt32Type>::try_new(keys, labels)?)
        }
        Values::Integer(values) => Arc::new(Int64Array::try_new(
            ScalarBuffer::from(values.clone()),
            nulls,
        )?),
        Values::Number(values) => Arc::new(Float64Array::try_new(
            ScalarBuffer::from(values.clone()),
            nulls,
        )?),
        Values::Day(days) => {
            let days: Vec<i32> = days.iter().map(chrono::NaiveDate::to_epoch_days).collect();
            Arc::new(Date32Array::try_new(ScalarBuffer::from(days), nulls)?)
        }
        Values::Boolean(values) => {
            let bits = BooleanBuffer::collect_bool(values.len(), |row| values[row]);
            // The core's columns hold one mark of missing values per value, or none at all.
            Arc::new(BooleanArray::new(bits, nulls))
        }
    })
}

/// Texts in one buffer: with 32-bit offsets, or with 64-bit ones beyond 2 GiB.
fn text_array(texts: &[String], nulls: Option<NullBuffer>) -> Result<ArrayRef, ArrowError> {
    let bytes: usize = texts.iter().map(String::len).sum();
    if i32::try_from(bytes).is_ok() {
        let (offsets, values, _) = StringArray::from_iter_values(texts).into_parts();
        Ok(Arc::new(StringArray::try_new(offsets, values, nulls)?))
    } else {
        let (offsets, values, _) = LargeStringArray::from_iter_values(texts).into_parts();
        Ok(Arc::new(LargeStringArray::try_new(offsets, values, nulls)?))
    }
}
