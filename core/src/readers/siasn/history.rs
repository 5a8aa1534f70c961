//! The training history of SIASN (riwayat diklat and riwayat kursus), as its interface hands it over.

use std::fmt;
use std::path::Path;

use serde_json::Value;

use crate::readers::ReaderError;
use crate::readers::opened::{LARGEST_FILE, name_of, one, read_whole, too_large};
use crate::words::fault::{Fault, Faults};
use crate::words::measure::{Date, Hours, parse_date};

/// What people attended, as JSON lists of SIASN: structural training (diklat) and courses (kursus).
///
/// | field of diklat | field of kursus | becomes |
/// |---|---|---|
/// | `pnsOrangId` | `pnsOrangId` | the person, by the column PNS ID of the employee export; dropped then |
/// | `latihanStrukturalNama`, `latihanStrukturalId` | `namaKursus` | name |
/// | `institusiPenyelenggara` | `institusiPenyelenggara` | provider |
/// | `tanggal`, `tanggalSelesai` | `tanggalKursus`, `tanggalSelesaiKursus` | from, until (`DD-MM-YYYY`) |
/// | `tahun` | `tahunKursus` | year; the year of the last day, where it is missing |
/// | `jumlahJam` | `jumlahJam` | hours, taken as JP |
///
/// A list stands by itself or under `data`. Numbers of certificates, files and ids are dropped. In
/// faults the row is the number of the entry in its list, from 1.
///
/// ```
/// use mahir::readers::siasn::TrainingHistory;
///
/// let courses = r#"{"data": [{"pnsOrangId": "A8", "namaKursus": "Licensing", "jumlahJam": 16,
///     "tahunKursus": 2026, "tanggalKursus": "02-02-2026", "tanggalSelesaiKursus": "03-02-2026"}]}"#;
/// let history = TrainingHistory::read("kursus.json", courses.as_bytes())?;
/// assert_eq!(history.len(), 1);
/// # Ok::<(), mahir::readers::ReaderError>(())
/// ```
#[derive(Clone, Default)]
pub struct TrainingHistory {
    pub(super) entries: Vec<Entry>,
}

/// One thing that somebody attended.
#[derive(Clone)]
pub(super) struct Entry {
    /// SIASN's id of the person: never shown.
    pub(super) owner: String,
    pub(super) kind: &'static str,
    pub(super) name: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) year: Option<i64>,
    pub(super) hours: Option<Hours>,
}

impl TrainingHistory {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ReaderError::File`] if it cannot be read; else those of [`TrainingHistory::read`].
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ReaderError> {
        let path = path.as_ref();
        Self::read(&name_of(path), &read_whole(path)?)
    }

    /// Reads the bytes of a file; faults call it by `name`.
    ///
    /// # Errors
    /// Every fault: no JSON, no list, entries without a person, days, years or hours that are none.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, ReaderError> {
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(one(too_large(name)));
        }
        let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
        let expected = "a list of diklat or kursus as JSON, by itself or under 'data'";
        let value: Value = serde_json::from_slice(bytes).map_err(|error| {
            // What the parser says may show a part of the text, and that may be a number of somebody.
            let problem = format!("the text is no JSON (column {})", error.column());
            one(Fault::new("json", name, problem, expected).row(error.line() as u64))
        })?;
        let list = match &value {
            Value::Array(list) => Some(list),
            Value::Object(object) => object.get("data").and_then(Value::as_array),
            _ => None,
        };
        let Some(list) = list else {
            return Err(one(Fault::new("json", name, "there is no list", expected)));
        };
        let mut faults = Faults::new();
        let mut entries = Vec::new();
        for (row, value) in (1..).zip(list) {
            let mut reading = Reading {
                file: name,
                row,
                value,
                faults: &mut faults,
            };
            entries.extend(reading.entry());
        }
        faults.or(())?;
        Ok(Self { entries })
    }

    /// This and another, such as diklat and kursus.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.entries.extend(other.entries);
        self
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Shows how many entries there are, and nobody's id.
impl fmt::Debug for TrainingHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TrainingHistory({} entries)", self.entries.len())
    }
}

struct Reading<'a> {
    file: &'a str,
    row: u64,
    value: &'a Value,
    faults: &'a mut Faults,
}

impl Reading<'_> {
    fn entry(&mut self) -> Option<Entry> {
        let owner = self.text("pnsOrangId");
        if owner.is_none() {
            let problem = "the entry has no person";
            self.fault(
                "missing_value",
                "pnsOrangId",
                problem,
                "SIASN's id of the person",
            );
        }
        let is_course = ["namaKursus", "tahunKursus", "tanggalKursus", "jenisKursus"]
            .iter()
            .any(|key| self.value.get(*key).is_some());
        let (kind, names, days, year): (_, &[&str], _, _) = if is_course {
            let days = ["tanggalKursus", "tanggalSelesaiKursus"];
            ("kursus", &["namaKursus"], days, "tahunKursus")
        } else {
            let names = &["latihanStrukturalNama", "latihanStrukturalId"];
            ("diklat", names, ["tanggal", "tanggalSelesai"], "tahun")
        };
        let name = names.iter().find_map(|key| self.text(key));
        let [from, until] = days.map(|key| {
            let what = ("date", "not a day", "a day as DD-MM-YYYY");
            self.read(key, what, parse_date)
        });
        let what = ("year", "not a year", "a year from 1950 to 2100");
        let year = self.read(year, what, |text| {
            text.parse()
                .ok()
                .filter(|year| (1950..=2100).contains(year))
        });
        let last = until.or(from);
        let what = ("hours", "not a number of hours", "hours (JP), 0 or more");
        Some(Entry {
            hours: self.read("jumlahJam", what, |text| Hours::parse(text).ok()),
            owner: owner?,
            kind,
            name,
            provider: self.text("institusiPenyelenggara"),
            from,
            until,
            year: year.or(last.map(|day| i64::from(chrono::Datelike::year(&day)))),
        })
    }

    /// A text, or a number as a text; nothing where it is empty.
    fn text(&self, key: &str) -> Option<String> {
        let text = match self.value.get(key)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    fn read<T>(
        &mut self,
        key: &str,
        (code, problem, expected): (&str, &str, &str),
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(key)?;
        let found = read(&text);
        if found.is_none() {
            self.fault(code, key, problem, expected);
        }
        found
    }

    fn fault(&mut self, code: &str, key: &str, problem: &str, expected: &str) {
        let fault = Fault::new(code, self.file, problem, expected);
        self.faults.push(fault.row(self.row).column(key));
    }
}
