//! Shows that a makespan is impossible.
//!
//! Every activity has a window; precedence, pairs that exclude each other, compulsory parts
//! (time-tabling) and energy make windows smaller until nothing changes. An empty window, or more
//! work in a stretch of time than its capacity, refutes the makespan.

use super::energy::Energy;
use super::pairs::Pairs;
use super::windows::{Impossible, Windows};
use crate::schedule::project::instance::Instance;

/// What refuting needs, kept from one makespan to the next.
pub(in crate::schedule::project) struct Refuter {
    pairs: Pairs,
    windows: Windows,
    energy: Energy,
    /// By resource the activities that use it and how much they take.
    users: Vec<Vec<(u32, u32)>>,
    /// By day, what compulsory parts take.
    taken: Vec<u64>,
    /// Steps of work so far.
    pub(in crate::schedule::project) spent: u64,
}

impl Refuter {
    pub(in crate::schedule::project) fn new(instance: &Instance) -> Self {
        let mut users = vec![Vec::new(); instance.resources];
        for activity in 0..instance.count() as u32 {
            for &(resource, amount) in instance.demands.of(activity) {
                users[resource as usize].push((activity, amount));
            }
        }
        Self {
            pairs: Pairs::new(instance),
            windows: Windows::default(),
            energy: Energy::new(instance),
            users,
            taken: Vec::new(),
            spent: 0,
        }
    }

    /// Whether a makespan is shown to be impossible. `false` says nothing.
    pub(in crate::schedule::project) fn refutes(
        &mut self,
        instance: &Instance,
        makespan: u32,
    ) -> bool {
        makespan < instance.fixed_end || self.narrow(instance, makespan).is_err()
    }

    /// The earliest start and the latest end of each activity if everything ends by a day; `None`
    /// if that is impossible.
    pub(in crate::schedule::project) fn windows(
        &mut self,
        instance: &Instance,
        makespan: u32,
    ) -> Option<(&[u32], &[u32])> {
        if self.refutes(instance, makespan) {
            return None;
        }
        Some((&self.windows.start, &self.windows.end))
    }

    fn narrow(&mut self, instance: &Instance, makespan: u32) -> Result<(), Impossible> {
        let mut windows = std::mem::take(&mut self.windows);
        let result = self.narrow_all(instance, makespan, &mut windows);
        self.windows = windows;
        result
    }

    fn narrow_all(
        &mut self,
        instance: &Instance,
        makespan: u32,
        windows: &mut Windows,
    ) -> Result<(), Impossible> {
        windows.open(instance, makespan)?;
        loop {
            while windows.changed {
                windows.changed = false;
                self.precedence(instance, windows)?;
                self.exclude(instance, windows)?;
                for resource in 0..instance.resources {
                    self.time_table(instance, resource, makespan, windows)?;
                }
            }
            for resource in 0..instance.resources {
                let users = &self.users[resource];
                self.spent += self
                    .energy
                    .narrow(instance, resource, users, makespan, windows)?;
            }
            if !windows.changed {
                return Ok(());
            }
        }
    }

    fn precedence(&mut self, instance: &Instance, windows: &mut Windows) -> Result<(), Impossible> {
        self.spent += 2 * instance.count() as u64;
        for &activity in &instance.order {
            let number = activity as usize;
            let end = windows.start[number] + instance.duration[number];
            for &(later, lag) in instance.after.of(activity) {
                let length = instance.duration[later as usize];
                windows.raise(later as usize, length, end.saturating_add(lag))?;
            }
        }
        for &activity in instance.order.iter().rev() {
            let number = activity as usize;
            let start = windows.end[number] - instance.duration[number];
            for &(earlier, lag) in instance.before.of(activity) {
                let length = instance.duration[earlier as usize];
                windows.lower(earlier as usize, length, start.saturating_sub(lag))?;
            }
        }
        Ok(())
    }

    /// Of two that exclude each other one comes first.
    fn exclude(&mut self, instance: &Instance, windows: &mut Windows) -> Result<(), Impossible> {
        self.spent += self.pairs.0.len() as u64;
        for &(one, other) in &self.pairs.0 {
            let (one, other) = (one as usize, other as usize);
            let (p, q) = (instance.duration[one], instance.duration[other]);
            // The other way round is impossible: then this way.
            if windows.start[other] + q + p > windows.end[one] {
                windows.raise(other, q, windows.start[one] + p)?;
                windows.lower(one, p, windows.end[other] - q)?;
            }
            if windows.start[one] + p + q > windows.end[other] {
                windows.raise(one, p, windows.start[other] + q)?;
                windows.lower(other, q, windows.end[one] - p)?;
            }
        }
        Ok(())
    }

    /// Between its latest start and its earliest end an activity runs whatever happens; others
    /// must fit beside that.
    fn time_table(
        &mut self,
        instance: &Instance,
        resource: usize,
        makespan: u32,
        windows: &mut Windows,
    ) -> Result<(), Impossible> {
        let capacity = instance.capacity_of(resource as u32);
        let compulsory = |windows: &Windows, number: usize| {
            let length = instance.duration[number];
            windows.end[number] - length..windows.start[number] + length
        };
        self.taken.clear();
        self.taken.resize(makespan as usize + 1, 0);
        let users = &self.users[resource];
        for &(activity, amount) in users {
            for day in compulsory(windows, activity as usize) {
                let taken = &mut self.taken[day as usize];
                *taken += u64::from(amount);
                if *taken > u64::from(capacity[day as usize]) {
                    return Err(Impossible);
                }
            }
        }
        for &(activity, amount) in users {
            let number = activity as usize;
            let length = instance.duration[number];
            let own = compulsory(windows, number);
            let blocked = |day: u32| {
                let taken = self.taken[day as usize];
                // Its own part is in what is taken already.
                let more = if own.contains(&day) {
                    0
                } else {
                    u64::from(amount)
                };
                taken + more > u64::from(capacity[day as usize])
            };
            let mut start = windows.start[number];
            let (mut day, last) = (start, windows.end[number]);
            while day < start + length && start + length <= last {
                if blocked(day) {
                    start = day + 1;
                }
                day += 1;
            }
            windows.raise(number, length, start)?;
            let mut end = windows.end[number];
            let mut day = end;
            while day > end - length && end >= windows.start[number] + length {
                day -= 1;
                if blocked(day) {
                    end = day;
                    if end < length {
                        return Err(Impossible);
                    }
                }
            }
            windows.lower(number, length, end)?;
            self.spent += u64::from(length) * 2;
        }
        Ok(())
    }
}
