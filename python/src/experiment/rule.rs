//! Rules of the user's own.

use chrono::NaiveDate;
use mahir::Agency as CoreAgency;
use mahir::cycle::{CycleError, MeasurementPolicy, Policy as CorePolicy, Rule};
use mahir::follow_up::FollowUp;
use mahir::outcome::Outcomes as CoreOutcomes;
use mahir::schedule::Schedule as CoreSchedule;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::own_policy::OwnPolicy;
use super::value::Policy;
use crate::agency::Agency;
use crate::failure::Failure;
use crate::options;
use crate::schedule::Schedule;

/// A rule of the user's own: a callable that is handed the agency as it is known and the day, and
/// hands back a schedule. It learns and measures by its attribute `policy`, if it has one, and by
/// the usual policy otherwise.
///
/// The callable holds the interpreter while it runs Python, so the Python in it does not go in
/// parallel within a process; the stages that it calls do.
pub(crate) struct PythonRule {
    pub(super) callable: Py<PyAny>,
    policy: CorePolicy,
}

impl Rule for PythonRule {
    fn plan(&self, known: &CoreAgency, as_of: NaiveDate) -> Result<CoreSchedule, CycleError> {
        Python::attach(|py| {
            let agency = Agency {
                core: known.clone(),
            };
            let handed = self.callable.call1(py, (agency, as_of))?;
            let schedule = handed.bind(py).cast::<Schedule>().map_err(|_| {
                pyo3::exceptions::PyTypeError::new_err("a rule must return a Schedule")
            })?;
            Ok(schedule.get().core.clone())
        })
        .map_err(|error: PyErr| CycleError::Rule {
            message: error.to_string(),
        })
    }

    fn learn(
        &self,
        schedule: &CoreSchedule,
        outcomes: &CoreOutcomes,
        until: NaiveDate,
    ) -> Result<FollowUp, CycleError> {
        self.policy.learn(schedule, outcomes, until)
    }

    fn measurement(&self) -> MeasurementPolicy {
        self.policy.measurement.clone()
    }
}

/// What decides: a policy, one with functions of the user's own, or a rule of the user's own.
pub(crate) enum Decider {
    Policy(CorePolicy),
    Own(Py<OwnPolicy>),
    Rule(PythonRule),
}

impl Decider {
    pub(crate) fn rule(&self) -> &dyn Rule {
        match self {
            Self::Policy(policy) => policy,
            Self::Own(own) => &own.get().core,
            Self::Rule(rule) => rule,
        }
    }

    /// Whether both decide by the same policy, or by callables that are equal.
    pub(super) fn equals(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        match (self, other) {
            (Self::Policy(one), Self::Policy(other)) => Ok(one == other),
            (Self::Own(one), Self::Own(other)) => one.bind(py).eq(other.bind(py)),
            (Self::Rule(one), Self::Rule(other)) => {
                one.callable.bind(py).eq(other.callable.bind(py))
            }
            _ => Ok(false),
        }
    }

    pub(crate) fn read(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = given.py();
        if let Ok(policy) = given.cast::<Policy>() {
            return Ok(Self::Policy(policy.get().core.clone()));
        }
        if let Ok(own) = given.cast::<OwnPolicy>() {
            return Ok(Self::Own(own.clone().unbind()));
        }
        if let Ok(stages) = given.cast::<PyDict>() {
            return options::read(py, Some(stages)).map(Self::Policy);
        }
        if given.is_callable() {
            let own = given.getattr_opt("policy")?;
            let policy = match own.as_ref().map(|own| own.cast::<Policy>()) {
                Some(Ok(policy)) => policy.get().core.clone(),
                _ => CorePolicy::default(),
            };
            return Ok(Self::Rule(PythonRule {
                callable: given.clone().unbind(),
                policy,
            }));
        }
        let kind = given.get_type().fully_qualified_name()?.to_string();
        Err(Failure::new(
            "experiment_design",
            format!("a policy is of the type {kind}"),
        )
        .with("type", kind)
        .explained(
            "a Policy, an OwnPolicy, a dictionary of stages, or a callable that returns a Schedule",
        )
        .raise(py))
    }
}
