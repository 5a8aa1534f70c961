//! A smoothed series carried on, and how far off that may be.

use serde::{Deserialize, Serialize};

use super::{Season, SeasonalUpdate, Smoothing};
use crate::statistics::{Interval, normal_quantile};

/// Further ahead than this is refused.
const HORIZON_AT_MOST: usize = 1_200;

/// An expected value and where it may lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The expected value.
    pub value: f64,
    /// The variance of its error; `None` if there are no degrees of freedom left to tell it.
    pub variance: Option<f64>,
    /// Where the value will lie with the confidence that was asked for; `None` without a variance.
    pub interval: Option<Interval>,
}

impl Smoothing {
    /// The variance of the one-step errors, Σ e² ÷ (known values − fitted numbers); relative to
    /// what was expected for multiplicative seasons. `None` if no degree of freedom is left.
    pub fn error_variance(&self) -> Option<f64> {
        let freedom = self
            .known
            .checked_sub(self.parameters)
            .filter(|&freedom| freedom > 0)?;
        let squares = self.relative_sum_of_squares.unwrap_or(self.sum_of_squares);
        Some(squares / freedom as f64)
    }

    /// What to expect one step after the last, two steps after it, and so on.
    ///
    /// The interval is value ± z √v. Without seasons and with additive ones v is exact for the
    /// state space model behind the smoothing: v = σ² (1 + Σ c²ⱼ) over j = 1 … h − 1, with cⱼ = α +
    /// αβj, and γ more where j is a whole number of periods (class 1 of Hyndman et al. 2008, table
    /// 6.1; γ(1 − α) for [`SeasonalUpdate::CurrentLevel`]). With multiplicative seasons errors are
    /// taken as shares of what is expected, and v is of first order: each error changes later
    /// values by what the recursion makes of it at the expected state. σ² is
    /// [`Smoothing::error_variance`]. That the weights themselves are estimated is not in it.
    ///
    /// `None` for no step or more than 1,200, for a confidence that does not lie strictly between
    /// 0 and 1, and for a value that is not finite.
    pub fn forecast(&self, horizon: usize, confidence: f64) -> Option<Vec<Forecast>> {
        let z = deviations(confidence)?;
        if !(1..=HORIZON_AT_MOST).contains(&horizon) {
            return None;
        }
        let error = self.error_variance();
        let values: Vec<Ahead> = (1..=horizon).map(|ahead| self.ahead(ahead)).collect();
        (1..=horizon)
            .map(|ahead| {
                let sum = error.map(|error| error * self.spread(&values, ahead, ahead));
                of(values[ahead - 1].value, sum, z)
            })
            .collect()
    }

    /// What to expect of the sum of the values from the first to the last step ahead, both
    /// included and counted from 1: the cases of a year out of months. The errors of its months
    /// hang together, and that is in the interval.
    ///
    /// `None` as for [`Smoothing::forecast`], or if the first step is 0 or after the last.
    pub fn forecast_sum(&self, first: usize, last: usize, confidence: f64) -> Option<Forecast> {
        let z = deviations(confidence)?;
        if first == 0 || first > last || last > HORIZON_AT_MOST {
            return None;
        }
        let values: Vec<Ahead> = (1..=last).map(|ahead| self.ahead(ahead)).collect();
        let sum: f64 = values[first - 1..].iter().map(|ahead| ahead.value).sum();
        let variance = self
            .error_variance()
            .map(|error| error * self.spread(&values, first, last));
        of(sum, variance, z)
    }

    fn ahead(&self, ahead: usize) -> Ahead {
        let level = self.last.level + ahead as f64 * self.last.trend;
        let steps = self.fitted.len();
        let period = self.model.season.period();
        let season = self.last.seasons.get((steps + ahead - 1) % period).copied();
        let value = match (self.model.season, season) {
            (Season::Additive(_), Some(season)) => level + season,
            (Season::Multiplicative(_), Some(season)) => level * season,
            _ => level,
        };
        Ahead {
            level,
            season: season.unwrap_or(1.0),
            value,
        }
    }

    /// The variance of the error of the sum of steps, where one-step errors have the variance one.
    fn spread(&self, values: &[Ahead], first: usize, last: usize) -> f64 {
        let (alpha, beta) = (self.weights.level, self.weights.trend);
        let beta = if self.model.trend { beta } else { 0.0 };
        let gamma = match self.model.update {
            SeasonalUpdate::PreviousLevel => self.weights.season,
            SeasonalUpdate::CurrentLevel => self.weights.season * (1.0 - alpha),
        };
        let period = self.model.season.period();
        let mut sum = 0.0;
        for at in 1..=last {
            // What an error at this step adds to all steps of the sum.
            let mut effect = f64::from(u8::from(at >= first));
            let here = values[at - 1];
            for later in first.max(at + 1)..=last {
                let lag = later - at;
                let by_level = alpha + alpha * beta * lag as f64;
                let by_season = match self.model.season {
                    Season::None => 0.0,
                    _ if lag.is_multiple_of(period) => gamma,
                    _ => 0.0,
                };
                effect += match self.model.season {
                    Season::Multiplicative(_) => {
                        let there = values[later - 1];
                        by_level * there.season / here.season + by_season * there.level / here.level
                    }
                    _ => by_level + by_season,
                };
            }
            let scale = match self.model.season {
                Season::Multiplicative(_) => here.value,
                _ => 1.0,
            };
            sum += (effect * scale) * (effect * scale);
        }
        sum
    }
}

/// A step ahead: its level with the trend, its season, and both together.
#[derive(Clone, Copy)]
struct Ahead {
    level: f64,
    season: f64,
    value: f64,
}

fn deviations(confidence: f64) -> Option<f64> {
    (confidence > 0.0 && confidence < 1.0)
        .then(|| normal_quantile(0.5 + confidence / 2.0))
        .flatten()
}

fn of(value: f64, variance: Option<f64>, z: f64) -> Option<Forecast> {
    let variance = variance.filter(|variance| variance.is_finite());
    let interval = variance.and_then(|variance| Interval::around(value, z * variance.sqrt()));
    value.is_finite().then_some(Forecast {
        value,
        variance,
        interval,
    })
}
