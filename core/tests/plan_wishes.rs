//! What planners forbid is left out, by both rules, and said; money decides along a curve.
#![cfg(feature = "tables")]

mod tiny;

use mahir::gap::Gaps;
use mahir::plan::{Plan, PlanOptions, PlanRule, WhatIsMissing, WhyBelowFloor, Wishes};
use mahir::testing::laws::assert_plan_is_lawful;
use mahir::words::explanation::Language;
use mahir::words::id::ProgrammeIndex;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tiny::*;

const RULES: [PlanRule; 2] = [PlanRule::Solver, PlanRule::Greedy];

fn options(rule: PlanRule, wishes: &Wishes) -> PlanOptions {
    let mut options = PlanOptions::default();
    options.rule = rule;
    // So few people need little work.
    options.work = Some(2_000);
    options.spare_staff_per_session = false;
    options.wishes = wishes.clone();
    options
}

fn forbidding(people: &[&str], programmes: &[&str], pairs: &[(&str, &str)]) -> Wishes {
    let texts = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
    let mut wishes = Wishes::default();
    wishes.forbidden_people = texts(people);
    wishes.forbidden_programmes = texts(programmes);
    wishes.forbidden_pairs = pairs
        .iter()
        .map(|&(who, what)| (who.to_owned(), what.to_owned()))
        .collect();
    wishes
}

fn tried(cases: u32, test: impl Fn(&AgencyFacts, &Gaps) -> Result<(), TestCaseError>) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&agencies(), |facts| test(&facts, &gaps(&facts)));
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// Programmes of which a plan has no line.
fn unused(plan: &Plan) -> Vec<ProgrammeIndex> {
    let all = plan.agency().programmes.indices();
    all.filter(|&programme| !is_held(plan, programme)).collect()
}

fn is_held(plan: &Plan, programme: ProgrammeIndex) -> bool {
    plan.lines().iter().any(|line| line.programme == programme)
}

/// Whether a plan without a programme may lose more than it: whoever could gain from the programme
/// may sit in what it requires, where that is held, and so fill a class for others; and may not once
/// it is forbidden.
fn fills_other_classes(plan: &Plan, programme: ProgrammeIndex) -> bool {
    let required = plan.agency().programmes.prerequisites(programme);
    required
        .iter()
        .any(|&other| is_held(plan, other) || fills_other_classes(plan, other))
}

fn ids(plan: &Plan, programmes: impl IntoIterator<Item = ProgrammeIndex>) -> Vec<String> {
    let names = &plan.agency().programmes;
    let programmes = programmes.into_iter();
    programmes.map(|own| names.id(own).to_owned()).collect()
}

// The plan keeps to the wishes, and no plan that does, found by trying every one of the agency
// without the programme, passes the bound.
#[test]
fn what_is_forbidden_is_left_out_and_the_bound_holds() {
    tried(150, |facts, gaps| {
        let Some(last) = facts.programmes.len().checked_sub(1) else {
            return Ok(());
        };
        let id = format!("B{last}");
        let mut without = facts.clone();
        without.programmes.pop();
        let wishes = forbidding(&[], &[&id], &[]);
        for rule in RULES {
            let plan = gaps.plan_with(&options(rule, &wishes)).unwrap();
            assert_plan_is_lawful(&plan);
            let best = optimum(&without, &without.plan());
            let (objective, bound) = (plan.objective().0, plan.bound().0);
            prop_assert!(objective <= best, "plan {objective} passes optimum {best}");
            prop_assert!(best <= bound, "optimum {best} passes bound {bound}");
        }
        Ok(())
    });
}

// A plan that does not use a programme keeps the wish to leave it out, so the best is the same:
// each plan is within the other's bound. Of plans that are worth the same another may be found.
#[test]
fn forbidding_an_unused_programme_changes_nothing() {
    tried(150, |_, gaps| {
        for rule in RULES {
            let free = gaps.plan_with(&options(rule, &Wishes::default())).unwrap();
            let all = unused(&free);
            let alone = |&own: &ProgrammeIndex| !fills_other_classes(&free, own);
            let some = all.iter().copied().filter(alone);
            for (forbidden, keeps_all) in
                [(ids(&free, some), true), (ids(&free, all.clone()), false)]
            {
                let mut wishes = Wishes::default();
                wishes.forbidden_programmes = forbidden;
                let plan = gaps.plan_with(&options(rule, &wishes)).unwrap();
                assert_plan_is_lawful(&plan);
                prop_assert!(!keeps_all || free.objective() <= plan.bound());
                prop_assert!(plan.objective() <= free.bound());
            }
        }
        Ok(())
    });
}

// Nobody can gain from a wish, within what is proven; forbidding everybody in pairs is forbidding
// everybody, and both are an empty plan.
#[test]
fn wishes_of_every_kind_are_kept() {
    tried(100, |_, gaps| {
        let agency = gaps.agency();
        let (people, programmes) = (agency.people.ids(), agency.programmes.ids());
        let everybody: Vec<&str> = people.names().collect();
        let pairs: Vec<(&str, &str)> = people
            .names()
            .flat_map(|who| programmes.names().map(move |what| (who, what)))
            .collect();
        let some: Vec<_> = pairs.iter().step_by(2).copied().collect();
        for rule in RULES {
            let free = gaps.plan_with(&options(rule, &Wishes::default())).unwrap();
            for wishes in [
                forbidding(&everybody[..everybody.len().min(1)], &[], &[]),
                forbidding(&[], &[], &some),
            ] {
                let plan = gaps.plan_with(&options(rule, &wishes)).unwrap();
                assert_plan_is_lawful(&plan);
                prop_assert!(plan.objective() <= free.bound());
            }
            for wishes in [
                forbidding(&everybody, &[], &[]),
                forbidding(&[], &[], &pairs),
            ] {
                let plan = gaps.plan_with(&options(rule, &wishes)).unwrap();
                assert_plan_is_lawful(&plan);
                prop_assert_eq!(plan.attendances(), 0);
                // Nothing can be attended, so nothing is left to be proven.
                prop_assert_eq!(plan.objective(), plan.bound());
            }
        }
        Ok(())
    });
}

// At every point the best plan, found by trying every one with that money, lies between the plan
// and the bound; more money is never worth less.
#[test]
fn the_best_for_any_money_lies_on_the_curve() {
    tried(80, |facts, gaps| {
        let percents = [0, 40, 100, 250];
        let curve = gaps
            .curve(
                &percents,
                &options(PlanRule::Solver, &Wishes::default()),
                &(),
            )
            .unwrap();
        prop_assert_eq!(curve.points().len(), percents.len());
        for point in curve.points() {
            let part = |money: i64| money * i64::from(point.percent) / 100;
            let mut scaled = facts.clone();
            scaled
                .budgets
                .iter_mut()
                .for_each(|money| *money = part(*money));
            scaled.total = scaled.total.map(part);
            let best = optimum(&scaled, &scaled.plan());
            prop_assert!(point.objective.0 <= best, "{point:?} passes optimum {best}");
            prop_assert!(best <= point.bound.0, "optimum {best} passes {point:?}");
            prop_assert!(point.cost <= point.budget);
        }
        for pair in curve.points().windows(2) {
            prop_assert!(pair[0].objective <= pair[1].objective);
            prop_assert!(pair[0].bound <= pair[1].bound);
        }
        Ok(())
    });
}

fn marelan() -> Gaps {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let agency = mahir::Agency::load(folder).unwrap();
    let day = mahir::words::measure::parse_date("2026-01-05").unwrap();
    agency.needs(day).unwrap().gaps().unwrap()
}

fn greedy(gaps: &Gaps, wishes: &Wishes) -> Plan {
    let mut options = PlanOptions::default();
    options.rule = PlanRule::Greedy;
    options.below_cut = 100;
    options.wishes = wishes.clone();
    gaps.plan_with(&options).unwrap()
}

#[test]
fn a_wish_is_named_as_the_reason() {
    let gaps = marelan();
    let free = greedy(&gaps, &Wishes::default());
    let agency = gaps.agency();
    let line = free.lines().iter().max_by_key(|line| line.value).unwrap();
    let programme = agency.programmes.id(line.programme);
    let person = agency
        .people
        .indices()
        .find(|&person| {
            let status = agency.people.status(person);
            status == mahir::workforce::EmploymentStatus::Pns
                && agency.people.hours_this_year(person).hundredths() == 0
        })
        .unwrap();
    let wishes = forbidding(&[agency.people.ids().name(person)], &[programme], &[]);
    let plan = greedy(&gaps, &wishes);
    assert_plan_is_lawful(&plan);
    let row = plan
        .below_cut()
        .iter()
        .position(|row| row.programme == line.programme)
        .unwrap();
    assert_eq!(plan.below_cut()[row].missing, WhatIsMissing::Permission);
    assert!(
        plan.below_cut_why(row, Language::English)
            .starts_with("Needs the planner's permission; would serve")
    );
    let row = plan
        .below_floor()
        .iter()
        .position(|row| row.person == person)
        .unwrap();
    assert_eq!(plan.below_floor()[row].reason, WhyBelowFloor::Forbidden);
    assert!(
        plan.floor_why(row, Language::Indonesian)
            .ends_with("perencana menghendaki pegawai ini tidak diikutkan.")
    );
}

#[test]
fn unknown_ids_are_all_refused_and_personal_numbers_hidden() {
    let gaps = marelan();
    let wishes = forbidding(
        &["198001012006041001"],
        &["NOT-THERE"],
        &[("P001", "NOR-THIS")],
    );
    let mut options = PlanOptions::default();
    options.wishes = wishes.clone();
    let error = gaps.plan_with(&options).unwrap_err();
    assert_eq!(error.code(), "plan_wishes");
    let text = error.to_string();
    for part in ["NOT-THERE", "NOR-THIS", "hidden", "forbidden_pairs, row 1"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("1980") && !format!("{wishes:?}{error:?}").contains("1980"));
    let error = gaps.curve(&[2_000], &PlanOptions::default(), &());
    assert_eq!(error.unwrap_err().code(), "plan_options");
}
