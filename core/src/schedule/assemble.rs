//! From days and places back to sessions of programmes and people.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::artefact::{Content, Remembered, Session, WhyThen};
use super::build::{Built, build};
use super::catch_up::CatchUp;
use super::facts::Facts;
use super::improve::improve;
use super::reachable::Reachable;
use super::state::State;
use super::{Schedule, ScheduleError, ScheduleOptions, reasons, search};
use crate::agency::Agency;
use crate::plan::Plan;
use crate::words::grouping::Grouping;
use crate::words::id::PersonIndex;
use crate::words::watch::Watch;

/// Makes the schedule of a plan.
pub(super) fn assemble(
    plan: &Plan,
    options: &ScheduleOptions,
    watch: &dyn Watch,
) -> Result<Schedule, ScheduleError> {
    let built = build(plan, options, &Facts::of_plan(plan))?;
    let mut state = search::solve(&built.problem);
    let reachable = Reachable::new(&built.problem);
    let is_stopped = improve(&built.problem, &mut state, &reachable, options.work, watch);
    let unplaced = reasons::unplaced(&built, &state, &reachable);
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for number in 0..built.groups.len() {
        found.extend(sessions_of(
            plan.agency(),
            &built,
            &mut state,
            number,
            &mut ids,
        ));
    }
    found.sort_by(|one, other| (one.0.start(), &one.0.id).cmp(&(other.0.start(), &other.0.id)));
    let by_session = Grouping::from_counts(found.iter().map(|(_, people)| people.len()))
        .map_err(|_| ScheduleError::TooMany)?;
    let (sessions, participants): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    Ok(Schedule {
        content: Arc::new(Content {
            plan: plan.clone(),
            options: options.clone(),
            sessions,
            by_session,
            participants: participants.into_iter().flatten().collect(),
            unplaced,
            is_stopped,
            replanning: None,
            worth: Remembered::default(),
            catch_up: CatchUp::default(),
        }),
    })
}

/// The sessions of a group with their people, numbered by their days.
fn sessions_of(
    agency: &Agency,
    built: &Built,
    state: &mut State,
    number: usize,
    ids: &mut BTreeSet<String>,
) -> Vec<(Session, Vec<PersonIndex>)> {
    let problem = &built.problem;
    let (programme, phase) = built.groups[number];
    let group = &problem.groups[number];
    let mut order = state.held(number).to_vec();
    order.sort_by(|one, other| (one.start, &one.places).cmp(&(other.start, &other.places)));
    let mut found = Vec::with_capacity(order.len());
    for (count, held) in (1_u32..).zip(order) {
        // The question why it is not a day earlier is asked while its own people and provider
        // are free.
        let at = state.held(number).iter().position(|other| *other == held);
        let because = match at.and_then(|at| state.remove(problem, number, at)) {
            Some(held) => {
                let because = reasons::why_then(built, state, number, held.start, &held.places);
                state.put(problem, number, held);
                because
            }
            None => WhyThen::BestForMost,
        };
        let (programme_id, phase_id) = (agency.programmes.id(programme), agency.phases.id(phase));
        let mut id = format!("{programme_id}-{phase_id}-{count}");
        // Two pairs of ids may read alike, such as A-B with C and A with B-C.
        while !ids.insert(id.clone()) {
            id.push('~');
        }
        let (room, trainer) = built.bookings(&held);
        let session = Session {
            id,
            programme,
            phase,
            number: count,
            days: group
                .days(held.start)
                .map(|day| problem.days[day])
                .collect(),
            room,
            trainer,
            because,
        };
        // Places follow the order of the people.
        let people = held.places.iter().map(|&place| built.person(number, place));
        found.push((session, people.collect()));
    }
    found
}
