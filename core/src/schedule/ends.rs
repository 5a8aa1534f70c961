//! Which sessions every schedule must hold, from which day on, and in whose way they are.

use super::bits;
use super::problem::{Group, Problem};
use super::reachable::Reachable;
use super::smith::{Job, Shared};

/// With more sessions than this only heads count: pairs of them would be too many.
const MOST_SESSIONS: usize = 1_000;

/// What a group must do in every schedule that loses at most so many of its attendances.
pub(super) struct Must {
    /// How many sessions it holds at least.
    pub(super) sessions: usize,
    /// The first start of any of them.
    pub(super) first: usize,
    /// How many people may be left out.
    loses: u64,
}

/// What is known of a group whatever else is held: how many people fit at each start.
pub(super) struct Fit {
    /// Starts from the first on: people, as far as units can spare them.
    people: Vec<u32>,
}

impl Fit {
    pub(super) fn new(problem: &Problem, reachable: &Reachable, number: usize) -> Self {
        let group = &problem.groups[number];
        let range = group.starts();
        let mut have_time = vec![0_u32; group.units.len() * range.len()];
        for place in 0..group.people.len() as u32 {
            let unit = group.unit_places[place as usize] as usize;
            for start in reachable.starts(problem, number, place) {
                have_time[unit * range.len() + start - range.start] += 1;
            }
        }
        let mut people = vec![0_u32; range.len()];
        for (&unit, row) in group.units.iter().zip(have_time.chunks(range.len().max(1))) {
            let spare = &problem.spare[unit as usize * problem.days.len()..];
            for (at, (people, have_time)) in people.iter_mut().zip(row).enumerate() {
                let spare = group.days(range.start + at).map(|day| spare[day]).min();
                *people = people.saturating_add((*have_time).min(spare.unwrap_or(0)));
            }
        }
        Self { people }
    }
}

/// What a group must do if it loses at most so many attendances; `None` if it may hold nothing.
pub(super) fn must(group: &Group, fit: &Fit, loses: u64) -> Option<Must> {
    let most = group.class_max.max(1) as usize;
    // Every attendance weighs at least 1.
    let left_out = usize::try_from(loses).unwrap_or(usize::MAX);
    let seated = group.people.len().saturating_sub(left_out);
    let others = (group.sessions as usize).saturating_sub(1);
    let fewest = seated
        .saturating_sub(others.saturating_mul(most))
        .max(group.class_min.max(1) as usize);
    let first = fit.people.iter().position(|&fit| fit as usize >= fewest)?;
    let sessions = seated.div_ceil(most);
    (sessions > 0).then_some(Must {
        sessions,
        first: group.starts().start + first,
        loses,
    })
}

/// Sessions as jobs, and what they share: providers, rooms, trainers, units, and people.
pub(super) fn jobs(problem: &Problem, musts: &[Option<Must>]) -> (Vec<Job>, Vec<Shared>) {
    let mut jobs = Vec::new();
    let mut of_group: Vec<Vec<u32>> = Vec::with_capacity(musts.len());
    for (group, must) in problem.groups.iter().zip(musts) {
        let mut own = Vec::new();
        if let Some(must) = must {
            let end = group.end_of(must.first) as u32;
            for _ in 0..must.sessions {
                own.push(jobs.len() as u32);
                // Days of the axis are numbered by u32: see the limit on the horizon.
                jobs.push(Job {
                    head: must.first as u32,
                    length: group.length as u32,
                    end,
                    weight: 1.0,
                    late: 0.0,
                    due: u32::MAX,
                });
            }
        }
        of_group.push(own);
    }
    let mut shared = Vec::new();
    if jobs.len() > 1 && jobs.len() <= MOST_SESSIONS {
        providers(problem, &of_group, &mut shared);
        bookables(problem, &of_group, &mut shared);
        let alone: Vec<(usize, u32, u64)> = musts
            .iter()
            .enumerate()
            .filter_map(|(number, must)| {
                let must = must.as_ref()?;
                let one = (problem.groups[number].sessions, &of_group[number][..]);
                matches!(one, (1, [_])).then(|| (number, of_group[number][0], must.loses))
            })
            .collect();
        units(problem, &alone, &mut shared);
        people(problem, &alone, &mut shared);
    }
    (jobs, shared)
}

fn providers(problem: &Problem, of_group: &[Vec<u32>], shared: &mut Vec<Shared>) {
    let days = problem.days.len();
    for provider in 0..problem.provider_days.len() / days.max(1) {
        let users = problem.groups.iter().zip(of_group);
        let users = users.filter(|(group, _)| group.provider == provider);
        let users: Vec<(u32, u32)> = users
            .flat_map(|(_, own)| own.iter().map(|&job| (job, 1)))
            .collect();
        let capacity = (0..days).map(|day| problem.provider_capacity(provider, day));
        shared.push(Shared {
            capacity: capacity.collect(),
            users,
        });
    }
}

/// Rooms, and trainers, of which one group or another may take either, are counted together.
fn bookables(problem: &Problem, of_group: &[Vec<u32>], shared: &mut Vec<Shared>) {
    let count = problem.bookable_seats.len();
    let mut pool: Vec<usize> = (0..count).collect();
    let wanted = |group: &Group| [group.rooms.clone(), group.trainers.clone()];
    for rows in problem.groups.iter().flat_map(wanted) {
        for &row in rows.iter().skip(1) {
            let (one, other) = (pool[rows[0] as usize], pool[row as usize]);
            for pool in pool.iter_mut().filter(|pool| **pool == other) {
                *pool = one;
            }
        }
    }
    let words = problem.words();
    for number in 0..count {
        let members: Vec<usize> = (0..count).filter(|&row| pool[row] == number).collect();
        let is_of = |rows: &[u32]| {
            let first = rows.first();
            first.is_some_and(|&row| pool[row as usize] == number)
        };
        let users = problem.groups.iter().zip(of_group);
        let users = users.filter(|(group, _)| is_of(&group.rooms) || is_of(&group.trainers));
        let users: Vec<(u32, u32)> = users
            .flat_map(|(_, own)| own.iter().map(|&job| (job, 1)))
            .collect();
        let there = |day: usize| {
            let away = |row: usize| bits::has(&problem.bookable_away[row * words..][..words], day);
            members.iter().filter(|&&row| !away(row)).count() as u32
        };
        shared.push(Shared {
            capacity: (0..problem.days.len()).map(there).collect(),
            users,
        });
    }
}

/// Of a group that is held once, all of a unit but those who may be left out are away together.
fn units(problem: &Problem, alone: &[(usize, u32, u64)], shared: &mut Vec<Shared>) {
    let days = problem.days.len();
    for (unit, spare) in problem.spare.chunks(days.max(1)).enumerate() {
        let mut users = Vec::new();
        for &(number, job, loses) in alone {
            let group = &problem.groups[number];
            let Ok(at) = group.units.binary_search(&(unit as u32)) else {
                continue;
            };
            let people = group.unit_places.iter();
            let people = people.filter(|&&place| place as usize == at).count() as u64;
            let amount = people.saturating_sub(loses);
            if amount > 0 {
                users.push((job, amount as u32));
            }
        }
        shared.push(Shared {
            capacity: spare.to_vec(),
            users,
        });
    }
}

/// Two groups that are held once, and share more people than both may leave out, never meet. Groups
/// of which no two may meet are like jobs of one person; one that can join several is in several.
fn people(problem: &Problem, alone: &[(usize, u32, u64)], shared: &mut Vec<Shared>) {
    let mut apart: Vec<Vec<bool>> = Vec::with_capacity(alone.len());
    for &(number, _, loses) in alone {
        let own = &problem.groups[number].people;
        let row = alone.iter().map(|&(other, _, more)| {
            if other == number || problem.groups[other].phase != problem.groups[number].phase {
                return false;
            }
            let others = &problem.groups[other].people;
            let both = own
                .iter()
                .filter(|person| others.binary_search(person).is_ok());
            both.count() as u64 > loses.saturating_add(more)
        });
        apart.push(row.collect());
    }
    let mut seen: Vec<Vec<usize>> = Vec::new();
    for first in 0..alone.len() {
        let mut clique = vec![first];
        // The nearest in number first, so that several beginnings give several cliques.
        for step in 1..alone.len() {
            let other = (first + step) % alone.len();
            if clique.iter().all(|&member| apart[member][other]) {
                clique.push(other);
            }
        }
        clique.sort_unstable();
        if clique.len() < 2 || seen.contains(&clique) {
            continue;
        }
        shared.push(Shared {
            capacity: vec![1; problem.days.len()],
            users: clique.iter().map(|&member| (alone[member].1, 1)).collect(),
        });
        seen.push(clique);
    }
}
