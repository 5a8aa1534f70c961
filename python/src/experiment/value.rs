//! Policies, worlds and changes as values.

use mahir::cycle::{CycleError, Policy as CorePolicy, World as CoreWorld};
use mahir::experiment::{Change as CoreChange, ExperimentError};
use mahir::words::table::escape_html;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde::Serialize;

use crate::artefact::{from_document, language, to_document};
use crate::failure::Failure;
use crate::options;

pub(super) fn raise(py: Python<'_>, error: &ExperimentError) -> PyErr {
    Failure::new(error.code(), error.to_string()).raise(py)
}

pub(super) fn raise_cycle(py: Python<'_>, error: &CycleError) -> PyErr {
    Failure::new(error.code(), error.to_string()).raise(py)
}

/// Characters of a document that a notebook shows.
const SHOWN: usize = 4000;

/// A value's document for notebooks: folded, escaped, and cut if it is long.
fn folded_html<T: Serialize>(py: Python<'_>, name: &str, value: &T) -> PyResult<String> {
    let whole = serde_json::to_string_pretty(value).map_err(|error| {
        Failure::new(
            "saved_content",
            format!("the document cannot be made: {error}"),
        )
        .raise(py)
    })?;
    let mut text: String = whole.chars().take(SHOWN).collect();
    if text.len() < whole.len() {
        text.push('…');
    }
    let text = escape_html(&text);
    Ok(format!(
        "<details><summary>{name}</summary><pre>{text}</pre></details>"
    ))
}

/// A class around a value of the core that is compared, shown and pickled by its document.
macro_rules! value {
    ($(#[$doc:meta])* $name:ident($core:ty) { $($methods:tt)* }) => {
        $(#[$doc])*
        #[pyclass(frozen, module = "mahir")]
        pub(crate) struct $name {
            pub(crate) core: $core,
        }

        #[pymethods]
        impl $name {
            /// The whole as a JSON document.
            fn to_json(&self, py: Python<'_>) -> PyResult<String> {
                to_document(py, &self.core)
            }

            /// Its document, folded, for notebooks.
            fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
                folded_html(py, stringify!($name), &self.core)
            }

            /// Reads what to_json() wrote.
            #[staticmethod]
            fn from_json(py: Python<'_>, document: &str) -> PyResult<Self> {
                from_document(py, document).map(|core| Self { core })
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

            $($methods)*
        }
    };
}

value! {
    /// The rules of all stages, as a value: Policy(plan={"floor_hour_value": 0}).
    Policy(CorePolicy) {
        #[new]
        #[pyo3(signature = (**stages))]
        fn new(py: Python<'_>, stages: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
            options::read(py, stages).map(|core| Self { core })
        }

        /// The rules as a dictionary, as agency.run() takes it.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, &self.core)
        }

        fn __repr__(&self) -> String {
            format!("Policy({})", serde_json::to_string(&self.core).unwrap_or_default())
        }
    }
}

value! {
    /// A world: how things truly are, as distributions. A number is certain; a dictionary has a
    /// shape: World(attendance={"shape": "beta", "mean": 0.9, "concentration": 50}).
    World(CoreWorld) {
        #[new]
        #[pyo3(signature = (**parameters))]
        fn new(py: Python<'_>, parameters: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
            let core: CoreWorld = options::read(py, parameters)?;
            core.check()
                .map_err(|faults| raise_cycle(py, &CycleError::World(faults)))?;
            Ok(Self { core })
        }

        /// The names of the parameters.
        #[classattr]
        #[pyo3(name = "PARAMETERS")]
        fn parameters() -> Vec<&'static str> {
            CoreWorld::PARAMETERS.to_vec()
        }

        /// The same world without chance in its numbers: each at its mean.
        fn at_means(&self) -> Self {
            Self { core: self.core.at_means() }
        }

        /// The parameters as a dictionary: a number where it is certain, a shape where it is not.
        fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, &self.core)
        }

        fn __repr__(&self) -> String {
            format!("World({})", serde_json::to_string(&self.core).unwrap_or_default())
        }
    }
}

pub(super) fn form(py: Python<'_>, name: &str) -> PyResult<mahir::catalogue::ProgrammeForm> {
    mahir::catalogue::ProgrammeForm::parse(name).ok_or_else(|| {
        let known: Vec<&str> = mahir::catalogue::ProgrammeForm::ALL
            .iter()
            .map(|form| form.id())
            .collect();
        Failure::new("change", format!("unknown form '{name}'"))
            .with("value", name)
            .explained(format!("one of {}", known.join(", ")))
            .raise(py)
    })
}

value! {
    /// A change to an agency, as a value: Change.budget(0.8).
    Change(CoreChange) {
        /// All budgets times a factor.
        #[staticmethod]
        fn budget(factor: f64) -> Self {
            Self { core: CoreChange::Budget { factor } }
        }

        /// Prices times a factor, of one provider or of all.
        #[staticmethod]
        #[pyo3(signature = (factor, provider = None))]
        fn prices(factor: f64, provider: Option<String>) -> Self {
            Self { core: CoreChange::Prices { factor, provider } }
        }

        /// A provider is gone from a day on.
        #[staticmethod]
        #[pyo3(signature = (provider, from_day))]
        fn provider_withdraws(provider: String, from_day: &Bound<'_, PyAny>) -> PyResult<Self> {
            let from = options::day(from_day)?;
            Ok(Self { core: CoreChange::ProviderWithdraws { provider, from } })
        }

        /// What was asked for within the last twelve known months times a factor.
        #[staticmethod]
        #[pyo3(signature = (factor, service = None))]
        fn volumes(factor: f64, service: Option<String>) -> Self {
            Self { core: CoreChange::Volumes { factor, service } }
        }

        /// No least number of training hours a year.
        #[staticmethod]
        fn no_hours_floor() -> Self {
            Self { core: CoreChange::NoHoursFloor }
        }

        /// A unit's minimum on duty.
        #[staticmethod]
        fn minimum_on_duty(unit: String, people: u32) -> Self {
            Self { core: CoreChange::MinimumOnDuty { unit, people } }
        }

        /// The share of a unit's working hours in a phase that may go into training.
        #[staticmethod]
        fn cover_share(share: f64) -> Self {
            Self { core: CoreChange::CoverShare { share } }
        }

        /// Only programmes of some forms are offered.
        #[staticmethod]
        fn only_forms(py: Python<'_>, forms: Vec<String>) -> PyResult<Self> {
            let forms = forms.iter().map(|name| form(py, name)).collect::<PyResult<_>>()?;
            Ok(Self { core: CoreChange::OnlyForms { forms } })
        }

        /// A programme is not offered.
        #[staticmethod]
        fn without_programme(programme: String) -> Self {
            Self { core: CoreChange::WithoutProgramme { programme } }
        }

        /// Programmes of a form can be held so many times as often in a phase.
        #[staticmethod]
        #[pyo3(signature = (form, times))]
        fn sessions(py: Python<'_>, form: &str, times: u32) -> PyResult<Self> {
            let form = self::form(py, form)?;
            Ok(Self { core: CoreChange::Sessions { form, times } })
        }

        /// The change in words.
        #[pyo3(signature = (lang = "en"))]
        fn explain(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
            Ok(self.core.explain(language(py, lang)?))
        }

        fn __repr__(&self) -> String {
            let words = self.core.explain(mahir::words::explanation::Language::English);
            format!("<Change: {words}>")
        }
    }
}

pub(super) fn changes(given: &Bound<'_, PyAny>) -> PyResult<Vec<CoreChange>> {
    if let Ok(change) = given.cast::<Change>() {
        return Ok(vec![change.get().core.clone()]);
    }
    given
        .try_iter()?
        .map(|change| {
            let change = change?;
            let change = change.cast::<Change>()?;
            Ok(change.get().core.clone())
        })
        .collect()
}
