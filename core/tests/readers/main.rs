//! Files as other systems write them, made up here in their shape, and files that nobody should.
#![cfg(all(
    feature = "siasn",
    feature = "moodle",
    feature = "case",
    feature = "esco",
    feature = "onet",
    feature = "opensalt",
    feature = "osmt",
    feature = "skillsfuture",
    feature = "workbooks"
))]

mod frameworks;
mod hostile;
mod libreoffice;
mod occupations;
mod siasn;
mod skills;

use mahir::agency::source::DelimitedSource;
use mahir::readers::{Import, ReaderError};
use mahir::words::fault::Faults;

fn source(name: &str, text: impl Into<Vec<u8>>) -> DelimitedSource {
    DelimitedSource::from_text(name, text)
}

fn csv(import: &Import, table: &str) -> String {
    import.table(table).unwrap().to_csv()
}

fn faults(result: Result<Import, ReaderError>) -> Faults {
    match result.unwrap_err() {
        ReaderError::Faults(faults) => faults,
        other => panic!("{other}"),
    }
}

/// Code, row and column of each fault.
fn places(faults: &Faults) -> Vec<(&str, Option<u64>, &str)> {
    faults
        .list()
        .iter()
        .map(|fault| {
            (
                fault.code.as_str(),
                fault.row,
                fault.column.as_deref().unwrap_or(""),
            )
        })
        .collect()
}
