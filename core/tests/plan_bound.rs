//! A plan beside the best there is: tiny agencies are solved by trying everything, and no plan
//! passes the optimum, nor does the optimum pass the bound.
#![cfg(feature = "tables")]

mod tiny;

use std::cell::Cell;

use mahir::plan::{PlanOptions, PlanRule};
use mahir::testing::laws::assert_plan_is_lawful;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tiny::*;

#[test]
fn the_optimum_lies_between_the_plan_and_its_bound() {
    let config = Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    };
    // A guard against agencies in which there is nothing to choose: about every second has, and fewer than an eighth would be too few.
    let worthwhile = Cell::new(0);
    let outcome = TestRunner::new(config).run(&agencies(), |facts| {
        let plan = facts.plan();
        assert_plan_is_lawful(&plan);
        let best = optimum(&facts, &plan);
        let (objective, bound) = (plan.objective().0, plan.bound().0);
        prop_assert!(objective <= best, "plan {objective} passes optimum {best}");
        prop_assert!(best <= bound, "optimum {best} passes bound {bound}");
        // The greedy rule, with its own bound and without any proof.
        let mut quick = plan.options().clone();
        quick.rule = PlanRule::Greedy;
        for prove in [None, Some(false)] {
            quick.prove = prove;
            let plan = plan.gaps().plan_with(&quick).unwrap();
            assert_plan_is_lawful(&plan);
            let (objective, bound) = (plan.objective().0, plan.bound().0);
            prop_assert!(
                objective <= best && best <= bound,
                "{objective} {best} {bound}"
            );
        }
        worthwhile.set(worthwhile.get() + u32::from(best > 0));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(worthwhile.get() >= 37, "{} agencies", worthwhile.get());
}

// The bound by cases against trying every plan, and against the bound without cases.
#[test]
fn the_optimum_does_not_pass_a_bound_by_cases() {
    let config = Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    };
    let (lower, loose) = (Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&agencies(), |facts| {
        let mut options = PlanOptions::default();
        options.spare_staff_per_session = false;
        // Enough for every one of these agencies.
        options.work = Some(8_000 * facts.people.len() as u64);
        let whole = gaps(&facts).plan_with(&options).unwrap();
        options.cases = true;
        let plan = whole.gaps().plan_with(&options).unwrap();
        assert_plan_is_lawful(&plan);
        let best = optimum(&facts, &plan);
        let (objective, bound) = (plan.objective().0, plan.bound().0);
        prop_assert!(
            objective <= best && best <= bound && bound <= whole.bound().0,
            "{objective} {best} {bound} {}",
            whole.bound().0
        );
        if bound < whole.bound().0 {
            // No one set of prices proves such a bound.
            prop_assert!(plan.prices().is_empty());
        }
        loose.set(loose.get() + u32::from(best < whole.bound().0));
        lower.set(lower.get() + u32::from(bound < whole.bound().0));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    // A guard against cases that never do anything.
    let counts = (lower.get(), loose.get());
    assert!(counts.0 >= 3, "{counts:?}");
}

/// Two people, one programme, one phase: all in order, and worth planning.
fn ordinary() -> AgencyFacts {
    let person = PersonFacts {
        unit: 0,
        post: 0,
        pppk: false,
        leaves_on: None,
        hours_this_year: 0,
        assessed: [10, 10],
    };
    let effect = EffectFacts {
        gain: 10,
        from_level: 0,
        up_to_level: 40,
    };
    AgencyFacts {
        people: vec![person.clone(), PersonFacts { unit: 1, ..person }],
        programmes: vec![ProgrammeFacts {
            effects: [Some(effect), None],
            hours: 4,
            class_min: 1,
            class_max: 2,
            cost_per_session: 100,
            cost_per_seat: 10,
            sessions_per_phase: None,
            by_partner: false,
            requires_previous: false,
        }],
        budgets: vec![1_000],
        total: None,
        carry_over: true,
        discount_percent: 5,
        hours_per_phase: 40,
        hours_per_year: 80,
        partner_until: "2026-12-31",
        partner_at_once: None,
        cover: 1_000,
        required: [[(30, 3), (30, 3)]; 2],
    }
}

/// A change to the ordinary agency, and whether anything can be planned after it.
type Hostile = (&'static str, fn(&mut AgencyFacts), bool);

const COSTLY: i64 = 9_000_000_000_000_000_000;

const HOSTILE: [Hostile; 17] = [
    ("nothing hostile", |_| {}, true),
    ("no money", |facts| facts.budgets = vec![0], false),
    ("no money in all", |facts| facts.total = Some(0), false),
    (
        "no money, no price",
        |facts| {
            facts.budgets = vec![0, 0];
            facts.programmes[0].cost_per_session = 0;
            facts.programmes[0].cost_per_seat = 0;
        },
        true,
    ),
    (
        "too few people for a class",
        |facts| {
            facts.programmes[0].class_min = 50;
            facts.programmes[0].class_max = 60;
        },
        false,
    ),
    (
        "the largest class there is",
        |facts| facts.programmes[0].class_max = u32::MAX,
        true,
    ),
    (
        "a session beyond all money",
        |facts| {
            facts.programmes[0].cost_per_session = COSTLY;
            facts.programmes[0].cost_per_seat = COSTLY;
        },
        false,
    ),
    (
        "a seat beyond all money in the largest class",
        |facts| {
            facts.programmes[0].class_max = u32::MAX;
            facts.programmes[0].cost_per_seat = COSTLY;
        },
        false,
    ),
    (
        "as much money as a session costs",
        |facts| {
            facts.programmes[0].cost_per_session = COSTLY;
            facts.programmes[0].cost_per_seat = 0;
            facts.budgets = vec![COSTLY];
        },
        true,
    ),
    (
        "more money in all than a number holds",
        |facts| {
            facts.programmes[0].cost_per_session = 0;
            facts.programmes[0].cost_per_seat = COSTLY;
            facts.budgets = vec![COSTLY, COSTLY];
        },
        true,
    ),
    (
        "costly seats that the phase of their prerequisite leaves to one phase",
        |facts| {
            facts.programmes[0].cost_per_session = 0;
            facts.programmes[0].cost_per_seat = 0;
            let next = ProgrammeFacts {
                cost_per_seat: COSTLY,
                requires_previous: true,
                ..facts.programmes[0].clone()
            };
            facts.programmes.push(next);
            facts.budgets = vec![COSTLY, COSTLY];
        },
        true,
    ),
    (
        "an agreement that is over",
        |facts| {
            facts.programmes[0].by_partner = true;
            facts.partner_until = "2025-12-31";
        },
        false,
    ),
    ("no programmes", |facts| facts.programmes.clear(), false),
    ("no phases", |facts| facts.budgets.clear(), false),
    (
        "neither programmes nor phases",
        |facts| {
            facts.programmes.clear();
            facts.budgets.clear();
        },
        false,
    ),
    ("one person", |facts| facts.people.truncate(1), true),
    ("nobody", |facts| facts.people.clear(), false),
];

#[test]
fn hostile_agencies_give_lawful_plans() {
    for (name, change, planned) in HOSTILE {
        let mut facts = ordinary();
        change(&mut facts);
        // By the options without and with the limit of spare staff.
        let mut options = PlanOptions::default();
        options.work = Some(2_000);
        for plan in [facts.plan(), gaps(&facts).plan_with(&options).unwrap()] {
            assert_plan_is_lawful(&plan);
            assert_eq!(plan.attendances() > 0, planned, "{name}");
            assert!(planned || plan.closed().0 == 0, "{name}");
        }
        // The rules above add money up in 64 bits, which the costliest agencies pass.
        let moderate = facts.budgets.iter().all(|&money| money < COSTLY)
            && facts
                .programmes
                .iter()
                .all(|own| own.cost_per_seat < COSTLY);
        if moderate {
            let plan = facts.plan();
            let best = optimum(&facts, &plan);
            assert!(
                plan.objective().0 <= best && best <= plan.bound().0,
                "{name}"
            );
        }
    }
}

// Found among random agencies: sessions that were let go were held again although their money had
// gone into seats since, and the plan spent 501 of 500.
#[test]
fn sessions_are_not_held_again_with_money_that_is_spent() {
    let mut facts = ordinary();
    let offer = |effect, hours, class_max, session, seat| ProgrammeFacts {
        effects: [None, effect],
        hours,
        class_min: 1,
        class_max,
        cost_per_session: session,
        cost_per_seat: seat,
        sessions_per_phase: None,
        by_partner: false,
        requires_previous: false,
    };
    let effect = |gain, from_level, up_to_level| {
        Some(EffectFacts {
            gain,
            from_level,
            up_to_level,
        })
    };
    facts.programmes = vec![
        offer(effect(7, 1, 13), 1, 2, 100, 100),
        offer(effect(6, 0, 19), 1, 1, 0, 0),
        ProgrammeFacts {
            by_partner: true,
            ..offer(effect(1, 2, 20), 2, 1, 100, 100)
        },
        offer(None, 2, 1, 0, 1),
    ];
    facts.people[0].leaves_on = Some("2026-05-15");
    facts.people[0].assessed = [0, 6];
    facts.people[1] = PersonFacts {
        leaves_on: None,
        assessed: [0, 0],
        ..facts.people[0].clone()
    };
    facts.budgets = vec![500];
    (facts.carry_over, facts.discount_percent) = (false, 0);
    (facts.hours_per_phase, facts.hours_per_year) = (5, 8);
    facts.partner_until = "2026-03-31";
    facts.required = [[(10, 1), (20, 1)], [(10, 1), (10, 1)]];
    for seed in 1..20 {
        let mut options = PlanOptions::default();
        options.spare_staff_per_session = false;
        options.work = Some(2_000);
        options.seed = seed;
        let plan = gaps(&facts).plan_with(&options).unwrap();
        assert_plan_is_lawful(&plan);
        assert!(plan.objective().0 <= optimum(&facts, &plan));
    }
}

// Found among random agencies: two programmes overlap, so that the set of both closes less than
// the sum; the third, which seemed to add nothing to that sum, was left out of the proof.
#[test]
fn the_bound_holds_where_effects_overlap() {
    let effect = |gain, from_level, up_to_level| {
        Some(EffectFacts {
            gain,
            from_level,
            up_to_level,
        })
    };
    let mut facts = ordinary();
    let offer = ProgrammeFacts {
        class_min: 1,
        class_max: 11,
        ..facts.programmes[0].clone()
    };
    facts.programmes = vec![
        ProgrammeFacts {
            effects: [None, effect(1, 7, 15)],
            hours: 2,
            cost_per_session: 100,
            cost_per_seat: 0,
            ..offer.clone()
        },
        ProgrammeFacts {
            effects: [effect(2, 0, 5), effect(6, 12, 20)],
            hours: 1,
            class_max: 1,
            cost_per_session: 0,
            cost_per_seat: 0,
            ..offer.clone()
        },
        ProgrammeFacts {
            effects: [None, effect(1, 1, 21)],
            hours: 2,
            class_max: 1,
            cost_per_session: 0,
            cost_per_seat: 100,
            sessions_per_phase: Some(1),
            ..offer
        },
    ];
    let person = PersonFacts {
        unit: 0,
        assessed: [0, 0],
        ..facts.people[0].clone()
    };
    let other = PersonFacts {
        post: 1,
        leaves_on: Some("2026-12-31"),
        assessed: [0, 14],
        ..person.clone()
    };
    facts.people = vec![person.clone(), other, person];
    facts.budgets = vec![200];
    (facts.carry_over, facts.discount_percent) = (false, 0);
    (facts.hours_per_phase, facts.hours_per_year) = (5, 8);
    facts.required = [[(10, 1), (10, 1)], [(10, 1), (21, 1)]];
    for work in [100, 400, 2_000] {
        let mut options = PlanOptions::default();
        options.spare_staff_per_session = false;
        options.work = Some(work);
        let plan = gaps(&facts).plan_with(&options).unwrap();
        assert_plan_is_lawful(&plan);
        assert!(optimum(&facts, &plan) <= plan.bound().0, "work {work}");
    }
}
