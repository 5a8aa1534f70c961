//! Plans as tables.

use super::Unmet;
use super::artefact::{Plan, PlanValue, WhatIsMissing, WhyBelowFloor};
use crate::words::explanation::Language;
use crate::words::id::Index;
use crate::words::table::{Column, Table};

impl WhatIsMissing {
    /// As tables write it.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Money { .. } => "money",
            Self::People { .. } => "people",
            Self::Sessions => "sessions",
            Self::Hours => "hours",
            Self::Cover => "cover",
            Self::Prerequisite { .. } => "prerequisite",
            Self::Agreement => "agreement",
            Self::ProviderCapacity => "provider_capacity",
            Self::Permission => "permission",
        }
    }
}

impl WhyBelowFloor {
    /// As tables write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Leaves => "leaves",
            Self::NothingFits => "nothing_fits",
            Self::Money => "money",
            Self::Seats => "seats",
            Self::Cover => "cover",
            Self::HoursCap => "hours_cap",
            Self::Forbidden => "forbidden",
        }
    }
}

pub(super) fn lines(plan: &Plan) -> Table {
    let agency = plan.agency();
    let rows = plan.lines();
    let programmes = &agency.programmes;
    let each = || rows.iter().map(|row| row.programme);
    Table::new(
        "lines",
        vec![
            Column::texts("phase", rows.iter().map(|row| agency.phases.id(row.phase))),
            Column::texts("programme", each().map(|p| programmes.id(p))),
            Column::texts("name", each().map(|p| programmes.name(p))),
            Column::texts("form", each().map(|p| programmes.form(p).id())),
            Column::texts(
                "provider",
                each().map(|p| agency.providers.id(programmes.provider(p))),
            ),
            Column::integers("sessions", rows.iter().map(|row| i64::from(row.sessions))),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            Column::integers("cost", rows.iter().map(|row| row.cost.amount())),
            Column::numbers("value", rows.iter().map(|row| row.value.as_f64())),
            Column::numbers("closed_levels", rows.iter().map(|row| row.closed_levels())),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| plan.why(row, Language::English)),
            ),
            Column::texts(
                "displaced",
                (0..rows.len()).map(|row| plan.displaced_why(row, Language::English)),
            ),
        ],
    )
}

pub(super) fn attendances(plan: &Plan) -> Table {
    let agency = plan.agency();
    let rows: Vec<_> = agency
        .people
        .indices()
        .flat_map(|person| {
            plan.of(person)
                .iter()
                .map(move |attendance| (person, attendance))
        })
        .collect();
    let labels: Vec<String> = agency
        .people
        .indices()
        .map(|p| agency.people.label(p))
        .collect();
    Table::new(
        "attendances",
        vec![
            Column::categories("person", labels, rows.iter().map(|row| row.0.position())),
            Column::categories(
                "unit",
                agency.units.ids().names(),
                rows.iter().map(|row| agency.people.unit(row.0).position()),
            ),
            Column::categories(
                "programme",
                agency.programmes.ids().names(),
                rows.iter().map(|row| row.1.programme.position()),
            ),
            Column::categories(
                "phase",
                agency.phases.ids().names(),
                rows.iter().map(|row| row.1.phase.position()),
            ),
        ],
    )
}

pub(super) fn below_cut(plan: &Plan) -> Table {
    let agency = plan.agency();
    let rows = plan.below_cut();
    Table::new(
        "below_cut",
        vec![
            Column::texts("phase", rows.iter().map(|row| agency.phases.id(row.phase))),
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            Column::texts(
                "name",
                rows.iter().map(|row| agency.programmes.name(row.programme)),
            ),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            Column::integers("cost", rows.iter().map(|row| row.cost.amount())),
            Column::numbers("value", rows.iter().map(|row| row.value.as_f64())),
            Column::texts("missing", rows.iter().map(|row| row.missing.id())),
            Column::texts(
                "why",
                (0..rows.len()).map(|row| plan.below_cut_why(row, Language::English)),
            ),
        ],
    )
}

pub(super) fn budgets(plan: &Plan) -> Table {
    let rows = plan.budgets();
    Table::new(
        "budgets",
        vec![
            Column::texts("phase", plan.agency().phases.ids().names()),
            Column::integers("budget", rows.iter().map(|row| row.budget.amount())),
            Column::integers("carried_in", rows.iter().map(|row| row.carried_in.amount())),
            Column::integers("spent", rows.iter().map(|row| row.spent.amount())),
        ],
    )
}

pub(super) fn below_floor(plan: &Plan) -> Table {
    let people = &plan.agency().people;
    let rows = plan.below_floor();
    Table::new(
        "below_floor",
        vec![
            Column::texts("person", rows.iter().map(|row| people.label(row.person))),
            Column::numbers("hours", rows.iter().map(|row| row.hours.as_f64())),
            Column::numbers("short", rows.iter().map(|row| row.short.as_f64())),
            Column::texts("reason", rows.iter().map(|row| row.reason.id())),
        ],
    )
}

pub(super) fn people(plan: &Plan) -> Table {
    let agency = plan.agency();
    let all = || agency.people.indices();
    Table::new(
        "people",
        vec![
            Column::texts("person", all().map(|person| agency.people.label(person))),
            Column::categories(
                "unit",
                agency.units.ids().names(),
                all().map(|person| agency.people.unit(person).position()),
            ),
            Column::texts(
                "status",
                all().map(|person| agency.people.status(person).id()),
            ),
            Column::integers(
                "programmes",
                all().map(|person| plan.of(person).len() as i64),
            ),
            Column::numbers(
                "hours_planned",
                all().map(|person| plan.hours(person).as_f64()),
            ),
            Column::numbers(
                "hours_this_year",
                all().map(|person| agency.people.hours_this_year(person).as_f64()),
            ),
        ],
    )
}

impl super::artefact::PlanLine {
    /// The gap that the line closes over all competencies, in levels.
    pub fn closed_levels(&self) -> f64 {
        let steps: u64 = self.closed.iter().map(|&(_, steps)| steps).sum();
        steps as f64 / f64::from(crate::words::measure::Level::STEPS)
    }
}

impl std::fmt::Display for PlanValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2}", self.as_f64())
    }
}

/// The wishes that are not fulfilled; without a person it is that a programme is held, without a
/// programme that a person attends anything.
pub(super) fn unmet(plan: &Plan) -> Table {
    let agency = plan.agency();
    let rows = || plan.unmet().iter();
    let person = rows().map(|row| match row {
        Unmet::Seat { why } => why.person,
        Unmet::Person { person, .. } => Some(*person),
    });
    let programme = rows().map(|row| match row {
        Unmet::Seat { why } => Some(why.programme),
        Unmet::Person { .. } => None,
    });
    let why = |language| (0..plan.unmet().len()).map(move |row| plan.unmet_why(row, language));
    Table::new(
        "unmet",
        vec![
            Column::optional_texts(
                "person",
                person.map(|own| own.map(|own| agency.people.label(own))),
            ),
            Column::optional_texts(
                "programme",
                programme.map(|own| own.map(|own| agency.programmes.id(own).to_owned())),
            ),
            Column::texts("why", why(Language::English)),
            Column::texts("alasan", why(Language::Indonesian)),
        ],
    )
}

pub(super) fn draws(plan: &Plan) -> Table {
    let agency = plan.agency();
    let rows = plan.draws();
    let why = |language| (0..rows.len()).map(move |row| plan.draw_why(row, language));
    Table::new(
        "draws",
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| agency.programmes.id(row.programme)),
            ),
            Column::texts("phase", rows.iter().map(|row| agency.phases.id(row.phase))),
            Column::texts(
                "person",
                rows.iter().map(|row| agency.people.label(row.person)),
            ),
            Column::texts("lot", rows.iter().map(|row| row.lot.id())),
            Column::texts("why", why(Language::English)),
            Column::texts("alasan", why(Language::Indonesian)),
        ],
    )
}
