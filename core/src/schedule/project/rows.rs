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
    /// For each activity its demands as (resource, amount, level); from where on by activity.
    demands: Vec<(u32, u32, u32)>,
    demand_from: Vec<u32>,
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
        for &(_, _, level) in &self.demands[demands.clone()] {
            joined |= self.busy[level as usize * self.words + word];
        }
        joined
    }

    /// What is left of a resource on a day.
    #[inline]
    pub(super) fn left(&self, resource: u32, day: u32) -> u32 {
        self.left[resource as usize * self.days + day as usize]
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
        let (mut demands, mut demand_from) = (Vec::new(), vec![0]);
        for activity in 0..instance.count() as u32 {
            for &(resource, amount) in instance.demands.of(activity) {
                let level = pairs.partition_point(|&pair| pair < (resource, amount));
                demands.push((resource, amount, level as u32));
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
                rows.refresh(resource, day, rows.left(resource, day as u32));
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
            let (resource, amount, _) = self.demands[number];
            for day in start as usize..(start + length) as usize {
                let cell = resource as usize * self.days + day;
                let left = self.left[cell] - amount;
                self.left[cell] = left;
                self.refresh(resource, day, left);
            }
        }
    }

    fn lift(&mut self, activity: u32, length: u32, start: u32) {
        for number in self.demands(activity) {
            let (resource, amount, _) = self.demands[number];
            for day in start as usize..(start + length) as usize {
                let cell = resource as usize * self.days + day;
                let left = self.left[cell] + amount;
                self.left[cell] = left;
                self.refresh(resource, day, left);
            }
        }
    }

    fn fits(&self, activity: u32, day: u32) -> bool {
        let word = self.word(&self.demands(activity), day as usize / 64);
        word >> (day % 64) & 1 == 0
    }
}
