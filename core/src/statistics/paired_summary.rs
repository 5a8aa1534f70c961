//! All that pairs of before and after say, in one pass; of one programme or of thousands.

use super::effect_size::{d_av_mean, d_av_root_mean_square, hedges_correction};
use super::gain::{hake_class_gain, normalised_change};
use super::{
    Bootstrap, Effect, Interval, Moments, PairedDenominator, Resampling, SignedRankTest,
    StudentTest, ZeroChanges, bootstrap_of_means, correlation, mean_interval, paired_effect,
    paired_t, signed_rank,
};

/// How to sum pairs up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedOptions {
    /// The confidence of all intervals, strictly between 0 and 1.
    pub confidence: f64,
    /// The top of the scale, for Hake's gain; `None` for a scale without one.
    pub top: Option<f64>,
    /// How to draw people again, for the intervals that no formula gives; `None` for none.
    pub resampling: Option<Resampling>,
}

impl Default for PairedOptions {
    fn default() -> Self {
        Self {
            confidence: 0.95,
            top: None,
            resampling: Some(Resampling::default()),
        }
    }
}

/// What pairs say. What cannot be told is `None`, never NaN.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairedSummary {
    /// Pairs.
    pub pairs: usize,
    /// Mean before.
    pub mean_before: Option<f64>,
    /// Mean after.
    pub mean_after: Option<f64>,
    /// Standard deviation before.
    pub deviation_before: Option<f64>,
    /// Standard deviation after.
    pub deviation_after: Option<f64>,
    /// The correlation of both.
    pub correlation: Option<f64>,
    /// Mean change.
    pub change: Option<f64>,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// Its interval by Student's t.
    pub change_interval: Option<Interval>,
    /// The paired t test.
    pub t: Option<StudentTest>,
    /// Wilcoxon's signed rank test, zeros left out.
    pub signed_rank: Option<SignedRankTest>,
    /// d_z with its noncentral t interval.
    pub d_z: Option<Effect>,
    /// d_av over the mean of the deviations.
    pub d_av_mean: Option<f64>,
    /// d_av over their root mean square.
    pub d_av_root_mean_square: Option<f64>,
    /// d_rm.
    pub d_rm: Option<f64>,
    /// Becker's d_b, over the deviation before.
    pub d_b: Option<f64>,
    /// Hake's gain of the class.
    pub hake_gain: Option<f64>,
    /// The mean of the people's normalised changes (Marx & Cummings 2007), those left out for whom
    /// it does not exist.
    pub normalised_change: Option<f64>,
    /// The change by drawing people again.
    pub change_bootstrap: Option<Bootstrap>,
    /// Hake's gain by drawing people again.
    pub hake_bootstrap: Option<Bootstrap>,
}

/// Sums pairs up. Slices of different length, and values that are not finite or whose squares are
/// not, give a summary that says nothing but how many there are.
///
/// ```
/// use mahir::statistics::{PairedOptions, paired_summary};
///
/// let options = PairedOptions { top: Some(5.0), ..PairedOptions::default() };
/// let found = paired_summary(&[1.0, 2.0, 2.5], &[2.0, 3.0, 3.0], options);
/// assert_eq!(found.pairs, 3);
/// assert_eq!(format!("{:.3}", found.change.unwrap()), "0.833");
/// assert_eq!(format!("{:.3}", found.hake_gain.unwrap()), "0.263");
/// ```
pub fn paired_summary(before: &[f64], after: &[f64], options: PairedOptions) -> PairedSummary {
    let mut found = PairedSummary {
        pairs: before.len().min(after.len()),
        ..PairedSummary::default()
    };
    let moments = Moments::of(before)
        .zip(Moments::of(after))
        .zip(Moments::of_changes(before, after));
    let Some(((first, second), changes)) = moments else {
        return found;
    };
    let confidence = options.confidence;
    found.mean_before = Some(first.mean());
    found.mean_after = Some(second.mean());
    found.deviation_before = first.standard_deviation();
    found.deviation_after = second.standard_deviation();
    found.correlation = correlation(before, after);
    found.change = Some(changes.mean());
    found.standard_error = changes.standard_error();
    found.change_interval = mean_interval(&changes, confidence);
    found.t = paired_t(&changes);
    found.signed_rank = signed_rank(before, after, ZeroChanges::LeftOut);
    found.d_z = paired_effect(before, after, PairedDenominator::Changes, confidence);
    found.d_av_mean = d_av_mean(before, after);
    found.d_av_root_mean_square = d_av_root_mean_square(before, after);
    let finite = |value: f64| value.is_finite().then_some(value);
    found.d_rm = found.d_z.and_then(|effect| {
        let r = found.correlation.unwrap_or(0.0);
        finite(effect.d * (2.0 * (1.0 - r)).sqrt())
    });
    found.d_b = first
        .standard_deviation()
        .and_then(|deviation| finite(changes.mean() / deviation));
    if let Some(top) = options.top {
        found.hake_gain = hake_class_gain(first.mean(), second.mean(), top);
        let each: Vec<f64> = before
            .iter()
            .zip(after)
            .filter_map(|(&before, &after)| normalised_change(before, after, top))
            .collect();
        found.normalised_change = Moments::of(&each).map(|moments| moments.mean());
    }
    if let Some(resampling) = options.resampling {
        let [change, gain] = bootstrap_of_means(
            [before, after],
            |[before, after]| {
                let gain = options
                    .top
                    .and_then(|top| hake_class_gain(before, after, top));
                [Some(after - before), gain]
            },
            Resampling {
                confidence,
                ..resampling
            },
        );
        found.change_bootstrap = change;
        found.hake_bootstrap = gain;
    }
    found
}

impl PairedSummary {
    /// Hedges' g_z: d_z · J(pairs − 1).
    pub fn g_z(&self) -> Option<f64> {
        Some(self.d_z?.d * hedges_correction(self.pairs as f64 - 1.0)?)
    }
}

/// Sums up many groups at once: row by row the group (a programme, a session), before and after.
/// Groups come in rising order with their summary; each draws from a stream of its own, its number,
/// so that the result is the same for any number of threads. Rows without both values are left
/// out. Slices of different length are read as far as the shortest.
pub fn paired_summaries(
    groups: &[u32],
    before: &[f64],
    after: &[f64],
    options: PairedOptions,
) -> Vec<(u32, PairedSummary)> {
    let mut rows: Vec<(u32, f64, f64)> = groups
        .iter()
        .zip(before)
        .zip(after)
        .filter(|((_, before), after)| before.is_finite() && after.is_finite())
        .map(|((group, before), after)| (*group, *before, *after))
        .collect();
    // Rows keep their order within a group, as they do if they are summed up alone.
    rows.sort_by_key(|row| row.0);
    let parts: Vec<&[(u32, f64, f64)]> = rows.chunk_by(|one, other| one.0 == other.0).collect();
    let work = |part: &[(u32, f64, f64)]| {
        let group = part.first().map_or(0, |row| row.0);
        let (before, after): (Vec<f64>, Vec<f64>) = part
            .iter()
            .map(|(_, before, after)| (*before, *after))
            .unzip();
        let resampling = options.resampling.map(|resampling| Resampling {
            stream: u64::from(group),
            ..resampling
        });
        let options = PairedOptions {
            resampling,
            ..options
        };
        (group, paired_summary(&before, &after, options))
    };
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        parts.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        parts.into_iter().map(work).collect()
    }
}
