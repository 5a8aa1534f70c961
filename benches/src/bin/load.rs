//! How long does it take to load an agency of N people with all checks, and in how much memory?
//!
//! `cargo run --release -p mahir-benches --bin load -- 1000000` writes a made-up agency into the
//! system's folder for temporary files, loads it, and removes it again.

use std::error::Error;
use std::time::Instant;

use mahir::Agency;
use mahir_benches::synthetic::write_agency;

/// The process's highest use of memory so far, in MiB, where the system tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024)
}

fn main() -> Result<(), Box<dyn Error>> {
    let people = match std::env::args().nth(1) {
        Some(given) => given
            .parse()
            .map_err(|_| format!("'{given}' is no number of people"))?,
        None => 100_000,
    };
    let folder = std::env::temp_dir().join(format!("mahir-load-{}", std::process::id()));
    write_agency(&folder, people, 1)?;
    let start = Instant::now();
    let loaded = Agency::load(&folder);
    let seconds = start.elapsed().as_secs_f64();
    std::fs::remove_dir_all(&folder)?;
    let agency = loaded?;
    println!("{} people loaded in {seconds:.2} s", agency.people.len());
    if let Some(mebibytes) = peak_memory() {
        println!("peak memory {mebibytes} MiB");
    }
    Ok(())
}
