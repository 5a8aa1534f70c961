//! The calendar of sessions, with who attends and who stays on duty.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::ScheduleOptions;
use super::catch_up::CatchUp;
use super::replan::Replanning;
use super::replay::worth_of;
use super::worth::ScheduleWorth;
use crate::agency::Agency;
use crate::plan::Plan;
use crate::words::grouping::Grouping;
use crate::words::id::{
    Index, PersonIndex, PhaseIndex, ProgrammeIndex, ProviderIndex, RoomIndex, SessionIndex,
    TrainerIndex, UnitIndex,
};
use crate::words::measure::Date;

/// A session that is held: a programme once, on dates, for a list of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// A readable id that is stable for the same plan: programme, phase, number.
    pub id: String,
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// In which phase.
    pub phase: PhaseIndex,
    /// Which of the programme's sessions in the phase, from 1.
    pub number: u32,
    /// The days on which it is held, rising; those of a series meeting by meeting, see
    /// [`Schedule::meetings`].
    pub days: Vec<Date>,
    /// Its room, if its programme has rooms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomIndex>,
    /// Its trainer, if its programme has trainers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainer: Option<TrainerIndex>,
    /// Why it does not start a day earlier.
    pub because: WhyThen,
}

/// Why a session does not start a day earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum WhyThen {
    /// It starts on the first training day of its phase.
    FirstDay,
    /// The provider's agreement does not hold then.
    Agreement {
        /// Whose.
        provider: ProviderIndex,
    },
    /// The provider is away.
    ProviderAbsent {
        /// Which one.
        provider: ProviderIndex,
    },
    /// The provider runs other sessions.
    ProviderBusy {
        /// Which one.
        provider: ProviderIndex,
    },
    /// A prerequisite is not over.
    AfterPrerequisite {
        /// Which programme.
        programme: ProgrammeIndex,
    },
    /// Somebody is away or in another session.
    PersonBusy {
        /// For one.
        person: PersonIndex,
    },
    /// A unit would fall below its minimum on duty.
    Cover {
        /// Which unit.
        unit: UnitIndex,
        /// On which day.
        day: Date,
    },
    /// No room in which there are seats enough is free.
    RoomTaken {
        /// One of its rooms.
        room: RoomIndex,
    },
    /// No trainer is free.
    TrainerTaken {
        /// One of its trainers.
        trainer: TrainerIndex,
    },
    /// A day earlier its meetings would not keep their distances.
    Meetings,
    /// It could start earlier, but the group's people are best served so.
    BestForMost,
    /// It could start earlier since the schedule was changed, but what was agreed is kept.
    Kept,
    /// The schedule was changed on that day: nothing new starts before.
    NotBefore {
        /// Which day.
        day: Date,
    },
}

impl Session {
    /// The first day.
    pub fn start(&self) -> Option<Date> {
        self.days.first().copied()
    }

    /// The last day.
    pub fn end(&self) -> Option<Date> {
        self.days.last().copied()
    }
}

/// Why a session (or a person's seat) finds no place in its phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum WhyUnplaced {
    /// The phase has fewer training days (from the plan's day on) than the session needs.
    NoWorkingDays {
        /// Days needed.
        needed: u32,
        /// Training days in the phase.
        available: u32,
    },
    /// The meetings of a session with their distances, on days when the provider is there, do not
    /// fit into the phase.
    Meetings {
        /// Days of all meetings together.
        days: u32,
    },
    /// The provider's agreement does not cover the days.
    Agreement {
        /// Whose.
        provider: ProviderIndex,
    },
    /// The provider runs as many sessions as it can.
    ProviderBusy {
        /// Which one.
        provider: ProviderIndex,
    },
    /// The provider is away.
    ProviderAbsent {
        /// Which one.
        provider: ProviderIndex,
    },
    /// Its rooms are taken or closed on the days that would do.
    RoomTaken {
        /// One of them.
        room: RoomIndex,
    },
    /// Its trainers are in other sessions or away on the days that would do.
    TrainerTaken {
        /// One of them.
        trainer: TrainerIndex,
    },
    /// A unit would fall below its minimum on duty.
    Cover {
        /// Which unit.
        unit: UnitIndex,
        /// On which day, as an example.
        day: Date,
    },
    /// The prerequisite's session ends too late or is not placed.
    Prerequisite {
        /// Which programme.
        programme: ProgrammeIndex,
    },
    /// The person is away, no longer employed, or in another session on all days that would do.
    PersonBusy,
    /// Fewer people are left than the class needs.
    ClassTooSmall {
        /// Left.
        people: u32,
        /// Needed.
        class_min: u32,
    },
    /// The sessions that the person could attend are full.
    ClassFull {
        /// The most people of a session.
        class_max: u32,
    },
    /// Their session was cancelled, and no other has room for them.
    Cancelled,
}

/// Whether another calendar of the same plan could have had a place.
///
/// A proof looks at what the plan fixes (days, agreements, absences, class sizes, how many sessions
/// are paid for, each unit's minimum) and holds whatever the search did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Certainty {
    /// Proven: none of these people has a seat in any calendar of the plan, whoever else attends.
    Never,
    /// Proven: in every calendar of the plan at least as many seats are without a place, counted
    /// with those that build on them: these people's or others'.
    AsManyAlways,
    /// No place was found; that there is none is not proven.
    #[default]
    NotFound,
}

impl Certainty {
    /// A stable name: `never`, `as_many_always` or `not_found`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AsManyAlways => "as_many_always",
            Self::NotFound => "not_found",
        }
    }

    /// Whether it is proven that no calendar of the plan does better.
    pub const fn is_proven(self) -> bool {
        !matches!(self, Self::NotFound)
    }
}

/// People who found no seat, or sessions that are not held, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// In which phase.
    pub phase: PhaseIndex,
    /// Who would have attended; nobody where sessions are missed by no one.
    pub people: Vec<PersonIndex>,
    /// How many of the plan's sessions are not held; 0 where people are left out of sessions
    /// that are.
    pub sessions: u32,
    /// Why there is no place.
    pub reason: WhyUnplaced,
    /// Whether another calendar could have had a place.
    #[serde(default)]
    pub certainty: Certainty,
}

/// Who is on duty in a unit on a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnDuty {
    /// Which unit.
    pub unit: UnitIndex,
    /// Which day.
    pub day: Date,
    /// People of the unit who are employed and not away on that day.
    pub present: u32,
    /// Those of them in a session.
    pub in_training: u32,
    /// The fewest who must be on duty.
    pub minimum: u32,
}

impl OnDuty {
    /// People on duty.
    pub const fn on_duty(&self) -> u32 {
        self.present.saturating_sub(self.in_training)
    }

    /// Whether training takes the unit below its minimum. (Absences alone may do so too; then no
    /// one of the unit is in training that day.)
    pub const fn is_closed_by_training(&self) -> bool {
        self.in_training > 0 && self.on_duty() < self.minimum
    }
}

/// A schedule. Immutable, cheap to clone.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub(super) content: Arc<Content>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Content {
    pub(super) plan: Plan,
    pub(super) options: ScheduleOptions,
    /// By first day, then id.
    pub(super) sessions: Vec<Session>,
    pub(super) by_session: Grouping<SessionIndex>,
    pub(super) participants: Vec<PersonIndex>,
    pub(super) unplaced: Vec<Unplaced>,
    pub(super) is_stopped: bool,
    pub(super) replanning: Option<Replanning>,
    pub(super) worth: Remembered,
    /// What is held later than planned.
    pub(super) catch_up: CatchUp,
}

/// How good a schedule is, once somebody has asked. Neither saved nor compared: it follows from the
/// rest.
#[derive(Debug, Default)]
pub(super) struct Remembered(OnceLock<Option<ScheduleWorth>>);

impl PartialEq for Remembered {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Schedule {
    /// The plan that it carries out.
    pub fn plan(&self) -> &Plan {
        &self.content.plan
    }

    /// The agency; after replanning with the absences and blocked days that became known since.
    pub fn agency(&self) -> &Agency {
        match &self.content.replanning {
            Some(replanning) => replanning.agency(),
            None => self.content.plan.agency(),
        }
    }

    /// How good it is beside what no schedule of the plan can pass, worked out when it is first
    /// asked; `None` if it was made by [`Schedule::replan`], where [`Replanning::weight`] and [`Replanning::bound`] say so.
    ///
    /// ```
    /// # use mahir::agency::Agency;
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let agency = Agency::load(folder)?;
    /// # let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// let worth = agency.needs(day)?.gaps()?.plan()?.schedule()?.worth().unwrap();
    /// assert!(worth.lost_at_least <= worth.lost);
    /// assert!((0.0..=1.0).contains(&worth.gap()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn worth(&self) -> Option<ScheduleWorth> {
        *self.content.worth.0.get_or_init(|| worth_of(self))
    }

    /// What was changed and why, if this schedule was made from an earlier one by
    /// [`Schedule::replan`].
    pub fn replanning(&self) -> Option<&Replanning> {
        self.content.replanning.as_ref()
    }

    /// By which rules it was made.
    pub fn options(&self) -> &ScheduleOptions {
        &self.content.options
    }

    /// The sessions, by first day.
    pub fn sessions(&self) -> &[Session] {
        &self.content.sessions
    }

    /// The meetings of a session with their days, rising: all days at once unless its programme
    /// is given in a series. None for a session that is not there.
    pub fn meetings(&self, session: SessionIndex) -> impl ExactSizeIterator<Item = &[Date]> {
        let session = self.sessions().get(session.position());
        let programmes = &self.agency().programmes;
        let length = session.map_or(1, |row| programmes.days_of_a_meeting(row.programme));
        session
            .map_or(&[][..], |row| &row.days[..])
            .chunks(length as usize)
    }

    /// Who attends a session, in the order of the people.
    pub fn participants(&self, session: SessionIndex) -> &[PersonIndex] {
        self.content
            .participants
            .get(self.content.by_session.rows(session))
            .unwrap_or(&[])
    }

    /// Whether a watch stopped the improvement before its time.
    pub fn is_stopped(&self) -> bool {
        self.content.is_stopped
    }

    /// The people and sessions without a place, with the reason, by phase, then programme.
    pub fn unplaced(&self) -> &[Unplaced] {
        &self.content.unplaced
    }
}
