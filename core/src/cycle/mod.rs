//! What does one round under a policy give, from needs to follow-up?
//!
//! [`Agency::run`] asks every stage in turn by the rules of a [`Policy`] and keeps all results in
//! a [`Round`].

mod error;
mod policy;
mod round;

pub use error::CycleError;
pub use policy::Policy;
pub use round::Round;

use crate::agency::Agency;
use crate::words::measure::Date;

impl Agency {
    /// One round on a day, with the outcomes that the agency has.
    ///
    /// # Errors
    /// [`CycleError`] names the stage that cannot go on, and why.
    pub fn run(&self, as_of: Date, policy: &Policy) -> Result<Round, CycleError> {
        let needs = self.needs_with(as_of, &policy.need)?;
        let gaps = needs.gaps_with(&policy.evidence)?;
        let plan = gaps.plan_with(&policy.plan)?;
        let schedule = plan.schedule_with(&policy.schedule)?;
        let evaluation = schedule.evaluate_with(&self.outcomes, &policy.evaluation)?;
        let follow_up = evaluation.follow_up_with(&policy.follow_up)?;
        Ok(Round::new(follow_up))
    }
}
