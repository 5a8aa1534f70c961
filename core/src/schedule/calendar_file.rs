//! The schedule as an iCalendar file (RFC 5545).

use std::fmt::Write;

use super::artefact::{Schedule, Session};
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, SessionIndex, UnitIndex};
use crate::words::measure::Date;

impl Schedule {
    /// All sessions as an iCalendar file. `stamp` is the day that the file names as its making.
    ///
    /// A session is one all-day event for each run of calendar days without a gap. Its UID stays
    /// the same as long as the session's id does. Numbers of participants are given, no names.
    pub fn to_icalendar(&self, stamp: Date, language: Language) -> String {
        self.write(stamp, language, |_| true)
    }

    /// The sessions that somebody of a unit attends.
    pub fn to_icalendar_for_unit(
        &self,
        unit: UnitIndex,
        stamp: Date,
        language: Language,
    ) -> String {
        let people = &self.agency().people;
        self.write(stamp, language, |session| {
            self.participants(session)
                .iter()
                .any(|&person| people.unit(person) == unit)
        })
    }

    /// The sessions that a person attends.
    pub fn to_icalendar_for_person(
        &self,
        person: PersonIndex,
        stamp: Date,
        language: Language,
    ) -> String {
        self.write(stamp, language, |session| {
            self.participants(session).contains(&person)
        })
    }

    fn write(
        &self,
        stamp: Date,
        language: Language,
        keep: impl Fn(SessionIndex) -> bool,
    ) -> String {
        let agency = self.agency();
        let mut text = String::new();
        let mut line = |content: &str| fold(&mut text, content);
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//mahir//schedule//EN");
        line("CALSCALE:GREGORIAN");
        line("METHOD:PUBLISH");
        line(&format!("X-WR-CALNAME:{}", escape(&agency.name)));
        let domain = checksum(&agency.name);
        for (number, session) in self.sessions().iter().enumerate() {
            let Some(index) = SessionIndex::at(number).filter(|&index| keep(index)) else {
                continue;
            };
            let people = self.participants(index).len();
            for (part, (first, last)) in runs(session).into_iter().enumerate() {
                let end = last.succ_opt().unwrap_or(last);
                line("BEGIN:VEVENT");
                line(&format!(
                    "UID:{}-{}@{domain:08x}.mahir",
                    escape(&session.id),
                    part + 1
                ));
                line(&format!("DTSTAMP:{}T000000Z", stamp.format("%Y%m%d")));
                line(&format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")));
                line(&format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
                let name = agency.programmes.name(session.programme);
                line(&format!("SUMMARY:{}", escape(name)));
                if let Some(venue) = agency.programmes.venue(session.programme) {
                    line(&format!("LOCATION:{}", escape(venue)));
                }
                let provider = agency.programmes.provider(session.programme);
                let provider = agency.providers.name(provider);
                let phase = agency.phases.name(session.phase);
                let description = match language {
                    Language::English => format!("{provider}; {phase}; {people} participants"),
                    Language::Indonesian => format!("{provider}; {phase}; {people} peserta"),
                };
                line(&format!("DESCRIPTION:{}", escape(&description)));
                line("TRANSP:OPAQUE");
                line("END:VEVENT");
            }
        }
        line("END:VCALENDAR");
        text
    }
}

/// The runs of calendar days without a gap.
fn runs(session: &Session) -> Vec<(Date, Date)> {
    let mut runs: Vec<(Date, Date)> = Vec::new();
    for &day in &session.days {
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

/// A short checksum that keeps the UIDs of two agencies apart (FNV-1a, 32 bits).
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
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
