//! Resampling respondents with replacement (Efron 1979).

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::scoring::Sums;
use crate::words::splitmix::SplitMix64;

/// What `look` makes of the sums of each resample, in the order of the resamples: whatever the
/// threads, since each resample has its own stream. A respondent is drawn with all items, so that
/// items that are rated alike stay so.
pub(super) fn each<T: Send>(
    cells: &[[f64; 2]],
    items: usize,
    replicates: u32,
    seed: u64,
    look: impl Fn(&[Sums]) -> T + Sync + Send,
) -> Vec<T> {
    let respondents = cells.len() / items;
    let work = |replicate: u32| {
        let mut stream = SplitMix64::new(seed, u64::from(replicate));
        let mut times = vec![0_u32; respondents];
        for _ in 0..respondents {
            times[stream.below(respondents)] += 1;
        }
        let mut sums = vec![Sums::default(); items];
        for (row, times) in cells.chunks_exact(items).zip(times) {
            if times > 0 {
                for (sums, cell) in sums.iter_mut().zip(row) {
                    sums.add(*cell, f64::from(times));
                }
            }
        }
        look(&sums)
    };
    #[cfg(feature = "parallel")]
    return (0..replicates).into_par_iter().map(work).collect();
    #[cfg(not(feature = "parallel"))]
    return (0..replicates).map(work).collect();
}

/// The least value that at least so large a share of sorted values does not exceed.
pub(super) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    // Rounding must not pass a whole number.
    let place = (share * sorted.len() as f64 - 1e-9).ceil() as usize;
    sorted.get(place.saturating_sub(1).min(last)).copied()
}
