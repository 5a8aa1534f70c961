//! How a plan is made, as values that a user can change.

use serde::{Deserialize, Serialize};

/// How a plan is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanOptions {
    /// Which method chooses.
    pub method: PlanMethod,
    /// What one hour below the yearly floor (PNS) costs, in weighted levels; people who close no
    /// gap still get hours up to the floor for this value.
    pub floor_hour_value: f64,
    /// How many lines below the cut are kept.
    pub below_cut: usize,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self { method: PlanMethod::Greedy, floor_hour_value: 0.02, below_cut: 20 }
    }
}

/// Which method chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlanMethod {
    /// Session by session, the most value for its money first.
    #[default]
    Greedy,
}
