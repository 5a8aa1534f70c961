//! The general problem of scheduling, as Python classes.

use mahir::schedule::project::{self as core, Activity, Resource, SolveOptions};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::artefact::{artefact, failed, from_document, reduce_document};
use crate::failure::raise_faults;
use crate::options;
use crate::watch::watched;

/// Collects what a project is made of; `build` checks it as a whole.
#[pyclass(module = "mahir")]
pub(crate) struct ProjectBuilder {
    core: core::ProjectBuilder,
}

#[pymethods]
impl ProjectBuilder {
    #[new]
    fn new() -> Self {
        Self {
            core: core::Project::builder(),
        }
    }

    /// Adds a resource and returns its number. Its capacity may change: `capacity_from` from a
    /// day on, `capacity_on` on the days from one until before another, `closed` is a capacity of
    /// 0 on such days; they are taken in this order.
    #[pyo3(signature = (name, capacity, *, capacity_from = Vec::new(), capacity_on = Vec::new(), closed = Vec::new()))]
    fn resource(
        &mut self,
        name: &str,
        capacity: u32,
        capacity_from: Vec<(u32, u32)>,
        capacity_on: Vec<(u32, u32, u32)>,
        closed: Vec<(u32, u32)>,
    ) -> usize {
        let mut resource = Resource::new(name, capacity);
        for (day, capacity) in capacity_from {
            resource = resource.capacity_from(day, capacity);
        }
        for (from, until, capacity) in capacity_on {
            resource = resource.capacity_on(from..until, capacity);
        }
        for (from, until) in closed {
            resource = resource.closed(from..until);
        }
        self.core.resource(resource)
    }

    /// Adds an activity of so many days and returns its number. `uses` tells how much of which
    /// resource it takes on each of its days.
    #[pyo3(signature = (name, duration, *, uses = None, release = 0, due = None, deadline = None, weight = 1, fixed = None))]
    #[allow(clippy::too_many_arguments)]
    fn activity(
        &mut self,
        name: &str,
        duration: u32,
        uses: Option<&Bound<'_, PyDict>>,
        release: u32,
        due: Option<u32>,
        deadline: Option<u32>,
        weight: u32,
        fixed: Option<u32>,
    ) -> PyResult<usize> {
        let mut activity = Activity::new(name, duration)
            .release(release)
            .weight(weight);
        for (resource, amount) in uses.into_iter().flatten() {
            activity = activity.uses(resource.extract()?, amount.extract()?);
        }
        if let Some(due) = due {
            activity = activity.due(due);
        }
        if let Some(deadline) = deadline {
            activity = activity.deadline(deadline);
        }
        if let Some(fixed) = fixed {
            activity = activity.fixed(fixed);
        }
        Ok(self.core.activity(activity))
    }

    /// One activity must be over, and so many days more, before another starts.
    #[pyo3(signature = (before, after, lag = 0))]
    fn precedes(&mut self, before: usize, after: usize, lag: u32) {
        self.core.precedes_by(before, after, lag);
    }

    /// The project, if it fits together; nothing ends after the horizon. All faults at once.
    #[pyo3(signature = (horizon = None))]
    fn build(&self, py: Python<'_>, horizon: Option<u32>) -> PyResult<Project> {
        let mut builder = self.core.clone();
        if let Some(horizon) = horizon {
            builder.horizon(horizon);
        }
        py.detach(|| builder.build())
            .map(Project::from)
            .map_err(|faults| raise_faults(py, &faults))
    }

    /// Reads what pickle keeps.
    #[staticmethod]
    fn _from_document(py: Python<'_>, document: &str) -> PyResult<Self> {
        from_document(py, document).map(|core| Self { core })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        reduce_document(&slf.get_type(), &slf.borrow().core)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.borrow().core)
    }

    fn __repr__(&self) -> String {
        let (resources, activities, precedences) = self.core.counts();
        format!(
            "<mahir.ProjectBuilder: {activities} activities, {resources} resources, \
             {precedences} precedences>"
        )
    }

    fn _repr_html_(&self) -> String {
        let shown = mahir::words::table::escape_html(&self.__repr__());
        format!("<pre>{shown}</pre>")
    }
}

artefact! {
    /// Activities that share resources, some only after others: what is to be scheduled.
    Project(core::Project) {
        /// How many activities there are.
        fn __len__(&self) -> usize {
            self.core.activities().len()
        }

        /// The day after which nothing may end.
        #[getter]
        fn horizon(&self) -> u32 {
            self.core.horizon()
        }

        /// Days for the activities. Keyword arguments change the options. `progress` hears how
        /// far it is, and stops it by returning False.
        #[pyo3(signature = (progress = None, **options))]
        fn solve(
            &self,
            py: Python<'_>,
            progress: Option<Py<PyAny>>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Solution> {
            let options: SolveOptions = options::read(py, options)?;
            watched(py, progress, |watch| self.core.solve(&options, watch))?
                .map(Solution::from)
                .map_err(failed!(py))
        }
    }
}

artefact! {
    /// Days for the activities of a project, and how good they are.
    Solution(core::Solution) {
        /// How many activities there are.
        fn __len__(&self) -> usize {
            self.core.starts().len()
        }

        /// The project that it solves.
        #[getter]
        fn project(&self) -> Project {
            self.core.project().clone().into()
        }

        /// When each activity starts, in the project's order; None if it has no place.
        #[getter]
        fn starts(&self) -> Vec<Option<u32>> {
            self.core.starts().to_vec()
        }

        /// When an activity starts; None if it has no place.
        fn start(&self, activity: usize) -> Option<u32> {
            self.core.start(activity)
        }

        /// The day after an activity's last; None if it has no place.
        fn end(&self, activity: usize) -> Option<u32> {
            self.core.end(activity)
        }

        /// How many days after its due date an activity ends; None if it has no place.
        fn days_late(&self, activity: usize) -> Option<u32> {
            self.core.days_late(activity)
        }

        /// The activities without a place.
        #[getter]
        fn unplaced(&self) -> Vec<usize> {
            self.core.unplaced().collect()
        }

        /// What the schedule costs by the objective, without what has no place.
        #[getter]
        fn objective(&self) -> u64 {
            self.core.objective()
        }

        /// No schedule that places everything that can be placed costs less.
        #[getter]
        fn bound(&self) -> u64 {
            self.core.bound()
        }

        /// (objective - bound) / objective; 0 if proven.
        #[getter]
        fn gap(&self) -> f64 {
            self.core.gap()
        }

        /// Whether no schedule is better.
        #[getter]
        fn is_proven(&self) -> bool {
            self.core.is_proven()
        }

        /// Whether `progress` stopped the search.
        #[getter]
        fn is_stopped(&self) -> bool {
            self.core.is_stopped()
        }

        /// How much work it took, in the unit of the option `work`.
        #[getter]
        fn work(&self) -> u64 {
            self.core.work()
        }
    }
}
