//! Long work can be watched, and stopped.
//!
//! A stage that may take long takes a [`Watch`]. It reports from the thread that called it, never
//! from a thread of its own, and between steps whose results it can already hand out. What it
//! reports never changes what it finds; being stopped does, and the result says so.

use std::ops::ControlFlow;

/// How far a piece of long work is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// The stage that works: a room's name, such as `plan`.
    pub stage: &'static str,
    /// Units of work done, such as passes over the people.
    pub done: u64,
    /// Units of work in all; `None` where nobody can know.
    pub total: Option<u64>,
    /// The value of the best result so far, in the stage's own unit; `None` before there is one.
    pub objective: Option<f64>,
    /// What no result can pass: an upper bound where more is better, a lower one where less is.
    pub bound: Option<f64>,
}

impl Progress {
    /// Work of a stage without a value: so much done of so much.
    pub const fn counted(stage: &'static str, done: u64, total: u64) -> Self {
        Self {
            stage,
            done,
            total: Some(total),
            objective: None,
            bound: None,
        }
    }

    /// |bound − objective| ÷ |objective|; `None` if one is missing or the objective is 0.
    ///
    /// ```
    /// use mahir::words::watch::Progress;
    ///
    /// let progress = Progress { objective: Some(200.0), bound: Some(203.0), ..Progress::counted("plan", 3, 10) };
    /// assert_eq!(progress.gap(), Some(0.015));
    /// ```
    pub fn gap(&self) -> Option<f64> {
        let (objective, bound) = (self.objective?, self.bound?);
        let gap = (bound - objective).abs() / objective.abs();
        gap.is_finite().then_some(gap)
    }
}

/// Somebody who watches long work and may stop it.
///
/// ```
/// use std::ops::ControlFlow;
/// use mahir::words::watch::{Progress, Watch};
///
/// /// Stops as soon as the result is proven to be within 2 %.
/// struct GoodEnough;
///
/// impl Watch for GoodEnough {
///     fn see(&self, progress: &Progress) -> ControlFlow<()> {
///         match progress.gap() {
///             Some(gap) if gap <= 0.02 => ControlFlow::Break(()),
///             _ => ControlFlow::Continue(()),
///         }
///     }
/// }
///
/// let progress = Progress { objective: Some(200.0), bound: Some(203.0), ..Progress::counted("plan", 3, 10) };
/// assert!(GoodEnough.see(&progress).is_break());
/// assert!(().see(&progress).is_continue());
/// ```
pub trait Watch {
    /// Told how far the work is. `Break` asks it to stop with the best that it has; it does so
    /// before its next step.
    fn see(&self, progress: &Progress) -> ControlFlow<()>;
}

/// Nobody watches.
impl Watch for () {
    fn see(&self, _: &Progress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
