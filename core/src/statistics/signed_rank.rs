//! Wilcoxon's signed rank test: did more, and larger, changes go up than down?

use super::distribution::normal_cdf;
use super::ranks::{ranks, rounding};

/// What happens to people who did not change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZeroChanges {
    /// They are left out (Wilcoxon 1945; R).
    #[default]
    LeftOut,
    /// They are ranked, then left out (Pratt 1959).
    Pratt,
}

/// Wilcoxon's signed rank test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignedRankTest {
    /// The sum of the ranks of rises (V in R).
    pub rises: f64,
    /// The sum of the ranks of falls.
    pub falls: f64,
    /// Changes other than zero.
    pub changed: usize,
    /// Changes of zero.
    pub unchanged: usize,
    /// The standard normal value with its correction for continuity; `None` for an exact test.
    pub z: Option<f64>,
    /// The two-sided probability of ranks so uneven if there is no tendency.
    pub p_value: f64,
    /// The matched-pairs rank-biserial correlation, (rises − falls) ÷ (rises + falls), from −1 to
    /// 1 (Kerby 2014).
    pub rank_biserial: f64,
}

/// Fewer changes than this, without ties and zeros, are tested exactly, as R does.
const EXACT_BELOW: usize = 50;

/// Tests that changes go up as much as down (Wilcoxon 1945).
///
/// Exact for fewer than 50 changes without ties and zeros. Otherwise normal, with the correction
/// for continuity ½: mean n(n + 1) ÷ 4 and variance n(n + 1)(2n + 1) ÷ 24 − Σ(t³ − t) ÷ 48 over
/// groups of t tied changes; with Pratt's zeros (m of them) less m(m + 1) ÷ 4 and m(m + 1)(2m +
/// 1) ÷ 24 (Hollander & Wolfe 1999). Changes that differ by rounding only are tied.
///
/// `None` if nothing changed, for slices of different length, and for values that are not finite.
///
/// ```
/// use mahir::statistics::{ZeroChanges, signed_rank};
///
/// let test = signed_rank(&[0.0; 4], &[1.0, 2.0, 3.0, 4.0], ZeroChanges::LeftOut).unwrap();
/// assert_eq!((test.rises, test.p_value), (10.0, 0.125)); // 2 of 16 ways of signing four ranks
/// ```
pub fn signed_rank(before: &[f64], after: &[f64], zeros: ZeroChanges) -> Option<SignedRankTest> {
    if before.len() != after.len() {
        return None;
    }
    let tolerance = rounding(before.iter().chain(after).copied());
    let changes: Vec<f64> = before
        .iter()
        .zip(after)
        .map(|(before, after)| after - before)
        .collect();
    if !changes.iter().all(|change| change.is_finite()) {
        return None;
    }
    let moved = |change: &f64| change.abs() > tolerance;
    let unchanged = changes.iter().filter(|change| !moved(change)).count();
    let changed = changes.len() - unchanged;
    if changed == 0 {
        return None;
    }
    let ranked: Vec<f64> = match zeros {
        ZeroChanges::LeftOut => changes.iter().copied().filter(moved).collect(),
        ZeroChanges::Pratt => changes
            .iter()
            .map(|change| if moved(change) { *change } else { 0.0 })
            .collect(),
    };
    let sizes: Vec<f64> = ranked.iter().map(|change| change.abs()).collect();
    let (places, ties) = ranks(&sizes, tolerance);
    let sum = |up: bool| {
        ranked
            .iter()
            .zip(&places)
            .filter(|(change, _)| if up { **change > 0.0 } else { **change < 0.0 })
            .map(|(_, rank)| rank)
            .sum::<f64>()
    };
    let (rises, falls) = (sum(true), sum(false));
    let exact = ties == 0.0 && unchanged == 0 && changed < EXACT_BELOW;
    let (z, p_value) = if exact {
        (None, exact_p(changed, rises.min(falls)))
    } else {
        let n = ranked.len() as f64;
        let zero = if zeros == ZeroChanges::Pratt {
            unchanged as f64
        } else {
            0.0
        };
        // Zeros of Pratt's are one more group of ties, which their own term takes away already.
        let own_ties = ties - (zero * zero * zero - zero);
        let mean = (n * (n + 1.0) - zero * (zero + 1.0)) / 4.0;
        let variance = (n * (n + 1.0) * (2.0 * n + 1.0) - zero * (zero + 1.0) * (2.0 * zero + 1.0))
            / 24.0
            - own_ties / 48.0;
        let away = rises - mean;
        // Within half a rank of the middle nothing is left of the distance.
        let corrected = (away.abs() - 0.5).max(0.0).copysign(away);
        let z = if variance > 0.0 {
            corrected / variance.sqrt()
        } else {
            0.0
        };
        (Some(z), (2.0 * normal_cdf(-z.abs())).min(1.0))
    };
    Some(SignedRankTest {
        rises,
        falls,
        changed,
        unchanged,
        z,
        p_value,
        rank_biserial: (rises - falls) / (rises + falls),
    })
}

/// Twice the share of the 2ⁿ ways of signing the ranks 1 to n with at most this sum of rises.
fn exact_p(count: usize, smaller: f64) -> f64 {
    let top = count * (count + 1) / 2;
    let mut ways = vec![0.0_f64; top + 1];
    ways[0] = 1.0;
    for rank in 1..=count {
        for sum in (rank..=top).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    // Below 2⁵⁰ every count is a whole number that a double holds.
    let below: f64 = ways.iter().take(smaller as usize + 1).sum();
    (2.0 * below / 2.0_f64.powi(count as i32)).min(1.0)
}
