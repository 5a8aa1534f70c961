//! The schedule, as a Python class.

use mahir::evaluation::EvaluationPolicy;
use mahir::schedule::{CatchUpOptions, IcalendarOptions, ReplanOptions};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::agency::{Agency, read_outcomes};
use crate::artefact::{artefact, failed, language, reason};
use crate::evaluation::Evaluation;
use crate::event::Event;
use crate::failure::Failure;
use crate::options;
use crate::plan::Plan;
use crate::watch::watched;

artefact! {
    /// When sessions are held, so that no counter closes.
    Schedule(mahir::schedule::Schedule) {
        /// The plan that it carries out.
        #[getter]
        fn plan(&self) -> Plan {
            self.core.plan().clone().into()
        }

        /// The options by which it was made.
        #[getter]
        fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, self.core.options())
        }

        /// Whether `progress` stopped the improvement before its time.
        #[getter]
        fn is_stopped(&self) -> bool {
            self.core.is_stopped()
        }

        fn __len__(&self) -> usize {
            self.core.sessions().len()
        }

        /// How good it is beside what no schedule of the plan can pass; None after a change.
        #[getter]
        fn worth<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
            let Some(worth) = py.detach(|| self.core.worth()) else {
                return Ok(None);
            };
            let told = PyDict::new(py);
            told.set_item("lost", worth.lost)?;
            told.set_item("lost_at_least", worth.lost_at_least)?;
            told.set_item("last_days", worth.last_days)?;
            told.set_item("last_days_at_least", worth.last_days_at_least)?;
            told.set_item("gap", worth.gap())?;
            Ok(Some(told))
        }

        /// The schedule from a day on after events, changed as little as possible. Keyword
        /// arguments change the options. `progress` hears how far the search is, and stops it by
        /// returning False.
        #[pyo3(signature = (day, events = Vec::new(), progress = None, **options))]
        fn replan(
            &self,
            py: Python<'_>,
            day: &Bound<'_, PyAny>,
            events: Vec<Py<Event>>,
            progress: Option<Py<PyAny>>,
            options: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Self> {
            let day = options::day(day)?;
            let options: ReplanOptions = options::read(py, options)?;
            let events: Vec<_> = events.iter().map(|event| event.get().core.clone()).collect();
            watched(py, progress, |watch| self.core.replan_watched(day, &events, &options, watch))?
                .map(Self::from)
                .map_err(failed!(py))
        }

        /// The same schedule with seats in later phases for those who found none. Keyword arguments
        /// change the options.
        #[pyo3(signature = (**options))]
        fn catch_up(&self, py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
            let options: CatchUpOptions = options::read(py, options)?;
            py.detach(|| self.core.catch_up(&options)).map(Self::from).map_err(failed!(py))
        }

        /// Why somebody attends in a later phase than planned, in words: a row of the table
        /// "caught_up".
        #[pyo3(signature = (row, lang = "en"))]
        fn caught_up_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.caught_up().len(), || self.core.caught_up_why(row, lang))
        }

        /// Who found no place, as wishes for the plan of the next year's agency.
        fn carried_over<'py>(&self, py: Python<'py>, next: &Agency) -> PyResult<Bound<'py, PyAny>> {
            options::write(py, &self.core.carried_over(&next.core))
        }

        /// The day from which it was changed; None if it was not.
        #[getter]
        fn replanned_from(&self) -> Option<chrono::NaiveDate> {
            self.core.replanning().map(|replanning| replanning.from())
        }

        /// The options of the change; None if there was none.
        #[getter]
        fn replan_options<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
            let replanning = self.core.replanning();
            replanning.map(|replanning| options::write(py, replanning.options())).transpose()
        }

        /// The events that are known, those of earlier changes included.
        #[getter]
        fn events(&self) -> Vec<Event> {
            let replanning = self.core.replanning().into_iter();
            let events = replanning.flat_map(|replanning| replanning.events());
            events.map(|known| known.event.clone().into()).collect()
        }

        /// What the change weighs; None if there was none.
        #[getter]
        fn change_weight(&self) -> Option<u64> {
            self.core.replanning().map(|replanning| replanning.weight())
        }

        /// No lawful schedule changes less than this weight; None if there was no change.
        #[getter]
        fn change_bound(&self) -> Option<u64> {
            self.core.replanning().map(|replanning| replanning.bound())
        }

        /// What became of some people of a session and why, in words: a row of the table "moved".
        #[pyo3(signature = (row, lang = "en"))]
        fn moved_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            let rows = self.core.replanning().map_or(0, |replanning| replanning.moved().len());
            reason(py, row, rows, || self.core.moved_why(row, lang))
        }

        /// Why a session is held when it is, in words.
        #[pyo3(signature = (session, lang = "en"))]
        fn why(&self, py: Python<'_>, session: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, session, self.core.sessions().len(), || self.core.why(session, lang))
        }

        /// The sessions that keep a session from starting earlier: itself, the one in its way,
        /// the one in the way of that, and so on.
        fn chain(&self, py: Python<'_>, session: usize) -> PyResult<Vec<usize>> {
            let rows = self.core.sessions().len();
            reason(py, session, rows, String::new)?;
            Ok(self.core.chain(session))
        }

        /// The same in words, a line for each.
        #[pyo3(signature = (session, lang = "en"))]
        fn chain_why(&self, py: Python<'_>, session: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            let rows = self.core.sessions().len();
            reason(py, session, rows, || self.core.chain_why(session, lang))
        }

        /// Why people found no place, in words.
        #[pyo3(signature = (row, lang = "en"))]
        fn unplaced_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            reason(py, row, self.core.unplaced().len(), || self.core.unplaced_why(row, lang))
        }

        /// The sessions that take the place of people who found none.
        fn unplaced_blockers(&self, py: Python<'_>, row: usize) -> PyResult<Vec<usize>> {
            reason(py, row, self.core.unplaced().len(), String::new)?;
            Ok(self.core.unplaced_blockers(row))
        }

        /// Why people found no place, and the chain of sessions behind that, a line for each.
        #[pyo3(signature = (row, lang = "en"))]
        fn unplaced_chain_why(&self, py: Python<'_>, row: usize, lang: &str) -> PyResult<String> {
            let lang = language(py, lang)?;
            let rows = self.core.unplaced().len();
            reason(py, row, rows, || self.core.unplaced_chain_why(row, lang))
        }

        /// The sessions as an iCalendar file; all, or those that somebody of a unit attends, or a
        /// person, or those that a trainer leads or that are in a room. The stamp is the day that the file names as its making; without it the day of
        /// planning. With an earlier schedule, events that are no longer there are cancelled;
        /// sequence is how many versions were sent before.
        #[pyo3(signature = (unit = None, stamp = None, lang = "en", *, person = None, trainer = None, room = None, list_participants = false, earlier = None, sequence = 0))]
        #[allow(clippy::too_many_arguments)]
        fn to_icalendar(
            &self,
            py: Python<'_>,
            unit: Option<&str>,
            stamp: Option<&Bound<'_, PyAny>>,
            lang: &str,
            person: Option<&str>,
            trainer: Option<&str>,
            room: Option<&str>,
            list_participants: bool,
            earlier: Option<&Self>,
            sequence: u32,
        ) -> PyResult<String> {
            let lang = language(py, lang)?;
            let stamp = match stamp {
                Some(stamp) => options::day(stamp)?,
                None => self.core.plan().gaps().needs().as_of(),
            };
            let agency = self.core.agency();
            let mut options = IcalendarOptions::new(stamp, lang);
            options.list_participants = list_participants;
            options.sequence = sequence;
            options.unit = match unit {
                None => None,
                Some(id) => Some(agency.units.ids().find(id).ok_or_else(|| {
                    Failure::new("unknown_id", format!("unknown unit '{id}'"))
                        .with("unit", id)
                        .explained("an id of the table units")
                        .raise(py)
                })?),
            };
            options.person = match person {
                None => None,
                // Ids of people are not repeated in errors.
                Some(id) => Some(agency.people.ids().find(id).ok_or_else(|| {
                    Failure::new("unknown_id", "unknown person")
                        .explained("an id of the table people")
                        .raise(py)
                })?),
            };
            options.trainer = match trainer {
                None => None,
                // Ids of trainers may be employee numbers.
                Some(id) => Some(agency.trainers.ids().find(id).ok_or_else(|| {
                    Failure::new("unknown_id", "unknown trainer")
                        .explained("an id of the table trainers")
                        .raise(py)
                })?),
            };
            options.room = match room {
                None => None,
                Some(id) => Some(agency.rooms.ids().find(id).ok_or_else(|| {
                    Failure::new("unknown_id", format!("unknown room '{id}'"))
                        .with("room", id)
                        .explained("an id of the table rooms")
                        .raise(py)
                })?),
            };
            Ok(py.detach(|| match earlier {
                Some(earlier) => self.core.to_icalendar_after(&earlier.core, &options),
                None => self.core.to_icalendar_with(&options),
            }))
        }

        /// What changed, by outcomes: those of an agency, a data frame, or a CSV text. Keyword
        /// arguments change the rules; `progress` hears how far the work is, and stops it by
        /// returning False.
        #[pyo3(signature = (outcomes, *, progress = None, **policy))]
        fn evaluate(
            &self,
            py: Python<'_>,
            outcomes: &Bound<'_, PyAny>,
            progress: Option<Py<PyAny>>,
            policy: Option<&Bound<'_, PyDict>>,
        ) -> PyResult<Evaluation> {
            let policy: EvaluationPolicy = options::read(py, policy)?;
            let outcomes = read_outcomes(py, self.core.agency(), outcomes)?;
            let outcomes = &outcomes.core;
            watched(py, progress, |watch| {
                self.core.evaluate_watched(outcomes, &policy, watch)
            })?
            .map(Evaluation::from)
            .map_err(failed!(py))
        }
    }
}
