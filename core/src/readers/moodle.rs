//! Competency frameworks as Moodle writes them (Site administration → Competencies → Export).
//!
//! Fourteen columns, told by their position as Moodle does, since the header is translated: parent
//! id number, id number, short name, description, description format, scale values, scale
//! configuration, rule type, rule outcome, rule configuration, cross-referenced id numbers, exported
//! id, is framework, taxonomy. Several frameworks may stand in one file. (Format after Moodle's
//! `tool_lpimportcsv`.)
//!
//! A framework's row becomes the top of the hierarchy, every other row a competency. The highest
//! level is the number of values of the competency's scale, or of its framework's; without a scale
//! it is the usual five. Rules of completion are left out.

use super::nodes::{Node, Nodes, Relation, Taken, relations};
use super::walk::{Known, Walk, needed, wanted};
use super::{Import, ReaderError};
use crate::agency::source::TableSource;
use crate::framework::{CompetencyKind, Framework};
use crate::words::fault::{Fault, Faults};

const PARENT: usize = 0;
const ID: usize = 1;
const NAME: usize = 2;
const DESCRIPTION: usize = 3;
const SCALE: usize = 5;
const CROSS: usize = 10;
const IS_FRAMEWORK: usize = 12;
const TAXONOMY: usize = 13;

const COLUMNS: [Known; 14] = [
    needed("Parent id number", &[]),
    needed("Id number", &[]),
    needed("Shortname", &[]),
    needed("Description", &[]),
    needed("Description format", &[]),
    needed("Scale values", &[]),
    needed("Scale configuration", &[]),
    needed("Rule type (optional)", &[]),
    needed("Rule outcome (optional)", &[]),
    needed("Rule config (optional)", &[]),
    needed("Cross referenced competency id numbers", &[]),
    needed("Exported id (optional)", &[]),
    needed("Is framework", &[]),
    wanted("Taxonomy", &[]),
];

/// How a framework of Moodle is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoodleOptions {
    /// Which nodes become competencies.
    pub taken: Taken,
    /// The kind of all of them: Moodle has none.
    pub kind: CompetencyKind,
}

impl Default for MoodleOptions {
    fn default() -> Self {
        Self {
            taken: Taken::All,
            kind: CompetencyKind::Technical,
        }
    }
}

/// Reads a framework: tables `competencies`, `hierarchy` and `relations` (cross-references).
///
/// ```
/// use mahir::agency::source::DelimitedSource;
/// use mahir::readers::moodle::{MoodleOptions, read};
///
/// let text = "Parent id number,Id number,Shortname,Description,Description format,Scale values,\
///             Scale configuration,Rule type (optional),Rule outcome (optional),\
///             Rule config (optional),Cross referenced competency id numbers,\
///             Exported id (optional),Is framework,Taxonomy\n\
///             ,OFFICE,Office,,1,\"Not yet,Good,Excellent\",,,,,,,1,competency\n\
///             ,REG,Regulation,,1,,,,,,LET,,,\n\
///             REG,LET,Letters,,1,,,,,,,,,\n";
/// let mut source = DelimitedSource::from_text("office.csv", text);
/// let import = read(&mut source, MoodleOptions::default()).unwrap();
/// let competencies = import.table("competencies").unwrap().to_csv();
/// assert_eq!(
///     competencies,
///     "id,name,kind,top_level,description\n\
///      REG,Regulation,technical,3,\nLET,Letters,technical,3,\n"
/// );
/// ```
///
/// # Errors
/// Every fault: columns missing, ids missing or twice, unknown parents, rings, scales of more than
/// ten values.
pub fn read(source: &mut dyn TableSource, options: MoodleOptions) -> Result<Import, ReaderError> {
    let (mut faults, mut notes) = (Faults::new(), Faults::new());
    let mut nodes = Nodes::default();
    let mut cross = Vec::new();
    let file = source.name().to_owned();
    if let Some(mut walk) = Walk::by_position(source, &COLUMNS, &mut faults) {
        let mut framework: Option<(String, Option<u8>)> = None;
        while let Some(row) = walk.next() {
            let Some(id) = walk.required(ID, "an id number that no other row has") else {
                continue;
            };
            let name = walk.required(NAME, "a short name").unwrap_or_default();
            let top_level = scale(&mut walk);
            let is_cover = is_true(walk.text(IS_FRAMEWORK).as_deref());
            let parent = walk.text(PARENT);
            if is_cover {
                framework = Some((id.clone(), top_level));
            }
            let (cover, usual) = match &framework {
                Some((cover, usual)) if !is_cover => (Some(cover.clone()), *usual),
                _ => (None, None),
            };
            if let Some(texts) = walk.text(CROSS) {
                let named = texts.split(',').map(str::trim).filter(|to| !to.is_empty());
                // A comma within an id number is written so.
                cross.extend(named.map(|to| (row, id.clone(), to.replace("%2C", ","))));
            }
            let node = Node {
                id,
                name,
                // The pages that Moodle writes hold markup; a table of an office holds text.
                description: plain_text(&walk.text(DESCRIPTION).unwrap_or_default()),
                sort: match walk.text(TAXONOMY) {
                    Some(taxonomy) => taxonomy,
                    None if is_cover => "framework".to_owned(),
                    None => String::new(),
                },
                parent: parent.or(cover),
                is_cover,
                top_level: top_level.or(usual),
                row,
            };
            nodes.add(node, &file, COLUMNS[ID].name, walk.faults);
        }
    }
    let unknown = |row, column: usize, value: &str| {
        Fault::new(
            "unknown_id",
            &file,
            "unknown id number",
            "an id number of this file",
        )
        .row(row)
        .column(COLUMNS[column].name)
        .value(value)
    };
    for node in &nodes.list {
        if let Some(parent) = node.parent.as_deref()
            && nodes.find(parent).is_none()
        {
            faults.push(unknown(node.row, PARENT, parent));
        }
    }
    let mut related = Vec::new();
    for (row, from, to) in cross {
        if nodes.find(&to).is_none() {
            // Moodle itself passes over what it does not find.
            notes.push(unknown(row, CROSS, &to));
        } else {
            let kind = "related".to_owned();
            related.push(Relation { from, kind, to });
        }
    }
    let depths = nodes.depths(&file, COLUMNS[PARENT].name, &mut faults);
    let [competencies, hierarchy] =
        nodes.tables(&depths, options.taken, options.kind, &file, &mut notes);
    faults.or(())?;
    Ok(Import::new(
        vec![competencies, hierarchy, relations(&related)],
        notes,
    ))
}

/// The words of a description in HTML, or of one in plain text.
fn plain_text(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    // What is no mark stays: "levels < 3" is a text.
    while let Some(at) = rest.find('<') {
        let (before, mark) = rest.split_at(at);
        words.push_str(before);
        let is_mark = mark[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c));
        match mark.find('>').filter(|_| is_mark) {
            Some(end) => {
                words.push(' ');
                rest = &mark[end + 1..];
            }
            None => {
                words.push('<');
                rest = &mark[1..];
            }
        }
    }
    words.push_str(rest);
    for (name, sign) in [
        ("nbsp", " "),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("#39", "'"),
        ("amp", "&"),
    ] {
        words = words.replace(&format!("&{name};"), sign);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_true(text: Option<&str>) -> bool {
    text.is_some_and(|text| !matches!(text, "0" | "false" | "FALSE" | "False" | "no"))
}

/// How many values the row's scale has.
fn scale(walk: &mut Walk<'_>) -> Option<u8> {
    let text = walk.text(SCALE)?;
    let values = text.split(',').filter(|value| !value.trim().is_empty());
    let count = values.count();
    let top = u8::try_from(count)
        .ok()
        .filter(|top| (1..=Framework::HIGHEST_TOP_LEVEL).contains(top));
    if top.is_none() {
        let most = Framework::HIGHEST_TOP_LEVEL;
        let expected = format!("from one to {most} values with commas between");
        walk.fault(
            SCALE,
            "scale",
            format!("the scale has {count} values"),
            expected,
        );
    }
    top
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn the_words_of_a_page_are_kept_and_its_marks_are_not() {
        for (html, text) in [
            (
                "<p dir=\"ltr\">Knows&nbsp;the <b>rules</b></p>\n<ul><li>one</li></ul>",
                "Knows the rules one",
            ),
            ("levels < 3 &amp; > 1", "levels < 3 & > 1"),
            ("a &amp;lt; b", "a &lt; b"),
            ("<", "<"),
            ("<p", "<p"),
            ("<é>", "<é>"),
            ("", ""),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }
}
