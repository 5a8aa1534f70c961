//! Benchmarks of mahir; see README.md.

pub mod city;
pub mod planning;
pub mod population;
pub mod processor_time;
pub mod psplib;
pub mod sessions;
pub mod synthetic;
pub mod what_if;

/// The process's highest use of memory so far, in MiB, where the system tells it.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024)
}

/// The middle of some measurements (the upper middle of an even number); 0 of none.
pub fn median(measurements: &mut [f64]) -> f64 {
    measurements.sort_by(f64::total_cmp);
    measurements
        .get(measurements.len() / 2)
        .copied()
        .unwrap_or(0.0)
}

/// The processor's seconds that this process has used so far, where the system tells them. On a
/// machine that others use too they say more than the clock.
pub fn processor_seconds() -> Option<f64> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    let mut nanoseconds = 0_u64;
    for task in tasks {
        let statistics = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        let used: u64 = statistics.split_whitespace().next()?.parse().ok()?;
        nanoseconds += used;
    }
    Some(nanoseconds as f64 / 1e9)
}
