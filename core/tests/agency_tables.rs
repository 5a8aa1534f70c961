//! Facts come in from tables and go out again without loss.
#![cfg(feature = "tables")]

mod agency_office;

use agency_office::{Folder, SETTINGS, build, marelan, office};
use mahir::Agency;
use mahir::agency::source::{DelimitedSource, TableSource as _};
use mahir::words::id::Index;
use mahir::words::measure::parse_date;
use proptest::prelude::*;

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
fn an_agency_is_replaced_as_a_whole_and_other_files_are_left_alone() {
    let folder = Folder::new("replaced");
    let rich = build(SETTINGS, &office()).unwrap();
    rich.save(&folder.0).unwrap();
    std::fs::write(folder.0.join("notes.txt"), "kept").unwrap();
    let mut tables = office();
    tables.remove("outcomes");
    tables.insert("volumes", "service,month,count\n".to_owned());
    let poor = build(SETTINGS, &tables).unwrap();
    poor.save(&folder.0).unwrap();
    assert_eq!(Agency::load(&folder.0).unwrap(), poor);
    assert!(folder.0.join("notes.txt").exists() && !folder.0.join("outcomes.csv").exists());

    let strange = Folder::new("strange");
    std::fs::write(strange.0.join("people.csv"), "not ours").unwrap();
    assert_eq!(poor.save(&strange.0).unwrap_err().code(), "agency_occupied");
    let text = std::fs::read_to_string(strange.0.join("people.csv")).unwrap();
    assert_eq!(text, "not ours");
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
        "kode;nama;jenis;level_tertinggi;Deskripsi\nREG;Regulasi;Teknis;5;Tahu aturan, dan menerapkannya\nTIK;Teknologi;teknis;4;\n"
            .to_owned(),
    );
    tables.insert(
        "requirements",
        "jabatan;kompetensi;tingkat;Bobot\nLOKET;REG;2;4\nLOKET;TIK;1,5;\nKASI;REG;3;5\nKASI;KOM;2,0;3\n".to_owned(),
    );
    tables.insert(
        "programmes",
        "kode;nama;bentuk;Penyelenggara;jp;hari;Kelas minimum;Kelas maksimum;biaya_per_kelas;Biaya per orang;kelas_per_tahap;tempat\n\
         B1;Bimtek;Bimbingan Teknis;UNI;16;2;1;10;Rp 4.800.000;300.000;2;Aula\nB2;Lanjutan;Pelatihan;UNI;24;3;1;10;7.200.000;0;;\n"
            .to_owned(),
    );
    tables.insert(
        "units",
        "kode;nama;induk;Minimum bertugas\nKEC;Kecamatan;;0\nYAN;Pelayanan;KEC;1\n".to_owned(),
    );
    tables.insert(
        "posts",
        "kode;nama;Kelas\nLOKET;Petugas loket;pelaksana\nKASI;Kepala seksi;pengawas\n".to_owned(),
    );
    tables.insert(
        "providers",
        "kode;nama;jenis;mulai;sampai;kelas_serentak;tanggung_biaya\nUNI;Universitas;Perguruan Tinggi;01-01-2026;31-12-2026;1;0,25\n".to_owned(),
    );
    let agency = build(SETTINGS, &tables).unwrap();
    assert_eq!(agency, build(SETTINGS, &office()).unwrap());
}

/// A value as LibreOffice shows and saves it in Indonesian: `2,5` for 2.5, `05/01/2026` for a day.
fn as_shown(value: &str) -> String {
    let is_number = value.split('.').count() == 2
        && value
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts: Vec<&str> = value.split('-').collect();
    let shown = match parts.as_slice() {
        [year, month, day] if value.len() == 10 && parse_date(value).is_some() => {
            format!("{day}/{month}/{year}")
        }
        _ if is_number => value.replace('.', ","),
        _ => value.to_owned(),
    };
    // It quotes what holds the delimiter, a quotation mark or a line end, and nothing else.
    if shown.contains([';', '"', '\n']) {
        return format!("\"{}\"", shown.replace('"', "\"\""));
    }
    shown
}

#[test]
fn a_whole_folder_saved_from_a_spreadsheet_with_semicolons_reads_without_change() {
    let folder = Folder::new("semicolons");
    let (mut numbers, mut days) = (0, 0);
    for entry in std::fs::read_dir(marelan()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_none_or(|extension| extension != "csv") {
            std::fs::copy(&path, folder.0.join(name)).unwrap();
            continue;
        }
        let mut source = DelimitedSource::new(name, std::fs::File::open(&path).unwrap());
        let mut text = source.columns().join(";");
        while source.advance().unwrap().is_some() {
            let cells: Vec<String> = (0..source.columns().len())
                .map(|column| {
                    let value = source.cell(column).to_string();
                    let shown = as_shown(&value);
                    numbers += usize::from(shown != value && shown.contains(','));
                    days += usize::from(shown != value && shown.contains('/'));
                    shown
                })
                .collect();
            text.push_str("\r\n");
            text.push_str(&cells.join(";"));
        }
        std::fs::write(folder.0.join(name), text).unwrap();
    }
    let (agency, before) = (
        Agency::load(&folder.0).unwrap(),
        Agency::load(marelan()).unwrap(),
    );
    assert_eq!(agency, before);
    assert_eq!(agency.fingerprint(), before.fingerprint());
    assert!(numbers > 100 && days > 100, "{numbers} {days}");
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

    /// Rows in any order and texts of any kind: what is saved is read as the same agency, and
    /// saved the same.
    #[test]
    fn whatever_is_accepted_survives_saving(
        rows in proptest::collection::vec(
            (0_usize..3, 0_usize..3, 0_u16..=12, "[a-z]{1,3}", proptest::option::of(1_u32..=28)),
            0..40,
        ),
        name in "[ -~\u{e0}-\u{ff}\n]{0,12}",
    ) {
        let mut tables = office();
        let people = ["P1", "P2", "P3"];
        let competencies = ["REG", "TIK", "KOM"];
        let mut text = "person,competency,level,date,source,standard_error\n".to_owned();
        for (person, competency, thirds, source, day) in rows {
            let level = f64::from(thirds) / 3.0;
            let date = day.map(|day| format!("2025-03-{day:02}")).unwrap_or_default();
            text.push_str(&format!(
                "{},{},{level},{date},{source},\n", people[person], competencies[competency]
            ));
        }
        tables.insert("assessments", text);
        let quoted = name.replace('"', "\"\"");
        tables.insert("posts", office()["posts"].replacen("Petugas loket", &format!("\"{quoted}\""), 1));
        let agency = build(SETTINGS, &tables).unwrap();
        let mut again = Agency::builder();
        for (file, text) in agency.to_files() {
            again = if file == "agency.toml" { again.settings(text) } else { again.csv(&file, text) };
        }
        let again = again.build().unwrap();
        prop_assert_eq!(&agency, &again);
        prop_assert_eq!(agency.to_files(), again.to_files());
        let document = serde_json::to_string(&agency).unwrap();
        prop_assert_eq!(serde_json::from_str::<Agency>(&document).unwrap(), agency);
    }
}
