//! A schedule as a document, checked when it is read.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::artefact::{Content, Session, Unplaced, WhyThen, WhyUnplaced};
use super::build::build;
use super::replay::replay;
use super::{Schedule, ScheduleError, ScheduleOptions};
use crate::plan::Plan;
use crate::words::grouping::Grouping;
use crate::words::id::{Index, PersonIndex, SessionIndex};

#[derive(Serialize)]
struct Outgoing<'a> {
    plan: &'a Plan,
    options: &'a ScheduleOptions,
    sessions: &'a [Session],
    by_session: &'a Grouping<SessionIndex>,
    participants: &'a [PersonIndex],
    unplaced: &'a [Unplaced],
    is_stopped: bool,
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
        WhyThen::FirstDay | WhyThen::BestForMost => true,
    };
    let never = |why: &WhyUnplaced| match why {
        WhyUnplaced::Agreement { provider }
        | WhyUnplaced::ProviderBusy { provider }
        | WhyUnplaced::ProviderAbsent { provider } => provider.position() < providers,
        WhyUnplaced::Cover { unit, .. } => unit.position() < units,
        WhyUnplaced::Prerequisite { programme } => programme.position() < programmes,
        _ => true,
    };
    schedule.options.check().is_ok()
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
                && then(&session.because)
        })
        && schedule.unplaced.iter().all(|row| {
            row.programme.position() < programmes
                && row.phase.position() < phases
                && row.people.iter().all(|person| person.position() < people)
                && never(&row.reason)
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
        let built = build(&self.plan, &self.options)?;
        let replayed = replay(
            &built,
            &self.sessions,
            &self.by_session,
            &self.participants,
            &self.unplaced,
        );
        replayed.map_err(|what| ScheduleError::Saved {
            what,
            expected: "a schedule that keeps every rule of its plan",
        })?;
        Ok(Content {
            plan: self.plan,
            options: self.options,
            sessions: self.sessions,
            by_session: self.by_session,
            participants: self.participants,
            unplaced: self.unplaced,
            is_stopped: self.is_stopped,
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
