//! Benchmarks of mahir; see README.md.
