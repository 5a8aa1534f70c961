//! Where did a series change its level?

use serde::{Deserialize, Serialize};
use statrs::function::gamma::ln_gamma;

use super::Series;
use crate::statistics::ranks::ranks;

/// A change of level that Pettitt's test found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PettittChange {
    /// The step of the last known value before the change.
    pub last_before: usize,
    /// How many known values lie before the change, that one included.
    pub before: usize,
    /// K = max |U|.
    pub statistic: f64,
    /// min(1, 2 exp(−6 K² ÷ (n³ + n²))), an approximation that is good below 0.5.
    pub p_value: f64,
}

/// Pettitt's (1979) test for one change of level: K = max |2 Σ rᵢ − k(n + 1)| over the first k
/// ranks; of several equal maxima the earliest. The probability is the approximation that Pettitt
/// gives and R's `trend::pettitt.test` prints.
///
/// `None` for fewer than four known values, or if all are equal.
pub fn pettitt(series: &Series) -> Option<PettittChange> {
    let values = series.values();
    let n = values.len() as f64;
    if values.len() < 4 {
        return None;
    }
    let mut sum = 0.0;
    let mut found: Option<(usize, f64)> = None;
    for (place, rank) in ranks(&values, 0.0).0.into_iter().enumerate() {
        sum += rank;
        let statistic = (2.0 * sum - (place as f64 + 1.0) * (n + 1.0)).abs();
        if statistic > found.map_or(0.0, |(_, most)| most) {
            found = Some((place, statistic));
        }
    }
    let (place, statistic) = found?;
    let p_value = 2.0 * (-6.0 * statistic * statistic / (n * n * n + n * n)).exp();
    Some(PettittChange {
        last_before: series.points().get(place)?.0,
        before: place + 1,
        statistic,
        p_value: p_value.min(1.0),
    })
}

/// What counts are believed to come from before they are seen: each rate from a gamma distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatePrior {
    /// The shape; above zero.
    pub shape: f64,
    /// The rate; above zero. The mean is shape ÷ rate.
    pub rate: f64,
}

impl Default for RatePrior {
    /// Shape and rate one, as in the classical analysis of the coal mining disasters.
    fn default() -> Self {
        Self {
            shape: 1.0,
            rate: 1.0,
        }
    }
}

/// One change of the rate of counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoissonChange {
    /// The step of the last count before the most likely change.
    pub last_before: usize,
    /// How many known counts lie before it, that one included.
    pub before: usize,
    /// The mean count before and after it.
    pub rates: (f64, f64),
    /// Twice the logarithm of the ratio of likelihoods, against one rate for all. It does not follow
    /// a χ² distribution, because the place was searched for.
    pub likelihood_ratio: f64,
    /// For a change after each known count but the last, how probable it is that the change is
    /// there, if there is one and each place was as likely before. They add up to one.
    pub posterior: Vec<f64>,
    /// How many known counts lie before the most probable change.
    pub posterior_before: usize,
    /// The step of the last count before the most probable change.
    pub posterior_last_before: usize,
    /// The expected rates before and after, averaged over all places.
    pub posterior_rates: (f64, f64),
    /// How probable it is that there is a change at all, if both were as likely before.
    pub probability_of_change: f64,
}

/// The one change of a Poisson rate that explains counts best, by enumerating all places: by
/// likelihood, and by Bayes' rule with a gamma prior for both rates (Raftery & Akman 1986; Carlin,
/// Gelfand & Smith 1992) — exact, since gamma rates integrate out: p(k) ∝ Γ(a + s₁) ÷ (b + k)^(a +
/// s₁) × Γ(a + s₂) ÷ (b + n − k)^(a + s₂).
///
/// Of several equal places the earliest. Counts that are not known are left out. `None` for fewer
/// than two known counts, for counts that are all zero, or for a prior that is not above zero.
///
/// ```
/// use mahir::statistics::series::{RatePrior, poisson_change};
///
/// let counts = [4, 5, 3, 6, 5, 1, 0, 1, 1, 0].map(Some);
/// let change = poisson_change(&counts, RatePrior::default()).unwrap();
/// assert_eq!((change.before, change.rates), (5, (4.6, 0.6)));
/// ```
pub fn poisson_change(counts: &[Option<u64>], prior: RatePrior) -> Option<PoissonChange> {
    let valid = |value: f64| value > 0.0 && value.is_finite();
    if !valid(prior.shape) || !valid(prior.rate) {
        return None;
    }
    let known: Vec<(usize, f64)> = counts
        .iter()
        .enumerate()
        .filter_map(|(step, count)| count.map(|count| (step, count as f64)))
        .collect();
    let n = known.len();
    let total: f64 = known.iter().map(|&(_, count)| count).sum();
    if n < 2 || total <= 0.0 {
        return None;
    }
    let fit = |count: f64, steps: f64| {
        if count > 0.0 {
            count * (count / steps).ln()
        } else {
            0.0
        }
    };
    let (a, b) = (prior.shape, prior.rate);
    let evidence = |count: f64, steps: f64| ln_gamma(a + count) - (a + count) * (b + steps).ln();
    let constant = a * b.ln() - ln_gamma(a);
    let mut best = (0, f64::NEG_INFINITY);
    let mut weights = Vec::with_capacity(n - 1);
    let mut means = Vec::with_capacity(n - 1);
    let mut sum = 0.0;
    for (place, &(_, count)) in known.iter().enumerate().take(n - 1) {
        sum += count;
        let (steps, rest) = ((place + 1) as f64, (n - place - 1) as f64);
        let likelihood = fit(sum, steps) + fit(total - sum, rest);
        if likelihood > best.1 {
            best = (place, likelihood);
        }
        weights.push(evidence(sum, steps) + evidence(total - sum, rest));
        means.push(((a + sum) / (b + steps), (a + total - sum) / (b + rest)));
    }
    let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let scaled: Vec<f64> = weights.iter().map(|weight| (weight - most).exp()).collect();
    let all: f64 = scaled.iter().sum();
    let posterior: Vec<f64> = scaled.iter().map(|weight| weight / all).collect();
    let average = |of: fn(&(f64, f64)) -> f64| -> f64 {
        posterior
            .iter()
            .zip(&means)
            .map(|(share, means)| share * of(means))
            .sum()
    };
    // The evidence for a change, each place as likely, against that for one rate.
    let change = most + (all / (n - 1) as f64).ln() + constant;
    let odds = change - evidence(total, n as f64);
    let mode = (0..n - 1).fold(0, |mode, place| {
        if posterior[place] > posterior[mode] {
            place
        } else {
            mode
        }
    });
    let before: f64 = known.iter().take(best.0 + 1).map(|&(_, count)| count).sum();
    let found = PoissonChange {
        last_before: known[best.0].0,
        before: best.0 + 1,
        rates: (
            before / (best.0 + 1) as f64,
            (total - before) / (n - best.0 - 1) as f64,
        ),
        likelihood_ratio: 2.0 * (best.1 - fit(total, n as f64)).max(0.0),
        posterior_rates: (average(|means| means.0), average(|means| means.1)),
        posterior_before: mode + 1,
        posterior_last_before: known[mode].0,
        probability_of_change: 1.0 / (1.0 + (-odds).exp()),
        posterior,
    };
    let finite = found.likelihood_ratio.is_finite()
        && found.probability_of_change.is_finite()
        && found.posterior.iter().all(|share| share.is_finite());
    finite.then_some(found)
}
