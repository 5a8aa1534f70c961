//! What a move costs.

use serde::{Deserialize, Serialize};

use crate::schedule::ScheduleError;

/// The largest weight, so that sums of weights stay in range.
const MOST: u32 = 1_000_000;

/// What it costs to change a schedule, as weights that a user can change. The defaults are a
/// choice, not a law: nobody loses a seat if a thousand people can be moved instead, and to rebook
/// an outside partner counts as much as to move five people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ReplanOptions {
    /// Of a person who loses their seat in a programme: at least that of a person who is moved, at
    /// most 1,000,000.
    pub lost_seat: u32,
    /// Of a person who attends a programme on other days, or on the same ones after their session was
    /// cancelled; at most 1,000,000.
    pub moved_person: u32,
    /// Of a session of the own agency that is no longer held when it was to be; at most 1,000,000.
    pub moved_session: u32,
    /// Of such a session with any other provider: a booking outside; at most 1,000,000.
    pub moved_outside_session: u32,
    /// The most work of the search: about so many times a seat is looked at. It ends earlier when
    /// the result is proven or a third of it brought nothing.
    pub work: u64,
}

impl Default for ReplanOptions {
    fn default() -> Self {
        Self {
            lost_seat: 1_000,
            moved_person: 1,
            moved_session: 1,
            moved_outside_session: 5,
            work: 100_000,
        }
    }
}

impl ReplanOptions {
    pub(in crate::schedule) fn check(&self) -> Result<(), ScheduleError> {
        let weights = [
            ("lost_seat", self.lost_seat),
            ("moved_person", self.moved_person),
            ("moved_session", self.moved_session),
            ("moved_outside_session", self.moved_outside_session),
        ];
        if self.lost_seat < self.moved_person {
            return Err(ScheduleError::Options {
                setting: "lost_seat",
                found: self.lost_seat.to_string(),
                expected: "at least the weight of a person who is moved",
            });
        }
        match weights.into_iter().find(|&(_, weight)| weight > MOST) {
            None => Ok(()),
            Some((setting, found)) => Err(ScheduleError::Options {
                setting,
                found: found.to_string(),
                expected: "a weight of at most 1,000,000",
            }),
        }
    }
}
