//! Numbers and choices that statistics functions are given.

use mahir::statistics as core;
use pyo3::prelude::*;

use crate::failure::Failure;

/// Numbers out of any iterable; None becomes nan, of which nothing can be told.
pub(crate) fn numbers(values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    values
        .try_iter()?
        .map(|value| Ok(value?.extract::<Option<f64>>()?.unwrap_or(f64::NAN)))
        .collect()
}

pub(crate) fn columns(values: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<f64>>> {
    values.try_iter()?.map(|value| numbers(&value?)).collect()
}

pub(crate) fn moments(values: &Bound<'_, PyAny>) -> PyResult<Option<core::Moments>> {
    Ok(core::Moments::of(&numbers(values)?))
}

/// Refuses values that belong together place by place but are not equally many: none is left out
/// without a word.
pub(crate) fn equally_many(py: Python<'_>, given: &[(&'static str, usize)]) -> PyResult<()> {
    if given.windows(2).all(|two| two[0].1 == two[1].1) {
        return Ok(());
    }
    let counts: Vec<String> = given
        .iter()
        .map(|(name, count)| format!("{name}: {count}"))
        .collect();
    let names: Vec<String> = given.iter().map(|(name, _)| (*name).to_owned()).collect();
    Err(Failure::new(
        "different_lengths",
        format!("not equally many values ({})", counts.join(", ")),
    )
    .with("arguments", names)
    .explained("one value of each for every place")
    .raise(py))
}

/// A choice by its name.
pub(crate) fn choice<T>(
    py: Python<'_>,
    name: &'static str,
    given: &str,
    found: Option<T>,
    expected: &str,
) -> PyResult<T> {
    found.ok_or_else(|| {
        Failure::new("option", format!("{name} is '{given}'"))
            .with("option", name)
            .explained(expected.to_owned())
            .raise(py)
    })
}

pub(crate) fn errors_of(py: Python<'_>, errors: &str) -> PyResult<core::ErrorVariance> {
    let found = core::ErrorVariance::parse(errors);
    choice(
        py,
        "errors",
        errors,
        found,
        "classical, hc0, hc1, hc2 or hc3",
    )
}

pub(crate) fn design_of(py: Python<'_>, design: &str) -> PyResult<core::TestDesign> {
    let found = match design {
        "paired" => Some(core::TestDesign::Paired),
        "two_groups" => Some(core::TestDesign::TwoGroups),
        _ => None,
    };
    choice(py, "design", design, found, "paired or two_groups")
}

pub(crate) fn refused(py: Python<'_>, error: &core::LinearModelError) -> PyErr {
    Failure::new("linear_model", error.to_string())
        .explained("independent columns of finite numbers, and more rows than columns")
        .raise(py)
}
