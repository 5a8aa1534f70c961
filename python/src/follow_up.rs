//! The follow-up, as a Python class.

use pyo3::prelude::*;

use crate::agency::Agency;
use crate::artefact::{artefact, language, reason};
use crate::evaluation::Evaluation;
use crate::options;

artefact! {
    /// What to do, and what is believed now.
    FollowUp(mahir::follow_up::FollowUp) {
        /// The evaluation that it follows.
        #[getter]
        fn evaluation(&self) -> Evaluation {
            self.core.evaluation().clone().into()
        }

        /// The thresholds by which it was decided.
        #[getter]
        fn policy<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.policy())
        }

        fn __len__(&self) -> usize {
            self.core.actions().len()
        }

        /// Why to do a row's action, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.actions().len(), || self.core.why(row, lang))
        }

        /// What was expected of an effect, measured, and is expected now, by row of the table
        /// updates.
        #[pyo3(signature = (row, lang = "en"))]
        fn effect_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            let updates = self.core.updates();
            reason(py, row, updates.len(), || {
                updates.get(row).map_or_else(String::new, |update| self.core.effect_why(update, lang))
            })
        }

        /// The agency with the catalogue as it is believed now.
        fn next_agency(&self, py: Python<'_>) -> Agency {
            Agency { core: py.detach(|| self.core.next_agency()) }
        }
    }
}

/// Kirkpatrick's level, d, studies, people, source.
type Published = (u8, f64, Option<u32>, Option<u32>, &'static str);

/// What meta-analyses found of training: (Kirkpatrick's level 1 to 4, d, studies, people, source).
#[pyfunction]
pub(crate) fn published_effects() -> Vec<Published> {
    mahir::follow_up::PUBLISHED_EFFECTS
        .iter()
        .map(|effect| {
            let level = effect.level.number();
            (
                level,
                effect.d,
                effect.studies,
                effect.people,
                effect.source,
            )
        })
        .collect()
}
