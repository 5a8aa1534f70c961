//! The level that a person holds, taken from assessments by a stated rule.

use super::{EvidenceChoice, EvidencePolicy, GapError};
use crate::agency::Agency;
use crate::words::id::{CompetencyIndex, PersonIndex, SourceIndex};
use crate::words::measure::{Date, Level};
use crate::workforce::Assessment;

/// What the evidence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    /// The level in steps of 1/300.
    pub(super) level: Level,
    /// Its standard error, in steps of 1/300, rounded to the nearest.
    pub(super) standard_error: Level,
}

/// The rule of evidence, made ready for an agency and a day.
pub(super) struct Rule<'a> {
    agency: &'a Agency,
    choose: EvidenceChoice,
    as_of: Date,
    not_before: Option<Date>,
    /// Empty: all count.
    sources: Vec<SourceIndex>,
    unknown_error: Level,
}

impl<'a> Rule<'a> {
    /// Checks the policy and makes it ready.
    pub(super) fn new(
        agency: &'a Agency,
        as_of: Date,
        policy: &EvidencePolicy,
    ) -> Result<Self, GapError> {
        let mut sources = Vec::new();
        for name in &policy.sources {
            let Some(source) = agency.assessments.sources().find(name) else {
                let known: Vec<&str> = agency.assessments.sources().names().collect();
                return Err(GapError::Policy {
                    setting: "sources",
                    found: format!("'{name}'"),
                    expected: format!("a source of the assessments: {}", known.join(", ")),
                });
            };
            sources.push(source);
        }
        if policy.standard_error_if_unknown.is_none() {
            return Err(GapError::Policy {
                setting: "standard_error_if_unknown",
                found: "0".to_owned(),
                expected: "more than 0 levels".to_owned(),
            });
        }
        let not_before = policy
            .months_at_most
            .and_then(|months| as_of.checked_sub_months(chrono::Months::new(months)));
        Ok(Self {
            agency,
            choose: policy.choose,
            as_of,
            not_before,
            sources,
            unknown_error: policy.standard_error_if_unknown,
        })
    }

    /// Whether an assessment counts. One without a date counts unless there is a limit of age.
    fn counts(&self, assessment: &Assessment) -> bool {
        let in_time = match (assessment.date, self.not_before) {
            (Some(date), Some(first)) => first <= date && date <= self.as_of,
            (Some(date), None) => date <= self.as_of,
            (None, limit) => limit.is_none(),
        };
        in_time && (self.sources.is_empty() || self.sources.contains(&assessment.source))
    }

    /// What the evidence says of a person in a competency; `None` if there is none.
    pub(super) fn of(&self, person: PersonIndex, competency: CompetencyIndex) -> Option<Evidence> {
        let all = || {
            self.agency
                .assessments
                .of_competency(person, competency)
                .filter(|assessment| self.counts(assessment))
        };
        match self.choose {
            EvidenceChoice::Best => {
                let best =
                    all().max_by_key(|one| (one.level, std::cmp::Reverse(self.error(one))))?;
                Some(Evidence {
                    level: best.level,
                    standard_error: self.error(&best),
                })
            }
            EvidenceChoice::Latest => {
                let latest = all().map(|assessment| assessment.date).max()?;
                self.plain_mean(all().filter(|assessment| assessment.date == latest))
            }
            EvidenceChoice::ReliabilityWeighted => self.weighted_mean(all()),
        }
    }

    fn error(&self, assessment: &Assessment) -> Level {
        assessment.standard_error.unwrap_or(self.unknown_error)
    }

    /// The mean, and the standard error of a mean of independent assessments.
    fn plain_mean(&self, assessments: impl Iterator<Item = Assessment>) -> Option<Evidence> {
        let (mut count, mut sum, mut squares) = (0_u64, 0_u64, 0_u64);
        for assessment in assessments {
            count += 1;
            sum += u64::from(assessment.level.steps());
            squares += u64::from(self.error(&assessment).steps()).pow(2);
        }
        if count == 0 {
            return None;
        }
        Some(Evidence {
            level: steps((2 * sum + count) / (2 * count)),
            standard_error: steps(((squares as f64).sqrt() / count as f64).round() as u64),
        })
    }

    /// The mean weighted by one over the squared standard error, in whole numbers: Σ w l ÷ Σ w
    /// with w = 1 ÷ s². Its standard error is 1 ÷ √Σ w. (Inverse-variance weighting; sources are
    /// taken to err independently.)
    fn weighted_mean(&self, assessments: impl Iterator<Item = Assessment>) -> Option<Evidence> {
        /// Weights are whole numbers of this; the largest error is 65,534 steps.
        const SCALE: u128 = 1 << 40;
        let (mut weights, mut sum) = (0_u128, 0_u128);
        for assessment in assessments {
            // An error of zero would silence all others; one step is as sure as levels can tell.
            let error = u128::from(self.error(&assessment).steps().max(1));
            let weight = SCALE / (error * error);
            weights += weight;
            sum += weight * u128::from(assessment.level.steps());
        }
        if weights == 0 {
            return None;
        }
        let level = (2 * sum + weights) / (2 * weights);
        let error = (SCALE as f64 / weights as f64).sqrt().round();
        Some(Evidence {
            level: steps(level as u64),
            standard_error: steps(error as u64),
        })
    }
}

/// A level from steps that are an average of levels, so they fit; the highest value marks
/// "unknown" and is left out.
fn steps(steps: u64) -> Level {
    Level::from_steps(u16::try_from(steps).unwrap_or(u16::MAX).min(u16::MAX - 1))
}
