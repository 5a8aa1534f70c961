//! The bars of a Gantt chart: every meeting of every session, with what a reader asks of it.

use super::artefact::{Schedule, Session};
use super::rows::{rooms_of, trainers_of};
use crate::words::id::{Index, SessionIndex};
use crate::words::measure::Date;
use crate::words::table::{Column, Table};

/// How late a session ends for those of its people whose needs have a day by which they must be
/// met ([`Needs::due`](crate::need::Needs::due)), in a competency that the programme is expected
/// to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lateness {
    /// The earliest of these days; `None` if nobody's needs have one.
    pub due: Option<Date>,
    /// For how many people the session ends after their day.
    pub people: u32,
    /// Working days after the earliest of these days up to the session's last; 0 in time.
    pub working_days: u32,
}

impl Schedule {
    /// How late a session ends. Never late for a session that is not there.
    ///
    /// ```
    /// # use mahir::agency::Agency;
    /// use mahir::words::id::{Index, SessionIndex};
    /// # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/marelan");
    /// # let agency = Agency::load(folder)?;
    /// # let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    /// let schedule = agency.needs(day)?.gaps()?.plan()?.schedule()?;
    /// let lateness = schedule.lateness(SessionIndex::at(0).unwrap());
    /// assert_eq!(lateness.people == 0, lateness.working_days == 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lateness(&self, session: SessionIndex) -> Lateness {
        let row = self.sessions().get(session.position());
        let Some((row, end)) = row.and_then(|row| Some((row, row.end()?))) else {
            return Lateness::default();
        };
        let agency = self.agency();
        let effects = agency.programmes.effects(row.programme);
        let needs = self.plan().gaps().needs();
        let mut lateness = Lateness::default();
        for &person in self.participants(session) {
            let own = needs.of(person).filter(|need| {
                let competency = need.competency;
                effects.iter().any(|effect| effect.competency == competency)
            });
            let Some(due) = own.filter_map(|need| need.due).min() else {
                continue;
            };
            lateness.due = Some(lateness.due.map_or(due, |earliest| earliest.min(due)));
            lateness.people += u32::from(due < end);
        }
        if let Some(after) = lateness
            .due
            .filter(|due| *due < end)
            .and_then(|due| due.succ_opt())
        {
            // A session may end after the due day and before the next working day.
            lateness.working_days = agency.calendar.working_days(after, end).count() as u32;
        }
        lateness
    }
}

/// One row for each meeting.
pub(super) fn gantt(schedule: &Schedule) -> Table {
    let agency = schedule.agency();
    let programmes = &agency.programmes;
    let mut bars: Vec<(SessionIndex, &Session, u32, &[Date])> = Vec::new();
    for (number, session) in schedule.sessions().iter().enumerate() {
        if let Some(index) = SessionIndex::at(number) {
            let meetings = (1..).zip(schedule.meetings(index));
            bars.extend(meetings.map(|(meeting, days)| (index, session, meeting, days)));
        }
    }
    let lateness: Vec<Lateness> = bars.iter().map(|bar| schedule.lateness(bar.0)).collect();
    Table::new(
        "gantt",
        vec![
            Column::texts("session", bars.iter().map(|bar| bar.1.id.as_str())),
            Column::integers("meeting", bars.iter().map(|bar| i64::from(bar.2))),
            Column::texts(
                "programme",
                bars.iter().map(|bar| programmes.id(bar.1.programme)),
            ),
            Column::texts(
                "name",
                bars.iter().map(|bar| programmes.name(bar.1.programme)),
            ),
            Column::integers("cohort", bars.iter().map(|bar| i64::from(bar.1.number))),
            Column::texts(
                "phase",
                bars.iter().map(|bar| agency.phases.id(bar.1.phase)),
            ),
            Column::texts(
                "provider",
                bars.iter()
                    .map(|bar| agency.providers.id(programmes.provider(bar.1.programme))),
            ),
            rooms_of(schedule, bars.iter().map(|bar| bar.1)),
            trainers_of(schedule, bars.iter().map(|bar| bar.1)),
            Column::days("start", bars.iter().map(|bar| bar.3.first().copied())),
            Column::days("end", bars.iter().map(|bar| bar.3.last().copied())),
            Column::integers("days", bars.iter().map(|bar| bar.3.len() as i64)),
            Column::integers(
                "people",
                bars.iter()
                    .map(|bar| schedule.participants(bar.0).len() as i64),
            ),
            Column::days("due", lateness.iter().map(|lateness| lateness.due)),
            Column::integers(
                "late_people",
                lateness.iter().map(|lateness| i64::from(lateness.people)),
            ),
            Column::integers(
                "late_working_days",
                lateness
                    .iter()
                    .map(|lateness| i64::from(lateness.working_days)),
            ),
        ],
    )
}
