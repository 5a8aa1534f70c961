//! The new schedule, put together from what is kept and what is held now.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::before::{Before, Planned};
use super::known::{KnownEvent, agency_after, facts_on};
use super::matching::counterparts;
use super::moved::Moved;
use super::options::ReplanOptions;
use super::search::least_moves;
use super::told::Told;
use crate::agency::Agency;
use crate::catalogue::ProviderKind;
use crate::schedule::artefact::{Content, Remembered, Session, Unplaced, WhyThen, WhyUnplaced};
use crate::schedule::build::{Built, build};
use crate::schedule::facts::Facts;
use crate::schedule::reachable::Reachable;
use crate::schedule::state::State;
use crate::schedule::{Schedule, ScheduleError, reasons};
use crate::words::grouping::Grouping;
use crate::words::id::{PersonIndex, PhaseIndex, ProgrammeIndex};
use crate::words::measure::Date;
use crate::words::watch::Watch;

/// How a schedule came out of an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Replanning {
    pub(in crate::schedule) from: Date,
    pub(in crate::schedule) events: Vec<KnownEvent>,
    pub(in crate::schedule) options: ReplanOptions,
    pub(in crate::schedule) moved: Vec<Moved>,
    pub(in crate::schedule) weight: u64,
    pub(in crate::schedule) bound: u64,
    /// Not saved: it follows from the plan and the events.
    pub(in crate::schedule) agency: Agency,
}

impl Replanning {
    /// The day of replanning: sessions that began before it are as they were.
    pub const fn from(&self) -> Date {
        self.from
    }

    /// All events that are known, those of earlier replannings included.
    pub fn events(&self) -> &[KnownEvent] {
        &self.events
    }

    /// What a move was to cost.
    pub const fn options(&self) -> &ReplanOptions {
        &self.options
    }

    /// What moved, by first day before, then session.
    pub fn moved(&self) -> &[Moved] {
        &self.moved
    }

    /// What the change weighs, by the weights of the options.
    pub const fn weight(&self) -> u64 {
        self.weight
    }

    /// No lawful schedule that keeps what has begun changes less than this weight.
    pub const fn bound(&self) -> u64 {
        self.bound
    }

    /// Whether no schedule changes less.
    pub const fn is_proven(&self) -> bool {
        self.weight <= self.bound
    }

    pub(in crate::schedule) const fn agency(&self) -> &Agency {
        &self.agency
    }
}

/// The groups of a problem by programme and phase.
pub(super) fn numbers(built: &Built) -> BTreeMap<(ProgrammeIndex, PhaseIndex), usize> {
    let groups = built.groups.iter().enumerate();
    groups.map(|(number, &key)| (key, number)).collect()
}

/// A session that was to be held, by its place in the earlier schedule.
pub(super) type Earlier<'a> = (&'a Session, &'a [PersonIndex]);

/// What was to be held from the day on, by group, with the sessions that they were.
fn planned<'a>(
    schedule: &'a Schedule,
    day: Date,
    built: &Built,
    known: &[KnownEvent],
) -> (Vec<Vec<Planned>>, Vec<Vec<Earlier<'a>>>) {
    let numbers = numbers(built);
    let problem = &built.problem;
    let mut planned = vec![Vec::new(); problem.groups.len()];
    let mut earlier = vec![Vec::new(); problem.groups.len()];
    for (session, people) in schedule.sessions_with_people() {
        let key = (session.programme, session.phase);
        let (Some(start), Some(&number)) = (session.start(), numbers.get(&key)) else {
            continue;
        };
        if start < day {
            continue;
        }
        let group = &problem.groups[number];
        let places = people
            .iter()
            .filter_map(|person| {
                let person = built.people.binary_search(person).ok()?;
                // Those who attend are numbered by 32 bits.
                let place = group.people.binary_search(&(person as u32)).ok()?;
                Some(place as u32)
            })
            .collect();
        let axis = problem.days.binary_search(&start).ok();
        let start = axis.filter(|&start| {
            let days = group.days(start).map(|day| problem.days[day]);
            group.is_start(start) && days.eq(session.days.iter().copied())
        });
        let is_cancelled = known
            .iter()
            .any(|row| row.cancelled == Some((session.programme, session.phase, session.number)));
        planned[number].push(Planned {
            start,
            bookings: built.bookings_of(session),
            places,
            is_cancelled,
        });
        earlier[number].push((session, people));
    }
    (planned, earlier)
}

/// Makes the new schedule.
pub(super) fn replan(
    schedule: &Schedule,
    day: Date,
    known: Vec<KnownEvent>,
    options: &ReplanOptions,
    watch: &dyn Watch,
) -> Result<Schedule, ScheduleError> {
    let plan = schedule.plan();
    let agency = agency_after(plan, &known);
    let mut facts = facts_on(plan, &agency, day, &known, schedule.sessions_with_people());
    facts.catch_up = schedule.content.catch_up.clone();
    let built = build(plan, schedule.options(), &facts)?;
    let (planned, earlier) = planned(schedule, day, &built, &known);
    let is_outside: Vec<bool> = built
        .groups
        .iter()
        .map(|&(programme, _)| {
            let provider = agency.programmes.provider(programme);
            agency.providers.kind(provider) != ProviderKind::OwnAgency
        })
        .collect();
    let before = Before::new(&built.problem, planned, &is_outside, options);
    let mut found = least_moves(&built.problem, &before, options.work, watch);
    let counterparts: Vec<Vec<Option<usize>>> = before
        .sessions
        .iter()
        .enumerate()
        .map(|(number, planned)| counterparts(planned, found.state.held(number)))
        .collect();
    let names = names(schedule, &built, &found.state, &counterparts, &earlier);
    let told = Told {
        facts: &facts,
        known: &known,
        day,
        built: &built,
        state: &found.state,
        before: &before,
        earlier: &earlier,
        counterparts: &counterparts,
        names: &names,
    };
    let moved = told.rows();
    let unplaced = unplaced(schedule, &facts, &built, &found.state);
    let mut sessions: Vec<(Session, Vec<PersonIndex>)> = facts
        .held
        .iter()
        .map(|&(session, people)| (session.clone(), people.to_vec()))
        .collect();
    for number in 0..built.groups.len() {
        let kept: Vec<bool> = (0..names[number].len())
            .map(|at| {
                let planned = counterparts[number].iter().position(|&now| now == Some(at));
                planned.is_some_and(|planned| {
                    before.sessions[number][planned].start
                        == Some(found.state.held(number)[at].start)
                })
            })
            .collect();
        let asked = (&facts, &built);
        sessions.extend(sessions_of(
            asked,
            &mut found.state,
            number,
            &names[number],
            &kept,
        ));
    }
    sessions.sort_by(|one, other| (one.0.start(), &one.0.id).cmp(&(other.0.start(), &other.0.id)));
    let by_session = Grouping::from_counts(sessions.iter().map(|(_, people)| people.len()))
        .map_err(|_| ScheduleError::TooMany)?;
    let (sessions, participants): (Vec<_>, Vec<_>) = sessions.into_iter().unzip();
    let replanning = Replanning {
        from: day,
        options: options.clone(),
        moved,
        weight: found.weight,
        bound: found.bound,
        agency: agency.clone(),
        events: known.clone(),
    };
    Ok(Schedule {
        content: Arc::new(Content {
            plan: plan.clone(),
            options: schedule.options().clone(),
            sessions,
            by_session,
            participants: participants.into_iter().flatten().collect(),
            unplaced,
            is_stopped: found.is_stopped,
            replanning: Some(replanning),
            worth: Remembered::default(),
            catch_up: schedule.content.catch_up.clone(),
        }),
    })
}

/// For each group the id and number of what is held now: those of what it was, or new ones.
fn names(
    schedule: &Schedule,
    built: &Built,
    state: &State,
    counterparts: &[Vec<Option<usize>>],
    earlier: &[Vec<Earlier<'_>>],
) -> Vec<Vec<(String, u32)>> {
    let agency = schedule.agency();
    let mut ids: std::collections::BTreeSet<String> = schedule
        .sessions()
        .iter()
        .map(|session| session.id.clone())
        .collect();
    let mut names = Vec::with_capacity(built.groups.len());
    for (number, &(programme, phase)) in built.groups.iter().enumerate() {
        let of_group = schedule
            .sessions()
            .iter()
            .filter(|session| (session.programme, session.phase) == (programme, phase));
        let cancelled = schedule
            .replanning()
            .into_iter()
            .flat_map(Replanning::events);
        let cancelled = cancelled.filter_map(|row| row.cancelled);
        let cancelled = cancelled.filter(|&(p, t, _)| (p, t) == (programme, phase));
        let mut last = of_group
            .map(|session| session.number)
            .chain(cancelled.map(|(_, _, number)| number))
            .max()
            .unwrap_or(0);
        let mut own = Vec::new();
        for at in 0..state.held(number).len() {
            let was = counterparts[number].iter().position(|&now| now == Some(at));
            own.push(match was.and_then(|was| earlier[number].get(was)) {
                Some((session, _)) => (session.id.clone(), session.number),
                None => {
                    last = last.saturating_add(1);
                    let (programme, phase) =
                        (agency.programmes.id(programme), agency.phases.id(phase));
                    let mut id = format!("{programme}-{phase}-{last}");
                    // Two pairs of ids may read alike, such as A-B with C and A with B-C.
                    while !ids.insert(id.clone()) {
                        id.push('~');
                    }
                    (id, last)
                }
            });
        }
        names.push(own);
    }
    names
}

/// The sessions of a group with their people.
fn sessions_of(
    (facts, built): (&Facts<'_>, &Built),
    state: &mut State,
    number: usize,
    names: &[(String, u32)],
    kept: &[bool],
) -> Vec<(Session, Vec<PersonIndex>)> {
    let problem = &built.problem;
    let (programme, phase) = built.groups[number];
    let group = &problem.groups[number];
    let mut found = Vec::with_capacity(names.len());
    let sessions = state.held(number).to_vec();
    for ((held, (id, count)), &is_kept) in sessions.into_iter().zip(names).zip(kept) {
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
        let because = match because {
            WhyThen::FirstDay if facts.agency.phases.from(phase) < facts.from => {
                WhyThen::NotBefore { day: facts.from }
            }
            WhyThen::BestForMost if is_kept => WhyThen::Kept,
            other => other,
        };
        let (room, trainer) = built.bookings(&held);
        let session = Session {
            id: id.clone(),
            programme,
            phase,
            number: *count,
            days: group
                .days(held.start)
                .map(|day| problem.days[day])
                .collect(),
            room,
            trainer,
            because,
        };
        let people = held.places.iter().map(|&place| built.person(number, place));
        found.push((session, people.collect()));
    }
    found
}

/// Who has no place and which sessions are not held: where nothing changed, as it was told before.
pub(in crate::schedule) fn unplaced(
    schedule: &Schedule,
    facts: &Facts<'_>,
    built: &Built,
    state: &State,
) -> Vec<Unplaced> {
    let mut now = reasons::unplaced(built, state, &Reachable::new(&built.problem));
    let is_of = |key| move |row: &&Unplaced| (row.programme, row.phase) == key;
    let total = |rows: &[&Unplaced]| {
        let mut people: Vec<PersonIndex> = rows
            .iter()
            .flat_map(|row| row.people.iter().copied())
            .collect();
        people.sort_unstable();
        let sessions: u32 = rows.iter().map(|row| row.sessions).sum();
        (people, sessions)
    };
    let mut all = Vec::new();
    for &key in &built.groups {
        let own: Vec<&Unplaced> = now.iter().filter(is_of(key)).collect();
        let old: Vec<&Unplaced> = schedule.unplaced().iter().filter(is_of(key)).collect();
        if total(&own) == total(&old) {
            all.extend(old.into_iter().cloned());
            continue;
        }
        let is_cancelled = facts.cancelled.contains_key(&key);
        for row in now
            .iter_mut()
            .filter(|row| (row.programme, row.phase) == key)
        {
            let is_full = matches!(
                row.reason,
                WhyUnplaced::ClassFull { .. } | WhyUnplaced::ClassTooSmall { .. }
            );
            if is_cancelled && is_full && !row.people.is_empty() {
                row.reason = WhyUnplaced::Cancelled;
            }
            all.push(row.clone());
        }
    }
    all
}
