//! The first members of a population: lists by the latest start, with noise.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::schedule::project::instance::Instance;
use crate::words::splitmix::SplitMix64;

/// How much noise the next member gets, as a share of the critical path: none for the first.
pub(super) fn noise(members: usize, random: &mut SplitMix64) -> f64 {
    const AMOUNTS: [f64; 4] = [0.05, 0.1, 0.2, 0.4];
    if members == 0 {
        0.0
    } else {
        AMOUNTS[random.below(AMOUNTS.len())]
    }
}

/// A list in which each activity comes after those that it waits for; among those that may come
/// next, those with the longest way to the end come first, but for the noise.
pub(super) fn sample(
    instance: &Instance,
    noise: f64,
    random: &mut SplitMix64,
    list: &mut Vec<u32>,
) {
    let count = instance.count();
    let spread = noise * f64::from(instance.critical_path().min(1 << 24)) + 1.0;
    let mut key = |activity: u32| {
        let number = activity as usize;
        let whole = u64::from(instance.tail[number]) + u64::from(instance.duration[number]);
        // A share of at most a million days, in thousandths.
        let shift = (random.share() * spread * 1_000.0) as u64;
        whole * 1_000 + shift
    };
    let mut waits: Vec<u32> = (0..count as u32)
        .map(|activity| instance.before.of(activity).len() as u32)
        .collect();
    let mut heap: BinaryHeap<(u64, Reverse<u32>)> = BinaryHeap::with_capacity(count);
    for activity in 0..count as u32 {
        if waits[activity as usize] == 0 {
            heap.push((key(activity), Reverse(activity)));
        }
    }
    list.clear();
    while let Some((_, Reverse(activity))) = heap.pop() {
        list.push(activity);
        for &(next, _) in instance.after.of(activity) {
            waits[next as usize] -= 1;
            if waits[next as usize] == 0 {
                heap.push((key(next), Reverse(next)));
            }
        }
    }
}
