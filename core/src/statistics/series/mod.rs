//! Series in time: is there a trend, how steep, where did it change, where is it going?
//!
//! A [`Series`] holds values at equal steps of time, some of them not known. What is not known
//! keeps its place: three months without a count are three months, not none. Values that are not
//! finite make no series at all, so no result ever holds one.
//!
//! ```
//! use mahir::statistics::series::{Series, mann_kendall, sen_slope};
//!
//! let series = Series::with_missing(&[Some(12.0), Some(15.0), None, Some(19.0), Some(24.0)]).unwrap();
//! let test = mann_kendall(&series).unwrap();
//! assert_eq!((test.known, test.s), (4, 6));
//! // Five steps, not four: the missing one has passed as well.
//! let slope = sen_slope(&series, 0.95).unwrap();
//! assert_eq!(slope.slope, 3.0);
//! ```

mod autocorrelation;
mod change_point;
mod kendall_exact;
mod mann_kendall;
mod score;
mod seasonal;
mod slope;
mod smoothing;
mod step_change;

pub use autocorrelation::{hamed_rao, seasonal_hamed_rao};
pub use change_point::{PettittChange, PoissonChange, RatePrior, pettitt, poisson_change};
pub use mann_kendall::{MannKendall, mann_kendall};
pub use seasonal::{correlated_seasonal_mann_kendall, seasonal_mann_kendall, seasonal_sen_slope};
pub use slope::{SenSlope, sen_slope};
pub use smoothing::{
    Forecast, Season, SeasonalUpdate, Smoothing, SmoothingModel, SmoothingState, SmoothingWeights,
    fit_smoothing, smooth,
};
pub use step_change::{StepChange, StepOptions, StepTrend, StepUnknown, step_change};

/// Values at equal steps of time, in order; each finite or not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    length: usize,
    /// Of the known values the step, from 0, and the value.
    known: Vec<(usize, f64)>,
}

impl Series {
    /// Of values that are all known; `None` if one is not finite.
    pub fn of(values: &[f64]) -> Option<Self> {
        Self::from_known(values.len(), values.iter().copied().enumerate())
    }

    /// Of values some of which are not known; `None` if one is not finite.
    pub fn with_missing(values: &[Option<f64>]) -> Option<Self> {
        let known = values.iter().copied().enumerate();
        Self::from_known(
            values.len(),
            known.filter_map(|(step, value)| value.map(|value| (step, value))),
        )
    }

    fn from_known(length: usize, known: impl Iterator<Item = (usize, f64)>) -> Option<Self> {
        let known: Vec<_> = known.collect();
        let finite = known.iter().all(|(_, value)| value.is_finite());
        finite.then_some(Self { length, known })
    }

    /// How many steps, known or not.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no step.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many values are known.
    pub const fn known(&self) -> usize {
        self.known.len()
    }

    /// The known values with their steps, counted from 0.
    pub fn points(&self) -> &[(usize, f64)] {
        &self.known
    }

    /// The known values in order.
    pub(crate) fn values(&self) -> Vec<f64> {
        self.known.iter().map(|&(_, value)| value).collect()
    }

    /// The values of each season: of step i the season is i modulo the period. `None` for a period
    /// of no step. The steps are counted in whole periods.
    pub(crate) fn seasons(&self, period: usize) -> Option<Vec<Self>> {
        if period == 0 {
            return None;
        }
        // No more seasons than steps hold a value, however long the period is.
        let mut seasons = vec![Self::default(); period.min(self.length)];
        for &(step, value) in &self.known {
            if let Some(season) = seasons.get_mut(step % period) {
                season.known.push((step / period, value));
                season.length = step / period + 1;
            }
        }
        Some(seasons)
    }
}
