//! The work of units and services, the people there, and what is lacking: people, competence, both,
//! or nothing.

use super::ROWS;
use crate::need::workload::{ServiceWorkload, WorkloadVerdict};
use crate::need::{Needs, ServiceDemand, Triage};
use crate::report::sentences;
use crate::report::view::{Cell, Grid, Tone, clean, whole};
use crate::report::wording::Wording;
use crate::words::explanation::Language;

/// What is lacking, and how that is coloured.
pub(super) fn lacking(triage: Triage, words: &Wording) -> (&'static str, Tone) {
    match triage {
        Triage::Neither => (words.triage_neither, Tone::Good),
        Triage::LackOfCompetence => (words.triage_competence, Tone::Bad),
        Triage::LackOfPeople => (words.triage_people, Tone::Bad),
        Triage::Both => (words.triage_both, Tone::Bad),
        Triage::CannotTell => (words.triage_unknown, Tone::Unsure),
    }
}

fn enough(verdict: WorkloadVerdict, words: &Wording) -> (&'static str, Tone) {
    match verdict {
        WorkloadVerdict::TooFew => (words.workload_too_few, Tone::Bad),
        WorkloadVerdict::Unsure => (words.workload_unsure, Tone::Unsure),
        WorkloadVerdict::Enough => (words.workload_enough, Tone::Good),
        WorkloadVerdict::CannotTell => (words.workload_unknown, Tone::Unsure),
    }
}

fn people(thousandths: u64, language: Language) -> String {
    language.number(thousandths as f64 / 1_000.0, 1)
}

/// The work of units and the people there.
pub(super) fn units(needs: &Needs, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = needs.agency();
    let heads = [
        words.unit.to_owned(),
        format!("#{}", words.workload_needed),
        format!("#{}", words.people_there),
        format!("#{}", words.workload_ratio),
        format!("={}", words.workload_from),
        words.workload_verdict.to_owned(),
    ];
    let mut grid = Grid::new(words.workload, heads.iter().map(String::as_str));
    for work in needs.workload().iter().take(ROWS) {
        let (verdict, tone) = enough(work.verdict, &words);
        let from = work
            .passed_in
            .and_then(|month| chrono::NaiveDate::from_ymd_opt(month.year(), month.month(), 1));
        grid.row([
            Cell::from(clean(agency.units.name(work.unit))),
            Cell::from(format!(
                "{} → {} ({}–{})",
                people(work.needed_now, language),
                people(work.needed_expected, language),
                people(work.needed_low, language),
                people(work.needed_high, language)
            )),
            Cell::from(work.people_there.to_string()),
            Cell::from(
                work.ratio()
                    .map_or("?".to_owned(), |ratio| language.number(ratio, 2)),
            ),
            Cell::from(from.map_or_else(String::new, |day| whole(&language.day(day)))),
            Cell::toned(verdict, tone),
        ]);
    }
    grid.note = Some(words.workload_note.to_owned());
    grid
}

/// For each service: the people whom its work takes, the time that is there for it, the people who
/// are asked to be able and those who are; and what is lacking.
pub(super) fn services(needs: &Needs, language: Language) -> Grid {
    let words = Wording::of(language);
    let agency = needs.agency();
    let heads = [
        words.service.to_owned(),
        words.served_by.to_owned(),
        format!("#{}", words.workload_needed),
        format!("#{}", words.time_there),
        format!("#{}", words.workload_ratio),
        words.workload_verdict.to_owned(),
        format!("#{}", words.able_asked),
        words.triage.to_owned(),
    ];
    let mut grid = Grid::new(words.service_workload, heads.iter().map(String::as_str));
    let rows = needs.service_workload();
    for work in rows.iter().take(ROWS) {
        let (verdict, tone) = enough(work.verdict, &words);
        let demand = needs
            .demands()
            .iter()
            .find(|row| row.service == work.service);
        let (triage, triage_tone) =
            lacking(demand.map_or(Triage::CannotTell, |row| row.triage), &words);
        grid.row([
            Cell::from(clean(agency.services.name(work.service))),
            Cell::from(served_by(needs, work, &words)),
            Cell::from(needed(work, language)),
            Cell::from(people(work.people_there, language)),
            Cell::from(
                work.ratio()
                    .map_or("?".to_owned(), |ratio| language.number(ratio, 2)),
            ),
            Cell::toned(verdict, tone),
            Cell::from(demand.map_or("?".to_owned(), able)),
            Cell::toned(triage, triage_tone),
        ]);
    }
    grid.note = Some(
        match sentences::first_of(grid.rows.len(), rows.len(), language) {
            Some(first) => format!("{} {first}", words.service_workload_note),
            None => words.service_workload_note.to_owned(),
        },
    );
    grid
}

/// The posts that serve, by name, and how many people are in them.
fn served_by(needs: &Needs, work: &ServiceWorkload, words: &Wording) -> String {
    let posts = &needs.agency().posts;
    let names: Vec<String> = work
        .posts
        .iter()
        .map(|&post| clean(posts.name(post)))
        .collect();
    let names = match names.as_slice() {
        _ if !work.is_by_standard => words.all_posts.to_owned(),
        [] => words.nobody_serves.to_owned(),
        [one] => one.clone(),
        [first, others @ ..] => format!("{first} +{}", others.len()),
    };
    format!("{names} ({})", work.people_serving)
}

fn needed(work: &ServiceWorkload, language: Language) -> String {
    let told = |number: Option<u64>| number.map_or("?".to_owned(), |n| people(n, language));
    let change = format!("{} → {}", told(work.needed_now), told(work.needed_expected));
    match (work.needed_low, work.needed_high) {
        (Some(low), Some(high)) => {
            format!(
                "{change} ({}–{})",
                people(low, language),
                people(high, language)
            )
        }
        _ => change,
    }
}

/// How many people are able, of how many are asked to be.
fn able(demand: &ServiceDemand) -> String {
    let told = |count: Option<u32>| count.map_or("?".to_owned(), |count| count.to_string());
    format!(
        "{} / {}",
        told(demand.people_able),
        told(demand.people_asked)
    )
}
