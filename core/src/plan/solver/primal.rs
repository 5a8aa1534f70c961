//! From prices to a plan: people choose one after another at the prices, among what is left.

use super::dual::Scales;
use super::instance::Instance;
use super::market::WholePrices;
use super::person::{CLOSED, Desk, Seat, Terms};
use super::roster::Roster;
use crate::need::map;
use crate::words::splitmix::SplitMix64;

/// How people choose in a pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The share of the prices that they pay.
    pub(super) share: f64,
    /// How much noise each price gets, in units of value.
    pub(super) noise: f64,
    /// Whether they keep what they have unless something better is free.
    pub(super) keep: bool,
}

/// What passes work with.
pub(super) struct Floor<'a> {
    pub(super) instance: &'a Instance,
    desks: Vec<Helper>,
    /// By (pair of person and candidate) × phase: what a seat costs the person besides, or, below
    /// zero, what they are paid for coming.
    pub(super) own: Option<Vec<i64>>,
    /// What a person is paid for not leaving a class that would be too small without them.
    pub(super) stay: i64,
    /// People searched so far: the measure of work.
    pub(super) work: u64,
}

/// A desk with what is told to it.
struct Helper {
    desk: Desk,
    seat: Vec<i64>,
    hour: Vec<i64>,
    room: Vec<u32>,
    /// A cell that costs its money only.
    drawn_to: Option<usize>,
}

/// How people choose, and what they pay or are paid besides the prices.
#[derive(Clone, Copy)]
struct Besides<'a> {
    manner: Manner,
    own: Option<&'a [i64]>,
    stay: i64,
}

fn besides(manner: Manner, own: &Option<Vec<i64>>, stay: i64) -> Besides<'_> {
    Besides {
        manner,
        own: own.as_deref(),
        stay,
    }
}

/// How many people are worked out at a time against the same state.
fn batch(people: usize) -> usize {
    // Serial where a round through everybody is short: later people then see what earlier ones
    // took.
    if people < 4_000 {
        1
    } else {
        (people / 100).min(2_048)
    }
}

impl<'a> Floor<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        Self {
            instance,
            desks: Vec::new(),
            own: None,
            stay: 0,
            work: 0,
        }
    }

    fn helper(&mut self) -> Helper {
        self.desks.pop().unwrap_or_else(|| Helper {
            desk: Desk::new(self.instance),
            seat: vec![CLOSED; self.instance.cells()],
            hour: vec![0; self.instance.phases],
            room: vec![0; self.instance.phases],
            drawn_to: None,
        })
    }

    /// What a person would gain at the prices if a cell cost its money only.
    pub(super) fn would_gain(
        &mut self,
        roster: &Roster,
        person: usize,
        prices: &WholePrices,
        cell: usize,
    ) -> i64 {
        let mut helper = self.helper();
        self.work += 1;
        let manner = Manner {
            share: 0.5,
            noise: 0.0,
            keep: true,
        };
        let besides = besides(manner, &self.own, self.stay);
        helper.drawn_to = Some(cell);
        helper.choose(self.instance, roster, person, prices, besides, 0);
        helper.drawn_to = None;
        let (programme, phase) = self.instance.split(cell);
        let seat = Seat {
            phase: phase as u16,
            programme: programme as u16,
        };
        let gain = if helper.desk.seats().contains(&seat) {
            helper.desk.gain_over_before()
        } else {
            0
        };
        self.desks.push(helper);
        gain
    }

    /// A person chooses while a cell costs its money only.
    pub(super) fn drawn(
        &mut self,
        roster: &mut Roster,
        person: usize,
        prices: &WholePrices,
        manner: Manner,
        cell: usize,
    ) {
        let mut helper = self.helper();
        let besides = besides(manner, &self.own, self.stay);
        self.work += 1;
        helper.drawn_to = Some(cell);
        helper.choose(self.instance, roster, person, prices, besides, 0);
        helper.drawn_to = None;
        helper.commit(self.instance, roster, person);
        self.desks.push(helper);
    }

    /// Fills classes that are too small with those who lose least by coming.
    pub(super) fn fill(&mut self, roster: &mut Roster, prices: &WholePrices) {
        let instance = self.instance;
        for cell in 0..instance.cells() {
            let (programme, _) = instance.split(cell);
            let least = u64::from(instance.class_min[programme]) * u64::from(roster.sessions[cell]);
            if least == 0 || u64::from(roster.people[cell]) >= least {
                continue;
            }
            let mut wishes: Vec<(i64, u32)> = Vec::new();
            for person in 0..instance.people() {
                let may = instance
                    .candidates(person)
                    .binary_search(&(programme as u16));
                let has = roster.of(person).iter();
                if may.is_ok()
                    && !has
                        .clone()
                        .any(|seat| usize::from(seat.programme) == programme)
                {
                    let gain = self.would_gain(roster, person, prices, cell);
                    if gain > 0 {
                        wishes.push((-gain, person as u32));
                    }
                }
            }
            wishes.sort_unstable();
            for (_, person) in wishes {
                if u64::from(roster.people[cell]) >= least {
                    break;
                }
                let manner = Manner {
                    share: 0.5,
                    noise: 0.0,
                    keep: false,
                };
                self.drawn(roster, person as usize, prices, manner, cell);
            }
        }
    }

    /// What a person loses without a seat.
    pub(super) fn loss(&mut self, roster: &Roster, person: usize, seat: Seat) -> i64 {
        let mut helper = self.helper();
        let rest = without(self.instance, roster.of(person), seat);
        let loss = roster.worth(person) - helper.desk.value(self.instance, person, &rest);
        self.desks.push(helper);
        loss
    }

    /// Takes a seat from a person, and all that require it.
    pub(super) fn drop_seat(&mut self, roster: &mut Roster, person: usize, seat: Seat) {
        let rest = without(self.instance, roster.of(person), seat);
        self.put(roster, person, &rest);
    }

    /// Takes the seats of a cell from those for whom they are worth least until its sessions hold
    /// all.
    pub(super) fn unseat(&mut self, roster: &mut Roster, cell: usize, unseated: &mut Vec<u32>) {
        let mut helper = self.helper();
        unseat(self.instance, roster, &mut helper.desk, cell, unseated);
        self.desks.push(helper);
    }

    /// Gives a person seats, without asking whether they fit.
    pub(super) fn put(&mut self, roster: &mut Roster, person: usize, seats: &[Seat]) {
        let mut helper = self.helper();
        roster.seat(self.instance, &mut helper.desk, person, seats);
        self.desks.push(helper);
    }

    /// Gives a person who has none those seats, if they are lawful and fit.
    pub(super) fn put_if_lawful(&mut self, roster: &mut Roster, person: usize, seats: &[Seat]) {
        let instance = self.instance;
        let phases = instance.phases;
        let mut helper = self.helper();
        for &programme in instance.candidates(person) {
            let start = usize::from(programme) * phases;
            helper.seat[start..start + phases].fill(0);
        }
        helper.hour.fill(0);
        helper.room.fill(instance.horizon.hours_per_phase);
        let terms = Terms {
            seat: &helper.seat,
            hour: &helper.hour,
            room: &helper.room,
            slack: 0,
            assignments: 0,
        };
        if helper.desk.allows(instance, person, &terms, seats)
            && roster.fits(instance, person, seats)
        {
            roster.seat(instance, &mut helper.desk, person, seats);
        }
        self.desks.push(helper);
    }

    /// One round through people, in the order given, one after another.
    pub(super) fn serial(
        &mut self,
        roster: &mut Roster,
        order: &[u32],
        prices: &WholePrices,
        manner: Manner,
        seed: u64,
    ) {
        self.work += order.len() as u64;
        let mut helper = self.helper();
        let besides = besides(manner, &self.own, self.stay);
        for &person in order {
            let person = person as usize;
            helper.choose(self.instance, roster, person, prices, besides, seed);
            helper.commit(self.instance, roster, person);
        }
        self.desks.push(helper);
    }

    /// One round through people, in the order given.
    pub(super) fn pass(
        &mut self,
        roster: &mut Roster,
        order: &[u32],
        prices: &WholePrices,
        manner: Manner,
        seed: u64,
    ) {
        let instance = self.instance;
        self.work += order.len() as u64;
        for batch in order.chunks(batch(instance.people())) {
            if batch.len() == 1 {
                let mut helper = self.helper();
                let besides = besides(manner, &self.own, self.stay);
                let person = batch[0] as usize;
                helper.choose(instance, roster, person, prices, besides, seed);
                helper.commit(instance, roster, person);
                self.desks.push(helper);
                continue;
            }
            let pieces: Vec<(Helper, &[u32])> = batch
                .chunks(64)
                .map(|piece| (self.helper(), piece))
                .collect();
            let state = &*roster;
            let besides = besides(manner, &self.own, self.stay);
            let found = map(pieces, |(mut helper, piece)| {
                let chosen: Vec<Option<Vec<Seat>>> = piece
                    .iter()
                    .map(|&person| {
                        let person = person as usize;
                        helper.choose(instance, state, person, prices, besides, seed);
                        let seats = helper.desk.seats();
                        (seats != state.of(person)).then(|| seats.to_vec())
                    })
                    .collect();
                (helper, piece, chosen)
            });
            for (mut helper, piece, chosen) in found {
                for (&person, seats) in piece.iter().zip(chosen) {
                    let person = person as usize;
                    let Some(seats) = seats else { continue };
                    if roster.fits(instance, person, &seats) {
                        roster.seat(instance, &mut helper.desk, person, &seats);
                    } else {
                        self.work += 1;
                        helper.choose(instance, roster, person, prices, besides, seed);
                        helper.commit(instance, roster, person);
                    }
                }
                self.desks.push(helper);
            }
        }
    }
}

impl Helper {
    /// Works out what a person would choose among what others leave.
    fn choose(
        &mut self,
        instance: &Instance,
        roster: &Roster,
        person: usize,
        prices: &WholePrices,
        besides: Besides<'_>,
        seed: u64,
    ) {
        let manner = besides.manner;
        let phases = instance.phases;
        let unit = instance.unit_of(person);
        let own = roster.of(person);
        let mut money = [i128::MAX; 64];
        for (place, purse) in instance.purses().iter().enumerate() {
            let freed: i128 = own
                .iter()
                .filter(|seat| purse.phases.contains(&usize::from(seat.phase)))
                .map(|seat| i128::from(instance.seat_price[usize::from(seat.programme)]))
                .sum();
            let left = roster.left(instance, place) + freed;
            for phase in purse.phases.clone() {
                money[phase] = money[phase].min(left);
            }
        }
        let mut random = SplitMix64::new(seed, person as u64);
        for phase in 0..phases {
            let place = unit * phases + phase;
            self.hour[phase] = (prices.hours[place] as f64 * manner.share) as i64;
            let used: u64 = roster.hours[place]
                - own
                    .iter()
                    .filter(|seat| usize::from(seat.phase) == phase)
                    .map(|seat| u64::from(instance.hours[usize::from(seat.programme)]))
                    .sum::<u64>();
            let room = instance.cover[place].saturating_sub(used);
            self.room[phase] = u32::try_from(room)
                .unwrap_or(u32::MAX)
                .min(instance.horizon.hours_per_phase);
        }
        let first = instance.candidate_starts[person];
        for (pair, &programme) in instance.candidates(person).iter().enumerate() {
            let at = usize::from(programme);
            for (phase, &money) in money.iter().enumerate().take(phases) {
                let cell = at * phases + phase;
                let sessions = roster.sessions[cell];
                self.seat[cell] = CLOSED;
                if sessions == 0 {
                    continue;
                }
                let seat = Seat {
                    phase: phase as u16,
                    programme,
                };
                let mine = own.contains(&seat);
                let most = u64::from(instance.class_max[at]) * u64::from(sessions);
                let free = u64::from(roster.people[cell]) < most
                    && i128::from(instance.seat_price[at]) <= money
                    && roster.has_spare(instance, person, seat);
                if mine || free {
                    let noise = if manner.noise > 0.0 {
                        manner.noise * (3.0 - gumbel(&mut random))
                    } else {
                        0.0
                    };
                    // Prices are far below the end of the range.
                    let mut price =
                        (prices.seat[cell].min(1 << 53) as f64 * manner.share + noise) as i64;
                    if let Some(own) = besides.own {
                        price += own[(first + pair) * phases + phase];
                    }
                    let least = u64::from(instance.class_min[at]) * u64::from(sessions);
                    if mine && u64::from(roster.people[cell]) <= least {
                        price -= besides.stay;
                    }
                    self.seat[cell] = if self.drawn_to == Some(cell) {
                        -besides.stay
                    } else {
                        price
                    };
                }
            }
        }
        let terms = Terms {
            seat: &self.seat,
            hour: &self.hour,
            room: &self.room,
            slack: 0,
            assignments: 20,
        };
        let before = if manner.keep { own } else { &[] };
        self.desk.solve(instance, person, &terms, before);
    }

    /// Gives the person what was chosen, if money allows all of it.
    fn commit(&mut self, instance: &Instance, roster: &mut Roster, person: usize) {
        let seats = self.desk.seats().to_vec();
        if seats != roster.of(person) && roster.fits(instance, person, &seats) {
            roster.seat(instance, &mut self.desk, person, &seats);
        }
    }
}

/// Lets go of sessions that are not filled to the least, and of those that nobody needs; people
/// who lose their seats choose again. Ends, since sessions are only ever let go.
pub(super) fn repair(floor: &mut Floor<'_>, roster: &mut Roster, prices: &WholePrices, seed: u64) {
    let instance = floor.instance;
    let mut desk = Desk::new(instance);
    loop {
        let mut unseated: Vec<u32> = Vec::new();
        for cell in 0..instance.cells() {
            let least = instance.class_min[cell / instance.phases];
            loop {
                let people = roster.people[cell];
                let needed = least_sessions(instance, roster, cell);
                let filled = people / least;
                if needed <= filled {
                    roster.hold(instance, cell, needed);
                    break;
                }
                roster.hold(instance, cell, filled);
                unseat(instance, roster, &mut desk, cell, &mut unseated);
            }
        }
        if unseated.is_empty() {
            break;
        }
        unseated.sort_unstable();
        unseated.dedup();
        let manner = Manner {
            share: 0.02,
            noise: 0.0,
            keep: true,
        };
        floor.pass(roster, &unseated, prices, manner, seed);
    }
}

/// Takes the seats of a cell from those for whom they are worth least until its sessions hold all.
fn unseat(
    instance: &Instance,
    roster: &mut Roster,
    desk: &mut Desk,
    cell: usize,
    unseated: &mut Vec<u32>,
) {
    let (programme, phase) = instance.split(cell);
    let seat = Seat {
        phase: phase as u16,
        programme: programme as u16,
    };
    let mut there: Vec<(i64, u32)> = Vec::new();
    for person in 0..instance.people() {
        if roster.of(person).contains(&seat) {
            let rest = without(instance, roster.of(person), seat);
            let loss = desk.value(instance, person, roster.of(person))
                - desk.value(instance, person, &rest);
            there.push((loss, person as u32));
        }
    }
    there.sort_unstable();
    let most = u64::from(instance.class_max[programme]) * u64::from(roster.sessions[cell]);
    for (_, person) in there {
        let person = person as usize;
        let unit = instance.unit_of(person);
        let spare = u64::from(instance.spare[unit * instance.phases + phase]);
        let room = spare * u64::from(roster.sessions[cell]);
        let crowded = room < instance.unit_people(unit).len() as u64
            && u64::from(roster.together(instance, unit, seat, usize::MAX)) > room;
        if u64::from(roster.people[cell]) > most || crowded {
            let rest = without(instance, roster.of(person), seat);
            roster.seat(instance, desk, person, &rest);
            unseated.push(person as u32);
        }
    }
}

/// The fewest sessions that hold the people of a cell.
fn least_sessions(instance: &Instance, roster: &Roster, cell: usize) -> u32 {
    let (programme, phase) = instance.split(cell);
    let people = roster.people[cell];
    let by_size = people.div_ceil(instance.class_max[programme]);
    let held = roster.sessions[cell];
    if by_size >= held || people == 0 {
        return by_size.min(held);
    }
    let seat = Seat {
        phase: phase as u16,
        programme: programme as u16,
    };
    let mut least = by_size;
    for unit in 0..instance.units() {
        let spare = instance.spare[unit * instance.phases + phase];
        if u64::from(spare) * u64::from(least) >= instance.unit_people(unit).len() as u64 {
            continue;
        }
        let there = roster.together(instance, unit, seat, usize::MAX);
        least = least.max(there.div_ceil(spare.max(1)));
    }
    least.min(held)
}

/// The seats without one, and without all that require it.
fn without(instance: &Instance, seats: &[Seat], seat: Seat) -> Vec<Seat> {
    let mut seats: Vec<Seat> = seats
        .iter()
        .copied()
        .filter(|&other| other != seat)
        .collect();
    loop {
        let orphan = seats.iter().position(|other| {
            let mut requires = instance.requires(usize::from(other.programme)).iter();
            requires.any(|&required| {
                !seats.iter().any(|before| {
                    u32::from(before.programme) == required && before.phase < other.phase
                })
            })
        });
        match orphan {
            Some(at) => seats.remove(at),
            None => return seats,
        };
    }
}

/// Standard Gumbel noise: the best of many seats under it is drawn by the soft choice of a logit.
fn gumbel(random: &mut SplitMix64) -> f64 {
    -(-(random.share().max(1e-300)).ln()).max(1e-300).ln()
}

/// Everybody in a random order, those who are short of hours first.
pub(super) fn order(instance: &Instance, random: &mut SplitMix64) -> Vec<u32> {
    let mut order: Vec<u32> = (0..instance.people() as u32).collect();
    random.shuffle(&mut order);
    order
}

pub(super) fn noise_of(scales: &Scales) -> f64 {
    0.05 * scales.seat
}
