//! The reasons of a schedule in words.

use super::artefact::{Certainty, Schedule, Session, WhyThen, WhyUnplaced};
use crate::agency::Agency;
use crate::words::explanation::Language;
use crate::words::id::{Index, PersonIndex, SessionIndex};
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
        let because = match &session.because {
            WhyThen::PersonBusy { person } => self.elsewhere(session, *person, language),
            _ => None,
        }
        .unwrap_or_else(|| because(agency, &session.because, language));
        match language {
            Language::English => format!("Starts on {start}: {because}."),
            Language::Indonesian => format!("Mulai {start}: {because}."),
        }
    }

    /// Where somebody is who keeps a session from starting a training day earlier. The reason of
    /// an absence is left out: it may be an illness.
    fn elsewhere(
        &self,
        session: &Session,
        person: PersonIndex,
        language: Language,
    ) -> Option<String> {
        let agency = self.agency();
        let label = agency.people.label(person);
        for day in self.days_if_earlier(session)? {
            let on = language.day(day);
            let other = self.sessions().iter().enumerate().find(|(number, other)| {
                other.id != session.id
                    && other.days.binary_search(&day).is_ok()
                    && SessionIndex::at(*number).is_some_and(|index| {
                        self.participants(index).binary_search(&person).is_ok()
                    })
            });
            if let Some((_, other)) = other {
                let name = agency.programmes.name(other.programme);
                return Some(match language {
                    Language::English => format!("{label} attends {name} on {on}"),
                    Language::Indonesian => format!("{label} mengikuti {name} pada {on}"),
                });
            }
            let unit = agency.people.unit(person);
            if agency.absences.absent_person(person, day) || agency.absences.absent_unit(unit, day)
            {
                return Some(match language {
                    Language::English => format!("{label} is away on {on}"),
                    Language::Indonesian => format!("{label} tidak hadir pada {on}"),
                });
            }
        }
        None
    }

    /// Why people found no place, and whether it is proven that they could have had none. Empty for a row of [`Schedule::unplaced`] that is not there.
    pub fn unplaced_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.unplaced().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let programme = agency.programmes.name(row.programme);
        let phase = agency.phases.name(row.phase);
        let people = People::count_in_words(row.people.len(), language);
        let reason = unplaced_reason(agency, &row.reason, language);
        let sessions = match (row.sessions, language) {
            (1, Language::English) => "1 planned session is not held".to_owned(),
            (sessions, Language::English) => format!("{sessions} planned sessions are not held"),
            (sessions, Language::Indonesian) => {
                format!("{sessions} kelas yang direncanakan tidak diselenggarakan")
            }
        };
        let what = match (row.sessions, row.people.is_empty(), language) {
            (0, _, Language::English) => format!("no place for {people}"),
            (0, _, Language::Indonesian) => format!("tidak ada tempat untuk {people}"),
            (_, true, _) => sessions,
            (_, false, Language::English) => format!("{sessions} and {people} have no place"),
            (_, false, Language::Indonesian) => {
                format!("{sessions} dan {people} tidak mendapat tempat")
            }
        };
        let mut said = match language {
            Language::English => format!("{programme} in {phase}: {what}, since {reason}."),
            Language::Indonesian => format!("{programme} pada {phase}: {what} karena {reason}."),
        };
        if !row.people.is_empty() {
            said.push(' ');
            said.push_str(certainty(row.certainty, language));
        }
        said
    }
}

/// How sure it is that another calendar has no place either.
fn certainty(certainty: Certainty, language: Language) -> &'static str {
    match certainty {
        Certainty::Never => language.choose(
            "Proven: no calendar of this plan has a seat for them, whoever else attends.",
            "Terbukti: tidak ada jadwal dari rencana ini yang dapat memberi mereka kursi, siapa pun peserta lainnya.",
        ),
        Certainty::AsManyAlways => language.choose(
            "Proven: in every calendar of this plan at least as many seats are without a place, theirs or others'.",
            "Terbukti: pada setiap jadwal dari rencana ini sedikitnya sebanyak itu kursi tanpa tempat, baik kursi mereka maupun kursi orang lain.",
        ),
        Certainty::NotFound => language.choose(
            "No place was found; that there is none is not proven.",
            "Tempat tidak ditemukan; belum terbukti bahwa memang tidak ada.",
        ),
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
        (WhyThen::RoomTaken { room }, Language::English) => format!(
            "a day earlier {} is not free, and no other of its rooms",
            agency.rooms.name(*room)
        ),
        (WhyThen::RoomTaken { room }, Language::Indonesian) => format!(
            "sehari lebih awal {} dan ruang lain untuk program ini terpakai atau tutup",
            agency.rooms.name(*room)
        ),
        (WhyThen::TrainerTaken { trainer }, Language::English) => format!(
            "a day earlier {} is not free, and no other of its trainers",
            agency.trainers.name(*trainer)
        ),
        (WhyThen::TrainerTaken { trainer }, Language::Indonesian) => format!(
            "sehari lebih awal {} dan pengajar lain program ini tidak tersedia",
            agency.trainers.name(*trainer)
        ),
        (WhyThen::Meetings, _) => language
            .choose(
                "a day earlier its meetings would not keep their distances on days when the provider is there",
                "sehari lebih awal jarak antarpertemuan tidak terpenuhi pada hari mitra tersedia",
            )
            .to_owned(),
        (WhyThen::BestForMost, _) => language
            .choose(
                "most of its people can attend then",
                "saat itu paling banyak peserta dapat hadir",
            )
            .to_owned(),
        (WhyThen::Kept, _) => language
            .choose(
                "what was agreed before is kept",
                "kesepakatan sebelumnya dipertahankan",
            )
            .to_owned(),
        (WhyThen::NotBefore { day }, Language::English) => {
            format!(
                "the schedule was changed on {} and nothing new starts before",
                language.day(*day)
            )
        }
        (WhyThen::NotBefore { day }, Language::Indonesian) => {
            format!(
                "jadwal diubah pada {} sehingga tidak ada yang baru sebelumnya",
                language.day(*day)
            )
        }
    }
}

/// Why there is no place, as the end of a sentence.
pub(super) fn unplaced_reason(agency: &Agency, why: &WhyUnplaced, language: Language) -> String {
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
        (WhyUnplaced::RoomTaken { room }, Language::English) => format!(
            "{} is not free on the days that would do, and no other of its rooms",
            agency.rooms.name(*room)
        ),
        (WhyUnplaced::RoomTaken { room }, Language::Indonesian) => format!(
            "{} dan ruang lain untuk program ini terpakai atau tutup pada hari yang mungkin",
            agency.rooms.name(*room)
        ),
        (WhyUnplaced::TrainerTaken { trainer }, Language::English) => format!(
            "{} is not free on the days that would do, and no other of its trainers",
            agency.trainers.name(*trainer)
        ),
        (WhyUnplaced::TrainerTaken { trainer }, Language::Indonesian) => format!(
            "{} dan pengajar lain program ini tidak tersedia pada hari yang mungkin",
            agency.trainers.name(*trainer)
        ),
        (WhyUnplaced::Meetings { days }, Language::English) => format!(
            "its meetings ({days} days with the distances between them, when the provider is there) do not fit into the phase"
        ),
        (WhyUnplaced::Meetings { days }, Language::Indonesian) => format!(
            "pertemuannya ({days} hari beserta jaraknya, saat mitra tersedia) tidak muat pada tahap ini"
        ),
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
        (WhyUnplaced::ClassFull { class_max }, Language::English) => {
            format!("the sessions that they could attend are full ({class_max} people)")
        }
        (WhyUnplaced::ClassFull { class_max }, Language::Indonesian) => {
            format!("kelas yang dapat diikuti sudah penuh ({class_max} peserta)")
        }
        (WhyUnplaced::Cancelled, _) => language
            .choose(
                "their session was cancelled and no other has room for them",
                "kelas mereka dibatalkan dan tidak ada kelas lain yang dapat menampung",
            )
            .to_owned(),
    }
}
