//! Who must reach what, and why.

use std::collections::BTreeMap;

use super::SHOWN;
use crate::cycle::Round;
use crate::need::{NeedSources, Needs};
use crate::report::view::{Section, list, table};
use crate::words::explanation::Language;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let needs = round.needs();
    let stories: Vec<String> = (0..needs.demands().len())
        .map(|row| needs.demand_why(row, language))
        .collect();
    let sources = [
        (
            NeedSources::STANDARD,
            say("standard of the post", "standar kompetensi jabatan"),
        ),
        (
            NeedSources::DEMAND,
            say("demand for services", "permintaan layanan"),
        ),
        (
            NeedSources::PRIORITY,
            say("priority of the region", "prioritas daerah"),
        ),
        (
            NeedSources::NEXT_POST,
            say("next post", "jabatan berikutnya"),
        ),
    ]
    .into_iter()
    .map(|(source, label)| {
        let count = needs
            .sources()
            .iter()
            .filter(|sources| sources.has(source))
            .count();
        vec![label.to_owned(), count.to_string()]
    })
    .collect();
    Section {
        id: "needs",
        heading: say("Needs and their reasons", "Kebutuhan dan alasannya").to_owned(),
        blocks: vec![
            list(
                say("Services and workload", "Layanan dan beban kerja"),
                stories,
            ),
            headcounts(needs, language),
            table(
                say("What speaks for the needs", "Dasar kebutuhan"),
                &[say("source", "dasar"), say("#needs", "#kebutuhan")],
                sources,
            ),
            by_unit(round, language),
            list(
                say(
                    "Some needs, with all their reasons",
                    "Contoh kebutuhan dengan semua alasannya",
                ),
                examples(needs, language),
            ),
        ],
    }
}

fn headcounts(needs: &Needs, language: Language) -> crate::report::view::Block {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let agency = needs.agency();
    let rows = needs
        .headcounts()
        .iter()
        .map(|row| {
            vec![
                agency.services.name(row.service).to_owned(),
                agency.units.name(row.unit).to_owned(),
                agency
                    .framework
                    .name_in(row.competency, language)
                    .to_owned(),
                language.number(row.level.as_f64(), 1),
                row.people.to_string(),
                row.due.map_or_else(String::new, |day| language.day(day)),
            ]
        })
        .collect();
    table(
        say(
            "How many people must hold which level",
            "Berapa orang harus mencapai tingkat berapa",
        ),
        &[
            say("service", "layanan"),
            say("unit", "unit kerja"),
            say("competency", "kompetensi"),
            say("#level", "#tingkat"),
            say("#people", "#orang"),
            say("by", "paling lambat"),
        ],
        rows,
    )
}

fn by_unit(round: &Round, language: Language) -> crate::report::view::Block {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let (agency, needs, gaps) = (round.agency(), round.needs(), round.gaps());
    let rows = agency
        .units
        .indices()
        .map(|unit| {
            let people = agency.people.of_unit(unit);
            let rows = || people.iter().flat_map(|&person| needs.rows_of(person));
            let short = rows().filter(|&row| !gaps.gaps()[row].is_none()).count();
            let due = rows().filter(|&row| needs.due()[row].is_some()).count();
            vec![
                agency.units.name(unit).to_owned(),
                people.len().to_string(),
                rows().count().to_string(),
                due.to_string(),
                short.to_string(),
            ]
        })
        .collect();
    table(
        say("Needs by unit", "Kebutuhan per unit kerja"),
        &[
            say("unit", "unit kerja"),
            say("#people", "#pegawai"),
            say("#needs", "#kebutuhan"),
            say("#with a date", "#bertenggat"),
            say("#not met", "#belum terpenuhi"),
        ],
        rows,
    )
}

/// One need for each combination of sources, the heaviest first.
fn examples(needs: &Needs, language: Language) -> Vec<String> {
    let mut best: BTreeMap<NeedSources, usize> = BTreeMap::new();
    for row in 0..needs.len() {
        let entry = best.entry(needs.sources()[row]).or_insert(row);
        if needs.weights()[row] > needs.weights()[*entry] {
            *entry = row;
        }
    }
    let mut rows: Vec<usize> = best.into_values().collect();
    rows.sort_by_key(|&row| (std::cmp::Reverse(needs.weights()[row]), row));
    rows.truncate(SHOWN);
    rows.into_iter()
        .map(|row| needs.why(row, language))
        .collect()
}
