//! How a project is solved.

use serde::{Deserialize, Serialize};

use crate::schedule::ScheduleError;

/// What makes one schedule better than another. Activities without a place always come first:
/// the fewer of them by weight, the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Objective {
    /// The end of the last activity.
    #[default]
    Makespan,
}

/// How a project is solved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SolveOptions {
    /// What makes one schedule better than another.
    pub objective: Objective,
    /// The most work: about so many times an activity is given a place. A second of one processor
    /// places ten to twenty million activities of a small project, fewer of a large one.
    pub work: u64,
    /// Other seeds give other searches; equal seeds give equal results.
    pub seed: u64,
    /// How many searches run beside each other, at most 64; each has its own thread where there
    /// is one. The result depends on this number, but not on how many threads there are.
    pub searches: u32,
}

impl Default for SolveOptions {
    fn default() -> Self {
        Self {
            objective: Objective::Makespan,
            work: 20_000_000,
            seed: 1,
            searches: 2,
        }
    }
}

impl SolveOptions {
    pub(super) fn check(&self) -> Result<(), ScheduleError> {
        if !(1..=64).contains(&self.searches) {
            return Err(ScheduleError::Options {
                setting: "searches",
                found: self.searches.to_string(),
                expected: "1 to 64",
            });
        }
        Ok(())
    }
}
