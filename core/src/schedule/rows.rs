//! Schedules as tables.

use super::artefact::{Schedule, Session, WhyUnplaced};
use crate::words::explanation::Language;
use crate::words::id::{Index, SessionIndex};
use crate::words::table::{Column, Table};

impl WhyUnplaced {
    /// As tables write it.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NoWorkingDays { .. } => "no_working_days",
            Self::Meetings { .. } => "meetings",
            Self::Agreement { .. } => "agreement",
            Self::ProviderBusy { .. } => "provider_busy",
            Self::ProviderAbsent { .. } => "provider_absent",
            Self::RoomTaken { .. } => "room_taken",
            Self::TrainerTaken { .. } => "trainer_taken",
            Self::Cover { .. } => "cover",
            Self::Prerequisite { .. } => "prerequisite",
            Self::PersonBusy => "person_busy",
            Self::ClassTooSmall { .. } => "class_too_small",
            Self::ClassFull { .. } => "class_full",
            Self::Cancelled => "cancelled",
        }
    }
}

pub(super) fn sessions(schedule: &Schedule) -> Table {
    let agency = schedule.agency();
    let rows = schedule.sessions();
    let programmes = &agency.programmes;
    let each = || rows.iter().map(|row| row.programme);
    let people =
        |row: usize| SessionIndex::at(row).map_or(0, |s| schedule.participants(s).len() as i64);
    Table::new(
        "sessions",
        vec![
            Column::texts("id", rows.iter().map(|row| row.id.as_str())),
            Column::texts("programme", each().map(|p| programmes.id(p))),
            Column::texts("name", each().map(|p| programmes.name(p))),
            Column::texts("form", each().map(|p| programmes.form(p).id())),
            Column::texts(
                "provider",
                each().map(|p| agency.providers.id(programmes.provider(p))),
            ),
            Column::texts("phase", rows.iter().map(|row| agency.phases.id(row.phase))),
            Column::integers("number", rows.iter().map(|row| i64::from(row.number))),
            Column::days("start", rows.iter().map(|row| row.start())),
            Column::days("end", rows.iter().map(|row| row.end())),
            Column::integers("days", rows.iter().map(|row| row.days.len() as i64)),
            Column::integers(
                "meetings",
                rows.iter().map(|row| {
                    let series = programmes.series(row.programme);
                    series.map_or(1, |series| i64::from(series.meetings()))
                }),
            ),
            Column::integers("people", (0..rows.len()).map(people)),
            rooms_of(schedule, rows.iter()),
            trainers_of(schedule, rows.iter()),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| schedule.why(row, Language::English)),
            ),
        ],
    )
}

/// The rooms of sessions.
pub(super) fn rooms_of<'a>(
    schedule: &Schedule,
    sessions: impl Iterator<Item = &'a Session>,
) -> Column {
    let rooms = &schedule.agency().rooms;
    let names = sessions.map(|row| row.room.map(|room| rooms.name(room)));
    Column::optional_texts("room", names)
}

/// The trainers of sessions.
pub(super) fn trainers_of<'a>(
    schedule: &Schedule,
    sessions: impl Iterator<Item = &'a Session>,
) -> Column {
    let trainers = &schedule.agency().trainers;
    let names = sessions.map(|row| row.trainer.map(|trainer| trainers.name(trainer)));
    Column::optional_texts("trainer", names)
}

pub(super) fn participants(schedule: &Schedule) -> Table {
    let agency = schedule.agency();
    let rows: Vec<_> = schedule
        .sessions()
        .iter()
        .enumerate()
        .filter_map(|(number, session)| Some((SessionIndex::at(number)?, session)))
        .flat_map(|(index, session)| {
            schedule
                .participants(index)
                .iter()
                .map(move |&person| (session, person))
        })
        .collect();
    Table::new(
        "participants",
        vec![
            Column::texts("session", rows.iter().map(|row| row.0.id.as_str())),
            Column::texts("person", rows.iter().map(|row| agency.people.label(row.1))),
            Column::texts(
                "unit",
                rows.iter()
                    .map(|r| agency.units.id(agency.people.unit(r.1))),
            ),
            Column::days("start", rows.iter().map(|row| row.0.start())),
            Column::days("end", rows.iter().map(|row| row.0.end())),
        ],
    )
}

pub(super) fn unplaced(schedule: &Schedule) -> Table {
    let agency = schedule.agency();
    let rows = schedule.unplaced();
    Table::new(
        "unplaced",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            Column::texts("phase", rows.iter().map(|row| agency.phases.id(row.phase))),
            Column::texts(
                "people",
                rows.iter().map(|row| {
                    let labels: Vec<String> = row
                        .people
                        .iter()
                        .map(|&person| agency.people.label(person))
                        .collect();
                    labels.join(" ")
                }),
            ),
            Column::integers("sessions", rows.iter().map(|row| i64::from(row.sessions))),
            Column::texts("reason", rows.iter().map(|row| row.reason.id())),
            Column::texts("certainty", rows.iter().map(|row| row.certainty.id())),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| schedule.unplaced_why(row, Language::English)),
            ),
        ],
    )
}

pub(super) fn on_duty(schedule: &Schedule) -> Table {
    let rows = schedule.on_duty();
    Table::new(
        "on_duty",
        vec![
            Column::categories(
                "unit",
                schedule.agency().units.ids().names(),
                rows.iter().map(|row| row.unit.position()),
            ),
            Column::days("day", rows.iter().map(|row| Some(row.day))),
            Column::integers("present", rows.iter().map(|row| i64::from(row.present))),
            Column::integers(
                "in_training",
                rows.iter().map(|row| i64::from(row.in_training)),
            ),
            Column::integers("on_duty", rows.iter().map(|row| i64::from(row.on_duty()))),
            Column::integers("minimum", rows.iter().map(|row| i64::from(row.minimum))),
        ],
    )
}
