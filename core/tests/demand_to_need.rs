//! From the volume of services to needs: checked by hand.
#![cfg(feature = "tables")]

mod made;

use made::{agency, as_of, counter, person, row, volumes};
use mahir::need::{ForecastMethod, NeedPolicy, NeedSources, Trend, Triage};
use mahir::words::explanation::Language;
use mahir::words::measure::{Level, Month, parse_date};

#[test]
fn twelve_letters_a_day_take_a_person_and_a_fifth() {
    // 12 letters a day × 250 days = 3,000 a year; × 30 minutes = 90,000 of 75,000 minutes.
    let needs = counter(250, 250, 30).needs(as_of()).unwrap();
    let demand = &needs.demands()[0];
    assert_eq!(demand.volume_now, Some(3_000.0));
    assert_eq!(demand.people_needed_now, Some(1_200));
    assert_eq!(demand.people_needed_expected, Some(1_200));
    assert_eq!(demand.unit_workload_expected, Some(1_200));
    assert_eq!(
        (demand.trend, demand.people_asked),
        (Trend::Steady, Some(2))
    );
    assert!(
        needs
            .demand_why(0, Language::English)
            .contains("1.2 people")
    );
    assert!(
        needs
            .demand_why(0, Language::Indonesian)
            .contains("1,2 orang")
    );
}

#[test]
fn rising_applications_ask_more_people_for_more_by_a_day() {
    // From 1,200 to 1,800 cases: 50 a month more each year, so 2,400 × 90 min = 216,000 min of
    // 75,000 = 2.88 people.
    let agency = counter(100, 150, 90);
    let needs = agency.needs(as_of()).unwrap();
    let demand = &needs.demands()[0];
    assert_eq!((demand.trend, demand.growth), (Trend::Rising, Some(0.5)));
    let expected = demand.volume_expected.unwrap();
    assert_eq!(
        (expected.volume, expected.low, expected.high),
        (2_400, 2_400, 2_400)
    );
    assert_eq!(expected.method, ForecastMethod::SenLine);
    assert_eq!(demand.people_needed_expected, Some(2_880));
    // Nobody is able today, so the work has passed them in the month of the day already.
    assert_eq!(
        (demand.people_able, demand.passed_in),
        (Some(0), Month::new(2026, 1))
    );
    // F has left; B is still there, but not on the due day.
    assert_eq!((demand.people_there, demand.people_asked), (4, Some(3)));
    let due = parse_date("2026-07-05");
    let headcounts: Vec<_> = needs
        .headcounts()
        .iter()
        .map(|h| {
            (
                agency.framework.id(h.competency),
                h.level.to_string(),
                h.people,
                h.due,
            )
        })
        .collect();
    let asked = |id, level: &str| (id, level.to_owned(), 3, due);
    let mut expected = [asked("REG", "3"), asked("KOM", "4")];
    expected.sort_by_key(|h| agency.framework.competencies().find(h.0));
    assert_eq!(headcounts, expected);
    let ids = |row| -> Vec<String> {
        needs
            .nominees(row)
            .iter()
            .map(|&p| agency.people.label(p))
            .collect()
    };
    assert_eq!(ids(0), ["A", "C", "D"]);
    // A: standard of importance 4, at level 3 instead of 2, times 1.5.
    let regulation = row(&needs, "A", "REG");
    assert_eq!(needs.levels()[regulation], Level::whole(3));
    assert_eq!(needs.weights()[regulation].thousandths(), 2_000); // 4/3 × 1.5
    assert_eq!(needs.due()[regulation], due);
    let both = NeedSources::STANDARD.and(NeedSources::DEMAND);
    assert_eq!(needs.sources()[regulation], both);
    // Communication is asked by demand alone: importance as usual, times 1.5.
    let communication = row(&needs, "C", "KOM");
    assert_eq!(needs.weights()[communication].thousandths(), 1_500);
    assert_eq!(needs.sources()[communication], NeedSources::DEMAND);
    // B leaves before the due day, E works elsewhere, F has left.
    assert_eq!(needs.levels()[row(&needs, "B", "REG")], Level::whole(2));
    assert_eq!(
        needs.sources()[row(&needs, "E", "REG")],
        NeedSources::STANDARD
    );
    assert!(needs.rows_of(person(&agency, "F")).is_empty());
    let why = needs.why(regulation, Language::English);
    for figure in [
        "50 %",
        "1,200",
        "1,800",
        "2,400",
        "3 people",
        "level 3",
        "5 Jul 2026",
    ] {
        assert!(why.contains(figure), "{figure} in {why}");
    }
    let why = needs.why(regulation, Language::Indonesian);
    for figure in [
        "naik 50 %",
        "1.200 → 1.800",
        "3 orang",
        "paling lambat 5 Jul 2026",
    ] {
        assert!(why.contains(figure), "{figure} in {why}");
    }
}

#[test]
fn falling_demand_asks_nothing() {
    let agency = counter(150, 100, 60);
    let needs = agency.needs(as_of()).unwrap();
    assert_eq!(needs.demands()[0].trend, Trend::Falling);
    assert!(needs.headcounts().is_empty());
    assert!(
        needs
            .sources()
            .iter()
            .all(|sources| !sources.has(NeedSources::DEMAND))
    );
    assert!(needs.due().iter().all(Option::is_none));
    let mut policy = NeedPolicy::default();
    policy.demand = None;
    let without = agency.needs_with(as_of(), &policy).unwrap();
    assert_eq!(without.levels(), needs.levels());
    assert!(without.demands().is_empty());
}

#[test]
fn too_few_people_are_not_a_lack_of_training() {
    let triage = |norm| counter(100, 100, norm).needs(as_of()).unwrap().demands()[0].triage;
    // 1,200 cases of an hour take one person; nobody is assessed in communication.
    assert_eq!(triage(60), Triage::LackOfCompetence);
    // 1,200 × 300 min = 360,000 min = 4.8 people, of whom 4 are there.
    assert_eq!(triage(300), Triage::Both);
    let without = agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\n",
        ),
        ("units", "id,name\nPEL,Pelayanan\n"),
        ("posts", "id,name\nOFF,Officer\n"),
        ("requirements", "post,competency,level\nOFF,REG,2\n"),
        ("people", "id,unit,post,status\nA,PEL,OFF,PNS\n"),
        (
            "assessments",
            "person,competency,level,source\nA,REG,3,self\n",
        ),
        (
            "services",
            "id,name,unit,norm_minutes\nX,X,PEL,90\nY,Y,PEL,30\nZ,Z,PEL,10\n",
        ),
        (
            "volumes",
            &("service,month,count\n".to_owned()
                + &volumes("X", 100, 100)
                + &volumes("Y", 10, 10)
                + "Z,2025-12,5\n"),
        ),
        (
            "service_competencies",
            "service,competency,level\nX,REG,2\nY,REG,2\n",
        ),
    ]);
    let needs = without.needs(as_of()).unwrap();
    let found: Vec<Triage> = needs.demands().iter().map(|demand| demand.triage).collect();
    // The unit's work is 1.44 + 0.048 people of one; one month of Z cannot tell.
    assert_eq!(
        found,
        [
            Triage::LackOfPeople,
            Triage::LackOfPeople,
            Triage::CannotTell
        ]
    );
    assert_eq!(needs.demands()[0].unit_workload_expected, Some(1_488));
    assert_eq!(needs.demands()[2].growth, None);
}
