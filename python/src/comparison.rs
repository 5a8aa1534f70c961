//! A change beside that of others: linear models, differences in differences, balance.

use mahir::statistics as core;
use pyo3::prelude::*;

use crate::statistics::{Ends, ends, result};
use crate::statistics_input::{columns, equally_many, errors_of, numbers, refused};

result! {
    /// A coefficient with its error.
    Coefficient(core: core::Coefficient) {
        /// The coefficient.
        value: f64 = core.value,
        /// Its standard error.
        standard_error: f64 = core.standard_error,
        /// value over standard error.
        t: Option<f64> = core.t,
        /// Degrees of freedom.
        degrees_of_freedom: f64 = core.degrees_of_freedom,
        /// The two-sided p value.
        p_value: Option<f64> = core.p_value,
        /// The interval.
        interval: Ends = ends(core.interval),
    }
}

result! {
    /// A fitted linear model.
    LinearModel(core: (core::LinearModel, Vec<Option<core::Coefficient>>)) {
        /// The coefficients in the order of the columns; None where the errors do not exist.
        coefficients: Vec<Option<Coefficient>> = core.1.into_iter().map(|c| c.map(Coefficient::from)).collect(),
        /// What is left unexplained, row by row.
        residuals: Vec<f64> = core.0.residuals().to_vec(),
        /// Rows less coefficients.
        degrees_of_freedom: f64 = core.0.degrees_of_freedom(),
        /// The share of the variance that is explained.
        r_squared: Option<f64> = core.0.r_squared(),
    }
}

fn fitted(
    model: core::LinearModel,
    errors: core::ErrorVariance,
    (clusters, few): (Option<&[u32]>, bool),
    confidence: f64,
) -> LinearModel {
    let coefficients = (0..model.coefficients().len())
        .map(|column| match clusters {
            Some(clusters) if few => model.clustered_few(column, clusters, confidence),
            Some(clusters) => model.clustered(column, clusters, confidence),
            None => model.coefficient(column, errors, confidence),
        })
        .collect();
    LinearModel::from((model, coefficients))
}

/// Least squares by columns (a column of ones for an intercept), with errors "classical" or "hc0"
/// to "hc3", or by clusters (with errors "cr2" for few of them); with groups their means are taken
/// out.
#[pyfunction]
#[pyo3(signature = (values, columns, errors = "hc3", clusters = None, groups = None, confidence = 0.95))]
pub(crate) fn linear_model(
    py: Python<'_>,
    values: &Bound<'_, PyAny>,
    columns: &Bound<'_, PyAny>,
    errors: &str,
    clusters: Option<Vec<u32>>,
    groups: Option<Vec<u32>>,
    confidence: f64,
) -> PyResult<LinearModel> {
    let few = errors == "cr2" && clusters.is_some();
    let errors = errors_of(py, if few { "hc2" } else { errors })?;
    let (values, columns) = (numbers(values)?, self::columns(columns)?);
    py.detach(|| {
        let model = match groups {
            Some(groups) => core::LinearModel::fit_within(&values, &columns, &groups),
            None => core::LinearModel::fit(&values, &columns),
        }?;
        Ok(fitted(
            model,
            errors,
            (clusters.as_deref(), few),
            confidence,
        ))
    })
    .map_err(|error: core::LinearModelError| refused(py, &error))
}

/// The value after by attendance, the value before and covariates; coefficient 1 is the effect.
#[pyfunction]
#[pyo3(signature = (after, attended, before, covariates = None, errors = "hc3", confidence = 0.95))]
pub(crate) fn covariance_analysis(
    py: Python<'_>,
    after: &Bound<'_, PyAny>,
    attended: Vec<bool>,
    before: &Bound<'_, PyAny>,
    covariates: Option<&Bound<'_, PyAny>>,
    errors: &str,
    confidence: f64,
) -> PyResult<LinearModel> {
    let errors = errors_of(py, errors)?;
    let covariates = covariates.map_or_else(|| Ok(Vec::new()), columns)?;
    core::covariance_analysis(&numbers(after)?, &attended, &numbers(before)?, &covariates)
        .map(|model| fitted(model, errors, (None, false), confidence))
        .map_err(|error| refused(py, &error))
}

/// (before, after) of those who attended and of those who did not, as a difference in differences.
#[pyfunction]
#[pyo3(signature = (attended, compared, errors = "hc2", confidence = 0.95))]
pub(crate) fn difference_in_differences(
    py: Python<'_>,
    attended: (Bound<'_, PyAny>, Bound<'_, PyAny>),
    compared: (Bound<'_, PyAny>, Bound<'_, PyAny>),
    errors: &str,
    confidence: f64,
) -> PyResult<Option<Coefficient>> {
    let errors = errors_of(py, errors)?;
    let own = (numbers(&attended.0)?, numbers(&attended.1)?);
    let other = (numbers(&compared.0)?, numbers(&compared.1)?);
    let found =
        core::difference_in_differences((&own.0, &own.1), (&other.0, &other.1), errors, confidence);
    Ok(found.map(Coefficient::from))
}

result! {
    /// The effect at one distance from attendance.
    EventEffect(core: core::EventEffect) {
        /// Periods since attendance; below zero before it.
        since: i64 = core.since,
        /// People who attended, behind it.
        attended: usize = core.attended,
        /// People who had not attended yet, behind it.
        waiting: usize = core.waiting,
        /// The effect.
        effect: f64 = core.effect,
        /// Its standard error.
        standard_error: f64 = core.standard_error,
        /// Its interval.
        interval: Ends = ends(core.interval),
    }
}

/// Effects by time since attendance: row by row the person, the period, the value, and the period
/// in which the person attended (None for never); with clusters (and covariates, column by column)
/// of the rows errors may go together within clusters.
#[pyfunction]
#[pyo3(signature = (people, periods, values, attended_in, confidence = 0.95, clusters = None, covariates = None))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn event_study(
    py: Python<'_>,
    people: Vec<u32>,
    periods: Vec<u32>,
    values: &Bound<'_, PyAny>,
    attended_in: Vec<Option<u32>>,
    confidence: f64,
    clusters: Option<Vec<u32>>,
    covariates: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<EventEffect>> {
    let values = numbers(values)?;
    equally_many(
        py,
        &[
            ("people", people.len()),
            ("periods", periods.len()),
            ("values", values.len()),
            ("attended_in", attended_in.len()),
        ],
    )?;
    let covariates = covariates.map_or_else(|| Ok(Vec::new()), columns)?;
    for (name, length) in clusters
        .iter()
        .map(|clusters| ("clusters", clusters.len()))
        .chain(covariates.iter().map(|column| ("covariates", column.len())))
    {
        equally_many(py, &[("people", people.len()), (name, length)])?;
    }
    // Without clusters everybody is one.
    let known: Option<Vec<core::PanelPerson>> = (clusters.is_some() || !covariates.is_empty())
        .then(|| {
            let rows = people.iter().enumerate();
            rows.map(|(row, &person)| core::PanelPerson {
                person,
                cluster: clusters.as_ref().map_or(person, |clusters| clusters[row]),
                covariates: covariates.iter().map(|column| column[row]).collect(),
            })
            .collect()
        });
    let rows: Vec<core::PanelValue> = people
        .into_iter()
        .zip(periods)
        .zip(values)
        .zip(attended_in)
        .map(
            |(((person, period), value), attended_in)| core::PanelValue {
                person,
                period,
                value,
                attended_in,
            },
        )
        .collect();
    let found = py.detach(|| match &known {
        Some(known) => core::event_study_clustered(&rows, known, confidence),
        None => core::event_study(&rows, confidence),
    });
    Ok(found.into_iter().map(EventEffect::from).collect())
}

result! {
    /// How far two groups stood apart in one thing.
    Balance(core: core::Balance) {
        /// Mean of the first group.
        mean_first: f64 = core.mean_first,
        /// Mean of the second.
        mean_second: f64 = core.mean_second,
        /// Standardised difference.
        standardised_difference: Option<f64> = core.standardised_difference,
        /// Variance ratio.
        variance_ratio: Option<f64> = core.variance_ratio,
    }
}

/// Standardised difference and variance ratio of two groups.
#[pyfunction]
pub(crate) fn balance(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
) -> PyResult<Option<Balance>> {
    Ok(core::balance(&numbers(first)?, &numbers(second)?).map(Balance::from))
}
