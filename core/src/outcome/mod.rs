//! What was measured after programmes were held? Outcomes (hasil) on Kirkpatrick's four levels.

mod survey;

pub use survey::{Answer, SurveyOf, Surveys};

use serde::{Deserialize, Serialize};

use crate::words::id::{CompetencyIndex, Ids, Index, MeasureIndex, PersonIndex, ProgrammeIndex};
use crate::words::measure::Date;

/// Kirkpatrick's level of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KirkpatrickLevel {
    /// 1: how people liked it (reaksi).
    Reaction,
    /// 2: what they learnt (pembelajaran).
    Learning,
    /// 3: what they do at work (perilaku).
    Behaviour,
    /// 4: what it brought (hasil).
    Results,
}

impl KirkpatrickLevel {
    /// All four in order.
    pub const ALL: [Self; 4] = [
        Self::Reaction,
        Self::Learning,
        Self::Behaviour,
        Self::Results,
    ];

    /// 1 to 4.
    pub const fn number(self) -> u8 {
        match self {
            Self::Reaction => 1,
            Self::Learning => 2,
            Self::Behaviour => 3,
            Self::Results => 4,
        }
    }

    /// From 1 to 4.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }
}

/// In which group a person was.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeGroup {
    /// Attended the programme.
    Attended,
    /// Did not, and was measured for comparison.
    Comparison,
    /// Not stated: the schedule tells. Who waits for a later session, or was not drawn for a seat
    /// by lot, was measured for comparison; everybody else attended.
    #[default]
    NotStated,
}

/// A measure: a competency on its levels, or anything else that was counted or rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeasureOf {
    /// The level of a competency.
    Competency(CompetencyIndex),
    /// A measure of its own, such as satisfaction or minutes per file.
    Other,
}

/// One outcome of one person (or of a session as a whole, where no person is named).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Of which programme.
    pub programme: ProgrammeIndex,
    /// Of whom, if it is a person's.
    pub person: Option<PersonIndex>,
    /// What was measured.
    pub measure: MeasureIndex,
    /// On which of Kirkpatrick's levels.
    pub kirkpatrick: KirkpatrickLevel,
    /// The value before, if it was measured; finite.
    pub before: Option<f64>,
    /// The value after, if it was measured; finite.
    pub after: Option<f64>,
    /// When the value after was measured.
    pub date: Option<Date>,
    /// In which group.
    pub group: OutcomeGroup,
}

/// All outcomes, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcomes {
    pub(crate) programmes: Vec<ProgrammeIndex>,
    pub(crate) sessions: Vec<Option<String>>,
    pub(crate) people: Vec<Option<PersonIndex>>,
    pub(crate) measure_ids: Ids<MeasureIndex>,
    pub(crate) measures_of: Vec<MeasureOf>,
    pub(crate) measures: Vec<MeasureIndex>,
    pub(crate) kirkpatrick: Vec<KirkpatrickLevel>,
    pub(crate) before: Vec<Option<f64>>,
    pub(crate) after: Vec<Option<f64>>,
    pub(crate) dates: Vec<Option<Date>>,
    pub(crate) groups: Vec<OutcomeGroup>,
}

impl Outcomes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.programmes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.programmes.is_empty()
    }

    /// The measures.
    pub fn measures(&self) -> &Ids<MeasureIndex> {
        &self.measure_ids
    }

    /// What a measure is of.
    pub fn measure_of(&self, measure: MeasureIndex) -> MeasureOf {
        self.measures_of[measure.position()]
    }

    /// The session that a row names, as the table writes it.
    pub fn session(&self, row: usize) -> Option<&str> {
        self.sessions.get(row).and_then(Option::as_deref)
    }

    /// All outcomes in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Outcome> + '_ {
        (0..self.len()).map(|row| Outcome {
            programme: self.programmes[row],
            person: self.people[row],
            measure: self.measures[row],
            kirkpatrick: self.kirkpatrick[row],
            before: self.before[row],
            after: self.after[row],
            date: self.dates[row],
            group: self.groups[row],
        })
    }

    /// Those that a rule keeps, in the same order; the measures stay.
    #[must_use]
    pub fn filtered(&self, keep: impl Fn(&Outcome) -> bool) -> Self {
        let rows: Vec<usize> = self
            .iter()
            .enumerate()
            .filter(|(_, outcome)| keep(outcome))
            .map(|(row, _)| row)
            .collect();
        fn picked<T: Clone>(column: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().map(|&row| column[row].clone()).collect()
        }
        Self {
            programmes: picked(&self.programmes, &rows),
            sessions: picked(&self.sessions, &rows),
            people: picked(&self.people, &rows),
            measure_ids: self.measure_ids.clone(),
            measures_of: self.measures_of.clone(),
            measures: picked(&self.measures, &rows),
            kirkpatrick: picked(&self.kirkpatrick, &rows),
            before: picked(&self.before, &rows),
            after: picked(&self.after, &rows),
            dates: picked(&self.dates, &rows),
            groups: picked(&self.groups, &rows),
        }
    }

    /// Whether the columns fit together: equal lengths, known measures, finite values.
    pub(crate) fn is_consistent(&self) -> bool {
        let count = self.programmes.len();
        [
            self.sessions.len(),
            self.people.len(),
            self.measures.len(),
            self.kirkpatrick.len(),
            self.before.len(),
            self.after.len(),
            self.dates.len(),
            self.groups.len(),
        ]
        .iter()
        .all(|&length| length == count)
            && self.measures_of.len() == self.measure_ids.len()
            && self
                .measures
                .iter()
                .all(|measure| measure.position() < self.measure_ids.len())
            && self
                .before
                .iter()
                .chain(&self.after)
                .flatten()
                .all(|value| value.is_finite())
    }
}
