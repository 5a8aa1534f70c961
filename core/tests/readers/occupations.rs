//! ESCO and O*NET: occupations and what they ask for.

use std::collections::BTreeSet;

use mahir::Agency;
use mahir::readers::esco::{self, EscoFiles, EscoOptions};
use mahir::readers::onet::{self, OnetFiles, OnetOptions};
use mahir::words::measure::Level;

use super::{csv, faults, places, source};

const SKILLS: &str = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description\n\
    KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/s1,skill/competence,cross-sector,keep records,\"record keeping\nfiling\",,released,2016-12-20T17:42:25.322Z,,,http://x,Keep records of work\n\
    KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/s2,knowledge,sector-specific,tax law,,,released,,,,,\n\
    KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/s3,knowledge,sector-specific,old law,,,obsolete,,,,,\n";
const OCCUPATIONS: &str = "conceptType,conceptUri,iscoGroup,preferredLabel\n\
    Occupation,http://data.europa.eu/esco/occupation/o1,4110,office clerk\n\
    Occupation,http://data.europa.eu/esco/occupation/o2,2411,tax officer\n";
const REQUIRED: &str = "occupationUri,relationType,skillType,skillUri\n\
    http://data.europa.eu/esco/occupation/o1,essential,skill,http://data.europa.eu/esco/skill/s1\n\
    http://data.europa.eu/esco/occupation/o2,essential,knowledge,http://data.europa.eu/esco/skill/s2\n\
    http://data.europa.eu/esco/occupation/o2,optional,skill,http://data.europa.eu/esco/skill/s1\n";
const BROADER: &str = "conceptType,conceptUri,broaderType,broaderUri\n\
    K,http://data.europa.eu/esco/skill/s2,K,http://data.europa.eu/esco/skill/s1\n\
    K,http://data.europa.eu/esco/skill/s1,SkillGroup,http://data.europa.eu/esco/skill/S1.2\n";

fn esco(options: &EscoOptions) -> mahir::readers::Import {
    let mut skills = source("skills_en.csv", SKILLS);
    let mut occupations = source("occupations_en.csv", OCCUPATIONS);
    let mut required = source("occupationSkillRelations.csv", REQUIRED);
    let mut broader = source("broaderRelationsSkillPillar.csv", BROADER);
    let files = EscoFiles {
        skills: &mut skills,
        broader: Some(&mut broader),
        occupations: Some(&mut occupations),
        required: Some(&mut required),
        related: None,
    };
    esco::read(files, options).unwrap()
}

#[test]
fn esco_gives_posts_and_requirements_on_levels_that_the_caller_says() {
    let import = esco(&EscoOptions::default());
    assert_eq!(
        csv(&import, "requirements"),
        "post,competency,level\no1,s1,3\no2,s2,3\n"
    );
    assert_eq!(
        csv(&import, "posts"),
        "id,name\no1,office clerk\no2,tax officer\n"
    );
    assert_eq!(
        csv(&import, "hierarchy"),
        "id,parent,depth,name,sort,description,is_competency\n\
         s1,,0,keep records,skill/competence,Keep records of work,true\n\
         s2,s1,1,tax law,knowledge,,true\n"
    );
    assert_eq!(places(import.notes()), [("obsolete", Some(4), "status")]);
    let options = EscoOptions {
        optional: Some(Level::whole(2)),
        only: BTreeSet::from(["tax officer".to_owned(), "nobody".to_owned()]),
        ..EscoOptions::default()
    };
    let import = esco(&options);
    assert_eq!(
        csv(&import, "requirements"),
        "post,competency,level\no2,s1,2\no2,s2,3\n"
    );
    assert!(import.notes().to_string().contains("'nobody'"));
}

#[test]
fn tabiya_s_own_ids_are_understood() {
    let mut skills = source(
        "skills.csv",
        "ORIGINURI,ID,UUIDHISTORY,PREFERREDLABEL,ALTLABELS,DESCRIPTION\nhttp://x/s1,64a,u,keep records,,\n",
    );
    let mut occupations = source(
        "occupations.csv",
        "ORIGINURI,ID,UUIDHISTORY,PREFERREDLABEL\nhttp://x/o1,77b,u,office clerk\n",
    );
    let mut required = source(
        "occupation_skill_relations.csv",
        "OCCUPATIONTYPE,OCCUPATIONID,RELATIONTYPE,SKILLID\nESCO_OCCUPATION,77b,essential,64a\n",
    );
    let files = EscoFiles {
        skills: &mut skills,
        broader: None,
        occupations: Some(&mut occupations),
        required: Some(&mut required),
        related: None,
    };
    let import = esco::read(files, &EscoOptions::default()).unwrap();
    assert_eq!(
        csv(&import, "requirements"),
        "post,competency,level\n77b,64a,3\n"
    );
}

#[test]
fn all_faults_of_esco_are_told() {
    let mut skills = source(
        "s.csv",
        "conceptUri,preferredLabel\nhttp://x/a,\n,b\nhttp://x/c,c\nhttp://y/c,d\n",
    );
    let mut occupations = source("o.csv", "conceptUri,label\nhttp://x/o,o\n");
    let mut broader = source("b.csv", "conceptUri,broaderUri\nc,c\n");
    let files = EscoFiles {
        skills: &mut skills,
        broader: Some(&mut broader),
        occupations: Some(&mut occupations),
        required: None,
        related: None,
    };
    let found = faults(esco::read(files, &EscoOptions::default()));
    assert_eq!(
        places(&found),
        [
            ("missing_value", Some(2), "preferredLabel"),
            ("missing_value", Some(3), "conceptUri"),
            ("duplicate_id", Some(5), "conceptUri"),
            ("missing_column", Some(1), "preferredLabel"),
            ("cycle", Some(4), "conceptUri"),
        ]
    );
}

const RATINGS: &str = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\tLower CI Bound\tUpper CI Bound\tRecommend Suppress\tNot Relevant\tDate\tDomain Source\n\
    43-4031.00\t2.A.1.a\tReading Comprehension\tIM\t3.75\t8\t0.1637\t3.4292\t4.0708\tN\tn/a\t08/2023\tAnalyst\n\
    43-4031.00\t2.A.1.a\tReading Comprehension\tLV\t3.38\t8\t0.1830\t3.0163\t3.7337\tN\tN\t08/2023\tAnalyst\n\
    43-4031.00\t2.A.2.a\tCritical Thinking\tIM\t3.00\t8\t0.0000\tn/a\tn/a\tY\tn/a\t08/2023\tAnalyst\n\
    43-4031.00\t2.A.2.a\tCritical Thinking\tLV\t2,5\t8\tn/a\tn/a\tn/a\tN\tN\t08/2023\tAnalyst\n\
    43-4031.00\t2.B.9.z\tRepairing\tLV\t0.00\t8\t0.0000\tn/a\tn/a\tN\tY\t08/2023\tAnalyst\n\
    11-1011.00\t2.A.1.a\tReading Comprehension\tLV\t4.75\t8\t0.1\tn/a\tn/a\tN\tN\t08/2023\tAnalyst\n\
    11-1011.00\t1.C.1.a\tAchievement\tWI\t4.75\t8\t0.1\tn/a\tn/a\tN\tN\t08/2023\tAnalyst\n";

#[test]
fn onet_gives_levels_up_to_seven_and_importance() {
    let mut ratings = source("Skills.txt", RATINGS);
    let mut titles = source(
        "Occupation Data.txt",
        "O*NET-SOC Code\tTitle\tDescription\n43-4031.00\tCourt, Municipal, and License Clerks\tx\n",
    );
    let mut elements = source(
        "Content Model Reference.txt",
        "Element ID\tElement Name\tDescription\n2.A\tContent\tBackground\n\
         2.A.1.a\tReading Comprehension\tUnderstanding written sentences\n",
    );
    let files = OnetFiles {
        ratings: vec![&mut ratings],
        occupations: Some(&mut titles),
        elements: Some(&mut elements),
    };
    let import = onet::read(files, &OnetOptions::default()).unwrap();
    assert_eq!(
        csv(&import, "requirements"),
        "post,competency,level,importance\n43-4031.00,2.A.1.a,3.38,3.75\n\
         43-4031.00,2.A.2.a,2.5,\n11-1011.00,2.A.1.a,4.75,\n"
    );
    assert_eq!(
        csv(&import, "competencies"),
        "id,name,kind,top_level,description\n\
         2.A.1.a,Reading Comprehension,technical,7,Understanding written sentences\n\
         2.A.2.a,Critical Thinking,technical,7,\n2.B.9.z,Repairing,technical,7,\n"
    );
    assert_eq!(
        csv(&import, "posts"),
        "id,name\n11-1011.00,\n43-4031.00,\"Court, Municipal, and License Clerks\"\n"
    );
    assert_eq!(
        places(import.notes()),
        [
            ("suppressed", Some(4), "Recommend Suppress"),
            ("not_relevant", Some(6), "Not Relevant"),
            ("scale", Some(8), "Scale ID"),
        ]
    );
    let agency = import
        .add_to(Agency::builder())
        .csv("units", "id,name\nU,Unit\n")
        .csv("people", "id,unit,post\nP1,U,43-4031.00\n")
        .build()
        .unwrap();
    let as_of = mahir::words::measure::parse_date("2026-01-05").unwrap();
    assert_eq!(agency.needs(as_of).unwrap().len(), 2);
}

#[test]
fn all_faults_of_onet_are_told() {
    let text = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\n\
                a\te\tE\tLV\t7.01\t8\na\te\tE\tLV\t3\t-8\na\te\tE\tLV\t3\t8\na\te\tE\tIM\tNaN\t8\n\
                a\t\tE\tIM\t0.5\t8\n";
    let mut ratings = source("Skills.txt", text);
    let found = faults(onet::read(
        OnetFiles::of(&mut ratings),
        &OnetOptions::default(),
    ));
    assert_eq!(
        places(&found),
        [
            ("value", Some(2), "Data Value"),
            ("number", Some(3), "N"),
            ("duplicate_row", Some(4), "Element ID"),
            ("value", Some(5), "Data Value"),
            ("missing_value", Some(6), "Element ID"),
        ]
    );
}
