//! The employee export of SIASN/MyASN (69 columns, XLSX or CSV), and flat lists of SIMPEG.
//!
//! Personal data stay outside: an employee number becomes a pseudonym by a keyed hash
//! ([`PseudonymKey`]); names, NIK, telephone, mail, address, tax (NPWP) and health (BPJS) numbers,
//! religion and the like are dropped while they are read, and never stand in faults or notes. The
//! table `columns` tells what became of each column. A column can be kept by its name
//! ([`SiasnOptions::keep`]); it stands in the table `staff` then, outside the agency's tables.
//!
//! | gives | from |
//! |---|---|
//! | people: id, unit, post, status, retires_on | NIP BARU; UNOR; JABATAN; JENIS PEGAWAI and KEDUDUKAN HUKUM; TANGGAL LAHIR (or the number's first eight digits) and the age at which the class's service ends |
//! | posts: id, name, class | JABATAN ID, JABATAN NAMA; ESELON, JENIS JABATAN, and the tier at the end of a functional post's name |
//! | units: id, name, parent | UNOR ID, UNOR NAMA; the SATUAN KERJA KERJA above |
//!
//! The export holds no scores and no training: competencies, requirements and assessments come from
//! elsewhere, and what people attended from the training history ([`TrainingHistory`]), which becomes
//! the table `training` and, for a year, the people's `hours_this_year`. Who has left (retired, dismissed, died) is left out with a note.

mod columns;
mod history;
mod post;
mod pseudonym;

use std::collections::{BTreeMap, BTreeSet};

use columns::{
    ABOVE, ABOVE_NAME, BORN, ECHELON, NUMBER, OWNER, POST, POST_NAME, POST_SORT, SORT, STANDING,
    UNIT, UNIT_NAME, USED,
};

use super::walk::{Walk, plain};
use super::{Import, ReaderError};
use crate::agency::source::{Cell, TableSource};
use crate::regulation::Regulation;
use crate::words::fault::{Fault, Faults};
use crate::words::measure::{Date, parse_date};
use crate::words::table::{Column, Table};
use crate::workforce::EmploymentStatus;

pub use history::TrainingHistory;
pub use pseudonym::PseudonymKey;

/// How an export is read.
#[derive(Clone, Debug)]
pub struct SiasnOptions {
    /// The key of pseudonyms.
    pub key: PseudonymKey,
    /// Columns that are kept in the table `staff`, by their names. Whoever keeps a personal column
    /// answers for it.
    pub keep: Vec<String>,
    /// The ages at which service ends, by class of post.
    pub regulation: Regulation,
    /// What people attended, by the export's column PNS ID.
    pub history: Option<TrainingHistory>,
    /// The year whose hours become `hours_this_year`; without it that column is not there.
    pub year: Option<i32>,
}

impl SiasnOptions {
    /// Nothing kept, the regulation `indonesia`, no history.
    pub fn new(key: PseudonymKey) -> Self {
        Self {
            key,
            keep: Vec::new(),
            regulation: Regulation::indonesia(),
            history: None,
            year: None,
        }
    }
}

/// Who has left, by how the standing in law (kedudukan hukum) says it.
const LEFT: [&str; 6] = [
    "pensiun",
    "meninggal",
    "berhenti",
    "diberhentikan",
    "pemberhentian",
    "wafat",
];

/// A unit or post in the order of its first row.
#[derive(Default)]
struct Things {
    order: Vec<String>,
    names: BTreeMap<String, String>,
}

impl Things {
    /// Takes in a thing; tells the name that it has already, if that is another.
    fn add(&mut self, id: &str, name: &str) -> Option<String> {
        match self.names.get(id) {
            None => {
                self.order.push(id.to_owned());
                self.names.insert(id.to_owned(), name.to_owned());
                None
            }
            Some(known) => (known != name).then(|| known.clone()),
        }
    }
}

#[derive(Default)]
struct People {
    ids: Vec<String>,
    units: Vec<String>,
    posts: Vec<String>,
    statuses: Vec<EmploymentStatus>,
    retires_on: Vec<Option<Date>>,
    kept: Vec<Vec<Option<String>>>,
    /// SIASN's ids of those who have one, with their positions.
    owners: BTreeMap<String, usize>,
}

/// Reads an export: tables `people`, `posts`, `units`, `columns`, and `staff` if columns are kept.
///
/// ```
/// use mahir::agency::source::DelimitedSource;
/// use mahir::readers::siasn::{PseudonymKey, SiasnOptions, read};
///
/// let text = "NIP BARU;NAMA;NIK;JENIS PEGAWAI NAMA;ESELON NAMA;JABATAN NAMA;UNOR NAMA\n\
///             199001012015031001;Somebody;1271010101900001;PNS;IV.a;Lurah;Kelurahan A\n";
/// let mut source = DelimitedSource::from_text("export.csv", text);
/// let key = PseudonymKey::new(b"thirty-two bytes drawn by chance").unwrap();
/// let import = read(&mut source, &SiasnOptions::new(key)).unwrap();
/// let people = import.table("people").unwrap().to_csv();
/// assert!(people.ends_with("Kelurahan A,Lurah,PNS,2048-02-01\n"), "{people}");
/// assert!(!people.contains("1990"));
/// ```
///
/// # Errors
/// Every fault: numbers missing, not of 18 digits, twice, or damaged by a spreadsheet; units, posts
/// or columns missing; days that are none.
pub fn read(source: &mut dyn TableSource, options: &SiasnOptions) -> Result<Import, ReaderError> {
    let (mut faults, mut notes) = (Faults::new(), Faults::new());
    let (mut units, mut posts) = (Things::default(), Things::default());
    let mut above: BTreeMap<String, String> = BTreeMap::new();
    let mut classes: BTreeMap<String, &'static str> = BTreeMap::new();
    let mut people = People::default();
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    let mut uses = Table::new("columns", Vec::new());
    if let Some(mut walk) = Walk::by_name(source, &USED, &mut faults) {
        let (table, kept) = uses_of(&mut walk, options);
        uses = table;
        for (id, name) in [(UNIT, UNIT_NAME), (POST, POST_NAME)] {
            if !walk.has(id) && !walk.has(name) {
                let expected = format!("a column '{}' or '{}'", USED[id].name, USED[name].name);
                let fault = walk.place(name, "missing_column", "the column is missing", expected);
                walk.faults.push(fault);
            }
        }
        if options.history.is_some() && !walk.has(OWNER) {
            let expected = "a column 'PNS ID', by which the history tells who attended";
            let fault = walk.place(OWNER, "missing_column", "the column is missing", expected);
            walk.faults.push(fault);
        }
        while let Some(row) = walk.next() {
            let standing = plain(&walk.text(STANDING).unwrap_or_default());
            if LEFT.iter().any(|left| standing.contains(left)) {
                let problem = "the person has left and was left out";
                notes.push(walk.place(STANDING, "left", problem, "somebody in service"));
                continue;
            }
            let number = number(&mut walk);
            let unit = named(&mut walk, UNIT, UNIT_NAME, "a unit");
            let post = named(&mut walk, POST, POST_NAME, "a post");
            let born = day(&mut walk);
            let (Some(number), Some(unit), Some(post)) = (number, unit, post) else {
                continue;
            };
            if let Some(&first) = rows.get(&number) {
                let problem = format!("the number stands in row {first} already");
                walk.fault(NUMBER, "duplicate_id", problem, "each number once");
                continue;
            }
            for (things, thing, column) in [
                (&mut units, &unit, UNIT_NAME),
                (&mut posts, &post, POST_NAME),
            ] {
                if let Some(known) = things.add(&thing.0, &thing.1) {
                    let problem = format!("an earlier row calls it '{known}', which is kept");
                    notes.push(walk.place(column, "other_name", problem, "one name for one id"));
                }
            }
            if let (Some(id), name) = (walk.text(ABOVE), walk.text(ABOVE_NAME))
                && id != unit.0
            {
                units.add(&id, name.as_deref().unwrap_or(&id));
                above.entry(unit.0.clone()).or_insert(id);
            }
            let echelon = walk.text(ECHELON).unwrap_or_default();
            let sort = walk.text(POST_SORT).unwrap_or_default();
            if let Some(class) = post::class_of(&echelon, &sort, &post.1) {
                let known = *classes.entry(post.0.clone()).or_insert(class);
                if known != class {
                    let problem = format!("an earlier row of the post tells class {known}");
                    notes.push(walk.place(ECHELON, "other_class", problem, "one class for a post"));
                }
            }
            let sort = plain(&walk.text(SORT).unwrap_or_default());
            people.statuses.push(status_of(&sort, &standing, &number));
            let class = classes
                .get(&post.0)
                .and_then(|id| options.regulation.find_class(id));
            // A post whose class is not told ends as the posts of most people do.
            let class = class.or_else(|| options.regulation.find_class("pelaksana"));
            let age = class.map(|class| options.regulation.retirement_age(class));
            let born = born.or_else(|| born_by_number(&number));
            people.retires_on.push(
                born.zip(age)
                    .and_then(|(born, age)| post::retires_on(born, age)),
            );
            let text = |&place: &usize| match walk.cell_at(place) {
                Cell::Missing => None,
                cell => Some(cell.to_string()),
            };
            people
                .kept
                .push(kept.iter().map(|(place, _)| text(place)).collect());
            if let Some(owner) = walk.text(OWNER) {
                people.owners.insert(owner, people.ids.len());
            }
            people.ids.push(options.key.pseudonym(&number));
            people.units.push(unit.0);
            people.posts.push(post.0);
            rows.insert(number, row);
        }
        let names: Vec<String> = kept.into_iter().map(|(_, name)| name).collect();
        faults.or(())?;
        let attended = options
            .history
            .as_ref()
            .map(|history| attended(history, &people, options.year, &mut notes));
        return Ok(import(
            people, &units, &above, &posts, &classes, uses, &names, attended, notes,
        ));
    }
    faults.or(())?;
    Ok(Import::new(vec![uses], notes))
}

/// What becomes of each column, and the places and names of those that are kept.
fn uses_of(walk: &mut Walk<'_>, options: &SiasnOptions) -> (Table, Vec<(usize, String)>) {
    let wanted: BTreeSet<String> = options.keep.iter().map(|name| plain(name)).collect();
    let mut found = BTreeSet::new();
    let mut kept = Vec::new();
    let mut rows = Vec::new();
    for (place, name) in walk.header().iter().enumerate() {
        let simple = plain(name);
        if simple.is_empty() {
            continue;
        }
        let mut told = match walk.known_at(place) {
            Some(NUMBER) => "made a pseudonym",
            Some(OWNER) if options.history.is_some() => "matched with the history, dropped",
            Some(OWNER) => "personal, dropped",
            Some(_) => "used",
            None if columns::is_personal(&simple) => "personal, dropped",
            None => "not needed, dropped",
        };
        if wanted.contains(&simple) && found.insert(simple) {
            kept.push((place, name.clone()));
            told = "kept in staff";
        }
        rows.push((crate::words::fault::shown(name), told));
    }
    for name in &options.keep {
        if !found.contains(&plain(name)) {
            let problem = "a column that is to be kept is not there";
            let fault = Fault::new(
                "missing_column",
                walk.file(),
                problem,
                "a column of the header",
            );
            let fault = fault.row(1).column(&crate::words::fault::shown(name));
            walk.faults.push(fault);
        }
    }
    let table = Table::new(
        "columns",
        vec![
            Column::texts("column", rows.iter().map(|row| row.0.as_str())),
            Column::texts("use", rows.iter().map(|row| row.1)),
        ],
    );
    (table, kept)
}

/// The employee number: 18 digits, blanks, dots and dashes not counted.
fn number(walk: &mut Walk<'_>) -> Option<String> {
    let expected = "an employee number (NIP) of 18 digits, in a column of texts";
    let digits = match walk.cell(NUMBER) {
        Cell::Number(_) => {
            // The last digits of so large a number are lost in a spreadsheet.
            let fault = Fault::new(
                "damaged_number",
                walk.file(),
                "a spreadsheet made a number of it, whose last digits are lost",
                expected,
            );
            let fault = fault.row(walk.row()).column(USED[NUMBER].name);
            walk.faults.push(fault);
            return None;
        }
        Cell::Missing => None,
        cell => Some(cell.to_string()),
    };
    let Some(text) = digits else {
        walk.fault(NUMBER, "missing_value", "the number is missing", expected);
        return None;
    };
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '\'' | '`'))
        .collect();
    if digits.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(digits);
    }
    let is_damaged = text.contains(['e', 'E']) && text.starts_with(|c: char| c.is_ascii_digit());
    let (code, problem) = if is_damaged {
        (
            "damaged_number",
            "a spreadsheet made a number of it, whose last digits are lost",
        )
    } else {
        ("employee_number", "not an employee number")
    };
    // A number that is nearly right is somebody's too: it is not shown.
    let fault = Fault::new(code, walk.file(), problem, expected);
    let fault = fault.row(walk.row()).column(USED[NUMBER].name);
    walk.faults.push(fault);
    None
}

/// An id and a name, each of which stands for the other where it is missing.
fn named(walk: &mut Walk<'_>, id: usize, name: usize, what: &str) -> Option<(String, String)> {
    match (walk.text(id), walk.text(name)) {
        (Some(id), Some(name)) => Some((id, name)),
        (Some(text), None) | (None, Some(text)) => Some((text.clone(), text)),
        (None, None) => {
            // Where there is no such column at all, that was told already.
            if walk.has(id) || walk.has(name) {
                walk.fault(name, "missing_value", "the value is missing", what);
            }
            None
        }
    }
}

fn day(walk: &mut Walk<'_>) -> Option<Date> {
    if let Cell::Day(day) = walk.cell(BORN) {
        return Some(day);
    }
    let text = walk.text(BORN)?;
    let day = parse_date(&text);
    if day.is_none() {
        let fault = Fault::new(
            "date",
            walk.file(),
            "not a day",
            "a day as DD-MM-YYYY or YYYY-MM-DD",
        );
        let fault = fault.row(walk.row()).column(USED[BORN].name);
        walk.faults.push(fault);
    }
    day
}

/// The day of birth, which the first eight digits of the number are.
fn born_by_number(number: &str) -> Option<Date> {
    let part = |from: usize, until: usize| number.get(from..until)?.parse::<u32>().ok();
    let year = i32::try_from(part(0, 4)?).ok()?;
    Date::from_ymd_opt(year, part(4, 6)?, part(6, 8)?)
}

/// PPPK if the list says so. Where it says nothing, by the number: a PNS's digits 13 and 14 are the
/// month in which service began, a PPPK's are none (21).
fn status_of(sort: &str, standing: &str, number: &str) -> EmploymentStatus {
    let is_contract = |text: &str| text.contains("pppk") || text.contains("p3k");
    let says_nothing = sort.is_empty() && standing.is_empty();
    let month = number.get(12..14).and_then(|text| text.parse::<u32>().ok());
    let by_number = says_nothing && month.is_some_and(|month| month > 12);
    if is_contract(sort) || is_contract(standing) || by_number {
        EmploymentStatus::Pppk
    } else {
        EmploymentStatus::Pns
    }
}

/// The table `training`, and everybody's hours of a year.
fn attended(
    history: &TrainingHistory,
    people: &People,
    year: Option<i32>,
    notes: &mut Faults,
) -> (Table, Option<Vec<f64>>) {
    let mut found = Vec::new();
    let mut hours = vec![0_u64; people.ids.len()];
    for entry in &history.entries {
        let Some(&person) = people.owners.get(&entry.owner) else {
            continue;
        };
        if let (Some(year), Some(jp)) = (year, entry.hours)
            && entry.year == Some(i64::from(year))
            && let Some(sum) = hours.get_mut(person)
        {
            *sum += u64::from(jp.hundredths());
        }
        found.push((entry, &people.ids[person]));
    }
    let others = history.len() - found.len();
    if others > 0 {
        let problem = format!("{others} entries are of people who are not in the export");
        let expected = "people of the export; those entries were left out";
        notes.push(Fault::new("outside", "history", problem, expected));
    }
    let without = found
        .iter()
        .filter(|(entry, _)| entry.hours.is_none())
        .count();
    if without > 0 {
        let problem = format!("{without} entries tell no hours");
        notes.push(Fault::new(
            "no_value",
            "history",
            problem,
            "jumlahJam; they count as none",
        ));
    }
    let table = Table::new(
        "training",
        vec![
            Column::texts("person", found.iter().map(|row| row.1.as_str())),
            Column::texts("kind", found.iter().map(|row| row.0.kind)),
            Column::optional_texts("name", found.iter().map(|row| row.0.name.clone())),
            Column::optional_texts("provider", found.iter().map(|row| row.0.provider.clone())),
            Column::days("from", found.iter().map(|row| row.0.from)),
            Column::days("until", found.iter().map(|row| row.0.until)),
            Column::optional_integers("year", found.iter().map(|row| row.0.year)),
            Column::optional_numbers(
                "hours",
                found
                    .iter()
                    .map(|row| row.0.hours.map(|hours| hours.as_f64())),
            ),
        ],
    );
    let hours = year.map(|_| hours.iter().map(|&sum| sum as f64 / 100.0).collect());
    (table, hours)
}

#[allow(clippy::too_many_arguments)] // Everything that was found, once, at the end.
fn import(
    people: People,
    units: &Things,
    above: &BTreeMap<String, String>,
    posts: &Things,
    classes: &BTreeMap<String, &'static str>,
    uses: Table,
    kept: &[String],
    attended: Option<(Table, Option<Vec<f64>>)>,
    notes: Faults,
) -> Import {
    // Who is above somebody is at the top, so that the tree has no ring.
    let tops: BTreeSet<&String> = above.values().collect();
    let parent = |id: &String| {
        (!tops.contains(id))
            .then(|| above.get(id).cloned())
            .flatten()
    };
    let names = |things: &Things| -> Vec<String> {
        things
            .order
            .iter()
            .map(|id| things.names[id].clone())
            .collect()
    };
    let (training, hours) = attended.map_or((None, None), |(table, hours)| (Some(table), hours));
    let mut staff = vec![
        Column::texts("id", people.ids.iter().map(String::as_str)),
        Column::texts("unit", people.units),
        Column::texts("post", people.posts),
        Column::texts("status", people.statuses.iter().map(|status| status.id())),
        Column::days("retires_on", people.retires_on),
    ];
    staff.extend(hours.map(|hours| Column::numbers("hours_this_year", hours)));
    let mut tables = vec![
        Table::new("people", staff),
        Table::new(
            "posts",
            vec![
                Column::texts("id", posts.order.iter().map(String::as_str)),
                Column::texts("name", names(posts)),
                Column::optional_texts(
                    "class",
                    posts
                        .order
                        .iter()
                        .map(|id| classes.get(id).map(|&class| class.to_owned())),
                ),
            ],
        ),
        Table::new(
            "units",
            vec![
                Column::texts("id", units.order.iter().map(String::as_str)),
                Column::texts("name", names(units)),
                Column::optional_texts("parent", units.order.iter().map(parent)),
            ],
        ),
        uses,
    ];
    if !kept.is_empty() {
        let mut columns = vec![Column::texts("person", people.ids)];
        for (at, name) in kept.iter().enumerate() {
            let values = people.kept.iter().map(|row| row.get(at).cloned().flatten());
            columns.push(Column::optional_texts(name, values));
        }
        tables.push(Table::new("staff", columns));
    }
    tables.extend(training);
    Import::new(tables, notes)
}
