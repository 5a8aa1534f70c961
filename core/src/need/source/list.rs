//! A list of claims that was made elsewhere: by a plan of the region, a survey, another program.

use super::NeedSource;
use crate::agency::Agency;
use crate::need::Claim;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::{Date, Level, Weight};

/// One claim of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedClaim {
    /// Of whom.
    pub person: PersonIndex,
    /// Which competency.
    pub competency: CompetencyIndex,
    /// At least this level.
    pub level: Level,
    /// How much it matters, where one is usual; `None` leaves it to the other sources.
    pub importance: Option<Weight>,
    /// By when, if that is known.
    pub due: Option<Date>,
    /// Why, in English.
    pub english: String,
    /// Why, in Indonesian.
    pub indonesian: String,
}

/// A list of claims under a name, as a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimList {
    name: String,
    /// By person, then as given.
    rows: Vec<ListedClaim>,
}

impl ClaimList {
    /// A list of claims, in any order.
    pub fn new(name: impl Into<String>, mut rows: Vec<ListedClaim>) -> Self {
        rows.sort_by_key(|row| (row.person, row.competency));
        Self {
            name: name.into(),
            rows,
        }
    }

    fn of(&self, person: PersonIndex) -> impl Iterator<Item = &ListedClaim> {
        let first = self.rows.partition_point(|row| row.person < person);
        let own = self.rows.get(first..).unwrap_or(&[]).iter();
        own.take_while(move |row| row.person == person)
    }
}

impl NeedSource for ClaimList {
    fn name(&self) -> &str {
        &self.name
    }

    fn claims(
        &self,
        _: &Agency,
        _: Date,
        person: PersonIndex,
        asks: &mut Vec<(CompetencyIndex, Claim)>,
    ) {
        let own = self.of(person);
        asks.extend(own.map(|row| {
            (
                row.competency,
                Claim::of_own(row.level, row.importance, row.due),
            )
        }));
    }

    fn reason(
        &self,
        _: &Agency,
        _: Date,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> String {
        let own = self.of(person).filter(|row| row.competency == competency);
        let reasons: Vec<&str> = own
            .map(|row| match language {
                Language::English => row.english.as_str(),
                Language::Indonesian => row.indonesian.as_str(),
            })
            .collect();
        reasons.join(" ")
    }
}
