//! The gaps of an agency: what is needed minus what is held.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::EvidencePolicy;
use crate::agency::Agency;
use crate::need::Needs;
use crate::words::id::{CompetencyIndex, PersonIndex, UnitIndex};
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
    /// Needed minus held, never below zero; zero where the level is left open.
    pub gap: Level,
    /// How much it matters.
    pub weight: Weight,
    /// The standard error of the level that is held, in levels, if known.
    pub standard_error: Option<f64>,
    /// The probability that the true level is below the needed one, if it can be told.
    pub probability: Option<f64>,
}

/// How far a person meets the standard: the sums behind the job–person match (JPM).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Σ min(held, needed) in steps of 1/300 level.
    pub achieved: u64,
    /// Σ held in steps, surpluses included.
    pub achieved_uncapped: u64,
    /// Σ needed in steps, over competencies that are not left open.
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
#[derive(Debug)]
pub(super) struct Content {
    pub(super) needs: Needs,
    pub(super) policy: EvidencePolicy,
    /// Steps of 1/300 level; `u16::MAX` is left open.
    pub(super) held: Vec<u16>,
    pub(super) rated: Vec<bool>,
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
        use crate::words::id::Index;
        self.content.scores.get(person.position()).copied().unwrap_or_default()
    }

    /// The cell of a unit (without those below it) and a competency.
    pub fn heat(&self, unit: UnitIndex, competency: CompetencyIndex) -> HeatCell {
        use crate::words::id::Index;
        let row = unit.position() * self.agency().framework.len() + competency.position();
        self.content.heat.get(row).copied().unwrap_or_default()
    }
}
