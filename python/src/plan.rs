//! The plan, as a Python class.

use mahir::plan::ProfessionalityOptions;
use mahir::report::{plan_tables, plan_workbook, write_plan_workbook};
use mahir::schedule::ScheduleOptions;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::artefact::{artefact, failed, language, reason};
use crate::gap::Gaps;
use crate::options;
use crate::schedule::Schedule;
use crate::table::Table;
use crate::watch::watched;

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

        /// What closing gaps is worth, in weighted levels.
        #[getter]
        fn closed(&self) -> f64 {
            self.core.closed().as_f64()
        }

        /// What it is worth: what is closed, less the value of hours below the floor.
        #[getter]
        fn objective(&self) -> f64 {
            self.core.objective().as_f64()
        }

        /// What its seats are worth beside gaps and hours, by values of one's own.
        #[getter]
        fn own_value(&self) -> f64 {
            self.core.own_value().as_f64()
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

        /// What a price says, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn price_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.prices().len(), || self.core.price_why(row, lang))
        }

        /// What a line displaced: lines below the cut that its money could have paid for, in words.
        #[pyo3(signature = (line, lang = "en"))]
        fn displaced_why(&self, py: Python<'_>, line: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, line, self.core.lines().len(), || self.core.displaced_why(line, lang))
        }

        /// Why a person, or anybody, does not attend a programme more than now: a tree of reasons
        /// in words. None for a person or programme that is not there.
        #[pyo3(signature = (programme, person = None, lang = "en"))]
        fn why_not(
            &self,
            py: Python<'_>,
            programme: &str,
            person: Option<&str>,
            lang: &str,
        ) -> PyResult<Option<String>> {
            let lang = language(py, lang)?;
            Ok(py.detach(|| {
                let agency = self.core.agency();
                let programme = agency.programmes.ids().find(programme)?;
                let person = match person {
                    Some(person) => Some(agency.people.ids().find(person)?),
                    None => None,
                };
                let why = self.core.why_not(person, programme)?;
                Some(self.core.why_not_text(&why, lang))
            }))
        }

        /// Why something that is required cannot be planned, as a tree of reasons in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn unmet_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.unmet().len(), || self.core.unmet_why(row, lang))
        }

        /// What became of a floor of fairness, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn fairness_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.fairness().len(), || self.core.fairness_why(row, lang))
        }

        /// Seats given up and taken beside the plan that this one was to stay close to; None
        /// without one.
        #[getter]
        fn changes(&self) -> Option<usize> {
            self.core.changes()
        }

        /// This plan as the option `stay_close` of the next: a change costs so much.
        fn stay_close<'py>(&self, py: Python<'py>, weight: f64) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, &mahir::plan::StayClose::to(&self.core, weight))
        }

        /// The plan as an XLSX workbook; with a path it is written there too.
        #[pyo3(signature = (path = None, lang = "en"))]
        fn workbook<'py>(
            &self,
            py: Python<'py>,
            path: Option<std::path::PathBuf>,
            lang: &str,
        ) -> PyResult<Bound<'py, PyBytes>> {
            let lang = language(py, lang)?;
            let bytes = py
                .detach(|| match path {
                    Some(path) => write_plan_workbook(&self.core, path, lang),
                    None => plan_workbook(&self.core, lang),
                })
                .map_err(failed!(py))?;
            Ok(PyBytes::new(py, &bytes))
        }

        /// The sheets of the workbook as tables, by name.
        #[pyo3(signature = (lang = "en"))]
        fn office_tables<'py>(
            &self,
            py: Python<'py>,
            lang: &str,
        ) -> PyResult<Bound<'py, PyDict>> {
            let lang = language(py, lang)?;
            let tables = PyDict::new(py);
            for table in py.detach(|| plan_tables(&self.core, lang)) {
                tables.set_item(table.name(), Table::from_core(py, &table)?)?;
            }
            Ok(tables)
        }

        /// A forecast of the competency part of the index of professionality (IP ASN).
        #[pyo3(signature = (**options))]
        fn professionality(
            &self,
            py: Python<'_>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Table> {
            let options: ProfessionalityOptions = options::read(py, options)?;
            let table = py
                .detach(|| self.core.professionality_table(&options))
                .map_err(failed!(py))?;
            Table::from_core(py, &table)
        }

        /// The points of that forecast, each with its source and how well it is known.
        #[pyo3(signature = (**options))]
        fn professionality_figures(
            &self,
            py: Python<'_>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Table> {
            let options: ProfessionalityOptions = options::read(py, options)?;
            Table::from_core(py, &options.figures())
        }

        /// When. Keyword arguments change the options. `progress` hears how far the improvement
        /// is, and stops it by returning False.
        #[pyo3(signature = (progress = None, **options))]
        fn schedule(
            &self,
            py: Python<'_>,
            progress: Option<Py<PyAny>>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Schedule> {
            let options: ScheduleOptions = crate::options::read(py, options)?;
            watched(py, progress, |watch| self.core.schedule_watched(&options, watch))?
                .map(Schedule::from)
                .map_err(failed!(py))
        }
    }
}
