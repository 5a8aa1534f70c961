//! Theil's and Sen's slope with its interval.

use serde::{Deserialize, Serialize};

use super::Series;
use super::score::score;
use crate::statistics::order::median_of_sorted;
use crate::statistics::{Interval, median, normal_quantile};

/// More known values than this are refused, for their pairs would take too much memory.
const AT_MOST: usize = 6_000;

/// The slope of a series.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SenSlope {
    /// The median of the slopes between all pairs: a change per step, or per period for a series
    /// with seasons.
    pub slope: f64,
    /// The line at step 0: median of the values − slope × median of their steps (Conover 1980).
    pub intercept: f64,
    /// Where the slope lies with the confidence that was asked for; `None` if there are too few
    /// values for that confidence.
    pub interval: Option<Interval>,
    /// How many pairs there are.
    pub pairs: usize,
}

/// Theil–Sen's slope per step: the median of (xⱼ − xᵢ) ÷ (j − i) over all pairs of known values
/// (Theil 1950, Sen 1968). A value that is not known keeps its place, so the slope is a change per
/// step of time, not per known value.
///
/// The interval is Gilbert's (1987, 16.4.2): with N pairs and C = z √(variance of S, ties
/// included), from the slope of rank (N − C) ÷ 2 to that of rank (N + C) ÷ 2 + 1, each rounded to
/// the nearest rank (half to even), as R's `trend::sens.slope` and `scipy.stats.theilslopes` do.
/// Where those ranks do not exist, there is no interval; the smallest and the largest slope would
/// promise too much.
///
/// `None` for fewer than two known values or more than 6,000, for a slope that is not finite, and
/// for a confidence that does not lie strictly between 0 and 1.
///
/// ```
/// use mahir::statistics::series::{Series, sen_slope};
///
/// let series = Series::of(&[1.0, 2.0, 4.0, 3.0, 6.0, 7.0, 8.0, 11.0]).unwrap();
/// let slope = sen_slope(&series, 0.95).unwrap();
/// let interval = slope.interval.unwrap();
/// assert!(interval.low < slope.slope && slope.slope < interval.high);
/// ```
pub fn sen_slope(series: &Series, confidence: f64) -> Option<SenSlope> {
    of(series, std::slice::from_ref(series), 1.0, confidence)
}

/// The slope over the pairs within each season; a season's steps are whole periods.
pub(super) fn of(
    series: &Series,
    seasons: &[Series],
    period: f64,
    confidence: f64,
) -> Option<SenSlope> {
    if !(confidence > 0.0 && confidence < 1.0) || series.known() > AT_MOST {
        return None;
    }
    let mut slopes = Vec::new();
    let mut variance = 0.0;
    for season in seasons {
        let points = season.points();
        for (after, &(later, high)) in points.iter().enumerate() {
            let before = points[..after].iter();
            slopes.extend(before.map(|&(earlier, low)| (high - low) / (later - earlier) as f64));
        }
        variance += score(&season.values()).variance;
    }
    if slopes.is_empty() || slopes.iter().any(|slope| !slope.is_finite()) {
        return None;
    }
    slopes.sort_unstable_by(f64::total_cmp);
    let slope = median_of_sorted(&slopes)?;
    let values = series.values();
    let steps: Vec<f64> = series
        .points()
        .iter()
        .map(|&(step, _)| step as f64)
        .collect();
    let intercept = median(&values)? - slope * median(&steps)? / period;
    let margin = normal_quantile(0.5 + confidence / 2.0)? * variance.sqrt();
    let pairs = slopes.len();
    let low = ((pairs as f64 - margin) / 2.0).round_ties_even();
    let high = ((pairs as f64 + margin) / 2.0).round_ties_even() + 1.0;
    let interval = if low >= 1.0 && high <= pairs as f64 {
        Interval::new(slopes[low as usize - 1], slopes[high as usize - 1])
    } else {
        None
    };
    intercept.is_finite().then_some(SenSlope {
        slope,
        intercept,
        interval,
        pairs,
    })
}
