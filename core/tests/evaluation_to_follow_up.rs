//! From an evaluation to what to do, and to the next cycle's catalogue.
#![cfg(feature = "tables")]

mod measured;

use mahir::catalogue::Effect;
use mahir::evaluation::{EvaluationPolicy, Verdict};
use mahir::follow_up::{Action, ActionKind, EffectUpdate, FollowUp, FollowUpPolicy};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::ProgrammeIndex;
use mahir::words::measure::parse_date;
use mahir::words::saved;
use measured::{evaluate, schedule};
use proptest::prelude::*;

fn programme(id: &str) -> ProgrammeIndex {
    schedule().agency().programmes.ids().find(id).unwrap()
}

fn follow_up(lines: &[String]) -> FollowUp {
    evaluate(lines, &EvaluationPolicy::default())
        .follow_up()
        .unwrap()
}

fn actions<'a>(follow_up: &'a FollowUp, id: &str) -> Vec<&'a Action> {
    let programme = programme(id);
    let actions = follow_up.actions().iter();
    actions
        .filter(|action| action.programme == programme)
        .collect()
}

fn kinds(follow_up: &FollowUp, id: &str) -> Vec<ActionKind> {
    actions(follow_up, id)
        .iter()
        .map(|action| action.kind)
        .collect()
}

fn update<'a>(follow_up: &'a FollowUp, id: &str, competency: &str) -> &'a EffectUpdate {
    let framework = &schedule().agency().framework;
    let competency = framework.competencies().find(competency).unwrap();
    let mut own = follow_up.updates_of(programme(id)).iter();
    own.find(|update| update.competency == competency).unwrap()
}

fn effect(agency: &mahir::Agency, id: &str, competency: &str) -> Effect {
    let competency = agency.framework.competencies().find(competency).unwrap();
    let effects = agency.programmes.effects(programme(id)).iter();
    *effects
        .clone()
        .find(|effect| effect.competency == competency)
        .unwrap()
}

/// Lines of one measure of MPB by E-MPB, whose people change by these quarters of a level.
fn learning(quarters: &[i32]) -> Vec<String> {
    let line = |(n, quarters): (usize, &i32)| {
        let after = 2.0 + f64::from(*quarters) / 4.0;
        format!("E-MPB,P{:03},MPB,2,2,{after},2026-02-02,", n + 1)
    };
    quarters.iter().enumerate().map(line).collect()
}

fn reaction(mean: f64) -> Vec<String> {
    (1..=8)
        .map(|n| format!("E-MPB,P{n:03},satisfaction,1,,{mean},2026-02-02,"))
        .collect()
}

const NOTHING: [i32; 20] = [0, 1, -1, 0, 0, 0, 0, 0, 0, 1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0];

#[test]
fn what_to_adjust_is_where_the_chain_breaks() {
    let with = |mean: Option<f64>, quarters: &[i32]| {
        let mut lines = learning(quarters);
        lines.extend(mean.map(reaction).unwrap_or_default());
        kinds(&follow_up(&lines), "E-MPB")
    };
    // Liked and not learnt: the content. Not liked, or nobody was asked, and nothing to hope for:
    // stop.
    assert_eq!(with(Some(4.2), &NOTHING), [ActionKind::AdjustContent]);
    assert_eq!(with(Some(2.0), &NOTHING), [ActionKind::Stop]);
    assert_eq!(with(None, &NOTHING), [ActionKind::Stop]);
    // An office that never stops a programme looks at how it is taught.
    let mut patient = FollowUpPolicy::default();
    patient.stop_up_to = 0.0;
    for (mean, kind) in [
        (2.0, ActionKind::AdjustMethod),
        (4.2, ActionKind::AdjustContent),
    ] {
        let mut lines = learning(&NOTHING);
        lines.extend(reaction(mean));
        let evaluation = evaluate(&lines, &EvaluationPolicy::default());
        let found = evaluation.follow_up_with(&patient).unwrap();
        assert_eq!(kinds(&found, "E-MPB"), [kind]);
    }
    // Learnt, and not used at work: the method, beside going on.
    let rising = [4; 12];
    let mut lines = learning(&rising);
    lines.extend((1..=12).map(|n| format!("E-MPB,P{n:03},MPB,3,2,2,2026-06-01,")));
    let found = follow_up(&lines);
    let kinds = kinds(&found, "E-MPB");
    assert!(kinds.contains(&ActionKind::AdjustMethod), "{kinds:?}");
    assert!(
        kinds.contains(&ActionKind::Continue) || kinds.contains(&ActionKind::Expand),
        "{kinds:?}"
    );
    let row = found
        .actions()
        .iter()
        .position(|action| action.kind == ActionKind::AdjustMethod)
        .unwrap();
    assert!(found.why(row, Language::English).contains("at work"));
    assert!(
        found
            .why(row, Language::Indonesian)
            .contains("tempat kerja")
    );
}

#[test]
fn too_little_data_is_measured_again_by_a_day() {
    let found = follow_up(&learning(&[4, 4, 4]));
    let all = actions(&found, "E-MPB");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].kind, ActionKind::Reassess);
    // Six months after the last outcome.
    assert_eq!(all[0].date, parse_date("2026-08-02"));
    assert_eq!(all[0].evidence_people, 3);
    // Nothing was learnt from three people.
    let belief = update(&found, "E-MPB", "MPB");
    assert_eq!(belief.data_mean, None);
    assert_eq!(belief.posterior_mean, belief.prior_mean);
}

#[test]
fn a_belief_is_the_normal_update_of_the_catalogue() {
    let lines = learning(&[0, 2, 1, 4, 3, 2, 0, 1]);
    let found = follow_up(&lines);
    let belief = update(&found, "E-MPB", "MPB");
    // Catalogue: 0.4 with deviation 0.35. Quarters 0 2 1 4 3 2 0 1: mean 13/8, variance
    // (35 − 169/8)/7 = 1.982…, so 0.40625 levels with a standard error of 0.12443.
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-4, "{found}");
    close(belief.data_mean.unwrap(), 0.406_25);
    close(belief.data_standard_error.unwrap(), 0.124_44);
    let (prior, data) = (0.35_f64.powi(-2), 0.124_44_f64.powi(-2));
    close(
        belief.posterior_mean,
        (0.4 * prior + 0.406_25 * data) / (prior + data),
    );
    close(belief.posterior_deviation, (prior + data).sqrt().recip());
    // An effect that was not measured stays as it was believed.
    let other = update(&found, "E-MPB", "PDO");
    assert_eq!(
        (
            other.posterior_mean,
            other.posterior_deviation,
            other.people
        ),
        (other.prior_mean, other.prior_deviation, 0)
    );
    // All alike is no certainty: the policy believes a deviation of 0.25 at least.
    let alike = follow_up(&learning(&[1; 16]));
    let belief = update(&alike, "E-MPB", "MPB");
    close(belief.data_standard_error.unwrap(), 0.25 / 4.0);
    // Named people are those who would gain by another time: the effect ends at level 2.
    assert!(
        actions(&alike, "E-MPB")
            .iter()
            .all(|action| action.kind != ActionKind::Repeat)
    );
}

#[test]
fn the_case_s_own_stories_come_out() {
    let agency = schedule().agency();
    let evaluation = schedule().evaluate(&agency.outcomes).unwrap();
    let found = evaluation.follow_up().unwrap();
    // Made so: E-MPB is liked and teaches nothing, what L-KOM teaches does not arrive at work.
    assert_eq!(kinds(&found, "E-MPB"), [ActionKind::AdjustContent]);
    let verdict = evaluation
        .verdicts()
        .iter()
        .find(|row| row.programme == programme("E-MPB"))
        .unwrap();
    assert!(verdict.nothing_changed && verdict.verdict == Verdict::DoesNotWork);
    assert!(kinds(&found, "L-KOM").contains(&ActionKind::AdjustMethod));
    for (row, action) in found.actions().iter().enumerate() {
        for language in Language::ALL {
            assert!(found.why(row, language).ends_with('.'));
        }
        assert!(action.probability.is_none_or(|p| (0.0..=1.0).contains(&p)));
        // People who are to attend again attended, and lack the level.
        for person in &action.people {
            assert_eq!(action.kind, ActionKind::Repeat);
            assert!(
                evaluation.outcomes().iter().any(|row| {
                    row.person == Some(*person) && row.programme == action.programme
                })
            );
        }
    }
    assert!(
        found
            .why(found.actions().len(), Language::English)
            .is_empty()
    );
    let document = saved::to_json(&found).unwrap();
    assert!(saved::from_json::<FollowUp>(&document).unwrap() == found);
    for name in FollowUp::TABLES {
        assert!(found.table(name).unwrap().rows() > 0);
    }
}

#[test]
fn the_next_round_does_not_count_outcomes_again() {
    let agency = schedule().agency();
    let evaluation = schedule().evaluate(&agency.outcomes).unwrap();
    let found = evaluation.follow_up().unwrap();
    let next = found.next_agency();
    assert!(next.outcomes.is_empty());
    let belief = update(&found, "E-MPB", "MPB");
    let now = effect(&next, "E-MPB", "MPB");
    assert!((now.gain.as_f64() - belief.posterior_mean).abs() <= 0.5 / 300.0);
    assert!((now.gain_deviation.as_f64() - belief.posterior_deviation).abs() <= 0.5 / 300.0);
    // Not measured, not changed.
    assert_eq!(
        effect(&next, "P-REG", "REG"),
        effect(agency, "P-REG", "REG")
    );
    // Outcomes after the evaluation's day stay for the next round.
    let mut policy = EvaluationPolicy::default();
    policy.as_of = parse_date("2026-03-31");
    let early = schedule().evaluate_with(&agency.outcomes, &policy).unwrap();
    let later = early.follow_up().unwrap().next_agency();
    assert!(!later.outcomes.is_empty() && later.outcomes.len() < agency.outcomes.len());
    assert!(later.outcomes.iter().all(|row| row.date > policy.as_of));
}

#[test]
fn thresholds_out_of_range_are_named() {
    let evaluation = evaluate(&[], &EvaluationPolicy::default());
    let refused = |change: fn(&mut FollowUpPolicy), name: &str| {
        let mut policy = FollowUpPolicy::default();
        change(&mut policy);
        let error = evaluation.follow_up_with(&policy).unwrap_err();
        assert_eq!(error.code(), "follow_up_policy");
        assert!(error.to_string().starts_with(name), "{error}");
    };
    refused(|policy| policy.expand_from = f64::NAN, "expand_from");
    refused(|policy| policy.stop_up_to = 0.9, "stop_up_to");
    refused(|policy| policy.worthwhile_gain = -0.1, "worthwhile_gain");
    refused(|policy| policy.liked_from = f64::INFINITY, "liked_from");
    refused(
        |policy| policy.change_deviation_at_least = 0.0,
        "change_deviation_at_least",
    );
    refused(
        |policy| policy.prior_deviation_at_least = 0.0,
        "prior_deviation_at_least",
    );
    refused(|policy| policy.reassess_after_months = u32::MAX, "reassess");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn beliefs_lie_between_prior_and_data(quarters in proptest::collection::vec(-8_i32..=12, 0..30)) {
        let found = follow_up(&learning(&quarters));
        for update in found.updates() {
            let low = update.data_mean.map_or(update.prior_mean, |data| data.min(update.prior_mean));
            let high = update.data_mean.map_or(update.prior_mean, |data| data.max(update.prior_mean));
            prop_assert!(low - 1e-9 <= update.posterior_mean && update.posterior_mean <= high + 1e-9);
            prop_assert!(update.posterior_deviation <= update.prior_deviation + 1e-12);
            prop_assert!((0.0..=1.0).contains(&update.probability_worthwhile));
        }
        // Each programme that was held gets one thing to do with it, and people who repeat.
        for action in found.actions() {
            prop_assert!(action.people.is_empty() == (action.kind != ActionKind::Repeat));
        }
        // The same people measured once more leave less doubt.
        if quarters.len() >= 5 {
            let twice: Vec<i32> = quarters.iter().chain(&quarters).copied().collect();
            let more = follow_up(&learning(&twice));
            let (one, two) = (update(&found, "E-MPB", "MPB"), update(&more, "E-MPB", "MPB"));
            prop_assert!(two.posterior_deviation <= one.posterior_deviation + 1e-12);
        }
    }
}
