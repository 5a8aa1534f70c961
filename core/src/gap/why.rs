//! The reasons of gaps in words.

use super::Gaps;
use crate::words::explanation::Language;

impl Gaps {
    /// Why there is the gap of a row: what is held by which evidence, and what is needed by which
    /// sources. Empty for a row that is not there.
    pub fn why(&self, row: usize, language: Language) -> String {
        let Some(gap) = self.gap(row) else {
            return String::new();
        };
        let number = |value: f64| language.number(value, 2);
        let evidence = self
            .agency()
            .assessments
            .of_competency(gap.person, gap.competency)
            .filter(|one| one.date.is_none_or(|date| date <= self.needs().as_of()))
            .map(|one| {
                let source = self.agency().assessments.sources().name(one.source);
                let level = number(one.level.as_f64());
                match one.date {
                    Some(date) => format!("{source} {level} ({})", language.day(date)),
                    None => format!("{source} {level}"),
                }
            })
            .collect::<Vec<_>>()
            .join(", ");
        let held = match (gap.held, gap.rated, language) {
            (Some(held), true, Language::English) => {
                format!(
                    "Held: {} by the evidence ({evidence}).",
                    number(held.as_f64())
                )
            }
            (Some(held), true, Language::Indonesian) => {
                format!(
                    "Dimiliki: {} menurut hasil penilaian ({evidence}).",
                    number(held.as_f64())
                )
            }
            (Some(held), false, Language::English) => format!(
                "There is no assessment; {} is assumed by the rule for people without one.",
                number(held.as_f64())
            ),
            (Some(held), false, Language::Indonesian) => format!(
                "Belum ada hasil penilaian; dianggap {} menurut aturan bagi yang belum dinilai.",
                number(held.as_f64())
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
        let doubt = gap.probability.map(|probability| {
            let percent = language.number(probability * 100.0, 0);
            match language {
                Language::English => {
                    format!(" The true level is below what is needed with probability {percent} %.")
                }
                Language::Indonesian => {
                    format!(" Peluang bahwa tingkat sebenarnya di bawah kebutuhan: {percent} %.")
                }
            }
        });
        let needed = self.needs().why(row, language);
        format!("{needed} {held} {size}{}", doubt.unwrap_or_default())
    }
}
