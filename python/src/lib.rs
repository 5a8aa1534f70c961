//! Python bindings of mahir: conversion only, no rule of the domain.
//!
//! Every artefact of the core becomes a frozen class. Rows cross as Arrow data without a copy,
//! failures become exceptions with a code, and long work lets other Python threads run.

mod agency;
mod arrow_in;
mod arrow_out;
mod arrow_source;
mod artefact;
mod capsule;
mod cycle;
mod evaluation;
mod failure;
mod follow_up;
mod gap;
mod need;
mod options;
mod pages;
mod plan;
mod schedule;
mod score;
mod table;
mod table_document;
mod watch;

use pyo3::prelude::*;

#[global_allocator]
static MEMORY: pages::LargePages = pages::LargePages;

/// The compiled part of the package `mahir`.
#[pymodule]
mod _mahir {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::agency::{Agency, Outcomes};
    #[pymodule_export]
    use crate::cycle::{Round, default_policy};
    #[pymodule_export]
    use crate::evaluation::Evaluation;
    #[pymodule_export]
    use crate::follow_up::FollowUp;
    #[pymodule_export]
    use crate::gap::Gaps;
    #[pymodule_export]
    use crate::need::Needs;
    #[pymodule_export]
    use crate::plan::Plan;
    #[pymodule_export]
    use crate::schedule::Schedule;
    #[pymodule_export]
    use crate::score::score;
    #[pymodule_export]
    use crate::table::Table;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
