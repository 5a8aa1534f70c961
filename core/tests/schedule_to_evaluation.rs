//! From a schedule and outcomes to an evaluation: figures that others have printed, hostile data,
//! and laws.
#![cfg(feature = "tables")]

mod measured;

use std::collections::BTreeSet;

use mahir::evaluation::{Evaluation, EvaluationError, EvaluationPolicy, Verdict};
use mahir::outcome::{OutcomeGroup, Outcomes};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::{Index, PersonIndex, SessionIndex};
use mahir::words::measure::parse_date;
use mahir::words::saved;
use measured::{evaluate, numbers, outcomes, schedule};
use proptest::prelude::*;

fn near(found: Option<f64>, expected: f64, tolerance: f64) {
    let found = found.unwrap();
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

fn policy(measure: &str, worthwhile: f64) -> EvaluationPolicy {
    let mut policy = EvaluationPolicy::default();
    policy
        .worthwhile_by_measure
        .insert(measure.to_owned(), worthwhile);
    policy
}

/// Whether a text shows a value that is no number, or none that ends.
fn holds_no_number(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "NaN" || word == "inf")
}

/// Every row is a number or a reason, in both languages, and the tables hold no NaN.
fn is_answered(evaluation: &Evaluation) {
    for (row, result) in evaluation.results().iter().enumerate() {
        assert!(
            numbers(result).iter().all(|value| value.is_finite()),
            "{result:?}"
        );
        if let (Some(change), Some(interval)) = (result.change, result.change_interval) {
            assert!(interval.contains(change));
        }
        for language in Language::ALL {
            let why = evaluation.why(row, language);
            assert!(!why.is_empty() && !holds_no_number(&why), "{why}");
        }
    }
    for row in 0..evaluation.verdicts().len() {
        for language in Language::ALL {
            assert!(!evaluation.verdict_why(row, language).is_empty());
        }
    }
    for name in Evaluation::TABLES {
        let text = evaluation.table(name).unwrap().to_csv();
        assert!(!holds_no_number(&text), "{text}");
    }
    for language in Language::ALL {
        assert!(!evaluation.summary(language).is_empty());
    }
    assert!(
        evaluation
            .why(evaluation.results().len(), Language::English)
            .is_empty()
    );
}

#[test]
fn student_s_sleep_data_go_all_the_way() {
    // Student (1908), as in R's data set `sleep`; figures of t.test(paired = TRUE), and of scipy's
    // noncentral t for d_z.
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let lines: Vec<String> = (0..10)
        .map(|n| {
            let (before, after) = (first[n], second[n]);
            format!("S-USAH,P{:03},sleep,4,{before},{after},,", n + 1)
        })
        .collect();
    let evaluation = evaluate(&lines, &policy("sleep", 0.7));
    let [result] = evaluation.results() else {
        panic!("one result")
    };
    assert_eq!((result.people, result.pairs, result.repeated), (10, 10, 0));
    let interval = result.change_interval.unwrap();
    near(Some(interval.low), 0.700_114_2, 5e-8);
    near(Some(interval.high), 2.459_885_8, 5e-8);
    near(
        result.change.zip(result.standard_error).map(|(c, e)| c / e),
        4.062_127_7,
        5e-8,
    );
    near(result.p_value, 0.002_832_89, 5e-9);
    near(result.effect_size, 1.284_557_6, 5e-8);
    let interval = result.effect_size_interval.unwrap();
    near(Some(interval.low), 0.414_627_8, 5e-7);
    near(Some(interval.high), 2.118_016_5, 5e-7);
    near(result.hedges_g, 1.173_924_9, 5e-8);
    near(result.d_av, 0.833_496_3, 5e-8);
    // The lower end, 0.7001, is just above what is worthwhile here.
    assert_eq!(result.verdict, Verdict::Works);
    let verdict = |worthwhile| evaluate(&lines, &policy("sleep", worthwhile)).results()[0].verdict;
    assert_eq!(verdict(0.71), Verdict::Unclear);
    assert_eq!(verdict(2.46), Verdict::DoesNotWork);
    // Where less sleep is better, more of it does not work.
    assert_eq!(verdict(-0.1), Verdict::DoesNotWork);
    // The programme's verdict is that of its only judged measure.
    let programme = evaluation
        .verdicts()
        .iter()
        .find(|row| row.programme == result.programme)
        .unwrap();
    assert_eq!(
        (programme.verdict, programme.measured),
        (Verdict::Works, 10)
    );
    let unnamed = evaluate(&lines, &EvaluationPolicy::default());
    assert_eq!(unnamed.results()[0].verdict, Verdict::NotJudged);
    is_answered(&evaluation);
}

#[test]
fn hostile_outcomes_are_answered() {
    let attended = |n: usize, before: &str, after: &str| {
        format!("K-KEL,P{:03},KJS,2,{before},{after},2026-03-02,", n + 1)
    };
    let usual = EvaluationPolicy::default();
    let verdict = |lines: &[String]| {
        let evaluation = evaluate(lines, &usual);
        is_answered(&evaluation);
        evaluation.results().first().map(|result| result.verdict)
    };
    assert_eq!(verdict(&[]), None);
    for people in 1..3 {
        let lines: Vec<_> = (0..people).map(|n| attended(n, "1", "2")).collect();
        assert_eq!(verdict(&lines), Some(Verdict::NotEnoughData));
    }
    // All changed alike, and all stand at the top before.
    let alike: Vec<_> = (0..8).map(|n| attended(n, "1", "2")).collect();
    assert_eq!(verdict(&alike), Some(Verdict::Works));
    let top: Vec<_> = (0..8).map(|n| attended(n, "5", "5")).collect();
    let evaluation = evaluate(&top, &usual);
    assert_eq!(evaluation.results()[0].verdict, Verdict::DoesNotWork);
    assert_eq!(evaluation.results()[0].hake_gain, None);
    assert_eq!(evaluation.results()[0].effect_size, None);
    // Missing on one side, and only people who did not attend.
    let halves: Vec<_> = (0..8)
        .map(|n| attended(n, if n % 2 == 0 { "" } else { "1" }, "2"))
        .collect();
    assert_eq!(evaluate(&halves, &usual).results()[0].pairs, 4);
    assert_eq!(verdict(&halves), Some(Verdict::NotEnoughData));
    let others: Vec<_> = (0..8)
        .map(|n| format!("K-KEL,P{:03},KJS,2,1,2,,comparison", n + 1))
        .collect();
    assert_eq!(verdict(&others), Some(Verdict::NotEnoughData));
    // Values whose spread no number holds.
    let huge: Vec<_> = (0..8)
        .map(|n| {
            let sign = if n % 2 == 0 { "-" } else { "" };
            format!("K-KEL,P{:03},cost,4,{sign}1e308,1e308,,", n + 1)
        })
        .collect();
    let evaluation = evaluate(&huge, &policy("cost", 1.0));
    is_answered(&evaluation);
    assert_eq!(evaluation.results()[0].verdict, Verdict::Unclear);
    // Ten thousand forms that name nobody, all the same.
    let anonymous = vec!["K-KEL,,KJS,2,1.1,2.3,,".to_owned(); 10_000];
    let evaluation = evaluate(&anonymous, &usual);
    is_answered(&evaluation);
    assert_eq!(evaluation.results()[0].pairs, 10_000);
    assert_eq!(evaluation.results()[0].standard_error, Some(0.0));
    assert_eq!(evaluation.results()[0].verdict, Verdict::Works);
}

#[test]
fn few_people_measured_often_are_few() {
    let mut lines = Vec::new();
    for person in 1..=3 {
        for day in 10..16 {
            lines.push(format!("K-KEL,P00{person},KJS,2,1,2,2026-03-{day},"));
        }
    }
    let evaluation = evaluate(&lines, &EvaluationPolicy::default());
    let result = &evaluation.results()[0];
    assert_eq!((result.pairs, result.repeated), (3, 15));
    assert_eq!(result.verdict, Verdict::NotEnoughData);
}

#[test]
fn a_comparison_group_decides_if_it_is_large_enough() {
    // Everybody rises by half a level with the months, whether they attend or not.
    let row = |n: usize, group: &str| {
        let rise = 0.5 + 0.05 * (n % 3) as f64;
        format!("K-KEL,P{:03},KJS,2,1,{},,{group}", n + 1, 1.0 + rise)
    };
    let attended: Vec<String> = (0..12).map(|n| row(n, "")).collect();
    let usual = EvaluationPolicy::default();
    assert_eq!(
        evaluate(&attended, &usual).results()[0].verdict,
        Verdict::Works
    );
    let with = |others: usize| {
        let mut lines = attended.clone();
        lines.extend((12..12 + others).map(|n| row(n, "comparison")));
        evaluate(&lines, &usual)
    };
    let few = with(4);
    assert_eq!(few.results()[0].verdict, Verdict::Works);
    assert!(few.why(0, Language::English).contains("too few to decide"));
    let enough = with(12);
    let result = &enough.results()[0];
    assert_eq!(result.verdict, Verdict::DoesNotWork);
    near(result.difference, 0.0, 1e-12);
    let judged = result.judged_change(&usual).unwrap();
    assert!(judged.compared && judged.interval.contains(0.0));
}

#[test]
fn the_ledger_agrees_with_the_schedule() {
    let schedule = schedule();
    let agency = schedule.agency();
    let evaluation = schedule.evaluate(&agency.outcomes).unwrap();
    is_answered(&evaluation);
    let until = agency
        .outcomes
        .iter()
        .filter_map(|row| row.date)
        .max()
        .unwrap();
    assert!(evaluation.ledger().len() > 5);
    for line in evaluation.ledger() {
        let mut people: BTreeSet<PersonIndex> = BTreeSet::new();
        for (number, session) in schedule.sessions().iter().enumerate() {
            if session.programme == line.programme && session.end().unwrap() <= until {
                people.extend(schedule.participants(SessionIndex::at(number).unwrap()));
            }
        }
        assert_eq!(line.people_planned as usize, people.len());
        let hours = agency.programmes.hours(line.programme).as_f64();
        assert!((line.hours_planned.as_f64() - hours * people.len() as f64).abs() < 1e-9);
        let came: BTreeSet<PersonIndex> = agency
            .outcomes
            .iter()
            .filter(|row| row.programme == line.programme && row.group != OutcomeGroup::Comparison)
            .filter_map(|row| row.person)
            .collect();
        assert_eq!(line.people_attended as usize, came.len());
        // The case's outcomes are the history of this plan: nobody came who was not planned.
        assert_eq!(line.people_unplanned, 0);
        assert!(came.is_subset(&people));
        // Where all that was planned is over, the plan's own lines have the same cost.
        let plan = schedule.plan();
        let (lines, sessions) = plan
            .lines()
            .iter()
            .filter(|row| row.programme == line.programme)
            .fold((0, 0), |(cost, sessions), row| {
                (cost + row.cost.amount(), sessions + row.sessions)
            });
        let over = schedule
            .sessions()
            .iter()
            .filter(|session| {
                session.programme == line.programme && session.end().unwrap() <= until
            })
            .count();
        let seats: u32 = plan
            .lines()
            .iter()
            .filter(|row| row.programme == line.programme)
            .map(|row| row.people)
            .sum();
        if over == sessions as usize && people.len() == seats as usize {
            assert_eq!(line.cost_planned.amount(), lines);
        }
    }
    // Somebody who was not scheduled is told of, and counts.
    let programme = evaluation.ledger()[0].programme;
    let scheduled: BTreeSet<_> = (0..schedule.sessions().len())
        .filter_map(SessionIndex::at)
        .filter(|&session| schedule.sessions()[session.position()].programme == programme)
        .flat_map(|session| schedule.participants(session).to_vec())
        .collect();
    let guest = agency
        .people
        .indices()
        .find(|person| !scheduled.contains(person))
        .unwrap();
    let id = agency.programmes.id(programme);
    let line = format!(
        "{id},{},KOM,2,1,2,2026-06-30,",
        agency.people.ids().name(guest)
    );
    let evaluation = evaluate(&[line], &EvaluationPolicy::default());
    let line = &evaluation.ledger()[evaluation
        .ledger()
        .iter()
        .position(|line| line.programme == programme)
        .unwrap()];
    assert_eq!((line.people_attended, line.people_unplanned), (1, 1));
}

#[test]
fn only_what_is_known_by_the_day_counts() {
    let schedule = schedule();
    let mut policy = EvaluationPolicy::default();
    policy.as_of = parse_date("2026-03-31");
    let early = schedule
        .evaluate_with(&schedule.agency().outcomes, &policy)
        .unwrap();
    let all = schedule.evaluate(&schedule.agency().outcomes).unwrap();
    let people = |evaluation: &Evaluation| -> u32 {
        evaluation
            .results()
            .iter()
            .map(|result| result.people)
            .sum()
    };
    assert!(0 < people(&early) && people(&early) < people(&all));
    let planned = |evaluation: &Evaluation| -> u32 {
        evaluation
            .ledger()
            .iter()
            .map(|line| line.people_planned)
            .sum()
    };
    assert!(planned(&early) < planned(&all));
}

#[test]
fn foreign_and_damaged_outcomes_are_refused() {
    let usual = EvaluationPolicy::default();
    let good = outcomes(&["K-KEL,P001,KJS,2,1,2,,".to_owned()]);
    let document = serde_json::to_value(&good).unwrap();
    let changed = |column: &str, value: serde_json::Value| {
        let mut document = document.clone();
        document[column] = value;
        let outcomes: Outcomes = serde_json::from_value(document).unwrap();
        schedule().evaluate_with(&outcomes, &usual).unwrap_err()
    };
    for (column, value) in [
        ("before", serde_json::json!([])),
        ("groups", serde_json::json!(["attended", "attended"])),
        ("measures", serde_json::json!([7])),
        ("measures_of", serde_json::json!([])),
    ] {
        let error = changed(column, value);
        assert_eq!(error, EvaluationError::Outcomes, "{column}");
        assert_eq!(error.code(), "evaluation_outcomes");
    }
    for (column, value) in [
        ("programmes", serde_json::json!([9_999])),
        ("people", serde_json::json!([9_999])),
        ("measures_of", serde_json::json!([{ "Competency": 999 }])),
    ] {
        let error = changed(column, value);
        assert_eq!(error, EvaluationError::OtherAgency, "{column}");
        assert_eq!(error.code(), "evaluation_other_agency");
    }
    // The same in a saved evaluation.
    let evaluation = schedule().evaluate(&good).unwrap();
    let saved = saved::to_json(&evaluation).unwrap();
    assert!(saved::from_json::<Evaluation>(&saved).unwrap() == evaluation);
    let damaged = saved.replacen("\"before\":[1.0]", "\"before\":[]", 1);
    assert_ne!(damaged, saved);
    let error = saved::from_json::<Evaluation>(&damaged).unwrap_err();
    assert_eq!(error.code(), "saved_content");
}

#[test]
fn policies_out_of_range_are_named() {
    let none = outcomes(&[]);
    let refused = |policy: &EvaluationPolicy| {
        let error = schedule().evaluate_with(&none, policy).unwrap_err();
        assert_eq!(error.code(), "evaluation_policy");
        error.to_string()
    };
    let mut one = EvaluationPolicy::default();
    one.pairs_at_least = 1;
    assert!(refused(&one).contains("pairs_at_least is 1"));
    assert!(refused(&policy("fees", f64::NAN)).contains("'fees'"));
    assert!(refused(&policy("fees", 0.0)).contains("other than 0"));
    let mut share = EvaluationPolicy::default();
    share.attended_at_least = f64::INFINITY;
    assert!(refused(&share).contains("attended_at_least"));
}

/// Lines of outcomes with levels in quarters, some values missing, some people twice.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let row = (
        0_usize..3,
        0_usize..30,
        0_usize..3,
        proptest::option::weighted(0.9, 0_u8..=20),
        proptest::option::weighted(0.9, 0_u8..=20),
        proptest::bool::weighted(0.3),
        1_u32..28,
    );
    let level = |quarters: Option<u8>| {
        quarters.map_or_else(String::new, |q| format!("{}", f64::from(q) / 4.0))
    };
    proptest::collection::vec(row, 0..60).prop_map(move |rows| {
        rows.into_iter()
            .map(|(programme, person, measure, before, after, other, day)| {
                let programme = ["K-KEL", "S-USAH", "L-KOM"][programme];
                let measure = ["KJS", "KOM", "fees"][measure];
                let group = if other { "comparison" } else { "attended" };
                let (before, after) = (level(before), level(after));
                let person = person + 1;
                format!(
                    "{programme},P{person:03},{measure},2,{before},{after},2026-03-{day:02},{group}"
                )
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_evaluation_is_answered_and_comes_back(lines in lines()) {
        let evaluation = evaluate(&lines, &policy("fees", -0.5));
        is_answered(&evaluation);
        let attended: u32 = evaluation.ledger().iter().map(|line| line.people_attended).sum();
        let measured: u32 = evaluation.verdicts().iter().map(|row| row.measured).sum();
        prop_assert_eq!(attended, measured);
        for result in evaluation.results() {
            prop_assert!(result.pairs <= result.people);
            prop_assert!(result.attained <= result.attained_of);
            if result.pairs < evaluation.policy().pairs_at_least {
                prop_assert!(matches!(result.verdict, Verdict::NotEnoughData | Verdict::NotJudged));
            }
        }
    }

    #[test]
    fn the_order_of_outcomes_changes_nothing(
        lines in lines(), order in proptest::collection::vec(any::<u32>(), 60),
    ) {
        let mut mixed: Vec<(u32, String)> = order.into_iter().zip(lines.clone()).collect();
        mixed.sort();
        let mixed: Vec<String> = mixed.into_iter().map(|(_, line)| line).collect();
        let (one, other) = (
            evaluate(&lines, &EvaluationPolicy::default()),
            evaluate(&mixed, &EvaluationPolicy::default()),
        );
        // The measures may be numbered otherwise, so rows are compared by name.
        let sorted = |evaluation: &Evaluation, table: &str| {
            let text = evaluation.table(table).unwrap().to_csv();
            let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(sorted(&one, "results"), sorted(&other, "results"));
        prop_assert_eq!(sorted(&one, "ledger"), sorted(&other, "ledger"));
        let plain = |evaluation: &Evaluation| -> Vec<Verdict> {
            evaluation.verdicts().iter().map(|row| row.verdict).collect()
        };
        prop_assert_eq!(plain(&one), plain(&other));
    }
}
