//! What a planner is told to leave alone, and what must be in the plan.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::PlanError;
use crate::agency::Agency;
use crate::words::fault::Fault;
use crate::words::id::{Ids, Index, PersonIndex, ProgrammeIndex, UnitIndex};
use crate::words::suggestion::nearest;

/// What a plan must leave out, and what it must hold: people, programmes, and pairs of both, by
/// their ids.
///
/// What is required comes before all that closes gaps: seats are given even where they close none,
/// together with what the programme requires. What finds no place within the limits is told with all that
/// stands against it ([`Plan::unmet`](super::Plan::unmet)), and the plan is the best without it
/// that is found.
///
/// Who is forbidden keeps the floor of hours, and is told to be below it for that reason. A
/// forbidden programme may show up below the cut, with what it would be worth: the price of the
/// wish. The bound counts plans that keep the wishes, those apart that are told to be unmet.
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
    /// People who attend something, whatever it is.
    pub required_people: Vec<String>,
    /// Programmes that are held at least once.
    pub required_programmes: Vec<String>,
    /// People with a programme that they attend.
    pub required_pairs: Vec<(String, String)>,
}

impl Wishes {
    /// Whether nothing is wished.
    pub fn is_empty(&self) -> bool {
        let lists = [
            &self.forbidden_people,
            &self.forbidden_programmes,
            &self.required_people,
            &self.required_programmes,
        ];
        let pairs = [&self.forbidden_pairs, &self.required_pairs];
        lists.iter().all(|list| list.is_empty()) && pairs.iter().all(|list| list.is_empty())
    }
}

/// Counts only: ids of people may be employee numbers.
impl fmt::Debug for Wishes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wishes")
            .field("forbidden_people", &self.forbidden_people.len())
            .field("forbidden_programmes", &self.forbidden_programmes.len())
            .field("forbidden_pairs", &self.forbidden_pairs.len())
            .field("required_people", &self.required_people.len())
            .field("required_programmes", &self.required_programmes.len())
            .field("required_pairs", &self.required_pairs.len())
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

/// What must be in the plan, by position.
#[derive(Clone, Debug, Default)]
pub(super) struct Required {
    pub(super) people: BTreeSet<usize>,
    pub(super) programmes: BTreeSet<usize>,
    pub(super) pairs: BTreeSet<(usize, usize)>,
}

impl Required {
    /// Whether nothing is required.
    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty() && self.programmes.is_empty() && self.pairs.is_empty()
    }

    /// How many seats and people are required, programmes apart.
    pub(super) fn seats(&self) -> usize {
        self.people.len() + self.pairs.len()
    }

    /// Whether a person must attend a programme, or anything.
    pub(super) fn seat(&self, person: usize, programme: usize) -> bool {
        self.people.contains(&person) || self.pairs.contains(&(person, programme))
    }

    /// The programmes that a person must attend.
    pub(super) fn programmes_of(&self, person: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.pairs.range((person, 0)..=(person, usize::MAX));
        own.map(|&(_, programme)| programme)
    }
}

/// Looks the ids of wishes up.
///
/// # Errors
/// [`PlanError::Wishes`] with every id that the agency does not know.
pub(super) fn look_up(
    wishes: &Wishes,
    agency: &Agency,
) -> Result<(Forbidden, Required), PlanError> {
    let mut faults = Vec::new();
    let (people, programmes) = (agency.people.ids(), agency.programmes.ids());
    let mut of_people = |field: &str, list: &[String]| -> BTreeSet<usize> {
        let rows = list.iter().enumerate();
        rows.filter_map(|(row, id)| person(people, field, row, id, &mut faults))
            .collect()
    };
    let forbidden_people = of_people("forbidden_people", &wishes.forbidden_people);
    let required_people = of_people("required_people", &wishes.required_people);
    let mut of_programmes = |field: &str, list: &[String]| -> BTreeSet<usize> {
        let rows = list.iter().enumerate();
        rows.filter_map(|(row, id)| programme(programmes, field, row, id, &mut faults))
            .collect()
    };
    let forbidden_programmes = of_programmes("forbidden_programmes", &wishes.forbidden_programmes);
    let required_programmes = of_programmes("required_programmes", &wishes.required_programmes);
    let mut of_pairs = |field: &str, list: &[(String, String)]| {
        let mut pairs = BTreeSet::new();
        for (row, (who, what)) in list.iter().enumerate() {
            let who = person(people, field, row, who, &mut faults);
            let what = programme(programmes, field, row, what, &mut faults);
            pairs.extend(who.zip(what));
        }
        pairs
    };
    let forbidden_pairs = of_pairs("forbidden_pairs", &wishes.forbidden_pairs);
    let required_pairs = of_pairs("required_pairs", &wishes.required_pairs);
    if !faults.is_empty() {
        return Err(PlanError::Wishes { faults });
    }
    let forbidden = Forbidden {
        people: forbidden_people,
        programmes: forbidden_programmes,
        pairs: forbidden_pairs,
    };
    let required = Required {
        people: required_people,
        programmes: required_programmes,
        pairs: required_pairs,
    };
    Ok((forbidden, required))
}

impl Forbidden {
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

pub(super) fn person(
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

pub(super) fn unit(
    ids: &Ids<UnitIndex>,
    row: usize,
    id: &str,
    faults: &mut Vec<Fault>,
) -> Option<UnitIndex> {
    let found = ids.find(id);
    if found.is_none() {
        let expected = match nearest(id, ids.names()) {
            Some(near) => format!("the id of a unit of the agency, such as '{near}'"),
            None => "the id of a unit of the agency".to_owned(),
        };
        let fault = Fault::new("unknown_id", "fairness", "no such unit", expected);
        faults.push(fault.row(row as u64 + 1).column("unit").value(id));
    }
    found
}

pub(super) fn programme(
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
