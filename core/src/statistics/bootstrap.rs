//! Intervals by drawing people again: for what no formula gives an interval, such as Hake's gain.

use super::Interval;
use super::distribution::{normal_cdf, normal_quantile};
use super::mean::upper_probability;
use super::order::quantile;
use crate::words::splitmix::SplitMix64;

/// How to draw again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resampling {
    /// How often, 100 or more; 2,000 is usual for intervals.
    pub resamples: u32,
    /// The confidence of intervals, strictly between 0 and 1.
    pub confidence: f64,
    /// Where randomness starts.
    pub seed: u64,
    /// Which stream of that seed: a number of its own for every programme, so that no result
    /// depends on which is worked out first.
    pub stream: u64,
}

impl Default for Resampling {
    fn default() -> Self {
        Self {
            resamples: 2_000,
            confidence: 0.95,
            seed: 0,
            stream: 0,
        }
    }
}

/// What drawing again says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    /// The statistic of the people as they are.
    pub estimate: f64,
    /// The deviation of the statistic over the draws.
    pub standard_error: f64,
    /// The middle of the draws (Efron 1979).
    pub percentile: Interval,
    /// Corrected for bias and acceleration, BCa (Efron 1987); `None` where all draws are on one
    /// side of the estimate, or leaving one person out changes nothing.
    pub accelerated: Option<Interval>,
}

/// The largest number of draws that is taken.
const MOST: u32 = 1_000_000;

/// Draws rows (people) again, with replacement, and works out statistics that follow from the means
/// of their columns: a mean change, Hake's gain of a class, a d from means of squares.
///
/// Draws of which a statistic does not exist are left out of it; if half of them are, it has no
/// bootstrap. Columns are shifted by their first row, so that means of large values keep their
/// digits. `None` for a statistic that does not exist; all `None` for fewer than two rows, columns
/// of different length, values that are not finite, fewer than 100 draws or more than a million,
/// or a confidence that does not lie strictly between 0 and 1.
///
/// ```
/// use mahir::statistics::{Resampling, bootstrap_of_means, hake_class_gain};
///
/// let (before, after) = ([1.0, 2.0, 1.5, 3.0, 2.0], [2.0, 3.0, 2.0, 3.5, 3.5]);
/// let [gain] = bootstrap_of_means(
///     [&before, &after],
///     |[before, after]| [hake_class_gain(before, after, 5.0)],
///     Resampling::default(),
/// );
/// let gain = gain.unwrap();
/// assert!(gain.percentile.contains(gain.estimate));
/// ```
pub fn bootstrap_of_means<const COLUMNS: usize, const STATISTICS: usize>(
    columns: [&[f64]; COLUMNS],
    statistics: impl Fn([f64; COLUMNS]) -> [Option<f64>; STATISTICS],
    resampling: Resampling,
) -> [Option<Bootstrap>; STATISTICS] {
    let none = [const { None }; STATISTICS];
    let count = columns.first().map_or(0, |column| column.len());
    let usable = count >= 2
        && u32::try_from(count).is_ok()
        && (100..=MOST).contains(&resampling.resamples)
        && columns
            .iter()
            .all(|column| column.len() == count && column.iter().all(|value| value.abs() <= 1e150));
    let upper = upper_probability(resampling.confidence);
    let (true, Some(upper)) = (usable, upper) else {
        return none;
    };
    let base: [f64; COLUMNS] = std::array::from_fn(|column| columns[column][0]);
    let rows: Vec<[f64; COLUMNS]> = (0..count)
        .map(|row| std::array::from_fn(|column| columns[column][row] - base[column]))
        .collect();
    let at = |sums: [f64; COLUMNS], people: f64| {
        statistics(std::array::from_fn(|c| base[c] + sums[c] / people)).map(finite)
    };
    let mut total = [0.0; COLUMNS];
    for row in &rows {
        add(&mut total, row);
    }
    let people = count as f64;
    let estimates = at(total, people);
    let draws = draw(&rows, resampling, |sums| at(sums, people));
    let mut left_out: [Vec<f64>; STATISTICS] = std::array::from_fn(|_| Vec::with_capacity(count));
    for row in &rows {
        let without: [f64; COLUMNS] = std::array::from_fn(|c| total[c] - row[c]);
        for (values, value) in left_out.iter_mut().zip(at(without, people - 1.0)) {
            values.extend(value);
        }
    }
    let mut found = none;
    for (place, values) in draws.into_iter().enumerate() {
        found[place] = estimates[place].and_then(|estimate| {
            summed_up(estimate, values, &left_out[place], count, upper, resampling)
        });
    }
    found
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

#[inline]
fn add<const COLUMNS: usize>(sums: &mut [f64; COLUMNS], row: &[f64; COLUMNS]) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value;
    }
}

/// The statistics of every draw.
fn draw<const COLUMNS: usize, const STATISTICS: usize>(
    rows: &[[f64; COLUMNS]],
    resampling: Resampling,
    at: impl Fn([f64; COLUMNS]) -> [Option<f64>; STATISTICS],
) -> [Vec<f64>; STATISTICS] {
    let mut draws: [Vec<f64>; STATISTICS] =
        std::array::from_fn(|_| Vec::with_capacity(resampling.resamples as usize));
    let mut stream = SplitMix64::new(resampling.seed, resampling.stream);
    let bound = rows.len() as u64;
    // Two places from every number: a place is favoured by at most one in 2³² ÷ n, which no number
    // of draws up to a million can show.
    let pick = |bits: u64| &rows[((bits * bound) >> 32) as usize];
    for _ in 0..resampling.resamples {
        let (mut one, mut two) = ([0.0; COLUMNS], [0.0; COLUMNS]);
        for _ in 0..rows.len() / 2 {
            let bits = stream.next();
            add(&mut one, pick(bits & 0xFFFF_FFFF));
            add(&mut two, pick(bits >> 32));
        }
        if rows.len() % 2 == 1 {
            add(&mut one, pick(stream.next() >> 32));
        }
        add(&mut one, &two);
        for (values, value) in draws.iter_mut().zip(at(one)) {
            values.extend(value);
        }
    }
    draws
}

fn summed_up(
    estimate: f64,
    mut values: Vec<f64>,
    left_out: &[f64],
    count: usize,
    upper: f64,
    resampling: Resampling,
) -> Option<Bootstrap> {
    if values.len() * 2 <= resampling.resamples as usize {
        return None;
    }
    let moments = super::Moments::of(&values)?;
    let below = values.iter().filter(|value| **value < estimate).count() as f64;
    let equal = values.iter().filter(|value| **value == estimate).count() as f64;
    let share = (below + equal / 2.0) / values.len() as f64;
    let ends = if left_out.len() == count {
        accelerated(share, left_out, upper)
    } else {
        None
    };
    let percentile = Interval::new(
        quantile(&mut values, 1.0 - upper)?,
        quantile(&mut values, upper)?,
    )?;
    let accelerated = ends.and_then(|(low, high)| {
        Interval::new(quantile(&mut values, low)?, quantile(&mut values, high)?)
    });
    Some(Bootstrap {
        estimate,
        standard_error: moments.standard_deviation()?,
        percentile,
        accelerated,
    })
}

/// The probabilities at which BCa reads the ends: Φ(z₀ + (z₀ + z) ÷ (1 − a(z₀ + z))), z₀ from the
/// share of draws below the estimate and a = Σd³ ÷ 6(Σd²)^1.5 from leaving each person out.
fn accelerated(share: f64, left_out: &[f64], upper: f64) -> Option<(f64, f64)> {
    let bias = normal_quantile(share)?;
    let z = normal_quantile(upper)?;
    let mean = left_out.iter().sum::<f64>() / left_out.len() as f64;
    let scale = left_out
        .iter()
        .fold(0.0_f64, |most, value| most.max((value - mean).abs()));
    if scale == 0.0 || !scale.is_finite() {
        return None;
    }
    let (mut squares, mut cubes) = (0.0, 0.0);
    for value in left_out {
        let distance = (mean - value) / scale;
        squares += distance * distance;
        cubes += distance * distance * distance;
    }
    let acceleration = cubes / (6.0 * squares.powf(1.5));
    let end = |z: f64| {
        let room = 1.0 - acceleration * (bias + z);
        (room > 0.0).then(|| normal_cdf(bias + (bias + z) / room))
    };
    Some((end(-z)?, end(z)?))
}
