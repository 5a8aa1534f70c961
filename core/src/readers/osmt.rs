//! Skills as OSMT, the Open Skills Management Tool, takes them in one sheet (its batch CSV): a skill
//! in each row, lists with `;` between their parts.
//!
//! | column | becomes |
//! |---|---|
//! | Skill Name | the competency, and its id: the file has none |
//! | Contextualized Skill Statement | the description |
//! | Skill Categories | the first is the node above in the hierarchy; all are relations |
//! | O*Net Job Role | posts and requirements, if the caller says which level a job asks for; relations |
//! | Collection, Keywords, Professional Standards, Certifications, BLS groups, Employer, Alignment | relations |
//!
//! Authors are people, so they are dropped. OSMT has no levels.

use std::collections::{BTreeMap, BTreeSet};

use super::nodes::{Node, Nodes, Relation, Taken, relations};
use super::walk::{Known, Walk, needed, wanted};
use super::{Import, ReaderError};
use crate::agency::source::TableSource;
use crate::framework::CompetencyKind;
use crate::words::fault::{Fault, Faults};
use crate::words::measure::Level;
use crate::words::table::{Column, Table};

const NAME: usize = 0;
const STATEMENT: usize = 1;
const CATEGORIES: usize = 2;
const ROLES: usize = 3;

const COLUMNS: [Known; 14] = [
    needed("Skill Name", &[]),
    wanted("Contextualized Skill Statement", &[]),
    wanted("Skill Categories", &["Skill Category"]),
    wanted("O*Net Job Role", &["O*NET Job Roles"]),
    wanted("Collection", &["Collections"]),
    wanted("Keywords", &[]),
    wanted("Professional Standards", &[]),
    wanted("Certifications", &[]),
    wanted("BLS Major Group", &[]),
    wanted("BLS Minor Group", &[]),
    wanted("BLS Broad Occupation", &[]),
    wanted("BLS Detailed Occupation", &[]),
    wanted("Employer", &["Employers"]),
    wanted("Alignment", &[]),
];

/// What a relation of each list is called; the list's column is at the same place.
const LISTS: [(usize, &str); 12] = [
    (CATEGORIES, "category"),
    (ROLES, "job_role"),
    (4, "collection"),
    (5, "keyword"),
    (6, "professional_standard"),
    (7, "certification"),
    (8, "bls_major_group"),
    (9, "bls_minor_group"),
    (10, "bls_broad_occupation"),
    (11, "bls_detailed_occupation"),
    (12, "employer"),
    (13, "alignment"),
];

/// The longest id that is made of a name, in characters.
const LONGEST_ID: usize = 60;

/// How skills of OSMT are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OsmtOptions {
    /// The level that a job asks of a skill that names it; nothing unless said otherwise, so that
    /// there are no posts and requirements.
    pub asked: Option<Level>,
    /// The kind of all competencies: OSMT has none.
    pub kind: CompetencyKind,
}

impl Default for OsmtOptions {
    fn default() -> Self {
        Self {
            asked: None,
            kind: CompetencyKind::Technical,
        }
    }
}

/// Reads skills: tables `competencies`, `hierarchy`, `relations`, and with a level that jobs ask
/// for `posts` and `requirements`.
///
/// ```
/// use mahir::agency::source::DelimitedSource;
/// use mahir::readers::osmt::{OsmtOptions, read};
/// use mahir::words::measure::Level;
///
/// let text = "Skill Name,Skill Categories,Contextualized Skill Statement,Keywords,O*Net Job Role\n\
///             Record Keeping,Office,Keep records of cases.,files; archives,43-4071.00\n";
/// let options = OsmtOptions { asked: Some(Level::whole(3)), ..OsmtOptions::default() };
/// let mut source = DelimitedSource::from_text("skills.csv", text);
/// let import = read(&mut source, options).unwrap();
/// assert_eq!(
///     import.table("requirements").unwrap().to_csv(),
///     "post,competency,level\n43-4071.00,record-keeping,3\n"
/// );
/// assert_eq!(import.table("relations").unwrap().rows(), 4);
/// ```
///
/// # Errors
/// Every fault: the column of names or a name missing, names without a letter or digit.
pub fn read(source: &mut dyn TableSource, options: OsmtOptions) -> Result<Import, ReaderError> {
    let (mut faults, mut notes) = (Faults::new(), Faults::new());
    let mut nodes = Nodes::default();
    let mut ids = Made::default();
    let mut related: BTreeSet<(String, usize, String)> = BTreeSet::new();
    let mut categories: BTreeMap<String, String> = BTreeMap::new();
    let file = source.name().to_owned();
    if let Some(mut walk) = Walk::by_name(source, &COLUMNS, &mut faults) {
        while let Some(row) = walk.next() {
            let Some(name) = walk.required(NAME, "the name of a skill") else {
                continue;
            };
            let made = made_of(&name);
            if made.is_empty() {
                let problem = "no id can be made of the name";
                walk.fault(NAME, "name", problem, "a name with a letter or digit");
                continue;
            }
            let statement = walk.text(STATEMENT).unwrap_or_default();
            let (id, is_known) = ids.id(&nodes, &made, &name, &statement);
            if !is_known && id != made {
                let problem = format!("another skill is called so; this one's id is {id}");
                notes.push(walk.place(NAME, "same_name", problem, "names that differ"));
            }
            for (place, &(column, _)) in LISTS.iter().enumerate() {
                for part in parts(walk.text(column).as_deref().unwrap_or_default()) {
                    related.insert((id.clone(), place, part.to_owned()));
                }
            }
            let list = walk.text(CATEGORIES).unwrap_or_default();
            let category = parts(&list).next().map(|category| {
                let above = format!("category {category}");
                categories.insert(above.clone(), category.to_owned());
                above
            });
            if !is_known {
                let node = Node {
                    id,
                    name,
                    description: statement,
                    sort: "skill".to_owned(),
                    parent: category,
                    row,
                    ..Node::default()
                };
                nodes.add(node, &file, COLUMNS[NAME].name, walk.faults);
            }
        }
    }
    for (id, name) in categories {
        let node = Node {
            id,
            name,
            sort: "category".to_owned(),
            is_cover: true,
            ..Node::default()
        };
        nodes.add(node, &file, COLUMNS[CATEGORIES].name, &mut faults);
    }
    let depths = nodes.depths(&file, COLUMNS[CATEGORIES].name, &mut faults);
    let [competencies, hierarchy] =
        nodes.tables(&depths, Taken::All, options.kind, &file, &mut notes);
    faults.or(())?;
    let mut tables = vec![competencies, hierarchy];
    if let Some(level) = options.asked {
        tables.extend(asked(&related, level));
    } else if related.iter().any(|row| LISTS[row.1].0 == ROLES) {
        let problem = "skills name jobs, and no level was given: there are no requirements";
        let fault = Fault::new("no_level", &file, problem, "the level that a job asks for");
        notes.push(fault.column(COLUMNS[ROLES].name));
    }
    let rows = related.into_iter().map(|(from, place, to)| Relation {
        from,
        kind: LISTS[place].1.to_owned(),
        to,
    });
    tables.push(relations(&rows.collect::<Vec<_>>()));
    Ok(Import::new(tables, notes))
}

/// The tables `posts` and `requirements` of the jobs that skills name.
fn asked(related: &BTreeSet<(String, usize, String)>, level: Level) -> [Table; 2] {
    let of_jobs = || related.iter().filter(|row| LISTS[row.1].0 == ROLES);
    let pairs: BTreeSet<(&str, &str)> = of_jobs()
        .map(|(skill, _, job)| (job.as_str(), skill.as_str()))
        .collect();
    let jobs: BTreeSet<&str> = pairs.iter().map(|&(job, _)| job).collect();
    [
        Table::new(
            "posts",
            vec![
                Column::texts("id", jobs.iter().copied()),
                Column::texts("name", jobs.iter().copied()),
            ],
        ),
        Table::new(
            "requirements",
            vec![
                Column::texts("post", pairs.iter().map(|&(job, _)| job)),
                Column::texts("competency", pairs.iter().map(|&(_, skill)| skill)),
                Column::numbers("level", pairs.iter().map(|_| level.as_f64())),
            ],
        ),
    ]
}

/// The parts of a list.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// An id of a name: its letters and digits in lower case, with a dash for all that is between.
fn made_of(name: &str) -> String {
    let mut id = String::new();
    let mut length = 0;
    let mut is_apart = false;
    for character in name.chars().flat_map(char::to_lowercase) {
        if !character.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        if length >= LONGEST_ID {
            break;
        }
        if is_apart && !id.is_empty() {
            id.push('-');
            length += 1;
        }
        is_apart = false;
        id.push(character);
        length += 1;
    }
    id
}

/// The ids that were made so far.
#[derive(Default)]
struct Made {
    /// By name and statement: a skill stands once for each collection that it is in.
    ids: BTreeMap<(String, String), String>,
    /// The number that the last skill of such an id got.
    last: BTreeMap<String, u32>,
}

impl Made {
    /// The id of a skill, and whether the skill was there already. Another skill of that name gets
    /// a number.
    fn id(&mut self, nodes: &Nodes, made: &str, name: &str, statement: &str) -> (String, bool) {
        let key = (name.to_owned(), statement.to_owned());
        if let Some(id) = self.ids.get(&key) {
            return (id.clone(), true);
        }
        let last = self.last.entry(made.to_owned()).or_insert(0);
        let id = loop {
            *last += 1;
            let id = match *last {
                1 => made.to_owned(),
                number => format!("{made}-{number}"),
            };
            if nodes.find(&id).is_none() {
                break id;
            }
        };
        self.ids.insert(key, id.clone());
        (id, false)
    }
}

#[cfg(test)]
mod tests {
    use super::made_of;

    #[test]
    fn ids_are_made_of_letters_and_digits() {
        assert_eq!(
            made_of("  Record  Keeping (Basic) "),
            "record-keeping-basic"
        );
        assert_eq!(made_of("Élan & C++ 3"), "élan-c-3");
        assert_eq!(made_of("—"), "");
        assert_eq!(made_of(&"a".repeat(500)).len(), 60);
    }
}
