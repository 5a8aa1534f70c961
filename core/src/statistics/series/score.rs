//! Kendall's score S, its ties and its variance.

/// S, the ties and the variance of S of values in the order of time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    /// How many values.
    pub(super) known: usize,
    /// Pairs that rise minus pairs that fall.
    pub(super) s: i64,
    /// All pairs, n(n − 1) ÷ 2.
    pub(super) pairs: f64,
    /// Pairs of equal values, Σ t(t − 1) ÷ 2.
    pub(super) tied_pairs: f64,
    /// (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) ÷ 18 (Kendall 1975).
    pub(super) variance: f64,
}

/// The score of finite values; in n log n steps.
pub(super) fn score(values: &[f64]) -> Score {
    let ranks = dense_ranks(values);
    let n = values.len();
    // How many values of each rank came before: a binary indexed tree (Fenwick 1994).
    let mut tree = vec![0_i64; n + 1];
    let mut counts = vec![0_u64; n];
    let mut s = 0_i64;
    for (before, &rank) in ranks.iter().enumerate() {
        let lower = prefix(&tree, rank);
        let lower_or_equal = prefix(&tree, rank + 1);
        let higher = before as i64 - lower_or_equal;
        s += lower - higher;
        let mut at = rank + 1;
        while at <= n {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
        counts[rank] += 1;
    }
    let of = |count: u64| {
        let t = count as f64;
        (t * (t - 1.0) / 2.0, t * (t - 1.0) * (2.0 * t + 5.0))
    };
    let (pairs, whole) = of(n as u64);
    let (tied_pairs, tied) = counts
        .iter()
        .map(|&count| of(count))
        .fold((0.0, 0.0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
    Score {
        known: n,
        s,
        pairs,
        tied_pairs,
        variance: (whole - tied) / 18.0,
    }
}

/// The sum of the first so many ranks.
fn prefix(tree: &[i64], ranks: usize) -> i64 {
    let (mut at, mut sum) = (ranks, 0);
    while at > 0 {
        sum += tree[at];
        at -= at & at.wrapping_neg();
    }
    sum
}

/// Ranks from 0 in which equal values share one and the next value has the next.
fn dense_ranks(values: &[f64]) -> Vec<usize> {
    let order = order(values);
    let mut ranks = vec![0; values.len()];
    let mut rank = 0;
    for pair in order.windows(2) {
        // Zero and minus zero are equal.
        if values[pair[0]] != values[pair[1]] {
            rank += 1;
        }
        ranks[pair[1]] = rank;
    }
    ranks
}

fn order(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    // Adding zero makes minus zero zero, which `total_cmp` would put first.
    order.sort_by(|&one, &other| (values[one] + 0.0).total_cmp(&(values[other] + 0.0)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranks_of_equal_values_are_one() {
        assert_eq!(dense_ranks(&[3.0, 1.0, 3.0, 0.0, -0.0]), [2, 1, 2, 0, 0]);
    }

    proptest! {
        /// Against counting pair by pair.
        #[test]
        fn the_score_counts_pairs(values in proptest::collection::vec(-4_i32..5, 0..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let (mut s, mut ties) = (0_i64, 0.0);
            for (after, later) in values.iter().enumerate() {
                for earlier in &values[..after] {
                    s += i64::from(later > earlier) - i64::from(later < earlier);
                    ties += f64::from(u8::from(later == earlier));
                }
            }
            let found = score(&values);
            prop_assert_eq!((found.s, found.tied_pairs), (s, ties));
        }
    }
}
