//! From an evaluation to what to do, and to the next cycle's catalogue.
#![cfg(feature = "tables")]

mod measured;

use mahir::catalogue::Effect;
use mahir::evaluation::{EvaluationPolicy, Verdict};
use mahir::follow_up::{
    Action, ActionKind, BeliefModel, EffectUpdate, FollowUp, FollowUpPolicy, PriorSource,
};
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

/// The same with every effect by itself.
fn separate(lines: &[String]) -> FollowUp {
    let mut policy = FollowUpPolicy::default();
    policy.beliefs = BeliefModel::Separate;
    evaluate(lines, &EvaluationPolicy::default())
        .follow_up_with(&policy)
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
    // The case's own questionnaire says that they liked it; of K-KEL nobody was asked.
    assert_eq!(with(None, &NOTHING), [ActionKind::AdjustContent]);
    let unasked: Vec<String> = learning(&NOTHING)
        .iter()
        .map(|line| line.replace("E-MPB", "K-KEL").replace(",MPB,", ",KJS,"))
        .collect();
    assert_eq!(kinds(&follow_up(&unasked), "K-KEL"), [ActionKind::Stop]);
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
    let found = separate(&lines);
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
    let alike = separate(&learning(&[1; 16]));
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
    for (programme, competency) in [("E-MPB", "MPB"), ("L-KOM", "KOM")] {
        let belief = update(&found, programme, competency);
        assert!(belief.data_mean.is_some());
        let now = effect(&next, programme, competency);
        // A gain below zero, as what E-MPB teaches may be believed to be, is none.
        assert!((now.gain.as_f64() - belief.posterior_mean.max(0.0)).abs() <= 0.5 / 300.0);
        assert!((now.gain_deviation.as_f64() - belief.posterior_deviation).abs() <= 0.5 / 300.0);
    }
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

/// People of a programme who change by these quarters of a level in a competency, in a session.
fn session(
    programme: &str,
    competency: &str,
    name: &str,
    from: usize,
    quarters: &[i32],
) -> Vec<String> {
    let line = |(n, quarters): (usize, &i32)| {
        let after = 1.0 + f64::from(*quarters) / 4.0;
        format!(
            "{programme},{name},P{:03},{competency},2,1,{after},2026-02-02,attended",
            from + n
        )
    };
    quarters.iter().enumerate().map(line).collect()
}

/// Outcomes with sessions.
fn with_sessions(lines: &[String]) -> FollowUp {
    let mut policy = EvaluationPolicy::default();
    policy.find_comparison = false;
    let outcomes = measured::outcomes_with_sessions(lines);
    let evaluation = schedule().evaluate_with(&outcomes, &policy).unwrap();
    evaluation.follow_up().unwrap()
}

#[test]
fn programmes_of_a_form_learn_from_each_other() {
    // E-TIK and E-MPB are both e-learning. What is measured of the one moves the other.
    let nothing = [0, 1, -1, 0, 0, 1, 0, -1, 0, 0];
    let found = with_sessions(&session("E-TIK", "TIK", "a", 1, &nothing));
    let other = update(&found, "E-MPB", "MPB");
    assert_eq!(other.data_mean, None);
    assert!(other.posterior_mean < other.prior_mean - 0.01);
    let text = found.effect_why(other, Language::English);
    assert!(text.contains("other programmes of its form"), "{text}");
    // Another form is left alone.
    let other = update(&found, "P-REG", "REG");
    assert_eq!(other.posterior_mean, other.prior_mean);
    // What was measured itself is pulled towards the catalogue less than half way.
    let own = update(&found, "E-TIK", "TIK");
    let data = own.data_mean.unwrap();
    assert!(data < own.posterior_mean && own.posterior_mean < f64::midpoint(data, own.prior_mean));
    let form = &found.forms()[0];
    assert_eq!((form.form.id(), form.measured), ("e_learning", 1));
    assert!(form.shift < 0.0 && form.shift_deviation > 0.0);
}

#[test]
fn sessions_that_disagree_leave_more_doubt() {
    // Twenty people in two sessions, alike or one good and one bad; the same people all the same.
    let (good, bad, alike) = ([4; 10], [0; 10], [4, 0, 4, 0, 4, 0, 4, 0, 4, 0]);
    let two = |one: &[i32], other: &[i32]| {
        let mut lines = session("K-KEL", "KJS", "a", 1, one);
        lines.extend(session("K-KEL", "KJS", "b", 21, other));
        let found = with_sessions(&lines);
        let belief = update(&found, "K-KEL", "KJS");
        (
            belief.sessions,
            belief.data_mean.unwrap(),
            belief.posterior_deviation,
        )
    };
    let (sessions, mean, same) = two(&alike, &alike);
    let (_, other_mean, apart) = two(&good, &bad);
    assert_eq!(sessions, 2);
    assert!((mean - other_mean).abs() < 1e-12);
    assert!(apart > 1.1 * same, "{apart} {same}");
}

#[test]
fn few_people_do_not_make_a_programme_best() {
    // Five people of L-ARS rise by 1.2 levels with a wide spread, forty of B-ADM by 1.0 surely.
    let mut lines = session("L-ARS", "ARS", "a", 1, &[12, 0, 10, 1, 1]);
    for n in 0..40 {
        let quarters = [4, 3, 5, 4][n % 4];
        lines.extend(session("B-ADM", "ADM", "b", 30 + n, &[quarters]));
    }
    let found = with_sessions(&lines);
    let ranking = found.programme_ranking();
    assert_eq!(ranking.len(), 2);
    assert_eq!(ranking[0].of, programme("B-ADM"));
    let best: f64 = ranking.iter().map(|row| row.best).sum();
    assert!((best - 1.0).abs() < 1e-9);
    for row in ranking {
        assert!(row.from <= row.until && row.until <= 2);
        assert!((1.0..=2.0).contains(&row.expected_rank));
    }
    let providers = found.provider_ranking();
    assert_eq!(providers.len(), 2);
    let sum: f64 = providers.iter().map(|row| row.expected_rank).sum();
    assert!((sum - 3.0).abs() < 1e-9);
}

#[test]
fn measuring_pays_where_it_could_change_a_decision() {
    // Without outcomes every programme stands where the catalogue puts it.
    let found = follow_up(&[]);
    let rows = found.information();
    assert!(rows.len() > 5);
    for row in rows {
        assert!(row.per_seat >= 0.0 && (row.per_seat - row.levels).abs() >= 0.0);
        let worth = row.worth.unwrap();
        assert_eq!(row.pays, Some(worth > row.cost));
    }
    // The same by the formula of the knowledge gradient, for one of them.
    let row = rows
        .iter()
        .find(|row| row.programme == programme("E-MPB"))
        .unwrap();
    let people = f64::from(row.people);
    let noise = (0.25_f64.powi(2) / people + 0.1_f64.powi(2)).sqrt();
    let moves = 0.35 * 0.35 / (0.35_f64.powi(2) + noise * noise).sqrt();
    let z = -(0.4 - 0.2) / moves;
    let expected = moves
        * (z * mahir::statistics::normal_cdf(z)
            + (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt());
    assert!(
        (row.per_seat - expected).abs() < 1e-9,
        "{} {expected}",
        row.per_seat
    );
    // Where a session costs all the money there is, none pays.
    let mut policy = FollowUpPolicy::default();
    policy.evaluation_cost = mahir::words::measure::Rupiah::new(i64::MAX);
    let evaluation = evaluate(&[], &EvaluationPolicy::default());
    let found = evaluation.follow_up_with(&policy).unwrap();
    assert!(
        found
            .information()
            .iter()
            .all(|row| row.pays == Some(false))
    );
}

#[test]
fn beliefs_can_start_from_meta_analyses() {
    // Arthur and others (2003): d = 0.63 for learning, times 0.6 levels.
    let mut policy = FollowUpPolicy::default();
    policy.prior = PriorSource::Published;
    let found = evaluate(&[], &EvaluationPolicy::default())
        .follow_up_with(&policy)
        .unwrap();
    for update in found.updates() {
        assert!((update.prior_mean - 0.378).abs() < 1e-12);
        assert!((update.prior_deviation - 0.18).abs() < 1e-12);
    }
}

#[test]
fn the_part_that_is_not_learnt_is_named() {
    // P-KOM teaches communication, which is learnt, and public service, which is not.
    let mut lines = session("P-KOM", "KOM", "a", 1, &[4, 3, 5, 4, 4, 3, 5, 4]);
    lines.extend(session("P-KOM", "PPB", "a", 1, &[0, 0, 1, 0, -1, 0, 0, 0]));
    let found = with_sessions(&lines);
    let adjust: Vec<&Action> = actions(&found, "P-KOM")
        .into_iter()
        .filter(|action| action.kind == ActionKind::AdjustContent)
        .collect();
    assert_eq!(adjust.len(), 1);
    let framework = &schedule().agency().framework;
    assert_eq!(adjust[0].competency, framework.competencies().find("PPB"));
    let row = found
        .actions()
        .iter()
        .position(|action| action == adjust[0])
        .unwrap();
    assert!(
        found
            .why(row, Language::English)
            .contains("this part is not")
    );
    assert!(
        found
            .why(row, Language::Indonesian)
            .contains("bagian ini tidak")
    );
}

#[test]
fn what_is_used_and_brings_nothing_is_told() {
    let mut lines = Vec::new();
    for n in 1..=8 {
        let wobble = 0.05 * f64::from(n % 3);
        for (measure, level, after) in [("KOM", 2, 1.8), ("KOM", 3, 1.7), ("minutes", 4, 1.0)] {
            let after = after + wobble;
            lines.push(format!(
                "L-KOM,a,P{n:03},{measure},{level},1,{after},2026-02-02,attended"
            ));
        }
    }
    let mut policy = EvaluationPolicy::default();
    policy
        .worthwhile_by_measure
        .insert("minutes".to_owned(), -0.5);
    // Before the case's questionnaire, which says that little is used.
    policy.as_of = parse_date("2026-03-01");
    let outcomes = measured::outcomes_with_sessions(&lines);
    let evaluation = schedule().evaluate_with(&outcomes, &policy).unwrap();
    let found = evaluation.follow_up().unwrap();
    let kinds = kinds(&found, "L-KOM");
    assert!(kinds.contains(&ActionKind::AdjustContent), "{kinds:?}");
    let row = found
        .actions()
        .iter()
        .position(|action| action.kind == ActionKind::AdjustContent)
        .unwrap();
    assert!(
        found
            .why(row, Language::English)
            .contains("no better results")
    );
}

#[test]
fn what_works_is_assessed_again_before_it_is_forgotten() {
    let lines = session("K-KEL", "KJS", "a", 1, &[4, 3, 5, 4, 4, 3, 5, 4, 4, 4]);
    let found = with_sessions(&lines);
    let kept = actions(&found, "K-KEL")
        .into_iter()
        .find(|action| matches!(action.kind, ActionKind::Continue | ActionKind::Expand))
        .unwrap();
    let gain = update(&found, "K-KEL", "KJS").posterior_mean;
    // Half is left after 11 months: down to 0.2 after 11 · log₂(gain ÷ 0.2).
    let months = (11.0 * (gain / 0.2).log2()).floor().min(24.0) as u32;
    let day = parse_date("2026-02-02").unwrap();
    assert_eq!(
        kept.date,
        day.checked_add_months(chrono::Months::new(months))
    );
    assert!(kept.expected_levels.is_some_and(|levels| levels >= 0.0));
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
        let found = separate(&learning(&quarters));
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
            let more = separate(&learning(&twice));
            let (one, two) = (update(&found, "E-MPB", "MPB"), update(&more, "E-MPB", "MPB"));
            prop_assert!(two.posterior_deviation <= one.posterior_deviation + 1e-12);
        }
    }
}
