//! Laws of schedules.

use std::collections::{BTreeMap, BTreeSet};

use super::Broken;
use crate::calendar::{Absentee, Calendar};
use crate::catalogue::Rhythm;
use crate::schedule::{Event, MovedSessions, Replanning, Schedule, Session};
use crate::words::id::{
    Index, PersonIndex, PhaseIndex, ProgrammeIndex, ProviderIndex, SessionIndex, UnitIndex,
};
use crate::words::measure::Date;

/// What a schedule breaks of these laws.
///
/// Sessions last as long as their programme, on training days in a row (of a series each meeting, and the
/// meetings in their rhythm), within their phase, not
/// before the day of the plan, within the partner's agreement, and when the partner is there; no
/// partner runs more at once than it can, and no more sessions are held than are paid for. Classes
/// are neither too small nor too large; rooms and trainers are those of the programme, have seats enough,
/// and are in one session a day. Everybody of the plan is in one session of the programme or
/// told to have no place, attends one session a day, is employed and not away, and comes after what
/// the programme requires. No counter is taken below its minimum on duty, and the
/// table of who is on duty says what counting says.
///
/// After replanning each session heeds the events that were known when it began, and no others.
pub fn broken_by_schedule(schedule: &Schedule) -> Vec<String> {
    let mut watched = Watched {
        schedule,
        broken: Broken::default(),
        seats: BTreeSet::new(),
        provider_days: BTreeMap::new(),
        person_days: BTreeMap::new(),
        attended: BTreeMap::new(),
        held: BTreeMap::new(),
        booked: BTreeSet::new(),
    };
    for (number, session) in schedule.sessions().iter().enumerate() {
        if let Some(index) = SessionIndex::at(number) {
            watched.session(session, schedule.participants(index));
        }
    }
    watched.whole();
    watched.counters();
    watched.broken.0
}

/// The phase in which a seat of the plan is held: its own, or a later one.
fn held_in(
    schedule: &Schedule,
    person: PersonIndex,
    programme: ProgrammeIndex,
    phase: PhaseIndex,
) -> PhaseIndex {
    let mut seats = schedule.caught_up().iter();
    seats
        .find(|seat| (seat.person, seat.programme, seat.phase) == (person, programme, phase))
        .map_or(phase, |seat| seat.into)
}

/// Whether meetings follow each other as they must.
fn is_in_rhythm(calendar: &Calendar, meetings: &[&[Date]], rhythm: Rhythm) -> bool {
    let begin = meetings.first().and_then(|days| days.first().copied());
    meetings.windows(2).zip(1_i64..).all(|(pair, number)| {
        let (Some(&last), Some(&next)) = (pair[0].last(), pair[1].first()) else {
            return false;
        };
        match rhythm {
            Rhythm::WorkingDays { at_least, at_most } => {
                // Both are working days, and neither lies between.
                let apart = calendar.working_days(last, next).count().saturating_sub(2);
                last < next && (at_least as usize..=at_most as usize).contains(&apart)
            }
            Rhythm::Weeks(weeks) => {
                let since = begin.map_or(0, |begin| (next - begin).num_days());
                last < next && since / (i64::from(weeks) * 7) == number
            }
        }
    })
}

struct Watched<'a> {
    schedule: &'a Schedule,
    broken: Broken,
    seats: BTreeSet<(PersonIndex, ProgrammeIndex, PhaseIndex)>,
    /// The first days of the sessions.
    provider_days: BTreeMap<(ProviderIndex, Date), Vec<Date>>,
    /// The first day of the session.
    person_days: BTreeMap<(PersonIndex, Date), Date>,
    /// First and last day.
    attended: BTreeMap<(PersonIndex, ProgrammeIndex), (Date, Date)>,
    held: BTreeMap<(ProgrammeIndex, PhaseIndex), u32>,
    booked: BTreeSet<(Absentee, Date)>,
}

impl Watched<'_> {
    fn session(&mut self, session: &Session, people: &[PersonIndex]) {
        let (plan, agency) = (self.schedule.plan(), self.schedule.plan().agency());
        let (programmes, programme) = (&agency.programmes, session.programme);
        let (id, provider) = (&session.id, programmes.provider(programme));
        let broken = &mut self.broken;
        let (Some(from), Some(until)) = (session.start(), session.end()) else {
            broken.unless(false, || format!("{id} has no day"));
            return;
        };
        let length = session.days.len();
        broken.unless(length == programmes.days(programme) as usize, || {
            format!("{id} lasts {length} days")
        });
        let phase = agency.phases.period(session.phase);
        broken.unless(phase.contains(from) && phase.contains(until), || {
            format!("{id} leaves its phase: {from} to {until}")
        });
        broken.unless(from >= plan.gaps().needs().as_of(), || {
            format!("{id} starts before the day of the plan: {from}")
        });
        let known = Known::by(self.schedule, from);
        let training: Vec<Date> = agency
            .calendar
            .training_days(from, until)
            .filter(|&day| !known.is_blocked(day))
            .collect();
        match programmes.series(programme) {
            None => broken.unless(training == session.days, || {
                format!("{id} is not on training days in a row")
            }),
            Some(series) => {
                let meetings: Vec<&[Date]> = session
                    .days
                    .chunks((length / series.meetings() as usize).max(1))
                    .collect();
                let in_a_row = meetings.iter().all(|days| {
                    let (first, last) = (days.first(), days.last());
                    let between = training
                        .iter()
                        .filter(|day| first <= Some(*day) && Some(*day) <= last);
                    between.eq(days.iter())
                });
                let in_rhythm = is_in_rhythm(&agency.calendar, &meetings, series.rhythm());
                broken.unless(in_a_row && in_rhythm, || {
                    format!("the meetings of {id} do not keep their rhythm")
                });
            }
        }
        let (least, most) = (
            programmes.class_min(programme),
            programmes.class_max(programme),
        );
        broken.unless(
            (least as usize..=most as usize).contains(&people.len()),
            || {
                format!(
                    "{id} has {} people, expected {least} to {most}",
                    people.len()
                )
            },
        );
        *self.held.entry((programme, session.phase)).or_default() += 1;
        self.bookings(session, people.len());
        let broken = &mut self.broken;
        for &day in &session.days {
            let there = agency.providers.agreement(provider).contains(day)
                && !agency.absences.absent_provider(provider, day)
                && !known.is_provider_away(provider, day);
            broken.unless(there, || format!("{id}: the partner is not there on {day}"));
            self.provider_days
                .entry((provider, day))
                .or_default()
                .push(from);
        }
        for &person in people {
            let label = agency.people.label(person);
            broken.unless(
                self.seats.insert((person, programme, session.phase)),
                || format!("{label} has two seats in {id}"),
            );
            let planned = plan.of(person).iter().any(|row| {
                row.programme == programme
                    && held_in(self.schedule, person, programme, row.phase) == session.phase
            });
            broken.unless(planned, || {
                format!("{label} is in {id} without being planned")
            });
            self.attended.insert((person, programme), (from, until));
            let unit = agency.people.unit(person);
            for &day in &session.days {
                let is_free = self.person_days.insert((person, day), from).is_none();
                broken.unless(is_free, || format!("{label} is in two sessions on {day}"));
                let there = !known.is_person_away(person, day)
                    && !agency.absences.absent_person(person, day)
                    && !agency.absences.absent_unit(unit, day)
                    && agency
                        .people
                        .last_day(person)
                        .is_none_or(|last| day <= last);
                broken.unless(there, || format!("{label} is away on {day}, a day of {id}"));
            }
        }
    }

    /// The room and the trainer of a session are among those of its programme, take its people, and
    /// are there and in no other session on each of its days.
    fn bookings(&mut self, session: &Session, people: usize) {
        let agency = self.schedule.agency();
        let (rooms, trainers, id) = (&agency.rooms, &agency.trainers, &session.id);
        let wanted: Vec<_> = rooms.of(session.programme).collect();
        let is_right = match session.room {
            None => wanted.is_empty(),
            Some(room) => {
                wanted.contains(&room)
                    && rooms
                        .seats(room)
                        .is_none_or(|seats| people <= seats as usize)
            }
        };
        let wanted: Vec<_> = trainers.of(session.programme).collect();
        let is_led = match session.trainer {
            None => wanted.is_empty(),
            Some(trainer) => {
                wanted.contains(&trainer)
                    && trainers
                        .seats(trainer)
                        .is_none_or(|most| people <= most as usize)
            }
        };
        self.broken.unless(is_right && is_led, || {
            format!("{id} has no room or trainer of its programme with seats enough")
        });
        let room = session.room.map(Absentee::Room);
        for booked in room
            .into_iter()
            .chain(session.trainer.map(Absentee::Trainer))
        {
            for &day in &session.days {
                let is_free = agency.absences.on(booked, day).is_none();
                let is_new = self.booked.insert((booked, day));
                self.broken.unless(is_free && is_new, || {
                    format!("{id}: its room or trainer is not free on {day}")
                });
            }
        }
    }

    fn whole(&mut self) {
        let (schedule, plan, agency) = (
            self.schedule,
            self.schedule.plan(),
            self.schedule.plan().agency(),
        );
        let programmes = &agency.programmes;
        for (&(provider, day), starts) in &self.provider_days {
            let last = starts.iter().max().copied().unwrap_or(day);
            let usual = agency.providers.sessions_at_once(provider);
            let fewer = Known::by(schedule, last).sessions_at_once(provider, day);
            let most = usual.unwrap_or(u32::MAX).min(fewer);
            self.broken.unless(starts.len() <= most as usize, || {
                format!(
                    "{} runs {} sessions on {day}",
                    agency.providers.id(provider),
                    starts.len()
                )
            });
        }
        for (&(programme, phase), &sessions) in &self.held {
            let line = plan
                .lines()
                .iter()
                .find(|line| line.programme == programme && line.phase == phase);
            let events = schedule
                .replanning()
                .into_iter()
                .flat_map(Replanning::events);
            let cancelled = events.filter_map(|event| event.cancelled);
            let cancelled = cancelled.filter(|&(p, t, _)| (p, t) == (programme, phase));
            let sessions = sessions + cancelled.count() as u32;
            let planned = line.map_or(0, |line| line.sessions);
            let moved = |phase_of: fn(&MovedSessions) -> PhaseIndex| -> u32 {
                let rows = schedule.moved_sessions().iter();
                rows.filter(|row| row.programme == programme && phase_of(row) == phase)
                    .map(|row| row.sessions)
                    .sum()
            };
            let paid = planned + moved(|row| row.into);
            self.broken
                .unless(sessions + moved(|row| row.phase) <= paid, || {
                    format!(
                        "{sessions} sessions of {} are not paid for",
                        programmes.id(programme)
                    )
                });
        }
        let after = schedule.options().days_after_prerequisite.max(1);
        for (&(person, programme), &(from, _)) in &self.attended {
            for &required in programmes.prerequisites(programme) {
                let days = self
                    .attended
                    .get(&(person, required))
                    .and_then(|(_, until)| {
                        let next = until.succ_opt()?;
                        Some(agency.calendar.count_working_days(next, from))
                    });
                self.broken
                    .unless(days.is_some_and(|days| days >= after), || {
                        format!(
                            "{} attends {} too soon after {}",
                            agency.people.label(person),
                            programmes.id(programme),
                            programmes.id(required)
                        )
                    });
            }
        }
        for row in schedule.unplaced() {
            for &person in &row.people {
                self.broken.unless(
                    self.seats.insert((person, row.programme, row.phase)),
                    || {
                        format!(
                            "{} is placed and told to have no place",
                            agency.people.label(person)
                        )
                    },
                );
            }
        }
        let planned: BTreeSet<_> = agency
            .people
            .indices()
            .flat_map(|person| {
                let own = plan.of(person).iter();
                own.map(move |row| {
                    let phase = held_in(schedule, person, row.programme, row.phase);
                    (person, row.programme, phase)
                })
            })
            .collect();
        self.broken.unless(self.seats == planned, || {
            "somebody of the plan is neither in a session nor told to have no place".to_owned()
        });
    }

    fn counters(&mut self) {
        let agency = self.schedule.plan().agency();
        // How many, and the first day of the session that began last.
        let mut training: BTreeMap<_, (u32, Date)> = BTreeMap::new();
        for (&(person, day), &start) in &self.person_days {
            let unit = agency.people.unit(person);
            let row = training.entry((unit, day)).or_insert((0, start));
            *row = (row.0 + 1, row.1.max(start));
        }
        for (&(unit, day), &(in_training, last)) in &training {
            let left = self.present(unit, day, last).saturating_sub(in_training);
            let minimum = agency.units.minimum_on_duty(unit);
            self.broken.unless(left >= minimum, || {
                format!(
                    "training closes {} on {day}: {left} on duty of at least {minimum}",
                    agency.units.id(unit)
                )
            });
        }
        for row in self.schedule.on_duty() {
            let present = self.present(row.unit, row.day, Date::MAX);
            let found = training.get(&(row.unit, row.day)).copied();
            let (away, last) = found.unwrap_or((0, Date::MAX));
            // What became known after all of them had begun cannot be helped.
            let is_helpless = self.present(row.unit, row.day, last) > present;
            let right = (row.present, row.in_training) == (present, away)
                && row.minimum == agency.units.minimum_on_duty(row.unit)
                && (is_helpless || !row.is_closed_by_training());
            self.broken.unless(right, || {
                format!(
                    "the table of who is on duty has {} of {} in {} on {}, {away} of {present} are",
                    row.in_training,
                    row.present,
                    agency.units.id(row.unit),
                    row.day
                )
            });
        }
    }

    /// The people of a unit who are employed and, as far as was known on a day of replanning, not
    /// away on a day, in training or not.
    fn present(&self, unit: UnitIndex, day: Date, known: Date) -> u32 {
        let agency = self.schedule.plan().agency();
        let known = Known::by(self.schedule, known);
        let present = agency.people.of_unit(unit).iter().filter(|&&person| {
            agency
                .people
                .last_day(person)
                .is_none_or(|last| day <= last)
                && !agency.absences.absent_person(person, day)
                && !agency.absences.absent_unit(unit, day)
                && !known.is_person_away(person, day)
        });
        present.count() as u32
    }
}

/// The events that were known by a day, each from the day on which it became known.
struct Known<'a> {
    schedule: &'a Schedule,
    events: Vec<(&'a Event, Date)>,
}

impl<'a> Known<'a> {
    fn by(schedule: &'a Schedule, day: Date) -> Self {
        let events = schedule
            .replanning()
            .into_iter()
            .flat_map(Replanning::events);
        Self {
            schedule,
            events: events
                .filter(|event| event.known_on <= day)
                .map(|event| (&event.event, event.known_on))
                .collect(),
        }
    }

    fn is_blocked(&self, day: Date) -> bool {
        self.events.iter().any(|&(event, known)| match event {
            Event::DatesBlocked { from, until, .. } => (*from.max(&known)..=*until).contains(&day),
            _ => false,
        })
    }

    fn is_provider_away(&self, provider: ProviderIndex, day: Date) -> bool {
        let own = self.schedule.agency().providers.id(provider);
        self.events.iter().any(|&(event, known)| match event {
            Event::ProviderAbsent {
                provider,
                from,
                until,
            } => provider == own && (*from.max(&known)..=*until).contains(&day),
            _ => false,
        })
    }

    fn sessions_at_once(&self, provider: ProviderIndex, day: Date) -> u32 {
        let own = self.schedule.agency().providers.id(provider);
        let fewer = self
            .events
            .iter()
            .filter_map(|&(event, known)| match event {
                Event::FewerSessionsAtOnce {
                    provider,
                    from,
                    until,
                    sessions,
                } => {
                    let counts = provider == own && (*from.max(&known)..=*until).contains(&day);
                    counts.then_some(*sessions)
                }
                _ => None,
            });
        fewer.min().unwrap_or(u32::MAX)
    }

    fn is_person_away(&self, person: PersonIndex, day: Date) -> bool {
        let agency = self.schedule.agency();
        let unit = agency.units.id(agency.people.unit(person));
        self.events.iter().any(|&(event, known)| {
            let (is_own, from, until) = match event {
                Event::PersonAbsent {
                    person: other,
                    from,
                    until,
                } => (
                    agency.people.ids().find(&other.0) == Some(person),
                    from,
                    until,
                ),
                Event::UnitAbsent {
                    unit: other,
                    from,
                    until,
                } => (other == unit, from, until),
                _ => return false,
            };
            is_own && (*from.max(&known)..=*until).contains(&day)
        })
    }
}
