//! Who decides: by what an agency knows, never by what is true.

use super::{CycleError, MeasurementPolicy, Policy};
use crate::agency::Agency;
use crate::follow_up::FollowUp;
use crate::outcome::Outcomes;
use crate::plan::PlanOptions;
use crate::schedule::Schedule;
use crate::words::measure::Date;
use crate::words::watch::Watch;

/// A rule that decides year by year.
///
/// It is handed the agency as its tables know it, and what was measured: no type leads from there
/// to what is true. [`Policy`] is one; a rule of one's own changes what it hands on.
///
/// ```
/// use mahir::Agency;
/// use mahir::cycle::{CycleError, Policy, Rule};
/// use mahir::follow_up::FollowUp;
/// use mahir::outcome::Outcomes;
/// use mahir::schedule::Schedule;
/// use mahir::words::measure::Date;
///
/// /// Plans as usual, and never learns from outcomes.
/// struct NeverLearns(Policy);
///
/// impl Rule for NeverLearns {
///     fn plan(&self, known: &Agency, as_of: Date) -> Result<Schedule, CycleError> {
///         self.0.plan(known, as_of)
///     }
///     fn learn(&self, schedule: &Schedule, _: &Outcomes, until: Date) -> Result<FollowUp, CycleError> {
///         self.0.learn(schedule, &Outcomes::default(), until)
///     }
/// }
/// ```
pub trait Rule: Send + Sync {
    /// What is to be held in the year that begins on a day.
    ///
    /// # Errors
    /// [`CycleError`] names the stage that cannot go on, and why.
    fn plan(&self, known: &Agency, as_of: Date) -> Result<Schedule, CycleError>;

    /// What is believed after the outcomes of a year that ended on a day.
    ///
    /// # Errors
    /// As [`Rule::plan`].
    fn learn(
        &self,
        schedule: &Schedule,
        outcomes: &Outcomes,
        until: Date,
    ) -> Result<FollowUp, CycleError>;

    /// What is measured, and of whom.
    fn measurement(&self) -> MeasurementPolicy {
        MeasurementPolicy::default()
    }
}

impl Policy {
    /// The stages up to the schedule, with these options of the plan.
    pub(super) fn plan_by(
        &self,
        known: &Agency,
        as_of: Date,
        options: &PlanOptions,
        watch: &dyn Watch,
    ) -> Result<Schedule, CycleError> {
        let needs = known.needs_watched(as_of, &self.need, &[], watch)?;
        let gaps = needs.gaps_watched(&self.evidence, watch)?;
        let plan = gaps.plan_watched(options, watch)?;
        Ok(plan.schedule_watched(&self.schedule, watch)?)
    }

    /// The options of the plan in years that are lived through: nobody looks at their bounds.
    pub(super) fn lived_plan(&self) -> PlanOptions {
        let mut options = self.plan.clone();
        options.prove = options.prove.or(Some(false));
        options
    }
}

impl Rule for Policy {
    fn plan(&self, known: &Agency, as_of: Date) -> Result<Schedule, CycleError> {
        self.plan_by(known, as_of, &self.lived_plan(), &())
    }

    fn learn(
        &self,
        schedule: &Schedule,
        outcomes: &Outcomes,
        until: Date,
    ) -> Result<FollowUp, CycleError> {
        let mut policy = self.evaluation.clone();
        policy.as_of = policy.as_of.or(Some(until));
        // Nothing that is decided rests on the intervals that are drawn.
        policy.resamples = policy.resamples.or(Some(0));
        let evaluation = schedule.evaluate_with(outcomes, &policy)?;
        Ok(evaluation.follow_up_with(&self.follow_up)?)
    }

    fn measurement(&self) -> MeasurementPolicy {
        self.measurement.clone()
    }
}
