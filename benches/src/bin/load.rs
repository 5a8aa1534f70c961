//! Seconds and memory that reading an agency takes, with all checks.
//!
//! ```text
//! cargo run --release -p mahir-benches --bin load -- 1000000 /tmp/synthetic
//! ```
//!
//! The folder is made first if it is not there; it is not removed.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use mahir::Agency;
use mahir_benches::synthetic::write_folder;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let people: u32 = arguments.next().as_deref().unwrap_or("100000").parse()?;
    let folder = arguments.next().map_or_else(
        || std::env::temp_dir().join(format!("mahir-synthetic-{people}")),
        PathBuf::from,
    );
    if !folder.join("agency.toml").exists() {
        write_folder(&folder, people, 20_260_105)?;
    }
    let start = Instant::now();
    let agency = Agency::load(&folder)?;
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "read {} people and {} assessments in {seconds:.2} s",
        agency.people.len(),
        agency.assessments.len()
    );
    if let Some(megabytes) = peak_megabytes() {
        println!("peak memory {megabytes} MB");
    }
    Ok(())
}

/// The most memory that this process has held, where the system tells (Linux).
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}
