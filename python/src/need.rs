//! Needs, as a Python class.

use mahir::gap::EvidencePolicy;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::agency::Agency;
use crate::artefact::{artefact, failed, language, reason};
use crate::evidence_rule::PythonRule;
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

        /// What is needed minus what is held, by a rule of evidence that you wrote: a callable that
        /// takes person, competency and a list of dictionaries (level, standard_error,
        /// error_is_stated, bias_error, date, source), one for each assessment that counts by the
        /// policy, and returns a level, a pair of level and standard error, or None. It must give
        /// the same answer to the same question, is called from several threads one at a time, and
        /// takes some microseconds for each person and competency.
        #[pyo3(signature = (rule, *, name = None, **policy))]
        fn gaps_by(
            &self,
            py: Python<'_>,
            rule: Py<PyAny>,
            name: Option<String>,
            policy: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Gaps> {
            let policy: EvidencePolicy = options::read(py, policy)?;
            let name = match name {
                Some(name) => name,
                None => rule
                    .getattr(py, "__name__")
                    .and_then(|name| name.extract(py))
                    .unwrap_or_else(|_| "own rule".to_owned()),
            };
            let rule = PythonRule::new(rule, name);
            let found = py.detach(|| self.core.gaps_by_with(&rule, &policy));
            match rule.into_raised() {
                Some(error) => Err(error),
                None => found.map(Gaps::from).map_err(failed!(py)),
            }
        }
    }
}
