//! The normal distribution and Student's t, from `statrs`, with the holes at their ends closed.

use statrs::distribution::{Continuous, ContinuousCDF, StudentsT};
use statrs::function::erf;

/// Φ(x): the probability that a standard normal value is at most x.
pub fn normal_cdf(x: f64) -> f64 {
    if x.is_nan() {
        return 0.5;
    }
    0.5 * erf::erfc(-x / std::f64::consts::SQRT_2)
}

/// The value below which a standard normal value lies with a probability strictly between 0 and
/// 1; `None` for other probabilities.
pub fn normal_quantile(probability: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    let quantile = -std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * probability);
    quantile.is_finite().then_some(quantile)
}

/// From so many degrees of freedom on, Student's t is the normal distribution to ten digits.
const AS_GOOD_AS_NORMAL: f64 = 1e9;

/// From so many degrees of freedom on, quantiles come from an expansion.
const EXPANDED_FROM: f64 = 1e4;

fn student(degrees_of_freedom: f64) -> Option<StudentsT> {
    if !(degrees_of_freedom > 0.0 && degrees_of_freedom.is_finite()) {
        return None;
    }
    StudentsT::new(0.0, 1.0, degrees_of_freedom).ok()
}

/// The probability that a value of Student's t is at most t; `None` for degrees of freedom that
/// are not positive, or if t is not finite.
pub fn student_t_cdf(t: f64, degrees_of_freedom: f64) -> Option<f64> {
    let distribution = student(degrees_of_freedom)?;
    if !t.is_finite() {
        return None;
    }
    let probability = if degrees_of_freedom >= AS_GOOD_AS_NORMAL {
        normal_cdf(t)
    } else {
        distribution.cdf(t)
    };
    probability.is_finite().then_some(probability)
}

/// The value below which Student's t lies with a probability strictly between 0 and 1; `None` for
/// others, or for degrees of freedom that are not positive.
pub fn student_t_quantile(probability: f64, degrees_of_freedom: f64) -> Option<f64> {
    let distribution = student(degrees_of_freedom)?;
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    if degrees_of_freedom >= AS_GOOD_AS_NORMAL {
        return normal_quantile(probability);
    }
    if degrees_of_freedom >= EXPANDED_FROM {
        // The search of the inverse does not come to an end for many degrees of freedom. The
        // expansion in 1 ÷ ν (Abramowitz & Stegun 26.7.5) is good to twelve digits here.
        let z = normal_quantile(probability)?;
        let first = (z.powi(3) + z) / 4.0 / degrees_of_freedom;
        let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
        return Some(z + first + second / degrees_of_freedom.powi(2));
    }
    let first = distribution.inverse_cdf(probability);
    if !first.is_finite() {
        return None;
    }
    // The inverse is good to ten digits; one step of Newton's method makes it as good as the
    // distribution function itself.
    let step = (distribution.cdf(first) - probability) / distribution.pdf(first);
    let better = first - step;
    Some(
        if better.is_finite() && step.abs() <= 1e-3 * (1.0 + first.abs()) {
            better
        } else {
            first
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of R 4's pnorm, qnorm, pt and qt as printed in common tables (three decimals) and
    /// by closed forms: t with 1 degree of freedom is Cauchy's, with 2 it is t ÷ √(2 + t²).
    #[test]
    fn closed_forms_and_tables() {
        for t in [-30.0, -2.5, -0.1, 0.0, 0.7, 4.0, 1e4] {
            let cauchy = 0.5 + f64::atan(t) / std::f64::consts::PI;
            assert!(
                (student_t_cdf(t, 1.0).unwrap() - cauchy).abs() < 1e-13,
                "{t}"
            );
            let two = 0.5 + t / (2.0 * f64::sqrt(2.0 + t * t));
            assert!((student_t_cdf(t, 2.0).unwrap() - two).abs() < 1e-13, "{t}");
        }
        for (freedom, quantile) in [(1.0, 12.706), (2.0, 4.303), (9.0, 2.262), (30.0, 2.042)] {
            assert!((student_t_quantile(0.975, freedom).unwrap() - quantile).abs() < 5e-4);
        }
        assert!((normal_quantile(0.975).unwrap() - 1.959_963_984_540_054).abs() < 1e-12);
        for freedom in [1e6, 1e8, 1e10, 1e300] {
            assert!((student_t_quantile(0.975, freedom).unwrap() - 1.959_964).abs() < 1e-5);
        }
    }

    #[test]
    fn quantiles_are_the_inverse() {
        for freedom in [1.0, 1.5, 2.0, 4.0, 9.0, 37.5, 500.0, 99_999.0] {
            for probability in [0.001, 0.025, 0.2, 0.5, 0.75, 0.95, 0.995] {
                let quantile = student_t_quantile(probability, freedom).unwrap();
                let back = student_t_cdf(quantile, freedom).unwrap();
                // The distribution function itself is good to ten digits for many degrees.
                let tolerance = if freedom > EXPANDED_FROM {
                    1e-10
                } else {
                    1e-11
                };
                assert!(
                    (back - probability).abs() < tolerance,
                    "{freedom} {probability} {back}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_distribution() {
        assert_eq!(student_t_cdf(1.0, 0.0), None);
        assert_eq!(student_t_cdf(f64::INFINITY, 3.0), None);
        assert_eq!(student_t_quantile(1.0, 3.0), None);
        assert_eq!(student_t_quantile(f64::NAN, 3.0), None);
        assert_eq!(student_t_quantile(0.5, f64::NAN), None);
        assert_eq!(normal_quantile(0.0), None);
    }
}
