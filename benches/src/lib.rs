//! Benchmarks of mahir; see README.md.

pub mod synthetic;
