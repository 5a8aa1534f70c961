//! Values in the middle, and at a share of the way.

/// The median: the value in the middle, or halfway between the two there. `None` without values,
/// or if it is not finite.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    median_of_sorted(&sorted)
}

/// The median of values that are in order already.
pub(super) fn median_of_sorted(values: &[f64]) -> Option<f64> {
    let high = *values.get(values.len() / 2)?;
    let low = *values.get((values.len() - 1) / 2)?;
    Some(f64::midpoint(low, high)).filter(|median| median.is_finite())
}

/// The quantile between neighbours, (n − 1)p places from the first (type 7 of Hyndman & Fan 1996,
/// R's and numpy's default). The values are put into another order. `None` without values.
pub(crate) fn quantile(values: &mut [f64], probability: f64) -> Option<f64> {
    let place = (values.len() as f64 - 1.0) * probability.clamp(0.0, 1.0);
    let low = place.floor();
    let index = low as usize;
    if index >= values.len() {
        return None;
    }
    let (_, at, rest) = values.select_nth_unstable_by(index, f64::total_cmp);
    let at = *at;
    let next = rest.iter().copied().fold(f64::INFINITY, f64::min);
    let part = place - low;
    Some(if part > 0.0 && next.is_finite() {
        at + (next - at) * part
    } else {
        at
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_r_has_them() {
        // R: median(c(3, 1, 2, 10)) is 2.5, quantile(c(4, 1, 3, 2), 0.25) is 1.75.
        assert_eq!(median(&[3.0, 1.0, 2.0, 10.0]), Some(2.5));
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[f64::INFINITY]), None);
        assert_eq!(quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.25), Some(1.75));
        assert_eq!(quantile(&mut [4.0, 1.0, 3.0, 2.0], 1.0), Some(4.0));
        assert_eq!(quantile(&mut [], 0.5), None);
    }
}
