//! The planning problem as flat columns.

use std::ops::Range;

use super::builder::InstanceBuilder;
use super::error::InstanceError;
use super::facts::{
    EffectFacts, GapFacts, HorizonFacts, PersonFacts, ProgrammeFacts, Purse, UnitFacts,
};
use super::person::Seat;

/// Stands for someone who is away in a phase.
pub(crate) const AWAY: u16 = u16::MAX;

/// A planning problem: who could attend what in which phase, to what effect, at what cost.
///
/// It stands by itself: an agency's gaps become one by [`Gaps::plan`](crate::gap::Gaps::plan), and
/// whoever studies the problem builds one row by row.
///
/// Memory is some 20 bytes a person, 10 a gap and 2 a candidate.
///
/// ```
/// use mahir::plan::solver::{GapFacts, HorizonFacts, Instance, PersonFacts, ProgrammeFacts,
///     EffectFacts, Purse, UnitFacts};
///
/// let horizon = HorizonFacts {
///     years: vec![0], purses: vec![Purse { phases: 0..1, rupiah: 1_000 }], hours_per_phase: 4_000,
///     floor_year: None, floor_value: 0, capacity: vec![u64::MAX],
/// };
/// let programme = ProgrammeFacts {
///     hours: 800, class_min: 1, class_max: 20, session_price: 500, seat_price: 10, days: 1,
///     provider: 0, sessions: vec![1], requires: Vec::new(),
///     effects: vec![EffectFacts { competency: 0, gain: 300, from_level: 0, up_to_level: 1_500 }],
/// };
/// let mut builder = Instance::builder(horizon, vec![programme])?;
/// builder.unit(&UnitFacts { cover: vec![10_000], spare: vec![u32::MAX] })?;
/// builder.person(&PersonFacts {
///     unit: 0, factors: &[1_000], hours_left: &[8_000], floor: 0, candidates: &[0],
///     gaps: &[GapFacts { competency: 0, held: 600, needed: 900, weight: 1_000 }],
/// })?;
/// assert_eq!(builder.build().people(), 1);
/// # Ok::<(), mahir::plan::solver::InstanceError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Instance {
    pub(super) horizon: HorizonFacts,
    pub(super) phases: usize,
    pub(super) year_count: usize,
    pub(super) competencies: usize,
    // By programme.
    pub(super) hours: Vec<u32>,
    pub(super) class_min: Vec<u32>,
    pub(super) class_max: Vec<u32>,
    pub(super) session_price: Vec<i64>,
    pub(super) seat_price: Vec<i64>,
    pub(super) days: Vec<u32>,
    pub(super) provider: Vec<u32>,
    pub(super) effect_starts: Vec<u32>,
    pub(super) effects: Vec<EffectFacts>,
    pub(super) requires_starts: Vec<u32>,
    pub(super) requires: Vec<u32>,
    /// By programme: whether another requires it.
    pub(super) required: Vec<bool>,
    /// Whether any effect works only from some level on.
    pub(super) has_steps: bool,
    /// By programme: how many people could attend it.
    pub(super) demand: Vec<u32>,
    // By cell: programme × phases + phase.
    pub(super) sessions: Vec<u32>,
    // By unit.
    pub(super) unit_starts: Vec<u32>,
    // By unit × phase.
    pub(super) cover: Vec<u64>,
    pub(super) spare: Vec<u32>,
    // By person.
    pub(super) unit: Vec<u32>,
    pub(super) floor: Vec<u32>,
    pub(super) factors: Vec<u16>,
    pub(super) hours_left: Vec<u32>,
    pub(super) gap_starts: Vec<usize>,
    pub(super) gap_competency: Vec<u16>,
    pub(super) gap_held: Vec<u16>,
    pub(super) gap_needed: Vec<u16>,
    pub(super) gap_weight: Vec<u32>,
    pub(super) candidate_starts: Vec<usize>,
    pub(super) candidates: Vec<u16>,
    // What counts beside gaps and hours; empty where nothing does.
    pub(super) any_seat: i64,
    /// By person: where their seats with figures of their own begin.
    pub(super) extra_starts: Vec<u32>,
    pub(super) extra_seats: Vec<(Seat, i64)>,
    pub(super) promise: i64,
    /// By person: whether they are promised something.
    pub(super) promised_people: Vec<bool>,
    /// By programme: whether it is promised to be held.
    pub(super) promised_programmes: Vec<bool>,
    pub(super) extra_constant: i128,
}

impl Instance {
    /// Starts an instance with its phases and programmes; units and people follow.
    ///
    /// # Errors
    /// [`InstanceError`] for a figure out of its range.
    pub fn builder(
        horizon: HorizonFacts,
        programmes: Vec<ProgrammeFacts>,
    ) -> Result<InstanceBuilder, InstanceError> {
        InstanceBuilder::new(horizon, programmes)
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.unit.len()
    }

    /// How many programmes there are.
    pub fn programmes(&self) -> usize {
        self.hours.len()
    }

    /// How many phases there are.
    pub fn phases(&self) -> usize {
        self.phases
    }

    /// How many units there are.
    pub fn units(&self) -> usize {
        self.unit_starts.len() - 1
    }

    /// The phases, money and providers.
    pub fn horizon(&self) -> &HorizonFacts {
        &self.horizon
    }

    /// The facts of a programme, as closed as the instance has it.
    pub fn programme(&self, programme: usize) -> ProgrammeFacts {
        let cells = programme * self.phases..(programme + 1) * self.phases;
        ProgrammeFacts {
            hours: self.hours[programme],
            class_min: self.class_min[programme],
            class_max: self.class_max[programme],
            session_price: self.session_price[programme],
            seat_price: self.seat_price[programme],
            days: self.days[programme],
            provider: self.provider[programme],
            sessions: self.sessions[cells].to_vec(),
            effects: self.effects(programme).to_vec(),
            requires: self.requires(programme).to_vec(),
        }
    }

    /// The facts of a unit.
    pub fn unit(&self, unit: usize) -> UnitFacts {
        let row = unit * self.phases..(unit + 1) * self.phases;
        UnitFacts {
            cover: self.cover[row.clone()].to_vec(),
            spare: self.spare[row].to_vec(),
        }
    }

    /// The facts of a person, handed to a callback, since they are borrowed.
    pub fn person<R>(&self, person: usize, read: impl FnOnce(&PersonFacts<'_>) -> R) -> R {
        let gaps: Vec<GapFacts> = self.gaps(person).collect();
        let candidates: Vec<u32> = self
            .candidates(person)
            .iter()
            .map(|&own| u32::from(own))
            .collect();
        read(&PersonFacts {
            unit: self.unit[person],
            factors: self.factors(person),
            hours_left: self.hours_left(person),
            floor: self.floor[person],
            gaps: &gaps,
            candidates: &candidates,
        })
    }

    /// How many (person, programme) pairs there are.
    pub fn pairs(&self) -> usize {
        self.candidates.len()
    }

    pub(super) fn cells(&self) -> usize {
        self.sessions.len()
    }

    /// The cell of a programme in a phase.
    pub(super) fn cell(&self, programme: usize, phase: usize) -> usize {
        programme * self.phases + phase
    }

    /// The programme and phase of a cell.
    pub(super) fn split(&self, cell: usize) -> (usize, usize) {
        (cell / self.phases, cell % self.phases)
    }

    pub(super) fn purses(&self) -> &[Purse] {
        &self.horizon.purses
    }

    /// What a programme does.
    pub fn effects(&self, programme: usize) -> &[EffectFacts] {
        &self.effects[range(&self.effect_starts, programme)]
    }

    /// The programmes that a programme requires.
    pub fn requires(&self, programme: usize) -> &[u32] {
        &self.requires[range(&self.requires_starts, programme)]
    }

    /// Whether another programme requires a programme.
    pub(super) fn is_required(&self, programme: usize) -> bool {
        self.required[programme]
    }

    /// The people of a unit.
    pub fn unit_people(&self, unit: usize) -> Range<usize> {
        range(&self.unit_starts, unit)
    }

    /// The unit of a person.
    pub fn unit_of(&self, person: usize) -> usize {
        self.unit[person] as usize
    }

    /// The programmes that a person may attend.
    pub(super) fn candidates(&self, person: usize) -> &[u16] {
        &self.candidates[self.candidate_starts[person]..self.candidate_starts[person + 1]]
    }

    /// By phase: what a step closed is worth, in thousandths.
    pub(super) fn factors(&self, person: usize) -> &[u16] {
        &self.factors[person * self.phases..(person + 1) * self.phases]
    }

    /// By year: the hours that a person may attend.
    pub(super) fn hours_left(&self, person: usize) -> &[u32] {
        &self.hours_left[person * self.year_count..(person + 1) * self.year_count]
    }

    /// The gaps of a person.
    pub(super) fn gaps(&self, person: usize) -> impl ExactSizeIterator<Item = GapFacts> + '_ {
        (self.gap_starts[person]..self.gap_starts[person + 1]).map(|row| GapFacts {
            competency: self.gap_competency[row],
            held: self.gap_held[row],
            needed: self.gap_needed[row],
            weight: self.gap_weight[row],
        })
    }

    /// The seats of a person that add a figure of their own.
    pub(super) fn extra_seats(&self, person: usize) -> &[(Seat, i64)] {
        match self.extra_starts.get(person..person + 2) {
            Some(&[start, end]) => &self.extra_seats[start as usize..end as usize],
            _ => &[],
        }
    }

    /// What it adds that a person attends anything.
    pub(super) fn promise_to(&self, person: usize) -> i64 {
        let is_promised = self.promised_people.get(person).copied();
        if is_promised.unwrap_or(false) {
            self.promise
        } else {
            0
        }
    }

    /// Whether a programme is promised to be held.
    pub(super) fn is_promised(&self, programme: usize) -> bool {
        let is_promised = self.promised_programmes.get(programme).copied();
        is_promised.unwrap_or(false)
    }

    /// What sessions and seats of a programme cost.
    pub(super) fn cost(&self, programme: usize, sessions: u32, seats: u32) -> i128 {
        i128::from(self.session_price[programme]) * i128::from(sessions)
            + i128::from(self.seat_price[programme]) * i128::from(seats)
    }

    /// The most people who can share a session of a programme.
    pub(super) fn fullest(&self, programme: usize) -> u32 {
        self.class_max[programme].min(self.demand[programme]).max(1)
    }

    /// The session-days that a programme's provider has in a phase.
    pub(super) fn capacity(&self, programme: usize, phase: usize) -> u64 {
        self.horizon.capacity[self.provider[programme] as usize * self.phases + phase]
    }

    /// People in blocks of whole units, each of about so many people.
    pub(super) fn blocks(&self, size: usize) -> Vec<Range<usize>> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for unit in 0..self.units() {
            let end = self.unit_starts[unit + 1] as usize;
            if end - start >= size || (unit + 1 == self.units() && end > start) {
                blocks.push(start..end);
                start = end;
            }
        }
        blocks
    }
}

fn range(starts: &[u32], position: usize) -> Range<usize> {
    starts[position] as usize..starts[position + 1] as usize
}
