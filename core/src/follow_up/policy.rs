//! By which thresholds follow-up is decided, as values that a user can change.

use serde::{Deserialize, Serialize};

/// By which thresholds follow-up is decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct FollowUpPolicy {
    /// The gain that is worthwhile, in levels.
    pub worthwhile_gain: f64,
    /// From this probability of a worthwhile gain on a programme is continued or expanded.
    pub expand_from: f64,
    /// Up to this probability of a worthwhile gain a programme is stopped.
    pub stop_up_to: f64,
    /// The smallest standard deviation that a catalogue's belief is given, in levels.
    pub prior_deviation_at_least: f64,
    /// Months after which a level should be assessed again.
    pub reassess_after_months: u32,
}

impl Default for FollowUpPolicy {
    fn default() -> Self {
        Self {
            worthwhile_gain: 0.2,
            expand_from: 0.80,
            stop_up_to: 0.10,
            prior_deviation_at_least: 0.1,
            reassess_after_months: 6,
        }
    }
}
