//! Statistics as Python functions and their results as frozen classes with named fields; the
//! package `mahir.statistics` gives them their home.
//!
//! A result class is one entry in `result!`: its fields with their types, and how the core's
//! result becomes them. It can be compared, printed, pickled, and matched by position.

use mahir::statistics::Interval as CoreInterval;
use mahir::statistics::series::{self, Series};
use pyo3::prelude::*;

/// A frozen Python class with named fields from a result of the core.
macro_rules! result {
    ($(#[$doc:meta])* $name:ident($from:ident: $core:ty) {
        $($(#[$field_doc:meta])* $field:ident: $kind:ty = $value:expr,)*
    }) => {
        $(#[$doc])*
        #[pyclass(frozen, eq, get_all, module = "mahir.statistics")]
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

/// Mann-Kendall's test for a trend; None where None is allowed to stand for "not known", and as
/// the result where nothing can be told.
#[pyfunction]
pub(crate) fn mann_kendall(values: &Bound<'_, PyAny>) -> PyResult<Option<MannKendall>> {
    let found = series_of(values)?.and_then(|series| series::mann_kendall(&series));
    Ok(found.map(MannKendall::from))
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
    let found = series_of(values)?.and_then(|series| series::sen_slope(&series, confidence));
    Ok(found.map(SenSlope::from))
}
