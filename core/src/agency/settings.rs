//! What an agency sets itself: its budget, its rules for planning, its priorities.

use serde::{Deserialize, Serialize};

use crate::words::id::CompetencyIndex;
use crate::words::measure::{Hours, Rupiah, Share, Weight};

/// The budget over all phases; each phase has its own beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// The most that may be spent in all; `None` for the sum of the phases.
    pub total: Option<Rupiah>,
    /// Whether what a phase leaves may be spent in later ones.
    pub carry_over: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            total: None,
            carry_over: true,
        }
    }
}

/// Rules for planning that are the agency's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanningRules {
    /// The share of a unit's working hours in a phase that may go into training.
    pub cover_share: Share,
    /// The most training hours of a person in a phase.
    pub hours_per_person_per_phase: Hours,
    /// The most training hours of a person in a year.
    pub hours_per_person_per_year: Hours,
    /// How much less a gap is worth that is closed one phase later.
    pub discount_per_phase: Share,
}

impl Default for PlanningRules {
    /// 20 % of working hours, 40 JP a phase, 80 JP a year, 5 % discount: conventions of this
    /// library, not of any law.
    fn default() -> Self {
        Self {
            cover_share: Share::from_millionths(200_000).unwrap_or(Share::ALL),
            hours_per_person_per_phase: Hours::whole(40),
            hours_per_person_per_year: Hours::whole(80),
            discount_per_phase: Share::from_millionths(50_000).unwrap_or(Share::NONE),
        }
    }
}

/// A strategic priority of the region's plan (prioritas daerah).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// The competency that matters more.
    pub competency: CompetencyIndex,
    /// By which factor needs of it weigh more.
    pub weight: Weight,
    /// Why, in the agency's words.
    pub reason: String,
}
