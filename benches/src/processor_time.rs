//! A limit in seconds of the processor, not of the clock on the wall: other programs on the
//! machine do not change it.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::time::Duration;

use cpu_time::ProcessTime;
use mahir::words::watch::{Progress, Watch};

/// Stops work once the process has used so much of the processor, all threads together.
pub struct ProcessorTime {
    start: ProcessTime,
    limit: Duration,
    /// When each better objective was seen.
    seen: Cell<Option<f64>>,
}

impl ProcessorTime {
    /// Counts from now.
    pub fn new(limit: Duration) -> Self {
        Self {
            start: ProcessTime::now(),
            limit,
            seen: Cell::new(None),
        }
    }

    /// How much was used since the beginning.
    pub fn used(&self) -> Duration {
        self.start.elapsed()
    }

    /// The last objective that was reported.
    pub fn objective(&self) -> Option<f64> {
        self.seen.get()
    }
}

impl Watch for ProcessorTime {
    fn see(&self, progress: &Progress) -> ControlFlow<()> {
        self.seen.set(progress.objective);
        if self.start.elapsed() >= self.limit {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
