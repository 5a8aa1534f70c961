//! What outcomes say of the catalogue's effects.

use std::collections::BTreeMap;

use super::artefact::{EffectUpdate, FormBelief};
use super::policy::{BeliefModel, PriorSource};
use super::published::{PUBLISHED_DEVIATION, published_effect};
use super::{Belief, FollowUpPolicy};
use crate::catalogue::{Effect, ProgrammeForm};
use crate::evaluation::{Evaluation, JudgedChange, MeasureResult};
use crate::outcome::{KirkpatrickLevel, MeasureOf};
use crate::statistics::{
    BetweenPrior, EffectData, HierarchyPrior, MeasuredEffect, hierarchy_of_sessions,
};
use crate::words::id::{CompetencyIndex, ProgrammeIndex};

/// Every effect of the catalogue, by programme, then competency; and what is believed of forms.
pub(super) fn updates(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
) -> (Vec<EffectUpdate>, Vec<FormBelief>) {
    let programmes = &evaluation.agency().programmes;
    let mut updates = Vec::new();
    let mut data = Vec::new();
    let mut by_form: BTreeMap<ProgrammeForm, Vec<usize>> = BTreeMap::new();
    for programme in programmes.indices() {
        for effect in programmes.effects(programme) {
            let prior = prior(effect, policy);
            let learning = row_of(
                evaluation,
                programme,
                effect.competency,
                KirkpatrickLevel::Learning,
            )
            .map(|(_, result)| result);
            let change = learning.and_then(|result| result.judged_change(evaluation.policy()));
            let error = change.map(|change| standard_error(change, policy));
            let belief = match (change, error) {
                (Some(change), Some(error)) => prior.after(change.mean, error),
                _ => prior,
            };
            let measured = learning.zip(change);
            let sessions = measured.map_or_else(Vec::new, |(result, change)| {
                sessions(result, change, policy)
            });
            by_form
                .entry(programmes.form(programme))
                .or_default()
                .push(updates.len());
            updates.push(EffectUpdate {
                programme,
                competency: effect.competency,
                prior_mean: prior.mean,
                prior_deviation: prior.deviation,
                data_mean: change.map(|change| change.mean),
                data_standard_error: error,
                compared: change.is_some_and(|change| change.compared),
                people: learning.map_or(0, |result| result.pairs),
                sessions: u32::try_from(sessions.len()).unwrap_or(u32::MAX),
                posterior_mean: belief.mean,
                posterior_deviation: belief.deviation,
                probability_worthwhile: belief.probability_above(policy.worthwhile_gain),
            });
            data.push(EffectData {
                sessions,
                common_error: measured.map_or(0.0, |(result, change)| common(result, change)),
                offset: prior.mean,
                spread: prior.deviation,
            });
        }
    }
    let mut forms = Vec::new();
    if policy.beliefs == BeliefModel::Hierarchical {
        for (form, places) in by_form {
            forms.extend(of_form(policy, form, &places, &data, &mut updates));
        }
    }
    (updates, forms)
}

/// What is believed of an effect before anything was measured.
fn prior(effect: &Effect, policy: &FollowUpPolicy) -> Belief {
    let (mean, deviation) = match policy.prior {
        PriorSource::Catalogue => (effect.gain.as_f64(), effect.gain_deviation.as_f64()),
        PriorSource::Published => {
            let published = published_effect(KirkpatrickLevel::Learning);
            (
                published.d * policy.level_deviation,
                PUBLISHED_DEVIATION * policy.level_deviation,
            )
        }
    };
    Belief {
        mean,
        deviation: deviation.max(policy.prior_deviation_at_least),
    }
}

/// The gain of each session, less what the comparison group changed. Its error comes from the
/// deviation of the programme's changes as a whole, since a session of four people tells little of
/// its own.
fn sessions(
    result: &MeasureResult,
    change: JudgedChange,
    policy: &FollowUpPolicy,
) -> Vec<MeasuredEffect> {
    let own = result.standard_error.unwrap_or(0.0) * f64::from(result.pairs).sqrt();
    let deviation = own.max(policy.change_deviation_at_least);
    let less = if change.compared {
        result.comparison_change.unwrap_or(0.0)
    } else {
        0.0
    };
    result
        .sessions
        .iter()
        .map(|session| MeasuredEffect {
            value: session.change - less,
            standard_error: deviation / f64::from(session.pairs.max(1)).sqrt(),
        })
        .collect()
}

/// The error that all sessions share: that of the comparison group's change.
fn common(result: &MeasureResult, change: JudgedChange) -> f64 {
    if !change.compared {
        return 0.0;
    }
    let own = result.standard_error.unwrap_or(0.0);
    (change.standard_error.powi(2) - own.powi(2))
        .max(0.0)
        .sqrt()
}

/// Beliefs of one form together; nothing where nothing was measured.
fn of_form(
    policy: &FollowUpPolicy,
    form: ProgrammeForm,
    places: &[usize],
    data: &[EffectData],
    updates: &mut [EffectUpdate],
) -> Option<FormBelief> {
    let measured: Vec<usize> = places
        .iter()
        .copied()
        .filter(|&place| {
            data.get(place)
                .is_some_and(|effect| !effect.sessions.is_empty())
        })
        .collect();
    let of: Vec<EffectData> = measured
        .iter()
        .filter_map(|&place| data.get(place).cloned())
        .collect();
    // Offset and spread are the catalogue's, so τ = 1 says that its deviations are right, and μ is
    // by how much the form as a whole does better or worse than it says.
    let prior = HierarchyPrior {
        mean: Some((0.0, policy.form_deviation)),
        between: BetweenPrior::HalfCauchy(1.0),
    };
    let found = hierarchy_of_sessions(&of, prior, Some(policy.session_deviation))?;
    for &place in places {
        let update = updates.get_mut(place)?;
        match measured.iter().position(|&other| other == place) {
            Some(at) => {
                let belief = found.effects.get(at)?;
                update.posterior_mean = belief.mean;
                update.posterior_deviation = belief.deviation;
                update.probability_worthwhile = found
                    .probability_above(at, policy.worthwhile_gain)?
                    .clamp(0.0, 1.0);
            }
            // Not measured: as the catalogue says, moved by what its form has shown.
            None => {
                let belief = Belief {
                    mean: update.prior_mean + found.mean.mean,
                    deviation: update.prior_deviation.hypot(found.mean.deviation),
                };
                update.posterior_mean = belief.mean;
                update.posterior_deviation = belief.deviation;
                update.probability_worthwhile = belief.probability_above(policy.worthwhile_gain);
            }
        }
    }
    Some(FormBelief {
        form,
        measured: u32::try_from(measured.len()).unwrap_or(u32::MAX),
        shift: found.mean.mean,
        shift_deviation: found.mean.deviation,
        between: found.between.mean,
        within: found.within.mean,
    })
}

/// The standard error that is believed: that of the change, or of so many people with the least
/// deviation that the policy believes, whichever is larger.
fn standard_error(change: JudgedChange, policy: &FollowUpPolicy) -> f64 {
    let least = policy.change_deviation_at_least / f64::from(change.pairs.max(1)).sqrt();
    change.standard_error.max(least)
}

/// The row and result of a programme in a competency on a level of Kirkpatrick's.
pub(super) fn row_of(
    evaluation: &Evaluation,
    programme: ProgrammeIndex,
    competency: CompetencyIndex,
    level: KirkpatrickLevel,
) -> Option<(usize, &MeasureResult)> {
    let results = evaluation.results();
    let start = results.partition_point(|result| result.programme < programme);
    results
        .iter()
        .enumerate()
        .skip(start)
        .take_while(|(_, result)| result.programme == programme)
        .find(|(_, result)| {
            result.kirkpatrick == level
                && evaluation.outcomes().measure_of(result.measure)
                    == MeasureOf::Competency(competency)
        })
}
