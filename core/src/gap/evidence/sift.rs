//! Which assessments count, and how they are corrected.

use super::{Evidence, EvidenceRule, Held, Subject};
use crate::agency::Agency;
use crate::gap::GapError;
use crate::gap::policy::{EvidencePolicy, SourceCorrection};
use crate::words::id::{CompetencyIndex, Index, PersonIndex, SourceIndex};
use crate::words::measure::{Date, Level};
use crate::workforce::Assessment;

/// A level that is left open, or a standard error that is not known.
pub(in crate::gap) const OPEN: u16 = u16::MAX;
/// The highest level that is kept; the value above it marks a level that is left open.
pub(in crate::gap) const HIGHEST: Level = Level::from_steps(u16::MAX - 1);
/// Days of a month on average (Gregorian calendar: 146,097 days in 4,800 months).
const DAYS_OF_MONTH: f64 = 30.436_875;
/// The largest bias of a source, in levels.
const BIAS_AT_MOST: f64 = 218.0;

/// A correction in steps.
#[derive(Clone, Copy, Default)]
struct Correction {
    bias: i32,
    bias_error: Level,
    unknown_error: Option<Level>,
}

/// The policy, made ready for an agency and a day.
pub(in crate::gap) struct Sieve<'a> {
    agency: &'a Agency,
    as_of: Date,
    not_before: Option<Date>,
    /// Whether each source counts; empty: all do.
    counts: Vec<bool>,
    /// The place of each source, the first wins; empty: all are equal.
    places: Vec<usize>,
    /// The correction of each source; empty: none has one.
    corrections: Vec<Correction>,
    unknown_error: Level,
    /// Days in which an error's variance doubles.
    half_life: Option<f64>,
}

impl<'a> Sieve<'a> {
    /// Checks the policy and makes it ready.
    pub(in crate::gap) fn new(
        agency: &'a Agency,
        as_of: Date,
        policy: &EvidencePolicy,
    ) -> Result<Self, GapError> {
        let known = agency.assessments.sources().len();
        let mut counts = Vec::new();
        if !policy.sources.is_empty() {
            counts = vec![false; known];
            for name in &policy.sources {
                counts[source(agency, "sources", name)?.position()] = true;
            }
        }
        let mut places = Vec::new();
        if !policy.source_priority.is_empty() {
            places = vec![usize::MAX; known];
            for (place, name) in policy.source_priority.iter().enumerate() {
                let to = &mut places[source(agency, "source_priority", name)?.position()];
                *to = place.min(*to);
            }
        }
        let mut corrections = Vec::new();
        if !policy.corrections.is_empty() {
            corrections = vec![None; known];
            for one in &policy.corrections {
                let to = &mut corrections[source(agency, "corrections", &one.source)?.position()];
                if to.replace(correction(one)?).is_some() {
                    return Err(GapError::Policy {
                        setting: "corrections",
                        found: format!("'{}' twice", one.source),
                        expected: "one correction for each source".to_owned(),
                    });
                }
            }
        }
        if policy.standard_error_if_unknown.is_none() {
            return Err(GapError::Policy {
                setting: "standard_error_if_unknown",
                found: "0".to_owned(),
                expected: "more than 0 levels".to_owned(),
            });
        }
        if policy.half_life_months == Some(0) {
            return Err(GapError::Policy {
                setting: "half_life_months",
                found: "0".to_owned(),
                expected: "at least 1 month, or nothing".to_owned(),
            });
        }
        let not_before = policy
            .months_at_most
            .and_then(|months| as_of.checked_sub_months(chrono::Months::new(months)));
        Ok(Self {
            agency,
            as_of,
            not_before,
            counts,
            places,
            corrections: corrections
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect(),
            unknown_error: policy.standard_error_if_unknown,
            half_life: policy
                .half_life_months
                .map(|months| f64::from(months) * DAYS_OF_MONTH),
        })
    }

    /// Whether an assessment counts. One without a date counts unless its age matters.
    fn counts(&self, assessment: &Assessment) -> bool {
        let in_time = match assessment.date {
            Some(date) => date <= self.as_of && self.not_before.is_none_or(|first| first <= date),
            None => self.not_before.is_none() && self.half_life.is_none(),
        };
        in_time && (self.counts.is_empty() || self.counts[assessment.source.position()])
    }

    /// An assessment that counts as evidence, corrected.
    fn corrected(&self, assessment: &Assessment) -> Evidence {
        let correction = match self.corrections.get(assessment.source.position()) {
            Some(correction) => *correction,
            None => Correction::default(),
        };
        let mut level = assessment.level.min(HIGHEST);
        if correction.bias != 0 {
            let top = self
                .agency
                .framework
                .top_level(assessment.competency)
                .max(level);
            let steps = i32::from(level.steps()) - correction.bias;
            // Within the scale, whose top fits.
            level = Level::from_steps(steps.clamp(0, i32::from(top.steps())) as u16);
        }
        let stated = assessment.standard_error;
        let mut error = stated
            .or(correction.unknown_error)
            .unwrap_or(self.unknown_error);
        if let (Some(half_life), Some(date)) = (self.half_life, assessment.date) {
            let days = (self.as_of - date).num_days() as f64;
            let aged = f64::from(error.steps()) * (days / (2.0 * half_life)).exp2();
            // Saturates at the largest error.
            error = Level::from_steps(aged.round() as u16);
        }
        Evidence {
            level,
            standard_error: error.clamp(Level::from_steps(1), HIGHEST),
            error_is_stated: stated.is_some(),
            bias_error: correction.bias_error,
            date: assessment.date,
            source: assessment.source,
        }
    }

    /// Leaves only what comes from the first of the sources in the order of priority.
    fn prefer(&self, evidence: &mut Vec<Evidence>) {
        if self.places.is_empty() || evidence.len() < 2 {
            return;
        }
        let place = |one: &Evidence| self.places[one.source.position()];
        let first = evidence.iter().map(place).min();
        evidence.retain(|one| Some(place(one)) == first);
    }

    /// The assessments of a person in a competency that count, with what the policy makes of each.
    pub(in crate::gap) fn told(
        &self,
        person: PersonIndex,
        competency: CompetencyIndex,
    ) -> Vec<(Assessment, Evidence)> {
        let all = self.agency.assessments.of_competency(person, competency);
        let mut counted: Vec<_> = all
            .filter(|assessment| self.counts(assessment))
            .map(|assessment| (assessment, self.corrected(&assessment)))
            .collect();
        if !self.places.is_empty() {
            let place = |one: &Evidence| self.places[one.source.position()];
            let first = counted.iter().map(|(_, one)| place(one)).min();
            counted.retain(|(_, one)| Some(place(one)) == first);
        }
        counted
    }

    /// Tells what a rule makes of the evidence of a person in each of some competencies, which
    /// stand in their order: the position among them and what is held, where there is evidence.
    pub(in crate::gap) fn each<R: EvidenceRule>(
        &self,
        rule: &R,
        person: PersonIndex,
        competencies: &[CompetencyIndex],
        scratch: &mut Vec<Evidence>,
        mut tell: impl FnMut(usize, Held),
    ) {
        // Both are in the order of competencies, so one walk finds all.
        let mut assessments = self.agency.assessments.of(person).peekable();
        for (position, &competency) in competencies.iter().enumerate() {
            scratch.clear();
            while let Some(assessment) =
                assessments.next_if(|assessment| assessment.competency <= competency)
            {
                if assessment.competency == competency && self.counts(&assessment) {
                    scratch.push(self.corrected(&assessment));
                }
            }
            if scratch.is_empty() {
                continue;
            }
            self.prefer(scratch);
            let subject = Subject {
                agency: self.agency,
                as_of: self.as_of,
                person,
                competency,
            };
            if let Some(held) = rule.held(&subject, scratch) {
                tell(position, held);
            }
        }
    }
}

fn source(agency: &Agency, setting: &'static str, name: &str) -> Result<SourceIndex, GapError> {
    agency.assessments.sources().find(name).ok_or_else(|| {
        let known: Vec<&str> = agency.assessments.sources().names().collect();
        GapError::Policy {
            setting,
            found: format!("'{name}'"),
            expected: format!("a source of the assessments: {}", known.join(", ")),
        }
    })
}

fn correction(one: &SourceCorrection) -> Result<Correction, GapError> {
    let refuse = |setting, found: f64, expected: &str| GapError::Policy {
        setting,
        found: found.to_string(),
        expected: expected.to_owned(),
    };
    // Comparisons are false for NaN, so it is refused as well.
    let within = |value: f64| value.abs() <= BIAS_AT_MOST;
    if !within(one.bias) {
        return Err(refuse(
            "bias",
            one.bias,
            "a number of levels from -218 to 218",
        ));
    }
    let bias_error = Level::from_f64(one.bias_error)
        .filter(|_| one.bias_error >= 0.0 && within(one.bias_error))
        .ok_or_else(|| {
            refuse(
                "bias_error",
                one.bias_error,
                "a number of levels from 0 to 218",
            )
        })?;
    if one.standard_error_if_unknown.is_some_and(Level::is_none) {
        return Err(refuse(
            "standard_error_if_unknown",
            0.0,
            "more than 0 levels, or nothing",
        ));
    }
    Ok(Correction {
        bias: (one.bias * f64::from(Level::STEPS)).round() as i32,
        bias_error,
        unknown_error: one.standard_error_if_unknown,
    })
}
