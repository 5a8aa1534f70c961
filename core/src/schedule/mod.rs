//! When, so that no counter closes?
//!
//! [`Plan::schedule`] divides the people of each programme and phase into sessions and gives each
//! session days: training days within the phase and the provider's agreement, when the provider
//! can run it, its people have time, what they must have attended before is over, and every unit
//! keeps its minimum on duty. Who finds no place is told with the reason.

mod artefact;
mod bits;
mod build;
mod calendar_file;
mod document;
mod duty;
mod error;
mod form;
mod options;
mod problem;
mod reasons;
mod rows;
mod search;
mod state;
mod summary;
mod words;

pub use artefact::{OnDuty, Schedule, Session, Unplaced, WhyThen, WhyUnplaced};
pub use error::ScheduleError;
pub use options::ScheduleOptions;

use std::sync::Arc;

use crate::plan::Plan;
use crate::words::grouping::Grouping;
use crate::words::id::{Index, PersonIndex};

impl Plan {
    /// A schedule by the usual options.
    ///
    /// # Errors
    /// [`ScheduleError::Horizon`] if the phases span more than a hundred years.
    pub fn schedule(&self) -> Result<Schedule, ScheduleError> {
        self.schedule_with(&ScheduleOptions::default())
    }

    /// A schedule by options of your own.
    ///
    /// Several orders of placing are tried and the best is kept; the time grows with sessions ×
    /// people of a session × days of a phase, times the orders (6, each repaired up to 8 times).
    ///
    /// # Errors
    /// [`ScheduleError`] if a value of the options is out of its range, or the phases span more
    /// than a hundred years.
    pub fn schedule_with(&self, options: &ScheduleOptions) -> Result<Schedule, ScheduleError> {
        options.check()?;
        let built = build::build(self, options)?;
        let problem = &built.problem;
        let mut state = search::solve(problem);
        let unplaced = reasons::unplaced(self.agency(), &built, &state);
        let mut found: Vec<(Session, Vec<PersonIndex>)> = Vec::new();
        for (number, &(programme, phase)) in built.groups.iter().enumerate() {
            let mut numbered = state.held(number).to_vec();
            numbered
                .sort_by(|one, other| (one.start, &one.places).cmp(&(other.start, &other.places)));
            for (count, held) in (1_u32..).zip(numbered) {
                let at = state.held(number).iter().position(|other| *other == held);
                let because = match at.and_then(|at| state.remove(problem, number, at)) {
                    Some(held) => {
                        let because =
                            reasons::why_then(problem, &state, number, held.start, &held.places);
                        state.place(problem, number, held.start, held.places);
                        because
                    }
                    None => WhyThen::BestForMost,
                };
                let group = &problem.groups[number];
                let agency = self.agency();
                let id = format!(
                    "{}-{}-{count}",
                    agency.programmes.id(programme),
                    agency.phases.id(phase)
                );
                let days = problem.days[held.start..held.start + group.length].to_vec();
                let mut people: Vec<PersonIndex> = held
                    .places
                    .iter()
                    .filter_map(|&place| PersonIndex::at(group.people[place as usize] as usize))
                    .collect();
                people.sort_unstable();
                found.push((
                    Session {
                        id,
                        programme,
                        phase,
                        number: count,
                        days,
                        because,
                    },
                    people,
                ));
            }
        }
        found.sort_by(|one, other| (one.0.start(), &one.0.id).cmp(&(other.0.start(), &other.0.id)));
        let by_session = Grouping::from_counts(found.iter().map(|(_, people)| people.len()))
            .map_err(|_| ScheduleError::TooMany)?;
        let (sessions, participants): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let content = artefact::Content {
            plan: self.clone(),
            options: options.clone(),
            sessions,
            by_session,
            participants: participants.into_iter().flatten().collect(),
            unplaced,
        };
        Ok(Schedule {
            content: Arc::new(content),
        })
    }
}
