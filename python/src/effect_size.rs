//! How large a change is.

use mahir::statistics as core;
use pyo3::prelude::*;

use crate::statistics::{Ends, ends, result};
use crate::statistics_input::{choice, moments, numbers};

result! {
    /// A standardised effect.
    Effect(core: core::Effect) {
        /// The effect size.
        d: f64 = core.d,
        /// With Hedges' exact correction.
        g: Option<f64> = core.g,
        /// The standard error of d for large samples, where the interval rests on one.
        standard_error: Option<f64> = core.standard_error,
        /// The interval of d.
        interval: Ends = ends(core.interval),
    }
}

/// The mean change over a deviation that is named: d_z, d_av_mean, d_av_rms, d_rm or d_b.
#[pyfunction]
#[pyo3(signature = (before, after, denominator = "d_z", confidence = 0.95))]
pub(crate) fn paired_effect(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    denominator: &str,
    confidence: f64,
) -> PyResult<Option<Effect>> {
    let found = core::PairedDenominator::parse(denominator);
    let expected = "d_z, d_av_mean, d_av_rms, d_rm or d_b";
    let found = choice(before.py(), "denominator", denominator, found, expected)?;
    let effect = core::paired_effect(&numbers(before)?, &numbers(after)?, found, confidence);
    Ok(effect.map(Effect::from))
}

/// The difference of two groups over their pooled deviation, or over that of the second (Glass).
#[pyfunction]
#[pyo3(signature = (first, second, denominator = "pooled", confidence = 0.95))]
pub(crate) fn independent_effect(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
    denominator: &str,
    confidence: f64,
) -> PyResult<Option<Effect>> {
    let pooled = match denominator {
        "pooled" => Some(true),
        "second" => Some(false),
        _ => None,
    };
    let pooled = choice(
        first.py(),
        "denominator",
        denominator,
        pooled,
        "pooled or second",
    )?;
    let both = moments(first)?.zip(moments(second)?);
    let effect = both.and_then(|(one, two)| {
        if pooled {
            core::independent_effect(&one, &two, confidence)
        } else {
            core::glass_delta(&one, &two, confidence)
        }
    });
    Ok(effect.map(Effect::from))
}

/// Pearson's correlation.
#[pyfunction]
pub(crate) fn correlation(
    one: &Bound<'_, PyAny>,
    other: &Bound<'_, PyAny>,
) -> PyResult<Option<f64>> {
    Ok(core::correlation(&numbers(one)?, &numbers(other)?))
}

/// Hedges' exact correction J for so many degrees of freedom.
#[pyfunction]
pub(crate) fn hedges_correction(degrees_of_freedom: f64) -> Option<f64> {
    core::hedges_correction(degrees_of_freedom)
}

/// Hake's gain of a class by its means.
#[pyfunction]
pub(crate) fn hake_gain(mean_before: f64, mean_after: f64, top: f64) -> Option<f64> {
    core::hake_class_gain(mean_before, mean_after, top)
}

/// The normalised change of one person (Marx and Cummings), from -1 to 1.
#[pyfunction]
pub(crate) fn normalised_change(before: f64, after: f64, top: f64) -> Option<f64> {
    core::normalised_change(before, after, top)
}

result! {
    /// What became of people, by the reliable change index.
    ReliableChange(core: (core::ReliableChange, Vec<Option<f64>>, Vec<Option<&'static str>>)) {
        /// The standard error of a difference of two scores.
        standard_error: f64 = core.0.standard_error,
        /// The smallest change that is reliable.
        smallest: f64 = core.0.smallest(),
        /// The index of each person.
        index: Vec<Option<f64>> = core.1,
        /// What became of each: recovered, improved, unchanged or deteriorated.
        classes: Vec<Option<String>> = core.2.into_iter().map(|c| c.map(str::to_owned)).collect(),
    }
}

/// What became of people (Jacobson and Truax): the deviation is that of the scores before unless
/// it is given.
#[pyfunction]
#[pyo3(signature = (before, after, reliability, cut_off = None, less_is_better = false, deviation = None, confidence = 0.95))]
pub(crate) fn reliable_change(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    reliability: f64,
    cut_off: Option<f64>,
    less_is_better: bool,
    deviation: Option<f64>,
    confidence: f64,
) -> PyResult<Option<ReliableChange>> {
    let (before, after) = (numbers(before)?, numbers(after)?);
    let deviation = deviation.or_else(|| core::Moments::of(&before)?.standard_deviation());
    let rule = deviation.and_then(|deviation| {
        core::ReliableChange::new(deviation, reliability, less_is_better, confidence)
    });
    Ok(rule.filter(|_| before.len() == after.len()).map(|rule| {
        let rule = cut_off.map_or(rule, |cut| rule.with_cut_off(cut));
        let each = || before.iter().zip(&after);
        let index = each().map(|(b, a)| rule.index(*b, *a)).collect();
        let classes = each()
            .map(|(b, a)| rule.classify(*b, *a).map(core::ChangeClass::id))
            .collect();
        ReliableChange::from((rule, index, classes))
    }))
}

/// Jacobson and Truax's cut-offs a, b and c, from (mean, deviation) of those who cannot yet and of
/// those who can.
#[pyfunction]
#[pyo3(signature = (cannot, can = None, less_is_better = false))]
pub(crate) fn cut_offs(
    cannot: (f64, f64),
    can: Option<(f64, f64)>,
    less_is_better: bool,
) -> Option<(f64, Option<f64>, Option<f64>)> {
    let norm = |(mean, deviation)| core::Norm { mean, deviation };
    core::cut_offs(norm(cannot), can.map(norm), less_is_better)
        .map(|found| (found.a, found.b, found.c))
}

result! {
    /// One group before and after, as a report tells of it.
    PrePost(core: core::PrePost) {
        /// People.
        count: usize = core.count,
        /// Mean before.
        mean_before: f64 = core.mean_before,
        /// Mean after.
        mean_after: f64 = core.mean_after,
        /// Standard deviation before.
        deviation_before: f64 = core.deviation_before,
        /// Standard deviation after.
        deviation_after: f64 = core.deviation_after,
        /// Correlation of both.
        correlation: f64 = core.correlation,
    }
}

impl PrePost {
    fn core(&self) -> core::PrePost {
        core::PrePost {
            count: self.count,
            mean_before: self.mean_before,
            mean_after: self.mean_after,
            deviation_before: self.deviation_before,
            deviation_after: self.deviation_after,
            correlation: self.correlation,
        }
    }
}

/// Sums a group up for pre_post_control.
#[pyfunction]
pub(crate) fn pre_post(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
) -> PyResult<Option<PrePost>> {
    let found = core::PrePost::of(&numbers(before)?, &numbers(after)?);
    Ok(found.map(PrePost::from))
}

/// The standardised mean change of a group over the deviation of its changes.
#[pyfunction]
pub(crate) fn standardised_change(group: &PrePost) -> Option<f64> {
    group.core().standardised_change()
}

result! {
    /// A pre-post-control effect (Morris 2008).
    PrePostControl(core: (core::PrePostControl, Option<core::Interval>)) {
        /// d_ppc1.
        ppc1: f64 = core.0.ppc1,
        /// d_ppc2, which Morris recommends.
        ppc2: f64 = core.0.ppc2,
        /// Its variance by equation 25; None for four people or fewer.
        variance: Option<f64> = core.0.variance,
        /// Its variance for large samples.
        large_sample_variance: f64 = core.0.large_sample_variance,
        /// The interval of d_ppc2.
        interval: Option<Ends> = core.1.map(ends),
    }
}

/// The pre-post-control effects of people who attended against people who did not.
#[pyfunction]
#[pyo3(signature = (attended, compared, confidence = 0.95))]
pub(crate) fn pre_post_control(
    attended: &PrePost,
    compared: &PrePost,
    confidence: f64,
) -> Option<PrePostControl> {
    let effect = core::pre_post_control(&attended.core(), &compared.core())?;
    Some((effect, effect.interval(confidence)).into())
}

/// The probability that a noncentral t value is at most t.
#[pyfunction]
pub(crate) fn noncentral_t_cdf(t: f64, degrees_of_freedom: f64, noncentrality: f64) -> Option<f64> {
    core::noncentral_t_cdf(t, degrees_of_freedom, noncentrality)
}

/// The noncentrality with which a value of at most t has a probability.
#[pyfunction]
pub(crate) fn noncentrality(t: f64, degrees_of_freedom: f64, probability: f64) -> Option<f64> {
    core::noncentrality(t, degrees_of_freedom, probability)
}

/// The probability that a standard normal value is at most x.
#[pyfunction]
pub(crate) fn normal_cdf(x: f64) -> Option<f64> {
    (!x.is_nan()).then(|| core::normal_cdf(x))
}

/// The standard normal value that is not exceeded with a probability between 0 and 1.
#[pyfunction]
pub(crate) fn normal_quantile(probability: f64) -> Option<f64> {
    core::normal_quantile(probability)
}

/// The probability that a value of Student's t is at most t.
#[pyfunction]
pub(crate) fn student_t_cdf(t: f64, degrees_of_freedom: f64) -> Option<f64> {
    core::student_t_cdf(t, degrees_of_freedom)
}

/// The value of Student's t that is not exceeded with a probability between 0 and 1.
#[pyfunction]
pub(crate) fn student_t_quantile(probability: f64, degrees_of_freedom: f64) -> Option<f64> {
    core::student_t_quantile(probability, degrees_of_freedom)
}
