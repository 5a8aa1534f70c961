//! Gaps, as a Python class.

use mahir::plan::PlanOptions;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::artefact::{artefact, failed, language, reason};
use crate::need::Needs;
use crate::options;
use crate::plan::Plan;

artefact! {
    /// Who lacks what, and how sure that is.
    Gaps(mahir::gap::Gaps) {
        /// The needs that were compared.
        #[getter]
        fn needs(&self) -> Needs {
            self.core.needs().clone().into()
        }

        /// The rule of evidence.
        #[getter]
        fn policy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.policy())
        }

        fn __len__(&self) -> usize {
            self.core.gaps().len()
        }

        /// Why there is the gap of a row, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.gaps().len(), || self.core.why(row, lang))
        }

        /// Who attends what in which phase. Keyword arguments change the options.
        #[pyo3(signature = (**options))]
        fn plan(&self, py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Plan> {
            let options: PlanOptions = crate::options::read(py, options)?;
            py.detach(|| self.core.plan_with(&options)).map(Plan::from).map_err(failed!(py))
        }
    }
}
