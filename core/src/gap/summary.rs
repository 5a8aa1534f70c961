//! Gaps in a few lines, and what all artefacts share.

use std::fmt;

use super::{Gaps, rows};
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::Table;

impl Artefact for Gaps {
    const KIND: &'static str = "gaps";
    const VERSION: u32 = 2;
    const TABLES: &'static [&'static str] = &[
        "gaps",
        "people",
        "units",
        "heat",
        "headcounts",
        "base_rates",
        "ranking",
        "priorities",
        "quadrants",
    ];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "gaps" => Some(rows::gaps(self)),
            "people" => Some(rows::people(self)),
            "units" => Some(rows::units(self)),
            "headcounts" => Some(rows::headcounts(self)),
            "base_rates" => Some(rows::base_rates(self)),
            "heat" => Some(rows::heat(self)),
            "priorities" => Some(rows::priorities(self)),
            "quadrants" => Some(rows::quadrants(self)),
            "ranking" => Some(rows::ranking(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let short = self.gaps().iter().filter(|gap| !gap.is_none()).count();
        let unrated = (0..self.gaps().len())
            .filter(|&row| !self.is_rated(row))
            .count();
        let (bands, without) = self.band_counts();
        let bands: Vec<String> = bands
            .iter()
            .map(|(band, people)| format!("{}: {people}", band.label(language)))
            .collect();
        let bands = bands.join(", ");
        let first: Vec<&str> = self
            .ranking()
            .iter()
            .take(3)
            .map(|row| self.agency().framework.name_in(row.competency, language))
            .collect();
        let first = first.join(", ");
        let rows = self.gaps().len();
        let own = match (self.own_rule(), language) {
            (None, _) => String::new(),
            (Some(name), Language::English) => {
                format!(
                    "\nLevels were taken by the own rule '{name}', which is not in the document."
                )
            }
            (Some(name), Language::Indonesian) => format!(
                "\nTingkat diambil dengan aturan sendiri '{name}', yang tidak ada dalam dokumen."
            ),
        };
        match language {
            Language::English => format!(
                "Gaps: {short} of {rows} needs are not met; {unrated} have no assessment.\n\
                 Job–person match: {bands}; {without} without a score.\n\
                 Most is lacking in: {first}.{own}"
            ),
            Language::Indonesian => format!(
                "Kesenjangan: {short} dari {rows} kebutuhan belum terpenuhi; {unrated} belum dinilai.\n\
                 Job person match: {bands}; {without} tanpa nilai.\n\
                 Paling kurang: {first}.{own}"
            ),
        }
    }
}

impl fmt::Display for Gaps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

impl PartialEq for Gaps {
    fn eq(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}
