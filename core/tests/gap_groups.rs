//! Gaps of people and units together: bands, base rates, headcounts, the next post.
#![cfg(feature = "tables")]

mod made;

use made::{agency, as_of, counter, made, person};
use mahir::gap::{EvidencePolicy, MatchBands, Score, Unrated};
use mahir::need::NeedPolicy;
use mahir::regulation::{Band, JpmBands, JpmUse, Percent};
use mahir::statistics::normal_cdf;
use mahir::words::artefact::Artefact;
use mahir::words::table::Cell;
use proptest::prelude::*;

/// A product of whole numbers in limbs of 32 bits, the lowest first: arithmetic that cannot
/// overflow, written for this test alone.
fn product(factors: &[u64]) -> Vec<u32> {
    factors.iter().fold(vec![1], |number, &factor| {
        let mut sum = vec![0_u64; number.len() + 2];
        for (place, &limb) in number.iter().enumerate() {
            for (shift, part) in [factor & 0xffff_ffff, factor >> 32].into_iter().enumerate() {
                let mut carry = u64::from(limb) * part;
                let mut at = place + shift;
                while carry > 0 {
                    if at == sum.len() {
                        sum.push(0);
                    }
                    carry += sum[at];
                    sum[at] = carry & 0xffff_ffff;
                    carry >>= 32;
                    at += 1;
                }
            }
        }
        sum.into_iter().map(|limb| limb as u32).collect()
    })
}

fn at_least(one: &[u32], other: &[u32]) -> bool {
    let limb = |number: &[u32], place: usize| number.get(place).copied().unwrap_or(0);
    let places = one.len().max(other.len());
    (0..places)
        .rev()
        .map(|place| limb(one, place).cmp(&limb(other, place)))
        .find(|order| order.is_ne())
        .is_none_or(std::cmp::Ordering::is_gt)
}

#[test]
fn bands_of_an_office_of_its_own() {
    let bands = MatchBands::new(
        "D",
        &[
            ("C", Percent::whole(50)),
            ("B", Percent::whole(75)),
            ("A", Percent::whole(91)),
        ],
    )
    .unwrap();
    let of = |achieved, required| {
        bands
            .band(Score {
                achieved,
                achieved_uncapped: achieved,
                required,
            })
            .map(str::to_owned)
    };
    // Thresholds belong to the band above; 90.99 % is below 91.
    for (achieved, required, band) in [
        (0, 100, "D"),
        (4_999, 10_000, "D"),
        (1, 2, "C"),
        (3, 4, "B"),
        (9_099, 10_000, "B"),
        (91, 100, "A"),
        (5, 4, "A"),
    ] {
        assert_eq!(
            of(achieved, required).as_deref(),
            Some(band),
            "{achieved}/{required}"
        );
    }
    assert_eq!(of(0, 0), None);
    for (lowest, further) in [
        (
            "D",
            &[("C", Percent::whole(50)), ("B", Percent::whole(50))][..],
        ),
        (
            "D",
            &[("C", Percent::whole(50)), ("B", Percent::whole(40))][..],
        ),
        ("D", &[("D", Percent::whole(50))][..]),
        (" ", &[][..]),
    ] {
        assert_eq!(
            MatchBands::new(lowest, further).unwrap_err().code(),
            "gap_policy"
        );
    }
    // The three bands of the ministry of marine affairs (Permen KP 39/2023, Pasal 52) for most.
    let ministry = MatchBands::new(
        "kurang",
        &[
            ("baik", Percent::whole(75)),
            ("sangat baik", Percent::whole(85)),
        ],
    )
    .unwrap();
    let gaps = counter(100, 100, 60)
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap();
    let (counts, without) = gaps.counts_by(&ministry);
    assert_eq!(counts.iter().sum::<u32>() + without, 6);
}

#[test]
fn base_rates_have_wilsons_interval() {
    // Four people: 27, 24, 21 and 21 of 27 in the nine competencies of an administrator would do;
    // here one competency at level 3 of which 3, 2.4, 2 and 2 are held.
    let agency = agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,Regulation,technical,5\n",
        ),
        ("units", "id,name\nU,U\nV,V\n"),
        ("posts", "id,name\nOFF,Officer\n"),
        ("requirements", "post,competency,level\nOFF,REG,3\n"),
        (
            "people",
            "id,unit,post,status\nA,U,OFF,PNS\nB,U,OFF,PNS\nC,U,OFF,PNS\nD,V,OFF,PNS\nE,V,OFF,PNS\n",
        ),
        (
            "assessments",
            "person,competency,level\nA,REG,3\nB,REG,2.4\nC,REG,2\nD,REG,2\n",
        ),
    ]);
    let mut policy = EvidencePolicy::default();
    policy.unrated = Unrated::LeaveOpen;
    let gaps = agency.needs(as_of()).unwrap().gaps_with(&policy).unwrap();
    let rates = gaps.base_rates(0.95);
    let found: Vec<_> = rates
        .iter()
        .map(|rate| (rate.band, rate.people, rate.scored))
        .collect();
    assert_eq!(
        found,
        [
            (Band::LessOptimal, 2, 4),
            (Band::FairlyOptimal, 1, 4),
            (Band::Optimal, 1, 4)
        ]
    );
    // Two of four: (0.5 ± …) by Wilson's formula with z = 1.959964: 0.1500 to 0.8500.
    let half = rates[0].interval.unwrap();
    assert!((half.low - 0.150_04).abs() < 5e-5 && (half.high - 0.849_96).abs() < 5e-5);
    assert_eq!(gaps.base_rates(1.0)[0].interval, None);
    let table = gaps.table("base_rates").unwrap();
    // Everybody, two units, one post: three bands each.
    assert_eq!(table.rows(), 12);
    assert_eq!(table.cell(3, "id"), Cell::Text("U"));
    assert_eq!(table.cell(3, "scored"), Cell::Integer(3));
    let nobody = gaps.base_rates_of([], 0.95);
    assert!(
        nobody
            .iter()
            .all(|rate| rate.share.is_none() && rate.interval.is_none())
    );
}

#[test]
fn readiness_for_the_next_post() {
    let agency = agency(&[
        (
            "competencies",
            "id,name,kind,top_level\nREG,R,technical,5\nKOM,K,managerial,5\nLED,L,managerial,5\n",
        ),
        ("units", "id,name\nU,U\n"),
        ("posts", "id,name\nOFF,Officer\nHEAD,Head\n"),
        (
            "requirements",
            "post,competency,level\nOFF,REG,3\nHEAD,REG,2\nHEAD,KOM,3\nHEAD,LED,4\n",
        ),
        (
            "people",
            "id,unit,post,status,next_post\nA,U,OFF,PNS,HEAD\nB,U,OFF,PNS,\n",
        ),
        (
            "assessments",
            "person,competency,level\nA,REG,2.5\nA,KOM,1.5\n",
        ),
    ]);
    let mut policy = EvidencePolicy::default();
    policy.unrated = Unrated::LeaveOpen;
    let gaps = agency.needs(as_of()).unwrap().gaps_with(&policy).unwrap();
    let ready = gaps.readiness(person(&agency, "A")).unwrap();
    // Of the head's 2 and 3 levels that are known, 2 and 1.5 are held: 70 %; LED is open.
    assert_eq!(
        (ready.score.percent(), ready.short, ready.open),
        (Some(70.0), 1, 1)
    );
    assert!(!ready.is_ready());
    assert_eq!(gaps.readiness(person(&agency, "B")), None);
    // The match with the own post stands beside it: 2.5 of 3.
    let own = gaps.score(person(&agency, "A")).percent().unwrap();
    assert!((own - 250.0 / 3.0).abs() < 1e-9);
    let sum = gaps.person_gap(person(&agency, "A"));
    assert_eq!((sum.needs, sum.short, sum.open), (3, 2, 1));
    assert!((sum.gap - 2.0).abs() < 1e-12);
    // Without the next post among the needs its standard is not known.
    let mut rules = NeedPolicy::default();
    rules.next_posts = false;
    let gaps = agency
        .needs_with(as_of(), &rules)
        .unwrap()
        .gaps_with(&policy)
        .unwrap();
    assert_eq!(gaps.readiness(person(&agency, "A")).unwrap().open, 2);
}

#[test]
fn headcounts_count_who_holds() {
    let gaps = counter(100, 150, 60_000)
        .needs(as_of())
        .unwrap()
        .gaps()
        .unwrap();
    let found = gaps.headcounts();
    assert_eq!(found.len(), gaps.needs().headcounts().len());
    assert!(!found.is_empty());
    for row in &found {
        // By a plain loop over all rows.
        let (mut holding, mut expected) = (0, 0.0);
        for at in 0..gaps.needs().len() {
            let gap = gaps.gap(at).unwrap();
            if gap.competency != row.competency || gaps.agency().people.unit(gap.person) != row.unit
            {
                continue;
            }
            let Some(held) = gap.held else { continue };
            holding += u32::from(held >= row.level);
            expected += match gap.standard_error {
                Some(error) => normal_cdf((held.as_f64() - row.level.as_f64()) / error),
                None => f64::from(u8::from(held >= row.level)),
            };
        }
        assert_eq!(
            (row.holding, row.short),
            (holding, row.needed.saturating_sub(holding))
        );
        assert!((row.holding_expected - expected).abs() < 1e-9);
    }
    let table = gaps.table("headcounts").unwrap();
    assert_eq!(table.rows(), found.len());
    let units = gaps.table("units").unwrap();
    // Both units have people; their needs are all needs.
    assert_eq!(units.rows(), 2);
    let Cell::Integer(first) = units.cell(0, "needs") else {
        panic!()
    };
    let Cell::Integer(second) = units.cell(1, "needs") else {
        panic!()
    };
    assert_eq!(usize::try_from(first + second).unwrap(), gaps.needs().len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn bands_are_those_of_arithmetic_without_end(
        achieved in prop_oneof![any::<u64>(), 0_u64..1_000_000],
        required in prop_oneof![any::<u64>(), 1_u64..1_000_000],
        middle in 0_u8..=100, highest in 0_u8..=100, on_threshold in any::<bool>(),
    ) {
        let (middle, highest) = (middle.min(highest), middle.max(highest));
        let required = required.max(1);
        // Every second case sits on a threshold exactly, if it fits.
        let achieved = if on_threshold { (required / 100).saturating_mul(u64::from(highest)) } else { achieved };
        let required = if on_threshold { (required / 100).max(1) * 100 } else { required };
        let reached = |percent: u8| at_least(&product(&[achieved, 100]), &product(&[u64::from(percent), required]));
        let place = usize::from(reached(middle)) + usize::from(reached(highest));
        let (from_middle, from_highest) = (Percent::whole(middle.into()), Percent::whole(highest.into()));
        let official = JpmBands::new(JpmUse::Mapping, from_middle, from_highest).band(achieved, required);
        prop_assert_eq!(official.map(|band| usize::from(band.rank())), Some(place));
        if middle < highest {
            let own = MatchBands::new("0", &[("1", from_middle), ("2", from_highest)]).unwrap();
            prop_assert_eq!(own.place(Score { achieved, achieved_uncapped: achieved, required }), Some(place));
        }
    }

    #[test]
    fn totals_of_people_are_totals_of_units(made in made()) {
        let gaps = made.agency().needs(as_of()).unwrap().gaps().unwrap();
        let people: f64 = gaps.agency().people.indices().map(|p| gaps.person_gap(p).weighted_gap).sum();
        let competencies: f64 = gaps.ranking().iter().map(|row| row.weighted_gap).sum();
        prop_assert!((people - competencies).abs() < 1e-9 * (1.0 + people));
        for person in gaps.agency().people.indices() {
            let sum = gaps.person_gap(person);
            prop_assert_eq!(sum.needs as usize, gaps.needs().rows_of(person).len());
            prop_assert_eq!(sum.short == 0, sum.gap == 0.0);
            if let Some(next) = gaps.readiness(person) {
                prop_assert!(next.score.achieved <= next.score.required);
                prop_assert!(!next.is_ready() || next.score.achieved == next.score.required);
            }
        }
    }
}
