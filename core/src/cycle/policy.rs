//! The rules of all stages, as one value.

use serde::{Deserialize, Serialize};

use super::MeasurementPolicy;
use crate::evaluation::EvaluationPolicy;
use crate::follow_up::FollowUpPolicy;
use crate::gap::EvidencePolicy;
use crate::need::NeedPolicy;
use crate::plan::PlanOptions;
use crate::schedule::ScheduleOptions;

/// The rules of all stages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Policy {
    /// How needs are found.
    pub need: NeedPolicy,
    /// How levels are taken from evidence.
    pub evidence: EvidencePolicy,
    /// How the plan is made.
    pub plan: PlanOptions,
    /// How the schedule is made.
    pub schedule: ScheduleOptions,
    /// How outcomes are judged.
    pub evaluation: EvaluationPolicy,
    /// How follow-up is decided.
    pub follow_up: FollowUpPolicy,
    /// What is measured, in years that are lived through ([`crate::cycle::Simulation`]).
    pub measurement: MeasurementPolicy,
}
