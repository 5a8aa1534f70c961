//! Frameworks of Moodle and CASE packages.

use mahir::readers::case::{self, CaseOptions};
use mahir::readers::moodle::{self, MoodleOptions};
use mahir::readers::{Import, ReaderError, Taken};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{csv, faults, places, source};

/// Moodle's own header, and the one of another writer: only the position counts.
const HEADERS: [&str; 2] = [
    "Parent id number,Id number,Shortname,Description,Description format,Scale values,\
     Scale configuration,Rule type (optional),Rule outcome (optional),Rule config (optional),\
     Cross referenced competency id numbers,Exported id (optional),Is framework,Taxonomy",
    "Nomor induk,Nomor,Nama,Uraian,Format,Skala,Konfigurasi,Aturan,Hasil,Config,Rujukan,Export ID,\
     Kerangka,Taksonomi",
];

fn moodle_rows() -> String {
    [
        r#","office,1",Office,"<p>What an office
knows</p>",1,"Not yet,Good","[{""scaleid"":""2""},{""id"":2,""scaledefault"":1,""proficient"":1}]",,,,,1,1,"competency,behaviour""#,
        r#","REG","Regulation","Knows the rules",1,,,,,,"LET,no%2Csuch",2,,"#,
        r#""REG","LET","Letters","",1,"1,2,3,4",,"core_competency\competency_rule_all",2,,"REG",3,0,"#,
    ]
    .join("\r\n")
}

fn read_moodle(text: &str) -> Result<Import, ReaderError> {
    moodle::read(&mut source("office.csv", text), MoodleOptions::default())
}

#[test]
fn a_framework_of_moodle_is_read_by_position() {
    for header in HEADERS {
        let import = read_moodle(&format!("\u{feff}{header}\r\n{}", moodle_rows())).unwrap();
        assert_eq!(
            csv(&import, "competencies"),
            "id,name,kind,top_level,description\n\
             REG,Regulation,technical,2,Knows the rules\nLET,Letters,technical,4,\n"
        );
        assert_eq!(
            csv(&import, "hierarchy"),
            "id,parent,depth,name,sort,description,is_competency\n\
             \"office,1\",,0,Office,\"competency,behaviour\",What an office knows,false\n\
             REG,\"office,1\",1,Regulation,,Knows the rules,true\n\
             LET,REG,2,Letters,,,true\n"
        );
        assert_eq!(
            csv(&import, "relations"),
            "from,kind,to\nREG,related,LET\nLET,related,REG\n"
        );
        // A comma within an id number is written %2C.
        assert_eq!(import.notes().list()[0].value.as_deref(), Some("no,such"));
    }
}

#[test]
fn leaves_alone_can_be_taken() {
    let text = format!("{}\n{}", HEADERS[0], moodle_rows());
    let options = MoodleOptions {
        taken: Taken::Leaves,
        ..MoodleOptions::default()
    };
    let import = moodle::read(&mut source("office.csv", text), options).unwrap();
    assert_eq!(csv(&import, "competencies").lines().count(), 2);
}

#[test]
fn all_faults_of_a_framework_of_moodle_are_told() {
    let rows = "A,B,,,1,,,,,,,,,\nB,A,a,,1,,,,,,,,,\n,A,again,,1,,,,,,,,,\nNO,C,c,,1,\"1,2,3,4,5,6,7,8,9,10,11\",,,,,,,,\n,,d,,1,,,,,,,,,\n";
    let found = faults(read_moodle(&format!("{}\n{rows}", HEADERS[0])));
    assert_eq!(
        places(&found),
        [
            ("missing_value", Some(2), "Shortname"),
            ("duplicate_id", Some(4), "Id number"),
            ("scale", Some(5), "Scale values"),
            ("missing_value", Some(6), "Id number"),
            ("unknown_id", Some(5), "Parent id number"),
            ("cycle", Some(2), "Parent id number"),
        ]
    );
    let found = faults(read_moodle("id,name\nA,a\n"));
    assert_eq!(places(&found), [("columns", Some(1), "")]);
}

fn link(id: &str, key: &str) -> Value {
    json!({"title": "t", key: id, "uri": format!("https://x/{id}")})
}

fn package(key: &str) -> Value {
    let association = |from: &str, kind: &str, to: &str| {
        json!({"identifier": format!("{from}-{to}"), "associationType": kind,
               "originNodeURI": link(from, key), "destinationNodeURI": link(to, key)})
    };
    json!({
        "CFDocument": {key: "doc", "title": "Office", "creator": "Nobody"},
        "CFItems": [
            {key: "a", "humanCodingScheme": "L", "fullStatement": "Licensing 𝑑", "CFItemType": "Domain"},
            {key: "b", "fullStatement": "Reads all conditions of a licence", "abbreviatedStatement": "Conditions"},
            {key: "c", "fullStatement": "Writes"},
        ],
        "CFAssociations": [
            association("a", "isChildOf", "doc"),
            association("b", "isChildOf", "a"),
            association("c", "isChildOf", "a"),
            association("c", "isChildOf", "b"),
            association("b", "precedes", "c"),
            association("c", "exactMatchOf", "elsewhere"),
        ],
        "CFDefinitions": {"CFConcepts": []},
        "CFRubrics": [{"identifier": "r", "CFRubricCriteria": [{
            "CFItemURI": link("b", key),
            "CFRubricCriterionLevels": [
                {"position": 1, "quality": "some", "description": "Reads the main ones"},
                {"position": 3, "quality": "all"},
            ],
        }]}],
    })
}

fn read_case(package: &Value) -> Result<Import, ReaderError> {
    let bytes = serde_json::to_vec(package).unwrap();
    case::read("office.json", &bytes, CaseOptions::default())
}

#[test]
fn a_case_package_is_read_with_either_name_of_identifiers() {
    for key in ["identifier", "sourcedId"] {
        let import = read_case(&package(key)).unwrap();
        assert_eq!(
            csv(&import, "competencies"),
            "id,name,kind,top_level,description\na,L Licensing 𝑑,technical,5,\n\
             b,Conditions,technical,3,Reads all conditions of a licence\nc,Writes,technical,5,\n"
        );
        assert_eq!(
            csv(&import, "hierarchy"),
            "id,parent,depth,name,sort,description,is_competency\n\
             doc,,0,Office,document,,false\n\
             a,doc,1,L Licensing 𝑑,Domain,Licensing 𝑑,true\n\
             b,a,2,Conditions,,Reads all conditions of a licence,true\n\
             c,a,2,Writes,,Writes,true\n"
        );
        assert_eq!(
            csv(&import, "relations"),
            "from,kind,to\nc,isChildOf,b\nb,precedes,c\nc,exactMatchOf,elsewhere\n"
        );
        assert_eq!(
            csv(&import, "indicators"),
            "competency,level,text\nb,1,Reads the main ones\nb,3,all\n"
        );
        assert_eq!(
            places(import.notes()),
            [("outside", Some(6), "CFAssociations")]
        );
    }
}

#[test]
fn all_faults_of_a_package_are_told() {
    let mut bad = package("identifier");
    bad["CFItems"] = json!([
        {"identifier": "a", "fullStatement": "a"},
        {"identifier": "a", "fullStatement": "again"},
        {"fullStatement": "no identifier"},
        {"identifier": "d", "fullStatement": "  "},
        {"identifier": "e", "fullStatement": "e"},
    ]);
    bad["CFAssociations"] = json!([
        {"associationType": "isChildOf", "originNodeURI": link("a", "identifier")},
        {"originNodeURI": link("a", "identifier"), "destinationNodeURI": link("e", "identifier")},
        {"associationType": "isChildOf", "originNodeURI": link("a", "identifier"),
         "destinationNodeURI": "https://x/CFItems/e"},
        {"associationType": "isChildOf", "originNodeURI": "e", "destinationNodeURI": "a"},
    ]);
    bad["CFRubrics"] = json!({"no": "list"});
    let found = faults(read_case(&bad));
    assert_eq!(
        places(&found),
        [
            ("duplicate_id", Some(2), "CFItems.identifier"),
            ("missing_value", Some(3), "CFItems.identifier"),
            ("missing_value", Some(4), "CFItems.fullStatement"),
            (
                "missing_value",
                Some(1),
                "CFAssociations.destinationNodeURI"
            ),
            ("missing_value", Some(2), "CFAssociations.associationType"),
            ("json", None, "CFRubrics"),
            ("cycle", Some(1), "CFAssociations.isChildOf"),
        ]
    );
    for (bytes, code) in [
        (&b"[]"[..], "json"),
        (b"{\"CFItems\": [", "json"),
        (b"\xff\xfe{\0}\0", "encoding"),
        (b"{}", "missing_column"),
        (b"\x00\x01\x02", "json"),
    ] {
        let found = faults(case::read("x.json", bytes, CaseOptions::default()));
        assert_eq!(found.list()[0].code, code);
    }
    let deep = "[".repeat(100_000);
    let found = faults(case::read(
        "x.json",
        deep.as_bytes(),
        CaseOptions::default(),
    ));
    assert_eq!(found.list()[0].code, "json");
}

/// Any JSON up to a few levels deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop_oneof![Just("a"), Just("b"), Just("isChildOf"), Just("")].prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let keys = prop_oneof![
            Just("identifier"),
            Just("sourcedId"),
            Just("originNodeURI"),
            Just("destinationNodeURI"),
            Just("associationType"),
            Just("fullStatement"),
            Just("CFRubricCriteria"),
            Just("position"),
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((keys, inner), 0..4).prop_map(|pairs| {
                Value::Object(pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
            }),
        ]
    })
}

proptest! {
    /// Any JSON in any part gives tables or faults; what is read has a tree without rings.
    #[test]
    fn any_json_is_read_or_refused(
        items in any_json(), associations in any_json(), rubrics in any_json(), document in any_json()
    ) {
        let package = json!({
            "CFDocument": document, "CFItems": items, "CFAssociations": associations, "CFRubrics": rubrics
        });
        if let Ok(import) = read_case(&package) {
            let hierarchy = import.table("hierarchy").unwrap();
            for row in 0..hierarchy.rows() {
                let depth = hierarchy.cell(row, "depth").to_string().parse::<usize>().unwrap();
                prop_assert!(depth < hierarchy.rows());
            }
        }
    }
}
