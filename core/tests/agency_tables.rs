//! Facts in and out: what an office writes is read, what is wrong is told, what was read comes
//! back.
#![cfg(feature = "tables")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mahir::Agency;
use mahir::agency::AgencyError;
use mahir::words::fault::{Fault, Faults};
use mahir::words::id::Index;
use proptest::prelude::*;

const SETTINGS: &str = r#"
name = "Kantor contoh"
framework = "indonesia"
[regulation]
base = "indonesia"
[[phases]]
id = "T1"
from = 2026-01-05
until = 2026-03-31
budget = 10000000
[[phases]]
id = "T2"
from = 2026-04-01
until = 2026-06-30
budget = 20000000
"#;

/// A small office that is in order.
fn office() -> BTreeMap<&'static str, String> {
    let tables = [
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulasi,technical,5\nTIK,Teknologi,technical,4\n",
        ),
        (
            "units",
            "id,name,parent,minimum_on_duty\nKEC,Kecamatan,,0\nYAN,Pelayanan,KEC,1\n",
        ),
        (
            "posts",
            "id,name,class\nLOKET,Petugas loket,pelaksana\nKASI,Kepala seksi,pengawas\n",
        ),
        (
            "requirements",
            "post,competency,level,importance\nLOKET,REG,2,4\nLOKET,TIK,1.5,\nKASI,REG,3,5\nKASI,KOM,2,3\n",
        ),
        (
            "people",
            "id,unit,post,status,retires_on,contract_until,hours_this_year,next_post\n\
             P1,YAN,LOKET,PNS,2040-01-01,,2.5,KASI\nP2,YAN,LOKET,PPPK,,2027-06-30,0,\nP3,KEC,KASI,PNS,,,,\n",
        ),
        (
            "assessments",
            "person,competency,level,date,source,standard_error\n\
             P1,REG,1.67,2025-03-01,test,0.5\nP1,REG,2,2025-06-01,supervisor,\nP2,TIK,1,,self,1\n",
        ),
        (
            "services",
            "id,name,unit,norm_minutes\nNIB,Izin usaha,YAN,75.5\n",
        ),
        (
            "volumes",
            "service,month,count\nNIB,2025-01,100\nNIB,2025-02,\nNIB,2025-03,1200\n",
        ),
        (
            "service_competencies",
            "service,competency,level\nNIB,REG,2\n",
        ),
        (
            "providers",
            "id,name,kind,from,until,sessions_at_once,cost_share\nUNI,Universitas,university,2026-01-01,2026-12-31,1,25%\n",
        ),
        (
            "programmes",
            "id,name,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat,sessions_per_phase,venue\n\
             B1,Bimtek,bimtek,UNI,16,2,1,10,4800000,300000,2,Aula\nB2,Lanjutan,training,UNI,24,3,1,10,7200000,0,,\n",
        ),
        (
            "effects",
            "programme,competency,gain,gain_sd,from_level,up_to_level\nB1,REG,0.8,0.3,0,2.5\nB2,REG,1,0.3,1.5,4\n",
        ),
        ("prerequisites", "programme,requires\nB2,B1\n"),
        (
            "absences",
            "unit,person,provider,from,until,reason\n,P1,,2026-02-02,2026-02-06,cuti\n,,UNI,2026-05-01,2026-05-02,\n",
        ),
        (
            "holidays",
            "date,name,kind\n2026-01-01,Tahun Baru,holiday\n2026-02-16,Cuti bersama Imlek,joint_leave\n",
        ),
        (
            "outcomes",
            "programme,session,person,measure,kirkpatrick,before,after,date,group\n\
             B1,,P1,REG,2,1.67,2.5,2026-03-02,attended\nB1,,P2,satisfaction,1,,4.5,2026-03-02,\n",
        ),
    ];
    tables
        .into_iter()
        .map(|(name, text)| (name, text.to_owned()))
        .collect()
}

fn build(settings: &str, tables: &BTreeMap<&'static str, String>) -> Result<Agency, Faults> {
    let start = Agency::builder().settings(settings);
    tables
        .iter()
        .fold(start, |builder, (name, text)| {
            builder.csv(name, text.clone())
        })
        .build()
}

fn marelan() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan")
}

/// A folder of its own for a test, removed when it goes.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mahir-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_small_office_is_read_to_the_last_cell() {
    let agency = build(SETTINGS, &office()).unwrap();
    assert_eq!(
        (
            agency.framework.len(),
            agency.people.len(),
            agency.units.len()
        ),
        (11, 3, 2)
    );
    let person = agency.people.ids().find("P1").unwrap();
    assert_eq!(agency.people.hours_this_year(person).to_string(), "2.5");
    let post = agency.people.post(person);
    let regulation = agency.framework.competencies().find("REG").unwrap();
    let required = agency.requirements.find(post, regulation).unwrap();
    assert_eq!(
        (required.level.to_string(), required.importance.to_string()),
        ("2".into(), "4".into())
    );
    let levels: Vec<String> = agency
        .assessments
        .of_competency(person, regulation)
        .map(|assessment| assessment.level.to_string())
        .collect();
    assert_eq!(levels, ["1.67", "2"]);
    let service = agency.services.ids().find("NIB").unwrap();
    let counts: Vec<_> = agency
        .volumes
        .of(service)
        .iter()
        .map(|volume| volume.count)
        .collect();
    // 1200 is a count, not the decimal 1.2; an empty count is known to be unknown.
    assert_eq!(counts, [Some(100), None, Some(1_200)]);
    assert_eq!(agency.outcomes.len(), 2);
    assert_eq!(agency.phases.total_budget().amount(), 30_000_000);
    assert_eq!(agency.calendar.holidays().len(), 2);
}

#[test]
fn what_was_saved_is_read_again_and_saved_the_same() {
    for agency in [
        build(SETTINGS, &office()).unwrap(),
        Agency::load(marelan()).unwrap(),
    ] {
        let folder = Folder::new("saved");
        agency.save(&folder.0).unwrap();
        let again = Agency::load(&folder.0).unwrap();
        assert_eq!(agency, again);
        assert_eq!(agency.to_files(), again.to_files());
        assert_eq!(agency.fingerprint(), again.fingerprint());
        let document = serde_json::to_string(&agency).unwrap();
        assert_eq!(serde_json::from_str::<Agency>(&document).unwrap(), agency);
    }
}

#[test]
fn habits_of_indonesian_spreadsheets_change_nothing() {
    let mut tables = office();
    tables.insert(
        "people",
        "\u{feff}Kode;Unit Kerja;Jabatan;Status Pegawai;Pensiun;Kontrak Sampai;JP Tahun Ini;Jabatan Berikut\r\n\
         P1;YAN;LOKET;PNS;01-01-2040;;2,5;KASI\r\n\r\n P2 ;YAN;LOKET;P3K;;30/06/2027;0;\r\nP3;KEC;KASI;pns;;;;\r\n"
            .to_owned(),
    );
    tables.insert(
        "competencies",
        "kode;nama;jenis;level_tertinggi\nREG;Regulasi;Teknis;5\nTIK;Teknologi;teknis;4\n"
            .to_owned(),
    );
    tables.insert(
        "requirements",
        "jabatan;kompetensi;tingkat;kepentingan\nLOKET;REG;2;4\nLOKET;TIK;1,5;\nKASI;REG;3;5\nKASI;KOM;2,0;3\n".to_owned(),
    );
    tables.insert(
        "programmes",
        "kode;nama;bentuk;mitra;jp;hari;peserta_minimum;peserta_maksimum;biaya_per_kelas;biaya_per_peserta;kelas_per_tahap;tempat\n\
         B1;Bimtek;Bimbingan Teknis;UNI;16;2;1;10;Rp 4.800.000;300.000;2;Aula\nB2;Lanjutan;Pelatihan;UNI;24;3;1;10;7.200.000;0;;\n"
            .to_owned(),
    );
    tables.insert(
        "providers",
        "kode;nama;jenis;mulai;sampai;kelas_serentak;tanggung_biaya\nUNI;Universitas;Perguruan Tinggi;01-01-2026;31-12-2026;1;0,25\n".to_owned(),
    );
    let agency = build(SETTINGS, &tables).unwrap();
    assert_eq!(agency, build(SETTINGS, &office()).unwrap());
}

/// A change to the office, and the fault that it must give: code, file, row, column.
type Bad = (
    &'static str,
    &'static str,
    &'static str,
    (&'static str, Option<u64>, &'static str),
);

const BAD: [Bad; 27] = [
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

#[test]
fn employee_numbers_are_never_shown() {
    let number = "198001012006041001";
    let mut tables = office();
    let people = tables["people"].replace("P1", number).replace("P2", number);
    tables.insert("people", people);
    let faults = build(SETTINGS, &tables).unwrap_err();
    assert!(
        !faults.is_empty() && !faults.to_string().contains("1980"),
        "{faults}"
    );
    let mut tables = office();
    for table in ["people", "assessments", "absences", "outcomes"] {
        let text = tables[table].replace("P1", number);
        tables.insert(table, text);
    }
    let agency = build(SETTINGS, &tables).unwrap();
    for name in Agency::TABLES {
        assert!(
            !agency.table(name).unwrap().to_csv().contains("19800101"),
            "{name}"
        );
    }
    assert!(!format!("{agency:?}").contains("19800101"));
    let files = agency.to_files();
    assert!(
        files
            .iter()
            .any(|(name, text)| name == "people.csv" && text.contains(number))
    );
}

#[test]
fn damaged_documents_are_refused() {
    let agency = build(SETTINGS, &office()).unwrap();
    let document = serde_json::to_value(&agency).unwrap();
    let damages: [(&str, &str, serde_json::Value); 4] = [
        ("people", "units", serde_json::json!([0, 0, 99])),
        ("people", "posts", serde_json::json!([0])),
        ("units", "parents", serde_json::json!([1, 0])),
        ("programmes", "prerequisites", serde_json::json!([1])),
    ];
    for (table, column, value) in damages {
        let mut damaged = document.clone();
        damaged[table][column] = value;
        let error = serde_json::from_value::<Agency>(damaged).unwrap_err();
        assert!(
            error.to_string().contains("damaged facts"),
            "{table}.{column}: {error}"
        );
    }
}

#[test]
fn the_marelan_case_is_in_order() {
    let agency = Agency::load(marelan()).unwrap();
    assert_eq!(
        (
            agency.people.len(),
            agency.programmes.len(),
            agency.services.len()
        ),
        (100, 27, 8)
    );
    for name in Agency::TABLES {
        assert!(agency.table(name).is_some(), "{name}");
    }
    assert!(
        agency
            .people
            .indices()
            .all(|person| person.position() < 100)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        table in 0_usize..16,
        after_header in any::<bool>(),
    ) {
        let mut tables = office();
        let name = *tables.keys().nth(table).unwrap();
        let good = tables.remove(name).unwrap();
        let mut text = if after_header { good.into_bytes() } else { Vec::new() };
        text.extend(&bytes);
        let mut builder = Agency::builder().settings(SETTINGS).csv(name, text);
        for (name, text) in tables {
            builder = builder.csv(name, text);
        }
        let _ = builder.build();
        let _ = build(&String::from_utf8_lossy(&bytes), &office());
    }
}
