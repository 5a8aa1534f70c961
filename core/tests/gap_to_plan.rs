//! From gaps to a plan: every limit is kept, what is said is true, and the bound holds.
#![cfg(feature = "tables")]

use std::path::Path;

use mahir::Agency;
use mahir::plan::PlanOptions;
use mahir::testing::laws::assert_plan_is_lawful;
use mahir::words::measure::parse_date;

fn gaps() -> mahir::gap::Gaps {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
    let agency = Agency::load(folder).unwrap();
    let needs = agency.needs(parse_date("2026-01-05").unwrap()).unwrap();
    needs.gaps().unwrap()
}

#[test]
fn the_plan_of_marelan_is_lawful() {
    let plan = gaps().plan().unwrap();
    assert_plan_is_lawful(&plan);
    assert!(plan.attendances() > 50);
    // What can be proven of a greedy plan at this size: a bound that counts classes as wholes
    // comes within a third. The gap of an even share of sessions alone was above a half.
    assert!(plan.optimality_gap().unwrap() < 0.33);
}

#[test]
fn plans_by_other_options_are_lawful() {
    let mut options = PlanOptions::default();
    options.floor_hour_value = 0.0;
    options.benefit_days = 0;
    options.spare_staff_per_session = false;
    options.below_cut = 3;
    let plan = gaps().plan_with(&options).unwrap();
    assert_plan_is_lawful(&plan);
    assert_eq!(plan.below_cut().len(), 3);
}
