//! What moved, and why.

use serde::{Deserialize, Serialize};

use crate::words::id::{PersonIndex, PhaseIndex, ProgrammeIndex, ProviderIndex, UnitIndex};
use crate::words::measure::Date;

/// What became of some people of a session that was to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhatMoved {
    /// The session is held on other days, for these people.
    Session,
    /// These people attend another session of the programme: on other days, or on the same ones where
    /// theirs was cancelled.
    People,
    /// These people lost their seat.
    Lost,
    /// Nothing: the session has begun and is held as it was, though the event touches it.
    RunsOn,
}

impl WhatMoved {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::People => "people",
            Self::Lost => "lost",
            Self::RunsOn => "runs_on",
        }
    }
}

/// Why what was to be held is not held so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum WhyMoved {
    /// The session was cancelled.
    Cancelled,
    /// No training is held on one of its days.
    Blocked {
        /// The first such day.
        day: Date,
    },
    /// The provider is away.
    ProviderAbsent {
        /// Which one.
        provider: ProviderIndex,
        /// On the first such day.
        day: Date,
    },
    /// The provider cannot run as many sessions at once.
    FewerSessionsAtOnce {
        /// Which one.
        provider: ProviderIndex,
        /// On the first such day.
        day: Date,
    },
    /// Somebody is away.
    PersonAbsent {
        /// Who, or one of them.
        person: PersonIndex,
        /// On the first such day.
        day: Date,
    },
    /// A unit would fall below its minimum on duty.
    Cover {
        /// Which unit.
        unit: UnitIndex,
        /// On the first such day.
        day: Date,
    },
    /// What must be attended before is not over by then.
    Prerequisite {
        /// Which programme.
        programme: ProgrammeIndex,
    },
    /// Another session takes the provider or the person on these days.
    MakesRoom {
        /// Its id.
        session: String,
    },
    /// Too few people are left for the session.
    ClassTooSmall,
    /// It could stay by itself; moving it is part of the smallest change that was found.
    PartOfTheChange,
}

/// Some people of a session that was to be held: where they were, where they are, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The session's id before.
    pub session: String,
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// In which phase.
    pub phase: PhaseIndex,
    /// What became of it.
    pub what: WhatMoved,
    /// Who, in the order of the people.
    pub people: Vec<PersonIndex>,
    /// Its first day before.
    pub before: Date,
    /// The first day now; `None` without a seat.
    pub after: Option<Date>,
    /// The id of the session that they attend now.
    pub into: Option<String>,
    /// Why.
    pub because: WhyMoved,
}
