//! A solved project.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::builder::Project;
use super::document::SavedSolution;

/// Days for the activities of a project, and how good they are. Immutable, with the project that
/// it solves.
///
/// ```
/// use mahir::schedule::project::{Activity, Project, Resource, SolveOptions};
/// use mahir::words::artefact::Artefact;
///
/// let mut project = Project::builder();
/// let trainer = project.resource(Resource::new("trainer", 1));
/// project.activity(Activity::new("basics", 2).uses(trainer, 1));
/// project.activity(Activity::new("practice", 3).uses(trainer, 1).due(4));
/// let solution = project.build()?.solve(&SolveOptions::default(), &())?;
///
/// assert_eq!(solution.objective(), 5);
/// assert_eq!(solution.rows().rows(), 2); // a row of every activity
/// assert_eq!(solution.table("loads").unwrap().rows(), 1); // busy on days 0 to 4
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SavedSolution")]
pub struct Solution {
    pub(super) project: Arc<Project>,
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
    /// The project that it solves.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// When an activity starts; `None` if it has no place.
    pub fn start(&self, activity: usize) -> Option<u32> {
        self.starts.get(activity).copied().flatten()
    }

    /// The day after an activity's last; `None` if it has no place.
    pub fn end(&self, activity: usize) -> Option<u32> {
        let duration = self.project.activities.get(activity)?.duration;
        Some(self.start(activity)?.saturating_add(duration))
    }

    /// How many days after its due date an activity ends; 0 if it is in time or has no due date,
    /// `None` if it has no place.
    pub fn days_late(&self, activity: usize) -> Option<u32> {
        let end = self.end(activity)?;
        let due = self.project.activities.get(activity)?.due;
        Some(due.map_or(0, |due| end.saturating_sub(due)))
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
