//! The sections of a report, put into words.

mod evaluated;
mod lacking;
mod needed;
mod planned;
mod scheduled;

use super::view::{Section, Tile, View, list};
use crate::cycle::Round;
use crate::need::Trend;
use crate::words::explanation::Language;

/// How many lines of a long list are shown; the tables beside the report have all.
const SHOWN: usize = 15;

pub(super) fn view(round: &Round, language: Language) -> View {
    let agency = round.agency();
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let as_of = language.day(round.needs().as_of());
    View {
        language: language.code(),
        title: format!(
            "{}: {}",
            say(
                "Competency development plan",
                "Rencana pengembangan kompetensi"
            ),
            agency.name
        ),
        subtitle: format!("{} {as_of}", say("As of", "Keadaan per")),
        tiles: tiles(round, language),
        sections: vec![
            for_the_head(round, language),
            needed::section(round, language),
            lacking::section(round, language),
            planned::section(round, language),
            scheduled::section(round, language),
            evaluated::section(round, language),
            evaluated::follow_up(round, language),
        ],
        foot: vec![
            format!("mahir {}", env!("CARGO_PKG_VERSION")),
            format!(
                "{}: {}",
                say("Fingerprint of the facts", "Sidik data"),
                agency.fingerprint()
            ),
            say(
                "mahir ranks, plans and explains; people decide.",
                "mahir menyusun peringkat, merencanakan, dan menjelaskan; manusia yang memutuskan.",
            )
            .to_owned(),
        ],
    }
}

fn tiles(round: &Round, language: Language) -> Vec<Tile> {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let (gaps, plan) = (round.gaps(), round.plan());
    let short = gaps.gaps().iter().filter(|gap| !gap.is_none()).count();
    let weighted: f64 = gaps.ranking().iter().map(|row| row.weighted_gap).sum();
    let closed = plan.objective().as_f64();
    let share = if weighted > 0.0 {
        closed / weighted * 100.0
    } else {
        0.0
    };
    let tile = |value: String, label: &str| Tile {
        value,
        label: label.to_owned(),
    };
    vec![
        tile(
            format!("{short} / {}", gaps.gaps().len()),
            say("needs not met", "kebutuhan belum terpenuhi"),
        ),
        tile(
            plan.cost().show(language),
            say("planned cost", "biaya rencana"),
        ),
        tile(
            format!("{} / {}", plan.people(), round.agency().people.len()),
            say("people in training", "pegawai mengikuti pengembangan"),
        ),
        tile(
            format!("{} %", language.number(share, 0)),
            say(
                "of the weighted gap closed",
                "kesenjangan berbobot tertutup",
            ),
        ),
    ]
}

fn for_the_head(round: &Round, language: Language) -> Section {
    let say =
        |english: &'static str, indonesian: &'static str| language.choose(english, indonesian);
    let (needs, plan, schedule) = (round.needs(), round.plan(), round.schedule());
    let mut asked: Vec<String> = needs
        .demands()
        .iter()
        .enumerate()
        .filter(|(_, demand)| demand.trend == Trend::Rising)
        .map(|(row, _)| needs.demand_why(row, language))
        .collect();
    if asked.is_empty() {
        asked.push(say("No service grows.", "Tidak ada layanan yang bertumbuh.").to_owned());
    }
    let lacking: Vec<String> = round
        .gaps()
        .ranking()
        .iter()
        .take(5)
        .map(|row| {
            let name = round.agency().framework.name_in(row.competency, language);
            let (short, people) = (row.short, row.people);
            match language {
                Language::English => format!("{name}: {short} of {people} people fall short"),
                Language::Indonesian => {
                    format!("{name}: {short} dari {people} pegawai belum memenuhi")
                }
            }
        })
        .collect();
    let (cost, budget) = (plan.cost().show(language), plan.budget().show(language));
    let value = language.number(plan.objective().as_f64(), 1);
    let gap = plan
        .optimality_gap()
        .map_or_else(|| "?".to_owned(), |gap| language.number(gap * 100.0, 1));
    let money = vec![
        match language {
            Language::English => format!(
                "{cost} of {budget} for {} seats in {} sessions.",
                plan.attendances(),
                schedule.sessions().len()
            ),
            Language::Indonesian => format!(
                "{cost} dari {budget} untuk {} kursi dalam {} kelas.",
                plan.attendances(),
                schedule.sessions().len()
            ),
        },
        match language {
            Language::English => format!(
                "It closes {value} weighted levels. No plan within these limits can close more than {gap} % more; this is proven."
            ),
            Language::Indonesian => format!(
                "Menutup {value} tingkat berbobot. Terbukti bahwa tidak ada rencana dalam batas yang sama yang dapat menutup lebih dari {gap} % di atasnya."
            ),
        },
    ];
    let mut left_out: Vec<String> = (0..plan.below_cut().len().min(5))
        .map(|row| {
            let name = round
                .agency()
                .programmes
                .name(plan.below_cut()[row].programme);
            format!("{name}: {}", plan.below_cut_why(row, language))
        })
        .collect();
    if left_out.is_empty() {
        left_out.push(say("Nothing.", "Tidak ada.").to_owned());
    }
    let closed = schedule
        .on_duty()
        .iter()
        .filter(|row| row.is_closed_by_training())
        .count();
    let counters = if closed == 0 {
        say(
            "Yes: on every working day every unit keeps its minimum on duty while others are in training.",
            "Ya: pada setiap hari kerja, pelatihan tidak membuat satu pun unit kerja kekurangan petugas minimum.",
        )
        .to_owned()
    } else {
        match language {
            Language::English => {
                format!("No: on {closed} unit-days a counter falls below its minimum.")
            }
            Language::Indonesian => {
                format!("Tidak: pada {closed} hari-unit petugas kurang dari minimum.")
            }
        }
    };
    Section {
        id: "short",
        heading: say("In short", "Ringkasan").to_owned(),
        blocks: vec![
            list(
                say("What the services ask for", "Apa yang diminta layanan"),
                asked,
            ),
            list(
                say("What is lacking most", "Apa yang paling kurang"),
                lacking,
            ),
            list(say("What it costs and closes", "Biaya dan hasilnya"), money),
            list(
                say("What is not funded", "Apa yang belum didanai"),
                left_out,
            ),
            list(
                say("Do the counters stay open?", "Apakah loket tetap buka?"),
                vec![counters],
            ),
        ],
    }
}
