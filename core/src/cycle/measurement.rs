//! What an agency measures, and of whom.

use serde::{Deserialize, Serialize};

use super::CycleError;
use crate::words::measure::Share;

/// What an agency measures, and of whom. What is not measured is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct MeasurementPolicy {
    /// The share of those who complete a programme that is tested before and after.
    pub tested: Share,
    /// For each programme that is held, so many people who need it and did not attend are tested
    /// too.
    pub comparison: u32,
    /// The share of people who are assessed again at the end of a year.
    pub reassessed: Share,
}

impl Default for MeasurementPolicy {
    /// Everybody is tested, ten are compared, a third is assessed again each year.
    fn default() -> Self {
        Self {
            tested: Share::ALL,
            comparison: 10,
            reassessed: Share::from_millionths(333_333).unwrap_or(Share::NONE),
        }
    }
}

impl MeasurementPolicy {
    pub(super) fn check(&self) -> Result<(), CycleError> {
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
