//! Statistics as Python functions and their results as frozen classes with named fields; the
//! package `mahir.statistics` gives them their home.
//!
//! A result class is one entry in `result!`: its fields with their types, and how the core's
//! result becomes them. It can be compared, printed, pickled, and matched by position.

use mahir::statistics::Interval as CoreInterval;
use mahir::statistics::series::{self, Season, SeasonalUpdate, Series};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::artefact::{from_document, reduce_document};
use crate::failure::Failure;

/// A frozen Python class with named fields from a result of the core; its home is
/// `mahir.statistics`, or the module that is named first.
macro_rules! result {
    ($(#[$doc:meta])* $name:ident($from:ident: $core:ty) { $($fields:tt)* }) => {
        crate::statistics::result! {
            "mahir.statistics";
            $(#[$doc])* $name($from: $core) { $($fields)* }
        }
    };
    ($home:literal; $(#[$doc:meta])* $name:ident($from:ident: $core:ty) {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty = $value:expr,)*
    }) => {
        $(#[$doc])*
        #[pyclass(frozen, eq, get_all, from_py_object, module = $home)]
        #[derive(Clone, PartialEq)]
        pub(crate) struct $name {
            $($(#[$field_doc])* $field: $kind,)*
        }

        impl From<$core> for $name {
            fn from($from: $core) -> Self {
                Self { $($field: $value,)* }
            }
        }

        #[pymethods]
        impl $name {
            #[classattr]
            fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, pyo3::types::PyTuple>> {
                pyo3::types::PyTuple::new(py, [$(stringify!($field)),*])
            }

            #[new]
            #[allow(clippy::too_many_arguments)]
            fn new($($field: $kind),*) -> Self {
                Self { $($field),* }
            }

            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                let mut fields = Vec::new();
                $(fields.push(format!(
                    "{}={}",
                    stringify!($field),
                    slf.getattr(stringify!($field))?.repr()?
                ));)*
                Ok(format!("{}({})", stringify!($name), fields.join(", ")))
            }

            fn __reduce__<'py>(
                slf: &Bound<'py, Self>,
            ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, pyo3::types::PyTuple>)> {
                let fields = [$(slf.getattr(stringify!($field))?),*];
                let fields = pyo3::types::PyTuple::new(slf.py(), fields)?;
                Ok((slf.get_type().into_any(), fields))
            }
        }
    };
}

pub(crate) use result;

/// The two ends of an interval.
pub(crate) type Ends = (f64, f64);

/// An interval as Python has it.
pub(crate) fn ends(interval: CoreInterval) -> Ends {
    (interval.low, interval.high)
}

/// A series of numbers, None where one is not known; `None` if a number is not finite.
fn series_of(values: &Bound<'_, PyAny>) -> PyResult<Option<Series>> {
    let values = values
        .try_iter()?
        .map(|value| value?.extract::<Option<f64>>())
        .collect::<PyResult<Vec<_>>>()?;
    Ok(Series::with_missing(&values))
}

/// What the core tells of a series, as Python has it.
fn told<C, P: From<C>>(
    values: &Bound<'_, PyAny>,
    tell: impl FnOnce(&Series) -> Option<C>,
) -> PyResult<Option<P>> {
    Ok(series_of(values)?
        .and_then(|series| tell(&series))
        .map(P::from))
}

result! {
    /// What a test of Mann and Kendall found.
    MannKendall(core: series::MannKendall) {
        /// How many values were known.
        known: usize = core.known,
        /// Pairs that rise minus pairs that fall.
        s: i64 = core.s,
        /// The variance of s if there is no trend.
        variance: f64 = core.variance,
        /// The standardised score.
        z: f64 = core.z,
        /// The two-sided p-value of z.
        p_value: f64 = core.p_value,
        /// s over the number of pairs.
        tau_a: f64 = core.tau_a,
        /// s over the root of pairs times pairs without ties.
        tau_b: f64 = core.tau_b,
        /// The two-sided p-value by the exact distribution, where that is known.
        exact_p_value: Option<f64> = core.exact_p_value,
        /// What the variance was multiplied with for autocorrelation.
        variance_inflation: f64 = core.variance_inflation,
    }
}

/// Mann-Kendall's test for a trend in a series without seasons.
#[pyfunction]
pub(crate) fn mann_kendall(values: &Bound<'_, PyAny>) -> PyResult<Option<MannKendall>> {
    told(values, series::mann_kendall)
}

/// Mann-Kendall's test with the variance of Hamed and Rao for values that are alike to those
/// before them; lags limits how far back is looked.
#[pyfunction]
#[pyo3(signature = (values, lags = None, significance = 0.05))]
pub(crate) fn hamed_rao(
    values: &Bound<'_, PyAny>,
    lags: Option<usize>,
    significance: f64,
) -> PyResult<Option<MannKendall>> {
    told(values, |series| {
        series::hamed_rao(series, lags, significance)
    })
}

/// Mann-Kendall's test season by season.
#[pyfunction]
#[pyo3(signature = (values, period = 12))]
pub(crate) fn seasonal_mann_kendall(
    values: &Bound<'_, PyAny>,
    period: usize,
) -> PyResult<Option<MannKendall>> {
    told(values, |series| {
        series::seasonal_mann_kendall(series, period)
    })
}

/// Mann-Kendall's test season by season, with the variance multiplied by Hamed and Rao's factor
/// of what is left without trend and seasons, never below one.
#[pyfunction]
#[pyo3(signature = (values, period = 12, lags = None, significance = 0.05))]
pub(crate) fn seasonal_hamed_rao(
    values: &Bound<'_, PyAny>,
    period: usize,
    lags: Option<usize>,
    significance: f64,
) -> PyResult<Option<MannKendall>> {
    told(values, |series| {
        series::seasonal_hamed_rao(series, period, lags, significance)
    })
}

/// Mann-Kendall's test season by season, with the covariances of the seasons (Hirsch and Slack).
#[pyfunction]
#[pyo3(signature = (values, period = 12))]
pub(crate) fn correlated_seasonal_mann_kendall(
    values: &Bound<'_, PyAny>,
    period: usize,
) -> PyResult<Option<MannKendall>> {
    told(values, |series| {
        series::correlated_seasonal_mann_kendall(series, period)
    })
}

result! {
    /// Theil's and Sen's slope with its interval.
    SenSlope(core: series::SenSlope) {
        /// The median of the slopes between all pairs.
        slope: f64 = core.slope,
        /// The line at step 0.
        intercept: f64 = core.intercept,
        /// Where the slope lies, if there are enough values for the confidence.
        interval: Option<Ends> = core.interval.map(ends),
        /// How many pairs there are.
        pairs: usize = core.pairs,
    }
}

/// Theil-Sen's slope per step; a value that is not known keeps its place in time.
#[pyfunction]
#[pyo3(signature = (values, confidence = 0.95))]
pub(crate) fn sen_slope(values: &Bound<'_, PyAny>, confidence: f64) -> PyResult<Option<SenSlope>> {
    told(values, |series| series::sen_slope(series, confidence))
}

/// Sen's slope season by season, a change per period.
#[pyfunction]
#[pyo3(signature = (values, period = 12, confidence = 0.95))]
pub(crate) fn seasonal_sen_slope(
    values: &Bound<'_, PyAny>,
    period: usize,
    confidence: f64,
) -> PyResult<Option<SenSlope>> {
    told(values, |series| {
        series::seasonal_sen_slope(series, period, confidence)
    })
}

/// What was found of a step, or why nothing.
type Step = (Option<series::StepChange>, Option<&'static str>);

result! {
    /// A change of level at a known step, or why it cannot be told.
    StepChange(core: Step) {
        /// Known values before the step.
        known_before: Option<usize> = core.0.map(|found| found.known_before),
        /// Known values from the step on.
        known_after: Option<usize> = core.0.map(|found| found.known_after),
        /// The mean of the known values from the step on.
        after: Option<f64> = core.0.map(|found| found.after),
        /// What that mean would have been without the change.
        expected: Option<f64> = core.0.map(|found| found.expected),
        /// The change of level.
        change: Option<f64> = core.0.map(|found| found.change),
        /// Where it lies.
        interval: Option<Ends> = core.0.map(|found| ends(found.interval)),
        /// Pairs of values before and after of the same season.
        pairs: Option<usize> = core.0.map(|found| found.pairs),
        /// How alike values are to those before them.
        autocorrelation: Option<f64> = core.0.map(|found| found.autocorrelation),
        /// By how much that widens the variance of the change.
        variance_inflation: Option<f64> = core.0.map(|found| found.variance_inflation),
        /// The slope per step that was taken off, if there was one.
        trend: Option<f64> = core.0.and_then(|found| found.trend),
        /// Why the change cannot be told; None if it can.
        unknown: Option<String> = core.1.map(str::to_owned),
    }
}

/// The change of level at a step that is known beforehand, between values of the same season.
#[pyfunction]
#[pyo3(signature = (values, at, period = 12, confidence = 0.95, trend = "if_seen"))]
pub(crate) fn step_change(
    py: Python<'_>,
    values: &Bound<'_, PyAny>,
    at: usize,
    period: usize,
    confidence: f64,
    trend: &str,
) -> PyResult<StepChange> {
    let trend = series::StepTrend::parse(trend).ok_or_else(|| {
        Failure::new("trend", format!("{trend:?} is no way of treating a line"))
            .with("found", trend)
            .explained("one of ignored, taken_off, if_seen".to_owned())
            .raise(py)
    })?;
    let options = series::StepOptions {
        period,
        confidence,
        trend,
    };
    let found = series_of(values)?
        .ok_or(series::StepUnknown::Range)
        .and_then(|series| series::step_change(&series, at, options));
    Ok(StepChange::from(match found {
        Ok(found) => (Some(found), None),
        Err(unknown) => (None, Some(unknown.id())),
    }))
}

result! {
    /// A change of level that Pettitt's test found.
    PettittChange(core: series::PettittChange) {
        /// The step of the last known value before the change.
        last_before: usize = core.last_before,
        /// How many known values lie before the change.
        before: usize = core.before,
        /// Pettitt's K.
        statistic: f64 = core.statistic,
        /// Its approximate probability.
        p_value: f64 = core.p_value,
    }
}

/// Pettitt's test for one change of level.
#[pyfunction]
pub(crate) fn pettitt(values: &Bound<'_, PyAny>) -> PyResult<Option<PettittChange>> {
    told(values, series::pettitt)
}

result! {
    /// One change of the rate of counts.
    PoissonChange(core: series::PoissonChange) {
        /// The step of the last count before the most likely change.
        last_before: usize = core.last_before,
        /// How many known counts lie before it.
        before: usize = core.before,
        /// The mean count before and after it.
        rates: Ends = core.rates,
        /// Twice the logarithm of the ratio of likelihoods.
        likelihood_ratio: f64 = core.likelihood_ratio,
        /// How probable each place is, if there is a change.
        posterior: Vec<f64> = core.posterior,
        /// How many known counts lie before the most probable change.
        posterior_before: usize = core.posterior_before,
        /// The step of the last count before the most probable change.
        posterior_last_before: usize = core.posterior_last_before,
        /// The expected rates before and after, averaged over all places.
        posterior_rates: Ends = core.posterior_rates,
        /// How probable it is that there is a change at all.
        probability_of_change: f64 = core.probability_of_change,
    }
}

/// The one change of a Poisson rate that explains counts best, by likelihood and by Bayes' rule
/// with a gamma prior for both rates.
#[pyfunction]
#[pyo3(signature = (counts, shape = 1.0, rate = 1.0))]
pub(crate) fn poisson_change(
    counts: &Bound<'_, PyAny>,
    shape: f64,
    rate: f64,
) -> PyResult<Option<PoissonChange>> {
    let counts = counts
        .try_iter()?
        .map(|count| count?.extract::<Option<u64>>())
        .collect::<PyResult<Vec<_>>>()?;
    let prior = series::RatePrior { shape, rate };
    Ok(series::poisson_change(&counts, prior).map(PoissonChange::from))
}

result! {
    /// An expected value and where it may lie.
    Forecast(core: series::Forecast) {
        /// The expected value.
        value: f64 = core.value,
        /// The variance of its error, if that can be told.
        variance: Option<f64> = core.variance,
        /// Where the value will lie.
        interval: Option<Ends> = core.interval.map(ends),
    }
}

/// A smoothed series, which can be carried on.
#[pyclass(frozen, module = "mahir.statistics")]
pub(crate) struct Smoothing {
    core: series::Smoothing,
}

#[pymethods]
impl Smoothing {
    /// How fast level, trend and seasons follow.
    #[getter]
    fn weights(&self) -> (f64, f64, f64) {
        let weights = self.core.weights;
        (weights.level, weights.trend, weights.season)
    }

    /// Level, trend and seasons before the first step.
    #[getter]
    fn initial(&self) -> (f64, f64, Vec<f64>) {
        let state = &self.core.initial;
        (state.level, state.trend, state.seasons.clone())
    }

    /// Level, trend and seasons after the last step.
    #[getter]
    fn last(&self) -> (f64, f64, Vec<f64>) {
        let state = &self.core.last;
        (state.level, state.trend, state.seasons.clone())
    }

    /// What was expected at each step before its value was seen.
    #[getter]
    fn fitted(&self) -> Vec<f64> {
        self.core.fitted.clone()
    }

    /// The sum of the squared one-step errors.
    #[getter]
    fn sum_of_squares(&self) -> f64 {
        self.core.sum_of_squares
    }

    /// How many values were known.
    #[getter]
    fn known(&self) -> usize {
        self.core.known
    }

    /// How many numbers were fitted to them.
    #[getter]
    fn parameters(&self) -> usize {
        self.core.parameters
    }

    /// Reads what pickle keeps.
    #[staticmethod]
    fn _from_document(py: Python<'_>, document: &str) -> PyResult<Self> {
        from_document(py, document).map(|core| Self { core })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        reduce_document(&slf.get_type(), &slf.get().core)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.get().core)
    }

    /// What to expect one step after the last, two steps after it, and so on.
    #[pyo3(signature = (horizon, confidence = 0.95))]
    fn forecast(&self, horizon: usize, confidence: f64) -> Option<Vec<Forecast>> {
        let ahead = self.core.forecast(horizon, confidence)?;
        Some(ahead.into_iter().map(Forecast::from).collect())
    }

    /// What to expect of the sum from the first to the last step ahead, counted from 1.
    #[pyo3(signature = (first, last, confidence = 0.95))]
    fn forecast_sum(&self, first: usize, last: usize, confidence: f64) -> Option<Forecast> {
        self.core
            .forecast_sum(first, last, confidence)
            .map(Forecast::from)
    }

    fn __repr__(&self) -> String {
        format!(
            "Smoothing(weights={:?}, known={}, sum_of_squares={})",
            self.weights(),
            self.core.known,
            self.core.sum_of_squares
        )
    }
}

fn model(
    py: Python<'_>,
    trend: bool,
    season: Option<&str>,
    period: usize,
    update: &str,
) -> PyResult<series::SmoothingModel> {
    let refused = |name: &'static str, value: &str, expected: &'static str| {
        Err(
            Failure::new("option", format!("the option '{name}' is '{value}'"))
                .with("option", name)
                .explained(expected)
                .raise(py),
        )
    };
    let season = match season {
        None => Season::None,
        Some("additive") => Season::Additive(period),
        Some("multiplicative") => Season::Multiplicative(period),
        Some(other) => return refused("season", other, "None, 'additive' or 'multiplicative'"),
    };
    let update = match update {
        "previous_level" => SeasonalUpdate::PreviousLevel,
        "current_level" => SeasonalUpdate::CurrentLevel,
        other => return refused("update", other, "'previous_level' or 'current_level'"),
    };
    Ok(series::SmoothingModel {
        trend,
        season,
        update,
    })
}

/// Exponential smoothing with the weights and the first state that leave the least squares.
#[pyfunction]
#[pyo3(signature = (values, trend = false, season = None, period = 12, update = "previous_level"))]
pub(crate) fn fit_smoothing(
    values: &Bound<'_, PyAny>,
    trend: bool,
    season: Option<&str>,
    period: usize,
    update: &str,
) -> PyResult<Option<Smoothing>> {
    let model = model(values.py(), trend, season, period, update)?;
    let series = series_of(values)?;
    let fitted = values
        .py()
        .detach(|| series.and_then(|series| series::fit_smoothing(&series, model)));
    Ok(fitted.map(|core| Smoothing { core }))
}

/// Exponential smoothing with weights (of level, trend and seasons) and a first state (level,
/// trend and seasons) that are given.
#[pyfunction]
#[pyo3(signature = (values, weights, initial, trend = false, season = None, period = 12, update = "previous_level"))]
pub(crate) fn smooth(
    values: &Bound<'_, PyAny>,
    weights: (f64, f64, f64),
    initial: (f64, f64, Vec<f64>),
    trend: bool,
    season: Option<&str>,
    period: usize,
    update: &str,
) -> PyResult<Option<Smoothing>> {
    let model = model(values.py(), trend, season, period, update)?;
    let weights = series::SmoothingWeights {
        level: weights.0,
        trend: weights.1,
        season: weights.2,
    };
    let (level, trend, seasons) = initial;
    let initial = series::SmoothingState {
        level,
        trend,
        seasons,
    };
    let smoothed =
        series_of(values)?.and_then(|series| series::smooth(&series, model, weights, initial));
    Ok(smoothed.map(|core| Smoothing { core }))
}
