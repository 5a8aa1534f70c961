//! A table as a versioned JSON document, for pickle.

use mahir::words::table::Table;
use serde_json::{Value, json};

use crate::failure::Failure;

const KIND: &str = "table";
const VERSION: u64 = 1;

fn refused(message: impl Into<String>) -> Failure {
    Failure::new("saved_content", message)
        .explained("a document that to_document() of a mahir.Table wrote")
}

/// The document.
pub(crate) fn write(table: &Table) -> Result<String, Failure> {
    let content = serde_json::to_value(table)
        .map_err(|error| refused(format!("the table cannot be written: {error}")))?;
    Ok(json!({ "kind": KIND, "version": VERSION, "content": content }).to_string())
}

/// Reads a document back. The core checks the table.
pub(crate) fn read(document: &str) -> Result<Table, Failure> {
    let mut value: Value = serde_json::from_str(document)
        .map_err(|error| refused(format!("the document cannot be read: {error}")))?;
    if value["kind"] != KIND || value["version"] != VERSION {
        return Err(refused("the document is not a table of version 1"));
    }
    serde_json::from_value(value["content"].take())
        .map_err(|error| refused(format!("the document cannot be read: {error}")))
}
