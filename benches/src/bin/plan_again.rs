//! Planning again after something has changed, from an earlier plan and from nothing.
//!
//! `plan_again -- PEOPLE SEED ROUNDS` solves a made-up problem with so many searches for each
//! person, and then what it becomes with a tenth less money, without the programme that most
//! attend, and with that programme where it was missing before: from nothing with as much work,
//! and from the earlier solution until the gap is as small, or the work used up. Both are timed
//! until they first had the gap at which the one from nothing ended, in seconds of the processor.

use std::cell::Cell;
use std::ops::ControlFlow;

use mahir::plan::solver::{Instance, Solution, SolveOptions, solve_from};
use mahir::words::watch::{Progress, Watch};
use mahir_benches::planning::{LEVEL, Shape, problem};
use mahir_benches::processor_seconds;
use mahir_benches::what_if::{Change, changed};

#[path = "../../../core/tests/instance_checker/mod.rs"]
mod checker;

/// When the gap became smaller.
struct Timer {
    started: f64,
    falls: Cell<Vec<(f64, f64)>>,
}

impl Timer {
    fn new() -> Self {
        Self {
            started: processor_seconds().unwrap_or(0.0),
            falls: Cell::default(),
        }
    }

    fn seconds(&self) -> f64 {
        processor_seconds().unwrap_or(0.0) - self.started
    }

    fn fall(&self, gap: f64) {
        let mut falls = self.falls.take();
        if falls.last().is_none_or(|last| gap < last.1) {
            falls.push((self.seconds(), gap));
        }
        self.falls.set(falls);
    }

    /// The seconds until the gap was so small.
    fn until(&self, gap: f64) -> Option<f64> {
        let falls = self.falls.take();
        let first = falls.iter().find(|fall| fall.1 <= gap + 1e-9);
        let seconds = first.map(|fall| fall.0);
        self.falls.set(falls);
        seconds
    }
}

impl Watch for Timer {
    fn see(&self, progress: &Progress) -> ControlFlow<()> {
        if let Some(gap) = progress.gap() {
            self.fall(gap);
        }
        ControlFlow::Continue(())
    }
}

fn timed(
    instance: &Instance,
    options: &SolveOptions,
    earlier: &[Solution],
) -> (Solution, Timer, f64) {
    let timer = Timer::new();
    let solution = solve_from(instance, options, earlier, &timer);
    let seconds = timer.seconds();
    timer.fall(solution.gap().unwrap_or(f64::INFINITY));
    checker::check(instance, &solution);
    (solution, timer, seconds)
}

fn told(solution: &Solution) -> String {
    let level = |value: i128| value as f64 / LEVEL as f64;
    format!(
        "plan {:.2} bound {:.2} gap {:.2} %",
        level(solution.objective()),
        level(solution.bound()),
        solution.gap().unwrap_or(f64::NAN) * 100.0
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise: u64| match words.get(at) {
        Some(word) => word.parse::<u64>(),
        None => Ok(otherwise),
    };
    let people = usize::try_from(number(0, 200)?)?;
    let (seed, rounds) = (number(1, 1)?, number(2, 600)?);
    let first = problem(Shape::of(people), seed)?;
    let options = SolveOptions {
        work: rounds * people as u64,
        ..SolveOptions::default()
    };
    let (all, _, seconds) = timed(&first, &options, &[]);
    println!(
        "people {people} seed {seed} rounds {rounds}: {} {seconds:.2} CPU-s",
        told(&all)
    );
    let mut attended = vec![0_usize; first.programmes()];
    for person in 0..first.people() {
        for (programme, _) in all.seats(person) {
            attended[programme] += 1;
        }
    }
    let most = (0..attended.len()).max_by_key(|&own| (attended[own], std::cmp::Reverse(own)));
    let without = changed(&first, Change::Without(most.unwrap_or(0)))?;
    let less = changed(&first, Change::Money(90))?;
    let (fewer, ..) = timed(&without, &options, &[]);
    for (what, instance, earlier) in [
        ("a tenth less money", &less, &all),
        ("one programme dropped", &without, &all),
        ("one programme added", &first, &fewer),
    ] {
        let (cold, of_cold, seconds) = timed(instance, &options, &[]);
        let gap = cold.gap().unwrap_or(0.0);
        let until = SolveOptions { gap, ..options };
        let (warm, of_warm, of_all) = timed(instance, &until, std::slice::from_ref(earlier));
        let cold_until = of_cold.until(gap).unwrap_or(seconds);
        println!(
            "  {what}: from nothing {} {seconds:.2} CPU-s, there after {cold_until:.2}; from the \
             earlier plan {} {of_all:.2} CPU-s, there after {}",
            told(&cold),
            told(&warm),
            of_warm.until(gap).map_or_else(
                || "-".to_owned(),
                |own| format!("{own:.2} ({:.0} %)", 100.0 * own / cold_until)
            ),
        );
    }
    Ok(())
}
