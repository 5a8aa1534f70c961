//! People (pegawai): where they work, in which post, and until when.

use serde::{Deserialize, Serialize};

use crate::words::explanation::Language;
use crate::words::grouping::Grouping;
use crate::words::id::{Ids, Index, PersonIndex, PostIndex, UnitIndex, is_personal_number};
use crate::words::measure::{Date, Hours};

/// The kind of employment (status kepegawaian).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EmploymentStatus {
    /// Civil servant (pegawai negeri sipil): entitled to a floor of training hours a year.
    #[default]
    Pns,
    /// Government employee with a contract (pegawai pemerintah dengan perjanjian kerja): has a
    /// ceiling of training hours a year.
    Pppk,
}

impl EmploymentStatus {
    /// As tables write it: `PNS` or `PPPK`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Pns => "PNS",
            Self::Pppk => "PPPK",
        }
    }

    /// From `PNS` or `PPPK` in any case.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_uppercase().as_str() {
            "PNS" => Some(Self::Pns),
            "PPPK" | "P3K" => Some(Self::Pppk),
            _ => None,
        }
    }
}

/// The people of an agency. Columns of equal length, in the order of the table.
///
/// An id may be an employee number (NIP), so it is never shown by default: use
/// [`People::label`] wherever a person reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    pub(crate) ids: Ids<PersonIndex>,
    pub(crate) units: Vec<UnitIndex>,
    pub(crate) posts: Vec<PostIndex>,
    pub(crate) statuses: Vec<EmploymentStatus>,
    pub(crate) retires_on: Vec<Option<Date>>,
    pub(crate) contract_until: Vec<Option<Date>>,
    pub(crate) hours_this_year: Vec<Hours>,
    pub(crate) next_posts: Vec<Option<PostIndex>>,
    /// The people of each unit, in the order of the table.
    pub(crate) by_unit: Grouping<UnitIndex>,
    pub(crate) members: Vec<PersonIndex>,
}

impl People {
    /// The ids as given; they may be employee numbers.
    pub fn ids(&self) -> &Ids<PersonIndex> {
        &self.ids
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Everybody in order.
    pub fn indices(
        &self,
    ) -> impl ExactSizeIterator<Item = PersonIndex> + DoubleEndedIterator + use<> {
        self.ids.indices()
    }

    /// What to call the person where people read: the id, or a pseudonym by the row's number if
    /// the id looks like an employee number.
    pub fn label(&self, person: PersonIndex) -> String {
        let id = self.ids.name(person);
        if is_personal_number(id) {
            format!("person-{:06}", person.position() + 1)
        } else {
            id.to_owned()
        }
    }

    /// The person's unit.
    pub fn unit(&self, person: PersonIndex) -> UnitIndex {
        self.units[person.position()]
    }

    /// The person's post.
    pub fn post(&self, person: PersonIndex) -> PostIndex {
        self.posts[person.position()]
    }

    /// The kind of employment.
    pub fn status(&self, person: PersonIndex) -> EmploymentStatus {
        self.statuses[person.position()]
    }

    /// The first day of retirement, if known.
    pub fn retires_on(&self, person: PersonIndex) -> Option<Date> {
        self.retires_on[person.position()]
    }

    /// The last day of the contract, if there is one.
    pub fn contract_until(&self, person: PersonIndex) -> Option<Date> {
        self.contract_until[person.position()]
    }

    /// The last day on which the person works here: the end of the contract or the day before
    /// retirement, whichever is earlier; `None` if neither is known.
    pub fn last_day(&self, person: PersonIndex) -> Option<Date> {
        let retirement = self
            .retires_on(person)
            .map(|day| day.pred_opt().unwrap_or(day));
        match (retirement, self.contract_until(person)) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// Training hours that the person has had this year already.
    pub fn hours_this_year(&self, person: PersonIndex) -> Hours {
        self.hours_this_year[person.position()]
    }

    /// The post that the person is meant to take next, if any.
    pub fn next_post(&self, person: PersonIndex) -> Option<PostIndex> {
        self.next_posts[person.position()]
    }

    /// The people of a unit (not of those below it), in the order of the table.
    pub fn of_unit(&self, unit: UnitIndex) -> &[PersonIndex] {
        self.members.get(self.by_unit.rows(unit)).unwrap_or(&[])
    }

    /// How many people a text of this language should speak of: `1 person`, `12 people`,
    /// `12 pegawai`.
    pub fn count_in_words(count: usize, language: Language) -> String {
        match (language, count) {
            (Language::English, 1) => "1 person".to_owned(),
            (Language::English, _) => format!("{count} people"),
            (Language::Indonesian, _) => format!("{count} pegawai"),
        }
    }
}
