//! What to do about it?

mod artefact;
mod policy;

pub use artefact::{Action, ActionKind, EffectUpdate, FollowUp};
pub use policy::{FollowUpPolicy};
