//! The skills framework of SkillsFuture Singapore: job roles and the skills that they ask for, from
//! its workbook.
//!
//! | sheet | columns used | gives |
//! |---|---|---|
//! | Job Role_TCS_CCS | Sector, Track, Job Role, TSC_CCS Code, TSC_CCS Title, Proficiency Level | posts, requirements |
//! | Job Role_Description | Sector, Track, Job Role, Job Role Description | the table `roles` |
//! | TSC_CCS_K&A | TSC_CCS Code, Title, Category, Description, Proficiency Level, Proficiency Description, Knowledge / Ability Items, Knowledge / Ability Classification | competencies, indicators, hierarchy |
//!
//! Names of columns are matched loosely, and only the first sheet must be there. Technical skills
//! are on levels 1 to 6. Core skills are on three levels with names (basic, intermediate, advanced),
//! which become 1, 2, 3 unless the caller says otherwise. The sheet of work functions and key tasks
//! (Job Role_CWF_KT) is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::nodes::{Node, Nodes, Taken, relations};
use super::walk::{Known, Walk, needed, plain, wanted};
use super::{Import, ReaderError};
use crate::agency::source::TableSource;
use crate::framework::{CompetencyKind, Framework};
use crate::words::fault::{Fault, Faults};
use crate::words::table::{Column, Table};

/// The highest level of technical skills.
const TOP_LEVEL: u8 = 6;

const SECTOR: usize = 0;
const TRACK: usize = 1;
const ROLE: usize = 2;
const CODE: usize = 3;
const TITLE: usize = 4;
const LEVEL: usize = 5;
const ABOUT: usize = 3;

const ROLES: [Known; 6] = [
    wanted("Sector", &[]),
    wanted("Track", &[]),
    needed("Job Role", &[]),
    needed("TSC_CCS Code", &["TSC/CCS Code"]),
    wanted("TSC_CCS Title", &["TSC/CCS Title"]),
    needed("Proficiency Level", &[]),
];

const DESCRIPTIONS: [Known; 4] = [
    wanted("Sector", &[]),
    wanted("Track", &[]),
    needed("Job Role", &[]),
    needed("Job Role Description", &[]),
];

const SKILL: usize = 0;
const NAME: usize = 1;
const CATEGORY: usize = 2;
const DESCRIPTION: usize = 3;
const AT: usize = 4;
const SHOWS: usize = 5;
const ITEM: usize = 6;
const SORT: usize = 7;

const SKILLS: [Known; 8] = [
    needed("TSC_CCS Code", &["TSC/CCS Code"]),
    needed("TSC_CCS Title", &["TSC/CCS Title"]),
    wanted("TSC_CCS Category", &["TSC/CCS Category"]),
    wanted("TSC_CCS Description", &["TSC/CCS Description"]),
    needed("Proficiency Level", &[]),
    wanted("Proficiency Description", &[]),
    wanted("Knowledge / Ability Items", &[]),
    wanted("Knowledge / Ability Classification", &[]),
];

/// The sheets of a reading; only the roles must be there.
pub struct SkillsFutureSheets<'s> {
    /// Which role asks for which skill on which level (`Job Role_TCS_CCS`).
    pub roles: &'s mut dyn TableSource,
    /// What the roles are (`Job Role_Description`).
    pub descriptions: Option<&'s mut dyn TableSource>,
    /// What the skills are, with knowledge and abilities of each level (`TSC_CCS_K&A`).
    pub skills: Option<&'s mut dyn TableSource>,
}

impl<'s> SkillsFutureSheets<'s> {
    /// The roles alone.
    pub fn of(roles: &'s mut dyn TableSource) -> Self {
        Self {
            roles,
            descriptions: None,
            skills: None,
        }
    }
}

/// How the framework is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillsFutureOptions {
    /// The sectors or job roles that are taken, by their names; all, if empty. With some, only the
    /// skills that they ask for become competencies.
    pub only: BTreeSet<String>,
    /// The levels of basic, intermediate and advanced core skills: rising, 1 to 6.
    pub core_levels: [u8; 3],
    /// The kind of all competencies: the framework has none of these.
    pub kind: CompetencyKind,
}

impl Default for SkillsFutureOptions {
    fn default() -> Self {
        Self {
            only: BTreeSet::new(),
            core_levels: [1, 2, 3],
            kind: CompetencyKind::Technical,
        }
    }
}

/// Reads a workbook by the names of its sheets, or the sheet of roles alone as text.
///
/// # Errors
/// [`ReaderError::File`] if the file cannot be read; [`ReaderError::Faults`] if a workbook has no
/// sheet of roles; else those of [`read`].
pub fn load(
    path: impl AsRef<std::path::Path>,
    options: &SkillsFutureOptions,
) -> Result<Import, ReaderError> {
    let path = path.as_ref();
    let bytes = super::opened::read_whole(path)?;
    read_bytes(&super::opened::name_of(path), bytes, options)
}

/// The same from bytes in memory; faults call them by `name`.
///
/// # Errors
/// Those of [`load`].
pub fn read_bytes(
    name: &str,
    bytes: Vec<u8>,
    options: &SkillsFutureOptions,
) -> Result<Import, ReaderError> {
    #[cfg(feature = "workbooks")]
    if super::opened::is_workbook(&bytes) {
        return read_workbook(name, bytes, options);
    }
    let mut roles = super::open_bytes(name, bytes)?;
    read(SkillsFutureSheets::of(&mut *roles), options)
}

#[cfg(feature = "workbooks")]
fn read_workbook(
    name: &str,
    bytes: Vec<u8>,
    options: &SkillsFutureOptions,
) -> Result<Import, ReaderError> {
    let (mut roles, mut descriptions, mut skills) = (None, None, None);
    for sheet in super::WorkbookSource::sheets(name, bytes)? {
        match plain(sheet.name()).as_str() {
            "jobroletcsccs" | "jobroletscccs" => roles = Some(sheet),
            "jobroledescription" => descriptions = Some(sheet),
            "tscccska" => skills = Some(sheet),
            _ => {}
        }
    }
    let Some(mut roles) = roles else {
        let problem = "the workbook has no sheet of roles and their skills";
        let expected = "a sheet 'Job Role_TCS_CCS'";
        let fault = Fault::new("unknown_sheet", name, problem, expected);
        return Err(super::opened::one(fault));
    };
    let sheets = SkillsFutureSheets {
        roles: &mut roles,
        descriptions: descriptions.as_mut().map(|sheet| sheet as _),
        skills: skills.as_mut().map(|sheet| sheet as _),
    };
    read(sheets, options)
}

/// Reads the sheets: tables `posts`, `competencies`, `requirements`, `hierarchy`, `relations`
/// (empty), with the skills' sheet `indicators`, and with the descriptions `roles`.
///
/// ```
/// use mahir::agency::source::DelimitedSource;
/// use mahir::readers::skillsfuture::{SkillsFutureOptions, SkillsFutureSheets, read};
///
/// let roles = "Sector,Track,Job Role,TSC_CCS Title,TSC_CCS Code,Proficiency Level\n\
///              Office,Records,Clerk,Keeping records,OFF-1,3\n\
///              Office,Records,Clerk,Communication,OFF-2,Basic\n";
/// let mut roles = DelimitedSource::from_text("Job Role_TCS_CCS", roles);
/// let import = read(SkillsFutureSheets::of(&mut roles), &SkillsFutureOptions::default()).unwrap();
/// assert_eq!(
///     import.table("requirements").unwrap().to_csv(),
///     "post,competency,level\n\
///      Office / Records / Clerk,OFF-1,3\n\
///      Office / Records / Clerk,OFF-2,1\n"
/// );
/// ```
///
/// # Errors
/// Every fault: columns or values missing, levels that are none, levels of core skills that do not
/// rise.
pub fn read(
    sheets: SkillsFutureSheets<'_>,
    options: &SkillsFutureOptions,
) -> Result<Import, ReaderError> {
    let [basic, middle, advanced] = options.core_levels;
    let (mut faults, mut notes) = (Faults::new(), Faults::new());
    if !(1 <= basic && basic < middle && middle < advanced && advanced <= TOP_LEVEL) {
        let problem = "the levels of core skills do not rise from 1 to 6";
        let fault = Fault::new("option", "options", problem, "three levels such as 1, 2, 3");
        faults.push(fault.value(&format!("{basic}, {middle}, {advanced}")));
    }
    let mut found = Found::default();
    let file = sheets.roles.name().to_owned();
    if let Some(mut walk) = Walk::by_name(sheets.roles, &ROLES, &mut faults) {
        while walk.next().is_some() {
            found.role(&mut walk, options, &mut notes);
        }
    }
    let mut skills_file = file;
    let has_skills = sheets.skills.is_some();
    if let Some(source) = sheets.skills {
        skills_file = source.name().to_owned();
        if let Some(mut walk) = Walk::by_name(source, &SKILLS, &mut faults) {
            while walk.next().is_some() {
                found.skill(&mut walk, options);
            }
        }
    }
    let mut described = None;
    if let Some(source) = sheets.descriptions
        && let Some(mut walk) = Walk::by_name(source, &DESCRIPTIONS, &mut faults)
    {
        let mut texts = BTreeMap::new();
        while walk.next().is_some() {
            let key = Role::of(&mut walk);
            let text = walk.text(ABOUT);
            if let (Some(role), Some(text)) = (key, text)
                && found.roles.contains_key(&role.id())
            {
                texts.entry(role.id()).or_insert(text);
            }
        }
        described = Some(texts);
    }
    for wanted in &options.only {
        if !found.wanted.contains(wanted) {
            let expected = "a sector or job role of the framework";
            let fault = Fault::new("unknown_id", "roles", "unknown sector or role", expected);
            notes.push(fault.value(wanted));
        }
    }
    let nodes = found.nodes(options, &skills_file, &mut faults);
    let depths = nodes.depths(&skills_file, SKILLS[CATEGORY].name, &mut faults);
    let [competencies, hierarchy] =
        nodes.tables(&depths, Taken::All, options.kind, &skills_file, &mut notes);
    faults.or(())?;
    let mut tables = vec![found.posts(), competencies, found.requirements()];
    if has_skills {
        tables.push(found.indicators(&nodes));
    }
    if let Some(texts) = described {
        tables.push(found.described(&texts));
    }
    tables.extend([hierarchy, relations(&[])]);
    Ok(Import::new(tables, notes))
}

/// A job role with what it stands in.
#[derive(Clone, Debug)]
struct Role {
    sector: String,
    track: String,
    name: String,
}

impl Role {
    /// The role of a row, whose first three columns are sector, track and role in every sheet.
    fn of(walk: &mut Walk<'_>) -> Option<Self> {
        let name = walk.required(ROLE, "a job role")?;
        Some(Self {
            sector: walk.text(SECTOR).unwrap_or_default(),
            track: walk.text(TRACK).unwrap_or_default(),
            name,
        })
    }

    /// The id of its post: roles of other tracks may be called alike.
    fn id(&self) -> String {
        let parts = [&self.sector, &self.track, &self.name];
        let given: Vec<&str> = parts
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        given.join(" / ")
    }
}

/// What is known of a skill.
#[derive(Default)]
struct Skill {
    name: String,
    category: String,
    description: String,
    top_level: u8,
    row: u64,
}

#[derive(Default)]
struct Found {
    roles: BTreeMap<String, Role>,
    /// The level that a post asks of a skill.
    asked: BTreeMap<(String, String), u8>,
    skills: BTreeMap<String, Skill>,
    /// What shows a level of a skill, in the order of the sheet.
    shows: BTreeMap<(String, u8), Vec<String>>,
    /// Of the sectors and roles that are wanted, those that are there.
    wanted: BTreeSet<String>,
}

impl Found {
    fn role(&mut self, walk: &mut Walk<'_>, options: &SkillsFutureOptions, notes: &mut Faults) {
        let role = Role::of(walk);
        let code = walk.required(CODE, "the code of a skill");
        let (Some(role), Some(code)) = (role, code) else {
            return;
        };
        if !options.only.is_empty() {
            let names = [&role.sector, &role.name];
            let mut named = names
                .into_iter()
                .filter(|name| options.only.contains(*name));
            let Some(first) = named.next() else {
                return;
            };
            self.wanted.insert(first.clone());
            self.wanted.extend(named.cloned());
        }
        let Some((level, top)) = level(walk, LEVEL, options) else {
            return;
        };
        let skill = self.skills.entry(code.clone()).or_default();
        skill.top_level = skill.top_level.max(top);
        if skill.name.is_empty() {
            skill.name = walk.text(TITLE).unwrap_or_default();
            skill.row = walk.row();
        }
        let id = role.id();
        let asked = self.asked.entry((id.clone(), code)).or_insert(level);
        if *asked != level {
            let problem = "the role asks for the skill on two levels; the higher one was taken";
            notes.push(walk.place(LEVEL, "two_levels", problem, "one level"));
            *asked = level.max(*asked);
        }
        self.roles.entry(id).or_insert(role);
    }

    fn skill(&mut self, walk: &mut Walk<'_>, options: &SkillsFutureOptions) {
        let code = walk.required(SKILL, "the code of a skill");
        let name = walk.required(NAME, "the title of a skill");
        let (Some(code), Some(name)) = (code, name) else {
            return;
        };
        if !options.only.is_empty() && !self.skills.contains_key(&code) {
            return;
        }
        let Some((level, top)) = level(walk, AT, options) else {
            return;
        };
        let (category, description) = (walk.text(CATEGORY), walk.text(DESCRIPTION));
        let skill = self.skills.entry(code.clone()).or_default();
        skill.top_level = skill.top_level.max(top);
        skill.name = name;
        skill.row = walk.row();
        if let Some(category) = category {
            skill.category = category;
        }
        if let Some(description) = description {
            skill.description = description;
        }
        let shows = self.shows.entry((code, level)).or_default();
        // The description of a level stands in each of its rows.
        if let Some(text) = walk.text(SHOWS)
            && shows.first() != Some(&text)
        {
            shows.push(text);
        }
        if let Some(item) = walk.text(ITEM) {
            shows.push(match walk.text(SORT) {
                Some(sort) => format!("{sort}: {item}"),
                None => item,
            });
        }
    }

    fn nodes(&self, options: &SkillsFutureOptions, file: &str, faults: &mut Faults) -> Nodes {
        let mut nodes = Nodes::default();
        let codes: BTreeSet<&str> = self.asked.keys().map(|(_, code)| code.as_str()).collect();
        let taken = self.skills.iter().filter(|(code, _)| {
            // What no wanted role asks for is left out.
            options.only.is_empty() || codes.contains(code.as_str())
        });
        let mut categories = BTreeSet::new();
        for (code, skill) in taken {
            let given =
                (!skill.category.is_empty()).then(|| format!("category {}", skill.category));
            if given.is_some() {
                categories.insert(skill.category.as_str());
            }
            let node = Node {
                id: code.clone(),
                name: skill.name.clone(),
                description: skill.description.clone(),
                sort: "skill".to_owned(),
                parent: given,
                top_level: Some(skill.top_level.clamp(1, Framework::HIGHEST_TOP_LEVEL)),
                row: skill.row,
                ..Node::default()
            };
            nodes.add(node, file, SKILLS[SKILL].name, faults);
        }
        for category in categories {
            let node = Node {
                id: format!("category {category}"),
                name: category.to_owned(),
                sort: "category".to_owned(),
                is_cover: true,
                ..Node::default()
            };
            nodes.add(node, file, SKILLS[CATEGORY].name, faults);
        }
        nodes
    }

    fn posts(&self) -> Table {
        Table::new(
            "posts",
            vec![
                Column::texts("id", self.roles.keys().map(String::as_str)),
                Column::texts("name", self.roles.values().map(|role| role.name.as_str())),
            ],
        )
    }

    fn requirements(&self) -> Table {
        Table::new(
            "requirements",
            vec![
                Column::texts("post", self.asked.keys().map(|(post, _)| post.as_str())),
                Column::texts(
                    "competency",
                    self.asked.keys().map(|(_, code)| code.as_str()),
                ),
                Column::integers("level", self.asked.values().map(|&level| i64::from(level))),
            ],
        )
    }

    fn indicators(&self, nodes: &Nodes) -> Table {
        let rows: Vec<(&str, u8, &str)> = self
            .shows
            .iter()
            .filter(|((code, _), _)| nodes.find(code).is_some())
            .flat_map(|((code, level), texts)| {
                texts
                    .iter()
                    .map(move |text| (code.as_str(), *level, text.as_str()))
            })
            .collect();
        Table::new(
            "indicators",
            vec![
                Column::texts("competency", rows.iter().map(|row| row.0)),
                Column::integers("level", rows.iter().map(|row| i64::from(row.1))),
                Column::texts("text", rows.iter().map(|row| row.2)),
            ],
        )
    }

    fn described(&self, texts: &BTreeMap<String, String>) -> Table {
        let roles = || self.roles.iter();
        Table::new(
            "roles",
            vec![
                Column::texts("post", roles().map(|(id, _)| id.as_str())),
                Column::texts("sector", roles().map(|(_, role)| role.sector.as_str())),
                Column::texts("track", roles().map(|(_, role)| role.track.as_str())),
                Column::texts("name", roles().map(|(_, role)| role.name.as_str())),
                Column::optional_texts(
                    "description",
                    roles().map(|(id, _)| texts.get(id).cloned()),
                ),
            ],
        )
    }
}

/// The level of a row, and the highest one of such skills; a fault if it is none.
fn level(walk: &mut Walk<'_>, column: usize, options: &SkillsFutureOptions) -> Option<(u8, u8)> {
    let text = walk.required(
        column,
        "a level from 1 to 6, or basic, intermediate, advanced",
    )?;
    let [basic, middle, advanced] = options.core_levels;
    let found = match plain(&text).as_str() {
        "basic" => Some((basic, advanced)),
        "intermediate" => Some((middle, advanced)),
        "advanced" => Some((advanced, advanced)),
        // A spreadsheet's number may be written 3.0.
        _ => crate::words::measure::parse_number(&text)
            .ok()
            .filter(|number| number.fract() == 0.0 && (1.0..=f64::from(TOP_LEVEL)).contains(number))
            .map(|number| (number as u8, TOP_LEVEL)),
    };
    if found.is_none() {
        let expected = "a level from 1 to 6, or basic, intermediate, advanced";
        walk.fault(column, "level", "not a level of the framework", expected);
    }
    found
}
