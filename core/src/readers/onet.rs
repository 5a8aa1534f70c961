//! O*NET tables of the United States Department of Labor: occupations and how important and how
//! high each skill, knowledge or ability is in them.
//!
//! Columns of `Skills.txt`, `Knowledge.txt` and `Abilities.txt` (or the workbooks): O*NET-SOC Code,
//! Element ID, Element Name, Scale ID (`IM` importance 1–5, `LV` level 0–7), Data Value, N,
//! Standard Error, Lower CI Bound, Upper CI Bound, Recommend Suppress, Not Relevant, Date, Domain
//! Source; of `Occupation Data.txt`: O*NET-SOC Code, Title, Description; of `Content Model
//! Reference.txt`, which describes the elements: Element ID, Element Name, Description. `n/a` is no
//! value.
//!
//! An occupation becomes a post, an element a competency on levels up to 7, and the value on the
//! scale `LV` the level that the post requires, with the value on `IM` as importance. Values that
//! O*NET recommends to suppress, or says are not relevant, are left out with a note; a level of 0
//! is no requirement.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{Known, Walk, needed, wanted};
use super::{Import, ReaderError};
use crate::agency::source::TableSource;
use crate::framework::CompetencyKind;
use crate::words::fault::{Fault, Faults};
use crate::words::measure::{Level, Weight, parse_number};
use crate::words::table::{Column, Table};

/// The highest value of the scale `LV`.
const TOP_LEVEL: u8 = 7;

const CODE: usize = 0;
const ELEMENT: usize = 1;
const NAME: usize = 2;
const SCALE: usize = 3;
const VALUE: usize = 4;
const COUNT: usize = 5;
const ERROR: usize = 6;
const SUPPRESS: usize = 7;
const NOT_RELEVANT: usize = 8;
const DATE: usize = 9;

const RATINGS: [Known; 10] = [
    needed("O*NET-SOC Code", &["onetsoc_code", "SOC Code"]),
    needed("Element ID", &[]),
    needed("Element Name", &[]),
    needed("Scale ID", &[]),
    needed("Data Value", &[]),
    wanted("N", &["Sample Size"]),
    wanted("Standard Error", &[]),
    wanted("Recommend Suppress", &[]),
    wanted("Not Relevant", &[]),
    wanted("Date", &["Date Updated"]),
];

const TITLE: usize = 1;

const OCCUPATIONS: [Known; 2] = [
    needed("O*NET-SOC Code", &["onetsoc_code", "SOC Code"]),
    needed("Title", &[]),
];

const ELEMENT_ID: usize = 0;
const DESCRIPTION: usize = 1;

const ELEMENTS: [Known; 2] = [needed("Element ID", &[]), needed("Description", &[])];

/// The files of a reading.
pub struct OnetFiles<'s> {
    /// Skills, knowledge, abilities: one or more.
    pub ratings: Vec<&'s mut dyn TableSource>,
    /// The occupations' titles.
    pub occupations: Option<&'s mut dyn TableSource>,
    /// What the elements are (the content model).
    pub elements: Option<&'s mut dyn TableSource>,
}

impl<'s> OnetFiles<'s> {
    /// One file of ratings, no titles, no descriptions.
    pub fn of(ratings: &'s mut dyn TableSource) -> Self {
        Self {
            ratings: vec![ratings],
            occupations: None,
            elements: None,
        }
    }
}

/// How O*NET is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnetOptions {
    /// The codes of the occupations that are taken; all, if empty.
    pub only: BTreeSet<String>,
    /// Whether values are taken that O*NET recommends to suppress (their error is large).
    pub suppressed: bool,
    /// The kind of all competencies: O*NET has none of these.
    pub kind: CompetencyKind,
}

impl Default for OnetOptions {
    fn default() -> Self {
        Self {
            only: BTreeSet::new(),
            suppressed: false,
            kind: CompetencyKind::Technical,
        }
    }
}

/// A row of ratings that is kept.
struct Rating {
    post: String,
    element: String,
    scale: String,
    value: f64,
    count: Option<i64>,
    error: Option<f64>,
    date: Option<String>,
    /// The value as it stands there, since it is read exactly.
    text: String,
    is_used: bool,
}

/// Reads the files: tables `posts`, `competencies`, `requirements` and `ratings`.
///
/// # Errors
/// Every fault: columns or values missing, values out of their scale, ratings that are there twice.
pub fn read(files: OnetFiles<'_>, options: &OnetOptions) -> Result<Import, ReaderError> {
    let (mut faults, mut notes) = (Faults::new(), Faults::new());
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeMap<(String, String, String), u64> = BTreeMap::new();
    let mut ratings = Vec::new();
    for source in files.ratings {
        if let Some(mut walk) = Walk::by_name(source, &RATINGS, &mut faults) {
            while walk.next().is_some() {
                rating(
                    &mut walk,
                    options,
                    &mut names,
                    &mut seen,
                    &mut ratings,
                    &mut notes,
                );
            }
        }
    }
    let mut titles = BTreeMap::new();
    if let Some(source) = files.occupations
        && let Some(mut walk) = Walk::by_name(source, &OCCUPATIONS, &mut faults)
    {
        while let Some(row) = walk.next() {
            let code = walk.required(CODE, "the code of an occupation");
            let title = walk.required(TITLE, "a title");
            let (Some(code), Some(title)) = (code, title) else {
                continue;
            };
            if let Some((_, first)) = titles.insert(code, (title, row)) {
                let problem = format!("the code stands in row {first} already");
                walk.fault(CODE, "duplicate_id", problem, "each code once");
            }
        }
    }
    let mut descriptions = BTreeMap::new();
    if let Some(source) = files.elements
        && let Some(mut walk) = Walk::by_name(source, &ELEMENTS, &mut faults)
    {
        while let Some(row) = walk.next() {
            let Some(id) = walk.required(ELEMENT_ID, "the id of an element") else {
                continue;
            };
            let Some(text) = walk.text(DESCRIPTION) else {
                continue;
            };
            if let Some((_, first)) = descriptions.insert(id, (text, row)) {
                let problem = format!("the id stands in row {first} already");
                walk.fault(ELEMENT_ID, "duplicate_id", problem, "each id once");
            }
        }
    }
    for wanted in &options.only {
        if !ratings.iter().any(|rating: &Rating| rating.post == *wanted) {
            notes.push(
                Fault::new(
                    "unknown_id",
                    "ratings",
                    "no rating of a wanted occupation",
                    "a code of the ratings, such as 43-4031.00",
                )
                .value(wanted),
            );
        }
    }
    faults.or(())?;
    Ok(Import::new(
        tables(&ratings, &names, &titles, &descriptions, options),
        notes,
    ))
}

/// Reads one row of ratings.
fn rating(
    walk: &mut Walk<'_>,
    options: &OnetOptions,
    names: &mut BTreeMap<String, String>,
    seen: &mut BTreeMap<(String, String, String), u64>,
    ratings: &mut Vec<Rating>,
    notes: &mut Faults,
) {
    let post = walk.required(CODE, "the code of an occupation");
    let element = walk.required(ELEMENT, "the id of an element");
    let scale = walk.required(SCALE, "IM or LV");
    let (Some(post), Some(element), Some(scale)) = (post, element, scale) else {
        return;
    };
    if !options.only.is_empty() && !options.only.contains(&post) {
        return;
    }
    // Work styles, interests and the like have other scales; they are no levels.
    let range = match scale.as_str() {
        "IM" => 1.0..=5.0,
        "LV" => 0.0..=f64::from(TOP_LEVEL),
        _ => {
            notes.push(walk.place(
                SCALE,
                "scale",
                "the row is on another scale and was left out",
                "IM or LV",
            ));
            return;
        }
    };
    let given = |text: Option<String>| text.filter(|text| !text.eq_ignore_ascii_case("n/a"));
    let Some(text) = given(walk.text(VALUE)) else {
        notes.push(walk.place(VALUE, "no_value", "the row has no value", "a number"));
        return;
    };
    let value = parse_number(&text)
        .ok()
        .filter(|value| range.contains(value));
    let Some(value) = value else {
        let expected = format!("a number from {} to {}", range.start(), range.end());
        walk.fault(
            VALUE,
            "value",
            format!("no value of the scale {scale}"),
            expected,
        );
        return;
    };
    let key = (post.clone(), element.clone(), scale.clone());
    let row = seen.len() as u64;
    if seen.insert(key, row).is_some() {
        let problem = "the occupation's element is on this scale already";
        walk.fault(ELEMENT, "duplicate_row", problem, "each scale once");
        return;
    }
    let mut is_used = true;
    let is_yes = |text: Option<String>| text.is_some_and(|text| text.eq_ignore_ascii_case("y"));
    if !options.suppressed && is_yes(walk.text(SUPPRESS)) {
        let problem = "O*NET recommends to suppress the value; it was left out";
        notes.push(walk.place(SUPPRESS, "suppressed", problem, "N"));
        is_used = false;
    }
    if is_yes(walk.text(NOT_RELEVANT)) {
        let problem = "not relevant for the occupation; it was left out";
        notes.push(walk.place(NOT_RELEVANT, "not_relevant", problem, "N"));
        is_used = false;
    }
    let mut number = |column: usize| {
        let text = given(walk.text(column))?;
        let number = parse_number(&text).ok().filter(|number| *number >= 0.0);
        if number.is_none() {
            walk.fault(column, "number", "not such a number", "a number, 0 or more");
        }
        number
    };
    let (count, error) = (number(COUNT), number(ERROR));
    let name = walk.text(NAME).unwrap_or_else(|| element.clone());
    names.entry(element.clone()).or_insert(name);
    ratings.push(Rating {
        post,
        element,
        scale,
        value,
        // Counts of respondents are small; a cast never cuts what is in range.
        count: count.map(|count| count as i64),
        error,
        date: walk.text(DATE),
        text,
        is_used,
    });
}

fn tables(
    ratings: &[Rating],
    names: &BTreeMap<String, String>,
    titles: &BTreeMap<String, (String, u64)>,
    descriptions: &BTreeMap<String, (String, u64)>,
    options: &OnetOptions,
) -> Vec<Table> {
    let mut importance = BTreeMap::new();
    for rating in ratings
        .iter()
        .filter(|rating| rating.is_used && rating.scale == "IM")
    {
        if let Ok(weight) = Weight::parse(&rating.text) {
            importance.insert((rating.post.as_str(), rating.element.as_str()), weight);
        }
    }
    let mut required = Vec::new();
    for rating in ratings
        .iter()
        .filter(|rating| rating.is_used && rating.scale == "LV")
    {
        if let Ok(level) = Level::parse(&rating.text)
            && !level.is_none()
        {
            let weight = importance.get(&(rating.post.as_str(), rating.element.as_str()));
            required.push((rating, level, weight));
        }
    }
    let posts: BTreeSet<&str> = ratings.iter().map(|rating| rating.post.as_str()).collect();
    let title = |code: &str| titles.get(code).map(|(title, _)| title.clone());
    vec![
        Table::new(
            "posts",
            vec![
                Column::texts("id", posts.iter().copied()),
                Column::optional_texts("name", posts.iter().map(|code| title(code))),
            ],
        ),
        Table::new(
            "competencies",
            vec![
                Column::texts("id", names.keys().map(String::as_str)),
                Column::texts("name", names.values().map(String::as_str)),
                Column::texts("kind", names.iter().map(|_| options.kind.id())),
                Column::integers("top_level", names.iter().map(|_| i64::from(TOP_LEVEL))),
                Column::optional_texts(
                    "description",
                    names
                        .keys()
                        .map(|id| descriptions.get(id).map(|(text, _)| text.clone())),
                ),
            ],
        ),
        Table::new(
            "requirements",
            vec![
                Column::texts("post", required.iter().map(|row| row.0.post.as_str())),
                Column::texts(
                    "competency",
                    required.iter().map(|row| row.0.element.as_str()),
                ),
                Column::numbers("level", required.iter().map(|row| row.0.value)),
                Column::optional_numbers(
                    "importance",
                    required
                        .iter()
                        .map(|row| row.2.map(|weight| weight.thousandths() as f64 / 1_000.0)),
                ),
            ],
        ),
        Table::new(
            "ratings",
            vec![
                Column::texts("post", ratings.iter().map(|row| row.post.as_str())),
                Column::texts("competency", ratings.iter().map(|row| row.element.as_str())),
                Column::texts("scale", ratings.iter().map(|row| row.scale.as_str())),
                Column::numbers("value", ratings.iter().map(|row| row.value)),
                Column::optional_integers("respondents", ratings.iter().map(|row| row.count)),
                Column::optional_numbers("standard_error", ratings.iter().map(|row| row.error)),
                Column::optional_texts("date", ratings.iter().map(|row| row.date.clone())),
                Column::booleans("is_used", ratings.iter().map(|row| row.is_used)),
            ],
        ),
    ]
}
