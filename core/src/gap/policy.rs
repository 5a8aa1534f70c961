//! How a level is taken from evidence, as values that a user can change.

use serde::{Deserialize, Serialize};

use crate::words::measure::Level;

/// How the level that a person holds is taken from assessments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct EvidencePolicy {
    /// Which of several assessments counts.
    pub choose: EvidenceChoice,
    /// Assessments older than so many months do not count; `None` for no limit.
    pub months_at_most: Option<u32>,
    /// Sources that count; others do not. Empty: all count.
    pub sources: Vec<String>,
    /// The standard error of an assessment that gives none, in levels.
    pub standard_error_if_unknown: Level,
    /// What is assumed of people without evidence.
    pub unrated: Unrated,
}

impl Default for EvidencePolicy {
    fn default() -> Self {
        Self {
            choose: EvidenceChoice::ReliabilityWeighted,
            months_at_most: None,
            sources: Vec::new(),
            standard_error_if_unknown: Level::from_steps(150),
            unrated: Unrated::GroupMean,
        }
    }
}

/// Which of several assessments counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceChoice {
    /// The one with the latest date; of several on that day their mean.
    Latest,
    /// The highest level.
    Best,
    /// The mean, weighted by one over the squared standard error.
    ReliabilityWeighted,
}

/// What is assumed of people without evidence: never silently zero or perfect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unrated {
    /// No competence.
    Zero,
    /// The mean of the rated people who need the same competency in the same post; if there is
    /// none, of all who need it; if there is none, left open.
    GroupMean,
    /// Nothing: the competency is left out of the person's score, and has no gap.
    LeaveOpen,
}
