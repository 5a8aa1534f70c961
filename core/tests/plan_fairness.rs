//! Floors of fairness beside the best plans that keep them, found by trying every one.
#![cfg(feature = "tables")]

#[expect(dead_code, reason = "other tests use the rest")]
mod tiny;

use std::cell::Cell;

use mahir::gap::Gaps;
use mahir::plan::{FairnessFloor, PlanOptions, PlanRule};
use mahir::testing::laws::assert_plan_is_lawful;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tiny::*;

fn options(rule: PlanRule) -> PlanOptions {
    let mut options = PlanOptions::default();
    options.rule = rule;
    // So few people need little work.
    options.work = Some(2_000);
    options.spare_staff_per_session = false;
    // Then what a choice is worth is what it closes.
    options.floor_hour_value = 0.0;
    options
}

/// The best worth of a plan in which a group closes so much, if any does.
fn best_with_floor(
    facts: &AgencyFacts,
    choices: &[Vec<(Choice, i128)>],
    group: &[usize],
    needed: i128,
) -> Option<i128> {
    let mut seats = vec![0; facts.programmes.len() * facts.budgets.len()];
    let mut best = None;
    walk(
        facts,
        choices,
        group,
        needed,
        0,
        &mut seats,
        (0, 0),
        &mut best,
    );
    best
}

#[expect(clippy::too_many_arguments, reason = "a walk carries what it has seen")]
fn walk(
    facts: &AgencyFacts,
    choices: &[Vec<(Choice, i128)>],
    group: &[usize],
    needed: i128,
    person: usize,
    seats: &mut [u32],
    (worth, of_group): (i128, i128),
    best: &mut Option<i128>,
) {
    let Some((own, rest)) = choices.split_first() else {
        let is_better = best.is_none_or(|best| worth > best);
        if is_better && of_group >= needed && classes_and_money_allow(facts, seats) {
            *best = Some(worth);
        }
        return;
    };
    let phases = facts.budgets.len();
    for (choice, value) in own {
        let cells: Vec<usize> = choice
            .iter()
            .enumerate()
            .filter_map(|(programme, phase)| Some(programme * phases + (*phase)?))
            .collect();
        cells.iter().for_each(|&cell| seats[cell] += 1);
        let own = if group.contains(&person) { *value } else { 0 };
        let sums = (worth + value, of_group + own);
        walk(facts, rest, group, needed, person + 1, seats, sums, best);
        cells.iter().for_each(|&cell| seats[cell] -= 1);
    }
}

// The best plan that keeps the floor lies between the plan and its bound; where the floor is told
// to be beyond what the group can close, no plan keeps it.
#[test]
fn the_best_plan_with_a_floor_lies_between_the_plan_and_its_bound() {
    let (kept, bent, impossible, missed) = (Cell::new(0), Cell::new(0), Cell::new(0), Cell::new(0));
    let config = Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let shares = prop::sample::select(vec![0.05, 0.15, 0.3]);
    let strategy = (agencies(), 0_usize..4, shares);
    let outcome = TestRunner::new(config).run(&strategy, |(facts, first, share)| {
        let group: Vec<usize> = (0..facts.people.len())
            .filter(|&person| person % 4 == first % facts.people.len())
            .collect();
        let ids = group.iter().map(|person| format!("P{person}"));
        let floor = FairnessFloor::group("some", ids, share);
        let gaps = gaps(&facts);
        for rule in [PlanRule::Solver, PlanRule::Greedy] {
            let free = gaps.plan_with(&options(rule)).unwrap();
            let mut options = options(rule);
            options.fairness = vec![floor.clone()];
            let plan = gaps.plan_with(&options).unwrap();
            assert_plan_is_lawful(&plan);
            let people = plan.agency().people.indices();
            let choices: Vec<_> = people
                .map(|person| choices_of(&facts, &plan, person))
                .collect();
            let [row] = plan.fairness() else {
                panic!("one floor")
            };
            let best = best_with_floor(&facts, &choices, &group, row.needed.0);
            let (objective, bound) = (plan.objective().0, plan.bound().0);
            if row.is_kept() {
                let best = best.expect("the plan itself keeps the floor");
                prop_assert!(objective <= best, "plan {objective} passes optimum {best}");
                prop_assert!(best <= bound, "optimum {best} passes bound {bound}");
                kept.set(kept.get() + u32::from(row.needed.0 > 0));
                bent.set(bent.get() + u32::from(free.objective() > plan.objective()));
            } else {
                let alone = row.most_alone.expect("what could be closed");
                if alone < row.needed {
                    prop_assert_eq!(best, None);
                    impossible.set(impossible.get() + 1);
                } else if rule == PlanRule::Solver {
                    missed.set(missed.get() + u32::from(best.is_some()));
                }
            }
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let counts = (kept.get(), bent.get(), impossible.get());
    assert!(
        counts.0 >= 30 && counts.1 >= 2 && counts.2 >= 30,
        "kept, bent, impossible: {counts:?}"
    );
    // The search for prices of floors is no search through all plans.
    assert!(missed.get() <= 3, "{} floors are missed", missed.get());
}

fn marelan() -> Gaps {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let agency = mahir::Agency::load(folder).unwrap();
    let day = mahir::words::measure::parse_date("2026-01-05").unwrap();
    agency.needs(day).unwrap().gaps().unwrap()
}

#[test]
fn units_are_brought_to_their_floor() {
    let gaps = marelan();
    let mut options = PlanOptions::default();
    options.work = Some(20_000);
    options.fairness = vec![FairnessFloor::every_unit(0.0)];
    let free = gaps.plan_with(&options).unwrap();
    assert_plan_is_lawful(&free);
    let units = gaps.agency().units.len();
    assert_eq!(free.fairness().len(), units);
    let share = |row: &mahir::plan::Fairness| row.closes.as_f64() / row.all.as_f64().max(1e-9);
    // One of the units that close least is asked for a tenth as much again.
    options.work = Some(5_000);
    let mut places: Vec<usize> = (0..units)
        .filter(|&at| free.fairness()[at].all.0 > 0)
        .collect();
    places.sort_by(|&one, &other| {
        share(&free.fairness()[one]).total_cmp(&share(&free.fairness()[other]))
    });
    let found = places.into_iter().take(6).find_map(|place| {
        let before = &free.fairness()[place];
        let asked = (share(before) * 1.1).max(0.02);
        let unit = gaps.agency().units.indices().nth(place).unwrap();
        let id = gaps.agency().units.id(unit).to_owned();
        let people = gaps.agency().people.of_unit(unit).iter();
        let ids = people.map(|&person| gaps.agency().people.ids().name(person).to_owned());
        options.fairness = vec![FairnessFloor::group(&id, ids, asked)];
        let plan = gaps.plan_with(&options).unwrap();
        assert_plan_is_lawful(&plan);
        let row = &plan.fairness()[0];
        assert_eq!(row.all, before.all);
        (row.is_kept() && row.closes > before.closes).then(|| (plan.clone(), id))
    });
    let (plan, id) = found.expect("a unit that can close more");
    for language in Language::ALL {
        assert!(plan.fairness_why(0, language).starts_with(&id));
    }
    assert_eq!(plan.table("fairness").unwrap().rows(), 1);
    // A floor of everything cannot be kept, and is told to be impossible.
    options.fairness = vec![FairnessFloor::unit(&id, 1.0)];
    options.rule = PlanRule::Greedy;
    let plan = gaps.plan_with(&options).unwrap();
    assert_plan_is_lawful(&plan);
    let row = &plan.fairness()[0];
    assert!(
        !row.is_kept() && row.most_alone < Some(row.needed),
        "{row:?}"
    );
    assert!(
        plan.fairness_why(0, Language::English)
            .contains("no plan keeps it")
    );
    // Ids that nobody knows are refused.
    options.fairness = vec![
        FairnessFloor::unit("NO-UNIT", 0.1),
        FairnessFloor::group("x", ["198001012006041001".to_owned()], 0.1),
    ];
    let error = gaps.plan_with(&options).unwrap_err();
    assert_eq!(error.code(), "plan_wishes");
    let text = format!("{error} {options:?}");
    assert!(text.contains("NO-UNIT") && !text.contains("1980"), "{text}");
    options.fairness = vec![FairnessFloor::every_unit(f64::NAN)];
    assert_eq!(gaps.plan_with(&options).unwrap_err().code(), "plan_options");
}
