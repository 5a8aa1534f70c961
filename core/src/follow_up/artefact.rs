//! Follow-up: what was believed, what is believed now, and what to do.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{FollowUpPolicy, InformationValue, Ranked};
use crate::agency::Agency;
use crate::catalogue::ProgrammeForm;
use crate::evaluation::Evaluation;
use crate::words::id::{CompetencyIndex, PersonIndex, ProgrammeIndex, ProviderIndex};
use crate::words::measure::{Date, Rupiah};

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
    /// The gain that was measured, in levels, if enough people were: against the comparison group
    /// where there is one large enough.
    pub data_mean: Option<f64>,
    /// Its standard error, at least what the policy believes of so many people.
    pub data_standard_error: Option<f64>,
    /// Whether the gain is what a comparison group leaves of the change.
    pub compared: bool,
    /// People behind it: those measured before and after, be they enough or not.
    pub people: u32,
    /// Sessions behind it, if enough people were measured.
    pub sessions: u32,
    /// The gain that is expected now.
    pub posterior_mean: f64,
    /// Its standard deviation.
    pub posterior_deviation: f64,
    /// The probability that the gain is above what the policy calls worthwhile.
    pub probability_worthwhile: f64,
}

/// What the measured effects of a form say of it as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormBelief {
    /// Which form.
    pub form: ProgrammeForm,
    /// Effects of it that were measured.
    pub measured: u32,
    /// By how many levels it does better (or worse) than the catalogue says.
    pub shift: f64,
    /// How unsure that is.
    pub shift_deviation: f64,
    /// How far its effects differ, as a multiple of the catalogue's own deviations: 1 if those are
    /// right.
    pub between: f64,
    /// How far sessions of one effect differ, in levels.
    pub within: f64,
}

/// What to do with a programme or its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Keep it as it is (teruskan).
    Continue,
    /// Hold it for more people (perluas).
    Expand,
    /// Change what is taught (sesuaikan materi): people liked it and did not learn.
    AdjustContent,
    /// Change how it is taught, or what follows at work (sesuaikan metode): people did not like it
    /// and did not learn, or they learnt and do not use it at work.
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
    /// Levels that people are expected to gain if it is done, all together: by the seats as
    /// scheduled now, with what is believed of the effects; what stopping gives up is below zero.
    pub expected_levels: Option<f64>,
    /// What it costs, below zero for what it sets free; by the plan's prices.
    pub money: Option<Rupiah>,
    /// People behind the evidence that decided.
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
    pub(super) forms: Vec<FormBelief>,
    /// By programme, then kind.
    pub(super) actions: Vec<Action>,
    pub(super) programmes: Vec<Ranked<ProgrammeIndex>>,
    pub(super) providers: Vec<Ranked<ProviderIndex>>,
    pub(super) information: Vec<InformationValue>,
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

    /// The beliefs about one programme's effects, by competency.
    pub fn updates_of(&self, programme: ProgrammeIndex) -> &[EffectUpdate] {
        of(self.updates(), programme)
    }

    /// What the measured effects say of forms; none by beliefs that are separate.
    pub fn forms(&self) -> &[FormBelief] {
        &self.content.forms
    }

    /// Measured programmes, the best first, with how sure their places are.
    pub fn programme_ranking(&self) -> &[Ranked<ProgrammeIndex>] {
        &self.content.programmes
    }

    /// Providers of measured programmes, the best first, likewise.
    pub fn provider_ranking(&self) -> &[Ranked<ProviderIndex>] {
        &self.content.providers
    }

    /// Where one more measured session is worth its cost, by programme.
    pub fn information(&self) -> &[InformationValue] {
        &self.content.information
    }

    /// What to do.
    pub fn actions(&self) -> &[Action] {
        &self.content.actions
    }
}

/// The updates of a programme among updates in the order of the programmes.
pub(super) fn of(updates: &[EffectUpdate], programme: ProgrammeIndex) -> &[EffectUpdate] {
    let start = updates.partition_point(|update| update.programme < programme);
    let end = updates.partition_point(|update| update.programme <= programme);
    &updates[start..end]
}
