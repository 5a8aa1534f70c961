//! How far reading is, told to whoever watches.

use std::cell::Cell;

use crate::words::watch::{Progress, Watch};

/// Rows after which the watch is told: a few milliseconds of work.
const ROWS: u64 = 8_192;

/// Counts rows of all tables.
pub(super) struct Counting<'a> {
    watch: &'a dyn Watch,
    rows: Cell<u64>,
    is_stopped: Cell<bool>,
}

impl<'a> Counting<'a> {
    pub(super) fn new(watch: &'a dyn Watch) -> Self {
        Self {
            watch,
            rows: Cell::new(0),
            is_stopped: Cell::new(false),
        }
    }

    /// Counts a row. Whether to go on.
    pub(super) fn row(&self) -> bool {
        let rows = self.rows.get().saturating_add(1);
        self.rows.set(rows);
        if rows.is_multiple_of(ROWS) {
            self.tell();
        }
        !self.is_stopped.get()
    }

    /// Tells how far the work is; how many rows there will be nobody knows.
    pub(super) fn tell(&self) {
        let progress = Progress {
            total: None,
            ..Progress::counted("agency", self.rows.get(), 0)
        };
        if self.watch.see(&progress).is_break() {
            self.is_stopped.set(true);
        }
    }

    /// Whether the work was stopped.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped.get()
    }
}
