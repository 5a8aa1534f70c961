//! How good a schedule is, and how good any could be.

use super::ends::{Fit, Must, jobs, must};
use super::problem::Problem;
use super::reachable::Reachable;
use super::search::{Cost, cost};
use super::smith;
use super::state::State;

/// How good a schedule is beside what no schedule can pass.
///
/// Seats come first: `lost` counts the attendances without a place, each with those that build on
/// it. Among schedules that lose as few, early last days are better: `last_days` is the sum over all
/// sessions of the number of training days from the first that could be used to the session's last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScheduleWorth {
    /// Attendances lost.
    pub lost: u64,
    /// No schedule loses fewer.
    pub lost_at_least: u64,
    /// Σ last day of every session.
    pub last_days: u64,
    /// No schedule that loses at most `lost` has a smaller sum.
    pub last_days_at_least: u64,
}

impl ScheduleWorth {
    /// By how much of the sum of last days another schedule that loses as few could be better at
    /// most: 0 to 1, and 0 without sessions.
    pub fn gap(&self) -> f64 {
        if self.last_days == 0 {
            return 0.0;
        }
        // Sums of days are far below 2⁵².
        self.last_days.saturating_sub(self.last_days_at_least) as f64 / self.last_days as f64
    }
}

/// How good what is placed is. The bound of last days takes so much work at most.
pub(super) fn worth(
    problem: &Problem,
    state: &State,
    reachable: &Reachable,
    work: u64,
) -> ScheduleWorth {
    let all: Vec<usize> = (0..problem.groups.len()).collect();
    let found = cost(problem, state, &all);
    ScheduleWorth {
        lost: found.lost,
        lost_at_least: reachable.unavoidable,
        last_days: found.last_days,
        last_days_at_least: last_days_at_least(problem, reachable, found, work)
            .min(found.last_days),
    }
}

/// A sum of last days that no schedule passes that loses at most so many attendances: the better of
/// two bounds.
///
/// Each group needs sessions enough for those who must not be lost. One ends no earlier than when
/// the first people enough could be together. Of the sessions of a provider the i-th to
/// end does so no earlier than if it could be interrupted and given all of the provider's capacity:
/// then the shortest rest first is best for every i at once (Schrage 1968). Every attendance that is
/// lost beyond the unavoidable may save a session: that many of the latest are not counted.
///
/// Or sessions share providers, rooms, trainers, units and people, with their weights split among
/// these (`smith`); then every group may lose all that is lost beyond the unavoidable.
pub(super) fn last_days_at_least(
    problem: &Problem,
    reachable: &Reachable,
    found: Cost,
    work: u64,
) -> u64 {
    let days = problem.days.len();
    if days == 0 {
        return 0;
    }
    let numbers = 0..problem.groups.len();
    let fits: Vec<Fit> = numbers
        .clone()
        .map(|number| Fit::new(problem, reachable, number))
        .collect();
    let saved = found.lost.saturating_sub(reachable.unavoidable);
    let musts = |more: u64| -> Vec<Option<Must>> {
        let numbers = numbers.clone();
        numbers
            .map(|number| {
                let loses = reachable.lost_of(number).saturating_add(more);
                must(&problem.groups[number], &fits[number], loses)
            })
            .collect()
    };
    // Where groups may lose more, their first session may be any class.
    let mut any_class = musts(saved);
    for (row, strict) in any_class.iter_mut().zip(musts(0)) {
        let sessions = strict.as_ref().map_or(0, |strict| strict.sessions);
        match row {
            Some(row) => row.sessions = sessions,
            None => *row = None,
        }
    }
    let together = by_providers(problem, &any_class, saved);
    let (jobs, shared) = jobs(problem, &musts(saved));
    let split = smith::bound(&jobs, &shared, &[], found.last_days as f64, work);
    together.max(smith::rounded_up(split))
}

fn by_providers(problem: &Problem, musts: &[Option<Must>], saved: u64) -> u64 {
    let providers = problem.provider_days.len() / problem.days.len();
    let mut jobs: Vec<Vec<(usize, usize)>> = vec![Vec::new(); providers];
    let mut alone: Vec<Vec<usize>> = vec![Vec::new(); providers];
    for (group, must) in problem.groups.iter().zip(musts) {
        let Some(must) = must else { continue };
        let one = (must.first, group.length);
        jobs[group.provider].extend(std::iter::repeat_n(one, must.sessions));
        // A later start ends no earlier.
        let end = group.end_of(must.first);
        alone[group.provider].extend(std::iter::repeat_n(end, must.sessions));
    }
    let mut ends: Vec<u64> = Vec::new();
    for (provider, (jobs, mut alone)) in jobs.into_iter().zip(alone).enumerate() {
        alone.sort_unstable();
        let together = shortest_rest_first(problem, provider, jobs);
        let both = alone.into_iter().zip(together);
        ends.extend(both.map(|(alone, together)| alone.max(together) as u64));
    }
    ends.sort_unstable();
    let kept = ends
        .len()
        .saturating_sub(usize::try_from(saved).unwrap_or(usize::MAX));
    ends[..kept].iter().sum()
}

/// The days after the last days of jobs (first start, length), rising, if they can be interrupted
/// and each can be given all of a provider's capacity.
fn shortest_rest_first(
    problem: &Problem,
    provider: usize,
    mut jobs: Vec<(usize, usize)>,
) -> Vec<usize> {
    let mut ends = Vec::with_capacity(jobs.len());
    for day in 0..problem.days.len() {
        let mut left = problem.provider_capacity(provider, day) as usize;
        while left > 0 {
            let released = jobs.iter_mut().enumerate().filter(|(_, job)| job.0 <= day);
            let Some((at, job)) = released.min_by_key(|(_, job)| job.1) else {
                break;
            };
            let worked = job.1.min(left);
            job.1 -= worked;
            left -= worked;
            if job.1 == 0 {
                jobs.swap_remove(at);
                ends.push(day + 1);
            }
        }
    }
    // What finds no end within the days ends after them in any schedule.
    ends.extend(jobs.iter().map(|_| problem.days.len()));
    ends
}
