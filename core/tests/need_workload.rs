//! Workload of units: ABK by hand, and WISN with allowances against its plain formula.
#![cfg(feature = "tables")]

mod made;

use made::{agency, as_of, volumes};
use mahir::Agency;
use mahir::need::workload::{ServiceWorkload, WisnActivity, WorkloadVerdict, wisn};
use mahir::need::{NeedSources, Needs, Trend, Triage, Unclear};
use mahir::regulation::workload::WorkloadGrade;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::measure::Month;
use mahir::words::saved;

/// One unit with so many people, services with their yearly volumes and norm times, and allowances.
fn unit(people: usize, services: &[(u32, u32)], allowances: &str) -> Agency {
    let people: String = (0..people).map(|p| format!("P{p},PEL,OFF,PNS\n")).collect();
    let mut service_rows = String::from("id,name,unit,norm_minutes\n");
    let mut months = String::from("service,month,count\n");
    for (place, (volume, norm)) in services.iter().enumerate() {
        service_rows += &format!("S{place},Service {place},PEL,{norm}\n");
        months += &volumes(&format!("S{place}"), volume / 12, volume / 12);
    }
    agency(&[
        ("competencies", "id,name,kind\nREG,Regulation,technical\n"),
        ("units", "id,name,minimum_on_duty\nPEL,Pelayanan,0\n"),
        ("posts", "id,name\nOFF,Officer\n"),
        ("requirements", "post,competency,level\nOFF,REG,2\n"),
        ("people", &format!("id,unit,post,status\n{people}")),
        ("services", &service_rows),
        ("volumes", &months),
        (
            "allowances",
            &format!("unit,name,kind,share,minutes_per_year,people\n{allowances}"),
        ),
    ])
}

fn needs(agency: &Agency) -> Needs {
    agency.needs(as_of()).unwrap()
}

/// The identity need = basic × CAF + IAF, worked with the plain functions in floating point.
#[test]
fn allowances_add_to_the_need_as_wisn_says() {
    let services = [(3_000, 30), (12_000, 12), (240, 90)];
    let agency = unit(
        4,
        &services,
        "PEL,Meetings,category,0.08,,\nPEL,Reports,category,,4500,\nPEL,Supervision,individual,,12000,1\nPEL,Coaching,individual,0.05,,2\n",
    );
    let needs = needs(&agency);
    let work = &needs.workload()[0];
    let activities = services.map(|(volume, norm)| WisnActivity {
        volume: f64::from(volume),
        time_per_case: f64::from(norm),
    });
    // 4,500 of 75,000 minutes are 0.06; 5 % of 75,000 are 3,750 minutes of each of two people.
    let expected = wisn(
        75_000.0,
        &activities,
        &[0.08, 0.06],
        &[(1.0, 12_000.0), (2.0, 3_750.0)],
    )
    .unwrap();
    let near = |thousandths: u64, people: f64| (thousandths as f64 / 1_000.0 - people).abs() < 6e-4;
    assert!(near(work.basic_expected, expected.basic));
    assert!(near(work.individual_allowance, expected.individual_factor));
    assert!(
        near(work.needed_expected, expected.needed),
        "{} {}",
        work.needed_expected,
        expected.needed
    );
    assert!((work.category_factor() - expected.category_factor).abs() < 1e-9);
    assert!((work.ratio().unwrap() - expected.ratio(4.0).unwrap()).abs() < 1e-3);
    // All months are equal, so nothing lies between the ends.
    assert_eq!(
        (work.needed_low, work.needed_high),
        (work.needed_expected, work.needed_expected)
    );
    assert_eq!((work.services, work.services_unknown), (3, 0));
    // What the demand tells is the unit's need, allowances included.
    assert_eq!(
        needs.demands()[0].unit_workload_expected,
        Some(work.needed_expected)
    );
}

#[test]
fn the_verdict_goes_by_the_interval() {
    // 90,000 minutes are 1.2 people.
    let verdict = |people| {
        let needs = needs(&unit(people, &[(3_000, 30)], ""));
        let work = needs.workload()[0].clone();
        (work.verdict, work.passed_in, work.grade)
    };
    let january = Month::new(2026, 1);
    assert_eq!(
        verdict(1),
        (WorkloadVerdict::TooFew, january, Some(WorkloadGrade::A))
    );
    assert_eq!(
        verdict(2),
        (WorkloadVerdict::Enough, None, Some(WorkloadGrade::D))
    );
    assert_eq!(verdict(0), (WorkloadVerdict::TooFew, january, None));
    // A service that nobody counts: nothing is known of the unit.
    let unknown = agency(&[
        ("competencies", "id,name,kind\nREG,Regulation,technical\n"),
        ("units", "id,name,minimum_on_duty\nPEL,Pelayanan,0\n"),
        ("posts", "id,name\nOFF,Officer\n"),
        ("requirements", "post,competency,level\n"),
        ("people", "id,unit,post,status\nA,PEL,OFF,PNS\n"),
        ("services", "id,name,unit,norm_minutes\nX,X,PEL,30\n"),
    ]);
    let needs = needs(&unknown);
    assert_eq!(needs.workload()[0].verdict, WorkloadVerdict::CannotTell);
    assert_eq!(needs.demands()[0].triage, Triage::CannotTell);
    assert_eq!(needs.demands()[0].unit_workload_expected, None);
}

/// The regulation's 75,000 minutes can be overridden: a six-day week in one app has 90,000.
#[test]
fn another_effective_time_takes_other_people() {
    let text = |minutes: &str| {
        let agency = unit(2, &[(3_000, 30)], "");
        let files = agency.to_files();
        let settings = format!("name = 'Test'\n[regulation]\nbase = 'indonesia'\n{minutes}");
        let builder = Agency::builder().settings(settings);
        files
            .iter()
            .filter(|(name, _)| name.ends_with(".csv"))
            .fold(builder, |builder, (name, text)| {
                builder.csv(name, text.clone())
            })
            .build()
            .unwrap()
    };
    assert_eq!(needs(&text("")).workload()[0].needed_expected, 1_200);
    let other = text("effective_minutes_per_year = 90000");
    assert_eq!(needs(&other).workload()[0].needed_expected, 1_000);
}

#[test]
fn allowances_are_checked_and_come_back() {
    let agency = unit(
        2,
        &[(3_000, 30)],
        "PEL,Meetings,category,0.1,,\nPEL,Lead,individual,,6000,1\n",
    );
    let again = agency
        .to_files()
        .into_iter()
        .filter(|(name, _)| name.ends_with(".csv"))
        .fold(
            Agency::builder().settings("name = 'Test'\n"),
            |builder, (name, text)| builder.csv(&name, text),
        )
        .build()
        .unwrap();
    assert_eq!(again.allowances, agency.allowances);
    let faults = Agency::builder()
        .csv("competencies", "id,name,kind\nREG,Regulation,technical\n")
        .csv("units", "id,name,minimum_on_duty\nPEL,Pelayanan,0\n")
        .csv("posts", "id,name\nOFF,Officer\n")
        .csv("requirements", "post,competency,level\n")
        .csv("people", "id,unit,post,status\nA,PEL,OFF,PNS\n")
        .csv(
            "allowances",
            "unit,kind,share,minutes_per_year,people\nPEL,category,0.6,,\nPEL,category,0.5,,\nPEL,individual,,600,\n\
             PEL,category,0.1,100,\nPEL,some,0.1,,\nNOWHERE,category,0.1,,\n",
        )
        .csv("certificates", "person,competency,level,expires\nA,REG,9,2026-01-01\nB,REG,1,2026-13-01\n")
        .csv("performances", "person,competency,target,actual\nA,REG,0,1\nA,REG,5,-1\n")
        .build()
        .unwrap_err();
    let text = faults.to_string();
    for part in [
        "leave no time",
        "nobody is named",
        "either a share or minutes",
        "category or individual",
        "NOWHERE",
        "a level of at most 5",
        "2026-13-01",
        "a number above 0",
        "a number, 0 or more",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn why_tells_the_figures_and_documents_come_back() {
    let agency = unit(1, &[(3_000, 30)], "PEL,Meetings,category,0.2,,\n");
    let needs = needs(&agency);
    // 1.2 ÷ 0.8.
    let why = needs.triage_why(0, Language::English);
    assert!(
        why.contains("takes 1.5 people") && why.contains("1 are there"),
        "{why}"
    );
    let why = needs.triage_why(0, Language::Indonesian);
    assert!(
        why.contains("1,5 orang") && why.contains("tersedia 1"),
        "{why}"
    );
    assert_eq!(needs.triage_why(9, Language::English), "");
    let document = saved::to_json(&needs).unwrap();
    assert_eq!(saved::from_json::<Needs>(&document).unwrap(), needs);
    let rows: Vec<usize> = Needs::TABLES
        .iter()
        .map(|name| needs.table(name).unwrap().rows())
        .collect();
    // needs, reasons, demands, workload, service_workload, headcounts (no competency is named), cohorts, triage.
    assert_eq!(rows, [1, 1, 1, 1, 1, 0, 1, 1]);
}

/// Months that scatter and months that are missing: a reason instead of a number.
#[test]
fn what_cannot_be_told_says_why() {
    let service = |months: &str| {
        agency(&[
            ("competencies", "id,name,kind\nREG,Regulation,technical\n"),
            ("units", "id,name,minimum_on_duty\nPEL,Pelayanan,0\n"),
            ("posts", "id,name\nOFF,Officer\n"),
            ("requirements", "post,competency,level\n"),
            ("people", "id,unit,post,status\nA,PEL,OFF,PNS\n"),
            ("services", "id,name,unit,norm_minutes\nX,X,PEL,30\n"),
            (
                "service_competencies",
                "service,competency,level\nX,REG,2\n",
            ),
            ("volumes", &format!("service,month,count\n{months}")),
        ])
    };
    // Remainders of Lehmer's generator: 40 to 339 cases in each of 36 months.
    let mut state = 7_u64;
    let scattered: String = (0..36)
        .map(|month| {
            state = state * 48_271 % 2_147_483_647;
            format!(
                "X,{}-{:02},{}\n",
                2023 + month / 12,
                month % 12 + 1,
                40 + state % 300
            )
        })
        .collect();
    let patchy = "X,2024-01,100\nX,2024-02,\nX,2024-03,100\n";
    for (months, unclear, english, indonesian) in [
        (
            &*scattered,
            Unclear::TooUneven,
            "scatter too much",
            "terlalu naik turun",
        ),
        (
            patchy,
            Unclear::OutOfDate,
            "more than a year ago",
            "lebih dari setahun lalu",
        ),
        (
            "X,2025-11,\nX,2025-12,\n",
            Unclear::NoMonths,
            "no month is known",
            "tidak ada bulan",
        ),
        (
            "X,2025-11,5\nX,2025-12,6\n",
            Unclear::TooFewMonths,
            "too few calendar months",
            "terlalu sedikit bulan",
        ),
    ] {
        let needs = needs(&service(months));
        let demand = &needs.demands()[0];
        assert_eq!(
            (demand.trend, demand.unclear),
            (Trend::CannotTell, Some(unclear))
        );
        assert_eq!(
            (demand.volume_expected, demand.people_needed_expected),
            (None, None)
        );
        assert_eq!(
            (demand.triage, demand.passed_in),
            (Triage::CannotTell, None)
        );
        assert!(needs.headcounts().is_empty());
        let why = needs.demand_why(0, Language::English);
        assert!(why.contains(english), "{why}");
        let why = needs.demand_why(0, Language::Indonesian);
        assert!(why.contains(indonesian), "{why}");
    }
}

/// A unit with specialised posts: two officers who know permits, one who knows both, one clerk.
fn specialised() -> Agency {
    agency(&[
        (
            "competencies",
            "id,name,kind\nREG,Regulation,technical\nREC,Records,technical\n",
        ),
        ("units", "id,name,minimum_on_duty\nPEL,Pelayanan,0\n"),
        (
            "posts",
            "id,name\nPERMIT,Permit officer\nHEAD,Head\nCLERK,Records clerk\nGUARD,Guard\n",
        ),
        (
            "requirements",
            "post,competency,level\nPERMIT,REG,2\nHEAD,REG,3\nHEAD,REC,1\nCLERK,REC,2\n",
        ),
        (
            "people",
            "id,unit,post,status\nP1,PEL,PERMIT,PNS\nP2,PEL,PERMIT,PNS\nP3,PEL,HEAD,PNS\nP4,PEL,CLERK,PNS\nP5,PEL,GUARD,PNS\n",
        ),
        (
            "services",
            "id,name,unit,norm_minutes\nPER,Permits,PEL,75\nREC,Letters,PEL,25\n",
        ),
        (
            "service_competencies",
            "service,competency,level\nPER,REG,2\nREC,REC,1\n",
        ),
        (
            "volumes",
            &format!(
                "service,month,count\n{}{}",
                volumes("PER", 200, 200),
                volumes("REC", 100, 100)
            ),
        ),
        (
            "allowances",
            "unit,name,kind,share,minutes_per_year,people\nPEL,Meetings,category,0.2,,\nPEL,Head,individual,,21000,1\n",
        ),
    ])
}

/// By hand: permits take 2,400 × 75 = 180,000 minutes, letters 1,200 × 25 = 30,000; a year has
/// 75,000. With a fifth of the time for meetings and 21,000 minutes for the head, split 6 : 1,
/// permits need (180,000 ÷ 0.8 + 18,000) ÷ 75,000 = 3.24 and letters (30,000 ÷ 0.8 + 3,000) ÷ 75,000
/// = 0.54. The head's time is split 6 : 1 as well: 2 + 6/7 people for permits, 1 + 1/7 for letters.
#[test]
fn each_service_has_its_people_and_its_need() {
    let needs = needs(&specialised());
    let [permits, letters] = needs.service_workload() else {
        panic!("two services");
    };
    let agency = needs.agency();
    let posts = |work: &ServiceWorkload| {
        let ids: Vec<&str> = work.posts.iter().map(|&p| agency.posts.id(p)).collect();
        ids.join(" ")
    };
    assert_eq!(posts(permits), "PERMIT HEAD");
    assert_eq!(posts(letters), "HEAD CLERK");
    assert!(permits.is_by_standard && letters.is_by_standard);
    assert_eq!((permits.people_serving, letters.people_serving), (3, 2));
    assert_eq!((permits.people_there, letters.people_there), (2_857, 1_143));
    assert_eq!(permits.needed_expected, Some(3_240));
    assert_eq!(letters.needed_expected, Some(540));
    assert_eq!(permits.verdict, WorkloadVerdict::TooFew);
    assert_eq!(letters.verdict, WorkloadVerdict::Enough);
    assert!((permits.ratio().unwrap() - 2.857 / 3.24).abs() < 1e-9);
    // The unit as a whole has enough: its services tell what its sum hides.
    let unit = &needs.workload()[0];
    assert_eq!(unit.needed_expected, 3_240 + 540);
    assert_eq!(unit.verdict, WorkloadVerdict::Enough);

    let why = needs.demand_why(0, Language::English);
    assert!(
        why.contains("Posts that serve it: Permit officer, Head. 3 work in them, with the time of 2.9 for it; with allowances it takes 3.2 (ratio 0.88: too few)."),
        "{why}"
    );
    assert!(why.contains("(2,400 → 2,400 cases a year)"), "{why}");
    let why = needs.demand_why(0, Language::Indonesian);
    assert!(why.contains("(2.400 → 2.400 berkas setahun)"), "{why}");
    assert!(why.contains("rasio 0,88: kurang"), "{why}");
    let row = (0..needs.len())
        .find(|&row| needs.sources()[row].has(NeedSources::DEMAND))
        .unwrap();
    assert!(
        needs
            .why(row, Language::English)
            .contains("Posts that serve it: Permit officer, Head."),
    );
    let table = needs.table("service_workload").unwrap();
    assert_eq!(table.rows(), 2);
    // A document does not hold it, but what is read back has it.
    let back: Needs = saved::from_json(&saved::to_json(&needs).unwrap()).unwrap();
    assert_eq!(back.service_workload(), needs.service_workload());
}

/// Where no standard asks for what a service takes, all posts of the unit serve it, and the ratio of
/// every service is that of the unit.
#[test]
fn without_standards_the_services_share_the_unit() {
    let agency = unit(4, &[(3_000, 30), (12_000, 12), (240, 90)], "");
    let needs = needs(&agency);
    let unit = &needs.workload()[0];
    for work in needs.service_workload() {
        assert!(!work.is_by_standard);
        assert_eq!(work.people_serving, 4);
        assert_eq!(work.verdict, unit.verdict);
        assert!((work.ratio().unwrap() - unit.ratio().unwrap()).abs() < 5e-3);
    }
    let there: u64 = needs
        .service_workload()
        .iter()
        .map(|w| w.people_there)
        .sum();
    assert!(there.abs_diff(4_000) <= 2, "{there}");
}
