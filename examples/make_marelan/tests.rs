//! The committed case is what the program writes, is consistent, and is as its README says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate, Weekday};

use super::*;
use crate::table::thousandths;

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("marelan")
}

fn table<'a>(case: &'a Case, name: &str) -> &'a Table {
    case.tables
        .iter()
        .find(|table| table.name == name)
        .expect("the case has this table")
}

fn table_mut<'a>(case: &'a mut Case, name: &str) -> &'a mut Table {
    case.tables
        .iter_mut()
        .find(|table| table.name == name)
        .expect("the case has this table")
}

/// The committed files cannot drift from the program.
#[test]
fn the_committed_case_is_what_the_program_writes() {
    let folder = std::env::temp_dir().join(format!("make-marelan-{}", std::process::id()));
    Case::make(SEED)
        .write(&folder)
        .expect("a temporary folder can be written");
    let read = |folder: &Path| -> BTreeMap<String, String> {
        let entries = std::fs::read_dir(folder).expect("the folder can be listed");
        entries
            .map(|entry| entry.expect("an entry can be read").path())
            .filter(|path| {
                // Outcomes come from the program `make_outcomes`.
                path.file_name().is_some_and(|name| name != "outcomes.csv")
                    && path
                        .extension()
                        .is_some_and(|kind| kind == "csv" || kind == "toml")
            })
            .map(|path| {
                let name = path
                    .file_name()
                    .expect("a file has a name")
                    .to_string_lossy();
                (
                    name.into_owned(),
                    std::fs::read_to_string(&path).expect("a text file"),
                )
            })
            .collect()
    };
    let (written, committed) = (read(&folder), read(&committed()));
    std::fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
    assert!(written.len() > 10);
    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>()
    );
    for (name, text) in &written {
        assert!(
            committed[name] == *text,
            "{name} differs: make the case again"
        );
    }
}

#[test]
fn every_seed_gives_a_consistent_case() {
    for seed in (0..20).chain([SEED]) {
        assert_eq!(
            check::faults(&Case::make(seed).tables),
            Vec::<String>::new()
        );
    }
    let (first, second) = (Case::make(1), Case::make(2));
    assert_ne!(table(&first, "people").rows, table(&second, "people").rows);
}

/// Breaks one cell of a table and returns what the check says.
fn faults_after(name: &str, row: usize, column: &str, value: &str) -> Vec<String> {
    let mut case = Case::make(SEED);
    let table = table_mut(&mut case, name);
    let position = table
        .header
        .iter()
        .position(|known| known == column)
        .expect("a column");
    table.rows[row][position] = value.to_owned();
    check::faults(&case.tables)
}

#[test]
fn the_check_finds_what_is_broken() {
    let cases = [
        ("people", 3, "unit", "NOWHERE", "unit NOWHERE is not known"),
        ("people", 3, "id", "P001", "is there twice"),
        ("people", 3, "status", "PTT", "is not a word of the format"),
        ("requirements", 0, "level", "9", "level is not valid"),
        (
            "requirements",
            0,
            "level",
            "5",
            "no programme reaches the required level",
        ),
        ("assessments", 0, "date", "2025-02-30", "date is not valid"),
        ("units", 1, "parent", "SUB-UMUM", "a cycle among"),
        ("units", 6, "minimum_on_duty", "8", "cannot spare anybody"),
        ("prerequisites", 1, "requires", "M-DAT", "a cycle among"),
        (
            "prerequisites",
            0,
            "requires",
            "B-NONE",
            "requires B-NONE is not known",
        ),
        ("programmes", 0, "class_min", "16", "class sizes do not fit"),
        (
            "programmes",
            0,
            "cost_per_seat",
            "-1",
            "cost_per_seat is not valid",
        ),
        ("programmes", 0, "hours", "21", "hours do not fit its days"),
        ("providers", 0, "until", "2024-01-01", "ends before"),
        ("absences", 0, "unit", "KEC", "exactly one of"),
        ("volumes", 5, "month", "2023-07", "is there twice"),
        ("effects", 0, "up_to_level", "0", "lifts nobody"),
    ];
    for (name, row, column, value, expected) in cases {
        let faults = faults_after(name, row, column, value);
        assert!(
            faults.iter().any(|fault| fault.contains(expected)),
            "{name}.{column} = {value}: {faults:?}"
        );
    }
}

/// 2026 has 261 days from Monday to Friday; 13 of the 17 holidays and all 8 days of joint leave of
/// SKB 1497/2/5 Tahun 2025 fall on them, which leaves 240.
#[test]
fn the_year_has_240_working_days() {
    let case = Case::make(SEED);
    let holidays = table(&case, "holidays");
    let of_kind = |kind| {
        holidays
            .records()
            .filter(|row| row.get("kind") == kind)
            .count()
    };
    assert_eq!((of_kind("holiday"), of_kind("joint_leave")), (17, 8));
    let off: BTreeSet<&str> = holidays.records().map(|row| row.get("date")).collect();
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date");
    let working = first.iter_days().take(365).filter(|day| {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !off.contains(&*day.to_string())
    });
    assert_eq!(working.count(), 240);
}

/// The brief that the case illustrates: applications for business licences rise by half in two
/// years and outgrow the staff of their section.
#[test]
fn licence_applications_rise_by_half() {
    let case = Case::make(SEED);
    let year = |service: &str, year: &str| -> i64 {
        let months = table(&case, "volumes");
        let months = months.records().filter(|row| row.get("service") == service);
        let months = months.filter(|row| row.get("month").starts_with(year));
        months
            .map(|row| row.get("count").parse::<i64>().unwrap_or(0))
            .sum()
    };
    let percent = |service| 100 * year(service, "2025") / year(service, "2023");
    assert!(
        (145..=155).contains(&percent("L-NIB")),
        "{}",
        percent("L-NIB")
    );
    assert!(
        (65..=75).contains(&percent("L-REK")),
        "{}",
        percent("L-REK")
    );
    assert!(
        (95..=105).contains(&percent("L-ADM")),
        "{}",
        percent("L-ADM")
    );

    // ABK: 75,000 minutes a year for one person. Next year continues the line of two years.
    let services = table(&case, "services");
    let minutes = |forecast: &dyn Fn(&str) -> i64| -> i64 {
        let section = services
            .records()
            .filter(|row| row.get("unit") == "SEK-YAN");
        section
            .map(|row| forecast(row.get("id")) * thousandths(row.get("norm_minutes")).unwrap_or(0))
            .sum::<i64>()
            / 1000
    };
    let staff = table(&case, "people")
        .records()
        .filter(|row| row.get("unit") == "SEK-YAN")
        .count();
    let capacity = staff as i64 * 75_000;
    let now = minutes(&|service| year(service, "2025"));
    let next = minutes(&|service| {
        year(service, "2025") + (year(service, "2025") - year(service, "2023")) / 2
    });
    assert!(now < capacity, "{now} of {capacity}");
    assert!(
        capacity < next && next < capacity * 125 / 100,
        "{next} of {capacity}"
    );
}

/// About a third to half of the assessed competencies are below the standard, by the assessments
/// weighted with their precision.
#[test]
fn a_third_to_half_of_the_competencies_fall_short() {
    let case = Case::make(SEED);
    let posts: BTreeMap<&str, &str> = table(&case, "people")
        .records()
        .map(|row| (row.get("id"), row.get("post")))
        .collect();
    let standards: BTreeMap<(&str, &str), f64> = table(&case, "requirements")
        .records()
        .map(|row| {
            (
                (row.get("post"), row.get("competency")),
                number(row.get("level")),
            )
        })
        .collect();
    let mut sums: BTreeMap<(&str, &str), (f64, f64)> = BTreeMap::new();
    for row in table(&case, "assessments").records() {
        let precision = number(row.get("standard_error")).powi(-2);
        let sum = sums
            .entry((row.get("person"), row.get("competency")))
            .or_default();
        sum.0 += precision * number(row.get("level"));
        sum.1 += precision;
    }
    let short = sums
        .iter()
        .filter(|((person, competency), (weighted, precision))| {
            weighted / precision < standards[&(posts[person], *competency)]
        });
    let (short, rated) = (short.count(), sums.len());
    assert!(
        rated * 33 <= short * 100 && short * 100 <= rated * 50,
        "{short} of {rated}"
    );
    let required: usize = posts
        .values()
        .map(|post| standards.keys().filter(|(of, _)| of == post).count())
        .sum();
    assert!(rated < required, "some must be unrated");
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// The phases' budgets add up to the year's, and the phases follow one another without a gap.
#[test]
fn phases_and_budgets_fit() {
    let values = |key: &str| -> Vec<&str> {
        let lines = settings::AGENCY
            .lines()
            .filter_map(|line| line.split_once(" = "));
        lines
            .filter(|(name, _)| *name == key)
            .map(|(_, value)| value)
            .collect()
    };
    let amounts = |key| {
        values(key)
            .iter()
            .map(|text| text.parse::<u64>().expect("rupiah"))
            .sum()
    };
    let (phases, total): (u64, u64) = (amounts("budget"), amounts("total"));
    assert_eq!(phases, total);
    let dates = |key| -> Vec<NaiveDate> {
        values(key)
            .iter()
            .take(4)
            .map(|text| text.parse().expect("a date"))
            .collect()
    };
    let (from, until) = (dates("from"), dates("until"));
    assert_eq!(from.len(), 4);
    assert!(from.iter().zip(&until).all(|(from, until)| from < until));
    assert!(
        until
            .iter()
            .zip(&from[1..])
            .all(|(until, next)| until.succ_opt() == Some(*next))
    );
}

/// The README of the case gives the number of rows of every table, and the seed.
#[test]
fn the_readme_counts_right() {
    let readme = std::fs::read_to_string(committed().join("README.md")).expect("a README");
    assert!(readme.contains(&format!("seed {SEED} ")));
    let case = Case::make(SEED);
    for table in &case.tables {
        let line = format!("| `{}.csv` | {} |", table.name, table.rows.len());
        assert!(readme.contains(&line), "the README lacks {line}");
    }
    let people = table(&case, "people");
    let of = |status| {
        people
            .records()
            .filter(|row| row.get("status") == status)
            .count()
    };
    let ending = |column| {
        people
            .records()
            .filter(|row| row.get(column).starts_with("2026"))
            .count()
    };
    assert!(readme.contains(&format!("{} PNS and {} PPPK", of("PNS"), of("PPPK"))));
    assert_eq!((ending("retires_on"), ending("contract_until")), (4, 2));
    let assessed: BTreeSet<&str> = table(&case, "assessments")
        .records()
        .map(|row| row.get("person"))
        .collect();
    assert_eq!(people.rows.len() - assessed.len(), 2);
}
