//! Large-neighbourhood search for weighted lateness and completion.
//!
//! Some activities that share resources and time are taken out and put back in another order
//! (Shaw 1998; ruin and recreate, Schrimpf et al. 2000), each as early as it fits; those that
//! come after and no longer fit are taken out, too. Worse schedules are accepted with a
//! probability that falls (simulated annealing).

mod costs;
mod start;

use super::instance::{Instance, NONE};
use super::profile::Profile;
use crate::words::splitmix::SplitMix64;
pub(super) use costs::Costs;

/// The fewest and most activities that are taken out on purpose.
const FEWEST: usize = 3;
const MOST: usize = 14;
/// The temperature at the start, as a share of the first schedule's cost.
const HEAT: f64 = 3e-5;
/// The first stretch of cooling where the work is not limited; each later one is twice as long.
const FIRST_STRETCH: u64 = 4_000_000;

/// A schedule, and the search around it.
#[derive(Clone, Debug)]
pub(super) struct Neighbourhood<'p, P> {
    instance: &'p Instance,
    costs: &'p Costs,
    profile: P,
    random: SplitMix64,
    start: Vec<u32>,
    total: i64,
    best: Vec<u32>,
    best_total: i64,
    first_total: i64,
    /// By resource, who uses it.
    users: Vec<Vec<u32>>,
    /// A few times the mean duration: how far from the first the others are taken.
    near: u32,
    is_out: Vec<bool>,
    pending: Vec<(i64, u32)>,
    /// What was moved in this step, with its start before.
    moved: Vec<(u32, u32)>,
    step_of: Vec<u64>,
    step: u64,
    /// How many activities were placed so far.
    pub(super) placed: u64,
    /// The value density of an activity or of what follows it.
    value: Vec<f64>,
}

impl<'p, P: Profile> Neighbourhood<'p, P> {
    pub(super) fn new(
        instance: &'p Instance,
        costs: &'p Costs,
        profile: P,
        random: SplitMix64,
    ) -> Self {
        let count = instance.count();
        let mut users = vec![Vec::new(); instance.resources];
        for activity in 0..count as u32 {
            for &(resource, _) in instance.demands.of(activity) {
                users[resource as usize].push(activity);
            }
        }
        let days: u64 = instance.duration.iter().map(|&days| u64::from(days)).sum();
        let mut search = Self {
            instance,
            costs,
            profile,
            random,
            start: vec![NONE; count],
            total: 0,
            best: Vec::new(),
            best_total: i64::MAX,
            first_total: 0,
            users,
            // Bounded by a million days.
            near: (5 * days / count.max(1) as u64).max(1) as u32,
            is_out: vec![false; count],
            pending: Vec::new(),
            moved: Vec::new(),
            step_of: vec![0; count],
            step: 0,
            placed: 0,
            value: start::values(instance),
        };
        search.begin();
        search
    }

    /// The cost of the best schedule, those without a place and moves included.
    pub(super) const fn best_total(&self) -> i64 {
        self.best_total
    }

    /// The best schedule.
    pub(super) fn best(&self) -> &[u32] {
        &self.best
    }

    /// Works until so many activities are placed in all, of a share that is its whole work.
    pub(super) fn run(&mut self, until: u64, share: u64) {
        if self.start.is_empty() {
            self.placed = until;
            return;
        }
        self.tidy();
        while self.placed < until {
            let heat = self.heat(share);
            self.improve(heat);
        }
    }

    /// Goes on from another searcher's best.
    pub(super) fn welcome(&mut self, start: &[u32], total: i64) {
        if total < self.best_total {
            self.best.copy_from_slice(start);
            self.best_total = total;
        }
        if total < self.total {
            self.start.copy_from_slice(start);
            self.total = total;
            self.rebuild();
        }
    }

    fn heat(&self, share: u64) -> f64 {
        let left = if share < 1 << 40 {
            1.0 - self.placed as f64 / share as f64
        } else {
            let (mut from, mut length) = (0, FIRST_STRETCH);
            while self.placed >= from + length {
                from += length;
                length *= 2;
            }
            1.0 - (self.placed - from) as f64 / length as f64
        };
        HEAT * self.first_total as f64 * left.max(0.0).powi(2)
    }

    fn rebuild(&mut self) {
        self.profile.reset();
        for activity in 0..self.start.len() as u32 {
            let start = self.start[activity as usize];
            if start != NONE {
                let length = self.instance.duration[activity as usize];
                self.profile.place(activity, length, start);
            }
        }
    }

    /// Takes out the seed and others near it, and puts them back; keeps that or what was before.
    fn improve(&mut self, heat: f64) {
        self.step += 1;
        self.moved.clear();
        self.pending.clear();
        let before = self.total;
        let seed = self.seed();
        let size = FEWEST + self.random.below(MOST - FEWEST + 1);
        self.ruin(seed, size);
        let is_whole = self.recreate(4 * size + 30);
        let limit = before as f64 - heat * self.random.share().max(1e-300).ln();
        if !is_whole || self.total as f64 > limit {
            self.undo();
            self.total = before;
        } else if self.total < self.best_total {
            self.best_total = self.total;
            self.best.copy_from_slice(&self.start);
        }
    }

    /// The most delayed of three.
    fn seed(&mut self) -> u32 {
        let delay = |activity: u32| {
            let number = activity as usize;
            let costs = self.costs;
            costs.of(self.instance, activity, self.start[number])
                - costs.of(self.instance, activity, self.instance.head[number])
        };
        let count = self.start.len();
        let mut best = (i64::MIN, 0);
        for _ in 0..3 {
            let activity = self.random.below(count) as u32;
            best = best.max((delay(activity), activity));
        }
        best.1
    }

    fn ruin(&mut self, seed: u32, size: usize) {
        let instance = self.instance;
        let around = match self.start[seed as usize] {
            NONE => instance.head[seed as usize],
            start => start,
        };
        let near = match self.random.below(3) {
            0 => self.near,
            1 => self.near.saturating_mul(3),
            _ => NONE,
        };
        let rule = self.random.below(4);
        let noise = [0.0, 5.0, 20.0][self.random.below(3)];
        self.take_out(seed, rule, noise);
        if self.random.below(1_000) < 300 {
            for at in 0..instance.before.of(seed).len() {
                let (earlier, _) = instance.before.of(seed)[at];
                self.take_out(earlier, rule, noise);
            }
        }
        for _ in 0..3 * size {
            if self.pending.len() >= size {
                break;
            }
            let (_, from) = self.pending[self.random.below(self.pending.len())];
            let demands = instance.demands.of(from);
            if demands.is_empty() {
                continue;
            }
            let (resource, _) = demands[self.random.below(demands.len())];
            let users = &self.users[resource as usize];
            let other = users[self.random.below(users.len())];
            let start = self.start[other as usize];
            if start == NONE || start.abs_diff(around) <= near {
                self.take_out(other, rule, noise);
            }
        }
    }

    fn take_out(&mut self, activity: u32, rule: usize, noise: f64) {
        if self.is_out[activity as usize] {
            return;
        }
        let key = self.key(activity, rule, noise);
        self.lift(activity);
        self.pending.push((key, activity));
    }

    /// The smaller, the sooner it is put back; in thousandths of a day.
    fn key(&mut self, activity: u32, rule: usize, noise: f64) -> i64 {
        let number = activity as usize;
        let value = self.value[number];
        let head = f64::from(self.instance.head[number]);
        let key = match rule {
            0 => f64::from(self.start[number].min(self.instance.horizon)),
            1 => head - 8.0 * value,
            2 => {
                let due = self.instance.due[number].min(self.instance.horizon);
                f64::from(due) - 5.0 * value
            }
            _ => -10.0 * value,
        };
        let noise = if noise > 0.0 {
            noise * self.random.share()
        } else {
            0.0
        };
        ((key + noise) * 1_000.0) as i64
    }

    /// Takes an activity from its place and notes where it was.
    fn lift(&mut self, activity: u32) {
        let number = activity as usize;
        let start = self.start[number];
        if self.step_of[number] != self.step {
            self.step_of[number] = self.step;
            self.moved.push((activity, start));
        }
        self.is_out[number] = true;
        self.total -= self.costs.of(self.instance, activity, start);
        if start != NONE {
            let length = self.instance.duration[number];
            self.profile.lift(activity, length, start);
        }
    }

    /// Puts everything back that is pending; `false` if that takes too many steps.
    fn recreate(&mut self, most: usize) -> bool {
        let instance = self.instance;
        let mut steps = 0;
        while !self.pending.is_empty() {
            steps += 1;
            if steps > most {
                return false;
            }
            // The smallest key of those that wait for nothing.
            let mut next: Option<usize> = None;
            for (place, &(key, activity)) in self.pending.iter().enumerate() {
                let is_smaller = next.is_none_or(|next| (key, activity) < self.pending[next]);
                if is_smaller
                    && instance
                        .before
                        .of(activity)
                        .iter()
                        .all(|&(earlier, _)| !self.is_out[earlier as usize])
                {
                    next = Some(place);
                }
            }
            // There is no circle, so one of them waits for nothing.
            let Some(next) = next else { return false };
            let (_, activity) = self.pending.swap_remove(next);
            let start = self.slot(activity);
            self.put(activity, start);
            self.push_on(activity, start);
        }
        true
    }

    /// The earliest place, or where it was in an earlier schedule that is to be kept.
    fn slot(&mut self, activity: u32) -> u32 {
        let instance = self.instance;
        let number = activity as usize;
        let length = instance.duration[number];
        let mut from = instance.head[number];
        for &(earlier, lag) in instance.before.of(activity) {
            let start = self.start[earlier as usize];
            let end = start.saturating_add(instance.duration[earlier as usize] + lag);
            from = from.max(end);
        }
        self.placed += 1;
        let Some(last) = instance.latest_end[number].checked_sub(length) else {
            return NONE;
        };
        if from > last {
            return NONE;
        }
        let previous = self.costs.previous[number];
        if self.costs.has_previous()
            && (from..=last).contains(&previous)
            && self.random.below(1_000) < 700
            && self.profile.earliest(activity, length, previous, previous) == previous
        {
            return previous;
        }
        self.profile.earliest(activity, length, from, last)
    }

    fn put(&mut self, activity: u32, start: u32) {
        let number = activity as usize;
        self.start[number] = start;
        self.is_out[number] = false;
        self.total += self.costs.of(self.instance, activity, start);
        if start != NONE {
            let length = self.instance.duration[number];
            self.profile.place(activity, length, start);
        }
    }

    /// What comes after and starts too early now is taken out; so is what had no place.
    fn push_on(&mut self, activity: u32, start: u32) {
        let instance = self.instance;
        let end = start.saturating_add(instance.duration[activity as usize]);
        for &(later, lag) in instance.after.of(activity) {
            let number = later as usize;
            let now = self.start[number];
            let is_broken = now != NONE && now < end.saturating_add(lag);
            let may_return = now == NONE && start != NONE && self.step_of[number] != self.step;
            if !self.is_out[number] && (is_broken || may_return) {
                let key = i64::from(now.min(instance.horizon)) * 1_000;
                self.lift(later);
                self.pending.push((key, later));
            }
        }
    }

    /// Everything is where it was before this step.
    fn undo(&mut self) {
        for &(activity, _) in &self.moved {
            let number = activity as usize;
            if !self.is_out[number] && self.start[number] != NONE {
                let length = self.instance.duration[number];
                self.profile.lift(activity, length, self.start[number]);
            }
        }
        for &(activity, start) in &self.moved {
            let number = activity as usize;
            self.start[number] = start;
            self.is_out[number] = false;
            if start != NONE {
                let length = self.instance.duration[number];
                self.profile.place(activity, length, start);
            }
        }
    }
}
