//! Who lacks what.

use crate::cycle::Round;
use crate::report::svg;
use crate::report::view::{Block, Section, table};
use crate::words::explanation::Language;

pub(super) fn section(round: &Round, language: Language) -> Section {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    Section {
        id: "gaps",
        heading: say("Gaps", "Kesenjangan kompetensi").to_owned(),
        blocks: vec![
            heat(round, language),
            key(round, language),
            bands(round, language),
            ranking(round, language),
        ],
    }
}

fn heat(round: &Round, language: Language) -> Block {
    let (agency, gaps) = (round.agency(), round.gaps());
    let units: Vec<_> = agency
        .units
        .indices()
        .filter(|&unit| !agency.people.of_unit(unit).is_empty())
        .collect();
    let competencies: Vec<_> = agency
        .framework
        .competencies()
        .indices()
        .filter(|&competency| gaps.total(competency).people > 0)
        .collect();
    let names: Vec<String> = units
        .iter()
        .map(|&unit| agency.units.name(unit).to_owned())
        .collect();
    let codes: Vec<String> = competencies
        .iter()
        .map(|&c| agency.framework.id(c).to_owned())
        .collect();
    let caption = language.choose(
        "Mean gap in levels, by unit and competency",
        "Rata-rata kesenjangan dalam tingkat, per unit kerja dan kompetensi",
    );
    let value = |r: usize, c: usize| gaps.heat(units[r], competencies[c]).mean_gap();
    let show = |value: f64| language.number(value, 1);
    let drawing = svg::heat(caption, &names, &codes, value, show);
    let mut heads = vec![language.choose("unit", "unit kerja").to_owned()];
    heads.extend(codes.iter().map(|code| format!("#{code}")));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows = (0..units.len())
        .map(|r| {
            let cells =
                (0..competencies.len()).map(|c| value(r, c).map_or_else(|| "·".to_owned(), show));
            // On a terminal, columns are narrow.
            std::iter::once(agency.units.id(units[r]).to_owned())
                .chain(cells)
                .collect()
        })
        .collect();
    Block::Figure {
        caption: caption.to_owned(),
        svg: drawing,
        instead: Box::new(table(caption, &heads, rows)),
    }
}

/// What the codes of competencies stand for.
fn key(round: &Round, language: Language) -> Block {
    let framework = &round.agency().framework;
    let names: Vec<String> = framework
        .competencies()
        .indices()
        .filter(|&competency| round.gaps().total(competency).people > 0)
        .map(|c| format!("{} {}", framework.id(c), framework.name_in(c, language)))
        .collect();
    crate::report::view::paragraph(names.join(" · "))
}

fn bands(round: &Round, language: Language) -> Block {
    let (counts, without) = round.gaps().band_counts();
    let total = round.agency().people.len().max(1);
    let row = |label: &str, people: u32| {
        let share = f64::from(people) / total as f64 * 100.0;
        vec![
            label.to_owned(),
            people.to_string(),
            format!("{} %", language.number(share, 0)),
        ]
    };
    let mut rows: Vec<Vec<String>> = counts
        .iter()
        .map(|(band, people)| row(band.label(language), *people))
        .collect();
    if without > 0 {
        rows.push(row(
            language.choose("without a score", "tanpa nilai"),
            without,
        ));
    }
    table(
        language.choose(
            "Job–person match (JPM), by band",
            "Kesesuaian dengan jabatan (JPM), per kategori",
        ),
        &[
            language.choose("band", "kategori"),
            language.choose("#people", "#pegawai"),
            language.choose("#share", "#bagian"),
        ],
        rows,
    )
}

fn ranking(round: &Round, language: Language) -> Block {
    let framework = &round.agency().framework;
    let rows = round
        .gaps()
        .ranking()
        .iter()
        .map(|row| {
            vec![
                row.rank.to_string(),
                framework.name_in(row.competency, language).to_owned(),
                row.people.to_string(),
                row.short.to_string(),
                language.number(row.mean_gap, 2),
                language.number(row.weighted_gap, 1),
            ]
        })
        .collect();
    table(
        language.choose(
            "Ranking of needs by weighted gap",
            "Peringkat kebutuhan menurut kesenjangan berbobot",
        ),
        &[
            language.choose("#rank", "#peringkat"),
            language.choose("competency", "kompetensi"),
            language.choose("#need it", "#membutuhkan"),
            language.choose("#fall short", "#belum memenuhi"),
            language.choose("#mean gap", "#rata-rata"),
            language.choose("#weighted gap", "#berbobot"),
        ],
        rows,
    )
}
