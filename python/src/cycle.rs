//! A round and its report, as a Python class.

use mahir::report::{Report, write_round};
use pyo3::prelude::*;

use crate::artefact::{artefact, failed, language};
use crate::evaluation::Evaluation;
use crate::follow_up::FollowUp;
use crate::gap::Gaps;
use crate::need::Needs;
use crate::options;
use crate::plan::Plan;
use crate::schedule::Schedule;

artefact! {
    /// One round: the results of all stages.
    Round(mahir::cycle::Round) {
        /// Who must reach what.
        #[getter]
        fn needs(&self) -> Needs {
            self.core.needs().clone().into()
        }

        /// Who lacks what.
        #[getter]
        fn gaps(&self) -> Gaps {
            self.core.gaps().clone().into()
        }

        /// Who attends what.
        #[getter]
        fn plan(&self) -> Plan {
            self.core.plan().clone().into()
        }

        /// When.
        #[getter]
        fn schedule(&self) -> Schedule {
            self.core.schedule().clone().into()
        }

        /// What changed.
        #[getter]
        fn evaluation(&self) -> Evaluation {
            self.core.evaluation().clone().into()
        }

        /// What to do.
        #[getter]
        fn follow_up(&self) -> FollowUp {
            self.core.follow_up().clone().into()
        }

        /// The report for a terminal.
        #[pyo3(signature = (lang = "en", width = 100))]
        fn report_text(&self, py: Python<'_>, lang: &str, width: usize) -> PyResult<String> {
            let lang = language(py, lang)?;
            Ok(py.detach(|| Report::of(&self.core).text(lang, width)))
        }

        /// The report as one HTML page that needs nothing else.
        #[pyo3(signature = (lang = "en"))]
        fn report_html(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            py.detach(|| Report::of(&self.core).html(lang)).map_err(failed!(py))
        }

        /// Writes all tables, the calendar and the reports into a folder; returns their paths.
        #[pyo3(signature = (folder, lang = "en"))]
        fn write(
            &self,
            py: Python<'_>,
            folder: std::path::PathBuf,
            lang: &str,
        ) -> PyResult<Vec<std::path::PathBuf>> {
            let lang = language(py, lang)?;
            py.detach(|| write_round(&self.core, &folder, lang)).map_err(failed!(py))
        }
    }
}

/// The usual rules of all stages, as a dictionary that agency.run() takes.
#[pyfunction]
pub(crate) fn default_policy(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    options::write(py, &mahir::cycle::Policy::default())
}
