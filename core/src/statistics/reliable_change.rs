//! Did a person change by more than the measure's own error, and into the range of those who can?
//!
//! Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59, 12–19.

use super::distribution::normal_quantile;
use super::mean::upper_probability;

/// What is known of a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliableChange {
    /// S_diff = √2 · s √(1 − r): the standard error of a difference of two scores.
    pub standard_error: f64,
    /// The score from which on a person counts among those who can, if one is known.
    pub cut_off: Option<f64>,
    /// Whether less is better.
    pub less_is_better: bool,
    /// The value of the index beyond which a change is reliable; 1.96 for 95 %.
    pub critical: f64,
}

/// What became of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeClass {
    /// Reliably better, and from below the cut-off to above it.
    Recovered,
    /// Reliably better.
    Improved,
    /// Not reliably different.
    Unchanged,
    /// Reliably worse.
    Deteriorated,
}

impl ChangeClass {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [
        Self::Recovered,
        Self::Improved,
        Self::Unchanged,
        Self::Deteriorated,
    ];

    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Recovered => "recovered",
            Self::Improved => "improved",
            Self::Unchanged => "unchanged",
            Self::Deteriorated => "deteriorated",
        }
    }
}

impl ReliableChange {
    /// From the deviation of the scores (before, of the people or of a norm), the reliability of
    /// the measure from 0 to below 1, and the confidence. `None` if one is out of its range or
    /// there is no spread.
    ///
    /// ```
    /// use mahir::statistics::{ChangeClass, ReliableChange};
    ///
    /// // The example of Jacobson & Truax (1991): s 7.5, r 0.80, scores 32.5 and 47.5.
    /// let measure = ReliableChange::new(7.5, 0.80, false, 0.95).unwrap();
    /// assert_eq!(format!("{:.2}", measure.standard_error), "4.74");
    /// assert_eq!(format!("{:.2}", measure.index(32.5, 47.5).unwrap()), "3.16");
    /// assert_eq!(measure.classify(32.5, 47.5), Some(ChangeClass::Improved));
    /// ```
    pub fn new(
        deviation: f64,
        reliability: f64,
        less_is_better: bool,
        confidence: f64,
    ) -> Option<Self> {
        if !(deviation > 0.0 && deviation.is_finite() && (0.0..1.0).contains(&reliability)) {
            return None;
        }
        let error = deviation * (2.0 * (1.0 - reliability)).sqrt();
        Some(Self {
            standard_error: (error > 0.0 && error.is_finite()).then_some(error)?,
            cut_off: None,
            less_is_better,
            critical: normal_quantile(upper_probability(confidence)?)?,
        })
    }

    /// The same with a cut-off; one that is not finite is none.
    #[must_use]
    pub fn with_cut_off(self, cut_off: f64) -> Self {
        Self {
            cut_off: cut_off.is_finite().then_some(cut_off),
            ..self
        }
    }

    /// The reliable change index, (after − before) ÷ S_diff; `None` if it is not finite.
    pub fn index(&self, before: f64, after: f64) -> Option<f64> {
        let index = (after - before) / self.standard_error;
        index.is_finite().then_some(index)
    }

    /// The smallest change that is reliable: critical value · S_diff.
    pub fn smallest(&self) -> f64 {
        self.critical * self.standard_error
    }

    /// What became of a person; `None` for scores that are not finite. A change of exactly the
    /// smallest reliable size, and a score of exactly the cut-off, are on neither side of it.
    pub fn classify(&self, before: f64, after: f64) -> Option<ChangeClass> {
        let sign = if self.less_is_better { -1.0 } else { 1.0 };
        let index = sign * self.index(before, after)?;
        let crossed = self
            .cut_off
            .is_some_and(|cut| sign * before < sign * cut && sign * after > sign * cut);
        Some(if index < -self.critical {
            ChangeClass::Deteriorated
        } else if index <= self.critical {
            ChangeClass::Unchanged
        } else if crossed {
            ChangeClass::Recovered
        } else {
            ChangeClass::Improved
        })
    }
}

/// Mean and deviation of a population's scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norm {
    /// The mean.
    pub mean: f64,
    /// The standard deviation, above 0.
    pub deviation: f64,
}

/// Jacobson and Truax's cut-offs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutOffs {
    /// a: two deviations from the mean of those who cannot, towards better.
    pub a: f64,
    /// b: two deviations from the mean of those who can, towards worse; if they are known.
    pub b: Option<f64>,
    /// c: where both are equally likely, (s₀M₁ + s₁M₀) ÷ (s₀ + s₁); if they are known.
    pub c: Option<f64>,
}

/// The cut-offs a, b and c from the scores of those who cannot yet and, if known, of those who can.
/// `None` for deviations that are not positive or values that are not finite.
///
/// ```
/// use mahir::statistics::{Norm, cut_offs};
///
/// // Jacobson & Truax (1991): 40 (7.5) and 60 (7.5) give 55, 45 and 50.
/// let [cannot, can] = [40.0, 60.0].map(|mean| Norm { mean, deviation: 7.5 });
/// let found = cut_offs(cannot, Some(can), false).unwrap();
/// assert_eq!((found.a, found.b, found.c), (55.0, Some(45.0), Some(50.0)));
/// ```
pub fn cut_offs(cannot: Norm, can: Option<Norm>, less_is_better: bool) -> Option<CutOffs> {
    let sign = if less_is_better { -1.0 } else { 1.0 };
    let good = |norm: &Norm| norm.deviation > 0.0 && norm.deviation.is_finite();
    if !good(&cannot) || can.as_ref().is_some_and(|norm| !good(norm)) {
        return None;
    }
    let finite = |value: f64| value.is_finite().then_some(value);
    let a = finite(cannot.mean + sign * 2.0 * cannot.deviation)?;
    let (b, c) = match can {
        None => (None, None),
        Some(can) => {
            let share = can.deviation / (can.deviation + cannot.deviation);
            (
                Some(finite(can.mean - sign * 2.0 * can.deviation)?),
                Some(finite(share * cannot.mean + (1.0 - share) * can.mean)?),
            )
        }
    };
    Some(CutOffs { a, b, c })
}
