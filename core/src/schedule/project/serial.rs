//! Serial generation of schedules, and their justification.
//!
//! Activities are placed in the order of a list, each as early as precedence and resources allow
//! (Kelley 1963; Kolisch 1996 proves that some list gives an optimal schedule). Then everything is
//! pushed to the right, the last first, and back to the left, the first first, as long as that
//! makes the schedule shorter: forward–backward improvement (Tormos and Lova 2001; double
//! justification, Valls, Ballestín and Quintanilla 2005). Capacities stay where they are in time,
//! so this holds for capacities that change, too: what was placed stays possible at every step.

use super::instance::{Instance, NONE};
use super::profile::Profile;

/// What a schedule costs; less is better, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// Weights of activities without a place.
    pub(super) missing: u64,
    /// The end of the last activity.
    pub(super) makespan: u32,
    /// Σ start × work: of two schedules of one length the one that works earlier has more room.
    pub(super) work: u64,
}

impl Cost {
    pub(super) const WORST: Self = Self {
        missing: u64::MAX,
        makespan: u32::MAX,
        work: u64::MAX,
    };
}

/// Makes schedules from lists.
#[derive(Clone, Debug)]
pub(super) struct Serial<'p, P> {
    pub(super) instance: &'p Instance,
    pub(super) profile: P,
    /// By activity; [`NONE`] has no place.
    pub(super) start: Vec<u32>,
    /// By activity: duration × Σ share of each resource that it takes, in thousandths.
    work: Vec<u64>,
    order: Vec<u32>,
    counts: Vec<u32>,
    /// How many activities were placed so far.
    pub(super) placed: u64,
}

impl<'p, P: Profile> Serial<'p, P> {
    pub(super) fn new(instance: &'p Instance, profile: P) -> Self {
        Self {
            instance,
            profile,
            start: vec![NONE; instance.count()],
            work: work(instance),
            order: Vec::new(),
            counts: Vec::new(),
            placed: 0,
        }
    }

    /// Places the activities in the order of a list, in which each comes after those that it
    /// waits for.
    pub(super) fn forward(&mut self, list: &[u32]) -> Cost {
        self.profile.reset();
        let instance = self.instance;
        let mut cost = Cost {
            missing: 0,
            makespan: instance.fixed_end,
            work: 0,
        };
        for &activity in list {
            let number = activity as usize;
            let length = instance.duration[number];
            let mut from = instance.head[number];
            for &(earlier, lag) in instance.before.of(activity) {
                let start = self.start[earlier as usize];
                let end = start.saturating_add(instance.duration[earlier as usize] + lag);
                from = end.max(from);
            }
            let mut start = NONE;
            if let Some(last) = instance.latest_end[number].checked_sub(length)
                && from <= last
            {
                start = self.profile.earliest(activity, length, from, last);
            }
            self.start[number] = start;
            if start == NONE {
                cost.missing += u64::from(instance.weight[number].max(1));
            } else {
                self.profile.place(activity, length, start);
                cost.makespan = cost.makespan.max(start + length);
                cost.work += u64::from(start) * self.work[number];
            }
        }
        self.placed += list.len() as u64;
        cost
    }

    /// Pushes everything that is placed to the right, up to an end, the last first.
    fn backward(&mut self, end: u32) {
        self.sort_by_end();
        self.profile.reset();
        let instance = self.instance;
        let order = std::mem::take(&mut self.order);
        for &activity in order.iter().rev() {
            let number = activity as usize;
            let old = self.start[number];
            if old == NONE {
                continue;
            }
            let length = instance.duration[number];
            let mut until = instance.latest_end[number].min(end);
            for &(later, lag) in instance.after.of(activity) {
                let start = self.start[later as usize];
                if start != NONE {
                    until = until.min(start - lag);
                }
            }
            // Where it was it still fits: see the note above.
            let start = self.profile.latest(activity, length, until - length, old);
            let start = if start == NONE { old } else { start };
            self.start[number] = start;
            self.profile.place(activity, length, start);
        }
        self.placed += order.len() as u64;
        self.order = order;
    }

    /// Places a list and justifies it as long as it gets shorter. The list becomes the order of
    /// starts.
    pub(super) fn improve(&mut self, list: &mut Vec<u32>) -> Cost {
        let mut best = self.forward(list);
        loop {
            self.backward(best.makespan);
            self.sort_by_start(list);
            let cost = self.forward(list);
            let shorter = (cost.missing, cost.makespan) < (best.missing, best.makespan);
            best = cost;
            if !shorter {
                break;
            }
        }
        self.sort_by_start(list);
        best
    }

    /// The order of starts; those that start together by precedence.
    pub(super) fn sort_by_start(&mut self, list: &mut Vec<u32>) {
        let start = std::mem::take(&mut self.start);
        self.sort(list, |activity| start[activity as usize]);
        self.start = start;
    }

    fn sort_by_end(&mut self) {
        let start = std::mem::take(&mut self.start);
        let mut order = std::mem::take(&mut self.order);
        let duration = &self.instance.duration;
        self.sort(&mut order, |activity| {
            start[activity as usize].saturating_add(duration[activity as usize])
        });
        self.order = order;
        self.start = start;
    }

    /// Sorts by counting; of equal keys the order of precedence stays. What has no place comes
    /// last.
    fn sort(&mut self, list: &mut Vec<u32>, key: impl Fn(u32) -> u32) {
        let most = self.instance.horizon as usize + 1;
        let order = &self.instance.order;
        list.clear();
        list.resize(order.len(), 0);
        let end = order
            .iter()
            .map(|&activity| (key(activity) as usize).min(most))
            .max()
            .unwrap_or(0);
        if end > 16 * order.len() + 256 {
            list.copy_from_slice(order);
            list.sort_by_key(|&activity| key(activity));
            return;
        }
        self.counts.clear();
        self.counts.resize(end + 2, 0);
        for &activity in order {
            self.counts[(key(activity) as usize).min(most) + 1] += 1;
        }
        let mut sum = 0;
        for count in &mut self.counts {
            sum += *count;
            *count = sum;
        }
        for &activity in order {
            let at = &mut self.counts[(key(activity) as usize).min(most)];
            list[*at as usize] = activity;
            *at += 1;
        }
    }

    /// By activity: duration × Σ share of each resource that it takes, in thousandths.
    pub(super) fn work_of(&self, activity: u32) -> u64 {
        self.work[activity as usize]
    }
}

fn work(instance: &Instance) -> Vec<u64> {
    let most: Vec<u64> = (0..instance.resources as u32)
        .map(|resource| {
            let row = instance.capacity_of(resource);
            u64::from(row.iter().copied().max().unwrap_or(0)).max(1)
        })
        .collect();
    (0..instance.count() as u32)
        .map(|activity| {
            let shares: u64 = instance
                .demands
                .of(activity)
                .iter()
                .map(|&(resource, amount)| {
                    (1_000 * u64::from(amount) / most[resource as usize]).min(1_000)
                })
                .sum();
            u64::from(instance.duration[activity as usize]) * shares
        })
        .collect()
}
