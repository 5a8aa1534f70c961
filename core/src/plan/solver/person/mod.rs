//! What one person would attend at given prices: a small problem, solved exactly.
//!
//! ```text
//! max over (S, t):  Σ_t factor_t × weight × gap closed in t  +  hour × min(floor, hours of S)
//!                   − Σ price of (programme, phase)
//! ```
//!
//! and what wishes about seats add to it, which are prices of the person's own, within the hours of each phase and year, each programme once, prerequisites earlier.
//!
//! The search is over sets of programmes, phases aside; a set that beats the best so far has its
//! phases assigned. With f the factor of the last phase, and v the worth of a programme to the
//! person alone, what programme p adds to a set in phase t is at most f × (what it adds, phases
//! aside) + (factor_t − f) × v, so p costs its cheapest `price_t − (factor_t − f) × v`. Where
//! factors do not differ this is exact. What a programme adds, phases aside, only falls as the set
//! grows, so the rest of a set is bounded by a knapsack of hours with what the items add now; the
//! knapsack's bound is that of one Lagrange multiplier in whole numbers, which holds whatever the
//! multiplier, so no rounding enters. An item that adds no more than it costs is left out, except
//! where a set may be worth less than is said of it, which leaves room for the item after all: on a
//! lane that several items lift, one of them by a number of steps that depends on the level, the
//! item counts as if it came alone. Elsewhere what an item adds to the true worth of any larger
//! set is no more than what it is said to add to this one. What a limit of the search leaves open stays in the bound.

mod assign;
mod gather;
mod search;

use super::instance::Instance;

/// The price of what cannot be had.
pub(super) const CLOSED: i64 = i64::MAX / 4;

/// The most branches of a person's search.
const NODES: u32 = 4_000;
/// The most programmes of a person.
const DEPTH: usize = 64;

/// What a person is asked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms<'a> {
    /// By cell: the price of a seat, or [`CLOSED`].
    pub(super) seat: &'a [i64],
    /// By phase: the price of a hundredth of an hour in the person's unit.
    pub(super) hour: &'a [i64],
    /// By phase: the hours that may be attended.
    pub(super) room: &'a [u32],
    /// Branches that can better the answer by no more than this are cut off, and stay in the
    /// bound.
    pub(super) slack: i64,
    /// The most assignments of phases that are tried for a set.
    pub(super) assignments: u32,
}

/// One attendance: programme and phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seat {
    pub(super) phase: u16,
    pub(super) programme: u16,
}

/// A programme at a place of the search.
#[derive(Clone, Copy, Debug)]
struct Entry {
    item: u16,
    /// What it adds, less its price, for each hour.
    ratio: f64,
    net: i64,
    /// What it may add to the bound.
    most: i64,
    /// Waits for a prerequisite.
    skipped: bool,
}

/// A place to work out one person after another.
#[derive(Debug, Default)]
pub(super) struct Desk {
    phases: usize,
    // By lane: a gap of the person.
    lane_gap: Vec<u16>,
    lane_held: Vec<u16>,
    lane_needed: Vec<u16>,
    lane_weight: Vec<i64>,
    /// Whether something on the lane works only from a level that is not held yet.
    lane_steep: Vec<bool>,
    /// How many items lift the lane, and whether what one of them lifts depends on the level.
    lane_items: Vec<(u16, bool)>,
    /// By competency: the lane.
    lane_of: Vec<u16>,
    /// The competencies that have a lane.
    lanes_set: Vec<u16>,
    // By item: a programme that may be worth its price.
    programme: Vec<u16>,
    hours: Vec<i64>,
    alone: Vec<i64>,
    cheapest: Vec<i64>,
    asked_for: Vec<bool>,
    taken: Vec<bool>,
    lift_starts: Vec<u32>,
    requires: Vec<Vec<u16>>,
    // By lift.
    lift_lane: Vec<u16>,
    lift_steps: Vec<u16>,
    /// Whether it lifts by as many steps at whatever level, up to the level needed.
    lift_plain: Vec<bool>,
    // By item × phase.
    price: Vec<i64>,
    effective: Vec<i64>,
    /// By programme: the item.
    item_of: Vec<u16>,
    /// Whether a set's worth is that of its assignment, order and phases aside.
    plain: bool,
    /// Whether hours may count in a year that is not that of the floor.
    has_other_years: bool,
    /// Hundredths of an hour that the person may attend in every year beyond what is left.
    pub(super) more_hours: u32,
    /// What every seat adds that has no figure of its own, and the seats that have one.
    any_seat: i64,
    extras: Vec<(Seat, i64)>,
    /// What it adds that the person attends anything.
    promise: i64,
    reference: i64,
    factors: Vec<i64>,
    room: Vec<i64>,
    years: Vec<usize>,
    year_left: Vec<i64>,
    floor_year: Option<usize>,
    floor: i64,
    hour_value: i64,
    slack: i64,
    // The search.
    lists: Vec<Vec<u16>>,
    entries: Vec<Vec<Entry>>,
    rest: Vec<Vec<u16>>,
    chosen: Vec<u16>,
    nodes: u32,
    best: i64,
    before: i64,
    best_seats: Vec<Seat>,
    left_open: i64,
    // The assignment.
    order: Vec<u16>,
    assigned: Vec<u16>,
    assigned_phase: Vec<usize>,
    phase_used: Vec<i64>,
    year_used: Vec<i64>,
    assignments: u32,
    most_assignments: u32,
    levels: Vec<u16>,
    trial: Vec<Seat>,
}

impl Desk {
    pub(super) fn new(instance: &Instance) -> Self {
        Self {
            phases: instance.phases,
            lane_of: vec![u16::MAX; instance.competencies],
            item_of: vec![u16::MAX; instance.programmes()],
            ..Self::default()
        }
    }

    /// The best that a person can do at the terms, starting from what was done before if that is
    /// lawful; gives its value and an upper bound of any.
    pub(super) fn solve(
        &mut self,
        instance: &Instance,
        person: usize,
        terms: &Terms<'_>,
        before: &[Seat],
    ) -> (i64, i64) {
        self.gather(instance, person, terms);
        // Nothing attended is worth nothing, and what is promised counts from there.
        self.best = -self.promise;
        self.before = self.best;
        self.best_seats.clear();
        self.left_open = self.best;
        self.nodes = 0;
        if self.programme.is_empty() {
            return (0, 0);
        }
        self.start_from(instance, before);
        self.search(instance);
        let most = self.left_open.max(self.best);
        (self.best + self.promise, most + self.promise)
    }

    /// Whether a person may have seats at the terms, others aside.
    pub(super) fn allows(
        &mut self,
        instance: &Instance,
        person: usize,
        terms: &Terms<'_>,
        seats: &[Seat],
    ) -> bool {
        self.gather(instance, person, terms);
        let open = |desk: &Self, seat: &Seat| {
            desk.item(seat.programme).is_some_and(|item| {
                desk.price[item * desk.phases + usize::from(seat.phase)] < CLOSED
            })
        };
        seats.windows(2).all(|pair| pair[0] < pair[1])
            && seats
                .iter()
                .all(|seat| usize::from(seat.phase) < self.phases && open(self, seat))
            && self.lawful(instance, seats)
    }

    /// How much better the last answer is than what was done before, at its terms.
    pub(super) fn gain_over_before(&self) -> i64 {
        self.best - self.before
    }

    /// What the person attends in the last answer, by phase, then programme.
    pub(super) fn seats(&self) -> &[Seat] {
        &self.best_seats
    }

    /// What a person's seats are worth without any price: gaps closed, and hours up to the floor.
    pub(super) fn value(&mut self, instance: &Instance, person: usize, seats: &[Seat]) -> i64 {
        self.person_facts(instance, person);
        self.lanes(instance, person);
        let in_year = |seat: &&Seat| self.floor_year == Some(self.years[usize::from(seat.phase)]);
        let hours: i64 = seats
            .iter()
            .filter(in_year)
            .map(|seat| i64::from(instance.hours[usize::from(seat.programme)]))
            .sum();
        let promise = if seats.is_empty() { 0 } else { self.promise };
        let extras: i64 = seats.iter().map(|&seat| self.extra(seat)).sum();
        let closed = self.closed(instance, seats);
        closed + self.hour_value * hours.min(self.floor) + extras + promise
    }

    /// What a seat adds beside gaps and hours.
    fn extra(&self, seat: Seat) -> i64 {
        let own = self.extras.iter().find(|own| own.0 == seat);
        own.map_or(self.any_seat, |own| own.1)
    }

    /// What a lawful set of seats is worth at the terms of the last answer; `None` if one of them
    /// cannot be had.
    fn worth(&mut self, instance: &Instance, seats: &[Seat]) -> Option<i64> {
        let (mut paid, mut counted) = (0_i64, 0_i64);
        for seat in seats {
            let item = self.item(seat.programme)?;
            let price = self.price[item * self.phases + usize::from(seat.phase)];
            if price >= CLOSED {
                return None;
            }
            paid += price;
            if self.floor_year == Some(self.years[usize::from(seat.phase)]) {
                counted += self.hours[item];
            }
        }
        let closed = self.closed(instance, seats);
        Some(closed + self.hour_value * counted.min(self.floor) - paid)
    }

    /// What closing gaps is worth, by seats in the order of phases, then programmes.
    fn closed(&mut self, instance: &Instance, seats: &[Seat]) -> i64 {
        self.levels.clear();
        self.levels.extend_from_slice(&self.lane_held);
        let mut value = 0;
        for seat in seats {
            let factor = self.factors[usize::from(seat.phase)];
            for effect in instance.effects(usize::from(seat.programme)) {
                let lane = usize::from(self.lane_of[usize::from(effect.competency)]);
                let Some(level) = self.levels.get_mut(lane) else {
                    continue;
                };
                if *level < effect.from_level || *level >= effect.up_to_level {
                    continue;
                }
                let needed = self.lane_needed[lane];
                let before = (*level).min(needed);
                *level = level.saturating_add(effect.gain).min(effect.up_to_level);
                let steps = (*level).min(needed) - before;
                value += i64::from(steps) * self.lane_weight[lane] * factor;
            }
        }
        value
    }

    fn item(&self, programme: u16) -> Option<usize> {
        let item = usize::from(*self.item_of.get(usize::from(programme))?);
        (item < self.programme.len()).then_some(item)
    }

    /// Whether seats keep to the hours and prerequisites.
    fn lawful(&self, instance: &Instance, seats: &[Seat]) -> bool {
        let mut phase_used = [0_i64; 64];
        let mut year_used = [0_i64; 64];
        for (at, seat) in seats.iter().enumerate() {
            let Some(item) = self.item(seat.programme) else {
                return false;
            };
            let phase = usize::from(seat.phase);
            let year = self.years[phase];
            phase_used[phase] += self.hours[item];
            year_used[year] += self.hours[item];
            if phase_used[phase] > self.room[phase] || year_used[year] > self.year_left[year] {
                return false;
            }
            let earlier = |required: u32| {
                let mut before = seats[..at].iter();
                before
                    .any(|other| u32::from(other.programme) == required && other.phase < seat.phase)
            };
            let mut requires = instance.requires(usize::from(seat.programme)).iter();
            if !requires.all(|&required| earlier(required)) {
                return false;
            }
        }
        true
    }

    fn start_from(&mut self, instance: &Instance, before: &[Seat]) {
        if before.is_empty() || !self.lawful(instance, before) {
            return;
        }
        if let Some(worth) = self.worth(instance, before)
            && worth > self.best
        {
            self.best = worth;
            self.before = worth;
            self.best_seats.clear();
            self.best_seats.extend_from_slice(before);
        }
    }

    /// How a seat of the last answer would be spread over phases that are about as good: calls
    /// back with phase and share. The shares add up to one.
    pub(super) fn spread(&self, seat: Seat, width: f64, mut each: impl FnMut(usize, f64)) {
        let phase = usize::from(seat.phase);
        let Some(item) = self.item(seat.programme).filter(|_| width > 0.0) else {
            each(phase, 1.0);
            return;
        };
        let own = &self.effective[item * self.phases..(item + 1) * self.phases];
        let part = |other: i64| {
            let worse = (other - own[phase]) as f64 / width;
            if other >= CLOSED {
                0.0
            } else {
                (-worse).min(30.0).exp()
            }
        };
        let sum: f64 = own.iter().map(|&other| part(other)).sum();
        for (phase, &other) in own.iter().enumerate() {
            let share = part(other) / sum;
            if share > 0.0 {
                each(phase, share);
            }
        }
    }
}
