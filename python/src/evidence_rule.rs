//! A Python callable as a rule of evidence.

use std::sync::Mutex;

use mahir::gap::{Evidence, EvidenceRule, Held, Subject};
use mahir::words::measure::Level;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::failure::Failure;

/// A callable that takes person, competency and a list of dictionaries, one for each assessment
/// that counts, and returns a level, a pair of level and standard error, or None.
pub(crate) struct PythonRule {
    callable: Py<PyAny>,
    name: String,
    raised: Mutex<Option<PyErr>>,
}

/// What the callable may return.
#[derive(FromPyObject)]
enum Answer {
    WithError((f64, Option<f64>)),
    Alone(f64),
}

impl PythonRule {
    pub(crate) fn new(callable: Py<PyAny>, name: String) -> Self {
        Self {
            callable,
            name,
            raised: Mutex::new(None),
        }
    }

    /// What the callable raised, if it did.
    pub(crate) fn into_raised(self) -> Option<PyErr> {
        self.raised
            .into_inner()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn raised(&self) -> std::sync::MutexGuard<'_, Option<PyErr>> {
        // What another thread stored is whole even if that thread panicked.
        self.raised
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn ask(
        &self,
        py: Python<'_>,
        subject: &Subject<'_>,
        evidence: &[Evidence],
    ) -> PyResult<Option<Held>> {
        let agency = subject.agency;
        let list = PyList::empty(py);
        for one in evidence {
            let told = PyDict::new(py);
            told.set_item("level", one.level.as_f64())?;
            told.set_item("standard_error", one.standard_error.as_f64())?;
            told.set_item("error_is_stated", one.error_is_stated)?;
            told.set_item("bias_error", one.bias_error.as_f64())?;
            told.set_item("date", one.date)?;
            told.set_item("source", agency.assessments.sources().name(one.source))?;
            list.append(told)?;
        }
        let person = agency.people.label(subject.person);
        let competency = agency.framework.id(subject.competency);
        let answer = self.callable.call1(py, (person, competency, list))?;
        let answer = answer.bind(py);
        if answer.is_none() {
            return Ok(None);
        }
        let refused = || {
            Failure::new(
                "rule",
                format!("the rule '{}' returned {answer}", self.name),
            )
            .explained("a level, a pair of level and standard error, or None")
            .raise(py)
        };
        let (level, error) = match answer.extract::<Answer>().map_err(|_| refused())? {
            Answer::WithError(pair) => pair,
            Answer::Alone(level) => (level, None),
        };
        let exact = |number: f64| {
            let known = Some(number).filter(|number| *number >= 0.0);
            known.and_then(Level::from_f64).ok_or_else(refused)
        };
        Ok(Some(Held {
            level: exact(level)?,
            standard_error: error.map(exact).transpose()?,
            error_is_stated: evidence.iter().all(|one| one.error_is_stated),
        }))
    }
}

impl EvidenceRule for PythonRule {
    fn name(&self) -> &str {
        &self.name
    }

    fn held(&self, subject: &Subject<'_>, evidence: &[Evidence]) -> Option<Held> {
        // After a failure nothing counts any more; the failure is raised at the end.
        if self.raised().is_some() {
            return None;
        }
        match Python::attach(|py| self.ask(py, subject, evidence)) {
            Ok(held) => held,
            Err(error) => {
                self.raised().get_or_insert(error);
                None
            }
        }
    }
}
