//! Follow-up: what was believed, what is believed now, and what to do.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::FollowUpPolicy;
use crate::agency::Agency;
use crate::evaluation::Evaluation;
use crate::words::id::{CompetencyIndex, PersonIndex, ProgrammeIndex};
use crate::words::measure::Date;

/// The belief about an effect, before and after the outcomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectUpdate {
    /// Of which programme.
    pub programme: ProgrammeIndex,
    /// In which competency.
    pub competency: CompetencyIndex,
    /// The catalogue's expected gain, in levels.
    pub prior_mean: f64,
    /// Its standard deviation.
    pub prior_deviation: f64,
    /// The gain that was measured, in levels, if any was.
    pub data_mean: Option<f64>,
    /// Its standard error.
    pub data_standard_error: Option<f64>,
    /// People behind it.
    pub people: u32,
    /// The gain that is expected now.
    pub posterior_mean: f64,
    /// Its standard deviation.
    pub posterior_deviation: f64,
    /// The probability that the gain is above what the policy calls worthwhile.
    pub probability_worthwhile: f64,
}

/// What to do with a programme or its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Keep it as it is (teruskan).
    Continue,
    /// Hold it for more people (perluas).
    Expand,
    /// Change what is taught (sesuaikan materi).
    AdjustContent,
    /// Change how it is taught, or what follows at work (sesuaikan metode).
    AdjustMethod,
    /// Hold it again for people who did not reach the level (ulangi).
    Repeat,
    /// Measure before deciding (nilai ulang).
    Reassess,
    /// No longer hold it (hentikan).
    Stop,
}

/// One action, with what speaks for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// What to do.
    pub kind: ActionKind,
    /// With which programme.
    pub programme: ProgrammeIndex,
    /// In which competency, if it is about one.
    pub competency: Option<CompetencyIndex>,
    /// For whom, if it is about people.
    pub people: Vec<PersonIndex>,
    /// By when, if it has a date.
    pub date: Option<Date>,
    /// The probability that the policy's rule weighed, 0 to 1, if it weighed one.
    pub probability: Option<f64>,
    /// People behind the evidence.
    pub evidence_people: u32,
}

/// The follow-up of an evaluation. Immutable, cheap to clone.
#[derive(Clone, Debug)]
pub struct FollowUp {
    pub(super) content: Arc<Content>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Content {
    pub(super) evaluation: Evaluation,
    pub(super) policy: FollowUpPolicy,
    /// By programme, then competency: every effect of the catalogue.
    pub(super) updates: Vec<EffectUpdate>,
    /// By programme, then kind.
    pub(super) actions: Vec<Action>,
}

impl FollowUp {
    /// The evaluation that it follows.
    pub fn evaluation(&self) -> &Evaluation {
        &self.content.evaluation
    }

    /// The agency.
    pub fn agency(&self) -> &Agency {
        self.content.evaluation.agency()
    }

    /// By which thresholds it was decided.
    pub fn policy(&self) -> &FollowUpPolicy {
        &self.content.policy
    }

    /// Beliefs about effects, before and after.
    pub fn updates(&self) -> &[EffectUpdate] {
        &self.content.updates
    }

    /// What to do.
    pub fn actions(&self) -> &[Action] {
        &self.content.actions
    }
}
