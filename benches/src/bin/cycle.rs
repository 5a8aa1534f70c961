//! Times years that are lived through, and the stages of one round.
//!
//! `cargo run --release -p mahir-benches --bin cycle -- years 20 5 examples/marelan` lives through 20
//! replications of 5 years under the greedy rule; `-- stages examples/marelan` times each stage of a round.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use mahir::Agency;
use mahir::cycle::{Policy, World};
use mahir::plan::PlanRule;
use mahir::random::Streams;
use mahir::words::measure::parse_date;

fn stages(agency: &Agency) -> Result<(), Box<dyn std::error::Error>> {
    let as_of = parse_date("2026-01-05").ok_or("day")?;
    for _ in 0..3 {
        let start = Instant::now();
        let mut last = start;
        let mut lap = || {
            let now = Instant::now();
            let lap = now - last;
            last = now;
            lap.as_secs_f64() * 1e3
        };
        let needs = agency.needs(as_of)?;
        let of_needs = lap();
        let gaps = needs.gaps()?;
        let of_gaps = lap();
        let plan = gaps.plan()?;
        let of_plan = lap();
        let schedule = plan.schedule()?;
        let of_schedule = lap();
        let evaluation = schedule.evaluate(&agency.outcomes)?;
        let of_evaluation = lap();
        let follow_up = evaluation.follow_up()?;
        let of_follow_up = lap();
        println!(
            "needs {of_needs:.2} ms, gaps {of_gaps:.2}, plan {of_plan:.2}, schedule {of_schedule:.2}, \
             evaluation {of_evaluation:.2}, follow-up {of_follow_up:.2} ({} actions)",
            follow_up.actions().len()
        );
    }
    Ok(())
}

fn years(agency: &Agency, replications: u32, years: u32) -> Result<(), Box<dyn std::error::Error>> {
    let as_of = parse_date("2026-01-05").ok_or("day")?;
    let (mut policy, world) = (Policy::default(), World::default());
    policy.plan.rule = PlanRule::Greedy;
    policy.plan.work = Some(0);
    let start = Instant::now();
    let mut closed = 0.0;
    for replication in 0..replications {
        let streams = Streams::new(1).replication(replication);
        let lived = agency.live_through(as_of, years, &policy, &world, streams)?;
        closed += lived
            .iter()
            .map(|year| year.indicators.levels_closed)
            .sum::<f64>();
    }
    let each = start.elapsed().as_secs_f64() / f64::from(replications);
    println!(
        "{replications} replications of {years} years: {:.1} ms each; {:.2} levels closed on average",
        each * 1e3,
        closed / f64::from(replications)
    );
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let load = |folder: &str| Agency::load(PathBuf::from(folder));
    let done = match words[..] {
        ["stages", folder] => load(folder)
            .map_err(Into::into)
            .and_then(|agency| stages(&agency)),
        ["years", replications, each, folder] => match (replications.parse(), each.parse()) {
            (Ok(replications), Ok(each)) => load(folder)
                .map_err(Into::into)
                .and_then(|agency| years(&agency, replications, each)),
            _ => Err("replications and years are whole numbers".into()),
        },
        _ => Err("stages FOLDER, or years REPLICATIONS YEARS FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
