//! Needs as tables.

use super::artefact::Needs;
use super::{Trend, Triage};
use crate::words::explanation::Language;
use crate::words::id::{Index, PostIndex};
use crate::words::measure::Month;
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

/// The first day of a month.
fn day(month: Option<Month>) -> Option<chrono::NaiveDate> {
    month.and_then(|month| chrono::NaiveDate::from_ymd_opt(month.year(), month.month(), 1))
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

/// One row per need and reason.
pub(super) fn reasons(needs: &Needs) -> Table {
    let agency = needs.agency();
    let (mut people, mut competencies) = (Vec::new(), Vec::new());
    let (mut sources, mut english, mut indonesian) = (Vec::new(), Vec::new(), Vec::new());
    for (row, person) in needs.by_person().owner_of_rows().enumerate() {
        let translated = needs.reasons(row, Language::Indonesian);
        let mut translated = translated.into_iter();
        for (source, reason) in needs.reasons(row, Language::English) {
            people.push(person.position());
            competencies.push(needs.competencies()[row].position());
            sources.push(source);
            english.push(reason);
            indonesian.push(
                translated
                    .next()
                    .map(|(_, reason)| reason)
                    .unwrap_or_default(),
            );
        }
    }
    let labels = agency.people.indices().map(|p| agency.people.label(p));
    Table::new(
        "reasons",
        vec![
            Column::categories("person", labels.collect::<Vec<_>>(), people.into_iter()),
            Column::categories(
                "competency",
                agency.framework.competencies().names(),
                competencies.into_iter(),
            ),
            Column::texts("source", sources),
            Column::texts("reason", english),
            Column::texts("reason_id", indonesian),
        ],
    )
}

/// One row per service.
pub(super) fn demands(needs: &Needs) -> Table {
    let agency = needs.agency();
    let rows = needs.demands();
    let each = || rows.iter();
    Table::new(
        "demands",
        vec![
            Column::texts("service", each().map(|row| agency.services.id(row.service))),
            Column::texts("name", each().map(|row| agency.services.name(row.service))),
            Column::texts("unit", each().map(|row| agency.units.id(row.unit))),
            Column::integers(
                "months_known",
                each().map(|row| i64::from(row.months_known)),
            ),
            Column::optional_numbers("volume_before", each().map(|row| row.volume_before)),
            Column::optional_numbers("volume_now", each().map(|row| row.volume_now)),
            Column::optional_numbers(
                "volume_expected",
                each().map(|row| row.volume_expected.map(|e| e.volume as f64)),
            ),
            Column::optional_numbers(
                "volume_low",
                each().map(|row| row.volume_expected.map(|e| e.low as f64)),
            ),
            Column::optional_numbers(
                "volume_high",
                each().map(|row| row.volume_expected.map(|e| e.high as f64)),
            ),
            Column::optional_texts(
                "forecast",
                each().map(|row| row.volume_expected.map(|e| e.method.id().to_owned())),
            ),
            Column::optional_numbers("growth", each().map(|row| row.growth)),
            Column::optional_numbers(
                "growth_low",
                each().map(|row| row.growth_interval.map(|interval| interval.low)),
            ),
            Column::optional_numbers(
                "growth_high",
                each().map(|row| row.growth_interval.map(|interval| interval.high)),
            ),
            Column::optional_numbers("p_value", each().map(|row| row.p_value)),
            Column::optional_numbers(
                "variance_inflation",
                each().map(|row| row.variance_inflation),
            ),
            Column::texts("trend", each().map(|row| row.trend.id())),
            Column::optional_texts(
                "unclear",
                each().map(|row| row.unclear.map(|why| why.id().to_owned())),
            ),
            Column::days("changed_after", each().map(|row| day(row.changed_after))),
            Column::optional_numbers(
                "people_needed_now",
                each().map(|row| people(row.people_needed_now)),
            ),
            Column::optional_numbers(
                "people_needed_expected",
                each().map(|row| people(row.people_needed_expected)),
            ),
            Column::optional_numbers(
                "people_needed_low",
                each().map(|row| people(row.people_needed_low)),
            ),
            Column::optional_numbers(
                "people_needed_high",
                each().map(|row| people(row.people_needed_high)),
            ),
            Column::optional_numbers(
                "unit_workload_expected",
                each().map(|row| people(row.unit_workload_expected)),
            ),
            Column::integers(
                "people_there",
                each().map(|row| i64::from(row.people_there)),
            ),
            Column::optional_integers(
                "people_asked",
                each().map(|row| row.people_asked.map(i64::from)),
            ),
            Column::optional_integers(
                "people_able",
                each().map(|row| row.people_able.map(i64::from)),
            ),
            Column::days("passed_in", each().map(|row| day(row.passed_in))),
            Column::texts("triage", each().map(|row| row.triage.id())),
        ],
    )
}

/// One row per unit that gives a service.
pub(super) fn workload(needs: &Needs) -> Table {
    let agency = needs.agency();
    let each = || needs.workload().iter();
    let thousandths = |value: u64| value as f64 / 1_000.0;
    Table::new(
        "workload",
        vec![
            Column::texts("unit", each().map(|row| agency.units.id(row.unit))),
            Column::texts("name", each().map(|row| agency.units.name(row.unit))),
            Column::integers("services", each().map(|row| i64::from(row.services))),
            Column::integers(
                "services_unknown",
                each().map(|row| i64::from(row.services_unknown)),
            ),
            Column::numbers("basic_now", each().map(|row| thousandths(row.basic_now))),
            Column::numbers(
                "basic_expected",
                each().map(|row| thousandths(row.basic_expected)),
            ),
            Column::numbers("category_factor", each().map(|row| row.category_factor())),
            Column::numbers(
                "individual_allowance",
                each().map(|row| thousandths(row.individual_allowance)),
            ),
            Column::numbers("needed_now", each().map(|row| thousandths(row.needed_now))),
            Column::numbers(
                "needed_expected",
                each().map(|row| thousandths(row.needed_expected)),
            ),
            Column::numbers("needed_low", each().map(|row| thousandths(row.needed_low))),
            Column::numbers(
                "needed_high",
                each().map(|row| thousandths(row.needed_high)),
            ),
            Column::integers(
                "people_there",
                each().map(|row| i64::from(row.people_there)),
            ),
            Column::optional_numbers("ratio", each().map(|row| row.ratio())),
            Column::optional_texts(
                "grade",
                each().map(|row| row.grade.map(|grade| grade.id().to_owned())),
            ),
            Column::days("passed_in", each().map(|row| day(row.passed_in))),
            Column::texts("verdict", each().map(|row| row.verdict.id())),
        ],
    )
}

/// One row per service: the people whom its work takes, and who serve it.
pub(super) fn service_workload(needs: &Needs) -> Table {
    let agency = needs.agency();
    let each = || needs.service_workload().iter();
    let posts = |posts: &[PostIndex]| {
        let ids: Vec<&str> = posts.iter().map(|&post| agency.posts.id(post)).collect();
        ids.join(" ")
    };
    Table::new(
        "service_workload",
        vec![
            Column::texts("service", each().map(|row| agency.services.id(row.service))),
            Column::texts("unit", each().map(|row| agency.units.id(row.unit))),
            Column::texts("posts", each().map(|row| posts(&row.posts))),
            Column::booleans("by_standard", each().map(|row| row.is_by_standard)),
            Column::integers(
                "people_serving",
                each().map(|row| i64::from(row.people_serving)),
            ),
            Column::numbers(
                "people_there",
                each().filter_map(|row| people(Some(row.people_there))),
            ),
            Column::optional_numbers("needed_now", each().map(|row| people(row.needed_now))),
            Column::optional_numbers(
                "needed_expected",
                each().map(|row| people(row.needed_expected)),
            ),
            Column::optional_numbers("needed_low", each().map(|row| people(row.needed_low))),
            Column::optional_numbers("needed_high", each().map(|row| people(row.needed_high))),
            Column::optional_numbers("ratio", each().map(|row| row.ratio())),
            Column::texts("verdict", each().map(|row| row.verdict.id())),
        ],
    )
}

/// One row per service and competency.
pub(super) fn headcounts(needs: &Needs) -> Table {
    let agency = needs.agency();
    let rows = needs.headcounts();
    let each = || rows.iter();
    Table::new(
        "headcounts",
        vec![
            Column::texts("unit", each().map(|row| agency.units.id(row.unit))),
            Column::texts("service", each().map(|row| agency.services.id(row.service))),
            Column::texts(
                "competency",
                each().map(|row| agency.framework.id(row.competency)),
            ),
            Column::numbers("level", each().map(|row| row.level.as_f64())),
            Column::integers("people", each().map(|row| i64::from(row.people))),
            Column::integers("holders", each().map(|row| i64::from(row.holders))),
            Column::numbers("growth", each().map(|row| row.growth.as_f64())),
            Column::days("due", each().map(|row| row.due)),
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

/// One row per competency and level that somebody needs.
pub(super) fn cohorts(needs: &Needs) -> Table {
    let agency = needs.agency();
    let rows = needs.cohorts();
    let each = || rows.iter();
    Table::new(
        "cohorts",
        vec![
            Column::texts(
                "competency",
                each().map(|row| agency.framework.id(row.competency)),
            ),
            Column::numbers("level", each().map(|row| row.level.as_f64())),
            Column::texts(
                "units",
                each().map(|row| {
                    let ids: Vec<&str> = row.units.iter().map(|&u| agency.units.id(u)).collect();
                    ids.join(" ")
                }),
            ),
            Column::integers("people", each().map(|row| i64::from(row.people))),
            Column::integers("below", each().map(|row| i64::from(row.below))),
            Column::days("due", each().map(|row| row.due)),
            Column::numbers("weight", each().map(|row| row.weight.as_f64())),
        ],
    )
}

/// One row per service: what is lacking, with the figures that say so.
pub(super) fn triage(needs: &Needs) -> Table {
    let agency = needs.agency();
    let each = || needs.demands().iter();
    let rows = 0..needs.demands().len();
    Table::new(
        "triage",
        vec![
            Column::texts("service", each().map(|row| agency.services.id(row.service))),
            Column::texts("unit", each().map(|row| agency.units.id(row.unit))),
            Column::optional_numbers(
                "people_needed",
                each().map(|row| people(row.unit_workload_expected)),
            ),
            Column::integers(
                "people_there",
                each().map(|row| i64::from(row.people_there)),
            ),
            Column::optional_integers(
                "able_needed",
                each().map(|row| row.people_asked.map(i64::from)),
            ),
            Column::optional_integers(
                "able_there",
                each().map(|row| row.people_able.map(i64::from)),
            ),
            Column::texts("finding", each().map(|row| row.triage.id())),
            Column::texts(
                "reason",
                rows.clone()
                    .map(|row| needs.triage_why(row, Language::English)),
            ),
            Column::texts(
                "reason_id",
                rows.map(|row| needs.triage_why(row, Language::Indonesian)),
            ),
        ],
    )
}
