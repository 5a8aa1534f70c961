//! Who lacks what, and how sure is that?
//!
//! [`Needs::gaps`] takes the level that each person holds from the assessments by a stated rule
//! ([`EvidencePolicy`]) and compares it with the level that is needed. The job–person match (JPM)
//! of a person is Σ min(held, needed) ÷ Σ needed × 100; its band is decided in whole numbers, so
//! that 21 of 27 levels (77.78) never pass for 78.
//!
//! Whole populations as a wide frame, one column per competency, are scored by [`score_wide`]; a
//! long frame, one row per person and competency, is brought into that form by [`widen`].
//!
//! # The example, continued
//!
//! ```
//! use mahir::Agency;
//! # use mahir::words::explanation::Language;
//! # use mahir::words::measure::parse_date;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
//! # let as_of = parse_date("2026-01-05").unwrap();
//!
//! let gaps = Agency::load(folder)?.needs(as_of)?.gaps()?;
//! // Every row tells what was needed, what is held by which evidence, and how sure that is.
//! println!("{}", gaps.why(0, Language::English));
//! let (bands, without) = gaps.band_counts();
//! let people: u32 = bands.iter().map(|&(_, people)| people).sum();
//! assert_eq!((people, without), (100, 0)); // each of the 100 people is in a band
//! # Ok::<(), mahir::Error>(())
//! ```
//!
//! Before: [`need`](crate::need). Next: [`plan`](crate::plan).

mod artefact;
mod bands;
mod base_rate;
mod basis;
mod document;
mod doubt;
mod error;
mod evidence;
mod find;
mod group;
mod headcount;
mod person;
mod policy;
mod priority;
mod ranking;
mod rows;
mod summary;
mod why;
mod wide;

pub use artefact::{Gap, Gaps, HeatCell, RankedNeed, Score};
pub use bands::MatchBands;
pub use base_rate::BaseRate;
pub use basis::Basis;
pub use doubt::{expected_gap, shortfall_probability};
pub use error::GapError;
pub use evidence::{Best, Evidence, EvidenceRule, Held, Latest, ReliabilityWeighted, Subject};
pub use headcount::HeadcountGap;
pub use person::{PersonGap, Readiness};
pub use policy::{EvidenceChoice, EvidencePolicy, SourceCorrection, Unrated};
pub use priority::{Priority, PriorityMeasure};
pub use wide::{
    LongFault, LongInput, LongLevels, LongPlaces, LongRows, Repeated, RowBits, WideBands,
    WideColumn, WideInput, WideIntegers, WidePlaces, WideScores, WideSums, score_wide,
    score_wide_watched, widen, widen_watched,
};

use std::sync::Arc;

use crate::need::Needs;
use crate::words::watch::Watch;

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
        self.gaps_watched(policy, &())
    }

    /// The same, watched: every few milliseconds the watch is told how far the work is, in people
    /// who are looked at twice each.
    ///
    /// # Errors
    /// As for [`Needs::gaps_with`], and [`GapError::Stopped`] when the watch stops the work: gaps of
    /// some of the people are no result.
    pub fn gaps_watched(
        &self,
        policy: &EvidencePolicy,
        watch: &dyn Watch,
    ) -> Result<Gaps, GapError> {
        let content = find::find(self, policy, watch)?;
        Ok(Gaps {
            content: Arc::new(content),
        })
    }

    /// What is needed minus what is held, by a rule of evidence that you wrote.
    ///
    /// The name of the rule is kept ([`Gaps::own_rule`]); the rule itself is not, so a document
    /// tells that levels were taken by a rule that it does not hold.
    ///
    /// # Errors
    /// As for [`Needs::gaps_with`], or if the rule's name is empty or longer than 200 characters.
    pub fn gaps_by<R: EvidenceRule>(&self, rule: &R) -> Result<Gaps, GapError> {
        self.gaps_by_with(rule, &EvidencePolicy::default())
    }

    /// As [`Needs::gaps_by`], with all of a policy around the rule but its choice: which
    /// assessments count, how they are corrected, and what is assumed of people without.
    ///
    /// # Errors
    /// As for [`Needs::gaps_by`].
    pub fn gaps_by_with<R: EvidenceRule>(
        &self,
        rule: &R,
        policy: &EvidencePolicy,
    ) -> Result<Gaps, GapError> {
        self.gaps_by_watched(rule, policy, &())
    }

    /// The same, watched as [`Needs::gaps_watched`] is.
    ///
    /// # Errors
    /// As for [`Needs::gaps_by`], and [`GapError::Stopped`] when the watch stops the work.
    pub fn gaps_by_watched<R: EvidenceRule>(
        &self,
        rule: &R,
        policy: &EvidencePolicy,
        watch: &dyn Watch,
    ) -> Result<Gaps, GapError> {
        let content = find::find_by_own(self, policy, rule, watch)?;
        Ok(Gaps {
            content: Arc::new(content),
        })
    }
}
