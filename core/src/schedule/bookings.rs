//! Rooms and trainers: which are free, and how many people they take.

use super::bits;
use super::problem::{Group, Problem};
use super::state::{Held, State};

impl State {
    /// Whether a room or trainer is free on all days of a session.
    pub(super) fn is_bookable(
        &self,
        problem: &Problem,
        group: &Group,
        start: usize,
        bookable: u32,
    ) -> bool {
        let words = problem.words();
        let row = &self.booked[bookable as usize * words..][..words];
        group.days(start).all(|day| !bits::has(row, day))
    }

    /// Of some rooms or trainers, by seats, the smallest free one that takes the largest class of
    /// the group, or else the largest that is free.
    pub(super) fn bookable(
        &self,
        problem: &Problem,
        group: &Group,
        start: usize,
        wanted: &[u32],
    ) -> Option<u32> {
        let mut best = None;
        for &bookable in wanted {
            if self.is_bookable(problem, group, start, bookable) {
                best = Some(bookable);
                if problem.bookable_seats[bookable as usize] >= group.class_max {
                    break;
                }
            }
        }
        best
    }

    /// The most people of a session that starts on a day: none if its provider, all of its rooms or
    /// all of its trainers are taken.
    pub(super) fn most(&self, problem: &Problem, group: &Group, start: usize) -> u32 {
        if !self.provider_is_free(problem, group, start) {
            return 0;
        }
        let mut most = group.class_max.max(1);
        for wanted in [&group.rooms, &group.trainers] {
            if !wanted.is_empty() {
                let found = self.bookable(problem, group, start, wanted);
                most = most.min(found.map_or(0, |found| problem.bookable_seats[found as usize]));
            }
        }
        most
    }

    /// Marks the days of a session's room and trainer.
    pub(super) fn book(&mut self, problem: &Problem, group: &Group, held: &Held, take: bool) {
        let words = problem.words();
        for &bookable in held.bookings.iter().flatten() {
            let row = &mut self.booked[bookable as usize * words..][..words];
            for day in group.days(held.start) {
                if take {
                    bits::set(row, day);
                } else {
                    bits::clear(row, day);
                }
            }
        }
    }
}

/// The most people of a session in its room and with its trainer.
pub(super) fn limit(problem: &Problem, group: &Group, held: &Held) -> usize {
    let seats = held.bookings.iter().flatten();
    let seats = seats.map(|&bookable| problem.bookable_seats[bookable as usize]);
    seats.fold(group.class_max.max(1), u32::min) as usize
}
