//! The search for the least weighted lateness and completion, round by round as the other one.

use super::bound::shared;
use super::builder::Project;
use super::instance::Instance;
use super::neighbourhood::{Costs, Neighbourhood};
use super::options::SolveOptions;
use super::profile::Profile;
use super::solution::Solution;
use super::solve::unpack;
use crate::schedule::ScheduleError;
use crate::words::splitmix::SplitMix64;
use crate::words::watch::{Progress, Watch};

/// Work of a searcher in a round.
const ROUND: u64 = 50_000;
/// After so many rounds all go on from the best.
const ROUNDS_ALONE: u64 = 8;

pub(super) fn weigh<P: Profile>(
    project: &Project,
    instance: &Instance,
    profile: P,
    options: &SolveOptions,
    watch: &dyn Watch,
) -> Result<Solution, ScheduleError> {
    let costs = Costs::new(
        project,
        instance,
        options.objective,
        options.previous.as_ref(),
    );
    let costs = costs.ok_or_else(|| ScheduleError::Options {
        setting: "objective",
        found: format!("{:?}", options.objective),
        expected: "weights × days × costs of a day that add up to less than 2.8 × 10^17",
    })?;
    let searcher = |number| {
        let random = SplitMix64::new(options.seed, number);
        Neighbourhood::new(instance, &costs, profile.clone(), random)
    };
    let mut searchers: Vec<Neighbourhood<'_, P>> =
        (0..u64::from(options.searches)).map(searcher).collect();
    let known = costs.of_ends(instance, &best(&searchers).1);
    let bound = costs.of_ends(instance, &instance.head);
    let bound = bound.max(shared::bound(instance, &costs, known, options.work));
    let share = options.work / u64::from(options.searches);
    let (mut until, mut rounds, mut is_stopped) = (0, 0, false);
    loop {
        let best = best(&searchers);
        let objective = costs.of_ends(instance, &best.1);
        // What costs the least may still move more than it must.
        let is_proven =
            !best.1.contains(&super::instance::NONE) && objective == bound && !costs.has_previous();
        let progress = Progress {
            objective: Some(objective as f64),
            bound: Some(bound as f64),
            ..Progress::counted("schedule", work(&searchers), options.work)
        };
        let is_watched = !is_proven && until < share;
        is_stopped = is_watched && watch.see(&progress).is_break() || is_stopped;
        if !is_watched || is_stopped {
            break;
        }
        until = (until + ROUND).min(share);
        rounds += 1;
        let work = |searcher: &mut Neighbourhood<'_, P>| searcher.run(until, share);
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            searchers.par_iter_mut().for_each(work);
        }
        #[cfg(not(feature = "parallel"))]
        searchers.iter_mut().for_each(work);
        if rounds % ROUNDS_ALONE == 0 {
            let (total, start) = self::best(&searchers);
            for searcher in &mut searchers {
                searcher.welcome(&start, total);
            }
        }
    }
    let (_, start) = best(&searchers);
    debug_assert!(
        start.contains(&super::instance::NONE) || bound <= costs.of_ends(instance, &start),
        "a schedule of everything costs less than the bound {bound}"
    );
    let mut solution = unpack(project, instance, &start);
    let fixed = fixed_cost(project, instance, &costs);
    solution.objective = costs.of_ends(instance, &start) + fixed;
    solution.bound = (bound + fixed).min(solution.objective);
    solution.work = work(&searchers);
    solution.is_stopped = is_stopped;
    Ok(solution)
}

/// What fixed activities cost: they cannot change it.
fn fixed_cost(project: &Project, instance: &Instance, costs: &Costs) -> u64 {
    let fixed = instance.fixed.iter().zip(&project.activities);
    fixed
        .filter(|&(&start, _)| start != super::instance::NONE)
        .map(|(&start, activity)| {
            let due = activity.due_end().unwrap_or(u32::MAX);
            costs.of_day(activity.importance(), due, start + activity.duration()) as u64
        })
        .sum()
}

/// The best of all searchers, the first of several.
fn best<P: Profile>(searchers: &[Neighbourhood<'_, P>]) -> (i64, Vec<u32>) {
    let totals = searchers.iter().enumerate();
    let best = totals.min_by_key(|(number, searcher)| (searcher.best_total(), *number));
    best.map_or((i64::MAX, Vec::new()), |(_, searcher)| {
        (searcher.best_total(), searcher.best().to_vec())
    })
}

fn work<P: Profile>(searchers: &[Neighbourhood<'_, P>]) -> u64 {
    searchers.iter().map(|searcher| searcher.placed).sum()
}
