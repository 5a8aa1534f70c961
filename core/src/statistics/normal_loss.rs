//! The unit normal loss function.

use super::distribution::normal_density;
use super::normal_cdf;

/// E[max(0, X − z)] = φ(z) − z (1 − Φ(z)) of a standard normal X: how much it is expected to
/// exceed z (Raiffa & Schlaifer 1961). Zero for plus infinity, infinite for minus infinity and for
/// what is no number.
///
/// ```
/// use mahir::statistics::normal_loss;
///
/// // At zero it is 1 ÷ √(2π).
/// assert!((normal_loss(0.0) - 0.398_942_280_401_432_7).abs() < 1e-15);
/// ```
pub fn normal_loss(z: f64) -> f64 {
    if z.is_nan() || z == f64::NEG_INFINITY {
        return f64::INFINITY;
    }
    if z < 3.0 {
        return normal_density(z) - z * normal_cdf(-z);
    }
    // Far out the two terms nearly cancel. With Laplace's fraction 1 − Φ(z) = φ(z) ÷ (z + r),
    // r = 1 ÷ (z + 2 ÷ (z + 3 ÷ …)), what is left is φ(z) r ÷ (z + r).
    let rest = (2..=60)
        .rev()
        .fold(z, |below, step| z + f64::from(step) / below);
    let r = 1.0 / rest;
    if z == f64::INFINITY {
        return 0.0;
    }
    normal_density(z) * r / (z + r)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the closed form at 50 digits (mpmath 1.3).
    #[test]
    fn to_the_last_digits() {
        for (z, expected) in [
            (-8.0, 8.0000000000000001),
            (-3.0, 3.0003821543170477),
            (-1.0, 1.0833154705876863),
            (-0.5, 6.97796557401306e-1),
            (0.5, 1.97796557401306e-1),
            (1.0, 8.33154705876862e-2),
            (1.9, 1.10543511242731e-2),
            (2.0, 8.49070261682963e-3),
            (2.5, 2.00413717912819e-3),
            (3.0, 3.82154317047723e-4),
            (5.0, 5.34616553383281e-8),
            (10.0, 7.47456025458932e-25),
            (30.0, 1.63195673409140e-199),
        ] {
            let found = normal_loss(z);
            assert!((found / expected - 1.0).abs() < 1e-12, "{z} {found}");
        }
        assert_eq!(normal_loss(f64::INFINITY), 0.0);
        assert_eq!(normal_loss(60.0), 0.0);
        assert_eq!(normal_loss(-1e300), 1e300);
        assert_eq!(normal_loss(f64::NAN), f64::INFINITY);
    }

    /// The loss is the integral of the upper tail: Simpson's rule from z on.
    #[test]
    fn by_numerical_integration() {
        for z in [-2.0_f64, -0.3, 0.0, 0.8, 2.5] {
            let (steps, width) = (4_000, 12.0 / 4_000.0);
            let tail = |place: u32| normal_cdf(-(z + f64::from(place) * width));
            let inner: f64 = (1..steps)
                .map(|place| tail(place) * if place % 2 == 1 { 4.0 } else { 2.0 })
                .sum();
            let integral = (tail(0) + inner + tail(steps)) * width / 3.0;
            assert!((integral - normal_loss(z)).abs() < 1e-12, "{z}");
        }
    }
}
