//! Distributions, drawn by the inverse of their distribution function.

use serde::{Deserialize, Serialize};
use statrs::distribution::{Beta, ContinuousCDF, Gamma};

use super::DistributionError;
use crate::statistics::normal_quantile;

/// The shape of a distribution with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "shape", deny_unknown_fields)]
#[non_exhaustive]
pub enum Shape {
    /// One value for certain.
    Fixed {
        /// The value.
        value: f64,
    },
    /// Every value between two ends alike.
    Uniform {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Rising from one end to a mode and falling to the other.
    Triangular {
        /// The lower end.
        low: f64,
        /// The likeliest value.
        mode: f64,
        /// The upper end.
        high: f64,
    },
    /// The normal distribution.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation, above 0.
        deviation: f64,
    },
    /// A value whose logarithm is normal.
    LogNormal {
        /// The median, above 0.
        median: f64,
        /// The standard deviation of the natural logarithm, above 0.
        log_deviation: f64,
    },
    /// The exponential distribution.
    Exponential {
        /// The mean, above 0.
        mean: f64,
    },
    /// The gamma distribution.
    Gamma {
        /// The mean, above 0.
        mean: f64,
        /// The shape k, 0.01 to 1,000,000: the variance is mean² ÷ k.
        k: f64,
    },
    /// The beta distribution, for shares and probabilities.
    Beta {
        /// The mean, strictly between 0 and 1.
        mean: f64,
        /// α + β, 0.1 to 1,000,000: the variance is mean (1 − mean) ÷ (1 + concentration).
        concentration: f64,
    },
}

/// A distribution whose parameters were checked: every quantile is a finite number.
///
/// In documents it is a table with its shape, or a plain number for one that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Distribution {
    shape: Shape,
}

/// As documents write it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(f64),
    Shape(Shape),
}

impl TryFrom<Written> for Distribution {
    type Error = DistributionError;

    fn try_from(written: Written) -> Result<Self, DistributionError> {
        Self::new(match written {
            Written::Number(value) => Shape::Fixed { value },
            Written::Shape(shape) => shape,
        })
    }
}

impl From<Distribution> for Written {
    fn from(distribution: Distribution) -> Self {
        match distribution.shape {
            Shape::Fixed { value } => Self::Number(value),
            shape => Self::Shape(shape),
        }
    }
}

/// Values beyond this are refused as parameters; quantiles then stay finite.
const LARGEST: f64 = 1e12;

/// Draws lie between the quantiles of these: [`super::Stream::uniform`] never leaves them.
const LEAST: f64 = 1e-17;

impl Shape {
    const fn name(&self) -> &'static str {
        match self {
            Self::Fixed { .. } => "fixed",
            Self::Uniform { .. } => "uniform",
            Self::Triangular { .. } => "triangular",
            Self::Normal { .. } => "normal",
            Self::LogNormal { .. } => "log_normal",
            Self::Exponential { .. } => "exponential",
            Self::Gamma { .. } => "gamma",
            Self::Beta { .. } => "beta",
        }
    }
}

impl Distribution {
    /// A distribution of this shape.
    ///
    /// # Errors
    /// [`DistributionError`] names the first parameter that is out of its range.
    pub fn new(shape: Shape) -> Result<Self, DistributionError> {
        let number = |value: f64| (-LARGEST..=LARGEST).contains(&value);
        let positive = |value: f64| (1.0 / LARGEST..=LARGEST).contains(&value);
        let (a_number, a_positive) = (
            "a number up to 10^12 in size",
            "a number from 10^-12 to 10^12",
        );
        let above = "a number that is not below the one before it";
        let rules: &[(bool, &'static str, f64, &'static str)] = &match shape {
            Shape::Fixed { value } => vec![(number(value), "value", value, a_number)],
            Shape::Uniform { low, high } => vec![
                (number(low), "low", low, a_number),
                (number(high) && low <= high, "high", high, above),
            ],
            Shape::Triangular { low, mode, high } => vec![
                (number(low), "low", low, a_number),
                (number(mode) && low <= mode, "mode", mode, above),
                (number(high) && mode <= high, "high", high, above),
            ],
            Shape::Normal { mean, deviation } => vec![
                (number(mean), "mean", mean, a_number),
                (positive(deviation), "deviation", deviation, a_positive),
            ],
            Shape::LogNormal {
                median,
                log_deviation,
            } => vec![
                (positive(median), "median", median, a_positive),
                (
                    (1e-12..=10.0).contains(&log_deviation),
                    "log_deviation",
                    log_deviation,
                    "a number above 0, at most 10",
                ),
            ],
            Shape::Exponential { mean } => vec![(positive(mean), "mean", mean, a_positive)],
            Shape::Gamma { mean, k } => vec![
                (positive(mean), "mean", mean, a_positive),
                (
                    (0.01..=1e6).contains(&k),
                    "k",
                    k,
                    "a number from 0.01 to 1,000,000",
                ),
            ],
            Shape::Beta {
                mean,
                concentration,
            } => vec![
                (
                    (0.0001..=0.9999).contains(&mean),
                    "mean",
                    mean,
                    "a share from 0.0001 to 0.9999",
                ),
                (
                    (0.1..=1e6).contains(&concentration),
                    "concentration",
                    concentration,
                    "a number from 0.1 to 1,000,000",
                ),
            ],
        };
        match rules.iter().find(|(holds, ..)| !holds) {
            None => Ok(Self { shape }),
            Some(&(_, parameter, found, expected)) => Err(DistributionError {
                shape: shape.name(),
                parameter,
                found: found.to_string(),
                expected,
            }),
        }
    }

    /// One value for certain. A value that is no number, or larger than 10¹² in size, is 0.
    pub fn fixed(value: f64) -> Self {
        let value = if (-LARGEST..=LARGEST).contains(&value) {
            value
        } else {
            0.0
        };
        Self {
            shape: Shape::Fixed { value },
        }
    }

    /// Every value between two ends alike.
    ///
    /// # Errors
    /// As [`Distribution::new`].
    pub fn uniform(low: f64, high: f64) -> Result<Self, DistributionError> {
        Self::new(Shape::Uniform { low, high })
    }

    /// Normal with a mean and a standard deviation.
    ///
    /// # Errors
    /// As [`Distribution::new`].
    pub fn normal(mean: f64, deviation: f64) -> Result<Self, DistributionError> {
        Self::new(Shape::Normal { mean, deviation })
    }

    /// Log-normal with a median and the standard deviation of the logarithm.
    ///
    /// # Errors
    /// As [`Distribution::new`].
    pub fn log_normal(median: f64, log_deviation: f64) -> Result<Self, DistributionError> {
        Self::new(Shape::LogNormal {
            median,
            log_deviation,
        })
    }

    /// Exponential with a mean.
    ///
    /// # Errors
    /// As [`Distribution::new`].
    pub fn exponential(mean: f64) -> Result<Self, DistributionError> {
        Self::new(Shape::Exponential { mean })
    }

    /// Gamma with a mean and a shape.
    ///
    /// # Errors
    /// As [`Distribution::new`].
    pub fn gamma(mean: f64, k: f64) -> Result<Self, DistributionError> {
        Self::new(Shape::Gamma { mean, k })
    }

    /// Beta with a mean and a concentration α + β.
    ///
    /// # Errors
    /// As [`Distribution::new`].
    pub fn beta(mean: f64, concentration: f64) -> Result<Self, DistributionError> {
        Self::new(Shape::Beta {
            mean,
            concentration,
        })
    }

    /// Its shape.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The least and the greatest value that it can take; infinite where there is no end.
    pub fn support(&self) -> (f64, f64) {
        match self.shape {
            Shape::Fixed { value } => (value, value),
            Shape::Uniform { low, high } | Shape::Triangular { low, high, .. } => (low, high),
            Shape::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Shape::LogNormal { .. } | Shape::Exponential { .. } | Shape::Gamma { .. } => {
                (0.0, f64::INFINITY)
            }
            Shape::Beta { .. } => (0.0, 1.0),
        }
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        match self.shape {
            Shape::Fixed { value } => value,
            Shape::Uniform { low, high } => low + (high - low) / 2.0,
            Shape::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Shape::Normal { mean, .. }
            | Shape::Exponential { mean }
            | Shape::Gamma { mean, .. }
            | Shape::Beta { mean, .. } => mean,
            Shape::LogNormal {
                median,
                log_deviation,
            } => median * (log_deviation * log_deviation / 2.0).exp(),
        }
    }

    /// The value that the distribution stays below with a probability. Probabilities at or beyond
    /// the ends, and what is no number, count as 10⁻¹⁷ from the end (or a half).
    ///
    /// It never falls as the probability rises, so the same random number is high in all
    /// distributions at once.
    pub fn quantile(&self, probability: f64) -> f64 {
        let p = if probability.is_nan() {
            0.5
        } else {
            probability.clamp(LEAST, 1.0 - f64::EPSILON / 2.0)
        };
        // `p` lies strictly between 0 and 1, where the normal quantile exists.
        let normal = |p: f64| normal_quantile(p).unwrap_or(0.0);
        match self.shape {
            Shape::Fixed { value } => value,
            Shape::Uniform { low, high } => (low + p * (high - low)).min(high),
            Shape::Triangular { low, mode, high } => triangular(p, low, mode, high),
            Shape::Normal { mean, deviation } => mean + deviation * normal(p),
            Shape::LogNormal {
                median,
                log_deviation,
            } => median * (log_deviation * normal(p)).exp(),
            Shape::Exponential { mean } => -mean * f64::ln_1p(-p),
            Shape::Gamma { mean, k } => match Gamma::new(k, 1.0) {
                // Beyond 50 times the mean and 100 nothing is left that a draw could reach.
                Ok(gamma) => mean / k * invert(&gamma, p, 50.0 * k + 100.0),
                // Shapes were checked: k is positive.
                Err(_) => mean,
            },
            Shape::Beta {
                mean,
                concentration,
            } => {
                let (alpha, beta) = (mean * concentration, (1.0 - mean) * concentration);
                // Near 1 the distance from 1 is what keeps its digits.
                let upper = p > 0.5;
                let (shapes, p) = if upper {
                    ((beta, alpha), 1.0 - p)
                } else {
                    ((alpha, beta), p)
                };
                match Beta::new(shapes.0, shapes.1) {
                    Ok(beta) if upper => 1.0 - invert(&beta, p, 1.0),
                    Ok(beta) => invert(&beta, p, 1.0),
                    // Shapes were checked: both are positive.
                    Err(_) => mean,
                }
            }
        }
    }
}

fn triangular(p: f64, low: f64, mode: f64, high: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return mode;
    }
    let turn = (mode - low) / width;
    if p < turn {
        low + (p * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - p) * width * (high - mode)).sqrt()
    }
}

/// Where a distribution function of positive values reaches a probability, by bisection of the
/// logarithm: distribution functions of `statrs` are good to about 10⁻¹⁴ and more, its inverses are
/// not where shapes are small.
fn invert(distribution: &impl ContinuousCDF<f64, f64>, p: f64, most: f64) -> f64 {
    // In the half where probabilities keep their digits.
    let reached = |x: f64| {
        if p <= 0.5 {
            distribution.cdf(x) >= p
        } else {
            distribution.sf(x) <= 1.0 - p
        }
    };
    // e⁻⁷⁴⁰ is less than any positive number that quantiles are told apart by.
    let (mut low, mut high) = (-740.0_f64, most.ln());
    // Each step halves a bracket of less than 800: sixty leave 10⁻¹⁵.
    for _ in 0..60 {
        let middle = low + (high - low) / 2.0;
        if reached(middle.exp()) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high.exp()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Quantiles by scipy 1.17 (norm, lognorm, expon, gamma, beta, triang .ppf).
    #[test]
    fn quantiles_agree_with_scipy() {
        let triangular = |low, mode, high| Distribution::new(Shape::Triangular { low, mode, high });
        let cases = [
            (Distribution::normal(1.0, 2.0), 1e-06, -8.506848617645797),
            (Distribution::normal(1.0, 2.0), 0.025, -2.919927969080109),
            (Distribution::normal(1.0, 2.0), 0.3, -0.04880102541608178),
            (Distribution::normal(1.0, 2.0), 0.5, 1.0),
            (Distribution::normal(1.0, 2.0), 0.9, 3.5631031310892007),
            (Distribution::normal(1.0, 2.0), 0.999, 7.180464612335626),
            (
                Distribution::log_normal(11.0, 0.3),
                0.025,
                6.109873550293405,
            ),
            (Distribution::log_normal(11.0, 0.3), 0.9, 16.157118757085584),
            (Distribution::exponential(0.9), 1e-06, 9.000004500003001e-07),
            (Distribution::exponential(0.9), 0.5, 0.6238324625039507),
            (Distribution::exponential(0.9), 0.999, 6.216979751083922),
            (Distribution::gamma(2.0, 0.5), 1e-06, 3.1415926535914373e-12),
            (Distribution::gamma(2.0, 0.5), 0.025, 0.001964138234350511),
            (Distribution::gamma(2.0, 0.5), 0.3, 0.29694372366509075),
            (Distribution::gamma(2.0, 0.5), 0.5, 0.909872846239144),
            (Distribution::gamma(2.0, 0.5), 0.9, 5.411086908190808),
            (Distribution::gamma(2.0, 0.5), 0.999, 21.655132341325466),
            (Distribution::gamma(12.0, 40.0), 1e-06, 5.025945070292416),
            (Distribution::gamma(12.0, 40.0), 0.025, 8.57297593253669),
            (Distribution::gamma(12.0, 40.0), 0.3, 10.937301347081426),
            (Distribution::gamma(12.0, 40.0), 0.5, 11.900149503206729),
            (Distribution::gamma(12.0, 40.0), 0.9, 14.48673054229005),
            (Distribution::gamma(12.0, 40.0), 0.999, 18.725883602364718),
            (Distribution::beta(0.9, 20.0), 1e-06, 0.40485259608179647),
            (Distribution::beta(0.9, 20.0), 0.025, 0.7397193458047858),
            (Distribution::beta(0.9, 20.0), 0.3, 0.8763962790182657),
            (Distribution::beta(0.9, 20.0), 0.5, 0.9132248363443051),
            (Distribution::beta(0.9, 20.0), 0.9, 0.9716506610950372),
            (Distribution::beta(0.9, 20.0), 0.999, 0.9975479377023876),
            (Distribution::beta(0.1, 3.0), 1e-06, 2.947371152428346e-21),
            (Distribution::beta(0.1, 3.0), 0.025, 1.3465907354321027e-06),
            (Distribution::beta(0.1, 3.0), 0.3, 0.005364786401944828),
            (Distribution::beta(0.1, 3.0), 0.5, 0.03042853637786705),
            (Distribution::beta(0.1, 3.0), 0.9, 0.3108809218456679),
            (Distribution::beta(0.1, 3.0), 0.999, 0.8519596678299369),
            (triangular(0.0, 1.0, 5.0), 0.025, 0.35355339059327384),
            (triangular(0.0, 1.0, 5.0), 0.2, 0.9999999999999998),
            (triangular(0.0, 1.0, 5.0), 0.9, 3.585786437626905),
        ];
        for (distribution, p, expected) in cases {
            let distribution = distribution.unwrap();
            let found = distribution.quantile(p);
            assert!(
                (found - expected).abs() <= 1e-9 * expected.abs(),
                "{distribution:?} {p}: {found}, expected {expected}"
            );
        }
    }

    fn any_shape() -> impl Strategy<Value = Shape> {
        prop_oneof![
            (-9.0..9.0_f64).prop_map(|value| Shape::Fixed { value }),
            (-9.0..9.0_f64, 0.0..9.0_f64).prop_map(|(low, more)| Shape::Uniform {
                low,
                high: low + more
            }),
            (-9.0..9.0_f64, 0.0..9.0_f64, 0.0..9.0_f64).prop_map(|(low, up, on)| {
                Shape::Triangular {
                    low,
                    mode: low + up,
                    high: low + up + on,
                }
            }),
            (-9.0..9.0_f64, 0.01..9.0_f64)
                .prop_map(|(mean, deviation)| Shape::Normal { mean, deviation }),
            (0.01..9.0_f64, 0.01..3.0_f64).prop_map(|(median, log_deviation)| {
                Shape::LogNormal {
                    median,
                    log_deviation,
                }
            }),
            (0.01..9.0_f64).prop_map(|mean| Shape::Exponential { mean }),
            (0.01..9.0_f64, 0.01..50.0_f64).prop_map(|(mean, k)| Shape::Gamma { mean, k }),
            (0.0001..0.9999_f64, 0.1..50.0_f64).prop_map(|(mean, concentration)| Shape::Beta {
                mean,
                concentration
            }),
        ]
    }

    proptest! {
        #[test]
        fn quantiles_rise_within_the_support(shape in any_shape(), p in 0.0..1.0_f64, q in 0.0..1.0_f64) {
            let distribution = Distribution::new(shape).unwrap();
            let (low, high) = distribution.support();
            let (one, other) = (distribution.quantile(p.min(q)), distribution.quantile(p.max(q)));
            prop_assert!(one.is_finite() && other.is_finite());
            prop_assert!(one <= other + 1e-12 * other.abs(), "{} {}", one, other);
            prop_assert!(low <= one && other <= high);
        }

        #[test]
        fn documents_give_the_distribution_back(shape in any_shape()) {
            let distribution = Distribution::new(shape).unwrap();
            let text = serde_json::to_string(&distribution).unwrap();
            prop_assert_eq!(serde_json::from_str::<Distribution>(&text).unwrap(), distribution);
        }
    }

    /// The mean of quantiles at evenly spaced probabilities is the mean of the distribution.
    #[test]
    fn means_are_those_of_the_quantiles() {
        for shape in [
            Shape::Fixed { value: 3.0 },
            Shape::Uniform {
                low: -1.0,
                high: 2.0,
            },
            Shape::Triangular {
                low: 0.0,
                mode: 1.0,
                high: 5.0,
            },
            Shape::Normal {
                mean: 2.0,
                deviation: 1.0,
            },
            Shape::LogNormal {
                median: 2.0,
                log_deviation: 0.5,
            },
            Shape::Exponential { mean: 4.0 },
            Shape::Gamma { mean: 2.0, k: 3.0 },
            Shape::Beta {
                mean: 0.9,
                concentration: 20.0,
            },
        ] {
            let distribution = Distribution::new(shape).unwrap();
            let sum: f64 = (0..2_000)
                .map(|part| distribution.quantile((f64::from(part) + 0.5) / 2_000.0))
                .sum();
            let mean = distribution.mean();
            assert!((sum / 2_000.0 - mean).abs() < 2e-3 * mean, "{shape:?}");
        }
    }

    #[test]
    fn what_is_no_distribution_is_told() {
        let error = Distribution::beta(1.2, 10.0).unwrap_err();
        assert_eq!(
            error.to_string(),
            "beta: mean is 1.2; expected a share from 0.0001 to 0.9999"
        );
        assert_eq!(error.code(), "distribution");
        assert!(Distribution::uniform(1.0, 0.0).is_err());
        assert!(Distribution::normal(f64::NAN, 1.0).is_err());
        assert!(Distribution::gamma(1.0, 0.0).is_err());
        assert_eq!(Distribution::fixed(f64::NAN).quantile(0.5), 0.0);
        for text in [
            r#"{"shape":"beta","mean":2,"concentration":3}"#,
            r#"{"shape":"beta","mean":0.5}"#,
            r#""much""#,
        ] {
            assert!(
                serde_json::from_str::<Distribution>(text).is_err(),
                "{text}"
            );
        }
        let plain: Distribution = serde_json::from_str("0.5").unwrap();
        assert_eq!(plain, Distribution::fixed(0.5));
    }

    #[test]
    fn the_ends_are_guarded() {
        for p in [f64::NEG_INFINITY, -1.0, 0.0, 1.0, 2.0, f64::NAN] {
            for shape in [
                Shape::Normal {
                    mean: 0.0,
                    deviation: 1.0,
                },
                Shape::Gamma { mean: 1.0, k: 0.01 },
                Shape::Gamma { mean: 1.0, k: 1e6 },
                Shape::Beta {
                    mean: 0.0001,
                    concentration: 0.1,
                },
                Shape::Beta {
                    mean: 0.9999,
                    concentration: 1e6,
                },
                Shape::LogNormal {
                    median: 1.0,
                    log_deviation: 10.0,
                },
            ] {
                assert!(
                    Distribution::new(shape).unwrap().quantile(p).is_finite(),
                    "{shape:?} {p}"
                );
            }
        }
    }
}
