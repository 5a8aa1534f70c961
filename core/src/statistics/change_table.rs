//! Categories before and after: McNemar's and Bowker's tests.

use statrs::distribution::{ChiSquared, ContinuousCDF};
use statrs::function::gamma::ln_gamma;

/// P(χ² ≥ x) with so many degrees of freedom; `None` for x that is not finite or below 0, and for
/// degrees of freedom that are not positive.
pub fn chi_squared_tail(x: f64, degrees_of_freedom: f64) -> Option<f64> {
    if !(x >= 0.0 && x.is_finite() && degrees_of_freedom > 0.0 && degrees_of_freedom.is_finite()) {
        return None;
    }
    let tail = ChiSquared::new(degrees_of_freedom).ok()?.sf(x);
    tail.is_finite().then(|| tail.clamp(0.0, 1.0))
}

/// McNemar's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct McNemarTest {
    /// χ² = (b − c)² ÷ (b + c), one degree of freedom.
    pub statistic: f64,
    /// Its probability if rises and falls are equally likely.
    pub p_value: f64,
    /// χ² with the correction for continuity, (|b − c| − 1)² ÷ (b + c) (Edwards 1948).
    pub corrected: f64,
    /// Its probability.
    pub corrected_p_value: f64,
    /// The exact two-sided binomial probability; `None` for more than a million changes.
    pub exact_p_value: Option<f64>,
    /// The mid-p value: the exact one less the probability of what was seen (Fagerland, Lydersen &
    /// Laake 2013, who recommend it); `None` as before.
    pub mid_p_value: Option<f64>,
}

/// Tests whether as many people came to hold something as lost it (McNemar 1947). `None` if nobody
/// did either.
///
/// ```
/// use mahir::statistics::mcnemar;
///
/// let test = mcnemar(121, 59).unwrap();
/// assert_eq!(format!("{:.4} {:.4}", test.statistic, test.corrected), "21.3556 20.6722");
/// ```
pub fn mcnemar(gained: u64, lost: u64) -> Option<McNemarTest> {
    let (one, two) = (gained as f64, lost as f64);
    let all = one + two;
    if all == 0.0 {
        return None;
    }
    let away = (one - two).abs();
    let statistic = away * (away / all);
    let less = (away - 1.0).max(0.0);
    let corrected = less * (less / all);
    let exact = exact(gained.min(lost), gained.saturating_add(lost));
    Some(McNemarTest {
        statistic,
        p_value: chi_squared_tail(statistic, 1.0)?,
        corrected,
        corrected_p_value: chi_squared_tail(corrected, 1.0)?,
        exact_p_value: exact.map(|(below, _)| (2.0 * below).min(1.0)),
        mid_p_value: exact.map(|(below, at)| (2.0 * below - at).min(1.0)),
    })
}

/// P(X ≤ k) and P(X = k) of n fair coins.
fn exact(k: u64, n: u64) -> Option<(f64, f64)> {
    const MOST: u64 = 1_000_000;
    if n > MOST {
        return None;
    }
    let (heads, coins) = (k as f64, n as f64);
    let logarithm = ln_gamma(coins + 1.0)
        - ln_gamma(heads + 1.0)
        - ln_gamma(coins - heads + 1.0)
        - coins * std::f64::consts::LN_2;
    // Up from k = 0 the terms rise, so from k downwards they fall.
    let at = logarithm.exp();
    let (mut below, mut term) = (at, at);
    for step in (1..=k).rev() {
        term *= step as f64 / (coins - step as f64 + 1.0);
        below += term;
        if term <= f64::EPSILON / 8.0 * below {
            break;
        }
    }
    Some((below.min(1.0), at))
}

/// Bowker's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BowkerTest {
    /// χ² = Σ (n_ij − n_ji)² ÷ (n_ij + n_ji) over pairs of categories.
    pub statistic: f64,
    /// Pairs of categories between which somebody moved: k(k − 1) ÷ 2 if all have one.
    pub degrees_of_freedom: usize,
    /// The probability of it if moves are equally likely in both directions.
    pub p_value: f64,
}

/// Tests whether a square table of categories before (rows) and after (columns) is symmetric
/// (Bowker 1948); McNemar's test for more than two categories. `None` for a table that is not
/// square, and if nobody moved.
pub fn bowker(table: &[Vec<u64>]) -> Option<BowkerTest> {
    if table.iter().any(|row| row.len() != table.len()) {
        return None;
    }
    let (mut statistic, mut degrees_of_freedom) = (0.0, 0);
    for (i, row) in table.iter().enumerate() {
        for (j, &there) in row.iter().enumerate().skip(i + 1) {
            let back = table[j][i] as f64;
            let (there, both) = (there as f64, there as f64 + back);
            if both > 0.0 {
                statistic += (there - back) * ((there - back) / both);
                degrees_of_freedom += 1;
            }
        }
    }
    Some(BowkerTest {
        statistic,
        degrees_of_freedom,
        p_value: chi_squared_tail(statistic, degrees_of_freedom as f64)?,
    })
}
