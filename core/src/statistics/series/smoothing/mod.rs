//! Exponential smoothing: simple (Brown), with a trend (Holt 1957), with seasons (Winters 1960).

mod fit;
mod forecast;
mod lanes;
mod search;
mod solve;

use serde::{Deserialize, Serialize};

use super::Series;

pub use fit::fit_smoothing;
pub use forecast::Forecast;

/// How seasons enter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// Not at all.
    #[default]
    None,
    /// So much more or less than the level, with a period of so many steps.
    Additive(usize),
    /// So many times the level, with a period of so many steps; all values above zero.
    Multiplicative(usize),
}

impl Season {
    /// The steps of a period; one without seasons.
    const fn period(self) -> usize {
        match self {
            Self::None => 1,
            Self::Additive(period) | Self::Multiplicative(period) => period,
        }
    }
}

/// Which level a season is compared with when it is updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeasonalUpdate {
    /// With the level and trend before the new value was seen (Hyndman & Athanasopoulos;
    /// statsmodels).
    #[default]
    PreviousLevel,
    /// With the level that has seen the new value (Winters 1960; R's `HoltWinters`).
    CurrentLevel,
}

/// Which parts a series is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmoothingModel {
    /// Whether there is a trend, a change of the level per step.
    pub trend: bool,
    /// How seasons enter.
    pub season: Season,
    /// How seasons are updated.
    pub update: SeasonalUpdate,
}

/// How fast each part follows new values: 0 never, 1 at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SmoothingWeights {
    /// α, of the level.
    pub level: f64,
    /// β, of the trend: b ← β (new level − old level) + (1 − β) b.
    pub trend: f64,
    /// γ, of the seasons.
    pub season: f64,
}

/// The parts at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SmoothingState {
    /// The level.
    pub level: f64,
    /// Its change per step; 0 without a trend.
    pub trend: f64,
    /// The seasons: of step i that at i modulo the period; empty without seasons.
    pub seasons: Vec<f64>,
}

/// A smoothed series, which can be carried on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Smoothing {
    /// The parts it is made of.
    pub model: SmoothingModel,
    /// How fast they follow.
    pub weights: SmoothingWeights,
    /// The state before step 0.
    pub initial: SmoothingState,
    /// The state after the last step.
    pub last: SmoothingState,
    /// What was expected at each step before its value was seen.
    pub fitted: Vec<f64>,
    /// The sum of the squared differences between the known values and what was expected.
    pub sum_of_squares: f64,
    /// The sum of the squared differences relative to what was expected; of multiplicative models.
    pub relative_sum_of_squares: Option<f64>,
    /// How many values were known.
    pub known: usize,
    /// How many numbers were fitted to them: weights and state; 0 if they were given.
    pub parameters: usize,
}

/// Smooths a series with weights and a state that are given:
///
/// level l ← α (x − s) + (1 − α)(l + b), trend b ← β (l − l before) + (1 − β) b, season s ← γ (x −
/// (l + b) before) + (1 − γ) s; with multiplicative seasons x ÷ s and x ÷ (l + b) take the places
/// of the differences. (For [`SeasonalUpdate::CurrentLevel`] the season is compared with the new
/// level.) A value that is not known is taken as what was expected.
///
/// `None` for a series without known values, weights outside 0 to 1, seasons that are not as many
/// as the period, values or states that are not finite, and with multiplicative seasons for values
/// that are not above zero or a level that leaves the positive numbers.
///
/// ```
/// use mahir::statistics::series::{Series, SmoothingModel, SmoothingState, SmoothingWeights, smooth};
///
/// let series = Series::of(&[3.0, 5.0, 4.0]).unwrap();
/// let weights = SmoothingWeights { level: 0.5, ..Default::default() };
/// let initial = SmoothingState { level: 4.0, ..Default::default() };
/// let smoothed = smooth(&series, SmoothingModel::default(), weights, initial).unwrap();
/// assert_eq!(smoothed.fitted, [4.0, 3.5, 4.25]);
/// assert_eq!(smoothed.forecast(1, 0.95).unwrap()[0].value, 4.125);
/// ```
pub fn smooth(
    series: &Series,
    model: SmoothingModel,
    weights: SmoothingWeights,
    initial: SmoothingState,
) -> Option<Smoothing> {
    let seasons = if model.season == Season::None {
        0
    } else {
        model.season.period()
    };
    let within = |weight: f64| (0.0..=1.0).contains(&weight);
    let finite = initial.level.is_finite()
        && initial.trend.is_finite()
        && initial.seasons.iter().all(|season| season.is_finite());
    let valid = within(weights.level) && within(weights.trend) && within(weights.season);
    if !valid || !finite || initial.seasons.len() != seasons || !fits(series, model.season) {
        return None;
    }
    let mut last = initial.clone();
    let fitted = run(series, model, weights, &mut last)?;
    let errors = series
        .points()
        .iter()
        .map(|&(step, value)| (value - fitted[step], fitted[step]));
    let sum_of_squares: f64 = errors.clone().map(|(error, _)| error * error).sum();
    let relative: f64 = errors
        .map(|(error, expected)| (error / expected).powi(2))
        .sum();
    let multiplicative = matches!(model.season, Season::Multiplicative(_));
    if !sum_of_squares.is_finite() || (multiplicative && !relative.is_finite()) {
        return None;
    }
    Some(Smoothing {
        model,
        weights,
        initial,
        last,
        fitted,
        sum_of_squares,
        relative_sum_of_squares: multiplicative.then_some(relative),
        known: series.known(),
        parameters: 0,
    })
}

/// Whether a series can have such seasons.
fn fits(series: &Series, season: Season) -> bool {
    let positive = || series.points().iter().all(|&(_, value)| value > 0.0);
    series.known() > 0
        && match season {
            Season::None => true,
            Season::Additive(period) => period > 1,
            Season::Multiplicative(period) => period > 1 && positive(),
        }
}

/// What was expected at each step; the state is carried to the end of the series.
fn run(
    series: &Series,
    model: SmoothingModel,
    weights: SmoothingWeights,
    state: &mut SmoothingState,
) -> Option<Vec<f64>> {
    let (alpha, beta, gamma) = (weights.level, weights.trend, weights.season);
    let period = model.season.period();
    let mut points = series.points().iter().peekable();
    let mut fitted = Vec::with_capacity(series.len());
    // The place in the period, without dividing at every step.
    let mut next = 0;
    for step in 0..series.len() {
        let before = state.level + state.trend;
        let place = next;
        next = if next + 1 == period { 0 } else { next + 1 };
        let season = state.seasons.get(place).copied();
        let expected = match (model.season, season) {
            (Season::Additive(_), Some(season)) => before + season,
            (Season::Multiplicative(_), Some(season)) => before * season,
            _ => before,
        };
        if !expected.is_finite() {
            return None;
        }
        fitted.push(expected);
        let value = points
            .next_if(|&&(at, _)| at == step)
            .map(|&(_, value)| value);
        let Some(value) = value else {
            state.level = before;
            continue;
        };
        let old = state.level;
        state.level = match (model.season, season) {
            (Season::Additive(_), Some(season)) => {
                alpha * (value - season) + (1.0 - alpha) * before
            }
            (Season::Multiplicative(_), Some(season)) => {
                alpha * (value / season) + (1.0 - alpha) * before
            }
            _ => alpha * value + (1.0 - alpha) * before,
        };
        if model.trend {
            state.trend = beta * (state.level - old) + (1.0 - beta) * state.trend;
        }
        let against = match model.update {
            SeasonalUpdate::PreviousLevel => before,
            SeasonalUpdate::CurrentLevel => state.level,
        };
        if let Some(season) = state.seasons.get_mut(place) {
            *season = match model.season {
                Season::Multiplicative(_) if against <= 0.0 => return None,
                Season::Multiplicative(_) => gamma * (value / against) + (1.0 - gamma) * *season,
                _ => gamma * (value - against) + (1.0 - gamma) * *season,
            };
        }
    }
    (state.level.is_finite() && state.trend.is_finite()).then_some(fitted)
}
