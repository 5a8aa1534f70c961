//! Mann–Kendall's test and Sen's slope for series with seasons.

use super::Series;
use super::mann_kendall::{AT_LEAST, MannKendall, Sum};
use super::score::score;
use super::slope::{self, SenSlope};
use crate::statistics::ranks::ranks;

/// Mann–Kendall's test season by season (Hirsch, Slack & Smith 1982): S and its variance are the
/// sums over the seasons, so that December is compared with Decembers only. The season of step i
/// is i modulo the period: 12 for months.
///
/// Values that are not known are left out of their season, which keeps its other pairs. Ties are
/// allowed for. `None` for fewer than four known values, for a period of no step, or if no season
/// has two different values.
///
/// It takes values that follow each other as independent; where they are not,
/// [`seasonal_hamed_rao`](super::seasonal_hamed_rao) and [`correlated_seasonal_mann_kendall`] make
/// up for it.
///
/// ```
/// use mahir::statistics::series::{Series, seasonal_mann_kendall};
///
/// // Quarters of three years; the fourth quarter is always high.
/// let series = Series::of(&[2.0, 3.0, 4.0, 9.0, 3.0, 5.0, 5.0, 11.0, 4.0, 6.0, 7.0, 12.0]).unwrap();
/// let test = seasonal_mann_kendall(&series, 4).unwrap();
/// // Three rising pairs in each of four seasons.
/// assert_eq!((test.s, test.tau_a), (12, 1.0));
/// ```
pub fn seasonal_mann_kendall(series: &Series, period: usize) -> Option<MannKendall> {
    let sum = sum_of(series, period)?;
    MannKendall::of(&sum, sum.variance, true)
}

pub(super) fn sum_of(series: &Series, period: usize) -> Option<Sum> {
    let seasons = series.seasons(period)?;
    (series.known() >= AT_LEAST)
        .then(|| Sum::of(seasons.iter().map(|season| score(&season.values()))))
}

/// Mann–Kendall's test season by season, where the seasons of a period may be alike: the variance
/// of S takes the covariances of the seasons' scores as well (Dietz & Killeen 1981, Hirsch & Slack
/// 1984; as in R's `trend::csmk.test` and `pymannkendall.correlated_seasonal_test`).
///
/// The covariance of two seasons is (K + 4 Σ RᵢRⱼ − n(n + 1)²) ÷ 3 over the n periods of which
/// every season is known; other periods are left out. z goes without the correction by one.
/// Hirsch and Slack ask for ten periods or more: with few periods the covariances are mostly
/// noise. `None` for fewer than two whole periods, fewer than four known values, or a variance
/// that is not above zero.
pub fn correlated_seasonal_mann_kendall(series: &Series, period: usize) -> Option<MannKendall> {
    let seasons = series.seasons(period)?;
    let whole = whole_periods(&seasons, period)?;
    let known = whole.len() * period;
    if whole.len() < 2 || !(AT_LEAST..=100_000).contains(&known) {
        return None;
    }
    let columns: Vec<Vec<f64>> = seasons
        .iter()
        .map(|season| {
            let points = season.points();
            let at = |step: &usize| points.binary_search_by_key(step, |&(step, _)| step).ok();
            whole.iter().filter_map(at).map(|at| points[at].1).collect()
        })
        .collect();
    let sum = Sum::of(columns.iter().map(|column| score(column)));
    let ranks: Vec<Vec<f64>> = columns.iter().map(|column| ranks(column, 0.0).0).collect();
    let mut variance = 0.0;
    for one in 0..period {
        for other in 0..=one {
            let covariance = covariance(
                (&columns[one], &ranks[one]),
                (&columns[other], &ranks[other]),
            );
            variance += if one == other {
                covariance
            } else {
                2.0 * covariance
            };
        }
    }
    MannKendall::of(&sum, variance, false)
}

/// The steps at which every season is known; `None` if there are fewer seasons than the period.
fn whole_periods(seasons: &[Series], period: usize) -> Option<Vec<usize>> {
    let first = seasons.first().filter(|_| seasons.len() == period)?;
    let known = |step: usize| {
        seasons.iter().all(|season| {
            season
                .points()
                .binary_search_by_key(&step, |&(step, _)| step)
                .is_ok()
        })
    };
    Some(
        first
            .points()
            .iter()
            .map(|&(step, _)| step)
            .filter(|&step| known(step))
            .collect(),
    )
}

fn covariance((x, ranks_x): (&[f64], &[f64]), (y, ranks_y): (&[f64], &[f64])) -> f64 {
    let n = x.len() as f64;
    let mut k = 0.0;
    for after in 0..x.len() {
        for before in 0..after {
            k += sign(x[after], x[before]) * sign(y[after], y[before]);
        }
    }
    let products: f64 = ranks_x
        .iter()
        .zip(ranks_y)
        .map(|(one, other)| one * other)
        .sum();
    (k + 4.0 * products - n * (n + 1.0) * (n + 1.0)) / 3.0
}

fn sign(after: f64, before: f64) -> f64 {
    f64::from(i8::from(after > before) - i8::from(after < before))
}

/// Sen's slope season by season, a change per period: the median of the slopes between all pairs
/// of known values of one season (Hirsch, Slack & Smith 1982), with Gilbert's (1987, 17.3) interval
/// from the summed variances of S, rounded as for [`sen_slope`](super::sen_slope).
///
/// A value that is not known keeps its place in time, so a pair two years apart counts as two
/// years. (pymannkendall before 1.4.3 dropped periods with a missing season first and then counted
/// the rest as if they followed each other, which makes slopes too steep; 1.4.3 agrees with this
/// function.)
///
/// `None` if no season has two known values, for a period of no step, and as for
/// [`sen_slope`](super::sen_slope).
pub fn seasonal_sen_slope(series: &Series, period: usize, confidence: f64) -> Option<SenSlope> {
    let seasons = series.seasons(period)?;
    slope::of(series, &seasons, period as f64, confidence)
}
