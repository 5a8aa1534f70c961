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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::ops::ControlFlow;

    use super::*;
    use crate::agency::{Agency, AgencyBuilder, AgencyError};

    /// Stops at so many rows, and keeps what it was told.
    struct Until(u64, RefCell<Vec<u64>>);

    impl Watch for Until {
        fn see(&self, progress: &Progress) -> ControlFlow<()> {
            assert_eq!((progress.stage, progress.total), ("agency", None));
            self.1.borrow_mut().push(progress.done);
            if progress.done >= self.0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
    }

    fn builder(people: u64) -> AgencyBuilder {
        let rows: String = (0..people).map(|n| format!("P{n},YAN,LOKET\n")).collect();
        Agency::builder()
            .csv("competencies", "id,name,kind\nREG,Regulation,technical\n")
            .csv("units", "id,name\nYAN,Licences\n")
            .csv("posts", "id,name\nLOKET,Counter\n")
            .csv("requirements", "post,competency,level\nLOKET,REG,2\n")
            .csv("people", format!("id,unit,post\n{rows}"))
    }

    #[test]
    fn a_watch_hears_of_rows_and_stops_the_reading() {
        let people = 3 * ROWS;
        let patient = Until(u64::MAX, RefCell::default());
        let agency = builder(people).build_watched(&patient).unwrap();
        assert_eq!(agency, builder(people).build().unwrap());
        assert_eq!(patient.1.take(), [ROWS, 2 * ROWS, 3 * ROWS]);
        let hasty = Until(2 * ROWS, RefCell::default());
        let stopped = builder(people).build_watched(&hasty).unwrap_err();
        assert!(matches!(stopped, AgencyError::Stopped), "{stopped}");
        assert_eq!(stopped.code(), "stopped");
        assert_eq!(hasty.1.take(), [ROWS, 2 * ROWS]);
    }
}
