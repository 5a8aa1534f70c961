//! A plan in a few lines, and what all artefacts share.

use std::fmt;

use super::{Plan, fairness, prices, rows};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::id::PersonIndex;
use crate::words::measure::{Hours, Rupiah};
use crate::words::table::Table;

impl Plan {
    /// The hours that a person is planned for, over all phases.
    pub fn hours(&self, person: PersonIndex) -> Hours {
        let programmes = &self.agency().programmes;
        self.of(person).iter().fold(Hours::NONE, |sum, attendance| {
            sum.saturating_add(programmes.hours(attendance.programme))
        })
    }

    /// How many people attend something.
    pub fn people(&self) -> usize {
        self.agency()
            .people
            .indices()
            .filter(|&person| !self.of(person).is_empty())
            .count()
    }

    /// The money that there is for all phases.
    pub fn budget(&self) -> Rupiah {
        let sum = self.agency().phases.total_budget();
        self.agency()
            .budget
            .total
            .map_or(sum, |total| total.min(sum))
    }
}

impl Artefact for Plan {
    const KIND: &'static str = "plan";
    const VERSION: u32 = 2;
    const TABLES: &'static [&'static str] = &[
        "lines",
        "attendances",
        "below_cut",
        "budgets",
        "below_floor",
        "people",
        "draws",
        "prices",
        "unmet",
        "fairness",
    ];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "lines" => Some(rows::lines(self)),
            "attendances" => Some(rows::attendances(self)),
            "below_cut" => Some(rows::below_cut(self)),
            "budgets" => Some(rows::budgets(self)),
            "below_floor" => Some(rows::below_floor(self)),
            "people" => Some(rows::people(self)),
            "draws" => Some(rows::draws(self)),
            "prices" => Some(prices::table(self)),
            "fairness" => Some(fairness::table(self)),
            "unmet" => Some(rows::unmet(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let sessions: u64 = self
            .lines()
            .iter()
            .map(|line| u64::from(line.sessions))
            .sum();
        let (cost, budget) = (self.cost().show(language), self.budget().show(language));
        let closed = language.number(self.closed().as_f64(), 2);
        let value = language.number(self.objective().as_f64(), 2);
        let bound = language.number(self.bound().as_f64(), 2);
        let gap = self
            .optimality_gap()
            .map_or_else(|| "?".to_owned(), |gap| language.number(gap * 100.0, 1));
        let (lines, seats, people) = (self.lines().len(), self.attendances(), self.people());
        let short = self.below_floor().len();
        let mut wishes = String::new();
        if let Some(changes) = self.changes() {
            wishes += &match language {
                Language::English => {
                    format!("\n{changes} seats differ from the plan to stay close to.")
                }
                Language::Indonesian => {
                    format!("\n{changes} kursi berbeda dari rencana yang dipertahankan.")
                }
            };
        }
        if !self.unmet().is_empty() {
            let unmet = self.unmet().len();
            wishes += &match language {
                Language::English => format!("\n{unmet} of what is required cannot be planned."),
                Language::Indonesian => format!("\n{unmet} permintaan tidak dapat direncanakan."),
            };
        }
        let below = self.fairness().iter().filter(|row| !row.is_kept()).count();
        if below > 0 {
            wishes += &match language {
                Language::English => format!("\n{below} floors of fairness are not kept."),
                Language::Indonesian => format!("\n{below} batas keadilan tidak terpenuhi."),
            };
        }
        match language {
            Language::English => format!(
                "Plan: {lines} lines, {sessions} sessions, {seats} seats for {people} people; {cost} of {budget}.\n\
                 It closes {closed} weighted levels and, with hours below the floor taken off, is worth {value}; no plan can be worth more than {bound} (proven): at most {gap} % more.\n\
                 {short} people stay below the floor of hours; {} lines are just below the cut.{wishes}",
                self.below_cut().len()
            ),
            Language::Indonesian => format!(
                "Rencana: {lines} baris, {sessions} kelas, {seats} kursi untuk {people} pegawai; {cost} dari {budget}.\n\
                 Menutup {closed} tingkat berbobot dan, setelah dikurangi kekurangan jam pelajaran, bernilai {value}; tidak ada rencana yang dapat bernilai lebih dari {bound} (terbukti): paling banyak {gap} % lebih.\n\
                 {short} pegawai masih di bawah jam pelajaran minimum; {} baris tepat di bawah garis potong.{wishes}",
                self.below_cut().len()
            ),
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

impl PartialEq for Plan {
    fn eq(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}
