//! The weights and the first state that leave the least squares.

use super::super::seasonal::seasonal_sen_slope;
use super::super::slope::sen_slope;
use super::search::search;
use super::{
    Season, SeasonalUpdate, Series, Smoothing, SmoothingModel, SmoothingState, SmoothingWeights,
    fits, smooth,
};

/// Steps of the search from each start, and of the search that goes on from the best of them.
const FIRST_STEPS: usize = 15;
const STEPS: usize = 200;
/// A longer period than this is refused: every season is a number to fit.
const PERIOD_AT_MOST: usize = 60;
/// More known values than this are refused.
const AT_MOST: usize = 6_000;
/// Where searches start: α, β and γ. The first is next to a line with fixed seasons, which is the
/// best there is for many series, and lies at an end that others reach slowly.
const STARTS: [[f64; 3]; 6] = [
    [0.001, 0.001, 0.001],
    [0.3, 0.1, 0.1],
    [0.8, 0.05, 0.05],
    [0.1, 0.3, 0.3],
    [0.5, 0.01, 0.4],
    [0.35, 0.3, 0.97],
];
/// The search goes on from so many of them.
const KEPT: usize = 2;

/// Smooths a series with the weights and the state before step 0 that leave the least sum of
/// squared one-step errors.
///
/// The search is Levenberg's and Marquardt's (1963), from six fixed starts, and goes on from the
/// best two of them: the same input gives the same result on every machine that follows IEEE 754. Weights stay
/// in 0 < α < 1, 0 < β < 1 and 0 < γ < 1 − α (0 < γ < 1 for [`SeasonalUpdate::CurrentLevel`]),
/// inside which additive models forecast stably (Hyndman et al. 2008, 10.1). Seasons add up to
/// zero, or have the mean one.
///
/// The squares have more than one valley; on 120 made-up monthly series the result was within 1 %
/// of what statsmodels leaves, but for series with multiplicative seasons that fall to nearly
/// nothing, which mostly have no fit here.
///
/// `None` as for [`smooth`](super::smooth); for fewer known values than two more than the numbers
/// to fit; if a season has fewer than two known values; for a period longer than 60; or for more
/// than 6,000 known values.
///
/// ```
/// use mahir::statistics::series::{Series, SmoothingModel, fit_smoothing};
///
/// let series = Series::of(&[10.0, 12.1, 13.9, 16.0, 18.1, 20.0, 21.9, 24.0]).unwrap();
/// let model = SmoothingModel { trend: true, ..Default::default() };
/// let next = fit_smoothing(&series, model).unwrap().forecast(1, 0.95).unwrap()[0];
/// assert!((next.value - 26.0).abs() < 0.2);
/// ```
pub fn fit_smoothing(series: &Series, model: SmoothingModel) -> Option<Smoothing> {
    let period = model.season.period();
    if period > PERIOD_AT_MOST || series.known() > AT_MOST || !fits(series, model.season) {
        return None;
    }
    let seasons = if model.season == Season::None {
        0
    } else {
        period
    };
    // Seasons add up to a constant, so one of them is not free.
    let parameters = 2 + 2 * usize::from(model.trend) + seasons;
    if series.known() < parameters + 2 {
        return None;
    }
    if seasons > 0
        && series
            .seasons(period)?
            .iter()
            .any(|season| season.known() < 2)
    {
        return None;
    }
    let line = first_state(series, model)?;
    let from = |point: Vec<f64>, steps: usize| search(series, model, point, steps);
    let from_all = |first: &SmoothingState| -> Vec<(f64, Vec<f64>)> {
        let starts = STARTS.iter();
        starts
            .filter_map(|&start| from(pack(model, start, first), FIRST_STEPS))
            .collect()
    };
    let mut found = from_all(&line);
    if found.is_empty() {
        // A line that falls below zero carries no multiplicative seasons; the first periods do.
        found = from_all(&first_periods(series, period, seasons)?);
    }
    // Stable, so of equal ones the earlier start stays first; all squares are finite.
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.truncate(KEPT);
    let (_, point) = found
        .into_iter()
        .filter_map(|(_, point)| from(point, STEPS))
        .min_by(|one, other| one.0.total_cmp(&other.0))?;
    let (weights, initial) = unpack(model, &point);
    let initial = normalised(model.season, initial);
    let found = smooth(series, model, weights, initial)?;
    Some(Smoothing {
        parameters,
        ..found
    })
}

/// A line through the series and the seasons around it.
fn first_state(series: &Series, model: SmoothingModel) -> Option<SmoothingState> {
    let period = model.season.period();
    let line = if model.trend {
        let line = match model.season {
            Season::None => sen_slope(series, 0.5)?,
            _ => seasonal_sen_slope(series, period, 0.5)?,
        };
        (line.intercept, line.slope / period as f64)
    } else {
        let points = series.points();
        let mean = points
            .iter()
            .map(|(_, value)| value / points.len() as f64)
            .sum();
        (mean, 0.0)
    };
    let at = |step: usize| line.0 + line.1 * step as f64;
    let mut seasons = Vec::new();
    if model.season != Season::None {
        let mut sums = vec![(0.0, 0.0); period];
        for &(step, value) in series.points() {
            let sum = &mut sums[step % period];
            let level = at(step);
            sum.0 += match model.season {
                Season::Multiplicative(_) if level > 0.0 => value / level,
                Season::Multiplicative(_) => 1.0,
                _ => value - level,
            };
            sum.1 += 1.0;
        }
        seasons = sums.into_iter().map(|(sum, count)| sum / count).collect();
    }
    let level = line.0 - line.1;
    let level = match model.season {
        Season::Multiplicative(_) => level.max(f64::MIN_POSITIVE.sqrt()),
        _ => level,
    };
    Some(SmoothingState {
        level,
        trend: line.1,
        seasons,
    })
}

/// The level of the first period, its change to the second, and the seasons of the first.
fn first_periods(series: &Series, period: usize, seasons: usize) -> Option<SmoothingState> {
    let mean = |number: usize| {
        let points = series.points().iter();
        let own = points.filter(|(step, _)| step / period == number);
        let (sum, count) = own.fold((0.0, 0.0), |(sum, count), (_, value)| {
            (sum + value, count + 1.0)
        });
        (count > 0.0).then_some(sum / count)
    };
    let (first, second) = (mean(0)?, mean(1)?);
    let mut ratios = vec![1.0; seasons];
    let points = series.points().iter();
    for &(step, value) in points.take_while(|(step, _)| *step < period) {
        if let Some(ratio) = ratios.get_mut(step) {
            *ratio = value / first;
        }
    }
    Some(SmoothingState {
        level: first,
        trend: (second - first) / period as f64,
        seasons: ratios,
    })
}

/// Seasons that add up to zero, or have the mean one; the level makes up for it.
fn normalised(season: Season, mut state: SmoothingState) -> SmoothingState {
    let count = state.seasons.len() as f64;
    let mean = state.seasons.iter().sum::<f64>() / count;
    match season {
        Season::Additive(_) => {
            state.seasons.iter_mut().for_each(|season| *season -= mean);
            state.level += mean;
        }
        Season::Multiplicative(_) if mean > 0.0 => {
            state.seasons.iter_mut().for_each(|season| *season /= mean);
            state.level *= mean;
            state.trend *= mean;
        }
        _ => {}
    }
    state
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

/// All numbers to fit in one list; weights on a scale without ends.
fn pack(model: SmoothingModel, start: [f64; 3], state: &SmoothingState) -> Vec<f64> {
    let mut point = vec![logit(start[0])];
    if model.trend {
        point.push(logit(start[1]));
    }
    if model.season != Season::None {
        point.push(logit(start[2]));
    }
    point.push(state.level);
    if model.trend {
        point.push(state.trend);
    }
    point.extend_from_slice(&state.seasons);
    point
}

/// The weights and the state that a list holds.
pub(super) fn unpack(model: SmoothingModel, point: &[f64]) -> (SmoothingWeights, SmoothingState) {
    let mut values = point.iter().copied();
    let mut next = || values.next().unwrap_or(0.0);
    // Beyond ±15 a weight is 0 or 1 to six digits, and its slope is lost.
    let weight = |x: f64| logistic(x.clamp(-15.0, 15.0));
    let level = weight(next());
    let trend = if model.trend { weight(next()) } else { 0.0 };
    let season = match (model.season, model.update) {
        (Season::None, _) => 0.0,
        (_, SeasonalUpdate::PreviousLevel) => (1.0 - level) * weight(next()),
        (_, SeasonalUpdate::CurrentLevel) => weight(next()),
    };
    let weights = SmoothingWeights {
        level,
        trend,
        season,
    };
    let state = SmoothingState {
        level: next(),
        trend: if model.trend { next() } else { 0.0 },
        seasons: values.collect(),
    };
    (weights, state)
}
