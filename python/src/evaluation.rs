//! The evaluation, as a Python class.

use mahir::evaluation::{EvaluationError, EvaluationPolicy, SurveyIndex, SurveyResult};
use mahir::follow_up::FollowUpPolicy;
use mahir::regulation::Regulation;
use mahir::words::table::{Column, Table as CoreTable};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::artefact::{artefact, failed, language, reason};
use crate::follow_up::FollowUp;
use crate::options;
use crate::schedule::Schedule;
use crate::statistics::{Ends, ends, result};
use crate::table::Table;
use crate::test_of_change::WelchTest;

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

        /// The four levels of Kirkpatrick's of a programme in a sentence, and where the chain
        /// breaks; None for a programme without results.
        #[pyo3(signature = (programme, lang = "en"))]
        fn record_why(&self, py: Python<'_>, programme: &str, lang: &str) -> PyResult<Option<String>> {
            let lang = language(py, lang)?;
            let index = self.core.agency().programmes.ids().find(programme);
            let record = index.and_then(|index| self.core.record(index));
            Ok(record.map(|record| self.core.record_why(record, lang)))
        }

        /// How a service changed, in words: volumes and satisfaction.
        #[pyo3(signature = (row, lang = "en"))]
        fn service_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.services().len(), || self.core.service_why(row, lang))
        }

        /// What became of a service's volume or time, a row of `table("service_results")`, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn service_result_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.service_results().len(), || {
                self.core.service_result_why(row, lang)
            })
        }

        /// What the phases say of a row of `table("event_study")`'s studies, in words: the effect by
        /// phase, and whether both groups moved alike before.
        #[pyo3(signature = (study, lang = "en"))]
        fn event_study_why(&self, py: Python<'_>, study: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, study, self.core.event_studies().len(), || self.core.event_study_why(study, lang))
        }

        /// What to do. Keyword arguments change the thresholds.
        #[pyo3(signature = (**policy))]
        fn follow_up(&self, py: Python<'_>, policy: Option<&Bound<'_, PyDict>>) -> PyResult<FollowUp> {
            let policy: FollowUpPolicy = options::read(py, policy)?;
            py.detach(|| self.core.follow_up_with(&policy)).map(FollowUp::from).map_err(failed!(py))
        }
    }
}

result! {
    /// A satisfaction index (SKM).
    SatisfactionIndex(core: SurveyIndex) {
        /// The index, unrounded.
        index: f64 = core.index.as_f64(),
        /// Rounded to two decimals, as offices print it.
        printed: String = format!("{}.{:02}", core.index.hundredths() / 100, core.index.hundredths() % 100),
        /// Its interval over the respondents.
        interval: Option<Ends> = core.interval.map(ends),
        /// The grade of the printed index.
        grade: String = core.grade.id().to_owned(),
        /// The grade of the unrounded index.
        unrounded_grade: String = core.unrounded_grade.id().to_owned(),
    }
}

result! {
    /// A survey of the people who are served.
    Survey(core: SurveyResult) {
        /// Respondents who answered every element.
        respondents: u32 = core.respondents,
        /// Those who did not, and are left out.
        incomplete: u32 = core.incomplete,
        /// Mean answer of each element.
        elements: Vec<f64> = core.elements.iter().map(|element| element.0).collect(),
        /// The interval of each element.
        intervals: Vec<Option<Ends>> = core.elements.iter().map(|element| element.1.map(ends)).collect(),
        /// With exact weights, 1/9.
        exact: SatisfactionIndex = core.exact.into(),
        /// With the weight as regulated, 0.111.
        regulated: SatisfactionIndex = core.regulated.into(),
    }
}

/// Works a satisfaction survey out: for each respondent a row of answers from 1 to 4, 0 for none.
#[pyfunction]
pub(crate) fn survey(py: Python<'_>, answers: Vec<Vec<u8>>) -> PyResult<Survey> {
    let grades = Regulation::indonesia().satisfaction_grades();
    py.detach(|| mahir::evaluation::survey(&answers, &grades))
        .map(Survey::from)
        .map_err(failed!(py))
}

/// The change of the index (exact weights) from one survey to a later one of other people: the
/// difference of the respondents' own indices by Welch's test, with its interval of 95 %.
#[pyfunction]
pub(crate) fn survey_change(
    py: Python<'_>,
    before: Vec<Vec<u8>>,
    after: Vec<Vec<u8>>,
) -> PyResult<Option<WelchTest>> {
    let grades = Regulation::indonesia().satisfaction_grades();
    let found = py.detach(|| -> Result<_, EvaluationError> {
        let before = mahir::evaluation::survey(&before, &grades)?;
        let after = mahir::evaluation::survey(&after, &grades)?;
        Ok(mahir::evaluation::survey_change(&before, &after))
    });
    found
        .map(|found| found.map(|(test, interval)| WelchTest::from((test, Some(interval)))))
        .map_err(failed!(py))
}

/// What measuring each scheduled programme could show: the smallest change, in levels, and the
/// people needed for the worthwhile one. Keyword arguments change the rules of the evaluation.
#[pyfunction]
#[pyo3(signature = (schedule, deviation = 0.5, power = 0.8, **policy))]
pub(crate) fn detectable(
    py: Python<'_>,
    schedule: &Schedule,
    deviation: f64,
    power: f64,
    policy: Option<&Bound<'_, PyDict>>,
) -> PyResult<Table> {
    let policy: EvaluationPolicy = options::read(py, policy)?;
    let rows = py.detach(|| schedule.core.detectable(&policy, deviation, power));
    let programmes = &schedule.core.agency().programmes;
    let table = CoreTable::new(
        "detectable",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| programmes.id(row.programme)),
            ),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            Column::integers(
                "could_be_compared",
                rows.iter().map(|row| i64::from(row.could_be_compared)),
            ),
            Column::optional_numbers("change", rows.iter().map(|row| row.change)),
            Column::optional_numbers("difference", rows.iter().map(|row| row.difference)),
            Column::optional_integers("needed", rows.iter().map(|row| row.needed.map(i64::from))),
        ],
    );
    Table::from_core(py, &table)
}
