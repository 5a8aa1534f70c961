//! Who must reach what, by when, and why?

mod artefact;
mod policy;

pub use artefact::{HeadcountNeed, Need, NeedSources, Needs, ServiceDemand, Trend, Triage};
pub use policy::{DemandRule, NeedPolicy};
