//! What happens while a schedule is carried out, as a Python class.

use mahir::schedule::{Event as CoreEvent, PersonId};
use mahir::words::table::escape_html;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::artefact::language;
use crate::failure::Failure;
use crate::options::day;

/// What happens, as a value: Event.provider_absent("UNI", "2026-03-02", "2026-03-13").
#[pyclass(frozen, module = "mahir")]
pub(crate) struct Event {
    pub(crate) core: CoreEvent,
}

impl From<CoreEvent> for Event {
    fn from(core: CoreEvent) -> Self {
        Self { core }
    }
}

#[pymethods]
impl Event {
    /// A provider runs nothing.
    #[staticmethod]
    #[pyo3(signature = (provider, from_day, until))]
    fn provider_absent(
        provider: String,
        from_day: &Bound<'_, PyAny>,
        until: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let (from, until) = (day(from_day)?, day(until)?);
        Ok(CoreEvent::ProviderAbsent {
            provider,
            from,
            until,
        }
        .into())
    }

    /// A provider runs at most so many sessions at once: a trainer or a room is missing.
    #[staticmethod]
    #[pyo3(signature = (provider, from_day, until, sessions))]
    fn fewer_sessions_at_once(
        provider: String,
        from_day: &Bound<'_, PyAny>,
        until: &Bound<'_, PyAny>,
        sessions: u32,
    ) -> PyResult<Self> {
        let (from, until) = (day(from_day)?, day(until)?);
        Ok(CoreEvent::FewerSessionsAtOnce {
            provider,
            from,
            until,
            sessions,
        }
        .into())
    }

    /// A person is away.
    #[staticmethod]
    #[pyo3(signature = (person, from_day, until))]
    fn person_absent(
        person: String,
        from_day: &Bound<'_, PyAny>,
        until: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let (from, until) = (day(from_day)?, day(until)?);
        let person = PersonId(person);
        Ok(CoreEvent::PersonAbsent {
            person,
            from,
            until,
        }
        .into())
    }

    /// All people of a unit are away.
    #[staticmethod]
    #[pyo3(signature = (unit, from_day, until))]
    fn unit_absent(
        unit: String,
        from_day: &Bound<'_, PyAny>,
        until: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let (from, until) = (day(from_day)?, day(until)?);
        Ok(CoreEvent::UnitAbsent { unit, from, until }.into())
    }

    /// A session is not held; its people take seats in others.
    #[staticmethod]
    fn session_cancelled(session: String) -> Self {
        CoreEvent::SessionCancelled { session }.into()
    }

    /// No training is held.
    #[staticmethod]
    #[pyo3(signature = (from_day, until, reason))]
    fn dates_blocked(
        from_day: &Bound<'_, PyAny>,
        until: &Bound<'_, PyAny>,
        reason: String,
    ) -> PyResult<Self> {
        let (from, until) = (day(from_day)?, day(until)?);
        Ok(CoreEvent::DatesBlocked {
            from,
            until,
            reason,
        }
        .into())
    }

    /// The event in words; people are not named.
    #[pyo3(signature = (lang = "en"))]
    fn explain(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        Ok(self.core.explain(language(py, lang)?))
    }

    /// The whole as a JSON document.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        serde_json::to_string(&self.core)
            .map_err(|error| Failure::new("saved_content", error.to_string()).raise(py))
    }

    /// Reads what to_json() wrote.
    #[staticmethod]
    fn from_json(py: Python<'_>, document: &str) -> PyResult<Self> {
        serde_json::from_str::<CoreEvent>(document)
            .map(Self::from)
            .map_err(|_| {
                // What stands there is not repeated: it may be the id of a person.
                Failure::new("saved_content", "the document is no event")
                    .explained("a document that to_json() of the same class wrote")
                    .raise(py)
            })
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Event: {}>", self.explain(py, "en")?))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "<pre>{}</pre>",
            escape_html(&self.explain(py, "en")?)
        ))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.core == other.get().core)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let document = slf.get().to_json(slf.py())?;
        crate::artefact::reduce(&slf.get_type(), document)
    }
}
