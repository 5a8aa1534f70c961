//! The noncentral t distribution, which `statrs` lacks: needed for intervals of effect sizes.

use statrs::function::gamma;

use super::distribution::{normal_cdf, normal_cdf_and_density, normal_quantile, student_t_cdf};
use super::root::root;

/// Noncentralities and values of t beyond this are refused; no data of people reach it.
const LARGEST: f64 = 1e12;

/// Logarithm below which a weight no longer shows beside the largest one, 1.
const NEGLIGIBLE: f64 = -36.0;

/// The probability that a noncentral t value is at most t: T = (Z + δ) ÷ S with Z standard
/// normal and S² an independent chi-squared value ÷ ν (Johnson, Kotz & Balakrishnan, *Continuous
/// Univariate Distributions* 2, chapter 31).
///
/// Two integrals, both by the trapezoid rule, which is exact to rounding for smooth functions that
/// vanish at both ends: with S = eᵘ, P = E[Φ(t·eᵘ − δ)] over u; and where Φ is too steep for
/// that, P = E[P(S ≥ (Z + δ) ÷ t)] over Z with the incomplete gamma function. Algorithm AS 243
/// (Lenth 1989) is good for |δ| ≤ 37.6 only; this is good to 1e-11 for any.
///
/// `None` if t or δ is not finite or beyond 10¹², or for ν below 1 or beyond 10¹².
pub fn noncentral_t_cdf(t: f64, degrees_of_freedom: f64, noncentrality: f64) -> Option<f64> {
    let (nu, delta) = (degrees_of_freedom, noncentrality);
    if !(t.abs() <= LARGEST && delta.abs() <= LARGEST && (1.0..=LARGEST).contains(&nu)) {
        return None;
    }
    if delta == 0.0 {
        return student_t_cdf(t, nu);
    }
    if t == 0.0 {
        return Some(normal_cdf(-delta));
    }
    let steep = is_steep(nu, delta);
    let probability = if !steep {
        Scales::new(t, nu, delta).probability(delta)
    } else if (delta > 0.0) != (t > 0.0) {
        // Z would have to be beyond 20 to give t the other sign.
        if delta > 0.0 { 0.0 } else { 1.0 }
    } else if t > 0.0 {
        over_normal(t, nu, delta)
    } else {
        1.0 - over_normal(-t, nu, -delta)
    };
    probability.is_finite().then(|| probability.clamp(0.0, 1.0))
}

/// Where Φ is too steep to integrate over the scale.
fn is_steep(nu: f64, delta: f64) -> bool {
    delta * delta > (4.0 * nu).max(400.0)
}

/// E[Φ(t·S − δ)] as a sum over ln S, for any δ of up to a size.
struct Scales {
    /// Weights, which sum up to 1, and t·S.
    points: Vec<(f64, f64)>,
}

impl Scales {
    fn new(t: f64, nu: f64, largest: f64) -> Self {
        // The density of u = ln S is eˣ up to a factor, x = ν(u − (e²ᵘ − 1) ÷ 2), with deviation
        // about 1 ÷ √(2ν); Φ rises within about 1 ÷ |δ|. The rule's error falls with the square
        // of deviation ÷ step in the exponent: two steps a deviation are far below rounding.
        let step = 0.1_f64.min(0.5 / (2.0 * nu + largest * largest).sqrt());
        let (mut total, mut points) = (0.0, Vec::with_capacity(64));
        for side in [step, -step] {
            let mut place = if side > 0.0 { 0_u32 } else { 1 };
            loop {
                let u = f64::from(place) * side;
                let logarithm = nu * (u - f64::exp_m1(2.0 * u) / 2.0);
                if logarithm < NEGLIGIBLE {
                    break;
                }
                let weight = logarithm.exp();
                total += weight;
                points.push((weight, t * u.exp()));
                place += 1;
            }
        }
        for point in &mut points {
            point.0 /= total;
        }
        Self { points }
    }

    fn probability(&self, delta: f64) -> f64 {
        self.points
            .iter()
            .map(|(weight, scaled)| weight * normal_cdf_and_density(scaled - delta).0)
            .sum()
    }

    /// The probability, and by how much it falls for each unit of δ.
    fn probability_and_fall(&self, delta: f64) -> (f64, f64) {
        let (mut probability, mut fall) = (0.0, 0.0);
        for (weight, scaled) in &self.points {
            let (below, density) = normal_cdf_and_density(scaled - delta);
            probability += weight * below;
            fall += weight * density;
        }
        (probability, fall)
    }
}

/// E[P(S ≥ (Z + δ) ÷ t)] for positive t and δ of at least 20.
fn over_normal(t: f64, nu: f64, delta: f64) -> f64 {
    const STEP: f64 = 0.125;
    const PLACES: i32 = 72;
    let (mut weights, mut sum) = (0.0, 0.0);
    for place in -PLACES..=PLACES {
        let z = f64::from(place) * STEP;
        let weight = (-z * z / 2.0).exp();
        let scale = (z + delta) / t;
        weights += weight;
        sum += weight * upper_gamma(nu / 2.0, nu / 2.0 * scale * scale);
    }
    sum / weights
}

/// The regularised upper incomplete gamma function, with its limits.
fn upper_gamma(shape: f64, x: f64) -> f64 {
    // Far beyond the mean nothing is left, and far below it everything.
    if x > 40.0 * (shape + 40.0) {
        return 0.0;
    }
    match gamma::checked_gamma_ur(shape, x) {
        Ok(probability) if probability.is_finite() => probability,
        _ => {
            if x > shape {
                0.0
            } else {
                1.0
            }
        }
    }
}

/// The noncentrality with which a value of at most t has the given probability. It falls as the
/// probability rises. `None` as for [`noncentral_t_cdf`], or for probabilities outside 1e-9 to
/// 1 − 1e-9.
pub fn noncentrality(t: f64, degrees_of_freedom: f64, probability: f64) -> Option<f64> {
    if !(1e-9..=1.0 - 1e-9).contains(&probability) || !t.is_finite() {
        return None;
    }
    if let Some(found) = by_newton(t, degrees_of_freedom, probability) {
        return Some(found);
    }
    let above = |delta: f64| {
        noncentral_t_cdf(t, degrees_of_freedom, delta).map(|reached| reached - probability)
    };
    let (mut low, mut high) = (t, t);
    let mut reach = 1.0 + t.abs() / 8.0;
    // Doubling crosses any distance up to the largest that is taken; beyond it `above` is None.
    while above(low)? < 0.0 {
        low -= reach;
        reach *= 2.0;
    }
    reach = 1.0 + t.abs() / 8.0;
    while above(high)? > 0.0 {
        high += reach;
        reach *= 2.0;
    }
    root(above, low, high, 1e-12 * (1.0 + t.abs()))
}

/// The same by Newton's method from the normal approximation, over one grid of scales; `None` where
/// that does not settle, or where the scale is not what to integrate over.
fn by_newton(t: f64, nu: f64, probability: f64) -> Option<f64> {
    if !((1.0..=LARGEST).contains(&nu) && t.abs() <= 1e6) {
        return None;
    }
    let z = normal_quantile(probability)?;
    let spread = (1.0 + t * t / (2.0 * nu)).sqrt();
    // Few degrees of freedom are skewed, so there is room on both sides.
    let first = t - z * spread;
    let largest = t.abs() + (z.abs() + 3.0) * spread;
    if is_steep(nu, largest) {
        return None;
    }
    let scales = Scales::new(t, nu, largest);
    let mut delta = first;
    for _ in 0..30 {
        let (reached, fall) = scales.probability_and_fall(delta);
        let step = (reached - probability) / fall;
        // Far out the curve is flat and a step would leap.
        let step = step.clamp(-spread, spread);
        delta += step;
        if !step.is_finite() || delta.abs() > largest {
            return None;
        }
        if step.abs() <= 1e-13 * (1.0 + t.abs() + delta.abs()) {
            return Some(delta);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// E[Φ(t·S − δ)] by quadrature with 40 digits (mpmath 1.3), in both ways of integration, both
    /// signs, and where AS 243 no longer holds.
    const REFERENCE: [(f64, f64, f64, f64); 16] = [
        (2.0, 1.0, 1.0, 0.622_871_964_460_281_7),
        (2.0, 3.0, 1.5, 0.599_676_268_370_892_8),
        (-1.0, 4.0, 2.0, 0.002_573_232_174_844_292),
        (5.0, 9.0, 3.0, 0.889_667_448_614_478_9),
        (4.062_127_7, 9.0, 1.3, 0.975_498_508_831_890_9),
        (4.062_127_7, 9.0, 6.7, 0.024_909_332_927_406_113),
        (30.0, 5.0, 12.0, 0.975_902_677_797_77),
        (12.0, 50.0, 15.0, 0.026_133_046_815_123_923),
        (0.5, 2.5, -1.0, 0.922_644_047_576_448_5),
        (3.0, 1000.0, 2.5, 0.690_803_790_514_413_8),
        (25.0, 19.0, 22.0, 0.734_633_301_234_469_6),
        (45.0, 19.0, 30.0, 0.980_464_448_228_972),
        (100.0, 4.0, 40.0, 0.958_407_099_478_591_4),
        (1.5, 1e5, 0.7, 0.788_142_211_473_666_4),
        (300.0, 30.0, 250.0, 0.892_944_248_091_757_8),
        (-45.0, 19.0, -30.0, 0.019_535_551_771_027_674),
    ];

    #[test]
    fn probabilities_agree_with_quadrature() {
        for (t, nu, delta, expected) in REFERENCE {
            let found = noncentral_t_cdf(t, nu, delta).unwrap();
            assert!(
                (found - expected).abs() < 1e-12,
                "t {t} nu {nu} delta {delta}: {found}"
            );
        }
    }

    #[test]
    fn noncentralities_are_the_inverse() {
        for (t, nu, delta, probability) in REFERENCE {
            let found = noncentrality(t, nu, probability).unwrap();
            assert!(
                (found - delta).abs() < 1e-8 * (1.0 + delta.abs()),
                "{t} {nu}: {found}"
            );
        }
    }

    #[test]
    fn both_ways_meet() {
        // δ² = 400 is where one way of integration gives over to the other.
        for t in [15.0, 19.0, 21.0, 30.0] {
            let before = noncentral_t_cdf(t, 19.0, 20.0).unwrap();
            let beyond = noncentral_t_cdf(t, 19.0, 20.0 + 1e-9).unwrap();
            assert!((before - beyond).abs() < 1e-9, "{t}: {before} {beyond}");
        }
    }

    #[test]
    fn the_ends_are_guarded() {
        assert_eq!(noncentral_t_cdf(f64::NAN, 3.0, 1.0), None);
        assert_eq!(noncentral_t_cdf(1.0, 0.5, 1.0), None);
        assert_eq!(noncentral_t_cdf(1.0, 3.0, f64::INFINITY), None);
        assert_eq!(noncentral_t_cdf(1.0, 3.0, 1e13), None);
        assert_eq!(noncentral_t_cdf(-5.0, 3.0, 100.0), Some(0.0));
        assert_eq!(noncentral_t_cdf(5.0, 3.0, -100.0), Some(1.0));
        assert_eq!(noncentrality(2.0, 9.0, 1.0), None);
        assert_eq!(noncentrality(f64::INFINITY, 9.0, 0.5), None);
        // As sure as data can be: far away from zero, and still in order.
        for (t, nu) in [(1e6, 4.0), (1e10, 9_999.0), (-1e7, 1.0), (3.0, 1e9)] {
            let low = noncentrality(t, nu, 0.975).unwrap();
            let high = noncentrality(t, nu, 0.025).unwrap();
            assert!(low < t && t < high, "{t} {nu}: {low} {high}");
        }
    }

    proptest! {
        #[test]
        fn it_is_a_distribution(
            t in -200.0..200.0_f64, nu in 1.0..500.0_f64, delta in -60.0..60.0_f64, more in 0.01..5.0_f64,
        ) {
            let probability = noncentral_t_cdf(t, nu, delta).unwrap();
            prop_assert!((0.0..=1.0).contains(&probability));
            // It rises with t, falls with δ, and is symmetric in both.
            prop_assert!(noncentral_t_cdf(t + more, nu, delta).unwrap() >= probability - 1e-11);
            prop_assert!(noncentral_t_cdf(t, nu, delta + more).unwrap() <= probability + 1e-11);
            let mirrored = noncentral_t_cdf(-t, nu, -delta).unwrap();
            prop_assert!((mirrored - (1.0 - probability)).abs() < 1e-11);
        }
    }
}
