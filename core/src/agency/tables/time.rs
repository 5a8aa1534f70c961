//! absences.csv and holidays.csv.

use super::Reading;
use crate::calendar::{Absences, AbsencesBuilder, Absentee, Holiday, HolidayKind};
use crate::catalogue::{Providers, Rooms, Trainers};
use crate::words::measure::Period;
use crate::workforce::{People, Units};

pub(super) mod absence {
    crate::agency::layout::layout! {
        "absences", optional;
        UNIT: "unit", Text, optional, "unit_kerja";
        PERSON: "person", Text, optional, "pegawai";
        PROVIDER: "provider", Text, optional, "mitra", "penyelenggara";
        FROM: "from", Day, needed, "dari", "mulai";
        UNTIL: "until", Day, needed, "sampai";
        REASON: "reason", Text, optional, "alasan";
        ROOM: "room", Text, optional, "ruang";
        TRAINER: "trainer", Text, optional, "pengajar";
    }
    pub(super) const AT: [usize; 8] = [UNIT, PERSON, PROVIDER, FROM, UNTIL, REASON, ROOM, TRAINER];
}

pub(super) mod holiday {
    crate::agency::layout::layout! {
        "holidays", optional;
        DATE: "date", Day, needed, "tanggal";
        NAME: "name", Text, needed, "nama";
        KIND: "kind", Text, optional, "jenis";
    }
    pub(super) const AT: [usize; 3] = [DATE, NAME, KIND];
}

/// Reads absences.
pub(in crate::agency) fn absences(
    mut reading: Reading<'_>,
    (units, people, providers): (&Units, &People, &Providers),
    (rooms, trainers): (&Rooms, &Trainers),
) -> Absences {
    let [unit, person, provider, from, until, reason, room, trainer] = absence::AT;
    let mut absences = AbsencesBuilder::new();
    if let Some(mut rows) = reading.rows(&absence::LAYOUT) {
        while let Some(mut row) = rows.next() {
            let given = [unit, person, provider, room, trainer];
            let given: Vec<usize> = given.into_iter().filter(|&c| !row.is_missing(c)).collect();
            let absentee = match given[..] {
                [column] if column == unit => {
                    row.known(unit, &units.ids, "units.csv").map(Absentee::Unit)
                }
                [column] if column == person => row
                    .known(person, people.ids(), "people.csv")
                    .map(Absentee::Person),
                [column] if column == room => {
                    row.known(room, &rooms.ids, "rooms.csv").map(Absentee::Room)
                }
                [column] if column == trainer => row
                    .known(trainer, &trainers.ids, "trainers.csv")
                    .map(Absentee::Trainer),
                [_] => row
                    .known(provider, &providers.ids, "providers.csv")
                    .map(Absentee::Provider),
                _ => {
                    let problem = format!(
                        "{} of unit, person, provider, room and trainer are filled",
                        given.len()
                    );
                    row.fault(
                        unit,
                        "absentee",
                        problem,
                        "exactly one of unit, person, provider, room, trainer",
                    );
                    None
                }
            };
            let period = Period {
                from: row.day(from),
                until: row.day(until),
            };
            for column in [from, until] {
                if row.is_missing(column) {
                    let expected = "a day as YYYY-MM-DD or DD-MM-YYYY";
                    row.fault(column, "missing_value", "the value is missing", expected);
                }
            }
            if let Some(absentee) = absentee {
                let why = row.text(reason);
                if let Err(error) = absences.absence(absentee, period, &why) {
                    let expected = "a period that ends on or after its first day";
                    row.fault(until, error.code(), error.to_string(), expected);
                }
            }
        }
    }
    absences.build()
}

/// Reads holidays, each with its row; `None` if there is no such table.
pub(in crate::agency) fn holidays(mut reading: Reading<'_>) -> Option<Vec<(Holiday, u64)>> {
    let [date, name, kind] = holiday::AT;
    let mut holidays = Vec::new();
    let mut rows = reading.rows(&holiday::LAYOUT)?;
    while let Some(mut row) = rows.next() {
        let what = ("date", "a day as YYYY-MM-DD or DD-MM-YYYY");
        let day = row.required(date, what, crate::words::measure::parse_date);
        let what = ("kind", "holiday or joint_leave");
        let kind = row
            .optional(kind, what, HolidayKind::parse)
            .unwrap_or(HolidayKind::Holiday);
        let label = row.text(name);
        if label.is_empty() {
            row.fault(
                name,
                "missing_value",
                "the name is missing",
                "the holiday's name",
            );
        } else if let Some(day) = day {
            holidays.push((Holiday::new(day, &label, kind), row.number));
        }
    }
    Some(holidays)
}
