//! mahir
#![forbid(unsafe_code)]

pub mod words;

pub mod framework;
pub mod workforce;
pub mod service;
pub mod catalogue;
pub mod calendar;
pub mod outcome;
pub mod regulation;
pub mod agency;

pub mod need;
pub mod gap;
pub mod plan;
pub mod schedule;
pub mod evaluation;
pub mod follow_up;
pub mod cycle;
#[cfg(feature = "report")]
pub mod report;

mod error;

pub use agency::Agency;
pub use error::Error;
