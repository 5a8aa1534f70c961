//! Gaps as tables.

mod groups;
mod priorities;

pub(super) use groups::{base_rates, headcounts, units};
pub(super) use priorities::{priorities, quadrants};

use super::{Basis, Gaps};
use crate::words::explanation::Language;
use crate::words::id::Index;
use crate::words::measure::{Level, Weight};
use crate::words::table::{Column, Table};

/// One row per person and competency, aligned with the rows of the needs.
pub(super) fn gaps(gaps: &Gaps) -> Table {
    let (needs, agency) = (gaps.needs(), gaps.agency());
    let owners: Vec<_> = needs.by_person().owner_of_rows().collect();
    let labels: Vec<String> = agency
        .people
        .indices()
        .map(|p| agency.people.label(p))
        .collect();
    let rows = || {
        let each = owners.iter().enumerate();
        each.filter_map(|(row, &person)| gaps.gap_of(person, row))
    };
    Table::new(
        "gaps",
        vec![
            Column::categories("person", labels, owners.iter().map(|p| p.position())),
            Column::categories(
                "unit",
                agency.units.ids().names(),
                owners.iter().map(|&p| agency.people.unit(p).position()),
            ),
            Column::categories(
                "competency",
                agency.framework.competencies().names(),
                needs.competencies().iter().map(|c| c.position()),
            ),
            Column::numbers("needed", rows().map(|gap| gap.needed.as_f64())),
            Column::optional_numbers("held", rows().map(|gap| gap.held.map(Level::as_f64))),
            Column::booleans("rated", rows().map(|gap| gap.rated)),
            Column::categories(
                "basis",
                Basis::ALL.map(Basis::id),
                rows().map(|gap| usize::from(u8::from(gap.basis))),
            ),
            Column::numbers("gap", rows().map(|gap| gap.gap.as_f64())),
            Column::numbers("weight", rows().map(|gap| gap.weight.as_f64())),
            Column::optional_numbers("standard_error", rows().map(|gap| gap.standard_error)),
            Column::optional_numbers("probability", rows().map(|gap| gap.probability)),
            Column::optional_numbers("expected_gap", rows().map(|gap| gap.expected)),
        ],
    )
}

/// One row per person.
pub(super) fn people(gaps: &Gaps) -> Table {
    let agency = gaps.agency();
    let people = || agency.people.indices();
    let scores = || people().map(|person| gaps.score(person));
    let totals: Vec<_> = people().map(|person| gaps.person_gap(person)).collect();
    let next = || people().map(|person| gaps.readiness(person));
    Table::new(
        "people",
        vec![
            Column::texts("person", people().map(|person| agency.people.label(person))),
            Column::categories(
                "unit",
                agency.units.ids().names(),
                people().map(|person| agency.people.unit(person).position()),
            ),
            Column::categories(
                "post",
                agency.posts.ids().names(),
                people().map(|person| agency.people.post(person).position()),
            ),
            Column::optional_numbers("match_percent", scores().map(|score| score.percent())),
            Column::optional_numbers(
                "match_percent_uncapped",
                scores().map(|score| score.percent_uncapped()),
            ),
            Column::optional_texts(
                "band",
                people().map(|person| gaps.band(person).map(|band| band.id().to_owned())),
            ),
            Column::numbers("achieved", scores().map(|s| levels(s.achieved))),
            Column::numbers("required", scores().map(|s| levels(s.required))),
            Column::integers("needs", totals.iter().map(|sum| i64::from(sum.needs))),
            Column::integers("short", totals.iter().map(|sum| i64::from(sum.short))),
            Column::integers("open", totals.iter().map(|sum| i64::from(sum.open))),
            Column::numbers("gap", totals.iter().map(|sum| sum.gap)),
            Column::numbers("weighted_gap", totals.iter().map(|sum| sum.weighted_gap)),
            Column::numbers(
                "expected_weighted_gap",
                totals.iter().map(|sum| sum.expected_weighted_gap),
            ),
            Column::categories(
                "next_post",
                agency.posts.ids().names(),
                next().map(|next| next.map_or(usize::MAX, |next| next.post.position())),
            ),
            Column::optional_numbers(
                "next_post_match_percent",
                next().map(|next| next.and_then(|next| next.score.percent())),
            ),
            Column::optional_integers(
                "next_post_short",
                next().map(|next| next.map(|next| i64::from(next.short))),
            ),
            Column::optional_integers(
                "next_post_open",
                next().map(|next| next.map(|next| i64::from(next.open))),
            ),
        ],
    )
}

fn levels(steps: u64) -> f64 {
    steps as f64 / f64::from(Level::STEPS)
}

/// One row per unit and competency that somebody there needs.
pub(super) fn heat(gaps: &Gaps) -> Table {
    let agency = gaps.agency();
    let cells: Vec<_> = agency
        .units
        .indices()
        .flat_map(|unit| {
            agency
                .framework
                .competencies()
                .indices()
                .map(move |c| (unit, c))
        })
        .map(|(unit, competency)| (unit, competency, gaps.heat(unit, competency)))
        .filter(|(_, _, cell)| cell.people > 0)
        .collect();
    Table::new(
        "heat",
        vec![
            Column::categories(
                "unit",
                agency.units.ids().names(),
                cells.iter().map(|(unit, ..)| unit.position()),
            ),
            Column::categories(
                "competency",
                agency.framework.competencies().names(),
                cells.iter().map(|(_, competency, _)| competency.position()),
            ),
            Column::integers("people", cells.iter().map(|cell| i64::from(cell.2.people))),
            Column::integers("short", cells.iter().map(|cell| i64::from(cell.2.short))),
            Column::integers(
                "unrated",
                cells.iter().map(|cell| i64::from(cell.2.unrated)),
            ),
            Column::optional_numbers("mean_gap", cells.iter().map(|cell| cell.2.mean_gap())),
            Column::numbers(
                "weighted_gap",
                cells
                    .iter()
                    .map(|c| levels(c.2.weighted_gap) / f64::from(Weight::STEPS)),
            ),
        ],
    )
}

/// One row per competency, the one that is lacking most first.
pub(super) fn ranking(gaps: &Gaps) -> Table {
    let framework = &gaps.agency().framework;
    let rows = gaps.ranking();
    Table::new(
        "ranking",
        vec![
            Column::integers("rank", rows.iter().map(|row| i64::from(row.rank))),
            Column::texts(
                "competency",
                rows.iter().map(|row| framework.id(row.competency)),
            ),
            Column::texts(
                "name",
                rows.iter()
                    .map(|row| framework.name_in(row.competency, Language::Indonesian)),
            ),
            Column::integers("people", rows.iter().map(|row| i64::from(row.people))),
            Column::integers("short", rows.iter().map(|row| i64::from(row.short))),
            Column::numbers("mean_gap", rows.iter().map(|row| row.mean_gap)),
            Column::numbers("weighted_gap", rows.iter().map(|row| row.weighted_gap)),
        ],
    )
}
