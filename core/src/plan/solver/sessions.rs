//! Changing which sessions are held: one is let go, another is held instead, and those whom it
//! concerns choose again. Kept if the plan closes more.

use super::instance::Instance;
use super::market::WholePrices;
use super::person::Seat;
use super::primal::{Floor, Manner};
use super::roster::Roster;
use crate::words::splitmix::SplitMix64;

/// The most people who are asked about a session, and who fill what a change leaves free.
const ASKED: usize = 400;

/// What a change did, so that it can be undone.
#[derive(Debug, Default)]
struct Journal {
    seats: Vec<(u32, Vec<Seat>)>,
    sessions: Vec<(usize, u32)>,
}

impl Journal {
    fn note(&mut self, roster: &Roster, person: u32) {
        self.seats
            .push((person, roster.of(person as usize).to_vec()));
    }

    /// Back to where it began: everybody stands up before anybody sits down.
    fn undo(&self, floor: &mut Floor<'_>, roster: &mut Roster) {
        for (person, _) in &self.seats {
            floor.put(roster, *person as usize, &[]);
        }
        for &(cell, sessions) in self.sessions.iter().rev() {
            roster.hold(floor.instance, cell, sessions);
        }
        // The first note of a person is the oldest.
        for (person, seats) in self.seats.iter().rev() {
            floor.put(roster, *person as usize, seats);
        }
    }
}

/// A change of the sessions that are held.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) close: Option<usize>,
    pub(super) open: Option<usize>,
}

impl Change {
    /// A change at random: mostly one session for another, often of the same programme.
    pub(super) fn any(
        instance: &Instance,
        roster: &Roster,
        random: &mut SplitMix64,
    ) -> Option<Self> {
        let cells = instance.cells();
        if cells == 0 {
            return None;
        }
        let held: Vec<usize> = (0..cells)
            .filter(|&cell| roster.sessions[cell] > 0)
            .collect();
        let close = (!held.is_empty()).then(|| held[random.below(held.len())]);
        let kind = random.below(10);
        let open = match (kind, close) {
            (0..3, Some(close)) => {
                let programme = close / instance.phases;
                Some(programme * instance.phases + random.below(instance.phases))
            }
            _ => Some(random.below(cells)),
        };
        let open = open.filter(|&cell| {
            let programme = cell / instance.phases;
            let may = roster.sessions[cell] < instance.sessions[cell];
            may && instance.demand[programme] >= instance.class_min[programme]
                && Some(cell) != close
        });
        match kind {
            0..6 => Some(Self {
                close: Some(close?),
                open: Some(open?),
            }),
            6..8 => Some(Self {
                close: None,
                open: Some(open?),
            }),
            _ => Some(Self {
                close: Some(close?),
                open: None,
            }),
        }
    }
}

/// Tries a change; gives whether it was kept.
pub(super) fn change(
    floor: &mut Floor<'_>,
    roster: &mut Roster,
    change: Change,
    prices: &WholePrices,
    least: i128,
    random: &mut SplitMix64,
) -> bool {
    let instance = floor.instance;
    let before = roster.total;
    let mut journal = Journal::default();
    let mut touched: Vec<u32> = Vec::new();
    if let Some(cell) = change.close {
        close(floor, roster, cell, &mut journal, &mut touched);
    }
    if let Some(cell) = change.open
        && !open(
            floor,
            roster,
            cell,
            prices,
            &mut journal,
            &mut touched,
            random,
        )
    {
        journal.undo(floor, roster);
        return false;
    }
    // Those who lost a seat and some others take what is free now.
    for _ in 0..ASKED.min(instance.people()) / 2 {
        touched.push(random.below(instance.people()) as u32);
    }
    touched.sort_unstable();
    touched.dedup();
    random.shuffle(&mut touched);
    for &person in &touched {
        journal.note(roster, person);
    }
    for share in [0.5, 0.02] {
        let manner = Manner {
            share,
            noise: 0.0,
            keep: true,
        };
        floor.serial(roster, &touched, prices, manner, 0);
    }
    let small = journal
        .seats
        .iter()
        .flat_map(|(_, seats)| seats)
        .any(|seat| {
            let programme = usize::from(seat.programme);
            let cell = instance.cell(programme, usize::from(seat.phase));
            too_small(instance, roster, cell)
        });
    if small
        || change
            .open
            .is_some_and(|cell| too_small(instance, roster, cell))
        || roster.total < before + least
    {
        journal.undo(floor, roster);
        return false;
    }
    true
}

fn too_small(instance: &Instance, roster: &Roster, cell: usize) -> bool {
    let least = u64::from(instance.class_min[cell / instance.phases]);
    u64::from(roster.people[cell]) < least * u64::from(roster.sessions[cell])
}

fn close(
    floor: &mut Floor<'_>,
    roster: &mut Roster,
    cell: usize,
    journal: &mut Journal,
    touched: &mut Vec<u32>,
) {
    let instance = floor.instance;
    let (programme, phase) = instance.split(cell);
    let seat = Seat {
        phase: phase as u16,
        programme: programme as u16,
    };
    journal.sessions.push((cell, roster.sessions[cell]));
    let there: Vec<u32> = (0..instance.people())
        .filter(|&person| roster.of(person).contains(&seat))
        .map(|person| person as u32)
        .collect();
    for &person in &there {
        journal.note(roster, person);
    }
    roster.hold(instance, cell, roster.sessions[cell] - 1);
    floor.unseat(roster, cell, touched);
}

fn open(
    floor: &mut Floor<'_>,
    roster: &mut Roster,
    cell: usize,
    prices: &WholePrices,
    journal: &mut Journal,
    touched: &mut Vec<u32>,
    random: &mut SplitMix64,
) -> bool {
    let instance = floor.instance;
    let (programme, phase) = instance.split(cell);
    let place = instance.provider[programme] as usize * instance.phases + phase;
    if instance.horizon.capacity[place] < u64::MAX {
        let used: u64 = (0..instance.programmes())
            .filter(|&other| instance.provider[other] == instance.provider[programme])
            .map(|other| {
                let sessions = roster.sessions[instance.cell(other, phase)];
                u64::from(instance.days[other]) * u64::from(sessions)
            })
            .sum();
        if used + u64::from(instance.days[programme]) > instance.horizon.capacity[place] {
            return false;
        }
    }
    let seats = instance.fullest(programme) * 3 / 4;
    let cost = instance.cost(programme, 1, seats.max(instance.class_min[programme]));
    if !shed(floor, roster, phase, cost, journal, touched, random) {
        return false;
    }
    journal.sessions.push((cell, roster.sessions[cell]));
    roster.hold(instance, cell, roster.sessions[cell] + 1);
    // Who would gain most from a seat in it.
    let mut wishes: Vec<(i64, u32)> = Vec::new();
    let mut ask = |floor: &mut Floor<'_>, person: usize| {
        let may = instance
            .candidates(person)
            .binary_search(&(programme as u16))
            .is_ok();
        if may
            && !roster
                .of(person)
                .iter()
                .any(|seat| usize::from(seat.programme) == programme)
        {
            let gain = floor.would_gain(roster, person, prices, cell);
            if gain > 0 {
                wishes.push((-gain, person as u32));
            }
        }
    };
    if instance.people() <= ASKED * 2 {
        for person in 0..instance.people() {
            ask(floor, person);
        }
    } else {
        for person in touched.iter() {
            ask(floor, *person as usize);
        }
        for _ in 0..ASKED {
            ask(floor, random.below(instance.people()));
        }
    }
    wishes.sort_unstable();
    wishes.dedup();
    let most = u64::from(instance.class_max[programme]) * u64::from(roster.sessions[cell]);
    for (_, person) in wishes {
        if u64::from(roster.people[cell]) >= most {
            break;
        }
        journal.note(roster, person);
        touched.push(person);
        let manner = Manner {
            share: 0.5,
            noise: 0.0,
            keep: false,
        };
        floor.drawn(roster, person as usize, prices, manner, cell);
    }
    !too_small(instance, roster, cell)
}

/// Frees money in a phase by taking seats that are worth least for their money.
fn shed(
    floor: &mut Floor<'_>,
    roster: &mut Roster,
    phase: usize,
    cost: i128,
    journal: &mut Journal,
    touched: &mut Vec<u32>,
    random: &mut SplitMix64,
) -> bool {
    let instance = floor.instance;
    for (place, purse) in instance.purses().iter().enumerate() {
        if !purse.phases.contains(&phase) || roster.left(instance, place) >= cost {
            continue;
        }
        let mut seats: Vec<(f64, u32, Seat)> = Vec::new();
        let all = instance.people();
        let asked = all.min(ASKED * 2);
        let start = random.below(all);
        for step in 0..asked {
            let person = (start + step) % all;
            for &seat in roster.of(person) {
                let programme = usize::from(seat.programme);
                let there = instance.cell(programme, usize::from(seat.phase));
                let price = instance.seat_price[programme];
                let spare = u64::from(roster.people[there])
                    > u64::from(instance.class_min[programme]) * u64::from(roster.sessions[there]);
                if price > 0 && spare && purse.phases.contains(&usize::from(seat.phase)) {
                    let loss = floor.loss(roster, person, seat);
                    seats.push((loss as f64 / price as f64, person as u32, seat));
                }
            }
        }
        seats.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        for (_, person, seat) in seats {
            if roster.left(instance, place) >= cost {
                break;
            }
            let programme = usize::from(seat.programme);
            let there = instance.cell(programme, usize::from(seat.phase));
            let spare = u64::from(roster.people[there])
                > u64::from(instance.class_min[programme]) * u64::from(roster.sessions[there]);
            if spare && roster.of(person as usize).contains(&seat) {
                journal.note(roster, person);
                floor.drop_seat(roster, person as usize, seat);
                touched.push(person);
            }
        }
        if roster.left(instance, place) < cost {
            return false;
        }
    }
    true
}
