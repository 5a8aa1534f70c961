//! A policy with functions of one's own among its rules.

use std::fmt;
use std::sync::Arc;

use super::{CycleError, MeasurementPolicy, Policy, Rule};
use crate::agency::Agency;
use crate::follow_up::FollowUp;
use crate::gap::{EvidencePolicy, EvidenceRule, Gaps};
use crate::need::Needs;
use crate::outcome::Outcomes;
use crate::plan::{OwnValues, SeatValue};
use crate::schedule::Schedule;
use crate::words::measure::Date;

type Score = dyn Fn(&Needs, &EvidencePolicy) -> Result<Gaps, CycleError> + Send + Sync;
type Worth = dyn Fn(&Gaps) -> Result<OwnValues, CycleError> + Send + Sync;

/// A policy that asks functions of one's own how levels are scored and what seats are worth, each
/// year anew, by what is known then. The other stages follow the [`Policy`].
///
/// Functions must be pure: what they say may depend on nothing but what they are handed, or an
/// experiment would give other rows when it is run again, or on more threads.
///
/// ```
/// # use mahir::{Agency, words::measure::parse_date};
/// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
/// # let agency = Agency::load(folder)?;
/// # let as_of = parse_date("2026-01-05").unwrap();
/// use mahir::cycle::{OwnPolicy, Policy, Rule};
/// use mahir::experiment::Experiment;
/// use mahir::gap::Gaps;
/// use mahir::plan::PlanRule;
/// use mahir::words::id::{PersonIndex, ProgrammeIndex};
///
/// // A tenth of a level besides for each seat of somebody who had no training this year.
/// let newcomers = |gaps: &Gaps, person: PersonIndex, _: ProgrammeIndex| {
///     let had = gaps.agency().people.hours_this_year(person);
///     if had.hundredths() == 0 { 0.1 } else { 0.0 }
/// };
/// let mut usual = Policy::default();
/// usual.plan.rule = PlanRule::Greedy;
/// let own = OwnPolicy::new(usual.clone()).valued_by(newcomers);
///
/// let rules: [(&str, &dyn Rule); 2] = [("usual", &usual), ("newcomers", &own)];
/// let experiment = Experiment::new(&agency, as_of).years(1).replications(2);
/// let runs = experiment.run_by(&rules, &())?;
/// assert!(runs.compare(("newcomers", "as it is"), ("usual", "as it is"), "seats", 0.95).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct OwnPolicy {
    policy: Policy,
    score: Option<Arc<Score>>,
    worth: Option<Arc<Worth>>,
}

impl OwnPolicy {
    /// A policy without functions of one's own yet.
    pub fn new(policy: Policy) -> Self {
        Self {
            policy,
            score: None,
            worth: None,
        }
    }

    /// Levels are taken from evidence by a rule of one's own, instead of by the policy's choice;
    /// which assessments count, and how they are corrected, stays the policy's
    /// ([`Needs::gaps_by_with`]).
    #[must_use]
    pub fn scored_by(self, rule: impl EvidenceRule + Send + 'static) -> Self {
        self.gaps_by(move |needs, policy| Ok(needs.gaps_by_with(&rule, policy)?))
    }

    /// Gaps are found by a function of one's own, which is handed the needs and the policy's rules
    /// of evidence; it may fail.
    #[must_use]
    pub fn gaps_by(
        self,
        find: impl Fn(&Needs, &EvidencePolicy) -> Result<Gaps, CycleError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            score: Some(Arc::new(find)),
            ..self
        }
    }

    /// Seats are worth something beside the gaps that they close, by a rule of one's own. It is
    /// asked for every person and programme once a year ([`Gaps::plan_by`]).
    #[must_use]
    pub fn valued_by(self, rule: impl SeatValue + Send + 'static) -> Self {
        self.values_by(move |gaps| Ok(OwnValues::of(gaps, &rule)))
    }

    /// The same by a function that says at once which seats are worth something: quicker where
    /// these are few. It may fail.
    #[must_use]
    pub fn values_by(
        self,
        find: impl Fn(&Gaps) -> Result<OwnValues, CycleError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            worth: Some(Arc::new(find)),
            ..self
        }
    }

    /// The policy around the functions.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }
}

/// Functions cannot be shown; whether they are there can.
impl fmt::Debug for OwnPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnPolicy")
            .field("policy", &self.policy)
            .field("scores", &self.score.is_some())
            .field("values", &self.worth.is_some())
            .finish()
    }
}

impl Rule for OwnPolicy {
    fn plan(&self, known: &Agency, as_of: Date) -> Result<Schedule, CycleError> {
        let needs = known.needs_with(as_of, &self.policy.need)?;
        let gaps = match &self.score {
            Some(score) => score(&needs, &self.policy.evidence)?,
            None => needs.gaps_with(&self.policy.evidence)?,
        };
        let mut options = self.policy.lived_plan();
        if let Some(worth) = &self.worth {
            options.own_values.0.extend(worth(&gaps)?.0);
        }
        let plan = gaps.plan_with(&options)?;
        Ok(plan.schedule_with(&self.policy.schedule)?)
    }

    fn learn(
        &self,
        schedule: &Schedule,
        outcomes: &Outcomes,
        until: Date,
    ) -> Result<FollowUp, CycleError> {
        self.policy.learn(schedule, outcomes, until)
    }

    fn measurement(&self) -> MeasurementPolicy {
        self.policy.measurement()
    }
}
