//! Prices say no less than what the best plan gains, found by trying every one, and planning again
//! from them is as proven as planning anew.
#![cfg(feature = "tables")]

mod tiny;

use std::cell::Cell;

use mahir::plan::{Plan, PlanOptions, PlanPrice, PlanRule, Scarce};
use mahir::testing::laws::assert_plan_is_lawful;
use mahir::words::artefact::Artefact;
use mahir::words::explanation::Language;
use mahir::words::id::Index;
use mahir::words::measure::Rupiah;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tiny::*;

const STEP: i64 = 100;

fn options(rule: PlanRule) -> PlanOptions {
    let mut options = PlanOptions::default();
    options.rule = rule;
    // So few people need little work.
    options.work = Some(2_000);
    options.spare_staff_per_session = false;
    options.price_step = Rupiah::new(STEP);
    options
}

fn tried(cases: u32, test: impl Fn(&AgencyFacts) -> Result<(), TestCaseError>) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&agencies(), |facts| test(&facts));
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// The agency with one more of something; `None` where a fact of these agencies cannot say it.
fn with_more(facts: &AgencyFacts, row: &PlanPrice) -> Option<AgencyFacts> {
    let mut more = facts.clone();
    match row.scarce {
        Scarce::Money { phase } => more.budgets[phase.position()] += STEP,
        Scarce::TotalMoney => *more.total.as_mut()? += STEP,
        // The limit of these agencies is one for all phases, so more of it is more of both.
        Scarce::Session { programme, .. } if facts.budgets.len() == 1 => {
            *more.programmes[programme.position()]
                .sessions_per_phase
                .as_mut()? += 1;
        }
        _ => return None,
    }
    Some(more)
}

// With one more of what has a price, the best plan is within the bound and the price; that holds
// for money whose price is zero as well.
#[test]
fn no_plan_gains_more_than_the_price() {
    let (gaining, sessions, opening) = (Cell::new(0), Cell::new(0), Cell::new(0));
    tried(150, |facts| {
        let best = optimum(facts, &facts.plan());
        for rule in [PlanRule::Solver, PlanRule::Greedy] {
            let plan = gaps(facts).plan_with(&options(rule)).unwrap();
            assert_plan_is_lawful(&plan);
            let money = plan.prices().iter();
            let money = money.filter(|row| matches!(row.scarce, Scarce::Money { .. }));
            prop_assert_eq!(money.count(), facts.budgets.len());
            for row in plan.prices() {
                let Some(more) = with_more(facts, row) else {
                    continue;
                };
                let better = optimum(&more, &more.plan());
                let most = plan.bound().0 + row.most.0;
                prop_assert!(better <= most, "{row:?}: optimum {better} passes {most}");
                gaining.set(gaining.get() + u32::from(better > best));
                opening.set(opening.get() + u32::from(row.opens));
                let is_session = matches!(row.scarce, Scarce::Session { .. });
                sessions.set(sessions.get() + u32::from(is_session));
            }
        }
        Ok(())
    });
    // Guards against agencies in which more of something is never better, or never priced.
    let counts = (gaining.get(), sessions.get(), opening.get());
    assert!(
        counts.0 >= 40 && counts.1 >= 3 && counts.2 >= 10,
        "{counts:?}"
    );
}

/// The agency with every person's limits of hours one hour higher.
fn with_hours(facts: &AgencyFacts) -> AgencyFacts {
    let mut more = facts.clone();
    more.hours_per_phase += 1;
    more.hours_per_year += 1;
    more
}

// Each person's hour has a price of its own; what all hours together bring is within their sum,
// since the bound is a sum over people. The ceiling of PPPK, 24 JP, is above all limits of a year
// that are changed here.
#[test]
fn hours_of_people_gain_no_more_than_their_prices() {
    let gaining = Cell::new(0);
    tried(150, |facts| {
        let mut facts = facts.clone();
        facts.hours_per_phase = facts.hours_per_phase.min(6);
        facts.hours_per_year = facts.hours_per_year.min(12);
        let facts = &facts;
        let plan = gaps(facts).plan_with(&options(PlanRule::Solver)).unwrap();
        let hours = plan.prices().iter();
        let hours = hours.filter(|row| matches!(row.scarce, Scarce::PersonHour { .. }));
        let all: i128 = hours.map(|row| row.most.0).sum();
        let more = with_hours(facts);
        let better = optimum(&more, &more.plan());
        let most = plan.bound().0 + all;
        prop_assert!(better <= most, "optimum {better} passes {most}");
        let best = optimum(facts, &plan);
        gaining.set(gaining.get() + u32::from(better > best));
        Ok(())
    });
    assert!(gaining.get() >= 10, "{} agencies", gaining.get());
}

/// An agency as it may be a year later: other money, another catalogue, somebody gone.
fn changed(facts: &AgencyFacts, percent: i64, without: usize) -> AgencyFacts {
    let mut changed = facts.clone();
    for money in &mut changed.budgets {
        *money = *money * percent / 100;
    }
    if without < changed.programmes.len() {
        changed.programmes.remove(without);
    } else if changed.people.len() > 1 {
        changed.people.remove(0);
    }
    changed
}

// Programmes and people are matched by their ids, and those of these agencies move up, so that
// some are matched with others: prices prove a bound whatever they were for.
#[test]
fn old_prices_prove_a_bound_of_a_changed_agency() {
    let config = Config {
        cases: 150,
        failure_persistence: None,
        ..Config::default()
    };
    let changes = (agencies(), 20_i64..300, 0_usize..5);
    let outcome = TestRunner::new(config).run(&changes, |(facts, percent, without)| {
        let earlier = gaps(&facts).plan_with(&options(PlanRule::Solver)).unwrap();
        let changed = changed(&facts, percent, without);
        let gaps = gaps(&changed);
        let best = optimum(&changed, &changed.plan());
        for rule in [PlanRule::Solver, PlanRule::Greedy] {
            let plan = gaps.plan_after(&earlier, &options(rule), &()).unwrap();
            assert_plan_is_lawful(&plan);
            let (objective, bound) = (plan.objective().0, plan.bound().0);
            prop_assert!(
                objective <= best && best <= bound,
                "{objective} {best} {bound}"
            );
        }
        let bound = gaps
            .bound_after(&earlier, &options(PlanRule::Solver))
            .unwrap();
        prop_assert!(best <= bound.0, "optimum {best} passes {}", bound.0);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

fn marelan() -> Plan {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let agency = mahir::Agency::load(folder).unwrap();
    let day = mahir::words::measure::parse_date("2026-01-05").unwrap();
    let gaps = agency.needs(day).unwrap().gaps().unwrap();
    let mut options = PlanOptions::default();
    options.work = Some(20_000);
    gaps.plan_with(&options).unwrap()
}

#[test]
fn prices_are_told_and_kept() {
    let plan = marelan();
    let table = plan.table("prices").unwrap();
    assert_eq!(table.rows(), plan.prices().len());
    assert!(table.rows() > 4, "{} rows", table.rows());
    let first = plan.price_why(0, Language::English);
    assert!(first.starts_with("With Rp"), "{first}");
    for row in 0..table.rows() {
        for language in Language::ALL {
            let text = plan.price_why(row, language);
            assert!(!text.is_empty() && !text.contains("NaN"), "{text}");
        }
    }
    assert_eq!(plan.price_why(table.rows(), Language::English), "");
    let document = serde_json::to_string(&plan).unwrap();
    let saved: Plan = serde_json::from_str(&document).unwrap();
    assert_eq!(plan, saved);
    // What is planned again from a saved plan is what is planned again from the plan itself.
    let again = |plan: &Plan| {
        let mut options = plan.options().clone();
        options.work = Some(2_000);
        plan.gaps().plan_after(plan, &options, &()).unwrap()
    };
    let after = again(&saved);
    assert_eq!(again(&plan), after);
    assert!(after.objective() >= plan.objective());
    // A plan that leans on no prices has none.
    let mut options = PlanOptions::default();
    options.rule = PlanRule::Greedy;
    options.prove = Some(false);
    assert!(plan.gaps().plan_with(&options).unwrap().prices().is_empty());
    options.price_step = Rupiah::NONE;
    let error = plan.gaps().plan_with(&options).unwrap_err();
    assert_eq!(error.code(), "plan_options");
}
