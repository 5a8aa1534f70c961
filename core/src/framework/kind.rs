//! The three kinds of competency that the regulation tells apart.

use serde::{Deserialize, Serialize};

use crate::words::explanation::Language;

/// The kind of a competency (PermenPANRB 38/2017: teknis, manajerial, sosial kultural).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompetencyKind {
    /// Leading and managing (manajerial).
    Managerial,
    /// Serving a plural society (sosial kultural).
    Sociocultural,
    /// The field of the post itself (teknis).
    Technical,
}

impl CompetencyKind {
    /// All kinds, in a fixed order.
    pub const ALL: [Self; 3] = [Self::Managerial, Self::Sociocultural, Self::Technical];

    /// Reads the English or Indonesian name; case, blanks, dashes and underscores do not matter.
    ///
    /// ```
    /// use mahir::framework::CompetencyKind;
    ///
    /// assert_eq!(CompetencyKind::parse("Sosial Kultural"), Some(CompetencyKind::Sociocultural));
    /// assert_eq!(CompetencyKind::parse("soft skills"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let letters: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_'))
            .flat_map(char::to_lowercase)
            .collect();
        match letters.as_str() {
            "managerial" | "manajerial" => Some(Self::Managerial),
            "sociocultural" | "socialcultural" | "sosialkultural" | "sosiokultural" => {
                Some(Self::Sociocultural)
            }
            "technical" | "teknis" => Some(Self::Technical),
            _ => None,
        }
    }

    /// The name in tables: `managerial`, `sociocultural`, `technical`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Managerial => "managerial",
            Self::Sociocultural => "sociocultural",
            Self::Technical => "technical",
        }
    }

    /// The name for a reader.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Managerial => language.choose("managerial", "manajerial"),
            Self::Sociocultural => language.choose("sociocultural", "sosial kultural"),
            Self::Technical => language.choose("technical", "teknis"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_labels_are_read_back() {
        for kind in CompetencyKind::ALL {
            assert_eq!(CompetencyKind::parse(kind.id()), Some(kind));
            for language in Language::ALL {
                assert_eq!(CompetencyKind::parse(kind.label(language)), Some(kind));
            }
        }
        assert_eq!(
            CompetencyKind::parse(" SOSIO-KULTURAL "),
            Some(CompetencyKind::Sociocultural)
        );
        assert_eq!(CompetencyKind::parse(""), None);
    }
}
