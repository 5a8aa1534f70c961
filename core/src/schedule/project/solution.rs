//! A solved project.

use serde::{Deserialize, Serialize};

/// Days for the activities of a project, and how good they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution {
    pub(super) starts: Vec<Option<u32>>,
    pub(super) objective: u64,
    pub(super) bound: u64,
    /// Weights of activities without a place, and of those that can have none at all.
    pub(super) missing: u64,
    pub(super) unavoidable: u64,
    pub(super) work: u64,
    pub(super) is_stopped: bool,
}

impl Solution {
    /// When an activity starts; `None` if it has no place.
    pub fn start(&self, activity: usize) -> Option<u32> {
        self.starts.get(activity).copied().flatten()
    }

    /// When each activity starts, in the project's order; `None` if it has no place.
    pub fn starts(&self) -> &[Option<u32>] {
        &self.starts
    }

    /// What the schedule costs by the objective that was asked for, without what has no place.
    pub const fn objective(&self) -> u64 {
        self.objective
    }

    /// No schedule that places everything that can be placed costs less.
    pub const fn bound(&self) -> u64 {
        self.bound
    }

    /// (objective − bound) ÷ objective: how far from the best it is at most; 0 if proven.
    pub fn gap(&self) -> f64 {
        if self.objective == 0 {
            0.0
        } else {
            self.objective.saturating_sub(self.bound) as f64 / self.objective as f64
        }
    }

    /// The activities without a place.
    pub fn unplaced(&self) -> impl Iterator<Item = usize> + '_ {
        let starts = self.starts.iter().enumerate();
        starts
            .filter(|(_, start)| start.is_none())
            .map(|(number, _)| number)
    }

    /// Whether no schedule is better: nothing is without a place that could have one, and the
    /// objective is the bound.
    pub const fn is_proven(&self) -> bool {
        self.missing == self.unavoidable && self.objective == self.bound
    }

    /// How much work it took, in the unit of [`SolveOptions::work`](super::SolveOptions::work).
    pub const fn work(&self) -> u64 {
        self.work
    }

    /// Whether the watch stopped the search.
    pub const fn is_stopped(&self) -> bool {
        self.is_stopped
    }
}
