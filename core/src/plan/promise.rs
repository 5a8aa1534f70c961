//! What is required comes first: seats that the wishes ask for, before any others are given.

use std::collections::BTreeMap;

use super::greedy::offer;
use super::state::State;
use super::why_not::Unmet;
use super::wishes::Required;
use crate::words::id::{Index, PersonIndex};

/// Gives the seats and holds the programmes that the wishes require, as far as the limits allow.
pub(super) fn promise(state: &mut State<'_>) {
    let required = state.instance.required.clone();
    if required.is_empty() {
        return;
    }
    let mut wanted: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for &(person, programme) in &required.pairs {
        for needed in state.instance.chain(programme) {
            let people = wanted.entry(needed).or_default();
            // People are numbered by 32 bits.
            people.push(person as u32);
        }
    }
    let mut order: Vec<usize> = wanted.keys().copied().collect();
    // What is required by others comes before them, and its chain is shorter.
    order.sort_by_key(|&programme| (state.instance.chain(programme).len(), programme));
    for programme in order {
        for phase in 0..state.instance.phases() {
            loop {
                let people = wanted[&programme].iter().copied();
                let left: Vec<u32> = people
                    .filter(|&person| !state.attends(person as usize, programme))
                    .collect();
                if left.is_empty() || !seat(state, programme, phase, &left) {
                    break;
                }
            }
        }
    }
    let mut programmes: Vec<usize> = required.programmes.iter().copied().collect();
    programmes.sort_by_key(|&programme| (state.instance.chain(programme).len(), programme));
    for programme in programmes {
        for needed in state.instance.chain(programme) {
            let phases = state.instance.phases();
            let held = (0..phases).any(|phase| {
                let cell = state.instance.cell(needed, phase);
                state.people[cell] > 0
            });
            if !held {
                let _ = (0..phases).any(|phase| seat(state, needed, phase, &[]));
            }
        }
    }
    for &person in &required.people {
        if state.attended[person].is_empty() {
            attend_anything(state, person);
        }
    }
}

/// Gives seats to groups that have a floor of fairness until they reach it, what closes most of
/// theirs for its money first; others fill their classes.
pub(super) fn reach_floors(state: &mut State<'_>) {
    let instance = state.instance;
    for floor in &instance.floors {
        while floor.closes(state) < floor.needed {
            let mut ranked: Vec<(f64, u32, Vec<u32>)> = Vec::new();
            for cell in 0..instance.offers.sessions.len() as u32 {
                let (programme, _) = state.split(cell);
                if instance.offers.sessions[cell as usize] == 0 {
                    continue;
                }
                let candidates = instance.candidates.of_programme(programme);
                let mut gains: Vec<(i128, u32)> = floor
                    .people
                    .iter()
                    .map(|&person| person as u32)
                    .filter(|person| candidates.binary_search(person).is_ok())
                    .filter(|&person| state.block(person as usize, cell).is_none())
                    .map(|person| (state.worth(person as usize, cell).0, person))
                    .filter(|&(gain, _)| gain > 0)
                    .collect();
                gains.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
                gains.truncate(instance.offers.class_max[programme] as usize);
                let least = instance.offers.class_min[programme].max(gains.len() as u32);
                let cost = instance.offers.cost(programme, 1, least).max(1);
                let gain: i128 = gains.iter().map(|&(gain, _)| gain).sum();
                if gain > 0 {
                    let people = gains.into_iter().map(|(_, person)| person).collect();
                    ranked.push((gain as f64 / cost as f64, cell, people));
                }
            }
            ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
            let seated = ranked.iter().any(|(_, cell, people)| {
                let (programme, phase) = state.split(*cell);
                seat(state, programme, phase, people)
            });
            if !seated {
                break;
            }
        }
    }
}

/// Gives people seats of a cell, those that are free first, then those of one more session; without
/// people, holds a session for whoever gains. Gives whether anything was done.
fn seat(state: &mut State<'_>, programme: usize, phase: usize, people: &[u32]) -> bool {
    let instance = state.instance;
    // Cells are numbered by 32 bits, which was checked.
    let cell = instance.cell(programme, phase) as u32;
    let mut done = false;
    let mut left = Vec::new();
    for &person in people {
        if state.block(person as usize, cell).is_some() {
            continue;
        }
        let sessions = state.sessions[cell as usize];
        let seats = instance.offers.class_max[programme].saturating_mul(sessions);
        let price = i128::from(instance.offers.seat_price[programme]);
        let is_free = state.people[cell as usize] < seats
            && state.room_in_unit(person as usize, cell, sessions) > 0
            && price <= state.money_left(phase);
        if is_free {
            state.seat(person as usize, cell);
            done = true;
        } else {
            left.push(person);
        }
    }
    if (left.is_empty() && !people.is_empty()) || state.session_fits(cell).is_err() {
        return done;
    }
    // Far more than anything closes: as many of them as there is room for are taken first, and
    // then as few others as a class needs.
    let mut ranked: Vec<(i128, u32)> = left.iter().map(|&person| (1 << 80, person)).collect();
    let others = others(state, programme, cell, &left);
    let gaining = others.partition_point(|&(worth, _)| worth > 0);
    ranked.extend(&others[..gaining]);
    let money = state.money_left(phase);
    let mut found = offer(state, cell, &ranked, money);
    if found.is_none() {
        // Then also those who could gain from it, but do not now, as far as a class needs them.
        ranked.extend(&others[gaining..]);
        found = offer(state, cell, &ranked, money);
        if let Some(offer) = &mut found {
            let idle: Vec<u32> = others[gaining..]
                .iter()
                .map(|&(_, person)| person)
                .collect();
            let least = instance.offers.class_min[programme] as usize;
            while offer.people.len() > least
                && offer
                    .people
                    .last()
                    .is_some_and(|person| idle.contains(person))
            {
                offer.people.pop();
            }
        }
    }
    let Some(offer) = found else { return done };
    if !left.is_empty() && !offer.people.iter().any(|person| left.contains(person)) {
        return done;
    }
    state.open(cell);
    for &person in &offer.people {
        state.seat(person as usize, cell);
    }
    true
}

/// Others who could gain from a cell, the most worth first.
fn others(state: &State<'_>, programme: usize, cell: u32, but: &[u32]) -> Vec<(i128, u32)> {
    let instance = state.instance;
    let mut pool = instance.candidates.of_programme(programme).to_vec();
    if instance.floor_value > 0 {
        let people = 0..instance.people.len();
        let short = people.filter(|&person| state.below_floor(person) > 0);
        pool.extend(short.map(|person| person as u32));
        pool.sort_unstable();
        pool.dedup();
    }
    let mut ranked: Vec<(i128, u32)> = pool
        .into_iter()
        .filter(|person| !but.contains(person))
        .filter(|&person| state.block(person as usize, cell).is_none())
        .map(|person| {
            let (gain, hours) = state.worth(person as usize, cell);
            (gain + hours, person)
        })
        .collect();
    ranked.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    ranked
}

/// A seat for somebody who is to attend anything: what closes most of their gaps first.
fn attend_anything(state: &mut State<'_>, person: usize) {
    let instance = state.instance;
    let cells = instance.offers.sessions.len() as u32;
    let mut ranked: Vec<(i128, u32)> = (0..cells)
        .filter(|&cell| instance.offers.sessions[cell as usize] > 0)
        .filter(|&cell| state.block(person, cell).is_none())
        .map(|cell| {
            let (gain, hours) = state.worth(person, cell);
            (gain + hours, cell)
        })
        .collect();
    ranked.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    for (_, cell) in ranked {
        let (programme, phase) = state.split(cell);
        if seat(state, programme, phase, &[person as u32]) {
            return;
        }
    }
}

/// A wish that a plan does not fulfil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missed {
    Pair(usize, usize),
    Programme(usize),
    Person(usize),
}

/// The wishes that a plan does not fulfil.
pub(super) fn unmet(state: &State<'_>) -> Vec<Missed> {
    let required = &state.instance.required;
    let phases = state.instance.phases();
    let pairs = required.pairs.iter();
    let pairs = pairs.filter(|&&(person, programme)| !state.attends(person, programme));
    let programmes = required.programmes.iter();
    let programmes = programmes.filter(|&&programme| {
        let own = programme * phases..(programme + 1) * phases;
        state.people[own].iter().all(|&people| people == 0)
    });
    let people = required.people.iter();
    let people = people.filter(|&&person| state.attended[person].is_empty());
    pairs
        .map(|&(person, programme)| Missed::Pair(person, programme))
        .chain(programmes.map(|&programme| Missed::Programme(programme)))
        .chain(people.map(|&person| Missed::Person(person)))
        .collect()
}

/// The same with what stands against each.
pub(super) fn why_unmet(state: &State<'_>) -> Vec<Unmet> {
    let instance = state.instance;
    unmet(state)
        .into_iter()
        .filter_map(|missed| {
            Some(match missed {
                Missed::Pair(person, programme) => Unmet::Seat {
                    why: state.why_not(Some(person), programme)?,
                },
                Missed::Programme(programme) => Unmet::Seat {
                    why: state.why_not(None, programme)?,
                },
                Missed::Person(person) => {
                    let all = 0..instance.offers.len();
                    let gains = |&programme: &usize| {
                        let own = instance.candidates.of_programme(programme);
                        own.binary_search(&(person as u32)).is_ok()
                    };
                    let mut programmes: Vec<usize> = all.clone().filter(gains).collect();
                    if programmes.is_empty() {
                        programmes = all.collect();
                    }
                    let why = programmes
                        .into_iter()
                        .filter_map(|programme| state.why_not(Some(person), programme));
                    Unmet::Person {
                        person: PersonIndex::at(person)?,
                        why: why.collect(),
                    }
                }
            })
        })
        .collect()
}

impl Required {
    /// The same without what cannot be fulfilled.
    pub(super) fn without(&mut self, missed: &[Missed]) {
        for missed in missed {
            match *missed {
                Missed::Pair(person, programme) => {
                    self.pairs.remove(&(person, programme));
                }
                Missed::Programme(programme) => {
                    self.programmes.remove(&programme);
                }
                Missed::Person(person) => {
                    self.people.remove(&person);
                }
            }
        }
    }
}
