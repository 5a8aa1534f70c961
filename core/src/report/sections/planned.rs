//! Who attends what, within which money.

use super::SHOWN;
use crate::cycle::Round;
use crate::plan::WhyBelowFloor;
use crate::report::svg;
use crate::report::view::{Block, Section, list, paragraph, table};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let plan = round.plan();
    let agency = round.agency();
    let lines = plan
        .lines()
        .iter()
        .enumerate()
        .map(|(row, line)| {
            vec![
                agency.phases.name(line.phase).to_owned(),
                agency.programmes.name(line.programme).to_owned(),
                agency
                    .programmes
                    .form(line.programme)
                    .label(language)
                    .to_owned(),
                line.sessions.to_string(),
                line.people.to_string(),
                line.cost.show(language),
                plan.why(row, language),
            ]
        })
        .collect();
    let below: Vec<String> = (0..plan.below_cut().len().min(SHOWN))
        .map(|row| {
            let name = agency.programmes.name(plan.below_cut()[row].programme);
            format!("{name}: {}", plan.below_cut_why(row, language))
        })
        .collect();
    let mut blocks: Vec<Block> = plan.summary(language).lines().map(paragraph).collect();
    blocks.push(budgets(round, language));
    blocks.push(table(
        say("Lines of the plan", "Baris rencana"),
        &[
            say("phase", "tahap"),
            say("programme", "program"),
            say("form", "bentuk"),
            say("#sessions", "#kelas"),
            say("#people", "#peserta"),
            say("#cost", "#biaya"),
            say("why", "alasan"),
        ],
        lines,
    ));
    blocks.push(list(
        say(
            "First below the cut, and what they would take",
            "Pertama di bawah garis potong, dan apa yang dibutuhkannya",
        ),
        below,
    ));
    blocks.push(floor(round, language));
    Section {
        id: "plan",
        heading: say("Plan by phase", "Rencana per tahap").to_owned(),
        blocks,
    }
}

fn budgets(round: &Round, language: Language) -> Block {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let agency = round.agency();
    let caption = say(
        "Budget and planned cost by phase",
        "Anggaran dan biaya rencana per tahap",
    );
    let rows: Vec<_> = agency
        .phases
        .indices()
        .zip(round.plan().budgets())
        .map(|(phase, money)| (agency.phases.name(phase).to_owned(), *money))
        .collect();
    let bars: Vec<_> = rows
        .iter()
        .map(|(name, money)| {
            let there = money.budget.saturating_add(money.carried_in);
            let behind = format!("{} / {}", money.spent.show(language), there.show(language));
            (name.clone(), money.spent.as_f64(), there.as_f64(), behind)
        })
        .collect();
    let cells = rows
        .iter()
        .map(|(name, money)| {
            vec![
                name.clone(),
                money.budget.show(language),
                money.carried_in.show(language),
                money.spent.show(language),
            ]
        })
        .collect();
    let heads = [
        say("phase", "tahap"),
        say("#budget", "#anggaran"),
        say("#carried in", "#sisa tahap lalu"),
        say("#planned", "#direncanakan"),
    ];
    Block::Figure {
        caption: caption.to_owned(),
        svg: svg::bars(caption, &bars),
        instead: Box::new(table(caption, &heads, cells)),
    }
}

/// People below the floor of hours, counted by reason.
fn floor(round: &Round, language: Language) -> Block {
    let mut counts: Vec<(WhyBelowFloor, usize)> = Vec::new();
    for row in round.plan().below_floor() {
        match counts.iter_mut().find(|(reason, _)| *reason == row.reason) {
            Some((_, count)) => *count += 1,
            None => counts.push((row.reason, 1)),
        }
    }
    let rows = counts
        .into_iter()
        .map(|(reason, count)| vec![reason.label(language).to_owned(), count.to_string()])
        .collect();
    table(
        language.choose(
            "People below the yearly floor of hours, by reason",
            "Pegawai di bawah jam pelajaran minimum setahun, menurut sebabnya",
        ),
        &[
            language.choose("reason", "sebab"),
            language.choose("#people", "#pegawai"),
        ],
        rows,
    )
}
