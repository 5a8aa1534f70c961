//! Where a service's volume goes: the verdict, the growth, and what to expect.

mod expected;
mod history;

use serde::{Deserialize, Serialize};

use super::{Autocorrelation, DemandRule};
use crate::service::Volume;
use crate::statistics::Interval;
use crate::statistics::series::{
    MannKendall, SenSlope, Series, correlated_seasonal_mann_kendall, seasonal_hamed_rao,
    seasonal_mann_kendall, seasonal_sen_slope,
};
use crate::statistics::{normal_cdf, normal_quantile};
use crate::words::measure::Month;

use history::History;

/// Months in a year, which is the period of all series here.
const YEAR: usize = 12;
/// So far back Hamed and Rao look for values that are alike.
const LAGS: usize = 3;

/// Where a service's volume is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// More is asked for.
    Rising,
    /// About the same.
    Steady,
    /// Less is asked for.
    Falling,
    /// It cannot be told; [`Unclear`] says why.
    CannotTell,
}

/// Why it cannot be told where a volume is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unclear {
    /// No month is known.
    NoMonths,
    /// The last known month is more than a year ago.
    OutOfDate,
    /// Too few calendar months are known in both of the last two years.
    TooFewMonths,
    /// The months scatter too much: the interval of the growth holds both growth and none.
    TooUneven,
}

/// How the expected volume was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastMethod {
    /// Holt–Winters smoothing with additive seasons.
    HoltWinters,
    /// Sen's line with the medians of the seasons around it.
    SenLine,
    /// All known months are equal, and are carried on.
    Constant,
}

/// A number of cases and where it may lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// Cases.
    pub volume: u64,
    /// Not less than so many, with the confidence of the rule.
    pub low: u64,
    /// Not more than so many.
    pub high: u64,
    /// How they were found.
    pub method: ForecastMethod,
}

/// What the volumes of a service say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct VolumeTrend {
    /// Months before `as_of` whose count is known.
    pub(super) months_known: u32,
    /// Cases in the year before the last; months that are not known count as the mean of those
    /// that are. `None` if too few are known.
    pub(super) before: Option<u64>,
    /// Cases in the last year, likewise.
    pub(super) now: Option<u64>,
    /// Cases in the twelve months that start with the month of `as_of`.
    pub(super) expected: Option<Expected>,
    /// Growth a year as a share of the year before the last; `None` if it has no figure.
    pub(super) growth: Option<f64>,
    /// Where the growth lies.
    pub(super) growth_interval: Option<Interval>,
    /// The probability of such a trend, or a stronger one, if there is none.
    pub(super) p_value: Option<f64>,
    /// What the variance of the test was multiplied with.
    pub(super) inflation: Option<f64>,
    /// The last month before the level changed, if it changed at once rather than bit by bit.
    pub(super) changed_after: Option<Month>,
    /// Where it is going.
    pub(super) trend: Trend,
    /// Why that cannot be told.
    pub(super) unclear: Option<Unclear>,
    /// Cases a month in the month of `as_of`, seasons taken out, and their change each month.
    pub(super) line: Option<(f64, f64)>,
}

impl VolumeTrend {
    fn unclear(self, why: Unclear) -> Self {
        Self {
            trend: Trend::CannotTell,
            unclear: Some(why),
            ..self
        }
    }
}

/// Judges the volumes that were over before the month of `as_of`.
pub(super) fn judge(volumes: &[Volume], as_of: Month, rule: &DemandRule) -> VolumeTrend {
    let history = History::of(volumes, as_of, rule);
    let result = VolumeTrend {
        months_known: history.months_known,
        before: None,
        now: None,
        expected: None,
        growth: None,
        growth_interval: None,
        p_value: None,
        inflation: None,
        changed_after: None,
        trend: Trend::CannotTell,
        unclear: None,
        line: None,
    };
    let Some(last) = history.last else {
        return result.unclear(Unclear::NoMonths);
    };
    // Zero when the last month that is over is known.
    let lag = as_of.number() - 1 - last.number();
    if lag > history::STALE_AFTER_MONTHS {
        return result.unclear(Unclear::OutOfDate);
    }
    let result = VolumeTrend {
        before: history.before,
        now: history.now,
        ..result
    };
    let enough = history.pairs >= rule.months_required;
    let (Some(now), Some(series)) = (history.now.filter(|_| enough), &history.series) else {
        return result.unclear(Unclear::TooFewMonths);
    };
    let lag = usize::try_from(lag).unwrap_or(0);
    let judged = Judged::of(series, now as f64 / YEAR as f64, rule);
    let mut result = VolumeTrend {
        growth: judged.growth.map(six_decimals),
        growth_interval: judged.growth_interval,
        p_value: judged.p_value,
        inflation: judged.inflation,
        trend: judged.trend(rule),
        ..result
    };
    if result.trend == Trend::CannotTell {
        return result.unclear(Unclear::TooUneven);
    }
    let ahead = expected::Ahead {
        series,
        slope: judged.slope,
        now,
        lag,
        rule,
        inflation: judged.inflation.unwrap_or(1.0),
    };
    result.expected = ahead.year();
    result.line = Some(ahead.line());
    if matches!(result.trend, Trend::Rising | Trend::Falling) {
        result.changed_after = history::jump(series, judged.slope.map_or(0.0, |s| s.slope), rule)
            .and_then(|step| history.first.map(|first| first.plus(step)));
    }
    result
}

/// To six decimals, so that a share reads as it was meant.
fn six_decimals(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}

/// The test and the slope of a series.
struct Judged {
    constant: bool,
    slope: Option<SenSlope>,
    growth: Option<f64>,
    growth_interval: Option<Interval>,
    p_value: Option<f64>,
    inflation: Option<f64>,
}

impl Judged {
    /// Of a series, and the mean month of its last year.
    fn of(series: &Series, level: f64, rule: &DemandRule) -> Self {
        let points = series.points();
        let constant = points.windows(2).all(|pair| pair[0].1 == pair[1].1);
        if constant {
            return Self {
                constant,
                slope: None,
                growth: Some(0.0),
                growth_interval: Interval::new(0.0, 0.0),
                p_value: None,
                inflation: None,
            };
        }
        let test = test(series, rule);
        let inflation = test.map_or(1.0, |test| test.variance_inflation);
        // A wider variance widens the interval of the slope by its root.
        let confidence = normal_quantile(1.0 - rule.significance / 2.0)
            .map(|z| 2.0 * normal_cdf(z * inflation.sqrt()) - 1.0)
            .filter(|confidence| *confidence < 1.0);
        let slope = confidence.and_then(|confidence| seasonal_sen_slope(series, YEAR, confidence));
        // The growth of a year on the level of the year before.
        let growth = |slope: f64| (level > slope).then(|| slope / (level - slope));
        Self {
            constant,
            growth: slope.and_then(|slope| growth(slope.slope)),
            growth_interval: slope
                .and_then(|slope| slope.interval)
                .and_then(|ends| Interval::new(growth(ends.low)?, growth(ends.high)?)),
            slope,
            p_value: test.map(|test| test.p_value),
            inflation: test.map(|test| test.variance_inflation),
        }
    }

    fn trend(&self, rule: &DemandRule) -> Trend {
        if self.constant {
            return Trend::Steady;
        }
        let significant = self.p_value.is_some_and(|p| p <= rule.significance);
        let slope = self.slope.map_or(0.0, |slope| slope.slope);
        // Just at the threshold is there, whatever the last bit says.
        let at_least = |growth: f64| growth >= rule.rising_from - 1e-9;
        // From nothing a service rises without a figure.
        if significant && slope > 0.0 && self.growth.is_none_or(at_least) {
            return Trend::Rising;
        }
        if significant && slope < 0.0 && self.growth.is_some_and(|growth| at_least(-growth)) {
            return Trend::Falling;
        }
        let within = |interval: Interval| {
            -rule.steady_within < interval.low && interval.high < rule.steady_within
        };
        if self.growth_interval.is_some_and(within) {
            Trend::Steady
        } else {
            Trend::CannotTell
        }
    }
}

fn test(series: &Series, rule: &DemandRule) -> Option<MannKendall> {
    match rule.autocorrelation {
        Autocorrelation::HamedRao => {
            seasonal_hamed_rao(series, YEAR, Some(LAGS), rule.significance)
        }
        Autocorrelation::CorrelatedSeasons => correlated_seasonal_mann_kendall(series, YEAR),
        Autocorrelation::Ignore => seasonal_mann_kendall(series, YEAR),
    }
}

#[cfg(test)]
mod tests;
