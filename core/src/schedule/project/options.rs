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
    /// Σ weight × (lateness × days late + completion × end) over the activities.
    Weighted {
        /// Cost of a day after the due date, at most 1,000.
        lateness: u32,
        /// Cost of each day until the end, late or not, at most 1,000.
        completion: u32,
    },
}

/// An earlier schedule of the project that is to be kept where possible.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// When each activity started; `None` if it had no place or is new.
    pub starts: Vec<Option<u32>>,
    /// What it costs that an activity starts on another day or loses its place, in units of the
    /// objective, at most 1,000,000,000. 0 keeps nothing.
    pub cost: u64,
}

/// How a project is solved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SolveOptions {
    /// What makes one schedule better than another.
    pub objective: Objective,
    /// The most work: about so many times an activity is given a place. A second of one processor
    /// places ten to twenty million activities of a small project, fewer of a large one. Weighted
    /// schedules become better with a limit that is reached than with one that is never reached
    /// and a watch that stops the search: it accepts worse schedules the less, the less work is
    /// left.
    pub work: u64,
    /// Other seeds give other searches; equal seeds give equal results.
    pub seed: u64,
    /// How many searches run beside each other, at most 64; each has its own thread where there
    /// is one. The result depends on this number, but not on how many threads there are.
    pub searches: u32,
    /// An earlier schedule, with [`Objective::Weighted`] only.
    pub previous: Option<Previous>,
}

impl Default for SolveOptions {
    fn default() -> Self {
        Self {
            objective: Objective::Makespan,
            work: 20_000_000,
            seed: 1,
            searches: 2,
            previous: None,
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
        if let Objective::Weighted {
            lateness,
            completion,
        } = self.objective
            && lateness.max(completion) > 1_000
        {
            return Err(ScheduleError::Options {
                setting: "objective",
                found: format!("{lateness} and {completion}"),
                expected: "costs of a day of at most 1,000",
            });
        }
        if let Some(previous) = &self.previous {
            if self.objective == Objective::Makespan {
                return Err(ScheduleError::Options {
                    setting: "previous",
                    found: "an earlier schedule with the objective makespan".to_owned(),
                    expected: "the objective weighted, or no earlier schedule",
                });
            }
            if previous.cost > 1_000_000_000 {
                return Err(ScheduleError::Options {
                    setting: "previous",
                    found: previous.cost.to_string(),
                    expected: "a cost of at most 1,000,000,000",
                });
            }
        }
        Ok(())
    }
}
