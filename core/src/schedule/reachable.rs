//! Who could have a seat at all, if nobody else had one: what is lost without them cannot be
//! helped.

use super::alone::least_lost;
use super::bits;
use super::problem::{Group, Problem};
use super::state::keep_starts;

/// For each group and place the earliest start that dates, agreements, absences, minimums and
/// prerequisites allow; `None` if there is none.
pub(super) struct Reachable {
    earliest: Vec<Vec<Option<u32>>>,
    /// For each group: no schedule loses fewer of its attendances, weighted as the search weighs
    /// them.
    lost_of: Vec<u64>,
    /// The sum of all groups.
    pub(super) unavoidable: u64,
}

impl Reachable {
    /// Of a problem in which every prerequisite's group comes earlier.
    pub(super) fn new(problem: &Problem) -> Self {
        let mut reachable = Self {
            earliest: Vec::with_capacity(problem.groups.len()),
            lost_of: Vec::with_capacity(problem.groups.len()),
            unavoidable: 0,
        };
        if problem.days.is_empty() {
            return reachable;
        }
        for group in &problem.groups {
            let open = open_starts(problem, group);
            let words = problem.words();
            let mut free = vec![0; group.people.len() * words];
            for (place, row) in (0..).zip(free.chunks_mut(words)) {
                if let Some(from) = reachable.ready(problem, group, place) {
                    row.copy_from_slice(&free_starts(problem, group, place, &open));
                    bits::keep_between(row, from, group.end);
                }
            }
            let lost = least_lost(problem, group, &mut free);
            let earliest = |row: &[u64]| bits::days(row).next().map(|start| start as u32);
            let earliest = |row| earliest(row).filter(|_| group.sessions > 0);
            reachable
                .earliest
                .push(free.chunks(words).map(earliest).collect());
            reachable.lost_of.push(lost);
            reachable.unavoidable += lost;
        }
        reachable
    }

    /// No schedule loses fewer of a group's attendances, weighted as the search weighs them.
    pub(super) fn lost_of(&self, number: usize) -> u64 {
        self.lost_of.get(number).copied().unwrap_or(0)
    }

    /// Whether one of a group's people could have a seat.
    pub(super) fn can_attend(&self, number: usize, place: u32) -> bool {
        self.earliest(number, place).is_some()
    }

    /// The starts at which one of a group's people could have a seat, rising.
    pub(super) fn starts(&self, problem: &Problem, number: usize, place: u32) -> Vec<usize> {
        let (Some(from), Some(group)) = (self.earliest(number, place), problem.groups.get(number))
        else {
            return Vec::new();
        };
        let open = open_starts(problem, group);
        let mut row = free_starts(problem, group, place, &open);
        bits::keep_between(&mut row, from as usize, group.end);
        bits::days(&row).collect()
    }

    fn earliest(&self, number: usize, place: u32) -> Option<u32> {
        *self.earliest.get(number)?.get(place as usize)?
    }

    /// The first day after all that a person must have attended before.
    fn ready(&self, problem: &Problem, group: &Group, place: u32) -> Option<usize> {
        let mut first = group.first;
        for row in group.prerequisites_of(place) {
            if let Some(day) = row.over {
                first = first.max(day as usize);
                continue;
            }
            let (attended, place) = row.attended?;
            let start = self.earliest(attended as usize, place)? as usize;
            // A later start ends no earlier.
            let last_day = problem.groups[attended as usize].end_of(start) - 1;
            first = first.max(problem.first_day_after(last_day));
        }
        Some(first)
    }
}

/// The starts, as bits, at which a group's provider is free.
fn open_starts(problem: &Problem, group: &Group) -> Vec<u64> {
    let mut open = vec![0; problem.words()];
    for start in group.starts() {
        let mut days = group.days(start);
        let may_book = [&group.rooms, &group.trainers].into_iter().all(|wanted| {
            wanted.is_empty()
                || wanted
                    .iter()
                    .any(|&row| problem.is_there(group, start, row))
        });
        if may_book
            && group.is_start(start)
            && days.all(|day| problem.provider_capacity(group.provider, day) > 0)
        {
            bits::set(&mut open, start);
        }
    }
    open
}

/// The open starts at which one of a group's people is free and the unit can spare them.
fn free_starts(problem: &Problem, group: &Group, place: u32, open: &[u64]) -> Vec<u64> {
    let person = group.people[place as usize] as usize;
    let unit = problem.unit_of[person];
    let words = problem.words();
    let away = &problem.away[person * words..][..words];
    let mut row: Vec<u64> = away.iter().map(|word| !word).collect();
    if group.pattern.is_none() {
        bits::keep_between(&mut row, group.first, group.end);
        bits::keep_runs(&mut row, group.length);
    } else {
        keep_starts(group, &mut row);
    }
    for (word, open) in row.iter_mut().zip(open) {
        *word &= open;
    }
    let starts: Vec<usize> = bits::days(&row).collect();
    let spare = &problem.spare[unit as usize * problem.days.len()..];
    for start in starts {
        if group.days(start).any(|day| spare[day] == 0) {
            bits::clear(&mut row, start);
        }
    }
    row
}
