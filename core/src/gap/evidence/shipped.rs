//! The rules that come with the library, in whole numbers: the order of evidence does not show.

use super::sift::HIGHEST;
use super::{Evidence, EvidenceRule, Held, Subject};
use crate::words::measure::Level;

/// The evidence with the latest date; of several on that day their plain mean. Evidence without a
/// date is older than any with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Latest;

/// The evidence with the highest level; of equal ones the one with the least error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Best;

/// The mean weighted by one over the squared standard error: Σ w l ÷ Σ w with w = 1 ÷ s², and
/// standard error 1 ÷ √Σ w (inverse-variance weighting of independent errors). Where sources share
/// a bias that is known with an error b, the evidence of each source is put together first, b² is
/// added to its variance, and then the sources are put together: generalised least squares, as
/// [`crate::statistics::combine_sources`] has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReliabilityWeighted;

impl EvidenceRule for Latest {
    fn name(&self) -> &str {
        "latest"
    }

    fn held(&self, _: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
        if let [one] = evidence {
            return Some(alone(one));
        }
        let latest = evidence.iter().map(|one| one.date).max()?;
        plain_mean(evidence.iter().filter(|one| one.date == latest))
    }
}

impl EvidenceRule for Best {
    fn name(&self) -> &str {
        "best"
    }

    fn held(&self, _: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
        let key = |one: &&Evidence| {
            let square = |error: Level| u64::from(error.steps()).pow(2);
            let error = square(one.standard_error) + square(one.bias_error);
            (one.level, std::cmp::Reverse(error), one.error_is_stated)
        };
        evidence.iter().max_by_key(key).map(alone)
    }
}

impl EvidenceRule for ReliabilityWeighted {
    fn name(&self) -> &str {
        "reliability_weighted"
    }

    fn held(&self, _: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
        if let [one] = evidence {
            return Some(alone(one));
        }
        if evidence.iter().all(|one| one.bias_error.is_none()) {
            weighted_mean(evidence)
        } else {
            mean_of_sources(evidence)
        }
    }
}

/// A single piece of evidence.
fn alone(one: &Evidence) -> Held {
    let error = if one.bias_error.is_none() {
        one.standard_error
    } else {
        root(
            u128::from(one.standard_error.steps()).pow(2)
                + u128::from(one.bias_error.steps()).pow(2),
        )
    };
    Held {
        level: one.level,
        standard_error: Some(error),
        error_is_stated: one.error_is_stated,
    }
}

/// The plain mean: the standard error of a mean of independent errors, Σ s² ÷ n², and of biases
/// that those of a source share, Σ (m b)² ÷ n² with m of that source.
fn plain_mean<'a>(evidence: impl Iterator<Item = &'a Evidence> + Clone) -> Option<Held> {
    let (mut count, mut sum, mut squares) = (0_u64, 0_u64, 0_u128);
    let mut stated = true;
    for one in evidence.clone() {
        // A person has at most 2³² assessments, of squares below 2³².
        count += 1;
        sum += u64::from(one.level.steps());
        squares += u128::from(one.standard_error.steps()).pow(2);
        stated &= one.error_is_stated;
        if !one.bias_error.is_none() {
            // Each adds m b², so those of the source together (m b)².
            let same = evidence
                .clone()
                .filter(|other| other.source == one.source)
                .count();
            squares += same as u128 * u128::from(one.bias_error.steps()).pow(2);
        }
    }
    if count == 0 {
        return None;
    }
    Some(Held {
        level: steps(u128::from((2 * sum + count) / (2 * count))),
        standard_error: Some(error((squares as f64).sqrt() / count as f64)),
        error_is_stated: stated,
    })
}

/// Weights are whole numbers of one over this; the largest error is below 2¹⁶ steps, so each
/// weight is at least 2⁸ and at most 2⁴⁰.
const SCALE: u64 = 1 << 40;

fn weight(one: &Evidence) -> u64 {
    SCALE / u64::from(one.standard_error.steps()).pow(2)
}

fn weighted_mean(evidence: &[Evidence]) -> Option<Held> {
    let (mut weights, mut sum) = (0_u128, 0_u128);
    let mut stated = true;
    for one in evidence {
        weights += u128::from(weight(one));
        sum += u128::from(weight(one)) * u128::from(one.level.steps());
        stated &= one.error_is_stated;
    }
    if weights == 0 {
        return None;
    }
    Some(Held {
        level: steps((2 * sum + weights) / (2 * weights)),
        standard_error: Some(error((SCALE as f64 / weights as f64).sqrt())),
        error_is_stated: stated,
    })
}

/// Source by source, then the sources. Means of sources are kept in 2⁻²⁰ steps.
fn mean_of_sources(evidence: &[Evidence]) -> Option<Held> {
    const FRACTION: u32 = 20;
    let (mut weights, mut sum) = (0_u128, 0_u128);
    for (place, first) in evidence.iter().enumerate() {
        let same = |one: &&Evidence| one.source == first.source;
        if evidence[..place].iter().any(|one| same(&one)) {
            continue;
        }
        let (mut precision, mut levels) = (0_u128, 0_u128);
        for one in evidence.iter().filter(same) {
            precision += u128::from(weight(one));
            levels += u128::from(weight(one)) * u128::from(one.level.steps());
        }
        if precision == 0 {
            continue;
        }
        // 1 ÷ (1 ÷ p + b²) in the same scale; a person has at most 2³² assessments, so p < 2⁷².
        let bias = u128::from(first.bias_error.steps()).pow(2);
        let scale = u128::from(SCALE);
        let of_source = (precision * scale / (scale + precision * bias)).max(1);
        weights += of_source;
        sum += of_source * ((levels << FRACTION) / precision);
    }
    if weights == 0 {
        return None;
    }
    let whole = weights << FRACTION;
    Some(Held {
        level: steps((2 * sum + whole) / (2 * whole)),
        standard_error: Some(error((SCALE as f64 / weights as f64).sqrt())),
        error_is_stated: evidence.iter().all(|one| one.error_is_stated),
    })
}

/// A level from steps that are an average of levels, so they fit.
fn steps(steps: u128) -> Level {
    Level::from_steps(u16::try_from(steps).unwrap_or(u16::MAX)).min(HIGHEST)
}

/// An error from steps: rounded, yet never beyond doubt.
fn error(steps: f64) -> Level {
    // Saturates at the largest.
    Level::from_steps(steps.round() as u16).clamp(Level::from_steps(1), HIGHEST)
}

fn root(square: u128) -> Level {
    error((square as f64).sqrt())
}
