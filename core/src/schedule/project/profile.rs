//! What is left of the resources on each day, and where an activity fits.

use super::instance::{Instance, NONE};

/// What is left of the resources on each day while activities are placed and lifted.
pub(super) trait Profile: Clone + Send {
    /// Nothing is placed. `None` if this kind of profile cannot hold the resources.
    fn new(instance: &Instance) -> Option<Self>;

    /// Takes everything away.
    fn reset(&mut self);

    /// The first start from a day on, up to a last one, at which an activity fits; [`NONE`] if
    /// there is none.
    fn earliest(&mut self, activity: u32, length: u32, from: u32, last: u32) -> u32;

    /// The last start down from a day, not before a first one, at which an activity fits.
    fn latest(&mut self, activity: u32, length: u32, from: u32, first: u32) -> u32;

    /// Takes the activity's demands from the days.
    fn place(&mut self, activity: u32, length: u32, start: u32);

    /// Gives them back.
    fn lift(&mut self, activity: u32, length: u32, start: u32);

    /// Whether an activity fits on a day.
    fn fits(&self, activity: u32, day: u32) -> bool;
}

/// Four resources of a day lie in one word of 64 bits, 16 bits each, so that one subtraction
/// tests all of them: the highest bit of each lane is a guard that a borrow clears.
#[derive(Clone, Debug)]
pub(super) struct Packed<const WORDS: usize> {
    /// By day, what is left.
    left: Vec<[u64; WORDS]>,
    /// By day, what there is.
    all: Vec<[u64; WORDS]>,
    /// By activity, what it takes.
    takes: Vec<[u64; WORDS]>,
    /// The days from here on are as at the start.
    touched: usize,
}

const GUARD: u64 = 0x8000_8000_8000_8000;
const LANES: usize = 4;
const LANE_BITS: usize = 16;
/// What a lane can hold below its guard.
const MOST: u64 = 0x7fff;

#[inline(always)]
fn fits<const WORDS: usize>(left: &[u64; WORDS], takes: &[u64; WORDS]) -> bool {
    let mut all = GUARD;
    for word in 0..WORDS {
        // The guard is above every demand: nothing wraps.
        all &= (left[word] | GUARD).wrapping_sub(takes[word]);
    }
    all & GUARD == GUARD
}

impl<const WORDS: usize> Profile for Packed<WORDS> {
    fn new(instance: &Instance) -> Option<Self> {
        if instance.resources > WORDS * LANES {
            return None;
        }
        let mut takes = vec![[0; WORDS]; instance.count()];
        let mut sums = vec![0_u64; instance.resources];
        for activity in 0..instance.count() as u32 {
            for &(resource, amount) in instance.demands.of(activity) {
                let (word, lane) = (resource as usize / LANES, resource as usize % LANES);
                takes[activity as usize][word] |= u64::from(amount).min(MOST) << (lane * LANE_BITS);
                sums[resource as usize] += u64::from(amount);
            }
        }
        let mut all = vec![[0; WORDS]; instance.horizon as usize];
        for (resource, &sum) in sums.iter().enumerate() {
            let (word, lane) = (resource / LANES, resource % LANES);
            for (day, &capacity) in instance.capacity_of(resource as u32).iter().enumerate() {
                // More than all activities together take is as good as what they take.
                let capacity = u64::from(capacity).min(sum);
                if capacity > MOST {
                    return None;
                }
                all[day][word] |= capacity << (lane * LANE_BITS);
            }
        }
        // A demand that was cut to the lane is more than any capacity of it, which is below.
        let is_cut = (0..instance.count() as u32).any(|activity| {
            let demands = instance.demands.of(activity);
            demands.iter().any(|demand| u64::from(demand.1) >= MOST)
        });
        if is_cut {
            return None;
        }
        Some(Self {
            left: all.clone(),
            all,
            takes,
            touched: 0,
        })
    }

    #[inline]
    fn reset(&mut self) {
        self.left[..self.touched].copy_from_slice(&self.all[..self.touched]);
        self.touched = 0;
    }

    #[inline]
    fn earliest(&mut self, activity: u32, length: u32, from: u32, last: u32) -> u32 {
        let takes = self.takes[activity as usize];
        let (mut start, mut known) = (from, from);
        'starts: while start <= last {
            let end = start + length;
            // Backwards, so that a day that does not fit moves the start as far as it can; days
            // before `known` were seen to fit.
            let days = &self.left[known as usize..end as usize];
            for (at, left) in days.iter().enumerate().rev() {
                if !fits(left, &takes) {
                    start = known + at as u32 + 1;
                    known = end.max(start);
                    continue 'starts;
                }
            }
            return start;
        }
        NONE
    }

    #[inline]
    fn latest(&mut self, activity: u32, length: u32, from: u32, first: u32) -> u32 {
        let takes = self.takes[activity as usize];
        // Days from `known` up to the end were seen to fit.
        let (mut start, mut known) = (from, from + length);
        'starts: loop {
            let days = &self.left[start as usize..known as usize];
            for (at, left) in days.iter().enumerate() {
                if !fits(left, &takes) {
                    let blocked = start + at as u32;
                    if blocked < first + length {
                        return NONE;
                    }
                    known = start.min(blocked);
                    start = blocked - length;
                    continue 'starts;
                }
            }
            return start;
        }
    }

    #[inline]
    fn place(&mut self, activity: u32, length: u32, start: u32) {
        let takes = self.takes[activity as usize];
        let end = (start + length) as usize;
        for left in &mut self.left[start as usize..end] {
            for word in 0..WORDS {
                // It fits: no lane borrows from the next.
                left[word] = left[word].wrapping_sub(takes[word]);
            }
        }
        self.touched = self.touched.max(end);
    }

    #[inline]
    fn lift(&mut self, activity: u32, length: u32, start: u32) {
        let takes = self.takes[activity as usize];
        for left in &mut self.left[start as usize..(start + length) as usize] {
            for word in 0..WORDS {
                left[word] += takes[word];
            }
        }
    }

    #[inline]
    fn fits(&self, activity: u32, day: u32) -> bool {
        fits(&self.left[day as usize], &self.takes[activity as usize])
    }
}
