//! What happens while a schedule is carried out.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::words::explanation::Language;
use crate::words::measure::Date;

/// The id of a person. It is not shown by `{:?}`, so that it gets into no log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub String);

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonId(…)")
    }
}

impl From<&str> for PersonId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

/// What happens: facts that are not what they were when the schedule was made. Days are from the
/// first to the last, both included; those before the day of replanning are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
#[non_exhaustive]
pub enum Event {
    /// A provider runs nothing.
    ProviderAbsent {
        /// The provider's id.
        provider: String,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// A provider runs fewer sessions at once, since a trainer or a room is missing.
    FewerSessionsAtOnce {
        /// The provider's id.
        provider: String,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
        /// How many it still runs at once; 0 is as if it were absent.
        sessions: u32,
    },
    /// A person is away.
    PersonAbsent {
        /// The person's id.
        person: PersonId,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// All people of a unit are away.
    UnitAbsent {
        /// The unit's id.
        unit: String,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// A session is not held: the plan has one session less, and its people take seats in others.
    SessionCancelled {
        /// The session's id.
        session: String,
    },
    /// No training is held.
    DatesBlocked {
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
        /// Why.
        reason: String,
    },
}

impl Event {
    /// The event in words. People are not named.
    ///
    /// ```
    /// use mahir::schedule::Event;
    /// use mahir::words::explanation::Language;
    ///
    /// let event = Event::SessionCancelled { session: "LIC-T2-1".into() };
    /// assert_eq!(event.explain(Language::English), "session LIC-T2-1 is cancelled");
    /// ```
    pub fn explain(&self, language: Language) -> String {
        let between = |from: &Date, until: &Date| {
            let (from, until) = (language.day(*from), language.day(*until));
            match language {
                Language::English => format!("from {from} until {until}"),
                Language::Indonesian => format!("dari {from} sampai {until}"),
            }
        };
        match self {
            Self::ProviderAbsent {
                provider,
                from,
                until,
            } => format!(
                "{provider} {} {}",
                language.choose("is away", "tidak tersedia"),
                between(from, until)
            ),
            Self::FewerSessionsAtOnce {
                provider,
                from,
                until,
                sessions,
            } => match language {
                Language::English => format!(
                    "{provider} runs at most {sessions} sessions at once {}",
                    between(from, until)
                ),
                Language::Indonesian => format!(
                    "{provider} menyelenggarakan paling banyak {sessions} kelas sekaligus {}",
                    between(from, until)
                ),
            },
            Self::PersonAbsent { from, until, .. } => format!(
                "{} {}",
                language.choose("a person is away", "seorang pegawai tidak hadir"),
                between(from, until)
            ),
            Self::UnitAbsent { unit, from, until } => format!(
                "{unit} {} {}",
                language.choose("is away", "tidak hadir"),
                between(from, until)
            ),
            Self::SessionCancelled { session } => match language {
                Language::English => format!("session {session} is cancelled"),
                Language::Indonesian => format!("kelas {session} dibatalkan"),
            },
            Self::DatesBlocked {
                from,
                until,
                reason,
            } => format!(
                "{} {} ({reason})",
                language.choose("no training", "tidak ada pelatihan"),
                between(from, until)
            ),
        }
    }

    /// Its days, unless it is about a session.
    pub(super) fn days(&self) -> Option<(Date, Date)> {
        match self {
            Self::ProviderAbsent { from, until, .. }
            | Self::FewerSessionsAtOnce { from, until, .. }
            | Self::PersonAbsent { from, until, .. }
            | Self::UnitAbsent { from, until, .. }
            | Self::DatesBlocked { from, until, .. } => Some((*from, *until)),
            Self::SessionCancelled { .. } => None,
        }
    }
}
