//! Small changes that keep a plan lawful: a few people stand up and choose again.
//!
//! What they give up and take is weighed at prices, so that people who can do with less leave
//! money and seats to others; towards the end of a run prices fade, and only what closes more
//! counts.

use super::instance::Instance;
use super::market::WholePrices;
use super::person::Seat;
use super::primal::{Floor, Manner};
use super::roster::Roster;
use crate::words::splitmix::SplitMix64;

/// What people's seats are worth less a share of their price.
fn weigh(
    instance: &Instance,
    roster: &Roster,
    people: &[u32],
    prices: &WholePrices,
    share: f64,
) -> f64 {
    people
        .iter()
        .map(|&person| {
            let person = person as usize;
            roster.worth(person) as f64 - share * paid(instance, person, roster.of(person), prices)
        })
        .sum()
}

fn paid(instance: &Instance, person: usize, seats: &[Seat], prices: &WholePrices) -> f64 {
    let unit = instance.unit_of(person) * instance.phases;
    seats
        .iter()
        .map(|seat| {
            let (programme, phase) = (usize::from(seat.programme), usize::from(seat.phase));
            let seat = prices.seat[instance.cell(programme, phase)];
            let hours =
                prices.hours[unit + phase].saturating_mul(i64::from(instance.hours[programme]));
            seat as f64 + hours as f64
        })
        .sum()
}

/// Lets people choose anew, one after another, and keeps that if it weighs more, or no more than
/// `slack` less, and every class stays large enough. Gives whether it was kept.
pub(super) fn swap(
    floor: &mut Floor<'_>,
    roster: &mut Roster,
    people: &[u32],
    prices: &WholePrices,
    manner: Manner,
    slack: f64,
    seed: u64,
) -> bool {
    let instance = floor.instance;
    let before = weigh(instance, roster, people, prices, manner.share);
    let seats: Vec<Vec<Seat>> = people
        .iter()
        .map(|&person| roster.of(person as usize).to_vec())
        .collect();
    for &person in people {
        floor.put(roster, person as usize, &[]);
    }
    floor.serial(roster, people, prices, manner, seed);
    let after = weigh(instance, roster, people, prices, manner.share);
    let small = || {
        seats.iter().flatten().any(|seat| {
            let cell = instance.cell(usize::from(seat.programme), usize::from(seat.phase));
            u64::from(roster.people[cell]) < roster.least(instance, cell)
        })
    };
    if after > before - slack && !small() {
        return true;
    }
    // All stand up again before any sits down: what was lawful together fits again.
    for &person in people {
        floor.put(roster, person as usize, &[]);
    }
    for (&person, seats) in people.iter().zip(&seats) {
        floor.put(roster, person as usize, seats);
    }
    false
}

/// Chooses a few people whose seats depend on each other: of a unit, or around a programme in a
/// phase.
pub(super) fn group(
    instance: &Instance,
    roster: &Roster,
    random: &mut SplitMix64,
    people: &mut Vec<u32>,
) {
    people.clear();
    let count = 2 + random.below(5);
    if instance.people() == 0 {
        return;
    }
    let one = random.below(instance.people());
    let mut add = |person: usize| {
        if !people.contains(&(person as u32)) {
            people.push(person as u32);
        }
    };
    add(one);
    if random.below(10) < 6 {
        let unit = instance.unit_people(instance.unit_of(one));
        for _ in 0..count {
            add(unit.start + random.below(unit.len()));
        }
        return;
    }
    let own = roster.of(one);
    let Some(&seat) = own.get(random.below(own.len())) else {
        return;
    };
    for _ in 0..count * 20 {
        let other = random.below(instance.people());
        let there = roster.of(other).contains(&seat);
        if there
            || (random.below(3) == 0
                && instance
                    .candidates(other)
                    .binary_search(&seat.programme)
                    .is_ok())
        {
            add(other);
        }
    }
    people.truncate(count);
    random.shuffle(people);
}
