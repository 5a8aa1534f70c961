//! What changed, and what to do.

use crate::cycle::Round;
use crate::outcome::MeasureOf;
use crate::report::svg;
use crate::report::view::{Block, Section, list, paragraph, table};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let evaluation = round.evaluation();
    let mut blocks = vec![paragraph(evaluation.summary(language))];
    if !evaluation.outcomes().is_empty() {
        blocks.extend(forest(round, language));
        blocks.push(verdicts(round, language));
        let details = (0..evaluation.results().len())
            .map(|row| evaluation.why(row, language))
            .collect();
        blocks.push(list(
            say("Measure by measure", "Ukuran demi ukuran"),
            details,
        ));
        blocks.push(ledger(round, language));
    }
    Section {
        id: "evaluation",
        heading: say("Evaluation", "Evaluasi").to_owned(),
        blocks,
    }
}

fn verdicts(round: &Round, language: Language) -> Block {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let evaluation = round.evaluation();
    let rows = evaluation
        .verdicts()
        .iter()
        .enumerate()
        .filter(|(_, row)| row.measured > 0)
        .map(|(number, row)| {
            vec![
                round.agency().programmes.name(row.programme).to_owned(),
                row.planned.to_string(),
                row.measured.to_string(),
                evaluation.verdict_why(number, language),
            ]
        })
        .collect();
    table(
        say("Verdict by programme", "Kesimpulan per program"),
        &[
            say("programme", "program"),
            say("#planned", "#direncanakan"),
            say("#measured", "#diukur"),
            say("verdict", "kesimpulan"),
        ],
        rows,
    )
}

fn forest(round: &Round, language: Language) -> Option<Block> {
    let evaluation = round.evaluation();
    let rows: Vec<_> = evaluation
        .results()
        .iter()
        .filter(|result| {
            matches!(
                evaluation.outcomes().measure_of(result.measure),
                MeasureOf::Competency(_)
            )
        })
        .filter_map(|result| {
            let name = round.agency().programmes.name(result.programme);
            let measure = evaluation.outcomes().measures().name(result.measure);
            let label = format!("{name}, {measure} (n {})", result.pairs);
            Some((label, result.change?, result.change_interval?))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let caption = language.choose(
        "Change in levels with its interval (dashed: worthwhile)",
        "Perubahan dalam tingkat dengan selangnya (putus-putus: berarti)",
    );
    Some(Block::Figure {
        caption: caption.to_owned(),
        svg: svg::forest(caption, evaluation.policy().worthwhile_change, &rows),
        instead: Box::new(paragraph("")),
    })
}

fn ledger(round: &Round, language: Language) -> Block {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let rows = round
        .evaluation()
        .ledger()
        .iter()
        .map(|row| {
            vec![
                round.agency().programmes.name(row.programme).to_owned(),
                row.people_planned.to_string(),
                row.people_attended.to_string(),
                row.people_unplanned.to_string(),
                language.number(row.hours_planned.as_f64(), 0),
                language.number(row.hours_attended.as_f64(), 0),
                row.cost_planned.show(language),
            ]
        })
        .collect();
    table(
        say("Plan against actual", "Rencana dan pelaksanaan"),
        &[
            say("programme", "program"),
            say("#planned", "#direncanakan"),
            say("#attended", "#hadir"),
            say("#unplanned", "#di luar rencana"),
            say("#JP planned", "#JP rencana"),
            say("#JP attended", "#JP hadir"),
            say("#cost planned", "#biaya rencana"),
        ],
        rows,
    )
}

pub(super) fn follow_up(round: &Round, language: Language) -> Section {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let follow_up = round.follow_up();
    let actions: Vec<String> = (0..follow_up.actions().len())
        .map(|row| follow_up.why(row, language))
        .collect();
    let agency = round.agency();
    let beliefs = follow_up
        .updates()
        .iter()
        .filter(|update| update.data_mean.is_some())
        .map(|update| {
            vec![
                agency.programmes.name(update.programme).to_owned(),
                agency
                    .framework
                    .name_in(update.competency, language)
                    .to_owned(),
                language.number(update.prior_mean, 2),
                update
                    .data_mean
                    .map_or_else(String::new, |mean| language.number(mean, 2)),
                language.number(update.posterior_mean, 2),
                format!(
                    "{} %",
                    language.number(update.probability_worthwhile * 100.0, 0)
                ),
            ]
        })
        .collect();
    let mut blocks = vec![paragraph(follow_up.summary(language))];
    if !actions.is_empty() {
        blocks.push(list(say("What to do", "Apa yang dilakukan"), actions));
    }
    blocks.push(table(
        say(
            "Expected gains, before and after the outcomes",
            "Kenaikan yang diharapkan, sebelum dan sesudah hasil",
        ),
        &[
            say("programme", "program"),
            say("competency", "kompetensi"),
            say("#before", "#semula"),
            say("#measured", "#terukur"),
            say("#now", "#sekarang"),
            say("#chance it is worthwhile", "#peluang berarti"),
        ],
        beliefs,
    ));
    Section {
        id: "follow-up",
        heading: say("Follow-up", "Tindak lanjut").to_owned(),
        blocks,
    }
}
