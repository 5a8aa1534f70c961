//! The needs of an agency: one row for each person and competency, with the reasons kept.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::NeedPolicy;
use super::trend::{Expected, Trend, Unclear};
use super::workload::{ServiceWorkload, UnitWorkload};
use crate::agency::Agency;
use crate::statistics::Interval;
use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Index, PersonIndex, ServiceIndex, UnitIndex};
use crate::words::measure::{Date, Level, Month, Weight};

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
    /// A certificate that ends.
    pub const CERTIFICATE: Self = Self(16);
    /// A target that was missed.
    pub const PERFORMANCE: Self = Self(32);
    /// A source that the user brings.
    pub const OWN: Self = Self(64);

    /// Each source alone, with its name in tables.
    pub const EACH: [(Self, &'static str); 7] = [
        (Self::STANDARD, "standard"),
        (Self::DEMAND, "demand"),
        (Self::PRIORITY, "priority"),
        (Self::NEXT_POST, "next_post"),
        (Self::CERTIFICATE, "certificate"),
        (Self::PERFORMANCE, "performance"),
        (Self::OWN, "own"),
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
        self.0 > 0 && self.0 < 128
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

/// The demand for a service and what it asks of its unit. Numbers of people are in thousandths of
/// a person where they are not whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceDemand {
    /// Which service.
    pub service: ServiceIndex,
    /// Which unit gives it.
    pub unit: UnitIndex,
    /// How many months are known.
    pub months_known: u32,
    /// Cases in the earlier of the last two years. Months that are not known count as the mean of
    /// those that are; `None` if too few are.
    pub volume_before: Option<f64>,
    /// Cases in the last twelve months, likewise.
    pub volume_now: Option<f64>,
    /// Cases expected in the twelve months from the month of `as_of` on, with their interval and
    /// how they were found; `None` if that cannot be told.
    pub volume_expected: Option<Expected>,
    /// Growth a year: Sen's seasonal slope as a share of the level of the year before the last
    /// (0.25: by a quarter), to six decimals. `None` if it has no figure.
    pub growth: Option<f64>,
    /// Where the growth lies, with the confidence of the rule.
    pub growth_interval: Option<Interval>,
    /// How probable such a trend, or a stronger one, is where there is none.
    pub p_value: Option<f64>,
    /// What the variance of the test was multiplied with, because months that follow each other
    /// are alike.
    pub variance_inflation: Option<f64>,
    /// The last month before the level changed at once; `None` if it did not, or changed bit by
    /// bit.
    pub changed_after: Option<Month>,
    /// Where the volume is going.
    pub trend: Trend,
    /// Why that cannot be told.
    pub unclear: Option<Unclear>,
    /// People that the volume of the last twelve months takes (ABK).
    pub people_needed_now: Option<u64>,
    /// People that the expected volume takes (ABK).
    pub people_needed_expected: Option<u64>,
    /// People that the lower end of the expected volume takes.
    pub people_needed_low: Option<u64>,
    /// People that its upper end takes.
    pub people_needed_high: Option<u64>,
    /// People who work in the unit.
    pub people_there: u32,
    /// People that the unit's whole expected work takes, allowances included
    /// ([`crate::need::workload::UnitWorkload::needed_expected`]).
    pub unit_workload_expected: Option<u64>,
    /// How many people are asked to hold the service's competencies: those that its expected
    /// volume takes, rounded up, at most those of the unit who stay until the due day.
    pub people_asked: Option<u32>,
    /// How many of them hold the asked level of the competency in which fewest do, by their latest
    /// assessment; people without one are not counted. `None` if the service names no competency.
    pub people_able: Option<u32>,
    /// The first month in which the work passes what the able people can do in a month, if it does
    /// within the rule's horizon.
    pub passed_in: Option<Month>,
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
    /// How many of the unit's people hold it today, by their latest assessment.
    pub holders: u32,
    /// How much more the competency matters: one plus the growth of a rising service.
    pub growth: Weight,
    /// By when.
    pub due: Option<Date>,
}

/// What a source that a user brings asked for: a need's row, and the reason in its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldReason {
    /// Which row of the needs.
    pub row: usize,
    /// What the source is called.
    pub source: String,
    /// Its reason in English.
    pub english: String,
    /// Its reason in Indonesian.
    pub indonesian: String,
}

/// The needs of an agency on a day. Immutable, cheap to clone.
#[derive(Clone, Debug)]
pub struct Needs {
    pub(super) content: Arc<Content>,
}

/// Columns of equal length, one row per person and competency, grouped by person, within a
/// person in the order of the competencies, each competency once.
#[derive(Clone, Debug, PartialEq)]
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
    pub(super) workload: Vec<UnitWorkload>,
    /// One row for each service, in order; follows from the rest, so documents do not hold it.
    pub(super) service_workload: Vec<ServiceWorkload>,
    pub(super) headcounts: Vec<HeadcountNeed>,
    /// For each headcount who is to hold the level, in the order of the table.
    pub(super) nominees: Vec<Vec<PersonIndex>>,
    /// By row, then as the sources were given.
    pub(super) told: Vec<ToldReason>,
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

    /// The work of each unit that gives a service.
    pub fn workload(&self) -> &[UnitWorkload] {
        &self.content.workload
    }

    /// The work of each service and who serves it, in the order of [`Needs::demands`].
    pub fn service_workload(&self) -> &[ServiceWorkload] {
        &self.content.service_workload
    }

    /// The reasons of sources that the user brought, by row.
    pub fn told(&self) -> &[ToldReason] {
        &self.content.told
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
