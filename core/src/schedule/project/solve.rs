//! The whole search, round by round.
//!
//! Every searcher works for a fixed amount of work in each round; between rounds they exchange
//! the best in a fixed order, and the watch is asked. So the result depends on the work and on
//! the number of searchers, but not on threads or time.

use std::sync::Arc;

use super::bound;
use super::builder::Project;
use super::exact::Exact;
use super::genetic::{Island, Member};
use super::instance::{Instance, NONE};
use super::options::{Objective, SolveOptions};
use super::profile::{Packed, Profile};
use super::rows::Rows;
use super::solution::Solution;
use super::solve_weighted::weigh;
use crate::schedule::ScheduleError;
use crate::words::splitmix::SplitMix64;
use crate::words::watch::{Progress, Watch};

/// Work of a searcher in a round.
const ROUND: u64 = 100_000;
/// Steps of the destructive bound; a few hundredths of a second.
const BOUND_STEPS: u64 = 30_000_000;

impl Project {
    /// Days for the activities: as good as the work allows, with a proven bound.
    ///
    /// The watch is told the objective and the bound after every round, and may stop the search.
    ///
    /// # Errors
    /// [`ScheduleError::Options`] if a value of the options is out of its range.
    pub fn solve(
        &self,
        options: &SolveOptions,
        watch: &dyn Watch,
    ) -> Result<Solution, ScheduleError> {
        options.check()?;
        let instance = Instance::new(self);
        let solved = match instance.resources {
            0..=4 => with_profile::<Packed<1>>(self, &instance, options, watch),
            5..=8 => with_profile::<Packed<2>>(self, &instance, options, watch),
            9..=16 => with_profile::<Packed<4>>(self, &instance, options, watch),
            _ => None,
        }
        // Bit rows hold every project.
        .or_else(|| with_profile::<Rows>(self, &instance, options, watch));
        let mut solution = solved.unwrap_or_else(|| Ok(Solution::default()))?;
        solution.project = Arc::new(self.clone());
        Ok(solution)
    }
}

/// `None` if the profile cannot hold the resources.
fn with_profile<P: Profile>(
    project: &Project,
    instance: &Instance,
    options: &SolveOptions,
    watch: &dyn Watch,
) -> Option<Result<Solution, ScheduleError>> {
    let profile = P::new(instance)?;
    if options.objective != Objective::Makespan {
        return Some(weigh(project, instance, profile, options, watch));
    }
    let mut search = Search::new(instance, profile, options);
    search.run(options, watch);
    Some(Ok(search.solution(project)))
}

struct Search<'p, P> {
    instance: &'p Instance,
    islands: Vec<Island<'p, P>>,
    exact: Option<Exact<'p, P>>,
    profile: P,
    best: Option<Member>,
    bound: u32,
    /// Whether the destructive bound is in it.
    is_bounded: bool,
    is_stopped: bool,
}

impl<'p, P: Profile> Search<'p, P> {
    fn new(instance: &'p Instance, profile: P, options: &SolveOptions) -> Self {
        let islands = (0..u64::from(options.searches))
            .map(|number| {
                Island::new(
                    instance,
                    profile.clone(),
                    SplitMix64::new(options.seed, number),
                )
            })
            .collect();
        Self {
            instance,
            islands,
            exact: None,
            profile,
            best: None,
            bound: bound::quick(instance),
            is_bounded: false,
            is_stopped: false,
        }
    }

    fn run(&mut self, options: &SolveOptions, watch: &dyn Watch) {
        // One schedule first, so that there is always something to hand out.
        self.round(1);
        let share = options.work / u64::from(options.searches);
        let mut until = 0;
        while until < share && !self.is_done() {
            if watch.see(&self.progress(options)).is_break() {
                self.is_stopped = true;
                break;
            }
            self.prove_ahead();
            if self.is_done() {
                break;
            }
            until = (until + ROUND).min(share);
            self.round(until);
        }
    }

    /// Once everything has a place, the destructive bound and the exact search make sense.
    fn prove_ahead(&mut self) {
        let Some(best) = &self.best else { return };
        if best.cost.missing > 0 || self.is_bounded {
            return;
        }
        self.is_bounded = true;
        let until = best.cost.makespan;
        self.bound = bound::destructive(self.instance, self.bound, until, BOUND_STEPS);
        self.exact = Exact::new(self.instance, self.profile.clone(), until);
    }

    /// Every searcher works until it has done so much; then all know the best.
    fn round(&mut self, until: u64) {
        let bound = self.bound;
        let share = match self.instance.count() {
            0..=40 => 200,
            41..=80 => 100,
            _ => 25,
        };
        let exact = &mut self.exact;
        if let (Some(exact), Some(best)) = (exact.as_mut(), &self.best) {
            exact.ask(best.cost.makespan, &best.start);
        }
        let work = |island: &mut Island<'p, P>| island.run(until, bound);
        let prove = || {
            if let Some(exact) = exact {
                exact.run(exact.steps + ROUND * share / 100);
            }
        };
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            let islands = &mut self.islands;
            rayon::join(prove, || islands.par_iter_mut().for_each(work));
        }
        #[cfg(not(feature = "parallel"))]
        {
            let mut prove = prove;
            prove();
            self.islands.iter_mut().for_each(work);
        }
        self.exchange();
    }

    fn exchange(&mut self) {
        if let Some(exact) = &mut self.exact {
            if let Some(bound) = exact.bound() {
                self.bound = self.bound.max(bound);
            }
            if let (Some(start), Some(island)) = (exact.found(), self.islands.first_mut()) {
                island.adopt(start);
            }
        }
        for island in &self.islands {
            if let Some(member) = &island.best
                && self
                    .best
                    .as_ref()
                    .is_none_or(|best| member.cost < best.cost)
            {
                self.best = Some(member.clone());
            }
        }
        if let Some(best) = &self.best {
            for island in &mut self.islands {
                island.welcome(best);
            }
        }
    }

    fn is_done(&self) -> bool {
        self.best
            .as_ref()
            .is_some_and(|best| best.cost.missing == 0 && best.cost.makespan <= self.bound)
    }

    fn placed(&self) -> u64 {
        let exact = self.exact.as_ref().map_or(0, |exact| exact.steps);
        self.islands.iter().map(Island::placed).sum::<u64>() + exact
    }

    fn progress(&self, options: &SolveOptions) -> Progress {
        Progress {
            objective: self.best.as_ref().map(|best| f64::from(best.cost.makespan)),
            bound: Some(f64::from(self.bound)),
            ..Progress::counted("schedule", self.placed(), options.work)
        }
    }

    fn solution(&self, project: &Project) -> Solution {
        let mut solution = Solution::default();
        if let Some(best) = &self.best {
            solution = unpack(project, self.instance, &best.start);
            solution.objective = u64::from(best.cost.makespan);
        }
        solution.bound = u64::from(self.bound).min(solution.objective);
        solution.work = self.placed();
        solution.is_stopped = self.is_stopped;
        solution
    }
}

/// The starts of free activities among the project's, and what has no place.
pub(super) fn unpack(project: &Project, instance: &Instance, start: &[u32]) -> Solution {
    let day = |start: u32| (start != NONE).then_some(start);
    let mut solution = Solution {
        starts: instance.fixed.iter().map(|&start| day(start)).collect(),
        ..Solution::default()
    };
    for (&number, &start) in instance.original.iter().zip(start) {
        solution.starts[number as usize] = day(start);
    }
    let weight = |number: usize| u64::from(project.activities[number].weight.max(1));
    solution.missing = solution.unplaced().map(weight).sum();
    let impossible = instance.impossible.iter();
    solution.unavoidable = impossible.map(|&number| weight(number as usize)).sum();
    solution
}
