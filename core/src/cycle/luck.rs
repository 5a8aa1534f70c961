//! What chance decides in a year, each with streams of its own.

use crate::random::{Entity, Stream, Streams};

/// What a stream is for. Numbers are part of what a seed means: they are never reused.
#[derive(Clone, Copy)]
#[repr(u32)]
pub(super) enum Purpose {
    /// The uncertain numbers of a world.
    World = 1,
    /// How far a programme's effect is from what its catalogue says.
    Effect = 2,
    /// How easily a person learns.
    Aptitude = 3,
    /// How far a person's level is from what was assessed.
    Level = 4,
    /// Whether a person comes to a programme, and stays to its end.
    Attendance = 5,
    /// How much of a programme's effect a person takes.
    Gain = 6,
    /// The error of a test.
    Test = 7,
    /// Who leaves, moves and rises.
    Turnover = 8,
    /// Who joins, and with which levels.
    Joiner = 9,
    /// How many cases a service has.
    Volume = 10,
    /// Whether a partner stays.
    Partner = 11,
    /// Who is assessed again, and with which error.
    Reassessment = 12,
}

/// The luck of one replication.
#[derive(Clone, Copy, Debug)]
pub(super) struct Luck(pub(super) Streams);

impl Luck {
    pub(super) fn of(self, purpose: Purpose, entity: Entity, year: u32) -> Stream {
        // Years are counted from the first; a study has at most a hundred.
        self.0.stream(purpose as u32, entity, year as i32)
    }
}
