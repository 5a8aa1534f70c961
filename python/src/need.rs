//! Needs, as a Python class.

use mahir::gap::EvidencePolicy;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::agency::Agency;
use crate::artefact::{artefact, failed, language, reason};
use crate::gap::Gaps;
use crate::options;

artefact! {
    /// Who must reach what, by when, and why.
    Needs(mahir::need::Needs) {
        /// The agency whose needs these are.
        #[getter]
        fn agency(&self) -> Agency {
            Agency { core: self.core.agency().clone() }
        }

        /// The rules by which they were found.
        #[getter]
        fn policy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.policy())
        }

        fn __len__(&self) -> usize {
            self.core.len()
        }

        /// Why a row is needed, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.len(), || self.core.why(row, lang))
        }

        /// The story of a service's demand, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn demand_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.demands().len(), || self.core.demand_why(row, lang))
        }

        /// What is needed minus what is held. Keyword arguments change the rule of evidence.
        #[pyo3(signature = (**policy))]
        fn gaps(&self, py: Python<'_>, policy: Option<&Bound<'_, PyDict>>) -> PyResult<Gaps> {
            let policy: EvidencePolicy = options::read(py, policy)?;
            py.detach(|| self.core.gaps_with(&policy)).map(Gaps::from).map_err(failed!(py))
        }
    }
}
