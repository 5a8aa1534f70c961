//! What changed, and is that enough to tell?

mod artefact;
mod policy;

pub use artefact::{Evaluation, Interval, LedgerLine, MeasureResult, ProgrammeVerdict, Verdict};
pub use policy::{EvaluationPolicy};
