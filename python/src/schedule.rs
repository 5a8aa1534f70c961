//! The schedule, as a Python class.

use mahir::evaluation::EvaluationPolicy;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::agency::read_outcomes;
use crate::artefact::{artefact, failed, language, reason};
use crate::evaluation::Evaluation;
use crate::failure::Failure;
use crate::options;
use crate::plan::Plan;

artefact! {
    /// When sessions are held, so that no counter closes.
    Schedule(mahir::schedule::Schedule) {
        /// The plan that it carries out.
        #[getter]
        fn plan(&self) -> Plan {
            self.core.plan().clone().into()
        }

        /// The options by which it was made.
        #[getter]
        fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.options())
        }

        fn __len__(&self) -> usize {
            self.core.sessions().len()
        }

        /// Why a session is held when it is, in words.
        #[pyo3(signature = (session, lang = "en"))]
        fn why(&self, py: Python<'_>, session: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, session, self.core.sessions().len(), || self.core.why(session, lang))
        }

        /// Why people found no place, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn unplaced_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.unplaced().len(), || self.core.unplaced_why(row, lang))
        }

        /// The sessions as an iCalendar file; all, or those that somebody of a unit attends. The
        /// stamp is the day that the file names as its making; without it the day of planning.
        #[pyo3(signature = (unit = None, stamp = None, lang = "en"))]
        fn to_icalendar(
            &self,
            py: Python<'_>,
            unit: Option<&str>,
            stamp: Option<&Bound<'_, PyAny>>,
            lang: &str,
        ) -> PyResult<String> {
            let lang = language(py, lang)?;
            let stamp = match stamp {
                Some(stamp) => options::day(stamp)?,
                None => self.core.plan().gaps().needs().as_of(),
            };
            let Some(id) = unit else {
                return Ok(self.core.to_icalendar(stamp, lang));
            };
            match self.core.agency().units.ids().find(id) {
                Some(unit) => Ok(self.core.to_icalendar_for_unit(unit, stamp, lang)),
                None => Err(Failure::new("unknown_id", format!("unknown unit '{id}'"))
                    .with("unit", id)
                    .explained("an id of the table units")
                    .raise(py)),
            }
        }

        /// What changed, by outcomes: those of an agency, a data frame, or a CSV text. Keyword
        /// arguments change the rules.
        #[pyo3(signature = (outcomes, **policy))]
        fn evaluate(
            &self,
            py: Python<'_>,
            outcomes: &Bound<'_, PyAny>,
            policy: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Evaluation> {
            let policy: EvaluationPolicy = options::read(py, policy)?;
            let outcomes = read_outcomes(py, self.core.agency(), outcomes)?;
            py.detach(|| self.core.evaluate_with(&outcomes.core, &policy))
                .map(Evaluation::from)
                .map_err(failed!(py))
        }
    }
}
