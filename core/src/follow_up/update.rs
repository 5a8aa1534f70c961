//! What outcomes say of the catalogue's effects.

use super::artefact::EffectUpdate;
use super::{Belief, FollowUpPolicy};
use crate::evaluation::{Evaluation, JudgedChange, MeasureResult};
use crate::outcome::{KirkpatrickLevel, MeasureOf};
use crate::words::id::{CompetencyIndex, ProgrammeIndex};

/// Every effect of the catalogue, by programme, then competency.
pub(super) fn updates(evaluation: &Evaluation, policy: &FollowUpPolicy) -> Vec<EffectUpdate> {
    let programmes = &evaluation.agency().programmes;
    let mut updates = Vec::new();
    for programme in programmes.indices() {
        for effect in programmes.effects(programme) {
            let prior = Belief {
                mean: effect.gain.as_f64(),
                deviation: effect
                    .gain_deviation
                    .as_f64()
                    .max(policy.prior_deviation_at_least),
            };
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
            updates.push(EffectUpdate {
                programme,
                competency: effect.competency,
                prior_mean: prior.mean,
                prior_deviation: prior.deviation,
                data_mean: change.map(|change| change.mean),
                data_standard_error: error,
                compared: change.is_some_and(|change| change.compared),
                people: learning.map_or(0, |result| result.pairs),
                posterior_mean: belief.mean,
                posterior_deviation: belief.deviation,
                probability_worthwhile: belief.probability_above(policy.worthwhile_gain),
            });
        }
    }
    updates
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
