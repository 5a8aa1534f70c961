//! Values that follow each other are alike: what that does to the variance of Kendall's score.

use super::Series;
use super::mann_kendall::{MannKendall, Sum, mann_kendall};
use super::score::score;
use super::seasonal::{seasonal_sen_slope, sum_of};
use super::slope::sen_slope;
use crate::statistics::ranks::ranks;
use crate::statistics::{median, normal_quantile};

/// More known values than this are refused: every lag looks at every value.
const AT_MOST: usize = 6_000;

/// Residuals that differ by less than this share of the largest value differ by rounding only.
const ROUNDING: f64 = 1e-9;

/// Mann–Kendall's test with the variance of Hamed & Rao (1998) for values that are alike to those
/// before them: variance × (1 + 2 ÷ (n(n − 1)(n − 2)) Σ (n − i)(n − i − 1)(n − i − 2) ρᵢ), where ρᵢ
/// is the autocorrelation at lag i of the ranks after [Sen's slope](super::sen_slope) is taken off,
/// and counts only if it lies outside ± z ÷ √n for the two-sided significance.
///
/// `lags` limits how far back is looked (Hamed and Rao look at three); `None` looks at all. Values
/// that are not known keep their place: a lag is a distance in time. To let the known values follow
/// each other, as R's `modifiedmk::mmkh` does, pass them without gaps.
///
/// `None` as for [`mann_kendall`], for a significance that does not lie strictly between 0 and 1,
/// for more than 6,000 known values, or if the corrected variance is not above zero.
///
/// ```
/// use mahir::statistics::series::{Series, hamed_rao, mann_kendall};
///
/// let swings: Vec<f64> = (0..60).map(|step| f64::from(step) + 20.0 * (f64::from(step) / 9.0).sin()).collect();
/// let series = Series::of(&swings).unwrap();
/// let corrected = hamed_rao(&series, Some(3), 0.05).unwrap();
/// assert!(corrected.variance_inflation > 1.0);
/// assert!(corrected.p_value > mann_kendall(&series).unwrap().p_value);
/// ```
pub fn hamed_rao(series: &Series, lags: Option<usize>, significance: f64) -> Option<MannKendall> {
    let test = mann_kendall(series)?;
    let slope = sen_slope(series, 0.5)?.slope;
    let residuals: Vec<(usize, f64)> = series
        .points()
        .iter()
        // Counted from 1, so that rounding makes and breaks ties as it does in pymannkendall.
        .map(|&(step, value)| (step, value - (step + 1) as f64 * slope))
        .collect();
    let inflation = inflation(&residuals, 0.0, lags, significance)?;
    let sum = Sum::of([score(&series.values())]);
    MannKendall::of(&sum, test.variance * inflation, true).map(|test| MannKendall {
        variance_inflation: inflation,
        ..test
    })
}

/// [`seasonal_mann_kendall`](super::seasonal_mann_kendall) with the variance multiplied by Hamed
/// and Rao's factor, taken from the ranks of what is left when [the seasonal
/// slope](super::seasonal_sen_slope) and each season's median are taken off, and never below one.
///
/// This is the test for a few years of months: the covariances of
/// [`correlated_seasonal_mann_kendall`](super::correlated_seasonal_mann_kendall) need ten years and
/// more. It is a combination of both papers rather than either of them; that the factor never
/// shrinks the variance keeps it on the careful side.
///
/// `None` as for [`seasonal_mann_kendall`](super::seasonal_mann_kendall) and [`hamed_rao`].
pub fn seasonal_hamed_rao(
    series: &Series,
    period: usize,
    lags: Option<usize>,
    significance: f64,
) -> Option<MannKendall> {
    let sum = sum_of(series, period)?;
    let slope = seasonal_sen_slope(series, period, 0.5)?.slope / period as f64;
    let flat = |&(step, value): &(usize, f64)| (step, value - slope * step as f64);
    let flat: Vec<(usize, f64)> = series.points().iter().map(flat).collect();
    let mut seasons = vec![Vec::new(); period.min(series.len())];
    for &(step, value) in &flat {
        seasons.get_mut(step % period)?.push(value);
    }
    let medians: Vec<f64> = seasons
        .iter()
        .map(|season| median(season).unwrap_or(0.0))
        .collect();
    let residuals: Vec<(usize, f64)> = flat
        .into_iter()
        .map(|(step, value)| (step, value - medians[step % period]))
        .collect();
    // Without any spread left there is nothing to be alike.
    let scale = values_at_most(series);
    let inflation = inflation(&residuals, ROUNDING * scale, lags, significance)
        .unwrap_or(1.0)
        .max(1.0);
    if !(significance > 0.0 && significance < 1.0) || series.known() > AT_MOST {
        return None;
    }
    MannKendall::of(&sum, sum.variance * inflation, true).map(|test| MannKendall {
        variance_inflation: inflation,
        ..test
    })
}

/// The largest value, whatever its sign.
fn values_at_most(series: &Series) -> f64 {
    let values = series.points().iter();
    values.fold(0.0, |most, (_, value)| most.max(value.abs()))
}

/// Hamed and Rao's factor for residuals at steps; `None` without spread.
fn inflation(
    residuals: &[(usize, f64)],
    tolerance: f64,
    lags: Option<usize>,
    significance: f64,
) -> Option<f64> {
    let count = residuals.len();
    let within = significance > 0.0 && significance < 1.0;
    if !within || !(4..=AT_MOST).contains(&count) {
        return None;
    }
    let values: Vec<f64> = residuals.iter().map(|&(_, value)| value).collect();
    if values.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let (ranks, _) = ranks(&values, tolerance);
    let n = count as f64;
    let mean = (n + 1.0) / 2.0;
    let squares: f64 = ranks.iter().map(|rank| (rank - mean) * (rank - mean)).sum();
    if squares <= 0.0 {
        return None;
    }
    let bound = normal_quantile(1.0 - significance / 2.0)? / n.sqrt();
    let mut sum = 0.0;
    for lag in 1..count.min(lags.map_or(count, |lags| lags.saturating_add(1))) {
        let mut products = 0.0;
        let mut later = lag;
        for (earlier, &(step, _)) in residuals.iter().enumerate() {
            // The known values are in order, so the partner only moves on.
            while later < count && residuals[later].0 < step + lag {
                later += 1;
            }
            if later < count && residuals[later].0 == step + lag {
                products += (ranks[earlier] - mean) * (ranks[later] - mean);
            }
        }
        let correlation = products / squares;
        if correlation.abs() > bound {
            let left = n - lag as f64;
            sum += left * (left - 1.0) * (left - 2.0) * correlation;
        }
    }
    Some(1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum)
}
