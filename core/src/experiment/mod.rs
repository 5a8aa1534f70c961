//! Which rule does better, in which worlds, and how surely?
//!
//! An [`Experiment`] lets an agency live through years under several policies, after several
//! [`Change`]s, in several worlds, many times over with the same luck for all. Its rows
//! ([`Runs`]) are long: policy, change, world, replication, year, indicator, value. [`analysis`]
//! says what they mean.
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! use mahir::cycle::{Policy, World};
//! use mahir::experiment::{Change, Experiment};
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//!
//! let policy: Policy = serde_json::from_str(r#"{"plan": {"rule": "greedy"}}"#).unwrap();
//! let agency = Agency::load(folder)?;
//! let runs = Experiment::new(&agency, as_of)
//!     .years(1)
//!     .replications(2)
//!     .policy("usual", policy)
//!     .world("usual", World::default())
//!     .change("as it is", vec![])
//!     .change("half the money", vec![Change::Budget { factor: 0.5 }])
//!     .run(&())?;
//! let [cut, usual] = ["half the money", "as it is"].map(|change| ("usual", change));
//! let spent = |arm| runs.means(arm, "usual", "spent").unwrap()[0];
//! assert!(spent(cut) < spent(usual));
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`cycle`](crate::cycle). Next: `report`.

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
