//! What was to be held before an event, and what a change of it costs.

use super::options::ReplanOptions;
use crate::schedule::problem::Problem;
use crate::schedule::state::State;

/// A session that was to be held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::schedule) struct Planned {
    /// Its start on the axis; `None` if its days are no training days in a row any more.
    pub(in crate::schedule) start: Option<usize>,
    /// Its room and its trainer.
    pub(in crate::schedule) bookings: [Option<u32>; 2],
    /// Who was to attend, as places among the group's people; rising.
    pub(in crate::schedule) places: Vec<u32>,
    /// Whether it was cancelled: then it is not held, and that costs nothing by itself.
    pub(in crate::schedule) is_cancelled: bool,
}

/// What a change costs; less is better, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::schedule) struct Change {
    /// Weights of what is lost or moved.
    pub(in crate::schedule) weight: u64,
    /// Σ last day of every session on the axis.
    pub(in crate::schedule) last_days: u64,
}

/// All that was to be held, group by group.
pub(in crate::schedule) struct Before {
    pub(in crate::schedule) sessions: Vec<Vec<Planned>>,
    /// For each group and place the start of the seat; the outer `None`: there was no seat.
    pub(in crate::schedule) starts: Vec<Vec<Option<Option<usize>>>>,
    /// For each group what it costs to move a session.
    pub(in crate::schedule) booking: Vec<u64>,
    pub(in crate::schedule) lost: u64,
    pub(in crate::schedule) moved: u64,
}

impl Before {
    /// Of sessions by group, and of who runs each group: whether it is from outside.
    pub(in crate::schedule) fn new(
        problem: &Problem,
        sessions: Vec<Vec<Planned>>,
        is_outside: &[bool],
        options: &ReplanOptions,
    ) -> Self {
        let starts = problem
            .groups
            .iter()
            .zip(&sessions)
            .map(|(group, sessions)| {
                let mut starts = vec![None; group.people.len()];
                for session in sessions {
                    let start = session.start.filter(|_| !session.is_cancelled);
                    for &place in &session.places {
                        starts[place as usize] = Some(start);
                    }
                }
                starts
            })
            .collect();
        let booking = |&outside: &bool| {
            u64::from(if outside {
                options.moved_outside_session
            } else {
                options.moved_session
            })
        };
        Self {
            sessions,
            starts,
            booking: is_outside.iter().map(booking).collect(),
            lost: u64::from(options.lost_seat),
            moved: u64::from(options.moved_person),
        }
    }

    /// What the change of some groups costs.
    pub(in crate::schedule) fn change(
        &self,
        problem: &Problem,
        state: &State,
        groups: &[usize],
    ) -> Change {
        let mut change = Change::default();
        for &number in groups {
            let group = &problem.groups[number];
            let before = &self.starts[number];
            let mut missing = before.iter().flatten().count();
            for held in state.held(number) {
                change.last_days += group.end_of(held.start) as u64;
                for &place in &held.places {
                    let Some(start) = before[place as usize] else {
                        continue;
                    };
                    missing -= 1;
                    if start != Some(held.start) {
                        change.weight += self.moved;
                    }
                }
            }
            change.weight += missing as u64 * self.lost;
            change.weight += self.booking[number] * self.rebooked(state, number) as u64;
        }
        change
    }

    /// How many sessions of a group are no longer held when they were to be.
    fn rebooked(&self, state: &State, number: usize) -> usize {
        let mut now: Vec<usize> = state.held(number).iter().map(|held| held.start).collect();
        let sessions = self.sessions[number].iter();
        sessions
            .filter(|session| !session.is_cancelled)
            .filter(|session| {
                let at = session
                    .start
                    .and_then(|start| now.iter().position(|&other| other == start));
                match at {
                    Some(at) => {
                        now.swap_remove(at);
                        false
                    }
                    None => true,
                }
            })
            .count()
    }

    /// How many sessions of a group were to start on a day and are not held then.
    pub(in crate::schedule) fn is_missing(
        &self,
        state: &State,
        number: usize,
        start: usize,
    ) -> bool {
        let held = state.held(number).iter().filter(|held| held.start == start);
        let planned = self.sessions[number]
            .iter()
            .filter(|session| !session.is_cancelled && session.start == Some(start));
        held.count() < planned.count()
    }
}
