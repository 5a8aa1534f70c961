//! Days as bits, for many resources of which each activity takes few.
//!
//! For each resource and each amount that somebody takes of it there is a row of bits: day `t` is
//! set if less than the amount is left on it. Where an activity fits is then found by joining the
//! rows of its demands, 64 days at a time.

use super::instance::{Instance, NONE};
use super::profile::Profile;

/// What is left of many resources.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    days: usize,
    words: usize,
    /// Resources × days.
    left: Vec<u32>,
    all: Vec<u32>,
    /// Amounts that somebody takes of a resource, rising; those of resource `k` are
    /// `levels[level_from[k]..level_from[k + 1]]`.
    levels: Vec<u32>,
    level_from: Vec<u32>,
    /// Levels × words: where less than the level is left.
    busy: Vec<u64>,
    busy_at_start: Vec<u64>,
    /// The demands of all activities; from where on by activity.
    demands: Vec<Demand>,
    demand_from: Vec<u32>,
}

/// What an activity takes of a resource on each of its days.
#[derive(Clone, Copy, Debug)]
struct Demand {
    resource: u32,
    amount: u32,
    /// Its row of bits.
    level: u32,
    /// Everybody takes the same of the resource, and there is never enough for two: its bits alone
    /// tell what is left.
    is_alone: bool,
}

impl Rows {
    #[inline]
    fn demands(&self, activity: u32) -> std::ops::Range<usize> {
        let activity = activity as usize;
        self.demand_from[activity] as usize..self.demand_from[activity + 1] as usize
    }

    /// 64 days, in which a bit is set where the activity does not fit.
    #[inline]
    fn word(&self, demands: &std::ops::Range<usize>, word: usize) -> u64 {
        let mut joined = 0;
        for demand in &self.demands[demands.clone()] {
            joined |= self.busy[demand.level as usize * self.words + word];
        }
        joined
    }

    /// The words of a row that hold days, each with the bits of those days.
    #[inline]
    fn days_of(
        &mut self,
        level: u32,
        start: u32,
        length: u32,
    ) -> impl Iterator<Item = (&mut u64, u64)> {
        let (first, end) = (start as usize, (start + length) as usize);
        let row = level as usize * self.words;
        let words = first / 64..end.div_ceil(64);
        let from = words.start;
        let busy = &mut self.busy[row + words.start..row + words.end];
        busy.iter_mut().enumerate().map(move |(at, word)| {
            let begin = (from + at) * 64;
            let low = u64::MAX << first.saturating_sub(begin);
            let high = u64::MAX >> (begin + 64).saturating_sub(end);
            (word, low & high)
        })
    }

    fn refresh(&mut self, resource: u32, day: usize, left: u32) {
        let levels = self.level_from[resource as usize]..self.level_from[resource as usize + 1];
        for level in levels {
            let word = &mut self.busy[level as usize * self.words + day / 64];
            let bit = 1 << (day % 64);
            if left < self.levels[level as usize] {
                *word |= bit;
            } else {
                *word &= !bit;
            }
        }
    }
}

impl Profile for Rows {
    fn new(instance: &Instance) -> Option<Self> {
        let days = instance.horizon as usize;
        let words = days / 64 + 1;
        let mut pairs: Vec<(u32, u32)> = (0..instance.count() as u32)
            .flat_map(|activity| instance.demands.of(activity).iter().copied())
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut level_from = vec![0; instance.resources + 1];
        for &(resource, _) in &pairs {
            level_from[resource as usize + 1] += 1;
        }
        for resource in 0..instance.resources {
            level_from[resource + 1] += level_from[resource];
        }
        let is_alone: Vec<bool> = (0..instance.resources)
            .map(|resource| {
                let levels = level_from[resource] as usize..level_from[resource + 1] as usize;
                let mut capacity = instance.capacity_of(resource as u32).iter();
                levels.len() == 1 && capacity.all(|&all| all / 2 < pairs[levels.start].1)
            })
            .collect();
        let (mut demands, mut demand_from) = (Vec::new(), vec![0]);
        for activity in 0..instance.count() as u32 {
            for &(resource, amount) in instance.demands.of(activity) {
                let level = pairs.partition_point(|&pair| pair < (resource, amount));
                demands.push(Demand {
                    resource,
                    amount,
                    level: level as u32,
                    is_alone: is_alone[resource as usize],
                });
            }
            demand_from.push(demands.len() as u32);
        }
        let mut rows = Self {
            days,
            words,
            left: instance.capacity.clone(),
            all: Vec::new(),
            levels: pairs.iter().map(|pair| pair.1).collect(),
            level_from,
            busy: vec![0; pairs.len() * words],
            busy_at_start: Vec::new(),
            demands,
            demand_from,
        };
        for resource in 0..instance.resources as u32 {
            for day in 0..days {
                rows.refresh(resource, day, rows.left[resource as usize * days + day]);
            }
        }
        rows.all.clone_from(&rows.left);
        rows.busy_at_start.clone_from(&rows.busy);
        Some(rows)
    }

    fn reset(&mut self) {
        self.left.copy_from_slice(&self.all);
        self.busy.copy_from_slice(&self.busy_at_start);
    }

    fn earliest(&mut self, activity: u32, length: u32, from: u32, last: u32) -> u32 {
        let demands = self.demands(activity);
        if demands.is_empty() {
            return if from <= last { from } else { NONE };
        }
        let mut start = from;
        let mut word = start as usize / 64;
        // Days before `start` count as busy.
        let mut bits = self.word(&demands, word) | !(u64::MAX << (start % 64));
        loop {
            // The first day that is free.
            while bits == u64::MAX {
                word += 1;
                if word * 64 > last as usize {
                    return NONE;
                }
                bits = self.word(&demands, word);
            }
            start = (word * 64) as u32 + bits.trailing_ones();
            if start > last {
                return NONE;
            }
            // The first day after it that is busy.
            let mut rest = bits & (u64::MAX << (start % 64));
            loop {
                if rest != 0 {
                    let end = (word * 64) as u32 + rest.trailing_zeros();
                    if end - start >= length {
                        return start;
                    }
                    bits = self.word(&demands, word) | !(u64::MAX << (end % 64));
                    break;
                }
                word += 1;
                if (word * 64) as u32 - start >= length {
                    return start;
                }
                rest = self.word(&demands, word);
            }
        }
    }

    fn latest(&mut self, activity: u32, length: u32, from: u32, first: u32) -> u32 {
        let demands = self.demands(activity);
        let mut start = from;
        'starts: loop {
            for day in (start..start + length).rev() {
                let busy = self.word(&demands, day as usize / 64) >> (day % 64) & 1 == 1;
                if busy {
                    if day < first + length {
                        return NONE;
                    }
                    start = day - length;
                    continue 'starts;
                }
            }
            return start;
        }
    }

    fn place(&mut self, activity: u32, length: u32, start: u32) {
        for number in self.demands(activity) {
            let demand = self.demands[number];
            if demand.is_alone {
                for (word, days) in self.days_of(demand.level, start, length) {
                    *word |= days;
                }
                continue;
            }
            for day in start as usize..(start + length) as usize {
                let cell = demand.resource as usize * self.days + day;
                let left = self.left[cell] - demand.amount;
                self.left[cell] = left;
                self.refresh(demand.resource, day, left);
            }
        }
    }

    fn lift(&mut self, activity: u32, length: u32, start: u32) {
        for number in self.demands(activity) {
            let demand = self.demands[number];
            if demand.is_alone {
                // It was placed there, so there was enough on all of these days.
                for (word, days) in self.days_of(demand.level, start, length) {
                    *word &= !days;
                }
                continue;
            }
            for day in start as usize..(start + length) as usize {
                let cell = demand.resource as usize * self.days + day;
                let left = self.left[cell] + demand.amount;
                self.left[cell] = left;
                self.refresh(demand.resource, day, left);
            }
        }
    }

    fn fits(&self, activity: u32, day: u32) -> bool {
        let word = self.word(&self.demands(activity), day as usize / 64);
        word >> (day % 64) & 1 == 0
    }
}
