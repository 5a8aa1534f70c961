//! A schedule in a few lines, and what all artefacts share.

use std::fmt;

use super::catch_up::caught_up_rows;
use super::replan::moved_rows;
use super::{Schedule, gantt, rows};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::Table;

impl Artefact for Schedule {
    const KIND: &'static str = "schedule";
    const VERSION: u32 = 2;
    const TABLES: &'static [&'static str] = &[
        "sessions",
        "participants",
        "unplaced",
        "on_duty",
        "moved",
        "gantt",
        "caught_up",
    ];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "sessions" => Some(rows::sessions(self)),
            "participants" => Some(rows::participants(self)),
            "unplaced" => Some(rows::unplaced(self)),
            "on_duty" => Some(rows::on_duty(self)),
            "moved" => Some(moved_rows(self)),
            "gantt" => Some(gantt::gantt(self)),
            "caught_up" => Some(caught_up_rows(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let (sessions, seats) = (self.sessions().len(), self.seats());
        let without: usize = self.unplaced().iter().map(|row| row.people.len()).sum();
        let duty = self.on_duty();
        let closed = duty
            .iter()
            .filter(|row| row.is_closed_by_training())
            .count();
        let days = duty.len();
        let later = self.caught_up().len();
        let later = match (later, language) {
            (0, _) => String::new(),
            (later, Language::English) => {
                format!(" {later} seats are in a later phase than planned.")
            }
            (later, Language::Indonesian) => {
                format!(" {later} kursi pada tahap yang lebih akhir daripada rencana.")
            }
        };
        match language {
            Language::English => format!(
                "Schedule: {sessions} sessions with {seats} seats; {without} seats found no place.{later}\n\
                 On {closed} of {days} unit-days training takes a unit below its minimum on duty."
            ),
            Language::Indonesian => format!(
                "Jadwal: {sessions} kelas dengan {seats} kursi; {without} kursi tidak mendapat tempat.{later}\n\
                 Pada {closed} dari {days} hari-unit pelatihan membuat unit kerja di bawah petugas minimum."
            ),
        }
    }
}

impl Schedule {
    /// How many seats all sessions have together.
    pub fn seats(&self) -> usize {
        self.content.participants.len()
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

impl PartialEq for Schedule {
    fn eq(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}
