//! The evaluation: for each programme and measure what changed, with intervals, and a verdict.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{EvaluationPolicy, Interval};
use crate::agency::Agency;
use crate::outcome::{KirkpatrickLevel, Outcomes};
use crate::schedule::Schedule;
use crate::words::id::{MeasureIndex, ProgrammeIndex};
use crate::words::measure::{Hours, Rupiah};

/// What one measure says of one programme. Fields that cannot be told are `None`, never NaN.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureResult {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// Which measure.
    pub measure: MeasureIndex,
    /// On which of Kirkpatrick's levels.
    pub kirkpatrick: KirkpatrickLevel,
    /// People who attended and have a value after.
    pub people: u32,
    /// Those with a value before too.
    pub pairs: u32,
    /// Mean before, over the pairs.
    pub mean_before: Option<f64>,
    /// Mean after: over the pairs, or over all if there is no pair.
    pub mean_after: Option<f64>,
    /// Mean change over the pairs.
    pub change: Option<f64>,
    /// Its interval by Student's t.
    pub change_interval: Option<Interval>,
    /// Two-sided p value of the paired t test.
    pub p_value: Option<f64>,
    /// Hake's normalised gain of the class: (mean after − mean before) ÷ (top − mean before).
    pub hake_gain: Option<f64>,
    /// Effect size d_z: mean change ÷ standard deviation of changes.
    pub effect_size: Option<f64>,
    /// Its interval by the noncentral t distribution.
    pub effect_size_interval: Option<Interval>,
    /// Hedges' g_z: d_z with the exact small-sample correction.
    pub hedges_g: Option<f64>,
    /// How many hold the level that they need afterwards; for competencies.
    pub attained: Option<u32>,
    /// Out of how many who need it.
    pub attained_of: Option<u32>,
    /// The Wilson interval of the share who attain it.
    pub attainment_interval: Option<Interval>,
    /// The mean change of the comparison group, if there is one.
    pub comparison_change: Option<f64>,
    /// Pairs in the comparison group.
    pub comparison_pairs: u32,
    /// Change minus the comparison group's change (difference in differences).
    pub difference: Option<f64>,
    /// Its interval (Welch).
    pub difference_interval: Option<Interval>,
    /// The verdict on this measure.
    pub verdict: Verdict,
}

/// What can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The change is above what the policy calls worthwhile, beyond doubt.
    Works,
    /// The change is below it, beyond doubt.
    DoesNotWork,
    /// It could be either.
    Unclear,
    /// Too few people were measured.
    NotEnoughData,
}

/// The verdict on a programme over all its measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeVerdict {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// The verdict, by its learning measures first, then behaviour.
    pub verdict: Verdict,
    /// The alarm "all attended, nothing changed".
    pub nothing_changed: bool,
    /// People planned for the phases that are evaluated.
    pub planned: u32,
    /// People for whom any outcome is there.
    pub measured: u32,
}

/// Plan against actual of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// People scheduled until the day of the evaluation.
    pub people_planned: u32,
    /// People with an outcome as attended.
    pub people_attended: u32,
    /// Those of them who were not scheduled for it.
    pub people_unplanned: u32,
    /// Hours planned.
    pub hours_planned: Hours,
    /// Hours attended.
    pub hours_attended: Hours,
    /// Money planned.
    pub cost_planned: Rupiah,
}

/// An evaluation. Immutable, cheap to clone.
#[derive(Clone, Debug)]
pub struct Evaluation {
    pub(super) content: Arc<Content>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Content {
    pub(super) schedule: Schedule,
    pub(super) policy: EvaluationPolicy,
    pub(super) outcomes: Outcomes,
    /// By programme, then Kirkpatrick level, then measure.
    pub(super) results: Vec<MeasureResult>,
    /// By programme; every programme that was scheduled or has outcomes.
    pub(super) verdicts: Vec<ProgrammeVerdict>,
    pub(super) ledger: Vec<LedgerLine>,
}

impl Evaluation {
    /// The schedule that was carried out.
    pub fn schedule(&self) -> &Schedule {
        &self.content.schedule
    }

    /// The agency.
    pub fn agency(&self) -> &Agency {
        self.content.schedule.agency()
    }

    /// By which rules it was judged.
    pub fn policy(&self) -> &EvaluationPolicy {
        &self.content.policy
    }

    /// The outcomes that were evaluated.
    pub fn outcomes(&self) -> &Outcomes {
        &self.content.outcomes
    }

    /// What each measure says, by programme.
    pub fn results(&self) -> &[MeasureResult] {
        &self.content.results
    }

    /// The verdict on each programme.
    pub fn verdicts(&self) -> &[ProgrammeVerdict] {
        &self.content.verdicts
    }

    /// Plan against actual, by programme.
    pub fn ledger(&self) -> &[LedgerLine] {
        &self.content.ledger
    }
}
