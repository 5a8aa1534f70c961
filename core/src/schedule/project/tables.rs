//! Projects and solutions as tables, and in a few lines.

use std::collections::BTreeMap;
use std::fmt;

use super::builder::Project;
use super::solution::Solution;
use crate::words::artefact::Artefact;
use crate::words::explanation::Language;
use crate::words::table::{Column, Table};

fn optional(day: Option<u32>) -> Option<i64> {
    day.map(i64::from)
}

impl Artefact for Project {
    const KIND: &'static str = "project";
    const TABLES: &'static [&'static str] = &["activities", "demands", "precedences", "resources"];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "activities" => Some(activities(self)),
            "demands" => Some(demands(self)),
            "precedences" => Some(precedences(self)),
            "resources" => Some(resources(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let (activities, resources) = (self.activities.len(), self.resources.len());
        let (links, horizon) = (self.precedences.len(), self.horizon);
        match language {
            Language::English => format!(
                "Project: {activities} activities, {resources} resources, {links} links of \
                 precedence; nothing ends after day {horizon}."
            ),
            Language::Indonesian => format!(
                "Proyek: {activities} kegiatan, {resources} sumber daya, {links} hubungan \
                 pendahulu; tidak ada yang berakhir setelah hari {horizon}."
            ),
        }
    }
}

impl Artefact for Solution {
    const KIND: &'static str = "solution";
    const TABLES: &'static [&'static str] = &["activities", "loads"];

    fn table(&self, name: &str) -> Option<Table> {
        match name {
            "activities" => Some(starts(self)),
            "loads" => Some(loads(self)),
            _ => None,
        }
    }

    fn summary(&self, language: Language) -> String {
        let (count, unplaced) = (self.starts.len(), self.unplaced().count());
        let (objective, bound) = (self.objective, self.bound);
        let percent = format!("{:.2}", self.gap() * 100.0);
        match (language, self.is_proven()) {
            (Language::English, true) => format!(
                "Solution: {count} activities, {unplaced} without a place; objective {objective}, \
                 proven best."
            ),
            (Language::English, false) => format!(
                "Solution: {count} activities, {unplaced} without a place; objective {objective}, \
                 bound {bound} (gap {percent} %)."
            ),
            (Language::Indonesian, true) => format!(
                "Solusi: {count} kegiatan, {unplaced} tanpa tempat; nilai {objective}, terbukti \
                 terbaik."
            ),
            (Language::Indonesian, false) => format!(
                "Solusi: {count} kegiatan, {unplaced} tanpa tempat; nilai {objective}, batas \
                 {bound} (selisih {} %).",
                percent.replace('.', ",")
            ),
        }
    }
}

impl fmt::Display for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

impl fmt::Display for Solution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary(Language::English))
    }
}

fn activities(project: &Project) -> Table {
    let rows = &project.activities;
    let day = |name: &str, of: fn(&super::Activity) -> Option<u32>| {
        Column::optional_integers(name, rows.iter().map(move |row| optional(of(row))))
    };
    Table::new(
        "activities",
        vec![
            Column::integers("activity", (0..).take(rows.len())),
            Column::texts("name", rows.iter().map(|row| row.name.as_str())),
            day("duration", |row| Some(row.duration)),
            day("release", |row| Some(row.release)),
            day("due", |row| row.due),
            day("deadline", |row| row.deadline),
            day("weight", |row| Some(row.weight)),
            day("fixed", |row| row.fixed),
        ],
    )
}

fn demands(project: &Project) -> Table {
    let rows: Vec<(usize, &super::Demand)> = project
        .activities
        .iter()
        .enumerate()
        .flat_map(|(number, row)| row.demands.iter().map(move |demand| (number, demand)))
        .collect();
    Table::new(
        "demands",
        vec![
            Column::integers("activity", rows.iter().map(|row| row.0 as i64)),
            Column::integers("resource", rows.iter().map(|row| row.1.resource as i64)),
            Column::integers("amount", rows.iter().map(|row| i64::from(row.1.amount))),
        ],
    )
}

fn precedences(project: &Project) -> Table {
    let rows = &project.precedences;
    Table::new(
        "precedences",
        vec![
            Column::integers("before", rows.iter().map(|row| row.before as i64)),
            Column::integers("after", rows.iter().map(|row| row.after as i64)),
            Column::integers("lag", rows.iter().map(|row| i64::from(row.lag))),
        ],
    )
}

/// A row of every change of a capacity.
fn resources(project: &Project) -> Table {
    let rows: Vec<(usize, &str, (u32, u32))> = project
        .resources
        .iter()
        .enumerate()
        .flat_map(|(number, row)| row.steps().map(move |step| (number, row.name(), step)))
        .collect();
    Table::new(
        "resources",
        vec![
            Column::integers("resource", rows.iter().map(|row| row.0 as i64)),
            Column::texts("name", rows.iter().map(|row| row.1)),
            Column::integers("from", rows.iter().map(|row| i64::from(row.2.0))),
            Column::integers("capacity", rows.iter().map(|row| i64::from(row.2.1))),
        ],
    )
}

/// A row of every activity, in the project's order.
fn starts(solution: &Solution) -> Table {
    let rows = solution.project.activities();
    let all = || 0..rows.len();
    Table::new(
        "activities",
        vec![
            Column::integers("activity", all().map(|row| row as i64)),
            Column::texts("name", rows.iter().map(super::Activity::name)),
            Column::optional_integers("start", all().map(|row| optional(solution.start(row)))),
            Column::optional_integers("end", all().map(|row| optional(solution.end(row)))),
            Column::optional_integers(
                "days_late",
                all().map(|row| optional(solution.days_late(row))),
            ),
        ],
    )
}

/// How much of a resource is taken from a day until another.
struct Load {
    resource: usize,
    from: u32,
    until: u32,
    used: u64,
    capacity: u32,
}

/// Runs of days on which something of a resource is taken, with equal figures.
fn loads(solution: &Solution) -> Table {
    let project = solution.project();
    let mut changes: Vec<BTreeMap<u32, (u64, u64)>> =
        vec![BTreeMap::new(); project.resources.len()];
    for (number, activity) in project.activities.iter().enumerate() {
        let (Some(start), Some(end)) = (solution.start(number), solution.end(number)) else {
            continue;
        };
        for demand in activity.demands.iter().filter(|_| end > start) {
            let amount = u64::from(demand.amount);
            changes[demand.resource].entry(start).or_default().0 += amount;
            changes[demand.resource].entry(end).or_default().1 += amount;
        }
    }
    let mut rows: Vec<Load> = Vec::new();
    for (number, (resource, mut changes)) in project.resources.iter().zip(changes).enumerate() {
        for (day, _) in resource.steps() {
            changes.entry(day).or_default();
        }
        let ends: Vec<u32> = changes.keys().skip(1).copied().collect();
        let mut used = 0_u64;
        for ((from, (taken, given)), until) in changes.into_iter().zip(ends) {
            // What is given back was taken on an earlier day.
            used = (used + taken).saturating_sub(given);
            let capacity = resource.capacity(from);
            match rows.last_mut() {
                _ if used == 0 => {}
                Some(row)
                    if (row.resource, row.until, row.used, row.capacity)
                        == (number, from, used, capacity) =>
                {
                    row.until = until;
                }
                _ => rows.push(Load {
                    resource: number,
                    from,
                    until,
                    used,
                    capacity,
                }),
            }
        }
    }
    Table::new(
        "loads",
        vec![
            Column::integers("resource", rows.iter().map(|row| row.resource as i64)),
            Column::texts(
                "name",
                rows.iter()
                    .map(|row| project.resources[row.resource].name()),
            ),
            Column::integers("from", rows.iter().map(|row| i64::from(row.from))),
            Column::integers("until", rows.iter().map(|row| i64::from(row.until))),
            Column::integers("used", rows.iter().map(|row| row.used as i64)),
            Column::integers("capacity", rows.iter().map(|row| i64::from(row.capacity))),
        ],
    )
}
