//! The reasons of needs in words.

mod demand;
mod triage;

use super::source::{NeedSource, PostStandard, level, weight};
use super::{NeedSources, Needs};
use crate::words::explanation::Language;

impl Needs {
    /// Why a row is needed: each source with its figures. Empty for a row that is not there.
    pub fn why(&self, row: usize, language: Language) -> String {
        let Some(person) = self.person_of(row) else {
            return String::new();
        };
        let agency = self.agency();
        let name = agency.framework.name_in(self.competencies()[row], language);
        let who = agency.people.label(person);
        let (asked, weight) = (
            level(self.levels()[row], language),
            weight(self.weights()[row], language),
        );
        let mut sentences = vec![match language {
            Language::English => format!("{who} needs {name} at level {asked} (weight {weight})."),
            Language::Indonesian => {
                format!("{who} membutuhkan {name} pada tingkat {asked} (bobot {weight}).")
            }
        }];
        sentences.extend(
            self.reasons(row, language)
                .into_iter()
                .map(|(_, reason)| reason),
        );
        sentences.join(" ")
    }

    /// The reasons of a row, each with the name of its source, in the order of
    /// [`NeedSources::EACH`]. Empty for a row that is not there.
    pub fn reasons(&self, row: usize, language: Language) -> Vec<(String, String)> {
        let Some(person) = self.person_of(row) else {
            return Vec::new();
        };
        let (agency, as_of) = (self.agency(), self.as_of());
        let competency = self.competencies()[row];
        let sources = self.sources()[row];
        let mut reasons: Vec<(String, String)> = Vec::new();
        let mut tell = |source: &str, reason: String| {
            if !reason.is_empty() {
                reasons.push((source.to_owned(), reason));
            }
        };
        let of =
            |source: &dyn NeedSource| source.reason(agency, as_of, person, competency, language);
        for (source, name) in NeedSources::EACH {
            if !sources.has(source) {
                continue;
            }
            match source {
                NeedSources::STANDARD => tell(name, of(&PostStandard)),
                NeedSources::NEXT_POST => {
                    tell(
                        name,
                        self.policy()
                            .next_post()
                            .map_or_else(String::new, |own| of(&own)),
                    );
                }
                NeedSources::CERTIFICATE => {
                    let own = self.policy().certificate_expiry();
                    tell(name, own.map_or_else(String::new, |own| of(&own)));
                }
                NeedSources::PERFORMANCE => {
                    let own = self.policy().performance_gap();
                    tell(name, own.map_or_else(String::new, |own| of(&own)));
                }
                NeedSources::DEMAND => {
                    for reason in self.demand_in_words(person, competency, language) {
                        tell(name, reason);
                    }
                }
                NeedSources::PRIORITY => {
                    let own = agency
                        .priorities
                        .iter()
                        .filter(|p| p.competency == competency);
                    for priority in own {
                        let factor = weight(priority.weight, language);
                        let reason = &priority.reason;
                        let reason = match language {
                            Language::English => format!("Priority: {reason} (× {factor})."),
                            Language::Indonesian => format!("Prioritas: {reason} (× {factor})."),
                        };
                        tell(name, reason);
                    }
                }
                _ => {
                    let first = self.told().partition_point(|told| told.row < row);
                    for told in self.told()[first..]
                        .iter()
                        .take_while(|told| told.row == row)
                    {
                        let reason = match language {
                            Language::English => &told.english,
                            Language::Indonesian => &told.indonesian,
                        };
                        tell(&told.source, reason.clone());
                    }
                }
            }
        }
        reasons
    }
}
