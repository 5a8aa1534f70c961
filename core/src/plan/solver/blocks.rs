//! Swaps of seats in many units at once.
//!
//! Units are dealt into blocks at random, and some blocks work at the same time, each on a copy of
//! its own rows. What is free (money, seats, people above the least of a class) is shared out among
//! them, so whatever they do is lawful together. How many work at once does not depend on threads,
//! nor does the result.

use super::instance::Instance;
use super::market::WholePrices;
use super::person::{Desk, Seat};
use super::primal::{Floor, Manner};
use super::roster::Roster;
use super::swap;
use crate::need::map;
use crate::words::splitmix::SplitMix64;

/// How many blocks work at once.
const AT_ONCE: usize = 8;
/// About how many people a block has, where there are enough for all blocks.
const SIZE: usize = 600;

/// How people swap: the share of prices that counts, the noise, searches for each person.
#[derive(Clone, Copy)]
pub(super) struct Trade {
    pub(super) share: f64,
    pub(super) noise: f64,
    pub(super) searches: u64,
}

/// Lets everybody swap within a block of random units; gives the searches made.
pub(super) fn swap_all(
    instance: &Instance,
    roster: &mut Roster,
    prices: &WholePrices,
    trade: Trade,
    random: &mut SplitMix64,
) -> u64 {
    let mut work = 0;
    let blocks = deal(instance, random);
    for (turn, blocks) in blocks.chunks(AT_ONCE).enumerate() {
        let jobs: Vec<(usize, &Vec<usize>, u64)> = blocks
            .iter()
            .enumerate()
            .map(|(at, units)| (at, units, random.next()))
            .collect();
        let state = &*roster;
        let done = map(jobs, |(at, units, seed)| {
            let block = Block::of(instance, state, units, blocks.len(), at + turn);
            block.swap(prices, trade, SplitMix64::new(seed, at as u64))
        });
        let mut desk = Desk::new(instance);
        for (searches, changed) in done {
            work += searches;
            for (person, _) in &changed {
                roster.seat(instance, &mut desk, *person, &[]);
            }
            for (person, seats) in changed {
                roster.seat(instance, &mut desk, person, &seats);
            }
        }
    }
    work
}

/// Units with people, in blocks of about [`SIZE`] people.
fn deal(instance: &Instance, random: &mut SplitMix64) -> Vec<Vec<usize>> {
    let mut units: Vec<u32> = (0..instance.units() as u32).collect();
    random.shuffle(&mut units);
    let mut blocks = Vec::new();
    let size = SIZE.min(instance.people() / AT_ONCE);
    let (mut block, mut people) = (Vec::new(), 0);
    for unit in units {
        let own = instance.unit_people(unit as usize).len();
        if own == 0 {
            continue;
        }
        block.push(unit as usize);
        people += own;
        if people >= size {
            blocks.push(std::mem::take(&mut block));
            people = 0;
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// Some units with their part of what is free.
struct Block<'a> {
    units: &'a [usize],
    /// By person of the block: who they are in the whole.
    people: Vec<usize>,
    instance: Instance,
    roster: Roster,
}

impl<'a> Block<'a> {
    /// One of so many blocks that work at once; `turn` decides who gets what cannot be divided.
    fn of(
        whole: &Instance,
        state: &Roster,
        units: &'a [usize],
        blocks: usize,
        turn: usize,
    ) -> Self {
        let people: Vec<usize> = units
            .iter()
            .flat_map(|&unit| whole.unit_people(unit))
            .collect();
        let mut instance = whole.part(units);
        let mut roster = Roster::new(&instance);
        let mut desk = Desk::new(&instance);
        // Sessions first, without their price: seats are lawful in them.
        roster.sessions.copy_from_slice(&state.sessions);
        for (own, &person) in people.iter().enumerate() {
            roster.seat(&instance, &mut desk, own, state.of(person));
        }
        for (place, purse) in instance.horizon.purses.iter_mut().enumerate() {
            let own: i128 = roster.spent[purse.phases.clone()].iter().sum();
            purse.rupiah = own + state.left(whole, place).max(0) / blocks as i128;
        }
        let mut least = vec![0; instance.cells()];
        for (cell, least) in least.iter_mut().enumerate() {
            let (programme, _) = instance.split(cell);
            let sessions = u64::from(state.sessions[cell]);
            let there = u64::from(state.people[cell]);
            let part = |free: u64| {
                let rest = (cell + turn) % blocks < (free % blocks as u64) as usize;
                free / blocks as u64 + u64::from(rest)
            };
            let most = u64::from(instance.class_max[programme]) * sessions;
            let fewest = u64::from(instance.class_min[programme]) * sessions;
            // What others hold and what is kept for them counts as taken.
            let taken = most.saturating_sub(part(most.saturating_sub(there)));
            roster.people[cell] = u32::try_from(taken).unwrap_or(u32::MAX);
            *least = taken.saturating_sub(part(there.saturating_sub(fewest)));
        }
        roster.least = Some(least);
        Self {
            units,
            people,
            instance,
            roster,
        }
    }

    /// Swaps; gives the searches made, and who sits elsewhere now.
    fn swap(
        mut self,
        prices: &WholePrices,
        trade: Trade,
        mut random: SplitMix64,
    ) -> (u64, Vec<(usize, Vec<Seat>)>) {
        let before = self.roster.clone();
        let prices = prices.part(self.units, self.instance.phases);
        let mut floor = Floor::new(&self.instance);
        let most = self.people.len() as u64 * trade.searches;
        let mut group = Vec::new();
        while floor.work < most {
            let step = floor.work;
            swap::group(&self.instance, &self.roster, &mut random, &mut group);
            let manner = Manner {
                share: trade.share,
                noise: trade.noise * random.share() * random.share(),
                keep: false,
            };
            let seed = random.next();
            swap::swap(
                &mut floor,
                &mut self.roster,
                &group,
                &prices,
                manner,
                0.0,
                seed,
            );
            if floor.work == step {
                floor.work += 1;
            }
        }
        let changed = self
            .people
            .iter()
            .enumerate()
            .filter(|&(own, _)| self.roster.of(own) != before.of(own))
            .map(|(own, &person)| (person, self.roster.of(own).to_vec()))
            .collect();
        (floor.work, changed)
    }
}
