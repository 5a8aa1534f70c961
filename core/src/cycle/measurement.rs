//! What an agency measures, and of whom.

use serde::{Deserialize, Serialize};

use super::CycleError;

/// What an agency measures, and of whom. What is not measured is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct MeasurementPolicy {
    /// The share of those who complete a programme that is tested before and after, 0 to 1.
    pub tested: f64,
    /// For each programme that is held, so many people who need it and did not attend are tested
    /// too.
    pub comparison: u32,
    /// The share of people who are assessed again at the end of a year, 0 to 1.
    pub reassessed: f64,
}

impl Default for MeasurementPolicy {
    /// Everybody is tested, ten are compared, a third is assessed again each year.
    fn default() -> Self {
        Self {
            tested: 1.0,
            comparison: 10,
            reassessed: 1.0 / 3.0,
        }
    }
}

impl MeasurementPolicy {
    pub(super) fn check(&self) -> Result<(), CycleError> {
        for (setting, share) in [("tested", self.tested), ("reassessed", self.reassessed)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(CycleError::Measurement {
                    setting,
                    found: share.to_string(),
                    expected: "a share from 0 to 1",
                });
            }
        }
        if self.comparison > 10_000 {
            return Err(CycleError::Measurement {
                setting: "comparison",
                found: self.comparison.to_string(),
                expected: "at most 10,000 people",
            });
        }
        Ok(())
    }
}
