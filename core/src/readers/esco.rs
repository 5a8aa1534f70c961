//! ESCO tables: European Skills, Competences, Qualifications and Occupations, as the European
//! Commission gives them out (`skills_en.csv` and so on) or as Tabiya does.
//!
//! | file | columns used | gives |
//! |---|---|---|
//! | skills | conceptUri (Tabiya: ID, ORIGINURI), preferredLabel, skillType, status, description | competencies, hierarchy |
//! | broader relations | conceptUri, broaderUri (Tabiya: CHILDID, PARENTID) | the hierarchy |
//! | occupations | conceptUri, preferredLabel | posts |
//! | occupation–skill relations | occupationUri, relationType, skillUri (Tabiya: OCCUPATIONID, SKILLID) | requirements |
//! | skill–skill relations | originalSkillUri, relationType, relatedSkillUri (Tabiya: REQUIRINGID, REQUIREDID) | relations |
//!
//! ESCO has no levels: the caller says which level an essential skill and which an optional one
//! asks for. Ids are the last part of the URI. Labels in other languages and alternative labels
//! are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::nodes::{Node, Nodes, Relation, Taken, relations};
use super::walk::{Known, Walk, needed, wanted};
use super::{Import, ReaderError};
use crate::agency::source::TableSource;
use crate::framework::CompetencyKind;
use crate::words::fault::{Fault, Faults};
use crate::words::measure::Level;
use crate::words::table::{Column, Table};

const URI: usize = 0;
const OWN: usize = 1;
const LABEL: usize = 2;
const SORT: usize = 3;
const STATUS: usize = 4;
const DESCRIPTION: usize = 5;

const CONCEPTS: [Known; 6] = [
    wanted("conceptUri", &["ORIGINURI", "uri"]),
    wanted("ID", &[]),
    needed("preferredLabel", &["title"]),
    wanted("skillType", &["conceptType"]),
    wanted("status", &[]),
    wanted("description", &["definition"]),
];

const FROM: usize = 0;
const TO: usize = 1;
const KIND: usize = 2;

const BROADER: [Known; 3] = [
    needed("conceptUri", &["CHILDID"]),
    needed("broaderUri", &["PARENTID"]),
    wanted("relationType", &[]),
];

const REQUIRED: [Known; 3] = [
    needed("occupationUri", &["OCCUPATIONID"]),
    needed("skillUri", &["SKILLID"]),
    needed("relationType", &[]),
];

const RELATED: [Known; 3] = [
    needed("originalSkillUri", &["REQUIRINGID"]),
    needed("relatedSkillUri", &["REQUIREDID"]),
    wanted("relationType", &[]),
];

/// The files of a reading; only the skills must be there.
pub struct EscoFiles<'s> {
    /// `skills_xx.csv`.
    pub skills: &'s mut dyn TableSource,
    /// `broaderRelationsSkillPillar.csv`.
    pub broader: Option<&'s mut dyn TableSource>,
    /// `occupations_xx.csv`.
    pub occupations: Option<&'s mut dyn TableSource>,
    /// `occupationSkillRelations.csv`; needs the occupations.
    pub required: Option<&'s mut dyn TableSource>,
    /// `skillSkillRelations.csv`.
    pub related: Option<&'s mut dyn TableSource>,
}

impl<'s> EscoFiles<'s> {
    /// The skills alone.
    pub fn of(skills: &'s mut dyn TableSource) -> Self {
        Self {
            skills,
            broader: None,
            occupations: None,
            required: None,
            related: None,
        }
    }
}

/// How ESCO is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscoOptions {
    /// The level that an occupation asks of an essential skill; 3 unless said otherwise.
    pub essential: Level,
    /// The level that it asks of an optional skill; none unless said otherwise, so that optional
    /// skills are no requirements.
    pub optional: Option<Level>,
    /// The ids, URIs or labels of the occupations that are taken; all, if empty. With some, only
    /// the skills that they ask for become competencies.
    pub only: BTreeSet<String>,
    /// The kind of all competencies: ESCO has none of these.
    pub kind: CompetencyKind,
}

impl Default for EscoOptions {
    fn default() -> Self {
        Self {
            essential: Level::whole(3),
            optional: None,
            only: BTreeSet::new(),
            kind: CompetencyKind::Technical,
        }
    }
}

/// Reads the files: tables `competencies`, `hierarchy`, `relations`, and with occupations `posts`
/// and `requirements`.
///
/// ```
/// use mahir::agency::source::DelimitedSource;
/// use mahir::readers::esco::{EscoFiles, EscoOptions, read};
///
/// let skills = "conceptType,conceptUri,skillType,preferredLabel,altLabels\n\
///               KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/a1,knowledge,\
///               tax law,\"tax rules\nlaw of taxes\"\n";
/// let mut skills = DelimitedSource::from_text("skills_en.csv", skills);
/// let import = read(EscoFiles::of(&mut skills), &EscoOptions::default()).unwrap();
/// let competencies = import.table("competencies").unwrap();
/// assert_eq!(competencies.to_csv(), "id,name,kind,top_level,description\na1,tax law,technical,5,\n");
/// ```
///
/// # Errors
/// Every fault: columns or values missing, ids twice, relations of unknown skills or occupations,
/// rings in the hierarchy.
pub fn read(files: EscoFiles<'_>, options: &EscoOptions) -> Result<Import, ReaderError> {
    let (mut faults, mut notes) = (Faults::new(), Faults::new());
    let file = files.skills.name().to_owned();
    let mut skills = concepts(files.skills, &mut faults, &mut notes);
    let mut related = Vec::new();
    let mut ring_file = file.clone();
    if let Some(source) = files.broader {
        ring_file = source.name().to_owned();
        let mut found = pairs(source, &BROADER, &mut faults);
        for pair in found.drain(..) {
            // Groups of skills stand in a file of their own; a skill below one is at the top here.
            let (Some(below), Some(_)) = (skills.find(&pair.from), skills.find(&pair.to)) else {
                continue;
            };
            if skills.list[below].parent.is_none() {
                skills.list[below].parent = Some(pair.to);
            } else {
                related.push(Relation {
                    from: pair.from,
                    kind: "broader".to_owned(),
                    to: pair.to,
                });
            }
        }
    }
    if let Some(source) = files.related {
        let name = source.name().to_owned();
        for pair in pairs(source, &RELATED, &mut faults) {
            for (column, id) in [(FROM, &pair.from), (TO, &pair.to)] {
                if skills.find(id).is_none() {
                    faults.push(unknown(&name, RELATED[column].name, &pair, id, "skill"));
                }
            }
            related.push(Relation {
                from: pair.from,
                kind: pair.kind.unwrap_or_else(|| "related".to_owned()),
                to: pair.to,
            });
        }
    }
    let posts = files
        .occupations
        .map(|source| concepts(source, &mut faults, &mut notes));
    let mut tables = Vec::new();
    let mut asked = BTreeSet::new();
    if let Some(posts) = posts {
        let is_wanted = |post: &Node| {
            options.only.is_empty()
                || [&post.id, &post.name, &post.sort]
                    .iter()
                    .any(|name| options.only.contains(name.as_str()))
                || options.only.iter().any(|wanted| tail(wanted) == post.id)
        };
        let chosen: BTreeSet<&str> = posts
            .list
            .iter()
            .filter(|post| is_wanted(post))
            .map(|post| post.id.as_str())
            .collect();
        for wanted in &options.only {
            let is_known = posts
                .list
                .iter()
                .any(|post| post.name == *wanted || post.id == tail(wanted));
            if !is_known {
                let problem = "unknown occupation";
                let expected = "an id, URI or label of the occupations";
                notes
                    .push(Fault::new("unknown_id", "occupations", problem, expected).value(wanted));
            }
        }
        let mut rows: BTreeMap<(String, String), Level> = BTreeMap::new();
        if let Some(source) = files.required {
            let name = source.name().to_owned();
            for pair in pairs(source, &REQUIRED, &mut faults) {
                let place = |column: usize| REQUIRED[column].name;
                if posts.find(&pair.from).is_none() {
                    let fault = unknown(&name, place(FROM), &pair, &pair.from, "occupation");
                    faults.push(fault);
                }
                if skills.find(&pair.to).is_none() {
                    faults.push(unknown(&name, place(TO), &pair, &pair.to, "skill"));
                }
                let level = match pair.kind.as_deref().map(str::to_lowercase).as_deref() {
                    Some("essential") => Some(options.essential),
                    Some("optional") => options.optional,
                    other => {
                        let problem = "unknown type of relation";
                        let fault = Fault::new("relation", &name, problem, "essential or optional")
                            .row(pair.row)
                            .column(place(KIND))
                            .value(other.unwrap_or_default());
                        faults.push(fault);
                        None
                    }
                };
                if let Some(level) = level.filter(|_| chosen.contains(pair.from.as_str())) {
                    asked.insert(pair.to.clone());
                    let kept = rows.entry((pair.from, pair.to)).or_insert(level);
                    *kept = level.max(*kept);
                }
            }
        }
        let chosen = posts
            .list
            .iter()
            .filter(|post| chosen.contains(post.id.as_str()));
        tables.push(Table::new(
            "posts",
            vec![
                Column::texts("id", chosen.clone().map(|post| post.id.as_str())),
                Column::texts("name", chosen.map(|post| post.name.as_str())),
            ],
        ));
        tables.push(Table::new(
            "requirements",
            vec![
                Column::texts("post", rows.keys().map(|key| key.0.as_str())),
                Column::texts("competency", rows.keys().map(|key| key.1.as_str())),
                Column::numbers("level", rows.values().map(|level| level.as_f64())),
            ],
        ));
    }
    let depths = skills.depths(&ring_file, BROADER[FROM].name, &mut faults);
    if !options.only.is_empty() {
        for skill in &mut skills.list {
            skill.is_cover = !asked.contains(&skill.id);
        }
    }
    let [competencies, hierarchy] =
        skills.tables(&depths, Taken::All, options.kind, &file, &mut notes);
    faults.or(())?;
    tables.extend([competencies, hierarchy, relations(&related)]);
    Ok(Import::new(tables, notes))
}

/// A relation as it stands in a file.
struct Pair {
    row: u64,
    from: String,
    to: String,
    kind: Option<String>,
}

fn unknown(file: &str, column: &str, pair: &Pair, id: &str, what: &str) -> Fault {
    let expected = format!("a {what} of its file");
    Fault::new("unknown_id", file, format!("unknown {what}"), expected)
        .row(pair.row)
        .column(column)
        .value(id)
}

/// The last part of a URI; anything else as it is.
fn tail(text: &str) -> &str {
    if text.starts_with("http://") || text.starts_with("https://") {
        let trimmed = text.trim_end_matches('/');
        return trimmed.rsplit('/').next().unwrap_or(trimmed);
    }
    text
}

/// Skills or occupations.
fn concepts(source: &mut dyn TableSource, faults: &mut Faults, notes: &mut Faults) -> Nodes {
    let mut nodes = Nodes::default();
    let Some(mut walk) = Walk::by_name(source, &CONCEPTS, faults) else {
        return nodes;
    };
    // Tabiya's relations name its own ids, ESCO's the URIs.
    let key = if walk.has(OWN) { OWN } else { URI };
    if !walk.has(key) {
        let fault = walk.place(
            URI,
            "missing_column",
            "the column is missing",
            "a column 'conceptUri' or 'ID'",
        );
        walk.faults.push(fault);
        return nodes;
    }
    let file = walk.file().to_owned();
    while let Some(row) = walk.next() {
        let id = walk.required(key, "the URI of a concept");
        let name = walk.required(LABEL, "a label");
        let (Some(id), Some(name)) = (id, name) else {
            continue;
        };
        let status = walk.text(STATUS).unwrap_or_default();
        if ["obsolete", "deprecated"].contains(&status.to_lowercase().as_str()) {
            notes.push(walk.place(STATUS, "obsolete", "the concept was left out", "released"));
            continue;
        }
        let node = Node {
            id: tail(&id).to_owned(),
            name,
            description: walk.text(DESCRIPTION).unwrap_or_default(),
            sort: walk.text(SORT).unwrap_or_default(),
            row,
            ..Node::default()
        };
        nodes.add(node, &file, CONCEPTS[key].name, walk.faults);
    }
    nodes
}

fn pairs(source: &mut dyn TableSource, known: &'static [Known], faults: &mut Faults) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let Some(mut walk) = Walk::by_name(source, known, faults) else {
        return pairs;
    };
    while let Some(row) = walk.next() {
        let from = walk.required(FROM, "the URI of a concept");
        let to = walk.required(TO, "the URI of a concept");
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        pairs.push(Pair {
            row,
            from: tail(&from).to_owned(),
            to: tail(&to).to_owned(),
            kind: walk.text(KIND),
        });
    }
    pairs
}
