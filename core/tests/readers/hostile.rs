//! Files that nobody should hand over: each is read or refused, and nothing breaks.

use std::sync::LazyLock;

use mahir::agency::source::TableSource;
use mahir::readers::case::{self, CaseOptions};
use mahir::readers::esco::{self, EscoFiles, EscoOptions};
use mahir::readers::moodle::{self, MoodleOptions};
use mahir::readers::onet::{self, OnetFiles, OnetOptions};
use mahir::readers::opensalt::{self, OpenSaltOptions};
use mahir::readers::osmt::{self, OsmtOptions};
use mahir::readers::siasn::{self, SiasnOptions};
use mahir::readers::skillsfuture::{self, SkillsFutureOptions, SkillsFutureSheets};
use mahir::readers::{Import, ReaderError, WorkbookSource, open, open_bytes};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::siasn::{HEADER, key};
use super::{faults, places, source};

/// What every reader makes of a table.
fn all(make: impl Fn() -> Box<dyn TableSource>) -> Vec<Result<Import, ReaderError>> {
    vec![
        siasn::read(&mut *make(), &SiasnOptions::new(key())),
        moodle::read(&mut *make(), MoodleOptions::default()),
        esco::read(EscoFiles::of(&mut *make()), &EscoOptions::default()),
        onet::read(OnetFiles::of(&mut *make()), &OnetOptions::default()),
        opensalt::read(&mut *make(), OpenSaltOptions::default()),
        osmt::read(&mut *make(), OsmtOptions::default()),
        skillsfuture::read(
            SkillsFutureSheets::of(&mut *make()),
            &SkillsFutureOptions::default(),
        ),
    ]
}

fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn what_is_no_table_is_refused_by_all() {
    let header = HEADER.join(";");
    let files: [(&str, Vec<u8>); 6] = [
        ("empty", Vec::new()),
        ("blank lines", b"\n\n;;;\n".to_vec()),
        ("binary", (0..=255).cycle().take(4_096).collect()),
        ("UTF-16", utf16(&header)),
        ("not UTF-8", [header.as_bytes(), b"\nNa\xefve"].concat()),
        ("without end", vec![b'x'; 2_000_000]),
    ];
    for (what, bytes) in files {
        let make = || -> Box<dyn TableSource> { Box::new(source("file", bytes.clone())) };
        for result in all(make) {
            assert!(!faults(result).is_empty(), "{what}");
        }
    }
}

#[test]
fn an_open_quotation_mark_ends_the_reading_and_is_told() {
    let text = format!("{}\n\"{}", HEADER.join(","), "x,\n".repeat(600_000));
    let found = faults(siasn::read(
        &mut source("a.csv", text),
        &SiasnOptions::new(key()),
    ));
    assert_eq!(places(&found)[0].0, "row_too_long");
}

#[test]
fn a_column_that_is_there_twice_is_told() {
    let text = "NIP BARU,nip_baru,JABATAN NAMA,UNOR NAMA\n1,2,a,b\n";
    let found = faults(siasn::read(
        &mut source("a.csv", text),
        &SiasnOptions::new(key()),
    ));
    assert_eq!(places(&found)[0], ("duplicate_column", Some(1), "NIP BARU"));
}

fn small_book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "NIP BARU").unwrap();
    sheet.write_string(0, 1, "UNOR NAMA").unwrap();
    sheet.write_string(0, 2, "JABATAN NAMA").unwrap();
    sheet.write_string(1, 0, "199001012015031001").unwrap();
    sheet.write_string(1, 1, "Unit").unwrap();
    sheet.write_string(1, 2, "Post").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_cell_at_the_far_end_costs_one_cell() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["NIP BARU", "UNOR NAMA", "JABATAN NAMA"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    sheet.write_string(1_048_575, 16_383, "far").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut book = WorkbookSource::new("a.xlsx", bytes, None).unwrap();
    let found = faults(siasn::read(&mut book, &SiasnOptions::new(key())));
    assert_eq!(
        places(&found)[0],
        ("missing_value", Some(1_048_576), "NIP BARU")
    );
}

#[test]
fn a_workbook_that_is_none_is_refused() {
    let whole = small_book();
    for bytes in [
        b"PK\x03\x04".to_vec(),
        [b"PK\x03\x04".as_slice(), &[0; 2_000]].concat(),
        whole[..whole.len() / 2].to_vec(),
    ] {
        let Err(error) = open_bytes("a.xlsx", bytes) else {
            panic!("not refused");
        };
        assert_eq!(faults(Err(error)).list()[0].code, "workbook");
    }
    let Err(error) = WorkbookSource::new("a.xlsx", whole, Some("No such sheet")) else {
        panic!("not refused");
    };
    assert_eq!(faults(Err(error)).list()[0].code, "unknown_sheet");
    assert!(matches!(
        open("/no/such/file"),
        Err(ReaderError::File { .. })
    ));
}

#[test]
fn what_is_written_never_replaces_a_file() {
    let folder = std::env::temp_dir().join(format!("mahir-readers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let text = "conceptUri,preferredLabel\nhttp://x/a,=1+1\n";
    let import = esco::read(
        EscoFiles::of(&mut source("s.csv", text)),
        &EscoOptions::default(),
    );
    let import = import.unwrap();
    let written = import.save(&folder).unwrap();
    assert_eq!(written.len(), import.tables().len());
    let competencies = std::fs::read_to_string(folder.join("competencies.csv")).unwrap();
    assert!(
        competencies.contains("a,'=1+1,technical,5"),
        "{competencies}"
    );
    std::fs::remove_file(folder.join("competencies.csv")).unwrap();
    let kept = std::fs::read(folder.join("hierarchy.csv")).unwrap();
    assert_eq!(import.save(&folder).unwrap_err().code(), "reader_file");
    // What was written before the file that is there was taken away, and that file stays.
    assert!(!folder.join("competencies.csv").exists());
    assert_eq!(std::fs::read(folder.join("hierarchy.csv")).unwrap(), kept);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Words that headers and cells of these files are made of.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("NIP BARU".to_owned()),
        Just("JABATAN NAMA".to_owned()),
        Just("UNOR NAMA".to_owned()),
        Just("conceptUri".to_owned()),
        Just("preferredLabel".to_owned()),
        Just("ID".to_owned()),
        Just("O*NET-SOC Code".to_owned()),
        Just("Element ID".to_owned()),
        Just("Scale ID".to_owned()),
        Just("Element Name".to_owned()),
        Just("Data Value".to_owned()),
        Just("LV".to_owned()),
        Just("identifier".to_owned()),
        Just("fullStatement".to_owned()),
        Just("smartLevel".to_owned()),
        Just("1.2".to_owned()),
        Just("Skill Name".to_owned()),
        Just("Skill Categories".to_owned()),
        Just("a;b".to_owned()),
        Just("Job Role".to_owned()),
        Just("TSC_CCS Code".to_owned()),
        Just("Proficiency Level".to_owned()),
        Just("Basic".to_owned()),
        Just("199001012015031001".to_owned()),
        Just("3,5".to_owned()),
        Just("1e400".to_owned()),
        Just("\"a\nb\"".to_owned()),
        Just(String::new()),
        ".{0,6}",
        "[0-9]{1,19}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Tables of such words, whole or cut anywhere, in any bytes.
    #[test]
    fn any_table_is_read_or_refused(
        rows in proptest::collection::vec(proptest::collection::vec(word(), 1..16), 0..6),
        delimiter in prop_oneof![Just(";"), Just(","), Just("\t")],
        cut in any::<proptest::sample::Index>(),
        noise in proptest::option::of((any::<proptest::sample::Index>(), any::<u8>())),
    ) {
        let lines: Vec<String> = rows.iter().map(|row| row.join(delimiter)).collect();
        let mut bytes = lines.join("\r\n").into_bytes();
        bytes.truncate(cut.index(bytes.len() + 1));
        if let Some((at, byte)) = noise && !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let make = || -> Box<dyn TableSource> { Box::new(source("file", bytes.clone())) };
        for result in all(make) {
            match result {
                Ok(import) => prop_assert!(!import.tables().is_empty()),
                Err(ReaderError::Faults(faults)) => prop_assert!(!faults.is_empty()),
                Err(other) => prop_assert!(false, "{other}"),
            }
        }
        let _ = case::read("file", &bytes, CaseOptions::default());
    }

    /// A workbook with a few bytes changed.
    #[test]
    fn a_damaged_workbook_is_read_or_refused(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8)
    ) {
        static BOOK: LazyLock<Vec<u8>> = LazyLock::new(small_book);
        let mut bytes = BOOK.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let given = bytes.clone();
        if let Ok(mut book) = open_bytes("a.xlsx", bytes) {
            let _ = siasn::read(&mut *book, &SiasnOptions::new(key()));
        }
        let options = SkillsFutureOptions::default();
        let _ = skillsfuture::read_bytes("a.xlsx", given, &options);
    }
}
