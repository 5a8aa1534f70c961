//! How a level is taken from evidence, as values that a user can change.

use serde::{Deserialize, Serialize};

use crate::words::measure::Level;

/// How the level that a person holds is taken from assessments, in this order:
///
/// 1. which assessments count: [`EvidencePolicy::months_at_most`], [`EvidencePolicy::sources`],
///    and none from after the day for which needs were found;
/// 2. what each says: [`EvidencePolicy::corrections`] of its source, its standard error or one that
///    is assumed, and what age adds ([`EvidencePolicy::half_life_months`]);
/// 3. whose word goes first: [`EvidencePolicy::source_priority`];
/// 4. one level of what is left: [`EvidencePolicy::choose`], or a rule of your own
///    ([`crate::need::Needs::gaps_by`]);
/// 5. people without evidence: [`EvidencePolicy::unrated`];
/// 6. whether levels are drawn towards the group: [`EvidencePolicy::shrink_to_group`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct EvidencePolicy {
    /// Which of several assessments counts.
    pub choose: EvidenceChoice,
    /// Assessments older than so many months do not count, nor do those without a date; `None`
    /// for no limit.
    pub months_at_most: Option<u32>,
    /// Age decay: with every so many months of age an assessment counts half as much, that is, the
    /// variance of its error doubles. Those without a date do not count then. `None` for no decay.
    pub half_life_months: Option<u32>,
    /// Sources that count; others do not. Empty: all count.
    pub sources: Vec<String>,
    /// Sources in the order in which they are believed: only what comes from the first of them
    /// that has assessed the person in the competency counts. Sources that are not named come
    /// last, all together. Empty: all are equal.
    pub source_priority: Vec<String>,
    /// What is known of the bias of sources, such as of self-ratings.
    pub corrections: Vec<SourceCorrection>,
    /// The standard error of an assessment that gives none, in levels. Rows that rest on it say
    /// so ([`super::Basis::ErrorAssumed`]).
    pub standard_error_if_unknown: Level,
    /// What is assumed of people without evidence.
    pub unrated: Unrated,
    /// Whether levels from evidence are drawn towards the group of the person by how unsure they
    /// are (Kelley's true score): T = M + r (x − M) with r = σ² ÷ (σ² + s²), M the mean of the
    /// person's group as for [`Unrated::GroupMean`], σ² the variance of true levels within groups,
    /// s the standard error. Off by default: the job–person match takes levels as assessed.
    pub shrink_to_group: bool,
}

impl Default for EvidencePolicy {
    fn default() -> Self {
        Self {
            choose: EvidenceChoice::ReliabilityWeighted,
            months_at_most: None,
            half_life_months: None,
            sources: Vec::new(),
            source_priority: Vec::new(),
            corrections: Vec::new(),
            standard_error_if_unknown: Level::from_steps(150),
            unrated: Unrated::GroupMean,
            shrink_to_group: false,
        }
    }
}

/// Which of several assessments counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceChoice {
    /// The one with the latest date; of several on that day their mean ([`super::Latest`]).
    Latest,
    /// The highest level ([`super::Best`]).
    Best,
    /// The mean, weighted by one over the squared standard error
    /// ([`super::ReliabilityWeighted`]).
    ReliabilityWeighted,
}

/// What is known of how a source errs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SourceCorrection {
    /// The source, as the assessments name it.
    pub source: String,
    /// By how many levels it rates too high on average (too low, if negative); taken off every
    /// level, which stays within the scale. From −218 to 218.
    #[serde(default)]
    pub bias: f64,
    /// The standard error of that bias, in levels; all ratings of the source share it, so more of
    /// them do not make it smaller. From 0 to 218.
    #[serde(default)]
    pub bias_error: f64,
    /// The standard error of this source's assessments that give none, in levels; `None` for
    /// [`EvidencePolicy::standard_error_if_unknown`].
    #[serde(default)]
    pub standard_error_if_unknown: Option<Level>,
}

impl SourceCorrection {
    /// A correction that takes a bias off, as if it were known exactly.
    pub fn new(source: &str, bias: f64) -> Self {
        Self {
            source: source.to_owned(),
            bias,
            bias_error: 0.0,
            standard_error_if_unknown: None,
        }
    }
}

/// What is assumed of people without evidence: never silently zero or perfect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unrated {
    /// No competence.
    Zero,
    /// The mean of the rated people who need the same competency in the same post, drawn towards
    /// the mean of all who need it by how few they are and how little posts differ (empirical
    /// Bayes: M + B (m − M), B = τ² ÷ (τ² + σ² ÷ n), with the variances between and within posts
    /// by the analysis of variance). Its standard error is what a further person of the post
    /// deviates from it. Nobody rated: left open.
    GroupMean,
    /// Nothing: the competency is left out of the person's score, and has no gap.
    LeaveOpen,
}
