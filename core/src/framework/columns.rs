//! The competencies as columns.

use serde::{Deserialize, Serialize};

use super::{CompetencyKind, FrameworkBuilder, FrameworkError};
use crate::words::explanation::Language;
use crate::words::id::{CompetencyIndex, Ids, Index};
use crate::words::measure::Level;

/// The competencies of an agency, each with its name, kind, highest level, behaviours and, where
/// there is one, a description.
///
/// Columns by [`CompetencyIndex`]. Indices of another framework may not exist here; the accessors
/// that take one panic then, as indexing does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Columns")]
pub struct Framework {
    pub(super) ids: Ids<CompetencyIndex>,
    pub(super) names: Vec<Wording>,
    pub(super) kinds: Vec<CompetencyKind>,
    pub(super) top_levels: Vec<u8>,
    pub(super) built_in: Vec<bool>,
    pub(super) descriptions: Vec<Option<Wording>>,
    pub(super) indicators: Vec<Indicator>,
    /// Where each competency's indicators start; one more entry than there are competencies.
    #[serde(skip_serializing)]
    pub(super) starts: Vec<u32>,
}

/// A text in the language in which it was given, and in English where that is another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wording {
    pub(super) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) english: Option<String>,
}

impl Wording {
    fn of(&self, language: Language) -> &str {
        match (language, &self.english) {
            (Language::English, Some(english)) => english,
            _ => &self.text,
        }
    }
}

/// A behaviour that shows a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Indicator {
    pub(super) competency: CompetencyIndex,
    pub(super) level: u8,
    #[serde(flatten)]
    pub(super) wording: Wording,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) built_in: bool,
}

/// A saved framework before it is checked.
#[derive(Deserialize)]
struct Columns {
    ids: Ids<CompetencyIndex>,
    names: Vec<Wording>,
    kinds: Vec<CompetencyKind>,
    top_levels: Vec<u8>,
    built_in: Vec<bool>,
    /// Missing in what was saved before there were descriptions.
    #[serde(default)]
    descriptions: Option<Vec<Option<Wording>>>,
    indicators: Vec<Indicator>,
}

impl TryFrom<Columns> for Framework {
    type Error = FrameworkError;

    fn try_from(columns: Columns) -> Result<Self, FrameworkError> {
        let expected = columns.ids.len();
        for (column, found) in [
            ("names", columns.names.len()),
            ("kinds", columns.kinds.len()),
            ("top_levels", columns.top_levels.len()),
            ("built_in", columns.built_in.len()),
            (
                "descriptions",
                columns.descriptions.as_ref().map_or(expected, Vec::len),
            ),
        ] {
            if found != expected {
                return Err(FrameworkError::Columns {
                    column,
                    found,
                    expected,
                });
            }
        }
        let mut builder = FrameworkBuilder::new();
        let names = columns.names.into_iter().zip(columns.kinds);
        let levels = columns.top_levels.into_iter().zip(columns.built_in);
        for (id, ((name, kind), (top_level, built_in))) in
            columns.ids.names().zip(names.zip(levels))
        {
            builder.append(id, name, kind, top_level, built_in)?;
        }
        if let Some(descriptions) = columns.descriptions {
            builder.replace_descriptions(descriptions);
        }
        for indicator in columns.indicators {
            builder.append_indicator(indicator)?;
        }
        Ok(builder.build())
    }
}

impl Framework {
    /// The largest top level that a framework may use.
    pub const HIGHEST_TOP_LEVEL: u8 = 10;
    /// The usual top level: both the Indonesian dictionary and most others have five levels.
    pub const USUAL_TOP_LEVEL: u8 = 5;

    /// The nine managerial and sociocultural competencies of the Indonesian civil service.
    pub fn indonesia() -> Self {
        FrameworkBuilder::indonesia().build()
    }

    /// The competencies' ids.
    pub fn competencies(&self) -> &Ids<CompetencyIndex> {
        &self.ids
    }

    /// How many competencies there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// A competency's id.
    pub fn id(&self, competency: CompetencyIndex) -> &str {
        self.ids.name(competency)
    }

    /// A competency's name as given; the built-in ones' is Indonesian.
    pub fn name(&self, competency: CompetencyIndex) -> &str {
        self.name_in(competency, Language::Indonesian)
    }

    /// A competency's name in a language, or as given if it has only one.
    pub fn name_in(&self, competency: CompetencyIndex, language: Language) -> &str {
        self.names[competency.position()].of(language)
    }

    /// What a competency is, in a sentence or two, if that was told.
    ///
    /// ```
    /// use mahir::framework::{CompetencyKind, FrameworkBuilder};
    /// use mahir::words::explanation::Language;
    ///
    /// let mut builder = FrameworkBuilder::new();
    /// let archive = builder.competency("ARC", "Archives", CompetencyKind::Technical, 5)?;
    /// builder.describe(archive, "Keeps records so that they are found again");
    /// let framework = builder.build();
    /// let told = framework.description_in(archive, Language::English);
    /// assert_eq!(told, Some("Keeps records so that they are found again"));
    /// # Ok::<(), mahir::framework::FrameworkError>(())
    /// ```
    pub fn description_in(&self, competency: CompetencyIndex, language: Language) -> Option<&str> {
        self.descriptions[competency.position()]
            .as_ref()
            .map(|wording| wording.of(language))
    }

    /// What a competency is, as given; the built-in ones' is Indonesian.
    pub fn description(&self, competency: CompetencyIndex) -> Option<&str> {
        self.description_in(competency, Language::Indonesian)
    }

    /// A competency's kind.
    pub fn kind(&self, competency: CompetencyIndex) -> CompetencyKind {
        self.kinds[competency.position()]
    }

    /// A competency's highest level.
    pub fn top_level(&self, competency: CompetencyIndex) -> Level {
        Level::whole(self.top_levels[competency.position()])
    }

    /// Whether a competency came with the built-in framework, so that tables need not repeat it.
    pub fn is_built_in(&self, competency: CompetencyIndex) -> bool {
        self.built_in[competency.position()]
    }

    /// The competencies of a kind, in order.
    pub fn of_kind(&self, kind: CompetencyKind) -> impl Iterator<Item = CompetencyIndex> + '_ {
        self.ids
            .indices()
            .filter(move |&competency| self.kind(competency) == kind)
    }

    /// A competency's behaviours as given: level and text, by level, in the order of their tables.
    pub fn indicators(&self, competency: CompetencyIndex) -> impl Iterator<Item = (u8, &str)> {
        self.indicators_in(competency, Language::Indonesian)
    }

    /// A competency's behaviours in a language, or as given if they have only one.
    pub fn indicators_in(
        &self,
        competency: CompetencyIndex,
        language: Language,
    ) -> impl Iterator<Item = (u8, &str)> {
        self.rows(competency)
            .iter()
            .map(move |indicator| (indicator.level, indicator.wording.of(language)))
    }

    /// The behaviours that did not come with the built-in framework: competency, level and text.
    pub fn added_indicators(&self) -> impl Iterator<Item = (CompetencyIndex, u8, &str)> {
        self.indicators
            .iter()
            .filter(|indicator| !indicator.built_in)
            .map(|row| (row.competency, row.level, row.wording.text.as_str()))
    }

    fn rows(&self, competency: CompetencyIndex) -> &[Indicator] {
        // `starts` has one more entry than there are competencies, and never decreases.
        let from = self.starts[competency.position()] as usize;
        let until = self.starts[competency.position() + 1] as usize;
        &self.indicators[from..until]
    }
}
