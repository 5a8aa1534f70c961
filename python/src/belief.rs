//! What is believed after results, and where measuring pays.

use mahir::statistics as core;
use pyo3::prelude::*;

use crate::failure::Failure;
use crate::statistics::{Ends, ends, result};
use crate::statistics_input::{columns, equally_many, numbers};

result! {
    /// What is believed of effects that are alike but not the same.
    Hierarchy(core: (core::Hierarchy, f64, f64)) {
        /// Mean and deviation of the mean effect.
        mean: (f64, f64) = (core.0.mean.mean, core.0.mean.deviation),
        /// Mean and deviation of the deviation between effects.
        between: (f64, f64) = (core.0.between.mean, core.0.between.deviation),
        /// Mean and deviation of the deviation between sessions of an effect; zeros where it is not
        /// part of the model.
        within: (f64, f64) = (core.0.within.mean, core.0.within.deviation),
        /// Mean and deviation of each effect.
        effects: Vec<(f64, f64)> = core.0.effects.iter().map(|e| (e.mean, e.deviation)).collect(),
        /// The interval of each effect, and last of one not seen yet.
        intervals: Vec<Option<Ends>> = (0..=core.0.effects.len())
            .map(|place| core.0.interval(place, core.1).map(ends))
            .collect(),
        /// The probability of each effect, and last of one not seen yet, to be above the threshold.
        above: Vec<Option<f64>> = (0..=core.0.effects.len())
            .map(|place| core.0.probability_above(place, core.2))
            .collect(),
    }
}

/// The hierarchical normal model of measured effects, by sums over a grid: the prior of the mean is
/// (mean, deviation) or None, that of the deviation between effects half-Cauchy with a scale, or
/// flat for None.
#[pyfunction]
#[pyo3(signature = (values, standard_errors, mean = None, between_scale = None, probability = 0.95, threshold = 0.0))]
pub(crate) fn hierarchy(
    values: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
    mean: Option<(f64, f64)>,
    between_scale: Option<f64>,
    probability: f64,
    threshold: f64,
) -> PyResult<Option<Hierarchy>> {
    let py = values.py();
    let (values, standard_errors) = (numbers(values)?, numbers(standard_errors)?);
    equally_many(
        py,
        &[
            ("values", values.len()),
            ("standard_errors", standard_errors.len()),
        ],
    )?;
    let effects: Vec<core::MeasuredEffect> = values
        .into_iter()
        .zip(standard_errors)
        .map(|(value, standard_error)| core::MeasuredEffect {
            value,
            standard_error,
        })
        .collect();
    let prior = core::HierarchyPrior {
        mean,
        between: between_scale.map_or(core::BetweenPrior::Flat, core::BetweenPrior::HalfCauchy),
    };
    Ok(py.detach(|| {
        core::hierarchy(&effects, prior)
            .map(|found| Hierarchy::from((found, probability, threshold)))
    }))
}

/// The same for effects that were each measured in several sessions (rows of unequal length, empty
/// for none). The deviation between sessions of an effect gets a half-normal prior with a scale, or
/// is not part of the model for None. Each effect may have an error that all its sessions share, an
/// offset of what is expected of it, and a factor for its deviation.
#[pyfunction]
#[pyo3(signature = (values, standard_errors, mean = None, between_scale = None, within_scale = None, *, common_errors = None, offsets = None, spreads = None, probability = 0.95, threshold = 0.0))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn hierarchy_of_sessions(
    py: Python<'_>,
    values: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
    mean: Option<(f64, f64)>,
    between_scale: Option<f64>,
    within_scale: Option<f64>,
    common_errors: Option<&Bound<'_, PyAny>>,
    offsets: Option<&Bound<'_, PyAny>>,
    spreads: Option<&Bound<'_, PyAny>>,
    probability: f64,
    threshold: f64,
) -> PyResult<Option<Hierarchy>> {
    let (values, errors) = (columns(values)?, columns(standard_errors)?);
    let count = values.len();
    let unequal = |what: &str| {
        Failure::new("option", format!("{what} has another length than values"))
            .with("option", what)
            .explained("one for each effect, and one error for each session".to_owned())
            .raise(py)
    };
    let pairs = values.iter().zip(&errors);
    if errors.len() != count || pairs.clone().any(|(one, other)| one.len() != other.len()) {
        return Err(unequal("standard_errors"));
    }
    let each = |what: &str, given: Option<&Bound<'_, PyAny>>, usual: f64| {
        let found = given.map_or_else(|| Ok(vec![usual; count]), numbers)?;
        if found.len() == count {
            Ok(found)
        } else {
            Err(unequal(what))
        }
    };
    let common = each("common_errors", common_errors, 0.0)?;
    let offsets = each("offsets", offsets, 0.0)?;
    let spreads = each("spreads", spreads, 1.0)?;
    let data: Vec<core::EffectData> = pairs
        .zip(common)
        .zip(offsets)
        .zip(spreads)
        .map(
            |((((values, errors), common_error), offset), spread)| core::EffectData {
                sessions: values
                    .iter()
                    .zip(errors)
                    .map(|(&value, &standard_error)| core::MeasuredEffect {
                        value,
                        standard_error,
                    })
                    .collect(),
                common_error,
                offset,
                spread,
            },
        )
        .collect();
    let prior = core::HierarchyPrior {
        mean,
        between: between_scale.map_or(core::BetweenPrior::Flat, core::BetweenPrior::HalfCauchy),
    };
    Ok(py.detach(|| {
        core::hierarchy_of_sessions(&data, prior, within_scale)
            .map(|found| Hierarchy::from((found, probability, threshold)))
    }))
}

result! {
    /// The rank of one of several things, 1 for the largest.
    RankChance(core: core::RankChance) {
        /// The expected rank.
        expected: f64 = core.expected,
        /// The probability of being the largest.
        best: f64 = core.best,
        /// The best rank that is plausible.
        rank_from: u32 = core.from,
        /// The worst rank that is plausible.
        rank_until: u32 = core.until,
    }
}

/// Ranks of independent normal values.
#[pyfunction]
pub(crate) fn rank_chances(
    means: &Bound<'_, PyAny>,
    deviations: &Bound<'_, PyAny>,
) -> PyResult<Option<Vec<RankChance>>> {
    let py = means.py();
    let (means, deviations) = (numbers(means)?, numbers(deviations)?);
    equally_many(
        py,
        &[("means", means.len()), ("deviations", deviations.len())],
    )?;
    let values: Vec<core::Posterior> = means
        .into_iter()
        .zip(deviations)
        .map(|(mean, deviation)| core::Posterior { mean, deviation })
        .collect();
    let ranks = core::rank_chances(&values);
    Ok(ranks.map(|ranks| ranks.into_iter().map(RankChance::from).collect()))
}

fn beliefs(
    means: &Bound<'_, PyAny>,
    deviations: &Bound<'_, PyAny>,
    noise: &Bound<'_, PyAny>,
) -> PyResult<Vec<core::ChoiceBelief>> {
    let py = means.py();
    let (means, deviations, noise) = (numbers(means)?, numbers(deviations)?, numbers(noise)?);
    equally_many(
        py,
        &[
            ("means", means.len()),
            ("deviations", deviations.len()),
            ("noise", noise.len()),
        ],
    )?;
    Ok(means
        .into_iter()
        .zip(deviations)
        .zip(noise)
        .map(|((mean, deviation), noise)| core::ChoiceBelief {
            mean,
            deviation,
            noise,
        })
        .collect())
}

/// What one more measurement of each choice is worth before choosing the best.
#[pyfunction]
pub(crate) fn knowledge_gradient(
    means: &Bound<'_, PyAny>,
    deviations: &Bound<'_, PyAny>,
    noise: &Bound<'_, PyAny>,
) -> PyResult<Option<Vec<f64>>> {
    Ok(core::knowledge_gradient(&beliefs(
        means, deviations, noise,
    )?))
}

/// What one more measurement is worth before choosing between one thing and a known other.
#[pyfunction]
pub(crate) fn expected_improvement(mean: f64, deviation: f64, noise: f64, other: f64) -> f64 {
    let choice = core::ChoiceBelief {
        mean,
        deviation,
        noise,
    };
    core::expected_improvement(choice, other)
}
