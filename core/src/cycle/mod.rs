//! What does one round under a policy give, and what do years of rounds?
//!
//! [`Agency::run`] asks every stage in turn by the rules of a [`Policy`] and keeps all results in
//! a [`Round`]. [`Agency::live_through`] goes round year after year in a [`World`], where what is
//! true and what is known are kept apart ([`Simulation`]).
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! use mahir::cycle::Policy;
//! # use mahir::words::artefact::Artefact;
//! # use mahir::words::explanation::Language;
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//!
//! let policy: Policy = serde_json::from_str(r#"{"plan": {"rule": "greedy"}}"#).unwrap();
//! let round = Agency::load(folder)?.run(as_of, &policy)?;
//! println!("{}", round.summary(Language::English));
//! assert!(round.plan().cost().amount() > 0 && !round.follow_up().actions().is_empty());
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`follow_up`](crate::follow_up). Next: [`experiment`](crate::experiment).

mod ahead;
mod error;
mod held;
mod indicators;
mod luck;
mod measurement;
mod next;
mod own_policy;
mod policy;
mod round;
mod rule;
mod truth;
mod world;
mod years;

pub use error::CycleError;
pub use indicators::Indicators;
pub use measurement::MeasurementPolicy;
pub use own_policy::OwnPolicy;
pub use policy::Policy;
pub use round::Round;
pub use rule::Rule;
pub use world::{World, WorldError};
pub use years::{Simulation, Year};

use crate::agency::Agency;
use crate::words::measure::Date;
use crate::words::watch::Watch;

impl Agency {
    /// One round on a day, with the outcomes that the agency has.
    ///
    /// # Errors
    /// [`CycleError`] names the stage that cannot go on, and why.
    pub fn run(&self, as_of: Date, policy: &Policy) -> Result<Round, CycleError> {
        self.run_watched(as_of, policy, &())
    }

    /// The same, watched: the watch is told how far each stage is. Stopped in the plan or the
    /// schedule, the round goes on with the best that there is.
    ///
    /// # Errors
    /// As for [`Agency::run`], and one whose code is `stopped` when the watch stops another stage.
    pub fn run_watched(
        &self,
        as_of: Date,
        policy: &Policy,
        watch: &dyn Watch,
    ) -> Result<Round, CycleError> {
        let schedule = policy.plan_by(self, as_of, &policy.plan, watch)?;
        let evaluation = schedule.evaluate_watched(&self.outcomes, &policy.evaluation, watch)?;
        let follow_up = evaluation.follow_up_with(&policy.follow_up)?;
        Ok(Round::new(follow_up))
    }
}
