//! Which rows tell what moved.

use std::collections::BTreeMap;

use super::before::{Before, Planned};
use super::event::Event;
use super::known::KnownEvent;
use super::moved::{Moved, WhatMoved, WhyMoved};
use super::result::Earlier;
use super::why::Asked;
use crate::schedule::artefact::Session;
use crate::schedule::build::Built;
use crate::schedule::facts::Facts;
use crate::schedule::state::State;
use crate::words::id::{PersonIndex, ProviderIndex};
use crate::words::measure::Date;

/// What is asked about a change.
pub(super) struct Told<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) known: &'a [KnownEvent],
    pub(super) day: Date,
    pub(super) built: &'a Built,
    pub(super) state: &'a State,
    pub(super) before: &'a Before,
    pub(super) earlier: &'a [Vec<Earlier<'a>>],
    /// For each group and session that was to be held the one that it is now.
    pub(super) counterparts: &'a [Vec<Option<usize>>],
    /// For each group the ids and numbers of what is held now.
    pub(super) names: &'a [Vec<(String, u32)>],
}

impl Told<'_> {
    /// All rows, by first day before, then session, then what.
    pub(super) fn rows(&self) -> Vec<Moved> {
        let ids: Vec<Vec<String>> = self
            .names
            .iter()
            .map(|names| names.iter().map(|(id, _)| id.clone()).collect())
            .collect();
        let asked = Asked {
            built: self.built,
            state: self.state,
            ids: &ids,
            at_once: &self.facts.at_once,
        };
        let mut rows = Vec::new();
        for number in 0..self.before.sessions.len() {
            for at in 0..self.before.sessions[number].len() {
                self.of_session(&asked, number, at, &mut rows);
            }
        }
        rows.extend(self.running());
        rows.sort_by(|one, other| {
            let key = |row: &Moved| (row.before, row.session.clone(), row.what, row.after);
            (key(one), &one.because).cmp(&(key(other), &other.because))
        });
        rows
    }

    /// What became of a session that was to be held and of its people.
    fn of_session(&self, asked: &Asked<'_>, number: usize, at: usize, rows: &mut Vec<Moved>) {
        let planned = &self.before.sessions[number][at];
        let Some((session, _)) = self.earlier[number].get(at) else {
            return;
        };
        let counterpart = self.counterparts[number].get(at).copied().flatten();
        let held = self.state.held(number);
        // By the session that they attend now, then by reason.
        let mut groups: BTreeMap<(Option<usize>, WhyMoved), Vec<u32>> = BTreeMap::new();
        let with_it = counterpart.filter(|&now| Some(held[now].start) != planned.start);
        if let Some(now) = with_it {
            let why = self.of_all(asked, number, planned, session);
            groups.insert((Some(now), why), Vec::new());
        }
        for &place in &planned.places {
            let now = held
                .iter()
                .position(|held| held.places.binary_search(&place).is_ok());
            if now
                .is_some_and(|now| Some(held[now].start) == planned.start && !planned.is_cancelled)
            {
                continue;
            }
            if with_it.is_some() && now == with_it {
                // The row of the session is there already.
                for (key, people) in &mut groups {
                    if key.0 == with_it {
                        people.push(place);
                    }
                }
                continue;
            }
            let why = self.of_one(asked, number, place, planned, session);
            groups.entry((now, why)).or_default().push(place);
        }
        for ((now, because), places) in groups {
            let what = match now {
                None => WhatMoved::Lost,
                Some(_) if now == with_it => WhatMoved::Session,
                Some(_) => WhatMoved::People,
            };
            let Some(before) = session.start() else {
                continue;
            };
            rows.push(Moved {
                session: session.id.clone(),
                programme: session.programme,
                phase: session.phase,
                what,
                people: places
                    .iter()
                    .map(|&place| self.built.person(number, place))
                    .collect(),
                before,
                after: now.map(|now| self.built.problem.days[held[now].start]),
                into: now.map(|now| self.names[number][now].0.clone()),
                because,
            });
        }
    }

    /// Why nobody can attend a session when it was to be held.
    fn of_days(&self, planned: &Planned, session: &Session) -> Option<WhyMoved> {
        if planned.is_cancelled {
            return Some(WhyMoved::Cancelled);
        }
        let calendar = &self.facts.agency.calendar;
        let mut days = session.days.iter().copied();
        let blocked = days.find(|&day| !calendar.is_training_day(day));
        blocked.map(|day| WhyMoved::Blocked { day })
    }

    /// Why a session is held on other days.
    fn of_all(
        &self,
        asked: &Asked<'_>,
        number: usize,
        planned: &Planned,
        session: &Session,
    ) -> WhyMoved {
        if let Some(why) = self.of_days(planned, session) {
            return why;
        }
        let Some(start) = planned.start else {
            return WhyMoved::PartOfTheChange;
        };
        asked
            .of_session(number, start)
            .or_else(|| asked.of_provider(number, start))
            .or_else(|| {
                let mut places = planned.places.iter();
                places.find_map(|&place| asked.of_person(number, place, start))
            })
            .unwrap_or(WhyMoved::PartOfTheChange)
    }

    /// Why somebody attends on other days or not at all.
    fn of_one(
        &self,
        asked: &Asked<'_>,
        number: usize,
        place: u32,
        planned: &Planned,
        session: &Session,
    ) -> WhyMoved {
        if let Some(why) = self.of_days(planned, session) {
            return why;
        }
        let Some(start) = planned.start else {
            return WhyMoved::PartOfTheChange;
        };
        let is_held = self
            .state
            .held(number)
            .iter()
            .any(|held| held.start == start);
        asked
            .of_session(number, start)
            .or_else(|| asked.of_person(number, place, start))
            .or_else(|| asked.of_provider(number, start).filter(|_| !is_held))
            .unwrap_or(if is_held {
                WhyMoved::PartOfTheChange
            } else {
                WhyMoved::ClassTooSmall
            })
    }

    /// Sessions that have begun, are not over, and are touched by an event of this day.
    fn running(&self) -> Vec<Moved> {
        let mut rows = Vec::new();
        for &(session, people) in &self.facts.held {
            let Some(before) = session.start() else {
                continue;
            };
            let rest = session.days.iter().copied().filter(|&day| day >= self.day);
            let touched = rest
                .flat_map(|day| self.known.iter().map(move |row| (day, row)))
                .filter(|(_, row)| row.known_on == self.day)
                .find_map(|(day, row)| self.touches(&row.event, session, people, day));
            if let Some(because) = touched {
                rows.push(Moved {
                    session: session.id.clone(),
                    programme: session.programme,
                    phase: session.phase,
                    what: WhatMoved::RunsOn,
                    people: people.to_vec(),
                    before,
                    after: Some(before),
                    into: Some(session.id.clone()),
                    because,
                });
            }
        }
        rows
    }

    fn touches(
        &self,
        event: &Event,
        session: &Session,
        people: &[PersonIndex],
        day: Date,
    ) -> Option<WhyMoved> {
        let (from, until) = event.days()?;
        if !(from..=until).contains(&day) {
            return None;
        }
        let agency = self.facts.agency;
        let provider: ProviderIndex = agency.programmes.provider(session.programme);
        match event {
            Event::ProviderAbsent { provider: id, .. } => (agency.providers.id(provider) == id)
                .then_some(WhyMoved::ProviderAbsent { provider, day }),
            Event::FewerSessionsAtOnce {
                provider: id,
                sessions,
                ..
            } => {
                let running = self.facts.held.iter().filter(|(other, _)| {
                    agency.programmes.provider(other.programme) == provider
                        && other.days.binary_search(&day).is_ok()
                });
                (agency.providers.id(provider) == id && running.count() > *sessions as usize)
                    .then_some(WhyMoved::FewerSessionsAtOnce { provider, day })
            }
            Event::PersonAbsent { person, .. } => {
                let person = agency.people.ids().find(&person.0)?;
                people
                    .contains(&person)
                    .then_some(WhyMoved::PersonAbsent { person, day })
            }
            Event::UnitAbsent { unit, .. } => {
                let unit = agency.units.ids().find(unit)?;
                let mut own = people.iter().copied();
                let person = own.find(|&person| agency.people.unit(person) == unit)?;
                Some(WhyMoved::PersonAbsent { person, day })
            }
            Event::DatesBlocked { .. } => Some(WhyMoved::Blocked { day }),
            Event::SessionCancelled { .. } => None,
        }
    }
}
