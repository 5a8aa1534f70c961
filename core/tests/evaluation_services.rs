//! Volumes and times of services before and after people learnt what they take.
#![cfg(feature = "tables")]

use std::fmt::Write as _;
use std::path::Path;

use mahir::Agency;
use mahir::evaluation::{Evaluation, EvaluationPolicy, ServiceMeasure, ServiceUnknown};
use mahir::plan::{PlanOptions, PlanRule};
use mahir::schedule::Schedule;
use mahir::statistics::series::{Series, StepOptions, StepUnknown, step_change};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::measure::{Minutes, Month, parse_date};
use mahir::words::table::Cell;

/// Months of invented times, from January 2023 to June 2026.
const MONTHS: usize = 42;

/// A time with a season and a little unevenness, 20 minutes shorter from a step on.
fn minutes(step: usize, from: usize) -> f64 {
    let uneven = (step * 37 % 11) as f64 * 0.5;
    80.0 + 2.0 * (step % 12) as f64 + uneven - if step < from { 0.0 } else { 20.0 }
}

/// The example with the counts and times of one service of our own.
fn case(from: usize) -> Schedule {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let mut builder = Agency::builder().settings(read("agency.toml"));
    for entry in std::fs::read_dir(&folder).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let Some(table) = file.strip_suffix(".csv") else {
            continue;
        };
        if table != "volumes" {
            builder = builder.csv(table, read(&file));
        }
    }
    let mut volumes = "layanan;bulan;jumlah;waktu_penyelesaian\n".to_owned();
    for step in 0..MONTHS {
        let month = format!("{}-{:02}", 2023 + step / 12, step % 12 + 1);
        let time = match step {
            // Not measured in two months.
            7 | 20 => String::new(),
            _ => minutes(step, from).to_string().replace('.', ","),
        };
        let _ = writeln!(volumes, "L-NIB;{month};300;{time}");
        let _ = writeln!(volumes, "L-REK;{month};200;");
    }
    let agency = builder.csv("volumes", volumes).build().unwrap();
    let needs = agency.needs(parse_date("2026-01-05").unwrap()).unwrap();
    let mut options = PlanOptions::default();
    options.rule = PlanRule::Greedy;
    options.prove = Some(false);
    let plan = needs.gaps().unwrap().plan_with(&options).unwrap();
    plan.schedule().unwrap()
}

fn evaluate(schedule: &Schedule, as_of: &str) -> Evaluation {
    let mut policy = EvaluationPolicy::default();
    policy.as_of = parse_date(as_of);
    schedule
        .evaluate_with(&schedule.agency().outcomes, &policy)
        .unwrap()
}

#[test]
fn times_are_read_kept_and_compared() {
    let schedule = case(36);
    let agency = schedule.agency();
    let service = agency.services.ids().find("L-NIB").unwrap();
    let rows = agency.volumes.of(service);
    assert_eq!(rows[0].time, Some(Minutes::whole(80)));
    assert_eq!(rows[7].time, None);
    let table = agency.table("volumes").unwrap();
    assert_eq!(table.cell(0, "minutes"), Cell::Number(80.0));

    let evaluation = evaluate(&schedule, "2026-07-01");
    let results = evaluation.service_results();
    // One row for every service that takes a competency, and one more for the times.
    assert_eq!(results.len(), agency.services.len() + 1);
    let place = results
        .iter()
        .position(|row| (row.service, row.measure) == (service, ServiceMeasure::Time))
        .unwrap();
    let row = results[place];
    assert_eq!(row.unit, agency.services.unit(service));
    // The month after the first session that teaches something of it.
    let teaches = |programme| {
        let effects = agency.programmes.effects(programme);
        effects.iter().any(|effect| {
            let taken = agency.services.competencies(service);
            taken
                .iter()
                .any(|taken| taken.competency == effect.competency)
        })
    };
    let sessions = schedule.sessions().iter();
    let held = sessions.filter(|session| teaches(session.programme));
    let first = held.filter_map(|session| session.end()).min().unwrap();
    assert_eq!(row.from, Some(Month::of(first).plus(1)));
    let step = usize::try_from(row.from.unwrap().number() - rows[0].month.number()).unwrap();
    assert_eq!(row.months_before as usize, step - 2);
    assert_eq!(row.months_after as usize, MONTHS - step);
    let values: Vec<Option<f64>> = rows
        .iter()
        .map(|row| row.time.map(Minutes::as_f64))
        .collect();
    let expected = step_change(
        &Series::with_missing(&values).unwrap(),
        step,
        StepOptions::default(),
    )
    .unwrap();
    assert_eq!(row.change, Some(expected.change));
    assert_eq!(row.interval, Some(expected.interval));
    assert!((expected.change + 20.0).abs() < 2.5, "{expected:?}");
    assert!(row.changed());
    let text = evaluation.service_result_why(place, Language::English);
    assert!(
        text.contains(&format!("minutes a case in {} months since", MONTHS - step)),
        "{text}"
    );
    assert!(text.contains("it fell"), "{text}");
    let text = evaluation.service_result_why(place, Language::Indonesian);
    assert!(
        text.contains(&format!("menit per layanan dalam {} bulan", MONTHS - step)),
        "{text}"
    );
    assert!(
        evaluation
            .service_result_why(99, Language::English)
            .is_empty()
    );
    let table = evaluation.table("service_results").unwrap();
    assert_eq!(table.rows(), results.len());
    assert_eq!(table.cell(place, "measure"), Cell::Text("time"));
    assert_eq!(table.cell(place, "changed"), Cell::Boolean(true));

    // The counts never change, and a service without counts tells nothing.
    let volume = results[place - 1];
    assert_eq!((volume.change, volume.changed()), (Some(0.0), false));
    let none = results.iter().find(|row| row.months_before == 0).unwrap();
    assert_eq!(
        none.unknown,
        Some(ServiceUnknown::Months(StepUnknown::TooFewBefore))
    );
    let text = evaluation.service_result_why(0, Language::English);
    assert!(!text.is_empty());

    // Two months after are too few (the third is not over), and before the first session is over
    // nothing is learnt.
    let third = row.from.unwrap().plus(2);
    let early = evaluate(&schedule, &format!("{third}-20")).service_results()[place];
    assert_eq!(early.months_after, 2);
    assert_eq!(
        early.unknown,
        Some(ServiceUnknown::Months(StepUnknown::TooFewAfter))
    );
    let before = evaluate(&schedule, "2026-01-04");
    let row = before.service_results()[place];
    assert_eq!(row.unknown, Some(ServiceUnknown::NothingLearnt));
    let text = before.service_result_why(place, Language::English);
    assert!(text.contains("cannot be told: no session"), "{text}");
}
