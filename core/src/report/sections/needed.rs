//! What is needed, and why.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{POINTS, ROWS, served};
use crate::cycle::Round;
use crate::need::{NeedSources, Needs, Trend, Triage};
use crate::report::sentences;
use crate::report::view::{Block, Cell, Grid, Section, clean, count, prose, signed, whole};
use crate::report::wording::Wording;
use crate::words::explanation::Language;

/// Needs that are shown with all their reasons.
const EXAMPLES: usize = 5;
/// Groups of people with the same need that are shown.
const COHORTS: usize = 10;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let words = Wording::of(language);
    let needs = round.needs();
    // The table has all services; words are for those that move or lack something.
    let stories: Vec<String> = needs
        .demands()
        .iter()
        .enumerate()
        .filter(|(_, demand)| demand.trend != Trend::Steady || demand.triage != Triage::Neither)
        .map(|(row, _)| prose(&needs.demand_why(row, language)))
        .take(POINTS)
        .collect();
    let mut blocks = vec![Block::Grid(sources(needs, language))];
    if !needs.demands().is_empty() {
        blocks.push(Block::Grid(demands(needs, language)));
        if !stories.is_empty() {
            blocks.push(Block::List {
                title: words.demand_stories.to_owned(),
                points: stories,
            });
        }
        blocks.push(Block::Grid(served::units(needs, language)));
        blocks.push(Block::Grid(served::services(needs, language)));
    }
    if !needs.headcounts().is_empty() {
        blocks.push(Block::Grid(headcounts(needs, language)));
    }
    blocks.push(Block::Grid(cohorts(needs, language)));
    blocks.push(Block::List {
        title: words.reasons.to_owned(),
        points: examples(needs, language),
    });
    let short = round
        .gaps()
        .gaps()
        .iter()
        .filter(|gap| !gap.is_none())
        .count();
    let people = round.agency().people.len();
    Section {
        id: "needs",
        title: words.needs.to_owned(),
        paragraphs: vec![sentences::not_met(short, needs.len(), people, language)],
        blocks,
    }
}

fn sources(needs: &Needs, language: Language) -> Grid {
    let words = Wording::of(language);
    let requirements = format!("#{}", words.requirements);
    let mut grid = Grid::new(words.need_sources, [words.source, &requirements]);
    for (source, label) in words.sources() {
        let rows = needs
            .sources()
            .iter()
            .filter(|sources| sources.has(source))
            .count();
        // The first four are always there; the others only where somebody has them.
        if rows > 0 || always(source) {
            grid.row([label.to_owned(), count(rows, language)]);
        }
    }
    grid.note = Some(words.sources_add_up.to_owned());
    grid
}

fn always(source: NeedSources) -> bool {
    [
        NeedSources::STANDARD,
        NeedSources::NEXT_POST,
        NeedSources::DEMAND,
        NeedSources::PRIORITY,
    ]
    .contains(&source)
}

fn demands(needs: &Needs, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = needs.agency();
    let heads = [
        words.service.to_owned(),
        words.unit.to_owned(),
        format!("#{}", words.cases_before),
        format!("#{}", words.cases_now),
        format!("#{}", words.growth),
        format!("#{}", words.cases_expected),
        format!("#{}", words.people_needed),
        format!("#{}", words.people_there),
        words.triage.to_owned(),
    ];
    let mut grid = Grid::new(words.demand, heads.iter().map(String::as_str));
    let cases =
        |volume: Option<f64>| volume.map_or("?".to_owned(), |v| count(v.round() as i64, language));
    let people = |need: Option<u64>| {
        need.map_or("?".to_owned(), |need| {
            language.number(need as f64 / 1_000.0, 1)
        })
    };
    for demand in needs.demands().iter().take(ROWS) {
        let (triage, tone) = served::lacking(demand.triage, &words);
        let growth = demand.growth.map_or("?".to_owned(), |growth| {
            format!("{}\u{a0}%", signed(growth * 100.0, 0, language))
        });
        let needed = format!(
            "{} → {}",
            people(demand.people_needed_now),
            people(demand.people_needed_expected)
        );
        let expected = demand.volume_expected.map_or("?".to_owned(), |expected| {
            let cases = |cases: u64| count(i64::try_from(cases).unwrap_or(i64::MAX), language);
            format!(
                "{} ({}–{})",
                cases(expected.volume),
                cases(expected.low),
                cases(expected.high)
            )
        });
        grid.row([
            Cell::from(clean(agency.services.name(demand.service))),
            Cell::from(clean(agency.units.name(demand.unit))),
            Cell::from(cases(demand.volume_before)),
            Cell::from(cases(demand.volume_now)),
            Cell::from(growth),
            Cell::from(expected),
            Cell::from(needed),
            Cell::from(demand.people_there.to_string()),
            Cell::toned(triage, tone),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), needs.demands().len(), language);
    grid
}

/// The largest groups of people below the same level of the same competency.
fn cohorts(needs: &Needs, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = needs.agency();
    let heads = [
        words.competency.to_owned(),
        format!("#{}", words.level),
        format!("#{}", words.cohort_units),
        format!("#{}", words.people_needing),
        format!("#{}", words.cohort_below),
        format!("={}", words.due),
    ];
    let mut grid = Grid::new(words.cohorts, heads.iter().map(String::as_str));
    let mut cohorts = needs.cohorts();
    let all = cohorts.len();
    cohorts.sort_by_key(|cohort| Reverse(cohort.below));
    for cohort in cohorts.into_iter().take(COHORTS) {
        grid.row([
            clean(agency.framework.name_in(cohort.competency, language)),
            language.number(
                cohort.level.as_f64(),
                usize::from(cohort.level.steps() % 300 != 0),
            ),
            cohort.units.len().to_string(),
            cohort.people.to_string(),
            cohort.below.to_string(),
            cohort
                .due
                .map_or_else(String::new, |day| whole(&language.day(day))),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), all, language);
    grid
}

fn headcounts(needs: &Needs, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = needs.agency();
    let due = format!("={}", words.due);
    let (level, people) = (format!("#{}", words.level), format!("#{}", words.people));
    let holders = format!("#{}", words.holders);
    let heads = [
        words.service,
        words.unit,
        words.competency,
        &level,
        &people,
        &holders,
        &due,
    ];
    let mut grid = Grid::new(words.headcount, heads);
    for row in needs.headcounts().iter().take(ROWS) {
        grid.row([
            clean(agency.services.name(row.service)),
            clean(agency.units.name(row.unit)),
            clean(agency.framework.name_in(row.competency, language)),
            language.number(
                row.level.as_f64(),
                usize::from(row.level.steps() % 300 != 0),
            ),
            row.people.to_string(),
            row.holders.to_string(),
            row.due
                .map_or_else(String::new, |day| whole(&language.day(day))),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), needs.headcounts().len(), language);
    grid
}

/// One need for each combination of sources, the heaviest first.
fn examples(needs: &Needs, language: Language) -> Vec<String> {
    let mut best: BTreeMap<NeedSources, usize> = BTreeMap::new();
    for (row, (&sources, weight)) in needs.sources().iter().zip(needs.weights()).enumerate() {
        let heaviest = best.entry(sources).or_insert(row);
        if needs
            .weights()
            .get(*heaviest)
            .is_some_and(|other| weight > other)
        {
            *heaviest = row;
        }
    }
    let mut rows: Vec<usize> = best.into_values().collect();
    rows.sort_by_key(|&row| (Reverse(needs.weights().get(row).copied()), row));
    rows.truncate(EXAMPLES);
    rows.into_iter()
        .map(|row| prose(&needs.why(row, language)))
        .collect()
}
