//! One question, five denominators: the standardised change of people who were measured twice.

use super::distribution::normal_quantile;
use super::effect_size::{d_av_mean, d_av_root_mean_square, d_z, d_z_interval, hedges_correction};
use super::mean::upper_probability;
use super::{Interval, Moments, correlation};

/// By which deviation a mean change is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairedDenominator {
    /// d_z: the deviation of the changes (Cohen 1988).
    Changes,
    /// d_av: the mean of the deviations before and after (Cumming 2012).
    MeanDeviation,
    /// d_av: the root mean square of both (Bonett 2008; *effectsize* and *pingouin*).
    RootMeanSquare,
    /// d_rm: d_z · √(2(1 − r)), as if the measurements were not repeated (Borenstein et al. 2009).
    RepeatedMeasures,
    /// d_b: the deviation before (Becker 1988).
    Before,
}

impl PairedDenominator {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Changes,
        Self::MeanDeviation,
        Self::RootMeanSquare,
        Self::RepeatedMeasures,
        Self::Before,
    ];

    /// The name of the effect size, as tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Changes => "d_z",
            Self::MeanDeviation => "d_av_mean",
            Self::RootMeanSquare => "d_av_rms",
            Self::RepeatedMeasures => "d_rm",
            Self::Before => "d_b",
        }
    }

    /// Reads what [`PairedDenominator::id`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.id() == text)
    }

    /// How the interval is made, in a few words.
    pub const fn interval_method(self) -> &'static str {
        match self {
            Self::Changes => "noncentral t",
            _ => "large sample",
        }
    }
}

/// A standardised effect with its correction and interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The effect size d.
    pub d: f64,
    /// Hedges' g: d · J(degrees of freedom); `None` where J does not exist.
    pub g: Option<f64>,
    /// The standard error of d for large samples; `None` where the interval does not rest on one.
    pub standard_error: Option<f64>,
    /// The interval of d.
    pub interval: Interval,
}

/// The mean change over a deviation that is named, with its interval.
///
/// d_z has the noncentral t interval (Steiger & Fouladi 1997); the others d ± z · SE with
/// - d_av: SE² = d²(s₁⁴ + s₂⁴ + 2r²s₁²s₂²) ÷ 8νs⁴ + s_D² ÷ νs², ν = n − 1, s the denominator
///   (Bonett 2008, for the root mean square; used for the mean of the deviations too),
/// - d_rm: SE² = (1 ÷ n + d² ÷ 2n) · 2(1 − r) (Borenstein et al. 2009, formula 4.28),
/// - d_b: SE² = 2(1 − r) ÷ n + d² ÷ 2n (Becker 1988).
///
/// g is d · J(n − 1). `None` for fewer than two pairs, a denominator of zero, values that are not
/// finite, or a confidence that does not lie strictly between 0 and 1.
///
/// ```
/// use mahir::statistics::{PairedDenominator, paired_effect};
///
/// let (before, after) = ([1.0, 2.0, 2.5, 3.0], [2.0, 2.5, 3.5, 3.0]);
/// let effect = paired_effect(&before, &after, PairedDenominator::Before, 0.95).unwrap();
/// assert_eq!(format!("{:.3}", effect.d), "0.732");
/// ```
pub fn paired_effect(
    before: &[f64],
    after: &[f64],
    denominator: PairedDenominator,
    confidence: f64,
) -> Option<Effect> {
    let changes = Moments::of_changes(before, after)?;
    let n = changes.count() as f64;
    let g = |d: f64| Some(d * hedges_correction(n - 1.0)?);
    if denominator == PairedDenominator::Changes {
        let d = d_z(&changes)?;
        return Some(Effect {
            d,
            g: g(d),
            standard_error: None,
            interval: d_z_interval(&changes, confidence)?,
        });
    }
    let z = normal_quantile(upper_probability(confidence)?)?;
    let first = Moments::of(before)?.standard_deviation()?;
    let second = Moments::of(after)?.standard_deviation()?;
    // Without spread on one side there is no correlation, and its terms vanish.
    let r = correlation(before, after).unwrap_or(0.0);
    let d = match denominator {
        PairedDenominator::Changes => return None,
        PairedDenominator::MeanDeviation => d_av_mean(before, after)?,
        PairedDenominator::RootMeanSquare => d_av_root_mean_square(before, after)?,
        PairedDenominator::RepeatedMeasures => d_z(&changes)? * (2.0 * (1.0 - r)).sqrt(),
        PairedDenominator::Before => (first > 0.0).then(|| changes.mean() / first)?,
    };
    let square = match denominator {
        PairedDenominator::RepeatedMeasures => (1.0 / n + d * d / (2.0 * n)) * 2.0 * (1.0 - r),
        PairedDenominator::Before => 2.0 * (1.0 - r) / n + d * d / (2.0 * n),
        _ => {
            let s = if denominator == PairedDenominator::MeanDeviation {
                f64::midpoint(first, second)
            } else {
                first.hypot(second) / std::f64::consts::SQRT_2
            };
            // As parts of s, so that no fourth power can overflow.
            let (one, two) = ((first / s).powi(2), (second / s).powi(2));
            let change = changes.variance().sqrt() / s;
            let shape = one * one + two * two + 2.0 * r * r * one * two;
            d * d * shape / (8.0 * (n - 1.0)) + change * change / (n - 1.0)
        }
    };
    let error = square.max(0.0).sqrt();
    if !d.is_finite() || !error.is_finite() {
        return None;
    }
    Some(Effect {
        d,
        g: g(d),
        standard_error: Some(error),
        interval: Interval::around(d, z * error)?,
    })
}
