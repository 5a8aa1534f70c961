//! Fisher's F distribution: the ratio of two variances.

use statrs::function::beta::beta_reg;

use super::root::root;

/// The probability that a value of Fisher's F with so many degrees of freedom in numerator and
/// denominator is at most f, by the incomplete beta function; `None` for degrees of freedom that
/// are not positive and finite, or if f is not a number. An infinite f is reached by all values.
pub fn fisher_cdf(f: f64, numerator: f64, denominator: f64) -> Option<f64> {
    tail(f, numerator, denominator, false)
}

/// The probability that a value of Fisher's F is more than f, without the loss of digits of one
/// minus [`fisher_cdf`]; `None` as there. It is the p-value of an F test.
///
/// ```
/// use mahir::statistics::fisher_upper_tail;
///
/// // With two degrees of freedom in the numerator it is (1 + 2f ÷ d)^(−d ÷ 2).
/// let p = fisher_upper_tail(3.0, 2.0, 10.0).unwrap();
/// assert!((p - 1.6_f64.powi(-5)).abs() < 1e-14);
/// ```
pub fn fisher_upper_tail(f: f64, numerator: f64, denominator: f64) -> Option<f64> {
    tail(f, numerator, denominator, true)
}

fn tail(f: f64, numerator: f64, denominator: f64, upper: bool) -> Option<f64> {
    let freedom = |value: f64| value > 0.0 && value.is_finite();
    if f.is_nan() || !freedom(numerator) || !freedom(denominator) {
        return None;
    }
    if f <= 0.0 || f == f64::INFINITY {
        return Some(f64::from(u8::from((f <= 0.0) == upper)));
    }
    // Both shares are computed as they stand: one minus the other would lose the small one.
    let above = numerator * f;
    let whole = above + denominator;
    let probability = if upper {
        beta_reg(denominator / 2.0, numerator / 2.0, denominator / whole)
    } else {
        beta_reg(numerator / 2.0, denominator / 2.0, above / whole)
    };
    probability.is_finite().then(|| probability.clamp(0.0, 1.0))
}

/// The value below which Fisher's F lies with a probability strictly between 0 and 1; `None` for
/// others, for degrees of freedom that are not positive, or if it is too large to be a number.
pub fn fisher_quantile(probability: f64, numerator: f64, denominator: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    // On the scale of logarithms, where the distribution is nearly symmetric. Tails are compared
    // on the side where they are small, so that digits are kept.
    let upper = probability > 0.5;
    let wanted = if upper {
        1.0 - probability
    } else {
        probability
    };
    let beyond = |logarithm: f64| {
        let reached = tail(logarithm.exp(), numerator, denominator, upper)?;
        Some((reached - wanted) / wanted)
    };
    let rises = |value: f64| if upper { value < 0.0 } else { value > 0.0 };
    let mut reach = 1.0;
    while !rises(beyond(reach)?) || rises(beyond(-reach)?) {
        reach *= 2.0;
        // exp(709) is about the largest number.
        if reach > 700.0 {
            return None;
        }
    }
    root(beyond, -reach, reach, 1e-15).map(f64::exp)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F with (1, d) degrees of freedom is t² with d, and closed forms for two in the numerator.
    #[test]
    fn closed_forms() {
        for (freedom, t) in [(1.0, 12.706_204_736_174_7), (9.0, 2.262_157_162_798_2)] {
            let found = fisher_quantile(0.95, 1.0, freedom).unwrap();
            assert!((found / (t * t) - 1.0).abs() < 1e-11, "{found}");
        }
        for d in [1.0, 3.0, 10.0, 250.0] {
            for f in [0.01, 0.7, 4.0, 60.0] {
                let exact = (-d / 2.0 * f64::ln_1p(2.0 * f / d)).exp();
                let found = fisher_upper_tail(f, 2.0, d).unwrap();
                assert!((found / exact - 1.0).abs() < 1e-11, "{d} {f} {found}");
                assert!((fisher_cdf(f, 2.0, d).unwrap() + found - 1.0).abs() < 1e-13);
            }
        }
    }

    /// Quantiles at 30 digits (mpmath 1.3); the incomplete beta function of `statrs` gives ten.
    #[test]
    fn quantiles_of_tables() {
        for (probability, numerator, denominator, expected) in [
            (0.975, 5.0, 18.0, 3.381_967_805_875_243),
            (0.975, 5.0, 15.0, 3.576_415_349_279_062),
            (0.025, 5.0, 15.0, 0.155_575_963_078_487_1),
            (0.975, 5.0, 4.786, 7.497_122_857_400_585),
            (0.975, 29.0, 174.0, 1.661_538_417_028_812_7),
            (0.025, 29.0, 174.0, 0.536_965_542_527_490_6),
            (0.975, 999.0, 2_997.0, 1.105_179_771_673_439),
            (0.001, 3.0, 40.0, 0.008_002_626_812_626_284),
            // As large as a nation's; scipy 1.17.
            (0.975, 999_999.0, 2_999_997.0, 1.003_204_435_979_963_7),
        ] {
            let found = fisher_quantile(probability, numerator, denominator).unwrap();
            assert!(
                (found / expected - 1.0).abs() < 1e-9,
                "{probability} {found}"
            );
        }
    }

    #[test]
    fn what_is_no_distribution() {
        assert_eq!(fisher_cdf(1.0, 0.0, 3.0), None);
        assert_eq!(fisher_cdf(f64::NAN, 1.0, 3.0), None);
        assert_eq!(fisher_cdf(1.0, 2.0, f64::INFINITY), None);
        assert_eq!(fisher_cdf(-1.0, 2.0, 3.0), Some(0.0));
        assert_eq!(fisher_upper_tail(f64::INFINITY, 2.0, 3.0), Some(0.0));
        assert_eq!(fisher_quantile(1.0, 2.0, 3.0), None);
        assert_eq!(fisher_quantile(0.5, f64::NAN, 3.0), None);
        // The quantile is about 10^317.
        assert_eq!(fisher_quantile(0.999, 1.0, 0.02), None);
    }
}
