//! Answers to questionnaires: of the people who are served, and of those who attended.

use serde::{Deserialize, Serialize};

use super::KirkpatrickLevel;
use crate::words::id::{Index, ProgrammeIndex, ServiceIndex};
use crate::words::measure::Date;

/// What a questionnaire is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SurveyOf {
    /// A service, asked of those who are served (survei kepuasan masyarakat, SKM); answers 1 to 4.
    Service(ServiceIndex),
    /// A programme on one of Kirkpatrick's levels: reaction, or transfer months later; answers 1
    /// to 5.
    Programme(ProgrammeIndex, KirkpatrickLevel),
}

impl SurveyOf {
    /// The highest answer.
    pub const fn highest(self) -> u8 {
        match self {
            Self::Service(_) => 4,
            Self::Programme(..) => 5,
        }
    }
}

/// One answer of one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    /// About what.
    pub about: SurveyOf,
    /// On which day.
    pub date: Date,
    /// The number of the form; the same number on another day is another form.
    pub form: u32,
    /// Which element, a position in [`Surveys::elements`].
    pub element: u16,
    /// The answer, from 1 to [`SurveyOf::highest`].
    pub answer: u8,
}

/// All answers, in the order of what they are about, day, form and element.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Surveys {
    pub(crate) elements: Vec<String>,
    pub(crate) rows: Vec<Answer>,
}

impl Surveys {
    /// The names of the elements (unsur), in the order of their names.
    pub fn elements(&self) -> &[String] {
        &self.elements
    }

    /// All answers.
    pub fn rows(&self) -> &[Answer] {
        &self.rows
    }

    /// Everything that questionnaires are about, each once.
    pub fn subjects(&self) -> impl Iterator<Item = SurveyOf> + '_ {
        self.rows
            .chunk_by(|one, other| one.about == other.about)
            .filter_map(|rows| rows.first().map(|row| row.about))
    }

    /// The answers about one thing.
    pub fn of(&self, about: SurveyOf) -> &[Answer] {
        let start = self.rows.partition_point(|row| row.about < about);
        let end = self.rows.partition_point(|row| row.about <= about);
        self.rows.get(start..end).unwrap_or(&[])
    }

    /// The forms about one thing of the days that are kept: the names of the elements, and for each
    /// form a row of answers in their order, 0 for none. Elements are those of all days, so that
    /// forms before and after have the same columns.
    pub fn forms(&self, about: SurveyOf, keep: impl Fn(Date) -> bool) -> (Vec<&str>, Vec<Vec<u8>>) {
        let own = self.of(about);
        let mut elements: Vec<u16> = own.iter().map(|row| row.element).collect();
        elements.sort_unstable();
        elements.dedup();
        let forms = own
            .chunk_by(|one, other| (one.date, one.form) == (other.date, other.form))
            .filter(|rows| rows.first().is_some_and(|row| keep(row.date)))
            .map(|rows| {
                let mut answers = vec![0; elements.len()];
                for row in rows {
                    if let Ok(at) = elements.binary_search(&row.element) {
                        answers[at] = row.answer;
                    }
                }
                answers
            })
            .collect();
        let names = elements
            .iter()
            .filter_map(|&element| self.elements.get(usize::from(element)))
            .map(String::as_str)
            .collect();
        (names, forms)
    }

    /// Whether everything that is named is there, each answer once and within its range.
    pub(crate) fn is_consistent(&self, services: usize, programmes: usize) -> bool {
        let key = |row: &Answer| (row.about, row.date, row.form, row.element);
        self.elements.windows(2).all(|pair| pair[0] < pair[1])
            && self
                .rows
                .windows(2)
                .all(|pair| key(&pair[0]) < key(&pair[1]))
            && self.rows.iter().all(|row| {
                usize::from(row.element) < self.elements.len()
                    && (1..=row.about.highest()).contains(&row.answer)
                    && match row.about {
                        SurveyOf::Service(service) => service.position() < services,
                        SurveyOf::Programme(programme, _) => programme.position() < programmes,
                    }
            })
    }
}
