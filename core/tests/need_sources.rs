//! Sources of needs: certificates, targets, a user's own; how they merge, and how needs gather.
#![cfg(feature = "tables")]

mod made;

use made::{agency, as_of, made, person, row};
use mahir::Agency;
use mahir::need::{ClaimList, ListedClaim, NeedPolicy, NeedSources, Needs};
use mahir::words::explanation::Language;
use mahir::words::id::CompetencyIndex;
use mahir::words::measure::{Level, Weight, parse_date};
use proptest::prelude::*;

fn office() -> Agency {
    agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\nKOM,Communication,managerial,5\n",
        ),
        (
            "units",
            "id,name,minimum_on_duty\nKEL1,Kelurahan 1,0\nKEL2,Kelurahan 2,0\n",
        ),
        ("posts", "id,name\nOFF,Officer\n"),
        (
            "requirements",
            "post,competency,level,importance\nOFF,REG,2,3\n",
        ),
        (
            "people",
            "id,unit,post,status\nA,KEL1,OFF,PNS\nB,KEL2,OFF,PNS\nC,KEL2,OFF,PNS\n",
        ),
        (
            "assessments",
            "person,competency,level,date,source\nA,REG,2,2025-07-01,self\nB,REG,1,2025-07-01,self\nC,KOM,3,2025-07-01,self\n",
        ),
        (
            // One ends soon, one has ended, one was renewed, one ends too late, one never.
            "certificates",
            "person,competency,level,expires\nA,REG,3,2026-06-30\nB,REG,2,2025-12-31\nC,REG,2,2026-02-01\nC,REG,2,2028-02-01\nC,KOM,2,2029-01-01\nA,KOM,1,\n",
        ),
        (
            // A missed a quarter, B missed a little, C reached an older target and missed the latest.
            "performances",
            "person,competency,target,actual,date\nA,KOM,100,75,2025-12-01\nB,KOM,100,95,2025-12-01\nC,KOM,10,12,2024-12-01\nC,KOM,10,5,2025-12-01\nC,KOM,10,0,2026-12-01\n",
        ),
    ])
}

fn found(
    needs: &Needs,
    id: &str,
    competency: &str,
) -> Option<(String, u32, Option<String>, String)> {
    let agency = needs.agency();
    let competency = agency.framework.competencies().find(competency)?;
    let need = needs
        .of(person(agency, id))
        .find(|need| need.competency == competency)?;
    Some((
        need.level.to_string(),
        need.weight.thousandths(),
        need.due.map(|due| due.to_string()),
        need.sources.names(),
    ))
}

#[test]
fn certificates_that_end_ask_for_their_level_again() {
    let agency = office();
    let needs = agency.needs(as_of()).unwrap();
    let expected = |level: &str, weight, due: Option<&str>, sources: &str| {
        Some((
            level.to_owned(),
            weight,
            due.map(str::to_owned),
            sources.to_owned(),
        ))
    };
    assert_eq!(
        found(&needs, "A", "REG"),
        expected("3", 1_000, Some("2026-06-30"), "standard+certificate")
    );
    assert_eq!(
        found(&needs, "B", "REG"),
        expected("2", 1_000, Some("2025-12-31"), "standard+certificate")
    );
    // Renewed until 2028, and what ends in 2029 does not ask yet.
    assert_eq!(
        found(&needs, "C", "REG"),
        expected("2", 1_000, None, "standard")
    );
    let why = needs.why(row(&needs, "A", "REG"), Language::English);
    assert!(
        why.contains("The certificate for level 3 ends on 30 Jun 2026."),
        "{why}"
    );
    let why = needs.why(row(&needs, "B", "REG"), Language::Indonesian);
    assert!(why.contains("telah berakhir pada 31 Des 2025"), "{why}");
    let mut policy = NeedPolicy::default();
    policy.certificates = None;
    let without = agency.needs_with(as_of(), &policy).unwrap();
    assert_eq!(
        found(&without, "A", "REG"),
        expected("2", 1_000, None, "standard")
    );
}

#[test]
fn missed_targets_ask_for_the_competency_that_they_take() {
    let needs = office().needs(as_of()).unwrap();
    let expected =
        |level: &str, weight| Some((level.to_owned(), weight, None, "performance".to_owned()));
    // No standard and nothing held: one level above none; a quarter missed.
    assert_eq!(found(&needs, "A", "KOM"), expected("1", 1_250));
    // A twentieth is less than a tenth.
    assert_eq!(found(&needs, "B", "KOM"), None);
    // Holds 3; the latest target that was over was missed by half.
    assert_eq!(found(&needs, "C", "KOM"), expected("4", 1_500));
    let why = needs.why(row(&needs, "C", "KOM"), Language::English);
    assert!(
        why.contains("missed by 50 %") && why.contains("level 4"),
        "{why}"
    );
    let sources: Vec<(String, String)> =
        needs.reasons(row(&needs, "C", "KOM"), Language::Indonesian);
    assert_eq!(sources.len(), 1);
    assert_eq!(sources[0].0, "performance");
}

fn own(agency: &Agency, id: &str, competency: &str, level: u8, due: Option<&str>) -> ListedClaim {
    ListedClaim {
        person: person(agency, id),
        competency: agency.framework.competencies().find(competency).unwrap(),
        level: Level::whole(level),
        importance: Some(Weight::from_thousandths(2_000)),
        due: due.and_then(parse_date),
        english: format!("Asked for level {level}."),
        indonesian: format!("Diminta tingkat {level}."),
    }
}

#[test]
fn own_sources_take_part_and_keep_their_reasons() {
    let agency = office();
    let list = ClaimList::new(
        "region_plan",
        vec![
            own(&agency, "C", "REG", 4, Some("2026-09-01")),
            own(&agency, "C", "REG", 1, Some("2026-03-01")),
            // Above the top: cut to it.
            own(&agency, "B", "KOM", 9, None),
        ],
    );
    let policy = NeedPolicy::default();
    let needs = agency.needs_from(as_of(), &policy, &[&list]).unwrap();
    let (level, weight, due, sources) = found(&needs, "C", "REG").unwrap();
    assert_eq!(
        (level.as_str(), weight, sources.as_str()),
        ("4", 2_000, "standard+own")
    );
    assert_eq!(due.as_deref(), Some("2026-03-01"));
    assert_eq!(found(&needs, "B", "KOM").unwrap().0, "5");
    let reasons = needs.reasons(row(&needs, "C", "REG"), Language::English);
    let names: Vec<&str> = reasons.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["standard", "region_plan"]);
    assert!(reasons[1].1.contains("level 1") && reasons[1].1.contains("level 4"));
    assert!(
        needs
            .sources()
            .iter()
            .any(|sources| sources.has(NeedSources::OWN))
    );
    // A competency that is nowhere is left out, whoever asks.
    let nowhere = ListedClaim {
        competency: <CompetencyIndex as mahir::words::id::Index>::at(77).unwrap(),
        ..own(&agency, "A", "REG", 2, None)
    };
    let list = ClaimList::new("odd", vec![nowhere]);
    let same = agency.needs_from(as_of(), &policy, &[&list]).unwrap();
    assert_eq!(same.levels(), agency.needs(as_of()).unwrap().levels());
    assert!(same.told().is_empty());
}

/// Two kelurahan need REG: A at level 3, B and C at level 2.
#[test]
fn the_same_need_over_units_is_one_cohort() {
    let needs = office().needs(as_of()).unwrap();
    let agency = needs.agency();
    let cohorts: Vec<_> = needs
        .cohorts()
        .into_iter()
        .filter(|cohort| agency.framework.id(cohort.competency) == "REG")
        .map(|cohort| {
            let units: Vec<&str> = cohort
                .units
                .iter()
                .map(|&unit| agency.units.id(unit))
                .collect();
            (
                cohort.level.to_string(),
                units.join("+"),
                (cohort.people, cohort.below),
                cohort.weight.thousandths(),
                cohort.due.map(|due| due.to_string()),
            )
        })
        .collect();
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(
        cohorts,
        [
            // B holds 1, and C was never assessed in it.
            (
                "2".to_owned(),
                "KEL2".to_owned(),
                (2, 2),
                2_000,
                day("2025-12-31")
            ),
            (
                "3".to_owned(),
                "KEL1".to_owned(),
                (1, 1),
                1_000,
                day("2026-06-30")
            ),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever the order of people and rows, everybody's needs and all cohorts are the same.
    #[test]
    fn the_order_of_rows_does_not_show(made in made(), seed in any::<u64>()) {
        let (one, other) = (made.agency(), made.shuffled(seed).agency());
        let (one, other) = (one.needs(as_of()).unwrap(), other.needs(as_of()).unwrap());
        let told = |needs: &Needs| {
            let agency = needs.agency();
            let mut rows: Vec<_> = agency
                .people
                .indices()
                .flat_map(|p| {
                    needs.rows_of(p).map(move |row| needs.why(row, Language::English))
                })
                .collect();
            rows.sort_unstable();
            rows
        };
        prop_assert_eq!(told(&one), told(&other));
        let cohorts = |needs: &Needs| {
            let agency = needs.agency();
            let mut rows: Vec<_> = needs
                .cohorts()
                .into_iter()
                .map(|cohort| {
                    let mut units: Vec<_> = cohort.units.iter().map(|&unit| agency.units.id(unit).to_owned()).collect();
                    units.sort_unstable();
                    (agency.framework.id(cohort.competency).to_owned(), cohort.level, units, cohort.people, cohort.below, cohort.weight)
                })
                .collect();
            rows.sort_unstable();
            rows
        };
        prop_assert_eq!(cohorts(&one), cohorts(&other));
    }

    /// People of all cohorts together are the needs.
    #[test]
    fn cohorts_hold_every_need_once(made in made()) {
        let needs = made.agency().needs(as_of()).unwrap();
        let people: u32 = needs.cohorts().iter().map(|cohort| cohort.people).sum();
        prop_assert_eq!(people as usize, needs.len());
    }
}
