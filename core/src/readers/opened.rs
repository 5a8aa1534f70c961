//! A file as a table, whatever an office saved it as.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use super::ReaderError;
use crate::agency::source::{DelimitedSource, TableSource};
use crate::words::fault::{Fault, Faults};

/// The largest file that a reader takes into memory (workbooks, JSON), in bytes.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// How a workbook begins: it is a ZIP archive.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Opens a file as a table: delimited text, or a workbook's first sheet with the feature
/// `workbooks`. What the file is, its first bytes tell, not its name.
///
/// # Errors
/// [`ReaderError::File`] if the file cannot be opened, [`ReaderError::Faults`] if it is a workbook
/// that cannot be read. Text that cannot be read is told when it is walked through.
pub fn open(path: impl AsRef<Path>) -> Result<Box<dyn TableSource>, ReaderError> {
    let path = path.as_ref();
    open_as(&name_of(path), path)
}

/// The same, called `name` instead of as the file: a table of an agency has a name of its own.
///
/// # Errors
/// Those of [`open`].
pub fn open_as(name: &str, path: impl AsRef<Path>) -> Result<Box<dyn TableSource>, ReaderError> {
    let path = path.as_ref();
    let failed = |source| ReaderError::File {
        path: path.to_owned(),
        source,
    };
    let mut file = File::open(path).map_err(failed)?;
    let mut start = Vec::new();
    let mut head = (&mut file).take(ARCHIVE.len() as u64);
    head.read_to_end(&mut start).map_err(failed)?;
    if start == ARCHIVE {
        return open_bytes(name, read_whole(path)?);
    }
    let bytes = std::io::Cursor::new(start).chain(file);
    Ok(Box::new(DelimitedSource::new(name, bytes)))
}

/// The same from bytes in memory; faults call them by `name`.
///
/// # Errors
/// Those of [`open`].
pub fn open_bytes(name: &str, bytes: Vec<u8>) -> Result<Box<dyn TableSource>, ReaderError> {
    if !bytes.starts_with(ARCHIVE) {
        return Ok(Box::new(DelimitedSource::from_text(name, bytes)));
    }
    #[cfg(feature = "workbooks")]
    {
        let source = super::WorkbookSource::new(name, bytes, None)?;
        Ok(Box::new(source))
    }
    #[cfg(not(feature = "workbooks"))]
    Err(one(Fault::new(
        "workbook",
        name,
        "the file is a workbook",
        "delimited text, or a build with the feature 'workbooks'",
    )))
}

/// Whether bytes begin as a workbook does.
#[cfg(feature = "workbooks")]
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE)
}

/// The whole file, if it is not too large.
pub(super) fn read_whole(path: &Path) -> Result<Vec<u8>, ReaderError> {
    let failed = |source| ReaderError::File {
        path: path.to_owned(),
        source,
    };
    if fs::metadata(path).map_err(failed)?.len() > LARGEST_FILE {
        return Err(one(too_large(&name_of(path))));
    }
    fs::read(path).map_err(failed)
}

/// What faults call a file: its name without the folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// One fault as a whole error.
pub(super) fn one(fault: Fault) -> ReaderError {
    let mut faults = Faults::new();
    faults.push(fault);
    faults.into()
}

pub(super) fn too_large(name: &str) -> Fault {
    Fault::new(
        "too_large",
        name,
        "the file is too large",
        format!("at most {LARGEST_FILE} bytes"),
    )
}
