//! Questionnaires as facts: read with all faults, and what the evaluation makes of them.
#![cfg(feature = "tables")]

use std::path::Path;

use mahir::Agency;
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
