//! Schedules a made-up year of 2,000 sessions, then schedules it again when a trainer falls ill.
//!
//! `schedule_year [SEED] [--many] [--seconds S] [--work N]`: `--many` gives providers and units
//! capacities of 2 to 6; `--seconds` is in seconds of the processor, all threads together (2 by
//! default). How much work that is, is tried first; `--work` says it instead.

use std::time::Duration;

use mahir::schedule::project::{
    Activity, Objective, Previous, Project, Resource, Solution, SolveOptions,
};
use mahir_benches::processor_time::ProcessorTime;
use mahir_benches::sessions;

/// The trainers among the resources of the year.
const TRAINERS: std::ops::Range<usize> = 40..120;
/// The first day on which the trainer may fall ill, and how long that lasts.
const DAY: u32 = 60;
const ILL: u32 = 10;

fn main() -> Result<(), String> {
    let (mut seed, mut many, mut seconds, mut work) = (1, false, 2.0, None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number = |text: &str| {
            text.parse::<f64>()
                .map_err(|_| format!("not a number: {text}"))
        };
        match word.as_str() {
            "--many" => many = true,
            "--seconds" => seconds = number(&words.next().unwrap_or_default())?,
            "--work" => work = Some(number(&words.next().unwrap_or_default())? as u64),
            _ => seed = number(&word)? as u64,
        }
    }
    let project = sessions::year(seed, many)?;
    let limit = match work {
        Some(work) => Limit {
            work,
            seconds: f64::MAX,
        },
        None => Limit::tried(&project, seconds)?,
    };
    let begun = ProcessorTime::new(Duration::MAX);
    let solved = solve(&project, None, limit)?;
    let placed = |solution: &Solution| project.activities().len() - solution.unplaced().count();
    println!(
        "seed {seed}: cost {}, bound {}, gap {:.1} %, {} of {} sessions have a place, {:.1} million placements, {:.2} s",
        solved.objective(),
        solved.bound(),
        100.0 * solved.gap(),
        placed(&solved),
        project.activities().len(),
        solved.work() as f64 / 1e6,
        begun.used().as_secs_f64(),
    );
    // A second in all, however long the first schedule took.
    let limit = Limit::tried(&project, 1.0)?;
    replan(&project, &solved, busiest(&project), DAY, limit)?;
    let (trainer, day) = where_it_binds(&project, &solved);
    replan(&project, &solved, trainer, day, limit)
}

/// Schedules again when a trainer falls ill on a day, at several costs of a move.
fn replan(
    project: &Project,
    solved: &Solution,
    trainer: usize,
    day: u32,
    limit: Limit,
) -> Result<(), String> {
    let placed = |solution: &Solution| project.activities().len() - solution.unplaced().count();
    let ill = fall_ill(project, solved, trainer, day)?;
    let hit = sessions_of(project, solved, trainer)
        .filter(|&(start, end)| start >= day && start < day + ILL && end > day)
        .count();
    for cost in [0, 30, 300, 3_000] {
        let previous = Previous {
            starts: solved.starts().to_vec(),
            cost,
        };
        let again = solve(&ill, Some(previous), limit)?;
        let starts = again.starts().iter().zip(solved.starts());
        println!(
            "trainer {} is ill for {ILL} days from day {day}, with {hit} sessions to begin on them; a move costs {cost}: {} sessions moved, cost {:+.2} %, {} have a place",
            trainer - TRAINERS.start,
            starts.filter(|(now, before)| now != before).count(),
            100.0 * (again.objective() as f64 / solved.objective() as f64 - 1.0),
            placed(&again),
        );
    }
    Ok(())
}

/// How much may be done.
#[derive(Clone, Copy)]
struct Limit {
    work: u64,
    /// Of the processor, should the work take longer than it seemed.
    seconds: f64,
}

impl Limit {
    /// So much work as fits into so many seconds, by what a little of it takes.
    fn tried(project: &Project, seconds: f64) -> Result<Self, String> {
        const LITTLE: u64 = 400_000;
        let used = |work| {
            let begun = ProcessorTime::new(Duration::MAX);
            let limit = Self { work, seconds };
            solve(project, None, limit)?;
            Ok::<f64, String>(begun.used().as_secs_f64())
        };
        let (begin, some) = (used(1)?, used(LITTLE)?);
        let work = LITTLE as f64 * (seconds - begin).max(0.0) / (some - begin).max(1e-6);
        Ok(Self {
            work: work as u64,
            seconds,
        })
    }
}

fn solve(project: &Project, previous: Option<Previous>, limit: Limit) -> Result<Solution, String> {
    let mut options = SolveOptions::default();
    options.objective = Objective::Weighted {
        lateness: 10,
        completion: 1,
    };
    options.work = limit.work;
    options.previous = previous;
    let longest = Duration::try_from_secs_f64(limit.seconds).unwrap_or(Duration::MAX);
    let watch = ProcessorTime::new(longest);
    project
        .solve(&options, &watch)
        .map_err(|error| error.to_string())
}

/// The first and last days of a trainer's sessions, the latter exclusive.
fn sessions_of<'a>(
    project: &'a Project,
    solved: &'a Solution,
    trainer: usize,
) -> impl Iterator<Item = (u32, u32)> + 'a {
    let rows = project.activities().iter().zip(solved.starts());
    rows.filter(move |(activity, _)| activity.demands().iter().any(|d| d.resource == trainer))
        .filter_map(|(activity, start)| Some(((*start)?, (*start)? + activity.duration())))
}

/// The trainer with the most days of sessions.
fn busiest(project: &Project) -> usize {
    let work = |resource: &usize| -> u32 {
        let activities = project.activities().iter();
        activities
            .filter(|activity| activity.demands().iter().any(|d| d.resource == *resource))
            .map(Activity::duration)
            .sum()
    };
    TRAINERS.max_by_key(work).unwrap_or(TRAINERS.start)
}

/// The trainer and the day from which on most days of sessions would be lost.
fn where_it_binds(project: &Project, solved: &Solution) -> (usize, u32) {
    let lost = |trainer: usize, day: u32| -> u32 {
        sessions_of(project, solved, trainer)
            .filter(|&(start, _)| start >= day)
            .map(|(start, end)| end.min(day + ILL).saturating_sub(start))
            .sum()
    };
    let all = TRAINERS.flat_map(|trainer| (DAY..DAY + 120).map(move |day| (trainer, day)));
    // The first of several.
    let worst = all.max_by_key(|&(trainer, day)| {
        let first = std::cmp::Reverse((trainer, day));
        (lost(trainer, day), first)
    });
    worst.unwrap_or((TRAINERS.start, DAY))
}

/// What began before the day is fixed, and the trainer is away from it on.
fn fall_ill(
    project: &Project,
    solved: &Solution,
    trainer: usize,
    day: u32,
) -> Result<Project, String> {
    let mut again = Project::builder();
    again.horizon(project.horizon());
    for (number, resource) in project.resources().iter().enumerate() {
        let mut resource: Resource = resource.clone();
        if number == trainer {
            // Sessions that began before go on without the trainer.
            let begun = project.activities().iter().zip(solved.starts());
            let until = begun
                .filter(|(activity, start)| {
                    start.is_some_and(|start| start < day)
                        && activity
                            .demands()
                            .iter()
                            .any(|demand| demand.resource == number)
                })
                .filter_map(|(activity, start)| Some((*start)? + activity.duration()))
                .max()
                .unwrap_or(day);
            resource = resource.closed(day.max(until)..day + ILL);
        }
        again.resource(resource);
    }
    for (activity, start) in project.activities().iter().zip(solved.starts()) {
        let open = activity.clone();
        again.activity(match *start {
            Some(start) if start < day => open.fixed(start),
            // Nothing else begins in the past.
            _ => open.release(activity.earliest().max(day)),
        });
    }
    for link in project.precedences() {
        again.precedes_by(link.before, link.after, link.lag);
    }
    again.build().map_err(|faults| faults.to_string())
}
