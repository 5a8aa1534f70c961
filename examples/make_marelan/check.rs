//! Whether the tables fit together. The program writes nothing when they do not.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::competencies::{BUILT_IN, CLASS_LEVELS};
use crate::table::{Record, Table, thousandths};

/// Header and key columns of every table of the format.
const FORMAT: [(&str, &str, &str); 19] = [
    ("competencies", "id,name,kind,top_level,description", "id"),
    ("indicators", "competency,level,text", "competency,level"),
    ("units", "id,name,parent,minimum_on_duty", "id"),
    ("posts", "id,name,class", "id"),
    (
        "requirements",
        "post,competency,level,importance",
        "post,competency",
    ),
    (
        "people",
        "id,unit,post,status,retires_on,contract_until,hours_this_year,next_post",
        "id",
    ),
    (
        "assessments",
        "person,competency,level,date,source,standard_error",
        "person,competency,date,source",
    ),
    ("services", "id,name,unit,norm_minutes", "id"),
    ("volumes", "service,month,count", "service,month"),
    (
        "service_competencies",
        "service,competency,level",
        "service,competency",
    ),
    (
        "allowances",
        "unit,name,kind,share,minutes_per_year,people",
        "unit,name",
    ),
    (
        "certificates",
        "person,competency,level,expires",
        "person,competency",
    ),
    (
        "providers",
        "id,name,kind,from,until,sessions_at_once,cost_share",
        "id",
    ),
    (
        "programmes",
        "id,name,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat,sessions_per_phase,venue",
        "id",
    ),
    (
        "effects",
        "programme,competency,gain,gain_sd,from_level,up_to_level",
        "programme,competency",
    ),
    ("prerequisites", "programme,requires", "programme,requires"),
    (
        "absences",
        "unit,person,provider,from,until,reason",
        "unit,person,provider,from",
    ),
    ("holidays", "date,name,kind", "date"),
    (
        "surveys",
        "service,programme,kirkpatrick,date,form,element,answer",
        "service,programme,date,form,element",
    ),
];

/// Columns that name a row of another table.
const REFERENCES: [(&str, &str, &str); 26] = [
    ("indicators", "competency", "competencies"),
    ("units", "parent", "units"),
    ("requirements", "post", "posts"),
    ("requirements", "competency", "competencies"),
    ("people", "unit", "units"),
    ("people", "post", "posts"),
    ("people", "next_post", "posts"),
    ("assessments", "person", "people"),
    ("assessments", "competency", "competencies"),
    ("services", "unit", "units"),
    ("volumes", "service", "services"),
    ("service_competencies", "service", "services"),
    ("service_competencies", "competency", "competencies"),
    ("allowances", "unit", "units"),
    ("certificates", "person", "people"),
    ("certificates", "competency", "competencies"),
    ("programmes", "provider", "providers"),
    ("effects", "programme", "programmes"),
    ("effects", "competency", "competencies"),
    ("prerequisites", "programme", "programmes"),
    ("prerequisites", "requires", "programmes"),
    ("absences", "unit", "units"),
    ("absences", "person", "people"),
    ("absences", "provider", "providers"),
    ("surveys", "service", "services"),
    ("surveys", "programme", "programmes"),
];

/// Words that a column may hold.
const WORDS: [(&str, &str, &str); 5] = [
    ("competencies", "kind", "managerial,sociocultural,technical"),
    ("people", "status", "PNS,PPPK"),
    ("allowances", "kind", "category,individual"),
    (
        "providers",
        "kind",
        "university,training_body,private_sector,own_agency,community",
    ),
    (
        "programmes",
        "form",
        "training,seminar,workshop,bimtek,internship,coaching,mentoring,e_learning,secondment,benchmarking,community_of_practice",
    ),
];

/// Columns that hold a level from 0 to 5, and columns that hold a date.
const LEVELS: &str = "level,from_level,up_to_level";
const DATES: &str = "date,from,until,retires_on,contract_until,expires";
/// Columns that hold a whole number from 0 on.
const COUNTS: &str = "minimum_on_duty,hours_this_year,norm_minutes,count,sessions_at_once,hours,days,\
    class_min,class_max,cost_per_session,cost_per_seat,sessions_per_phase,minutes_per_year,people";

/// Everything that is wrong, one line per fault; empty when the case is consistent.
pub(crate) fn faults(tables: &[Table]) -> Vec<String> {
    let mut faults = Faults::default();
    let by_name: BTreeMap<&str, &Table> = tables.iter().map(|table| (table.name, table)).collect();
    for (name, header, key) in FORMAT {
        match by_name.get(name) {
            None => faults.add(name, "is missing"),
            Some(table) if table.header.join(",") != header => {
                faults.add(name, "has another header")
            }
            Some(table) => rows_alone(table, key, &mut faults),
        }
    }
    // What follows reads columns by name, so it needs the headers to be right.
    if faults.0.is_empty() {
        together(&Rows(&by_name), &mut faults);
    }
    faults.0
}

#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, place: &str, what: impl std::fmt::Display) {
        self.0.push(format!("{place}: {what}"));
    }

    fn unless(&mut self, fine: bool, place: &str, what: impl std::fmt::Display) {
        if !fine {
            self.add(place, what);
        }
    }
}

/// Row widths, keys, dates, levels and numbers.
fn rows_alone(table: &Table, key: &str, faults: &mut Faults) {
    faults.unless(!table.rows.is_empty(), table.name, "is empty");
    let mut seen = BTreeSet::new();
    for (record, row) in table.records().zip(&table.rows) {
        let place = format!("{} {row:?}", table.name);
        faults.unless(row.len() == table.header.len(), &place, "has another width");
        let key: Vec<&str> = key.split(',').map(|column| record.get(column)).collect();
        faults.unless(seen.insert(key), &place, "is there twice");
        for column in &table.header {
            let cell = record.get(column);
            let known = |list: &str| list.split(',').any(|name| name.trim() == column.as_str());
            let fine = cell.is_empty()
                || if known(LEVELS) {
                    thousandths(cell).is_some_and(|level| level <= 5000)
                } else if known(DATES) {
                    date(cell).is_some()
                } else {
                    !known(COUNTS) || cell.parse::<u32>().is_ok()
                };
            faults.unless(fine, &place, format_args!("{column} is not valid"));
        }
    }
}

/// The rows of all tables, by the table's name.
struct Rows<'a>(&'a BTreeMap<&'a str, &'a Table>);

impl<'a> Rows<'a> {
    fn of(&self, name: &str) -> impl Iterator<Item = Record<'a>> + use<'a> {
        self.0
            .get(name)
            .copied()
            .into_iter()
            .flat_map(Table::records)
    }
}

fn together(rows: &Rows<'_>, faults: &mut Faults) {
    references_and_words(rows, faults);
    office(rows, faults);
    volumes(rows, faults);
    periods(rows, faults);
    catalogue(rows, faults);
}

fn references_and_words(rows: &Rows<'_>, faults: &mut Faults) {
    for (name, column, target) in REFERENCES {
        let mut known: BTreeSet<&str> = rows.of(target).map(|row| row.get("id")).collect();
        if target == "competencies" {
            known.extend(BUILT_IN.iter().map(|(id, _, _)| *id));
        }
        // An empty cell is allowed where a row need not point anywhere.
        if ["absences", "surveys"].contains(&name) || ["parent", "next_post"].contains(&column) {
            known.insert("");
        }
        for row in rows.of(name) {
            let cell = row.get(column);
            faults.unless(
                known.contains(cell),
                name,
                format_args!("{column} {cell} is not known"),
            );
        }
    }
    for (name, column, words) in WORDS {
        for row in rows.of(name) {
            let cell = row.get(column);
            let fine = words.split(',').any(|word| word == cell);
            faults.unless(
                fine,
                name,
                format_args!("{column} {cell} is not a word of the format"),
            );
        }
    }
}

/// Units, posts, people and what is known about them.
fn office(rows: &Rows<'_>, faults: &mut Faults) {
    acyclic(
        "units",
        rows.of("units")
            .map(|row| (row.get("id"), row.get("parent"))),
        faults,
    );
    for post in rows.of("posts") {
        let class = post.get("class");
        let fine = CLASS_LEVELS.iter().any(|(known, _)| *known == class);
        faults.unless(fine, "posts", format_args!("class {class} has no level"));
    }
    for unit in rows.of("units") {
        let staff = rows
            .of("people")
            .filter(|person| person.get("unit") == unit.get("id"))
            .count();
        let minimum = number(unit, "minimum_on_duty") as usize;
        faults.unless(minimum < staff, unit.get("id"), "cannot spare anybody");
    }
    for person in rows.of("people") {
        let pppk = person.get("status") == "PPPK";
        let fine = pppk != person.get("contract_until").is_empty();
        faults.unless(
            fine,
            person.get("id"),
            "a contract belongs to PPPK and only to them",
        );
        let fine = date(person.get("retires_on")) > NaiveDate::from_ymd_opt(2026, 1, 5);
        faults.unless(fine, person.get("id"), "retires before the plan starts");
    }
    for assessment in rows.of("assessments") {
        let year = assessment.get("date").get(..4).unwrap_or_default();
        let fine = ["2024", "2025"].contains(&year);
        faults.unless(
            fine,
            "assessments",
            format_args!("{year} is outside 2024 to 2025"),
        );
    }
}

/// Every service has every month of the three years, in order.
fn volumes(rows: &Rows<'_>, faults: &mut Faults) {
    let all: Vec<String> = (0..36)
        .map(|month| format!("{}-{:02}", 2023 + month / 12, month % 12 + 1))
        .collect();
    for service in rows.of("services") {
        let id = service.get("id");
        let own = rows.of("volumes").filter(|row| row.get("service") == id);
        let fine = own
            .map(|row| row.get("month"))
            .eq(all.iter().map(String::as_str));
        faults.unless(fine, id, "its months are not 2023-01 to 2025-12 in order");
    }
}

/// Agreements and absences.
fn periods(rows: &Rows<'_>, faults: &mut Faults) {
    for row in rows.of("providers").chain(rows.of("absences")) {
        let (from, until) = (date(row.get("from")), date(row.get("until")));
        faults.unless(
            from <= until,
            "period",
            format_args!("ends before {}", row.get("from")),
        );
    }
    for absence in rows.of("absences") {
        let cells = ["unit", "person", "provider"].map(|column| absence.get(column));
        let fine = cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        faults.unless(
            fine,
            "absences",
            "exactly one of unit, person and provider is filled",
        );
    }
}

/// Programmes, their effects and prerequisites.
fn catalogue(rows: &Rows<'_>, faults: &mut Faults) {
    acyclic(
        "prerequisites",
        rows.of("prerequisites")
            .map(|row| (row.get("programme"), row.get("requires"))),
        faults,
    );
    for programme in rows.of("programmes") {
        let id = programme.get("id");
        let (least, most) = (
            number(programme, "class_min"),
            number(programme, "class_max"),
        );
        faults.unless(
            1 <= least && least <= most,
            id,
            "its class sizes do not fit",
        );
        // A day of 7 h 30 min has ten JP of 45 minutes.
        let (hours, days) = (number(programme, "hours"), number(programme, "days"));
        let fine = 1 <= hours && u64::from(hours) <= 10 * u64::from(days);
        faults.unless(fine, id, "its hours do not fit its days");
    }
    for effect in rows.of("effects") {
        let place = format!(
            "effects {} {}",
            effect.get("programme"),
            effect.get("competency")
        );
        let level = |column| thousandths(effect.get(column));
        faults.unless(
            level("from_level") < level("up_to_level"),
            &place,
            "lifts nobody",
        );
        let fine = level("gain").is_some_and(|gain| (300..=1200).contains(&gain));
        faults.unless(fine, &place, "its gain is outside 0.3 to 1.2 levels");
    }
    for requirement in rows.of("requirements") {
        let competency = requirement.get("competency");
        let level = thousandths(requirement.get("level"));
        let mut own = rows
            .of("effects")
            .filter(|effect| effect.get("competency") == competency);
        let reached = own.any(|effect| thousandths(effect.get("up_to_level")) >= level);
        let place = format!("{} {competency}", requirement.get("post"));
        faults.unless(reached, &place, "no programme reaches the required level");
    }
}

/// Every walk along `edges` ends.
fn acyclic<'a>(place: &str, edges: impl Iterator<Item = (&'a str, &'a str)>, faults: &mut Faults) {
    let mut left: BTreeSet<(&str, &str)> = edges.filter(|(_, to)| !to.is_empty()).collect();
    loop {
        // An edge to where no edge starts is not part of a cycle.
        let starts: BTreeSet<&str> = left.iter().map(|(from, _)| *from).collect();
        let before = left.len();
        left.retain(|(_, to)| starts.contains(to));
        if left.len() == before {
            break;
        }
    }
    faults.unless(
        left.is_empty(),
        place,
        format_args!("a cycle among {left:?}"),
    );
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// A whole number; 0 for an empty cell, and what is no number was reported with its row.
fn number(record: Record<'_>, column: &str) -> u32 {
    record.get(column).parse().unwrap_or(0)
}
