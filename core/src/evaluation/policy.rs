//! By which rules outcomes are judged, as values that a user can change.

use serde::{Deserialize, Serialize};

/// By which rules outcomes are judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct EvaluationPolicy {
    /// The confidence of intervals, between 0.5 and 1.
    pub confidence: f64,
    /// Pairs of before and after below which nothing is said.
    pub pairs_at_least: u32,
    /// The change that is worthwhile, in levels of a competency.
    pub worthwhile_change: f64,
    /// The share of planned people who must have attended for the alarm "all attended, nothing
    /// changed".
    pub attended_at_least: f64,
    /// The day up to which outcomes and sessions count; `None` for all.
    pub as_of: Option<crate::words::measure::Date>,
}

impl Default for EvaluationPolicy {
    fn default() -> Self {
        Self {
            confidence: 0.95,
            pairs_at_least: 5,
            worthwhile_change: 0.2,
            attended_at_least: 0.8,
            as_of: None,
        }
    }
}
