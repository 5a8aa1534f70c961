//! Distributions, drawn by the inverse of their distribution function.

use serde::{Deserialize, Serialize};
use statrs::distribution::{Beta, Gamma};

use super::DistributionError;
use super::quantile::{invert, triangular};
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
