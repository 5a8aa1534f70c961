//! From gaps to a plan: every limit is kept, what is said is true, and the bound holds.
#![cfg(feature = "tables")]

mod plan_checker;

use std::path::Path;

use mahir::Agency;
use mahir::words::measure::parse_date;

#[test]
fn the_plan_of_marelan_is_lawful() {
    let agency = Agency::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan"));
    let gaps = agency
        .unwrap()
        .needs(parse_date("2026-01-05").unwrap())
        .unwrap()
        .gaps()
        .unwrap();
    let plan = gaps.plan().unwrap();
    plan_checker::check(&plan);
    assert!(plan.attendances() > 50);
}
