//! What a group loses even if nothing else were held: its own sessions, class sizes, days, and what
//! its people's units can spare.

use super::bits;
use super::problem::{Group, Problem};

/// The fewest attendances of a group, by weight, that are lost in any schedule.
///
/// `free` has a row of words for each of the people: the starts, as bits, that dates, agreements,
/// absences, minimums and prerequisites leave to them. A group of one session is tried at each
/// start, where units and seats take whom they can, the heaviest first: that is exact, since such
/// limits within limits are a matroid. Of more sessions none takes more of a unit than fit at its
/// best start. Starts at which no class can come together are taken out of the rows.
pub(super) fn least_lost(problem: &Problem, group: &Group, free: &mut [u64]) -> u64 {
    let words = problem.words();
    let range = group.starts();
    let (first, starts) = (range.start, range.len());
    let mut have_time = vec![0_u32; group.units.len() * starts];
    for (place, row) in free.chunks(words.max(1)).enumerate() {
        let unit = group.unit_places[place] as usize;
        for start in bits::days(row) {
            have_time[unit * starts + start - first] += 1;
        }
    }
    let mut fit = vec![0_u32; starts];
    for (unit, row) in have_time.chunks_mut(starts.max(1)).enumerate() {
        for (at, cell) in row.iter_mut().enumerate().filter(|(_, cell)| **cell > 0) {
            *cell = (*cell).min(spare(problem, group, group.units[unit], first + at));
            fit[at] = fit[at].saturating_add(*cell);
        }
    }
    let all: u64 = group.weights.iter().copied().map(u64::from).sum();
    let fewest = group.class_min.max(1);
    let most: Vec<u32> = range.clone().map(|at| seats(problem, group, at)).collect();
    let is_held = |at: usize| fit[at].min(most[at]) >= fewest;
    for row in free.chunks_mut(words.max(1)) {
        for at in (0..starts).filter(|&at| !is_held(at)) {
            bits::clear(row, first + at);
        }
    }
    let by_weight = {
        let mut order: Vec<usize> = (0..group.people.len()).collect();
        order.sort_by_key(|&place| std::cmp::Reverse(group.weights[place]));
        order
    };
    let taken = |limits: Vec<u32>, seats: u32, may: &dyn Fn(usize) -> bool| {
        let (mut limits, mut seats, mut kept) = (limits, seats, 0);
        for &place in by_weight.iter().filter(|&&place| may(place)) {
            let limit = &mut limits[group.unit_places[place] as usize];
            if seats > 0 && *limit > 0 {
                *limit -= 1;
                seats -= 1;
                kept += u64::from(group.weights[place]);
            }
        }
        kept
    };
    let column = |at: usize| -> Vec<u32> {
        let units = 0..group.units.len();
        units.map(|unit| have_time[unit * starts + at]).collect()
    };
    let kept = match group.sessions {
        0 => 0,
        1 => (0..starts)
            .filter(|&at| is_held(at))
            .map(|at| {
                let row = |place: usize| &free[place * words..][..words];
                taken(column(at), most[at], &|place| {
                    bits::has(row(place), first + at)
                })
            })
            .max()
            .unwrap_or(0),
        sessions => {
            let mut limits = vec![0_u32; group.units.len()];
            let mut seats = 0;
            for at in (0..starts).filter(|&at| is_held(at)) {
                seats = seats.max(most[at]);
                for (limit, here) in limits.iter_mut().zip(column(at)) {
                    *limit = (*limit).max(here.saturating_mul(sessions));
                }
            }
            let is_reachable =
                |place: usize| free[place * words..][..words].iter().any(|&word| word != 0);
            taken(limits, seats.saturating_mul(sessions), &is_reachable)
        }
    };
    all - kept
}

/// How many people of a unit can be spared on every day of a session.
fn spare(problem: &Problem, group: &Group, unit: u32, start: usize) -> u32 {
    let row = &problem.spare[unit as usize * problem.days.len()..][..problem.days.len()];
    let least = group.days(start).map(|day| row[day]).min();
    least.unwrap_or(0)
}

/// How many people the largest room and the largest trainer that are there on the days of a start
/// take, and the class.
fn seats(problem: &Problem, group: &Group, start: usize) -> u32 {
    let mut most = group.class_max.max(1);
    for wanted in [&group.rooms, &group.trainers] {
        let there = wanted
            .iter()
            .filter(|&&row| problem.is_there(group, start, row))
            .map(|&row| problem.bookable_seats[row as usize]);
        if !wanted.is_empty() {
            most = most.min(there.max().unwrap_or(0));
        }
    }
    most
}
