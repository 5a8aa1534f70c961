//! The regulation as a whole: its figures, classes of posts and days off.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::figures::{Figures, Row, set};
use super::holidays::DECREES;
use super::post_class::{BuiltIn, CLASSES};
use super::satisfaction::{SatisfactionGrades, SatisfactionIndex, skm_index};
use super::saved::Saved;
use super::workload::{Frequency, WorkloadGrades};
use super::{Certainty, Figure, JpmBands, JpmUse, RegulationError};
use crate::calendar::Holiday;
use crate::words::explanation::Language;
use crate::words::id::{Ids, Index, PostClassIndex};
use crate::words::measure::{Hours, Level, Minutes};
use crate::words::table::{Column, Table};

/// The figures of a regulation, each with its source and how well it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Saved", into = "Saved")]
pub struct Regulation {
    pub(super) figures: Figures,
    pub(super) classes: Ids<PostClassIndex>,
    pub(super) levels: Vec<Figure<Level>>,
    pub(super) retirement_ages: Vec<Figure<u32>>,
    pub(super) holidays: Vec<Holiday>,
}

impl Default for Regulation {
    fn default() -> Self {
        Self::indonesia()
    }
}

/// Before a class's id in the name of the figure for its level.
const LEVEL_OF: &str = "required_level_";
/// Before a class's id in the name of the figure for its last age of service.
const AGE_OF: &str = "retirement_age_";

impl Regulation {
    /// The names of the presets.
    pub const PRESETS: [&'static str; 1] = ["indonesia"];
    /// The source of figures that an agency sets itself.
    pub const OWN_SOURCE: &'static str = "agency.toml";

    /// The rules for the Indonesian civil service as they stood in January 2026.
    pub fn indonesia() -> Self {
        let mut classes = Ids::new();
        let (mut levels, mut retirement_ages) = (Vec::new(), Vec::new());
        for class in &CLASSES {
            // A test holds that every built-in class is accepted.
            if classes.insert(class.id).is_ok() {
                levels.push(level_of(class));
                retirement_ages.push(age_of(class));
            }
        }
        Self {
            figures: Figures::indonesia(),
            classes,
            levels,
            retirement_ages,
            holidays: DECREES.iter().flat_map(|decree| decree.days()).collect(),
        }
    }

    /// A preset by its name.
    ///
    /// # Errors
    /// [`RegulationError::Preset`] for a name that is not in [`Regulation::PRESETS`].
    pub fn preset(name: &str) -> Result<Self, RegulationError> {
        match name.trim() {
            "indonesia" => Ok(Self::indonesia()),
            _ => Err(RegulationError::Preset {
                name: name.to_owned(),
                known: Self::PRESETS.join(", "),
            }),
        }
    }

    /// Sets a figure by its name to the agency's own value, as `agency.toml` does. When all are
    /// set, [`Regulation::check`] tells whether they fit together.
    ///
    /// # Errors
    /// [`RegulationError`] for an unknown name, or a value that cannot be read or is out of range.
    pub fn override_figure(&mut self, name: &str, value: &str) -> Result<(), RegulationError> {
        self.set(name, value, Self::OWN_SOURCE, Certainty::Own)
    }

    /// Whether the figures fit together; to be asked when all are set.
    ///
    /// # Errors
    /// [`RegulationError::Order`] for two figures where the higher threshold is the lower one.
    pub fn check(&self) -> Result<(), RegulationError> {
        let figures = &self.figures;
        let order = |higher, above: String, lower, below: String, holds: bool| {
            if holds {
                return Ok(());
            }
            Err(RegulationError::Order {
                higher,
                higher_value: above,
                lower,
                lower_value: below,
            })
        };
        macro_rules! ordered {
            ($($higher:ident >= $lower:ident;)*) => {$(
                order(
                    stringify!($higher),
                    figures.$higher.value().to_string(),
                    stringify!($lower),
                    figures.$lower.value().to_string(),
                    figures.$higher.value() >= figures.$lower.value(),
                )?;
            )*};
        }
        ordered! {
            jpm_mapping_optimal >= jpm_mapping_fairly_optimal;
            jpm_selection_qualified >= jpm_selection_still_qualified;
            workload_grade_a_above >= workload_grade_b_from;
            workload_grade_b_from >= workload_grade_c_from;
            workload_grade_c_from >= workload_grade_d_from;
            satisfaction_grade_a_from >= satisfaction_grade_b_from;
            satisfaction_grade_b_from >= satisfaction_grade_c_from;
            working_minutes_per_week >= ramadan_minutes_per_week;
        }
        Ok(())
    }

    pub(super) fn set(
        &mut self,
        name: &str,
        value: &str,
        source: &str,
        certainty: Certainty,
    ) -> Result<(), RegulationError> {
        if let Some(result) = self.figures.set(name, value, (source, certainty)) {
            return result;
        }
        let class = |prefix| {
            let id = name.strip_prefix(prefix)?;
            self.classes.find(id).map(Index::position)
        };
        if let Some(position) = class(LEVEL_OF) {
            let figure = &mut self.levels[position];
            set(figure, name, value, (Level::NONE, Level::whole(10)))?;
            source.clone_into(&mut figure.source);
            figure.certainty = certainty;
            return Ok(());
        }
        if let Some(position) = class(AGE_OF) {
            let figure = &mut self.retirement_ages[position];
            set(figure, name, value, (18, 100))?;
            source.clone_into(&mut figure.source);
            figure.certainty = certainty;
            return Ok(());
        }
        let known: Vec<String> = self.rows().into_iter().map(|row| row.name).collect();
        Err(RegulationError::Figure {
            figure: name.to_owned(),
            known: known.join(", "),
        })
    }

    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = self.figures.rows();
        rows.extend(
            self.classes
                .names()
                .zip(&self.levels)
                .map(|(class, figure)| Row::of(format!("{LEVEL_OF}{class}"), figure)),
        );
        rows.extend(
            self.classes
                .names()
                .zip(&self.retirement_ages)
                .map(|(class, figure)| Row::of(format!("{AGE_OF}{class}"), figure)),
        );
        rows
    }

    /// Every figure: name, value, unit, source, certainty.
    pub fn figures(&self) -> Table {
        let rows = self.rows();
        let texts = |name, text: fn(&Row<'_>) -> String| Column::texts(name, rows.iter().map(text));
        Table::new(
            "figures",
            vec![
                texts("name", |row| row.name.clone()),
                texts("value", |row| row.value.clone()),
                texts("unit", |row| row.unit.to_owned()),
                texts("source", |row| row.source.to_owned()),
                texts("certainty", |row| row.certainty.id().to_owned()),
            ],
        )
    }

    /// The classes of posts.
    pub fn post_classes(&self) -> &Ids<PostClassIndex> {
        &self.classes
    }

    /// The level that a class of posts asks for in each of the nine managerial and sociocultural
    /// competencies.
    pub fn required_level(&self, class: PostClassIndex) -> Level {
        self.levels[class.position()].value()
    }

    /// The same with its source.
    pub fn required_level_figure(&self, class: PostClassIndex) -> &Figure<Level> {
        &self.levels[class.position()]
    }

    /// The age, in whole years, at which service in a class of posts ends.
    pub fn retirement_age(&self, class: PostClassIndex) -> u32 {
        self.retirement_ages[class.position()].value()
    }

    /// The same with its source.
    pub fn retirement_age_figure(&self, class: PostClassIndex) -> &Figure<u32> {
        &self.retirement_ages[class.position()]
    }

    /// A class by its id or its name in either language; case, blanks and dashes do not matter.
    pub fn find_class(&self, text: &str) -> Option<PostClassIndex> {
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(|letter| letter.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let wanted = plain(text);
        self.classes.indices().find(|&class| {
            let BuiltIn { id, name, .. } = &CLASSES[class.position()];
            [id, &name.0, &name.1]
                .into_iter()
                .any(|known| plain(known) == wanted)
        })
    }

    /// A class's name for a reader.
    pub fn class_name(&self, class: PostClassIndex, language: Language) -> &str {
        let (english, indonesian) = CLASSES[class.position()].name;
        language.choose(english, indonesian)
    }

    /// The bands of job person match for mapping people in their posts.
    pub fn mapping_bands(&self) -> JpmBands {
        JpmBands::new(
            JpmUse::Mapping,
            self.figures.jpm_mapping_fairly_optimal.value(),
            self.figures.jpm_mapping_optimal.value(),
        )
    }

    /// The bands of job person match for choosing people for posts.
    pub fn selection_bands(&self) -> JpmBands {
        JpmBands::new(
            JpmUse::Selection,
            self.figures.jpm_selection_still_qualified.value(),
            self.figures.jpm_selection_qualified.value(),
        )
    }

    /// The bands of job person match for a use.
    pub fn jpm_bands(&self, usage: JpmUse) -> JpmBands {
        match usage {
            JpmUse::Mapping => self.mapping_bands(),
            JpmUse::Selection => self.selection_bands(),
        }
    }

    /// How often a volume of such a frequency occurs in a year.
    pub fn annual_factor(&self, frequency: Frequency) -> u32 {
        match frequency {
            Frequency::Daily => self.figures.annual_factor_daily.value(),
            Frequency::Weekly => self.figures.annual_factor_weekly.value(),
            Frequency::Monthly => self.figures.annual_factor_monthly.value(),
            Frequency::Yearly => self.figures.annual_factor_yearly.value(),
        }
    }

    /// The grades of workload per staff.
    pub fn workload_grades(&self) -> WorkloadGrades {
        WorkloadGrades {
            a_above: self.figures.workload_grade_a_above.value(),
            b_from: self.figures.workload_grade_b_from.value(),
            c_from: self.figures.workload_grade_c_from.value(),
            d_from: self.figures.workload_grade_d_from.value(),
        }
    }

    /// The grades of the satisfaction index.
    pub fn satisfaction_grades(&self) -> SatisfactionGrades {
        SatisfactionGrades {
            a_from: self.figures.satisfaction_grade_a_from.value(),
            b_from: self.figures.satisfaction_grade_b_from.value(),
            c_from: self.figures.satisfaction_grade_c_from.value(),
        }
    }

    /// The satisfaction index of a survey with as many elements as the regulation has, its weights
    /// rounded as the regulation says: the sum of answers for each element, and the respondents.
    ///
    /// # Errors
    /// [`RegulationError::Survey`] for another number of elements, or impossible answers.
    pub fn satisfaction_index(
        &self,
        totals: &[u64],
        respondents: u64,
    ) -> Result<SatisfactionIndex, RegulationError> {
        let elements = self.figures.satisfaction_elements.value();
        if totals.len() != elements as usize {
            return Err(RegulationError::Survey {
                problem: format!("{} elements", totals.len()),
                expected: format!("{elements}"),
            });
        }
        let weights = self.figures.satisfaction_weights.value();
        skm_index(totals, respondents, weights)
    }

    /// Training hours as minutes of work, rounded down to hundredths of a minute.
    pub fn minutes_of(&self, hours: Hours) -> Minutes {
        let per_hour = u64::from(self.figures.minutes_per_training_hour.value().hundredths());
        let product = u64::from(hours.hundredths()) * per_hour;
        Minutes::from_hundredths(u32::try_from(product / 100).unwrap_or(u32::MAX))
    }

    /// The holidays and joint leave that are known, by day.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// The decree that a year's holidays come from, and how well they are known; `None` for a year
    /// without a decree.
    pub fn holidays_source(&self, year: i32) -> Option<(&'static str, Certainty)> {
        DECREES
            .iter()
            .find(|decree| decree.year == year)
            .map(|decree| (decree.source, decree.certainty))
    }

    /// The holidays as rows: date, name, kind, source, certainty.
    pub fn holiday_rows(&self) -> Table {
        let sources = |day: &Holiday| self.holidays_source(day.date.year());
        let days = &self.holidays;
        Table::new(
            "holidays",
            vec![
                Column::days("date", days.iter().map(|day| Some(day.date))),
                Column::texts("name", days.iter().map(|day| day.name.clone())),
                Column::texts("kind", days.iter().map(|day| day.kind.id())),
                Column::optional_texts(
                    "source",
                    days.iter()
                        .map(|day| sources(day).map(|(text, _)| text.to_owned())),
                ),
                Column::optional_texts(
                    "certainty",
                    days.iter()
                        .map(|day| sources(day).map(|(_, known)| known.id().to_owned())),
                ),
            ],
        )
    }
}

fn level_of(class: &BuiltIn) -> Figure<Level> {
    Figure::new(
        Level::whole(class.level),
        "level",
        class.level_source(),
        class.level_certainty,
    )
}

fn age_of(class: &BuiltIn) -> Figure<u32> {
    Figure::new(
        class.retirement_age,
        "years of age",
        class.retirement_source(),
        class.retirement_certainty(),
    )
}
