//! Progress of long work for Python callers, and Ctrl-C.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use mahir::words::watch::{Progress, Watch};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// How often Python is asked at most: often enough that Ctrl-C feels immediate, seldom enough that
/// it costs nothing.
const PAUSE: Duration = Duration::from_millis(50);

/// Asks Python for signals, and tells a callable how far the work is.
struct PythonWatch {
    callback: Option<Py<PyAny>>,
    asked: Cell<Option<Instant>>,
    raised: RefCell<Option<PyErr>>,
}

impl PythonWatch {
    fn ask(&self, py: Python<'_>, progress: &Progress) -> PyResult<bool> {
        py.check_signals()?;
        let Some(callback) = &self.callback else {
            return Ok(true);
        };
        let told = PyDict::new(py);
        told.set_item("stage", progress.stage)?;
        told.set_item("done", progress.done)?;
        told.set_item("total", progress.total)?;
        told.set_item("objective", progress.objective)?;
        told.set_item("bound", progress.bound)?;
        told.set_item("gap", progress.gap())?;
        let answer = callback.call1(py, (told,))?;
        // Only `False` itself stops: most callbacks return nothing.
        Ok(!answer.bind(py).is(pyo3::types::PyBool::new(py, false)))
    }
}

impl Watch for PythonWatch {
    fn see(&self, progress: &Progress) -> ControlFlow<()> {
        let last = progress.total == Some(progress.done);
        let early = self
            .asked
            .get()
            .is_some_and(|asked| asked.elapsed() < PAUSE);
        if early && !last {
            return ControlFlow::Continue(());
        }
        self.asked.set(Some(Instant::now()));
        match Python::attach(|py| self.ask(py, progress)) {
            Ok(true) => ControlFlow::Continue(()),
            Ok(false) => ControlFlow::Break(()),
            Err(error) => {
                *self.raised.borrow_mut() = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// Runs long work without holding the interpreter: other threads go on, Ctrl-C raises
/// KeyboardInterrupt, and the callable hears a dictionary (stage, done, total, objective, bound,
/// gap) about every 50 ms. If it returns False the work stops with the best that it has; what it
/// raises is raised.
pub(crate) fn watched<T: Send>(
    py: Python<'_>,
    callback: Option<Py<PyAny>>,
    work: impl FnOnce(&dyn Watch) -> T + Send,
) -> PyResult<T> {
    let (result, raised) = py.detach(|| {
        let watch = PythonWatch {
            callback,
            asked: Cell::new(None),
            raised: RefCell::new(None),
        };
        let result = work(&watch);
        (result, watch.raised.into_inner())
    });
    match raised {
        Some(error) => Err(error),
        None => Ok(result),
    }
}
