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

/// What is believed afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Hierarchy {
    /// Of the mean effect μ.
    pub mean: Posterior,
    /// Of the deviation between effects τ.
    pub between: Posterior,
    /// Of each effect θ.
    pub effects: Vec<Posterior>,
    /// For each point of the grid: its weight, and mean and deviation of every effect, the last one
    /// being that of an effect not seen yet.
    grid: Vec<(f64, Vec<(f64, f64)>)>,
}

/// Points of the grid; doubling them moves no figure of the tests in its sixth digit.
const POINTS: usize = 400;

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
    let good = |effect: &MeasuredEffect| {
        effect.value.abs() <= 1e100
            && effect.standard_error > 1e-100
            && effect.standard_error <= 1e100
    };
    if effects.is_empty() || !effects.iter().all(good) {
        return None;
    }
    if let Some((mean, deviation)) = prior.mean
        && !(mean.is_finite() && deviation > 0.0 && deviation.is_finite())
    {
        return None;
    }
    match prior.between {
        BetweenPrior::Flat if effects.len() < 3 => return None,
        BetweenPrior::HalfCauchy(scale) if !(scale > 0.0 && scale.is_finite()) => return None,
        BetweenPrior::HalfCauchy(_) if effects.len() < 2 && prior.mean.is_none() => return None,
        _ => {}
    }
    let mut errors: Vec<f64> = effects.iter().map(|effect| effect.standard_error).collect();
    errors.sort_by(f64::total_cmp);
    let scale = *errors.get(errors.len() / 2)?;
    let mut points: Vec<(f64, f64, Given)> = Vec::with_capacity(POINTS);
    for point in 0..POINTS {
        let u = (point as f64 + 0.5) / POINTS as f64 * std::f64::consts::FRAC_PI_2;
        let tau = scale * u.tan();
        let given = Given::at(effects, prior, tau);
        let prior = match prior.between {
            BetweenPrior::Flat => 0.0,
            BetweenPrior::HalfCauchy(width) => -(tau / width).powi(2).ln_1p(),
        };
        // dτ = c ÷ cos² u du
        let logarithm = given.logarithm + prior - 2.0 * u.cos().ln();
        points.push((logarithm, tau, given));
    }
    let most = points
        .iter()
        .fold(f64::NEG_INFINITY, |most, point| most.max(point.0));
    let total: f64 = points.iter().map(|point| (point.0 - most).exp()).sum();
    let weighted: Vec<(f64, f64, Given)> = points
        .into_iter()
        .map(|(logarithm, tau, given)| ((logarithm - most).exp() / total, tau, given))
        .collect();
    let between = mixed(weighted.iter().map(|(weight, tau, _)| (*weight, *tau, 0.0)));
    let mean = mixed(
        weighted
            .iter()
            .map(|(weight, _, given)| (*weight, given.mean, given.variance)),
    );
    let grid: Vec<(f64, Vec<(f64, f64)>)> = weighted
        .into_iter()
        .filter(|(weight, ..)| *weight > 1e-14)
        .map(|(weight, tau, given)| {
            let mut each: Vec<(f64, f64)> = effects
                .iter()
                .map(|effect| given.effect(*effect, tau))
                .collect();
            each.push((given.mean, given.variance + tau * tau));
            (
                weight,
                each.into_iter()
                    .map(|(mean, variance)| (mean, variance.sqrt()))
                    .collect(),
            )
        })
        .collect();
    let effects: Vec<Posterior> = (0..effects.len())
        .map(|place| {
            mixed(
                grid.iter()
                    .map(|(weight, each)| (*weight, each[place].0, each[place].1.powi(2))),
            )
        })
        .collect();
    let all = [mean, between];
    all.iter()
        .chain(&effects)
        .all(|posterior| posterior.mean.is_finite() && posterior.deviation.is_finite())
        .then_some(Hierarchy {
            mean,
            between,
            effects,
            grid,
        })
}

/// μ given τ, and the logarithm of the density of the data, up to a constant.
struct Given {
    mean: f64,
    variance: f64,
    logarithm: f64,
}

impl Given {
    fn at(effects: &[MeasuredEffect], prior: HierarchyPrior, tau: f64) -> Self {
        let (mut precision, mut weighted) = match prior.mean {
            Some((mean, deviation)) => (deviation.powi(-2), mean * deviation.powi(-2)),
            None => (0.0, 0.0),
        };
        let variance = |effect: &MeasuredEffect| effect.standard_error.powi(2) + tau * tau;
        for effect in effects {
            precision += 1.0 / variance(effect);
            weighted += effect.value / variance(effect);
        }
        let mean = weighted / precision;
        let mut logarithm = -0.5 * precision.ln();
        if let Some((centre, deviation)) = prior.mean {
            logarithm -= 0.5 * ((mean - centre) / deviation).powi(2);
        }
        for effect in effects {
            let variance = variance(effect);
            logarithm -= 0.5 * (variance.ln() + (effect.value - mean).powi(2) / variance);
        }
        Self {
            mean,
            variance: 1.0 / precision,
            logarithm,
        }
    }

    /// Mean and variance of one effect, μ taken into account.
    fn effect(&self, effect: MeasuredEffect, tau: f64) -> (f64, f64) {
        let square = effect.standard_error.powi(2);
        let all = square + tau * tau;
        let (own, common) = (tau * tau / all, square / all);
        (
            own * effect.value + common * self.mean,
            own * square + common * common * self.variance,
        )
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
    fn below(&self, place: usize, value: f64) -> Option<f64> {
        let total: f64 = self.grid.iter().map(|(weight, _)| weight).sum();
        let mut below = 0.0;
        for (weight, each) in &self.grid {
            let (mean, deviation) = *each.get(place)?;
            below += weight
                * if deviation > 0.0 {
                    normal_cdf((value - mean) / deviation)
                } else {
                    f64::from(u8::from(mean <= value))
                };
        }
        Some(below / total)
    }

    /// The probability that an effect is above a threshold; the effect after the last is one not
    /// seen yet. `None` for one beyond that.
    pub fn probability_above(&self, effect: usize, threshold: f64) -> Option<f64> {
        self.below(effect, threshold).map(|below| 1.0 - below)
    }

    /// The middle of what is believed of an effect, with a probability strictly between 0 and 1;
    /// the effect after the last is one not seen yet.
    pub fn interval(&self, effect: usize, probability: f64) -> Option<Interval> {
        let upper = upper_probability(probability)?;
        Interval::new(
            self.quantile(effect, 1.0 - upper)?,
            self.quantile(effect, upper)?,
        )
    }

    fn quantile(&self, place: usize, probability: f64) -> Option<f64> {
        let z = normal_quantile(probability)?;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (_, each) in &self.grid {
            let (mean, deviation) = *each.get(place)?;
            low = low.min(mean + z * deviation);
            high = high.max(mean + z * deviation);
        }
        // A mixture's quantile lies between those of its parts.
        let width = (high - low).max(1e-12 * (1.0 + high.abs()));
        root(
            |value| self.below(place, value).map(|below| below - probability),
            low - width * 1e-6,
            high + width * 1e-6,
            1e-9 * width,
        )
    }
}
