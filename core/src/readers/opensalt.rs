//! Competency frameworks as OpenSALT writes them into a spreadsheet (CSV or XLSX): the items of a
//! CASE document, one in each row.
//!
//! | column | becomes |
//! |---|---|
//! | identifier | the id |
//! | fullStatement, abbreviatedStatement, humanCodingScheme | the name, as in a CASE package; the full statement is the description |
//! | smartLevel | the hierarchy: `1.2` stands below `1` |
//! | CFItemType | what sort of item it is |
//!
//! The other columns (listEnumeration, conceptKeywords, notes, language, educationLevel, license,
//! lastChangeDateTime) are left out. CASE packages (JSON) of OpenSALT are read by
//! [`case`](crate::readers::case).

use std::collections::BTreeMap;

use super::nodes::{Node, Nodes, Taken, relations};
use super::walk::{Known, Walk, needed, wanted};
use super::{Import, ReaderError};
use crate::agency::source::TableSource;
use crate::framework::CompetencyKind;
use crate::words::fault::Faults;

const ID: usize = 0;
const FULL: usize = 1;
const CODE: usize = 2;
const PLACE: usize = 3;
const SHORT: usize = 4;
const SORT: usize = 5;

const COLUMNS: [Known; 6] = [
    needed("identifier", &["sourcedId"]),
    needed("fullStatement", &[]),
    wanted("humanCodingScheme", &[]),
    wanted("smartLevel", &[]),
    wanted("abbreviatedStatement", &[]),
    wanted("CFItemType", &[]),
];

/// How a framework of OpenSALT is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSaltOptions {
    /// Which items become competencies.
    pub taken: Taken,
    /// The kind of all of them: CASE has none.
    pub kind: CompetencyKind,
}

impl Default for OpenSaltOptions {
    fn default() -> Self {
        Self {
            taken: Taken::All,
            kind: CompetencyKind::Technical,
        }
    }
}

/// Reads a framework: tables `competencies`, `hierarchy` and `relations` (empty: a sheet has none).
///
/// ```
/// use mahir::agency::source::DelimitedSource;
/// use mahir::readers::opensalt::{OpenSaltOptions, read};
///
/// let text = "identifier,fullStatement,humanCodingScheme,smartLevel\n\
///             a,Licensing,L,1\n\
///             b,Reads a licence's conditions,L.1,1.1\n";
/// let mut source = DelimitedSource::from_text("office.csv", text);
/// let import = read(&mut source, OpenSaltOptions::default()).unwrap();
/// let hierarchy = import.table("hierarchy").unwrap().to_csv();
/// assert!(hierarchy.contains("b,a,1,L.1 Reads a licence's conditions"));
/// ```
///
/// # Errors
/// Every fault: columns or values missing, ids or places twice, places that are no outline.
pub fn read(source: &mut dyn TableSource, options: OpenSaltOptions) -> Result<Import, ReaderError> {
    let (mut faults, mut notes) = (Faults::new(), Faults::new());
    let mut nodes = Nodes::default();
    let mut places: BTreeMap<Vec<u32>, (String, u64)> = BTreeMap::new();
    let file = source.name().to_owned();
    if let Some(mut walk) = Walk::by_name(source, &COLUMNS, &mut faults) {
        while let Some(row) = walk.next() {
            let id = walk.required(ID, "an identifier");
            let full = walk.required(FULL, "a statement");
            let (Some(id), Some(full)) = (id, full) else {
                continue;
            };
            if let Some(text) = walk.text(PLACE) {
                match outline(&text) {
                    Some(place) => {
                        let earlier = places.insert(place, (id.clone(), row));
                        if let Some((_, first)) = earlier {
                            let problem = format!("the place stands in row {first} already");
                            walk.fault(PLACE, "duplicate_place", problem, "each place once");
                        }
                    }
                    None => walk.fault(
                        PLACE,
                        "outline",
                        "not a place in an outline",
                        "whole numbers with points between them, such as 1.2",
                    ),
                }
            }
            let name = walk.text(SHORT).unwrap_or_else(|| full.clone());
            let node = Node {
                id,
                name: match walk.text(CODE) {
                    Some(code) => format!("{code} {name}"),
                    None => name,
                },
                description: full,
                sort: walk.text(SORT).unwrap_or_default(),
                row,
                ..Node::default()
            };
            nodes.add(node, &file, COLUMNS[ID].name, walk.faults);
        }
    }
    for (place, (id, _)) in &places {
        // Where a place is left out, the item stands below the nearest one above.
        let above = (1..place.len())
            .rev()
            .find_map(|length| places.get(&place[..length]));
        if let (Some(at), Some((parent, _))) = (nodes.find(id), above) {
            nodes.list[at].parent = Some(parent.clone());
        }
    }
    let depths = nodes.depths(&file, COLUMNS[PLACE].name, &mut faults);
    let [competencies, hierarchy] =
        nodes.tables(&depths, options.taken, options.kind, &file, &mut notes);
    faults.or(())?;
    Ok(Import::new(
        vec![competencies, hierarchy, relations(&[])],
        notes,
    ))
}

/// The numbers of a place such as `1.2`; nothing if it is none.
fn outline(text: &str) -> Option<Vec<u32>> {
    let text = text.trim().trim_end_matches('.');
    text.split('.')
        .map(|part| part.trim().parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn places_are_whole_numbers_with_points_between_them() {
        assert_eq!(outline("1.2.10"), Some(vec![1, 2, 10]));
        assert_eq!(outline(" 3. "), Some(vec![3]));
        for other in ["", "a", "1..2", "-1", "1,2", "99999999999", "."] {
            assert_eq!(outline(other), None, "{other}");
        }
    }
}
