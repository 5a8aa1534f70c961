//! How a plan is made, as values that a user can change.

use serde::{Deserialize, Serialize};

use super::PlanError;

/// How a plan is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanOptions {
    /// Which method chooses.
    pub method: PlanMethod,
    /// What one hour below the yearly floor (PNS) is worth in choosing, in weighted levels. The
    /// plan's objective leaves it out.
    pub floor_hour_value: f64,
    /// How many lines below the cut are kept.
    pub below_cut: usize,
    /// For so many days after a phase a closed gap must be of use to be worth all of it: the
    /// value for someone who leaves earlier is cut in proportion. 0 cuts nothing.
    pub benefit_days: u32,
    /// Whether a session takes at most as many people of a unit as the unit can spare at once.
    pub spare_staff_per_session: bool,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            method: PlanMethod::Greedy,
            floor_hour_value: 0.02,
            below_cut: 20,
            benefit_days: 365,
            spare_staff_per_session: true,
        }
    }
}

impl PlanOptions {
    pub(super) fn check(&self) -> Result<(), PlanError> {
        // Comparisons are false for NaN, so it is refused as well.
        if !(self.floor_hour_value >= 0.0 && self.floor_hour_value <= 1_000.0) {
            return Err(PlanError::Options {
                setting: "floor_hour_value",
                found: self.floor_hour_value.to_string(),
                expected: "0 to 1,000 weighted levels an hour",
            });
        }
        Ok(())
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
