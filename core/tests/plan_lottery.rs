//! Seats drawn by lot: lawful plans, even chances, and an experiment that the evaluation knows.
#![cfg(feature = "tables")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mahir::Agency;
use mahir::agency::source::DelimitedSource;
use mahir::evaluation::{ComparedBecause, ComparisonMethod};
use mahir::gap::Gaps;
use mahir::plan::{Lot, Plan, PlanOptions, PlanRule, SeatLottery};
use mahir::testing::generators::{Shape, needs};
use mahir::testing::laws::broken_by_plan;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::PersonIndex;
use mahir::words::measure::parse_date;
use mahir::words::saved;
use proptest::prelude::*;

fn options(seed: u64, tolerance: f64) -> PlanOptions {
    let mut lottery = SeatLottery::default();
    lottery.seed = seed;
    lottery.tolerance = tolerance;
    let mut options = PlanOptions::default();
    options.rule = PlanRule::Greedy;
    options.lottery = Some(lottery);
    options
}

/// Twelve people who lack the same, and one class of six.
fn oversubscribed() -> Gaps {
    let (mut people, mut assessments) = (
        "id,unit,post,status\n".to_owned(),
        "person,competency,level,date\n".to_owned(),
    );
    for number in 1..=12 {
        writeln!(people, "P{number:02},YAN,LOKET,PNS").unwrap();
        writeln!(assessments, "P{number:02},REG,1,2025-11-03").unwrap();
    }
    let agency = Agency::builder()
        .settings(
            "[[phases]]\nid = \"T1\"\nfrom = 2026-01-05\nuntil = 2026-06-30\nbudget = 1000000\n",
        )
        .csv("competencies", "id,name,kind\nREG,Regulation,technical\n")
        .csv("units", "id,name,minimum_on_duty\nYAN,Licences,0\n")
        .csv("posts", "id,name\nLOKET,Counter\n")
        .csv("requirements", "post,competency,level\nLOKET,REG,2\n")
        .csv("people", people)
        .csv("assessments", assessments)
        .csv("providers", "id,name,kind\nU,University,university\n")
        .csv(
            "programmes",
            "id,name,form,provider,hours,days,class_min,class_max,cost_per_session,cost_per_seat,sessions_per_phase\nREG-1,Licensing rules,pelatihan,U,8,1,3,6,1000000,0,1\n",
        )
        .csv(
            "effects",
            "programme,competency,gain,gain_sd,from_level,up_to_level\nREG-1,REG,1,0.3,0,3\n",
        )
        .build()
        .unwrap();
    let needs = agency.needs(parse_date("2026-01-05").unwrap()).unwrap();
    needs.gaps().unwrap()
}

fn drawn(plan: &Plan) -> Vec<PersonIndex> {
    let draws = plan.draws().iter();
    draws
        .filter(|draw| draw.lot == Lot::Drawn)
        .map(|draw| draw.person)
        .collect()
}

#[test]
fn everybody_has_the_same_chance() {
    let gaps = oversubscribed();
    let mut counts: BTreeMap<PersonIndex, u32> = BTreeMap::new();
    for seed in 0..400 {
        let plan = gaps.plan_with(&options(seed, 0.0)).unwrap();
        assert_eq!(plan.draws().len(), 12);
        let drawn = drawn(&plan);
        assert_eq!(drawn.len(), 6);
        for person in drawn {
            assert_eq!(plan.of(person).len(), 1);
            *counts.entry(person).or_default() += 1;
        }
    }
    // 200 each with a deviation of 10: √(400 · ½ · ½).
    assert_eq!(counts.len(), 12);
    assert!(
        counts.values().all(|count| (155..=245).contains(count)),
        "{counts:?}"
    );
}

#[test]
fn a_draw_is_repeated_by_its_seed_and_kept_in_the_document() {
    let gaps = oversubscribed();
    let plan = gaps.plan_with(&options(7, 0.1)).unwrap();
    assert_eq!(broken_by_plan(&plan), Vec::<String>::new());
    assert_eq!(plan, gaps.plan_with(&options(7, 0.1)).unwrap());
    let read: Plan = saved::from_json(&saved::to_json(&plan).unwrap()).unwrap();
    assert_eq!(read.draws(), plan.draws());
    // The same worth as without a draw: all seats are worth the same.
    let mut without = options(7, 0.1);
    without.lottery = None;
    let without = gaps.plan_with(&without).unwrap();
    assert!(without.draws().is_empty());
    assert_eq!(without.objective(), plan.objective());
    let text = plan.draw_why(0, Language::English);
    assert!(
        text.contains("6 seats among 12 people") && text.contains("seed 7"),
        "{text}"
    );
    assert_eq!(plan.table("draws").unwrap().rows(), 12);
    assert!(gaps.plan_with(&options(1, f64::NAN)).is_err());
    assert!(gaps.plan_with(&options(1, 1.5)).is_err());
}

#[test]
fn the_evaluation_knows_an_experiment() {
    let gaps = oversubscribed();
    let schedule = gaps
        .plan_with(&options(7, 0.1))
        .unwrap()
        .schedule()
        .unwrap();
    let plan = schedule.plan();
    let mut text = "programme,person,measure,kirkpatrick,before,after,date,group\n".to_owned();
    let (mut own, mut others) = (0.0, 0.0);
    for (number, draw) in plan.draws().iter().enumerate() {
        let person = plan.agency().people.label(draw.person);
        let step = 0.05 * number as f64;
        let (gain, group) = match draw.lot {
            Lot::Drawn => (0.8 + step, "attended"),
            // The plan knows that they did not attend.
            Lot::NotDrawn => (0.1 - step, ""),
        };
        match draw.lot {
            Lot::Drawn => own += gain / 6.0,
            Lot::NotDrawn => others += gain / 6.0,
        }
        let after = 1.0 + gain;
        writeln!(text, "REG-1,{person},REG,2,1,{after},2026-06-30,{group}").unwrap();
    }
    let source = DelimitedSource::from_text("outcomes.csv", text);
    let outcomes = plan.agency().read_outcomes(source).unwrap();
    let evaluation = schedule.evaluate(&outcomes).unwrap();
    let comparison = evaluation.results()[0].comparison.as_deref().unwrap();
    assert_eq!(comparison.because, [(ComparedBecause::NotDrawn, 6)]);
    let lot = comparison.estimate(ComparisonMethod::DrawnByLot).unwrap();
    assert_eq!((lot.attended, lot.compared), (6, 6));
    assert!((lot.value - (own - others)).abs() < 1e-12, "{}", lot.value);
    let text = evaluation.why(0, Language::English);
    assert!(text.contains("an experiment of 6 against 6"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn plans_with_draws_are_lawful(needs in needs(Shape::small()), seed in 0..1_000_u64, tolerance in 0.0..1.0_f64) {
        let gaps = needs.gaps().unwrap();
        let plan = gaps.plan_with(&options(seed, tolerance)).unwrap();
        prop_assert_eq!(broken_by_plan(&plan), Vec::<String>::new());
        for draw in plan.draws() {
            let seated = plan.of(draw.person).iter().any(|own| {
                (own.programme, own.phase) == (draw.programme, draw.phase)
            });
            prop_assert_eq!(seated, draw.lot == Lot::Drawn);
        }
    }
}
