//! What changed, and is that enough to tell?
//!
//! [`Schedule::evaluate`] takes outcomes by programme and measure and says how many were measured,
//! what changed with its interval, Hake's gain, the effect size with its interval, who attained
//! the level that they need, and how that compares with people who did not attend. The verdict
//! follows a printed rule; too little data is a verdict of its own.

mod artefact;
mod document;
mod error;
mod judge;
mod ledger;
mod observations;
mod policy;
mod rows;
mod summary;
mod verdicts;
mod why;

pub use crate::statistics::Interval;
pub use artefact::{
    Evaluation, JudgedChange, LedgerLine, MeasureResult, ProgrammeVerdict, StillShort, Verdict,
};
pub use error::EvaluationError;
pub use policy::EvaluationPolicy;

use std::sync::Arc;

use crate::outcome::Outcomes;
use crate::schedule::Schedule;

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
        let content = judge::judge(self, outcomes, policy)?;
        Ok(Evaluation {
            content: Arc::new(content),
        })
    }
}
