//! What a planner is told to leave alone.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::PlanError;
use crate::agency::Agency;
use crate::words::fault::Fault;
use crate::words::id::{Ids, Index, PersonIndex, ProgrammeIndex};
use crate::words::suggestion::nearest;

/// What a plan must leave out: people, programmes, and pairs of both, by their ids.
///
/// Who is forbidden keeps the floor of hours, and is told to be below it for that reason. A
/// forbidden programme may show up below the cut, with what it would be worth: the price of the
/// wish. The bound counts plans that keep the wishes.
///
/// ```
/// use mahir::plan::{PlanOptions, Wishes};
///
/// let mut wishes = Wishes::default();
/// wishes.forbidden_programmes.push("P-ELEARN".to_owned());
/// wishes.forbidden_pairs.push(("P001".to_owned(), "P-MAGANG".to_owned()));
/// let mut options = PlanOptions::default();
/// options.wishes = wishes;
/// assert!(!options.wishes.is_empty());
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Wishes {
    /// People who attend nothing.
    pub forbidden_people: Vec<String>,
    /// Programmes that nobody attends.
    pub forbidden_programmes: Vec<String>,
    /// People with a programme that they do not attend.
    pub forbidden_pairs: Vec<(String, String)>,
}

impl Wishes {
    /// Whether nothing is wished.
    pub fn is_empty(&self) -> bool {
        self.forbidden_people.is_empty()
            && self.forbidden_programmes.is_empty()
            && self.forbidden_pairs.is_empty()
    }
}

/// Counts only: ids of people may be employee numbers.
impl fmt::Debug for Wishes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wishes")
            .field("forbidden_people", &self.forbidden_people.len())
            .field("forbidden_programmes", &self.forbidden_programmes.len())
            .field("forbidden_pairs", &self.forbidden_pairs.len())
            .finish()
    }
}

/// The wishes by position.
#[derive(Clone, Debug, Default)]
pub(super) struct Forbidden {
    people: BTreeSet<usize>,
    programmes: BTreeSet<usize>,
    pairs: BTreeSet<(usize, usize)>,
}

impl Forbidden {
    /// Looks the ids up.
    ///
    /// # Errors
    /// [`PlanError::Wishes`] with every id that the agency does not know.
    pub(super) fn of(wishes: &Wishes, agency: &Agency) -> Result<Self, PlanError> {
        let mut faults = Vec::new();
        let mut forbidden = Self::default();
        let people = agency.people.ids();
        let programmes = agency.programmes.ids();
        for (row, id) in wishes.forbidden_people.iter().enumerate() {
            let found = person(people, "forbidden_people", row, id, &mut faults);
            forbidden.people.extend(found);
        }
        for (row, id) in wishes.forbidden_programmes.iter().enumerate() {
            let found = programme(programmes, "forbidden_programmes", row, id, &mut faults);
            forbidden.programmes.extend(found);
        }
        for (row, (who, what)) in wishes.forbidden_pairs.iter().enumerate() {
            let who = person(people, "forbidden_pairs", row, who, &mut faults);
            let what = programme(programmes, "forbidden_pairs", row, what, &mut faults);
            forbidden.pairs.extend(who.zip(what));
        }
        if faults.is_empty() {
            Ok(forbidden)
        } else {
            Err(PlanError::Wishes { faults })
        }
    }

    /// Whether nothing is forbidden.
    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty() && self.programmes.is_empty() && self.pairs.is_empty()
    }

    /// Whether a person attends nothing.
    pub(super) fn person(&self, person: usize) -> bool {
        self.people.contains(&person)
    }

    /// Whether nobody attends a programme.
    pub(super) fn programme(&self, programme: usize) -> bool {
        self.programmes.contains(&programme)
    }

    /// Whether a person may not attend a programme that others may.
    pub(super) fn seat(&self, person: usize, programme: usize) -> bool {
        self.person(person) || self.pairs.contains(&(person, programme))
    }
}

fn person(
    ids: &Ids<PersonIndex>,
    field: &str,
    row: usize,
    id: &str,
    faults: &mut Vec<Fault>,
) -> Option<usize> {
    let found = ids.find(id);
    if found.is_none() {
        // No near ids are named: they may be employee numbers.
        let fault = Fault::new(
            "unknown_id",
            field,
            "no such person",
            "the id of a person of the agency",
        );
        faults.push(fault.row(row as u64 + 1).column("person").value(id));
    }
    found.map(Index::position)
}

fn programme(
    ids: &Ids<ProgrammeIndex>,
    field: &str,
    row: usize,
    id: &str,
    faults: &mut Vec<Fault>,
) -> Option<usize> {
    let found = ids.find(id);
    if found.is_none() {
        let expected = match nearest(id, ids.names()) {
            Some(near) => format!("the id of a programme of the agency, such as '{near}'"),
            None => "the id of a programme of the agency".to_owned(),
        };
        let fault = Fault::new("unknown_id", field, "no such programme", expected);
        faults.push(fault.row(row as u64 + 1).column("programme").value(id));
    }
    found.map(Index::position)
}
