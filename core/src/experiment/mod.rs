//! Which rule does better, in which worlds, and how surely?
//!
//! An [`Experiment`] lets an agency live through years under several policies, after several
//! [`Change`]s, in several worlds, many times over with the same luck for all. Its rows
//! ([`Runs`]) are long: policy, change, world, replication, year, indicator, value. [`analysis`]
//! says what they mean.

pub mod analysis;
mod change;
#[cfg(feature = "tables")]
mod csv_file;
mod design;
mod error;
mod run;
mod runs;
mod sink;

pub use change::Change;
pub use design::{Experiment, Named};
pub use error::ExperimentError;
pub use run::Finished;
pub use runs::{Arm, Labels, Runs};
#[cfg(feature = "tables")]
pub use sink::CsvSink;
pub use sink::{Row, Sink};
