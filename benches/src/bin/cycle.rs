//! Times years that are lived through, and the stages of one round.
//!
//! `cargo run --release -p mahir-benches --bin cycle -- years 20 5 examples/marelan` lives through 20
//! replications of 5 years under the greedy rule; `-- stages examples/marelan` times each stage of a round;
//! `-- experiment 1000 5 examples/marelan` runs such replications as an experiment, on all threads;
//! `-- city 150 5 examples/marelan` lives once through 5 years of a city of 150 such offices. A number
//! at the end is the work that goes into improving each first schedule (the usual 100000; 0: none).

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use mahir::Agency;
use mahir::cycle::{Policy, Rule, Simulation, World};
use mahir::experiment::Experiment;
use mahir::plan::PlanRule;
use mahir::random::Streams;
use mahir::words::measure::parse_date;
use mahir_benches::{peak_memory, processor_seconds};

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

fn greedy(work: Option<u64>) -> Policy {
    let mut policy = Policy::default();
    policy.plan.rule = PlanRule::Greedy;
    policy.schedule.work = work.unwrap_or(policy.schedule.work);
    policy
}

fn years(
    agency: &Agency,
    replications: u32,
    years: u32,
    policy: &Policy,
) -> Result<(), Box<dyn std::error::Error>> {
    let as_of = parse_date("2026-01-05").ok_or("day")?;
    let world = World::default();
    let (start, before) = (Instant::now(), processor_seconds().unwrap_or(0.0));
    let mut closed = 0.0;
    for replication in 0..replications {
        let streams = Streams::new(1).replication(replication);
        let lived = agency.live_through(as_of, years, policy, &world, streams)?;
        closed += lived
            .iter()
            .map(|year| year.indicators.levels_closed)
            .sum::<f64>();
    }
    let each = start.elapsed().as_secs_f64() / f64::from(replications);
    println!(
        "{replications} replications of {years} years: {:.1} ms each, {:.1} ms of the processor; {:.2} levels closed on average",
        each * 1e3,
        (processor_seconds().unwrap_or(0.0) - before) * 1e3 / f64::from(replications),
        closed / f64::from(replications)
    );
    Ok(())
}

/// The same replications as an experiment: on all threads, the first year's plan made once.
fn experiment(
    agency: &Agency,
    replications: u32,
    years: u32,
    policy: &Policy,
) -> Result<(), Box<dyn std::error::Error>> {
    let as_of = parse_date("2026-01-05").ok_or("day")?;
    let experiment = Experiment::new(agency, as_of)
        .years(years)
        .replications(replications)
        .policy("greedy", policy.clone())
        .indicator("levels_closed");
    let (start, before) = (Instant::now(), processor_seconds().unwrap_or(0.0));
    let runs = experiment.run(&())?;
    let (seconds, used) = (
        start.elapsed().as_secs_f64(),
        processor_seconds().unwrap_or(0.0) - before,
    );
    let closed: f64 = runs.values().iter().sum();
    println!(
        "{replications} runs of {years} years: {seconds:.2} s, {used:.2} s of the processor; {:.2} levels closed on average",
        closed / f64::from(replications)
    );
    Ok(())
}

fn city(
    folder: &str,
    offices: u64,
    years: u32,
    rule: &Policy,
) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let agency = mahir_benches::city::city(&PathBuf::from(folder), offices)?;
    println!(
        "{} people, {} units, {} services, {} programmes; made in {:.2} s",
        agency.people.len(),
        agency.units.len(),
        agency.services.len(),
        agency.programmes.len(),
        start.elapsed().as_secs_f64()
    );
    let as_of = parse_date("2026-01-05").ok_or("day")?;
    let (all, before) = (Instant::now(), processor_seconds().unwrap_or(0.0));
    let mut simulation = Simulation::new(&agency, as_of, &World::default(), Streams::new(1))?;
    for _ in 0..years {
        let start = Instant::now();
        let schedule = rule.plan(simulation.known(), simulation.as_of())?;
        let planned = start.elapsed();
        let (year, _) = simulation.live_by(rule, schedule)?;
        let told = year.indicators;
        println!(
            "year {}: {:.2} s, of which {:.2} s to plan; {} sessions, {} seats, {:.0} levels closed",
            year.number,
            start.elapsed().as_secs_f64(),
            planned.as_secs_f64(),
            told.sessions,
            told.seats,
            told.levels_closed
        );
    }
    println!(
        "{years} years: {:.2} s, {:.2} s of the processor, {} MiB at the peak",
        all.elapsed().as_secs_f64(),
        processor_seconds().unwrap_or(0.0) - before,
        peak_memory().unwrap_or(0)
    );
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let work = words.last().and_then(|word| word.parse().ok());
    if work.is_some() {
        words.pop();
    }
    let policy = greedy(work);
    let load = |folder: &str| Agency::load(PathBuf::from(folder));
    let done = match words[..] {
        ["stages", folder] => load(folder)
            .map_err(Into::into)
            .and_then(|agency| stages(&agency)),
        ["years", replications, each, folder] => match (replications.parse(), each.parse()) {
            (Ok(replications), Ok(each)) => load(folder)
                .map_err(Into::into)
                .and_then(|agency| years(&agency, replications, each, &policy)),
            _ => Err("replications and years are whole numbers".into()),
        },
        ["experiment", replications, each, folder] => match (replications.parse(), each.parse()) {
            (Ok(replications), Ok(each)) => load(folder)
                .map_err(Into::into)
                .and_then(|agency| experiment(&agency, replications, each, &policy)),
            _ => Err("replications and years are whole numbers".into()),
        },
        ["city", offices, each, folder] => match (offices.parse(), each.parse()) {
            (Ok(offices), Ok(each)) => city(folder, offices, each, &policy),
            _ => Err("offices and years are whole numbers".into()),
        },
        _ => Err("stages FOLDER, years REPLICATIONS YEARS FOLDER [WORK], experiment REPLICATIONS YEARS FOLDER [WORK], or city OFFICES YEARS FOLDER [WORK]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
