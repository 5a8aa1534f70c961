//! The reasons of needs in words.

use super::{NeedSources, Needs, ServiceDemand, Trend, Triage};
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::{Level, Weight};

/// A level as people read it.
fn level(level: Level, language: Language) -> String {
    match language {
        Language::English => level.to_string(),
        Language::Indonesian => level.to_string().replace('.', ","),
    }
}

/// A weight as people read it.
fn weight(weight: Weight, language: Language) -> String {
    language.number(weight.as_f64(), 2)
}

impl Triage {
    /// What is lacking, as people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Neither => language.choose(
                "enough people, and enough of them able",
                "pegawai cukup, dan cukup yang mampu",
            ),
            Self::LackOfCompetence => language.choose(
                "enough people, too few of them able: training helps",
                "pegawai cukup, tetapi yang mampu kurang: pengembangan kompetensi membantu",
            ),
            Self::LackOfPeople => language.choose(
                "too few people for the work: more people, not more training",
                "pegawai kurang untuk beban kerja: tambah pegawai, bukan tambah pelatihan",
            ),
            Self::Both => language.choose(
                "too few people, and too few of them able: training helps, but more people are needed too",
                "pegawai kurang, dan yang mampu juga kurang: pengembangan kompetensi membantu, tetapi pegawai juga perlu ditambah",
            ),
            Self::CannotTell => language.choose("cannot be told", "belum dapat dipastikan"),
        }
    }
}

impl Needs {
    /// Why a row is needed: each source with its figures. Empty for a row that is not there.
    pub fn why(&self, row: usize, language: Language) -> String {
        let Some(person) = self.person_of(row) else {
            return String::new();
        };
        let agency = self.agency();
        let competency = self.competencies()[row];
        let sources = self.sources()[row];
        let mut reasons = vec![match language {
            Language::English => format!(
                "{} needs {} at level {} (weight {}).",
                agency.people.label(person),
                agency.framework.name_in(competency, language),
                level(self.levels()[row], language),
                weight(self.weights()[row], language),
            ),
            Language::Indonesian => format!(
                "{} membutuhkan {} pada tingkat {} (bobot {}).",
                agency.people.label(person),
                agency.framework.name_in(competency, language),
                level(self.levels()[row], language),
                weight(self.weights()[row], language),
            ),
        }];
        if sources.has(NeedSources::STANDARD) {
            reasons.extend(self.standard_in_words(person, competency, false, language));
        }
        if sources.has(NeedSources::NEXT_POST) {
            reasons.extend(self.standard_in_words(person, competency, true, language));
        }
        if sources.has(NeedSources::DEMAND) {
            reasons.extend(self.demand_in_words(person, competency, language));
        }
        if sources.has(NeedSources::PRIORITY) {
            for priority in agency
                .priorities
                .iter()
                .filter(|p| p.competency == competency)
            {
                let factor = weight(priority.weight, language);
                reasons.push(match language {
                    Language::English => format!("Priority: {} (× {factor}).", priority.reason),
                    Language::Indonesian => format!("Prioritas: {} (× {factor}).", priority.reason),
                });
            }
        }
        reasons.join(" ")
    }

    fn standard_in_words(
        &self,
        person: PersonIndex,
        competency: CompetencyIndex,
        next: bool,
        language: Language,
    ) -> Option<String> {
        let agency = self.agency();
        let post = if next {
            agency.people.next_post(person)?
        } else {
            agency.people.post(person)
        };
        let asks = agency.requirements.find(post, competency)?;
        let name = agency.posts.name(post);
        let asked = level(asks.level, language);
        let importance = weight(asks.importance, language);
        Some(match (language, next) {
            (Language::English, false) => format!(
                "The standard of the post {name} asks for level {asked} (importance {importance})."
            ),
            (Language::English, true) => {
                format!("The next post, {name}, asks for level {asked} (importance {importance}).")
            }
            (Language::Indonesian, false) => format!(
                "Standar jabatan {name} meminta tingkat {asked} (kepentingan {importance})."
            ),
            (Language::Indonesian, true) => format!(
                "Jabatan berikut, {name}, meminta tingkat {asked} (kepentingan {importance})."
            ),
        })
    }

    fn demand_in_words(
        &self,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> Vec<String> {
        let agency = self.agency();
        self.headcounts()
            .iter()
            .enumerate()
            .filter(|(row, headcount)| {
                headcount.competency == competency
                    && self.nominees(*row).binary_search(&person).is_ok()
            })
            .map(|(_, headcount)| {
                let service = agency.services.name(headcount.service);
                let unit = agency.units.name(headcount.unit);
                let growth = self
                    .demands()
                    .iter()
                    .find(|demand| demand.service == headcount.service)
                    .map(|demand| growth_in_words(demand, language))
                    .unwrap_or_default();
                let asked = level(headcount.level, language);
                let people = headcount.people;
                let due = headcount.due.map(|due| language.day(due));
                match language {
                    Language::English => format!(
                        "Demand for {service}: {growth}; {unit} needs {people} {} at level {asked}{}.",
                        if people == 1 { "person" } else { "people" },
                        due.map(|due| format!(" by {due}")).unwrap_or_default(),
                    ),
                    Language::Indonesian => format!(
                        "Permintaan {service}: {growth}; {unit} membutuhkan {people} orang pada tingkat {asked}{}.",
                        due.map(|due| format!(" paling lambat {due}")).unwrap_or_default(),
                    ),
                }
            })
            .collect()
    }

    /// The story of a service's demand: where its volume goes, how many people that takes, who
    /// must hold what by when, and whether people or competence are lacking. Empty for a row of
    /// [`Needs::demands`] that is not there.
    pub fn demand_why(&self, row: usize, language: Language) -> String {
        let Some(demand) = self.demands().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let service = agency.services.name(demand.service);
        let unit = agency.units.name(demand.unit);
        let growth = growth_in_words(demand, language);
        let people = |thousandths: Option<u64>| match thousandths {
            Some(thousandths) => language.number(thousandths as f64 / 1_000.0, 1),
            None => "?".to_owned(),
        };
        let mut text = match language {
            Language::English => format!(
                "{service} ({unit}): {growth}. Its workload takes {} people now, {} expected; all services of the unit take {}, and {} work there.",
                people(demand.people_needed_now),
                people(demand.people_needed_expected),
                people(demand.unit_workload_expected),
                demand.people_there,
            ),
            Language::Indonesian => format!(
                "{service} ({unit}): {growth}. Beban kerjanya membutuhkan {} orang saat ini, {} orang nanti; semua layanan unit ini membutuhkan {}, dan {} pegawai bekerja di sana.",
                people(demand.people_needed_now),
                people(demand.people_needed_expected),
                people(demand.unit_workload_expected),
                demand.people_there,
            ),
        };
        let asks: Vec<String> = self
            .headcounts()
            .iter()
            .filter(|headcount| headcount.service == demand.service)
            .map(|headcount| {
                let name = agency.framework.name_in(headcount.competency, language);
                let asked = level(headcount.level, language);
                match language {
                    Language::English => format!("{} at level {asked} in {name}", headcount.people),
                    Language::Indonesian => {
                        format!("{} orang tingkat {asked} untuk {name}", headcount.people)
                    }
                }
            })
            .collect();
        if !asks.is_empty() {
            let due = self
                .headcounts()
                .iter()
                .find(|headcount| headcount.service == demand.service)
                .and_then(|headcount| headcount.due);
            let by = match (language, due) {
                (_, None) => String::new(),
                (Language::English, Some(due)) => format!(" by {}", language.day(due)),
                (Language::Indonesian, Some(due)) => {
                    format!(" paling lambat {}", language.day(due))
                }
            };
            text.push_str(&match language {
                Language::English => format!(" Needed{by}: {}.", asks.join("; ")),
                Language::Indonesian => format!(" Dibutuhkan{by}: {}.", asks.join("; ")),
            });
        }
        if let (Some(asked), Some(able)) = (demand.people_asked, demand.people_able) {
            text.push_str(&match language {
                Language::English => format!(" Able today: {able}; needed: {asked}."),
                Language::Indonesian => {
                    format!(" Yang mampu saat ini: {able}; dibutuhkan: {asked}.")
                }
            });
        }
        let label = demand.triage.label(language);
        text.push_str(&match language {
            Language::English => format!(" Finding: {label}."),
            Language::Indonesian => format!(" Kesimpulan: {label}."),
        });
        text
    }
}

/// Where a volume goes, in words.
fn growth_in_words(demand: &ServiceDemand, language: Language) -> String {
    let volume = |volume: Option<f64>| match volume {
        Some(volume) => language.number(volume, 0),
        None => "?".to_owned(),
    };
    let percent = demand
        .growth
        .map(|growth| language.number(growth.abs() * 100.0, 0));
    let (before, now, expected) = (
        volume(demand.volume_before),
        volume(demand.volume_now),
        volume(demand.volume_expected),
    );
    match (language, demand.trend, percent) {
        (_, Trend::CannotTell, _) | (_, _, None) => {
            let months = demand.months_known;
            match language {
                Language::English => {
                    format!("where the volume goes cannot be told from {months} known months")
                }
                Language::Indonesian => {
                    format!("arah volume belum dapat dipastikan dari {months} bulan yang diketahui")
                }
            }
        }
        (Language::English, Trend::Rising, Some(percent)) => format!(
            "the volume rose by {percent} % in a year ({before} → {now} cases; {expected} expected)"
        ),
        (Language::English, Trend::Falling, Some(percent)) => format!(
            "the volume fell by {percent} % in a year ({before} → {now} cases; {expected} expected)"
        ),
        (Language::English, Trend::Steady, Some(_)) => {
            format!("the volume is steady ({before} → {now} cases a year)")
        }
        (Language::Indonesian, Trend::Rising, Some(percent)) => format!(
            "volume naik {percent} % dalam setahun ({before} → {now} berkas; diperkirakan {expected})"
        ),
        (Language::Indonesian, Trend::Falling, Some(percent)) => format!(
            "volume turun {percent} % dalam setahun ({before} → {now} berkas; diperkirakan {expected})"
        ),
        (Language::Indonesian, Trend::Steady, Some(_)) => {
            format!("volume tetap ({before} → {now} berkas setahun)")
        }
    }
}
