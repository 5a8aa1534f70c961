//! rooms.csv and trainers.csv.

use super::Reading;
use crate::agency::layout::TableLayout;
use crate::catalogue::{Bookables, Programmes, Rooms, Trainers};
use crate::words::id::{Index, is_personal_number};

pub(super) mod room {
    crate::agency::layout::layout! {
        "rooms", optional;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama";
        SEATS: "seats", Integer, optional, "kursi", "kapasitas";
        PROGRAMMES: "programmes", Text, needed, "program";
    }
    pub(super) const AT: [usize; 4] = [ID, NAME, SEATS, PROGRAMMES];
}

pub(super) mod trainer {
    crate::agency::layout::layout! {
        "trainers", optional;
        ID: "id", Text, needed, "kode";
        NAME: "name", Text, optional, "nama";
        MOST: "people_at_most", Integer, optional, "peserta_maksimum";
        PROGRAMMES: "programmes", Text, needed, "program";
    }
    pub(super) const AT: [usize; 4] = [ID, NAME, MOST, PROGRAMMES];
}

/// Reads rooms.
pub(in crate::agency) fn rooms(reading: Reading<'_>, programmes: &Programmes) -> Rooms {
    read(reading, (&room::LAYOUT, room::AT), programmes)
}

/// Reads trainers.
pub(in crate::agency) fn trainers(reading: Reading<'_>, programmes: &Programmes) -> Trainers {
    read(reading, (&trainer::LAYOUT, trainer::AT), programmes)
}

fn read<I: Index>(
    mut reading: Reading<'_>,
    (layout, at): (&'static TableLayout, [usize; 4]),
    programmes: &Programmes,
) -> Bookables<I> {
    let [id, name, seats, uses] = at;
    let mut found = Bookables::default();
    let mut numbers = Vec::new();
    let Some(mut rows) = reading.rows(layout) else {
        return found;
    };
    while let Some(mut row) = rows.next() {
        let most = row.count(seats, 1);
        let text = row.text(uses);
        let mut own = Vec::new();
        let mut unknown = Vec::new();
        let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
        for part in parts.filter(|part| !part.is_empty()) {
            match programmes.ids.find(part) {
                // Programmes are numbered by 32 bits.
                Some(programme) => own.push(programme.position() as u32),
                None => unknown.push(part.to_owned()),
            }
        }
        if !unknown.is_empty() {
            let problem = format!("unknown programmes: {}", unknown.join(", "));
            let expected = "ids of programmes.csv with blanks between them";
            row.fault(uses, "unknown_id", problem, expected);
        } else if own.is_empty() {
            let expected = "the ids of programmes with blanks between them";
            row.fault(uses, "missing_value", "no programme is named", expected);
        }
        own.sort_unstable();
        own.dedup();
        if row.new_id(id, &mut found.ids, &mut numbers) {
            let position = found.names.len() as u32;
            let (own_id, label) = (row.text(id), row.text(name));
            found.names.push(match label.is_empty() {
                true if is_personal_number(&own_id) => format!("person-{:06}", position + 1),
                true => own_id,
                false => label,
            });
            found.seats.push(most);
            found
                .uses
                .extend(own.into_iter().map(|programme| (programme, position)));
        }
    }
    found.uses.sort_unstable();
    found
}
