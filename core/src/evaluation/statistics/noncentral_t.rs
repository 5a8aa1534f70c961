//! The noncentral t distribution, which `statrs` lacks: needed for intervals of effect sizes.

use statrs::function::gamma;

use super::distribution::{normal_cdf, student_t_cdf};
use super::root::root;

/// Noncentralities and values of t beyond this are refused; no data of people reach it.
const LARGEST: f64 = 1e12;

/// Logarithm below which a weight no longer shows beside the largest one, 1.
const NEGLIGIBLE: f64 = -45.0;

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
    let steep = delta * delta > (4.0 * nu).max(400.0);
    let probability = if !steep {
        over_scale(t, nu, delta)
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

/// E[Φ(t·S − δ)], by ln S.
fn over_scale(t: f64, nu: f64, delta: f64) -> f64 {
    // The density of u = ln S is eˣ up to a factor, x = ν(u − (e²ᵘ − 1) ÷ 2), with deviation
    // about 1 ÷ √(2ν); Φ rises within about 1 ÷ |δ|.
    let step = 0.08_f64.min(0.4 / (2.0 * nu + delta * delta).sqrt());
    let (mut weights, mut sum) = (0.0, 0.0);
    for side in [step, -step] {
        let mut place = if side > 0.0 { 0_u32 } else { 1 };
        loop {
            let u = f64::from(place) * side;
            let logarithm = nu * (u - f64::exp_m1(2.0 * u) / 2.0);
            if logarithm < NEGLIGIBLE {
                break;
            }
            let weight = logarithm.exp();
            weights += weight;
            sum += weight * normal_cdf(t * u.exp() - delta);
            place += 1;
        }
    }
    sum / weights
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
