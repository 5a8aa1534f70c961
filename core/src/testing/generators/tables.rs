//! Drafts as tables.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::draft::Draft;
use crate::agency::{Agency, AgencyBuilder};
use crate::catalogue::ProgrammeForm;
use crate::words::measure::Date;

/// A day of 2026 by its number from 0; beyond 364 of the next years.
fn day(number: u16) -> String {
    let first = Date::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let day = first + chrono::TimeDelta::days(i64::from(number));
    day.to_string()
}

/// A table in the making; writing to a text does not fail.
struct Rows(String);

impl Rows {
    fn new(header: &str) -> Self {
        Self(format!("{header}\n"))
    }

    fn row(&mut self, cells: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.0, "{cells}");
    }
}

fn some<T: std::fmt::Display>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A reference, modulo what there is.
fn of(reference: usize, count: usize) -> usize {
    reference % count.max(1)
}

pub(super) fn builder(draft: &Draft) -> AgencyBuilder {
    let people = people(draft);
    let counts = staff(draft);
    let mut units = Rows::new("id,name,parent,minimum_on_duty");
    for (number, (parent, minimum)) in draft.units.iter().enumerate() {
        // A parent comes before its unit, so that there is no cycle.
        let parent = parent
            .filter(|_| number > 0)
            .map(|parent| format!("U{}", of(parent, number)));
        // No counter needs more people than its unit has.
        let minimum = (*minimum).min(counts[number]);
        units.row(format_args!(
            "U{number},Unit {number},{},{minimum}",
            some(parent)
        ));
    }
    let mut competencies = Rows::new("id,name,kind");
    for (number, kind) in draft.kinds.iter().enumerate() {
        let kind = ["managerial", "sociocultural", "technical"][usize::from(*kind) % 3];
        competencies.row(format_args!("C{number},Competency {number},{kind}"));
    }
    let mut posts = Rows::new("id,name");
    let mut requirements = Rows::new("post,competency,level,importance");
    for (number, required) in draft.posts.iter().enumerate() {
        posts.row(format_args!("J{number},Post {number}"));
        for (competency, (level, importance)) in required.iter().enumerate() {
            if *level > 0 {
                let level = f64::from(*level) / 2.0;
                requirements.row(format_args!("J{number},C{competency},{level},{importance}"));
            }
        }
    }
    let builder = Agency::builder()
        .settings(settings(draft))
        .csv("competencies", competencies.0)
        .csv("units", units.0)
        .csv("posts", posts.0)
        .csv("requirements", requirements.0)
        .csv("people", people)
        .csv("assessments", assessments(draft));
    let builder = catalogue(draft, builder);
    let builder = services(draft, builder);
    away(draft, builder)
}

fn settings(draft: &Draft) -> String {
    let mut text = "name = 'Generated'\n".to_owned();
    let _ = writeln!(text, "[budget]\ncarry_over = {}", draft.carry_over);
    if let Some(total) = draft.total {
        let _ = writeln!(text, "total = {}", u64::from(total) * 1_000_000);
    }
    let ends = [
        ("2026-01-05", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-12-31"),
    ];
    for ((number, budget), (from, until)) in draft.phases.iter().enumerate().zip(ends) {
        let budget = u64::from(*budget) * 1_000_000;
        let _ = writeln!(
            text,
            "[[phases]]\nid = 'T{number}'\nfrom = {from}\nuntil = {until}\nbudget = {budget}"
        );
    }
    if let Some((first, days)) = draft.blocked {
        let (from, until) = (day(first), day(first + days));
        let _ = writeln!(
            text,
            "[[calendar.blocked]]\nfrom = {from}\nuntil = {until}\nreason = 'x'"
        );
    }
    if let Some((competency, tenths)) = draft.priority {
        let competency = of(competency, draft.kinds.len());
        let weight = f64::from(tenths) / 10.0;
        let _ = writeln!(
            text,
            "[[priorities]]\ncompetency = 'C{competency}'\nweight = {weight:.1}\nreason = 'x'"
        );
    }
    text
}

/// How many people each unit has.
fn staff(draft: &Draft) -> Vec<u32> {
    let mut counts = vec![0; draft.units.len()];
    for person in &draft.people {
        counts[of(person.unit, draft.units.len())] += 1;
    }
    counts
}

fn people(draft: &Draft) -> String {
    let mut rows =
        Rows::new("id,unit,post,status,retires_on,contract_until,hours_this_year,next_post");
    let (units, posts) = (draft.units.len(), draft.posts.len());
    for (number, person) in draft.people.iter().enumerate() {
        let status = if person.contract.is_some() {
            "PPPK"
        } else {
            "PNS"
        };
        let next = person.next_post.map(|post| format!("J{}", of(post, posts)));
        rows.row(format_args!(
            "P{number},U{},J{},{status},{},{},{},{}",
            of(person.unit, units),
            of(person.post, posts),
            some(person.retires.map(day)),
            some(person.contract.map(day)),
            person.hours,
            some(next)
        ));
    }
    rows.0
}

fn assessments(draft: &Draft) -> String {
    let mut rows = Rows::new("person,competency,level,date,source,standard_error");
    for (number, person) in draft.people.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for &(competency, level, month, source, error) in &person.assessments {
            if !draft.features.evidence && competency >= draft.kinds.len() {
                continue;
            }
            let competency = of(competency, draft.kinds.len());
            // The same source assesses a competency once in a month.
            if !seen.insert((competency, month, source)) {
                continue;
            }
            rows.row(format_args!(
                "P{number},C{competency},{},2025-{month:02}-15,{},{}",
                f64::from(level) / 4.0,
                ["centre", "supervisor"][usize::from(source) % 2],
                some(error.map(|error| f64::from(error) / 20.0))
            ));
        }
    }
    rows.0
}

fn catalogue(draft: &Draft, builder: AgencyBuilder) -> AgencyBuilder {
    let mut providers = Rows::new("id,name,kind,from,until,sessions_at_once,cost_share");
    for (number, (until, at_once, share)) in draft.providers.iter().enumerate() {
        let until = until.map(|month| format!("2026-{month:02}-20"));
        providers.row(format_args!(
            "M{number},Partner {number},university,2025-01-01,{},{},{}",
            some(until),
            some(*at_once),
            f64::from(*share) / 100.0
        ));
    }
    let mut programmes = Rows::new(
        "id,name,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat,sessions_per_phase",
    );
    let mut effects = Rows::new("programme,competency,gain,gain_sd,from_level,up_to_level");
    let mut prerequisites = Rows::new("programme,requires");
    for (number, programme) in draft.programmes.iter().enumerate() {
        let form = ProgrammeForm::ALL[programme.form % ProgrammeForm::ALL.len()].id();
        programmes.row(format_args!(
            "B{number},Programme {number},{form},M{},{},{},{},{},{},{},{}",
            of(programme.provider, draft.providers.len()),
            programme.hours,
            programme.days,
            programme.class_min,
            u32::from(programme.class_min) + u32::from(programme.class_more),
            u64::from(programme.cost_per_session) * 100_000,
            u64::from(programme.cost_per_seat) * 100_000,
            some(programme.sessions)
        ));
        let mut seen = BTreeSet::new();
        for &(competency, gain, from, up_to) in &programme.effects {
            let competency = of(competency, draft.kinds.len());
            if seen.insert(competency) {
                effects.row(format_args!(
                    "B{number},C{competency},{},0.3,{},{}",
                    f64::from(gain) / 10.0,
                    f64::from(from.min(up_to - 1)) / 2.0,
                    f64::from(up_to) / 2.0
                ));
            }
        }
        // Only earlier programmes are required, so that there is no cycle.
        if let Some(requires) = programme.requires.filter(|_| number > 0) {
            prerequisites.row(format_args!("B{number},B{}", of(requires, number)));
        }
    }
    builder
        .csv("providers", providers.0)
        .csv("programmes", programmes.0)
        .csv("effects", effects.0)
        .csv("prerequisites", prerequisites.0)
}

fn services(draft: &Draft, builder: AgencyBuilder) -> AgencyBuilder {
    if draft.services.is_empty() {
        return builder;
    }
    let mut services = Rows::new("id,name,unit,norm_minutes");
    let mut volumes = Rows::new("service,month,count");
    let mut takes = Rows::new("service,competency,level");
    for (number, service) in draft.services.iter().enumerate() {
        let unit = of(service.unit, draft.units.len());
        services.row(format_args!(
            "L{number},Service {number},U{unit},{}",
            service.norm
        ));
        for month in 0..24_u8 {
            let (year, count) = match month < 12 {
                true => (2024, service.volumes.0),
                false => (2025, service.volumes.1),
            };
            let count = (!service.unknown.contains(&month)).then_some(count);
            volumes.row(format_args!(
                "L{number},{year}-{:02},{}",
                month % 12 + 1,
                some(count)
            ));
        }
        let mut seen = BTreeSet::new();
        for &(competency, level) in &service.competencies {
            let competency = of(competency, draft.kinds.len());
            if seen.insert(competency) {
                takes.row(format_args!("L{number},C{competency},{level}"));
            }
        }
    }
    builder
        .csv("services", services.0)
        .csv("volumes", volumes.0)
        .csv("service_competencies", takes.0)
}

fn away(draft: &Draft, builder: AgencyBuilder) -> AgencyBuilder {
    let mut absences = Rows::new("unit,person,provider,from,until,reason");
    for &(kind, which, first, days) in &draft.absences {
        let whom = match kind {
            0 if !draft.people.is_empty() => format!(",P{},", of(which, draft.people.len())),
            1 => format!("U{},,", of(which, draft.units.len())),
            2 if !draft.providers.is_empty() => format!(",,M{}", of(which, draft.providers.len())),
            _ => continue,
        };
        absences.row(format_args!(
            "{whom},{},{},x",
            day(first),
            day(first + days)
        ));
    }
    let mut holidays = Rows::new("date,name,kind");
    for &number in &draft.holidays {
        holidays.row(format_args!("{},Holiday {number},holiday", day(number)));
    }
    builder
        .csv("absences", absences.0)
        .csv("holidays", holidays.0)
}
