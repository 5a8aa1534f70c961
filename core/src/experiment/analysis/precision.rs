//! How many replications are enough, and whether intervals keep their word.

use crate::statistics::{Interval, Moments, student_t_quantile, wilson_interval};

/// More replications than this are not asked for.
const MOST: u64 = 1_000_000_000;

/// How many replications bring the half-width of a mean's interval down to an absolute error: the
/// least n from the pilot's count on with t₍₁₊c₎⸝₂, ₙ₋₁ · s ÷ √n ≤ error (Law, *Simulation Modeling
/// and Analysis*, section 9.4.1). The variance is taken from the pilot, so the answer is an
/// estimate.
///
/// `None` for a pilot of fewer than two values, an error that is not above 0, a confidence that does
/// not lie strictly between 0 and 1, or if a thousand million are not enough.
///
/// ```
/// use mahir::experiment::analysis::needed_replications;
/// use mahir::statistics::Moments;
///
/// let pilot = Moments::of(&[3.0, 5.0, 4.0, 6.0, 2.0]).unwrap();
/// // s² = 2.5: 41 replications by t (39 by z would forget that s was estimated).
/// assert_eq!(needed_replications(&pilot, 0.5, 0.95), Some(41));
/// ```
pub fn needed_replications(pilot: &Moments, error: f64, confidence: f64) -> Option<u64> {
    if !(confidence > 0.0 && confidence < 1.0 && error > 0.0) {
        return None;
    }
    let deviation = pilot.standard_deviation()?;
    let upper = 0.5 + confidence / 2.0;
    let enough = |n: u64| {
        student_t_quantile(upper, n as f64 - 1.0)
            .map(|t| t * deviation / (n as f64).sqrt() <= error)
    };
    let least = (pilot.count() as u64).max(2);
    if enough(least)? {
        return Some(least);
    }
    // The half-width falls with n, so the least n lies between a power of two and the next.
    let (mut low, mut high) = (least, least);
    while !enough(high)? {
        if high >= MOST {
            return None;
        }
        (low, high) = (high, high.saturating_mul(2).min(MOST));
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

/// How many replications bring the error down to a share of the mean itself: the half-width is held
/// against share ÷ (1 + share) of the pilot's mean, so that the true error stays within the share
/// (Law, section 9.4.1). `None` as for [`needed_replications`], and for a mean of 0.
pub fn needed_replications_relative(pilot: &Moments, share: f64, confidence: f64) -> Option<u64> {
    if !(share > 0.0 && share.is_finite()) {
        return None;
    }
    needed_replications(
        pilot,
        share / (1.0 + share) * pilot.mean().abs(),
        confidence,
    )
}

/// How many of some intervals hold the true value, and the Wilson interval of that share; `None` if
/// there are none.
pub fn coverage(intervals: &[Interval], truth: f64, confidence: f64) -> Option<(f64, Interval)> {
    let held = intervals
        .iter()
        .filter(|interval| interval.contains(truth))
        .count();
    let of_share = wilson_interval(held as u64, intervals.len() as u64, confidence)?;
    Some((held as f64 / intervals.len() as f64, of_share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::analysis::paired;
    use crate::random::{Distribution, Entity, Streams};

    #[test]
    fn the_half_width_is_just_small_enough() {
        let pilot = Moments::of(&[3.0, 5.0, 4.0, 6.0, 2.0, 9.0]).unwrap();
        for (error, confidence) in [(0.5, 0.95), (0.1, 0.9), (1.7, 0.99)] {
            let n = needed_replications(&pilot, error, confidence).unwrap();
            let width = |n: u64| {
                let t = student_t_quantile(0.5 + confidence / 2.0, n as f64 - 1.0).unwrap();
                t * pilot.standard_deviation().unwrap() / (n as f64).sqrt()
            };
            assert!(width(n) <= error && (n == 6 || width(n - 1) > error), "{n}");
        }
        // A wide error needs no more than the pilot.
        assert_eq!(needed_replications(&pilot, 1e9, 0.95), Some(6));
        assert_eq!(needed_replications(&pilot, 1e-9, 0.95), None);
        assert_eq!(needed_replications(&pilot, 0.0, 0.95), None);
        assert_eq!(needed_replications(&pilot, f64::NAN, 0.95), None);
        assert_eq!(needed_replications_relative(&pilot, -1.0, 0.95), None);
        let relative = needed_replications_relative(&pilot, 0.1, 0.95).unwrap();
        let absolute = needed_replications(&pilot, pilot.mean() / 11.0, 0.95).unwrap();
        assert_eq!(relative, absolute);
    }

    /// Over 200 repetitions of an experiment, the paired interval of two exponential systems with
    /// means 1 and 0.9 under the same luck holds the true difference at its level. Differences are
    /// exponential themselves, so with 40 pairs the level is only near 95 %: the share of 200 has a
    /// standard error of 1.5 %, and skewness takes 1 to 2 %.
    #[test]
    fn intervals_keep_their_word() {
        let systems = [1.0, 0.9].map(|mean| Distribution::exponential(mean).unwrap());
        let intervals = |common: bool| -> Vec<Interval> {
            (0..200)
                .map(|repetition| {
                    let streams = Streams::new(77).replication(repetition);
                    let runs = [0, 1].map(|system: usize| -> Vec<f64> {
                        let purpose = if common { 0 } else { system as u32 };
                        (0..40)
                            .map(|pair| {
                                let mut stream = streams.stream(purpose, Entity::numbered(pair), 0);
                                // Sums of ten are closer to normal than one.
                                (0..10).map(|_| stream.draw(&systems[system])).sum::<f64>() / 10.0
                            })
                            .collect()
                    });
                    paired(&runs[0], &runs[1], 0.95).unwrap().interval
                })
                .collect()
        };
        let (common, apart) = (intervals(true), intervals(false));
        for found in [&common, &apart] {
            let (share, of_share) = coverage(found, 0.1, 0.999).unwrap();
            assert!(of_share.contains(0.95), "{share}");
        }
        // Common luck makes them √181 times shorter.
        let width = |found: &[Interval]| found.iter().map(Interval::width).sum::<f64>();
        let ratio = width(&apart) / width(&common);
        assert!((ratio / 181.0_f64.sqrt() - 1.0).abs() < 0.05, "{ratio}");
        assert_eq!(coverage(&[], 0.0, 0.95), None);
    }
}
