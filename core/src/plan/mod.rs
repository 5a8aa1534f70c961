//! Who attends what in which phase, within budget, and how good is that?

mod artefact;
mod options;

pub use artefact::{
    Attendance, BelowCut, FloorShortfall, Plan, PlanLine, PlanValue, PhaseBudget, WhatIsMissing,
    WhyBelowFloor,
};
pub use options::{PlanMethod, PlanOptions};
