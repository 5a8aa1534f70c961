//! Updates beliefs and decides what to do.

use super::artefact::{Action, ActionKind, Content, EffectUpdate};
use super::{Belief, FollowUpError, FollowUpPolicy};
use crate::evaluation::{Evaluation, MeasureResult, Verdict};
use crate::outcome::{KirkpatrickLevel, MeasureOf, OutcomeGroup};
use crate::words::id::{CompetencyIndex, PersonIndex, ProgrammeIndex};
use crate::words::measure::Level;

/// Decides.
pub(super) fn decide(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
) -> Result<Content, FollowUpError> {
    policy.check()?;
    let programmes = &evaluation.agency().programmes;
    let updates: Vec<EffectUpdate> = programmes
        .indices()
        .flat_map(|programme| {
            programmes
                .effects(programme)
                .iter()
                .map(move |e| (programme, e))
        })
        .map(|(programme, effect)| {
            let prior = Belief {
                mean: effect.gain.as_f64(),
                deviation: effect
                    .gain_deviation
                    .as_f64()
                    .max(policy.prior_deviation_at_least),
            };
            let learning = result_of(
                evaluation,
                programme,
                effect.competency,
                KirkpatrickLevel::Learning,
            );
            let data = learning.and_then(|result| measured(evaluation, result));
            let belief = data.map_or(prior, |(mean, error)| prior.after(mean, error));
            EffectUpdate {
                programme,
                competency: effect.competency,
                prior_mean: prior.mean,
                prior_deviation: prior.deviation,
                data_mean: data.map(|(mean, _)| mean),
                data_standard_error: data.map(|(_, error)| error),
                people: learning.map_or(0, |result| result.pairs),
                posterior_mean: belief.mean,
                posterior_deviation: belief.deviation,
                probability_worthwhile: belief.probability_above(policy.worthwhile_gain),
            }
        })
        .collect();
    let actions = evaluation
        .verdicts()
        .iter()
        // What has not been held yet, and was not measured, asks for nothing.
        .filter(|row| row.planned > 0 || row.measured > 0)
        .flat_map(|row| actions(evaluation, policy, &updates, row.programme, row.verdict))
        .collect();
    Ok(Content {
        evaluation: evaluation.clone(),
        policy: policy.clone(),
        updates,
        actions,
    })
}

/// The result of a programme in a competency on a level of Kirkpatrick's.
fn result_of(
    evaluation: &Evaluation,
    programme: ProgrammeIndex,
    competency: CompetencyIndex,
    level: KirkpatrickLevel,
) -> Option<&MeasureResult> {
    evaluation.results().iter().find(|result| {
        result.programme == programme
            && result.kirkpatrick == level
            && evaluation.outcomes().measure_of(result.measure) == MeasureOf::Competency(competency)
    })
}

/// What was gained and how sure that is: against the comparison group if it is large enough, else
/// the plain change. The standard error is half the interval's width in units of its quantile.
fn measured(evaluation: &Evaluation, result: &MeasureResult) -> Option<(f64, f64)> {
    let policy = evaluation.policy();
    if result.pairs < policy.pairs_at_least {
        return None;
    }
    let quantile = crate::evaluation::statistics::normal_quantile(0.5 + policy.confidence / 2.0)?;
    let (mean, interval) = if result.comparison_pairs >= policy.pairs_at_least {
        (result.difference?, result.difference_interval?)
    } else {
        (result.change?, result.change_interval?)
    };
    // Everybody changed alike: as sure as a step of a level can tell.
    let least = 1.0 / f64::from(Level::STEPS);
    Some((mean, (interval.width() / 2.0 / quantile).max(least)))
}

fn actions(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
    updates: &[EffectUpdate],
    programme: ProgrammeIndex,
    verdict: Verdict,
) -> Vec<Action> {
    let own: Vec<&EffectUpdate> = updates
        .iter()
        .filter(|update| update.programme == programme)
        .collect();
    let evidence = own.iter().map(|update| update.people).max().unwrap_or(0);
    // The programme's best effect speaks for it.
    let probability = own
        .iter()
        .map(|update| update.probability_worthwhile)
        .max_by(f64::total_cmp);
    let action = |kind, competency, people: Vec<PersonIndex>, date| Action {
        kind,
        programme,
        competency,
        people,
        date,
        probability,
        evidence_people: evidence,
    };
    let mut actions = Vec::new();
    let until = evaluation
        .outcomes()
        .iter()
        .filter_map(|outcome| outcome.date)
        .max();
    let again = until
        .and_then(|day| day.checked_add_months(chrono::Months::new(policy.reassess_after_months)));
    let below = behaviour_is_missing(evaluation, programme, policy);
    match (verdict, probability) {
        (Verdict::NotEnoughData, _) | (_, None) => {
            actions.push(action(ActionKind::Reassess, None, Vec::new(), again));
        }
        (_, Some(p)) if p <= policy.stop_up_to => {
            actions.push(action(ActionKind::Stop, None, Vec::new(), None));
        }
        (Verdict::Works, Some(p)) if p >= policy.expand_from => {
            let wanted = is_below_the_cut(evaluation, programme);
            let kind = if wanted {
                ActionKind::Expand
            } else {
                ActionKind::Continue
            };
            actions.push(action(kind, None, Vec::new(), None));
        }
        (Verdict::Works, _) => actions.push(action(ActionKind::Continue, None, Vec::new(), None)),
        (Verdict::DoesNotWork, _) => {
            // Where the chain of Kirkpatrick's levels breaks: people liked it and did not learn
            // (the content), or did not even like it (the method).
            let kind = if is_liked(evaluation, programme) {
                ActionKind::AdjustContent
            } else {
                ActionKind::AdjustMethod
            };
            actions.push(action(kind, None, Vec::new(), None));
        }
        (Verdict::Unclear, _) => {
            actions.push(action(ActionKind::Reassess, None, Vec::new(), again));
        }
    }
    if below && verdict == Verdict::Works {
        actions.push(action(ActionKind::AdjustMethod, None, Vec::new(), None));
    }
    if matches!(verdict, Verdict::Works | Verdict::Unclear) {
        for update in &own {
            let people = still_short(evaluation, programme, update.competency);
            if !people.is_empty() {
                actions.push(action(
                    ActionKind::Repeat,
                    Some(update.competency),
                    people,
                    None,
                ));
            }
        }
    }
    actions.sort_by_key(|action| (action.kind, action.competency));
    actions
}

/// Whether the plan left a line of the programme below the cut.
fn is_below_the_cut(evaluation: &Evaluation, programme: ProgrammeIndex) -> bool {
    evaluation
        .schedule()
        .plan()
        .below_cut()
        .iter()
        .any(|row| row.programme == programme)
}

/// Whether people liked it: a reaction on a scale of 1 to 5 with a mean of at least 3.5. Without
/// any reaction it counts as liked, so that the content is looked at first.
fn is_liked(evaluation: &Evaluation, programme: ProgrammeIndex) -> bool {
    evaluation
        .results()
        .iter()
        .filter(|result| {
            result.programme == programme && result.kirkpatrick == KirkpatrickLevel::Reaction
        })
        .filter_map(|result| result.mean_after)
        .all(|mean| mean >= 3.5)
}

/// Whether behaviour at work was measured and did not change, although learning did.
fn behaviour_is_missing(
    evaluation: &Evaluation,
    programme: ProgrammeIndex,
    policy: &FollowUpPolicy,
) -> bool {
    let mut behaviour = evaluation
        .results()
        .iter()
        .filter(|result| {
            result.programme == programme
                && result.kirkpatrick == KirkpatrickLevel::Behaviour
                && result.pairs >= evaluation.policy().pairs_at_least
        })
        .peekable();
    behaviour.peek().is_some()
        && behaviour.all(|result| {
            result
                .change_interval
                .is_some_and(|interval| interval.low <= 0.0)
                && result
                    .change
                    .is_some_and(|change| change < policy.worthwhile_gain)
        })
}

/// Who attended, was measured, and still lacks the level that they need, by the latest outcome.
fn still_short(
    evaluation: &Evaluation,
    programme: ProgrammeIndex,
    competency: CompetencyIndex,
) -> Vec<PersonIndex> {
    let needs = evaluation.schedule().plan().gaps().needs();
    let mut people: Vec<PersonIndex> = evaluation
        .outcomes()
        .iter()
        .filter(|outcome| {
            outcome.programme == programme
                && outcome.group == OutcomeGroup::Attended
                && outcome.kirkpatrick == KirkpatrickLevel::Learning
                && evaluation.outcomes().measure_of(outcome.measure)
                    == MeasureOf::Competency(competency)
        })
        .filter_map(|outcome| {
            let person = outcome.person?;
            let after = Level::from_f64(outcome.after?)?;
            let needed = needs
                .of(person)
                .find(|need| need.competency == competency)?;
            (after < needed.level).then_some(person)
        })
        .collect();
    people.sort_unstable();
    people.dedup();
    people
}
