//! Employee exports of SIASN: the 69 columns in their order, rows of nobody.

use mahir::Agency;
use mahir::readers::siasn::{PseudonymKey, SiasnOptions, TrainingHistory, read};
use mahir::readers::{ReaderError, WorkbookSource, open_bytes};
use mahir::words::table::Cell;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{csv, faults, places, source};

/// The header as exports have it.
pub(crate) const HEADER: [&str; 69] = [
    "PNS ID",
    "NIP BARU",
    "NIP LAMA",
    "NAMA",
    "GELAR DEPAN",
    "GELAR BELAKANG",
    "TEMPAT LAHIR ID",
    "TEMPAT LAHIR NAMA",
    "TANGGAL LAHIR",
    "JENIS KELAMIN",
    "AGAMA ID",
    "AGAMA NAMA",
    "JENIS KAWIN ID",
    "JENIS KAWIN NAMA",
    "NIK",
    "NOMOR HP",
    "EMAIL",
    "EMAIL GOV",
    "ALAMAT",
    "NPWP NOMOR",
    "BPJS",
    "JENIS PEGAWAI ID",
    "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM ID",
    "KEDUDUKAN HUKUM NAMA",
    "STATUS CPNS PNS",
    "KARTU ASN VIRTUAL",
    "NOMOR SK CPNS",
    "TANGGAL SK CPNS",
    "TMT CPNS",
    "NOMOR SK PNS",
    "TANGGAL SK PNS",
    "TMT PNS",
    "GOL AWAL ID",
    "GOL AWAL NAMA",
    "GOL AKHIR ID",
    "GOL AKHIR NAMA",
    "TMT GOLONGAN",
    "MK TAHUN",
    "MK BULAN",
    "JENIS JABATAN ID",
    "JENIS JABATAN NAMA",
    "JABATAN ID",
    "JABATAN NAMA",
    "TMT JABATAN",
    "TINGKAT PENDIDIKAN ID",
    "TINGKAT PENDIDIKAN NAMA",
    "PENDIDIKAN ID",
    "PENDIDIKAN NAMA",
    "TAHUN LULUS",
    "KPKN ID",
    "KPKN NAMA",
    "LOKASI KERJA ID",
    "LOKASI KERJA NAMA",
    "UNOR ID",
    "UNOR NAMA",
    "INSTANSI INDUK ID",
    "INSTANSI INDUK NAMA",
    "INSTANSI KERJA ID",
    "INSTANSI KERJA NAMA",
    "SATUAN KERJA INDUK ID",
    "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID",
    "SATUAN KERJA KERJA NAMA",
    "IS VALID NIK",
    "NAMA SEKOLAH",
    "FLAG IKD",
    "ESELON ID",
    "ESELON NAMA",
];

/// What says who somebody is; none of it may come out anywhere.
const SECRETS: [(&str, &str); 10] = [
    ("NAMA", "Mbak Rahasia"),
    ("NIP LAMA", "010203040"),
    ("NIK", "1271019001900007"),
    ("NOMOR HP", "081299887766"),
    ("EMAIL", "rahasia@contoh.invalid"),
    ("EMAIL GOV", "rahasia@dinas.invalid"),
    ("ALAMAT", "Jalan Tersembunyi 13"),
    ("NPWP NOMOR", "09.876.543.2-111.000"),
    ("BPJS", "0001112223334"),
    ("TANGGAL LAHIR", "15-03-1968"),
];

pub(crate) fn key() -> PseudonymKey {
    PseudonymKey::new(b"sixteen bytes or more, by chance").unwrap()
}

/// A row with values in the named columns.
fn row(values: &[(&str, &str)]) -> Vec<String> {
    HEADER
        .iter()
        .map(|name| {
            let found = values.iter().rev().find(|(column, _)| column == name);
            found.map_or(String::new(), |(_, value)| (*value).to_owned())
        })
        .collect()
}

fn rows() -> Vec<Vec<String>> {
    let with = |values: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> = SECRETS.iter().chain(values).copied().collect();
        row(&all)
    };
    vec![
        with(&[
            ("NIP BARU", "196803151994031002"),
            ("JENIS PEGAWAI NAMA", "PNS Daerah Kab/Kota"),
            ("KEDUDUKAN HUKUM NAMA", "Aktif"),
            ("JENIS JABATAN NAMA", "Jabatan Struktural"),
            ("JABATAN ID", "J1"),
            ("JABATAN NAMA", "Camat"),
            ("UNOR ID", "U1"),
            ("UNOR NAMA", "Kecamatan Contoh"),
            ("SATUAN KERJA KERJA ID", "U1"),
            ("SATUAN KERJA KERJA NAMA", "Kecamatan Contoh"),
            ("ESELON NAMA", "III.a"),
        ]),
        with(&[
            ("NIP BARU", "199207042023212007"),
            ("TANGGAL LAHIR", "04-07-1992"),
            ("KEDUDUKAN HUKUM NAMA", "PPPK Aktif"),
            ("JENIS JABATAN NAMA", "Jabatan Fungsional"),
            ("JABATAN ID", "J2"),
            ("JABATAN NAMA", "Pranata Komputer Ahli Pertama"),
            ("UNOR ID", "U2"),
            ("UNOR NAMA", "Seksi Pelayanan"),
            ("SATUAN KERJA KERJA ID", "U1"),
            ("SATUAN KERJA KERJA NAMA", "Kecamatan Contoh"),
        ]),
        with(&[
            ("NIP BARU", "196001011985031001"),
            ("KEDUDUKAN HUKUM NAMA", "Pensiun"),
            ("JABATAN NAMA", "Lurah"),
            ("UNOR NAMA", "Kelurahan"),
        ]),
    ]
}

fn text(rows: &[Vec<String>], delimiter: &str) -> String {
    let mut text = HEADER.join(delimiter);
    for row in rows {
        text.push('\n');
        text.push_str(&row.join(delimiter));
    }
    text
}

fn workbook(rows: &[Vec<String>], numbers: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(HEADER) {
        sheet.write_string(0, column, name).unwrap();
    }
    let day = Format::new().set_num_format("dd-mm-yyyy");
    for (at, row) in (1..).zip(rows) {
        for (column, value) in (0..).zip(row) {
            if value.is_empty() {
                continue;
            }
            if HEADER[usize::from(column)] == "TANGGAL LAHIR" {
                let parts: Vec<u16> = value.split('-').map(|part| part.parse().unwrap()).collect();
                let (month, date) = (u8::try_from(parts[1]), u8::try_from(parts[0]));
                let born =
                    ExcelDateTime::from_ymd(parts[2], month.unwrap(), date.unwrap()).unwrap();
                sheet
                    .write_datetime_with_format(at, column, &born, &day)
                    .unwrap();
            } else if numbers && HEADER[usize::from(column)] == "NIP BARU" {
                sheet
                    .write_number(at, column, value.parse::<f64>().unwrap())
                    .unwrap();
            } else {
                sheet.write_string(at, column, value).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// The pseudonyms are what Python's `hmac.new(key, number, "sha256").hexdigest()` begins with; the
/// ages at which service ends are those of UU 20/2023 and PP 11/2017 (58 for both classes).
const PEOPLE: &str = "id,unit,post,status,retires_on\n\
     P1194c8164b849825deb1,U1,J1,PNS,2026-04-01\n\
     Pfa4d0beabf460d788442,U2,J2,PPPK,2050-08-01\n";

#[test]
fn an_export_of_69_columns_becomes_people_posts_and_units() {
    let import = read(
        &mut source("export.csv", text(&rows(), ";")),
        &SiasnOptions::new(key()),
    );
    let import = import.unwrap();
    assert_eq!(csv(&import, "people"), PEOPLE);
    assert_eq!(
        csv(&import, "posts"),
        "id,name,class\nJ1,Camat,administrator\n\
         J2,Pranata Komputer Ahli Pertama,jf_ahli_pertama\n"
    );
    assert_eq!(
        csv(&import, "units"),
        "id,name,parent\nU1,Kecamatan Contoh,\nU2,Seksi Pelayanan,U1\n"
    );
    assert_eq!(
        places(import.notes()),
        [("left", Some(4), "KEDUDUKAN HUKUM NAMA")]
    );
    let uses = import.table("columns").unwrap();
    assert_eq!(uses.rows(), 69);
    let use_of = |name: &str| {
        let at = HEADER.iter().position(|column| *column == name).unwrap();
        match uses.cell(at, "use") {
            Cell::Text(text) => text.to_owned(),
            other => panic!("{other:?}"),
        }
    };
    for personal in [
        "NIK",
        "NOMOR HP",
        "EMAIL",
        "ALAMAT",
        "NPWP NOMOR",
        "BPJS",
        "NAMA",
        "PNS ID",
    ] {
        assert_eq!(use_of(personal), "personal, dropped", "{personal}");
    }
    assert_eq!(use_of("NIP BARU"), "made a pseudonym");
    assert_eq!(use_of("NAMA SEKOLAH"), "not needed, dropped");
}

#[test]
fn nothing_personal_comes_out() {
    let mut bad = rows();
    bad[1][1] = "19920704202321200".to_owned();
    bad.push(bad[0].clone());
    let good = read(
        &mut source("export.csv", text(&rows(), "\t")),
        &SiasnOptions::new(key()),
    );
    let good = good.unwrap();
    let bad = read(
        &mut source("export.csv", text(&bad, ",")),
        &SiasnOptions::new(key()),
    );
    let bad = bad.unwrap_err();
    let mut shown = format!(
        "{good:?}{}{bad}{bad:?}{:?}",
        good.notes(),
        SiasnOptions::new(key())
    );
    for table in good.tables() {
        shown.push_str(&table.to_csv());
    }
    for (column, secret) in SECRETS {
        assert!(!shown.contains(secret), "{column}");
    }
    for number in [
        "196803151994031002",
        "199207042023212007",
        "19920704202321200",
    ] {
        assert!(!shown.contains(number));
    }
    assert_eq!(
        places(&faults(Err(bad))),
        [
            ("employee_number", Some(3), "NIP BARU"),
            ("duplicate_id", Some(5), "NIP BARU")
        ]
    );
}

#[test]
fn a_workbook_reads_like_the_text() {
    let mut book = open_bytes("export.xlsx", workbook(&rows(), false)).unwrap();
    let import = read(&mut *book, &SiasnOptions::new(key())).unwrap();
    assert_eq!(csv(&import, "people"), PEOPLE);
}

#[test]
fn a_number_that_a_spreadsheet_damaged_is_told_and_never_guessed() {
    let mut book = WorkbookSource::new("export.xlsx", workbook(&rows(), true), None).unwrap();
    let found = faults(read(&mut book, &SiasnOptions::new(key())));
    let damaged = ("damaged_number", Some(2), "NIP BARU");
    assert_eq!(places(&found)[0], damaged);
    let mut bad = rows();
    bad[0][1] = "1,96803E+17".to_owned();
    let found = faults(read(
        &mut source("a.csv", text(&bad, ";")),
        &SiasnOptions::new(key()),
    ));
    assert_eq!(places(&found), [damaged]);
    assert!(!found.to_string().contains("1,96803E+17"));
}

#[test]
fn other_headers_of_the_same_are_understood() {
    let flat = "peg_nip,peg_nama,satuan_kerja_nama,golongan,jabatan_nama,jabatan_jenis,eselon\n\
                '196803151994031002,Somebody,Kelurahan A,III/d,Lurah,Struktural,IV.a\n\
                19920704 202321 2 007,Somebody,Kelurahan A,,Pengadministrasi,Pelaksana,\n";
    let import = read(&mut source("simpeg.csv", flat), &SiasnOptions::new(key())).unwrap();
    assert_eq!(
        csv(&import, "people"),
        PEOPLE
            .replace(",U1,J1,", ",Kelurahan A,Lurah,")
            .replace(",U2,J2,", ",Kelurahan A,Pengadministrasi,")
    );
    assert_eq!(
        csv(&import, "units"),
        "id,name,parent\nKelurahan A,Kelurahan A,\n"
    );
}

#[test]
fn columns_are_kept_by_name_only() {
    let mut options = SiasnOptions::new(key());
    options.keep = vec!["Gol Akhir Nama".to_owned(), "gender".to_owned()];
    let found = faults(read(&mut source("a.csv", text(&rows(), ",")), &options));
    assert_eq!(places(&found), [("missing_column", Some(1), "gender")]);
    options.keep.pop();
    let mut given = rows();
    given[0][36] = "IV/a".to_owned();
    let import = read(&mut source("a.csv", text(&given, ",")), &options).unwrap();
    let staff = csv(&import, "staff");
    assert!(staff.starts_with("person,GOL AKHIR NAMA\nP"), "{staff}");
    assert!(staff.contains(",IV/a\n"));
}

#[test]
fn an_agency_is_built_from_it() {
    let import = read(
        &mut source("a.csv", text(&rows(), ",")),
        &SiasnOptions::new(key()),
    )
    .unwrap();
    let agency = import
        .add_to(Agency::builder())
        .csv("competencies", "id,name,kind\nREG,Regulation,technical\n")
        .csv(
            "requirements",
            "post,competency,level\nJ1,REG,3\nJ2,REG,2\n",
        )
        .build()
        .unwrap();
    assert_eq!((agency.people.len(), agency.units.len()), (2, 2));
}

#[test]
fn all_faults_are_told_at_once() {
    let text = "NIP BARU;TANGGAL LAHIR;JABATAN NAMA;UNOR NAMA\n\
                ;31-02-1990;;\n\
                199001012015031001;01-01-1990;Lurah;Kelurahan\n";
    let found = faults(read(&mut source("a.csv", text), &SiasnOptions::new(key())));
    assert_eq!(
        places(&found),
        [
            ("missing_value", Some(2), "NIP BARU"),
            ("missing_value", Some(2), "UNOR NAMA"),
            ("missing_value", Some(2), "JABATAN NAMA"),
            ("date", Some(2), "TANGGAL LAHIR"),
        ]
    );
    let found = faults(read(
        &mut source("b.csv", "NAMA\nx\n"),
        &SiasnOptions::new(key()),
    ));
    assert_eq!(places(&found), [("missing_column", Some(1), "NIP BARU")]);
    let found = faults(read(&mut source("c.csv", ""), &SiasnOptions::new(key())));
    assert_eq!(places(&found), [("empty_file", None, "")]);
    assert!(matches!(
        PseudonymKey::new(b"x"),
        Err(ReaderError::WeakKey { length: 1, .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever order the columns come in, and whatever stands between, the people are the same.
    #[test]
    fn the_order_of_columns_does_not_matter(order in Just((0..69).collect::<Vec<usize>>()).prop_shuffle()) {
        let pick = |row: &[String]| -> Vec<String> { order.iter().map(|&at| row[at].clone()).collect() };
        let header: Vec<String> = order.iter().map(|&at| HEADER[at].to_lowercase().replace(' ', "_")).collect();
        let mut text = header.join(";");
        for row in rows() {
            text.push_str("\r\n");
            text.push_str(&pick(&row).join(";"));
        }
        let import = read(&mut source("a.csv", text), &SiasnOptions::new(key())).unwrap();
        prop_assert_eq!(csv(&import, "people"), PEOPLE);
    }
}

const TWO: &str = "PNS ID;NIP BARU;NAMA;JENIS PEGAWAI NAMA;ESELON NAMA;JABATAN NAMA;UNOR NAMA\n\
    A8ACA1;199001012015031001;Somebody;PNS;IV.a;Lurah;Kelurahan A\n\
    A8ACA2;199101012016031002;Another;PNS;;Pengadministrasi;Kelurahan A\n";

/// Entries as SIASN's interface gives them: wrapped or not, numbers as numbers or as texts.
fn history() -> TrainingHistory {
    let courses = br#"{"code": 1, "data": [
        {"id": "k1", "pnsOrangId": "A8ACA1", "namaKursus": "Perizinan", "institusiPenyelenggara": "BPSDM",
         "jumlahJam": 16, "tahunKursus": 2026, "tanggalKursus": "02-02-2026",
         "tanggalSelesaiKursus": "03-02-2026", "noSertipikat": "S-77", "path": []},
        {"id": "k2", "pnsOrangId": "A8ACA1", "namaKursus": "Arsip", "jumlahJam": "4,5",
         "tanggalKursus": "10-11-2026", "tanggalSelesaiKursus": "10-11-2026"},
        {"id": "k3", "pnsOrangId": "A8ACA1", "namaKursus": "Lama", "jumlahJam": 40, "tahunKursus": "2025"},
        {"id": "k4", "pnsOrangId": "A8ACA9", "namaKursus": "Orang lain", "jumlahJam": 8, "tahunKursus": 2026}
    ]}"#;
    let structural =
        br#"[{"id": "d1", "pnsOrangId": "A8ACA2", "latihanStrukturalId": "3", "bobot": 1,
        "tahun": 2026, "tanggal": "05-01-2026", "tanggalSelesai": "20-03-2026"}]"#;
    let courses = TrainingHistory::read("kursus.json", courses).unwrap();
    courses.and(TrainingHistory::read("diklat.json", structural).unwrap())
}

#[test]
fn a_history_gives_what_people_attended_and_their_hours_of_a_year() {
    let options = SiasnOptions {
        history: Some(history()),
        year: Some(2026),
        ..SiasnOptions::new(key())
    };
    let import = read(&mut source("export.csv", TWO), &options).unwrap();
    let [one, two] = ["199001012015031001", "199101012016031002"].map(|nip| key().pseudonym(nip));
    // 16 + 4.5 JP; the year of the second is that of its last day, the third is of another year.
    let people = import.table("people").unwrap();
    let hours = people.column("hours_this_year").unwrap();
    assert_eq!(
        [hours.cell(0), hours.cell(1)],
        [Cell::Number(20.5), Cell::Number(0.0)]
    );
    assert_eq!(
        csv(&import, "training"),
        format!(
            "person,kind,name,provider,from,until,year,hours\n\
             {one},kursus,Perizinan,BPSDM,2026-02-02,2026-02-03,2026,16\n\
             {one},kursus,Arsip,,2026-11-10,2026-11-10,2026,4.5\n\
             {one},kursus,Lama,,,,2025,40\n\
             {two},diklat,3,,2026-01-05,2026-03-20,2026,\n"
        )
    );
    assert_eq!(
        places(import.notes()),
        [("outside", None, ""), ("no_value", None, "")]
    );
    let shown = serde_json::to_string(&import).unwrap() + &format!("{:?}", options.history);
    for secret in ["A8ACA1", "A8ACA2", "A8ACA9", "S-77", "199001012015031001"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[test]
fn without_a_year_there_are_no_hours_and_without_ids_nobody_is_found() {
    let mut options = SiasnOptions {
        history: Some(history()),
        ..SiasnOptions::new(key())
    };
    let import = read(&mut source("export.csv", TWO), &options).unwrap();
    assert!(
        import
            .table("people")
            .unwrap()
            .column("hours_this_year")
            .is_none()
    );
    assert_eq!(import.table("training").unwrap().rows(), 4);
    let without = "NIP BARU;JABATAN NAMA;UNOR NAMA\n199001012015031001;Lurah;A\n";
    let found = faults(read(&mut source("export.csv", without), &options));
    assert_eq!(places(&found), [("missing_column", Some(1), "PNS ID")]);
    options.history = None;
    assert!(read(&mut source("export.csv", without), &options).is_ok());
}

#[test]
fn all_faults_of_a_history_are_told_and_nobody_in_it() {
    let bad = br#"[
        {"namaKursus": "a", "jumlahJam": -1, "tanggalKursus": "31-02-2026", "tahunKursus": 26},
        {"pnsOrangId": "SECRET", "jumlahJam": "many", "tanggal": "soon"},
        7
    ]"#;
    let Err(ReaderError::Faults(found)) = TrainingHistory::read("h.json", bad) else {
        panic!("it is read")
    };
    assert_eq!(
        places(&found),
        [
            ("missing_value", Some(1), "pnsOrangId"),
            ("date", Some(1), "tanggalKursus"),
            ("year", Some(1), "tahunKursus"),
            ("hours", Some(1), "jumlahJam"),
            ("date", Some(2), "tanggal"),
            ("hours", Some(2), "jumlahJam"),
            ("missing_value", Some(3), "pnsOrangId"),
        ]
    );
    assert!(!found.to_string().contains("SECRET"));
    for text in ["", "{", "7", "{\"data\": 3}", "\"SECRET", "[\"\\ud800\"]"] {
        let error = TrainingHistory::read("h.json", text.as_bytes()).unwrap_err();
        assert!(!error.to_string().contains("SECRET"), "{error}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(TrainingHistory::read("h.json", deep.as_bytes()).is_err());
}
