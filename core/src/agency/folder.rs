//! An agency as a folder: agency.toml and one CSV file for each table.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::source::DelimitedSource;
use super::{Agency, AgencyError, misnamed, settings_file, tables};
use crate::words::fault::{Fault, Faults};
use crate::words::watch::Watch;

/// The largest agency.toml that is read, in bytes.
const LARGEST_SETTINGS: u64 = 4 * 1024 * 1024;
/// The largest table that is read, in bytes.
const LARGEST_TABLE: u64 = 8 * 1024 * 1024 * 1024;

fn at(path: &Path) -> impl Fn(std::io::Error) -> AgencyError + '_ {
    move |source| AgencyError::File {
        path: path.to_owned(),
        source,
    }
}

impl Agency {
    /// Reads an agency from a folder. Other files in it are passed over, unless one seems to be a
    /// table that is not there: `pegawai.csv` or `people.xlsx` without a `people.csv`.
    ///
    /// # Errors
    /// [`AgencyError::Faults`] with everything that is wrong in any file, or
    /// [`AgencyError::File`] if the folder or a file cannot be read at all.
    pub fn load(folder: impl AsRef<Path>) -> Result<Self, AgencyError> {
        Self::load_watched(folder, &())
    }

    /// The same, watched: every few thousand rows the watch is told how many were read.
    ///
    /// # Errors
    /// Those of [`Agency::load`], or [`AgencyError::Stopped`] when the watch stops the work.
    pub fn load_watched(folder: impl AsRef<Path>, watch: &dyn Watch) -> Result<Self, AgencyError> {
        let folder = folder.as_ref();
        let expected = "expected a folder with agency.toml and the tables";
        let found = fs::metadata(folder).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::new(error.kind(), format!("not there; {expected}")),
            _ => error,
        });
        if !found.map_err(at(folder))?.is_dir() {
            let source = Error::new(
                ErrorKind::NotADirectory,
                format!("not a folder; {expected}"),
            );
            return Err(at(folder)(source));
        }
        let mut builder = Self::builder();
        let mut faults = Faults::new();
        let settings = folder.join(settings_file::FILE);
        if settings.exists() {
            let mut bytes = Vec::new();
            let file = File::open(&settings).map_err(at(&settings))?;
            // One byte more than is allowed tells that there are too many.
            let read = file.take(LARGEST_SETTINGS + 1).read_to_end(&mut bytes);
            read.map_err(at(&settings))?;
            match String::from_utf8(bytes) {
                Ok(text) if text.len() as u64 <= LARGEST_SETTINGS => {
                    builder = builder.settings(text);
                }
                Ok(_) => faults.push(Fault::new(
                    "too_large",
                    settings_file::FILE,
                    "the file is too large",
                    format!("at most {LARGEST_SETTINGS} bytes"),
                )),
                Err(_) => faults.push(Fault::new(
                    "encoding",
                    settings_file::FILE,
                    "the text is not UTF-8",
                    "a file saved as UTF-8",
                )),
            }
        } else {
            faults.push(Fault::new(
                "missing_file",
                settings_file::FILE,
                "the file is missing",
                "a file with at least a name and the phases",
            ));
        }
        for layout in tables::ALL
            .iter()
            .filter(|layout| !layout.columns.is_empty())
        {
            let path = folder.join(layout.file);
            if path.is_file() {
                let file = File::open(&path).map_err(at(&path))?;
                if file.metadata().map_err(at(&path))?.len() > LARGEST_TABLE {
                    let expected = format!("at most {LARGEST_TABLE} bytes");
                    let problem = "the file is too large";
                    faults.push(Fault::new("too_large", layout.file, problem, expected));
                    continue;
                }
                builder = builder.source(DelimitedSource::new(layout.file, file));
            }
        }
        for fault in misnamed::tables(folder) {
            faults.push(fault);
        }
        match builder.build_watched(watch) {
            Ok(agency) if faults.is_empty() => Ok(agency),
            Ok(_) => Err(faults.into()),
            Err(AgencyError::Faults(more)) => {
                faults.append(more);
                Err(faults.into())
            }
            Err(other) => Err(other),
        }
    }

    /// Writes the agency into a folder, which is made if it is not there. An agency that is there
    /// already is replaced; its tables that this one does not have are removed. Other files stay.
    ///
    /// All files are written beside their places first and moved when all are there, so that a
    /// failure leaves no half file.
    ///
    /// # Errors
    /// [`AgencyError::Occupied`] if the folder holds files but no `agency.toml`, or
    /// [`AgencyError::File`] if a file cannot be written.
    pub fn save(&self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, AgencyError> {
        let folder = folder.as_ref();
        fs::create_dir_all(folder).map_err(at(folder))?;
        let is_empty = fs::read_dir(folder).map_err(at(folder))?.next().is_none();
        if !is_empty && !folder.join(settings_file::FILE).exists() {
            let path = folder.to_owned();
            return Err(AgencyError::Occupied { path });
        }
        let files = self.to_files();
        let beside = |name: &str| folder.join(format!(".{name}.part"));
        for (at_file, (name, text)) in files.iter().enumerate() {
            let part = beside(name);
            if let Err(error) = fs::write(&part, text).map_err(at(&part)) {
                for (name, _) in files.iter().take(at_file + 1) {
                    // The failure itself is told; a part that stays is only untidy.
                    let _ = fs::remove_file(beside(name));
                }
                return Err(error);
            }
        }
        let mut written = Vec::new();
        for (name, _) in &files {
            let path = folder.join(name);
            fs::rename(beside(name), &path).map_err(at(&path))?;
            written.push(path);
        }
        for layout in tables::ALL {
            let path = folder.join(layout.file);
            if !written.contains(&path) && path.is_file() {
                fs::remove_file(&path).map_err(at(&path))?;
            }
        }
        Ok(written)
    }
}
