//! Series (rangkaian pertemuan): a session that is given in several meetings, for one class.

use serde::{Deserialize, Serialize};

/// How the meetings of a session follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rhythm {
    /// Each meeting is due so many weeks after the one before, on the weekday of the first, at
    /// least 1. If it cannot be held then, it is held on the next days that do, before the next
    /// meeting is due.
    Weeks(u32),
    /// Between the last day of a meeting and the first of the next there are so many working days.
    WorkingDays {
        /// At least; 0 lets the next meeting follow at once.
        at_least: u32,
        /// At most, no fewer than `at_least`.
        at_most: u32,
    },
}

/// A programme's meetings (pertemuan): its days are shared out evenly among them.
///
/// ```
/// use mahir::catalogue::{Rhythm, Series};
///
/// let coaching = Series::new(6, Rhythm::Weeks(1)).unwrap();
/// assert_eq!((coaching.meetings(), coaching.rhythm()), (6, Rhythm::Weeks(1)));
/// assert!(Series::new(1, Rhythm::Weeks(1)).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Given", into = "Given")]
pub struct Series {
    meetings: u32,
    rhythm: Rhythm,
}

impl Series {
    /// At least two meetings in a rhythm; `None` if there are fewer, no week lies between them, or
    /// more days are to lie between them at least than at most.
    pub const fn new(meetings: u32, rhythm: Rhythm) -> Option<Self> {
        let holds = match rhythm {
            Rhythm::Weeks(weeks) => weeks > 0,
            Rhythm::WorkingDays { at_least, at_most } => at_least <= at_most,
        };
        if meetings < 2 || !holds {
            return None;
        }
        Some(Self { meetings, rhythm })
    }

    /// How many meetings a session has; at least 2.
    pub const fn meetings(self) -> u32 {
        self.meetings
    }

    /// How they follow each other.
    pub const fn rhythm(self) -> Rhythm {
        self.rhythm
    }
}

/// A series as documents have it.
#[derive(Serialize, Deserialize)]
struct Given {
    meetings: u32,
    rhythm: Rhythm,
}

impl From<Series> for Given {
    fn from(series: Series) -> Self {
        Self {
            meetings: series.meetings,
            rhythm: series.rhythm,
        }
    }
}

impl TryFrom<Given> for Series {
    type Error = &'static str;

    fn try_from(given: Given) -> Result<Self, Self::Error> {
        Self::new(given.meetings, given.rhythm).ok_or("a series that cannot be")
    }
}
