//! What was believed of an effect, and what is believed after the outcomes.

use crate::statistics::normal_cdf;

/// A normal belief about a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// What is expected.
    pub mean: f64,
    /// How unsure that is: a standard deviation above 0.
    pub deviation: f64,
}

impl Belief {
    /// The belief after a measurement with a standard error: v = 1 ÷ (1 ÷ v₀ + 1 ÷ s²), m = v(m₀ ÷
    /// v₀ + x ÷ s²) (normal prior and normal data with known variance; Gelman et al., Bayesian
    /// Data Analysis, section 2.5). A measurement that is not finite, or without an error above 0,
    /// changes nothing.
    ///
    /// ```
    /// use mahir::follow_up::Belief;
    ///
    /// let belief = Belief { mean: 0.62, deviation: 0.30 }.after(0.30, 0.15);
    /// assert_eq!(format!("{:.3} {:.5}", belief.mean, belief.deviation), "0.364 0.13416");
    /// ```
    #[must_use]
    pub fn after(self, measured: f64, standard_error: f64) -> Self {
        if !measured.is_finite() || !standard_error.is_finite() || standard_error <= 0.0 {
            return self;
        }
        let (prior, data) = (self.deviation.powi(-2), standard_error.powi(-2));
        let precision = prior + data;
        let mean = (self.mean * prior + measured * data) / precision;
        if mean.is_finite() {
            Self {
                mean,
                deviation: precision.sqrt().recip(),
            }
        } else {
            self
        }
    }

    /// The probability that the quantity is above a threshold.
    pub fn probability_above(self, threshold: f64) -> f64 {
        normal_cdf((self.mean - threshold) / self.deviation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_reference_update() {
        // Worked by hand: prior N(.62, .30), data .30 (.15).
        let belief = Belief {
            mean: 0.62,
            deviation: 0.30,
        }
        .after(0.30, 0.15);
        assert!((belief.mean - 0.364).abs() < 1e-12);
        assert!((belief.deviation - 0.134_164).abs() < 1e-6);
        assert!((belief.probability_above(0.0) - 0.99667).abs() < 1e-5);
        assert!((belief.probability_above(0.2) - 0.88922).abs() < 1e-5);
    }

    proptest! {
        #[test]
        fn a_belief_lies_between_prior_and_data(
            mean in -3.0..3.0_f64, deviation in 0.01..2.0_f64, data in -3.0..3.0_f64, error in 0.01..2.0_f64,
        ) {
            let belief = Belief { mean, deviation }.after(data, error);
            prop_assert!(belief.mean >= mean.min(data) - 1e-12 && belief.mean <= mean.max(data) + 1e-12);
            prop_assert!(belief.deviation <= deviation.min(error) + 1e-12);
        }
    }

    #[test]
    fn nothing_is_learnt_from_no_number() {
        let belief = Belief {
            mean: 0.5,
            deviation: 0.3,
        };
        assert_eq!(belief.after(f64::NAN, 0.1), belief);
        assert_eq!(belief.after(0.1, 0.0), belief);
    }
}
