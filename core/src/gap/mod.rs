//! Who lacks what, and how sure is that?

mod artefact;
mod policy;

pub use artefact::{Gap, Gaps, HeatCell, RankedNeed, Score};
pub use policy::{EvidenceChoice, EvidencePolicy, Unrated};
