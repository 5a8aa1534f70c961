//! What to do about it?
//!
//! [`Evaluation::follow_up`] updates what is believed of every effect in the catalogue and decides
//! by thresholds that are the policy's: continue, expand, adjust the content or the method, repeat
//! for named people, reassess by a date, stop. Its output is the next cycle's catalogue
//! ([`FollowUp::next_catalogue`]).
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
//! let actions = schedule.evaluate(&agency.outcomes)?.follow_up()?;
//! println!("{}", actions.why(0, Language::English));
//! // The next year's catalogue expects what was learnt; it has the same programmes.
//! assert_eq!(actions.next_catalogue().len(), agency.programmes.len());
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`evaluation`](crate::evaluation). Next: [`cycle`](crate::cycle).

mod artefact;
mod belief;
mod decide;
mod error;
mod next;
mod policy;
mod published;
mod rows;
mod summary;
mod tables;
mod update;
mod value;
mod why;

pub use artefact::{Action, ActionKind, EffectUpdate, FollowUp, FormBelief};
pub use belief::Belief;
pub use error::FollowUpError;
pub use policy::{BeliefModel, FollowUpPolicy, PriorSource};
pub use published::{PUBLISHED_DEVIATION, PUBLISHED_EFFECTS, PublishedEffect, published_effect};
pub use value::{InformationValue, Ranked};

use std::sync::Arc;

use crate::evaluation::Evaluation;

impl Evaluation {
    /// What to do, by the usual thresholds.
    ///
    /// # Errors
    /// None with these thresholds; the result is for symmetry with [`Evaluation::follow_up_with`].
    pub fn follow_up(&self) -> Result<FollowUp, FollowUpError> {
        self.follow_up_with(&FollowUpPolicy::default())
    }

    /// What to do, by thresholds of your own.
    ///
    /// # Errors
    /// [`FollowUpError`] if a threshold is out of its range.
    pub fn follow_up_with(&self, policy: &FollowUpPolicy) -> Result<FollowUp, FollowUpError> {
        let content = decide::decide(self, policy)?;
        Ok(FollowUp {
            content: Arc::new(content),
        })
    }
}
