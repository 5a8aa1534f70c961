//! Laws that every result obeys, told from the facts alone: they share no code with the stages
//! that they watch.
//!
//! Each law has two forms: one gives everything that is broken, in words; the other panics with
//! all of it, for tests.

mod plan;
mod policy;
mod replanning;
mod schedule;
mod scoring;

pub use plan::broken_by_plan;
pub use policy::{broken_by_rule, broken_by_years};
pub use replanning::broken_by_replanning;
pub use schedule::broken_by_schedule;
pub use scoring::broken_by_scoring;

use crate::agency::Agency;
use crate::cycle::{Rule, World, Year};
use crate::gap::Gaps;
use crate::plan::Plan;
use crate::schedule::Schedule;
use crate::words::measure::Date;

/// Collects what is broken.
#[derive(Default)]
struct Broken(Vec<String>);

impl Broken {
    /// Notes a law that does not hold.
    fn unless(&mut self, holds: bool, law: impl FnOnce() -> String) {
        if !holds {
            self.0.push(law());
        }
    }
}

fn assert_none(of: &str, broken: &[String]) {
    assert!(
        broken.is_empty(),
        "the {of} breaks {} laws:\n  {}",
        broken.len(),
        broken.join("\n  ")
    );
}

/// A plan keeps every rule of the agency, costs and is worth what it says, and is not worth more
/// than its bound: see [`broken_by_plan`].
///
/// # Panics
/// With everything that is broken.
pub fn assert_plan_is_lawful(plan: &Plan) {
    assert_none("plan", &broken_by_plan(plan));
}

/// A schedule keeps every rule of days, people, partners and counters, and loses nobody: see
/// [`broken_by_schedule`].
///
/// # Panics
/// With everything that is broken.
pub fn assert_schedule_is_lawful(schedule: &Schedule) {
    assert_none("schedule", &broken_by_schedule(schedule));
}

/// A changed schedule keeps what has begun, is lawful, and tells everything that moved: see
/// [`broken_by_replanning`].
///
/// # Panics
/// With everything that is broken.
pub fn assert_replanning_is_lawful(earlier: &Schedule, later: &Schedule) {
    assert_none("replanning", &broken_by_replanning(earlier, later));
}

/// Gaps are needed minus held, scores add up, bands are decided in whole numbers: see
/// [`broken_by_scoring`].
///
/// # Panics
/// With everything that is broken.
pub fn assert_scoring_is_lawful(gaps: &Gaps) {
    assert_none("scoring", &broken_by_scoring(gaps));
}

/// A rule decides the same when it is asked again: see [`broken_by_rule`].
///
/// # Panics
/// With everything that is broken.
pub fn assert_policy_is_deterministic(
    rule: &dyn Rule,
    agency: &Agency,
    as_of: Date,
    world: &World,
) {
    assert_none("policy", &broken_by_rule(rule, agency, as_of, world));
}

/// Years that were lived through keep what holds whatever chance does: see [`broken_by_years`].
///
/// # Panics
/// With everything that is broken.
pub fn assert_years_are_lawful(years: &[Year]) {
    assert_none("years", &broken_by_years(years));
}
