//! Tables of people together: units, bands, headcounts.

use super::levels;
use crate::gap::{BaseRate, Gaps, HeatCell, Score};
use crate::words::id::{Index, PersonIndex, PostIndex};
use crate::words::measure::Weight;
use crate::words::table::{Column, Table};

/// The confidence of intervals in tables.
const CONFIDENCE: f64 = 0.95;

/// One row per unit in which somebody works.
pub(in crate::gap) fn units(gaps: &Gaps) -> Table {
    let agency = gaps.agency();
    let units: Vec<_> = agency
        .units
        .indices()
        .filter(|&unit| !agency.people.of_unit(unit).is_empty())
        .map(|unit| {
            let score =
                agency
                    .people
                    .of_unit(unit)
                    .iter()
                    .fold(Score::default(), |sum, &person| {
                        let score = gaps.score(person);
                        Score {
                            achieved: sum.achieved.saturating_add(score.achieved),
                            achieved_uncapped: sum
                                .achieved_uncapped
                                .saturating_add(score.achieved_uncapped),
                            required: sum.required.saturating_add(score.required),
                        }
                    });
            let competencies = agency.framework.competencies().indices();
            let cell = competencies.fold(HeatCell::default(), |sum, competency| {
                sum.and(gaps.heat(unit, competency))
            });
            (unit, score, cell)
        })
        .collect();
    let cells = || units.iter().map(|(_, _, cell)| cell);
    Table::new(
        "units",
        vec![
            Column::categories(
                "unit",
                agency.units.ids().names(),
                units.iter().map(|(unit, ..)| unit.position()),
            ),
            Column::integers(
                "people",
                units
                    .iter()
                    .map(|(unit, ..)| count(agency.people.of_unit(*unit).len())),
            ),
            Column::integers("needs", cells().map(|cell| i64::from(cell.people))),
            Column::integers("short", cells().map(|cell| i64::from(cell.short))),
            Column::integers("unrated", cells().map(|cell| i64::from(cell.unrated))),
            Column::optional_numbers("mean_gap", cells().map(|cell| cell.mean_gap())),
            Column::numbers(
                "weighted_gap",
                cells().map(|cell| levels(cell.weighted_gap) / f64::from(Weight::STEPS)),
            ),
            Column::optional_numbers(
                "match_percent",
                units.iter().map(|(_, score, _)| score.percent()),
            ),
        ],
    )
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// One row per band for everybody, each unit and each post in which somebody has a score.
pub(in crate::gap) fn base_rates(gaps: &Gaps) -> Table {
    let agency = gaps.agency();
    let mut rows: Vec<(&str, String, BaseRate)> = Vec::new();
    let mut add = |group, id: &str, rates: Vec<BaseRate>| {
        let rates = rates.into_iter().filter(|rate| rate.scored > 0);
        rows.extend(rates.map(|rate| (group, id.to_owned(), rate)));
    };
    add("all", "", gaps.base_rates(CONFIDENCE));
    for unit in agency.units.indices() {
        let people = agency.people.of_unit(unit).iter().copied();
        add(
            "unit",
            agency.units.id(unit),
            gaps.base_rates_of(people, CONFIDENCE),
        );
    }
    let mut by_post: Vec<Vec<PersonIndex>> = vec![Vec::new(); agency.posts.len()];
    for person in agency.people.indices() {
        by_post[agency.people.post(person).position()].push(person);
    }
    for (place, people) in by_post.into_iter().enumerate() {
        if let Some(post) = PostIndex::at(place) {
            add(
                "post",
                agency.posts.id(post),
                gaps.base_rates_of(people, CONFIDENCE),
            );
        }
    }
    let rates = || rows.iter().map(|(_, _, rate)| rate);
    Table::new(
        "base_rates",
        vec![
            Column::texts("group", rows.iter().map(|(group, ..)| *group)),
            Column::texts("id", rows.iter().map(|(_, id, _)| id.as_str())),
            Column::texts("band", rates().map(|rate| rate.band.id())),
            Column::integers("people", rates().map(|rate| i64::from(rate.people))),
            Column::integers("scored", rates().map(|rate| i64::from(rate.scored))),
            Column::optional_numbers("share", rates().map(|rate| rate.share)),
            Column::optional_numbers("low", rates().map(|rate| rate.interval.map(|i| i.low))),
            Column::optional_numbers("high", rates().map(|rate| rate.interval.map(|i| i.high))),
        ],
    )
}

/// One row per headcount need.
pub(in crate::gap) fn headcounts(gaps: &Gaps) -> Table {
    let agency = gaps.agency();
    let rows = gaps.headcounts();
    let counts =
        |of: fn(&crate::gap::HeadcountGap) -> u32| rows.iter().map(move |row| i64::from(of(row)));
    Table::new(
        "headcounts",
        vec![
            Column::categories(
                "unit",
                agency.units.ids().names(),
                rows.iter().map(|row| row.unit.position()),
            ),
            Column::categories(
                "competency",
                agency.framework.competencies().names(),
                rows.iter().map(|row| row.competency.position()),
            ),
            Column::numbers("level", rows.iter().map(|row| row.level.as_f64())),
            Column::integers("needed", counts(|row| row.needed)),
            Column::integers("holding", counts(|row| row.holding)),
            Column::integers("assumed", counts(|row| row.assumed)),
            Column::integers("open", counts(|row| row.open)),
            Column::numbers(
                "holding_expected",
                rows.iter().map(|row| row.holding_expected),
            ),
            Column::integers("short", counts(|row| row.short)),
        ],
    )
}
