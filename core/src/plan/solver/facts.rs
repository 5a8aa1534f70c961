//! What an instance is built from: rows that a caller fills in.

use std::ops::Range;

/// A limit of money: what the phases of a range may spend together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purse {
    /// The phases, from 0.
    pub phases: Range<usize>,
    /// Rupiah, zero or more.
    pub rupiah: i128,
}

/// The phases in the order of time, and the figures that hold for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HorizonFacts {
    /// By phase: the number of its year, from 0, never falling.
    pub years: Vec<usize>,
    /// The limits of money.
    pub purses: Vec<Purse>,
    /// The most that a person may attend in a phase, in hundredths of an hour.
    pub hours_per_phase: u32,
    /// The year whose hours count towards a person's floor.
    pub floor_year: Option<usize>,
    /// What a hundredth of an hour below the floor takes off the objective, in units of value.
    pub floor_value: i64,
    /// By provider × phase: session-days that it can run; `u64::MAX` for no limit.
    pub capacity: Vec<u64>,
}

/// What a programme does to a competency: whoever holds `from_level` or more, and less than
/// `up_to_level`, holds `gain` more afterwards, up to `up_to_level`. In steps of 1/300 level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectFacts {
    /// The number of the competency.
    pub competency: u16,
    /// Steps gained.
    pub gain: u16,
    /// The level from which it works.
    pub from_level: u16,
    /// The level up to which it works.
    pub up_to_level: u16,
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeFacts {
    /// Hundredths of an hour for each who attends.
    pub hours: u32,
    /// The fewest people in a session, at least 1.
    pub class_min: u32,
    /// The most people in a session.
    pub class_max: u32,
    /// Rupiah for a session.
    pub session_price: i64,
    /// Rupiah for a seat.
    pub seat_price: i64,
    /// Days of a session: what it takes of its provider's capacity.
    pub days: u32,
    /// The number of its provider.
    pub provider: u32,
    /// By phase: the most sessions; 0 for closed, `u32::MAX` for no limit.
    pub sessions: Vec<u32>,
    /// What it does, in the order of competencies.
    pub effects: Vec<EffectFacts>,
    /// Programmes that must be attended in an earlier phase.
    pub requires: Vec<u32>,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts {
    /// By phase: hundredths of an hour of training that the unit can take.
    pub cover: Vec<u64>,
    /// By phase: how many of its people may sit in one session; 0 closes the phase to the unit,
    /// `u32::MAX` stands for no limit.
    pub spare: Vec<u32>,
}

/// A gap of a person: a competency held below the level needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GapFacts {
    /// The number of the competency.
    pub competency: u16,
    /// Steps of 1/300 level that are held.
    pub held: u16,
    /// Steps of 1/300 level that are needed, more than are held.
    pub needed: u16,
    /// What a step is worth, in thousandths of a weight.
    pub weight: u32,
}

/// What counts beside closed gaps and hours: wishes about seats, in units of value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtraFacts {
    /// What every seat adds that has no figure of its own.
    pub any_seat: i64,
    /// Seats with figures of their own: person, programme, phase, and what the seat adds.
    pub seats: Vec<(u32, u32, u32, i64)>,
    /// What it adds that one of these people attends anything, or that one of these programmes is
    /// held at all.
    pub promise: i64,
    /// People who are promised something.
    pub people: Vec<u32>,
    /// Programmes that are promised to be held.
    pub programmes: Vec<u32>,
    /// What is taken off the objective and its bound.
    pub constant: i128,
}

/// A person. Borrowed, so that millions can be added one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonFacts<'a> {
    /// The number of the unit. People are added unit by unit.
    pub unit: u32,
    /// By phase: thousandths that a step closed in it is worth, never rising; `u16::MAX` for
    /// someone who is away.
    pub factors: &'a [u16],
    /// By year: hundredths of an hour that may be attended.
    pub hours_left: &'a [u32],
    /// Hundredths of an hour in the floor's year below which every one is short.
    pub floor: u32,
    /// In the order of competencies, each once.
    pub gaps: &'a [GapFacts],
    /// The programmes that the person may attend, in order.
    pub candidates: &'a [u32],
}
