//! The rank sum test of two groups: who has the larger values?

use super::distribution::normal_cdf;
use super::ranks::{ranks, rounding};

/// The rank sum test (Wilcoxon; Mann & Whitney 1947).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankSumTest {
    /// U: pairs of one of each group in which the first is larger, ties counting a half (W in R).
    pub statistic: f64,
    /// The standard normal value with its correction for continuity; `None` for an exact test.
    pub z: Option<f64>,
    /// The two-sided probability of a U so far from its middle if both groups are alike.
    pub p_value: f64,
    /// U ÷ (n₁n₂): the probability that one of the first group is above one of the second.
    pub superiority: f64,
}

/// Groups smaller than this are tested exactly if no values are tied, as R does.
const EXACT_BELOW: usize = 50;

/// Tests that values of two groups come from one distribution. Exact for groups below 50 without
/// ties; otherwise normal with the correction for continuity ½ and the variance n₁n₂ ÷ 12 · (n +
/// 1 − Σ(t³ − t) ÷ (n(n − 1))) (Hollander & Wolfe 1999). `None` for an empty group, values that
/// are not finite, and if all are equal.
pub fn rank_sum(first: &[f64], second: &[f64]) -> Option<RankSumTest> {
    let all: Vec<f64> = first.iter().chain(second).copied().collect();
    if first.is_empty() || second.is_empty() || !all.iter().all(|value| value.is_finite()) {
        return None;
    }
    let (places, ties) = ranks(&all, rounding(all.iter().copied()));
    let (one, two) = (first.len() as f64, second.len() as f64);
    let statistic = places.iter().take(first.len()).sum::<f64>() - one * (one + 1.0) / 2.0;
    let pairs = one * two;
    let (z, p_value) = if ties == 0.0 && first.len() < EXACT_BELOW && second.len() < EXACT_BELOW {
        let smaller = statistic.min(pairs - statistic);
        (None, exact_p(first.len(), second.len(), smaller))
    } else {
        let n = one + two;
        let variance = pairs / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
        if variance <= 0.0 {
            return None;
        }
        let away = statistic - pairs / 2.0;
        let z = (away.abs() - 0.5).max(0.0).copysign(away) / variance.sqrt();
        (Some(z), (2.0 * normal_cdf(-z.abs())).min(1.0))
    };
    Some(RankSumTest {
        statistic,
        z,
        p_value,
        superiority: statistic / pairs,
    })
}

/// Twice the share of the orders of two groups with at most this U. The numbers of orders are the
/// coefficients of the Gaussian binomial, ∏(1 − q^(n₂ + i)) ÷ (1 − qⁱ), i from 1 to n₁.
fn exact_p(one: usize, two: usize, smaller: f64) -> f64 {
    let top = one * two;
    let mut ways = vec![0.0_f64; top + 1];
    ways[0] = 1.0;
    // By the recursion w(i, j, u) = w(i − 1, j, u − j) + w(i, j − 1, u), which adds only: as sums
    // of parts of at most `two`, `one` of them at most.
    let mut by_first: Vec<Vec<f64>> = vec![vec![0.0; top + 1]; one + 1];
    by_first[0][0] = 1.0;
    for part in 1..=two {
        for used in 1..=one {
            for sum in part..=top {
                let more = by_first[used - 1][sum - part];
                by_first[used][sum] += more;
            }
        }
    }
    for (sum, way) in ways.iter_mut().enumerate() {
        *way = by_first.iter().map(|row| row[sum]).sum();
    }
    let all: f64 = ways.iter().sum();
    let below: f64 = ways.iter().take(smaller as usize + 1).sum();
    (2.0 * below / all).min(1.0)
}
