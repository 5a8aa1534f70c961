//! What no order on shared resources can pass: weights split among resources, each of which is then
//! scheduled alone by Smith's rule.
//!
//! A job ends at least half its length after the mean of the moments at which it is worked on. On one resource, if jobs may be interrupted, the weighted sum of these means is least
//! when at every moment the released job with the most weight for its work comes first (Smith 1956;
//! Goemans 1997 for release dates). A job that needs several resources gives each a part of its
//! weight: whatever the parts, the sum is a bound. Lateness counts as a share of its slope, and
//! "comes after" as weight handed to the job before (Lagrangian relaxation). Parts, shares and what is
//! handed over are improved by subgradient steps; the best bound of all is kept.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Steps at most.
const STEPS: u64 = 300;
/// After so many steps without a better bound the steps become half as long.
const PATIENCE: u32 = 8;
/// No more steps once they are so short.
const SHORTEST: f64 = 1e-3;

/// A job that takes days in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    /// The first day on which it may start.
    pub(super) head: u32,
    /// Its days.
    pub(super) length: u32,
    /// No start gives it an earlier end.
    pub(super) end: u32,
    /// What each day until its end costs.
    pub(super) weight: f64,
    /// What each day after `due` costs besides.
    pub(super) late: f64,
    /// The end after which it is late.
    pub(super) due: u32,
}

/// A resource with those who need it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    /// What there is on each day.
    pub(super) capacity: Vec<u32>,
    /// Jobs and how much they take on each of their days; no job twice.
    pub(super) users: Vec<(u32, u32)>,
}

/// One job that comes after another, with so many days between.
#[derive(Clone, Copy, Debug)]
pub(super) struct After {
    pub(super) before: u32,
    pub(super) after: u32,
    pub(super) lag: u32,
}

/// A part of a job's weight on a resource.
#[derive(Clone, Copy, Debug)]
struct Part {
    job: usize,
    /// Days of work times what it takes of the resource.
    work: f64,
    weight: f64,
    /// The end that the resource alone gives it.
    end: f64,
}

/// A job that has been released and not finished, the one with the most weight for its work first.
#[derive(Clone, Copy, Debug)]
struct Open {
    ratio: f64,
    part: usize,
    left: f64,
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Open {}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_ratio = self.ratio.total_cmp(&other.ratio);
        by_ratio.then(other.part.cmp(&self.part))
    }
}

/// The jobs, and how their weights are split at present.
struct Split<'a> {
    jobs: &'a [Job],
    shared: &'a [Shared],
    after: &'a [After],
    /// Parts resource by resource, each in the order of heads.
    parts: Vec<Part>,
    /// Where the parts of each resource begin.
    from: Vec<usize>,
    /// For each job its parts.
    of_job: Vec<Vec<usize>>,
    /// For each job what stays with its own head.
    own: Vec<f64>,
    /// For each job how much of the slope of its lateness counts.
    late: Vec<f64>,
    /// For each link how much weight is handed to the job before.
    handed: Vec<f64>,
    /// Links in an order in which those of later jobs come first.
    latest_first: Vec<usize>,
    open: BinaryHeap<Open>,
}

/// No schedule of all jobs costs less. `known` is what one costs, from which the steps take their
/// length; `work` limits how many parts are looked at.
pub(super) fn bound(
    jobs: &[Job],
    shared: &[Shared],
    after: &[After],
    known: f64,
    work: u64,
) -> f64 {
    let mut split = Split::new(jobs, shared, after);
    let mut best = split.value();
    let (mut length, mut waited) = (1.0, 0);
    let pieces = split
        .parts
        .iter()
        .map(|part| part.work.min(64.0) as u64 + 1);
    let pieces = pieces.sum::<u64>() + jobs.len() as u64 + after.len() as u64;
    for _ in 0..STEPS.min(work / pieces.max(1)) {
        if known - best <= 1e-6 * known.abs() || length < SHORTEST {
            break;
        }
        split.step(length * (known - best));
        let value = split.value();
        waited += 1;
        if value > best {
            // Small gains do not make the steps stay long.
            if value - best > 1e-4 * (known - best) {
                waited = 0;
            }
            best = value;
        }
        if waited >= PATIENCE {
            (waited, length) = (0, length / 2.0);
        }
    }
    best
}

/// What is surely no more than a bound that was added up in floating point, as a whole number: the
/// costs of schedules are whole.
pub(super) fn rounded_up(bound: f64) -> u64 {
    // Sums of some million terms are exact to far more than nine digits.
    let surely = bound - 1e-9 * bound.abs() - 1e-6;
    if surely <= 0.0 {
        0
    } else {
        surely.ceil() as u64
    }
}

impl<'a> Split<'a> {
    fn new(jobs: &'a [Job], shared: &'a [Shared], after: &'a [After]) -> Self {
        let mut parts = Vec::new();
        let mut from = vec![0];
        let mut of_job = vec![Vec::new(); jobs.len()];
        for resource in shared {
            let mut users: Vec<(u32, u32)> = resource
                .users
                .iter()
                .copied()
                .filter(|&(job, amount)| amount > 0 && jobs[job as usize].length > 0)
                .collect();
            // One alone waits for nobody.
            if users.len() > 1 {
                users.sort_unstable_by_key(|&(job, _)| (jobs[job as usize].head, job));
                for (job, amount) in users {
                    of_job[job as usize].push(parts.len());
                    parts.push(Part {
                        job: job as usize,
                        work: f64::from(amount) * f64::from(jobs[job as usize].length),
                        weight: 0.0,
                        end: 0.0,
                    });
                }
            }
            from.push(parts.len());
        }
        let mut split = Self {
            jobs,
            shared,
            after,
            parts,
            from,
            of_job,
            own: vec![0.0; jobs.len()],
            late: jobs
                .iter()
                .map(|job| {
                    let is_late = job.end > job.due;
                    if is_late { job.late } else { 0.0 }
                })
                .collect(),
            handed: vec![0.0; after.len()],
            latest_first: latest_first(jobs.len(), after),
            open: BinaryHeap::new(),
        };
        // All resources alike at first.
        for (job, details) in jobs.iter().enumerate() {
            let weight = details.weight + split.late[job];
            let own = &split.of_job[job];
            if own.is_empty() {
                split.own[job] = weight;
            }
            for &part in own {
                split.parts[part].weight = weight / own.len() as f64;
            }
        }
        split
    }

    /// The bound of the present split; works out what each resource alone gives.
    fn value(&mut self) -> f64 {
        for number in 0..self.shared.len() {
            self.alone(number);
        }
        let on_resources: f64 = self.parts.iter().map(|part| part.weight * part.end).sum();
        let own = self.own.iter().zip(self.jobs);
        let own: f64 = own.map(|(weight, job)| weight * end_alone(job)).sum();
        let late = self.late.iter().zip(self.jobs);
        let late: f64 = late
            .filter(|(share, _)| **share > 0.0)
            .map(|(share, job)| share * f64::from(job.due))
            .sum();
        let handed = self.handed.iter().zip(self.after);
        let handed: f64 = handed
            .map(|(handed, link)| handed * self.distance(link))
            .sum();
        on_resources + own - late + handed
    }

    /// Days between the ends of two jobs of which one comes after the other.
    fn distance(&self, link: &After) -> f64 {
        f64::from(link.lag) + f64::from(self.jobs[link.after as usize].length)
    }

    /// Schedules the parts of a resource by Smith's rule.
    fn alone(&mut self, number: usize) {
        let parts = &mut self.parts[self.from[number]..self.from[number + 1]];
        let capacity = &self.shared[number].capacity;
        for part in parts.iter_mut() {
            part.end = 0.0;
        }
        let (mut day, mut next) = (0, 0);
        let mut left = 0.0;
        self.open.clear();
        // Each day anew, since a job that is released may come before the one that was begun.
        loop {
            if self.open.is_empty() {
                let Some(part) = parts.get(next) else { break };
                let head = self.jobs[part.job].head as usize;
                if head > day || left <= 0.0 {
                    day = day.max(head);
                    left = capacity.get(day).copied().map_or(f64::INFINITY, f64::from);
                }
            }
            while let Some(part) = parts.get(next)
                && self.jobs[part.job].head as usize <= day
            {
                self.open.push(Open {
                    ratio: part.weight / part.work,
                    part: next,
                    left: part.work,
                });
                next += 1;
            }
            while left > 0.0
                && let Some(mut open) = self.open.pop()
            {
                let done = open.left.min(left);
                // In the middle of the day.
                parts[open.part].end += done * (day as f64 + 0.5);
                left -= done;
                open.left -= done;
                if open.left > 0.0 {
                    self.open.push(open);
                }
            }
            if left <= 0.0 {
                day += 1;
                // After the last day there is room for all: no schedule of all of them goes on there.
                left = capacity.get(day).copied().map_or(f64::INFINITY, f64::from);
            }
        }
        for part in parts {
            let half = f64::from(self.jobs[part.job].length) / 2.0;
            part.end = part.end / part.work + half;
        }
    }

    /// Moves weight to where ends are late. `scale` is the length of the step times what may still be
    /// gained.
    fn step(&mut self, scale: f64) {
        let mean: Vec<f64> = (0..self.jobs.len()).map(|job| self.mean_end(job)).collect();
        let mut norm = 0.0;
        for (job, details) in self.jobs.iter().enumerate() {
            let off = |end: f64| (end - mean[job]) * (end - mean[job]);
            let own = self.of_job[job].iter();
            norm += own.map(|&part| off(self.parts[part].end)).sum::<f64>();
            norm += off(end_alone(details));
            if details.late > 0.0 {
                let late = mean[job] - f64::from(details.due);
                norm += late * late;
            }
        }
        let gaps: Vec<f64> = self
            .after
            .iter()
            .map(|link| {
                mean[link.before as usize] + self.distance(link) - mean[link.after as usize]
            })
            .collect();
        norm += gaps.iter().map(|gap| gap * gap).sum::<f64>();
        if norm <= 0.0 {
            return;
        }
        let step = scale / norm;
        for (job, details) in self.jobs.iter().enumerate() {
            if details.late > 0.0 {
                let late = self.late[job] + step * (mean[job] - f64::from(details.due));
                self.late[job] = late.clamp(0.0, details.late);
            }
        }
        for (handed, gap) in self.handed.iter_mut().zip(&gaps) {
            *handed = (*handed + step * gap).max(0.0);
        }
        let weights = self.weights();
        for (job, weight) in weights.into_iter().enumerate() {
            self.share_out(job, weight, step, mean[job]);
        }
    }

    /// The end of a job in the mean of where its weight lies.
    fn mean_end(&self, job: usize) -> f64 {
        let alone = end_alone(&self.jobs[job]);
        let (mut weight, mut sum, mut latest) = (self.own[job], self.own[job] * alone, alone);
        for &part in &self.of_job[job] {
            let part = &self.parts[part];
            weight += part.weight;
            sum += part.weight * part.end;
            latest = latest.max(part.end);
        }
        if weight > 1e-12 { sum / weight } else { latest }
    }

    /// The weight of each job after all that is handed over; no job hands over more than it has.
    fn weights(&mut self) -> Vec<f64> {
        let mut has: Vec<f64> = self
            .jobs
            .iter()
            .zip(&self.late)
            .map(|(job, late)| job.weight + late)
            .collect();
        let mut wanted = vec![0.0; self.jobs.len()];
        for (link, handed) in self.after.iter().zip(&self.handed) {
            wanted[link.after as usize] += handed;
        }
        // What later jobs hand over is known before a job's own weight is shared.
        for &number in &self.latest_first {
            let (before, after) = (
                self.after[number].before as usize,
                self.after[number].after as usize,
            );
            if wanted[after] > has[after] {
                self.handed[number] *= has[after].max(0.0) / wanted[after];
            }
            has[before] += self.handed[number];
        }
        for (link, handed) in self.after.iter().zip(&self.handed) {
            has[link.after as usize] -= handed;
        }
        has.into_iter().map(|weight| weight.max(0.0)).collect()
    }

    /// Splits a job's weight: a step towards the resources on which it ends late, then back to parts
    /// that are not negative and add up (projection on a simplex).
    fn share_out(&mut self, job: usize, weight: f64, step: f64, mean: f64) {
        let alone = end_alone(&self.jobs[job]);
        let own = &self.of_job[job];
        if weight <= 0.0 {
            for &part in own {
                self.parts[part].weight = 0.0;
            }
            self.own[job] = 0.0;
            return;
        }
        let mut wanted: Vec<f64> = own
            .iter()
            .map(|&part| self.parts[part].weight + step * (self.parts[part].end - mean))
            .collect();
        wanted.push(self.own[job] + step * (alone - mean));
        let mut sorted = wanted.clone();
        sorted.sort_unstable_by(|one, other| other.total_cmp(one));
        let (mut sum, mut level) = (0.0, 0.0);
        for (count, value) in (1_u32..).zip(&sorted) {
            sum += value;
            let next = (sum - weight) / f64::from(count);
            if *value - next <= 0.0 {
                break;
            }
            level = next;
        }
        let mut given = 0.0;
        for (&part, value) in own.iter().zip(&wanted) {
            let value = (value - level).max(0.0);
            self.parts[part].weight = value;
            given += value;
        }
        // What rounding left over stays with the job.
        self.own[job] = (weight - given).max(0.0);
    }
}

/// The end of a job if nothing else were there.
fn end_alone(job: &Job) -> f64 {
    f64::from(job.end)
}

/// Links such that all that leave a job come before those that lead to it.
fn latest_first(jobs: usize, after: &[After]) -> Vec<usize> {
    let mut waits = vec![0_usize; jobs];
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); jobs];
    for (number, link) in after.iter().enumerate() {
        waits[link.before as usize] += 1;
        into[link.after as usize].push(number);
    }
    let mut ready: Vec<usize> = (0..jobs).filter(|&job| waits[job] == 0).collect();
    let mut order = Vec::with_capacity(after.len());
    while let Some(job) = ready.pop() {
        for &number in &into[job] {
            order.push(number);
            let before = after[number].before as usize;
            waits[before] -= 1;
            if waits[before] == 0 {
                ready.push(before);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::tests::made_up::Numbers;

    const HORIZON: u32 = 9;

    /// A few jobs with what they share and who comes after whom.
    fn made_up(numbers: &mut Numbers) -> (Vec<Job>, Vec<Shared>, Vec<After>) {
        let mut job = || {
            let (head, length) = (numbers.below(3) as u32, 1 + numbers.below(3) as u32);
            Job {
                head,
                length,
                end: head + length,
                weight: (1 + numbers.below(4)) as f64,
                late: (numbers.below(3) * 5) as f64,
                due: 2 + numbers.below(4) as u32,
            }
        };
        let jobs: Vec<Job> = (0..4).map(|_| job()).collect();
        let shared = (0..3).map(|_| {
            let most = 1 + numbers.below(2) as u32;
            let mut capacity = vec![most; HORIZON as usize];
            capacity[numbers.below(5)] = numbers.below(2) as u32;
            let users = (0..4).filter_map(|job| match numbers.below(3) {
                0 => None,
                amount => Some((job, most.min(amount as u32))),
            });
            let users = users.collect();
            Shared { capacity, users }
        });
        let shared = shared.collect();
        let mut after = Vec::new();
        for (before, later) in [(0, 1), (1, 3), (0, 2)] {
            if numbers.below(3) == 0 {
                let lag = numbers.below(2) as u32;
                after.push(After {
                    before,
                    after: later,
                    lag,
                });
            }
        }
        (jobs, shared, after)
    }

    /// The least cost of all starts, by trying them; `None` if none is lawful.
    fn least(jobs: &[Job], shared: &[Shared], after: &[After]) -> Option<f64> {
        let mut best: Option<f64> = None;
        for number in 0..HORIZON.pow(4) {
            let starts: Vec<u32> = (0..4)
                .map(|job| number / HORIZON.pow(job) % HORIZON)
                .collect();
            let end = |job: usize| starts[job] + jobs[job].length;
            let in_time = |job: usize| starts[job] >= jobs[job].head && end(job) <= HORIZON;
            let in_order =
                |link: &After| starts[link.after as usize] >= end(link.before as usize) + link.lag;
            let fits = |resource: &Shared| {
                (0..HORIZON).all(|day| {
                    let there = resource.users.iter().filter(|&&(job, _)| {
                        (starts[job as usize]..end(job as usize)).contains(&day)
                    });
                    let taken: u32 = there.map(|&(_, amount)| amount).sum();
                    taken <= resource.capacity[day as usize]
                })
            };
            if (0..4).all(in_time) && after.iter().all(in_order) && shared.iter().all(fits) {
                let costs = jobs.iter().enumerate().map(|(job, details)| {
                    let late = end(job).saturating_sub(details.due);
                    details.weight * f64::from(end(job)) + details.late * f64::from(late)
                });
                let cost: f64 = costs.sum();
                best = Some(best.map_or(cost, |best| best.min(cost)));
            }
        }
        best
    }

    /// Against the best of all starts: the bound is never above it, and on average it is nearer to
    /// it than to the sum of what each job costs alone.
    #[test]
    fn no_tiny_schedule_costs_less_than_the_bound() {
        let (mut tried, mut gap, mut gap_alone) = (0, 0.0, 0.0);
        for seed in 0..150 {
            let (jobs, shared, after) = made_up(&mut Numbers::of(seed));
            let Some(least) = least(&jobs, &shared, &after) else {
                continue;
            };
            let found = bound(&jobs, &shared, &after, least, 1_000_000);
            let whole = rounded_up(found);
            assert!(whole as f64 <= least, "seed {seed}: {found} above {least}");
            // What is known only sets the length of the steps.
            for known in [least * 1.5, least / 2.0] {
                let other = rounded_up(bound(&jobs, &shared, &after, known, 1_000_000));
                assert!(other as f64 <= least, "seed {seed}: {other} above {least}");
            }
            let alone: f64 = jobs
                .iter()
                .map(|job| {
                    let late = job.end.saturating_sub(job.due);
                    job.weight * f64::from(job.end) + job.late * f64::from(late)
                })
                .sum();
            tried += 1;
            gap += least - found;
            gap_alone += least - alone;
        }
        assert!(tried > 80, "{tried}");
        assert!(gap < gap_alone / 2.0, "{gap} of {gap_alone}");
    }

    /// One machine, all there from the first day, weights 3, 1 and 2 for lengths 1, 2 and 3: Smith's
    /// order is by 3, 2/3 and 1/2, and costs 3 + 2 × 4 + 6 = 17, as its rule says.
    #[test]
    fn one_machine_is_bound_by_smiths_order() {
        let job = |length: u32, weight: f64| Job {
            head: 0,
            length,
            end: length,
            weight,
            late: 0.0,
            due: u32::MAX,
        };
        let jobs = [job(1, 3.0), job(2, 1.0), job(3, 2.0)];
        let shared = [Shared {
            capacity: vec![1; 6],
            users: vec![(0, 1), (1, 1), (2, 1)],
        }];
        assert_eq!(rounded_up(bound(&jobs, &shared, &[], 20.0, 100_000)), 17);
    }
}
