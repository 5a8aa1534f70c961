//! An interval of plausible values.

use serde::{Deserialize, Serialize};

/// An interval of plausible values; both ends finite, the lower one first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// An interval, if both ends are finite and in order.
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low.is_finite() && high.is_finite() && low <= high).then_some(Self { low, high })
    }

    /// From so much below to so much above a middle.
    pub(crate) fn around(middle: f64, margin: f64) -> Option<Self> {
        Self::new(middle - margin, middle + margin)
    }

    /// Whether a value lies in it, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// From the lower to the upper end.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}
