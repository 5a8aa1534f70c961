//! The artefacts of the flow, one class each.

use mahir::evaluation::EvaluationPolicy;
use mahir::follow_up::FollowUpPolicy;
use mahir::gap::EvidencePolicy;
use mahir::plan::PlanOptions;
use mahir::report::{Report, write_round};
use mahir::schedule::ScheduleOptions;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::agency::{Agency, read_outcomes};
use crate::artefact::{artefact, language};
use crate::failure::Failure;
use crate::options;

/// A reason, or an error if there is no such row.
fn reason(
    py: Python<'_>,
    row: usize,
    rows: usize,
    text: impl FnOnce() -> String,
) -> PyResult<String> {
    if row >= rows {
        return Err(
            Failure::new("unknown_row", format!("there is no row {row}"))
                .with("row", row)
                .explained(format!("a row below {rows}"))
                .raise(py),
        );
    }
    Ok(text())
}

/// A failure of a stage.
macro_rules! failed {
    ($py:expr) => {
        |error| Failure::new(error.code(), error.to_string()).raise($py)
    };
}

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

artefact! {
    /// Who attends what in which phase, within budget, and how good that is.
    Plan(mahir::plan::Plan) {
        /// The gaps that it closes.
        #[getter]
        fn gaps(&self) -> Gaps {
            self.core.gaps().clone().into()
        }

        /// The options by which it was made.
        #[getter]
        fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.options())
        }

        /// What it is worth, in weighted levels.
        #[getter]
        fn objective(&self) -> f64 {
            self.core.objective().as_f64()
        }

        /// What no plan can exceed, in weighted levels: proven.
        #[getter]
        fn bound(&self) -> f64 {
            self.core.bound().as_f64()
        }

        /// (bound - objective) / objective; None if that cannot be told.
        #[getter]
        fn optimality_gap(&self) -> Option<f64> {
            self.core.optimality_gap()
        }

        /// What it costs, in rupiah.
        #[getter]
        fn cost(&self) -> i64 {
            self.core.cost().amount()
        }

        /// The money that there is, in rupiah.
        #[getter]
        fn budget(&self) -> i64 {
            self.core.budget().amount()
        }

        fn __len__(&self) -> usize {
            self.core.lines().len()
        }

        /// Why a line is in the plan, in words.
        #[pyo3(signature = (line, lang = "en"))]
        fn why(&self, py: Python<'_>, line: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, line, self.core.lines().len(), || self.core.why(line, lang))
        }

        /// What a line below the cut would take, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn below_cut_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.below_cut().len(), || self.core.below_cut_why(row, lang))
        }

        /// Why a person stays below the floor of hours, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn floor_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.below_floor().len(), || self.core.floor_why(row, lang))
        }

        /// When. Keyword arguments change the options.
        #[pyo3(signature = (**options))]
        fn schedule(&self, py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Schedule> {
            let options: ScheduleOptions = crate::options::read(py, options)?;
            py.detach(|| self.core.schedule_with(&options)).map(Schedule::from).map_err(failed!(py))
        }
    }
}

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

        /// The agency with the catalogue as it is believed now.
        fn next_agency(&self, py: Python<'_>) -> Agency {
            Agency { core: py.detach(|| self.core.next_agency()) }
        }
    }
}

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
