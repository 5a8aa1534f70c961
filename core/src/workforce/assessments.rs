//! Assessments (hasil penilaian kompetensi): what was measured of whom, when, and by which source.

use serde::{Deserialize, Serialize};

use crate::words::grouping::Grouping;
use crate::words::id::{CompetencyIndex, Ids, PersonIndex, SourceIndex};
use crate::words::measure::{Date, Level};

/// One assessment of one person in one competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// In which competency.
    pub competency: CompetencyIndex,
    /// The level that was found; 0 is "none".
    pub level: Level,
    /// When, if known.
    pub date: Option<Date>,
    /// By which kind of source.
    pub source: SourceIndex,
    /// The standard error of the level, if known.
    pub standard_error: Option<Level>,
}

/// All assessments, grouped by person; within a person by competency, then as in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessments {
    pub(crate) sources: Ids<SourceIndex>,
    pub(crate) by_person: Grouping<PersonIndex>,
    pub(crate) competencies: Vec<CompetencyIndex>,
    pub(crate) levels: Vec<Level>,
    pub(crate) dates: Vec<Option<Date>>,
    pub(crate) source: Vec<SourceIndex>,
    /// Steps of 1/300 level; `u16::MAX` is unknown.
    pub(crate) standard_errors: Vec<u16>,
}

impl Assessments {
    /// The kinds of sources.
    pub fn sources(&self) -> &Ids<SourceIndex> {
        &self.sources
    }

    /// How many assessments there are.
    pub fn len(&self) -> usize {
        self.levels.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The assessments of a person, by competency.
    pub fn of(&self, person: PersonIndex) -> impl ExactSizeIterator<Item = Assessment> + '_ {
        self.by_person.rows(person).map(|row| self.at(row))
    }

    /// The assessments of a person in one competency.
    pub fn of_competency(
        &self,
        person: PersonIndex,
        competency: CompetencyIndex,
    ) -> impl ExactSizeIterator<Item = Assessment> + '_ {
        let rows = self.by_person.rows(person);
        let within = &self.competencies[rows.clone()];
        let start = rows.start + within.partition_point(|&other| other < competency);
        let end = rows.start + within.partition_point(|&other| other <= competency);
        (start..end).map(|row| self.at(row))
    }

    fn at(&self, row: usize) -> Assessment {
        Assessment {
            competency: self.competencies[row],
            level: self.levels[row],
            date: self.dates[row],
            source: self.source[row],
            standard_error: match self.standard_errors[row] {
                u16::MAX => None,
                steps => Some(Level::from_steps(steps)),
            },
        }
    }
}
