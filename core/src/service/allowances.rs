//! Allowances (kelonggaran): work that is not counted case by case, as WISN takes it.

use serde::{Deserialize, Serialize};

use crate::words::grouping::Grouping;
use crate::words::id::UnitIndex;
use crate::words::measure::{Minutes, Share};

/// Whose work an allowance stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllowanceKind {
    /// Work that everybody in the unit does, such as meetings and records: so much of each
    /// person's time.
    Category,
    /// Work that some people of the unit do, such as supervising: so many people, so much time
    /// each.
    Individual,
}

impl AllowanceKind {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Individual => "individual",
        }
    }

    /// As tables have it, in English or Indonesian.
    pub fn parse(text: &str) -> Option<Self> {
        match text.to_lowercase().as_str() {
            "category" | "kategori" | "semua" => Some(Self::Category),
            "individual" | "individu" | "perorangan" => Some(Self::Individual),
            _ => None,
        }
    }
}

/// How much time an allowance takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllowanceTime {
    /// A share of a person's effective time.
    Share(Share),
    /// Minutes a year of one person.
    Minutes(Minutes),
}

/// An allowance of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// What for.
    pub name: String,
    /// Whose work.
    pub kind: AllowanceKind,
    /// How much time, of each person.
    pub time: AllowanceTime,
    /// How many people do it; means nothing for a category allowance.
    pub people: u32,
}

/// All allowances, grouped by unit; within a unit as in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowances {
    pub(crate) by_unit: Grouping<UnitIndex>,
    pub(crate) rows: Vec<Allowance>,
}

impl Allowances {
    /// The allowances of a unit.
    pub fn of(&self, unit: UnitIndex) -> &[Allowance] {
        self.rows.get(self.by_unit.rows(unit)).unwrap_or(&[])
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
