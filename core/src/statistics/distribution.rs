//! The normal distribution and Student's t, from `statrs`, with the holes at their ends closed.

use std::cell::RefCell;
use std::collections::HashMap;

use statrs::distribution::{ContinuousCDF, StudentsT};
use statrs::function::erf;

use super::root::root;

/// Φ(x): the probability that a standard normal value is at most x; a half for what is no number.
///
/// By the rational approximations of Cody (1969, Mathematics of Computation 23, 631–637), with his
/// splitting of exp(−x² ÷ 2), which keeps the digits of small tails: 1e-15 of the value, where the
/// complementary error function of `statrs` is good to 1e-11.
pub fn normal_cdf(x: f64) -> f64 {
    if x.is_nan() {
        return 0.5;
    }
    let size = x.abs();
    if size <= MIDDLE {
        return 0.5 + x * middle(x * x);
    }
    // x² to sixteenths is exact, so that only the small rest is rounded.
    let coarse = (size * 16.0).trunc() / 16.0;
    let rest = (size - coarse) * (size + coarse);
    let tail = if size > 40.0 {
        0.0
    } else {
        (-coarse * coarse / 2.0).exp() * (-rest / 2.0).exp() * scaled_tail(size)
    };
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// Φ(x) and φ(x) with one exponential: Φ to 1e-15 in absolute terms.
#[inline]
pub(super) fn normal_cdf_and_density(x: f64) -> (f64, f64) {
    let size = x.abs();
    let exponential = (-size * size / 2.0).exp();
    let density = exponential * ROOT;
    if size <= MIDDLE {
        return (0.5 + x * middle(x * x), density);
    }
    let tail = exponential * scaled_tail(size.min(40.0));
    (if x < 0.0 { tail } else { 1.0 - tail }, density)
}

/// Where Cody's first approximation gives over to the second.
const MIDDLE: f64 = 0.674_489_75;

/// 1 ÷ √2π.
const ROOT: f64 = 0.398_942_280_401_432_7;

/// (Φ(x) − ½) ÷ x for |x| up to [`MIDDLE`], by x².
#[inline]
fn middle(square: f64) -> f64 {
    const ABOVE: [f64; 5] = [
        0.065_682_337_918_207_45,
        2.235_252_035_460_683_8,
        161.028_231_068_555_88,
        1_067.689_485_460_370_9,
        18_154.981_253_343_56,
    ];
    const BELOW: [f64; 5] = [
        1.0,
        47.202_581_904_688_245,
        976.098_551_737_776_7,
        10_260.932_208_618_979,
        45_507.789_335_026_73,
    ];
    quotient(&ABOVE, &BELOW, square)
}

/// Φ(−x) ÷ exp(−x² ÷ 2) for x from [`MIDDLE`] to 40.
#[inline]
fn scaled_tail(x: f64) -> f64 {
    const ABOVE: [f64; 9] = [
        1.076_557_677_372_019_2e-8,
        0.398_941_512_088_134_66,
        8.883_149_794_388_376,
        93.506_656_132_177_85,
        597.270_276_394_800_3,
        2_494.537_585_290_372_6,
        6_848.190_450_536_283,
        11_602.651_437_647_35,
        9_842.714_838_383_978,
    ];
    const BELOW: [f64; 9] = [
        1.0,
        22.266_688_044_328_117,
        235.387_901_782_625,
        1_519.377_599_407_554_7,
        6_485.558_298_266_761,
        18_615.571_640_885_097,
        34_900.952_721_145_98,
        38_912.003_286_093_27,
        19_685.429_676_859_992,
    ];
    const FAR_ABOVE: [f64; 6] = [
        0.023_073_441_764_940_174,
        0.215_898_534_057_957,
        0.127_401_161_160_247_36,
        0.022_235_277_870_649_807,
        0.001_421_619_193_227_893_4,
        2.911_287_495_116_879_3e-5,
    ];
    const FAR_BELOW: [f64; 6] = [
        1.0,
        1.284_260_096_144_911,
        0.468_238_212_480_865_1,
        0.065_988_137_868_928_56,
        0.003_782_396_332_027_582_4,
        7.297_515_550_839_662e-5,
    ];
    // √32
    if x <= 5.656_854_249_492_38 {
        return quotient(&ABOVE, &BELOW, x);
    }
    let inverse = 1.0 / (x * x);
    (ROOT - inverse * quotient(&FAR_ABOVE, &FAR_BELOW, inverse)) / x
}

/// The quotient of two polynomials, the highest power first.
#[inline]
fn quotient(above: &[f64], below: &[f64], x: f64) -> f64 {
    let at = |coefficients: &[f64]| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    at(above) / at(below)
}

/// φ(x), the height of the standard normal density.
pub(super) fn normal_density(x: f64) -> f64 {
    (-x * x / 2.0).exp() * ROOT
}

/// The value below which a standard normal value lies with a probability strictly between 0 and
/// 1; `None` for other probabilities.
pub fn normal_quantile(probability: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    // By symmetry in the lower half, where probabilities keep their digits.
    if probability > 0.5 {
        return normal_quantile(1.0 - probability).map(|lower| -lower);
    }
    let first = -std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * probability);
    // The inverse is good to ten digits; one step of Newton's method doubles them.
    let step = (normal_cdf(first) - probability) / normal_density(first);
    let better = first - step;
    if better.is_finite() && step.abs() < 1e-3 {
        Some(better)
    } else {
        first.is_finite().then_some(first)
    }
}

/// From so many degrees of freedom on, Student's t is taken from the normal distribution: the
/// expansion of [`near_normal`] is good to eleven digits there.
const NEAR_NORMAL: f64 = 1e5;

/// P(T ≤ t) = Φ(t (1 − 1 ÷ 4ν) ÷ √(1 + t² ÷ 2ν)), with an error that falls with ν² (Abramowitz &
/// Stegun 1964, 26.7.8).
fn near_normal(t: f64, degrees_of_freedom: f64) -> f64 {
    let nu = degrees_of_freedom;
    normal_cdf(t * (1.0 - 1.0 / (4.0 * nu)) / (1.0 + t * t / (2.0 * nu)).sqrt())
}

/// The probability that a value of Student's t is at most t; `None` for degrees of freedom that
/// are not positive, or if t is not finite.
pub fn student_t_cdf(t: f64, degrees_of_freedom: f64) -> Option<f64> {
    // Of fewer the incomplete beta function has no digits left, or none at all.
    const LEAST: f64 = 1e-9;
    if !(degrees_of_freedom >= LEAST && degrees_of_freedom.is_finite() && t.is_finite()) {
        return None;
    }
    let probability = if degrees_of_freedom >= NEAR_NORMAL {
        near_normal(t, degrees_of_freedom)
    } else {
        StudentsT::new(0.0, 1.0, degrees_of_freedom).ok()?.cdf(t)
    };
    probability.is_finite().then_some(probability)
}

/// The value below which Student's t lies with a probability strictly between 0 and 1; `None` for
/// others, or for degrees of freedom that are not positive.
///
/// It is where [`student_t_cdf`] reaches the probability: the inverse that `statrs` has is good to
/// ten digits only, and does not end for many degrees of freedom.
pub fn student_t_quantile(probability: f64, degrees_of_freedom: f64) -> Option<f64> {
    if !(probability > 0.0 && probability < 1.0) {
        return None;
    }
    // By symmetry in the lower half, where probabilities keep their digits.
    if probability > 0.5 {
        return student_t_quantile(1.0 - probability, degrees_of_freedom).map(|lower| -lower);
    }
    let key = (probability.to_bits(), degrees_of_freedom.to_bits());
    KNOWN_QUANTILES.with_borrow_mut(|known| {
        if let Some(&quantile) = known.get(&key) {
            return quantile;
        }
        let quantile = lower_student_t_quantile(probability, degrees_of_freedom);
        if known.len() >= MOST_KNOWN_QUANTILES {
            known.clear();
        }
        known.insert(key, quantile);
        quantile
    })
}

/// More quantiles than this are not kept.
const MOST_KNOWN_QUANTILES: usize = 1_024;

thread_local! {
    /// Quantiles that were asked for before: an evaluation asks for the same few, one for each class
    /// size, thousands of times, and the search for one takes as long as all else about an interval.
    /// What is found again is what would be found anew.
    static KNOWN_QUANTILES: RefCell<HashMap<(u64, u64), Option<f64>>> = RefCell::default();
}

fn lower_student_t_quantile(probability: f64, degrees_of_freedom: f64) -> Option<f64> {
    let above = |t: f64| student_t_cdf(t, degrees_of_freedom).map(|reached| reached - probability);
    let high = 0.0;
    let mut low = normal_quantile(probability)?.min(-1e-3);
    // The tails of t are heavier than those of the normal distribution; doubling ends at the
    // largest number, where `above` is None.
    while above(low)? > 0.0 {
        low *= 2.0;
    }
    root(above, low, high, 4.0 * f64::EPSILON * low.abs())
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
                assert!(
                    (back - probability).abs() < 1e-11,
                    "{freedom} {probability} {back}"
                );
            }
        }
    }

    /// The normal distribution at 30 digits (mpmath 1.3).
    #[test]
    fn the_normal_distribution_to_the_last_digits() {
        for (x, expected) in [
            (-37.0, 5.725_571_222_524_577e-300),
            (-20.0, 2.753_624_118_606_233_7e-89),
            (-10.0, 7.619_853_024_160_527e-24),
            (-6.0, 9.865_876_450_376_98e-10),
            (-4.0, 3.167_124_183_311_992e-5),
            (-3.0, 0.001_349_898_031_630_094_6),
            (-2.5, 0.006_209_665_325_776_135),
            (-2.0, 0.022_750_131_948_179_21),
            (-1.0, 0.158_655_253_931_457_05),
            (0.7, 0.758_036_347_776_927),
        ] {
            let found = normal_cdf(x);
            assert!((found / expected - 1.0).abs() < 1e-13, "{x} {found}");
            assert!((normal_cdf(-x) + found - 1.0).abs() < 1e-15);
            assert!((normal_quantile(found).unwrap() - x).abs() < 1e-12);
        }
        assert_eq!(
            (normal_cdf(0.0), normal_cdf(-60.0), normal_cdf(60.0)),
            (0.5, 0.0, 1.0)
        );
        assert_eq!(normal_cdf(f64::NEG_INFINITY), 0.0);
        assert_eq!(normal_cdf(f64::INFINITY), 1.0);
        assert_eq!(normal_cdf(f64::NAN), 0.5);
        for probability in [f64::MIN_POSITIVE, 1e-300, 1e-20, 0.5, 1.0 - 1e-16] {
            assert!(normal_quantile(probability).unwrap().is_finite());
        }
    }

    /// The incomplete beta function at 30 digits (mpmath 1.3), on both sides of where the expansion
    /// takes over.
    #[test]
    fn many_degrees_of_freedom() {
        for (t, freedom, expected) in [
            (-2.5, 9_999.5, 0.006_217_610_172_631_093),
            (-1.5, 37.5, 0.070_993_677_179_173_64),
            (-40.0, 3.3, 7.529_443_640_899_681e-6),
            (-2.0, 99_999.0, 0.022_751_481_742_251_24),
            (-1.96, 1e5, 0.024_999_281_597_150_82),
            (-0.3, 2e5, 0.382_088_733_703_212_5),
        ] {
            let found = student_t_cdf(t, freedom).unwrap();
            assert!((found - expected).abs() < 2e-11, "{t} {freedom} {found}");
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
