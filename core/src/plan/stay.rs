//! Staying close to a plan that there is already.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::artefact::{Plan, PlanValue};
use super::{PlanError, again, instance};
use crate::agency::Agency;
use crate::words::id::{Index, PersonIndex, ProgrammeIndex};

/// A plan to stay close to, and what a change of it must be worth.
///
/// A seat that is given up and a seat that is taken are one change each; a seat that moves to
/// another phase is both. The objective of a plan, and its bound, are then what closing gaps is
/// worth less the hours below the floor, less weight × changes. So a change is made if it is worth
/// more than its weight, or if the old seat is not lawful any more. Seats of people, programmes or
/// phases that the agency has no longer are no matter. The greedy rule pays for its changes but
/// does not look at them.
///
/// ```
/// # use mahir::{Agency, words::measure::parse_date};
/// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
/// use mahir::plan::{PlanOptions, StayClose};
///
/// let gaps = Agency::load(folder)?.needs(parse_date("2026-01-05").unwrap())?.gaps()?;
/// let mut options = PlanOptions::default();
/// options.work = Some(1_000);
/// let plan = gaps.plan_with(&options)?;
/// options.stay_close = Some(StayClose::to(&plan, 1_000.0));
/// let again = gaps.plan_after(&plan, &options, &())?;
/// assert_eq!(again.changes(), Some(0));
/// # Ok::<(), mahir::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct StayClose {
    /// What a change takes off the objective, in weighted levels, 0 to 1,000.
    pub weight: f64,
    /// The seats that there are: ids of person, programme and phase.
    pub seats: Vec<(String, String, String)>,
}

impl StayClose {
    /// Close to a plan.
    pub fn to(plan: &Plan, weight: f64) -> Self {
        let agency = plan.agency();
        let seats = agency.people.indices().flat_map(|person| {
            plan.of(person).iter().map(move |row| {
                let programme = agency.programmes.id(row.programme);
                let phase = agency.phases.id(row.phase);
                let person = agency.people.ids().name(person);
                (person.to_owned(), programme.to_owned(), phase.to_owned())
            })
        });
        Self {
            weight,
            seats: seats.collect(),
        }
    }

    pub(super) fn check(&self) -> Result<(), PlanError> {
        // False for NaN as well.
        if self.weight >= 0.0 && self.weight <= 1_000.0 {
            return Ok(());
        }
        Err(PlanError::Options {
            setting: "stay_close.weight",
            found: self.weight.to_string(),
            expected: "0 to 1,000 weighted levels a change",
        })
    }
}

/// Counts only: ids of people may be employee numbers.
impl fmt::Debug for StayClose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StayClose")
            .field("weight", &self.weight)
            .field("seats", &self.seats.len())
            .finish()
    }
}

/// The seats to be kept, by position.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// What a change costs, in units of value.
    pub(super) weight: i128,
    /// Person, and programme × phases + phase in the order of time.
    seats: BTreeSet<(usize, usize)>,
}

impl Kept {
    pub(super) fn of(
        options: Option<&StayClose>,
        agency: &Agency,
        horizon: &instance::Horizon,
    ) -> Self {
        let Some(options) = options else {
            return Self::default();
        };
        let phases = horizon.phases.len();
        let seats = options.seats.iter().filter_map(|(who, what, when)| {
            let person = agency.people.ids().find(who).map(PersonIndex::position)?;
            let programmes = agency.programmes.ids();
            let programme = programmes.find(what).map(ProgrammeIndex::position)?;
            let phase = again::phase_of(agency, horizon, when)?;
            Some((person, programme * phases + phase))
        });
        Self {
            // Checked: 0 to 1,000 levels.
            weight: (options.weight * PlanValue::ONE_LEVEL as f64).round() as i128,
            seats: seats.collect(),
        }
    }

    /// Whether a person had a seat.
    pub(super) fn had(&self, person: usize, cell: usize) -> bool {
        self.seats.contains(&(person, cell))
    }

    /// The seats that there were: person and cell.
    pub(super) fn seats(&self) -> impl ExactSizeIterator<Item = (usize, usize)> + '_ {
        self.seats.iter().copied()
    }

    /// How many seats are given up and taken, by all that people attend now.
    pub(super) fn changes(&self, attended: &[Vec<u32>]) -> usize {
        let now: usize = attended.iter().map(Vec::len).sum();
        let both = attended.iter().enumerate().flat_map(|(person, own)| {
            let kept = own
                .iter()
                .filter(move |&&cell| self.had(person, cell as usize));
            kept.map(|_| 1_usize)
        });
        self.seats.len() + now - 2 * both.sum::<usize>()
    }
}

impl Plan {
    /// How many seats are given up and taken beside the plan that this one was to stay close to;
    /// `None` without one.
    pub fn changes(&self) -> Option<usize> {
        self.options().stay_close.as_ref()?;
        Some(self.content.changes)
    }
}
