//! Sheets of OpenSALT, skills of OSMT and the workbook of SkillsFuture: files made up here in their
//! shape.

use std::collections::BTreeSet;

use mahir::Agency;
use mahir::readers::opensalt::{self, OpenSaltOptions};
use mahir::readers::osmt::{self, OsmtOptions};
use mahir::readers::skillsfuture::{self, SkillsFutureOptions, SkillsFutureSheets};
use mahir::readers::{Import, ReaderError, Taken};
use mahir::words::measure::Level;
use rust_xlsxwriter::Workbook;

use super::{csv, faults, places, source};

/// The columns of OpenSALT's sheet, in its order.
const SALT: &str = "identifier,fullStatement,humanCodingScheme,smartLevel,listEnumeration,\
    abbreviatedStatement,conceptKeywords,notes,language,educationLevel,CFItemType,license,\
    lastChangeDateTime\n";

fn salt(rows: &str, options: OpenSaltOptions) -> Result<Import, ReaderError> {
    opensalt::read(&mut source("salt.csv", format!("{SALT}{rows}")), options)
}

#[test]
fn an_outline_becomes_the_hierarchy_whatever_its_order() {
    // 2.10 is no 2.1, and 2.3.1 stands below 2, since there is no 2.3.
    let rows = "c,Asks for what is missing,,2.10,,,,,en,,,,\n\
                a,Serving people,S,2,,Serving,,,en,,Area,,\n\
                b,Greets people,,2.1,,,,,en,,,,\n\
                d,Tells the next step,,2.3.1,,,,,en,,,,\n\
                e,Loose,,,,,,,en,,,,\n";
    let import = salt(rows, OpenSaltOptions::default()).unwrap();
    assert_eq!(
        csv(&import, "hierarchy"),
        "id,parent,depth,name,sort,description,is_competency\n\
         c,a,1,Asks for what is missing,,Asks for what is missing,true\n\
         a,,0,S Serving,Area,Serving people,true\n\
         b,a,1,Greets people,,Greets people,true\n\
         d,a,1,Tells the next step,,Tells the next step,true\n\
         e,,0,Loose,,Loose,true\n"
    );
    let leaves = OpenSaltOptions {
        taken: Taken::Leaves,
        ..OpenSaltOptions::default()
    };
    let import = salt(rows, leaves).unwrap();
    assert_eq!(import.table("competencies").unwrap().rows(), 4);
}

#[test]
fn all_faults_of_a_sheet_of_opensalt_are_told() {
    let rows = "a,One,,1,,,,,,,,,\na,Again,,2,,,,,,,,,\nb,,,3,,,,,,,,,\nc,Three,,1,,,,,,,,,\n\
                d,Four,,one,,,,,,,,,\n,Five,,5,,,,,,,,,\n";
    assert_eq!(
        places(&faults(salt(rows, OpenSaltOptions::default()))),
        [
            ("duplicate_id", Some(3), "identifier"),
            ("missing_value", Some(4), "fullStatement"),
            ("duplicate_place", Some(5), "smartLevel"),
            ("outline", Some(6), "smartLevel"),
            ("missing_value", Some(7), "identifier"),
        ]
    );
}

/// The columns of OSMT's batch sheet, in its order.
const OSMT: &str = "Collection,Skill Name,Skill Categories,Authors,Contextualized Skill Statement,\
    Keywords,Professional Standards,Certifications,BLS Major Group,BLS Minor Group,\
    BLS Broad Occupation,BLS Detailed Occupation,O*Net Job Role,Employer,Alignment Title,Alignment\n";

fn skills(rows: &str, options: OsmtOptions) -> Result<Import, ReaderError> {
    osmt::read(&mut source("skills.csv", format!("{OSMT}{rows}")), options)
}

const ROWS: &str = "Office,Record Keeping,Records; Law,A. Person,Keep records.,files;archives,,,,,,,\
    43-4071.00;43-4031.00,,,\n\
    City,Record Keeping,Records,A. Person,Keep records.,,,,43-0000,,,,,Contoh,,\n\
    City,Record keeping,Records,,Keep records of cases.,,,,,,,,43-4031.00,,,\n";

#[test]
fn a_skill_in_two_collections_is_one_and_another_of_its_name_gets_a_number() {
    let import = skills(ROWS, OsmtOptions::default()).unwrap();
    assert_eq!(
        csv(&import, "competencies"),
        "id,name,kind,top_level,description\n\
         record-keeping,Record Keeping,technical,5,Keep records.\n\
         record-keeping-2,Record keeping,technical,5,Keep records of cases.\n"
    );
    assert_eq!(
        csv(&import, "hierarchy"),
        "id,parent,depth,name,sort,description,is_competency\n\
         record-keeping,category Records,1,Record Keeping,skill,Keep records.,true\n\
         record-keeping-2,category Records,1,Record keeping,skill,Keep records of cases.,true\n\
         category Records,,0,Records,category,,false\n"
    );
    // What a skill names, from all its rows; people are not among it.
    let relations = csv(&import, "relations");
    assert_eq!(
        relations
            .lines()
            .filter(|row| row.starts_with("record-keeping,"))
            .collect::<Vec<_>>(),
        [
            "record-keeping,category,Law",
            "record-keeping,category,Records",
            "record-keeping,job_role,43-4031.00",
            "record-keeping,job_role,43-4071.00",
            "record-keeping,collection,City",
            "record-keeping,collection,Office",
            "record-keeping,keyword,archives",
            "record-keeping,keyword,files",
            "record-keeping,bls_major_group,43-0000",
            "record-keeping,employer,Contoh",
        ]
    );
    assert!(!format!("{import:?}").contains("A. Person"));
    assert!(import.table("requirements").is_none());
    assert_eq!(
        places(import.notes()),
        [
            ("same_name", Some(4), "Skill Name"),
            ("no_level", None, "O*Net Job Role")
        ]
    );
}

#[test]
fn jobs_ask_for_the_level_that_the_caller_says() {
    let options = OsmtOptions {
        asked: Some(Level::whole(2)),
        ..OsmtOptions::default()
    };
    let import = skills(ROWS, options).unwrap();
    let agency = import
        .add_to(Agency::builder())
        .csv("units", "id,name\nU,Unit\n")
        .csv("people", "id,unit,post\nP1,U,43-4031.00\nP2,U,43-4071.00\n")
        .build()
        .unwrap();
    let as_of = mahir::words::measure::parse_date("2026-01-05").unwrap();
    assert_eq!(agency.needs(as_of).unwrap().len(), 3);
    let found = faults(skills(",,x,,,,,,,,,,,,,\n,---,x,,,,,,,,,,,,,\n", options));
    assert_eq!(
        places(&found),
        [
            ("missing_value", Some(2), "Skill Name"),
            ("name", Some(3), "Skill Name")
        ]
    );
}

#[test]
fn many_skills_of_one_name_take_no_longer_than_others() {
    let rows: String = (0..20_000)
        .map(|n| format!(",Same,,,Statement {n},,,,,,,,,,,\n"))
        .collect();
    let import = skills(&rows, OsmtOptions::default()).unwrap();
    let competencies = import.table("competencies").unwrap();
    assert_eq!(competencies.rows(), 20_000);
    assert!(competencies.to_csv().contains("\nsame-20000,"));
}

const ASKED: [[&str; 6]; 6] = [
    [
        "Sector",
        "Track",
        "Job Role",
        "TSC_CCS Title",
        "TSC_CCS Code",
        "Proficiency Level",
    ],
    [
        "Office",
        "Records",
        "Clerk",
        "Keeping records",
        "OFF-1",
        "3",
    ],
    [
        "Office",
        "Records",
        "Clerk",
        "Communication",
        "OFF-2",
        "Intermediate",
    ],
    [
        "Office",
        "Records",
        "Clerk",
        "Keeping records",
        "OFF-1",
        "2",
    ],
    [
        "Office",
        "Counter",
        "Clerk",
        "Communication",
        "OFF-2",
        "Advanced",
    ],
    ["Harbour", "Ships", "Pilot", "Steering", "HAR-1", "6"],
];
const ITEMS: [[&str; 8]; 5] = [
    [
        "TSC_CCS Code",
        "TSC_CCS Title",
        "TSC_CCS Category",
        "TSC_CCS Description",
        "Proficiency Level",
        "Proficiency Description",
        "Knowledge / Ability Classification",
        "Knowledge / Ability Items",
    ],
    [
        "OFF-1",
        "Keeping records",
        "Office work",
        "Keep records of cases",
        "3",
        "Keeps files",
        "Knowledge",
        "Kinds of files",
    ],
    [
        "OFF-1",
        "Keeping records",
        "Office work",
        "Keep records of cases",
        "3",
        "Keeps files",
        "Ability",
        "File a case",
    ],
    [
        "OFF-2",
        "Communication",
        "Core",
        "Speak with others",
        "Basic",
        "Speaks",
        "",
        "",
    ],
    [
        "HAR-1",
        "Steering",
        "Ships",
        "Steer a ship",
        "6",
        "Steers",
        "Ability",
        "Turn",
    ],
];
const ABOUT: [[&str; 5]; 3] = [
    [
        "Sector",
        "Track",
        "Job Role",
        "Job Role Description",
        "Performance Expectation",
    ],
    ["Office", "Records", "Clerk", "Keeps the files", "none"],
    ["Nobody", "Nowhere", "Nothing", "Not asked for", ""],
];

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let mut sheet = |name: &str, rows: Vec<Vec<&str>>| {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                // Levels are numbers in the sheet where they can be.
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    };
    sheet("Notes", vec![vec!["anything"]]);
    sheet(
        "Job Role_Description",
        ABOUT.iter().map(|row| row.to_vec()).collect(),
    );
    sheet(
        "Job Role_TCS_CCS",
        ASKED.iter().map(|row| row.to_vec()).collect(),
    );
    sheet(
        "TSC_CCS_K&A",
        ITEMS.iter().map(|row| row.to_vec()).collect(),
    );
    book.save_to_buffer().unwrap()
}

#[test]
fn the_workbook_of_skillsfuture_is_read_by_its_sheets() {
    let only = BTreeSet::from(["Office".to_owned(), "Astronaut".to_owned()]);
    let options = SkillsFutureOptions {
        only,
        ..SkillsFutureOptions::default()
    };
    let import = skillsfuture::read_bytes("framework.xlsx", book(), &options).unwrap();
    assert_eq!(
        csv(&import, "requirements"),
        "post,competency,level\n\
         Office / Counter / Clerk,OFF-2,3\n\
         Office / Records / Clerk,OFF-1,3\n\
         Office / Records / Clerk,OFF-2,2\n"
    );
    assert_eq!(
        csv(&import, "competencies"),
        "id,name,kind,top_level,description\n\
         OFF-1,Keeping records,technical,6,Keep records of cases\n\
         OFF-2,Communication,technical,3,Speak with others\n"
    );
    assert_eq!(
        csv(&import, "indicators"),
        "competency,level,text\nOFF-1,3,Keeps files\nOFF-1,3,Knowledge: Kinds of files\n\
         OFF-1,3,Ability: File a case\nOFF-2,1,Speaks\n"
    );
    assert_eq!(
        csv(&import, "roles"),
        "post,sector,track,name,description\n\
         Office / Counter / Clerk,Office,Counter,Clerk,\n\
         Office / Records / Clerk,Office,Records,Clerk,Keeps the files\n"
    );
    assert_eq!(
        places(import.notes()),
        [
            ("two_levels", Some(4), "Proficiency Level"),
            ("unknown_id", None, "")
        ]
    );
    let agency = import
        .add_to(Agency::builder())
        .csv("units", "id,name\nU,Unit\n")
        .csv("people", "id,unit,post\nP1,U,Office / Records / Clerk\n")
        .build()
        .unwrap();
    let as_of = mahir::words::measure::parse_date("2026-01-05").unwrap();
    assert_eq!(agency.needs(as_of).unwrap().len(), 2);
    let whole = skillsfuture::read_bytes("a", book(), &SkillsFutureOptions::default()).unwrap();
    assert_eq!(whole.table("posts").unwrap().rows(), 3);
    assert_eq!(whole.table("competencies").unwrap().rows(), 3);
}

#[test]
fn all_faults_of_skillsfuture_are_told() {
    let text =
        "Job Role,TSC_CCS Code,Proficiency Level\nA,x,7\nA,x,Expert\nA,x,2.5\nA,,1\n,x,1\nA,x,\n";
    let read = |text: &str, core_levels: [u8; 3]| {
        let options = SkillsFutureOptions {
            core_levels,
            ..SkillsFutureOptions::default()
        };
        let mut roles = source("roles.csv", text);
        skillsfuture::read(SkillsFutureSheets::of(&mut roles), &options)
    };
    let level = |row| ("level", Some(row), "Proficiency Level");
    assert_eq!(
        places(&faults(read(text, [1, 2, 3]))),
        [
            level(2),
            level(3),
            level(4),
            ("missing_value", Some(5), "TSC_CCS Code"),
            ("missing_value", Some(6), "Job Role"),
            ("missing_value", Some(7), "Proficiency Level"),
        ]
    );
    for wrong in [[0, 1, 2], [2, 2, 3], [3, 2, 1], [4, 5, 7]] {
        assert_eq!(
            places(&faults(read(
                "Job Role,TSC_CCS Code,Proficiency Level\nA,x,1\n",
                wrong
            )))[0]
                .0,
            "option"
        );
    }
    let mut other = Workbook::new();
    other.add_worksheet().write_string(0, 0, "x").unwrap();
    let bytes = other.save_to_buffer().unwrap();
    let found = faults(skillsfuture::read_bytes(
        "a",
        bytes,
        &SkillsFutureOptions::default(),
    ));
    assert_eq!(found.list()[0].code, "unknown_sheet");
}
