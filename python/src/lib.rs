//! Python bindings of mahir: conversion only, no rule of the domain.
//!
//! Every artefact of the core becomes a frozen class. Rows cross as Arrow data without a copy,
//! failures become exceptions with a code, and long work lets other Python threads run.

mod agency;
mod arrow_in;
mod arrow_out;
mod artefact;
mod capsule;
mod failure;
mod options;
mod score;
mod stages;
mod table;
mod table_document;

use pyo3::prelude::*;

/// The compiled part of the package `mahir`.
#[pymodule]
mod _mahir {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::agency::{Agency, Outcomes};
    #[pymodule_export]
    use crate::score::score;
    #[pymodule_export]
    use crate::stages::{Evaluation, FollowUp, Gaps, Needs, Plan, Round, Schedule, default_policy};
    #[pymodule_export]
    use crate::table::Table;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
