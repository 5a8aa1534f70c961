//! Experiments: the same rows however they are run, and findings that keep their word.
#![cfg(feature = "tables")]

use std::cell::Cell;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use mahir::Agency;
use mahir::cycle::{CycleError, Policy, Rule, World};
use mahir::experiment::analysis::{KimNelson, coverage};
use mahir::experiment::{Change, CsvSink, Experiment, Row, Runs, Sink};
use mahir::follow_up::FollowUp;
use mahir::outcome::Outcomes;
use mahir::random::Distribution;
use mahir::schedule::Schedule;
use mahir::testing::scenarios::{as_of, office};
use mahir::words::artefact::Artefact;
use mahir::words::measure::{Date, parse_date};
use mahir::words::saved;
use mahir::words::watch::{Progress, Watch};

fn experiment() -> Experiment {
    let mut careful = Policy::default();
    careful.plan.floor_hour_value = 0.0;
    Experiment::new(&office(7, 3_000_000), as_of())
        .years(1)
        .replications(2)
        .seed(3)
        .policy("usual", Policy::default())
        .policy("careful", careful)
        .change("as it is", vec![])
        .change("cut", vec![Change::Budget { factor: 0.5 }])
        .world("usual", World::default())
        .world("still", World::default().at_means())
}

fn csv(experiment: &Experiment, runs: std::ops::Range<u64>, header: bool) -> Vec<u8> {
    let mut sink = if header {
        CsvSink::new(Vec::new())
    } else {
        CsvSink::after_earlier(Vec::new())
    };
    experiment.run_into(&mut sink, runs, &()).unwrap();
    sink.into_inner().unwrap()
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let experiment = experiment().years(2).replications(1);
    let with = |threads: usize| {
        let pool = rayon_pool(threads);
        pool.install(|| csv(&experiment, 0..u64::MAX, true))
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(8));
    // 2 policies × 2 changes × 2 worlds × 1 replication × 2 years × all indicators, and a header.
    let lines = one.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(lines, 8 * 2 * mahir::cycle::Indicators::NAMES.len() + 1);
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap()
}

/// Stops after a number of looks.
struct Impatient(Cell<u32>);

impl Watch for Impatient {
    fn see(&self, progress: &Progress) -> ControlFlow<()> {
        assert_eq!((progress.stage, progress.total), ("experiment", Some(16)));
        self.0.set(self.0.get().saturating_sub(1));
        match self.0.get() {
            0 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }
}

#[test]
fn a_run_that_was_stopped_goes_on_where_it_was() {
    let experiment = experiment().indicator("levels_closed").indicator("people");
    let whole = csv(&experiment, 0..u64::MAX, true);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("experiment");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("rows.csv");
    let _ = std::fs::remove_file(&path);
    let finished = rayon_pool(2)
        .install(|| experiment.run_to_csv(&path, &Impatient(Cell::new(3))))
        .unwrap();
    assert!(
        !finished.complete && (1..16).contains(&finished.runs),
        "{finished:?}"
    );
    let rows = experiment.labels().unwrap().rows_per_run();
    let partial = std::fs::read(&path).unwrap();
    assert!(whole.starts_with(&partial));
    assert_eq!(
        partial.iter().filter(|byte| **byte == b'\n').count(),
        finished.runs as usize * rows + 1
    );
    // Killed anywhere: in the header, at the end of a row, in the middle of one, with a row whose
    // value lost its last digits.
    for cut in [0, 10, partial.len() / 2, partial.len() - 1, partial.len()] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        let finished = experiment.run_to_csv(&path, &()).unwrap();
        assert!(finished.complete);
        assert_eq!(std::fs::read(&path).unwrap(), whole, "cut at {cut}");
    }
    // Nothing is left to do, and another experiment's rows are not gone on with.
    assert!(experiment.run_to_csv(&path, &()).unwrap().complete);
    assert_eq!(std::fs::read(&path).unwrap(), whole);
    let other = experiment.clone().indicator("cases");
    assert_eq!(
        other.run_to_csv(&path, &()).unwrap_err().code(),
        "experiment_earlier_rows"
    );
    std::fs::write(
        &path,
        "a,b\n1,2\nmuch longer than the header would be, to be sure of that\n",
    )
    .unwrap();
    assert_eq!(
        experiment.run_to_csv(&path, &()).unwrap_err().code(),
        "experiment_earlier_rows"
    );
}

#[test]
fn rows_in_parts_are_the_rows_of_the_whole() {
    let experiment = experiment().indicator("spent");
    let whole = csv(&experiment, 0..u64::MAX, true);
    let mut parts = csv(&experiment, 0..7, true);
    for part in [7..8, 8..11, 11..16] {
        parts.extend(csv(&experiment, part, false));
    }
    assert_eq!(parts, whole);
    // And so are those of an experiment that was sent elsewhere as a document.
    let document = serde_json::to_string(&experiment).unwrap();
    let again: Experiment = serde_json::from_str(&document).unwrap();
    assert_eq!(csv(&again, 0..u64::MAX, true), whole);
}

#[test]
fn runs_come_back_from_their_document() {
    let runs = experiment().run(&()).unwrap();
    assert!(runs.is_complete());
    let document = saved::to_json(&runs).unwrap();
    assert_eq!(saved::from_json::<Runs>(&document).unwrap(), runs);
    assert!(
        saved::from_json::<Runs>(&document.replacen("\"values\":[", "\"values\":[1.5,", 1))
            .is_err()
    );
    for name in Runs::TABLES {
        assert!(!runs.table(name).unwrap().to_csv().contains("NaN"));
    }
    let rows = runs.table("rows").unwrap();
    assert_eq!(experiment().completed(&rows).unwrap(), 16);
    let names: Vec<&str> = rows.columns().iter().map(|column| column.name()).collect();
    assert_eq!(names, Runs::COLUMNS);
}

/// Less money can only do less here: one programme after the other is cut. The same luck shows it in
/// five replications, where independent runs would not.
#[test]
fn a_cut_is_found_to_do_less() {
    let experiment = Experiment::new(&office(7, 3_000_000), as_of())
        .years(1)
        .replications(8)
        .change("as it is", vec![])
        .change("cut", vec![Change::Budget { factor: 0.5 }]);
    let runs = experiment.run(&()).unwrap();
    let found = runs
        .compare(
            ("usual", "cut"),
            ("usual", "as it is"),
            "levels_closed",
            0.95,
        )
        .unwrap();
    assert!(found.is_below(), "{found:?}");
    let spent = runs.means(("usual", "cut"), "usual", "spent").unwrap();
    assert!(spent.iter().all(|&spent| spent <= 3_000_000.0));
    assert_eq!(
        runs.compare(("usual", "no"), ("usual", "cut"), "spent", 0.95),
        None
    );
    assert_eq!(runs.in_year(("usual", "cut"), "usual", "spent", 2), None);
    assert_eq!(
        runs.in_year(("usual", "cut"), "usual", "spent", 1)
            .unwrap()
            .len(),
        8
    );
}

/// Plans as usual without a programme: worse, for sure. The first year's plan is the same in every
/// replication, so it is made once.
struct Without {
    programme: Option<&'static str>,
    planned: OnceLock<(Schedule, FollowUp)>,
}

impl Without {
    fn new(programme: Option<&'static str>) -> Self {
        Self {
            programme,
            planned: OnceLock::new(),
        }
    }

    fn decided(&self, known: &mahir::Agency, as_of: Date) -> &(Schedule, FollowUp) {
        self.planned.get_or_init(|| {
            let without = self.programme.map(|programme| Change::WithoutProgramme {
                programme: programme.to_owned(),
            });
            let changes: Vec<Change> = without.into_iter().collect();
            let schedule = Policy::default()
                .plan(&known.changed(&changes).unwrap(), as_of)
                .unwrap();
            let follow_up = Policy::default()
                .learn(&schedule, &Outcomes::default(), as_of)
                .unwrap();
            (schedule, follow_up)
        })
    }
}

impl Rule for Without {
    fn plan(&self, known: &mahir::Agency, as_of: Date) -> Result<Schedule, CycleError> {
        Ok(self.decided(known, as_of).0.clone())
    }

    fn learn(
        &self,
        schedule: &Schedule,
        _: &Outcomes,
        until: Date,
    ) -> Result<FollowUp, CycleError> {
        Ok(self.decided(schedule.agency(), until).1.clone())
    }
}

/// Keeps one number of each run.
#[derive(Default)]
struct Closed(Vec<f64>);

impl Sink for Closed {
    fn take(&mut self, rows: &[Row]) -> Result<(), String> {
        self.0.push(rows.iter().map(|row| row.value).sum());
        Ok(())
    }
}

/// The issue of an experiment is right as often as it says: a rule that throws programmes away is
/// found worse by a race with an error of 5 %, and its interval holds the true difference (taken from
/// many replications) in 95 % of 200 repetitions of 8 replications.
#[test]
fn a_worse_rule_is_found_worse_with_the_stated_error() {
    const REPETITIONS: usize = 200;
    const EACH: usize = 8;
    let experiment = Experiment::new(&office(4, 2_000_000), as_of())
        .years(1)
        .replications((REPETITIONS * EACH) as u32)
        .indicator("levels_closed");
    let mut closed = Closed::default();
    let (usual, less) = (Without::new(None), Without::new(Some("B")));
    let rules: [(&str, &dyn Rule); 2] = [("usual", &usual), ("less", &less)];
    experiment
        .run_rules(&rules, &mut closed, 0..u64::MAX, &())
        .unwrap();
    let (good, bad) = closed.0.split_at(REPETITIONS * EACH);
    let difference: f64 = good
        .iter()
        .zip(bad)
        .map(|(good, bad)| good - bad)
        .sum::<f64>()
        / good.len() as f64;
    assert!(difference > 0.1, "{difference}");
    let intervals: Vec<_> = good
        .chunks(EACH)
        .zip(bad.chunks(EACH))
        .map(|(good, bad)| {
            mahir::experiment::analysis::paired(good, bad, 0.95)
                .unwrap()
                .interval
        })
        .collect();
    let (share, of_share) = coverage(&intervals, difference, 0.999).unwrap();
    assert!(of_share.contains(0.95), "{share}");
    let wrong = (0..REPETITIONS)
        .filter(|&repetition| {
            let mut race = KimNelson::new(2, 4, 0.05, difference / 2.0).unwrap();
            for pair in 0..EACH {
                let at = repetition * EACH + pair;
                race.see(&[good[at], bad[at]]).unwrap();
            }
            race.chosen() == Some(1)
        })
        .count();
    // 5 % of 200, and three standard deviations of a count.
    assert!(wrong <= 19, "{wrong}");
}

#[test]
fn changes_do_what_they_say() {
    let agency = office(5, 3_000_000);
    let changed = |change: Change| agency.changed(&[change]).unwrap();
    let cut = changed(Change::Budget { factor: 0.8 });
    assert_eq!(cut.phases.total_budget().amount(), 4_800_000);
    let dear = changed(Change::Prices {
        factor: 1.5,
        provider: Some("UNI".to_owned()),
    });
    let first = dear.programmes.indices().next().unwrap();
    assert_eq!(dear.programmes.cost_per_session(first).amount(), 3_000_000);
    let june = parse_date("2026-06-01").unwrap();
    let left = changed(Change::ProviderWithdraws {
        provider: "UNI".to_owned(),
        from: june,
    });
    let provider = left.providers.indices().next().unwrap();
    assert_eq!(left.providers.agreement(provider).until, june.pred_opt());
    let more = changed(Change::Volumes {
        factor: 1.5,
        service: None,
    });
    let service = more.services.indices().next().unwrap();
    let counts: Vec<u64> = more
        .volumes
        .of(service)
        .iter()
        .filter_map(|v| v.count)
        .collect();
    assert_eq!((counts[11], counts[12], counts[23]), (100, 150, 150));
    let free = changed(Change::NoHoursFloor);
    assert_eq!(free.regulation.pns_minimum_hours().value().hundredths(), 0);
    let without = changed(Change::WithoutProgramme {
        programme: "B".to_owned(),
    });
    let plan = without
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap()
        .plan()
        .unwrap();
    let held: Vec<&str> = plan
        .lines()
        .iter()
        .map(|line| without.programmes.id(line.programme))
        .collect();
    assert!(
        !held.is_empty() && held.iter().all(|id| *id == "C"),
        "{held:?}"
    );
    for change in [
        Change::Budget { factor: -1.0 },
        Change::Budget { factor: f64::NAN },
        Change::CoverShare { share: 1.5 },
        Change::WithoutProgramme {
            programme: "X".to_owned(),
        },
    ] {
        let text = serde_json::to_string(&change).unwrap();
        assert!(text.contains("\"change\""));
        assert_eq!(agency.changed(&[change]).unwrap_err().code(), "change");
    }
}

#[test]
fn what_cannot_be_run_is_told() {
    let office = office(3, 1);
    let base = || Experiment::new(&office, as_of());
    let code = |experiment: Experiment| experiment.run(&()).unwrap_err().to_string();
    assert!(code(base().years(0)).contains("years"));
    assert!(code(base().replications(0)).contains("replications"));
    assert!(code(base().indicator("joy")).contains("joy"));
    assert!(
        code(
            base()
                .policy("a", Policy::default())
                .policy("a", Policy::default())
        )
        .contains("twice")
    );
    let world = World::default()
        .with("quit", Distribution::fixed(3.0))
        .unwrap();
    assert!(code(base().world("w", world)).contains("quit"));
    let mut policy = Policy::default();
    policy.evaluation.confidence = 2.0;
    let error = base().years(1).policy("p", policy).run(&()).unwrap_err();
    assert_eq!(error.code(), "evaluation_policy");
    assert!(
        error
            .to_string()
            .starts_with("policy 'p', change 'as it is', world 'usual'")
    );
}

/// A partner can withdraw before its agreement has begun: the tables that say so are still tables
/// which can be read.
#[test]
fn a_partner_may_withdraw_before_its_agreement_begins() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let settings = std::fs::read_to_string(folder.join("agency.toml")).unwrap();
    let agency = Agency::load(folder).unwrap();
    let partner = agency.providers.ids().find("BPSDM").unwrap();
    let from = agency.providers.agreement(partner).from.unwrap();
    let earlier = from - chrono::TimeDelta::days(40);
    let withdraws = Change::ProviderWithdraws {
        provider: "BPSDM".to_owned(),
        from: earlier,
    };
    let changed = agency.changed(&[withdraws]).unwrap();
    let agreement = changed.providers.agreement(partner);
    assert_eq!(agreement.until, earlier.pred_opt());
    assert!(agreement.from <= agreement.until, "{agreement:?}");
    let tables = Agency::TABLES
        .iter()
        .filter(|name| !["outcomes", "absences", "phases"].contains(name))
        .fold(Agency::builder().settings(settings), |builder, name| {
            builder.csv(name, changed.table(name).unwrap().to_csv())
        });
    let read = tables.build().unwrap();
    assert_eq!(read.providers.agreement(partner), agreement);
}
