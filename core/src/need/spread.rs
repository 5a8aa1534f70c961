//! Work over people in blocks, spread over threads; the results are the same without threads.

use std::ops::Range;

#[cfg(feature = "parallel")]
use rayon::prelude::*;

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
}
