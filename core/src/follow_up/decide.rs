//! Decides what to do with each programme.
//!
//! The probability that is weighed is that of the programme's best effect among those that were
//! measured; if none was by enough people, among those that most people were measured in.

use super::artefact::{Action, ActionKind, Content, EffectUpdate, of};
use super::update::{row_of, updates};
use super::value::{self, Seats};
use super::{FollowUpError, FollowUpPolicy};
use crate::evaluation::{Evaluation, ProgrammeVerdict, Verdict};
use crate::outcome::KirkpatrickLevel;
use crate::words::id::{PersonIndex, ProgrammeIndex};
use crate::words::measure::{Date, Level, Rupiah};

/// Decides.
pub(super) fn decide(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
) -> Result<Content, FollowUpError> {
    policy.check()?;
    let (updates, forms) = updates(evaluation, policy);
    let seats = value::seats(evaluation);
    let again = reassess_by(evaluation, policy);
    let mut actions = Vec::new();
    for row in evaluation.verdicts() {
        // What has not been held yet, and was not measured, asks for nothing.
        if row.planned > 0 || row.measured > 0 || !evaluation.results_of(row.programme).is_empty() {
            let own = of(&updates, row.programme);
            let mut found = decide_on(evaluation, policy, own, row, again);
            found.sort_by_key(|action| (action.kind, action.competency));
            let nobody = Seats::default();
            let seats = seats.get(&row.programme).unwrap_or(&nobody);
            for action in &mut found {
                weigh(evaluation, own, seats, action);
            }
            actions.append(&mut found);
        }
    }
    Ok(Content {
        evaluation: evaluation.clone(),
        policy: policy.clone(),
        programmes: value::programmes(evaluation, &updates),
        providers: value::providers(evaluation, policy, &updates),
        information: value::information(evaluation, policy, &updates),
        updates,
        forms,
        actions,
    })
}

/// What doing it brings and costs.
fn weigh(evaluation: &Evaluation, own: &[EffectUpdate], seats: &Seats, action: &mut Action) {
    let programme = action.programme;
    let people = match action.kind {
        ActionKind::Repeat => action.people.as_slice(),
        _ => seats.people.as_slice(),
    };
    let levels = match (action.kind, action.competency) {
        // Only what they still lack counts for people who attend again.
        (ActionKind::Repeat, Some(competency)) => own
            .iter()
            .find(|update| update.competency == competency)
            .map_or(0.0, |update| {
                update.posterior_mean.max(0.0) * people.len() as f64
            }),
        _ => value::levels(evaluation, programme, own, people),
    };
    let cut = || {
        evaluation
            .schedule()
            .plan()
            .below_cut()
            .iter()
            .filter(move |row| row.programme == programme)
    };
    match action.kind {
        ActionKind::Expand if !seats.people.is_empty() => {
            // Those who wait gain as those who attend do.
            let waiting: u32 = cut().map(|row| row.people).max().unwrap_or(0);
            let each = levels / seats.people.len() as f64;
            action.expected_levels = Some(levels + each * f64::from(waiting));
            let cost = cut().map(|row| row.cost).max().unwrap_or_default();
            action.money = Some(seats.cost.saturating_add(cost));
        }
        ActionKind::Stop => {
            action.expected_levels = Some(-levels);
            action.money = Some(Rupiah::new(0).saturating_sub(seats.cost));
        }
        ActionKind::Repeat => action.expected_levels = Some(levels),
        ActionKind::Reassess => {}
        _ => {
            action.expected_levels = Some(levels);
            action.money = Some(seats.cost);
        }
    }
}

/// So many months after the evaluation's day, the last outcome, or the day of the needs.
fn reassess_by(evaluation: &Evaluation, policy: &FollowUpPolicy) -> Option<Date> {
    today(evaluation)?.checked_add_months(chrono::Months::new(policy.reassess_after_months))
}

/// The evaluation's day, that of the last outcome, or that of the needs.
fn today(evaluation: &Evaluation) -> Option<Date> {
    let outcomes = evaluation.outcomes();
    evaluation
        .policy()
        .as_of
        .or_else(|| outcomes.iter().filter_map(|outcome| outcome.date).max())
        .or_else(|| Some(evaluation.schedule().plan().gaps().needs().as_of()))
}

/// The effect that speaks for a programme: of those that enough people were measured in, else of
/// those that most were, the one that is most likely worthwhile; the first of several.
pub(super) fn deciding(own: &[EffectUpdate]) -> Option<&EffectUpdate> {
    let measured = |update: &EffectUpdate| match update.data_mean {
        Some(_) => u32::MAX,
        None => update.people,
    };
    own.iter().rev().max_by(|one, other| {
        measured(one).cmp(&measured(other)).then(
            one.probability_worthwhile
                .total_cmp(&other.probability_worthwhile),
        )
    })
}

fn decide_on(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
    own: &[EffectUpdate],
    row: &ProgrammeVerdict,
    again: Option<Date>,
) -> Vec<Action> {
    let programme = row.programme;
    let best = deciding(own);
    let probability = best.map(|update| update.probability_worthwhile);
    let action = |kind| Action {
        kind,
        programme,
        competency: None,
        people: Vec::new(),
        date: match kind {
            ActionKind::Reassess => again,
            // What is not used is forgotten: look again before it falls below what is worthwhile.
            ActionKind::Continue | ActionKind::Expand => best
                .and_then(|update| value::months_until(policy, update.posterior_mean))
                .zip(today(evaluation))
                .and_then(|(months, day)| day.checked_add_months(chrono::Months::new(months))),
            _ => None,
        },
        probability,
        expected_levels: None,
        money: None,
        evidence_people: best.map_or(0, |update| update.people),
    };
    let likely = probability.is_some_and(|p| p >= policy.expand_from);
    let unlikely = probability.is_some_and(|p| p <= policy.stop_up_to);
    let kind = match (row.verdict, is_liked(evaluation, policy, programme)) {
        (Verdict::Works, _) if likely && is_below_the_cut(evaluation, programme) => {
            ActionKind::Expand
        }
        (Verdict::Works, _) => ActionKind::Continue,
        (Verdict::Unclear, _) if likely => ActionKind::Continue,
        // The chain of Kirkpatrick's levels breaks at learning. Where people liked it, or were not
        // asked, what is taught is looked at first; where they did not, how it is taught.
        (Verdict::DoesNotWork, Some(true)) => ActionKind::AdjustContent,
        (Verdict::DoesNotWork | Verdict::Unclear, _) if unlikely => ActionKind::Stop,
        (Verdict::DoesNotWork, None) => ActionKind::AdjustContent,
        (Verdict::DoesNotWork, Some(false)) => ActionKind::AdjustMethod,
        (Verdict::Unclear | Verdict::NotEnoughData | Verdict::NotJudged, _) => ActionKind::Reassess,
    };
    let mut actions = vec![action(kind)];
    if matches!(kind, ActionKind::Expand | ActionKind::Continue)
        && let Some(people) = does_not_arrive(evaluation, programme)
    {
        actions.push(Action {
            probability: None,
            evidence_people: people,
            ..action(ActionKind::AdjustMethod)
        });
    }
    if kind != ActionKind::AdjustContent && kind != ActionKind::Stop {
        // Of what it teaches one part is learnt and another is not: that part is looked at.
        for update in unlearnt(evaluation, own) {
            actions.push(Action {
                competency: Some(update.competency),
                probability: Some(update.probability_worthwhile),
                evidence_people: update.people,
                ..action(ActionKind::AdjustContent)
            });
        }
        if let Some(people) = brings_nothing(evaluation, programme) {
            actions.push(Action {
                probability: None,
                evidence_people: people,
                ..action(ActionKind::AdjustContent)
            });
        }
    }
    if matches!(row.verdict, Verdict::Works | Verdict::Unclear) && kind != ActionKind::Stop {
        // Nobody is sent again for an effect that is as good as ruled out.
        for update in own
            .iter()
            .filter(|update| update.probability_worthwhile > policy.stop_up_to)
        {
            let people = to_repeat(evaluation, update);
            if !people.is_empty() {
                actions.push(Action {
                    competency: Some(update.competency),
                    people,
                    probability: Some(update.probability_worthwhile),
                    evidence_people: update.people,
                    ..action(ActionKind::Repeat)
                });
            }
        }
    }
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

/// Whether people liked it: every reaction, and the questionnaire about it, has the mean that the
/// policy asks for. `None` if nobody was asked.
pub(super) fn is_liked(
    evaluation: &Evaluation,
    policy: &FollowUpPolicy,
    programme: ProgrammeIndex,
) -> Option<bool> {
    let asked = evaluation.questionnaire(programme, KirkpatrickLevel::Reaction);
    let means: Vec<f64> = evaluation
        .results_of(programme)
        .iter()
        .filter(|result| result.kirkpatrick == KirkpatrickLevel::Reaction)
        .filter_map(|result| result.mean_after)
        .chain(asked.and_then(|found| found.mean))
        .collect();
    (!means.is_empty()).then(|| means.iter().all(|&mean| mean >= policy.liked_from))
}

/// Behaviour at work was measured or asked about, and the level does not hold: by how many people
/// or forms.
fn does_not_arrive(evaluation: &Evaluation, programme: ProgrammeIndex) -> Option<u32> {
    let behaviour = evaluation
        .record(programme)?
        .level(KirkpatrickLevel::Behaviour)?;
    (behaviour.verdict == Verdict::DoesNotWork).then(|| behaviour.people.max(behaviour.forms))
}

/// The effects that are not learnt beyond doubt, if another one of the programme is.
fn unlearnt<'a>(
    evaluation: &Evaluation,
    own: &'a [EffectUpdate],
) -> impl Iterator<Item = &'a EffectUpdate> {
    let verdict = |update: &EffectUpdate| {
        row_of(
            evaluation,
            update.programme,
            update.competency,
            KirkpatrickLevel::Learning,
        )
        .map(|(_, result)| result.verdict)
    };
    let verdicts: Vec<Option<Verdict>> = own.iter().map(verdict).collect();
    let learnt = verdicts.contains(&Some(Verdict::Works));
    own.iter()
        .zip(verdicts)
        .filter(move |(_, verdict)| learnt && *verdict == Some(Verdict::DoesNotWork))
        .map(|(update, _)| update)
}

/// What is used at work brings nothing: results were judged and none is better, while behaviour is
/// not among what does not work. By how many people.
fn brings_nothing(evaluation: &Evaluation, programme: ProgrammeIndex) -> Option<u32> {
    let record = evaluation.record(programme)?;
    let results = record.level(KirkpatrickLevel::Results)?;
    let used = record
        .level(KirkpatrickLevel::Behaviour)
        .is_some_and(|level| level.verdict == Verdict::Works);
    (used && results.verdict == Verdict::DoesNotWork).then_some(results.people)
}

/// Who attended, was measured, still lacks the level that they need, and would gain by attending
/// again: they hold the level from which people gain, and not yet the one up to which they do.
fn to_repeat(evaluation: &Evaluation, update: &EffectUpdate) -> Vec<PersonIndex> {
    let effect = evaluation
        .agency()
        .programmes
        .effects(update.programme)
        .iter()
        .find(|effect| effect.competency == update.competency);
    let row = row_of(
        evaluation,
        update.programme,
        update.competency,
        KirkpatrickLevel::Learning,
    );
    let (Some(effect), Some((row, _))) = (effect, row) else {
        return Vec::new();
    };
    let short = evaluation.short(row);
    short
        .iter()
        .filter(|short| {
            Level::from_f64(short.after)
                .is_some_and(|held| held >= effect.from_level && held < effect.up_to_level)
        })
        .map(|short| short.person)
        .collect()
}
