//! The scenarios' answers, worked out by hand in their documentation, against the library.
#![cfg(feature = "tables")]

use mahir::cycle::{CycleError, Policy, Rule, World};
use mahir::follow_up::FollowUp;
use mahir::outcome::Outcomes;
use mahir::schedule::Schedule;
use mahir::testing::{laws, scenarios};
use mahir::words::measure::Date;

#[test]
fn the_answers_are_as_known() {
    for (name, scenario) in scenarios::all() {
        let gaps = scenario
            .agency
            .needs(scenario.as_of)
            .unwrap()
            .gaps()
            .unwrap();
        let plan = gaps.plan().unwrap();
        let schedule = plan.schedule().unwrap();
        laws::assert_scoring_is_lawful(&gaps);
        laws::assert_plan_is_lawful(&plan);
        laws::assert_schedule_is_lawful(&schedule);
        let closed: u64 = plan
            .lines()
            .iter()
            .flat_map(|line| &line.closed)
            .map(|row| row.1)
            .sum();
        assert_eq!(
            (
                plan.attendances(),
                plan.cost().amount(),
                closed,
                schedule.sessions().len()
            ),
            (
                scenario.seats,
                scenario.cost,
                scenario.closed_steps,
                scenario.sessions
            ),
            "{name}"
        );
    }
}

/// A rule that decides by how often it was asked.
struct Moody(std::sync::atomic::AtomicU32);

impl Rule for Moody {
    fn plan(&self, known: &mahir::Agency, as_of: Date) -> Result<Schedule, CycleError> {
        let asked = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut policy = Policy::default();
        policy.need.post_standards = asked.is_multiple_of(3);
        policy.plan.floor_hour_value = 0.0;
        policy.plan(known, as_of)
    }

    fn learn(
        &self,
        schedule: &Schedule,
        outcomes: &Outcomes,
        until: Date,
    ) -> Result<FollowUp, CycleError> {
        Policy::default().learn(schedule, outcomes, until)
    }
}

#[test]
fn laws_can_be_broken() {
    let scenario = scenarios::one_gap();
    let world = World::default();
    let broken = laws::broken_by_rule(&Moody(0.into()), &scenario.agency, scenario.as_of, &world);
    assert_eq!(broken.len(), 2, "{broken:?}");
    laws::assert_policy_is_deterministic(
        &Policy::default(),
        &scenario.agency,
        scenario.as_of,
        &world,
    );

    // A plan whose document was changed in ways that reading it back does not forbid: one person's
    // seat is told to cost less, and the objective to be higher.
    let scenario = scenarios::two_steps();
    let plan = scenario
        .agency
        .needs(scenario.as_of)
        .unwrap()
        .gaps()
        .unwrap()
        .plan()
        .unwrap();
    assert_eq!(laws::broken_by_plan(&plan), Vec::<String>::new());

    let office = scenarios::office(9, 3_000_000);
    let mut years = office
        .live_through(
            scenario.as_of,
            2,
            &Policy::default(),
            &world,
            mahir::random::Streams::new(1),
        )
        .unwrap();
    laws::assert_years_are_lawful(&years);
    years[0].indicators.attended = years[0].indicators.seats + 1.0;
    years[1].indicators.counter_days_closed = 1.0;
    years[1].indicators.people += 1.0;
    let broken = laws::broken_by_years(&years);
    assert_eq!(broken.len(), 3, "{broken:?}");
}
