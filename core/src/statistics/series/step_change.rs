//! By how much did the level of a series change at a step that is known beforehand?

use serde::{Deserialize, Serialize};

use super::autocorrelation::seasonal_hamed_rao;
use super::seasonal::seasonal_sen_slope;
use super::{SenSlope, Series};
use crate::statistics::order::median_of_sorted;
use crate::statistics::ranks::ranks;
use crate::statistics::{Interval, normal_cdf, normal_quantile};

/// More known values than this are refused: every one before is compared with every one after.
const AT_MOST: usize = 2_000;

/// At least so many values must be known on either side.
const KNOWN_AT_LEAST: usize = 3;

/// Of the steps on either side at least so large a part must be known, in tenths.
const KNOWN_TENTHS: usize = 6;

/// Values that follow each other are never taken as more alike than this.
const ALIKE_AT_MOST: f64 = 0.9;

/// A line that was there before is taken off if chance makes one so clear more seldom.
const SEEN: f64 = 0.05;

/// What is done about a line on which the values were moving before the step.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum StepTrend {
    /// Nothing: all of the difference counts as the change.
    Ignored,
    /// It is taken off, and what is not known of its slope widens the interval.
    TakenOff,
    /// It is taken off if Mann–Kendall's test sees it before the step (5 %, season by season, with
    /// Hamed and Rao's variance).
    #[default]
    IfSeen,
}

impl StepTrend {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ignored, Self::TakenOff, Self::IfSeen];

    /// The name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ignored => "ignored",
            Self::TakenOff => "taken_off",
            Self::IfSeen => "if_seen",
        }
    }

    /// Reads what [`StepTrend::id`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.id() == text)
    }
}

/// How a change of level is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepOptions {
    /// Steps of a period: 12 for months, 1 for values without a season.
    pub period: usize,
    /// The confidence of the interval, strictly between 0 and 1.
    pub confidence: f64,
    /// What is done about a line that was there before.
    pub trend: StepTrend,
}

impl Default for StepOptions {
    fn default() -> Self {
        Self {
            period: 12,
            confidence: 0.95,
            trend: StepTrend::IfSeen,
        }
    }
}

/// Why a change of level cannot be told.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    thiserror::Error,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StepUnknown {
    /// Fewer than three values are known before the step.
    #[error("too few values are known before the step; expected three or more")]
    TooFewBefore,
    /// Fewer than three values are known from the step on.
    #[error("too few values are known from the step on; expected three or more")]
    TooFewAfter,
    /// On one side more than four values of ten are not known.
    #[error("too many values are not known; expected six of ten or more on either side")]
    Patchy,
    /// Values before and after, in the same seasons, are too few for the confidence that was asked
    /// for.
    #[error("too few values of the same season are known before and after for this confidence")]
    TooFewPairs,
    /// The line before the step is known too badly to be taken off.
    #[error("too few values are known before the step to take its line off")]
    TrendUnknown,
    /// More than 2,000 values, values whose differences are not finite, a period of no step, or a
    /// confidence that does not lie strictly between 0 and 1.
    #[error(
        "expected at most 2000 values with finite differences, a period of 1 or more, and a confidence between 0 and 1"
    )]
    Range,
}

impl StepUnknown {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TooFewBefore => "too_few_before",
            Self::TooFewAfter => "too_few_after",
            Self::Patchy => "patchy",
            Self::TooFewPairs => "too_few_pairs",
            Self::TrendUnknown => "trend_unknown",
            Self::Range => "range",
        }
    }
}

/// A change of level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepChange {
    /// Known values before the step.
    pub known_before: usize,
    /// Known values from the step on.
    pub known_after: usize,
    /// The mean of the known values from the step on.
    pub after: f64,
    /// What that mean would have been without the change: `after` − `change`.
    pub expected: f64,
    /// The change of level: Hodges and Lehmann's estimate over the pairs of one season.
    pub change: f64,
    /// Where it lies.
    pub interval: Interval,
    /// Pairs of a value before and a value after of the same season.
    pub pairs: usize,
    /// How alike values are to those before them, 0 to 0.9.
    pub autocorrelation: f64,
    /// By how much that widens the variance of the change; 1 or more.
    pub variance_inflation: f64,
    /// The slope per step that was taken off; `None` if none was.
    pub trend: Option<f64>,
}

/// The change of level at the step `at`, the first of the new level, between values of the same
/// season: the median of all differences between a value from `at` on and one before it, of the
/// same season (Hodges & Lehmann 1963; season by season Hirsch 1988, *Water Resources Research*
/// 24, 493–503). One month with a mistake moves it little.
///
/// The interval goes between the differences of rank N ÷ 2 − C and N ÷ 2 + C + 1 of N, rounded
/// outwards, with C = z √(f Σ nₛmₛ(nₛ + mₛ + 1) ÷ 12) over the seasons s (the seasonal rank-sum
/// test of Hirsch & Gilroy 1985 turned around; Hollander & Wolfe 1999, section 4.3). The factor f
/// makes up for values that are alike to those before them: it is wᵀRw ÷ wᵀw for the weights w
/// that values have in the difference and the correlations R = ρ^|i − j|, never below one. ρ is
/// the lag-one correlation of the ranks of what is left when line, step and each season's mean are
/// taken off, brought to the scale of a normal distribution by 2 sin(πr ÷ 6), corrected for its
/// bias in short series as (nρ + 1) ÷ (n − 4) (Marriott & Pope 1954), and kept within 0 and 0.9.
///
/// A line that was there before is, as [`StepTrend`] asks, taken off by the
/// [seasonal slope](super::seasonal_sen_slope) of the steps before; its own uncertainty over the
/// mean distance of the pairs is added in squares on either side (Zou & Donner 2008, *Statistics in
/// Medicine* 27, 1693–1702).
///
/// # Errors
/// [`StepUnknown`] tells why nothing can be said. Nothing is made of fewer than three known values
/// on a side, or of patchy ones.
///
/// ```
/// use mahir::statistics::series::{Series, StepOptions, StepUnknown, step_change};
///
/// // Quarters with a season; from step 12 on everything is 5 higher.
/// let season = [20.0, 24.0, 31.0, 22.0];
/// let at = |step: usize| season[step % 4] + (step * 7 % 5) as f64 * 0.2;
/// let values: Vec<f64> = (0..20).map(|step| at(step) + if step < 12 { 0.0 } else { 5.0 }).collect();
/// let options = StepOptions { period: 4, ..StepOptions::default() };
/// let found = step_change(&Series::of(&values).unwrap(), 12, options).unwrap();
/// assert!((found.change - 5.0).abs() < 0.3 && found.interval.contains(5.0));
/// // Two values after it are too few.
/// let short = Series::of(&values[..14]).unwrap();
/// assert_eq!(step_change(&short, 12, options), Err(StepUnknown::TooFewAfter));
/// ```
pub fn step_change(
    series: &Series,
    at: usize,
    options: StepOptions,
) -> Result<StepChange, StepUnknown> {
    let StepOptions {
        period, confidence, ..
    } = options;
    let z = normal_quantile(0.5 + confidence / 2.0)
        .filter(|_| confidence > 0.0 && confidence < 1.0)
        .ok_or(StepUnknown::Range)?;
    if period == 0 || series.known() > AT_MOST {
        return Err(StepUnknown::Range);
    }
    let split = series.points().partition_point(|&(step, _)| step < at);
    let (before, after) = series.points().split_at(split);
    if before.len() < KNOWN_AT_LEAST {
        return Err(StepUnknown::TooFewBefore);
    }
    if after.len() < KNOWN_AT_LEAST {
        return Err(StepUnknown::TooFewAfter);
    }
    // What lies before the first or after the last known value is no gap.
    let patchy = |points: &[(usize, f64)]| {
        let ends = points.first().zip(points.last());
        let steps = ends.map_or(0, |(first, last)| last.0 - first.0 + 1);
        points.len() * 10 < steps * KNOWN_TENTHS
    };
    if patchy(before) || patchy(after) {
        return Err(StepUnknown::Patchy);
    }
    let slope = line(before, at, options)?;
    let per_step = slope.map_or(0.0, |slope| slope.slope / period as f64);
    let flat: Vec<(usize, f64)> = series
        .points()
        .iter()
        .map(|&(step, value)| (step, value - per_step * step as f64))
        .collect();
    let pairs = Pairs::of(&flat, split, period)?;
    let change = median_of_sorted(&pairs.differences).ok_or(StepUnknown::Range)?;
    let left = residuals(&flat, split, period, change);
    let alike = autocorrelation(&left);
    let inflated = inflation(&flat, &pairs.weights, alike);
    let (low, high) = pairs
        .ends(z * (inflated * pairs.variance).sqrt())
        .ok_or(StepUnknown::TooFewPairs)?;
    let (mut below, mut above) = (change - low, high - change);
    if let Some(slope) = slope {
        // The weights of a slope are the distances from the middle step.
        let middle = before.iter().map(|point| point.0 as f64).sum::<f64>() / before.len() as f64;
        let weights: Vec<f64> = before.iter().map(|point| point.0 as f64 - middle).collect();
        let wider = 2.0 * normal_cdf(z * inflation(before, &weights, alike).sqrt()) - 1.0;
        let ends = (wider < 1.0)
            .then(|| seasonal_sen_slope(&part(before, at), period, wider)?.interval)
            .flatten()
            .ok_or(StepUnknown::TrendUnknown)?;
        // A steeper line leaves less of a change.
        let apart = pairs.distance / period as f64;
        below = below.hypot(apart * (ends.high - slope.slope));
        above = above.hypot(apart * (slope.slope - ends.low));
    }
    let mean = after
        .iter()
        .map(|point| point.1 / after.len() as f64)
        .sum::<f64>();
    let interval = Interval::new(change - below, change + above).ok_or(StepUnknown::Range)?;
    if !mean.is_finite() || !(mean - change).is_finite() {
        return Err(StepUnknown::Range);
    }
    Ok(StepChange {
        known_before: before.len(),
        known_after: after.len(),
        after: mean,
        expected: mean - change,
        change,
        interval,
        pairs: pairs.differences.len(),
        autocorrelation: alike,
        variance_inflation: inflated,
        trend: slope.map(|_| per_step),
    })
}

/// The steps before the change as a series of their own, seasons kept.
fn part(before: &[(usize, f64)], at: usize) -> Series {
    Series {
        length: at,
        known: before.to_vec(),
    }
}

/// The line before the step that is to be taken off, per period; `None` if there is none.
fn line(
    before: &[(usize, f64)],
    at: usize,
    options: StepOptions,
) -> Result<Option<SenSlope>, StepUnknown> {
    let series = part(before, at);
    let seen = match options.trend {
        StepTrend::Ignored => false,
        StepTrend::TakenOff => true,
        StepTrend::IfSeen => seasonal_hamed_rao(&series, options.period, Some(3), SEEN)
            .is_some_and(|test| test.p_value <= SEEN),
    };
    if !seen {
        return Ok(None);
    }
    seasonal_sen_slope(&series, options.period, options.confidence)
        .map(Some)
        .ok_or(StepUnknown::TrendUnknown)
}

/// All pairs of a value before and a value after of the same season.
struct Pairs {
    /// After − before, in order.
    differences: Vec<f64>,
    /// The weight of every known value in the mean of the differences.
    weights: Vec<f64>,
    /// The variance of the number of pairs above zero, if nothing changed and values are
    /// independent.
    variance: f64,
    /// The mean distance in steps.
    distance: f64,
}

impl Pairs {
    fn of(points: &[(usize, f64)], split: usize, period: usize) -> Result<Self, StepUnknown> {
        let (before, after) = points.split_at(split);
        // No more seasons than steps hold a value, however long the period is.
        let mut seasons: std::collections::BTreeMap<usize, (Vec<usize>, Vec<usize>)> =
            std::collections::BTreeMap::new();
        for (place, &(step, _)) in points.iter().enumerate() {
            let season = seasons.entry(step % period).or_default();
            if place < split {
                season.0.push(place);
            } else {
                season.1.push(place - split);
            }
        }
        let mut found = Self {
            differences: Vec::new(),
            weights: vec![0.0; points.len()],
            variance: 0.0,
            distance: 0.0,
        };
        for (early, late) in seasons.values() {
            let (n, m) = (early.len() as f64, late.len() as f64);
            found.variance += n * m * (n + m + 1.0) / 12.0;
            for &place in early {
                found.weights[place] = -m;
                for &other in late {
                    found.differences.push(after[other].1 - before[place].1);
                    found.distance += (after[other].0 - before[place].0) as f64;
                }
            }
            for &other in late {
                found.weights[split + other] = n;
            }
        }
        if found.differences.is_empty() {
            return Err(StepUnknown::TooFewPairs);
        }
        if found.differences.iter().any(|value| !value.is_finite()) {
            return Err(StepUnknown::Range);
        }
        found.distance /= found.differences.len() as f64;
        found.differences.sort_unstable_by(f64::total_cmp);
        Ok(found)
    }

    /// The differences so many ranks from the middle; `None` if they do not exist.
    fn ends(&self, margin: f64) -> Option<(f64, f64)> {
        let count = self.differences.len();
        let low = (count as f64 / 2.0 - margin).floor();
        if low < 1.0 {
            return None;
        }
        let low = low as usize;
        let first = self.differences.get(low - 1)?;
        let last = self.differences.get(count - low)?;
        Some((*first, *last))
    }
}

/// What is left when the step and each season's mean are taken off.
fn residuals(
    points: &[(usize, f64)],
    split: usize,
    period: usize,
    change: f64,
) -> Vec<(usize, f64)> {
    let level = |place: usize, value: f64| {
        if place < split { value } else { value - change }
    };
    let mut seasons: std::collections::BTreeMap<usize, (f64, f64)> =
        std::collections::BTreeMap::new();
    for (place, &(step, value)) in points.iter().enumerate() {
        let season = seasons.entry(step % period).or_default();
        season.0 += level(place, value);
        season.1 += 1.0;
    }
    points
        .iter()
        .enumerate()
        .map(|(place, &(step, value))| {
            let mean = seasons
                .get(&(step % period))
                .map_or(0.0, |(sum, count)| sum / count);
            (step, level(place, value) - mean)
        })
        .collect()
}

/// How alike neighbours are, by their ranks.
fn autocorrelation(residuals: &[(usize, f64)]) -> f64 {
    let values: Vec<f64> = residuals.iter().map(|point| point.1).collect();
    let largest = values
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    // What differs by rounding only is the same.
    let (ranks, _) = ranks(&values, 1e-9 * largest);
    let n = ranks.len() as f64;
    let mean = f64::midpoint(n, 1.0);
    let squares: f64 = ranks.iter().map(|rank| (rank - mean).powi(2)).sum();
    let (mut products, mut count) = (0.0, 0.0);
    for (place, pair) in residuals.windows(2).enumerate() {
        if pair[1].0 == pair[0].0 + 1 {
            products += (ranks[place] - mean) * (ranks[place + 1] - mean);
            count += 1.0;
        }
    }
    if squares <= 0.0 || count < 1.0 || n <= 4.0 {
        return 0.0;
    }
    let of_ranks = ((products / count) / (squares / n)).clamp(-1.0, 1.0);
    let normal = 2.0 * (std::f64::consts::PI * of_ranks / 6.0).sin();
    ((n * normal + 1.0) / (n - 4.0)).clamp(0.0, ALIKE_AT_MOST)
}

/// By how much values that are alike widen the variance of their weighted sum: wᵀRw ÷ wᵀw for
/// R = alike^|distance|, never below one. What came before is carried on, so that one pass is enough.
fn inflation(points: &[(usize, f64)], weights: &[f64], alike: f64) -> f64 {
    let (mut sum, mut squares) = (0.0, 0.0);
    let (mut carried, mut last) = (0.0, None);
    for (&(step, _), weight) in points.iter().zip(weights) {
        if let Some(last) = last {
            carried *= alike.powf((step - last) as f64);
        }
        sum += weight * weight + 2.0 * weight * carried;
        squares += weight * weight;
        carried += weight;
        last = Some(step);
    }
    if squares > 0.0 {
        (sum / squares).max(1.0)
    } else {
        1.0
    }
}
