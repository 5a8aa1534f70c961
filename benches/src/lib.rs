//! Benchmarks of mahir: each program in `src/bin` measures one thing and prints its figures.

pub mod synthetic;
