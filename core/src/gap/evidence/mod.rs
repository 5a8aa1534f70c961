//! The level that a person holds, taken from assessments by a stated rule.
//!
//! An [`super::EvidencePolicy`] says which assessments count and corrects them; an
//! [`EvidenceRule`] makes one level of what is left.

mod own;
mod shipped;
mod sift;

pub use shipped::{Best, Latest, ReliabilityWeighted};

pub(super) use own::Guarded;
pub(super) use sift::{HIGHEST, OPEN, Sieve};

use crate::agency::Agency;
use crate::words::id::{CompetencyIndex, PersonIndex, SourceIndex};
use crate::words::measure::{Date, Level};

/// An assessment that counts, as the policy corrected it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The level, less the bias of its source, within the scale of the competency.
    pub level: Level,
    /// Its own standard error with what age adds; at least one step of 1/300 level: no assessment
    /// is beyond doubt, and one without error would silence all others.
    pub standard_error: Level,
    /// Whether the assessment tells its error itself; if not, the policy assumed one.
    pub error_is_stated: bool,
    /// The standard error of its source's bias, which all assessments of that source share; zero
    /// if the policy knows none.
    pub bias_error: Level,
    /// When, if known.
    pub date: Option<Date>,
    /// By which kind of source.
    pub source: SourceIndex,
}

impl Evidence {
    /// Its whole standard error in levels: its own and its source's bias together.
    pub fn whole_error(&self) -> f64 {
        self.standard_error.as_f64().hypot(self.bias_error.as_f64())
    }
}

/// What a rule makes of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The level.
    pub level: Level,
    /// Its standard error; `None` if the rule cannot tell one.
    pub standard_error: Option<Level>,
    /// Whether the error rests on errors that assessments state themselves.
    pub error_is_stated: bool,
}

/// Of whom and of what the evidence is.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The agency, whose [`crate::workforce::Assessments::sources`] name the sources.
    pub agency: &'a Agency,
    /// The day on which the level is asked for.
    pub as_of: Date,
    /// Who.
    pub person: PersonIndex,
    /// In which competency.
    pub competency: CompetencyIndex,
}

/// A rule that makes one level of the assessments of a person in a competency.
///
/// [`Latest`], [`Best`] and [`ReliabilityWeighted`] are shipped; an own one can use them. It must
/// be a pure function: the same evidence gives the same level, in whatever order people are asked.
///
/// ```
/// use mahir::gap::{Evidence, EvidenceRule, Held, Latest, Subject};
///
/// /// The supervisor's word where there is one; else the latest assessment.
/// struct Supervisor;
///
/// impl EvidenceRule for Supervisor {
///     fn name(&self) -> &str {
///         "supervisor first"
///     }
///
///     fn held(&self, subject: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
///         let supervisor = subject.agency.assessments.sources().find("supervisor");
///         let of_supervisor = evidence.iter().rfind(|one| Some(one.source) == supervisor);
///         match of_supervisor {
///             Some(one) => Latest.held(subject, std::slice::from_ref(one)),
///             None => Latest.held(subject, evidence),
///         }
///     }
/// }
/// # let _ = Supervisor;
/// ```
pub trait EvidenceRule: Sync {
    /// What it is called in documents and reasons.
    fn name(&self) -> &str;

    /// The level by the evidence, of which there is at least one piece; in the order of the table
    /// of assessments. `None` treats the person as one without evidence.
    fn held(&self, subject: &Subject<'_>, evidence: &[Evidence]) -> Option<Held>;
}
