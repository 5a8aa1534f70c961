//! Why a place that somebody had is no longer theirs.

use super::moved::WhyMoved;
use crate::schedule::bits;
use crate::schedule::build::Built;
use crate::schedule::problem::ProviderDay;
use crate::schedule::state::State;
use crate::words::id::{Index, ProgrammeIndex, ProviderIndex, UnitIndex};
use crate::words::measure::Period;

/// What the question is asked of: the problem after the event and what is held now.
pub(super) struct Asked<'a> {
    pub(super) built: &'a Built,
    pub(super) state: &'a State,
    /// For each group the ids of what is held, as the state lists it.
    pub(super) ids: &'a [Vec<String>],
    /// Providers that run fewer sessions at once than usual.
    pub(super) at_once: &'a [(ProviderIndex, Period, u32)],
}

impl Asked<'_> {
    /// Why a session of a group cannot start on a day, whoever attends.
    pub(super) fn of_session(&self, number: usize, start: usize) -> Option<WhyMoved> {
        let problem = &self.built.problem;
        let group = &problem.groups[number];
        let provider = ProviderIndex::at(group.provider)?;
        for day in group.days(start) {
            let date = problem.days[day];
            match problem.provider_day(group.provider, day) {
                ProviderDay::Open(0) => {
                    return Some(WhyMoved::FewerSessionsAtOnce {
                        provider,
                        day: date,
                    });
                }
                ProviderDay::Open(_) => {}
                ProviderDay::OutsideAgreement | ProviderDay::Away => {
                    return Some(WhyMoved::ProviderAbsent {
                        provider,
                        day: date,
                    });
                }
            }
        }
        None
    }

    /// Why one of a group's people cannot attend from a day on, or could only if others did not.
    pub(super) fn of_person(&self, number: usize, place: u32, start: usize) -> Option<WhyMoved> {
        let (problem, state) = (&self.built.problem, self.state);
        let group = &problem.groups[number];
        let days = group.days(start);
        let person = group.people[place as usize];
        let words = problem.words();
        let away = &problem.away[person as usize * words..][..words];
        if let Some(day) = days.clone().find(|&day| bits::has(away, day)) {
            let person = self.built.person(number, place);
            let day = problem.days[day];
            return Some(WhyMoved::PersonAbsent { person, day });
        }
        if state
            .ready(problem, group, place)
            .is_none_or(|first| first > start)
            && let Some(row) = state.blocking_prerequisite(problem, group, place)
        {
            let programme = ProgrammeIndex::at(row.programme as usize)?;
            return Some(WhyMoved::Prerequisite { programme });
        }
        let unit = problem.unit_of[person as usize];
        let spare = &problem.spare[unit as usize * problem.days.len()..];
        let cover = |day: usize| {
            let unit = UnitIndex::at(unit as usize)?;
            let day = problem.days[day];
            Some(WhyMoved::Cover { unit, day })
        };
        if let Some(day) = days.clone().find(|&day| spare[day] == 0) {
            return cover(day);
        }
        if let Some(why) = self.makes_room(number, start, |other, held| {
            problem.groups[other].people[held as usize] == person
        }) {
            return Some(why);
        }
        let mut days = days;
        days.find(|&day| state.spare(problem, unit, day) == 0)
            .and_then(cover)
    }

    /// The session that takes the provider, if it is busy on the days of a start.
    pub(super) fn of_provider(&self, number: usize, start: usize) -> Option<WhyMoved> {
        let problem = &self.built.problem;
        let group = &problem.groups[number];
        if self.state.provider_is_free(problem, group, start) {
            return None;
        }
        let provider = ProviderIndex::at(group.provider)?;
        let mut days = group.days(start).map(|day| problem.days[day]);
        let fewer = days.find(|&day| {
            let mut rows = self.at_once.iter();
            rows.any(|&(other, period, _)| other == provider && period.contains(day))
        });
        if let Some(day) = fewer {
            return Some(WhyMoved::FewerSessionsAtOnce { provider, day });
        }
        self.makes_room(number, start, |other, _| {
            problem.groups[other].provider == group.provider
        })
    }

    /// The first session on the days of a start of which a member is of a kind.
    fn makes_room(
        &self,
        number: usize,
        start: usize,
        is_of_kind: impl Fn(usize, u32) -> bool,
    ) -> Option<WhyMoved> {
        let problem = &self.built.problem;
        let group = &problem.groups[number];
        for (other, details) in problem.groups.iter().enumerate() {
            for (held, id) in self.state.held(other).iter().zip(&self.ids[other]) {
                let meets = details.meets(held.start, group, start);
                if meets && held.places.iter().any(|&place| is_of_kind(other, place)) {
                    let session = id.clone();
                    return Some(WhyMoved::MakesRoom { session });
                }
            }
        }
        None
    }
}
