//! A made-up city: the example's office many times over, with one catalogue for all.

use std::fs;
use std::path::Path;

use mahir::Agency;

/// What is multiplied in a table: columns that name something of one office get the office's
/// number before them.
const OF_AN_OFFICE: &[(&str, &[&str])] = &[
    ("units", &["id", "parent"]),
    ("people", &["id", "unit"]),
    ("assessments", &["person"]),
    ("certificates", &["person"]),
    ("services", &["id", "unit"]),
    ("volumes", &["service"]),
    ("service_competencies", &["service"]),
];

/// What all offices share.
const SHARED: &[&str] = &[
    "competencies",
    "indicators",
    "posts",
    "requirements",
    "effects",
    "prerequisites",
    "holidays",
];

/// A city of so many offices, each with the people, units and services of the agency in a folder
/// (of the example: 100 people, 14 units, 8 services). Budgets, sessions per phase and sessions at
/// once are those of one office times the offices.
///
/// # Errors
/// A message if the folder's tables cannot be read.
pub fn city(folder: &Path, offices: u64) -> Result<Agency, String> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let settings: Vec<String> = read("agency.toml")?
        .lines()
        .map(|line| match line.split_once(" = ") {
            Some((key @ ("budget" | "total"), amount)) => {
                format!("{key} = {}", times(amount, offices))
            }
            _ => line.to_owned(),
        })
        .collect();
    let mut builder = Agency::builder().settings(settings.join("\n"));
    for &name in SHARED {
        builder = builder.csv(name, read(&format!("{name}.csv"))?);
    }
    for (name, column) in [
        ("programmes", "sessions_per_phase"),
        ("providers", "sessions_at_once"),
    ] {
        let table = changed(&read(&format!("{name}.csv"))?, &[column], |amount| {
            times(amount, offices)
        })?;
        builder = builder.csv(name, table.0 + &table.1);
    }
    for &(name, columns) in OF_AN_OFFICE {
        let one = read(&format!("{name}.csv"))?;
        let mut all = String::new();
        for office in 1..=offices {
            let (header, rows) = changed(&one, columns, |id| format!("{office}-{id}"))?;
            if all.is_empty() {
                all = header;
            }
            all += &rows;
        }
        builder = builder.csv(name, all);
    }
    builder.build().map_err(|faults| faults.to_string())
}

fn times(amount: &str, offices: u64) -> String {
    amount
        .parse::<u64>()
        .map_or_else(|_| amount.to_owned(), |one| (one * offices).to_string())
}

/// A table's header and its rows with some columns changed, where they are not empty.
fn changed(
    table: &str,
    columns: &[&str],
    change: impl Fn(&str) -> String,
) -> Result<(String, String), String> {
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default();
    let names: Vec<&str> = header.split(',').collect();
    if let Some(missing) = columns.iter().find(|column| !names.contains(column)) {
        return Err(format!("no column {missing} in {header}"));
    }
    let mut rows = String::new();
    for line in lines {
        let cells: Vec<String> = cells(line)
            .into_iter()
            .enumerate()
            .map(|(at, cell)| match names.get(at) {
                Some(name) if columns.contains(name) && !cell.is_empty() => change(cell),
                _ => cell.to_owned(),
            })
            .collect();
        rows += &cells.join(",");
        rows.push('\n');
    }
    Ok((format!("{header}\n"), rows))
}

/// The cells of a line, quotes and all; lines do not end within quotes here.
fn cells(line: &str) -> Vec<&str> {
    let (mut cells, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, character) in line.char_indices() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                cells.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push(&line[start..]);
    cells
}
