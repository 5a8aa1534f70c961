//! Work over people in blocks, spread over threads; the results are the same without threads.

use std::ops::Range;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use crate::words::watch::{Progress, Watch};

/// People in a block: enough to make a task worth its while, few enough to stay in a cache.
const BLOCK: usize = 4_096;

/// The positions `0..count` in blocks.
pub(crate) fn blocks(count: usize) -> Vec<Range<usize>> {
    blocks_of(count, BLOCK)
}

/// The positions `0..count` in blocks of a size (the last one may be shorter).
pub(crate) fn blocks_of(count: usize, size: usize) -> Vec<Range<usize>> {
    let size = size.max(1);
    (0..count)
        .step_by(size)
        .map(|start| start..count.min(start.saturating_add(size)))
        .collect()
}

/// A column in consecutive parts of the given lengths; what is left over is not handed out.
pub(crate) fn cut<T>(column: &mut [T], lengths: impl IntoIterator<Item = usize>) -> Vec<&mut [T]> {
    let mut rest = column;
    lengths
        .into_iter()
        .map(|length| {
            let (part, others) = std::mem::take(&mut rest)
                .split_at_mut_checked(length)
                .unwrap_or_default();
            rest = others;
            part
        })
        .collect()
}

/// What the work makes of each job, in the order of the jobs.
#[cfg(feature = "parallel")]
pub(crate) fn map<J: Send, R: Send>(jobs: Vec<J>, work: impl Fn(J) -> R + Sync + Send) -> Vec<R> {
    jobs.into_par_iter().map(work).collect()
}

/// What the work makes of each job, in the order of the jobs.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<J: Send, R: Send>(jobs: Vec<J>, work: impl Fn(J) -> R + Sync + Send) -> Vec<R> {
    jobs.into_iter().map(work).collect()
}

/// Jobs between two looks at the watch: a few milliseconds of blocks of people.
const JOBS_AT_ONCE: usize = 16;

/// Work in jobs that somebody watches; whoever stops it gets no result.
pub(crate) struct Watched<'a> {
    watch: &'a dyn Watch,
    stage: &'static str,
    done: u64,
    total: u64,
}

/// The watch stopped the work.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stopped;

impl<'a> Watched<'a> {
    /// A stage's work of so many units in all.
    pub(crate) fn new(watch: &'a dyn Watch, stage: &'static str, total: u64) -> Self {
        Self {
            watch,
            stage,
            done: 0,
            total,
        }
    }

    /// What the work makes of each job, in the order of the jobs; `units` tells how many units of
    /// the whole a job is. Threads never meet the watch: it is asked between jobs.
    pub(crate) fn map<J: Send, R: Send>(
        &mut self,
        jobs: Vec<J>,
        units: impl Fn(&J) -> usize,
        work: impl Fn(J) -> R + Sync + Send,
    ) -> Result<Vec<R>, Stopped> {
        let mut results = Vec::with_capacity(jobs.len());
        let mut jobs = jobs.into_iter();
        loop {
            let now: Vec<J> = jobs.by_ref().take(JOBS_AT_ONCE).collect();
            if now.is_empty() {
                return Ok(results);
            }
            let units: u64 = now.iter().map(|job| units(job) as u64).sum();
            results.extend(map(now, &work));
            self.done = self.done.saturating_add(units).min(self.total);
            let progress = Progress::counted(self.stage, self.done, self.total);
            // Who stops finished work has stopped nothing.
            if self.watch.see(&progress).is_break() && self.done < self.total {
                return Err(Stopped);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_all_and_parts_follow_each_other() {
        assert_eq!(blocks_of(7, 3), [0..3, 3..6, 6..7]);
        assert!(blocks(0).is_empty());
        let mut column = [1, 2, 3, 4, 5];
        let parts = cut(&mut column, [2, 0, 3]);
        assert_eq!(parts, [&[1, 2][..], &[], &[3, 4, 5]]);
        assert_eq!(map(vec![3, 1, 2], |job| job * 10), [30, 10, 20]);
    }

    #[test]
    fn who_watches_hears_all_and_may_stop() {
        /// Stops when so many units are done.
        struct Until(u64, std::cell::RefCell<Vec<u64>>);
        impl Watch for Until {
            fn see(&self, progress: &Progress) -> std::ops::ControlFlow<()> {
                assert_eq!(progress.total, Some(200));
                self.1.borrow_mut().push(progress.done);
                if progress.done >= self.0 {
                    return std::ops::ControlFlow::Break(());
                }
                std::ops::ControlFlow::Continue(())
            }
        }
        let run = |until: u64| {
            let watch = Until(until, std::cell::RefCell::default());
            let mut watched = Watched::new(&watch, "need", 200);
            let found = watched.map((0..100).collect(), |_| 2, |job: u64| job + 1);
            (
                found.map(|found| found.iter().sum::<u64>()),
                watch.1.into_inner(),
            )
        };
        let steps = vec![32, 64, 96, 128, 160, 192, 200];
        assert_eq!(run(u64::MAX), (Ok(5_050), steps.clone()));
        assert_eq!(run(1), (Err(Stopped), vec![32]));
        // The work was done when it was stopped.
        assert_eq!(run(200), (Ok(5_050), steps.clone()));
    }
}
