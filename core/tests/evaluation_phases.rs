//! Effects phase by phase: people who attend later are what earlier ones are compared with.
#![cfg(feature = "tables")]

mod measured;

use mahir::evaluation::{Evaluation, EvaluationPolicy, PreTrend};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::table::Cell;
use measured::{evaluate, schedule};

/// Values of a person before the first phase, in the first and in the second.
type Course = [f64; 3];

fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-12,
        "{found} is not {expected}"
    );
}

/// A programme of the case that no session is of, so that the rows alone say who attended.
fn unscheduled() -> String {
    let schedule = schedule();
    let programmes = &schedule.agency().programmes;
    let free = programmes.ids().indices().find(|&programme| {
        let mut sessions = schedule.sessions().iter();
        !sessions.any(|session| session.programme == programme)
    });
    programmes.id(free.unwrap()).to_owned()
}

/// People in threes: early attend in the first phase, late in the second, others never.
fn case(people: usize, course: impl Fn(usize, usize) -> Course) -> Evaluation {
    let programme = unscheduled();
    let mut lines = Vec::new();
    for number in 0..people {
        for group in 0..3 {
            let person = 3 * number + group + 1;
            let [zero, one, two] = course(number, group);
            let groups = match group {
                0 => ["attended", "attended"],
                1 => ["comparison", "attended"],
                _ => ["comparison", "comparison"],
            };
            // Where a value was measured in the phase before, a row's own value before is not
            // taken; early people's second row is of long before.
            let earlier = if group == 0 { zero } else { 0.0 };
            for (day, group, before, after) in [
                ("2026-02-02", groups[0], zero, one),
                ("2026-05-04", groups[1], earlier, two),
            ] {
                lines.push(format!(
                    "{programme},P{person:03},KJS,2,{before},{after},{day},{group}"
                ));
            }
        }
    }
    evaluate(&lines, &EvaluationPolicy::default())
}

fn small(number: usize, scale: f64) -> f64 {
    scale * [0.0, 0.1, -0.1, 0.05, -0.05, 0.2][number % 6]
}

/// Gains of 0.6 on attendance, 0.1 for everybody in each phase, and 0.2 lost a phase later.
fn gains(number: usize, group: usize) -> Course {
    let start = 1.0 + small(number, 1.0);
    let (first, second) = match group {
        0 => (0.7, -0.1),
        1 => (0.1, 0.7),
        _ => (0.1, 0.1),
    };
    let one = start + first + small(number + group, 0.5);
    [start, one, one + second + small(number + 2 * group, 0.3)]
}

#[test]
fn effects_follow_people_through_the_phases() {
    let evaluation = case(6, gains);
    let [study] = evaluation.event_studies() else {
        panic!("{:?}", evaluation.event_studies());
    };
    let mean = |of: &dyn Fn(usize, usize) -> f64, groups: &[usize]| {
        let all: Vec<f64> = groups
            .iter()
            .flat_map(|&group| (0..6).map(move |number| of(number, group)))
            .collect();
        all.iter().sum::<f64>() / all.len() as f64
    };
    let first = |number, group| gains(number, group)[1] - gains(number, group)[0];
    let second = |number, group| gains(number, group)[2] - gains(number, group)[1];
    let both = |number, group| gains(number, group)[2] - gains(number, group)[0];
    let effects: Vec<(i64, u32, u32)> = study
        .effects
        .iter()
        .map(|row| (row.since, row.attended, row.waiting))
        .collect();
    // Late people against the others before they attend; early against late and others, and late
    // against others, in the phase of attendance; early against others a phase later.
    assert_eq!(effects, [(-1, 6, 6), (0, 12, 18), (1, 6, 6)]);
    near(
        study.effects[0].effect,
        mean(&first, &[1]) - mean(&first, &[2]),
    );
    let early = mean(&first, &[0]) - mean(&first, &[1, 2]);
    let late = mean(&second, &[1]) - mean(&second, &[2]);
    near(study.effects[1].effect, (early + late) / 2.0);
    near(
        study.effects[2].effect,
        mean(&both, &[0]) - mean(&both, &[2]),
    );
    assert_eq!(study.pre_trend, PreTrend::NotSeen);
    assert!(study.effects.iter().all(|row| row.enough));
    let text = evaluation.event_study_why(0, Language::English);
    assert!(text.contains("no difference of trends is seen"), "{text}");
    let text = evaluation.event_study_why(0, Language::Indonesian);
    assert!(text.contains("tidak terlihat perbedaan tren"), "{text}");
    let table = evaluation.table("event_study").unwrap();
    assert_eq!(table.rows(), 3);
    assert_eq!(table.cell(0, "since"), Cell::Integer(-1));
    assert_eq!(table.cell(0, "pre_trend"), Cell::Text("not_seen"));
}

#[test]
fn who_moved_apart_before_is_told() {
    let evaluation = case(6, |number, group| {
        let mut course = gains(number, group);
        if group == 1 {
            course[1] += 0.5;
            course[2] += 0.5;
        }
        course
    });
    let study = &evaluation.event_studies()[0];
    assert_eq!(study.pre_trend, PreTrend::Seen);
    let text = evaluation.event_study_why(0, Language::English);
    assert!(text.contains("moved apart already before"), "{text}");
}

#[test]
fn few_people_decide_nothing() {
    let evaluation = case(3, gains);
    let study = &evaluation.event_studies()[0];
    assert_eq!(study.pre_trend, PreTrend::NotMeasured);
    assert!(study.effects.iter().any(|row| !row.enough));
    let text = evaluation.event_study_why(0, Language::English);
    assert!(text.contains("cannot be told"), "{text}");
    assert!(evaluation.event_study_why(1, Language::English).is_empty());
}
