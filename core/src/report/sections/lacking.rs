//! Who lacks what: the heat map, the bands, the ranking.

use super::ROWS;
use crate::cycle::Round;
use crate::gap::PriorityMeasure;
use crate::report::sentences;
use crate::report::view::{
    BandBars, Block, Cell, Grid, Heat, HeatShade, Section, clean, count, percent,
};
use crate::report::wording::Wording;
use crate::statistics::RankingOptions;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, UnitIndex};

/// Units of the heat map and of the bars.
const UNITS: usize = 60;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let words = Wording::of(language);
    let units = units(round);
    let bars = bands(round, &units, language);
    let table = band_table(&bars, language);
    Section {
        id: "gaps",
        title: words.gaps.to_owned(),
        paragraphs: Vec::new(),
        blocks: vec![
            Block::Heat(heat(round, &units, language)),
            Block::Grid(ranking(round, language)),
            Block::Bands(bars),
            Block::Grid(base_rates(round, language)),
            Block::Grid(table),
        ],
    }
}

/// The units in which somebody works, in order.
fn units(round: &Round) -> Vec<UnitIndex> {
    let agency = round.agency();
    let units = agency.units.indices();
    units
        .filter(|&unit| !agency.people.of_unit(unit).is_empty())
        .collect()
}

fn heat(round: &Round, units: &[UnitIndex], language: Language) -> Heat {
    let words = Wording::of(language);
    let (agency, gaps) = (round.agency(), round.gaps());
    let competencies: Vec<CompetencyIndex> = agency
        .framework
        .competencies()
        .indices()
        .filter(|&competency| gaps.total(competency).people > 0)
        .collect();
    let shade = |unit: UnitIndex, competency: CompetencyIndex| {
        let cell = gaps.heat(unit, competency);
        match cell.mean_gap() {
            Some(gap) => HeatShade::Gap(gap),
            None if cell.people > 0 => HeatShade::Unknown,
            None => HeatShade::Nobody,
        }
    };
    let shown = &units[..units.len().min(UNITS)];
    Heat {
        title: words.heat.to_owned(),
        key: words.heat_key.to_owned(),
        columns: competencies
            .iter()
            .map(|&c| {
                (
                    clean(agency.framework.id(c)),
                    clean(agency.framework.name_in(c, language)),
                )
            })
            .collect(),
        rows: shown
            .iter()
            .map(|&unit| (clean(agency.units.id(unit)), clean(agency.units.name(unit))))
            .collect(),
        cells: shown
            .iter()
            .map(|&unit| competencies.iter().map(|&c| shade(unit, c)).collect())
            .collect(),
        note: sentences::first_of(shown.len(), units.len(), language),
    }
}

fn bands(round: &Round, units: &[UnitIndex], language: Language) -> BandBars {
    let words = Wording::of(language);
    let (agency, gaps) = (round.agency(), round.gaps());
    // The best first; people without a score last.
    let mut bands = agency.regulation.mapping_bands().usage().bands();
    bands.reverse();
    let mut names: Vec<String> = bands
        .iter()
        .map(|band| band.label(language).to_owned())
        .collect();
    names.push(words.not_scored.to_owned());
    let of = |people: &mut dyn Iterator<Item = crate::words::id::PersonIndex>| {
        let mut counts = vec![0_u32; bands.len() + 1];
        for person in people {
            let place = gaps
                .band(person)
                .and_then(|found| bands.iter().position(|&band| band == found))
                .unwrap_or(bands.len());
            counts[place] += 1;
        }
        counts
    };
    let mut rows = vec![(words.all_units.to_owned(), of(&mut agency.people.indices()))];
    rows.extend(units.iter().take(UNITS).map(|&unit| {
        let people = agency.people.of_unit(unit);
        (
            clean(agency.units.name(unit)),
            of(&mut people.iter().copied()),
        )
    }));
    // A band of nobody needs no place in the legend.
    if rows.iter().all(|(_, counts)| counts.last() == Some(&0)) {
        names.pop();
        for (_, counts) in &mut rows {
            counts.pop();
        }
    }
    BandBars {
        title: words.bands.to_owned(),
        bands: names,
        rows,
    }
}

fn band_table(bars: &BandBars, language: Language) -> Grid {
    let words = Wording::of(language);
    let mut heads = vec![words.unit.to_owned(), format!("#{}", words.people)];
    heads.extend(bars.bands.iter().map(|band| format!("#{band}")));
    let mut grid = Grid::new(words.bands_counted, heads.iter().map(String::as_str));
    for (name, counts) in &bars.rows {
        let people: u32 = counts
            .iter()
            .fold(0, |sum, &count| sum.saturating_add(count));
        let mut row = vec![name.clone(), count(people, language)];
        row.extend(counts.iter().map(|&number| count(number, language)));
        grid.row(row);
    }
    grid
}

/// The share of all people in each band, the best first, with the doubt that few people leave.
fn base_rates(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let heads = [
        words.band.to_owned(),
        format!("#{}", words.people),
        format!("#{}", words.share),
        format!("#{}", words.share_interval),
    ];
    let mut grid = Grid::new(words.base_rates, heads.iter().map(String::as_str));
    for rate in round.gaps().base_rates(0.95).iter().rev() {
        let share = |share: Option<f64>| share.map_or("?".to_owned(), |one| percent(one, language));
        let interval = rate.interval.map(|interval| {
            let ends = [interval.low, interval.high].map(|end| percent(end, language));
            ends.join(" – ")
        });
        grid.row([
            Cell::from(rate.band.label(language)),
            Cell::from(count(rate.people, language)),
            Cell::from(share(rate.share)),
            Cell::from(interval.unwrap_or_else(|| "?".to_owned())),
        ]);
    }
    grid
}

fn ranking(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let framework = &round.agency().framework;
    let heads = [
        format!("#{}", words.rank),
        words.code.to_owned(),
        words.competency.to_owned(),
        words.kind.to_owned(),
        format!("#{}", words.people_needing),
        format!("#{}", words.people_short),
        format!("#{}", words.mean_gap),
        format!("#{}", words.weighted_gap),
        format!("#{}", words.rank_interval),
    ];
    let surely = round
        .gaps()
        .priorities(PriorityMeasure::WeightedGap, &RankingOptions::default())
        .unwrap_or_default();
    let ranks = |competency: CompetencyIndex| {
        let found = surely.iter().find(|one| one.competency == competency);
        let ranks = found.and_then(|one| one.ranked.ranks)?;
        let end = |rank: f64| language.number(rank, 0);
        Some(if ranks.low == ranks.high {
            end(ranks.low)
        } else {
            format!("{}–{}", end(ranks.low), end(ranks.high))
        })
    };
    let mut grid = Grid::new(words.ranking, heads.iter().map(String::as_str));
    let ranking = round.gaps().ranking();
    for row in ranking.iter().take(ROWS) {
        grid.row([
            Cell::from(row.rank.to_string()),
            Cell::from(clean(framework.id(row.competency))),
            Cell::from(clean(framework.name_in(row.competency, language))),
            Cell::from(framework.kind(row.competency).label(language)),
            Cell::from(count(row.people, language)),
            Cell::from(count(row.short, language)),
            Cell::from(language.number(row.mean_gap, 2)),
            Cell::from(language.number(row.weighted_gap, 1)),
            Cell::from(ranks(row.competency).unwrap_or_else(|| "?".to_owned())),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), ranking.len(), language);
    grid
}
