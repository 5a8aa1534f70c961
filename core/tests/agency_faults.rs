//! Everything that is wrong with given facts is told at once, each fault with its place.
#![cfg(feature = "tables")]

mod agency_office;

use agency_office::{Folder, SETTINGS, build, office};
use mahir::Agency;
use mahir::agency::AgencyError;
use mahir::words::fault::Fault;

#[test]
fn a_missing_table_is_told_once_and_not_for_every_row() {
    let mut tables = office();
    tables.remove("units");
    let faults = build(SETTINGS, &tables).unwrap_err();
    let of_people = |fault: &&Fault| fault.file == "people.csv";
    assert_eq!(
        faults.list().iter().filter(of_people).count(),
        1,
        "{faults}"
    );
}

/// A change to the office, and the fault that it must give: code, file, row, column.
type Bad = (
    &'static str,
    &'static str,
    &'static str,
    (&'static str, Option<u64>, &'static str),
);

const BAD: [Bad; 30] = [
    (
        "competencies",
        "TIK,",
        "REG,",
        ("competency_id", Some(3), "id"),
    ),
    (
        "holidays",
        "2026-02-16,Cuti bersama Imlek,joint_leave",
        "2026-01-01,Tahun Baru,holiday",
        ("holiday_twice", Some(3), "date"),
    ),
    (
        "prerequisites",
        "B2,B1\n",
        "B2,B1\nB2,B1\n",
        ("duplicate_row", Some(3), "requires"),
    ),
    (
        "requirements",
        "KASI,KOM",
        "KASI,KOMM",
        ("unknown_id", Some(5), "competency"),
    ),
    (
        "requirements",
        "REG,2,4",
        "REG,9,4",
        ("level_above_top", Some(2), "level"),
    ),
    (
        "requirements",
        "REG,2,4",
        "REG,NaN,4",
        ("level", Some(2), "level"),
    ),
    (
        "requirements",
        "REG,2,4",
        "REG,-1,4",
        ("level", Some(2), "level"),
    ),
    (
        "requirements",
        "REG,2,4",
        "REG,2,6",
        ("importance", Some(2), "importance"),
    ),
    (
        "requirements",
        "KASI,REG,3,5",
        "LOKET,REG,3,5",
        ("duplicate_row", Some(4), "competency"),
    ),
    (
        "people",
        "P2,YAN",
        "P1,YAN",
        ("duplicate_id", Some(3), "id"),
    ),
    (
        "people",
        "P2,YAN",
        "P2,YEN",
        ("unknown_id", Some(3), "unit"),
    ),
    ("people", "PPPK", "HONORER", ("status", Some(3), "status")),
    (
        "people",
        "2040-01-01",
        "2040-13-01",
        ("date", Some(2), "retires_on"),
    ),
    (
        "units",
        "YAN,Pelayanan,KEC,1",
        "YAN,Pelayanan,YAN,1",
        ("cycle", Some(3), "parent"),
    ),
    (
        "units",
        "KEC,1",
        "KEC,9",
        ("minimum_on_duty", Some(3), "minimum_on_duty"),
    ),
    (
        "posts",
        "pengawas",
        "raja",
        ("unknown_class", Some(3), "class"),
    ),
    (
        "competencies",
        "REG,Regulasi,technical",
        "INT,Regulasi,technical",
        ("competency_id", Some(2), "id"),
    ),
    (
        "competencies",
        "id,name,kind",
        "id,name,sort",
        ("missing_column", Some(1), "kind"),
    ),
    (
        "volumes",
        "NIB,2025-02,\n",
        "",
        ("months_missing", Some(3), "month"),
    ),
    (
        "volumes",
        "2025-02,",
        "2025-02,-5",
        ("count", Some(3), "count"),
    ),
    (
        "programmes",
        "4800000",
        "-4800000",
        ("money", Some(2), "cost_per_session"),
    ),
    (
        "programmes",
        "16,2,1,10",
        "16,2,11,10",
        ("class_size", Some(2), "class_min"),
    ),
    (
        "programmes",
        "16,2,1,10",
        "16,0,1,10",
        ("count", Some(2), "days"),
    ),
    (
        "providers",
        "2026-12-31",
        "2025-12-31",
        ("period", Some(2), "until"),
    ),
    ("providers", "25%", "125%", ("share", Some(2), "cost_share")),
    (
        "prerequisites",
        "B2,B1\n",
        "B2,B1\nB1,B2\n",
        ("cycle", Some(3), "requires"),
    ),
    (
        "absences",
        ",P1,,",
        "YAN,P1,,",
        ("absentee", Some(2), "unit"),
    ),
    (
        "outcomes",
        "B1,,P2",
        "B9,,P2",
        ("unknown_id", Some(3), "programme"),
    ),
    (
        "outcomes",
        "REG,2,1.67",
        "REG,5,1.67",
        ("kirkpatrick", Some(2), "kirkpatrick"),
    ),
    ("outcomes", "4.5", "inf", ("number", Some(3), "after")),
];

#[test]
fn each_fault_names_its_place() {
    for (table, from, to, (code, row, column)) in BAD {
        let mut tables = office();
        let text = &tables[table];
        assert!(text.contains(from), "{table}: {from}");
        let changed = text.replacen(from, to, 1);
        tables.insert(table, changed);
        let faults = build(SETTINGS, &tables).expect_err(to);
        let matches = |fault: &&Fault| {
            code == fault.code
                && fault.row == row
                && fault.column.as_deref() == Some(column)
                && fault.file == format!("{table}.csv")
        };
        let found = faults.list().iter().find(matches);
        assert!(found.is_some(), "{table} with {to}: {faults}");
        assert!(!found.unwrap().expected.is_empty());
    }
}

#[test]
fn faults_of_the_settings_are_told_together() {
    let bad = r#"
        name = "x"
        framwork = "indonesia"
        [regulation]
        pns_minimum_hours = "many"
        no_such_figure = 3
        [[phases]]
        id = "T1"
        from = 2026-01-05
        until = 2026-03-31
        budget = -5
        [[phases]]
        id = "T2"
        from = 2026-03-01
        until = 2026-06-30
        budget = 1
        [rules]
        cover_share = 1.5
        [[priorities]]
        competency = "XYZ"
        weight = 2
    "#;
    let faults = build(bad, &office()).unwrap_err();
    let columns: Vec<&str> = faults
        .list()
        .iter()
        .filter(|fault| fault.file == "agency.toml")
        .filter_map(|fault| fault.column.as_deref())
        .collect();
    for column in [
        "framwork",
        "regulation.pns_minimum_hours",
        "regulation.no_such_figure",
        "phases[1].budget",
        "phases",
        "rules.cover_share",
        "priorities.competency",
    ] {
        assert!(columns.contains(&column), "{column}: {faults}");
    }
    let broken = build("name = [", &office()).unwrap_err();
    assert!(
        broken
            .list()
            .iter()
            .any(|fault| fault.code == "toml" && fault.row == Some(1))
    );
}

#[test]
fn an_empty_folder_names_every_missing_file() {
    let folder = Folder::new("empty");
    let Err(AgencyError::Faults(faults)) = Agency::load(&folder.0) else {
        panic!("no faults")
    };
    let files: Vec<&str> = faults
        .list()
        .iter()
        .map(|fault| fault.file.as_str())
        .collect();
    assert_eq!(
        files,
        [
            "agency.toml",
            "competencies.csv",
            "units.csv",
            "posts.csv",
            "requirements.csv",
            "people.csv"
        ]
    );
    let missing = Agency::load(folder.0.join("nothing")).unwrap_err();
    assert_eq!(missing.code(), "agency_file");
}

#[test]
fn a_table_under_another_name_is_not_passed_over_in_silence() {
    let folder = Folder::new("misnamed");
    std::fs::write(folder.0.join("agency.toml"), SETTINGS).unwrap();
    for (name, text) in office() {
        std::fs::write(folder.0.join(format!("{name}.csv")), text).unwrap();
    }
    // Notes beside the tables, and a workbook from which a table was saved, disturb nobody.
    std::fs::write(folder.0.join("notes.csv"), "x").unwrap();
    std::fs::write(folder.0.join("people.xlsx"), "x").unwrap();
    assert!(Agency::load(&folder.0).is_ok());
    std::fs::rename(folder.0.join("assessments.csv"), folder.0.join("Nilai.csv")).unwrap();
    std::fs::rename(folder.0.join("effects.csv"), folder.0.join("efects.csv")).unwrap();
    let Err(AgencyError::Faults(faults)) = Agency::load(&folder.0) else {
        panic!("no faults")
    };
    let told: Vec<(&str, &str)> = faults
        .list()
        .iter()
        .map(|fault| (fault.code.as_str(), fault.file.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("unknown_table", "Nilai.csv"),
            ("unknown_table", "efects.csv")
        ]
    );
    assert!(faults.to_string().contains("assessments.csv"));
}

#[test]
fn a_header_that_is_nearly_right_is_told_the_right_one() {
    let mut tables = office();
    let effects = tables["effects"].replacen("gain", "kenaikkan", 1);
    tables.insert("effects", effects);
    let faults = build(SETTINGS, &tables).unwrap_err();
    assert!(
        faults.to_string().contains("did you mean 'kenaikan'?"),
        "{faults}"
    );
}

#[test]
fn garbage_of_many_megabytes_is_a_list_of_faults() {
    // One line without end, rows of one cell, binary with zero bytes: 4 MB each.
    let line = vec![b'x'; 4 << 20];
    let ragged = b"a,b,\"c\n".repeat((4 << 20) / 7);
    let rows = [b"id,unit,post\n".to_vec(), b"??;x\n".repeat((4 << 20) / 5)].concat();
    let binary: Vec<u8> = (0..4_u32 << 20)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    for bytes in [line, ragged, rows, binary] {
        let mut builder = Agency::builder().settings(SETTINGS).csv("people", bytes);
        for (name, text) in office().into_iter().filter(|(name, _)| *name != "people") {
            builder = builder.csv(name, text);
        }
        let faults = builder.build().unwrap_err();
        assert!(!faults.is_empty() && faults.list().len() < 20_000);
    }
}
