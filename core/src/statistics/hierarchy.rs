//! Effects that are alike but not the same: a hierarchical normal model, by sums over a grid.
//!
//! y ~ N(θ, s²), θ ~ N(μ, τ²), μ ~ N(m, S²), with a prior on τ. Given τ everything is normal and
//! exact, so only τ is summed over; nothing is drawn, and the same input gives the same bytes
//! (Gelman et al., *Bayesian Data Analysis*, section 5.4).

use super::distribution::{normal_cdf, normal_quantile};
use super::root::root;
use super::{Interval, mean::upper_probability};

/// What is believed of τ, the deviation between effects, beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BetweenPrior {
    /// Even over all τ ≥ 0; proper for three effects or more.
    Flat,
    /// Half-Cauchy with a scale above 0 (Gelman 2006).
    HalfCauchy(f64),
}

/// What is believed beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HierarchyPrior {
    /// The mean effect with its deviation; `None` for no opinion.
    pub mean: Option<(f64, f64)>,
    /// The deviation between effects.
    pub between: BetweenPrior,
}

/// A measured effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasuredEffect {
    /// The value.
    pub value: f64,
    /// Its standard error, above 0.
    pub standard_error: f64,
}

/// Mean and deviation of a belief.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub deviation: f64,
}

/// An effect that was measured in several sessions, or in none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EffectData {
    /// What each session found; empty for an effect that was not measured.
    pub sessions: Vec<MeasuredEffect>,
    /// A standard error that all its sessions share, 0 or more: that of their comparison group.
    pub common_error: f64,
    /// What is expected of the effect beyond μ.
    pub offset: f64,
    /// Its own share w of the deviation between effects, above 0: θ ~ N(μ + offset, (τw)²).
    pub spread: f64,
}

/// What is believed afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Hierarchy {
    /// Of the mean effect μ.
    pub mean: Posterior,
    /// Of the deviation between effects τ.
    pub between: Posterior,
    /// Of the deviation between sessions of an effect; zero if it is not part of the model.
    pub within: Posterior,
    /// Of each effect θ.
    pub effects: Vec<Posterior>,
    data: Vec<EffectData>,
    grid: Vec<Point>,
}

/// A point of the grid: its weight, τ, the deviation within, and μ given both.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    weight: f64,
    tau: f64,
    within: f64,
    mean: f64,
    variance: f64,
}

/// Points of the grid over τ; doubling them moves no figure of the tests in its sixth digit.
const POINTS: usize = 400;
/// Points over each deviation where there are two.
const POINTS_OF_TWO: (usize, usize) = (96, 24);

/// Sums over τ = c·tan u on an even grid of u, c the median standard error, so that half of the
/// points lie below c and the tail is reached. `None` for no effects, values that are not finite,
/// errors or scales that are not above 0; for a flat prior on τ with fewer than three effects,
/// whose posterior is not proper; and with no opinion on the mean with a half-Cauchy τ and one
/// effect.
///
/// ```
/// use mahir::statistics::{BetweenPrior, HierarchyPrior, MeasuredEffect, hierarchy};
///
/// // Rubin's eight schools: coaching effects of 28 to 1 with errors of 15 to 18.
/// let effects: Vec<MeasuredEffect> = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0]
///     .into_iter()
///     .zip([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])
///     .map(|(value, standard_error)| MeasuredEffect { value, standard_error })
///     .collect();
/// let prior = HierarchyPrior { mean: Some((0.0, 5.0)), between: BetweenPrior::HalfCauchy(5.0) };
/// let found = hierarchy(&effects, prior).unwrap();
/// assert_eq!(format!("{:.1} {:.1}", found.mean.mean, found.effects[0].mean), "4.4 6.2");
/// ```
pub fn hierarchy(effects: &[MeasuredEffect], prior: HierarchyPrior) -> Option<Hierarchy> {
    let data: Vec<EffectData> = effects
        .iter()
        .map(|effect| EffectData {
            sessions: vec![*effect],
            common_error: 0.0,
            offset: 0.0,
            spread: 1.0,
        })
        .collect();
    hierarchy_of_sessions(&data, prior, None)
}

/// The same with sessions within effects: y ~ N(θ, s² + σ²), with a half-normal prior on the
/// deviation σ between sessions of an effect, common to all of them; `None` for no such deviation.
/// σ is summed over too. `None` as for [`hierarchy`], for a common error below 0, an offset
/// that is not finite, a spread or a scale that is not above 0, and if nothing was measured.
pub fn hierarchy_of_sessions(
    data: &[EffectData],
    prior: HierarchyPrior,
    within_scale: Option<f64>,
) -> Option<Hierarchy> {
    let good = |effect: &MeasuredEffect| {
        effect.value.abs() <= 1e100
            && effect.standard_error > 1e-100
            && effect.standard_error <= 1e100
    };
    let usable = |effect: &EffectData| {
        effect.sessions.iter().all(good)
            && (0.0..=1e100).contains(&effect.common_error)
            && effect.offset.abs() <= 1e100
            && effect.spread > 0.0
            && effect.spread <= 1e100
    };
    let measured = data
        .iter()
        .filter(|effect| !effect.sessions.is_empty())
        .count();
    if measured == 0 || !data.iter().all(usable) {
        return None;
    }
    if let Some((mean, deviation)) = prior.mean
        && !(mean.is_finite() && deviation > 0.0 && deviation.is_finite())
    {
        return None;
    }
    let scaled = |scale: f64| scale > 0.0 && scale.is_finite();
    match prior.between {
        BetweenPrior::Flat if measured < 3 => return None,
        BetweenPrior::HalfCauchy(scale) if !scaled(scale) => return None,
        BetweenPrior::HalfCauchy(_) if measured < 2 && prior.mean.is_none() => return None,
        _ => {}
    }
    if within_scale.is_some_and(|scale| !scaled(scale)) {
        return None;
    }
    let mut errors: Vec<f64> = data
        .iter()
        .flat_map(|effect| {
            let spread = effect.spread;
            effect
                .sessions
                .iter()
                .map(move |session| session.standard_error / spread)
        })
        .collect();
    errors.sort_by(f64::total_cmp);
    let scale = *errors.get(errors.len() / 2)?;
    let (points, withins) = match within_scale {
        None => (POINTS, vec![0.0]),
        Some(scale) => (POINTS_OF_TWO.0, half_normal_grid(POINTS_OF_TWO.1, scale)?),
    };
    let mut grid: Vec<(f64, Point)> = Vec::with_capacity(points * withins.len());
    for within in withins {
        let pooled: Vec<Option<Pooled>> = data
            .iter()
            .map(|effect| Pooled::of(effect, within))
            .collect();
        let scatter: f64 = pooled.iter().flatten().map(|pooled| pooled.logarithm).sum();
        for point in 0..points {
            let u = (point as f64 + 0.5) / points as f64 * std::f64::consts::FRAC_PI_2;
            let tau = scale * u.tan();
            let given = Given::at(data, &pooled, prior, tau);
            let prior = match prior.between {
                BetweenPrior::Flat => 0.0,
                BetweenPrior::HalfCauchy(width) => -(tau / width).powi(2).ln_1p(),
            };
            // dτ = c ÷ cos² u du
            let logarithm = given.logarithm + scatter + prior - 2.0 * u.cos().ln();
            grid.push((
                logarithm,
                Point {
                    weight: 0.0,
                    tau,
                    within,
                    mean: given.mean,
                    variance: given.variance,
                },
            ));
        }
    }
    let most = grid
        .iter()
        .fold(f64::NEG_INFINITY, |most, point| most.max(point.0));
    let total: f64 = grid.iter().map(|point| (point.0 - most).exp()).sum();
    let grid: Vec<Point> = grid
        .into_iter()
        .map(|(logarithm, point)| Point {
            weight: (logarithm - most).exp() / total,
            ..point
        })
        .collect();
    let over = |of: fn(&Point) -> (f64, f64)| {
        mixed(grid.iter().map(|point| {
            let (mean, variance) = of(point);
            (point.weight, mean, variance)
        }))
    };
    let mut found = Hierarchy {
        mean: over(|point| (point.mean, point.variance)),
        between: over(|point| (point.tau, 0.0)),
        within: over(|point| (point.within, 0.0)),
        effects: Vec::new(),
        data: data.to_vec(),
        // What weighs nothing is not needed any more.
        grid: grid
            .into_iter()
            .filter(|point| point.weight > 1e-12)
            .collect(),
    };
    found.effects = (0..data.len())
        .map(|place| {
            let parts: Vec<(f64, f64, f64)> = found
                .grid
                .iter()
                .map(|point| {
                    let (mean, variance) = found.given(place, point);
                    (point.weight, mean, variance)
                })
                .collect();
            mixed(parts.into_iter())
        })
        .collect();
    [found.mean, found.between]
        .iter()
        .chain(&found.effects)
        .all(|posterior| posterior.mean.is_finite() && posterior.deviation.is_finite())
        .then_some(found)
}

/// Deviations at even quantiles of a half-normal distribution, so that all weigh the same.
fn half_normal_grid(points: usize, scale: f64) -> Option<Vec<f64>> {
    (0..points)
        .map(|point| {
            let probability = 0.5 + (point as f64 + 0.5) / (2.0 * points as f64);
            Some(scale * normal_quantile(probability)?)
        })
        .collect()
}

/// The sessions of an effect together, given the deviation between them.
struct Pooled {
    value: f64,
    variance: f64,
    /// The logarithm of the density of the sessions about their mean.
    logarithm: f64,
}

impl Pooled {
    fn of(effect: &EffectData, within: f64) -> Option<Self> {
        if effect.sessions.is_empty() {
            return None;
        }
        let variance = |session: &MeasuredEffect| session.standard_error.powi(2) + within * within;
        let (mut precision, mut weighted) = (0.0, 0.0);
        for session in &effect.sessions {
            precision += 1.0 / variance(session);
            weighted += session.value / variance(session);
        }
        let value = weighted / precision;
        let mut logarithm = -0.5 * precision.ln();
        for session in &effect.sessions {
            let variance = variance(session);
            logarithm -= 0.5 * (variance.ln() + (session.value - value).powi(2) / variance);
        }
        Some(Self {
            value,
            variance: 1.0 / precision + effect.common_error.powi(2),
            logarithm,
        })
    }
}

/// μ given τ, and the logarithm of the density of the data, up to a constant.
struct Given {
    mean: f64,
    variance: f64,
    logarithm: f64,
}

impl Given {
    fn at(data: &[EffectData], pooled: &[Option<Pooled>], prior: HierarchyPrior, tau: f64) -> Self {
        let (mut precision, mut weighted) = match prior.mean {
            Some((mean, deviation)) => (deviation.powi(-2), mean * deviation.powi(-2)),
            None => (0.0, 0.0),
        };
        let measured = || {
            data.iter().zip(pooled).filter_map(|(effect, pooled)| {
                let pooled = pooled.as_ref()?;
                let variance = pooled.variance + (tau * effect.spread).powi(2);
                Some((pooled.value - effect.offset, variance))
            })
        };
        for (value, variance) in measured() {
            precision += 1.0 / variance;
            weighted += value / variance;
        }
        let mean = weighted / precision;
        let mut logarithm = -0.5 * precision.ln();
        if let Some((centre, deviation)) = prior.mean {
            logarithm -= 0.5 * ((mean - centre) / deviation).powi(2);
        }
        for (value, variance) in measured() {
            logarithm -= 0.5 * (variance.ln() + (value - mean).powi(2) / variance);
        }
        Self {
            mean,
            variance: 1.0 / precision,
            logarithm,
        }
    }
}

/// Mean and deviation of a mixture of (weight, mean, variance).
fn mixed(parts: impl Iterator<Item = (f64, f64, f64)> + Clone) -> Posterior {
    let total: f64 = parts.clone().map(|(weight, ..)| weight).sum();
    let mean = parts.clone().map(|(w, mean, _)| w * mean).sum::<f64>() / total;
    let variance = parts
        .map(|(w, part, variance)| w * (variance + (part - mean).powi(2)))
        .sum::<f64>()
        / total;
    Posterior {
        mean,
        deviation: variance.max(0.0).sqrt(),
    }
}

impl Hierarchy {
    /// Mean and variance of an effect at a point of the grid, μ taken into account; the effect
    /// after the last is one not seen yet, with a spread of 1 and no offset.
    fn given(&self, place: usize, point: &Point) -> (f64, f64) {
        let effect = self.data.get(place);
        let (offset, spread) = effect.map_or((0.0, 1.0), |effect| (effect.offset, effect.spread));
        let between = (point.tau * spread).powi(2);
        match effect.and_then(|effect| Pooled::of(effect, point.within)) {
            None => (point.mean + offset, point.variance + between),
            Some(pooled) => {
                let all = pooled.variance + between;
                let (own, common) = (between / all, pooled.variance / all);
                (
                    own * pooled.value + common * (point.mean + offset),
                    own * pooled.variance + common * common * point.variance,
                )
            }
        }
    }

    /// Mean and deviation at each point of the grid, with its weight.
    fn mixture(&self, place: usize) -> Option<Vec<(f64, f64, f64)>> {
        (place <= self.data.len()).then(|| {
            self.grid
                .iter()
                .map(|point| {
                    let (mean, variance) = self.given(place, point);
                    (point.weight, mean, variance.max(0.0).sqrt())
                })
                .collect()
        })
    }

    /// The probability that an effect is above a threshold; the effect after the last is one not
    /// seen yet. `None` for one beyond that.
    pub fn probability_above(&self, effect: usize, threshold: f64) -> Option<f64> {
        self.mixture(effect)
            .map(|mixture| 1.0 - below(&mixture, threshold))
    }

    /// The middle of what is believed of an effect, with a probability strictly between 0 and 1;
    /// the effect after the last is one not seen yet.
    pub fn interval(&self, effect: usize, probability: f64) -> Option<Interval> {
        let upper = upper_probability(probability)?;
        let mixture = self.mixture(effect)?;
        Interval::new(quantile(&mixture, 1.0 - upper)?, quantile(&mixture, upper)?)
    }
}

/// P(θ ≤ value) of a mixture of (weight, mean, deviation).
fn below(mixture: &[(f64, f64, f64)], value: f64) -> f64 {
    let total: f64 = mixture.iter().map(|(weight, ..)| weight).sum();
    let sum: f64 = mixture
        .iter()
        .map(|(weight, mean, deviation)| {
            weight
                * if *deviation > 0.0 {
                    normal_cdf((value - mean) / deviation)
                } else {
                    f64::from(u8::from(*mean <= value))
                }
        })
        .sum();
    (sum / total).clamp(0.0, 1.0)
}

fn quantile(mixture: &[(f64, f64, f64)], probability: f64) -> Option<f64> {
    let z = normal_quantile(probability)?;
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (_, mean, deviation) in mixture {
        low = low.min(mean + z * deviation);
        high = high.max(mean + z * deviation);
    }
    // A mixture's quantile lies between those of its parts.
    let width = (high - low).max(1e-12 * (1.0 + high.abs()));
    root(
        |value| Some(below(mixture, value) - probability),
        low - width * 1e-6,
        high + width * 1e-6,
        1e-9 * width,
    )
}
