//! Offers seats in later phases, phase by phase.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::placed::{AllPlaced, Key, facts, of_schedule, place_all, taken};
use super::{CatchUp, CaughtUp, MovedSessions};
use crate::agency::Agency;
use crate::schedule::artefact::{Content, Remembered, Session, WhyThen, WhyUnplaced};
use crate::schedule::build::{Built, build};
use crate::schedule::form::fill;
use crate::schedule::problem::Problem;
use crate::schedule::replan::{agency_after, unplaced_after};
use crate::schedule::state::State;
use crate::schedule::{Replanning, Schedule, ScheduleError, reasons};
use crate::words::grouping::Grouping;
use crate::words::id::{PersonIndex, PhaseIndex, ProgrammeIndex};
use crate::words::measure::Hours;

/// The schedule with seats in these phases, which come by first day.
pub(super) fn catch_up(
    schedule: &Schedule,
    phases: &[PhaseIndex],
) -> Result<Schedule, ScheduleError> {
    let events = schedule.replanning().map_or(&[][..], Replanning::events);
    let agency = agency_after(schedule.plan(), events);
    let mut all = schedule.content.catch_up.clone();
    let known = facts(schedule, &agency, all.clone());
    let built = build(schedule.plan(), schedule.options(), &known)?;
    let before = of_schedule(schedule, &built);
    let mut placed = before.clone();
    for &into in phases {
        let known = facts(schedule, &agency, all.clone());
        let (built, state) = place_all(schedule, &known, &placed)?;
        let offered = offered(schedule, &agency, (&built, &state), &all, into);
        let mut trial = all.clone();
        trial.seats.extend(offered.seats.iter().cloned());
        trial.sessions.extend(&offered.sessions);
        let known = facts(schedule, &agency, trial);
        let (tried, mut state) = place_all(schedule, &known, &placed)?;
        for (number, key) in tried.groups.iter().enumerate() {
            if key.1 == into {
                fill(&tried.problem, &mut state, number);
            }
        }
        let kept = kept(offered, (&tried, &state), &built);
        placed = taken(&tried, &state, &placed);
        all.seats.extend(kept.seats);
        all.sessions.extend(kept.sessions);
    }
    if all == schedule.content.catch_up && seats(&placed) == seats(&before) {
        return Ok(schedule.clone());
    }
    assemble(schedule, &agency, all, &placed)
}

fn seats(placed: &AllPlaced) -> usize {
    let sessions = placed.values().flatten();
    sessions.map(|session| session.people.len()).sum()
}

/// Everybody without a place in an earlier phase who may attend in this one, and the sessions of
/// earlier phases that are not held.
fn offered(
    schedule: &Schedule,
    agency: &Agency,
    (built, state): (&Built, &State),
    known: &CatchUp,
    into: PhaseIndex,
) -> CatchUp {
    let programmes = &agency.programmes;
    let plan = schedule.plan();
    let sessions_in = |programme: ProgrammeIndex| {
        let lines = known.lines(plan);
        let line = lines.iter().find(|row| (row.0, row.1) == (programme, into));
        line.map_or(0, |row| row.2)
    };
    let hours_in = |person: PersonIndex| {
        let own = plan.of(person).iter();
        let own = own.filter(|row| known.phase_of(person, row.programme, row.phase) == into);
        own.map(|row| u64::from(programmes.hours(row.programme).hundredths()))
            .sum::<u64>()
    };
    let most: Hours = agency.rules.hours_per_person_per_phase;
    let mut offered = CatchUp::default();
    let mut asked: BTreeSet<(PersonIndex, ProgrammeIndex)> = BTreeSet::new();
    for (number, &(programme, phase)) in built.groups.iter().enumerate() {
        if agency.phases.until(phase) >= agency.phases.from(into) {
            continue;
        }
        let held = u32::try_from(state.held(number).len()).unwrap_or(u32::MAX);
        let missing = built.problem.groups[number].sessions.saturating_sub(held);
        let already: u32 = offered
            .sessions
            .iter()
            .filter(|row| row.programme == programme)
            .map(|row| row.sessions)
            .sum();
        let limit = programmes.sessions_per_phase(programme).unwrap_or(u32::MAX);
        let room = limit.saturating_sub(sessions_in(programme).saturating_add(already));
        // A seat that was moved once stays where it is.
        let moved_here = known
            .sessions
            .iter()
            .filter(|row| (row.programme, row.into) == (programme, phase))
            .map(|row| row.sessions)
            .sum::<u32>();
        let sessions = missing.saturating_sub(moved_here).min(room);
        if sessions > 0 {
            offered.sessions.push(MovedSessions {
                programme,
                phase,
                into,
                sessions,
            });
        }
        for place in state.waiting(number) {
            let person = built.person(number, place);
            let is_planned = plan
                .of(person)
                .iter()
                .any(|row| (row.programme, row.phase) == (programme, phase));
            let is_there = plan.of(person).iter().any(|row| {
                row.programme == programme
                    && (row.phase == into || known.phase_of(person, programme, row.phase) == into)
            });
            let hours = hours_in(person) + u64::from(programmes.hours(programme).hundredths());
            if is_planned
                && !is_there
                && hours <= u64::from(most.hundredths())
                && asked.insert((person, programme))
            {
                offered.seats.push(CaughtUp {
                    person,
                    programme,
                    phase,
                    into,
                    because: because(schedule, person, (programme, phase)),
                });
            }
        }
    }
    offered
}

/// Why somebody found no place in the phase of the plan.
fn because(schedule: &Schedule, person: PersonIndex, key: Key) -> WhyUnplaced {
    let mut rows = schedule.unplaced().iter();
    rows.find(|row| (row.programme, row.phase) == key && row.people.contains(&person))
        .map_or(WhyUnplaced::PersonBusy, |row| row.reason.clone())
}

/// Of what was offered what was taken.
fn kept(offered: CatchUp, (tried, state): (&Built, &State), before: &Built) -> CatchUp {
    let is_seated = |seat: &CaughtUp| {
        let key = (seat.programme, seat.into);
        let number = tried.groups.iter().position(|&other| other == key)?;
        let person = tried.people.binary_search(&seat.person).ok()?;
        let people = &tried.problem.groups[number].people;
        let place = people.binary_search(&(person as u32)).ok()?;
        Some(state.is_seated(number, place as u32))
    };
    let mut kept = CatchUp::default();
    for row in offered.sessions {
        let key = (row.programme, row.into);
        let place = |built: &Built| built.groups.iter().position(|&other| other == key);
        let own = place(before).map_or(0, |number| before.problem.groups[number].sessions);
        let held = place(tried).map_or(0, |number| state.held(number).len());
        let taken: u32 = kept
            .sessions
            .iter()
            .filter(|other: &&MovedSessions| (other.programme, other.into) == key)
            .map(|other| other.sessions)
            .sum();
        let used = u32::try_from(held).unwrap_or(u32::MAX);
        let sessions = used
            .saturating_sub(own.saturating_add(taken))
            .min(row.sessions);
        if sessions > 0 {
            kept.sessions.push(MovedSessions { sessions, ..row });
        }
    }
    let seats = offered.seats.into_iter();
    kept.seats = seats.filter(|seat| is_seated(seat) == Some(true)).collect();
    kept
}

/// The schedule with what is held now.
fn assemble(
    schedule: &Schedule,
    agency: &Agency,
    catch_up: CatchUp,
    placed: &AllPlaced,
) -> Result<Schedule, ScheduleError> {
    let known = facts(schedule, agency, catch_up.clone());
    let (built, state) = place_all(schedule, &known, placed)?;
    let mut ids: BTreeSet<String> = schedule
        .sessions()
        .iter()
        .map(|session| session.id.clone())
        .collect();
    let held = known.held.iter();
    let mut found: Vec<(Session, Vec<PersonIndex>)> = held
        .map(|&(session, people)| (session.clone(), people.to_vec()))
        .collect();
    for (number, &(programme, phase)) in built.groups.iter().enumerate() {
        let sessions = placed.get(&(programme, phase));
        let mut last = last_number(schedule, programme, phase);
        for row in sessions.map_or(&[][..], Vec::as_slice) {
            let session = match &row.session {
                Some(session) => session.clone(),
                None => {
                    last = last.saturating_add(1);
                    let (programme_id, phase_id) =
                        (agency.programmes.id(programme), agency.phases.id(phase));
                    let mut id = format!("{programme_id}-{phase_id}-{last}");
                    // Two pairs of ids may read alike, such as A-B with C and A with B-C.
                    while !ids.insert(id.clone()) {
                        id.push('~');
                    }
                    new_session(&built, &state, number, (id, last), row.start)
                }
            };
            found.push((session, row.people.clone()));
        }
    }
    found.sort_by(|one, other| (one.0.start(), &one.0.id).cmp(&(other.0.start(), &other.0.id)));
    let by_session = Grouping::from_counts(found.iter().map(|(_, people)| people.len()))
        .map_err(|_| ScheduleError::TooMany)?;
    let (sessions, participants): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let content = &schedule.content;
    Ok(Schedule {
        content: Arc::new(Content {
            plan: content.plan.clone(),
            options: content.options.clone(),
            sessions,
            by_session,
            participants: participants.into_iter().flatten().collect(),
            unplaced: unplaced_after(schedule, &known, &built, &state),
            is_stopped: content.is_stopped,
            replanning: content.replanning.clone(),
            worth: Remembered::default(),
            catch_up,
        }),
    })
}

/// The last number of a line's sessions, those that were cancelled included.
fn last_number(schedule: &Schedule, programme: ProgrammeIndex, phase: PhaseIndex) -> u32 {
    let own = schedule
        .sessions()
        .iter()
        .filter(|session| (session.programme, session.phase) == (programme, phase));
    let events = schedule.replanning().map_or(&[][..], Replanning::events);
    let cancelled = events.iter().filter_map(|event| event.cancelled);
    let cancelled = cancelled.filter(|&(p, t, _)| (p, t) == (programme, phase));
    own.map(|session| session.number)
        .chain(cancelled.map(|(_, _, number)| number))
        .max()
        .unwrap_or(0)
}

/// A session that is held anew, with the reason why not a day earlier.
fn new_session(
    built: &Built,
    state: &State,
    number: usize,
    (id, count): (String, u32),
    start: crate::words::measure::Date,
) -> Session {
    let problem: &Problem = &built.problem;
    let (programme, phase) = built.groups[number];
    let group = &problem.groups[number];
    let start = problem.days.binary_search(&start).unwrap_or(0);
    let mut without = state.clone();
    let at = state
        .held(number)
        .iter()
        .rposition(|held| held.start == start);
    let because = match at.and_then(|at| without.remove(problem, number, at)) {
        Some(held) => reasons::why_then(built, &without, number, start, &held.places),
        None => WhyThen::BestForMost,
    };
    let (room, trainer) = at
        .and_then(|at| state.held(number).get(at))
        .map_or((None, None), |held| built.bookings(held));
    Session {
        id,
        programme,
        phase,
        number: count,
        days: group.days(start).map(|day| problem.days[day]).collect(),
        room,
        trainer,
        because,
    }
}
