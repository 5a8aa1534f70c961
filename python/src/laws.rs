//! Laws that every result obeys.

use mahir::testing::laws;
use pyo3::prelude::*;

use crate::agency::Agency;
use crate::experiment::{Decider, World};
use crate::gap::Gaps;
use crate::options;
use crate::plan::Plan;
use crate::schedule::Schedule;

/// What a plan breaks, in words; nothing if it is lawful.
#[pyfunction]
pub(crate) fn broken_by_plan(py: Python<'_>, plan: &Bound<'_, Plan>) -> Vec<String> {
    let core = &plan.get().core;
    py.detach(|| laws::broken_by_plan(core))
}

/// What a schedule breaks, in words.
#[pyfunction]
pub(crate) fn broken_by_schedule(py: Python<'_>, schedule: &Bound<'_, Schedule>) -> Vec<String> {
    let core = &schedule.get().core;
    py.detach(|| laws::broken_by_schedule(core))
}

/// What a changed schedule breaks, given the one that it was made from, in words.
#[pyfunction]
pub(crate) fn broken_by_replanning(
    py: Python<'_>,
    earlier: &Bound<'_, Schedule>,
    later: &Bound<'_, Schedule>,
) -> Vec<String> {
    let (earlier, later) = (&earlier.get().core, &later.get().core);
    py.detach(|| laws::broken_by_replanning(earlier, later))
}

/// What gaps break, in words.
#[pyfunction]
pub(crate) fn broken_by_scoring(py: Python<'_>, gaps: &Bound<'_, Gaps>) -> Vec<String> {
    let core = &gaps.get().core;
    py.detach(|| laws::broken_by_scoring(core))
}

/// What a policy breaks of deciding the same when it is asked again, in words.
#[pyfunction]
pub(crate) fn broken_by_policy(
    py: Python<'_>,
    policy: &Bound<'_, PyAny>,
    agency: &Bound<'_, Agency>,
    as_of: &Bound<'_, PyAny>,
    world: &Bound<'_, World>,
) -> PyResult<Vec<String>> {
    let day = options::day(as_of)?;
    let decider = Decider::read(policy)?;
    let (agency, world) = (&agency.get().core, &world.get().core);
    Ok(py.detach(|| laws::broken_by_rule(decider.rule(), agency, day, world)))
}
