//! Rows in a file that a run can be killed over.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::run::Finished;
use super::runs::{Labels, Runs};
use super::{CsvSink, Experiment, ExperimentError};
use crate::cycle::Rule;
use crate::words::table::{Column, Table};
use crate::words::watch::Watch;

fn refused(path: &Path, error: impl std::fmt::Display) -> ExperimentError {
    ExperimentError::Sink {
        message: format!("{}: {error}", path.display()),
    }
}

impl Experiment {
    /// Runs everything into a CSV file, or goes on where the file ends: a run that was killed, even
    /// in the middle of a row, and is started again leaves the same bytes as one that was not. Memory
    /// does not grow with replications.
    ///
    /// # Errors
    /// [`ExperimentError::Earlier`] if the file holds other rows than this experiment's,
    /// [`ExperimentError::Sink`] if it cannot be read or written, and as [`Experiment::run`].
    pub fn run_to_csv(&self, path: &Path, watch: &dyn Watch) -> Result<Finished, ExperimentError> {
        let filled = self.filled(false)?;
        let rules: Vec<(&str, &dyn Rule)> = filled
            .policies
            .iter()
            .map(|policy| (policy.name.as_str(), &policy.value as &dyn Rule))
            .collect();
        filled.run_rules_to_csv(&rules, path, watch)
    }

    /// The same with rules of one's own; see [`Experiment::run_rules`].
    ///
    /// # Errors
    /// As [`Experiment::run_to_csv`].
    pub fn run_rules_to_csv(
        &self,
        rules: &[(&str, &dyn Rule)],
        path: &Path,
        watch: &dyn Watch,
    ) -> Result<Finished, ExperimentError> {
        let names: Vec<&str> = rules.iter().map(|(name, _)| *name).collect();
        let labels = self.labels_of_rules(&names)?;
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| refused(path, error))?;
        let (done, end) = earlier(&mut file, path, &labels)?;
        file.set_len(end)
            .and_then(|()| file.seek(SeekFrom::End(0)))
            .map_err(|error| refused(path, error))?;
        let mut sink = if end == 0 {
            CsvSink::new(file)
        } else {
            CsvSink::after_earlier(file)
        };
        self.run_rules(rules, &mut sink, done..u64::MAX, watch)
    }
}

/// How many whole runs a file holds, and where their rows end in it (0 for a file without a whole
/// header). The last row counts only if its line ends.
fn earlier(file: &mut File, path: &Path, labels: &Labels) -> Result<(u64, u64), ExperimentError> {
    let header = format!("{}\n", Runs::COLUMNS.join(","));
    let length = file.metadata().map_err(|error| refused(path, error))?.len();
    if length < header.len() as u64 {
        return Ok((0, 0));
    }
    let mut start = vec![0; header.len()];
    file.read_exact(&mut start)
        .map_err(|error| refused(path, error))?;
    if start != header.as_bytes() {
        return Err(ExperimentError::Earlier {
            row: 0,
            found: "has another header".to_owned(),
            expected: header.trim_end().to_owned(),
        });
    }
    // A run at a time, so that a large file does not have to fit in memory.
    let per_run = labels.rows_per_run().max(1);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(BufReader::new(&mut *file));
    let (mut done, mut end) = (0_u64, header.len() as u64);
    let mut rows: Vec<csv::StringRecord> = Vec::with_capacity(per_run);
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| refused(path, error))?;
        let at = header.len() as u64 + reader.position().byte();
        // The last line may have been cut in its middle.
        let whole = record.len() == Runs::COLUMNS.len() && (at < length || ends_with_line(path)?);
        if !more || !whole {
            break;
        }
        rows.push(record.clone());
        if rows.len() == per_run {
            let columns = Runs::COLUMNS.iter().enumerate().map(|(column, name)| {
                Column::texts(name, rows.iter().map(|row| row.get(column).unwrap_or("")))
            });
            let table = Table::new("rows", columns.collect());
            labels.check_run(done, &table)?;
            done += 1;
            end = at;
            rows.clear();
        }
    }
    Ok((done, end))
}

fn ends_with_line(path: &Path) -> Result<bool, ExperimentError> {
    let mut file = File::open(path).map_err(|error| refused(path, error))?;
    let mut last = [0_u8];
    file.seek(SeekFrom::End(-1))
        .and_then(|_| file.read_exact(&mut last))
        .map_err(|error| refused(path, error))?;
    Ok(last == *b"\n")
}
