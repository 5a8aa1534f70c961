//! Who attends what in which phase, within budget, and how good is that?

mod artefact;
mod options;

pub use artefact::{
    Attendance, BelowCut, FloorShortfall, PhaseBudget, Plan, PlanLine, PlanValue, WhatIsMissing,
    WhyBelowFloor,
};
pub use options::{PlanMethod, PlanOptions};
