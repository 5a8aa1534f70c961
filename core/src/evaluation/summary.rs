//! An evaluation in a few lines, and what all artefacts share.

use std::fmt;

use super::{Evaluation, Verdict, rows, tables};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::Table;

impl Artefact for Evaluation {
    const KIND: &'static str = "evaluation";
    // 2: rows that do not state their group, and verdicts that are held back.
    const VERSION: u32 = 2;
    const TABLES: &'static [&'static str] = &[
        "results",
        "verdicts",
        "ledger",
        "records",
        "comparisons",
        "balance",
        "services",
        "service_results",
        "money",
        "event_study",
        "questionnaires",
    ];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "results" => Some(rows::results(self)),
            "verdicts" => Some(rows::verdicts(self)),
            "ledger" => Some(rows::ledger(self)),
            "records" => Some(tables::records(self)),
            "comparisons" => Some(tables::comparisons(self)),
            "balance" => Some(tables::balance(self)),
            "services" => Some(tables::services(self)),
            "service_results" => Some(tables::service_results(self)),
            "money" => Some(tables::money(self)),
            "questionnaires" => Some(tables::questionnaires(self)),
            "event_study" => Some(tables::event_study(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let count = |verdict| {
            self.verdicts()
                .iter()
                .filter(|row| row.verdict == verdict)
                .count()
        };
        let parts: Vec<String> = [
            Verdict::Works,
            Verdict::DoesNotWork,
            Verdict::Unclear,
            Verdict::NotEnoughData,
        ]
        .into_iter()
        .map(|verdict| format!("{} {}", count(verdict), verdict.label(language)))
        .collect();
        let parts = parts.join(", ");
        let outcomes = self.outcomes().len();
        let alarms = self
            .verdicts()
            .iter()
            .filter(|row| row.nothing_changed)
            .count();
        match language {
            Language::English => format!(
                "Evaluation of {outcomes} outcomes; programmes: {parts}. Alarm \"all attended, nothing changed\": {alarms}."
            ),
            Language::Indonesian => format!(
                "Evaluasi atas {outcomes} hasil; program: {parts}. Peringatan \"semua hadir, tidak ada yang berubah\": {alarms}."
            ),
        }
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

impl PartialEq for Evaluation {
    fn eq(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}
