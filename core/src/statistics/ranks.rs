//! Ranks of values, with ties.

/// Ranks from 1, ties sharing the mean of their ranks, and Σ(t³ − t) over groups of t tied values.
/// Values that differ by less than a tolerance are tied: 2.3 − 1.1 and 3.3 − 2.1 differ in the
/// last bit only.
pub(super) fn ranks(values: &[f64], tolerance: f64) -> (Vec<f64>, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    // Adding zero makes minus zero zero, which `total_cmp` would put first.
    order.sort_by(|&one, &other| (values[one] + 0.0).total_cmp(&(values[other] + 0.0)));
    let mut ranks = vec![0.0; values.len()];
    let mut ties = 0.0;
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && values[order[end]] - values[order[end - 1]] <= tolerance {
            end += 1;
        }
        let rank = (start + end + 1) as f64 / 2.0;
        for &place in &order[start..end] {
            ranks[place] = rank;
        }
        let tied = (end - start) as f64;
        ties += tied * tied * tied - tied;
        start = end;
    }
    (ranks, ties)
}

/// What rounding of the values explains, as a difference of two of them.
pub(super) fn rounding(values: impl Iterator<Item = f64>) -> f64 {
    8.0 * f64::EPSILON * values.fold(0.0, |most: f64, value| most.max(value.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_ranks() {
        // R: rank(c(3, 1, 3, 2, 3)) is 4 1 4 2 4.
        let (found, ties) = ranks(&[3.0, 1.0, 3.0, 2.0, 3.0], 0.0);
        assert_eq!(found, [4.0, 1.0, 4.0, 2.0, 4.0]);
        assert_eq!(ties, 24.0);
        let (found, _) = ranks(&[3.0, 1.0, 3.0, 0.0, -0.0], 0.0);
        assert_eq!(found, [4.5, 3.0, 4.5, 1.5, 1.5]);
        // 0.1 + 0.2 is 0.3 up to rounding.
        let (found, _) = ranks(&[0.1 + 0.2, 0.3, 1.0], rounding([1.0].into_iter()));
        assert_eq!(found, [1.5, 1.5, 3.0]);
        assert_eq!(ranks(&[], 0.0), (Vec::new(), 0.0));
    }
}
