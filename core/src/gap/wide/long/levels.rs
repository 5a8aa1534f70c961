//! The columns that a long frame was brought into.

use super::LongInput;
use crate::gap::wide::WideColumn;

/// Levels in wide columns: one column per competency, one level per person.
#[derive(Clone, PartialEq, Eq)]
pub struct LongLevels {
    levels: Kind,
    people: usize,
    competencies: usize,
}

/// All columns one after the other.
#[derive(Clone, PartialEq, Eq)]
enum Kind {
    Whole(Vec<u8>),
    Steps(Vec<u16>),
}

/// Sizes only: there may be millions of levels.
impl std::fmt::Debug for LongLevels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (people, competencies) = (self.people, self.competencies);
        write!(
            f,
            "LongLevels({people} people × {competencies} competencies)"
        )
    }
}

impl LongLevels {
    pub(super) fn whole(levels: Vec<u8>, input: &LongInput<'_>) -> Self {
        Self::new(Kind::Whole(levels), input)
    }

    pub(super) fn steps(levels: Vec<u16>, input: &LongInput<'_>) -> Self {
        Self::new(Kind::Steps(levels), input)
    }

    fn new(levels: Kind, input: &LongInput<'_>) -> Self {
        Self {
            levels,
            people: input.people as usize,
            competencies: input.competencies as usize,
        }
    }

    /// How many people, which is the length of each column.
    pub fn people(&self) -> usize {
        self.people
    }

    /// The column of each competency, as [`WideInput::held`](crate::gap::WideInput::held) takes
    /// them: [`WideColumn::WholeOrOpen`] where all levels are whole, else [`WideColumn::Steps`].
    pub fn columns(&self) -> Vec<WideColumn<'_>> {
        let column = |number: usize| number * self.people..(number + 1) * self.people;
        (0..self.competencies)
            .map(|number| match &self.levels {
                Kind::Whole(levels) => WideColumn::WholeOrOpen(&levels[column(number)]),
                Kind::Steps(levels) => WideColumn::Steps(&levels[column(number)]),
            })
            .collect()
    }
}
