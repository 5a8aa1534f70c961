//! Who is best, and how surely? Ranks of things whose values are believed, not known.

use super::Posterior;
use super::distribution::{normal_cdf, normal_quantile};

/// The rank of one of several things; 1 is the largest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankChance {
    /// 1 + Σ P(another is larger).
    pub expected: f64,
    /// The probability of being the largest.
    pub best: f64,
    /// The lowest rank that is still plausible: with 5 % the rank is better than it.
    pub from: u32,
    /// The highest rank that is still plausible: with 5 % the rank is worse.
    pub until: u32,
}

/// Points over each value; their quantiles are even, so each weighs the same.
const POINTS: u32 = 64;
/// From so many things on, ranks given a value are taken as normal.
const MANY: usize = 60;

/// Ranks of independent normal values (Goldstein & Spiegelhalter 1996, Journal of the Royal
/// Statistical Society A 159, on league tables): P(best) and the middle 90 % of the ranks, by
/// summing over each value, and given it over how many others are larger. `None` for values that
/// are not finite and deviations that are not above 0.
///
/// ```
/// use mahir::statistics::{Posterior, rank_chances};
///
/// let value = |mean| Posterior { mean, deviation: 1.0 };
/// let ranks = rank_chances(&[value(0.0), value(0.0)]).unwrap();
/// assert!((ranks[0].best - 0.5).abs() < 1e-3);
/// ```
pub fn rank_chances(values: &[Posterior]) -> Option<Vec<RankChance>> {
    let good = |value: &Posterior| {
        value.mean.is_finite() && value.deviation > 0.0 && value.deviation.is_finite()
    };
    if !values.iter().all(good) {
        return None;
    }
    let mut ranks = values
        .iter()
        .enumerate()
        .map(|(place, own)| {
            let others: Vec<&Posterior> = values
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .map(|(_, other)| other)
                .collect();
            let expected = 1.0
                + others
                    .iter()
                    .map(|other| {
                        let deviation = own.deviation.hypot(other.deviation);
                        normal_cdf((other.mean - own.mean) / deviation)
                    })
                    .sum::<f64>();
            let mut chances = vec![0.0; values.len()];
            for point in 0..POINTS {
                let z = normal_quantile((f64::from(point) + 0.5) / f64::from(POINTS))?;
                let at = own.mean + z * own.deviation;
                let larger: Vec<f64> = others
                    .iter()
                    .map(|other| normal_cdf((other.mean - at) / other.deviation))
                    .collect();
                add(&mut chances, &larger);
            }
            let total: f64 = chances.iter().sum();
            let rank = |probability: f64| {
                let mut sum = 0.0;
                let at = chances.iter().position(|chance| {
                    sum += chance / total;
                    sum >= probability - 1e-12
                });
                u32::try_from(at.unwrap_or(values.len() - 1) + 1).unwrap_or(u32::MAX)
            };
            Some(RankChance {
                expected,
                best: chances.first().copied().unwrap_or(0.0) / total,
                from: rank(0.05),
                until: rank(0.95),
            })
        })
        .collect::<Option<Vec<RankChance>>>()?;
    // One of them is the best; what the sums leave over is spread evenly.
    let total: f64 = ranks.iter().map(|rank| rank.best).sum();
    for rank in &mut ranks {
        rank.best /= total;
    }
    Some(ranks)
}

/// Adds the probabilities of how many of the others are larger.
fn add(chances: &mut [f64], larger: &[f64]) {
    if larger.len() >= MANY {
        let mean: f64 = larger.iter().sum();
        let variance: f64 = larger.iter().map(|p| p * (1.0 - p)).sum();
        let deviation = variance.sqrt().max(1e-9);
        let mut below = 0.0;
        let last = chances.len() - 1;
        for (count, chance) in chances.iter_mut().enumerate() {
            let until = if count == last {
                1.0
            } else {
                normal_cdf((count as f64 + 0.5 - mean) / deviation)
            };
            *chance += until - below;
            below = until;
        }
        return;
    }
    let mut ways = vec![0.0; larger.len() + 1];
    ways[0] = 1.0;
    for (known, p) in larger.iter().enumerate() {
        for count in (0..=known + 1).rev() {
            let one_less = if count > 0 { ways[count - 1] } else { 0.0 };
            ways[count] = ways[count] * (1.0 - p) + one_less * p;
        }
    }
    for (chance, way) in chances.iter_mut().zip(ways) {
        *chance += way;
    }
}
