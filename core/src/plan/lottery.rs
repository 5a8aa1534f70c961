//! The last seats of a session that more people could use than there are seats, drawn by lot.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::PlanError;
use super::artefact::Plan;
use super::state::State;
use crate::statistics::lottery;
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex};

/// How the last seats of oversubscribed programmes are drawn.
///
/// In each programme and phase where people without a seat could use one as well, those whose seat
/// is worth about as little as the least worthy one that is taken are put together with those
/// outside whose seat would be worth about as much, and the seats among them are drawn. It costs
/// the plan a little of its worth, within the tolerance, and buys a comparison that nothing but
/// chance decided.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SeatLottery {
    /// The seed; to be made known before the draw, so that anybody can repeat it.
    pub seed: u64,
    /// How far the worth of a seat may lie from that of the least worthy seat, as a share of it,
    /// 0 to 1.
    pub tolerance: f64,
}

impl Default for SeatLottery {
    fn default() -> Self {
        Self {
            seed: 1,
            tolerance: 0.1,
        }
    }
}

impl SeatLottery {
    pub(super) fn check(&self) -> Result<(), PlanError> {
        if (0.0..=1.0).contains(&self.tolerance) {
            return Ok(());
        }
        Err(PlanError::Options {
            setting: "lottery.tolerance",
            found: self.tolerance.to_string(),
            expected: "a share from 0 to 1",
        })
    }
}

/// What the lot said of a person who took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lot {
    /// Has a seat.
    Drawn,
    /// Has none.
    NotDrawn,
}

impl Lot {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::NotDrawn => "not_drawn",
        }
    }
}

/// A person's part in a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Draw {
    /// For which programme.
    pub programme: ProgrammeIndex,
    /// In which phase.
    pub phase: PhaseIndex,
    /// Who.
    pub person: PersonIndex,
    /// What came of it.
    pub lot: Lot,
}

/// Draws the last seats of every oversubscribed programme and phase, in their order. A draw whose
/// people cannot all sit together (their unit would have too few left on duty) is not held.
pub(super) fn draw(state: &mut State<'_>, options: SeatLottery) -> Vec<Draw> {
    let mut draws = Vec::new();
    // Whoever takes part in one draw takes part in no other: a person's second draw would depend
    // on the first.
    let mut taken = BTreeSet::new();
    let mut cells: Vec<u32> = (0_u32..)
        .zip(&state.people)
        .filter(|(_, people)| **people > 0)
        .map(|(cell, _)| cell)
        .collect();
    cells.sort_by_key(|&cell| {
        let (programme, phase) = state.split(cell);
        (phase, programme)
    });
    for cell in cells {
        let Some((seated, outside)) = applicants(state, cell, options, &taken) else {
            continue;
        };
        let (programme, phase) = state.split(cell);
        let Some(of) = ProgrammeIndex::at(programme) else {
            continue;
        };
        let at = state.instance.horizon.phases[phase].index;
        let mut all: Vec<usize> = seated.iter().chain(&outside).copied().collect();
        all.sort_unstable();
        // Programmes × phases are numbered by 32 bits: each has a stream of its own.
        let seed = options.seed ^ (u64::from(cell) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let drawn: Vec<usize> = lottery(all.len(), seated.len(), seed)
            .into_iter()
            .filter_map(|place| all.get(place).copied())
            .collect();
        if !exchange(state, cell, &seated, &drawn) {
            continue;
        }
        for person in all {
            taken.insert(person);
            draws.extend(PersonIndex::at(person).map(|index| Draw {
                programme: of,
                phase: at,
                person: index,
                lot: if drawn.binary_search(&person).is_ok() {
                    Lot::Drawn
                } else {
                    Lot::NotDrawn
                },
            }));
        }
    }
    draws.sort_unstable();
    draws
}

/// Who takes part in the draw of a cell: of those with a seat, and of those without. All of them
/// have a gap that the programme closes.
fn applicants(
    state: &State<'_>,
    cell: u32,
    options: SeatLottery,
    taken: &BTreeSet<usize>,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let instance = state.instance;
    let (programme, phase) = state.split(cell);
    let able = || {
        instance
            .candidates
            .of_programme(programme)
            .iter()
            .map(|&person| person as usize)
            .filter(|person| !taken.contains(person))
    };
    let others = |person: usize| -> Vec<u32> {
        let own = state.attended[person].iter().copied();
        own.filter(|&other| other != cell).collect()
    };
    let needed_later = |own: &[u32], programme: usize, phase: usize| {
        own.iter().any(|&other| {
            let (later, at) = state.split(other);
            at > phase && instance.offers.prerequisites[later].contains(&programme)
        })
    };
    let holders: Vec<(usize, i128)> = able()
        .filter(|&person| state.attended[person].contains(&cell))
        .filter(|&person| !instance.required.seat(person, programme))
        .filter_map(|person| {
            let own = others(person);
            // Who needs the programme for a later one keeps the seat.
            (!needed_later(&own, programme, phase))
                .then(|| (person, state.worth_among(person, cell, &own)))
        })
        .collect();
    let least = holders.iter().map(|(_, worth)| *worth).min()?;
    // A share of an exact value; what is lost below a unit decides nothing that matters.
    let reach = (least.max(0) as f64 * options.tolerance) as i128;
    let near = |worth: i128| worth > 0 && (worth - least).abs() <= reach;
    let seated: Vec<usize> = holders
        .iter()
        .filter(|(_, worth)| near(*worth))
        .map(|(person, _)| *person)
        .collect();
    let outside: Vec<usize> = able()
        .filter(|&person| state.block(person, cell).is_none())
        .filter(|&person| near(state.worth_among(person, cell, &state.attended[person])))
        .filter(|&person| {
            // The other seats of the person must stay of use.
            state.attended[person].iter().all(|&other| {
                let (programme, phase) = state.split(other);
                let at = |cell: u32| {
                    let (programme, phase) = state.split(cell);
                    (phase, programme)
                };
                let mut rest: Vec<u32> = others(person);
                rest.retain(|&own| own != other);
                rest.push(cell);
                rest.sort_by_key(|&cell| at(cell));
                needed_later(&rest, programme, phase) || state.worth_among(person, other, &rest) > 0
            })
        })
        .collect();
    (!seated.is_empty() && !outside.is_empty()).then_some((seated, outside))
}

/// Gives the seats of some to those who are drawn; whether all of them fit. If not, nothing is
/// changed.
fn exchange(state: &mut State<'_>, cell: u32, seated: &[usize], drawn: &[usize]) -> bool {
    for &person in seated {
        state.unseat(person, cell);
    }
    let sessions = state.sessions[cell as usize];
    for (number, &person) in drawn.iter().enumerate() {
        let fits =
            state.block(person, cell).is_none() && state.room_in_unit(person, cell, sessions) > 0;
        if !fits {
            for &undone in drawn.iter().take(number) {
                state.unseat(undone, cell);
            }
            for &person in seated {
                state.seat(person, cell);
            }
            return false;
        }
        state.seat(person, cell);
    }
    true
}

impl Plan {
    /// Who took part in the draws of seats and what came of it, by programme, phase and person;
    /// empty without [`PlanOptions::lottery`](super::PlanOptions::lottery).
    pub fn draws(&self) -> &[Draw] {
        &self.content.draws
    }

    /// The draws of one programme.
    pub fn draws_of(&self, programme: ProgrammeIndex) -> &[Draw] {
        let draws = self.draws();
        let start = draws.partition_point(|draw| draw.programme < programme);
        let end = draws.partition_point(|draw| draw.programme <= programme);
        draws.get(start..end).unwrap_or(&[])
    }

    /// What a draw says, in words. Empty for a row of [`draws`](Self::draws) that is not there.
    pub fn draw_why(&self, row: usize, language: Language) -> String {
        let Some(draw) = self.draws().get(row) else {
            return String::new();
        };
        let together = self
            .draws_of(draw.programme)
            .iter()
            .filter(|other| other.phase == draw.phase);
        let seats = together.clone().filter(|other| other.lot == Lot::Drawn);
        let (seats, people) = (seats.count(), together.count());
        let seed = self.options().lottery.map_or(0, |lottery| lottery.seed);
        let programme = self.agency().programmes.name(draw.programme);
        match (draw.lot, language) {
            (Lot::Drawn, Language::English) => format!(
                "Drawn for {programme}: {seats} seats among {people} people to whom they are worth about the same (seed {seed})."
            ),
            (Lot::NotDrawn, Language::English) => format!(
                "Not drawn for {programme}: {seats} seats among {people} people to whom they are worth about the same (seed {seed}); compares with those who were, as in an experiment."
            ),
            (Lot::Drawn, Language::Indonesian) => format!(
                "Terundi untuk {programme}: {seats} kursi di antara {people} pegawai yang nilainya hampir sama (benih acak {seed})."
            ),
            (Lot::NotDrawn, Language::Indonesian) => format!(
                "Tidak terundi untuk {programme}: {seats} kursi di antara {people} pegawai yang nilainya hampir sama (benih acak {seed}); menjadi pembanding seperti dalam percobaan."
            ),
        }
    }
}
