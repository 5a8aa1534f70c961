//! Who lacks what, and how sure is that?
//!
//! [`Needs::gaps`] takes the level that each person holds from the assessments by a stated rule
//! ([`EvidencePolicy`]) and compares it with the level that is needed. The job–person match (JPM)
//! of a person is Σ min(held, needed) ÷ Σ needed × 100; its band is decided in whole numbers, so
//! that 21 of 27 levels (77.78) never pass for 78.
//!
//! Whole populations as a wide frame, one column per competency, are scored by [`score_wide`].

mod artefact;
mod document;
mod error;
mod evidence;
mod find;
mod group_mean;
mod policy;
mod ranking;
mod rows;
mod summary;
mod why;
mod wide;

pub use artefact::{Gap, Gaps, HeatCell, RankedNeed, Score};
pub use error::GapError;
pub use policy::{EvidenceChoice, EvidencePolicy, Unrated};
pub use wide::{
    WideBands, WideColumn, WideInput, WideIntegers, WidePlaces, WideScores, WideSums, score_wide,
    score_wide_watched,
};

use std::sync::Arc;

use crate::need::Needs;

impl Needs {
    /// What is needed minus what is held, by the usual rule of evidence.
    ///
    /// # Errors
    /// [`GapError::TooManyCells`] if units × competencies is too large for a heat map.
    pub fn gaps(&self) -> Result<Gaps, GapError> {
        self.gaps_with(&EvidencePolicy::default())
    }

    /// What is needed minus what is held, by a rule of evidence of your own.
    ///
    /// Takes time linear in needs and assessments.
    ///
    /// # Errors
    /// [`GapError`] if a value of the policy is out of its range, a source is not known, or units
    /// × competencies is too large for a heat map.
    pub fn gaps_with(&self, policy: &EvidencePolicy) -> Result<Gaps, GapError> {
        let content = find::find(self, policy)?;
        Ok(Gaps {
            content: Arc::new(content),
        })
    }
}
