//! The reasons of a plan in words.

use super::artefact::{Plan, WhatIsMissing, WhyBelowFloor};
use crate::words::explanation::Language;
use crate::words::measure::Level;
use crate::workforce::People;

impl WhyBelowFloor {
    /// The reason, as people read it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Leaves => language.choose(
                "retires or leaves before the year's phases end",
                "pensiun atau berhenti sebelum tahap tahun ini berakhir",
            ),
            Self::NothingFits => language.choose(
                "no programme is left that fits",
                "tidak ada program yang sesuai lagi",
            ),
            Self::Money => language.choose("the money is used up", "anggaran sudah habis"),
            Self::Seats => language.choose(
                "no seat is left, or too few others for a class",
                "tidak ada kursi lagi, atau peserta lain kurang untuk satu kelas",
            ),
            Self::Cover => language.choose(
                "the unit cannot spare more hours or staff",
                "unit kerja tidak dapat melepas lebih banyak jam atau petugas",
            ),
            Self::HoursCap => language.choose(
                "the person's own limit of hours is reached",
                "batas jam pelajaran pegawai sudah tercapai",
            ),
            Self::Forbidden => language.choose(
                "the planner wishes to leave this person out",
                "perencana menghendaki pegawai ini tidak diikutkan",
            ),
        }
    }
}

impl Plan {
    /// Why a line is in the plan: what it closes, for whom, at which cost. Empty for a line that
    /// is not there.
    pub fn why(&self, line: usize, language: Language) -> String {
        let Some(line) = self.lines().get(line) else {
            return String::new();
        };
        let framework = &self.agency().framework;
        let closed: Vec<String> = line
            .closed
            .iter()
            .map(|&(competency, steps)| {
                let levels = language.number(steps as f64 / f64::from(Level::STEPS), 2);
                format!("{} {levels}", framework.name_in(competency, language))
            })
            .collect();
        let people = People::count_in_words(line.people as usize, language);
        let cost = line.cost.show(language);
        let value = language.number(line.value.as_f64(), 2);
        let sessions = line.sessions;
        match (language, closed.is_empty()) {
            (Language::English, false) => format!(
                "Closes {} levels of {people} in {sessions} session{} for {cost} (worth {value} weighted levels).",
                closed.join(", "),
                if sessions == 1 { "" } else { "s" },
            ),
            (Language::English, true) => format!(
                "Brings {people} hours towards the yearly floor for {cost}; it closes no gap."
            ),
            (Language::Indonesian, false) => format!(
                "Menutup {} tingkat pada {people} dalam {sessions} kelas dengan biaya {cost} (nilai {value} tingkat berbobot).",
                closed.join(", "),
            ),
            (Language::Indonesian, true) => format!(
                "Memberi {people} jam pelajaran menuju batas minimum tahunan dengan biaya {cost}; tidak menutup kesenjangan."
            ),
        }
    }

    /// What a line displaced: the lines below the cut (as rows of [`below_cut`](Self::below_cut))
    /// that lack only money, no more than the line costs, in a phase where that money could be
    /// spent. The most worth for its money first. Empty for a line that is not there.
    pub fn displaced(&self, line: usize) -> Vec<usize> {
        let Some(line) = self.lines().get(line) else {
            return Vec::new();
        };
        let agency = self.agency();
        let from = |phase| agency.phases.from(phase);
        let reaches = |phase| {
            phase == line.phase || (agency.budget.carry_over && from(line.phase) < from(phase))
        };
        let rows = self.below_cut().iter().enumerate();
        rows.filter(|(_, row)| match row.missing {
            WhatIsMissing::Money { amount } => amount <= line.cost && reaches(row.phase),
            _ => false,
        })
        .map(|(row, _)| row)
        .collect()
    }

    /// What a line displaced, in words. Empty for a line that is not there.
    pub fn displaced_why(&self, line: usize, language: Language) -> String {
        let Some(own) = self.lines().get(line) else {
            return String::new();
        };
        let agency = self.agency();
        let names: Vec<String> = self
            .displaced(line)
            .into_iter()
            .take(3)
            .filter_map(|row| self.below_cut().get(row))
            .map(|row| {
                let value = language.number(row.value.as_f64(), 2);
                let phase = agency.phases.name(row.phase);
                format!(
                    "{} ({phase}: {value})",
                    agency.programmes.name(row.programme)
                )
            })
            .collect();
        let value = language.number(own.value.as_f64(), 2);
        let cost = own.cost.show(language);
        match (language, names.is_empty()) {
            (Language::English, true) => "No line below the cut lacks only this money.".to_owned(),
            (Language::Indonesian, true) => {
                "Tidak ada baris di bawah garis potong yang hanya kekurangan anggaran ini."
                    .to_owned()
            }
            (Language::English, false) => format!(
                "Its {cost} (worth {value} weighted levels here) could have paid for {} instead.",
                names.join(", or ")
            ),
            (Language::Indonesian, false) => format!(
                "Biayanya {cost} (di sini bernilai {value} tingkat berbobot) dapat juga membiayai {}.",
                names.join(", atau ")
            ),
        }
    }

    /// What a line below the cut would take. Empty for a line that is not there.
    pub fn below_cut_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.below_cut().get(row) else {
            return String::new();
        };
        let agency = self.agency();
        let phase = agency.phases.name(row.phase);
        let missing = match (&row.missing, language) {
            (WhatIsMissing::Money { amount }, Language::English) => {
                format!("{} more in {phase}", amount.show(language))
            }
            (WhatIsMissing::Money { amount }, Language::Indonesian) => {
                format!("tambahan {} pada {phase}", amount.show(language))
            }
            (WhatIsMissing::People { people }, Language::English) => {
                format!("{people} more people with this gap for a class")
            }
            (WhatIsMissing::People { people }, Language::Indonesian) => {
                format!("{people} peserta lagi untuk satu kelas")
            }
            (WhatIsMissing::Sessions, _) => language
                .choose(
                    "another session in the phase",
                    "satu kelas lagi pada tahap ini",
                )
                .to_owned(),
            (WhatIsMissing::Hours, _) => language
                .choose(
                    "more hours for each person",
                    "batas jam pelajaran per orang yang lebih tinggi",
                )
                .to_owned(),
            (WhatIsMissing::Cover, _) => language
                .choose(
                    "staff who can be spared",
                    "petugas yang dapat dilepas unit kerja",
                )
                .to_owned(),
            (WhatIsMissing::Prerequisite { programme }, Language::English) => {
                format!("{} in an earlier phase", agency.programmes.name(*programme))
            }
            (WhatIsMissing::Prerequisite { programme }, Language::Indonesian) => {
                format!(
                    "{} pada tahap sebelumnya",
                    agency.programmes.name(*programme)
                )
            }
            (WhatIsMissing::Agreement, _) => language
                .choose(
                    "an agreement and training days in the phase",
                    "perjanjian dan hari pelatihan pada tahap ini",
                )
                .to_owned(),
            (WhatIsMissing::ProviderCapacity, _) => language
                .choose("free days of the provider", "hari kosong mitra")
                .to_owned(),
            (WhatIsMissing::Permission, _) => language
                .choose("the planner's permission", "izin perencana")
                .to_owned(),
        };
        let people = People::count_in_words(row.people as usize, language);
        let cost = row.cost.show(language);
        let value = language.number(row.value.as_f64(), 2);
        match language {
            Language::English => format!(
                "Needs {missing}; would serve {people} for {cost} (worth {value} weighted levels)."
            ),
            Language::Indonesian => format!(
                "Membutuhkan {missing}; akan melayani {people} dengan biaya {cost} (nilai {value} tingkat berbobot)."
            ),
        }
    }

    /// Why a person stays below the floor of hours. Empty for a row that is not there.
    pub fn floor_why(&self, row: usize, language: Language) -> String {
        let Some(row) = self.below_floor().get(row) else {
            return String::new();
        };
        let person = self.agency().people.label(row.person);
        let (hours, short) = (
            language.number(row.hours.as_f64(), 1),
            language.number(row.short.as_f64(), 1),
        );
        let reason = row.reason.label(language);
        match language {
            Language::English => format!("{person} has {hours} JP, {short} short: {reason}."),
            Language::Indonesian => {
                format!("{person} mendapat {hours} JP, kurang {short}: {reason}.")
            }
        }
    }
}
