//! How long does it take to sum up thousands of programmes, each with intervals and drawn again
//! 2,000 times?
//!
//! `cargo run --release -p mahir-benches --bin evaluate -- 10000 20 2000`: programmes, people in
//! each, draws. Prints the median of several runs, and whether one thread gives the same bytes.
//! `python benches/evaluate_peers.py` compares with scipy and pingouin in the same run.

use std::error::Error;
use std::time::Instant;

use mahir::statistics::{PairedOptions, PairedSummary, Resampling, paired_summaries};
use mahir_benches::median;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn number(given: Option<String>, usual: u32) -> Result<u32, String> {
    given.map_or(Ok(usual), |text| {
        text.parse()
            .map_err(|_| format!("'{text}' is no whole number"))
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let programmes = number(arguments.next(), 10_000)?;
    let people = number(arguments.next(), 20)?;
    let resamples = number(arguments.next(), 2_000)?;
    let mut random = ChaCha8Rng::seed_from_u64(1);
    // Levels in quarters from 1 to 3, and changes from −0.5 to 1.25.
    let mut quarters = |low: u32, count: u32| f64::from(low + random.next_u32() % count) / 4.0;
    let (mut groups, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for programme in 0..programmes {
        for _ in 0..people {
            let was = quarters(4, 9);
            groups.push(programme);
            before.push(was);
            after.push((was + quarters(0, 8) - 0.5).clamp(0.0, 5.0));
        }
    }
    let options = PairedOptions {
        top: Some(5.0),
        resampling: Some(Resampling {
            resamples,
            ..Resampling::default()
        }),
        ..PairedOptions::default()
    };
    let run = || paired_summaries(&groups, &before, &after, options);
    let mut seconds = Vec::new();
    let mut found: Vec<(u32, PairedSummary)> = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        found = run();
        seconds.push(start.elapsed().as_secs_f64());
    }
    let alone = std::thread::Builder::new().spawn({
        let (groups, before, after) = (groups.clone(), before.clone(), after.clone());
        move || {
            let mut all = Vec::new();
            for (place, rows) in groups.chunk_by(|one, other| one == other).enumerate() {
                let from = place * rows.len();
                let to = from + rows.len();
                all.extend(paired_summaries(
                    rows,
                    &before[from..to],
                    &after[from..to],
                    options,
                ));
            }
            all
        }
    })?;
    let same = alone.join().is_ok_and(|alone| alone == found);
    println!(
        "{programmes} programmes × {people} people × {resamples} draws: {:.3} s; one by one the same: {same}",
        median(&mut seconds)
    );
    Ok(())
}
