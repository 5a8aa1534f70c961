//! The exact distribution of Kendall's score for few values without ties.

/// Up to so many values the exact distribution is computed.
pub(super) const AT_MOST: usize = 60;

/// The two-sided probability of a score at least as far from zero, if all n! orders of n different
/// values are as likely as each other: min(1, 2 P(S ≥ |s|)). `None` for fewer than two or more
/// than [`AT_MOST`] values.
///
/// Orders with d falling pairs are counted by adding one value at a time (Kendall 1975).
pub(super) fn two_sided(n: usize, s: i64) -> Option<f64> {
    if !(2..=AT_MOST).contains(&n) {
        return None;
    }
    // The share of the orders with d falling pairs.
    let mut shares = vec![1.0_f64];
    for size in 2..=n {
        let mut next = vec![0.0; shares.len() + size - 1];
        for (falling, share) in shares.iter().enumerate() {
            // The new value falls below 0 to size − 1 of the others, each as likely.
            for more in 0..size {
                next[falling + more] += share / size as f64;
            }
        }
        shares = next;
    }
    let pairs = (n * (n - 1) / 2) as i64;
    // S = pairs − 2 d, so S ≥ |s| where d ≤ (pairs − |s|) ÷ 2.
    let most = usize::try_from((pairs - s.abs()).div_euclid(2)).ok()?;
    let tail: f64 = shares.iter().take(most + 1).sum();
    Some((2.0 * tail).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Upper tail probabilities P(S ≥ s) of table A18 in Gilbert (1987), three decimals, doubled.
    #[test]
    fn the_published_table() {
        for (n, s, one_sided) in [
            (4, 0, 0.625),
            (4, 4, 0.167),
            (4, 6, 0.042),
            (5, 6, 0.117),
            (5, 10, 0.0083),
            (6, 9, 0.068),
            (7, 11, 0.068),
            (8, 16, 0.031),
            (9, 20, 0.022),
            (10, 21, 0.036),
        ] {
            let expected = f64::min(1.0, 2.0 * one_sided);
            let found = two_sided(n, s).unwrap();
            assert!((found - expected).abs() < 1.1e-3, "{n} {s} {found}");
            assert_eq!(found, two_sided(n, -s).unwrap());
        }
        assert_eq!((two_sided(1, 0), two_sided(61, 0)), (None, None));
    }
}
