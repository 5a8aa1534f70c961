//! What moved as a table.

use crate::catalogue::ProviderKind;
use crate::schedule::Schedule;
use crate::words::explanation::Language;
use crate::words::table::{Column, Table};

/// The table `moved`; without rows if the schedule was not changed.
pub(in crate::schedule) fn moved(schedule: &Schedule) -> Table {
    let agency = schedule.agency();
    let rows = schedule
        .replanning()
        .map_or(&[][..], |replanning| replanning.moved());
    let labels = |people: &[_]| {
        let labels: Vec<String> = people
            .iter()
            .map(|&person| agency.people.label(person))
            .collect();
        labels.join(" ")
    };
    let providers = || {
        rows.iter()
            .map(|row| agency.programmes.provider(row.programme))
    };
    let is_outside = |provider| agency.providers.kind(provider) != ProviderKind::OwnAgency;
    Table::new(
        "moved",
        vec![
            Column::texts("session", rows.iter().map(|row| row.session.as_str())),
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            Column::texts("phase", rows.iter().map(|row| agency.phases.id(row.phase))),
            Column::texts("provider", providers().map(|p| agency.providers.id(p))),
            Column::integers("outside", providers().map(|p| i64::from(is_outside(p)))),
            Column::texts("what", rows.iter().map(|row| row.what.id())),
            Column::integers("count", rows.iter().map(|row| row.people.len() as i64)),
            Column::texts("people", rows.iter().map(|row| labels(&row.people))),
            Column::days("before", rows.iter().map(|row| Some(row.before))),
            Column::days("after", rows.iter().map(|row| row.after)),
            Column::texts(
                "into",
                rows.iter()
                    .map(|row| row.into.as_deref().unwrap_or_default()),
            ),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| schedule.moved_why(row, Language::English)),
            ),
        ],
    )
}
