//! The people who gain from a cell in the order of what a seat is worth to them, kept up to date.

use super::greedy::{most_worth_first, worth};
use super::state::{Block, State};

/// So many people at least are looked at by a thread of their own.
#[cfg(feature = "parallel")]
const PEOPLE_AT_ONCE: usize = 1_024;

/// The ranking of a cell at its last look, while a plan only grows.
///
/// What a seat is worth for a person, and whether they may take it, depends on what they attend
/// and on what their unit can still spare. So those are looked at again who attend more than at the
/// last look; of the others it is enough to see whether the unit still spares them, and in a plan
/// that only grows no unit spares more again.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    /// Those who gain, in order.
    ranked: Vec<(i128, u32)>,
    /// Those who do not, or not yet, though they still may.
    others: Vec<u32>,
    /// By person: how much they attended at the last look; empty before the first.
    attended: Vec<u8>,
}

/// What was found of a person.
enum Look {
    Gains(i128),
    NotYet,
    Never,
}

impl Ranking {
    /// Those who gain now, the most worth first. The pool is asked for before the first look.
    pub(super) fn look(
        &mut self,
        state: &State<'_>,
        cell: u32,
        pool: impl FnOnce() -> Vec<u32>,
    ) -> Vec<(i128, u32)> {
        let mut changed: Vec<u32> = Vec::new();
        if self.attended.is_empty() {
            self.attended = vec![0; state.attended.len()];
            changed = pool();
        } else {
            // How much people attend is counted to 255 only: whoever reaches that is looked at
            // every time.
            let is_same = |person: u32, attended: &[u8]| {
                let now = count(state, person);
                now < u8::MAX && attended[person as usize] == now
            };
            let (_, phase) = state.split(cell);
            let hours = u64::from(state.instance.offers.hours[state.split(cell).0]);
            let (attended, others) = (&self.attended, &mut self.others);
            self.ranked.retain(|&(_, person)| {
                let same = is_same(person, attended);
                if !same {
                    changed.push(person);
                }
                same && state.cover_left(person as usize, phase) >= hours
            });
            others.retain(|&person| {
                let same = is_same(person, attended);
                if !same {
                    changed.push(person);
                }
                same
            });
        }
        let looks = each(&changed, |person| look(state, cell, person));
        let mut gaining: Vec<(i128, u32)> = Vec::new();
        for (&person, look) in changed.iter().zip(looks) {
            self.attended[person as usize] = count(state, person);
            match look {
                Look::Gains(worth) => gaining.push((worth, person)),
                Look::NotYet => self.others.push(person),
                Look::Never => {}
            }
        }
        gaining.sort_unstable_by(most_worth_first);
        self.ranked = merged(&self.ranked, &gaining);
        self.ranked.clone()
    }
}

fn count(state: &State<'_>, person: u32) -> u8 {
    u8::try_from(state.attended[person as usize].len()).unwrap_or(u8::MAX)
}

fn look(state: &State<'_>, cell: u32, person: u32) -> Look {
    match state.block(person as usize, cell) {
        None => worth(state, cell, person).map_or(Look::NotYet, Look::Gains),
        Some(Block::Prerequisite(_)) => Look::NotYet,
        // Attended, away, or out of hours: that stays so while the plan grows.
        Some(Block::Never | Block::Hours | Block::Cover) => Look::Never,
    }
}

/// Two rankings as one.
fn merged(one: &[(i128, u32)], other: &[(i128, u32)]) -> Vec<(i128, u32)> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    let mut rest = other;
    for row in one {
        let before = rest.partition_point(|own| most_worth_first(own, row).is_lt());
        let (first, later) = rest.split_at(before);
        all.extend_from_slice(first);
        all.push(*row);
        rest = later;
    }
    all.extend_from_slice(rest);
    all
}

/// Does the same for each in order, on several threads where there are many.
fn each<R: Send>(people: &[u32], work: impl Fn(u32) -> R + Sync) -> Vec<R> {
    #[cfg(feature = "parallel")]
    if people.len() >= 2 * PEOPLE_AT_ONCE {
        use rayon::prelude::*;
        return people
            .par_iter()
            .with_min_len(PEOPLE_AT_ONCE)
            .map(|&person| work(person))
            .collect();
    }
    people.iter().map(|&person| work(person)).collect()
}
