//! How long does it take to score a population: a wide frame, and needs and gaps of a whole agency?
//!
//! `cargo run --release -p mahir-benches --bin score -- wide 1000000 9` scores a wide frame of a
//! million people and nine competencies; `-- agency 1000000` finds the needs and gaps of a made-up
//! agency. Prints the median of several runs.

use std::error::Error;
use std::time::Instant;

use mahir::Agency;
use mahir::gap::score_wide;
use mahir::regulation::Band;
use mahir::words::measure::Date;
use mahir_benches::population::{Population, Sizes};
use mahir_benches::synthetic::write_agency;
use mahir_benches::{median, peak_memory, processor_seconds};

/// Runs of each measurement.
const RUNS: usize = 15;

fn number(given: Option<String>, usual: usize) -> Result<usize, String> {
    given.map_or(Ok(usual), |text| {
        text.parse()
            .map_err(|_| format!("'{text}' is no whole number"))
    })
}

fn wide(people: usize, competencies: usize) -> Result<(), Box<dyn Error>> {
    let sizes = Sizes {
        people,
        competencies,
        posts: 3_000,
        units: 1_000,
    };
    let population = Population::new(sizes, 1);
    let columns = population.columns();
    let before = peak_memory();
    let used_before = processor_seconds();
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let scores = score_wide(&population.input(&columns))?;
        seconds.push(start.elapsed().as_secs_f64());
        if seconds.len() == RUNS {
            let optimal = scores
                .bands
                .iter()
                .filter(|&band| band == Some(Band::Optimal));
            println!("{} of {people} people are optimal", optimal.count());
        }
    }
    println!(
        "{people} people × {competencies} competencies: {:.1} ms",
        median(&mut seconds) * 1e3
    );
    if let (Some(before), Some(after)) = (used_before, processor_seconds()) {
        println!(
            "{:.1} ms of the processor",
            (after - before) / RUNS as f64 * 1e3
        );
    }
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        println!("{} MiB above the input", after.saturating_sub(before));
    }
    Ok(())
}

fn agency(people: usize) -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("mahir-score-{}", std::process::id()));
    write_agency(&folder, u32::try_from(people)?, 1)?;
    let loaded = Agency::load(&folder);
    std::fs::remove_dir_all(&folder)?;
    let agency = loaded?;
    let as_of = Date::from_ymd_opt(2026, 1, 5).ok_or("no such day")?;
    let (mut needing, mut comparing) = (Vec::new(), Vec::new());
    for run in 1..=RUNS {
        let start = Instant::now();
        let needs = agency.needs(as_of)?;
        needing.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        let gaps = needs.gaps()?;
        comparing.push(start.elapsed().as_secs_f64());
        if run == RUNS {
            println!("{} needs of {people} people", gaps.needs().len());
        }
    }
    println!(
        "needs {:.1} ms, gaps {:.1} ms",
        median(&mut needing) * 1e3,
        median(&mut comparing) * 1e3
    );
    if let Some(mebibytes) = peak_memory() {
        println!("peak memory {mebibytes} MiB, loading included");
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("agency") => agency(number(arguments.next(), 100_000)?),
        Some("wide") | None => wide(
            number(arguments.next(), 1_000_000)?,
            number(arguments.next(), 9)?,
        ),
        Some(other) => Err(format!("'{other}'; expected 'wide' or 'agency'").into()),
    }
}
