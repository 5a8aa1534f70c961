//! Puts a framework together, checking each part as it comes.

use super::columns::{Indicator, Wording};
use super::indonesia::COMPETENCIES;
use super::{CompetencyKind, Framework, FrameworkError};
use crate::words::id::{CompetencyIndex, Index};

/// A framework in the making.
#[derive(Clone, Debug, Default)]
pub struct FrameworkBuilder {
    framework: Framework,
}

impl FrameworkBuilder {
    /// No competencies yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The nine competencies of the Indonesian civil service, to which an agency adds its own.
    pub fn indonesia() -> Self {
        let mut builder = Self::new();
        for competency in &COMPETENCIES {
            // A test holds that every built-in row is accepted.
            let added = builder.append(
                competency.id,
                Wording::both(competency.name),
                competency.kind,
                Framework::USUAL_TOP_LEVEL,
                true,
            );
            let Ok(index) = added else { continue };
            builder.framework.descriptions[index.position()] =
                Some(Wording::both(competency.description));
            for (level, &texts) in (1..).zip(&competency.levels) {
                builder.framework.indicators.push(Indicator {
                    competency: index,
                    level,
                    wording: Wording::both(texts),
                    built_in: true,
                });
            }
        }
        builder
    }

    /// Adds a competency: its id, its name, its kind and its highest level (1 to 10, usually 5).
    ///
    /// # Errors
    /// [`FrameworkError`] if the id is empty or taken, the name empty, or the level out of range.
    pub fn competency(
        &mut self,
        id: &str,
        name: &str,
        kind: CompetencyKind,
        top_level: u8,
    ) -> Result<CompetencyIndex, FrameworkError> {
        self.append(id, Wording::one(name), kind, top_level, false)
    }

    /// Tells what a competency is, in a sentence or two; a text of blanks takes that back. A
    /// competency of another framework is passed over.
    pub fn describe(&mut self, competency: CompetencyIndex, text: &str) {
        if let Some(place) = self.framework.descriptions.get_mut(competency.position()) {
            *place = (!text.trim().is_empty()).then(|| Wording::one(text));
        }
    }

    /// Adds a behaviour that shows a level of a competency.
    ///
    /// # Errors
    /// [`FrameworkError`] if the competency is unknown, has no such level, or the text is empty.
    pub fn indicator(
        &mut self,
        competency: CompetencyIndex,
        level: u8,
        text: &str,
    ) -> Result<(), FrameworkError> {
        self.append_indicator(Indicator {
            competency,
            level,
            wording: Wording::one(text),
            built_in: false,
        })
    }

    /// The index of a competency that was added already.
    pub fn find(&self, id: &str) -> Option<CompetencyIndex> {
        self.framework.ids.find(id)
    }

    /// How many competencies were added.
    pub fn len(&self) -> usize {
        self.framework.len()
    }

    /// Whether none was added.
    pub fn is_empty(&self) -> bool {
        self.framework.is_empty()
    }

    /// The framework.
    pub fn build(self) -> Framework {
        let mut framework = self.framework;
        // Stable, so behaviours of one level keep their order.
        framework
            .indicators
            .sort_by_key(|row| (row.competency, row.level));
        let mut starts = vec![0_u32; framework.ids.len() + 1];
        for row in &framework.indicators {
            // `append_indicator` accepted known competencies only.
            starts[row.competency.position() + 1] += 1;
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        framework.starts = starts;
        framework
    }

    pub(super) fn append(
        &mut self,
        id: &str,
        name: Wording,
        kind: CompetencyKind,
        top_level: u8,
        built_in: bool,
    ) -> Result<CompetencyIndex, FrameworkError> {
        if name.text.trim().is_empty() {
            return Err(FrameworkError::Name { id: id.to_owned() });
        }
        if !(1..=Framework::HIGHEST_TOP_LEVEL).contains(&top_level) {
            let id = id.to_owned();
            return Err(FrameworkError::TopLevel { id, top_level });
        }
        let framework = &mut self.framework;
        let index = framework
            .ids
            .insert(id)
            .map_err(|reason| FrameworkError::Id {
                id: id.to_owned(),
                reason,
            })?;
        framework.names.push(name);
        framework.kinds.push(kind);
        framework.top_levels.push(top_level);
        framework.built_in.push(built_in);
        framework.descriptions.push(None);
        Ok(index)
    }

    /// Descriptions as they were saved, as many as there are competencies.
    pub(super) fn replace_descriptions(&mut self, descriptions: Vec<Option<Wording>>) {
        self.framework.descriptions = descriptions;
    }

    pub(super) fn append_indicator(&mut self, row: Indicator) -> Result<(), FrameworkError> {
        let position = row.competency.position();
        let count = self.framework.len();
        let Some(&top_level) = self.framework.top_levels.get(position) else {
            return Err(FrameworkError::Competency { position, count });
        };
        let competency = || self.framework.ids.name(row.competency).to_owned();
        let level = row.level;
        if !(1..=top_level).contains(&level) {
            return Err(FrameworkError::Level {
                competency: competency(),
                level,
                top_level,
            });
        }
        if row.wording.text.trim().is_empty() {
            let competency = competency();
            return Err(FrameworkError::Text { competency, level });
        }
        self.framework.indicators.push(row);
        Ok(())
    }
}

impl Wording {
    fn one(text: &str) -> Self {
        Self {
            text: text.trim().to_owned(),
            english: None,
        }
    }

    /// From the two texts of a built-in row: English, then Indonesian.
    fn both((english, indonesian): (&str, &str)) -> Self {
        Self {
            text: indonesian.to_owned(),
            english: Some(english.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::explanation::Language;
    use crate::words::measure::Level;

    #[test]
    fn the_nine_have_five_levels_in_two_languages() {
        let framework = Framework::indonesia();
        // PermenPANRB 38/2017: eight managerial competencies and one sociocultural.
        let names: Vec<&str> = framework.competencies().names().collect();
        let nine = [
            "INT", "KJS", "KOM", "OPH", "PPB", "PDO", "MPB", "PKP", "PKB",
        ];
        assert_eq!(names, nine);
        assert_eq!(framework.of_kind(CompetencyKind::Managerial).count(), 8);
        assert_eq!(framework.of_kind(CompetencyKind::Sociocultural).count(), 1);
        for competency in framework.competencies().indices() {
            assert!(framework.is_built_in(competency));
            assert_eq!(framework.top_level(competency), Level::whole(5));
            for language in Language::ALL {
                let levels: Vec<u8> = framework
                    .indicators_in(competency, language)
                    .map(|(level, _)| level)
                    .collect();
                assert_eq!(levels, [1, 2, 3, 4, 5]);
            }
            let [english, indonesian] =
                Language::ALL.map(|language| framework.description_in(competency, language));
            assert!(english.is_some() && indonesian.is_some() && english != indonesian);
            for ((_, english), (_, indonesian)) in framework
                .indicators_in(competency, Language::English)
                .zip(framework.indicators(competency))
            {
                assert_ne!(english, indonesian);
            }
        }
        let change = framework.competencies().find("MPB").unwrap();
        assert_eq!(framework.name(change), "Mengelola perubahan");
        assert_eq!(
            framework.name_in(change, Language::English),
            "Change management"
        );
        assert_eq!(framework.added_indicators().count(), 0);
    }

    #[test]
    fn indicators_stand_by_level_under_their_competency() {
        let mut builder = FrameworkBuilder::new();
        let first = builder
            .competency("A", "Arsip", CompetencyKind::Technical, 3)
            .unwrap();
        let second = builder
            .competency("B", "Basis data", CompetencyKind::Technical, 5)
            .unwrap();
        builder.indicator(second, 2, "b2").unwrap();
        builder.indicator(first, 3, "a3").unwrap();
        builder.indicator(first, 1, "a1").unwrap();
        builder.indicator(first, 1, "a1 lagi").unwrap();
        let framework = builder.build();
        let rows: Vec<_> = framework.indicators(first).collect();
        assert_eq!(rows, [(1, "a1"), (1, "a1 lagi"), (3, "a3")]);
        assert_eq!(
            framework.indicators(second).collect::<Vec<_>>(),
            [(2, "b2")]
        );
        assert_eq!(framework.added_indicators().count(), 4);
        assert_eq!(
            framework.name_in(first, Language::English),
            "Arsip",
            "a name that was given once serves both languages"
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        let mut builder = FrameworkBuilder::indonesia();
        let mut code = |id, name, top_level| {
            builder
                .competency(id, name, CompetencyKind::Technical, top_level)
                .unwrap_err()
                .code()
        };
        assert_eq!(code("INT", "again", 5), "competency_id");
        assert_eq!(code("X", " ", 5), "competency_name");
        assert_eq!(code("X", "none", 0), "competency_top_level");
        assert_eq!(code("X", "many", 11), "competency_top_level");
        let integrity = builder.find("INT").unwrap();
        let error = builder.indicator(integrity, 9, "x").unwrap_err();
        assert_eq!(
            error.to_string(),
            "indicator of level 9 for competency 'INT'; expected a level from 1 to 5"
        );
        let beyond = CompetencyIndex::at(99).unwrap();
        assert_eq!(
            builder.indicator(beyond, 1, "x").unwrap_err().code(),
            "unknown_competency"
        );
        assert_eq!(
            builder.indicator(integrity, 1, "").unwrap_err().code(),
            "indicator_text"
        );
    }

    #[test]
    fn a_saved_framework_is_checked_when_it_is_read() {
        let mut builder = FrameworkBuilder::indonesia();
        let integrity = builder.find("INT").unwrap();
        builder.indicator(integrity, 2, "tambahan").unwrap();
        let framework = builder.build();
        let text = serde_json::to_string(&framework).unwrap();
        assert_eq!(serde_json::from_str::<Framework>(&text).unwrap(), framework);

        let mut value = serde_json::to_value(&framework).unwrap();
        value["descriptions"].as_array_mut().unwrap().pop();
        assert!(serde_json::from_value::<Framework>(value).is_err());
        // What was saved before there were descriptions has none.
        let mut value = serde_json::to_value(&framework).unwrap();
        value.as_object_mut().unwrap().remove("descriptions");
        let older = serde_json::from_value::<Framework>(value).unwrap();
        assert_eq!(older.description(integrity), None);
        let mut value = serde_json::to_value(&framework).unwrap();
        value["kinds"].as_array_mut().unwrap().pop();
        assert!(serde_json::from_value::<Framework>(value).is_err());
        let mut value = serde_json::to_value(&framework).unwrap();
        value["indicators"][0]["competency"] = 77.into();
        assert!(serde_json::from_value::<Framework>(value).is_err());
        let mut value = serde_json::to_value(&framework).unwrap();
        value["indicators"][0]["level"] = 6.into();
        assert!(serde_json::from_value::<Framework>(value).is_err());
    }

    #[test]
    fn an_empty_framework_is_one_too() {
        let framework = FrameworkBuilder::new().build();
        assert!(framework.is_empty());
        assert_eq!(framework.competencies().indices().count(), 0);
    }
}
