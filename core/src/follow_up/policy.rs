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

impl FollowUpPolicy {
    pub(super) fn check(&self) -> Result<(), super::FollowUpError> {
        let fault = |setting, found: f64, expected| {
            Err(super::FollowUpError::Policy {
                setting,
                found: found.to_string(),
                expected,
            })
        };
        // Comparisons are false for NaN, so it is refused as well.
        if !(self.worthwhile_gain >= 0.0 && self.worthwhile_gain <= 100.0) {
            return fault("worthwhile_gain", self.worthwhile_gain, "0 to 100 levels");
        }
        if !(0.0..=1.0).contains(&self.expand_from) {
            return fault("expand_from", self.expand_from, "a probability from 0 to 1");
        }
        if !(0.0..=self.expand_from).contains(&self.stop_up_to) {
            return fault(
                "stop_up_to",
                self.stop_up_to,
                "a probability from 0 to expand_from",
            );
        }
        if !(self.prior_deviation_at_least > 0.0 && self.prior_deviation_at_least <= 100.0) {
            let found = self.prior_deviation_at_least;
            return fault(
                "prior_deviation_at_least",
                found,
                "above 0, at most 100 levels",
            );
        }
        if self.reassess_after_months > 1_200 {
            let found = f64::from(self.reassess_after_months);
            return fault("reassess_after_months", found, "at most 1,200 months");
        }
        Ok(())
    }
}
