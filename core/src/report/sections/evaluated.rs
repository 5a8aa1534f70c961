//! What changed.

use super::ROWS;
use crate::cycle::Round;
use crate::evaluation::{Interval, Verdict};
use crate::outcome::{KirkpatrickLevel, MeasureOf};
use crate::report::sentences;
use crate::report::view::{
    Block, Cell, Forest, ForestRow, Grid, Section, Tone, clean, count, prose, signed,
};
use crate::report::wording::Wording;
use crate::words::explanation::Language;

/// Characters that the names of the forest's rows take at most.
const FOREST_NAME: usize = 42;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let words = Wording::of(language);
    let mut blocks = Vec::new();
    if !round.evaluation().results().is_empty() {
        blocks.push(Block::Grid(verdicts(round, language)));
        blocks.push(Block::Grid(chain(round, language)));
        blocks.extend(forest(round, language).map(Block::Forest));
        blocks.push(Block::Grid(measures(round, language)));
        blocks.push(Block::Grid(ledger(round, language)));
    }
    let evaluation = round.evaluation();
    let mut paragraphs = vec![counts(round, language)];
    let services = evaluation.services().iter().enumerate();
    paragraphs.extend(
        services
            .filter(|(_, row)| row.mean_after.is_some() || row.satisfaction.is_some())
            .take(ROWS)
            .map(|(row, _)| prose(&evaluation.service_why(row, language))),
    );
    let results = evaluation.service_results().iter().enumerate();
    paragraphs.extend(
        results
            .filter(|(_, row)| row.change.is_some())
            .take(ROWS)
            .map(|(row, _)| prose(&evaluation.service_result_why(row, language))),
    );
    Section {
        id: "evaluation",
        title: words.evaluation.to_owned(),
        paragraphs,
        blocks,
    }
}

/// How many measured programmes have which verdict.
pub(super) fn counts(round: &Round, language: Language) -> String {
    let verdicts = round.evaluation().verdicts();
    let all = [
        Verdict::Works,
        Verdict::DoesNotWork,
        Verdict::Unclear,
        Verdict::NotEnoughData,
        Verdict::NotJudged,
    ];
    let counts: Vec<(String, usize)> = all
        .into_iter()
        .map(|verdict| {
            let rows = verdicts
                .iter()
                .filter(|row| row.measured > 0 && row.verdict == verdict);
            (verdict.label(language).to_owned(), rows.count())
        })
        .filter(|(_, rows)| *rows > 0)
        .collect();
    sentences::evaluated(&counts, language)
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Works => Tone::Good,
        Verdict::DoesNotWork => Tone::Bad,
        Verdict::Unclear | Verdict::NotEnoughData | Verdict::NotJudged => Tone::Unsure,
    }
}

fn verdicts(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let evaluation = round.evaluation();
    let heads = [
        format!("={}", words.code),
        words.programme.to_owned(),
        format!("#{}", words.scheduled),
        format!("#{}", words.measured),
        words.verdict.to_owned(),
        words.why.to_owned(),
    ];
    let mut grid = Grid::new(words.verdicts, heads.iter().map(String::as_str));
    for (number, row) in evaluation.verdicts().iter().enumerate() {
        if row.measured == 0 {
            continue;
        }
        let label = row.verdict.label(language);
        let why = prose(&evaluation.verdict_why(number, language));
        let reason = why
            .strip_prefix(&format!("{label}: "))
            .unwrap_or(&why)
            .to_owned();
        grid.row([
            Cell::from(clean(round.agency().programmes.id(row.programme))),
            Cell::from(clean(round.agency().programmes.name(row.programme))),
            Cell::from(row.planned.to_string()),
            Cell::from(row.measured.to_string()),
            Cell::toned(label, tone(row.verdict)),
            Cell::from(reason),
        ]);
    }
    let all = grid.rows.len();
    grid.rows.truncate(ROWS);
    grid.note = sentences::first_of(grid.rows.len(), all, language);
    grid
}

/// Kirkpatrick's four levels of each programme, and where the chain breaks.
fn chain(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let evaluation = round.evaluation();
    let heads = [
        format!("={}", words.code),
        words.programme.to_owned(),
        words.levels.to_owned(),
    ];
    let mut grid = Grid::new(words.chain, heads.iter().map(String::as_str));
    let records = evaluation.records();
    for record in records.iter().take(ROWS) {
        let text = prose(&evaluation.record_why(record, language));
        let tone = match record.breaks_at {
            Some(_) => Tone::Bad,
            None => Tone::Plain,
        };
        grid.row([
            Cell::from(clean(round.agency().programmes.id(record.programme))),
            Cell::from(clean(round.agency().programmes.name(record.programme))),
            Cell::toned(&text, tone),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), records.len(), language);
    grid
}

/// The changes on the levels of a competency, so that one axis holds them all; those of too few
/// people are left out, whose wide intervals would flatten all others.
fn forest(round: &Round, language: Language) -> Option<Forest> {
    let words = Wording::of(language);
    let (agency, evaluation) = (round.agency(), round.evaluation());
    let rows: Vec<ForestRow> = evaluation
        .results()
        .iter()
        .filter(|result| result.verdict != Verdict::NotEnoughData)
        .filter_map(|result| {
            let MeasureOf::Competency(competency) =
                evaluation.outcomes().measure_of(result.measure)
            else {
                return None;
            };
            let expected = agency
                .programmes
                .effects(result.programme)
                .iter()
                .find(|effect| effect.competency == competency)
                .map(|effect| effect.gain.as_f64());
            let programme = clean(agency.programmes.name(result.programme));
            let code = clean(agency.framework.id(competency));
            // Learning is what most measures are of; the other levels are named.
            let level = match result.kirkpatrick {
                KirkpatrickLevel::Learning => String::new(),
                other => format!(" {}", kirkpatrick(other, words)),
            };
            let rest = format!(", {code}{level} (n = {})", result.pairs);
            let room = FOREST_NAME.saturating_sub(rest.chars().count());
            Some(ForestRow {
                name: format!("{}{rest}", crate::report::svg::cut(&programme, room)),
                change: result.change?,
                interval: result
                    .change_interval
                    .map(|interval| (interval.low, interval.high)),
                expected,
            })
        })
        .take(ROWS)
        .collect();
    (!rows.is_empty()).then(|| Forest {
        title: words.forest.to_owned(),
        axis: words.forest_axis.to_owned(),
        worthwhile: evaluation.policy().worthwhile_change,
        rows,
    })
}

fn kirkpatrick(level: KirkpatrickLevel, words: Wording) -> &'static str {
    match level {
        KirkpatrickLevel::Reaction => words.reaction,
        KirkpatrickLevel::Learning => words.learning,
        KirkpatrickLevel::Behaviour => words.behaviour,
        KirkpatrickLevel::Results => words.results,
    }
}

/// The four levels by number, for the note beneath the table.
fn kirkpatrick_key(words: Wording) -> String {
    let names = KirkpatrickLevel::ALL
        .map(|level| format!("{} {}", level.number(), kirkpatrick(level, words)));
    format!("{}: {}.", words.kirkpatrick, names.join(", "))
}

fn measures(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let evaluation = round.evaluation();
    let heads = [
        format!("={}", words.code),
        words.measure.to_owned(),
        format!("#{}", words.kirkpatrick_short),
        format!("#{}", words.people),
        format!("#{}", words.before_after),
        format!("#{}", words.change),
        format!("#{}", words.interval),
        format!("#{}", words.effect_size),
        format!("#{}", words.hake),
        format!("#{}", words.attainment),
        format!("#{}", words.difference),
    ];
    let mut grid = Grid::new(words.measures, heads.iter().map(String::as_str));
    let number = |value: Option<f64>| value.map_or("–".to_owned(), |v| language.number(v, 2));
    let change = |value: Option<f64>| value.map_or("–".to_owned(), |v| signed(v, 2, language));
    let interval = |interval: Option<Interval>| match interval {
        Some(Interval { low, high }) => {
            format!(
                "{} … {}",
                signed(low, 2, language),
                signed(high, 2, language)
            )
        }
        None => "–".to_owned(),
    };
    // A measure that nobody has is in the tables beside the report only.
    let results: Vec<_> = evaluation
        .results()
        .iter()
        .filter(|result| result.people > 0 || result.pairs > 0)
        .collect();
    for result in results.iter().take(ROWS) {
        let attained = match (result.attained, result.attained_of) {
            (Some(attained), Some(of)) => format!("{attained} / {of}"),
            _ => "–".to_owned(),
        };
        let people = if result.pairs > 0 {
            result.pairs
        } else {
            result.people
        };
        let means = match result.mean_before {
            Some(_) => format!(
                "{} → {}",
                number(result.mean_before),
                number(result.mean_after)
            ),
            None => number(result.mean_after),
        };
        grid.row([
            clean(round.agency().programmes.id(result.programme)),
            clean(&evaluation.measure_name(result, language)),
            result.kirkpatrick.number().to_string(),
            people.to_string(),
            means,
            change(result.change),
            interval(result.change_interval),
            number(result.effect_size),
            number(result.hake_gain),
            attained,
            change(result.difference),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), results.len(), language)
        .or_else(|| Some(format!("{} {}", kirkpatrick_key(words), words.measures_key)));
    grid
}

fn ledger(round: &Round, language: Language) -> Grid {
    let words = Wording::of(language);
    let heads = [
        words.programme.to_owned(),
        format!("#{}", words.people_scheduled),
        format!("#{}", words.attended),
        format!("#{}", words.attended_unplanned),
        format!("#{}", words.hours_planned),
        format!("#{}", words.hours_attended),
        format!("#{}", words.cost_planned),
    ];
    let mut grid = Grid::new(words.ledger, heads.iter().map(String::as_str));
    let rows = round.evaluation().ledger();
    for row in rows.iter().take(ROWS) {
        grid.row([
            clean(round.agency().programmes.name(row.programme)),
            count(row.people_planned, language),
            count(row.people_attended, language),
            count(row.people_unplanned, language),
            language.number(row.hours_planned.as_f64(), 0),
            language.number(row.hours_attended.as_f64(), 0),
            row.cost_planned.show(language),
        ]);
    }
    grid.note = sentences::first_of(grid.rows.len(), rows.len(), language);
    grid
}
