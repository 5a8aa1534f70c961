//! What moved, in words.

use super::moved::{Moved, WhatMoved, WhyMoved};
use crate::agency::Agency;
use crate::schedule::Schedule;
use crate::words::explanation::Language;
use crate::workforce::People;

impl Schedule {
    /// What became of some people of a session and why, in words. Empty for a row of
    /// [`Replanning::moved`](super::Replanning::moved) that is not there.
    pub fn moved_why(&self, row: usize, language: Language) -> String {
        let rows = self
            .replanning()
            .map_or(&[][..], |replanning| replanning.moved());
        let Some(row) = rows.get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let because = because(agency, &row.because, language);
        format!("{}: {}, {because}.", row.session, what(row, language))
    }
}

fn what(row: &Moved, language: Language) -> String {
    let people = People::count_in_words(row.people.len(), language);
    let before = language.day(row.before);
    let after = row.after.map(|day| language.day(day)).unwrap_or_default();
    let into = row.into.as_deref().unwrap_or_default();
    match (row.what, language) {
        (WhatMoved::Session, Language::English) => {
            format!("moves from {before} to {after} with {people}")
        }
        (WhatMoved::Session, Language::Indonesian) => {
            format!("dipindahkan dari {before} ke {after} dengan {people}")
        }
        (WhatMoved::People, Language::English) => {
            format!("{people} move from {before} to {after} ({into})")
        }
        (WhatMoved::People, Language::Indonesian) => {
            format!("{people} dipindahkan dari {before} ke {after} ({into})")
        }
        (WhatMoved::Lost, Language::English) => {
            format!("no seat any more for {people} who were to start on {before}")
        }
        (WhatMoved::Lost, Language::Indonesian) => {
            format!("tidak ada lagi kursi untuk {people} yang seharusnya mulai {before}")
        }
        (WhatMoved::RunsOn, Language::English) => {
            format!("began on {before} and is held as it was")
        }
        (WhatMoved::RunsOn, Language::Indonesian) => {
            format!("sudah mulai pada {before} dan tetap dilaksanakan")
        }
    }
}

fn because(agency: &Agency, why: &WhyMoved, language: Language) -> String {
    match (why, language) {
        (WhyMoved::Cancelled, _) => language
            .choose("since it was cancelled", "karena dibatalkan")
            .to_owned(),
        (WhyMoved::Blocked { day }, Language::English) => {
            format!("since no training may be placed on {}", language.day(*day))
        }
        (WhyMoved::Blocked { day }, Language::Indonesian) => {
            format!("karena {} tertutup untuk pelatihan", language.day(*day))
        }
        (WhyMoved::ProviderAbsent { provider, day }, Language::English) => format!(
            "since {} is away on {}",
            agency.providers.name(*provider),
            language.day(*day)
        ),
        (WhyMoved::ProviderAbsent { provider, day }, Language::Indonesian) => format!(
            "karena {} tidak tersedia pada {}",
            agency.providers.name(*provider),
            language.day(*day)
        ),
        (WhyMoved::FewerSessionsAtOnce { provider, day }, Language::English) => format!(
            "since {} runs fewer sessions at once on {}",
            agency.providers.name(*provider),
            language.day(*day)
        ),
        (WhyMoved::FewerSessionsAtOnce { provider, day }, Language::Indonesian) => format!(
            "karena {} menyelenggarakan lebih sedikit kelas sekaligus pada {}",
            agency.providers.name(*provider),
            language.day(*day)
        ),
        (WhyMoved::PersonAbsent { person, day }, Language::English) => format!(
            "since {} is away on {}",
            agency.people.label(*person),
            language.day(*day)
        ),
        (WhyMoved::PersonAbsent { person, day }, Language::Indonesian) => format!(
            "karena {} tidak hadir pada {}",
            agency.people.label(*person),
            language.day(*day)
        ),
        (WhyMoved::Cover { unit, day }, Language::English) => format!(
            "since on {} {} would fall below its minimum on duty",
            language.day(*day),
            agency.units.name(*unit)
        ),
        (WhyMoved::Cover { unit, day }, Language::Indonesian) => format!(
            "karena pada {} {} akan kekurangan petugas minimum",
            language.day(*day),
            agency.units.name(*unit)
        ),
        (WhyMoved::Prerequisite { programme }, Language::English) => format!(
            "since {} is not over by then",
            agency.programmes.name(*programme)
        ),
        (WhyMoved::Prerequisite { programme }, Language::Indonesian) => format!(
            "karena {} belum selesai saat itu",
            agency.programmes.name(*programme)
        ),
        (WhyMoved::MakesRoom { session }, Language::English) => {
            format!("since {session} is held then")
        }
        (WhyMoved::MakesRoom { session }, Language::Indonesian) => {
            format!("karena {session} dilaksanakan saat itu")
        }
        (WhyMoved::ClassTooSmall, _) => language
            .choose(
                "since too few people are left for it",
                "karena peserta yang tersisa terlalu sedikit",
            )
            .to_owned(),
        (WhyMoved::PartOfTheChange, _) => language
            .choose(
                "as part of the smallest change that was found",
                "sebagai bagian dari perubahan terkecil yang ditemukan",
            )
            .to_owned(),
    }
}
