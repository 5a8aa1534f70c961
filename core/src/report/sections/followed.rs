//! What to do about it.

use super::ROWS;
use crate::cycle::Round;
use crate::follow_up::ActionKind;
use crate::report::sentences;
use crate::report::view::{Block, Cell, Grid, Section, Tone, clean, percent, prose, signed};
use crate::report::wording::Wording;
use crate::words::explanation::Language;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let words = Wording::of(language);
    let mut blocks = vec![Block::Grid(actions(round, language))];
    if round
        .follow_up()
        .updates()
        .iter()
        .any(|update| update.data_mean.is_some())
    {
        blocks.push(Block::Grid(beliefs(round, language)));
        blocks.push(Block::Grid(ranking(round, language)));
    }
    if round
        .follow_up()
        .information()
        .iter()
        .any(|row| row.pays == Some(true))
    {
        blocks.push(Block::Grid(information(round, language)));
    }
    Section {
        id: "follow-up",
        title: words.follow_up.to_owned(),
        paragraphs: Vec::new(),
        blocks,
    }
}

fn actions(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let follow_up = round.follow_up();
    let mut grid = Grid::new(
        words.actions,
        [words.programme, words.action, words.evidence],
    );
    for (row, action) in follow_up.actions().iter().enumerate().take(ROWS) {
        let tone = match action.kind {
            ActionKind::Continue | ActionKind::Expand => Tone::Good,
            ActionKind::Stop => Tone::Bad,
            ActionKind::Reassess => Tone::Unsure,
            _ => Tone::Plain,
        };
        let label = action.kind.label(language);
        let programme = clean(round.agency().programmes.name(action.programme));
        let why = prose(&follow_up.why(row, language));
        // The reason stands after programme and action, which have columns of their own here.
        let reason = why
            .strip_prefix(&format!("{programme} – {label}: "))
            .unwrap_or(&why)
            .to_owned();
        grid.row([
            Cell::from(programme),
            Cell::toned(label, tone),
            Cell::from(reason),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), follow_up.actions().len(), language);
    grid
}

/// Measured programmes, the best first, with how sure their places are.
fn ranking(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let heads = [
        words.programme.to_owned(),
        format!("#{}", words.gain),
        format!("#{}", words.plausible_ranks),
        format!("#{}", words.best),
    ];
    let mut grid = Grid::new(words.programme_ranking, heads.iter().map(String::as_str));
    let rows = round.follow_up().programme_ranking();
    for row in rows.iter().take(ROWS) {
        let ranks = if row.from == row.until {
            row.from.to_string()
        } else {
            format!("{}–{}", row.from, row.until)
        };
        grid.row([
            clean(round.agency().programmes.name(row.of)),
            format!(
                "{} ± {}",
                signed(row.mean, 2, language),
                language.number(row.deviation, 2)
            ),
            ranks,
            percent(row.best, language),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), rows.len(), language);
    grid
}

/// Programmes of which one more measured session is worth its cost, the dearest knowledge first.
fn information(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let heads = [
        words.programme.to_owned(),
        format!("#{}", words.people),
        format!("#{}", words.worth),
        format!("#{}", words.cost_of_measuring),
    ];
    let mut grid = Grid::new(words.information, heads.iter().map(String::as_str));
    let mut rows: Vec<_> = round
        .follow_up()
        .information()
        .iter()
        .filter(|row| row.pays == Some(true))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.worth.map(|worth| worth.amount())));
    for row in rows.iter().take(ROWS) {
        grid.row([
            clean(round.agency().programmes.name(row.programme)),
            row.people.to_string(),
            row.worth.unwrap_or_default().show(language),
            row.cost.show(language),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), rows.len(), language);
    grid
}

fn beliefs(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = round.agency();
    let heads = [
        words.programme.to_owned(),
        words.competency.to_owned(),
        format!("#{}", words.catalogue),
        format!("#{}", words.observed),
        format!("#{}", words.people),
        format!("#{}", words.updated),
        format!("#{}", words.probability),
    ];
    let mut grid = Grid::new(words.beliefs, heads.iter().map(String::as_str));
    let spread = |mean: f64, deviation: f64| {
        format!(
            "{} ± {}",
            signed(mean, 2, language),
            language.number(deviation, 2)
        )
    };
    let measured: Vec<_> = round
        .follow_up()
        .updates()
        .iter()
        .filter_map(|update| update.data_mean.map(|mean| (update, mean)))
        .collect();
    for (update, mean) in measured.iter().take(ROWS) {
        grid.row([
            clean(agency.programmes.name(update.programme)),
            clean(agency.framework.name_in(update.competency, language)),
            spread(update.prior_mean, update.prior_deviation),
            match update.data_standard_error {
                Some(error) => spread(*mean, error),
                None => signed(*mean, 2, language),
            },
            update.people.to_string(),
            spread(update.posterior_mean, update.posterior_deviation),
            percent(update.probability_worthwhile, language),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), measured.len(), language)
        .or_else(|| Some(words.beliefs_key.to_owned()));
    grid
}
