//! What changed, and is that enough to tell?
//!
//! [`Schedule::evaluate`] takes outcomes by programme and measure and says how many were measured,
//! what changed with its interval, Hake's gain, the effect size with its interval, who attained
//! the level that they need, and how that compares with people who did not attend. The verdict
//! follows a printed rule; too little data is a verdict of its own.
//!
//! People who wait for a later session, or were left below the cut, are what the phases of a plan
//! give for free: [`Comparison`] finds them, tells how alike both groups were before, and compares
//! in several ways that ought to agree. [`EventStudy`] follows people through the phases and tells
//! whether both groups moved alike before. [`KirkpatrickRecord`] has the four levels side by side, and
//! [`Schedule::detectable`] tells before a programme starts what its numbers could show at all.
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! # use mahir::words::explanation::Language;
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//! # let mut options = mahir::plan::PlanOptions::default();
//! # options.rule = mahir::plan::PlanRule::Greedy; // quick enough for a page
//!
//! let agency = Agency::load(folder)?;
//! let schedule = agency.needs(as_of)?.gaps()?.plan_with(&options)?.schedule()?;
//! let evaluation = schedule.evaluate(&agency.outcomes)?;
//! assert!(evaluation.results().len() > 10);
//! for row in 0..evaluation.verdicts().len() {
//!     println!("{}", evaluation.verdict_why(row, Language::English));
//! }
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`schedule`](crate::schedule). Next: [`follow_up`](crate::follow_up).

mod adjust;
mod agreement;
mod artefact;
mod comparison;
mod detectable;
mod document;
mod error;
mod groups;
mod judge;
mod ledger;
mod money;
mod observations;
mod phases;
mod policy;
#[cfg(feature = "tables")]
mod printed_table;
mod questionnaires;
mod record;
mod rows;
mod service_results;
mod services;
mod summary;
mod survey;
mod tables;
mod verdicts;
mod why;

pub use crate::statistics::Interval;
pub use agreement::RaterAgreement;
pub use artefact::{
    Evaluation, JudgedChange, LedgerLine, MeasureResult, ProgrammeVerdict, ReliableChanges,
    SessionChange, StillShort, Verdict,
};
pub use comparison::{BalanceRow, Comparison, ComparisonMethod, Estimate};
pub use detectable::Detectable;
pub use error::EvaluationError;
pub use groups::ComparedBecause;
pub use money::{BenefitCost, MoneyPolicy, benefit_cost_ratio};
pub use phases::{EventStudy, PhaseEffect, PreTrend};
pub use policy::EvaluationPolicy;
#[cfg(feature = "tables")]
pub use printed_table::{PrintedTable, check_printed_table};
pub use questionnaires::QuestionnaireResult;
pub use record::{KirkpatrickRecord, LevelRecord};
pub use service_results::{ServiceMeasure, ServiceResult, ServiceUnknown};
pub use services::{SatisfactionChange, ServiceChange};
pub use survey::{SurveyIndex, SurveyResult, survey, survey_change};

use std::sync::Arc;

use crate::outcome::Outcomes;
use crate::schedule::Schedule;
use crate::words::watch::Watch;

impl Schedule {
    /// Evaluates outcomes by the usual rules.
    ///
    /// # Errors
    /// [`EvaluationError::OtherAgency`] if the outcomes are of another agency,
    /// [`EvaluationError::Outcomes`] if they do not fit together.
    pub fn evaluate(&self, outcomes: &Outcomes) -> Result<Evaluation, EvaluationError> {
        self.evaluate_with(outcomes, &EvaluationPolicy::default())
    }

    /// Evaluates outcomes by rules of your own.
    ///
    /// # Errors
    /// [`EvaluationError`] if a value of the policy is out of its range, or the outcomes are of
    /// another agency or do not fit together.
    pub fn evaluate_with(
        &self,
        outcomes: &Outcomes,
        policy: &EvaluationPolicy,
    ) -> Result<Evaluation, EvaluationError> {
        self.evaluate_watched(outcomes, policy, &())
    }

    /// The same, watched: the watch is told how far the work is, in measures of programmes, and may
    /// stop it.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use mahir::evaluation::{EvaluationError, EvaluationPolicy};
    /// use mahir::words::watch::{Progress, Watch};
    ///
    /// struct Impatient;
    /// impl Watch for Impatient {
    ///     fn see(&self, _: &Progress) -> ControlFlow<()> {
    ///         ControlFlow::Break(())
    ///     }
    /// }
    ///
    /// # use mahir::{Agency, plan::{PlanOptions, PlanRule}, words::measure::parse_date};
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let mut options = PlanOptions::default();
    /// # options.rule = PlanRule::Greedy;
    /// let agency = Agency::load(folder)?;
    /// let gaps = agency.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
    /// let schedule = gaps.plan_with(&options)?.schedule()?;
    /// let usual = EvaluationPolicy::default();
    /// let stopped = schedule.evaluate_watched(&agency.outcomes, &usual, &Impatient);
    /// assert_eq!(stopped.unwrap_err(), EvaluationError::Stopped);
    /// # Ok::<(), mahir::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Schedule::evaluate_with`], and [`EvaluationError::Stopped`] when the watch stops the
    /// work: an evaluation of a part of the programmes is none.
    pub fn evaluate_watched(
        &self,
        outcomes: &Outcomes,
        policy: &EvaluationPolicy,
        watch: &dyn Watch,
    ) -> Result<Evaluation, EvaluationError> {
        let content = judge::judge(self, outcomes, policy, watch)?;
        Ok(Evaluation {
            content: Arc::new(content),
        })
    }
}
