//! Needs as tables.

use super::artefact::Needs;
use super::{Trend, Triage};
use crate::words::id::Index;
use crate::words::table::{Column, Table};

impl Trend {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rising => "rising",
            Self::Steady => "steady",
            Self::Falling => "falling",
            Self::CannotTell => "cannot_tell",
        }
    }
}

impl Triage {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::LackOfCompetence => "lack_of_competence",
            Self::LackOfPeople => "lack_of_people",
            Self::Both => "both",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// Thousandths of a person as a number of people.
fn people(thousandths: Option<u64>) -> Option<f64> {
    thousandths.map(|thousandths| thousandths as f64 / 1_000.0)
}

/// One row per person and competency.
pub(super) fn needs(needs: &Needs) -> Table {
    let agency = needs.agency();
    let owners: Vec<_> = needs.by_person().owner_of_rows().collect();
    let labels: Vec<String> = agency
        .people
        .indices()
        .map(|p| agency.people.label(p))
        .collect();
    Table::new(
        "needs",
        vec![
            Column::categories("person", labels, owners.iter().map(|p| p.position())),
            Column::categories(
                "unit",
                agency.units.ids().names(),
                owners.iter().map(|&p| agency.people.unit(p).position()),
            ),
            Column::categories(
                "post",
                agency.posts.ids().names(),
                owners.iter().map(|&p| agency.people.post(p).position()),
            ),
            Column::categories(
                "competency",
                agency.framework.competencies().names(),
                needs.competencies().iter().map(|c| c.position()),
            ),
            Column::numbers("level", needs.levels().iter().map(|level| level.as_f64())),
            Column::numbers(
                "weight",
                needs.weights().iter().map(|weight| weight.as_f64()),
            ),
            Column::days("due", needs.due().iter().copied()),
            Column::texts(
                "sources",
                needs.sources().iter().map(|sources| sources.names()),
            ),
        ],
    )
}

/// One row per service.
pub(super) fn demands(needs: &Needs) -> Table {
    let agency = needs.agency();
    let rows = needs.demands();
    Table::new(
        "demands",
        vec![
            Column::texts(
                "service",
                rows.iter().map(|row| agency.services.id(row.service)),
            ),
            Column::texts(
                "name",
                rows.iter().map(|row| agency.services.name(row.service)),
            ),
            Column::texts("unit", rows.iter().map(|row| agency.units.id(row.unit))),
            Column::integers(
                "months_known",
                rows.iter().map(|row| i64::from(row.months_known)),
            ),
            Column::optional_numbers("volume_before", rows.iter().map(|row| row.volume_before)),
            Column::optional_numbers("volume_now", rows.iter().map(|row| row.volume_now)),
            Column::optional_numbers(
                "volume_expected",
                rows.iter().map(|row| row.volume_expected),
            ),
            Column::optional_numbers("growth", rows.iter().map(|row| row.growth)),
            Column::texts("trend", rows.iter().map(|row| row.trend.id())),
            Column::optional_numbers(
                "people_needed_now",
                rows.iter().map(|row| people(row.people_needed_now)),
            ),
            Column::optional_numbers(
                "people_needed_expected",
                rows.iter().map(|row| people(row.people_needed_expected)),
            ),
            Column::optional_numbers(
                "unit_workload_expected",
                rows.iter().map(|row| people(row.unit_workload_expected)),
            ),
            Column::integers(
                "people_there",
                rows.iter().map(|row| i64::from(row.people_there)),
            ),
            Column::optional_integers(
                "people_asked",
                rows.iter().map(|row| row.people_asked.map(i64::from)),
            ),
            Column::optional_integers(
                "people_able",
                rows.iter().map(|row| row.people_able.map(i64::from)),
            ),
            Column::texts("triage", rows.iter().map(|row| row.triage.id())),
        ],
    )
}

/// One row per service and competency.
pub(super) fn headcounts(needs: &Needs) -> Table {
    let agency = needs.agency();
    let rows = needs.headcounts();
    Table::new(
        "headcounts",
        vec![
            Column::texts("unit", rows.iter().map(|row| agency.units.id(row.unit))),
            Column::texts(
                "service",
                rows.iter().map(|row| agency.services.id(row.service)),
            ),
            Column::texts(
                "competency",
                rows.iter().map(|row| agency.framework.id(row.competency)),
            ),
            Column::numbers("level", rows.iter().map(|row| row.level.as_f64())),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            Column::days("due", rows.iter().map(|row| row.due)),
            Column::texts(
                "nominees",
                (0..rows.len()).map(|row| {
                    let labels: Vec<String> = needs
                        .nominees(row)
                        .iter()
                        .map(|&p| agency.people.label(p))
                        .collect();
                    labels.join(" ")
                }),
            ),
        ],
    )
}
