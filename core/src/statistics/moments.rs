//! Count, mean and variance: all that most of the formulas need.

/// Count, mean and variance of a sample.
///
/// Variances below what rounding of the values themselves explains are exactly zero: 2.3 − 1.1
/// and 3.3 − 2.1 differ in the last bit, and that is no spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    count: usize,
    mean: f64,
    variance: f64,
}

/// So many last bits of the largest value count as rounding.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

impl Moments {
    /// Of values; `None` if there are none, if one is not finite, or if they are so large that
    /// their variance is not finite.
    ///
    /// Mean x̄ = x₁ + Σ(xᵢ − x₁) ÷ n and variance s² = Σ(xᵢ − x̄)² ÷ (n − 1); with one value the
    /// variance is zero and means nothing.
    pub fn of(values: &[f64]) -> Option<Self> {
        let scale = values
            .iter()
            .fold(0.0_f64, |most, value| most.max(value.abs()));
        Self::with_scale(values.iter().copied(), scale)
    }

    /// Of the changes from before to after, pair by pair; `None` as for [`Moments::of`], or if
    /// the slices differ in length.
    pub fn of_changes(before: &[f64], after: &[f64]) -> Option<Self> {
        if before.len() != after.len() {
            return None;
        }
        let scale = before
            .iter()
            .chain(after)
            .fold(0.0_f64, |most, value| most.max(value.abs()));
        Self::with_scale(
            after
                .iter()
                .zip(before)
                .map(|(after, before)| after - before),
            scale,
        )
    }

    fn with_scale(values: impl Iterator<Item = f64> + Clone, scale: f64) -> Option<Self> {
        // The first value is taken off before summing, so that equal values give exactly
        // themselves as mean and exactly zero as variance.
        let first = values.clone().next()?;
        let mut count = 0_usize;
        let mut sum = 0.0;
        for value in values.clone() {
            if !value.is_finite() {
                return None;
            }
            count += 1;
            sum += value - first;
        }
        let mean = first + sum / count as f64;
        let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
        let variance = if count > 1 {
            squares / (count - 1) as f64
        } else {
            0.0
        };
        if !mean.is_finite() || !variance.is_finite() {
            return None;
        }
        let rounding = ROUNDING * scale;
        let spread = variance > 0.0 && variance.sqrt() > rounding;
        Some(Self {
            count,
            mean: if mean.abs() <= rounding { 0.0 } else { mean },
            variance: if spread { variance } else { 0.0 },
        })
    }

    /// How many values.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The mean; finite.
    pub const fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance with divisor n − 1; finite, zero if all values are equal.
    pub const fn variance(&self) -> f64 {
        self.variance
    }

    /// The standard deviation, the root of the variance; `None` for one value.
    pub fn standard_deviation(&self) -> Option<f64> {
        (self.count > 1).then(|| self.variance.sqrt())
    }

    /// The standard error of the mean, s ÷ √n; `None` for one value.
    pub fn standard_error(&self) -> Option<f64> {
        self.standard_deviation()
            .map(|deviation| deviation / (self.count as f64).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_values_have_no_spread() {
        let moments = Moments::of(&[0.1; 10_000]).unwrap();
        assert_eq!((moments.mean(), moments.variance()), (0.1, 0.0));
        // 2.3 − 1.1 = 1.1999999999999997 in binary, 3.3 − 2.1 = 1.1999999999999997 or its
        // neighbour: rounding, not spread.
        let changes = Moments::of_changes(&[1.1, 2.1, 0.1], &[2.3, 3.3, 1.3]).unwrap();
        assert_eq!(changes.variance(), 0.0);
        let none = Moments::of_changes(&[0.3], &[0.1 + 0.2]).unwrap();
        assert_eq!(none.mean(), 0.0);
    }

    #[test]
    fn what_has_no_moments() {
        assert_eq!(Moments::of(&[]), None);
        assert_eq!(Moments::of(&[1.0, f64::NAN]), None);
        assert_eq!(Moments::of(&[f64::INFINITY]), None);
        assert_eq!(Moments::of(&[1e308, -1e308]), None);
        assert_eq!(Moments::of_changes(&[-1e308], &[1e308]), None);
        assert_eq!(Moments::of_changes(&[1.0], &[]), None);
        let one = Moments::of(&[3.0]).unwrap();
        assert_eq!(
            (one.standard_deviation(), one.standard_error()),
            (None, None)
        );
    }

    proptest! {
        #[test]
        fn the_mean_lies_within_and_moves_with_the_values(
            values in proptest::collection::vec(-1e3_f64..1e3, 1..50),
            shift in -100.0_f64..100.0,
        ) {
            let moments = Moments::of(&values).unwrap();
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(least - 1e-9 <= moments.mean() && moments.mean() <= most + 1e-9);
            let shifted: Vec<f64> = values.iter().map(|value| value + shift).collect();
            let moved = Moments::of(&shifted).unwrap();
            prop_assert!((moved.mean() - moments.mean() - shift).abs() < 1e-9);
            prop_assert!((moved.variance() - moments.variance()).abs() < 1e-6);
        }
    }
}
