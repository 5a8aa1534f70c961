//! Projects and solutions as documents, checked when they are read as if they came from a
//! stranger.

use std::sync::Arc;

use serde::Deserialize;

use super::builder::{Project, ProjectBuilder};
use super::model::{Activity, Precedence, Resource};
use super::solution::Solution;
use crate::schedule::ScheduleError;
use crate::words::fault::Faults;

/// A project as a document has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedProject {
    resources: Vec<Resource>,
    activities: Vec<Activity>,
    precedences: Vec<Precedence>,
    horizon: u32,
}

impl TryFrom<SavedProject> for Project {
    type Error = Faults;

    fn try_from(saved: SavedProject) -> Result<Self, Faults> {
        let mut project = ProjectBuilder::default();
        for resource in saved.resources {
            project.resource(resource);
        }
        for activity in saved.activities {
            project.activity(activity);
        }
        for Precedence { before, after, lag } in saved.precedences {
            project.precedes_by(before, after, lag);
        }
        project.horizon(saved.horizon);
        project.build()
    }
}

/// A solution as a document has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedSolution {
    project: Project,
    starts: Vec<Option<u32>>,
    objective: u64,
    bound: u64,
    missing: u64,
    unavoidable: u64,
    work: u64,
    is_stopped: bool,
}

impl TryFrom<SavedSolution> for Solution {
    type Error = ScheduleError;

    fn try_from(saved: SavedSolution) -> Result<Self, ScheduleError> {
        let wrong = |what, expected| Err(ScheduleError::Saved { what, expected });
        let activities = saved.project.activities();
        if saved.starts.len() != activities.len() {
            return wrong(
                "starts and activities differ in number",
                "a start, or none, of every activity",
            );
        }
        let horizon = saved.project.horizon();
        let ends_late = activities
            .iter()
            .zip(&saved.starts)
            .any(|(activity, start)| {
                start.is_some_and(|start| start.saturating_add(activity.duration()) > horizon)
            });
        if ends_late {
            return wrong(
                "an activity ends after the horizon",
                "ends up to the horizon",
            );
        }
        if saved.bound > saved.objective || saved.unavoidable > saved.missing {
            return wrong(
                "it is better than its bound",
                "an objective that is not below its bound",
            );
        }
        Ok(Self {
            project: Arc::new(saved.project),
            starts: saved.starts,
            objective: saved.objective,
            bound: saved.bound,
            missing: saved.missing,
            unavoidable: saved.unavoidable,
            work: saved.work,
            is_stopped: saved.is_stopped,
        })
    }
}
