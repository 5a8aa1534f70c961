//! Distributions against another program, and their laws.

use proptest::prelude::*;

use super::{Distribution, Shape};

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
