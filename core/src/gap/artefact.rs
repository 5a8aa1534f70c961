//! The gaps of an agency: what is needed minus what is held.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Basis, EvidencePolicy, expected_gap, shortfall_probability};
use crate::agency::Agency;
use crate::need::Needs;
use crate::regulation::Band;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, UnitIndex};
use crate::words::measure::{Level, Weight};

/// The gap of a person in a competency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Who.
    pub person: PersonIndex,
    /// In which competency.
    pub competency: CompetencyIndex,
    /// The level that is needed.
    pub needed: Level,
    /// The level that is held by the evidence (or by the rule for people without any); `None` if
    /// the rule leaves it open.
    pub held: Option<Level>,
    /// Whether there was evidence.
    pub rated: bool,
    /// What the level and its error rest on.
    pub basis: Basis,
    /// Needed minus held, never below zero; zero where the level is left open.
    pub gap: Level,
    /// How much it matters.
    pub weight: Weight,
    /// The standard error of the level that is held, in levels, if known.
    pub standard_error: Option<f64>,
    /// The probability that the true level is below the needed one, if it can be told
    /// ([`super::shortfall_probability`]).
    pub probability: Option<f64>,
    /// The gap that is expected with that doubt, in levels, if it can be told
    /// ([`super::expected_gap`]).
    pub expected: Option<f64>,
}

/// How far a person meets the standard of the post: the sums behind the job–person match (JPM).
///
/// The regulation takes the match against the standard of the post alone. What demand or the next
/// post ask beyond it makes gaps ([`Gaps::gaps`]), but does not lower the match. If the needs were
/// found without the standards of posts, the match is with all needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Σ min(held, standard) in steps of 1/300 level.
    pub achieved: u64,
    /// Σ held in steps, surpluses included.
    pub achieved_uncapped: u64,
    /// Σ standard in steps, over competencies that are not left open.
    pub required: u64,
}

/// A cell of the heat map: a unit and a competency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatCell {
    /// People of the unit who need the competency.
    pub people: u32,
    /// Those of them who fall short.
    pub short: u32,
    /// Those of them without evidence.
    pub unrated: u32,
    /// Σ gap in steps of 1/300 level.
    pub gap_steps: u64,
    /// Σ weight × gap, in thousandths × steps.
    pub weighted_gap: u64,
}

/// A competency in the order of how much of it is lacking.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankedNeed {
    /// Which competency.
    pub competency: CompetencyIndex,
    /// Its rank; 1 lacks most; equal sums share a rank.
    pub rank: u32,
    /// People who need it.
    pub people: u32,
    /// Those of them who fall short.
    pub short: u32,
    /// Mean gap in levels over all who need it.
    pub mean_gap: f64,
    /// Σ weight × gap in weighted levels.
    pub weighted_gap: f64,
}

/// The gaps of an agency. Immutable, cheap to clone.
#[derive(Clone, Debug)]
pub struct Gaps {
    pub(super) content: Arc<Content>,
}

/// Columns aligned with the rows of the needs, and one score per person.
#[derive(Debug, PartialEq)]
pub(super) struct Content {
    pub(super) needs: Needs,
    pub(super) policy: EvidencePolicy,
    /// The name of a rule of the user's own, which took the place of the policy's choice.
    pub(super) own_rule: Option<String>,
    /// Steps of 1/300 level; `u16::MAX` is left open.
    pub(super) held: Vec<u16>,
    pub(super) basis: Vec<Basis>,
    pub(super) gaps: Vec<Level>,
    /// Steps of 1/300 level; `u16::MAX` is unknown.
    pub(super) standard_errors: Vec<u16>,
    pub(super) scores: Vec<Score>,
    /// Units × competencies, unit by unit.
    pub(super) heat: Vec<HeatCell>,
}

impl Gaps {
    /// The needs that were compared with what is held.
    pub fn needs(&self) -> &Needs {
        &self.content.needs
    }

    /// The agency.
    pub fn agency(&self) -> &Agency {
        self.content.needs.agency()
    }

    /// By which rule levels were taken from evidence.
    pub fn policy(&self) -> &EvidencePolicy {
        &self.content.policy
    }

    /// The name of the rule of the user's own that took levels from evidence, in place of
    /// [`EvidencePolicy::choose`]; `None` if it was a shipped one.
    pub fn own_rule(&self) -> Option<&str> {
        self.content.own_rule.as_deref()
    }

    /// The gap of each row of the needs; zero where the need is met or the level is left open.
    pub fn gaps(&self) -> &[Level] {
        &self.content.gaps
    }

    /// The level held in a row of the needs; `None` if it is left open.
    pub fn held(&self, row: usize) -> Option<Level> {
        match self.content.held.get(row) {
            None | Some(&u16::MAX) => None,
            Some(&steps) => Some(Level::from_steps(steps)),
        }
    }

    /// The score of a person.
    pub fn score(&self, person: PersonIndex) -> Score {
        self.content
            .scores
            .get(person.position())
            .copied()
            .unwrap_or_default()
    }

    /// The cell of a unit (without those below it) and a competency.
    pub fn heat(&self, unit: UnitIndex, competency: CompetencyIndex) -> HeatCell {
        let row = unit.position() * self.agency().framework.len() + competency.position();
        self.content.heat.get(row).copied().unwrap_or_default()
    }

    /// The gap of a row of the needs; `None` if there is no such row.
    pub fn gap(&self, row: usize) -> Option<Gap> {
        let person = self.content.needs.person_of(row)?;
        self.gap_of(person, row)
    }

    /// The gap of a row that is known to be a person's; looking the person up is left out.
    pub(super) fn gap_of(&self, person: PersonIndex, row: usize) -> Option<Gap> {
        let needs = &self.content.needs;
        let needed = *needs.levels().get(row)?;
        let held = self.held(row);
        let standard_error = match self.content.standard_errors.get(row) {
            None | Some(&u16::MAX) => None,
            Some(&steps) => Some(Level::from_steps(steps).as_f64()),
        };
        let difference = held
            .zip(standard_error)
            .map(|(held, error)| (needed.as_f64() - held.as_f64(), error));
        Some(Gap {
            person,
            competency: needs.competencies()[row],
            needed,
            held,
            rated: self.content.basis[row].is_rated(),
            basis: self.content.basis[row],
            gap: self.content.gaps[row],
            weight: needs.weights()[row],
            standard_error,
            probability: difference.and_then(|(by, error)| shortfall_probability(by, error)),
            expected: difference.and_then(|(by, error)| expected_gap(by, error)),
        })
    }

    /// Whether there is evidence for a row of the needs.
    pub fn is_rated(&self, row: usize) -> bool {
        self.basis(row).is_rated()
    }

    /// What the level held in a row of the needs rests on; open if there is no such row.
    pub fn basis(&self, row: usize) -> Basis {
        self.content.basis.get(row).copied().unwrap_or_default()
    }

    /// The band of a person's job–person match by the regulation's bands for mapping, decided in
    /// whole numbers; `None` if nothing can be compared.
    pub fn band(&self, person: PersonIndex) -> Option<Band> {
        let score = self.score(person);
        self.agency()
            .regulation
            .mapping_bands()
            .band(score.achieved, score.required)
    }

    /// How many people are in each band, the lowest band first, and how many have none.
    pub fn band_counts(&self) -> (Vec<(Band, u32)>, u32) {
        let bands = self.agency().regulation.mapping_bands();
        let mut counts: Vec<(Band, u32)> = bands
            .usage()
            .bands()
            .into_iter()
            .map(|band| (band, 0))
            .collect();
        let mut without = 0;
        for score in &self.content.scores {
            match bands.band(score.achieved, score.required) {
                Some(band) => {
                    if let Some((_, count)) = counts.iter_mut().find(|(other, _)| *other == band) {
                        *count += 1;
                    }
                }
                None => without += 1,
            }
        }
        (counts, without)
    }

    /// The cell of a unit with all units below it, and a competency.
    pub fn heat_with_subunits(&self, unit: UnitIndex, competency: CompetencyIndex) -> HeatCell {
        let units = &self.agency().units;
        units
            .indices()
            .filter(|&other| units.lineage(other).any(|above| above == unit))
            .fold(HeatCell::default(), |sum, other| {
                sum.and(self.heat(other, competency))
            })
    }
}

impl Score {
    /// The job–person match in percent, surpluses cut off; `None` if nothing is required. For
    /// display only: bands are decided from the sums.
    pub fn percent(&self) -> Option<f64> {
        (self.required > 0).then(|| self.achieved as f64 * 100.0 / self.required as f64)
    }

    /// The job–person match in percent with surpluses counted, which lets a surplus in one
    /// competency hide a gap in another.
    pub fn percent_uncapped(&self) -> Option<f64> {
        (self.required > 0).then(|| self.achieved_uncapped as f64 * 100.0 / self.required as f64)
    }
}

impl HeatCell {
    /// The mean gap in levels over the people who need the competency; `None` if nobody does.
    pub fn mean_gap(&self) -> Option<f64> {
        (self.people > 0)
            .then(|| self.gap_steps as f64 / f64::from(Level::STEPS) / f64::from(self.people))
    }

    /// Both cells together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            people: self.people.saturating_add(other.people),
            short: self.short.saturating_add(other.short),
            unrated: self.unrated.saturating_add(other.unrated),
            gap_steps: self.gap_steps.saturating_add(other.gap_steps),
            weighted_gap: self.weighted_gap.saturating_add(other.weighted_gap),
        }
    }
}
