//! Who must reach what, by when, and why?
//!
//! Four sources speak: the standard of a person's post, the demand for the services of the
//! person's unit, the post that the person is meant to take next, and the region's priorities.
//! [`Agency::needs`] asks them all, merges what they say ([`Claim`]), and keeps the reasons:
//! [`Needs::why`] tells them for every row.
//!
//! Demand goes the whole way from volume to competency: two years of monthly volumes give a
//! growth, growth carried on gives an expected volume, volume × norm time ÷ effective time gives
//! people ([`crate::regulation::workload`]), and those people must hold the service's
//! competencies. [`ServiceDemand::triage`] says whether people are lacking, or competence.

mod artefact;
mod claim;
mod demand;
mod document;
mod error;
mod find;
mod policy;
mod rows;
mod spread;
mod summary;
mod volume;
mod why;

pub use artefact::{HeadcountNeed, Need, NeedSources, Needs, ServiceDemand, Trend, Triage};
pub use claim::Claim;
pub use error::NeedError;
pub use policy::{DemandRule, NeedPolicy};
pub(crate) use spread::{blocks, blocks_of, cut, map};

use std::sync::Arc;

use crate::agency::Agency;
use crate::words::measure::Date;

impl Agency {
    /// What everybody needs on a day, by the usual rules.
    ///
    /// # Errors
    /// [`NeedError`] if there are more rows than can be numbered.
    pub fn needs(&self, as_of: Date) -> Result<Needs, NeedError> {
        self.needs_with(as_of, &NeedPolicy::default())
    }

    /// What everybody needs on a day, by rules of your own.
    ///
    /// People whose last working day lies before `as_of` need nothing.
    ///
    /// # Errors
    /// [`NeedError`] if a value of the policy is out of its range, or there are more rows than can
    /// be numbered.
    pub fn needs_with(&self, as_of: Date, policy: &NeedPolicy) -> Result<Needs, NeedError> {
        policy.check()?;
        let content = find::find(self, as_of, policy)?;
        Ok(Needs {
            content: Arc::new(content),
        })
    }
}
