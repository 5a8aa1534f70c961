//! Which sessions a session waits for, one after another.

use super::artefact::{Schedule, Session, WhyThen, WhyUnplaced};
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, SessionIndex};
use crate::words::measure::Date;

impl Schedule {
    /// The sessions that keep a session from starting earlier: itself, the one that stands in
    /// its way, the one that stands in the way of that, and so on, until a session waits for no
    /// other. Empty for a session that is not there.
    ///
    /// Where several stand in the way it is the one that ends last; of several, the first.
    pub fn chain(&self, session: usize) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut next = Some(session).filter(|&session| session < self.sessions().len());
        while let Some(session) = next {
            chain.push(session);
            next = self
                .waits_for(session)
                .filter(|before| !chain.contains(before));
        }
        chain
    }

    /// The chain in words: a line for each of its sessions, with the reason of each. Empty for a
    /// session that is not there.
    ///
    /// ```
    /// # use mahir::agency::Agency;
    /// use mahir::words::explanation::Language;
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let agency = Agency::load(folder)?;
    /// # let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// let schedule = agency.needs(day)?.gaps()?.plan()?.schedule()?;
    /// let last = schedule.sessions().len() - 1;
    /// let lines = schedule.chain_why(last, Language::English);
    /// assert_eq!(lines.lines().count(), schedule.chain(last).len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn chain_why(&self, session: usize, language: Language) -> String {
        let programmes = &self.agency().programmes;
        let lines: Vec<String> = self
            .chain(session)
            .into_iter()
            .filter_map(|number| {
                let session = self.sessions().get(number)?;
                let name = programmes.name(session.programme);
                let why = self.why(number, language);
                Some(format!("{} ({name}): {why}", session.id))
            })
            .collect();
        lines.join("\n")
    }

    /// The sessions that take the place of people who found none, by first day: those of the
    /// provider if it runs as many as it can, those that the people attend in the phase if they
    /// have no time, those that members of the unit attend on the day told if it could spare no one
    /// more, what must be attended before, or those of the programme if they are full. None where
    /// dates and absences alone leave no place, or for a row of [`Schedule::unplaced`] that is not
    /// there.
    pub fn unplaced_blockers(&self, row: usize) -> Vec<usize> {
        let Some(row) = self.unplaced().get(row) else {
            return Vec::new();
        };
        let agency = self.agency();
        let attend = |number: usize, who: &dyn Fn(&PersonIndex) -> bool| {
            SessionIndex::at(number).is_some_and(|index| self.participants(index).iter().any(who))
        };
        let is_among = |person: &PersonIndex| row.people.contains(person);
        let sessions = self.sessions().iter().enumerate();
        let blockers = sessions.filter(|&(number, session)| match row.reason {
            WhyUnplaced::ProviderBusy { provider } => {
                session.phase == row.phase
                    && agency.programmes.provider(session.programme) == provider
            }
            // Rooms and trainers are shared by programmes.
            WhyUnplaced::RoomTaken { .. } => {
                session.phase == row.phase
                    && session
                        .room
                        .is_some_and(|room| agency.rooms.of(row.programme).any(|r| r == room))
            }
            WhyUnplaced::TrainerTaken { .. } => {
                session.phase == row.phase
                    && session.trainer.is_some_and(|trainer| {
                        agency.trainers.of(row.programme).any(|t| t == trainer)
                    })
            }
            WhyUnplaced::PersonBusy => session.phase == row.phase && attend(number, &is_among),
            WhyUnplaced::Cover { unit, day } => {
                session.days.binary_search(&day).is_ok()
                    && attend(number, &|&member| agency.people.unit(member) == unit)
            }
            WhyUnplaced::Prerequisite { programme } => {
                session.programme == programme && attend(number, &is_among)
            }
            WhyUnplaced::ClassFull { .. } => {
                (session.programme, session.phase) == (row.programme, row.phase)
            }
            WhyUnplaced::NoWorkingDays { .. }
            | WhyUnplaced::Meetings { .. }
            | WhyUnplaced::Agreement { .. }
            | WhyUnplaced::ProviderAbsent { .. }
            | WhyUnplaced::ClassTooSmall { .. }
            | WhyUnplaced::Cancelled => false,
        });
        blockers.map(|(number, _)| number).collect()
    }

    /// Why people found no place, and the chain of sessions behind that: the reason, then a line
    /// for the last of the sessions that take the place and for each that it waits for in turn.
    /// Empty for a row of [`Schedule::unplaced`] that is not there.
    pub fn unplaced_chain_why(&self, row: usize, language: Language) -> String {
        let mut lines = vec![self.unplaced_why(row, language)];
        let blockers = self.unplaced_blockers(row);
        let last = blockers.into_iter().max_by_key(|&number| {
            let end = self.sessions().get(number).and_then(Session::end);
            (end, std::cmp::Reverse(number))
        });
        lines.extend(last.map(|last| self.chain_why(last, language)));
        lines.join("\n")
    }

    /// The session that keeps another from starting a training day earlier, if one does.
    fn waits_for(&self, number: usize) -> Option<usize> {
        let session = self.sessions().get(number)?;
        let (start, days) = (session.start()?, self.days_if_earlier(session)?);
        let programmes = &self.agency().programmes;
        let own = self.participants(SessionIndex::at(number)?);
        let is_there =
            |other: &Session| days.iter().any(|day| other.days.binary_search(day).is_ok());
        let attend = |other: usize, who: &dyn Fn(&PersonIndex) -> bool| {
            SessionIndex::at(other).is_some_and(|index| self.participants(index).iter().any(who))
        };
        let people = &self.agency().people;
        let others = self.sessions().iter().enumerate();
        others
            .filter(|&(other, row)| {
                other != number
                    && match session.because {
                        WhyThen::ProviderBusy { provider } => {
                            is_there(row) && programmes.provider(row.programme) == provider
                        }
                        WhyThen::AfterPrerequisite { programme } => {
                            row.programme == programme
                                && row.end().is_some_and(|end| end < start)
                                && attend(other, &|person| own.binary_search(person).is_ok())
                        }
                        WhyThen::PersonBusy { person } => {
                            is_there(row) && attend(other, &|&member| member == person)
                        }
                        WhyThen::Cover { unit, day } => {
                            row.days.binary_search(&day).is_ok()
                                && attend(other, &|&member| people.unit(member) == unit)
                        }
                        WhyThen::RoomTaken { .. } => {
                            let mut rooms = self.agency().rooms.of(session.programme);
                            is_there(row) && rooms.any(|room| row.room == Some(room))
                        }
                        WhyThen::TrainerTaken { .. } => {
                            let mut trainers = self.agency().trainers.of(session.programme);
                            is_there(row) && trainers.any(|trainer| row.trainer == Some(trainer))
                        }
                        WhyThen::FirstDay
                        | WhyThen::Meetings
                        | WhyThen::Agreement { .. }
                        | WhyThen::ProviderAbsent { .. }
                        | WhyThen::Kept
                        | WhyThen::NotBefore { .. }
                        | WhyThen::BestForMost => false,
                    }
            })
            .max_by_key(|&(other, row)| (row.end(), std::cmp::Reverse(other)))
            .map(|(other, _)| other)
    }

    /// The days that a session would take if it started a training day earlier; `None` if there
    /// is no such day in its phase.
    pub(super) fn days_if_earlier(&self, session: &Session) -> Option<Vec<Date>> {
        let agency = self.agency();
        let mut earlier = std::iter::successors(session.start()?.pred_opt(), Date::pred_opt)
            .take_while(|&day| day >= agency.phases.from(session.phase));
        let before = earlier.find(|&day| agency.calendar.is_training_day(day))?;
        let length = agency.programmes.days_of_a_meeting(session.programme) as usize;
        // Of a series, every meeting a training day earlier.
        let mut days = Vec::with_capacity(session.days.len());
        for meeting in session.days.chunks(length) {
            let first = *meeting.first()?;
            let mut earlier = std::iter::successors(first.pred_opt(), Date::pred_opt)
                .take_while(|&day| day >= before);
            days.extend(earlier.find(|&day| agency.calendar.is_training_day(day)));
            days.extend(&meeting[..meeting.len() - 1]);
        }
        Some(days)
    }
}
