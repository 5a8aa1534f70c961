//! Schedules a made-up year of 2,000 sessions, then schedules it again when a trainer falls ill.
//!
//! `schedule_year [SEED] [--many] [--seconds S]`: `--many` gives providers and units capacities
//! of 2 to 6; `--seconds` is in seconds of the processor, all threads together (2 by default).

use std::time::Duration;

use mahir::schedule::project::{
    Activity, Objective, Previous, Project, Resource, Solution, SolveOptions,
};
use mahir_benches::processor_time::ProcessorTime;
use mahir_benches::sessions;

/// The trainers among the resources of the year.
const TRAINERS: std::ops::Range<usize> = 40..120;
/// The first day that is still open when the trainer falls ill, and how long that lasts.
const DAY: u32 = 60;
const ILL: u32 = 10;

fn main() -> Result<(), String> {
    let (mut seed, mut many, mut seconds) = (1, false, 2.0);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let number = |text: &str| {
            text.parse::<f64>()
                .map_err(|_| format!("not a number: {text}"))
        };
        match word.as_str() {
            "--many" => many = true,
            "--seconds" => seconds = number(&words.next().unwrap_or_default())?,
            _ => seed = number(&word)? as u64,
        }
    }
    let project = sessions::year(seed, many)?;
    let solved = solve(&project, None, seconds)?;
    let placed = |solution: &Solution| project.activities().len() - solution.unplaced().count();
    println!(
        "seed {seed}: cost {}, bound {}, gap {:.1} %, {} of {} sessions have a place, {:.1} million placements",
        solved.objective(),
        solved.bound(),
        100.0 * solved.gap(),
        placed(&solved),
        project.activities().len(),
        solved.work() as f64 / 1e6,
    );
    let ill = fall_ill(&project, &solved)?;
    for cost in [0, 300, 3_000] {
        let previous = Previous {
            starts: solved.starts().to_vec(),
            cost,
        };
        let again = solve(&ill, Some(previous), seconds)?;
        let starts = again.starts().iter().zip(solved.starts());
        println!(
            "a trainer is ill for {ILL} days, a move costs {cost}: {} sessions moved, cost {:+.2} %, {} have a place",
            starts.filter(|(now, before)| now != before).count(),
            100.0 * (again.objective() as f64 / solved.objective() as f64 - 1.0),
            placed(&again),
        );
    }
    Ok(())
}

fn solve(project: &Project, previous: Option<Previous>, seconds: f64) -> Result<Solution, String> {
    let mut options = SolveOptions::default();
    options.objective = Objective::Weighted {
        lateness: 10,
        completion: 1,
    };
    options.work = u64::MAX;
    options.previous = previous;
    let watch = ProcessorTime::new(Duration::from_secs_f64(seconds));
    project
        .solve(&options, &watch)
        .map_err(|error| error.to_string())
}

/// What began before the day is fixed, and the busiest trainer is away from it on.
fn fall_ill(project: &Project, solved: &Solution) -> Result<Project, String> {
    let work = |resource: &usize| -> u32 {
        let activities = project.activities().iter();
        activities
            .filter(|activity| activity.demands().iter().any(|d| d.resource == *resource))
            .map(Activity::duration)
            .sum()
    };
    let busiest = TRAINERS.max_by_key(work).unwrap_or(TRAINERS.start);
    let mut again = Project::builder();
    again.horizon(project.horizon());
    for (number, resource) in project.resources().iter().enumerate() {
        let mut resource: Resource = resource.clone();
        if number == busiest {
            // Sessions that began before go on without the trainer.
            let begun = project.activities().iter().zip(solved.starts());
            let until = begun
                .filter(|(activity, start)| {
                    start.is_some_and(|start| start < DAY)
                        && activity
                            .demands()
                            .iter()
                            .any(|demand| demand.resource == number)
                })
                .filter_map(|(activity, start)| Some((*start)? + activity.duration()))
                .max()
                .unwrap_or(DAY);
            resource = resource.closed(DAY.max(until)..DAY + ILL);
        }
        again.resource(resource);
    }
    for (activity, start) in project.activities().iter().zip(solved.starts()) {
        let open = activity.clone();
        again.activity(match *start {
            Some(start) if start < DAY => open.fixed(start),
            // Nothing else begins in the past.
            _ => open.release(activity.earliest().max(DAY)),
        });
    }
    for link in project.precedences() {
        again.precedes_by(link.before, link.after, link.lag);
    }
    again.build().map_err(|faults| faults.to_string())
}
