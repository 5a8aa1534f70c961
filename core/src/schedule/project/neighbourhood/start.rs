//! First schedules, and tidying up.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Heat, Neighbourhood};
use crate::schedule::project::instance::{Instance, NONE};
use crate::schedule::project::profile::Profile;

/// How often each of the keys is tried with noise.
const NOISES: [f64; 3] = [0.0, 5.0, 20.0];
/// Weights of head, due date and value in the keys of first schedules.
const KEYS: [(f64, f64, f64); 8] = [
    (1.0, 0.0, 0.0),
    (0.0, 1.0, 0.0),
    (0.0, 0.0, 10.0),
    (1.0, 0.0, 8.0),
    (1.0, 0.0, 3.0),
    (0.0, 1.0, 5.0),
    (0.0, 1.0, 15.0),
    (0.5, 0.5, 5.0),
];

/// Weight per day of each activity, or a part of the highest of what follows it.
pub(super) fn values(instance: &Instance) -> Vec<f64> {
    let mut values: Vec<f64> = (0..instance.count())
        .map(|number| {
            f64::from(instance.weight[number]) / f64::from(instance.duration[number].max(1))
        })
        .collect();
    for &activity in instance.order.iter().rev() {
        let value = values[activity as usize];
        for &(earlier, _) in instance.before.of(activity) {
            let other = &mut values[earlier as usize];
            *other = other.max(0.6 * value);
        }
    }
    values
}

impl<P: Profile> Neighbourhood<'_, P> {
    /// The best of some list schedules, and an earlier schedule as far as it still fits.
    pub(super) fn begin(&mut self) {
        let instance = self.instance;
        let horizon = instance.horizon;
        self.total = i64::MAX;
        for (head, due, value) in KEYS {
            for noise in NOISES {
                let keys: Vec<i64> = (0..instance.count())
                    .map(|number| {
                        let key = head * f64::from(instance.head[number])
                            + due * f64::from(instance.due[number].min(horizon))
                            - value * self.value[number]
                            + noise * self.random.share();
                        (key * 1_000.0) as i64
                    })
                    .collect();
                self.try_list(&keys);
            }
        }
        if self.costs.has_previous() {
            // In the order of the earlier schedule, each where it was if it still fits there.
            let mut keys: Vec<i64> = self.costs.previous.iter().map(|&s| i64::from(s)).collect();
            self.try_list(&keys);
            // The same, but who cannot be where it was comes last and leaves the others alone.
            self.profile.reset();
            for (number, key) in keys.iter_mut().enumerate() {
                let (start, length) = (self.costs.previous[number], instance.duration[number]);
                let is_within = start >= instance.head[number]
                    && start.saturating_add(length) <= instance.latest_end[number];
                let activity = number as u32;
                if !is_within || self.profile.earliest(activity, length, start, start) != start {
                    *key += i64::from(NONE);
                }
            }
            self.try_list(&keys);
        }
        self.start.clone_from(&self.best);
        self.total = self.best_total;
        // The temperature follows what is placed: what has no place costs beyond all measure.
        let (mut cost, mut least) = (0, 0);
        for (number, &start) in self.start.iter().enumerate() {
            if start != NONE {
                cost += self.costs.of(instance, number as u32, start);
                least += self.least[number];
            }
        }
        self.heat = if self.costs.has_previous() {
            Heat::gentle(cost)
        } else {
            Heat::new(cost, least, self.start.len())
        };
        self.rebuild();
    }

    /// Places everything anew in the order of starts: for costs that only grow with ends that is
    /// never worse.
    pub(super) fn tidy(&mut self) {
        if self.costs.has_previous() {
            return;
        }
        let keys: Vec<i64> = self.start.iter().map(|&start| i64::from(start)).collect();
        self.place_list(&keys);
        if self.total < self.best_total {
            self.best_total = self.total;
            self.best.copy_from_slice(&self.start);
        }
    }

    fn try_list(&mut self, keys: &[i64]) {
        self.place_list(keys);
        if self.total < self.best_total {
            self.best_total = self.total;
            self.best.clone_from(&self.start);
        }
    }

    /// Serial generation by keys, the smallest first among those that wait for nothing.
    fn place_list(&mut self, keys: &[i64]) {
        let instance = self.instance;
        let count = instance.count() as u32;
        self.profile.reset();
        self.users.clear();
        self.total = 0;
        let mut waits: Vec<usize> = (0..count).map(|a| instance.before.of(a).len()).collect();
        let mut heap: BinaryHeap<Reverse<(i64, u32)>> = (0..count)
            .filter(|&activity| waits[activity as usize] == 0)
            .map(|activity| Reverse((keys[activity as usize], activity)))
            .collect();
        while let Some(Reverse((_, activity))) = heap.pop() {
            let start = self.first_slot(activity);
            self.put(activity, start);
            for &(next, _) in instance.after.of(activity) {
                waits[next as usize] -= 1;
                if waits[next as usize] == 0 {
                    heap.push(Reverse((keys[next as usize], next)));
                }
            }
        }
    }

    /// Where it was in an earlier schedule if that is possible, or else the earliest place.
    fn first_slot(&mut self, activity: u32) -> u32 {
        let previous = self.costs.previous[activity as usize];
        if self.costs.has_previous() && previous != NONE {
            for _ in 0..8 {
                // The earlier place is tried seven times of ten.
                let start = self.slot(activity);
                if start == previous {
                    return start;
                }
            }
        }
        self.slot(activity)
    }
}
