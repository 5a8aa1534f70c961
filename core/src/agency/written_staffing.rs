//! Allowances, certificates and performances as tables.

use super::Agency;
use crate::service::AllowanceTime;
use crate::words::id::PersonIndex;
use crate::words::measure::{Minutes, Share};
use crate::words::table::Column;

impl Agency {
    pub(super) fn allowance_columns(&self) -> Vec<Column> {
        let rows: Vec<_> = self
            .units
            .indices()
            .flat_map(|unit| self.allowances.of(unit).iter().map(move |row| (unit, row)))
            .collect();
        let share = |time| match time {
            AllowanceTime::Share(share) => Some(share),
            AllowanceTime::Minutes(_) => None,
        };
        let minutes = |time| match time {
            AllowanceTime::Minutes(minutes) => Some(minutes),
            AllowanceTime::Share(_) => None,
        };
        vec![
            Column::texts("unit", rows.iter().map(|(unit, _)| self.units.id(*unit))),
            Column::texts("name", rows.iter().map(|(_, row)| row.name.as_str())),
            Column::texts("kind", rows.iter().map(|(_, row)| row.kind.id())),
            Column::optional_numbers(
                "share",
                rows.iter()
                    .map(|(_, row)| share(row.time).map(Share::as_f64)),
            ),
            Column::optional_numbers(
                "minutes_per_year",
                rows.iter()
                    .map(|(_, row)| minutes(row.time).map(Minutes::as_f64)),
            ),
            Column::integers("people", rows.iter().map(|(_, row)| i64::from(row.people))),
        ]
    }

    pub(super) fn certificate_columns(&self, label: &dyn Fn(PersonIndex) -> String) -> Vec<Column> {
        let people = self.people.indices();
        let rows: Vec<_> = people
            .flat_map(|person| {
                self.certificates
                    .of(person)
                    .iter()
                    .map(move |row| (person, row))
            })
            .collect();
        vec![
            Column::texts("person", rows.iter().map(|(person, _)| label(*person))),
            Column::texts(
                "competency",
                rows.iter()
                    .map(|(_, row)| self.framework.id(row.competency)),
            ),
            Column::numbers("level", rows.iter().map(|(_, row)| row.level.as_f64())),
            Column::days("expires", rows.iter().map(|(_, row)| row.expires)),
        ]
    }

    pub(super) fn performance_columns(&self, label: &dyn Fn(PersonIndex) -> String) -> Vec<Column> {
        let people = self.people.indices();
        let rows: Vec<_> = people
            .flat_map(|person| {
                self.performances
                    .of(person)
                    .iter()
                    .map(move |row| (person, row))
            })
            .collect();
        vec![
            Column::texts("person", rows.iter().map(|(person, _)| label(*person))),
            Column::texts(
                "competency",
                rows.iter()
                    .map(|(_, row)| self.framework.id(row.competency)),
            ),
            Column::numbers("target", rows.iter().map(|(_, row)| row.target)),
            Column::numbers("actual", rows.iter().map(|(_, row)| row.actual)),
            Column::days("date", rows.iter().map(|(_, row)| row.date)),
        ]
    }
}
