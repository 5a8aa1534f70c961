//! Questionnaires as facts: read with all faults, and what the evaluation makes of them.
#![cfg(feature = "tables")]

mod measured;

use std::path::Path;

use mahir::Agency;
use mahir::evaluation::{EvaluationPolicy, Verdict};
use mahir::follow_up::ActionKind;
use mahir::outcome::KirkpatrickLevel;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::fault::Faults;
use mahir::words::measure::parse_date;

fn with_surveys(rows: &str) -> Result<Agency, Faults> {
    let header = "service,programme,kirkpatrick,date,form,element,answer";
    Agency::builder()
        .csv("competencies", "id,name,kind\nREG,Regulation,technical\n")
        .csv("units", "id,name,minimum_on_duty\nYAN,Licences,0\n")
        .csv("posts", "id,name\nLOKET,Counter\n")
        .csv("requirements", "post,competency,level\nLOKET,REG,2\n")
        .csv("people", "id,unit,post,status\nP1,YAN,LOKET,PNS\n")
        .csv("services", "id,name,unit,norm_minutes\nNIB,Licences,YAN,75\n")
        .csv("providers", "id,name,kind\nU,University,university\n")
        .csv(
            "programmes",
            "id,name,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat\nREG-1,Rules,pelatihan,U,8,1,1,6,0,0\n",
        )
        .csv("surveys", format!("{header}\n{rows}"))
        .build()
}

#[test]
fn every_fault_of_the_table_is_told() {
    let bad = [
        (",,,2026-01-05,1,U1,4", "survey_subject"),
        ("NIB,REG-1,,2026-01-05,1,U1,4", "survey_subject"),
        ("NIBB,,,2026-01-05,1,U1,4", "unknown_id"),
        (",REG-2,,2026-01-05,1,U1,4", "unknown_id"),
        ("NIB,,1,2026-01-05,1,U1,4", "survey_level"),
        ("NIB,,,,1,U1,4", "missing_value"),
        ("NIB,,,2026-01-05,1,,4", "missing_value"),
    ];
    let rows: Vec<&str> = bad.iter().map(|(row, _)| *row).collect();
    let faults = with_surveys(&rows.join("\n")).unwrap_err();
    for (number, (row, code)) in (2_u64..).zip(bad) {
        let found: Vec<_> = faults
            .list()
            .iter()
            .filter(|fault| fault.file == "surveys.csv" && fault.row == Some(number))
            .map(|fault| fault.code.as_str())
            .collect();
        assert!(found.contains(&code), "{row}: {found:?}");
    }
    // Out of range, no number, no level, an employee number as a form's, an answer given twice.
    for row in [
        "NIB,,,2026-01-05,1,U1,5",
        "NIB,,,2026-01-05,1,U1,0",
        ",REG-1,,2026-01-05,1,U1,6",
        "NIB,,,2026-01-05,1,U1,good",
        ",REG-1,2,2026-01-05,1,U1,4",
        "NIB,,,2026-01-05,198001012005011001,U1,4",
        "NIB,,,2026-01-05,1,U1,4\nNIB,,,2026-01-05,1,U1,3",
    ] {
        assert_eq!(with_surveys(row).unwrap_err().count(), 1, "{row}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing_and_nothing_is_lost() {
    let rows = [
        "NIB,,,2026-01-05,1,U2,4",
        "NIB,,,2026-01-05,1,U1,3",
        ",REG-1,3,2026-03-05,7,dipakai,5",
        ",REG-1,,2026-01-05,7,bahan,2",
    ];
    let agency = with_surveys(&rows.join("\n")).unwrap();
    let backwards: Vec<&str> = rows.iter().rev().copied().collect();
    assert_eq!(agency, with_surveys(&backwards.join("\n")).unwrap());
    let written = agency.table("surveys").unwrap().to_csv();
    let (_, written) = written.split_once('\n').unwrap();
    assert_eq!(agency, with_surveys(written).unwrap());
    assert_eq!(agency.surveys.rows().len(), 4);
}

/// Answers of a service on a day, as the file has them.
fn answers(service: &str, day: &str) -> Vec<f64> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan/surveys.csv");
    let text = std::fs::read_to_string(file).unwrap();
    text.lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[0] == service && cells[3] == day)
        .map(|cells| cells[6].parse().unwrap())
        .collect()
}

#[test]
fn satisfaction_before_and_after_shows_in_the_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let agency = Agency::load(folder).unwrap();
    let needs = agency.needs(parse_date("2026-01-05").unwrap()).unwrap();
    let plan = needs.gaps().unwrap().plan().unwrap();
    let evaluation = plan.schedule().unwrap().evaluate(&agency.outcomes).unwrap();
    for id in ["L-NIB", "L-ADU", "L-ADM"] {
        let service = agency.services.ids().find(id).unwrap();
        let mut rows = evaluation.services().iter();
        let row = rows.position(|row| row.service == service).unwrap();
        let found = evaluation.services()[row].satisfaction.unwrap();
        for (index, people, day) in [
            (found.before, found.respondents_before, "2025-11-12"),
            (found.after, found.respondents_after, "2026-06-10"),
        ] {
            // The index is the mean answer of nine elements times 25.
            let given = answers(id, day);
            assert_eq!((people, given.len()), (20, 180), "{id}");
            let expected = given.iter().sum::<f64>() / 180.0 * 25.0;
            assert!((index.unwrap() - expected).abs() < 1e-9, "{id}");
        }
        let text = evaluation.service_why(row, Language::English);
        assert!(text.contains("of 20 respondents before"), "{text}");
        let text = evaluation.service_why(row, Language::Indonesian);
        assert!(text.contains("20 responden sesudahnya"), "{text}");
    }
    let levels: Vec<_> = evaluation
        .questionnaires()
        .iter()
        .map(|found| {
            let alpha = found.alpha.unwrap();
            assert!((0.0..1.0).contains(&alpha), "{alpha}");
            (found.kirkpatrick, found.forms, found.elements.len())
        })
        .collect();
    assert_eq!(
        levels,
        [
            (KirkpatrickLevel::Behaviour, 20, 5),
            (KirkpatrickLevel::Reaction, 20, 5)
        ]
    );
    assert_eq!(evaluation.table("questionnaires").unwrap().rows(), 12);
}

/// Twelve people who learn well; behaviour at work was measured of nobody.
fn learnt() -> Vec<String> {
    (1..=12)
        .map(|n| {
            let after = 1.8 + 0.1 * f64::from(n % 4);
            format!("L-KOM,P{n:03},KOM,2,1,{after},2026-02-02,attended")
        })
        .collect()
}

#[test]
fn a_questionnaire_tells_where_the_chain_breaks() {
    let outcomes = measured::outcomes(&learnt());
    let schedule = measured::schedule();
    let programme = schedule.agency().programmes.ids().find("L-KOM").unwrap();
    let judged = |policy: &EvaluationPolicy| {
        let evaluation = schedule.evaluate_with(&outcomes, policy).unwrap();
        let actions = evaluation.follow_up().unwrap();
        let why: Vec<String> = (0..actions.actions().len())
            .filter(|&row| {
                let action = &actions.actions()[row];
                (action.programme, action.kind) == (programme, ActionKind::AdjustMethod)
            })
            .flat_map(|row| [Language::English, Language::Indonesian].map(|l| actions.why(row, l)))
            .collect();
        (evaluation, why)
    };
    let (evaluation, why) = judged(&EvaluationPolicy::default());
    let record = evaluation.record(programme).unwrap();
    assert_eq!(
        record.level(KirkpatrickLevel::Learning).unwrap().verdict,
        Verdict::Works
    );
    let behaviour = record.level(KirkpatrickLevel::Behaviour).unwrap();
    assert_eq!((behaviour.measures, behaviour.forms), (0, 20));
    assert_eq!(behaviour.form_verdict, Verdict::DoesNotWork);
    assert_eq!(record.breaks_at, Some(KirkpatrickLevel::Behaviour));
    // Twenty forms of five answers each, as the file has them.
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan/surveys.csv");
    let text = std::fs::read_to_string(file).unwrap();
    let given: Vec<f64> = text
        .lines()
        .filter(|line| line.starts_with(",L-KOM,3,"))
        .map(|line| line.rsplit(',').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(given.len(), 100);
    let mean = given.iter().sum::<f64>() / 100.0;
    assert!((behaviour.form_mean.unwrap() - mean).abs() < 1e-9);
    assert!(behaviour.months_after_learning.unwrap() > 3.9);
    assert_eq!(why.len(), 2);
    assert!(
        why[0].contains("does not show at work") && why[0].contains("of 5 ("),
        "{why:?}"
    );
    assert!(why[0].contains("lowest in the questionnaire: "), "{why:?}");
    assert!(why[1].contains("terendah dalam kuesioner: "), "{why:?}");

    // Asked for less, it is used; asked too soon, nothing is known.
    let mut policy = EvaluationPolicy::default();
    policy.transfer_from = 1.5;
    let (evaluation, why) = judged(&policy);
    let record = evaluation.record(programme).unwrap();
    assert_eq!((record.breaks_at, why.len()), (None, 0));
    let level = record.level(KirkpatrickLevel::Behaviour).unwrap();
    assert_eq!(level.verdict, Verdict::Works);
    let mut policy = EvaluationPolicy::default();
    policy.transfer_after_days = 300;
    let (evaluation, why) = judged(&policy);
    let asked = evaluation
        .questionnaire(programme, KirkpatrickLevel::Behaviour)
        .unwrap();
    assert_eq!((asked.forms, asked.too_soon, asked.mean), (0, 20, None));
    assert_eq!(asked.verdict, Verdict::NotEnoughData);
    let record = evaluation.record(programme).unwrap();
    assert_eq!(record.level(KirkpatrickLevel::Behaviour), None);
    assert!(why.is_empty());
    for (setting, value) in [("transfer_from", 6.0), ("transfer_from", f64::NAN)] {
        let mut policy = EvaluationPolicy::default();
        policy.transfer_from = value;
        let error = schedule.evaluate_with(&outcomes, &policy).unwrap_err();
        assert!(error.to_string().contains(setting), "{error}");
    }
}
