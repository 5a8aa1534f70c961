//! A policy with functions of the user's own among its rules.

use mahir::cycle::{CycleError, OwnPolicy as CoreOwnPolicy, Policy as CorePolicy};
use mahir::gap::{EvidencePolicy, Gaps as CoreGaps};
use mahir::need::Needs as CoreNeeds;
use mahir::plan::OwnValues;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::value::Policy;
use crate::evidence_rule::PythonRule;
use crate::failure::Failure;
use crate::gap::Gaps;
use crate::need::own_name;
use crate::options;

/// A policy that asks callables of one's own, each year anew: how levels are scored, and what seats
/// are worth beside the gaps that they close.
#[pyclass(frozen, module = "mahir")]
pub(crate) struct OwnPolicy {
    pub(super) core: CoreOwnPolicy,
    value: Option<Py<PyAny>>,
    values: Option<Py<PyAny>>,
    evidence: Option<Py<PyAny>>,
}

#[pymethods]
impl OwnPolicy {
    #[new]
    #[pyo3(signature = (policy = None, *, value = None, values = None, evidence = None))]
    fn new(
        py: Python<'_>,
        policy: Option<&Bound<'_, PyAny>>,
        value: Option<Py<PyAny>>,
        values: Option<Py<PyAny>>,
        evidence: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let refused = |message: &str, right: &'static str| {
            Failure::new("experiment_design", message.to_owned())
                .explained(right)
                .raise(py)
        };
        let policy = match policy {
            None => CorePolicy::default(),
            Some(given) => match given.cast::<Policy>() {
                Ok(policy) => policy.get().core.clone(),
                Err(_) => options::read(py, Some(given.cast::<PyDict>()?))?,
            },
        };
        for (name, given) in [
            ("value", &value),
            ("values", &values),
            ("evidence", &evidence),
        ] {
            if given
                .as_ref()
                .is_some_and(|given| !given.bind(py).is_callable())
            {
                return Err(refused(&format!("{name} cannot be called"), "a function"));
            }
        }
        let mut core = CoreOwnPolicy::new(policy);
        match (&value, &values) {
            (Some(_), Some(_)) => {
                return Err(refused(
                    "both value and values are given",
                    "one of them: value for seat by seat, values for all seats at once",
                ));
            }
            (Some(each), None) => {
                let each = each.clone_ref(py);
                core = core.values_by(move |gaps| asked(|py| seat_by_seat(py, &each, gaps)));
            }
            (None, Some(all)) => {
                let all = all.clone_ref(py);
                core = core.values_by(move |gaps| asked(|py| at_once(py, &all, gaps)));
            }
            (None, None) => {}
        }
        if let Some(rule) = &evidence {
            let (name, rule) = (own_name(rule.bind(py), None), rule.clone_ref(py));
            core = core.gaps_by(move |needs, policy| scored(&rule, &name, needs, policy));
        }
        Ok(Self {
            core,
            value,
            values,
            evidence,
        })
    }

    /// The policy around the callables.
    #[getter]
    fn policy(&self) -> Policy {
        Policy {
            core: self.core.policy().clone(),
        }
    }

    /// What a seat is worth, asked for every person and programme.
    #[getter]
    fn value(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.value.as_ref().map(|own| own.clone_ref(py))
    }

    /// What seats are worth, asked for all at once.
    #[getter]
    fn values(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.values.as_ref().map(|own| own.clone_ref(py))
    }

    /// The level that somebody holds, by their assessments.
    #[getter]
    fn evidence(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.evidence.as_ref().map(|own| own.clone_ref(py))
    }

    /// What pickle keeps.
    #[staticmethod]
    fn _from_parts(
        py: Python<'_>,
        policy: &Bound<'_, PyAny>,
        value: Option<Py<PyAny>>,
        values: Option<Py<PyAny>>,
        evidence: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        Self::new(py, Some(policy), value, values, evidence)
    }

    /// The policy and the callables; these must be such that pickle can name them.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, this) = (slf.py(), slf.get());
        let parts = (
            this.policy(),
            this.value(py),
            this.values(py),
            this.evidence(py),
        );
        let function = slf.get_type().getattr("_from_parts")?;
        PyTuple::new(py, [function, parts.into_pyobject(py)?.into_any()])
    }

    /// Whether the other has the same policy and equal callables.
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else {
            return Ok(false);
        };
        let other = other.get();
        let pairs = [
            (&self.value, &other.value),
            (&self.values, &other.values),
            (&self.evidence, &other.evidence),
        ];
        for pair in pairs {
            let same = match pair {
                (Some(one), Some(other)) => one.bind(py).eq(other.bind(py))?,
                (one, other) => one.is_none() && other.is_none(),
            };
            if !same {
                return Ok(false);
            }
        }
        Ok(self.core.policy() == other.core.policy())
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let own = [
            ("value", &self.value),
            ("values", &self.values),
            ("evidence", &self.evidence),
        ];
        let own: Vec<String> = own
            .into_iter()
            .filter_map(|(what, own)| {
                Some(format!(
                    ", {what}={}",
                    own_name(own.as_ref()?.bind(py), None)
                ))
            })
            .collect();
        let policy = serde_json::to_string(self.core.policy()).unwrap_or_default();
        format!("OwnPolicy({policy}{})", own.concat())
    }

    fn _repr_html_(&self, py: Python<'_>) -> String {
        let shown = mahir::words::table::escape_html(&self.__repr__(py));
        format!("<pre>{shown}</pre>")
    }
}

/// Asks Python; what it raises becomes the rule's failure.
fn asked<T>(work: impl FnOnce(Python<'_>) -> PyResult<T>) -> Result<T, CycleError> {
    Python::attach(work).map_err(|error| failed(&error))
}

fn failed(error: &PyErr) -> CycleError {
    CycleError::Rule {
        message: error.to_string(),
    }
}

/// A row for every person and programme that the callable says something of.
fn seat_by_seat(py: Python<'_>, each: &Py<PyAny>, gaps: &CoreGaps) -> PyResult<OwnValues> {
    let agency = gaps.agency();
    let handed = Py::new(py, Gaps::from(gaps.clone()))?;
    let mut rows = Vec::new();
    for who in agency.people.ids().names() {
        for what in agency.programmes.ids().names() {
            let worth: Option<f64> = each.call1(py, (&handed, who, what))?.extract(py)?;
            if let Some(worth) = worth.filter(|worth| *worth != 0.0) {
                rows.push((who.to_owned(), what.to_owned(), worth));
            }
        }
    }
    Ok(OwnValues(rows))
}

/// The rows that the callable hands back.
fn at_once(py: Python<'_>, all: &Py<PyAny>, gaps: &CoreGaps) -> PyResult<OwnValues> {
    let handed = Py::new(py, Gaps::from(gaps.clone()))?;
    let rows = all.call1(py, (handed,))?;
    let rows = rows.bind(py).try_iter()?;
    rows.map(|row| row?.extract())
        .collect::<PyResult<_>>()
        .map(OwnValues)
}

/// Gaps by a rule of evidence.
fn scored(
    rule: &Py<PyAny>,
    name: &str,
    needs: &CoreNeeds,
    policy: &EvidencePolicy,
) -> Result<CoreGaps, CycleError> {
    let rule = Python::attach(|py| PythonRule::new(rule.clone_ref(py), name.to_owned()));
    let found = needs.gaps_by_with(&rule, policy);
    match rule.into_raised() {
        Some(error) => Err(failed(&error)),
        None => Ok(found?),
    }
}
