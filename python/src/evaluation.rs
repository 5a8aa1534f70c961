//! The evaluation, as a Python class.

use mahir::follow_up::FollowUpPolicy;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::artefact::{artefact, failed, language, reason};
use crate::follow_up::FollowUp;
use crate::options;
use crate::schedule::Schedule;

artefact! {
    /// What changed, and whether that is enough to tell.
    Evaluation(mahir::evaluation::Evaluation) {
        /// The schedule that was carried out.
        #[getter]
        fn schedule(&self) -> Schedule {
            self.core.schedule().clone().into()
        }

        /// The rules by which it was judged.
        #[getter]
        fn policy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.policy())
        }

        fn __len__(&self) -> usize {
            self.core.results().len()
        }

        /// What a measure says of a programme, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.results().len(), || self.core.why(row, lang))
        }

        /// Why a programme has its verdict, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn verdict_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.verdicts().len(), || self.core.verdict_why(row, lang))
        }

        /// What to do. Keyword arguments change the thresholds.
        #[pyo3(signature = (**policy))]
        fn follow_up(&self, py: Python<'_>, policy: Option<&Bound<'_, PyDict>>) -> PyResult<FollowUp> {
            let policy: FollowUpPolicy = options::read(py, policy)?;
            py.detach(|| self.core.follow_up_with(&policy)).map(FollowUp::from).map_err(failed!(py))
        }
    }
}
