//! Tables that LibreOffice saved (`core/tests/data/libreoffice`): an agency read from them has the
//! facts of the tables that they came from.

use std::path::{Path, PathBuf};

use mahir::Agency;
use mahir::agency::source::{DelimitedSource, TableSource};
use mahir::readers::{ReaderError, WorkbookSource, open, open_as, open_bytes};

/// The tables that were saved; the others are taken as they are.
const CSV: [&str; 7] = [
    "people",
    "assessments",
    "volumes",
    "providers",
    "programmes",
    "effects",
    "allowances",
];
const XLSX: [&str; 4] = ["people", "assessments", "volumes", "programmes"];

fn marelan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan")
}

fn saved(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/libreoffice")
        .join(file)
}

/// The header and the first hundred rows, which is what was saved.
fn start_of(table: &str) -> String {
    let text = std::fs::read_to_string(marelan().join(format!("{table}.csv"))).unwrap();
    text.lines()
        .take(101)
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The Marelan case, some of its tables from elsewhere.
fn agency(replaced: Vec<Box<dyn TableSource>>) -> Agency {
    let settings = std::fs::read_to_string(marelan().join("agency.toml")).unwrap();
    let mut builder = Agency::builder().settings(settings);
    let names: Vec<String> = replaced
        .iter()
        .map(|source| source.name().split('.').next().unwrap().to_owned())
        .collect();
    for table in Agency::TABLES {
        let path = marelan().join(format!("{table}.csv"));
        // Outcomes and questionnaires speak of rows beyond the first hundred.
        if path.is_file() && !names.iter().any(|name| name == table) {
            builder = builder.csv(table, std::fs::read(path).unwrap());
        }
    }
    for source in replaced {
        builder = builder.source(source);
    }
    builder.build().unwrap()
}

fn boxed(source: impl TableSource + 'static) -> Box<dyn TableSource> {
    Box::new(source)
}

#[test]
fn semicolons_decimal_commas_money_shares_and_days_as_they_are_shown_change_nothing() {
    let expected = agency(
        CSV.iter()
            .map(|table| boxed(DelimitedSource::from_text(table, start_of(table))))
            .collect(),
    );
    let found = agency(
        CSV.iter()
            .map(|table| open(saved(&format!("{table}.csv"))).unwrap())
            .collect(),
    );
    assert_eq!(found.fingerprint(), expected.fingerprint());
    let shown = std::fs::read_to_string(saved("programmes.csv")).unwrap();
    assert!(
        shown.contains(";Rp4.800.000;"),
        "the file is as it was shown"
    );
}

#[test]
fn days_with_years_of_two_digits_change_nothing() {
    let expected = agency(vec![boxed(DelimitedSource::from_text(
        "assessments",
        start_of("assessments"),
    ))]);
    let text = std::fs::read(saved("assessments_typed.csv")).unwrap();
    assert!(String::from_utf8_lossy(&text).contains(";21/07/25;"));
    let found = agency(vec![boxed(DelimitedSource::from_text("assessments", text))]);
    assert_eq!(found.fingerprint(), expected.fingerprint());
}

#[test]
fn workbooks_change_nothing_either() {
    let expected = agency(
        XLSX.iter()
            .map(|table| boxed(DelimitedSource::from_text(table, start_of(table))))
            .collect(),
    );
    let found = agency(
        XLSX.iter()
            .map(|table| open(saved(&format!("{table}.xlsx"))).unwrap())
            .collect(),
    );
    assert_eq!(found.fingerprint(), expected.fingerprint());
}

#[test]
fn a_sheet_for_each_table_is_an_agency() {
    let tables = start_of_all();
    let expected = tables
        .iter()
        .fold(Agency::builder(), |builder, (name, text)| {
            builder.csv(name, text.as_str())
        })
        .build()
        .unwrap();
    let mut builder = Agency::builder();
    let sheets = WorkbookSource::open(saved("office.xlsx")).unwrap();
    // The sheet without a value in it is passed over.
    assert_eq!(sheets.len(), tables.len());
    for sheet in sheets {
        builder = builder.source(sheet);
    }
    assert_eq!(
        builder.build().unwrap().fingerprint(),
        expected.fingerprint()
    );
}

/// The five tables of the workbook, with the people and requirements that it holds.
fn start_of_all() -> Vec<(&'static str, String)> {
    let read =
        |table: &str| std::fs::read_to_string(marelan().join(format!("{table}.csv"))).unwrap();
    let technical = |text: String| {
        // Without settings the nine built-in competencies are not there.
        let built_in = [
            "INT", "KJS", "KOM", "OPH", "PPB", "PDO", "MPB", "PKP", "PKB",
        ];
        text.lines()
            .filter(|line| !line.split(',').any(|cell| built_in.contains(&cell)))
            .flat_map(|line| [line, "\n"])
            .collect::<String>()
    };
    vec![
        ("competencies", read("competencies")),
        ("units", read("units")),
        ("posts", read("posts")),
        ("requirements", technical(read("requirements"))),
        ("people", read("people")),
        ("assessments", technical(read("assessments"))),
    ]
}

#[test]
fn a_file_can_go_by_the_name_of_its_table() {
    let source = open_as("people", saved("people.xlsx")).unwrap();
    assert_eq!(source.name(), "people");
    let source = open_as("assessments", saved("assessments_typed.csv")).unwrap();
    assert_eq!(source.name(), "assessments");
}

#[test]
fn an_opendocument_spreadsheet_is_told_by_its_name() {
    let Err(ReaderError::Faults(faults)) =
        open_bytes("u.ods", std::fs::read(saved("units.ods")).unwrap())
    else {
        panic!("an ODS is not read");
    };
    assert_eq!(
        faults.list()[0].problem,
        "an OpenDocument spreadsheet (ODS)"
    );
}
