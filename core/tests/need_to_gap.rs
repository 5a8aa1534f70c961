//! From tables to needs and gaps: what is said is true by hand, by brute force and by law.
#![cfg(feature = "tables")]

mod made;

use made::{Made, agency, as_of, counter, made, person, person_steps, row, volumes};
use mahir::gap::{EvidenceChoice, EvidencePolicy, Gaps, Unrated};
use mahir::need::{NeedSources, Needs};
use mahir::regulation::Band;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::{Index, PersonIndex};
use mahir::words::measure::Level;
use mahir::words::saved;
use proptest::prelude::*;

#[test]
fn the_next_post_speaks_only_where_it_asks_more() {
    let agency = agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\nKOM,Communication,managerial,5\n",
        ),
        ("units", "id,name\nU,U\n"),
        ("posts", "id,name\nOFF,Officer\nHEAD,Head\n"),
        (
            "requirements",
            "post,competency,level,importance\nOFF,REG,2,3\nHEAD,REG,2,5\nHEAD,KOM,3,3\n",
        ),
        (
            "people",
            "id,unit,post,status,next_post\nA,U,OFF,PNS,HEAD\n",
        ),
    ]);
    let needs = agency.needs(as_of()).unwrap();
    let (regulation, communication) = (row(&needs, "A", "REG"), row(&needs, "A", "KOM"));
    assert_eq!(needs.sources()[regulation], NeedSources::STANDARD);
    assert_eq!(needs.weights()[regulation].thousandths(), 1_000);
    assert_eq!(needs.sources()[communication], NeedSources::NEXT_POST);
    assert_eq!(needs.weights()[communication].thousandths(), 500);
    assert!(needs.why(communication, Language::English).contains("Head"));
    // The match is against the standard of the post that the person holds.
    let gaps = needs
        .gaps_with(&with(|policy| policy.unrated = Unrated::Zero))
        .unwrap();
    assert_eq!(gaps.score(person(&agency, "A")).required, 600);
    assert_eq!(gaps.gaps()[communication], Level::whole(3));
}

fn with(change: impl FnOnce(&mut EvidencePolicy)) -> EvidencePolicy {
    let mut policy = EvidencePolicy::default();
    change(&mut policy);
    policy
}

/// People of one post whose levels in nine competencies are given.
fn nine(levels: &[[u8; 9]]) -> Gaps {
    let ids = [
        "INT", "KJS", "KOM", "OPH", "PPB", "PDO", "MPB", "PKP", "PKB",
    ];
    let requirements: String = ids.iter().map(|id| format!("ADM,{id},3\n")).collect();
    let people: String = (0..levels.len())
        .map(|p| format!("P{p},U,ADM,PNS\n"))
        .collect();
    let assessments: String = levels
        .iter()
        .enumerate()
        .flat_map(|(p, row)| {
            ids.iter()
                .zip(row)
                .map(move |(id, level)| format!("P{p},{id},{level},a\n"))
        })
        .collect();
    made::built_in(&[
        ("competencies", "id,name,kind,top_level\n"),
        ("units", "id,name\nU,U\n"),
        ("posts", "id,name,class\nADM,Administrator,administrator\n"),
        (
            "requirements",
            &("post,competency,level\n".to_owned() + &requirements),
        ),
        ("people", &("id,unit,post,status\n".to_owned() + &people)),
        (
            "assessments",
            &("person,competency,level,source\n".to_owned() + &assessments),
        ),
    ])
    .needs(as_of())
    .unwrap()
    .gaps()
    .unwrap()
}

#[test]
fn twenty_one_of_twenty_seven_are_below_seventy_eight() {
    // The standard of an administrator is 27; 24/27 = 88.89 and 21/27 = 77.78 are arithmetic.
    let gaps = nine(&[
        [3, 3, 3, 3, 3, 3, 2, 2, 2],
        [3, 3, 3, 2, 2, 2, 2, 2, 2],
        [3, 3, 3, 3, 3, 3, 3, 3, 3],
        [5, 5, 5, 2, 2, 2, 2, 2, 2],
    ]);
    let people: Vec<PersonIndex> = gaps.agency().people.indices().collect();
    let percent = |p: usize| format!("{:.2}", gaps.score(people[p]).percent().unwrap());
    assert_eq!(
        [percent(0), percent(1), percent(3)],
        ["88.89", "77.78", "77.78"]
    );
    let bands: Vec<_> = people.iter().map(|&p| gaps.band(p).unwrap()).collect();
    let expected = [
        Band::FairlyOptimal,
        Band::LessOptimal,
        Band::Optimal,
        Band::LessOptimal,
    ];
    assert_eq!(bands, expected);
    // A surplus of six levels would hide the gap: 27 of 27.
    assert_eq!(gaps.score(people[3]).percent_uncapped(), Some(100.0));
    let (counts, without) = gaps.band_counts();
    assert_eq!(
        (counts.iter().map(|c| c.1).collect::<Vec<_>>(), without),
        (vec![2, 1, 1], 0)
    );
    // Nine competencies: three lack 0 of four, three lack 2, three lack 3; shared ranks.
    let ranks: Vec<u32> = gaps.ranking().iter().map(|ranked| ranked.rank).collect();
    assert_eq!(ranks, [1, 1, 1, 4, 4, 4, 7, 7, 7]);
    assert_eq!(gaps.ranking()[0].mean_gap, 0.75);
}

#[test]
fn evidence_is_taken_as_the_policy_says() {
    let agency = agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\n",
        ),
        ("units", "id,name\nU,U\n"),
        ("posts", "id,name\nOFF,Officer\nHEAD,Head\n"),
        (
            "requirements",
            "post,competency,level\nOFF,REG,4\nHEAD,REG,4\n",
        ),
        (
            "people",
            "id,unit,post,status\nA,U,OFF,PNS\nB,U,OFF,PNS\nC,U,OFF,PNS\nD,U,HEAD,PNS\n",
        ),
        (
            "assessments",
            "person,competency,level,date,source,standard_error\nA,REG,2,2025-06-01,centre,0.3\n\
             A,REG,3,2025-09-01,self,0.6\nA,REG,5,2026-02-01,self,0.1\nA,REG,4,2022-01-01,self,\n\
             B,REG,1,2025-06-01,centre,0.3\nB,REG,2,2025-06-01,self,0.4\n",
        ),
    ]);
    let needs = agency.needs(as_of()).unwrap();
    let held = |id: &str, policy: &EvidencePolicy| {
        let gap = needs
            .gaps_with(policy)
            .unwrap()
            .gap(row(&needs, id, "REG"))
            .unwrap();
        (
            gap.held.map(Level::steps),
            gap.standard_error
                .map(|error| (error * 300.0).round() as u32),
        )
    };
    // The assessment of February 2026 is not known on 5 January.
    let latest = with(|policy| policy.choose = EvidenceChoice::Latest);
    assert_eq!(held("A", &latest), (Some(900), Some(180)));
    // Two of one day: the mean, with √(90² + 120²) ÷ 2 = 75 steps.
    assert_eq!(held("B", &latest), (Some(450), Some(75)));
    let best = with(|policy| policy.choose = EvidenceChoice::Best);
    assert_eq!(held("A", &best), (Some(1_200), Some(150)));
    let recent = with(|policy| {
        policy.choose = EvidenceChoice::Best;
        policy.months_at_most = Some(24);
    });
    assert_eq!(held("A", &recent), (Some(900), Some(180)));
    let centre = with(|policy| policy.sources = vec!["centre".to_owned()]);
    assert_eq!(held("A", &centre), (Some(600), Some(90)));
    // Weights 1/0.3² : 1/0.6² = 4 : 1 give 2.2 with 0.3 × √0.8 = 0.268 (80.5 steps).
    let mean = with(|policy| policy.months_at_most = Some(24));
    assert_eq!(held("A", &mean), (Some(660), Some(80)));
    // C is in A's and B's post: (660 + 402) ÷ 2. B: 1/90² : 1/120² = 16 : 9 give 408.
    assert_eq!(held("B", &mean), (Some(408), Some(72)));
    // A further person of a group of two: s √(1 + 1/2) with s = 252 ÷ √2 steps.
    assert_eq!(held("C", &mean), (Some(534), Some(218)));
    // Nobody in D's post is rated: all who need the competency.
    assert_eq!(held("D", &mean), (Some(534), Some(218)));
    assert_eq!(
        held("C", &with(|policy| policy.unrated = Unrated::Zero)),
        (Some(0), None)
    );
    let open = with(|policy| policy.unrated = Unrated::LeaveOpen);
    assert_eq!(held("C", &open), (None, None));
    let gaps = needs.gaps_with(&open).unwrap();
    assert_eq!(gaps.score(person(&agency, "C")).percent(), None);
    assert_eq!(gaps.band(person(&agency, "C")), None);
    // Held 2.2 ± 0.268, needed 4: Φ(6.7) is certain; held 4 of 4 is a coin's toss.
    let probability = |policy: &EvidencePolicy| {
        needs
            .gaps_with(policy)
            .unwrap()
            .gap(row(&needs, "A", "REG"))
            .unwrap()
            .probability
    };
    assert!(probability(&mean).unwrap() > 0.999_999);
    assert!((probability(&best).unwrap() - 0.5).abs() < 1e-12);
    let unknown = with(|policy| policy.sources = vec!["centre".to_owned(), "rumour".to_owned()]);
    let error = needs.gaps_with(&unknown).unwrap_err();
    assert_eq!(error.code(), "gap_policy");
    assert!(error.to_string().contains("rumour") && error.to_string().contains("centre, self"));
    let sure = with(|policy| policy.standard_error_if_unknown = Level::NONE);
    assert_eq!(needs.gaps_with(&sure).unwrap_err().code(), "gap_policy");
    // Only the evidence that counts is told.
    let why = needs
        .gaps_with(&centre)
        .unwrap()
        .why(row(&needs, "A", "REG"), Language::English);
    assert!(
        why.contains("centre 2.00 (1 Jun 2025)") && !why.contains("self"),
        "{why}"
    );
}

#[test]
fn employee_numbers_are_never_told() {
    let number = "198001012006041001";
    let agency = agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\n",
        ),
        ("units", "id,name\nU,U\n"),
        ("posts", "id,name\nOFF,Officer\n"),
        ("requirements", "post,competency,level\nOFF,REG,4\n"),
        (
            "people",
            &format!("id,unit,post,status\n{number},U,OFF,PNS\n"),
        ),
        ("services", "id,name,unit,norm_minutes\nX,X,U,90\n"),
        (
            "volumes",
            &("service,month,count\n".to_owned() + &volumes("X", 100, 150)),
        ),
        (
            "service_competencies",
            "service,competency,level\nX,REG,2\n",
        ),
    ]);
    let gaps = agency.needs(as_of()).unwrap().gaps().unwrap();
    let needs = gaps.needs();
    let mut told = String::new();
    for language in Language::ALL {
        told += &needs.why(0, language);
        told += &gaps.why(0, language);
        told += &needs.summary(language);
        told += &gaps.summary(language);
    }
    for name in Needs::TABLES {
        told += &needs.table(name).unwrap().to_csv();
    }
    for name in Gaps::TABLES {
        told += &gaps.table(name).unwrap().to_csv();
    }
    assert!(!told.contains(number));
    assert!(told.contains("person-000001"));
}

#[test]
fn a_damaged_document_is_an_error() {
    let gaps = counter(100, 150, 60)
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap();
    let document = saved::to_json(&gaps).unwrap();
    let again: Gaps = saved::from_json(&document).unwrap();
    assert!(again == gaps);
    for (good, bad) in [
        ("\"held\":[", "\"held\":[1,"),
        (
            "\"heat\":[",
            "\"heat\":[{\"people\":1,\"short\":1,\"unrated\":0,\"gap_steps\":1,\"weighted_gap\":1},",
        ),
        ("\"nominees\":[[", "\"nominees\":[[999,"),
        ("\"by_person\":[0,", "\"by_person\":[0,0,"),
    ] {
        assert!(document.contains(good), "{good}");
        let damaged = document.replacen(good, bad, 1);
        assert_eq!(
            saved::from_json::<Gaps>(&damaged).unwrap_err().code(),
            "saved_content",
            "{bad}"
        );
    }
}

#[test]
fn subunits_are_added_up() {
    let gaps = counter(100, 100, 60)
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap();
    let units = gaps.agency().units.ids();
    let regulation = gaps.agency().framework.competencies().find("REG").unwrap();
    let (top, below) = (units.find("KEC").unwrap(), units.find("PEL").unwrap());
    let all = gaps.heat_with_subunits(top, regulation);
    assert_eq!(
        all,
        gaps.heat(top, regulation).and(gaps.heat(below, regulation))
    );
    // Five people are there, of whom F has left before.
    assert_eq!((all.people, gaps.heat(top, regulation).people), (5, 1));
    assert_eq!(gaps.total(regulation), all);
}

#[cfg(feature = "parallel")]
#[test]
fn threads_do_not_show() {
    let made = Made::large();
    let agency = made.agency();
    let document = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let gaps = agency.needs(as_of()).unwrap().gaps().unwrap();
            saved::to_json(&gaps).unwrap()
        })
    };
    // More people than one task has, or it would prove nothing.
    assert!(agency.people.len() > 8_192);
    assert!(document(1) == document(8));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn needs_are_those_of_a_plain_loop(made in made()) {
        let agency = made.agency();
        let needs = agency.needs(as_of()).unwrap();
        prop_assert_eq!(needs.by_person().owners(), made.people.len());
        for p in 0..made.people.len() {
            let of: Vec<(usize, u16, u32, NeedSources)> = needs
                .of(PersonIndex::at(p).unwrap())
                .map(|need| (need.competency.position(), need.level.steps(), need.weight.thousandths(), need.sources))
                .collect();
            prop_assert_eq!(of, made.needs_of(p));
        }
    }

    #[test]
    fn gaps_and_scores_are_those_of_a_plain_loop(made in made(), choose in 0_usize..3) {
        let choose = [EvidenceChoice::Latest, EvidenceChoice::Best, EvidenceChoice::ReliabilityWeighted][choose];
        let policy = with(|policy| {
            policy.choose = choose;
            policy.unrated = Unrated::LeaveOpen;
        });
        let agency = made.agency();
        let gaps = agency.needs(as_of()).unwrap().gaps_with(&policy).unwrap();
        for p in 0..made.people.len() {
            let person = PersonIndex::at(p).unwrap();
            let (mut achieved, mut required) = (0_u128, 0_u128);
            for row in gaps.needs().rows_of(person) {
                let gap = gaps.gap(row).unwrap();
                let expected = made.held(p, gap.competency.position(), choose);
                prop_assert_eq!(gap.held.is_some(), expected.is_some());
                let Some((level, error)) = expected else { continue };
                // Rounded to the nearest step; the fixed point of weights is far below one.
                prop_assert!((f64::from(gap.held.unwrap().steps()) - level).abs() <= 0.500_1);
                prop_assert!((gap.standard_error.unwrap() * 300.0 - error).abs() <= 0.500_1);
                let held = gap.held.unwrap();
                prop_assert_eq!(gap.gap, gap.needed.saturating_sub(held));
                prop_assert_eq!(gap.gap.is_none(), held >= gap.needed);
                if let Some(standard) = made.standard(p, gap.competency.position()) {
                    achieved += u128::from(held.steps().min(standard));
                    required += u128::from(standard);
                }
            }
            let score = gaps.score(person);
            prop_assert_eq!((u128::from(score.achieved), u128::from(score.required)), (achieved, required));
            // Peraturan BRIN 3/2023, Pasal 33, as a comparison of whole numbers.
            let band = (required > 0).then_some(if 10 * achieved >= 9 * required {
                Band::Optimal
            } else if 100 * achieved >= 78 * required {
                Band::FairlyOptimal
            } else {
                Band::LessOptimal
            });
            prop_assert_eq!(gaps.band(person), band);
        }
        for unit in agency.units.indices() {
            for competency in agency.framework.competencies().indices() {
                let members = || agency.people.of_unit(unit).iter().flat_map(|&p| gaps.needs().rows_of(p))
                    .filter_map(|row| gaps.gap(row)).filter(|gap| gap.competency == competency);
                let cell = gaps.heat(unit, competency);
                prop_assert_eq!(cell.people as usize, members().count());
                prop_assert_eq!(cell.short as usize, members().filter(|gap| !gap.gap.is_none()).count());
                prop_assert_eq!(cell.unrated as usize, members().filter(|gap| !gap.rated).count());
                let weighted: u64 = members()
                    .map(|gap| u64::from(gap.gap.steps()) * u64::from(gap.weight.thousandths())).sum();
                prop_assert_eq!(cell.weighted_gap, weighted);
            }
        }
    }

    #[test]
    fn the_order_of_people_does_not_matter(made in made(), seed in any::<u64>()) {
        let shuffled = made.shuffled(seed);
        let (one, other) = (made.agency(), shuffled.agency());
        let (one, other) = (one.needs(as_of()).unwrap().gaps().unwrap(), other.needs(as_of()).unwrap().gaps().unwrap());
        for person in one.agency().people.indices() {
            let same = other.agency().people.ids().find(one.agency().people.ids().name(person)).unwrap();
            prop_assert_eq!(person_steps(&one, person), person_steps(&other, same));
            prop_assert_eq!(one.score(person), other.score(same));
        }
        prop_assert_eq!(one.ranking(), other.ranking());
        prop_assert_eq!(one.band_counts(), other.band_counts());
    }

    #[test]
    fn more_evidence_is_never_less_sure(made in made(), p in 0_usize..12, c in 0_usize..3, level in 0_u32..501, error in 1_u32..200) {
        let p = p % made.people.len();
        let before = made.agency().needs(as_of()).unwrap().gaps().unwrap();
        let mut more = made.clone();
        more.assessments.push((p, c, level, 17, "peer", Some(error)));
        let after = more.agency().needs(as_of()).unwrap().gaps().unwrap();
        for row in 0..before.needs().len() {
            let (before, after) = (before.gap(row).unwrap(), after.gap(row).unwrap());
            if before.rated {
                prop_assert!(after.rated && after.standard_error <= before.standard_error);
            }
        }
    }
}
