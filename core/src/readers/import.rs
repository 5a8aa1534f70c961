//! What a reader found: tables, and what it left out.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ReaderError;
use crate::agency::{Agency, AgencyBuilder};
use crate::words::fault::Faults;
use crate::words::table::Table;

/// What a reader found. Tables that carry a name of [`Agency::TABLES`] have that table's columns,
/// so an agency can be built from them; the others tell what an agency has no place for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Import {
    tables: Vec<Table>,
    notes: Faults,
}

impl Import {
    pub(super) fn new(tables: Vec<Table>, notes: Faults) -> Self {
        Self { tables, notes }
    }

    /// All tables.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// A table by its name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name() == name)
    }

    /// The tables that an agency takes.
    pub fn agency_tables(&self) -> impl Iterator<Item = &Table> {
        let known = |table: &&Table| Agency::TABLES.contains(&table.name());
        self.tables.iter().filter(known)
    }

    /// What is not wrong but was left out, cut or guessed, each with its place.
    pub fn notes(&self) -> &Faults {
        &self.notes
    }

    /// Hands the agency's tables to a builder, which takes what is still missing.
    #[must_use]
    pub fn add_to(&self, builder: AgencyBuilder) -> AgencyBuilder {
        self.agency_tables()
            .cloned()
            .fold(builder, AgencyBuilder::table)
    }

    /// Writes each table as a CSV file into a folder, which is made if it is not there. A file that
    /// is there already is never replaced.
    ///
    /// # Errors
    /// [`ReaderError::File`] for the first file that is there or cannot be written; the files
    /// written before it are taken away again.
    pub fn save(&self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>, ReaderError> {
        let folder = folder.as_ref();
        let mut written: Vec<PathBuf> = Vec::new();
        let made = fs::create_dir_all(folder).map_err(|source| (folder.to_owned(), source));
        let done = made.and_then(|()| {
            self.tables.iter().try_for_each(|table| {
                let path = folder.join(format!("{}.csv", table.name()));
                let mut file = OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .open(&path)
                    .map_err(|source| (path.clone(), source))?;
                written.push(path.clone());
                file.write_all(table.to_csv().as_bytes())
                    .map_err(|source| (path, source))
            })
        });
        done.map_err(|(path, source)| {
            for path in &written {
                // The failure itself is told; a file that stays is only untidy.
                let _ = fs::remove_file(path);
            }
            ReaderError::File { path, source }
        })?;
        Ok(written)
    }
}
