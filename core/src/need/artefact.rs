//! The needs of an agency: one row for each person and competency, with the reasons kept.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::NeedPolicy;
use crate::agency::Agency;
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, ServiceIndex, UnitIndex};
use crate::words::measure::{Date, Level, Weight};

/// What speaks for a need: a set.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct NeedSources(u8);

impl NeedSources {
    /// The standard of the person's post (standar kompetensi jabatan).
    pub const STANDARD: Self = Self(1);
    /// Demand for the services of the person's unit.
    pub const DEMAND: Self = Self(2);
    /// A strategic priority of the region.
    pub const PRIORITY: Self = Self(4);
    /// The post that the person is meant to take next.
    pub const NEXT_POST: Self = Self(8);

    /// Each source alone, with its name in tables.
    pub const EACH: [(Self, &'static str); 4] = [
        (Self::STANDARD, "standard"),
        (Self::DEMAND, "demand"),
        (Self::PRIORITY, "priority"),
        (Self::NEXT_POST, "next_post"),
    ];

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of the other are in it.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The names of those in it, joined by `+`: `standard+demand`.
    pub fn names(self) -> String {
        let names: Vec<&str> = Self::EACH
            .iter()
            .filter(|(source, _)| self.has(*source))
            .map(|&(_, name)| name)
            .collect();
        names.join("+")
    }

    /// Whether it holds nothing but known sources, and at least one.
    pub(super) const fn is_known(self) -> bool {
        self.0 > 0 && self.0 < 16
    }
}

/// A need: a person must hold a competency at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Who.
    pub person: PersonIndex,
    /// Which competency.
    pub competency: CompetencyIndex,
    /// At least this level.
    pub level: Level,
    /// How much it matters: importance × demand × priority.
    pub weight: Weight,
    /// By when, if that is known.
    pub due: Option<Date>,
    /// What speaks for it.
    pub sources: NeedSources,
}

/// Where a service's volume is going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// More is asked for.
    Rising,
    /// About the same.
    Steady,
    /// Less is asked for.
    Falling,
    /// Too few months are known.
    CannotTell,
}

/// What a unit lacks for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Triage {
    /// Enough people, and enough of them able.
    Neither,
    /// Enough people, too few of them able: training helps.
    LackOfCompetence,
    /// Able people, too few of them: training does not help.
    LackOfPeople,
    /// Too few people, and too few of them able.
    Both,
    /// The volume is not known.
    CannotTell,
}

/// The demand for a service and what it asks of its unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceDemand {
    /// Which service.
    pub service: ServiceIndex,
    /// Which unit gives it.
    pub unit: UnitIndex,
    /// How many months are known.
    pub months_known: u32,
    /// Cases in the earlier twelve months that are compared. Months that are not known count as
    /// the mean of those that are; `None` if too few are.
    pub volume_before: Option<f64>,
    /// Cases in the last twelve months, likewise.
    pub volume_now: Option<f64>,
    /// Cases expected in the twelve months from the month of `as_of` on, if growth carries on.
    pub volume_expected: Option<f64>,
    /// Growth from the earlier to the last twelve months, as a share of the earlier (0.25: by a
    /// quarter), over the calendar months that are known in both, to six decimals. `None` if it
    /// cannot be told, or starts from nothing.
    pub growth: Option<f64>,
    /// Where it is going.
    pub trend: Trend,
    /// People that the volume of the last twelve months takes (ABK), in thousandths of a person.
    pub people_needed_now: Option<u64>,
    /// People that the expected volume takes (ABK), in thousandths of a person.
    pub people_needed_expected: Option<u64>,
    /// People who work in the unit.
    pub people_there: u32,
    /// The unit's whole workload over all its services, in thousandths of a person: expected, or
    /// of the last twelve months where the next cannot be told. Services of which neither is known
    /// are left out, so it is the least that the unit's work takes.
    pub unit_workload_expected: Option<u64>,
    /// How many people are asked to hold the service's competencies: those that its expected
    /// volume takes, rounded up, at most those of the unit who stay until the due day.
    pub people_asked: Option<u32>,
    /// How many of them hold the asked level of the competency in which fewest do, by their latest
    /// assessment; people without one are not counted. `None` if the service names no competency.
    pub people_able: Option<u32>,
    /// What is lacking.
    pub triage: Triage,
}

/// How many people of a unit must hold which level, for a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadcountNeed {
    /// In which unit.
    pub unit: UnitIndex,
    /// For which service.
    pub service: ServiceIndex,
    /// Which competency.
    pub competency: CompetencyIndex,
    /// At least this level.
    pub level: Level,
    /// So many people.
    pub people: u32,
    /// By when.
    pub due: Option<Date>,
}

/// The needs of an agency on a day. Immutable, cheap to clone.
#[derive(Clone, Debug)]
pub struct Needs {
    pub(super) content: Arc<Content>,
}

/// Columns of equal length, one row per person and competency, grouped by person, within a
/// person in the order of the competencies, each competency once.
#[derive(Debug, PartialEq)]
pub(super) struct Content {
    pub(super) agency: Agency,
    pub(super) as_of: Date,
    pub(super) policy: NeedPolicy,
    pub(super) by_person: Grouping<PersonIndex>,
    pub(super) competencies: Vec<CompetencyIndex>,
    pub(super) levels: Vec<Level>,
    pub(super) weights: Vec<Weight>,
    pub(super) due: Vec<Option<Date>>,
    pub(super) sources: Vec<NeedSources>,
    pub(super) demands: Vec<ServiceDemand>,
    pub(super) headcounts: Vec<HeadcountNeed>,
    /// For each headcount who is to hold the level, in the order of the table.
    pub(super) nominees: Vec<Vec<PersonIndex>>,
}

impl Needs {
    /// The agency whose needs these are.
    pub fn agency(&self) -> &Agency {
        &self.content.agency
    }

    /// The day for which they were found.
    pub fn as_of(&self) -> Date {
        self.content.as_of
    }

    /// The rules by which they were found.
    pub fn policy(&self) -> &NeedPolicy {
        &self.content.policy
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.content.levels.len()
    }

    /// Whether nobody needs anything.
    pub fn is_empty(&self) -> bool {
        self.content.levels.is_empty()
    }

    /// Which rows are a person's.
    pub fn rows_of(&self, person: PersonIndex) -> std::ops::Range<usize> {
        self.content.by_person.rows(person)
    }

    /// The grouping of rows by person.
    pub fn by_person(&self) -> &Grouping<PersonIndex> {
        &self.content.by_person
    }

    /// The competency of each row.
    pub fn competencies(&self) -> &[CompetencyIndex] {
        &self.content.competencies
    }

    /// The required level of each row.
    pub fn levels(&self) -> &[Level] {
        &self.content.levels
    }

    /// The weight of each row.
    pub fn weights(&self) -> &[Weight] {
        &self.content.weights
    }

    /// The day by which each row must be met, where known.
    pub fn due(&self) -> &[Option<Date>] {
        &self.content.due
    }

    /// What speaks for each row.
    pub fn sources(&self) -> &[NeedSources] {
        &self.content.sources
    }

    /// The needs of a person.
    pub fn of(&self, person: PersonIndex) -> impl ExactSizeIterator<Item = Need> + '_ {
        self.rows_of(person).map(move |row| Need {
            person,
            competency: self.content.competencies[row],
            level: self.content.levels[row],
            weight: self.content.weights[row],
            due: self.content.due[row],
            sources: self.content.sources[row],
        })
    }

    /// The demand for each service.
    pub fn demands(&self) -> &[ServiceDemand] {
        &self.content.demands
    }

    /// How many people of which unit must hold which level for which service.
    pub fn headcounts(&self) -> &[HeadcountNeed] {
        &self.content.headcounts
    }

    /// Who is to hold the level of a row of [`Needs::headcounts`], in the order of the table.
    pub fn nominees(&self, headcount: usize) -> &[PersonIndex] {
        self.content
            .nominees
            .get(headcount)
            .map_or(&[], Vec::as_slice)
    }

    /// The person whose row it is; `None` if there is no such row.
    pub fn person_of(&self, row: usize) -> Option<PersonIndex> {
        if row >= self.len() {
            return None;
        }
        // The last person whose rows do not all lie before the row.
        let (mut low, mut high) = (0, self.content.by_person.owners());
        while low < high {
            let middle = low + (high - low) / 2;
            let person = PersonIndex::at(middle)?;
            if self.rows_of(person).end <= row {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        PersonIndex::at(low)
    }
}
