//! From a round to what the report shows.

mod evaluated;
mod followed;
mod lacking;
mod needed;
mod planned;
mod scheduled;
mod served;

use super::sentences;
use super::view::{Answer, Summary, Tile, View, clean, count, days_in_words, money_short, percent};
use super::wording::Wording;
use crate::cycle::Round;
use crate::need::Trend;
use crate::words::explanation::Language;
use crate::words::measure::Level;

/// Rows of a table that are shown.
const ROWS: usize = 60;
/// Points of a list that are shown.
const POINTS: usize = 12;
/// Points of a list on the first page.
const FIRST_PAGE_POINTS: usize = 4;

/// What a report of the round shows.
pub(crate) fn view(round: &Round, language: Language) -> View {
    let words = Wording::of(language);
    let agency = round.agency();
    let as_of = language.day(round.needs().as_of());
    let subtitle = match agency.phases.horizon() {
        Some((from, until)) => format!(
            "{} · {} {as_of}",
            days_in_words(from, until, language),
            words.as_of
        ),
        None => format!("{} {as_of}", words.as_of),
    };
    View {
        language,
        agency: clean(&agency.name),
        subtitle,
        summary: summary(round, language),
        sections: vec![
            needed::section(round, language),
            lacking::section(round, language),
            planned::section(round, language),
            scheduled::section(round, language),
            evaluated::section(round, language),
            followed::section(round, language),
        ],
        foot: vec![
            (words.as_of.to_owned(), as_of),
            (
                words.version.to_owned(),
                env!("CARGO_PKG_VERSION").to_owned(),
            ),
            (words.fingerprint.to_owned(), agency.fingerprint()),
        ],
    }
}

/// Levels that are missing now, and those of them that the plan closes.
fn levels(round: &Round) -> (f64, f64) {
    let missing: u64 = round
        .gaps()
        .gaps()
        .iter()
        .map(|gap| u64::from(gap.steps()))
        .sum();
    let closed: u64 = round
        .plan()
        .lines()
        .iter()
        .flat_map(|line| &line.closed)
        .fold(0, |sum, &(_, steps)| sum.saturating_add(steps));
    let levels = |steps: u64| steps as f64 / f64::from(Level::STEPS);
    (levels(missing), levels(closed))
}

fn summary(round: &Round, language: Language) -> Summary {
    let words = Wording::of(language);
    let (plan, agency) = (round.plan(), round.agency());
    let short = round
        .gaps()
        .gaps()
        .iter()
        .filter(|gap| !gap.is_none())
        .count();
    let (missing, closed) = levels(round);
    let tile = |value: String, label: &str| Tile {
        value,
        label: label.to_owned(),
    };
    let of =
        |one: usize, all: usize| format!("{} / {}", count(one, language), count(all, language));
    Summary {
        tiles: vec![
            tile(of(short, round.needs().len()), words.tile_short),
            tile(money_short(plan.cost(), language), words.tile_cost),
            tile(of(plan.people(), agency.people.len()), words.tile_people),
            tile(
                percent(if missing > 0.0 { closed / missing } else { 0.0 }, language),
                words.tile_closed,
            ),
        ],
        answers: vec![
            needed_answer(round, short, language),
            Answer {
                question: words.what_it_costs.to_owned(),
                sentences: vec![planned::cost(round, language)],
                points: planned::costs_by_phase(round, language),
            },
            Answer {
                question: words.what_it_closes.to_owned(),
                sentences: vec![
                    sentences::closes(closed, missing, language),
                    planned::proven(round, language),
                ],
                points: Vec::new(),
            },
            Answer {
                question: words.what_is_not_funded.to_owned(),
                sentences: vec![sentences::below_floor(plan.below_floor().len(), language)],
                points: planned::below_cut(round, FIRST_PAGE_POINTS, language),
            },
            Answer {
                question: words.are_counters_open.to_owned(),
                sentences: scheduled::counters(round, language),
                points: Vec::new(),
            },
            Answer {
                question: words.what_came_of_it.to_owned(),
                sentences: vec![evaluated::counts(round, language)],
                points: Vec::new(),
            },
        ],
    }
}

fn needed_answer(round: &Round, short: usize, language: Language) -> Answer {
    let agency = round.agency();
    let needs = round.needs();
    let mut sentences = vec![sentences::not_met(
        short,
        needs.len(),
        agency.people.len(),
        language,
    )];
    let rising = needs
        .demands()
        .iter()
        .filter(|demand| demand.trend == Trend::Rising)
        .take(FIRST_PAGE_POINTS)
        .map(|demand| {
            let asked: Vec<_> = needs
                .headcounts()
                .iter()
                .filter(|row| row.service == demand.service && row.unit == demand.unit)
                .collect();
            let rising = sentences::rising(agency, demand, language);
            let asked = sentences::asked(agency, &asked, demand.triage, language);
            if asked.is_empty() {
                rising
            } else {
                format!("{rising} {asked}")
            }
        });
    sentences.extend(rising);
    let points = round
        .gaps()
        .ranking()
        .iter()
        .take(FIRST_PAGE_POINTS)
        .map(|row| {
            let name = clean(agency.framework.name_in(row.competency, language));
            sentences::ranked(&name, row.short, row.people, language)
        })
        .collect();
    Answer {
        question: Wording::of(language).what_is_needed.to_owned(),
        sentences,
        points,
    }
}
