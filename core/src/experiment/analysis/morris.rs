//! Screening: which uncertain numbers matter at all (Morris 1991; Campolongo et al. 2007).

use serde::{Deserialize, Serialize};

use crate::random::{Entity, Streams};
use crate::statistics::{Interval, Moments, mean_interval};

/// What one factor does, over the trajectories.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MorrisEffect {
    /// μ: the mean elementary effect.
    pub mean: f64,
    /// μ*: the mean size of the effects; what a factor matters.
    pub mean_size: f64,
    /// The interval of μ* by Student's t over trajectories.
    pub interval: Interval,
    /// σ: how much the effect differs from place to place, by curvature or interaction.
    pub deviation: f64,
}

/// Trajectories through a grid in the unit cube: from each point to the next exactly one factor
/// moves, by Δ = p ÷ (2 (p − 1)).
#[derive(Clone, Debug, PartialEq)]
pub struct MorrisDesign {
    factors: usize,
    levels: u32,
    /// Trajectory by trajectory, factors + 1 points each.
    points: Vec<Vec<f64>>,
    /// The factor that moves after each point but the last of its trajectory.
    moved: Vec<usize>,
}

/// The stream that designs draw from; studies use other numbers.
const PURPOSE: u32 = 0x4d4f_5252;

/// A design has at most so many numbers.
const MOST: usize = 1 << 28;

impl MorrisDesign {
    /// A design of so many trajectories on a grid of `levels` per factor (even; 4 is usual).
    ///
    /// `None` without factors, with fewer than two trajectories, with levels that are odd or not 2
    /// to 100, or if it would hold more than 2²⁸ numbers.
    pub fn new(factors: usize, trajectories: usize, levels: u32, seed: u64) -> Option<Self> {
        let size = factors
            .checked_add(1)
            .and_then(|points| points.checked_mul(trajectories))
            .and_then(|points| points.checked_mul(factors));
        let taken = factors > 0
            && trajectories > 1
            && (2..=100).contains(&levels)
            && levels.is_multiple_of(2)
            && size.is_some_and(|size| size <= MOST);
        if !taken {
            return None;
        }
        let steps = f64::from(levels - 1);
        let half = levels / 2;
        let streams = Streams::new(seed);
        let mut points = Vec::with_capacity((factors + 1) * trajectories);
        let mut moved = Vec::with_capacity(factors * trajectories);
        for trajectory in 0..trajectories as u64 {
            let mut stream = streams.stream(PURPOSE, Entity::numbered(trajectory), 0);
            // Each factor goes between a level of the lower half and the one Δ above it.
            let mut at: Vec<u32> = Vec::with_capacity(factors);
            let mut up: Vec<bool> = Vec::with_capacity(factors);
            for _ in 0..factors {
                let low = stream.below(half);
                let rises = stream.happens(0.5);
                at.push(if rises { low } else { low + half });
                up.push(rises);
            }
            // Fisher and Yates' shuffle.
            let mut order: Vec<usize> = (0..factors).collect();
            for last in (1..factors).rev() {
                // Factors are fewer than 2²⁸.
                let other = stream.below(last as u32 + 1) as usize;
                order.swap(last, other);
            }
            let point = |at: &[u32]| {
                at.iter()
                    .map(|&level| f64::from(level) / steps)
                    .collect::<Vec<f64>>()
            };
            points.push(point(&at));
            for factor in order {
                at[factor] = if up[factor] {
                    at[factor] + half
                } else {
                    at[factor] - half
                };
                points.push(point(&at));
                moved.push(factor);
            }
        }
        Some(Self {
            factors,
            levels,
            points,
            moved,
        })
    }

    /// The points to be tried, each with a number from 0 to 1 for every factor.
    pub fn points(&self) -> &[Vec<f64>] {
        &self.points
    }

    /// A number of a point as a probability for [`crate::random::Distribution::quantile`]: the
    /// middle of its level's share, so that the ends of a distribution without ends are not asked
    /// for.
    pub fn probability(&self, value: f64) -> f64 {
        let levels = f64::from(self.levels);
        (value * (levels - 1.0) + 0.5) / levels
    }

    /// What each factor does, from the values at the points: elementary effects (f(x + Δ eᵢ) − f(x))
    /// ÷ Δ. `None` if there are not as many values as points, one is not finite, or the confidence
    /// does not lie strictly between 0 and 1.
    pub fn effects(&self, values: &[f64], confidence: f64) -> Option<Vec<MorrisEffect>> {
        if values.len() != self.points.len() {
            return None;
        }
        let per_trajectory = self.factors + 1;
        let mut effects: Vec<Vec<f64>> = vec![Vec::new(); self.factors];
        for (number, &factor) in self.moved.iter().enumerate() {
            let from = number / self.factors * per_trajectory + number % self.factors;
            let step = self.points[from + 1][factor] - self.points[from][factor];
            effects[factor].push((values[from + 1] - values[from]) / step);
        }
        effects
            .iter()
            .map(|effects| {
                let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
                let (signed, sizes) = (Moments::of(effects)?, Moments::of(&sizes)?);
                Some(MorrisEffect {
                    mean: signed.mean(),
                    mean_size: sizes.mean(),
                    interval: mean_interval(&sizes, confidence)?,
                    deviation: signed.standard_deviation()?,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    fn ishigami(point: &[f64]) -> f64 {
        let x: Vec<f64> = point.iter().map(|u| -PI + 2.0 * PI * u).collect();
        x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
    }

    /// On four levels the expected effects can be worked out by hand. With s = sin(π ÷ 3) and x₃⁴
    /// either π⁴ or (π ÷ 3)⁴: μ*₁ = 1.5 s (1 + 0.05 (π⁴ + π⁴ ÷ 81)) = 7.704, μ*₂ = 1.5 · 7 s² = 7.875
    /// on every trajectory, μ*₃ = 1.5 · 0.1 · s ÷ 2 · π⁴ (1 − 1 ÷ 81) = 6.249. SALib 1.6 with 1,000
    /// trajectories gives 7.53, 7.875, 5.96: within its sampling error.
    #[test]
    fn ishigami_by_hand() {
        let design = MorrisDesign::new(3, 1_000, 4, 1).unwrap();
        let values: Vec<f64> = design
            .points()
            .iter()
            .map(|point| ishigami(point))
            .collect();
        let found = design.effects(&values, 0.999).unwrap();
        let s = (PI / 3.0).sin();
        let expected = [
            1.5 * s * (1.0 + 0.05 * (PI.powi(4) + PI.powi(4) / 81.0)),
            7.875,
            0.075 * s * PI.powi(4) * (1.0 - 1.0 / 81.0),
        ];
        assert!((expected[0] - 7.704).abs() < 1e-3 && (expected[2] - 6.249).abs() < 1e-3);
        for (effect, expected) in found.iter().zip(expected) {
            assert!(
                effect.interval.contains(expected) || (effect.mean_size - expected).abs() < 1e-9,
                "{effect:?} {expected}"
            );
        }
        // The second factor acts alone: its effect has the same size everywhere.
        assert!((found[1].mean_size - 7.875).abs() < 1e-9);
    }

    #[test]
    fn one_factor_moves_at_a_time() {
        let design = MorrisDesign::new(5, 20, 6, 3).unwrap();
        assert_eq!(design.points().len(), 20 * 6);
        for trajectory in design.points().chunks(6) {
            let mut moved: Vec<usize> = trajectory
                .windows(2)
                .map(|pair| {
                    let differ: Vec<usize> = (0..5).filter(|&f| pair[0][f] != pair[1][f]).collect();
                    assert_eq!(differ.len(), 1);
                    let step = (pair[0][differ[0]] - pair[1][differ[0]]).abs();
                    assert!((step - 0.6).abs() < 1e-12);
                    differ[0]
                })
                .collect();
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4]);
        }
        for value in design.points().iter().flatten() {
            assert!((0.0..=1.0).contains(value));
            assert!((0.0..1.0).contains(&design.probability(*value)));
        }
    }

    #[test]
    fn a_line_has_its_slopes() {
        let design = MorrisDesign::new(2, 10, 4, 9).unwrap();
        let values: Vec<f64> = design
            .points()
            .iter()
            .map(|p| 3.0 * p[0] - 2.0 * p[1])
            .collect();
        let found = design.effects(&values, 0.95).unwrap();
        assert!((found[0].mean - 3.0).abs() < 1e-9 && (found[1].mean + 2.0).abs() < 1e-9);
        assert!((found[1].mean_size - 2.0).abs() < 1e-9 && found[1].deviation < 1e-9);
        assert_eq!(design.effects(&values[1..], 0.95), None);
        for (factors, trajectories, levels) in [(0, 5, 4), (2, 1, 4), (2, 5, 3), (usize::MAX, 5, 4)]
        {
            assert_eq!(MorrisDesign::new(factors, trajectories, levels, 0), None);
        }
    }
}
