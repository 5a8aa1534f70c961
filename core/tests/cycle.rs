//! One round, from tables to follow-up.
#![cfg(feature = "tables")]

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::Path;

use mahir::Agency;
use mahir::cycle::{Policy, Round};
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::measure::parse_date;
use mahir::words::saved;
use mahir::words::watch::{Progress, Watch};

fn round() -> Round {
    let agency = Agency::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan"));
    agency
        .unwrap()
        .run(parse_date("2026-01-05").unwrap(), &Policy::default())
        .unwrap()
}

fn comes_back<T: Artefact + PartialEq>(artefact: &T) {
    let document = saved::to_json(artefact).unwrap();
    let again: T = saved::from_json(&document).unwrap();
    assert!(*artefact == again, "{} comes back", T::KIND);
    assert_eq!(saved::to_json(&again).unwrap(), document);
    for language in Language::ALL {
        assert!(!artefact.summary(language).is_empty());
    }
    for name in T::TABLES {
        let table = artefact.table(name).unwrap();
        assert_eq!(table.name(), *name);
        assert!(!table.to_csv().contains("NaN"));
    }
    assert!(artefact.table("nothing").is_none());
}

/// Keeps which stages were told, and stops the one that it is to stop.
struct Watcher {
    stop: Option<&'static str>,
    told: RefCell<Vec<Progress>>,
}

impl Watch for Watcher {
    fn see(&self, progress: &Progress) -> ControlFlow<()> {
        self.told.borrow_mut().push(*progress);
        if self.stop == Some(progress.stage) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

#[test]
fn each_stage_of_a_round_is_watched_and_can_be_stopped() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let agency = Agency::load(folder).unwrap();
    let mut policy = Policy::default();
    policy.plan.work = Some(5_000);
    let run = |stop| {
        let watcher = Watcher {
            stop,
            told: RefCell::default(),
        };
        let day = parse_date("2026-01-05").unwrap();
        let round = agency.run_watched(day, &policy, &watcher);
        (round, watcher.told.into_inner())
    };
    let (whole, told) = run(None);
    let whole = whole.unwrap();
    let mut stages: Vec<&str> = told.iter().map(|progress| progress.stage).collect();
    stages.dedup();
    assert_eq!(stages, ["need", "gap", "plan", "schedule", "evaluation"]);
    let last = told.last().unwrap();
    assert!(last.total == Some(last.done) && last.done > 20, "{last:?}");
    // To be watched changes nothing.
    let day = parse_date("2026-01-05").unwrap();
    assert!(agency.run(day, &policy).unwrap() == whole);
    for stage in ["need", "gap", "evaluation"] {
        let (stopped, told) = run(Some(stage));
        assert_eq!(stopped.unwrap_err().code(), "stopped", "{stage}");
        assert_eq!(told.last().unwrap().stage, stage);
    }
    // The best plan so far is a plan, though less is proven of it, and the round goes on with it.
    let (short, _) = run(Some("plan"));
    let short = short.unwrap();
    assert!(short.plan().objective() <= whole.plan().objective());
    assert!(short.plan().bound() > whole.plan().bound());
    assert!(short.evaluation().verdicts().len() > 5);
}

#[test]
fn every_artefact_comes_back_from_its_document() {
    let round = round();
    comes_back(round.needs());
    comes_back(round.gaps());
    comes_back(round.plan());
    comes_back(round.schedule());
    comes_back(round.evaluation());
    comes_back(round.follow_up());
    comes_back(&round);
}

#[test]
fn a_document_of_another_kind_or_version_is_refused() {
    let round = round();
    let document = saved::to_json(round.needs()).unwrap();
    assert_eq!(
        saved::from_json::<mahir::gap::Gaps>(&document)
            .unwrap_err()
            .code(),
        "saved_kind"
    );
    let newer = document.replacen("\"version\":2", "\"version\":3", 1);
    assert_eq!(
        saved::from_json::<mahir::need::Needs>(&newer)
            .unwrap_err()
            .code(),
        "saved_version"
    );
    let damaged = document.replacen("\"levels\":[", "\"levels\":[1,", 1);
    assert_eq!(
        saved::from_json::<mahir::need::Needs>(&damaged)
            .unwrap_err()
            .code(),
        "saved_content"
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(
        saved::to_json(&round()).unwrap(),
        saved::to_json(&round()).unwrap()
    );
}

#[test]
fn the_licence_story_comes_out_of_the_box() {
    let round = round();
    let agency = round.agency();
    let service = agency.services.ids().find("L-NIB").unwrap();
    let needs = round.needs();
    let row = needs
        .demands()
        .iter()
        .position(|demand| demand.service == service)
        .unwrap();
    let demand = &needs.demands()[row];
    // Applications rise by half in two years: by about a fifth in each.
    assert!(
        demand
            .growth
            .is_some_and(|growth| (0.15..0.30).contains(&growth))
    );
    let regulation = agency.framework.competencies().find("REG").unwrap();
    let headcount = needs
        .headcounts()
        .iter()
        .find(|h| h.service == service && h.competency == regulation)
        .unwrap();
    // A higher level than the service takes today (3), of several people, by a day.
    assert_eq!(headcount.level.to_string(), "4");
    assert!(headcount.people >= 5 && headcount.due.is_some());
    let story = needs.demand_why(row, Language::English);
    assert!(
        story.contains("rose by") && story.contains("Finding"),
        "{story}"
    );
    let falling = agency.services.ids().find("L-REK").unwrap();
    assert!(
        needs
            .headcounts()
            .iter()
            .all(|headcount| headcount.service != falling)
    );
}

#[test]
fn policies_are_checked_by_name() {
    let agency = round().agency().clone();
    let mut policy = Policy::default();
    policy.evaluation.confidence = f64::NAN;
    let error = agency
        .run(parse_date("2026-01-05").unwrap(), &policy)
        .unwrap_err();
    assert_eq!(error.code(), "evaluation_policy");
    assert!(error.to_string().contains("confidence"));
    assert!(serde_json::from_str::<Policy>(r#"{"plan":{"metod":"greedy"}}"#).is_err());
    assert!(serde_json::from_str::<Policy>(r#"{"plan":{"below_cut":3}}"#).is_ok());
}
