//! Children of two lists.

use super::Member;
use crate::schedule::project::instance::{Instance, NONE};
use crate::schedule::project::profile::Profile;
use crate::schedule::project::serial::Serial;
use crate::words::splitmix::SplitMix64;

/// How many stretches of time are compared for the one that uses resources best.
const WINDOWS: usize = 4;

/// Scratch for making children.
#[derive(Clone, Debug)]
pub(super) struct Crossover {
    /// By activity: the child that took it last.
    taken: Vec<u32>,
    child: u32,
    /// By day, the work done before it.
    done_before: Vec<i64>,
    places: Vec<u32>,
}

impl Crossover {
    pub(super) fn new(count: usize) -> Self {
        Self {
            taken: vec![0; count],
            child: 0,
            done_before: Vec::new(),
            places: vec![0; count],
        }
    }

    fn begin(&mut self, child: &mut Vec<u32>) {
        child.clear();
        self.child = self.child.wrapping_add(1);
        if self.child == 0 {
            self.taken.fill(0);
            self.child = 1;
        }
    }

    #[inline]
    fn take(&mut self, activity: u32, child: &mut Vec<u32>) {
        let taken = &mut self.taken[activity as usize];
        if *taken != self.child {
            *taken = self.child;
            child.push(activity);
        }
    }

    /// The mother's beginning, then a stretch in the father's order, then the mother's rest.
    pub(super) fn two_points(
        &mut self,
        mother: &Member,
        father: &Member,
        random: &mut SplitMix64,
        child: &mut Vec<u32>,
    ) {
        self.begin(child);
        let count = mother.list.len();
        let length = count / 4 + random.below(count / 2 + 1);
        let first = random.below((count + 1).saturating_sub(length).max(1));
        for &activity in &mother.list[..first] {
            self.take(activity, child);
        }
        for &activity in &father.list {
            if child.len() >= first + length {
                break;
            }
            self.take(activity, child);
        }
        for &activity in &mother.list {
            self.take(activity, child);
        }
    }

    /// What the father does in a stretch of time in which he uses the resources well stays in his
    /// order; what he does before and after it is in the mother's order.
    pub(super) fn peak<P: Profile>(
        &mut self,
        serial: &Serial<'_, P>,
        mother: &Member,
        father: &Member,
        random: &mut SplitMix64,
        child: &mut Vec<u32>,
    ) {
        self.begin(child);
        self.measure(serial, father);
        let makespan = self.done_before.len() - 1;
        let length = makespan / 4 + random.below(makespan / 2 + 1);
        let length = length.clamp(1, makespan.max(1)).min(makespan);
        let mut best = (i64::MIN, 0);
        for _ in 0..WINDOWS {
            let from = random.below(makespan - length + 1);
            let work = self.done_before[from + length] - self.done_before[from];
            best = best.max((work, from));
        }
        let (from, until) = (best.1 as u32, (best.1 + length) as u32);
        for &activity in &mother.list {
            if father.start[activity as usize] < from {
                self.take(activity, child);
            }
        }
        for &activity in &father.list {
            if (from..until).contains(&father.start[activity as usize]) {
                self.take(activity, child);
            }
        }
        for &activity in &mother.list {
            self.take(activity, child);
        }
    }

    /// By day, the work that a member does before it.
    fn measure<P: Profile>(&mut self, serial: &Serial<'_, P>, member: &Member) {
        let instance = serial.instance;
        let makespan = member.cost.makespan as usize;
        self.done_before.clear();
        self.done_before.resize(makespan + 2, 0);
        for (number, &start) in member.start.iter().enumerate() {
            let length = instance.duration[number];
            if start == NONE || length == 0 {
                continue;
            }
            // Work is at most a million days × thousandths of 100,000 resources.
            let each = (serial.work_of(number as u32) / u64::from(length)) as i64;
            self.done_before[start as usize + 1] += each;
            self.done_before[(start + length) as usize + 1] -= each;
        }
        self.done_before.pop();
        for _ in 0..2 {
            let mut sum = 0;
            for cell in &mut self.done_before {
                sum += *cell;
                *cell = sum;
            }
        }
    }

    /// In four of five cases moves one to three activities within what precedence allows; swaps
    /// a neighbouring pair now and then.
    pub(super) fn mutate(
        &mut self,
        instance: &Instance,
        random: &mut SplitMix64,
        child: &mut [u32],
    ) {
        let count = child.len();
        if count < 2 {
            return;
        }
        if random.below(1_000) < 800 {
            for _ in 0..=random.below(3) {
                let at = random.below(count);
                self.shift(instance, random, child, at);
            }
        }
        // One swap for every hundred activities on average.
        let swaps = count / 100 + usize::from(random.below(100) < count % 100);
        for _ in 0..swaps {
            let at = random.below(count - 1);
            let waits = instance.before.of(child[at + 1]);
            if waits.iter().all(|&(earlier, _)| earlier != child[at]) {
                child.swap(at, at + 1);
            }
        }
    }

    fn shift(
        &mut self,
        instance: &Instance,
        random: &mut SplitMix64,
        child: &mut [u32],
        at: usize,
    ) {
        for (place, &activity) in child.iter().enumerate() {
            self.places[activity as usize] = place as u32;
        }
        let activity = child[at];
        let place = |&(other, _): &(u32, u32)| self.places[other as usize] as usize;
        let low = instance.before.of(activity).iter().map(place).max();
        let high = instance.after.of(activity).iter().map(place).min();
        let (low, high) = (
            low.map_or(0, |place| place + 1),
            high.unwrap_or(child.len()),
        );
        let to = low + random.below(high - low);
        if to < at {
            child[to..=at].rotate_right(1);
        } else {
            child[at..=to].rotate_left(1);
        }
    }
}
