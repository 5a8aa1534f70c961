//! Energetic reasoning: how much work must lie in a stretch of time.
//!
//! For every stretch that begins where an activity may start, must start or may end, the least
//! work inside it grows along its end by lines, so that one pass over the days tells it for all
//! ends (Baptiste, Le Pape and Nuijten 1999). Where little is left, activities that would take
//! more than that if they started early must start later, and the other way round.

use super::windows::{Impossible, Windows};
use crate::schedule::project::instance::Instance;

/// With more users of a resource than this the reasoning is left out.
const MOST_USERS: usize = 400;

/// Scratch, and the capacity before each day.
pub(super) struct Energy {
    /// Resources × (days + 1).
    before: Vec<u64>,
    slope: Vec<i64>,
    from: Vec<u32>,
    until: Vec<u32>,
}

impl Energy {
    pub(super) fn new(instance: &Instance) -> Self {
        let mut before = Vec::with_capacity(instance.capacity.len() + instance.resources);
        for resource in 0..instance.resources as u32 {
            let mut sum = 0;
            before.push(0);
            for &capacity in instance.capacity_of(resource) {
                sum += u64::from(capacity);
                before.push(sum);
            }
        }
        Self {
            before,
            slope: Vec::new(),
            from: Vec::new(),
            until: Vec::new(),
        }
    }

    /// Makes windows smaller, or finds that there is too much work. Returns the steps it took.
    pub(super) fn narrow(
        &mut self,
        instance: &Instance,
        resource: usize,
        users: &[(u32, u32)],
        makespan: u32,
        windows: &mut Windows,
    ) -> Result<u64, Impossible> {
        if users.len() > MOST_USERS || users.is_empty() {
            return Ok(0);
        }
        let row = resource * (instance.horizon as usize + 1);
        self.points(instance, users, windows);
        let mut steps = 0;
        for at in 0..self.from.len() {
            let from = self.from[at];
            self.lines(instance, users, from, makespan, windows);
            steps += users.len() as u64 + u64::from(makespan);
            let (mut slope, mut work) = (0, 0);
            let mut next = self.until.partition_point(|&until| until <= from);
            for day in from..makespan {
                slope += self.slope[(day - from) as usize];
                work += slope;
                let there = self.before[row + day as usize + 1] - self.before[row + from as usize];
                // Work is the sum of amounts above 0, each for at most all days.
                let Some(left) = there.checked_sub(work as u64) else {
                    return Err(Impossible);
                };
                let until = day + 1;
                if self.until.get(next) == Some(&until) {
                    next += 1;
                    steps += users.len() as u64 / 4;
                    shift(instance, users, from..until, left, windows)?;
                }
            }
        }
        Ok(steps)
    }

    /// Where stretches begin and end.
    fn points(&mut self, instance: &Instance, users: &[(u32, u32)], windows: &Windows) {
        self.from.clear();
        self.until.clear();
        for &(activity, _) in users {
            let number = activity as usize;
            let length = instance.duration[number];
            let (start, end) = (windows.start[number], windows.end[number]);
            self.from.extend([start, end - length, start + length]);
            self.until.push(end);
            self.until.push(start + length);
        }
        self.from.sort_unstable();
        self.from.dedup();
        self.until.sort_unstable();
        self.until.dedup();
    }

    /// Where on the days from `from` on the least work of a stretch grows, and where no longer.
    fn lines(
        &mut self,
        instance: &Instance,
        users: &[(u32, u32)],
        from: u32,
        makespan: u32,
        windows: &Windows,
    ) {
        self.slope.clear();
        self.slope
            .resize((makespan + 1).saturating_sub(from) as usize + 1, 0);
        for &(activity, amount) in users {
            let number = activity as usize;
            let length = instance.duration[number];
            // Days of it after `from` even if it starts as early as it may.
            let most = (windows.start[number] + length)
                .saturating_sub(from)
                .min(length);
            if most == 0 {
                continue;
            }
            // They are inside from its latest start on, day by day.
            let grows = (windows.end[number] - length).max(from) - from;
            self.slope[grows as usize] += i64::from(amount);
            self.slope[(grows + most) as usize] -= i64::from(amount);
        }
    }
}

/// Moves starts and ends of activities that would take more of a stretch than is left.
fn shift(
    instance: &Instance,
    users: &[(u32, u32)],
    stretch: std::ops::Range<u32>,
    left: u64,
    windows: &mut Windows,
) -> Result<(), Impossible> {
    let (from, until) = (stretch.start, stretch.end);
    for &(activity, amount) in users {
        let number = activity as usize;
        let length = instance.duration[number];
        let amount = u64::from(amount);
        let whole = length.min(until - from);
        if u64::from(whole) * amount <= left {
            continue;
        }
        let (start, end) = (windows.start[number], windows.end[number]);
        // Days inside if it starts early, if it ends late; the fewer must be inside anyway.
        let early = (start + length).min(until).saturating_sub(start.max(from));
        let late = end.min(until).saturating_sub((end - length).max(from));
        let least = early.min(late);
        let room = left + u64::from(least) * amount;
        // How many of its days there is room for: fewer than its length.
        let days = room / amount;
        if u64::from(early) > days {
            windows.raise(number, length, until - days as u32)?;
        }
        if u64::from(late) > days {
            windows.lower(number, length, from + days as u32)?;
        }
    }
    Ok(())
}
