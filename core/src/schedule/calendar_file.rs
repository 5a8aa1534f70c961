//! The schedule as an iCalendar file (RFC 5545).

use std::collections::BTreeSet;
use std::fmt::Write;

use super::artefact::{Schedule, Session};
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, RoomIndex, SessionIndex, TrainerIndex, UnitIndex};
use crate::words::measure::Date;

/// What an iCalendar file of a schedule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IcalendarOptions {
    /// The day that the file names as its making (DTSTAMP, at midnight UTC).
    pub stamp: Date,
    /// The language of descriptions.
    pub language: Language,
    /// Only sessions that somebody of this unit attends; `None` for all.
    pub unit: Option<UnitIndex>,
    /// Only sessions that this person attends; `None` for all.
    pub person: Option<PersonIndex>,
    /// Only sessions of this trainer; `None` for all.
    pub trainer: Option<TrainerIndex>,
    /// Only sessions in this room; `None` for all.
    pub room: Option<RoomIndex>,
    /// Whether descriptions list the participants by their labels (see
    /// [`People::label`](crate::workforce::People::label)); of a unit's calendar only its own
    /// people.
    pub list_participants: bool,
    /// The SEQUENCE of all events: how many versions of the schedule were sent before this one,
    /// so that calendar programs take the newer one. 0 for the first.
    pub sequence: u32,
}

impl IcalendarOptions {
    /// All sessions, with numbers of participants only.
    pub const fn new(stamp: Date, language: Language) -> Self {
        Self {
            stamp,
            language,
            unit: None,
            person: None,
            trainer: None,
            room: None,
            list_participants: false,
            sequence: 0,
        }
    }
}

impl Schedule {
    /// All sessions as an iCalendar file. `stamp` is the day that the file names as its making;
    /// the day of the plan, `schedule.plan().gaps().needs().as_of()`, is a good one.
    ///
    /// A session is one all-day event for each run of calendar days without a gap. Its UID stays
    /// the same as long as the agency's name and the session's programme, phase and number do.
    /// Numbers of participants are given, no names.
    ///
    /// Of a series every meeting has events of its own, with the meeting's number in the UID, and no
    /// recurrence rule: a meeting that a holiday pushes to another day, that moves, or that is
    /// cancelled is then one event like any other, which every calendar program takes.
    pub fn to_icalendar(&self, stamp: Date, language: Language) -> String {
        self.to_icalendar_with(&IcalendarOptions::new(stamp, language))
    }

    /// The sessions that somebody of a unit attends.
    pub fn to_icalendar_for_unit(
        &self,
        unit: UnitIndex,
        stamp: Date,
        language: Language,
    ) -> String {
        self.to_icalendar_with(&IcalendarOptions {
            unit: Some(unit),
            ..IcalendarOptions::new(stamp, language)
        })
    }

    /// The sessions that a person attends.
    pub fn to_icalendar_for_person(
        &self,
        person: PersonIndex,
        stamp: Date,
        language: Language,
    ) -> String {
        self.to_icalendar_with(&IcalendarOptions {
            person: Some(person),
            ..IcalendarOptions::new(stamp, language)
        })
    }

    /// The sessions of a trainer.
    pub fn to_icalendar_for_trainer(
        &self,
        trainer: TrainerIndex,
        stamp: Date,
        language: Language,
    ) -> String {
        self.to_icalendar_with(&IcalendarOptions {
            trainer: Some(trainer),
            ..IcalendarOptions::new(stamp, language)
        })
    }

    /// The sessions as an iCalendar file, by options of your own.
    pub fn to_icalendar_with(&self, options: &IcalendarOptions) -> String {
        write_file(&self.agency().name, &self.events(options), &[], options)
    }

    /// The same for those who have the file of an earlier schedule: events that are no longer
    /// there (as the unit or person attends them no more, say) stand in it as cancelled, on their
    /// earlier days. Give a `sequence` above that of the earlier file.
    ///
    /// ```
    /// # use mahir::agency::Agency;
    /// use mahir::schedule::{IcalendarOptions, ScheduleOptions};
    /// use mahir::words::explanation::Language;
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let agency = Agency::load(folder)?;
    /// # let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// # let plan = agency.needs(day)?.gaps()?.plan()?;
    /// let earlier = plan.schedule()?;
    /// let mut whole = ScheduleOptions::default();
    /// whole.days_after_prerequisite = 20;
    /// let later = plan.schedule_with(&whole)?;
    /// let mut options = IcalendarOptions::new(day, Language::English);
    /// options.sequence = 1;
    /// let file = later.to_icalendar_after(&earlier, &options);
    /// assert!(file.contains("SEQUENCE:1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_icalendar_after(&self, earlier: &Self, options: &IcalendarOptions) -> String {
        let events = self.events(options);
        let there: BTreeSet<&str> = events.iter().map(|event| event.uid.as_str()).collect();
        let mut gone = earlier.events(options);
        gone.retain(|event| !there.contains(event.uid.as_str()));
        write_file(&self.agency().name, &events, &gone, options)
    }

    /// The events of the sessions that the options ask for.
    fn events(&self, options: &IcalendarOptions) -> Vec<Event> {
        let people = &self.agency().people;
        let mut events = Vec::new();
        for (number, session) in self.sessions().iter().enumerate() {
            let Some(index) = SessionIndex::at(number) else {
                continue;
            };
            let attend = self.participants(index);
            let of_unit =
                |&person: &PersonIndex| options.unit.is_none_or(|unit| people.unit(person) == unit);
            let of_person = options.person.is_none_or(|person| attend.contains(&person));
            let is_booked = options
                .trainer
                .is_none_or(|own| session.trainer == Some(own))
                && options.room.is_none_or(|own| session.room == Some(own));
            if attend.iter().any(of_unit) && of_person && is_booked {
                let listed: Vec<PersonIndex> = if options.list_participants {
                    attend.iter().copied().filter(of_unit).collect()
                } else {
                    Vec::new()
                };
                self.add_events(
                    &mut events,
                    session,
                    attend.len(),
                    &listed,
                    options.language,
                );
            }
        }
        events
    }

    fn add_events(
        &self,
        events: &mut Vec<Event>,
        session: &Session,
        participants: usize,
        listed: &[PersonIndex],
        language: Language,
    ) {
        let agency = self.agency();
        let programmes = &agency.programmes;
        let programme = session.programme;
        let provider = agency.providers.name(programmes.provider(programme));
        let phase = agency.phases.name(session.phase);
        let mut description = match language {
            Language::English => format!("{provider}; {phase}; {participants} participants"),
            Language::Indonesian => format!("{provider}; {phase}; {participants} peserta"),
        };
        if let Some(trainer) = session.trainer {
            let name = agency.trainers.name(trainer);
            description.push_str(&match language {
                Language::English => format!("; trainer {name}"),
                Language::Indonesian => format!("; pengajar {name}"),
            });
        }
        for &person in listed {
            description.push('\n');
            description.push_str(&agency.people.label(person));
        }
        let length = programmes.days_of_a_meeting(programme) as usize;
        let is_series = programmes.series(programme).is_some();
        let meetings = session.days.len().div_ceil(length);
        for (meeting, days) in (1..).zip(session.days.chunks(length)) {
            let runs = runs(days);
            for (part, &(first, last)) in (1..).zip(&runs) {
                let mut summary = programmes.name(programme).to_owned();
                if is_series {
                    summary.push_str(&match language {
                        Language::English => format!(" (meeting {meeting} of {meetings})"),
                        Language::Indonesian => format!(" (pertemuan {meeting} dari {meetings})"),
                    });
                }
                if runs.len() > 1 {
                    let parts = runs.len();
                    summary.push_str(&match language {
                        Language::English => format!(" (part {part} of {parts})"),
                        Language::Indonesian => format!(" (bagian {part} dari {parts})"),
                    });
                }
                let of_session = self.fingerprint(session);
                events.push(Event {
                    uid: if is_series {
                        format!("{of_session:032x}-m{meeting}-{part}@mahir")
                    } else {
                        format!("{of_session:032x}-{part}@mahir")
                    },
                    first,
                    end: last.succ_opt().unwrap_or(last),
                    summary,
                    venue: session
                        .room
                        .map(|room| agency.rooms.name(room))
                        .or_else(|| programmes.venue(programme).map(str::to_owned)),
                    description: description.clone(),
                    form: programmes.form(programme).label(language),
                });
            }
        }
    }

    /// A fingerprint of what makes a session this one and no other (FNV-1a, 128 bits).
    fn fingerprint(&self, session: &Session) -> u128 {
        let agency = self.agency();
        let programme = agency.programmes.id(session.programme);
        let phase = agency.phases.id(session.phase);
        let number = session.number.to_string();
        // 0xff is in no text, so that it separates them.
        [agency.name.as_str(), programme, phase, &number]
            .into_iter()
            .flat_map(|part| part.bytes().chain([0xff]))
            .fold(
                0x6c62_272e_07bb_0142_62b8_2175_6295_c58d,
                |sum: u128, byte| {
                    (sum ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
                },
            )
    }
}

/// One all-day event.
struct Event {
    uid: String,
    first: Date,
    /// The day after the last.
    end: Date,
    summary: String,
    venue: Option<String>,
    description: String,
    form: &'static str,
}

fn write_file(name: &str, events: &[Event], gone: &[Event], options: &IcalendarOptions) -> String {
    let mut text = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mahir//schedule//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        fold(&mut text, line);
    }
    fold(&mut text, &format!("X-WR-CALNAME:{}", escape(name)));
    for event in events {
        write_event(&mut text, event, "CONFIRMED", options);
    }
    for event in gone {
        write_event(&mut text, event, "CANCELLED", options);
    }
    fold(&mut text, "END:VCALENDAR");
    text
}

fn write_event(text: &mut String, event: &Event, status: &str, options: &IcalendarOptions) {
    let mut line = |content: String| fold(text, &content);
    line("BEGIN:VEVENT".to_owned());
    line(format!("UID:{}", event.uid));
    line(format!(
        "DTSTAMP:{}T000000Z",
        options.stamp.format("%Y%m%d")
    ));
    line(format!("SEQUENCE:{}", options.sequence));
    line(format!("STATUS:{status}"));
    line(format!(
        "DTSTART;VALUE=DATE:{}",
        event.first.format("%Y%m%d")
    ));
    line(format!("DTEND;VALUE=DATE:{}", event.end.format("%Y%m%d")));
    line(format!("SUMMARY:{}", escape(&event.summary)));
    if let Some(venue) = &event.venue {
        line(format!("LOCATION:{}", escape(venue)));
    }
    line(format!("DESCRIPTION:{}", escape(&event.description)));
    line(format!("CATEGORIES:{}", escape(event.form)));
    line("TRANSP:OPAQUE".to_owned());
    line("END:VEVENT".to_owned());
}

/// The runs of calendar days without a gap.
fn runs(days: &[Date]) -> Vec<(Date, Date)> {
    let mut runs: Vec<(Date, Date)> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(day) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs
}

/// A text value (RFC 5545, section 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            ';' => escaped.push_str("\\;"),
            ',' => escaped.push_str("\\,"),
            '\n' => escaped.push_str("\\n"),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A content line, folded so that no line has more than 75 octets (section 3.1).
fn fold(text: &mut String, content: &str) {
    let mut octets = 0;
    for character in content.chars() {
        if octets + character.len_utf8() > 75 {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(character);
        octets += character.len_utf8();
    }
    let _ = write!(text, "\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        let mut text = String::new();
        fold(&mut text, &"é".repeat(100));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end(), "é".repeat(100));
        assert_eq!(escape("a,b;c\\d\ne\r"), "a\\,b\\;c\\\\d\\ne");
    }
}
