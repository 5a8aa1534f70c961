//! The analysis of needs (AKPK): each person and competency with its behaviours and its gap.

use super::sheet::{Cell, Sheet};
use crate::need::NeedSources;
use crate::plan::Plan;
use crate::report::wording::Wording;
use crate::words::explanation::Language;
use crate::words::id::CompetencyIndex;
use crate::words::measure::Level;

pub(super) fn analysis(plan: &Plan, language: Language) -> Sheet {
    let mut sheet = Sheet::new(
        "AKPK",
        &[
            (language.choose("Person", "Pegawai"), 12.0),
            (language.choose("Post", "Jabatan"), 34.0),
            (language.choose("Unit", "Unit kerja"), 34.0),
            (language.choose("Competency", "Kompetensi"), 34.0),
            (language.choose("Kind", "Jenis"), 16.0),
            (language.choose("Description", "Deskripsi"), 50.0),
            (
                language.choose(
                    "Behaviours of the level needed",
                    "Indikator perilaku pada level yang dibutuhkan",
                ),
                60.0,
            ),
            (language.choose("Needed", "Level dibutuhkan"), 12.0),
            (language.choose("Held", "Level dimiliki"), 12.0),
            (language.choose("Gap", "Kesenjangan"), 12.0),
            (
                language.choose("Gap (yes/no)", "Ceklis kesenjangan (Ya/Tidak)"),
                14.0,
            ),
            (language.choose("Due", "Batas waktu"), 14.0),
            (language.choose("Because of", "Dasar"), 24.0),
        ],
    );
    let (gaps, agency) = (plan.gaps(), plan.agency());
    let people = &agency.people;
    for person in people.indices() {
        for row in gaps.needs().rows_of(person) {
            let Some(gap) = gaps.gap(row) else { continue };
            let needs = gaps.needs();
            let has_gap = gap.held.is_some().then(|| !gap.gap.is_none());
            sheet.row([
                Cell::text(&people.label(person)),
                Cell::text(agency.posts.name(people.post(person))),
                Cell::text(agency.units.name(people.unit(person))),
                Cell::text(agency.framework.name_in(gap.competency, language)),
                Cell::text(agency.framework.kind(gap.competency).label(language)),
                agency
                    .framework
                    .description_in(gap.competency, language)
                    .map_or(Cell::Empty, Cell::text),
                Cell::text(&behaviours(plan, gap.competency, gap.needed, language)),
                Cell::Number(gap.needed.as_f64()),
                gap.held
                    .map_or(Cell::Empty, |held| Cell::Number(held.as_f64())),
                match has_gap {
                    Some(_) => Cell::Number(gap.gap.as_f64()),
                    None => Cell::Empty,
                },
                match has_gap {
                    Some(true) => Cell::text(language.choose("yes", "Ya")),
                    Some(false) => Cell::text(language.choose("no", "Tidak")),
                    None => Cell::text(language.choose("not assessed", "belum dinilai")),
                },
                match needs.due().get(row).copied().flatten() {
                    Some(day) => Cell::Day(day),
                    None => Cell::Empty,
                },
                Cell::text(&match needs.sources().get(row) {
                    Some(&sources) => called(sources, language),
                    None => String::new(),
                }),
            ]);
        }
    }
    sheet
}

/// What the need rests on, in words.
fn called(sources: NeedSources, language: Language) -> String {
    let names = Wording::of(language).sources();
    let names: Vec<&str> = names
        .iter()
        .filter(|(source, _)| sources.has(*source))
        .map(|&(_, name)| name)
        .collect();
    names.join("; ")
}

/// What a person of that level does; a fraction of a level counts as the next whole one.
fn behaviours(
    plan: &Plan,
    competency: CompetencyIndex,
    needed: Level,
    language: Language,
) -> String {
    let level = needed.as_f64().ceil();
    let texts: Vec<&str> = plan
        .agency()
        .framework
        .indicators_in(competency, language)
        .filter(|&(of, _)| f64::from(of) == level)
        .map(|(_, text)| text)
        .collect();
    texts.join("; ")
}
