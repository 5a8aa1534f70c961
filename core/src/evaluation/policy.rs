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

impl EvaluationPolicy {
    pub(super) fn check(&self) -> Result<(), super::EvaluationError> {
        let fault = |setting, found: f64, expected| {
            Err(super::EvaluationError::Policy {
                setting,
                found: found.to_string(),
                expected,
            })
        };
        // Comparisons are false for NaN, so it is refused as well.
        if !(self.confidence >= 0.5 && self.confidence <= 0.999_999) {
            return fault("confidence", self.confidence, "0.5 to 0.999999");
        }
        if !(self.worthwhile_change > 0.0 && self.worthwhile_change <= 100.0) {
            return fault(
                "worthwhile_change",
                self.worthwhile_change,
                "above 0, at most 100",
            );
        }
        if !(0.0..=1.0).contains(&self.attended_at_least) {
            return fault("attended_at_least", self.attended_at_least, "0 to 1");
        }
        if self.pairs_at_least < 2 {
            return fault(
                "pairs_at_least",
                f64::from(self.pairs_at_least),
                "2 or more",
            );
        }
        Ok(())
    }
}
