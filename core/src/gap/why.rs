//! The reasons of gaps in words.

use super::evidence::Sieve;
use super::{Basis, Gaps};
use crate::words::explanation::Language;

impl Gaps {
    /// Why there is the gap of a row: what is held by which evidence, and what is needed by which
    /// sources. Empty for a row that is not there.
    pub fn why(&self, row: usize, language: Language) -> String {
        let Some(gap) = self.gap(row) else {
            return String::new();
        };
        let number = |value: f64| language.number(value, 2);
        // The policy was accepted when the gaps were found; only those that count are told.
        let sieve = Sieve::new(self.agency(), self.needs().as_of(), self.policy());
        let evidence = sieve
            .iter()
            .flat_map(|sieve| sieve.told(gap.person, gap.competency))
            .map(|(one, corrected)| {
                let source = self.agency().assessments.sources().name(one.source);
                let mut text = format!("{source} {}", number(one.level.as_f64()));
                if let Some(date) = one.date {
                    text += &format!(" ({})", language.day(date));
                }
                if corrected.level != one.level {
                    let to = number(corrected.level.as_f64());
                    text += &match language {
                        Language::English => format!(" taken as {to} for its bias"),
                        Language::Indonesian => format!(" dianggap {to} karena biasnya"),
                    };
                }
                text
            })
            .collect::<Vec<_>>()
            .join(", ");
        let rule = match (self.own_rule(), language) {
            (None, _) => String::new(),
            (Some(name), Language::English) => format!(", by the own rule '{name}'"),
            (Some(name), Language::Indonesian) => format!(", dengan aturan sendiri '{name}'"),
        };
        let held = match (gap.held, gap.rated, language) {
            (Some(held), true, Language::English) => {
                format!(
                    "Held: {} by the evidence ({evidence}){rule}.",
                    number(held.as_f64())
                )
            }
            (Some(held), true, Language::Indonesian) => {
                format!(
                    "Dimiliki: {} menurut hasil penilaian ({evidence}){rule}.",
                    number(held.as_f64())
                )
            }
            (Some(held), false, Language::English) => format!(
                "There is no assessment that counts; {} is assumed by the rule for people without \
                 one ({}).",
                number(held.as_f64()),
                gap.basis.label(language)
            ),
            (Some(held), false, Language::Indonesian) => format!(
                "Belum ada hasil penilaian yang berlaku; dianggap {} menurut aturan bagi yang belum \
                 dinilai ({}).",
                number(held.as_f64()),
                gap.basis.label(language)
            ),
            (None, _, Language::English) => {
                "There is no assessment; the level is left open.".to_owned()
            }
            (None, _, Language::Indonesian) => {
                "Belum ada hasil penilaian; tingkatnya dibiarkan terbuka.".to_owned()
            }
        };
        let size = match language {
            Language::English => format!("Gap: {}.", number(gap.gap.as_f64())),
            Language::Indonesian => format!("Kesenjangan: {}.", number(gap.gap.as_f64())),
        };
        let doubt = gap
            .probability
            .zip(gap.standard_error)
            .map(|(probability, error)| {
                let percent = language.number(probability * 100.0, 0);
                let error = number(error);
                let assumed = match (gap.basis, language) {
                    (Basis::ErrorAssumed, Language::English) => ", assumed where none is stated",
                    (Basis::ErrorAssumed, Language::Indonesian) => {
                        ", diandaikan bila tidak disebut"
                    }
                    _ => "",
                };
                match language {
                    Language::English => format!(
                        " The true level is below what is needed with probability {percent} % \
                     (standard error {error}{assumed})."
                    ),
                    Language::Indonesian => format!(
                        " Peluang bahwa tingkat sebenarnya di bawah kebutuhan: {percent} % \
                     (galat baku {error}{assumed})."
                    ),
                }
            });
        let needed = self.needs().why(row, language);
        format!("{needed} {held} {size}{}", doubt.unwrap_or_default())
    }
}
