//! What no replanning can avoid, from the facts alone.

use super::before::Before;
use crate::schedule::bits;
use crate::schedule::problem::Problem;
use crate::schedule::reachable::Reachable;

/// A weight below which no change stays.
///
/// Counted are seats that cannot be had on any days or not on the days they had, sessions whose
/// provider cannot run them any more, and, beyond those, on the worst day of each provider the
/// cheapest sessions that are too many, or on the worst day of each unit the people that are too
/// many, whichever is more. Providers share no session and units share no person, so that their
/// sums hold.
pub(in crate::schedule) fn least_change(
    problem: &Problem,
    before: &Before,
    reachable: &Reachable,
) -> u64 {
    let days = problem.days.len();
    if days == 0 {
        let seats = before.starts.iter().flatten().flatten().count() as u64;
        let sessions = before.sessions.iter().zip(&before.booking);
        let bookings: u64 = sessions
            .map(|(sessions, booking)| {
                let count = sessions
                    .iter()
                    .filter(|session| !session.is_cancelled)
                    .count();
                count as u64 * booking
            })
            .sum();
        return seats * before.lost + bookings;
    }
    let mut sum = 0;
    // For each provider and day the sessions that could stay: cost, by group.
    let mut of_provider: Vec<Vec<u64>> = vec![Vec::new(); problem.provider_days.len()];
    let mut of_unit = vec![0_u64; problem.spare.len()];
    for (number, group) in problem.groups.iter().enumerate() {
        let mut can_stay = vec![false; group.people.len()];
        for (place, start) in before.starts[number].iter().enumerate() {
            let Some(start) = start else { continue };
            // Places are fewer than people, who are numbered by u32.
            let place = place as u32;
            if !reachable.can_attend(number, place) {
                sum += before.lost;
                continue;
            }
            let stays =
                start.is_some_and(|start| reachable.can_start(problem, number, place, start));
            can_stay[place as usize] = stays;
            if !stays {
                sum += before.moved.min(before.lost);
                continue;
            }
            let unit = problem.unit_of[group.people[place as usize] as usize] as usize;
            for day in start.iter().flat_map(|&start| group.days(start)) {
                of_unit[unit * days + day] += 1;
            }
        }
        for session in before.sessions[number]
            .iter()
            .filter(|session| !session.is_cancelled)
        {
            let start = session.start.filter(|&start| {
                group
                    .days(start)
                    .all(|day| problem.provider_capacity(group.provider, day) > 0)
            });
            let Some(start) = start else {
                sum += before.booking[number];
                continue;
            };
            // Where another session of the group starts on the same day, it may take the people.
            let alike = before.sessions[number].iter();
            let is_alone = alike.filter(|other| other.start == Some(start)).count() == 1;
            let stay = session
                .places
                .iter()
                .filter(|&&place| is_alone && can_stay[place as usize]);
            let cost = before.booking[number] + stay.count() as u64 * before.moved.min(before.lost);
            for day in group.days(start) {
                of_provider[group.provider * days + day].push(cost);
            }
        }
    }
    let mut too_many_sessions = 0;
    for (provider, row) in of_provider.chunks_mut(days).enumerate() {
        let worst = row.iter_mut().enumerate().map(|(day, costs)| {
            let capacity = problem.provider_capacity(provider, day) as usize;
            let excess = costs.len().saturating_sub(capacity);
            costs.sort_unstable();
            costs[..excess].iter().sum::<u64>()
        });
        too_many_sessions += worst.max().unwrap_or(0);
    }
    let mut too_many_people = 0;
    for (row, spare) in of_unit.chunks(days).zip(problem.spare.chunks(days)) {
        let worst = row
            .iter()
            .zip(spare)
            .map(|(&people, &spare)| people.saturating_sub(u64::from(spare)));
        too_many_people += worst.max().unwrap_or(0) * before.moved.min(before.lost);
    }
    sum + too_many_sessions.max(too_many_people)
}

impl Reachable {
    /// Whether one of a group's people could have a seat in a session that starts on a day.
    fn can_start(&self, problem: &Problem, number: usize, place: u32, start: usize) -> bool {
        let mut row = vec![0; problem.words()];
        for start in self.starts(problem, number, place) {
            bits::set(&mut row, start);
        }
        bits::has(&row, start)
    }
}
