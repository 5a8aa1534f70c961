//! Comparison groups, records of four levels, many measures at once, surveys, services and money.
#![cfg(feature = "tables")]

mod measured;

use mahir::evaluation::{
    ComparedBecause, ComparisonMethod, Evaluation, EvaluationPolicy, Verdict, benefit_cost_ratio,
    survey, survey_change,
};
use mahir::outcome::KirkpatrickLevel;
use mahir::regulation::Regulation;
use mahir::regulation::satisfaction::SatisfactionGrade;
use mahir::statistics::{Adjustment, ErrorVariance, covariance_analysis};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::measure::Rupiah;
use mahir::words::table::Cell;
use measured::{evaluate, schedule};

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

fn line(programme: &str, person: usize, before: f64, after: f64, group: &str) -> String {
    format!("{programme},P{person:03},KJS,2,{before},{after},2026-03-02,{group}")
}

/// Those who attend start low and gain 0.6; those who do not start high and gain 0.1.
fn flipped() -> Vec<String> {
    let mut lines = Vec::new();
    for n in 0..10 {
        let step = 0.1 * (n % 4) as f64;
        lines.push(line(
            "K-KEL",
            n + 1,
            1.0 + step,
            1.6 + 1.1 * step,
            "attended",
        ));
        lines.push(line(
            "K-KEL",
            n + 41,
            2.5 + step,
            2.6 + 1.1 * step,
            "comparison",
        ));
    }
    lines
}

#[test]
fn a_naive_comparison_that_points_the_other_way_is_told() {
    let evaluation = evaluate(&flipped(), &EvaluationPolicy::default());
    let result = &evaluation.results()[0];
    let comparison = result.comparison.as_deref().unwrap();
    let value = |method| comparison.estimate(method).unwrap().value;
    near(value(ComparisonMethod::AfterOnly), -1.0, 1e-9);
    near(value(ComparisonMethod::DifferenceInDifferences), 0.5, 1e-9);
    near(value(ComparisonMethod::RobustDifference), 0.5, 1e-9);
    assert!(comparison.sign_flips && comparison.unlike);
    // Nobody stood near enough to be matched.
    assert_eq!(comparison.estimate(ComparisonMethod::Matched), None);
    // The covariance analysis is the linear model's.
    let (mut before, mut after, mut attended) = (Vec::new(), Vec::new(), Vec::new());
    for text in flipped() {
        let cells: Vec<&str> = text.split(',').collect();
        before.push(cells[4].parse().unwrap());
        after.push(cells[5].parse().unwrap());
        attended.push(cells[7] == "attended");
    }
    let model = covariance_analysis(&after, &attended, &before, &[]).unwrap();
    let expected = model
        .coefficient(1, ErrorVariance::Hc3, 0.95)
        .unwrap()
        .value;
    near(value(ComparisonMethod::CovarianceAnalysis), expected, 1e-9);
    let row = comparison
        .balance
        .iter()
        .find(|row| row.what == "before")
        .unwrap();
    near(row.balance.mean_first, 1.13, 1e-9);
    near(row.balance.mean_second, 2.63, 1e-9);
    for (language, warning) in [
        (Language::English, "Beware"),
        (Language::Indonesian, "Awas"),
    ] {
        assert!(evaluation.why(0, language).contains(warning));
    }
    let table = evaluation.table("results").unwrap();
    assert_eq!(table.cell(0, "sign_flips"), Cell::Boolean(true));
    assert!(evaluation.table("comparisons").unwrap().rows() >= 4);
    assert!(evaluation.table("balance").unwrap().rows() >= 1);
    // The same people without a difference before flip nothing.
    let mut alike = Vec::new();
    for n in 0..10 {
        let step = 0.1 * (n % 4) as f64;
        alike.push(line("K-KEL", n + 1, 1.0 + step, 1.6 + step, "attended"));
        alike.push(line("K-KEL", n + 41, 1.0 + step, 1.1 + step, "comparison"));
    }
    let evaluation = evaluate(&alike, &EvaluationPolicy::default());
    let comparison = evaluation.results()[0].comparison.as_deref().unwrap();
    assert!(!comparison.sign_flips && !comparison.unlike);
    let matched = comparison.estimate(ComparisonMethod::Matched).unwrap();
    near(matched.value, 0.5, 1e-9);
}

#[test]
fn people_who_wait_are_found_without_being_named_so() {
    // Somebody who is scheduled for a later session, measured in January, with no group stated.
    let schedule = schedule();
    let agency = schedule.agency();
    let late = schedule
        .sessions()
        .iter()
        .enumerate()
        .filter(|(_, session)| session.start().unwrap().to_string().as_str() > "2026-04-01")
        .find(|(number, _)| {
            let index = mahir::words::id::Index::at(*number).unwrap();
            schedule.participants(index).len() >= 2
        })
        .unwrap();
    let index = mahir::words::id::Index::at(late.0).unwrap();
    let programme = late.1.programme;
    let effect = agency.programmes.effects(programme)[0];
    let competency = agency.framework.id(effect.competency);
    let id = agency.programmes.id(programme);
    let waiting = schedule.participants(index);
    let mut lines: Vec<String> = waiting
        .iter()
        .take(3)
        .map(|person| {
            let name = agency.people.ids().name(*person);
            format!("{id},{name},{competency},2,1,1.25,2026-01-20,")
        })
        .collect();
    // Rows without a name attended.
    lines.extend((0..5).map(|n| {
        format!(
            "{id},,{competency},2,1,{},2026-01-20,",
            1.5 + 0.1 * f64::from(n)
        )
    }));
    let evaluation = evaluate(&lines, &EvaluationPolicy::default());
    let result = evaluation
        .results()
        .iter()
        .find(|result| result.programme == programme)
        .unwrap();
    let named = waiting.len().min(3) as u32;
    assert_eq!((result.pairs, result.comparison_pairs), (5, named));
    let comparison = result.comparison.as_deref().unwrap();
    assert_eq!(comparison.because, [(ComparedBecause::Waits, named)]);
    assert_eq!(comparison.found, 0);
}

#[test]
fn people_measured_for_another_programme_are_taken_if_they_learnt_nothing() {
    let mut lines = Vec::new();
    for n in 0..6 {
        let after = 1.5 + 0.1 * f64::from(n);
        lines.push(format!("K-KEL,,KJS,2,1,{after},2026-03-02,attended"));
        lines.push(format!(
            "L-PMB,P{:03},KJS,2,1,{},2026-03-10,comparison",
            n + 1,
            1.0 + 0.05 * f64::from(n)
        ));
    }
    let compared = |lines: &[String], policy: &EvaluationPolicy| {
        let evaluation = evaluate(lines, policy);
        let programmes = &schedule().agency().programmes;
        evaluation
            .results()
            .iter()
            .find(|result| programmes.id(result.programme) == "K-KEL")
            .map(|result| {
                (
                    result.comparison_pairs,
                    result.comparison.as_ref().map_or(0, |c| c.found),
                )
            })
            .unwrap()
    };
    let usual = EvaluationPolicy::default();
    let (pairs, found) = compared(&lines, &usual);
    assert!(pairs > 0 && pairs == found && pairs <= 6);
    // Not a year later, not if they attended it themselves, and not if nobody looks for them.
    let later: Vec<String> = lines
        .iter()
        .map(|l| l.replace("2026-03-10", "2027-03-10"))
        .collect();
    assert_eq!(compared(&later, &usual), (0, 0));
    let mut attended = lines.clone();
    attended.extend((0..6).map(|n| format!("K-KEL,P{:03},fees,4,1,2,2026-01-06,attended", n + 1)));
    assert_eq!(compared(&attended, &usual), (0, 0));
    let mut alone = EvaluationPolicy::default();
    alone.find_comparison = false;
    assert_eq!(compared(&lines, &alone), (0, 0));
}

#[test]
fn the_four_levels_in_one_record() {
    let mut lines = Vec::new();
    for n in 1..=8 {
        let wobble = 0.05 * f64::from(n % 3);
        lines.push(format!(
            "L-KOM,P{n:03},satisfaction,1,,4.{n},2026-02-02,attended"
        ));
        lines.push(format!(
            "L-KOM,P{n:03},KOM,2,1,{},2026-02-02,attended",
            1.6 + wobble
        ));
        lines.push(format!(
            "L-KOM,P{n:03},KOM,3,1,{},2026-08-03,attended",
            1.0 + wobble
        ));
    }
    let evaluation = evaluate(&lines, &EvaluationPolicy::default());
    let programmes = evaluation.agency().programmes.ids();
    let record = evaluation
        .record(programmes.find("L-KOM").unwrap())
        .unwrap();
    assert_eq!(record.breaks_at, Some(KirkpatrickLevel::Behaviour));
    let level = |level| record.level(level).unwrap();
    assert_eq!(level(KirkpatrickLevel::Learning).verdict, Verdict::Works);
    assert_eq!(
        level(KirkpatrickLevel::Behaviour).verdict,
        Verdict::DoesNotWork
    );
    near(level(KirkpatrickLevel::Reaction).mean.unwrap(), 4.45, 1e-9);
    // 182 days are six months.
    near(
        level(KirkpatrickLevel::Behaviour)
            .months_after_learning
            .unwrap(),
        5.98,
        0.01,
    );
    assert_eq!(record.level(KirkpatrickLevel::Results), None);
    let text = evaluation.record_why(record, Language::English);
    assert!(
        text.contains("6.0 months later") && text.contains("between learning and work"),
        "{text}"
    );
    assert!(
        evaluation
            .record_why(record, Language::Indonesian)
            .contains("rantai putus")
    );
    assert_eq!(evaluation.record(record.programme), Some(record));
    // The case's questionnaire about another programme is a record of its own.
    assert_eq!(evaluation.records().len(), 2);
    assert_eq!(evaluation.table("records").unwrap().rows(), 4);
}

#[test]
fn chance_among_many_measures_is_held_back() {
    // One measure whose lower end lies just above the worthwhile change, among nineteen that are
    // less clear.
    let changes = [0.95, 0.35, 0.80, 0.55, 0.70];
    let mut policy = EvaluationPolicy::default();
    let mut lines = Vec::new();
    for measure in 0..20 {
        // The interval of the five changes starts at 0.383.
        policy
            .worthwhile_by_measure
            .insert(format!("m{measure}"), 0.37);
        for (n, change) in changes.iter().enumerate() {
            let fall = if measure == 0 {
                0.0
            } else {
                0.25 * (n % 2) as f64
            };
            lines.push(format!(
                "K-KEL,P{:03},m{measure},4,1,{},,attended",
                n + 1,
                1.0 + change - fall
            ));
        }
    }
    let verdict = |adjustment| {
        let mut policy = policy.clone();
        policy.adjustment = adjustment;
        let evaluation = evaluate(&lines, &policy);
        let result = evaluation
            .results()
            .iter()
            .find(|result| evaluation.outcomes().measures().name(result.measure) == "m0")
            .unwrap()
            .clone();
        (result.verdict, result.held_back, evaluation)
    };
    let (alone, held, _) = verdict(Adjustment::None);
    assert_eq!((alone, held), (Verdict::Works, false));
    let (among, held, evaluation) = verdict(Adjustment::Holm);
    assert_eq!((among, held), (Verdict::Unclear, true));
    let row = evaluation
        .results()
        .iter()
        .position(|result| result.held_back)
        .unwrap();
    assert!(
        evaluation
            .why(row, Language::English)
            .contains("among 20 measures")
    );
    // Holm's p value of the smallest is twenty times its own.
    let least = evaluation
        .results()
        .iter()
        .min_by(|one, other| {
            one.p_worthwhile
                .unwrap()
                .total_cmp(&other.p_worthwhile.unwrap())
        })
        .unwrap();
    let expected = (20.0 * least.p_worthwhile.unwrap()).min(1.0);
    near(least.p_adjusted.unwrap(), expected, 1e-12);
}

#[test]
fn surveys_by_both_weights() {
    let grades = Regulation::indonesia().satisfaction_grades();
    // The GASPUL project's worked survey of 29 people: 91.475 with 1/9; 955 ÷ 29 × 0.111 × 25 by
    // hand is 91.38. Its answers are not printed, so they are dealt out to give its totals.
    let totals = [105_usize, 101, 100, 116, 102, 105, 106, 105, 115];
    let answers: Vec<Vec<u8>> = (0..29)
        .map(|person| {
            let dealt = |total: &usize| (total / 29 + usize::from(person < total % 29)) as u8;
            totals.iter().map(dealt).collect()
        })
        .collect();
    let found = survey(&answers, &grades).unwrap();
    assert_eq!((found.respondents, found.incomplete), (29, 0));
    near(found.exact.index.as_f64(), 91.475, 5e-4);
    near(found.regulated.index.as_f64(), 91.38, 5e-3);
    let interval = found.exact.interval.unwrap();
    assert!(interval.contains(found.exact.index.as_f64()) && interval.high <= 100.0);
    near(found.elements[0].0, 105.0 / 29.0, 1e-12);
    // Straight fours: 100 exactly, 99.90 as regulated, both A.
    let fours = survey(&vec![vec![4; 9]; 3], &grades).unwrap();
    assert_eq!(fours.exact.index.hundredths(), 10_000);
    assert_eq!(fours.regulated.index.hundredths(), 9_990);
    assert_eq!(
        fours.exact.interval.map(|i| (i.low, i.high)),
        Some((100.0, 100.0))
    );
    // Between the printed 88.30 and 88.31 the rounded index decides: 25 · (3 + 479 ÷ 900) = 88.3056
    // is 88.31 when it is printed, so A; unrounded it is B.
    let mut hole = vec![vec![4, 4, 4, 4]; 479];
    hole.extend(vec![vec![3, 3, 3, 3]; 421]);
    let found = survey(&hole, &grades).unwrap();
    let index = found.exact.index.as_f64();
    assert!((88.305..88.31).contains(&index), "{index}");
    assert_eq!(found.exact.grade, SatisfactionGrade::A);
    assert_eq!(found.exact.unrounded_grade, SatisfactionGrade::B);
    // Who left an element out is left out, and what is no answer is told.
    let found = survey(&[vec![4, 3], vec![0, 4]], &grades).unwrap();
    assert_eq!((found.respondents, found.incomplete), (1, 1));
    assert_eq!(found.exact.interval, None);
    for (answers, part) in [
        (vec![], "nobody"),
        (vec![vec![0, 0]], "nobody"),
        (vec![vec![4, 5]], "element 2: 5"),
        (vec![vec![4, 4], vec![4]], "respondent 2 has 1"),
    ] {
        let error = survey(&answers, &grades).unwrap_err();
        assert_eq!(error.code(), "evaluation_survey");
        assert!(error.to_string().contains(part), "{error}");
    }
    // A later survey that is better by 25 index points for everybody.
    let before = survey(&[vec![2, 2], vec![3, 3]], &grades).unwrap();
    let after = survey(&[vec![3, 3], vec![4, 4]], &grades).unwrap();
    let (test, interval) = survey_change(&before, &after).unwrap();
    near(test.difference, 25.0, 1e-9);
    assert!(interval.contains(25.0));
}

#[test]
fn benefits_are_ranges() {
    // Phillips's example: benefits of 750,000 on a cost of 425,000 are a ratio of 1.76 and a
    // return of 76 %.
    let (ratio, returned) = benefit_cost_ratio(750_000.0, 425_000.0).unwrap();
    near(ratio, 1.76, 5e-3);
    near(returned, 76.0, 0.5);
    assert_eq!(benefit_cost_ratio(1.0, 0.0), None);
    let mut policy = EvaluationPolicy::default();
    policy
        .money
        .value_by_measure
        .insert("KJS".to_owned(), Rupiah::new(1_000_000));
    let lines: Vec<String> = (1..=6)
        .map(|n| line("K-KEL", n, 1.0, 1.5 + 0.1 * (n % 2) as f64, "attended"))
        .collect();
    let evaluation = evaluate(&lines, &policy);
    let [row] = evaluation.money() else {
        panic!("one programme")
    };
    // Six people, 0.55 levels, 60 % due to the programme: Rp 1,980,000.
    assert_eq!((row.people, row.benefit.amount()), (6, 1_980_000));
    let interval = evaluation.results()[0].change_interval.unwrap();
    near(row.benefit_low.as_f64(), 6e6 * 0.4 * interval.low, 1.0);
    near(row.benefit_high.as_f64(), 6e6 * 0.8 * interval.high, 1.0);
    let ratios = row.ratios().unwrap();
    assert!(ratios[0] < ratios[1] && ratios[1] < ratios[2]);
    near(row.returns().unwrap()[1], (ratios[1] - 1.0) * 100.0, 1e-9);
    policy.money.isolation_low = 0.9;
    let none = measured::outcomes(&[]);
    let error = schedule().evaluate_with(&none, &policy).unwrap_err();
    assert!(error.to_string().contains("isolation_low"));
    // Without values nothing is said of money.
    assert!(
        evaluate(&lines, &EvaluationPolicy::default())
            .money()
            .is_empty()
    );
}

#[test]
fn reliable_changes_of_people() {
    // Deviation before √(7/2)·0.2…: worked by hand below from reliability 0.9.
    let mut policy = EvaluationPolicy::default();
    policy.reliability_by_measure.insert("KJS".to_owned(), 0.9);
    let before = [1.0, 1.5, 2.0, 1.0, 1.5, 2.0];
    let after = [2.0, 1.6, 1.0, 1.0, 2.5, 2.1];
    let lines: Vec<String> = (0..6)
        .map(|n| line("K-KEL", n + 1, before[n], after[n], "attended"))
        .collect();
    let evaluation = evaluate(&lines, &policy);
    let found = evaluation.results()[0].reliable.unwrap();
    // s² = (4 · 0.25) ÷ 5 = 0.2; 1.96 · √0.2 · √0.2 = 0.392.
    near(found.smallest, 0.392, 5e-4);
    assert!(!found.from_comparison);
    assert_eq!(
        (
            found.recovered + found.improved,
            found.unchanged,
            found.deteriorated
        ),
        (2, 3, 1)
    );
    assert_eq!(
        evaluate(&lines, &EvaluationPolicy::default()).results()[0].reliable,
        None
    );
}

#[test]
fn what_could_be_shown_is_known_before() {
    let policy = EvaluationPolicy::default();
    let all = schedule().detectable(&policy, 0.5, 0.8);
    assert!(all.len() > 5);
    for row in &all {
        // 0.2 levels over a deviation of 0.5 is d = 0.4; G*Power gives 52 pairs.
        assert_eq!(row.needed, Some(52));
        let change = row.change.unwrap();
        if row.people >= 52 {
            assert!(change <= 0.2);
        } else {
            assert!(change > 0.2);
        }
        if row.could_be_compared > 2 {
            assert!(row.difference.unwrap() > change);
        }
    }
    assert!(schedule().detectable(&policy, 0.0, 0.8).is_empty());
    assert!(schedule().detectable(&policy, 0.5, 1.0).is_empty());
}

#[test]
fn services_are_followed_in_the_same_months() {
    // The example's counts end in December 2025, before any session: nothing can be told, and
    // that is what is told.
    let lines: Vec<String> = (1..=6)
        .map(|n| line("K-KEL", n, 1.0, 1.5, "attended"))
        .collect();
    let evaluation: Evaluation = evaluate(&lines, &EvaluationPolicy::default());
    assert_eq!(
        evaluation.services().len(),
        evaluation.agency().services.len()
    );
    for row in evaluation.services() {
        assert_eq!((row.months, row.change, row.interval), (0, None, None));
    }
    assert_eq!(
        evaluation.table("services").unwrap().rows(),
        evaluation.services().len()
    );
}

/// Six targets rated by four judges: Shrout & Fleiss (1979), Table 2.
const JUDGES: [[u8; 4]; 6] = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
];

fn rated(times: usize) -> Vec<String> {
    (0..6 * times)
        .flat_map(|n| {
            JUDGES[n % 6].map(|value| {
                let person = n + 1;
                format!("K-KEL,P{person:03},score,2,{value},9,2026-03-02,attended")
            })
        })
        .collect()
}

#[test]
fn raters_of_the_same_people_tell_how_reliable_they_are() {
    let evaluation = evaluate(&rated(1), &EvaluationPolicy::default());
    let result = &evaluation.results()[0];
    let found = result.agreement.unwrap();
    assert!(found.before);
    assert_eq!((found.people, found.raters), (6, 4));
    // Printed there: ICC(1,1) 0.17, ICC(1,4) 0.44.
    near(found.single, 0.17, 5e-3);
    near(found.mean, 0.44, 5e-3);
    // Six people are too few to build on.
    assert_eq!(result.reliable, None);
    let text = evaluation.why(0, Language::English);
    assert!(
        text.contains("4 raters of 6 people: the reliability of one is 0.17, of their mean 0.44"),
        "{text}"
    );
    let evaluation = evaluate(&rated(2), &EvaluationPolicy::default());
    let result = &evaluation.results()[0];
    let (found, reliable) = (result.agreement.unwrap(), result.reliable.unwrap());
    assert_eq!((found.people, found.raters), (12, 4));
    assert!(reliable.from_raters && !reliable.from_comparison);
    near(reliable.reliability, found.mean, 0.0);
    // What is stated goes before what was found.
    let mut policy = EvaluationPolicy::default();
    policy
        .reliability_by_measure
        .insert("score".to_owned(), 0.8);
    let stated = evaluate(&rated(2), &policy);
    let reliable = stated.results()[0].reliable.unwrap();
    assert!(!reliable.from_raters);
    near(reliable.reliability, 0.8, 0.0);
}

#[test]
fn the_sentence_of_a_verdict_names_what_decides() {
    let mut lines = Vec::new();
    for n in 1..=10 {
        // A clear rise of one competency, and of another one that may be more or less than 0.2.
        let (clear, uneven) = (1.7 + 0.05 * (n % 3) as f64, [0.6, 1.8][n % 2]);
        lines.push(line("K-KEL", n, 1.0, clear, "attended"));
        lines.push(line("K-KEL", n, 1.0, uneven, "attended").replace(",KJS,", ",ADM,"));
    }
    let evaluation = evaluate(&lines, &EvaluationPolicy::default());
    let programme = evaluation.results()[0].programme;
    let row = evaluation
        .verdicts()
        .iter()
        .position(|row| row.programme == programme)
        .unwrap();
    assert_eq!(evaluation.verdicts()[row].verdict, Verdict::Works);
    let text = evaluation.verdict_why(row, Language::English);
    assert!(
        text.contains("a rise of 0.20 or more in Teamwork."),
        "{text}"
    );
    let text = evaluation.verdict_why(row, Language::Indonesian);
    assert!(text.contains(" pada Kerja sama."), "{text}");
    // The record shows the figure of the measure that decides.
    let level = *evaluation
        .record(programme)
        .and_then(|record| record.level(KirkpatrickLevel::Learning))
        .unwrap();
    assert_eq!(level.verdict, Verdict::Works);
    assert!(level.change.unwrap() > 0.6);
}
