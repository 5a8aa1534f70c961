//! Performance (capaian kinerja, SKP): what a person was to reach, what was reached, and which
//! competency that takes.

use serde::{Deserialize, Serialize};

use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::Date;

/// One target of a person and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// The competency that reaching the target takes.
    pub competency: CompetencyIndex,
    /// What was to be reached; above zero.
    pub target: f64,
    /// What was reached; zero or more.
    pub actual: f64,
    /// When that was found, if known.
    pub date: Option<Date>,
}

impl Performance {
    /// The share of the target that was missed, in thousandths; 0 if it was reached.
    pub fn missed_thousandths(&self) -> u32 {
        let missed = (1.0 - self.actual / self.target).clamp(0.0, 1.0);
        // Between 0 and 1,000.
        (missed * 1_000.0).round() as u32
    }
}

/// All targets, grouped by person; within a person by competency, then as in the table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Performances {
    pub(crate) by_person: Grouping<PersonIndex>,
    pub(crate) rows: Vec<Performance>,
}

impl Performances {
    /// The targets of a person, by competency.
    pub fn of(&self, person: PersonIndex) -> &[Performance] {
        self.rows.get(self.by_person.rows(person)).unwrap_or(&[])
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
