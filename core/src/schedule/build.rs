//! A plan as a problem of days and resources.

use std::collections::HashMap;

use super::bits;
use super::problem::{Group, Prerequisite, Problem, ProviderDay};
use super::{ScheduleError, ScheduleOptions};
use crate::agency::Agency;
use crate::plan::Plan;
use crate::words::id::{Index, PersonIndex, PhaseIndex, ProgrammeIndex};
use crate::words::measure::Date;

/// The longest horizon in calendar days.
const LONGEST: i64 = 36_600;

/// The problem of a plan, and which programme and phase each group is.
pub(super) struct Built {
    pub(super) problem: Problem,
    pub(super) groups: Vec<(ProgrammeIndex, PhaseIndex)>,
}

/// Whether the person works here and is not away on a day.
pub(super) fn is_present(agency: &Agency, person: PersonIndex, day: Date) -> bool {
    agency
        .people
        .last_day(person)
        .is_none_or(|last| day <= last)
        && !agency.absences.absent_person(person, day)
        && !agency.absences.absent_unit(agency.people.unit(person), day)
}

/// Builds the problem.
pub(super) fn build(plan: &Plan, options: &ScheduleOptions) -> Result<Built, ScheduleError> {
    let agency = plan.agency();
    let phases = &agency.phases;
    let (from, until) = phases.horizon().unwrap_or_default();
    let from = from.max(plan.gaps().needs().as_of());
    let span = until.signed_duration_since(from).num_days();
    if span > LONGEST {
        return Err(ScheduleError::Horizon { days: span });
    }
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
        provider_days: provider_days(agency, &days),
        unit_of: agency
            .people
            .indices()
            // Units are numbered by 32 bits.
            .map(|person| agency.people.unit(person).position() as u32)
            .collect(),
        days,
        ..Problem::default()
    };
    staff(agency, &mut problem);
    let mut order: Vec<PhaseIndex> = phases.indices().collect();
    order.sort_by_key(|&phase| (phases.from(phase), phase));
    let mut lines: Vec<_> = plan.lines().iter().collect();
    let place_of = |phase: PhaseIndex| order.iter().position(|&other| other == phase).unwrap_or(0);
    lines.sort_by_key(|line| (place_of(line.phase), line.programme));
    let mut number_of: HashMap<(ProgrammeIndex, PhaseIndex), usize> = HashMap::new();
    for line in &lines {
        number_of.insert((line.programme, line.phase), number_of.len());
    }
    let mut people: Vec<Vec<u32>> = vec![Vec::new(); lines.len()];
    for person in agency.people.indices() {
        for attendance in plan.of(person) {
            if let Some(&number) = number_of.get(&(attendance.programme, attendance.phase)) {
                people[number].push(person.position() as u32);
            }
        }
    }
    let programmes = &agency.programmes;
    for (line, people) in lines.iter().zip(people) {
        let (start, end) = (phases.from(line.phase), phases.until(line.phase));
        let mut group = Group {
            phase: place_of(line.phase),
            first: problem.days.partition_point(|&day| day < start),
            end: problem.days.partition_point(|&day| day <= end),
            length: programmes.days(line.programme).max(1) as usize,
            provider: programmes.provider(line.programme).position(),
            sessions: line.sessions,
            class_min: programmes.class_min(line.programme).max(1),
            class_max: programmes.class_max(line.programme).max(1),
            people,
            ..Group::default()
        };
        group.find_units(&problem.unit_of);
        group.prerequisites = prerequisites(
            plan,
            line.programme,
            line.phase,
            &group,
            &problem,
            &number_of,
        );
        problem.groups.push(group);
    }
    problem.weigh();
    let groups = lines
        .iter()
        .map(|line| (line.programme, line.phase))
        .collect();
    Ok(Built { problem, groups })
}

fn prerequisites(
    plan: &Plan,
    programme: ProgrammeIndex,
    phase: PhaseIndex,
    group: &Group,
    problem: &Problem,
    number_of: &HashMap<(ProgrammeIndex, PhaseIndex), usize>,
) -> Vec<Prerequisite> {
    let agency = plan.agency();
    let required = agency.programmes.prerequisites(programme);
    let mut rows = Vec::new();
    for (place, &person) in group
        .people
        .iter()
        .enumerate()
        .filter(|_| !required.is_empty())
    {
        let Some(index) = PersonIndex::at(person as usize) else {
            continue;
        };
        for &other in required {
            let earlier = plan.of(index).iter().find(|attendance| {
                attendance.programme == other
                    && agency.phases.until(attendance.phase) < agency.phases.from(phase)
            });
            let attended = earlier.and_then(|attendance| {
                let number = *number_of.get(&(other, attendance.phase))?;
                let earlier = problem.groups.get(number)?;
                let place = earlier.people.binary_search(&person).ok()?;
                // Groups and places are fewer than attendances, which are numbered by 32 bits.
                Some((number as u32, place as u32))
            });
            rows.push(Prerequisite {
                place: place as u32,
                programme: other.position() as u32,
                attended,
            });
        }
    }
    rows
}

fn provider_days(agency: &Agency, days: &[Date]) -> Vec<ProviderDay> {
    let providers = &agency.providers;
    providers
        .indices()
        .flat_map(|provider| days.iter().map(move |&day| (provider, day)))
        .map(|(provider, day)| {
            if !providers.agreement(provider).contains(day) {
                ProviderDay::OutsideAgreement
            } else if agency.absences.absent_provider(provider, day) {
                ProviderDay::Away
            } else {
                ProviderDay::Open(providers.sessions_at_once(provider).unwrap_or(u32::MAX))
            }
        })
        .collect()
}

/// Who is away when, and how many people each unit can spare.
fn staff(agency: &Agency, problem: &mut Problem) {
    let (days, words) = (problem.days.len(), problem.words());
    problem.away = vec![0; agency.people.len() * words];
    let mut present = vec![0_u32; agency.units.len() * days];
    for person in agency.people.indices() {
        let unit = agency.people.unit(person).position();
        let row = &mut problem.away[person.position() * words..][..words];
        for (number, &day) in problem.days.iter().enumerate() {
            if is_present(agency, person, day) {
                present[unit * days + number] += 1;
            } else {
                bits::set(row, number);
            }
        }
    }
    problem.spare = agency
        .units
        .indices()
        .flat_map(|unit| std::iter::repeat_n(agency.units.minimum_on_duty(unit), days))
        .zip(present)
        .map(|(minimum, present)| present.saturating_sub(minimum))
        .collect();
}
