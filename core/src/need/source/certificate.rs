//! A certificate that ends must be renewed.

use super::{NeedSource, level};
use crate::agency::Agency;
use crate::need::Claim;
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, PersonIndex};
use crate::words::measure::{Date, Level};

/// A certificate asks for its level again by its last day, from some months before it ends on; one
/// that has ended asks at once, with its last day in the past as the day. A later certificate of
/// at least the same level in the same competency makes an earlier one needless.
#[derive(Clone, Copy, Debug)]
pub struct CertificateExpiry {
    /// From so many months before its last day on.
    pub months_before: u32,
}

impl CertificateExpiry {
    /// The certificates of a person that must be renewed: competency, level, last day.
    fn ending(
        self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
    ) -> impl Iterator<Item = (CompetencyIndex, Level, Date)> + '_ {
        let own = agency.certificates.of(person);
        let horizon = as_of.checked_add_months(chrono::Months::new(self.months_before));
        own.iter().filter_map(move |row| {
            let expires = row.expires?;
            let soon = horizon.is_none_or(|horizon| expires <= horizon);
            let renewed = own.iter().any(|other| {
                other.competency == row.competency
                    && other.level >= row.level
                    && other.expires.is_none_or(|later| later > expires)
            });
            (soon && !renewed).then_some((row.competency, row.level, expires))
        })
    }
}

impl NeedSource for CertificateExpiry {
    fn name(&self) -> &str {
        "certificate"
    }

    fn claims(
        &self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
        asks: &mut Vec<(CompetencyIndex, Claim)>,
    ) {
        let ending = self.ending(agency, as_of, person);
        asks.extend(ending.map(|(competency, level, expires)| {
            (competency, Claim::of_certificate(level, expires))
        }));
    }

    fn reason(
        &self,
        agency: &Agency,
        as_of: Date,
        person: PersonIndex,
        competency: CompetencyIndex,
        language: Language,
    ) -> String {
        let own = self
            .ending(agency, as_of, person)
            .filter(|row| row.0 == competency);
        let sentences: Vec<String> = own
            .map(|(_, shown, expires)| {
                let (shown, day) = (level(shown, language), language.day(expires));
                match (language, expires < as_of) {
                    (Language::English, false) => {
                        format!("The certificate for level {shown} ends on {day}.")
                    }
                    (Language::English, true) => {
                        format!("The certificate for level {shown} ended on {day}.")
                    }
                    (Language::Indonesian, false) => {
                        format!("Sertifikat tingkat {shown} berakhir pada {day}.")
                    }
                    (Language::Indonesian, true) => {
                        format!("Sertifikat tingkat {shown} telah berakhir pada {day}.")
                    }
                }
            })
            .collect();
        sentences.join(" ")
    }
}
