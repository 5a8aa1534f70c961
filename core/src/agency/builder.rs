//! An agency from its settings and tables: everything is read, then everything that is wrong is
//! told at once.

use std::collections::BTreeMap;

use super::AgencyError;
use super::counting::Counting;
use super::facts::{Agency, AgencyFacts};
use super::settings::Priority;
use super::settings_file::{self, Settings};
use super::source::{ColumnarSource, DelimitedSource, TableSource, table_of};
use super::tables::{self, Reading};
use crate::calendar::Holiday;
use crate::framework::FrameworkBuilder;
use crate::words::fault::{Fault, Faults};
use crate::words::table::Table;
use crate::words::watch::Watch;

/// Collects the settings and tables of an agency.
///
/// ```
/// use mahir::Agency;
///
/// let agency = Agency::builder()
///     .csv("competencies", "id,name,kind\nREG,Regulation,technical\n")
///     .csv("units", "id,name,minimum_on_duty\nYAN,Licences,0\n")
///     .csv("posts", "id,name\nLOKET,Counter\n")
///     .csv("requirements", "post,competency,level\nLOKET,REG,2\n")
///     .csv("people", "id,unit,post,status\nP1,YAN,LOKET,PNS\n")
///     .build()
///     .unwrap();
/// assert_eq!(agency.people.len(), 1);
///
/// let faults = Agency::builder().build().unwrap_err();
/// assert_eq!(faults.count(), 5); // the five tables that an agency cannot be without
/// ```
#[derive(Default)]
pub struct AgencyBuilder {
    settings: Option<String>,
    sources: BTreeMap<&'static str, Box<dyn TableSource>>,
    faults: Faults,
}

impl Agency {
    /// Starts to collect settings and tables.
    pub fn builder() -> AgencyBuilder {
        AgencyBuilder::default()
    }

    /// Reads outcomes of this agency's programmes and people that came from elsewhere.
    ///
    /// # Errors
    /// All faults of the table.
    pub fn read_outcomes(
        &self,
        source: impl TableSource + 'static,
    ) -> Result<crate::outcome::Outcomes, Faults> {
        let mut faults = Faults::new();
        let reading = Reading {
            source: Some(Box::new(source)),
            faults: &mut faults,
            counting: &Counting::new(&()),
        };
        let outcomes = tables::outcomes(reading, &self.programmes, &self.people, &self.framework);
        faults.or(outcomes)
    }

    /// The same agency with other outcomes.
    #[must_use]
    pub fn with_outcomes(&self, outcomes: crate::outcome::Outcomes) -> Self {
        Self::of(AgencyFacts {
            outcomes,
            ..(**self).clone()
        })
    }
}

impl AgencyBuilder {
    /// The text of agency.toml. Without it the agency has no phases.
    #[must_use]
    pub fn settings(mut self, toml: impl Into<String>) -> Self {
        self.settings = Some(toml.into());
        self
    }

    /// A table as delimited text; `name` with or without `.csv`.
    #[must_use]
    pub fn csv(self, name: &str, text: impl Into<Vec<u8>>) -> Self {
        let file = format!("{}.csv", table_of(name));
        self.source(DelimitedSource::from_text(&file, text))
    }

    /// A table in memory, by its name.
    #[must_use]
    pub fn table(self, table: Table) -> Self {
        self.source(ColumnarSource::new(table))
    }

    /// A table from any source, by its name.
    #[must_use]
    pub fn source(mut self, source: impl TableSource + 'static) -> Self {
        let given = table_of(source.name()).to_owned();
        match tables::find(&given) {
            Some(layout) => {
                if self.sources.insert(layout.name, Box::new(source)).is_some() {
                    let problem = "the table is given twice";
                    self.faults.push(Fault::new(
                        "duplicate_table",
                        &given,
                        problem,
                        "each table once",
                    ));
                }
            }
            None => {
                let known: Vec<&str> = Agency::TABLES.to_vec();
                let expected = format!("one of {}", known.join(", "));
                self.faults.push(Fault::new(
                    "unknown_table",
                    &given,
                    "unknown table",
                    expected,
                ));
            }
        }
        self
    }

    /// The agency, if nothing is wrong.
    ///
    /// # Errors
    /// All faults of all tables and the settings.
    pub fn build(self) -> Result<Agency, Faults> {
        match self.build_watched(&()) {
            Ok(agency) => Ok(agency),
            Err(AgencyError::Faults(faults)) => Err(faults),
            // Nobody watches, so nobody stops it, and no file is opened.
            Err(_) => Err(Faults::new()),
        }
    }

    /// The same, watched: every few thousand rows the watch is told how many were read.
    ///
    /// # Errors
    /// [`AgencyError::Faults`] with all faults of all tables and the settings, or
    /// [`AgencyError::Stopped`] when the watch stops the work.
    pub fn build_watched(self, watch: &dyn Watch) -> Result<Agency, AgencyError> {
        let Self {
            settings,
            mut sources,
            mut faults,
        } = self;
        for layout in tables::ALL.iter().filter(|layout| layout.needed) {
            if !sources.contains_key(layout.name) {
                let expected = format!("a table with the columns {}", layout.column_names());
                faults.push(Fault::new(
                    "missing_table",
                    layout.file,
                    "the table is missing",
                    expected,
                ));
            }
        }
        let settings = match settings {
            Some(text) => settings_file::read(&text, &mut faults),
            None => Settings::default(),
        };
        let counting = Counting::new(watch);
        let facts = read(settings, &mut sources, &mut faults, &counting);
        if counting.is_stopped() {
            return Err(AgencyError::Stopped);
        }
        faults.or(()).map_err(AgencyError::Faults)?;
        Ok(Agency::of(facts))
    }
}

fn read(
    settings: Settings,
    sources: &mut BTreeMap<&'static str, Box<dyn TableSource>>,
    faults: &mut Faults,
    counting: &Counting<'_>,
) -> AgencyFacts {
    let mut open = |name: &str, faults: &mut Faults, read: &mut dyn FnMut(Reading<'_>)| {
        read(Reading {
            source: sources.remove(name),
            faults,
            counting,
        });
    };
    macro_rules! table {
        ($name:literal, |$reading:ident| $read:expr) => {{
            let mut result = None;
            open($name, faults, &mut |$reading| result = Some($read));
            // The closure ran, as `open` always calls it.
            result.unwrap_or_default()
        }};
    }
    let Settings {
        mut calendar,
        built_in_framework,
        regulation,
        ..
    } = settings;
    let mut framework = if built_in_framework {
        FrameworkBuilder::indonesia()
    } else {
        FrameworkBuilder::new()
    };
    table!("competencies", |reading| tables::competencies(
        reading,
        &mut framework
    ));
    table!("indicators", |reading| tables::indicators(
        reading,
        &mut framework
    ));
    let framework = framework.build();
    let (units, unit_rows) = table!("units", |reading| tables::units(reading));
    let posts = table!("posts", |reading| tables::posts(reading, &regulation));
    let requirements = table!("requirements", |reading| tables::requirements(
        reading, &posts, &framework
    ));
    let people = table!("people", |reading| tables::people(reading, &units, &posts));
    let assessments = table!("assessments", |reading| tables::assessments(
        reading, &people, &framework
    ));
    let mut services = table!("services", |reading| tables::services(reading, &units));
    let volumes = table!("volumes", |reading| tables::volumes(reading, &services));
    table!("service_competencies", |reading| {
        tables::service_competencies(reading, &mut services, &framework)
    });
    let allowances = table!("allowances", |reading| tables::allowances(reading, &units));
    let certificates = table!("certificates", |reading| tables::certificates(
        reading, &people, &framework
    ));
    let performances = table!("performances", |reading| tables::performances(
        reading, &people, &framework
    ));
    let providers = table!("providers", |reading| tables::providers(reading));
    let mut programmes = table!("programmes", |reading| tables::programmes(
        reading, &providers
    ));
    table!("effects", |reading| tables::effects(
        reading,
        &mut programmes,
        &framework
    ));
    table!("prerequisites", |reading| tables::prerequisites(
        reading,
        &mut programmes
    ));
    let rooms = table!("rooms", |reading| tables::rooms(reading, &programmes));
    let trainers = table!("trainers", |reading| tables::trainers(reading, &programmes));
    let absences = table!("absences", |reading| tables::absences(
        reading,
        (&units, &people, &providers),
        (&rooms, &trainers)
    ));
    let holidays: Option<_> = table!("holidays", |reading| tables::holidays(reading));
    let outcomes = table!("outcomes", |reading| tables::outcomes(
        reading,
        &programmes,
        &people,
        &framework
    ));
    let surveys = table!("surveys", |reading| tables::surveys(
        reading,
        &services,
        &programmes
    ));
    tables::check_minimum_on_duty(&units, &unit_rows, &people, faults);
    let preset = || {
        regulation
            .holidays()
            .iter()
            .cloned()
            .map(|day| (day, 0))
            .collect()
    };
    let holidays: Vec<(Holiday, u64)> = holidays.unwrap_or_else(preset);
    for (holiday, row) in holidays {
        let date = holiday.date.to_string();
        if let Err(error) = calendar.holiday(holiday) {
            let fault = Fault::new(
                error.code(),
                "holidays.csv",
                error.to_string(),
                "each day once",
            );
            faults.push(fault.row(row).column("date").value(&date));
        }
    }
    let mut priorities = Vec::new();
    for (id, weight, reason) in settings.priorities {
        match framework.competencies().find(&id) {
            Some(competency) => priorities.push(Priority {
                competency,
                weight,
                reason,
            }),
            None => faults.push(
                Fault::new(
                    "unknown_id",
                    settings_file::FILE,
                    "unknown competency",
                    "an id of competencies.csv or of the built-in framework",
                )
                .column("priorities.competency")
                .value(&id),
            ),
        }
    }
    AgencyFacts {
        name: settings.name,
        framework,
        units,
        posts,
        requirements,
        people,
        assessments,
        services,
        volumes,
        allowances,
        certificates,
        performances,
        providers,
        programmes,
        rooms,
        trainers,
        calendar: calendar.build(),
        phases: settings.phases,
        absences,
        outcomes,
        surveys,
        regulation,
        budget: settings.budget,
        rules: settings.rules,
        priorities,
    }
}
