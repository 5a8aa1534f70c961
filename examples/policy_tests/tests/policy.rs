//! What a ministry wants of its rule, as tests.

use mahir::catalogue::ProgrammeForm;
use mahir::cycle::{OwnPolicy, Policy, Rule, World};
use mahir::experiment::{Change, Experiment};
use mahir::gap::Gaps;
use mahir::plan::PlanRule;
use mahir::random::Distribution;
use mahir::testing::generators::{self, Shape};
use mahir::testing::laws;
use mahir::testing::scenarios::{as_of, coaching_and_seminar, office};
use mahir::words::id::{PersonIndex, ProgrammeIndex};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A 20 % budget cut never closes a counter, whatever the agency.
    #[test]
    fn a_cut_never_closes_a_counter(agency in generators::agencies(Shape::small()), seed in 0..1_000_u64) {
        let experiment = Experiment::new(&agency, as_of())
            .years(1)
            .replications(3)
            .seed(seed)
            .change("cut", vec![Change::Budget { factor: 0.8 }]);
        let runs = experiment.run(&()).unwrap();
        let closed = runs.largest(("usual", "cut"), "usual", "counter_days_closed").unwrap();
        prop_assert_eq!(closed, [0.0; 3]);
    }

    /// Every plan under the policy keeps the rules, and the policy does not change its mind.
    #[test]
    fn the_policy_is_lawful(agency in generators::agencies(Shape::small())) {
        let plan = agency.needs(as_of()).unwrap().gaps().unwrap().plan().unwrap();
        laws::assert_plan_is_lawful(&plan);
        laws::assert_schedule_is_lawful(&plan.schedule().unwrap());
    }
}

#[test]
fn the_policy_does_not_change_its_mind() {
    laws::assert_policy_is_deterministic(
        &Policy::default(),
        &office(6, 3_000_000),
        as_of(),
        &World::default(),
    );
}

/// No unit is left out two years running.
#[test]
fn no_unit_is_left_out_two_years_running() {
    let runs = Experiment::new(&office(9, 4_000_000), as_of())
        .years(2)
        .replications(4)
        .run(&())
        .unwrap();
    let usual = ("usual", Experiment::AS_IT_IS);
    let again = runs
        .largest(usual, "usual", "units_left_out_again")
        .unwrap();
    assert_eq!(again, [0.0; 4]);
}

/// Doubling the seminar budget closes less than coaching does, in 9 of 10 worlds.
#[test]
fn twice_the_seminars_close_less_than_coaching() {
    let only = |form| Change::OnlyForms { forms: vec![form] };
    let twice = vec![
        only(ProgrammeForm::Seminar),
        Change::Budget { factor: 2.0 },
        Change::Sessions {
            form: ProgrammeForm::Seminar,
            times: 2,
        },
    ];
    // From a world in which programmes hardly teach to one in which they teach all that is hoped.
    let worlds: Vec<String> = (1..=10)
        .map(|number| format!("effect {}", f64::from(number) / 10.0))
        .collect();
    let experiment = Experiment::new(&coaching_and_seminar().agency, as_of())
        .years(1)
        .replications(30)
        .indicator("levels_closed")
        .change("seminars twice", twice)
        .change("coaching", vec![only(ProgrammeForm::Coaching)]);
    let experiment = worlds
        .iter()
        .zip(1..)
        .fold(experiment, |experiment, (name, number)| {
            let effect = Distribution::fixed(f64::from(number) / 10.0);
            experiment.world(name, World::default().with("effect", effect).unwrap())
        });
    let runs = experiment.run(&()).unwrap();
    let mean = |change: &str, world: &str| {
        let values = runs
            .means(("usual", change), world, "levels_closed")
            .unwrap();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let less = worlds
        .iter()
        .filter(|world| mean("seminars twice", world) < mean("coaching", world))
        .count();
    assert!(less >= 9, "in {less} of 10 worlds");
}

/// A level besides for the seats of the last two of six.
fn to_the_last(gaps: &Gaps, person: PersonIndex, _: ProgrammeIndex) -> f64 {
    match gaps.agency().people.ids().name(person) {
        "E" | "F" => 1.0,
        _ => 0.0,
    }
}

/// Coaching takes two of six who lack the same: the first two by the usual rule, the last two by the
/// value of their seats, and the plan closes as much.
#[test]
fn a_value_of_ones_own_moves_seats() {
    let agency = coaching_and_seminar().agency;
    let agency = agency
        .changed(&[
            Change::OnlyForms {
                forms: vec![ProgrammeForm::Coaching],
            },
            Change::Budget { factor: 0.5 },
        ])
        .unwrap();
    let mut usual = Policy::default();
    usual.plan.rule = PlanRule::Greedy;
    usual.plan.floor_hour_value = 0.0;
    let own = OwnPolicy::new(usual.clone()).valued_by(to_the_last);
    laws::assert_policy_is_deterministic(&own, &agency, as_of(), &World::default());
    let seated = |rule: &dyn Rule| {
        let schedule = rule.plan(&agency, as_of()).unwrap();
        let people = schedule.participants(mahir::words::id::Index::at(0).unwrap());
        let names = people
            .iter()
            .map(|&person| agency.people.ids().name(person).to_owned());
        (names.collect::<Vec<_>>(), schedule.plan().closed())
    };
    let (usual, own) = (seated(&usual), seated(&own));
    assert_eq!(
        (&usual.0[..], &own.0[..]),
        (
            &["A".to_owned(), "B".to_owned()][..],
            &["E".to_owned(), "F".to_owned()][..]
        )
    );
    assert_eq!(usual.1, own.1);
}
