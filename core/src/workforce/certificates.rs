//! Certificates (sertifikat kompetensi): what a person has shown, and until when that counts.

use serde::{Deserialize, Serialize};

use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::{Date, Level};

/// A certificate of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// In which competency.
    pub competency: CompetencyIndex,
    /// For which level.
    pub level: Level,
    /// The last day on which it counts; `None` if it does not end.
    pub expires: Option<Date>,
}

/// All certificates, grouped by person; within a person by competency, then as in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificates {
    pub(crate) by_person: Grouping<PersonIndex>,
    pub(crate) rows: Vec<Certificate>,
}

impl Certificates {
    /// The certificates of a person, by competency.
    pub fn of(&self, person: PersonIndex) -> &[Certificate] {
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
