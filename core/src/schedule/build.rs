//! A plan as a problem of days and resources.

use std::collections::BTreeMap;

use super::artefact::Session;
use super::bits;
use super::facts::{Facts, Seats};
use super::presence::Presence;
use super::problem::{Group, Prerequisite, Problem, ProviderDay};
use super::state::Held;
use super::{ScheduleError, ScheduleOptions};
use crate::agency::Agency;
use crate::calendar::Absentee;
use crate::plan::Plan;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex, RoomIndex, TrainerIndex};
use crate::words::measure::Date;

/// The longest horizon in calendar days: twenty years. It bounds the memory, which grows with
/// units × days and people × days.
const LONGEST: i64 = 7_320;

/// The problem of a plan, and what its numbers stand for.
pub(super) struct Built {
    pub(super) problem: Problem,
    /// The programme and phase of each group.
    pub(super) groups: Vec<(ProgrammeIndex, PhaseIndex)>,
    /// Everybody who attends anything; the problem numbers them in this order.
    pub(super) people: Vec<PersonIndex>,
}

impl Built {
    /// The room and the trainer of a session.
    pub(super) fn bookings(&self, held: &Held) -> (Option<RoomIndex>, Option<TrainerIndex>) {
        let [room, trainer] = held.bookings.map(|row| row.map(|row| row as usize));
        let trainer = trainer.and_then(|row| row.checked_sub(self.problem.rooms));
        (
            room.and_then(RoomIndex::at),
            trainer.and_then(TrainerIndex::at),
        )
    }

    /// The same the other way round.
    pub(super) fn bookings_of(&self, session: &Session) -> [Option<u32>; 2] {
        // Rooms and trainers are rows of tables, which are numbered by 32 bits.
        let trainer = session.trainer;
        [
            session.room.map(|room| room.position() as u32),
            trainer.map(|trainer| (self.problem.rooms + trainer.position()) as u32),
        ]
    }

    /// Who sits in a place of a group.
    pub(super) fn person(&self, group: usize, place: u32) -> PersonIndex {
        // Places are those of the group's people, who are numbered by their place in `people`.
        self.people[self.problem.groups[group].people[place as usize] as usize]
    }
}

/// The days of all phases, from the first to the last; none if there is no phase.
///
/// # Errors
/// [`ScheduleError::Horizon`] if they are too many.
pub(super) fn horizon(agency: &Agency) -> Result<Option<(Date, Date)>, ScheduleError> {
    let Some((from, until)) = agency.phases.horizon() else {
        return Ok(None);
    };
    let days = until.signed_duration_since(from).num_days();
    if days > LONGEST {
        return Err(ScheduleError::Horizon { days });
    }
    Ok(Some((from, until)))
}

/// Builds the problem: what is still to be scheduled under some facts.
pub(super) fn build(
    plan: &Plan,
    options: &ScheduleOptions,
    facts: &Facts<'_>,
) -> Result<Built, ScheduleError> {
    let agency = facts.agency;
    let phases = &agency.phases;
    let (from, until) = horizon(agency)?.unwrap_or_default();
    let from = from.max(facts.from);
    let calendar = &agency.calendar;
    let days: Vec<Date> = calendar.training_days(from, until).collect();
    let mut working = calendar.working_days(from, until).peekable();
    let mut count = 0_u32;
    let working_days_before = days
        .iter()
        .map(|day| {
            while working.next_if(|other| other < day).is_some() {
                count += 1;
            }
            count
        })
        .collect();
    let mut problem = Problem {
        working_days_before,
        days_after_prerequisite: options.days_after_prerequisite,
        may_leave_out: options.may_leave_out,
        provider_days: provider_days(facts, &days),
        days,
        ..Problem::default()
    };
    let attending: Vec<PersonIndex> = agency
        .people
        .indices()
        .filter(|&person| !plan.of(person).is_empty())
        .collect();
    staff(facts, &attending, &mut problem);
    book(facts, &mut problem);
    let mut order: Vec<PhaseIndex> = phases.indices().collect();
    order.sort_by_key(|&phase| (phases.from(phase), phase));
    let mut lines = facts.catch_up.lines(plan);
    let place_of = |phase: PhaseIndex| order.iter().position(|&other| other == phase).unwrap_or(0);
    lines.sort_by_key(|line| (place_of(line.1), line.0));
    let mut number_of: BTreeMap<(ProgrammeIndex, PhaseIndex), usize> = BTreeMap::new();
    for line in &lines {
        number_of.insert((line.0, line.1), number_of.len());
    }
    let seats = facts.seats();
    let mut people: Vec<Vec<u32>> = vec![Vec::new(); lines.len()];
    // People are numbered by 32 bits.
    for (person, &index) in (0_u32..).zip(&attending) {
        for attendance in plan.of(index) {
            let phase = facts.phase_of(index, *attendance);
            let key = (attendance.programme, phase);
            if let Some(&number) = number_of.get(&key)
                && !seats.contains_key(&(index, attendance.programme, phase))
            {
                people[number].push(person);
            }
        }
    }
    let programmes = &agency.programmes;
    for (&(programme, phase, sessions), people) in lines.iter().zip(people) {
        let (start, end) = (phases.from(phase), phases.until(phase));
        let mut group = Group {
            phase: place_of(phase),
            first: problem.days.partition_point(|&day| day < start),
            end: problem.days.partition_point(|&day| day <= end),
            length: programmes.days(programme).max(1) as usize,
            provider: programmes.provider(programme).position(),
            sessions: sessions.saturating_sub(facts.gone(programme, phase)),
            class_min: programmes.class_min(programme).max(1),
            class_max: programmes.class_max(programme).max(1),
            people,
            ..Group::default()
        };
        (group.rooms, group.trainers) = bookables(agency, &problem, programme);
        if let Some(series) = programmes.series(programme) {
            group.find_days(&problem, series);
        }
        group.find_units(&problem.unit_of);
        group.prerequisites = prerequisites(
            plan,
            programme,
            phase,
            &group,
            &problem,
            (&attending, &number_of),
            (facts, &seats),
        );
        problem.groups.push(group);
    }
    problem.weigh();
    let groups = lines.iter().map(|line| (line.0, line.1)).collect();
    Ok(Built {
        problem,
        groups,
        people: attending,
    })
}

/// The rooms and trainers of a programme by seats, numbered as the problem does.
fn bookables(
    agency: &Agency,
    problem: &Problem,
    programme: ProgrammeIndex,
) -> (Vec<u32>, Vec<u32>) {
    // Rooms and trainers are rows of tables, which are numbered by 32 bits.
    let rooms = agency
        .rooms
        .of(programme)
        .map(|room| room.position() as u32);
    let trainers = agency.trainers.of(programme);
    let trainers = trainers.map(|trainer| (problem.rooms + trainer.position()) as u32);
    let (mut rooms, mut trainers): (Vec<u32>, Vec<u32>) = (rooms.collect(), trainers.collect());
    for wanted in [&mut rooms, &mut trainers] {
        wanted.sort_by_key(|&one| (problem.bookable_seats[one as usize], one));
    }
    (rooms, trainers)
}

/// When rooms and trainers are away or in sessions that have begun.
fn book(facts: &Facts<'_>, problem: &mut Problem) {
    let agency = facts.agency;
    let (rooms, trainers) = (&agency.rooms, &agency.trainers);
    let seats = rooms.indices().map(|room| rooms.seats(room));
    let seats = seats.chain(trainers.indices().map(|trainer| trainers.seats(trainer)));
    problem.bookable_seats = seats.map(|seats| seats.unwrap_or(u32::MAX)).collect();
    problem.rooms = rooms.len();
    let words = problem.words();
    let mut away = vec![0; problem.bookable_seats.len() * words];
    for (absentee, period, _) in agency.absences.rows() {
        let row = match absentee {
            Absentee::Room(room) => room.position(),
            Absentee::Trainer(trainer) => problem.rooms + trainer.position(),
            _ => continue,
        };
        for (at, &day) in problem.days.iter().enumerate() {
            if period.contains(day) {
                bits::set(&mut away[row * words..][..words], at);
            }
        }
    }
    for (session, _) in &facts.held {
        let trainer = session
            .trainer
            .map(|trainer| problem.rooms + trainer.position());
        for row in session.room.map(Index::position).into_iter().chain(trainer) {
            for day in &session.days {
                if let Ok(at) = problem.days.binary_search(day) {
                    bits::set(&mut away[row * words..][..words], at);
                }
            }
        }
    }
    problem.bookable_away = away;
}

fn prerequisites(
    plan: &Plan,
    programme: ProgrammeIndex,
    phase: PhaseIndex,
    group: &Group,
    problem: &Problem,
    (people, number_of): (
        &[PersonIndex],
        &BTreeMap<(ProgrammeIndex, PhaseIndex), usize>,
    ),
    (facts, seats): (&Facts<'_>, &Seats),
) -> Vec<Prerequisite> {
    let agency = facts.agency;
    let required = agency.programmes.prerequisites(programme);
    let mut rows = Vec::new();
    for (place, &person) in group
        .people
        .iter()
        .enumerate()
        .filter(|_| !required.is_empty())
    {
        let index = people[person as usize];
        for &other in required {
            let earlier = plan.of(index).iter().find(|attendance| {
                attendance.programme == other
                    && agency.phases.until(facts.phase_of(index, **attendance))
                        < agency.phases.from(phase)
            });
            let attended = earlier.and_then(|attendance| {
                let number = *number_of.get(&(other, facts.phase_of(index, *attendance)))?;
                let earlier = problem.groups.get(number)?;
                let place = earlier.people.binary_search(&person).ok()?;
                // Groups and places are fewer than attendances, which are numbered by 32 bits.
                Some((number as u32, place as u32))
            });
            let over = earlier.and_then(|attendance| {
                let phase = facts.phase_of(index, *attendance);
                let last_day = *seats.get(&(index, other, phase))?;
                Some(facts.first_day_after(problem, last_day))
            });
            rows.push(Prerequisite {
                place: place as u32,
                programme: other.position() as u32,
                attended,
                over,
            });
        }
    }
    rows
}

fn provider_days(facts: &Facts<'_>, days: &[Date]) -> Vec<ProviderDay> {
    let agency = facts.agency;
    let providers = &agency.providers;
    let mut rows: Vec<ProviderDay> = providers
        .indices()
        .flat_map(|provider| days.iter().map(move |&day| (provider, day)))
        .map(|(provider, day)| {
            if !providers.agreement(provider).contains(day) {
                ProviderDay::OutsideAgreement
            } else if agency.absences.absent_provider(provider, day) {
                ProviderDay::Away
            } else {
                ProviderDay::Open(facts.sessions_at_once(provider, day))
            }
        })
        .collect();
    for (session, _) in &facts.held {
        let provider = agency.programmes.provider(session.programme).position();
        for day in &session.days {
            if let Ok(day) = days.binary_search(day)
                && let Some(ProviderDay::Open(left)) = rows.get_mut(provider * days.len() + day)
                && *left != u32::MAX
            {
                *left = left.saturating_sub(1);
            }
        }
    }
    rows
}

/// Who of those who attend anything is away when, and how many people each unit can spare.
fn staff(facts: &Facts<'_>, attending: &[PersonIndex], problem: &mut Problem) {
    let agency = facts.agency;
    let (days, words) = (problem.days.len(), problem.words());
    let presence = Presence::new(agency, &problem.days);
    let mut away = vec![0; attending.len() * words];
    // No row has a length of zero: without days there are no rows.
    for (&person, row) in attending.iter().zip(away.chunks_mut(words.max(1))) {
        presence.mark_away(person, row);
    }
    let mut spare: Vec<u32> = agency
        .units
        .indices()
        .flat_map(|unit| std::iter::repeat_n(agency.units.minimum_on_duty(unit), days))
        .zip(presence.present())
        .map(|(minimum, present)| present.saturating_sub(minimum))
        .collect();
    for &(session, people) in &facts.held {
        for day in &session.days {
            let Ok(day) = problem.days.binary_search(day) else {
                continue;
            };
            for person in people {
                if let Ok(place) = attending.binary_search(person) {
                    bits::set(&mut away[place * words..][..words], day);
                }
                let unit = agency.people.unit(*person).position();
                let left = &mut spare[unit * days + day];
                *left = left.saturating_sub(1);
            }
        }
    }
    problem.spare = spare;
    problem.away = away;
    problem.unit_of = attending
        .iter()
        // Units are numbered by 32 bits.
        .map(|&person| agency.people.unit(person).position() as u32)
        .collect();
}
