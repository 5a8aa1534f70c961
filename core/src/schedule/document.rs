//! A schedule as a document, checked when it is read.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::artefact::{Content, Remembered, Session, Unplaced, WhyThen, WhyUnplaced};
use super::catch_up::CatchUp;
use super::replan::{
    KnownEvent, Moved, ReplanOptions, Replanning, WhyMoved, agency_after, are_sound,
};
use super::replay::replay_rounds;
use super::{Schedule, ScheduleError, ScheduleOptions};
use crate::plan::Plan;
use crate::words::grouping::Grouping;
use crate::words::id::{Index, PersonIndex, SessionIndex};
use crate::words::measure::Date;

#[derive(Serialize)]
struct Outgoing<'a> {
    plan: &'a Plan,
    options: &'a ScheduleOptions,
    sessions: &'a [Session],
    by_session: &'a Grouping<SessionIndex>,
    participants: &'a [PersonIndex],
    unplaced: &'a [Unplaced],
    is_stopped: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    replanning: Option<OutgoingReplanning<'a>>,
    #[serde(skip_serializing_if = "CatchUp::is_empty")]
    catch_up: &'a CatchUp,
}

#[derive(Serialize)]
struct OutgoingReplanning<'a> {
    from: Date,
    events: &'a [KnownEvent],
    options: &'a ReplanOptions,
    moved: &'a [Moved],
    weight: u64,
    bound: u64,
}

#[derive(Deserialize)]
struct IncomingReplanning {
    from: Date,
    events: Vec<KnownEvent>,
    options: ReplanOptions,
    moved: Vec<Moved>,
    weight: u64,
    bound: u64,
}

#[derive(Deserialize)]
struct Incoming {
    plan: Plan,
    options: ScheduleOptions,
    sessions: Vec<Session>,
    by_session: Grouping<SessionIndex>,
    participants: Vec<PersonIndex>,
    unplaced: Vec<Unplaced>,
    /// Documents from before it was there were never stopped.
    #[serde(default)]
    is_stopped: bool,
    /// Schedules that were not changed have none.
    #[serde(default)]
    replanning: Option<IncomingReplanning>,
    /// Where all is held as planned there is nothing.
    #[serde(default)]
    catch_up: CatchUp,
}

impl Serialize for Schedule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = &*self.content;
        Outgoing {
            plan: &content.plan,
            options: &content.options,
            sessions: &content.sessions,
            by_session: &content.by_session,
            participants: &content.participants,
            unplaced: &content.unplaced,
            is_stopped: content.is_stopped,
            replanning: content
                .replanning
                .as_ref()
                .map(|replanning| OutgoingReplanning {
                    from: replanning.from,
                    events: &replanning.events,
                    options: &replanning.options,
                    moved: &replanning.moved,
                    weight: replanning.weight,
                    bound: replanning.bound,
                }),
            catch_up: &content.catch_up,
        }
        .serialize(serializer)
    }
}

fn is_sound(schedule: &Incoming) -> bool {
    let agency = schedule.plan.agency();
    let (programmes, phases) = (agency.programmes.len(), agency.phases.len());
    let (people, providers, units) = (
        agency.people.len(),
        agency.providers.len(),
        agency.units.len(),
    );
    let then = |why: &WhyThen| match why {
        WhyThen::Agreement { provider }
        | WhyThen::ProviderAbsent { provider }
        | WhyThen::ProviderBusy { provider } => provider.position() < providers,
        WhyThen::AfterPrerequisite { programme } => programme.position() < programmes,
        WhyThen::PersonBusy { person } => person.position() < people,
        WhyThen::Cover { unit, .. } => unit.position() < units,
        WhyThen::RoomTaken { room } => room.position() < agency.rooms.len(),
        WhyThen::TrainerTaken { trainer } => trainer.position() < agency.trainers.len(),
        WhyThen::FirstDay
        | WhyThen::Meetings
        | WhyThen::BestForMost
        | WhyThen::Kept
        | WhyThen::NotBefore { .. } => true,
    };
    let never = |why: &WhyUnplaced| match why {
        WhyUnplaced::Agreement { provider }
        | WhyUnplaced::ProviderBusy { provider }
        | WhyUnplaced::ProviderAbsent { provider } => provider.position() < providers,
        WhyUnplaced::Cover { unit, .. } => unit.position() < units,
        WhyUnplaced::RoomTaken { room } => room.position() < agency.rooms.len(),
        WhyUnplaced::TrainerTaken { trainer } => trainer.position() < agency.trainers.len(),
        WhyUnplaced::Prerequisite { programme } => programme.position() < programmes,
        _ => true,
    };
    let moved = |why: &WhyMoved| match why {
        WhyMoved::ProviderAbsent { provider, .. }
        | WhyMoved::FewerSessionsAtOnce { provider, .. } => provider.position() < providers,
        WhyMoved::PersonAbsent { person, .. } => person.position() < people,
        WhyMoved::Cover { unit, .. } => unit.position() < units,
        WhyMoved::Prerequisite { programme } => programme.position() < programmes,
        _ => true,
    };
    schedule.options.check().is_ok()
        && schedule.catch_up.is_sound(&schedule.plan)
        && schedule
            .catch_up
            .seats
            .iter()
            .all(|seat| never(&seat.because))
        && schedule.by_session.owners() == schedule.sessions.len()
        && schedule.by_session.len() == schedule.participants.len()
        && schedule
            .participants
            .iter()
            .all(|person| person.position() < people)
        && schedule.sessions.iter().all(|session| {
            session.programme.position() < programmes
                && session.phase.position() < phases
                && !session.days.is_empty()
                && session.days.is_sorted_by(|one, next| one < next)
                && session
                    .room
                    .is_none_or(|room| room.position() < agency.rooms.len())
                && session
                    .trainer
                    .is_none_or(|trainer| trainer.position() < agency.trainers.len())
                && then(&session.because)
        })
        && schedule.unplaced.iter().all(|row| {
            row.programme.position() < programmes
                && row.phase.position() < phases
                && row.people.iter().all(|person| person.position() < people)
                && never(&row.reason)
        })
        && schedule.replanning.as_ref().is_none_or(|replanning| {
            replanning.options.check().is_ok()
                && are_sound(agency, &replanning.events)
                && replanning
                    .events
                    .iter()
                    .all(|event| event.known_on <= replanning.from)
                && replanning.moved.iter().all(|row| {
                    row.programme.position() < programmes
                        && row.phase.position() < phases
                        && row.people.iter().all(|person| person.position() < people)
                        && moved(&row.because)
                })
        })
}

impl Incoming {
    /// The content, if all indices are in range and every rule is kept.
    fn checked(self) -> Result<Content, ScheduleError> {
        if !is_sound(&self) {
            return Err(ScheduleError::Saved {
                what: "sessions of unknown programmes, phases or people, or without days",
                expected: "indices of the agency and rising days",
            });
        }
        let order = self
            .sessions
            .iter()
            .map(|session| (session.start(), &session.id));
        if !order.is_sorted() {
            return Err(ScheduleError::Saved {
                what: "sessions out of order",
                expected: "sessions by first day, then id",
            });
        }
        let replanning = self.replanning.map(|read| Replanning {
            agency: agency_after(&self.plan, &read.events),
            from: read.from,
            events: read.events,
            options: read.options,
            moved: read.moved,
            weight: read.weight,
            bound: read.bound,
        });
        let rows = self.sessions.iter().enumerate().map(|(at, session)| {
            let people = SessionIndex::at(at)
                .and_then(|index| self.participants.get(self.by_session.rows(index)));
            (session, people.unwrap_or(&[]))
        });
        replay_rounds(
            &self.plan,
            &self.options,
            replanning.as_ref(),
            &rows.collect::<Vec<_>>(),
            &self.unplaced,
            &self.catch_up,
        )?;
        Ok(Content {
            plan: self.plan,
            options: self.options,
            sessions: self.sessions,
            by_session: self.by_session,
            participants: self.participants,
            unplaced: self.unplaced,
            is_stopped: self.is_stopped,
            replanning,
            worth: Remembered::default(),
            catch_up: self.catch_up,
        })
    }
}

impl<'de> Deserialize<'de> for Schedule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let incoming = Incoming::deserialize(deserializer)?;
        let content = incoming.checked().map_err(serde::de::Error::custom)?;
        Ok(Self {
            content: Arc::new(content),
        })
    }
}
