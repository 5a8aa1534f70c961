//! Rooms and trainers as tables, and the columns of absences that name them.

use super::Agency;
use crate::calendar::Absentee;
use crate::catalogue::Bookables;
use crate::words::id::Index;
use crate::words::table::Column;

/// The id of a room or trainer: as it was given in files, otherwise as people may see it.
fn id<I: Index>(all: &Bookables<I>, index: I, is_raw: bool) -> String {
    if is_raw {
        all.ids().name(index).to_owned()
    } else {
        all.label(index)
    }
}

/// The columns of rooms or trainers; `seats` is what the largest number of people is called.
pub(super) fn columns<I: Index>(
    agency: &Agency,
    all: &Bookables<I>,
    seats: &str,
    is_raw: bool,
) -> Vec<Column> {
    let programmes = |index| {
        let ids: Vec<&str> = all
            .programmes(index)
            .map(|programme| agency.programmes.id(programme))
            .collect();
        ids.join(" ")
    };
    vec![
        Column::texts("id", all.indices().map(|index| id(all, index, is_raw))),
        Column::texts("name", all.indices().map(|index| all.name(index))),
        Column::optional_integers(
            seats,
            all.indices().map(|index| all.seats(index).map(i64::from)),
        ),
        Column::texts("programmes", all.indices().map(programmes)),
    ]
}

/// Which room or trainer is away; no columns where none is, so that the table stays as it was.
pub(super) fn absentees(agency: &Agency, is_raw: bool) -> Vec<Column> {
    let rows = || agency.absences.rows().map(|row| row.0);
    let is_bookable = |row: Absentee| matches!(row, Absentee::Room(_) | Absentee::Trainer(_));
    if !rows().any(is_bookable) {
        return Vec::new();
    }
    let rooms = rows().map(|row| match row {
        Absentee::Room(room) => Some(id(&agency.rooms, room, is_raw)),
        _ => None,
    });
    let trainers = rows().map(|row| match row {
        Absentee::Trainer(trainer) => Some(id(&agency.trainers, trainer, is_raw)),
        _ => None,
    });
    vec![
        Column::optional_texts("room", rooms),
        Column::optional_texts("trainer", trainers),
    ]
}
