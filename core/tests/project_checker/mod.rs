//! Checks the days of a project against its rules, and tries all days of tiny ones. Shares no
//! code with the solver: it reads the project only.

use mahir::schedule::project::{Project, Solution};

/// What is wrong with some starts; `None` if nothing is.
pub(crate) fn broken(project: &Project, starts: &[Option<u32>]) -> Option<String> {
    for (number, (activity, start)) in project.activities().iter().zip(starts).enumerate() {
        let Some(start) = *start else { continue };
        let end = start + activity.duration();
        if end > project.horizon() {
            return Some(format!("{number} ends after the horizon"));
        }
        if let Some(fixed) = activity.fixed_start() {
            // What is fixed is a fact, whatever its dates say.
            if fixed != start {
                return Some(format!("{number} is not where it is fixed"));
            }
            continue;
        }
        if start < activity.earliest() {
            return Some(format!("{number} starts before its release"));
        }
        if activity.latest_end().is_some_and(|last| end > last) {
            return Some(format!("{number} ends after its deadline"));
        }
    }
    for link in project.precedences() {
        let after = &project.activities()[link.after];
        match (starts[link.before], starts[link.after]) {
            // A fixed activity stays whatever becomes of what should come before it.
            (None, Some(_)) if after.fixed_start().is_none() => {
                return Some(format!(
                    "{} starts though {} has no place",
                    link.after, link.before
                ));
            }
            (Some(before), Some(start)) => {
                let end = before + project.activities()[link.before].duration();
                let fixed = project.activities()[link.before].fixed_start().is_some()
                    && after.fixed_start().is_some();
                if !fixed && start < end + link.lag {
                    return Some(format!(
                        "{} starts too soon after {}",
                        link.after, link.before
                    ));
                }
            }
            _ => {}
        }
    }
    for (number, resource) in project.resources().iter().enumerate() {
        for day in 0..project.horizon() {
            let taken: u64 = project
                .activities()
                .iter()
                .zip(starts)
                .filter(|(activity, start)| {
                    start.is_some_and(|start| (start..start + activity.duration()).contains(&day))
                })
                .flat_map(|(activity, _)| activity.demands())
                .filter(|demand| demand.resource == number)
                .map(|demand| u64::from(demand.amount))
                .sum();
            if taken > u64::from(resource.capacity(day)) {
                return Some(format!("too much of resource {number} on day {day}"));
            }
        }
    }
    None
}

/// The weight of what has no place.
pub(crate) fn missing(project: &Project, starts: &[Option<u32>]) -> u64 {
    let activities = project.activities().iter().zip(starts);
    activities
        .filter(|(_, start)| start.is_none())
        .map(|(activity, _)| u64::from(activity.importance().max(1)))
        .sum()
}

/// The end of the last activity.
pub(crate) fn makespan(project: &Project, starts: &[Option<u32>]) -> u64 {
    let activities = project.activities().iter().zip(starts);
    activities
        .filter_map(|(activity, start)| Some(u64::from((*start)? + activity.duration())))
        .max()
        .unwrap_or(0)
}

/// Σ weight × (10 × days late + end).
pub(crate) fn weighted(project: &Project, starts: &[Option<u32>]) -> u64 {
    let activities = project.activities().iter().zip(starts);
    activities
        .filter_map(|(activity, start)| {
            let end = u64::from((*start)? + activity.duration());
            let late = end.saturating_sub(activity.due_end().map_or(u64::MAX, u64::from));
            Some(u64::from(activity.importance()) * (10 * late + end))
        })
        .sum()
}

/// Every rule holds, and the solution tells of itself what is true.
pub(crate) fn check(
    project: &Project,
    solved: &Solution,
    cost: impl Fn(&Project, &[Option<u32>]) -> u64,
) {
    assert_eq!(broken(project, solved.starts()), None);
    assert_eq!(solved.objective(), cost(project, solved.starts()));
    assert!(solved.bound() <= solved.objective());
    let unplaced: Vec<usize> = solved.unplaced().collect();
    let expected: Vec<usize> = (0..solved.starts().len())
        .filter(|&number| solved.start(number).is_none())
        .collect();
    assert_eq!(unplaced, expected);
}

/// The least weight without a place, and with that the least cost, of all lawful days of a
/// project whose links lead from lower to higher numbers.
pub(crate) fn best_of_all(
    project: &Project,
    cost: impl Fn(&Project, &[Option<u32>]) -> u64,
) -> (u64, u64) {
    let mut best = (u64::MAX, u64::MAX);
    let mut starts = vec![None; project.activities().len()];
    try_all(project, 0, &mut starts, &cost, &mut best);
    best
}

fn try_all(
    project: &Project,
    number: usize,
    starts: &mut Vec<Option<u32>>,
    cost: &impl Fn(&Project, &[Option<u32>]) -> u64,
    best: &mut (u64, u64),
) {
    if number == starts.len() {
        *best = (*best).min((missing(project, starts), cost(project, starts)));
        return;
    }
    let activity = &project.activities()[number];
    for start in (0..=project.horizon()).map(Some).chain([None]) {
        starts[number] = start;
        if activity.fixed_start().is_some() {
            // A fact stays, if those of lower number leave it room.
            starts[number] = activity.fixed_start();
            if broken(project, &fixed_only(project, starts, number)).is_some() {
                starts[number] = None;
            }
            if broken(project, starts).is_none() {
                try_all(project, number + 1, starts, cost, best);
            }
            starts[number] = None;
            return;
        }
        // A later activity without a place cannot break a rule of those before it.
        if broken(project, starts).is_none() && missing_up_to(project, starts, number) <= best.0 {
            try_all(project, number + 1, starts, cost, best);
        }
        starts[number] = None;
    }
}

/// The starts of fixed activities up to a number, the others without a place.
fn fixed_only(project: &Project, starts: &[Option<u32>], number: usize) -> Vec<Option<u32>> {
    let activities = project.activities().iter().enumerate();
    activities
        .map(|(other, activity)| {
            starts[other].filter(|_| activity.fixed_start().is_some() && other <= number)
        })
        .collect()
}

fn missing_up_to(project: &Project, starts: &[Option<u32>], number: usize) -> u64 {
    let activities = project.activities()[..=number].iter().zip(starts);
    activities
        .filter(|(_, start)| start.is_none())
        .map(|(activity, _)| u64::from(activity.importance().max(1)))
        .sum()
}
