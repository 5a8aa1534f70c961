//! Small made-up agencies as plain values, with the rules of needs and evidence once more in their
//! plainest form, against which the library is compared.
// Each test file uses its own part.
#![allow(dead_code)]

use std::fmt::Write;

use mahir::Agency;
use mahir::gap::{EvidenceChoice, Gaps};
use mahir::need::{NeedSources, Needs};
use mahir::words::id::PersonIndex;
use mahir::words::measure::{Date, parse_date};
use proptest::prelude::*;

/// An agency from tables in memory, without the built-in framework.
pub(crate) fn agency(tables: &[(&str, &str)]) -> Agency {
    build("name = \"Test\"\n", tables)
}

/// An agency from tables in memory, with the nine built-in competencies.
pub(crate) fn built_in(tables: &[(&str, &str)]) -> Agency {
    build("name = \"Test\"\nframework = \"indonesia\"\n", tables)
}

fn build(settings: &str, tables: &[(&str, &str)]) -> Agency {
    let builder = Agency::builder().settings(settings);
    tables
        .iter()
        .fold(builder, |builder, (name, text)| builder.csv(name, *text))
        .build()
        .unwrap_or_else(|faults| panic!("{faults}"))
}

/// Person (as a place among the people), competency, level, day of August 2025, source, error.
pub(crate) type Assessed = (usize, usize, u32, u32, &'static str, Option<u32>);

/// Three units, posts and competencies; levels and errors in hundredths of a level.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// Number, unit, post, next post, and whether the person left last year.
    pub(crate) people: Vec<(usize, usize, usize, Option<usize>, bool)>,
    /// Level (0: not required) and importance by post, then competency.
    pub(crate) required: Vec<Vec<(u32, u32)>>,
    /// In any order.
    pub(crate) assessments: Vec<Assessed>,
    /// The factor of the second competency's priority, in tenths.
    pub(crate) priority: Option<u32>,
}

const COMPETENCIES: [&str; 3] = ["C0", "C1", "C2"];

/// Any small agency.
pub(crate) fn made() -> impl Strategy<Value = Made> {
    let people = proptest::collection::vec(
        (
            0_usize..3,
            0_usize..3,
            proptest::option::weighted(0.3, 0_usize..3),
            proptest::bool::weighted(0.1),
        ),
        1..12,
    );
    let cell = (prop_oneof![Just(0_u32), 1_u32..501, Just(300)], 1_u32..6);
    let required = proptest::collection::vec(proptest::collection::vec(cell, 3), 3);
    let source = prop_oneof![Just("centre"), Just("self")];
    let assessment = (
        0_usize..12,
        0_usize..3,
        0_u32..501,
        1_u32..5,
        source,
        proptest::option::of(1_u32..200),
    );
    let assessments = proptest::collection::vec(assessment, 0..60);
    (
        people,
        required,
        assessments,
        proptest::option::of(1_u32..40),
    )
        .prop_map(|(people, required, assessments, priority)| {
            let count = people.len();
            Made {
                people: people
                    .into_iter()
                    .enumerate()
                    .map(|(number, (unit, post, next, left))| (number, unit, post, next, left))
                    .collect(),
                required,
                assessments: assessments
                    .into_iter()
                    .filter(|row| row.0 < count)
                    .collect(),
                priority,
            }
        })
}

impl Made {
    /// More people than one task of the library has; some of them are not assessed.
    pub(crate) fn large() -> Self {
        let people = 9_000;
        Self {
            people: (0..people)
                .map(|p| {
                    (
                        p,
                        p * 7 % 3,
                        p * 5 % 3,
                        (p % 11 == 0).then_some(p % 3),
                        p % 97 == 0,
                    )
                })
                .collect(),
            required: (0..3)
                .map(|p| {
                    (0..3)
                        .map(|c| (100 + 50 * (p + c), 1 + (p + c) % 5))
                        .collect()
                })
                .collect(),
            assessments: (0..people)
                .flat_map(|p| (0..3).map(move |c| (p, c)))
                .filter(|(p, c)| (p + c) % 5 != 0)
                .map(|(p, c)| {
                    (
                        p,
                        c,
                        ((p * 37 + c * 11) % 500) as u32,
                        1,
                        "centre",
                        Some(30),
                    )
                })
                .collect(),
            priority: Some(15),
        }
    }

    /// The same people in another order.
    pub(crate) fn shuffled(&self, seed: u64) -> Self {
        let mut order: Vec<usize> = (0..self.people.len()).collect();
        let mut state = seed;
        for place in (1..order.len()).rev() {
            // Knuth's linear congruential generator is random enough for an order.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(place, (state >> 33) as usize % (place + 1));
        }
        let place = |person: usize| order.iter().position(|&old| old == person).unwrap();
        let assessments = self
            .assessments
            .iter()
            .map(|row| (place(row.0), row.1, row.2, row.3, row.4, row.5));
        Self {
            people: order.iter().map(|&old| self.people[old]).collect(),
            assessments: assessments.rev().collect(),
            ..self.clone()
        }
    }

    /// The agency as the library reads it.
    pub(crate) fn agency(&self) -> Agency {
        let mut people = "id,unit,post,status,next_post,retires_on\n".to_owned();
        for &(number, unit, post, next, left) in &self.people {
            let next = next.map_or(String::new(), |next| format!("J{next}"));
            let retires = if left { "2025-12-01" } else { "" };
            writeln!(people, "P{number},U{unit},J{post},PNS,{next},{retires}").unwrap();
        }
        let mut required = "post,competency,level,importance\n".to_owned();
        for (post, row) in self.required.iter().enumerate() {
            for (competency, (level, importance)) in COMPETENCIES.iter().zip(row) {
                if *level > 0 {
                    let level = hundredths(*level);
                    writeln!(required, "J{post},{competency},{level},{importance}").unwrap();
                }
            }
        }
        let mut assessments = "person,competency,level,date,source,standard_error\n".to_owned();
        for &(person, competency, level, day, source, error) in &self.assessments {
            let (number, level) = (self.people[person].0, hundredths(level));
            let error = error.map(hundredths).unwrap_or_default();
            let competency = COMPETENCIES[competency];
            writeln!(
                assessments,
                "P{number},{competency},{level},2025-08-{day:02},{source},{error}"
            )
            .unwrap();
        }
        let mut settings = "name = \"Test\"\n".to_owned();
        if let Some(tenths) = self.priority {
            let factor = f64::from(tenths) / 10.0;
            write!(
                settings,
                "[[priorities]]\ncompetency = \"C1\"\nweight = {factor:.1}\nreason = \"x\"\n"
            )
            .unwrap();
        }
        build(
            &settings,
            &[
                (
                    "competencies",
                    "id,name,kind,top_level\nC0,A,technical,5\nC1,B,technical,5\nC2,C,technical,5\n",
                ),
                ("units", "id,name,parent\nU0,U0,\nU1,U1,U0\nU2,U2,U1\n"),
                ("posts", "id,name\nJ0,J0\nJ1,J1\nJ2,J2\n"),
                ("requirements", &required),
                ("people", &people),
                ("assessments", &assessments),
            ],
        )
    }

    /// The level that the person's post requires, in steps; `None` if it asks nothing.
    pub(crate) fn standard(&self, person: usize, competency: usize) -> Option<u16> {
        let (level, _) = self.required[self.people[person].2][competency];
        (level > 0).then(|| u16::try_from(level * 3).unwrap())
    }

    /// Competency, level in steps, weight in thousandths and sources of a person's needs.
    pub(crate) fn needs_of(&self, person: usize) -> Vec<(usize, u16, u32, NeedSources)> {
        let (_, _, post, next, left) = self.people[person];
        let mut needs = Vec::new();
        for competency in (0..3).filter(|_| !left) {
            let (own, importance) = self.required[post][competency];
            let (more, later) = next.map_or((0, 0), |next| self.required[next][competency]);
            let mut sources = NeedSources::default();
            let mut weight = 0.0_f64;
            if own > 0 {
                sources = sources.and(NeedSources::STANDARD);
                weight = (f64::from(importance) / 3.0 * 1e3).round();
            }
            if more > own {
                sources = sources.and(NeedSources::NEXT_POST);
                weight = weight.max(((f64::from(later) / 3.0 * 1e3).round() / 2.0).floor());
            }
            if own.max(more) == 0 {
                continue;
            }
            if let Some(tenths) = self.priority.filter(|_| competency == 1) {
                sources = sources.and(NeedSources::PRIORITY);
                weight = (weight * f64::from(tenths) / 10.0).round();
            }
            needs.push((
                competency,
                (own.max(more) * 3) as u16,
                weight as u32,
                sources,
            ));
        }
        needs
    }

    /// The level and its standard error by a rule of evidence, in steps, not rounded.
    pub(crate) fn held(
        &self,
        person: usize,
        competency: usize,
        choose: EvidenceChoice,
    ) -> Option<(f64, f64)> {
        let rows: Vec<(f64, u32, f64)> = self
            .assessments
            .iter()
            .filter(|row| (row.0, row.1) == (person, competency))
            // An error that is not given is half a level.
            .map(|row| {
                (
                    f64::from(row.2) * 3.0,
                    row.3,
                    f64::from(row.5.unwrap_or(50)) * 3.0,
                )
            })
            .collect();
        let latest = rows.iter().map(|row| row.1).max()?;
        Some(match choose {
            EvidenceChoice::Latest => {
                let rows: Vec<_> = rows.iter().filter(|row| row.1 == latest).collect();
                let count = rows.len() as f64;
                let squares: f64 = rows.iter().map(|row| row.2 * row.2).sum();
                (
                    rows.iter().map(|row| row.0).sum::<f64>() / count,
                    squares.sqrt() / count,
                )
            }
            EvidenceChoice::Best => {
                let level = rows.iter().map(|row| row.0).fold(0.0, f64::max);
                let errors = rows.iter().filter(|row| row.0 == level).map(|row| row.2);
                (level, errors.fold(f64::INFINITY, f64::min))
            }
            EvidenceChoice::ReliabilityWeighted => {
                let weights: f64 = rows.iter().map(|row| 1.0 / (row.2 * row.2)).sum();
                let sum: f64 = rows.iter().map(|row| row.0 / (row.2 * row.2)).sum();
                (sum / weights, 1.0 / weights.sqrt())
            }
        })
    }
}

fn hundredths(number: u32) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// What is held and lacking in each of a person's rows.
pub(crate) fn person_steps(
    gaps: &Gaps,
    person: PersonIndex,
) -> Vec<(Option<u16>, u16, Option<f64>)> {
    gaps.needs()
        .rows_of(person)
        .filter_map(|row| gaps.gap(row))
        .map(|gap| {
            (
                gap.held.map(|held| held.steps()),
                gap.gap.steps(),
                gap.standard_error,
            )
        })
        .collect()
}

/// The day for which needs are found.
pub(crate) fn as_of() -> Date {
    parse_date("2026-01-05").unwrap()
}

/// The person of an id.
pub(crate) fn person(agency: &Agency, id: &str) -> PersonIndex {
    agency.people.ids().find(id).unwrap()
}

/// The row of a person and a competency.
pub(crate) fn row(needs: &Needs, id: &str, competency: &str) -> usize {
    let agency = needs.agency();
    let competency = agency.framework.competencies().find(competency).unwrap();
    needs
        .rows_of(person(agency, id))
        .find(|&row| needs.competencies()[row] == competency)
        .unwrap()
}

/// Two years of monthly volumes, each year the same in every month.
pub(crate) fn volumes(service: &str, before: u32, now: u32) -> String {
    let year = |year: u32, count: u32| {
        (1..=12)
            .map(|month| format!("{service},{year}-{month:02},{count}\n"))
            .collect::<String>()
    };
    year(2024, before) + &year(2025, now)
}

/// A counter for licences: three officers and a head, and a service that grows or shrinks.
pub(crate) fn counter(before: u32, now: u32, norm_minutes: u32) -> Agency {
    agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\nKOM,Communication,managerial,5\n",
        ),
        (
            "units",
            "id,name,parent,minimum_on_duty\nKEC,Kecamatan,,0\nPEL,Pelayanan,KEC,0\n",
        ),
        ("posts", "id,name,class\nOFF,Officer,\nHEAD,Head,\n"),
        (
            "requirements",
            "post,competency,level,importance\nOFF,REG,2,4\nHEAD,REG,2,3\n",
        ),
        (
            "people",
            "id,unit,post,status,retires_on,next_post\nA,PEL,OFF,PNS,,HEAD\nB,PEL,OFF,PNS,2026-03-01,\n\
             C,PEL,OFF,PPPK,,\nD,PEL,HEAD,PNS,,\nE,KEC,OFF,PNS,,\nF,PEL,OFF,PNS,2025-12-01,\n",
        ),
        (
            "assessments",
            "person,competency,level,date,source,standard_error\nA,REG,2,2025-07-01,self,0.5\n\
             C,REG,2.5,2025-07-01,self,0.5\nD,REG,3,2025-07-01,self,0.5\nD,REG,1,2024-07-01,self,0.5\n",
        ),
        (
            "services",
            &format!("id,name,unit,norm_minutes\nNIB,Business licences,PEL,{norm_minutes}\n"),
        ),
        (
            "volumes",
            &("service,month,count\n".to_owned() + &volumes("NIB", before, now)),
        ),
        (
            "service_competencies",
            "service,competency,level\nNIB,REG,2\nNIB,KOM,3\n",
        ),
    ])
}
