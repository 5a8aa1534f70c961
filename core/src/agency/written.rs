//! Facts as tables, for people and for files.

use sha2::{Digest, Sha256};

use super::{Agency, settings_file, tables, written_bookables, written_series};
use crate::calendar::Absentee;
use crate::outcome::OutcomeGroup;
use crate::words::id::{Index, PersonIndex};
use crate::words::measure::{Level, Minutes};
use crate::words::table::{Column, Table};

impl Agency {
    /// The names of the tables of facts.
    pub const TABLES: &'static [&'static str] = &[
        "competencies",
        "indicators",
        "units",
        "posts",
        "requirements",
        "people",
        "assessments",
        "services",
        "volumes",
        "service_competencies",
        "allowances",
        "certificates",
        "performances",
        "providers",
        "programmes",
        "effects",
        "prerequisites",
        "rooms",
        "trainers",
        "absences",
        "holidays",
        "outcomes",
        "surveys",
        "phases",
    ];

    /// A table of facts as people may see it: employee numbers are replaced by pseudonyms.
    /// `None` for a name that is not in [`Agency::TABLES`].
    pub fn table(&self, name: &str) -> Option<Table> {
        self.table_with(name, &|person| self.people.label(person), false)
    }

    /// The files of the agency's folder, names and texts, always in the same form. They hold the
    /// ids of people as they were given.
    pub fn to_files(&self) -> Vec<(String, String)> {
        let mut files = vec![(settings_file::FILE.to_owned(), settings_file::write(self))];
        for layout in tables::ALL
            .iter()
            .filter(|layout| !layout.columns.is_empty())
        {
            let raw = |person: PersonIndex| self.people.ids().name(person).to_owned();
            if let Some(table) = self.table_with(layout.name, &raw, true) {
                // A table without rows says nothing, but without holidays.csv the preset's
                // holidays would come back.
                if table.rows() > 0 || layout.needed || layout.name == "holidays" {
                    files.push((layout.file.to_owned(), table.to_csv()));
                }
            }
        }
        files
    }

    /// The fingerprint of the facts: SHA-256 over the files of [`Agency::to_files`], as 64
    /// hexadecimal digits. It does not depend on how the facts were written when they were read.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (name, text) in self.to_files() {
            // Lengths keep two files apart however their texts end.
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    fn table_with(
        &self,
        name: &str,
        person: &dyn Fn(PersonIndex) -> String,
        is_raw: bool,
    ) -> Option<Table> {
        let columns = match name {
            "competencies" | "indicators" => self.framework_columns(name),
            "units" | "posts" | "requirements" => self.post_columns(name),
            "people" | "assessments" => self.people_columns(name, person),
            "services" | "volumes" | "service_competencies" => self.service_columns(name),
            "providers" | "programmes" | "effects" | "prerequisites" => {
                self.catalogue_columns(name)
            }
            "rooms" => written_bookables::columns(self, &self.rooms, "seats", is_raw),
            "trainers" => {
                written_bookables::columns(self, &self.trainers, "people_at_most", is_raw)
            }
            "allowances" => self.allowance_columns(),
            "certificates" => self.certificate_columns(person),
            "performances" => self.performance_columns(person),
            "absences" | "holidays" | "phases" => self.time_columns(name, person, is_raw),
            "outcomes" => self.outcome_columns(person),
            "surveys" => self.survey_columns(),
            _ => return None,
        };
        Some(Table::new(name, columns))
    }

    fn framework_columns(&self, name: &str) -> Vec<Column> {
        let framework = &self.framework;
        if name == "indicators" {
            let rows: Vec<_> = framework.added_indicators().collect();
            return vec![
                Column::texts("competency", rows.iter().map(|row| framework.id(row.0))),
                Column::integers("level", rows.iter().map(|row| i64::from(row.1))),
                Column::texts("text", rows.iter().map(|row| row.2)),
            ];
        }
        let added = || {
            framework
                .competencies()
                .indices()
                .filter(|&competency| !framework.is_built_in(competency))
        };
        vec![
            Column::texts("id", added().map(|c| framework.id(c))),
            Column::texts("name", added().map(|c| framework.name(c))),
            Column::texts("kind", added().map(|c| framework.kind(c).id())),
            Column::integers(
                "top_level",
                added().map(|c| i64::from(framework.top_level(c).steps() / Level::STEPS)),
            ),
            Column::optional_texts(
                "description",
                added().map(|c| framework.description(c).map(str::to_owned)),
            ),
        ]
    }

    fn post_columns(&self, name: &str) -> Vec<Column> {
        let (units, posts) = (&self.units, &self.posts);
        match name {
            "units" => vec![
                Column::texts("id", units.ids().names()),
                Column::texts("name", units.indices().map(|unit| units.name(unit))),
                Column::optional_texts(
                    "parent",
                    units
                        .indices()
                        .map(|unit| units.parent(unit).map(|p| units.id(p).to_owned())),
                ),
                Column::integers(
                    "minimum_on_duty",
                    units
                        .indices()
                        .map(|unit| i64::from(units.minimum_on_duty(unit))),
                ),
            ],
            "posts" => vec![
                Column::texts("id", posts.ids().names()),
                Column::texts("name", posts.indices().map(|post| posts.name(post))),
                Column::optional_texts(
                    "class",
                    posts.indices().map(|post| {
                        posts
                            .class(post)
                            .map(|class| self.regulation.post_classes().name(class).to_owned())
                    }),
                ),
            ],
            _ => {
                let rows: Vec<_> = posts
                    .indices()
                    .flat_map(|post| {
                        self.requirements
                            .of(post)
                            .iter()
                            .map(move |row| (post, row))
                    })
                    .collect();
                vec![
                    Column::texts("post", rows.iter().map(|(post, _)| posts.id(*post))),
                    Column::texts(
                        "competency",
                        rows.iter()
                            .map(|(_, row)| self.framework.id(row.competency)),
                    ),
                    Column::numbers("level", rows.iter().map(|(_, row)| row.level.as_f64())),
                    Column::numbers(
                        "importance",
                        rows.iter().map(|(_, row)| row.importance.as_f64()),
                    ),
                ]
            }
        }
    }

    fn people_columns(&self, name: &str, label: &dyn Fn(PersonIndex) -> String) -> Vec<Column> {
        let people = &self.people;
        let all = || people.indices();
        if name == "people" {
            return vec![
                Column::texts("id", all().map(label)),
                Column::categories(
                    "unit",
                    self.units.ids().names(),
                    all().map(|person| people.unit(person).position()),
                ),
                Column::categories(
                    "post",
                    self.posts.ids().names(),
                    all().map(|person| people.post(person).position()),
                ),
                Column::texts("status", all().map(|person| people.status(person).id())),
                Column::days("retires_on", all().map(|person| people.retires_on(person))),
                Column::days(
                    "contract_until",
                    all().map(|person| people.contract_until(person)),
                ),
                Column::numbers(
                    "hours_this_year",
                    all().map(|person| people.hours_this_year(person).as_f64()),
                ),
                Column::categories(
                    "next_post",
                    self.posts.ids().names(),
                    all().map(|p| people.next_post(p).map_or(usize::MAX, Index::position)),
                ),
            ];
        }
        let labels: Vec<String> = all().map(label).collect();
        let sources = self.assessments.sources();
        let rows: Vec<_> = all()
            .flat_map(|person| self.assessments.of(person).map(move |row| (person, row)))
            .collect();
        vec![
            Column::categories("person", labels, rows.iter().map(|row| row.0.position())),
            Column::categories(
                "competency",
                self.framework.competencies().names(),
                rows.iter().map(|row| row.1.competency.position()),
            ),
            Column::numbers("level", rows.iter().map(|row| row.1.level.as_f64())),
            Column::days("date", rows.iter().map(|row| row.1.date)),
            Column::categories(
                "source",
                sources.names(),
                rows.iter().map(|row| row.1.source.position()),
            ),
            Column::optional_numbers(
                "standard_error",
                rows.iter()
                    .map(|row| row.1.standard_error.map(Level::as_f64)),
            ),
        ]
    }

    fn service_columns(&self, name: &str) -> Vec<Column> {
        let services = &self.services;
        match name {
            "services" => vec![
                Column::texts("id", services.ids().names()),
                Column::texts(
                    "name",
                    services.indices().map(|service| services.name(service)),
                ),
                Column::texts(
                    "unit",
                    services
                        .indices()
                        .map(|service| self.units.id(services.unit(service))),
                ),
                Column::numbers(
                    "norm_minutes",
                    services
                        .indices()
                        .map(|service| services.norm_time(service).as_f64()),
                ),
            ],
            "volumes" => {
                let rows: Vec<_> = services
                    .indices()
                    .flat_map(|service| self.volumes.of(service).iter().map(move |v| (service, v)))
                    .collect();
                vec![
                    Column::texts(
                        "service",
                        rows.iter().map(|(service, _)| services.id(*service)),
                    ),
                    Column::texts("month", rows.iter().map(|(_, row)| row.month.to_string())),
                    Column::optional_integers(
                        "count",
                        rows.iter()
                            .map(|(_, row)| row.count.and_then(|n| i64::try_from(n).ok())),
                    ),
                    Column::optional_numbers(
                        "minutes",
                        rows.iter().map(|(_, row)| row.time.map(Minutes::as_f64)),
                    ),
                ]
            }
            _ => {
                let rows: Vec<_> = services
                    .indices()
                    .flat_map(|s| services.competencies(s).iter().map(move |row| (s, row)))
                    .collect();
                vec![
                    Column::texts(
                        "service",
                        rows.iter().map(|(service, _)| services.id(*service)),
                    ),
                    Column::texts(
                        "competency",
                        rows.iter()
                            .map(|(_, row)| self.framework.id(row.competency)),
                    ),
                    Column::numbers("level", rows.iter().map(|(_, row)| row.level.as_f64())),
                ]
            }
        }
    }

    fn catalogue_columns(&self, name: &str) -> Vec<Column> {
        let (providers, programmes) = (&self.providers, &self.programmes);
        let each = || programmes.indices();
        match name {
            "providers" => vec![
                Column::texts("id", providers.ids().names()),
                Column::texts("name", providers.indices().map(|p| providers.name(p))),
                Column::texts("kind", providers.indices().map(|p| providers.kind(p).id())),
                Column::days(
                    "from",
                    providers.indices().map(|p| providers.agreement(p).from),
                ),
                Column::days(
                    "until",
                    providers.indices().map(|p| providers.agreement(p).until),
                ),
                Column::optional_integers(
                    "sessions_at_once",
                    providers
                        .indices()
                        .map(|p| providers.sessions_at_once(p).map(i64::from)),
                ),
                Column::numbers(
                    "cost_share",
                    providers
                        .indices()
                        .map(|p| providers.cost_share(p).as_f64()),
                ),
            ],
            "programmes" => vec![
                Column::texts("id", programmes.ids().names()),
                Column::texts("name", each().map(|p| programmes.name(p))),
                Column::texts("form", each().map(|p| programmes.form(p).id())),
                Column::texts(
                    "provider",
                    each().map(|p| providers.id(programmes.provider(p))),
                ),
                Column::numbers("hours", each().map(|p| programmes.hours(p).as_f64())),
                Column::integers("days", each().map(|p| i64::from(programmes.days(p)))),
                Column::integers(
                    "class_min",
                    each().map(|p| i64::from(programmes.class_min(p))),
                ),
                Column::integers(
                    "class_max",
                    each().map(|p| i64::from(programmes.class_max(p))),
                ),
                Column::integers(
                    "cost_per_session",
                    each().map(|p| programmes.cost_per_session(p).amount()),
                ),
                Column::integers(
                    "cost_per_seat",
                    each().map(|p| programmes.cost_per_seat(p).amount()),
                ),
                Column::optional_integers(
                    "sessions_per_phase",
                    each().map(|p| programmes.sessions_per_phase(p).map(i64::from)),
                ),
                Column::optional_texts(
                    "venue",
                    each().map(|p| programmes.venue(p).map(str::to_owned)),
                ),
            ]
            .into_iter()
            .chain(written_series::columns(programmes))
            .collect(),
            "effects" => {
                let rows: Vec<_> = each()
                    .flat_map(|p| programmes.effects(p).iter().map(move |effect| (p, effect)))
                    .collect();
                let levels = |name: &str, level: fn(&crate::catalogue::Effect) -> Level| {
                    Column::numbers(name, rows.iter().map(|(_, row)| level(row).as_f64()))
                };
                vec![
                    Column::texts("programme", rows.iter().map(|(p, _)| programmes.id(*p))),
                    Column::texts(
                        "competency",
                        rows.iter()
                            .map(|(_, row)| self.framework.id(row.competency)),
                    ),
                    levels("gain", |row| row.gain),
                    levels("gain_sd", |row| row.gain_deviation),
                    levels("from_level", |row| row.from_level),
                    levels("up_to_level", |row| row.up_to_level),
                ]
            }
            _ => {
                let rows: Vec<_> = each()
                    .flat_map(|p| {
                        programmes
                            .prerequisites(p)
                            .iter()
                            .map(move |&other| (p, other))
                    })
                    .collect();
                vec![
                    Column::texts("programme", rows.iter().map(|row| programmes.id(row.0))),
                    Column::texts("requires", rows.iter().map(|row| programmes.id(row.1))),
                ]
            }
        }
    }

    fn time_columns(
        &self,
        name: &str,
        person: &dyn Fn(PersonIndex) -> String,
        is_raw: bool,
    ) -> Vec<Column> {
        match name {
            "phases" => {
                let phases = &self.phases;
                vec![
                    Column::texts("id", phases.ids().names()),
                    Column::texts("name", phases.indices().map(|phase| phases.name(phase))),
                    Column::days(
                        "from",
                        phases.indices().map(|phase| Some(phases.from(phase))),
                    ),
                    Column::days(
                        "until",
                        phases.indices().map(|phase| Some(phases.until(phase))),
                    ),
                    Column::integers(
                        "budget",
                        phases.indices().map(|phase| phases.budget(phase).amount()),
                    ),
                ]
            }
            "holidays" => {
                let days = self.calendar.holidays();
                vec![
                    Column::days("date", days.iter().map(|day| Some(day.date))),
                    Column::texts("name", days.iter().map(|day| day.name.as_str())),
                    Column::texts("kind", days.iter().map(|day| day.kind.id())),
                ]
            }
            _ => {
                let rows = || self.absences.rows();
                let of = |name: &str, id: &dyn Fn(Absentee) -> Option<String>| {
                    Column::optional_texts(name, rows().map(|row| id(row.0)))
                };
                vec![
                    of("unit", &|absentee| match absentee {
                        Absentee::Unit(unit) => Some(self.units.id(unit).to_owned()),
                        _ => None,
                    }),
                    of("person", &|absentee| match absentee {
                        Absentee::Person(index) => Some(person(index)),
                        _ => None,
                    }),
                    of("provider", &|absentee| match absentee {
                        Absentee::Provider(index) => Some(self.providers.id(index).to_owned()),
                        _ => None,
                    }),
                    Column::days("from", rows().map(|row| row.1.from)),
                    Column::days("until", rows().map(|row| row.1.until)),
                    Column::texts("reason", rows().map(|row| row.2)),
                ]
                .into_iter()
                .chain(written_bookables::absentees(self, is_raw))
                .collect()
            }
        }
    }

    fn outcome_columns(&self, person: &dyn Fn(PersonIndex) -> String) -> Vec<Column> {
        let outcomes = &self.outcomes;
        let rows: Vec<_> = outcomes.iter().collect();
        vec![
            Column::texts(
                "programme",
                rows.iter().map(|row| self.programmes.id(row.programme)),
            ),
            Column::optional_texts(
                "session",
                (0..outcomes.len()).map(|row| outcomes.session(row).map(str::to_owned)),
            ),
            Column::optional_texts("person", rows.iter().map(|row| row.person.map(person))),
            Column::texts(
                "measure",
                rows.iter().map(|row| outcomes.measures().name(row.measure)),
            ),
            Column::integers(
                "kirkpatrick",
                rows.iter().map(|row| i64::from(row.kirkpatrick.number())),
            ),
            Column::optional_numbers("before", rows.iter().map(|row| row.before)),
            Column::optional_numbers("after", rows.iter().map(|row| row.after)),
            Column::days("date", rows.iter().map(|row| row.date)),
            Column::texts(
                "group",
                rows.iter().map(|row| match row.group {
                    OutcomeGroup::Attended => "attended",
                    OutcomeGroup::Comparison => "comparison",
                    OutcomeGroup::NotStated => "",
                }),
            ),
        ]
    }
}
