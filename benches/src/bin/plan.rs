//! The planner on made-up problems.
//!
//! `plan -- PEOPLE SEED ROUNDS [full] [cases] [programmes=N] [phases=N]` solves one with so many
//! searches for each person and checks the plan; `plan -- text PEOPLE SEED [full]` writes one as text
//! for `plan_peers.py`; `plan -- case FOLDER [WORK] [cases]` plans an agency with so many searches,
//! or the usual ones.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use mahir::Agency;
use mahir::plan::PlanOptions;
use mahir::plan::solver::{SolveOptions, solve};
use mahir::words::measure::parse_date;
use mahir::words::watch::{Progress, Watch};
use mahir_benches::peak_memory;
use mahir_benches::planning::{LEVEL, Shape, problem, text};

#[path = "../../../core/tests/instance_checker/mod.rs"]
mod checker;

/// Tells every five seconds how far it is.
struct Teller {
    started: Instant,
    told: Cell<Duration>,
}

impl Watch for Teller {
    fn see(&self, progress: &Progress) -> ControlFlow<()> {
        let now = self.started.elapsed();
        if now > self.told.get() + Duration::from_secs(5) {
            self.told.set(now);
            let level = |value: Option<f64>| value.map_or(f64::NAN, |value| value / LEVEL as f64);
            eprintln!(
                "{:7.1} s  work {:>12}  plan {:.2}  bound {:.2}  gap {:.3} %",
                now.as_secs_f64(),
                progress.done,
                level(progress.objective),
                level(progress.bound),
                progress.gap().unwrap_or(f64::NAN) * 100.0
            );
        }
        ControlFlow::Continue(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let full = words.iter().any(|word| word == "full");
    let cases = words.iter().any(|word| word == "cases");
    words.retain(|word| word != "full" && word != "cases");
    if words.first().is_some_and(|word| word == "case") {
        let folder = words.get(1).ok_or("a folder")?;
        let work = words.get(2).map(|word| word.parse::<u64>()).transpose()?;
        return agency(folder, work, cases);
    }
    let mut shaped = |name: &str| -> Result<Option<usize>, std::num::ParseIntError> {
        let at = words.iter().position(|word| word.starts_with(name));
        let number = at.map(|at| words.remove(at)[name.len()..].parse());
        number.transpose()
    };
    let (programmes, phases) = (shaped("programmes=")?, shaped("phases=")?);
    let as_text = words.first().is_some_and(|word| word == "text");
    words.retain(|word| word != "text");
    let number = |at: usize, otherwise: u64| match words.get(at) {
        Some(word) => word.parse::<u64>(),
        None => Ok(otherwise),
    };
    let people = usize::try_from(number(0, 2_000)?)?;
    let seed = number(1, 1)?;
    let mut shape = Shape::of(people);
    shape.full = full;
    shape.programmes = programmes.unwrap_or(shape.programmes);
    shape.phases = phases.unwrap_or(shape.phases);
    let started = Instant::now();
    let instance = problem(shape, seed)?;
    if as_text {
        print!("{}", text(&instance));
        return Ok(());
    }
    let made = started.elapsed();
    let work = number(2, 500)? * people as u64;
    let teller = Teller {
        started: Instant::now(),
        told: Cell::new(Duration::ZERO),
    };
    let before = cpu_seconds();
    let options = SolveOptions {
        work,
        cases,
        ..SolveOptions::default()
    };
    let solution = solve(&instance, &options, &teller);
    let spent = cpu_seconds() - before;
    // Before the checker, which keeps facts of its own.
    let peak = peak_memory().unwrap_or(0);
    checker::check(&instance, &solution);
    let level = |value: i128| value as f64 / LEVEL as f64;
    println!(
        "people {people} programmes {} phases {} units {} pairs/person {:.1} seed {seed} {}: plan {:.2} bound {:.2} \
         gap {:.3} % | work {} | {spent:.1} CPU-s, {:.1} s, made in {:.1} s, {} MiB at the peak",
        instance.programmes(),
        shape.phases,
        instance.units(),
        instance.pairs() as f64 / people.max(1) as f64,
        if full { "full" } else { "plain" },
        level(solution.objective()),
        level(solution.bound()),
        solution.gap().unwrap_or(f64::NAN) * 100.0,
        solution.work(),
        teller.started.elapsed().as_secs_f64(),
        made.as_secs_f64(),
        peak,
    );
    Ok(())
}

/// Plans an agency.
fn agency(folder: &str, work: Option<u64>, cases: bool) -> Result<(), Box<dyn std::error::Error>> {
    let agency = Agency::load(folder)?;
    let as_of = parse_date("2026-01-05").ok_or("day")?;
    let gaps = agency.needs(as_of)?.gaps()?;
    let mut options = PlanOptions::default();
    options.work = work;
    options.cases = cases;
    let before = cpu_seconds();
    let plan = gaps.plan_with(&options)?;
    println!(
        "{folder}: plan {:.2} bound {:.2} gap {:.2} % | {:.2} CPU-s",
        plan.objective().as_f64(),
        plan.bound().as_f64(),
        100.0 * (plan.bound().as_f64() / plan.objective().as_f64() - 1.0),
        cpu_seconds() - before,
    );
    Ok(())
}

/// User and system time of this process so far, where the system tells it.
fn cpu_seconds() -> f64 {
    let Ok(text) = std::fs::read_to_string("/proc/self/stat") else {
        return 0.0;
    };
    let after = text.rsplit(')').next().unwrap_or("");
    let ticks: f64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|word| word.parse::<f64>().ok())
        .sum();
    // A hundred ticks a second on Linux.
    ticks / 100.0
}
