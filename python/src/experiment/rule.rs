//! Rules of the user's own.

use chrono::NaiveDate;
use mahir::Agency as CoreAgency;
use mahir::cycle::{CycleError, MeasurementPolicy, Policy as CorePolicy, Rule};
use mahir::follow_up::FollowUp;
use mahir::outcome::Outcomes as CoreOutcomes;
use mahir::schedule::Schedule as CoreSchedule;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::value::Policy;
use crate::agency::Agency;
use crate::failure::Failure;
use crate::options;
use crate::schedule::Schedule;

/// A rule of the user's own: a callable that is handed the agency as it is known and the day, and
/// hands back a schedule. It learns and measures by the usual policy.
///
/// The callable holds the interpreter, so runs with it do not go in parallel within a process.
pub(super) struct PythonRule {
    pub(super) callable: Py<PyAny>,
    usual: CorePolicy,
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
        self.usual.learn(schedule, outcomes, until)
    }

    fn measurement(&self) -> MeasurementPolicy {
        self.usual.measurement.clone()
    }
}

/// What decides: a policy, or a rule of the user's own.
pub(super) enum Decider {
    Policy(CorePolicy),
    Rule(PythonRule),
}

impl Decider {
    pub(super) fn rule(&self) -> &dyn Rule {
        match self {
            Self::Policy(policy) => policy,
            Self::Rule(rule) => rule,
        }
    }

    pub(super) fn read(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = given.py();
        if let Ok(policy) = given.cast::<Policy>() {
            return Ok(Self::Policy(policy.get().core.clone()));
        }
        if let Ok(stages) = given.cast::<PyDict>() {
            return options::read(py, Some(stages)).map(Self::Policy);
        }
        if given.is_callable() {
            return Ok(Self::Rule(PythonRule {
                callable: given.clone().unbind(),
                usual: CorePolicy::default(),
            }));
        }
        let kind = given.get_type().fully_qualified_name()?.to_string();
        Err(Failure::new(
            "experiment_design",
            format!("a policy is of the type {kind}"),
        )
        .with("type", kind)
        .explained("a Policy, a dictionary of stages, or a callable that returns a Schedule")
        .raise(py))
    }
}
