//! The reasons of a schedule in words.

use super::artefact::{Schedule, WhyThen, WhyUnplaced};
use crate::agency::Agency;
use crate::words::explanation::Language;
use crate::workforce::People;

impl Schedule {
    /// Why a session is held on its days and not earlier. Empty for a session that is not there.
    pub fn why(&self, session: usize, language: Language) -> String {
        let Some(session) = self.sessions().get(session) else {
            return String::new();
        };
        let agency = self.agency();
        let start = session
            .start()
            .map_or_else(String::new, |day| language.day(day));
        let because = because(agency, &session.because, language);
        match language {
            Language::English => format!("Starts on {start}: {because}."),
            Language::Indonesian => format!("Mulai {start}: {because}."),
        }
    }

    /// Why people found no place. Empty for a row of [`Schedule::unplaced`] that is not there.
    pub fn unplaced_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.unplaced().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let programme = agency.programmes.name(row.programme);
        let phase = agency.phases.name(row.phase);
        let people = People::count_in_words(row.people.len(), language);
        let reason = unplaced(agency, &row.reason, language);
        match language {
            Language::English => {
                format!("{programme} in {phase}: no place for {people}, since {reason}.")
            }
            Language::Indonesian => {
                format!(
                    "{programme} pada {phase}: tidak ada tempat untuk {people} karena {reason}."
                )
            }
        }
    }
}

fn because(agency: &Agency, why: &WhyThen, language: Language) -> String {
    let provider = |index| agency.providers.name(index);
    match (why, language) {
        (WhyThen::FirstDay, _) => language
            .choose(
                "the first day of the phase on which training may be placed",
                "hari pelatihan pertama pada tahap ini",
            )
            .to_owned(),
        (WhyThen::Agreement { provider: p }, Language::English) => {
            format!(
                "the agreement of {} does not hold a day earlier",
                provider(*p)
            )
        }
        (WhyThen::Agreement { provider: p }, Language::Indonesian) => {
            format!(
                "perjanjian {} belum berlaku sehari sebelumnya",
                provider(*p)
            )
        }
        (WhyThen::ProviderAbsent { provider: p }, Language::English) => {
            format!("{} is away a day earlier", provider(*p))
        }
        (WhyThen::ProviderAbsent { provider: p }, Language::Indonesian) => {
            format!("{} tidak tersedia sehari sebelumnya", provider(*p))
        }
        (WhyThen::ProviderBusy { provider: p }, Language::English) => {
            format!("{} runs other sessions a day earlier", provider(*p))
        }
        (WhyThen::ProviderBusy { provider: p }, Language::Indonesian) => {
            format!(
                "{} menyelenggarakan kelas lain sehari sebelumnya",
                provider(*p)
            )
        }
        (WhyThen::AfterPrerequisite { programme }, Language::English) => {
            format!("it comes after {}", agency.programmes.name(*programme))
        }
        (WhyThen::AfterPrerequisite { programme }, Language::Indonesian) => {
            format!(
                "dilaksanakan setelah {}",
                agency.programmes.name(*programme)
            )
        }
        (WhyThen::PersonBusy { person }, Language::English) => {
            format!(
                "{} is away or in another session a day earlier",
                agency.people.label(*person)
            )
        }
        (WhyThen::PersonBusy { person }, Language::Indonesian) => format!(
            "{} tidak hadir atau mengikuti kelas lain sehari sebelumnya",
            agency.people.label(*person)
        ),
        (WhyThen::Cover { unit, day }, Language::English) => format!(
            "on {} {} would fall below its minimum on duty",
            language.day(*day),
            agency.units.name(*unit)
        ),
        (WhyThen::Cover { unit, day }, Language::Indonesian) => format!(
            "pada {} {} akan kekurangan petugas minimum",
            language.day(*day),
            agency.units.name(*unit)
        ),
        (WhyThen::BestForMost, _) => language
            .choose(
                "most of its people can attend then",
                "saat itu paling banyak peserta dapat hadir",
            )
            .to_owned(),
    }
}

fn unplaced(agency: &Agency, why: &WhyUnplaced, language: Language) -> String {
    let provider = |index| agency.providers.name(index);
    match (why, language) {
        (WhyUnplaced::NoWorkingDays { needed, available }, Language::English) => {
            format!("a session takes {needed} training days and the phase has {available}")
        }
        (WhyUnplaced::NoWorkingDays { needed, available }, Language::Indonesian) => {
            format!(
                "satu kelas memerlukan {needed} hari pelatihan sedangkan tahap ini punya {available}"
            )
        }
        (WhyUnplaced::Agreement { provider: p }, Language::English) => {
            format!(
                "the agreement of {} does not cover enough days",
                provider(*p)
            )
        }
        (WhyUnplaced::Agreement { provider: p }, Language::Indonesian) => {
            format!("perjanjian {} tidak mencakup cukup hari", provider(*p))
        }
        (WhyUnplaced::ProviderBusy { provider: p }, Language::English) => {
            format!("{} runs as many sessions as it can", provider(*p))
        }
        (WhyUnplaced::ProviderBusy { provider: p }, Language::Indonesian) => {
            format!(
                "{} sudah menyelenggarakan kelas sebanyak kemampuannya",
                provider(*p)
            )
        }
        (WhyUnplaced::ProviderAbsent { provider: p }, Language::English) => {
            format!("{} is away", provider(*p))
        }
        (WhyUnplaced::ProviderAbsent { provider: p }, Language::Indonesian) => {
            format!("{} tidak tersedia", provider(*p))
        }
        (WhyUnplaced::Cover { unit, day }, Language::English) => format!(
            "{} would fall below its minimum on duty, for one on {}",
            agency.units.name(*unit),
            language.day(*day)
        ),
        (WhyUnplaced::Cover { unit, day }, Language::Indonesian) => format!(
            "{} akan kekurangan petugas minimum, antara lain pada {}",
            agency.units.name(*unit),
            language.day(*day)
        ),
        (WhyUnplaced::Prerequisite { programme }, Language::English) => {
            format!(
                "{} is not attended in time",
                agency.programmes.name(*programme)
            )
        }
        (WhyUnplaced::Prerequisite { programme }, Language::Indonesian) => {
            format!(
                "{} belum diikuti pada waktunya",
                agency.programmes.name(*programme)
            )
        }
        (WhyUnplaced::PersonBusy, _) => language
            .choose(
                "they are away or in other sessions on all days that would do",
                "mereka tidak hadir atau mengikuti kelas lain pada semua hari yang mungkin",
            )
            .to_owned(),
        (WhyUnplaced::ClassTooSmall { people, class_min }, Language::English) => {
            format!("{people} are left and a class needs {class_min}")
        }
        (WhyUnplaced::ClassTooSmall { people, class_min }, Language::Indonesian) => {
            format!("tersisa {people} peserta sedangkan satu kelas memerlukan {class_min}")
        }
    }
}
