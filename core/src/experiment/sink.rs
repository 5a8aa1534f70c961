//! Where rows go.

#[cfg(feature = "tables")]
use super::ExperimentError;
use super::runs::{Labels, Runs};

/// One row: what an indicator was in a year of a run. Positions are those of [`Labels`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Which policy.
    pub policy: u32,
    /// Which change.
    pub change: u32,
    /// Which world.
    pub world: u32,
    /// Which replication, from 0.
    pub replication: u32,
    /// Which year, from 1.
    pub year: u32,
    /// Which indicator.
    pub indicator: u32,
    /// Its value; finite.
    pub value: f64,
}

/// Takes rows as they come, in an order that never changes: by policy, change, world, replication,
/// year, indicator.
pub trait Sink {
    /// Told once, before the first row, by which names rows speak.
    ///
    /// # Errors
    /// A message, after which nothing more is run.
    fn open(&mut self, labels: &Labels) -> Result<(), String> {
        let _ = labels;
        Ok(())
    }

    /// Takes the rows of one run: years × indicators.
    ///
    /// # Errors
    /// A message, after which nothing more is run.
    fn take(&mut self, rows: &[Row]) -> Result<(), String>;
}

/// Keeps rows in memory.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) runs: Runs,
}

impl Sink for Kept {
    fn open(&mut self, labels: &Labels) -> Result<(), String> {
        self.runs = Runs::empty(labels.clone());
        Ok(())
    }

    fn take(&mut self, rows: &[Row]) -> Result<(), String> {
        self.runs.extend(rows);
        Ok(())
    }
}

/// Writes rows as CSV, with a header; or without one, to go on where earlier rows end.
#[cfg(feature = "tables")]
pub struct CsvSink<W: std::io::Write> {
    writer: csv::Writer<W>,
    header: bool,
    labels: Option<Labels>,
}

#[cfg(feature = "tables")]
impl<W: std::io::Write> CsvSink<W> {
    /// From the start.
    pub fn new(to: W) -> Self {
        Self {
            writer: csv::Writer::from_writer(to),
            header: true,
            labels: None,
        }
    }

    /// After earlier rows.
    pub fn after_earlier(to: W) -> Self {
        Self {
            header: false,
            ..Self::new(to)
        }
    }

    /// What was written to, when all rows are out.
    ///
    /// # Errors
    /// [`ExperimentError::Sink`] if the last rows cannot be written.
    pub fn into_inner(self) -> Result<W, ExperimentError> {
        self.writer
            .into_inner()
            .map_err(|error| ExperimentError::Sink {
                message: error.to_string(),
            })
    }
}

#[cfg(feature = "tables")]
impl<W: std::io::Write> Sink for CsvSink<W> {
    fn open(&mut self, labels: &Labels) -> Result<(), String> {
        self.labels = Some(labels.clone());
        if self.header {
            self.writer
                .write_record(Runs::COLUMNS)
                .map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    fn take(&mut self, rows: &[Row]) -> Result<(), String> {
        let labels = self.labels.as_ref().ok_or("the sink was not opened")?;
        for row in rows {
            let [policy, change, world, indicator] = labels.of(row);
            let (replication, year) = (row.replication.to_string(), row.year.to_string());
            let value = row.value.to_string();
            self.writer
                .write_record([
                    policy,
                    change,
                    world,
                    &replication,
                    &year,
                    indicator,
                    &value,
                ])
                .map_err(|error| error.to_string())?;
        }
        self.writer.flush().map_err(|error| error.to_string())
    }
}
