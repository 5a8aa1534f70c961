//! What to expect of the year that starts with the month of a day.

use super::{DemandRule, Expected, ForecastMethod, YEAR};
use crate::statistics::series::{Season, SenSlope, Series, SmoothingModel, fit_smoothing};
use crate::statistics::{median, normal_quantile};

/// A series that is carried on.
pub(super) struct Ahead<'a> {
    pub(super) series: &'a Series,
    /// `None` for a series of equal values.
    pub(super) slope: Option<SenSlope>,
    /// Cases in its last year.
    pub(super) now: u64,
    /// Months between its last one and the first to expect.
    pub(super) lag: usize,
    pub(super) rule: &'a DemandRule,
    /// What the variance of the test was multiplied with.
    pub(super) inflation: f64,
}

/// A volume and the standard deviation of its error.
type Sum = (f64, f64, ForecastMethod);

impl Ahead<'_> {
    /// The volume of the year, at least zero, and at most what the rule lets grow.
    pub(super) fn year(&self) -> Option<Expected> {
        let (value, deviation, method) = match self.slope {
            None => (self.now as f64, 0.0, ForecastMethod::Constant),
            Some(slope) => self.smoothed().or_else(|| self.along(slope))?,
        };
        let margin = normal_quantile(1.0 - self.rule.significance / 2.0)? * deviation;
        // From the middle of the last known year to the middle of the next one.
        let years = (YEAR + self.lag) as f64 / YEAR as f64;
        let most = self.now as f64 * (1.0 + self.rule.growth_at_most * years);
        let cases = |volume: f64| {
            // A finite number of cases that is not negative; too large ones saturate.
            volume.clamp(0.0, most).round() as u64
        };
        value.is_finite().then(|| Expected {
            volume: cases(value),
            low: cases(value - margin),
            high: cases(value + margin),
            method,
        })
    }

    /// Cases a month in the first month to expect, seasons taken out, and their change each month.
    pub(super) fn line(&self) -> (f64, f64) {
        let change = self.slope.map_or(0.0, |slope| slope.slope / YEAR as f64);
        // The mean of the last year lies in its middle, 5½ months before its last month.
        let months = self.lag as f64 + 1.0 + 5.5;
        (self.now as f64 / YEAR as f64 + change * months, change)
    }

    fn smoothed(&self) -> Option<Sum> {
        if self.series.known() < self.rule.months_for_smoothing as usize {
            return None;
        }
        let model = SmoothingModel {
            trend: true,
            season: Season::Additive(YEAR),
            ..SmoothingModel::default()
        };
        let smoothed = fit_smoothing(self.series, model)?;
        let sum = smoothed.forecast_sum(self.lag + 1, self.lag + YEAR, 0.5)?;
        Some((sum.value, sum.variance?.sqrt(), ForecastMethod::HoltWinters))
    }

    /// Along Sen's line, each calendar month off it by the median of its past.
    ///
    /// The variance of the year's sum is that of its months (with Hamed and Rao's factor), that of
    /// the medians of the seasons, and that of the slope over the distance in years.
    fn along(&self, slope: SenSlope) -> Option<Sum> {
        let monthly = slope.slope / YEAR as f64;
        let at = |step: usize| slope.intercept + monthly * step as f64;
        let mut seasons = vec![Vec::new(); YEAR];
        for &(step, value) in self.series.points() {
            seasons[step % YEAR].push(value - at(step));
        }
        let medians: Vec<Option<f64>> = seasons.iter().map(|season| median(season)).collect();
        // A calendar month that is not known lies off the line as the others do on average.
        let known: Vec<f64> = medians.iter().copied().flatten().collect();
        let usual = known.iter().sum::<f64>() / known.len() as f64;
        let off = |step: usize| medians[step % YEAR].unwrap_or(usual);
        let first = self.series.len() + self.lag;
        let value = (first..first + YEAR).map(|step| at(step) + off(step)).sum();
        let squares: f64 = self
            .series
            .points()
            .iter()
            .map(|&(step, value)| (value - at(step) - off(step)).powi(2))
            .sum();
        // The line and a median for each calendar month were taken from the values.
        let freedom = self
            .series
            .known()
            .checked_sub(YEAR + 1)
            .filter(|&left| left > 0)?;
        let variance = squares / freedom as f64 * self.inflation;
        let z = normal_quantile(1.0 - self.rule.significance / 2.0)? * self.inflation.sqrt();
        let slope_deviation = slope.interval.map_or(0.0, |ends| ends.width() / (2.0 * z));
        let middle = |from: usize, steps: usize| from as f64 + (steps as f64 - 1.0) / 2.0;
        let years = (middle(first, YEAR) - middle(0, self.series.len())) / YEAR as f64;
        let past = self.series.known() as f64 / YEAR as f64;
        let sum = YEAR as f64 * variance * (1.0 + 1.0 / past)
            + (YEAR as f64 * years * slope_deviation).powi(2);
        Some((value, sum.sqrt(), ForecastMethod::SenLine))
    }
}
