//! Seats that are held later than planned, as a table and in words.

use super::CaughtUp;
use crate::schedule::Schedule;
use crate::schedule::words::unplaced_reason;
use crate::words::explanation::Language;
use crate::words::id::SessionIndex;
use crate::words::measure::Date;
use crate::words::table::{Column, Table};

/// The table `caught_up`.
pub(in crate::schedule) fn caught_up(schedule: &Schedule) -> Table {
    let agency = schedule.agency();
    let rows = schedule.caught_up();
    let phase = |name: &str, of: fn(&CaughtUp) -> crate::words::id::PhaseIndex| {
        Column::texts(name, rows.iter().map(|row| agency.phases.id(of(row))))
    };
    let sessions: Vec<Option<usize>> = rows.iter().map(|row| schedule.session_of(row)).collect();
    let session = |at: &Option<usize>| at.and_then(|at| schedule.sessions().get(at));
    Table::new(
        "caught_up",
        vec![
            Column::texts(
                "person",
                rows.iter().map(|row| agency.people.label(row.person)),
            ),
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            phase("phase", |row| row.phase),
            phase("into", |row| row.into),
            Column::texts(
                "session",
                sessions
                    .iter()
                    .map(|at| session(at).map_or("", |session| session.id.as_str())),
            ),
            Column::days(
                "start",
                sessions
                    .iter()
                    .map(|at| session(at).and_then(|session| session.start())),
            ),
            Column::texts("reason", rows.iter().map(|row| row.because.id())),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| schedule.caught_up_why(row, Language::English)),
            ),
        ],
    )
}

impl Schedule {
    /// The session in which a seat is caught up.
    fn session_of(&self, seat: &CaughtUp) -> Option<usize> {
        use crate::words::id::Index;
        self.sessions()
            .iter()
            .enumerate()
            .position(|(at, session)| {
                (session.programme, session.phase) == (seat.programme, seat.into)
                    && SessionIndex::at(at)
                        .is_some_and(|index| self.participants(index).contains(&seat.person))
            })
    }

    /// Why somebody attends in a later phase than planned. Empty for a row of
    /// [`Schedule::caught_up`] that is not there.
    pub fn caught_up_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.caught_up().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let person = agency.people.label(row.person);
        let programme = agency.programmes.name(row.programme);
        let (phase, into) = (agency.phases.name(row.phase), agency.phases.name(row.into));
        let reason = unplaced_reason(agency, &row.because, language);
        let start: Option<Date> = self
            .session_of(row)
            .and_then(|at| self.sessions().get(at)?.start());
        let start = start.map_or_else(String::new, |day| language.day(day));
        match language {
            Language::English => format!(
                "{person} attends {programme} in {into} from {start} and not in {phase}, since there {reason}."
            ),
            Language::Indonesian => format!(
                "{person} mengikuti {programme} pada {into} mulai {start}, bukan pada {phase}, karena saat itu {reason}."
            ),
        }
    }
}
