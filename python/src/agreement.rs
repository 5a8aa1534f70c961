//! Agreement of raters and shrinkage, as Python functions; their home is `mahir.statistics`.

use mahir::statistics::{
    self as core, AgreementError, Combination as CoreCombination, Estimate, IccForm, Shrinking,
};
use pyo3::prelude::*;

use crate::artefact::failed;
use crate::failure::Failure;
use crate::statistics::{Ends, ends, result};
use crate::statistics_input::numbers;

/// Rows of equal length, None or nan where a value is missing, as values row by row.
pub(crate) fn rows(values: &Bound<'_, PyAny>) -> PyResult<(usize, Vec<f64>)> {
    let mut width = None;
    let mut flat = Vec::new();
    for (place, row) in values.try_iter()?.enumerate() {
        let before = flat.len();
        for value in row?.try_iter()? {
            flat.push(value?.extract::<Option<f64>>()?.unwrap_or(f64::NAN));
        }
        let found = flat.len() - before;
        if *width.get_or_insert(found) != found {
            let message = format!("row {place} has {found} values");
            return Err(Failure::new("rows", message)
                .with("row", place)
                .explained("as many values in each row")
                .raise(values.py()));
        }
    }
    Ok((width.unwrap_or(0), flat))
}

/// Ratings of subjects (rows) by raters (columns).
fn ratings(values: &Bound<'_, PyAny>, leave_out: bool) -> PyResult<core::Ratings> {
    let (raters, flat) = rows(values)?;
    let taken = if leave_out {
        core::Ratings::of_complete_subjects(raters, &flat)
    } else {
        core::Ratings::new(raters, &flat)
    };
    taken.map_err(failed!(values.py()))
}

result! {
    /// The analysis of variance of subjects by raters: sums of squares and mean squares.
    RatingAnova(core: core::RatingAnova) {
        /// How many subjects.
        subjects: usize = core.subjects,
        /// How many raters.
        raters: usize = core.raters,
        /// Sum of squares between subjects.
        between_subjects_sum: f64 = core.between_subjects_sum,
        /// Sum of squares within subjects.
        within_subjects_sum: f64 = core.within_subjects_sum,
        /// Sum of squares between raters.
        between_raters_sum: f64 = core.between_raters_sum,
        /// Residual sum of squares.
        residual_sum: f64 = core.residual_sum,
        /// BMS.
        between_subjects: f64 = core.between_subjects,
        /// WMS.
        within_subjects: f64 = core.within_subjects,
        /// JMS.
        between_raters: f64 = core.between_raters,
        /// EMS.
        residual: f64 = core.residual,
    }
}

/// The two-way analysis of variance of ratings: rows are subjects, columns are raters.
#[pyfunction]
#[pyo3(signature = (ratings, leave_out_incomplete = false))]
pub(crate) fn rating_anova(
    ratings: &Bound<'_, PyAny>,
    leave_out_incomplete: bool,
) -> PyResult<RatingAnova> {
    let taken = self::ratings(ratings, leave_out_incomplete)?;
    core::RatingAnova::of(&taken)
        .map(RatingAnova::from)
        .map_err(failed!(ratings.py()))
}

result! {
    /// An intraclass correlation with its F test and interval.
    IntraclassCorrelation(core: core::IntraclassCorrelation) {
        /// Its name: ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k) or ICC(3,k).
        form: String = core.form.name().to_owned(),
        /// Its value; None if its denominator is not positive.
        value: Option<f64> = core.value,
        /// F of the test that subjects do not differ.
        f: Option<f64> = core.test.map(|test| test.statistic),
        /// Degrees of freedom of F.
        degrees_of_freedom: Option<Ends> = core.test.map(|test| (test.numerator, test.denominator)),
        /// The probability of such an F if subjects do not differ.
        p_value: Option<f64> = core.test.map(|test| test.p_value),
        /// Its own interval, also for ICC(2,1) and ICC(2,k).
        interval: Option<Ends> = core.interval.map(ends),
    }
}

/// All six intraclass correlations of Shrout and Fleiss: rows are subjects, columns are raters.
#[pyfunction]
#[pyo3(signature = (ratings, confidence = 0.95, leave_out_incomplete = false))]
pub(crate) fn intraclass_correlations(
    ratings: &Bound<'_, PyAny>,
    confidence: f64,
    leave_out_incomplete: bool,
) -> PyResult<Vec<IntraclassCorrelation>> {
    let taken = self::ratings(ratings, leave_out_incomplete)?;
    let found = core::intraclass_correlations(&taken, confidence);
    let found = found.map_err(failed!(ratings.py()))?;
    Ok(found.map(IntraclassCorrelation::from).into())
}

/// One intraclass correlation by its name, such as "ICC(2,1)".
#[pyfunction]
#[pyo3(signature = (ratings, form, confidence = 0.95, leave_out_incomplete = false))]
pub(crate) fn intraclass_correlation(
    ratings: &Bound<'_, PyAny>,
    form: &str,
    confidence: f64,
    leave_out_incomplete: bool,
) -> PyResult<IntraclassCorrelation> {
    let Some(wanted) = IccForm::parse(form) else {
        let known = IccForm::ALL.map(IccForm::name).join(", ");
        return Err(Failure::new("option", format!("the form is '{form}'"))
            .with("option", "form")
            .with("value", form)
            .explained(format!("one of {known}"))
            .raise(ratings.py()));
    };
    let taken = self::ratings(ratings, leave_out_incomplete)?;
    let found = core::intraclass_correlations(&taken, confidence);
    let found: Result<_, AgreementError> = found.map(|all| {
        let place = IccForm::ALL.iter().position(|form| *form == wanted);
        all[place.unwrap_or(0)]
    });
    found
        .map(IntraclassCorrelation::from)
        .map_err(failed!(ratings.py()))
}

result! {
    /// Cronbach's alpha of a test.
    CronbachAlpha(core: core::CronbachAlpha) {
        /// How many people answered all items.
        subjects: usize = core.subjects,
        /// How many items.
        items: usize = core.items,
        /// Raw alpha.
        value: f64 = core.value,
        /// Alpha as if all items had the same variance; None if an item has none.
        standardised: Option<f64> = core.standardised,
        /// Feldt's interval of the raw alpha.
        interval: Option<Ends> = core.interval.map(ends),
        /// Alpha without each item in turn; empty for two items.
        without_item: Vec<Option<f64>> = core.without_item,
        /// The standard deviation of the sums.
        standard_deviation: f64 = core.standard_deviation,
        /// The standard error of measurement of a sum.
        standard_error_of_measurement: Option<f64> = core.standard_error_of_measurement,
    }
}

/// Cronbach's alpha: rows are people, columns are items.
#[pyfunction]
#[pyo3(signature = (answers, confidence = 0.95, leave_out_incomplete = false))]
pub(crate) fn cronbach_alpha(
    answers: &Bound<'_, PyAny>,
    confidence: f64,
    leave_out_incomplete: bool,
) -> PyResult<CronbachAlpha> {
    let taken = ratings(answers, leave_out_incomplete)?;
    core::cronbach_alpha(&taken, confidence)
        .map(CronbachAlpha::from)
        .map_err(failed!(answers.py()))
}

/// The reliability of a test so many times as long, or of the mean of so many raters.
#[pyfunction]
pub(crate) fn spearman_brown(reliability: f64, factor: f64) -> Option<f64> {
    core::spearman_brown(reliability, factor)
}

/// How many raters give a wanted reliability if one gives this; not rounded.
#[pyfunction]
pub(crate) fn raters_needed(reliability: f64, wanted: f64) -> Option<f64> {
    core::raters_needed(reliability, wanted)
}

/// The standard error of measurement: standard deviation times the root of one minus reliability.
#[pyfunction]
pub(crate) fn standard_error_of_measurement(
    standard_deviation: f64,
    reliability: f64,
) -> Option<f64> {
    core::standard_error_of_measurement(standard_deviation, reliability)
}

/// A value and its standard error.
fn pair(estimate: Estimate) -> Ends {
    (estimate.value, estimate.standard_error)
}

/// Kelley's true score behind an observed one, and its standard error of estimation.
#[pyfunction]
pub(crate) fn kelley(
    observed: f64,
    mean: f64,
    standard_deviation: f64,
    reliability: f64,
) -> Option<Ends> {
    core::kelley(observed, mean, standard_deviation, reliability).map(pair)
}

result! {
    /// Values drawn towards their mean.
    JamesStein(core: core::JamesStein) {
        /// The mean of all values.
        grand_mean: f64 = core.grand_mean,
        /// How much of a deviation from the mean is believed.
        factor: f64 = core.factor,
        /// The values, drawn.
        values: Vec<f64> = core.values,
    }
}

/// James and Stein's estimator towards the grand mean, of values with one known variance; the
/// factor is never below zero unless positive_part is False.
#[pyfunction]
#[pyo3(signature = (values, variance, positive_part = true))]
pub(crate) fn james_stein(
    values: &Bound<'_, PyAny>,
    variance: f64,
    positive_part: bool,
) -> PyResult<Option<JamesStein>> {
    let shrinking = if positive_part {
        Shrinking::PositivePart
    } else {
        Shrinking::Plain
    };
    Ok(core::james_stein(&numbers(values)?, variance, shrinking).map(JamesStein::from))
}

result! {
    /// Values with different errors, drawn towards what they have in common.
    EmpiricalBayes(core: core::EmpiricalBayes) {
        /// The mean of the true values, and its standard error.
        mean: Ends = pair(core.mean),
        /// The variance of the true values around it.
        variance: f64 = core.variance,
        /// Cochran's Q.
        heterogeneity: f64 = core.heterogeneity,
        /// The true values, each with its standard error.
        values: Vec<Ends> = core.values.into_iter().map(pair).collect(),
    }
}

/// Values with known standard errors drawn towards their common mean (Paule and Mandel).
#[pyfunction]
pub(crate) fn empirical_bayes(
    values: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
) -> PyResult<Option<EmpiricalBayes>> {
    let found = core::empirical_bayes(&numbers(values)?, &numbers(standard_errors)?);
    Ok(found.map(EmpiricalBayes::from))
}

result! {
    /// Measurements of the same thing, put together.
    Combination(core: CoreCombination) {
        /// The value.
        value: f64 = core.estimate.value,
        /// Its standard error.
        standard_error: f64 = core.estimate.standard_error,
        /// What each measurement counts; they sum to 1.
        weights: Vec<f64> = core.weights,
    }
}

/// Measurements with independent errors put together, by one over the squared standard error.
#[pyfunction]
pub(crate) fn combine(
    values: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
) -> PyResult<Option<Combination>> {
    let found = core::combine(&numbers(values)?, &numbers(standard_errors)?);
    Ok(found.map(Combination::from))
}

/// Measurements whose errors have a covariance (its rows) put together by generalised least
/// squares.
#[pyfunction]
pub(crate) fn combine_with_covariance(
    values: &Bound<'_, PyAny>,
    covariance: &Bound<'_, PyAny>,
) -> PyResult<Option<Combination>> {
    let found = core::combine_with_covariance(&numbers(values)?, &rows(covariance)?.1);
    Ok(found.map(Combination::from))
}

/// Measurements with independent errors and a bias that those of a source share: sources gives
/// for each measurement the place of its source in bias_deviations.
#[pyfunction]
pub(crate) fn combine_sources(
    values: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
    sources: Vec<usize>,
    bias_deviations: &Bound<'_, PyAny>,
) -> PyResult<Option<Combination>> {
    let found = core::combine_sources(
        &numbers(values)?,
        &numbers(standard_errors)?,
        &sources,
        &numbers(bias_deviations)?,
    );
    Ok(found.map(Combination::from))
}
