//! The standardised difference of two groups of people.

use super::effect_size::hedges_correction;
use super::mean::upper_probability;
use super::noncentral_t::noncentrality;
use super::paired_effect::Effect;
use super::{Interval, Moments};

/// The deviation of two groups together: √(((n₁ − 1)s₁² + (n₂ − 1)s₂²) ÷ (n₁ + n₂ − 2)). `None`
/// for fewer than two values in either.
pub fn pooled_deviation(first: &Moments, second: &Moments) -> Option<f64> {
    let (one, two) = (first.standard_deviation()?, second.standard_deviation()?);
    let (left, right) = (first.count() as f64 - 1.0, second.count() as f64 - 1.0);
    // By shares, so that squares of large deviations cannot overflow.
    let share = left / (left + right);
    Some((one * share.sqrt()).hypot(two * (1.0 - share).sqrt()))
}

/// Cohen's d with the pooled deviation, and its interval by the noncentral t distribution with
/// n₁ + n₂ − 2 degrees of freedom (Hedges & Olkin 1985; Steiger & Fouladi 1997). g is d ·
/// J(n₁ + n₂ − 2). `None` for fewer than two values in a group, without any spread, or for a
/// confidence that does not lie strictly between 0 and 1.
pub fn independent_effect(first: &Moments, second: &Moments, confidence: f64) -> Option<Effect> {
    let deviation = pooled_deviation(first, second).filter(|deviation| *deviation > 0.0)?;
    let freedom = (first.count() + second.count()) as f64 - 2.0;
    over(first, second, deviation, freedom, confidence)
}

/// Glass's Δ: the difference over the deviation of the second group, which was not treated, with
/// n₂ − 1 degrees of freedom (Glass 1976). Its interval takes the noncentral t distribution, which
/// is exact if both groups vary alike. `None` as for [`independent_effect`].
pub fn glass_delta(first: &Moments, second: &Moments, confidence: f64) -> Option<Effect> {
    let deviation = second
        .standard_deviation()
        .filter(|deviation| *deviation > 0.0)?;
    over(
        first,
        second,
        deviation,
        second.count() as f64 - 1.0,
        confidence,
    )
}

fn over(
    first: &Moments,
    second: &Moments,
    deviation: f64,
    freedom: f64,
    confidence: f64,
) -> Option<Effect> {
    let upper = upper_probability(confidence)?;
    let d = (first.mean() - second.mean()) / deviation;
    let (one, two) = (first.count() as f64, second.count() as f64);
    let root = (one * two / (one + two)).sqrt();
    let end = |probability| noncentrality(d * root, freedom, probability);
    Some(Effect {
        d: d.is_finite().then_some(d)?,
        g: hedges_correction(freedom).map(|correction| d * correction),
        standard_error: None,
        interval: Interval::new(end(upper)? / root, end(1.0 - upper)? / root)?,
    })
}
