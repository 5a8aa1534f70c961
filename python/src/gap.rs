//! Gaps, as a Python class.

use mahir::gap::{MatchBands, PriorityMeasure};
use mahir::plan::PlanOptions;
use mahir::regulation::Percent;
use mahir::words::id::PersonIndex;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::artefact::{artefact, failed, language, reason};
use crate::failure::Failure;
use crate::need::Needs;
use crate::options;
use crate::plan::Plan;
use crate::priority;
use crate::table::Table;
use crate::watch::watched;

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

        /// The name of the rule of one's own that took levels from evidence, if it was one.
        #[getter]
        fn own_rule(&self) -> Option<&str> {
            self.core.own_rule()
        }

        /// Competencies ranked over everybody, the people of a unit or those of a post: by
        /// "weighted_gap", "borich", "ranked_discrepancy" or "difference".
        #[pyo3(signature = (
            measure = "weighted_gap", *, unit = None, post = None, ties = "competition",
            uncertainty = "delta", replicates = 2000, seed = 0, confidence = 0.95
        ))]
        #[allow(clippy::too_many_arguments)]
        fn priorities(
            &self,
            py: Python<'_>,
            measure: &str,
            unit: Option<&str>,
            post: Option<&str>,
            ties: &str,
            uncertainty: &str,
            replicates: u32,
            seed: u64,
            confidence: f64,
        ) -> PyResult<Table> {
            let found = PriorityMeasure::ALL.into_iter().find(|one| one.id() == measure);
            let Some(measure) = found else {
                let known = PriorityMeasure::ALL.map(PriorityMeasure::id).join(", ");
                return Err(priority::unknown(py, "measure", measure, &known));
            };
            let ranking = priority::options(py, ties, uncertainty, (replicates, seed), confidence)?;
            let people = people(py, &self.core, unit, post)?;
            let found = py.detach(|| self.core.priorities_of(&people, measure, &ranking));
            let found = found.map_err(failed!(py))?;
            Table::from_core(py, &self.core.priority_table(measure, &found))
        }

        /// Competencies in quadrants of needed level (importance) and level held (performance), over
        /// rated people: cross_hair is "grand_mean", "median" or a point (performance, importance).
        #[pyo3(signature = (cross_hair = None, *, unit = None, post = None, replicates = 0, seed = 0))]
        fn quadrants(
            &self,
            py: Python<'_>,
            cross_hair: Option<priority::Crossing>,
            unit: Option<&str>,
            post: Option<&str>,
            replicates: u32,
            seed: u64,
        ) -> PyResult<Table> {
            let lines = priority::cross_hair(py, cross_hair)?;
            let people = people(py, &self.core, unit, post)?;
            let found = py.detach(|| self.core.quadrants_of(&people, lines, replicates, seed));
            Table::from_core(py, &self.core.quadrant_table(&found.map_err(failed!(py))?))
        }

        /// How many people are in each of some bands of the job-person match: the name of the
        /// lowest, and further names with the percentages at which they start. People without a
        /// score are left out.
        fn counts_by(
            &self,
            py: Python<'_>,
            lowest: &str,
            further: Vec<(String, f64)>,
        ) -> PyResult<Vec<(String, u32)>> {
            let percent = |number: f64| {
                let exact = Percent::parse(&number.to_string()).ok();
                exact.ok_or_else(|| {
                    Failure::new("option", format!("the percentage is {number}"))
                        .with("option", "further")
                        .explained("a number that is not negative, with at most two decimals")
                        .raise(py)
                })
            };
            let further = further
                .iter()
                .map(|(name, from)| Ok((name.as_str(), percent(*from)?)))
                .collect::<PyResult<Vec<_>>>()?;
            let bands = MatchBands::new(lowest, &further).map_err(failed!(py))?;
            let (counts, _) = self.core.counts_by(&bands);
            Ok(bands.names().iter().cloned().zip(counts).collect())
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

        /// Who attends what in which phase. Keyword arguments change the options. `progress` hears
        /// how far the work is; if it returns False, the best plan so far is taken. `after` is an
        /// earlier plan to begin from, of these gaps or of others that are much like them. `value` is
        /// asked with the ids of every person and programme what the seat is worth besides, in
        /// weighted levels; None is nothing.
        #[pyo3(signature = (progress = None, after = None, value = None, **options))]
        fn plan(
            &self,
            py: Python<'_>,
            progress: Option<Py<PyAny>>,
            after: Option<PyRef<'_, Plan>>,
            value: Option<&Bound<'_, PyAny>>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Plan> {
            let mut options: PlanOptions = crate::options::read(py, options)?;
            if let Some(value) = value {
                let agency = self.core.agency();
                for who in agency.people.ids().names() {
                    for what in agency.programmes.ids().names() {
                        let worth: Option<f64> = value.call1((who, what))?.extract()?;
                        if let Some(worth) = worth.filter(|worth| *worth != 0.0) {
                            let row = (who.to_owned(), what.to_owned(), worth);
                            options.own_values.0.push(row);
                        }
                    }
                }
            }
            let after = after.map(|plan| plan.core.clone());
            watched(py, progress, |watch| match after {
                Some(after) => self.core.plan_after(&after, &options, watch),
                None => self.core.plan_watched(&options, watch),
            })?
            .map(Plan::from)
            .map_err(failed!(py))
        }

        /// What no plan of these gaps can exceed, by the prices of an earlier plan alone: at once,
        /// and proven whatever has changed since. Other keyword arguments are the options of
        /// `plan`.
        #[pyo3(signature = (after, **options))]
        fn bound_after(
            &self,
            py: Python<'_>,
            after: PyRef<'_, Plan>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<f64> {
            let options: PlanOptions = crate::options::read(py, options)?;
            let after = after.core.clone();
            py.detach(|| self.core.bound_after(&after, &options))
                .map(mahir::plan::PlanValue::as_f64)
                .map_err(failed!(py))
        }

        /// What plans are worth for shares of the money, in per cent of every budget, each from
        /// the one before: a table with one row a share. Other keyword arguments are the options of
        /// `plan`. If `progress` returns False, the shares that are done are given.
        #[pyo3(signature = (percents = None, progress = None, **options))]
        fn curve(
            &self,
            py: Python<'_>,
            percents: Option<Vec<u32>>,
            progress: Option<Py<PyAny>>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Table> {
            let options: PlanOptions = crate::options::read(py, options)?;
            let percents = percents.unwrap_or_else(|| (0..=100).step_by(10).collect());
            let curve = watched(py, progress, |watch| {
                self.core.curve(&percents, &options, watch)
            })?
            .map_err(failed!(py))?;
            Table::from_core(py, &curve.table())
        }
    }
}

/// Everybody, or the people of a unit and of a post.
fn people(
    py: Python<'_>,
    gaps: &mahir::gap::Gaps,
    unit: Option<&str>,
    post: Option<&str>,
) -> PyResult<Vec<PersonIndex>> {
    let agency = gaps.agency();
    let unknown = |what: &'static str, id: &str| {
        Failure::new("unknown_id", format!("there is no {what} '{id}'"))
            .with(what, id)
            .explained(format!("the id of a {what} of the agency"))
            .raise(py)
    };
    let unit = match unit {
        None => None,
        Some(id) => Some(
            agency
                .units
                .ids()
                .find(id)
                .ok_or_else(|| unknown("unit", id))?,
        ),
    };
    let post = match post {
        None => None,
        Some(id) => Some(
            agency
                .posts
                .ids()
                .find(id)
                .ok_or_else(|| unknown("post", id))?,
        ),
    };
    let wanted = |person: &PersonIndex| {
        unit.is_none_or(|unit| agency.people.unit(*person) == unit)
            && post.is_none_or(|post| agency.people.post(*person) == post)
    };
    Ok(agency.people.indices().filter(wanted).collect())
}
