//! Competency packages in the form of 1EdTech CASE (Competencies and Academic Standards Exchange),
//! versions 1.0 and 1.1: a `CFPackage` as JSON.
//!
//! | part | becomes |
//! |---|---|
//! | `CFDocument` | the top of the hierarchy |
//! | `CFItems` | competencies; the name is the abbreviated statement, or the full one |
//! | `CFAssociations`, `isChildOf` | the hierarchy; of several parents the first, the others as relations |
//! | other `CFAssociations` | relations, by their type |
//! | `CFRubrics` | indicators: the levels of the criteria that name an item |
//!
//! `identifier` and `sourcedId` are one (files carry the one, some published schemas ask for the
//! other). Ends of associations outside the package are allowed. In faults and notes the row is the
//! number of the entry in its list, from 1, and the column its path.

use serde_json::{Map, Value};

use super::nodes::{Node, Nodes, Relation, Taken, relations};
use super::opened::{LARGEST_FILE, one, too_large};
use super::{Import, ReaderError};
use crate::framework::{CompetencyKind, Framework};
use crate::words::fault::{Fault, Faults};
use crate::words::table::{Column, Table};

/// How a package is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseOptions {
    /// Which items become competencies.
    pub taken: Taken,
    /// The kind of all of them: CASE has none.
    pub kind: CompetencyKind,
}

impl Default for CaseOptions {
    fn default() -> Self {
        Self {
            taken: Taken::All,
            kind: CompetencyKind::Technical,
        }
    }
}

/// Reads a package from a file.
///
/// # Errors
/// [`ReaderError::File`] if the file cannot be read; else those of [`read`].
pub fn load(
    path: impl AsRef<std::path::Path>,
    options: CaseOptions,
) -> Result<Import, ReaderError> {
    let path = path.as_ref();
    let bytes = super::opened::read_whole(path)?;
    read(&super::opened::name_of(path), &bytes, options)
}

/// Reads a package: tables `competencies`, `indicators` (if there are rubrics), `hierarchy` and
/// `relations`.
///
/// ```
/// use mahir::readers::case::{CaseOptions, read};
///
/// let package = r#"{
///     "CFDocument": {"identifier": "doc", "title": "Office"},
///     "CFItems": [
///         {"identifier": "a", "fullStatement": "Licensing"},
///         {"sourcedId": "b", "fullStatement": "Reads a licence's conditions"}
///     ],
///     "CFAssociations": [
///         {"originNodeURI": {"identifier": "a"}, "associationType": "isChildOf",
///          "destinationNodeURI": {"identifier": "doc"}},
///         {"originNodeURI": {"identifier": "b"}, "associationType": "isChildOf",
///          "destinationNodeURI": {"identifier": "a"}}
///     ]
/// }"#;
/// let import = read("office.json", package.as_bytes(), CaseOptions::default()).unwrap();
/// assert_eq!(import.table("competencies").unwrap().rows(), 2);
/// ```
///
/// # Errors
/// Every fault: no JSON, no `CFItems`, entries without identifier or statement, identifiers twice,
/// rings of `isChildOf`, levels of rubrics out of range.
pub fn read(name: &str, bytes: &[u8], options: CaseOptions) -> Result<Import, ReaderError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(one(too_large(name)));
    }
    let package = parse(name, bytes)?;
    let mut reading = Reading {
        file: name,
        nodes: Nodes::default(),
        faults: Faults::new(),
        notes: Faults::new(),
    };
    reading.document(&package);
    reading.items(&package);
    let related = reading.associations(&package);
    let indicators = reading.rubrics(&package);
    let Reading {
        nodes,
        mut faults,
        mut notes,
        ..
    } = reading;
    let depths = nodes.depths(name, "CFAssociations.isChildOf", &mut faults);
    let [competencies, hierarchy] =
        nodes.tables(&depths, options.taken, options.kind, name, &mut notes);
    faults.or(())?;
    let mut tables = vec![competencies, hierarchy, relations(&related)];
    tables.extend(indicators);
    Ok(Import::new(tables, notes))
}

/// The JSON object of a package.
fn parse(name: &str, bytes: &[u8]) -> Result<Map<String, Value>, ReaderError> {
    let expected = "a CASE package as JSON: an object with CFDocument, CFItems, CFAssociations";
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let problem = "the text is UTF-16";
        return Err(one(Fault::new("encoding", name, problem, "UTF-8")));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match serde_json::from_slice(bytes) {
        // Some servers wrap the package.
        Ok(Value::Object(mut object)) => Ok(match object.remove("CFPackage") {
            Some(Value::Object(inner)) => inner,
            _ => object,
        }),
        Ok(_) => {
            let problem = "the JSON is no object";
            Err(one(Fault::new("json", name, problem, expected)))
        }
        Err(error) => {
            let problem = format!("the text is no JSON: {error}");
            let fault = Fault::new("json", name, problem, expected);
            Err(one(fault.row(error.line() as u64)))
        }
    }
}

/// The identifier of an entry or of a link, under either of its names; a link may be a text.
fn identifier(value: &Value) -> Option<&str> {
    let found = match value {
        Value::Object(object) => ["identifier", "sourcedId"]
            .iter()
            .find_map(|key| object.get(*key).and_then(Value::as_str)),
        // A link as an address: its last part is the identifier.
        Value::String(text) => text.trim_end_matches('/').rsplit('/').next(),
        _ => None,
    };
    found.map(str::trim).filter(|id| !id.is_empty())
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    let text = value.get(key)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

struct Reading<'f> {
    file: &'f str,
    nodes: Nodes,
    faults: Faults,
    notes: Faults,
}

impl Reading<'_> {
    fn at(&self, code: &str, path: &str, number: u64, problem: &str, expected: &str) -> Fault {
        Fault::new(code, self.file, problem, expected)
            .row(number)
            .column(path)
    }

    /// A list of entries with their numbers; a fault if the key holds anything else.
    fn list<'v>(&mut self, owner: &'v Map<String, Value>, key: &str) -> Vec<(u64, &'v Value)> {
        match owner.get(key) {
            Some(Value::Array(list)) => (1..).zip(list).collect(),
            None | Some(Value::Null) => Vec::new(),
            Some(_) => {
                let fault = Fault::new("json", self.file, "the value is no list", "a list");
                self.faults.push(fault.column(key));
                Vec::new()
            }
        }
    }

    fn document(&mut self, package: &Map<String, Value>) {
        let Some(document) = package.get("CFDocument") else {
            return;
        };
        let Some(id) = identifier(document) else {
            let fault = Fault::new(
                "missing_value",
                self.file,
                "the document has no identifier",
                "an identifier or sourcedId",
            );
            self.faults.push(fault.column("CFDocument.identifier"));
            return;
        };
        let node = Node {
            id: id.to_owned(),
            name: text(document, "title").unwrap_or_default().to_owned(),
            description: text(document, "description").unwrap_or_default().to_owned(),
            sort: "document".to_owned(),
            is_cover: true,
            ..Node::default()
        };
        let path = "CFDocument.identifier";
        self.nodes.add(node, self.file, path, &mut self.faults);
    }

    fn items(&mut self, package: &Map<String, Value>) {
        if !package.contains_key("CFItems") {
            let expected = "a list of items";
            let fault = Fault::new(
                "missing_column",
                self.file,
                "there are no CFItems",
                expected,
            );
            self.faults.push(fault.column("CFItems"));
        }
        for (number, item) in self.list(package, "CFItems") {
            let Some(id) = identifier(item) else {
                let (path, expected) = ("CFItems.identifier", "an identifier or sourcedId");
                let problem = "the item has no identifier";
                let fault = self.at("missing_value", path, number, problem, expected);
                self.faults.push(fault);
                continue;
            };
            let full = text(item, "fullStatement");
            let Some(name) = text(item, "abbreviatedStatement").or(full) else {
                let (path, expected) = ("CFItems.fullStatement", "a statement");
                let problem = "the item has no statement";
                let fault = self.at("missing_value", path, number, problem, expected);
                self.faults.push(fault);
                continue;
            };
            let code = text(item, "humanCodingScheme");
            let node = Node {
                id: id.to_owned(),
                name: match code {
                    Some(code) => format!("{code} {name}"),
                    None => name.to_owned(),
                },
                description: full.unwrap_or_default().to_owned(),
                sort: text(item, "CFItemType").unwrap_or_default().to_owned(),
                row: number,
                ..Node::default()
            };
            let path = "CFItems.identifier";
            self.nodes.add(node, self.file, path, &mut self.faults);
        }
    }

    /// Takes the hierarchy into the nodes and gives the other associations.
    fn associations(&mut self, package: &Map<String, Value>) -> Vec<Relation> {
        let mut related = Vec::new();
        for (number, entry) in self.list(package, "CFAssociations") {
            let mut end = |key: &str| {
                let found = entry.get(key).and_then(identifier).map(str::to_owned);
                if found.is_none() {
                    let path = format!("CFAssociations.{key}");
                    let (problem, expected) = ("the association has no such end", "a node");
                    let fault = self.at("missing_value", &path, number, problem, expected);
                    self.faults.push(fault);
                }
                found
            };
            let (from, to) = (end("originNodeURI"), end("destinationNodeURI"));
            let Some(kind) = text(entry, "associationType") else {
                let (path, expected) = ("CFAssociations.associationType", "such as isChildOf");
                let problem = "the association has no type";
                let fault = self.at("missing_value", path, number, problem, expected);
                self.faults.push(fault);
                continue;
            };
            let (Some(from), Some(to)) = (from, to) else {
                continue;
            };
            let (child, parent) = (self.nodes.find(&from), self.nodes.find(&to));
            if child.is_none() || parent.is_none() {
                let path = "CFAssociations";
                let problem = "an end of the association is outside the package";
                let expected = "items of this package, to be part of its hierarchy";
                let note = self.at("outside", path, number, problem, expected);
                self.notes
                    .push(note.value(if child.is_none() { &from } else { &to }));
            }
            match (kind, child, parent) {
                ("isChildOf", Some(child), Some(_)) if self.nodes.list[child].parent.is_none() => {
                    self.nodes.list[child].parent = Some(to);
                }
                ("isChildOf", Some(child), Some(_))
                    if self.nodes.list[child].parent.as_deref() == Some(&to) => {}
                _ => related.push(Relation {
                    from,
                    kind: kind.to_owned(),
                    to,
                }),
            }
        }
        related
    }

    /// The levels of rubrics' criteria that name an item, as indicators; they also tell the item's
    /// highest level.
    fn rubrics(&mut self, package: &Map<String, Value>) -> Option<Table> {
        let mut found: Vec<(String, u8, String)> = Vec::new();
        for (number, rubric) in self.list(package, "CFRubrics") {
            let criteria = rubric.get("CFRubricCriteria").and_then(Value::as_array);
            for criterion in criteria.into_iter().flatten() {
                let item = criterion
                    .get("CFItemURI")
                    .and_then(identifier)
                    .and_then(|id| self.nodes.find(id))
                    .filter(|&item| !self.nodes.list[item].is_cover);
                let Some(item) = item else {
                    let path = "CFRubrics.CFRubricCriteria.CFItemURI";
                    let problem = "the criterion names no item of the package";
                    let note = self.at("outside", path, number, problem, "an item's identifier");
                    self.notes.push(note);
                    continue;
                };
                let levels = criterion.get("CFRubricCriterionLevels");
                for level in levels.and_then(Value::as_array).into_iter().flatten() {
                    let path = "CFRubrics.CFRubricCriteria.CFRubricCriterionLevels.position";
                    let position = level
                        .get("position")
                        .and_then(Value::as_u64)
                        .and_then(|position| u8::try_from(position).ok())
                        .filter(|level| (1..=Framework::HIGHEST_TOP_LEVEL).contains(level));
                    let Some(position) = position else {
                        let most = Framework::HIGHEST_TOP_LEVEL;
                        let expected = format!("a whole number from 1 to {most}");
                        let problem = "not the position of a level";
                        let fault = self.at("level", path, number, problem, &expected);
                        self.faults.push(fault);
                        continue;
                    };
                    let node = &mut self.nodes.list[item];
                    node.top_level = Some(node.top_level.unwrap_or(1).max(position));
                    let words = text(level, "description").or_else(|| text(level, "quality"));
                    if let Some(words) = words {
                        found.push((node.id.clone(), position, words.to_owned()));
                    }
                }
            }
        }
        (!found.is_empty()).then(|| {
            Table::new(
                "indicators",
                vec![
                    Column::texts("competency", found.iter().map(|row| row.0.as_str())),
                    Column::integers("level", found.iter().map(|row| i64::from(row.1))),
                    Column::texts("text", found.iter().map(|row| row.2.as_str())),
                ],
            )
        })
    }
}
