//! What it costs that an activity is where it is.

use crate::schedule::project::builder::Project;
use crate::schedule::project::instance::{Instance, NONE};
use crate::schedule::project::options::{Objective, Previous};

/// No total may be larger than this.
const MOST: u128 = 1 << 60;

/// Costs of ends, lateness, moves, and of having no place.
#[derive(Clone, Debug)]
pub(in crate::schedule::project) struct Costs {
    lateness: i64,
    completion: i64,
    /// By activity, the start in an earlier schedule; [`NONE`] without one.
    pub(super) previous: Vec<u32>,
    moved: i64,
    /// By activity, what it costs to have no place.
    missing: Vec<i64>,
}

impl Costs {
    /// `None` if costs could become too large to add up.
    pub(in crate::schedule::project) fn new(
        project: &Project,
        instance: &Instance,
        objective: Objective,
        previous: Option<&Previous>,
    ) -> Option<Self> {
        let (lateness, completion) = match objective {
            Objective::Makespan => (0, 1),
            Objective::Weighted {
                lateness,
                completion,
            } => (lateness, completion),
        };
        let day = u128::from(instance.horizon) * (u128::from(lateness) + u128::from(completion));
        let weights = project.activities().iter();
        let weights: u128 = weights.map(|one| u128::from(one.importance().max(1))).sum();
        let moves = previous.map_or(0, |previous| u128::from(previous.cost));
        let all = day * weights + moves * instance.count() as u128;
        if all > MOST / 4 {
            return None;
        }
        // More than everything else together for each unit of weight, as far as numbers reach.
        let unit = (all + 1).min(MOST / weights.max(1) / 2) as i64;
        Some(Self {
            lateness: i64::from(lateness),
            completion: i64::from(completion),
            previous: match previous {
                Some(previous) => instance
                    .original
                    .iter()
                    .map(|&number| {
                        let start = previous.starts.get(number as usize).copied().flatten();
                        start.unwrap_or(NONE)
                    })
                    .collect(),
                None => vec![NONE; instance.count()],
            },
            moved: moves as i64,
            missing: instance
                .weight
                .iter()
                .map(|&weight| unit * i64::from(weight.max(1)))
                .collect(),
        })
    }

    /// What an end costs by weight and due date.
    #[inline]
    pub(in crate::schedule::project) fn of_day(&self, weight: u32, due: u32, end: u32) -> i64 {
        let late = i64::from(end.saturating_sub(due));
        i64::from(weight) * (self.completion * i64::from(end) + self.lateness * late)
    }

    /// What a day until the end costs by weight, and one of lateness besides.
    pub(in crate::schedule::project) fn slopes(&self, weight: u32) -> (f64, f64) {
        let weight = f64::from(weight);
        // Below 2⁵²: all costs together are.
        (
            weight * self.completion as f64,
            weight * self.lateness as f64,
        )
    }

    /// What an end costs, without moves.
    #[inline]
    pub(super) fn of_end(&self, instance: &Instance, activity: u32, end: u32) -> i64 {
        let number = activity as usize;
        self.of_day(instance.weight[number], instance.due[number], end)
    }

    /// What an activity costs at least, wherever it is.
    pub(super) fn least(&self, instance: &Instance, activity: u32) -> i64 {
        let number = activity as usize;
        // Whose earliest end is past the horizon has no place anyway.
        let end = instance.head[number].saturating_add(instance.duration[number]);
        let least = self.of_end(instance, activity, end.min(instance.horizon));
        least.min(self.missing[number])
    }

    /// What a start costs; [`NONE`] is no place. Who had a place and loses it is moved, too: of
    /// two that are in each other's way the one that was there stays.
    #[inline]
    pub(super) fn of(&self, instance: &Instance, activity: u32, start: u32) -> i64 {
        let number = activity as usize;
        let previous = self.previous[number];
        let moved = if previous != NONE && previous != start {
            self.moved
        } else {
            0
        };
        if start == NONE {
            return self.missing[number] + moved;
        }
        self.of_end(instance, activity, start + instance.duration[number]) + moved
    }

    /// What a schedule costs, without moves and without what has no place.
    pub(in crate::schedule::project) fn of_ends(&self, instance: &Instance, start: &[u32]) -> u64 {
        let ends = (0..start.len() as u32).filter(|&activity| start[activity as usize] != NONE);
        ends.map(|activity| {
            let end = start[activity as usize] + instance.duration[activity as usize];
            // Weights and factors are not negative.
            self.of_end(instance, activity, end) as u64
        })
        .sum()
    }

    /// Whether an earlier schedule is to be kept where possible.
    pub(in crate::schedule::project) fn has_previous(&self) -> bool {
        self.moved > 0
    }
}
