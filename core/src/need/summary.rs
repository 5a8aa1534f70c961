//! Needs in a few lines, and what all artefacts share.

use std::fmt;

use super::{Needs, Trend, rows};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::Table;

impl Artefact for Needs {
    const KIND: &'static str = "needs";
    const VERSION: u32 = 2;
    const TABLES: &'static [&'static str] = &[
        "needs",
        "reasons",
        "demands",
        "workload",
        "service_workload",
        "headcounts",
        "cohorts",
        "triage",
    ];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "needs" => Some(rows::needs(self)),
            "reasons" => Some(rows::reasons(self)),
            "demands" => Some(rows::demands(self)),
            "workload" => Some(rows::workload(self)),
            "service_workload" => Some(rows::service_workload(self)),
            "headcounts" => Some(rows::headcounts(self)),
            "cohorts" => Some(rows::cohorts(self)),
            "triage" => Some(rows::triage(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let people = self.by_person().owners();
        let with_needs = self
            .agency()
            .people
            .indices()
            .filter(|&p| !self.rows_of(p).is_empty())
            .count();
        let count = |count: usize| language.count(count as u64);
        let (people, with_needs) = (count(people), count(with_needs));
        let mut text = match language {
            Language::English => format!(
                "Needs of {} on {}: {} needs of {with_needs} of {people} people.",
                self.agency().name,
                language.day(self.as_of()),
                count(self.len()),
            ),
            Language::Indonesian => format!(
                "Kebutuhan kompetensi {} per {}: {} kebutuhan pada {with_needs} dari {people} pegawai.",
                self.agency().name,
                language.day(self.as_of()),
                count(self.len()),
            ),
        };
        for (row, demand) in self.demands().iter().enumerate() {
            if demand.trend == Trend::Rising {
                text.push('\n');
                text.push_str(&self.demand_why(row, language));
            }
        }
        text
    }
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

impl PartialEq for Needs {
    fn eq(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}
