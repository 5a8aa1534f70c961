//! The evaluation: for each programme and measure what changed, with intervals, and a verdict.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    BenefitCost, Comparison, EvaluationPolicy, EventStudy, Interval, KirkpatrickRecord,
    QuestionnaireResult, RaterAgreement, ServiceChange, ServiceResult,
};
use crate::agency::Agency;
use crate::outcome::{KirkpatrickLevel, Outcomes};
use crate::schedule::Schedule;
use crate::words::id::{MeasureIndex, PersonIndex, ProgrammeIndex};
use crate::words::measure::{Hours, Level, Rupiah};

/// What one measure says of one programme. Fields that cannot be told are `None`, never NaN.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureResult {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// Which measure.
    pub measure: MeasureIndex,
    /// On which of Kirkpatrick's levels.
    pub kirkpatrick: KirkpatrickLevel,
    /// People who attended and have a value after. A row that names no person counts as one.
    pub people: u32,
    /// Those with a value before too.
    pub pairs: u32,
    /// Rows that say the same of a person again: of several the latest value counts, and of
    /// several on one day their mean.
    pub repeated: u32,
    /// Mean before, over the pairs.
    pub mean_before: Option<f64>,
    /// Mean after: over the pairs, or over all if there is no pair.
    pub mean_after: Option<f64>,
    /// Mean change over the pairs.
    pub change: Option<f64>,
    /// Its standard error: the standard deviation of the changes ÷ √pairs.
    pub standard_error: Option<f64>,
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
    /// Effect size d_av: mean change ÷ mean of the standard deviations before and after.
    pub d_av: Option<f64>,
    /// The other d_av: mean change ÷ root mean square of the standard deviations.
    pub d_av_root_mean_square: Option<f64>,
    /// Effect size d_rm: d_z · √(2(1 − r)).
    pub d_rm: Option<f64>,
    /// Becker's effect size: mean change ÷ standard deviation before.
    pub d_b: Option<f64>,
    /// The mean of the people's normalised changes (Marx & Cummings), for competencies.
    pub normalised_change: Option<f64>,
    /// The interval of Hake's gain, by drawing people again (BCa, or the middle of the draws where
    /// that does not exist).
    pub hake_interval: Option<Interval>,
    /// Two-sided p value of Wilcoxon's signed rank test.
    pub wilcoxon_p_value: Option<f64>,
    /// The matched-pairs rank-biserial correlation.
    pub rank_biserial: Option<f64>,
    /// How far raters agree, where several measured the same people on the same day.
    pub agreement: Option<RaterAgreement>,
    /// What became of people one by one, where the measure's reliability is known.
    pub reliable: Option<ReliableChanges>,
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
    /// Its standard error (Welch).
    pub difference_standard_error: Option<f64>,
    /// Its interval (Welch).
    pub difference_interval: Option<Interval>,
    /// Welch and Satterthwaite's degrees of freedom of it.
    pub difference_degrees_of_freedom: Option<f64>,
    /// The changes of those who attended, session by session, in the order of the sessions' names;
    /// people without a session's name are one.
    pub sessions: Vec<SessionChange>,
    /// Both groups compared in several ways.
    pub comparison: Option<Box<Comparison>>,
    /// The change that is worthwhile by the policy, below zero where less is better; `None` for a
    /// measure of which the policy does not know.
    pub worthwhile: Option<f64>,
    /// Two-sided p value of the worthwhile change being the true one; for measures that are judged.
    pub p_worthwhile: Option<f64>,
    /// The same, adjusted for the number of measures that are judged.
    pub p_adjusted: Option<f64>,
    /// Whether the measure alone would have a verdict beyond doubt, and among all it has not.
    pub held_back: bool,
    /// The verdict on this measure.
    pub verdict: Verdict,
}

/// The change in one session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionChange {
    /// The session's name in the outcomes; empty for none.
    pub session: String,
    /// People measured before and after.
    pub pairs: u32,
    /// Their mean change.
    pub change: f64,
    /// Its standard error; `None` for one person.
    pub standard_error: Option<f64>,
}

/// What became of people one by one, by the reliable change index (Jacobson & Truax 1991). A person
/// recovered who was below the level needed, reached it, and changed reliably.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReliableChanges {
    /// The reliability that was taken.
    pub reliability: f64,
    /// Whether it is that of the mean of several raters, by their agreement.
    pub from_raters: bool,
    /// Whether it is the correlation of before and after in the comparison group.
    pub from_comparison: bool,
    /// The smallest change that is reliable for one person.
    pub smallest: f64,
    /// People who changed reliably and reached the level that they need.
    pub recovered: u32,
    /// People who changed reliably for the better otherwise.
    pub improved: u32,
    /// People without a reliable change.
    pub unchanged: u32,
    /// People who changed reliably for the worse.
    pub deteriorated: u32,
}

/// A person who attended and still lacks the level needed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StillShort {
    /// Who.
    pub person: PersonIndex,
    /// The level that was measured afterwards.
    pub after: f64,
    /// The level that is needed.
    pub needed: Level,
}

/// The change on which a measure is judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgedChange {
    /// The mean.
    pub mean: f64,
    /// Its standard error; zero if all changes are equal.
    pub standard_error: f64,
    /// Its interval.
    pub interval: Interval,
    /// People who attended and were measured before and after.
    pub pairs: u32,
    /// Whether it is what a comparison group leaves of the change.
    pub compared: bool,
}

impl JudgedChange {
    /// Whether it went the wanted way beyond doubt, be it ever so little.
    pub fn is_better(&self, worthwhile: f64) -> bool {
        if worthwhile < 0.0 {
            self.interval.high < 0.0
        } else {
            self.interval.low > 0.0
        }
    }
}

impl MeasureResult {
    /// The change on which the measure is judged: the difference in differences if the comparison
    /// group has as many pairs as the policy asks for, the plain change if not. A smaller
    /// comparison group is told of and does not decide. `None` with fewer pairs than the policy
    /// asks for, and for values so large that their spread cannot be told.
    pub fn judged_change(&self, policy: &EvaluationPolicy) -> Option<JudgedChange> {
        if self.pairs < policy.pairs_at_least {
            return None;
        }
        let compared = self.comparison_pairs >= policy.pairs_at_least;
        let (mean, standard_error, interval) = if compared {
            (
                self.difference?,
                self.difference_standard_error?,
                self.difference_interval?,
            )
        } else {
            (self.change?, self.standard_error?, self.change_interval?)
        };
        Some(JudgedChange {
            mean,
            standard_error,
            interval,
            pairs: self.pairs,
            compared,
        })
    }
}

/// What can be said. [`EvaluationPolicy::verdict`] is the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The change is what the policy calls worthwhile or more, beyond doubt.
    Works,
    /// The change is below it, beyond doubt.
    DoesNotWork,
    /// It could be either.
    Unclear,
    /// Too few people were measured.
    NotEnoughData,
    /// Measured, on a scale of which the policy does not know what is worthwhile.
    NotJudged,
}

/// The verdict on a programme over all its measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeVerdict {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// The verdict by its learning measures; by behaviour, and then by results, if the level
    /// before has too little data.
    pub verdict: Verdict,
    /// The alarm "all attended, nothing changed": it does not work, no measure behind the verdict
    /// rose beyond doubt, and as many of the planned people attended as the policy asks for.
    pub nothing_changed: bool,
    /// People planned for the phases that are evaluated.
    pub planned: u32,
    /// People for whom any outcome is there.
    pub measured: u32,
}

/// Plan against actual of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Money for the sessions that were held, with the seats of those who attended.
    pub cost_attended: Rupiah,
    /// Levels that the catalogue expects the scheduled people to gain, all competencies together.
    pub levels_planned: f64,
    /// Levels that were gained by those measured before and after, without any comparison.
    pub levels_gained: f64,
    /// Levels that the catalogue expects of just those people.
    pub levels_expected_of_measured: f64,
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
    /// By result: who attended and still lacks the level needed, in the order of the people.
    pub(super) short: Vec<Vec<StillShort>>,
    /// By programme; every programme that was scheduled or has outcomes.
    pub(super) verdicts: Vec<ProgrammeVerdict>,
    pub(super) ledger: Vec<LedgerLine>,
    /// By programme.
    pub(super) records: Vec<KirkpatrickRecord>,
    pub(super) event_studies: Vec<EventStudy>,
    pub(super) questionnaires: Vec<QuestionnaireResult>,
    pub(super) services: Vec<ServiceChange>,
    pub(super) service_results: Vec<ServiceResult>,
    pub(super) money: Vec<BenefitCost>,
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

    /// The results of one programme, by Kirkpatrick level, then measure.
    pub fn results_of(&self, programme: ProgrammeIndex) -> &[MeasureResult] {
        let results = self.results();
        let start = results.partition_point(|result| result.programme < programme);
        let end = results.partition_point(|result| result.programme <= programme);
        &results[start..end]
    }

    /// Who attended, was measured, and still lacks the level that they need, by row of
    /// [`Evaluation::results`]; nobody for a measure that is no competency.
    pub fn short(&self, row: usize) -> &[StillShort] {
        self.content.short.get(row).map_or(&[], Vec::as_slice)
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
