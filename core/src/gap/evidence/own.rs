//! A rule of the user's own, kept within what can be stored.

use super::sift::HIGHEST;
use super::{Evidence, EvidenceRule, Held, Subject};
use crate::words::measure::Level;

/// A rule whose levels are brought within what can be kept: the top of the scale, and an error of
/// at least one step.
pub(in crate::gap) struct Guarded<'a, R>(pub(in crate::gap) &'a R);

impl<R: EvidenceRule> EvidenceRule for Guarded<'_, R> {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn held(&self, subject: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
        let held = self.0.held(subject, evidence)?;
        Some(Held {
            level: held.level.min(HIGHEST),
            standard_error: held
                .standard_error
                .map(|error| error.clamp(Level::from_steps(1), HIGHEST)),
            error_is_stated: held.error_is_stated,
        })
    }
}
