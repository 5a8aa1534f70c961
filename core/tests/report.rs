//! What people read of a round: safe whatever the tables say, whole in both languages, and the
//! same every time.
#![cfg(feature = "report")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use mahir::agency::Agency;
use mahir::cycle::{Policy, Round};
use mahir::report::{
    Report, ReportError, TextOptions, plan_tables, plan_workbook, write_plan_workbook, write_round,
};
use mahir::words::explanation::Language;
use mahir::words::measure::Date;
use mahir::words::table::{Table, Values};

/// A text that would do harm if it were not escaped, with wide and turning characters.
const HOSTILE: &str = "<script>alert('1')</script>&\u{202e}字\u{1b}[2J";
/// It looks like an employee number, so nothing may show it.
const PERSONAL_NUMBER: &str = "198001012006041001";

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// An agency of two units in which every name is hostile.
fn round() -> Round {
    let name = quoted(&format!("{HOSTILE} \"quoted\""));
    let settings = format!(
        "name = '''{}'''\n[[phases]]\nid = \"T1\"\nname = '''{0} I'''\nfrom = 2026-01-05\n\
         until = 2026-06-30\nbudget = 50000000\n[[phases]]\nid = \"T2\"\nname = \"second\"\n\
         from = 2026-07-01\nuntil = 2026-12-31\nbudget = 10000000\n[[calendar.reduced]]\n\
         from = 2026-02-18\nuntil = 2026-03-19\nreason = '''{0}'''\nhours_per_week = 32.5\n\
         [[calendar.blocked]]\nfrom = 2026-03-16\nuntil = 2026-03-27\nreason = '''{0}'''\n",
        "<script>alert(\"1\")</script>&"
    );
    let mut people = String::from("id,unit,post,status\n");
    let mut assessments = String::from("person,competency,level,date,source\n");
    let mut outcomes =
        String::from("programme,person,measure,kirkpatrick,before,after,date,group\n");
    for number in 0..12 {
        let person = match number {
            0 => PERSONAL_NUMBER.to_owned(),
            _ => format!("P{number}"),
        };
        let unit = if number < 6 { "A" } else { "B" };
        let _ = writeln!(people, "{person},{unit},POST,PNS");
        let level = number % 3;
        let _ = writeln!(assessments, "{person},REG,{level},2025-11-03,test");
        let _ = writeln!(
            outcomes,
            "TRAIN,{person},REG,2,{level},{}.5,2026-03-02,attended",
            level + number % 2
        );
    }
    let mut volumes = String::from("service,month,count\n");
    for month in 0..24 {
        let _ = writeln!(
            volumes,
            "LETTER,{}-{:02},{}",
            2024 + month / 12,
            month % 12 + 1,
            400 + month * 20
        );
    }
    Agency::builder()
        .settings(settings)
        .csv("competencies", format!("id,name,kind,top_level\nREG,{name},technical,5\n"))
        .csv(
            "units",
            format!("id,name,parent,minimum_on_duty\nA,{name},,2\nB,plain,A,2\n"),
        )
        .csv("posts", format!("id,name\nPOST,{name}\n"))
        .csv("requirements", "post,competency,level,importance\nPOST,REG,3,4\n")
        .csv("people", people)
        .csv("assessments", assessments)
        .csv("services", format!("id,name,unit,norm_minutes\nLETTER,{name},A,60\n"))
        .csv("volumes", volumes)
        .csv("service_competencies", "service,competency,level\nLETTER,REG,2\n")
        .csv("providers", format!("id,name,kind\nOWN,{name},own_agency\n"))
        .csv(
            "programmes",
            format!(
                "id,name,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat\n\
                 TRAIN,{name},training,OWN,10,2,2,4,3000000,100000\n\
                 DEAR,{name},workshop,OWN,6,1,2,4,90000000,100000\n"
            ),
        )
        .csv("effects", "programme,competency,gain\nTRAIN,REG,1\nDEAR,REG,2\n")
        .csv("outcomes", outcomes)
        .build()
        .unwrap_or_else(|faults| panic!("{faults}"))
        .run(Date::from_ymd_opt(2026, 1, 5).unwrap(), &Policy::default())
        .unwrap()
}

/// Elements without content (HTML, void elements), as far as the page uses any.
const VOID: [&str; 3] = ["meta", "br", "hr"];

/// The elements that stay open at the end, or the first one that is closed out of turn.
fn unbalanced(page: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').ok_or("a tag does not end")?;
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if tag.starts_with('!') || tag.ends_with('/') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop().ok_or(format!("</{name}> closes nothing"))?;
            if last != name {
                return Err(format!("</{name}> closes <{last}>"));
            }
            continue;
        }
        let name = tag.split_whitespace().next().unwrap_or("");
        if name == "style" {
            rest = &rest[rest.find("</style>").ok_or("a style sheet does not end")?..];
        }
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    match open.is_empty() {
        true => Ok(()),
        false => Err(format!("open at the end: {open:?}")),
    }
}

#[test]
fn the_check_of_tags_finds_what_is_wrong() {
    assert!(unbalanced("<p>a<b>b</b></p><meta x>").is_ok());
    for wrong in ["<p>", "</p>", "<p><b></p></b>", "<p"] {
        assert!(unbalanced(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_page_is_one_safe_file() {
    let report = Report::of(&round());
    for language in Language::ALL {
        let page = report.html(language).unwrap();
        assert_eq!(unbalanced(&page), Ok(()));
        let small = page.to_lowercase();
        for foreign in [
            "<script",
            "http",
            "//www",
            "src=",
            "url(",
            "@import",
            "<link",
            "onload",
            "javascript:",
            "<iframe",
            "<img",
        ] {
            assert!(!small.contains(foreign), "{foreign}");
        }
        // The name is there, escaped.
        assert!(page.contains("&lt;script&gt;alert("));
        assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
        assert!(!page.contains(PERSONAL_NUMBER));
        assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
    }
}

#[test]
fn the_page_can_be_walked_without_seeing_it() {
    let page = Report::of(&round()).html(Language::English).unwrap();
    let drawings = page.matches("<svg ").count();
    // Budget, bands, calendar and effects.
    assert_eq!(drawings, 4);
    assert_eq!(page.matches("<svg role=\"img\" viewBox").count(), drawings);
    assert_eq!(page.matches("<desc>").count(), drawings);
    assert_eq!(page.matches("<h1>").count(), 1);
    // Every head of a column or row says of which; so does every table.
    assert_eq!(
        page.matches("<th").count() - page.matches("<thead").count(),
        page.matches("<th scope=").count()
    );
    assert_eq!(
        page.matches("<table").count(),
        page.matches("<caption>").count()
    );
}

/// Columns of a terminal, at least: East Asian characters of this test take two.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if c == '字' { 2 } else { 1 }).sum()
}

#[test]
fn no_line_of_the_text_is_wider_than_asked() {
    let report = Report::of(&round());
    for language in Language::ALL {
        for width in [60, 72, 80, 100, 132, 200] {
            let text = report.text(language, width);
            for line in text.lines() {
                assert!(columns(line) <= width, "{width}: {line}");
            }
            assert!(!text.contains('\u{1b}') && !text.contains(PERSONAL_NUMBER));
        }
        // Less than 60 columns counts as 60.
        assert_eq!(report.text(language, 10), report.text(language, 60));
    }
}

#[test]
fn colours_only_add_terminal_sequences() {
    let report = Report::of(&round());
    let mut options = TextOptions::default();
    options.colour = true;
    let coloured = report.text_with(&options);
    assert!(coloured.contains("\u{1b}[48;5;"));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some(at) = rest.find('\u{1b}') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('m').unwrap() + 1..];
    }
    plain.push_str(rest);
    assert_eq!(plain, report.text(Language::English, 100));
}

#[test]
fn the_indonesian_report_is_indonesian() {
    let report = Report::of(&round());
    let (english, indonesian) = (
        report.html(Language::English).unwrap(),
        report.html(Language::Indonesian).unwrap(),
    );
    let texts = |page: &str| -> Vec<String> {
        let body = &page[page.find("<body>").unwrap()..];
        let mut texts: Vec<String> = body
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .map(|(_, text)| text.trim().to_owned())
            .filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 3)
            .collect();
        texts.sort();
        texts.dedup();
        texts
    };
    let (english, indonesian) = (texts(&english), texts(&indonesian));
    assert!(english.len() > 100 && indonesian.len() > 100);
    // What is the same in both comes from the tables, is a figure, or is a word of both languages.
    let from_tables = |text: &str| {
        ["script", "2026", "TRAIN", "plain", "second"]
            .iter()
            .any(|name| text.contains(name))
    };
    // A fingerprint has 64 characters.
    let is_figure = |text: &str| text.starts_with("0.") || text.len() == 64;
    let same: Vec<&String> = english
        .iter()
        .filter(|text| indonesian.contains(text) && !from_tables(text) && !is_figure(text))
        .collect();
    assert_eq!(same, ["Minimum"]);
}

/// By hand: 12 × 400 + 20 × (12 + … + 23) = 9,000 letters of 60 minutes in the last twelve months
/// are 7.2 years of 75,000 minutes. Six people are there. Since letters become more, level 3 is
/// asked instead of 2, and nobody holds more than 2.
#[test]
fn the_work_of_each_service_tells_what_is_lacking() {
    let report = Report::of(&round());
    for (language, title, figures) in [
        (
            Language::English,
            "Work of each service, and what is lacking",
            [
                "7.2 →",
                "(6)",
                "too few",
                "0 &#x2f; 6",
                "people and competence",
            ],
        ),
        (
            Language::Indonesian,
            "Beban kerja tiap layanan, dan apa yang kurang",
            [
                "7,2 →",
                "(6)",
                "kurang",
                "0 &#x2f; 6",
                "pegawai dan kompetensi",
            ],
        ),
    ] {
        let page = report.html(language).unwrap();
        let (_, grid) = page.split_once(title).unwrap();
        let (_, row) = grid.split_once("<tbody>").unwrap();
        let (row, _) = row.split_once("</tr>").unwrap();
        for figure in figures {
            assert!(row.contains(figure), "{figure} is not told in {row}");
        }
        assert!(report.text(language, 100).contains(title));
    }
}

// From the growth of a service to who must be able to do what, and whether training is enough.
#[test]
fn the_first_page_says_what_a_growing_service_asks_for() {
    let report = Report::of(&round());
    for (language, sentences) in [
        (
            Language::English,
            [
                "grew by 47 % in a year",
                "expected to take 9.5 people; 6 work there",
                "Needed by 5 Jul 2026: 6 at level 3 in",
                "(0 are). Training helps but is not enough, since people are lacking as well.",
            ],
        ),
        (
            Language::Indonesian,
            [
                "naik 47 % dalam setahun",
                "diperkirakan membutuhkan 9,5 orang; 6 pegawai bekerja di sana",
                "Dibutuhkan paling lambat 5 Jul 2026: 6 orang pada tingkat 3",
                "(baru 0). Pelatihan menolong tetapi tidak cukup, karena pegawai juga kurang.",
            ],
        ),
    ] {
        let text = report.text(language, 10_000);
        // Figures do not break from their units.
        let text = text.replace(['\u{a0}', '\u{202f}'], " ");
        let first_page: String = text.lines().take(40).collect::<Vec<_>>().join("\n");
        for sentence in sentences {
            assert!(first_page.contains(sentence), "{first_page}");
        }
    }
}

#[test]
fn the_same_round_gives_the_same_report() {
    let (one, other) = (Report::of(&round()), Report::of(&round()));
    for language in Language::ALL {
        assert_eq!(one.html(language).unwrap(), other.html(language).unwrap());
        assert_eq!(one.text(language, 100), other.text(language, 100));
    }
}

/// A folder that is removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("mahir-report-{}-{name}", std::process::id())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn a_round_is_written_with_all_its_tables() {
    let folder = Scratch::new("written");
    let round = round();
    let files = write_round(&round, &folder.0, Language::Indonesian).unwrap();
    for name in [
        "report.html",
        "report.txt",
        "calendar.ics",
        "round.json",
        "needs.csv",
        "plan.xlsx",
    ] {
        assert!(files.contains(&folder.0.join(name)), "{name}");
    }
    for file in &files {
        assert!(fs::metadata(file).unwrap().len() > 0, "{}", file.display());
    }
    // The next cycle's agency can be read again.
    Agency::load(folder.0.join("next")).unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let place = Scratch::new("blocked");
    fs::write(&place.0, "a file stands here").unwrap();
    let error = write_round(&round(), &place.0, Language::English).unwrap_err();
    assert!(matches!(error, ReportError::Write { .. }));
    assert_eq!(error.code(), "report_write");
}

#[test]
fn equal_plans_give_equal_workbooks() {
    let (one, other) = (round(), round());
    for language in Language::ALL {
        let bytes = plan_workbook(one.plan(), language).unwrap();
        // The signature of a ZIP archive (APPNOTE 4.3.7), which an XLSX file is (ECMA-376); the
        // Python tests read the sheets back with openpyxl.
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(bytes, plan_workbook(other.plan(), language).unwrap());
    }
    let [english, indonesian] =
        Language::ALL.map(|language| plan_workbook(one.plan(), language).unwrap());
    assert_ne!(english, indonesian);
}

#[test]
fn a_workbook_that_cannot_be_written_is_an_error() {
    let place = Scratch::new("workbook");
    let path = place.0.join("missing").join("plan.xlsx");
    let error = write_plan_workbook(round().plan(), path, Language::English).unwrap_err();
    assert!(matches!(error, ReportError::Write { .. }));
    assert_eq!(error.code(), "report_write");
}

#[test]
fn office_tables_say_what_the_plan_says() {
    let round = round();
    let plan = round.plan();
    for language in Language::ALL {
        let tables = plan_tables(plan, language);
        let names: Vec<&str> = tables.iter().map(Table::name).collect();
        assert_eq!(
            names,
            [
                "summary",
                "hcdp",
                "budget",
                "below_cut",
                "akpk",
                "individual_plans"
            ]
        );
        let cost = tables[1].column(language.choose("Cost", "Biaya")).unwrap();
        let Values::Integer(amounts) = cost.values() else {
            panic!("money is in whole rupiah")
        };
        assert_eq!(amounts.iter().sum::<i64>(), plan.cost().amount());
        assert_eq!(tables[4].rows(), plan.gaps().needs().len());
        assert_eq!(
            tables[5].rows(),
            plan.lines()
                .iter()
                .map(|line| line.people as usize)
                .sum::<usize>()
        );
        // Columns of the province's individual plan: career target, hours, cost, status, evidence.
        for heading in [
            ("Career target", "Target karier"),
            ("Hours (JP)", "JP"),
            (
                "Estimated cost (an equal share)",
                "Estimasi biaya (bagian sama)",
            ),
            ("Status", "Status"),
            ("Evidence", "Bukti"),
        ] {
            let heading = language.choose(heading.0, heading.1);
            assert!(tables[5].column(heading).is_some(), "{heading}");
        }
        for table in &tables {
            assert!(
                !table.to_csv().contains(PERSONAL_NUMBER),
                "{}",
                table.name()
            );
        }
    }
}
