//! What is known and what is true stay apart, for each way in which a year changes an agency: a
//! rule that plans sees nothing of what is ahead, its tables tell it afterwards, and the error of
//! tests changes what is believed but nothing that is true.
#![cfg(feature = "tables")]

use std::path::Path;

use mahir::Agency;
use mahir::cycle::{Indicators, Policy, Rule, Simulation, World};
use mahir::plan::PlanRule;
use mahir::random::{Distribution, Streams};
use mahir::schedule::Schedule;
use mahir::words::artefact::Artefact;
use mahir::words::id::PersonIndex;
use mahir::words::measure::{Date, parse_date};

/// In the still world nobody leaves, moves, rises or joins, no partner withdraws, and no price and
/// no service changes.
const STILL: [(&str, f64); 9] = [
    ("quit", 0.0),
    ("replacement", 0.0),
    ("transfer", 0.0),
    ("promotion", 0.0),
    ("contract_renewal", 1.0),
    ("partner_exit", 0.0),
    ("partner_renewal", 0.0),
    ("inflation", 0.0),
    ("service_growth", 0.0),
];

/// The still world but for some of its numbers.
fn world(but: &[(&str, f64)]) -> World {
    STILL
        .iter()
        .chain(but)
        .fold(World::default().at_means(), |world, &(name, value)| {
            world.with(name, Distribution::fixed(value)).unwrap()
        })
}

fn marelan() -> Agency {
    Agency::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan")).unwrap()
}

fn first_day() -> Date {
    parse_date("2026-01-05").unwrap()
}

fn greedy() -> Policy {
    let mut policy = Policy::default();
    policy.plan.rule = PlanRule::Greedy;
    policy.schedule.work = 0;
    policy
}

/// A year of the example in a world.
struct Lived {
    before: Agency,
    /// What the rule made of what it was handed.
    schedule: Schedule,
    indicators: Indicators,
    after: Agency,
}

fn lived_through(world: &World, policy: &Policy) -> Lived {
    let before = marelan();
    let mut simulation = Simulation::new(&before, first_day(), world, Streams::new(7)).unwrap();
    let schedule = policy.plan(simulation.known(), simulation.as_of()).unwrap();
    let (year, _) = simulation.live_by(policy, schedule.clone()).unwrap();
    Lived {
        before,
        schedule,
        indicators: year.indicators,
        after: simulation.known().clone(),
    }
}

fn lived(but: &[(&str, f64)]) -> Lived {
    lived_through(&world(but), &greedy())
}

fn table(agency: &Agency, name: &str) -> String {
    agency.table(name).unwrap().to_csv()
}

fn names(agency: &Agency) -> Vec<&str> {
    let people = &agency.people;
    people
        .indices()
        .map(|person| people.ids().name(person))
        .collect()
}

#[test]
fn no_plan_sees_what_is_ahead() {
    let still = lived(&[]);
    assert!(still.schedule.seats() > 100);
    for (name, value) in [
        ("quit", 0.6),
        ("transfer", 1.0),
        ("promotion", 1.0),
        ("contract_renewal", 0.0),
        ("partner_exit", 1.0),
        ("partner_renewal", 1.0),
        ("inflation", 0.5),
        ("service_growth", 0.5),
        ("effect", 0.1),
        ("attendance", 0.2),
        ("test_error", 1.0),
    ] {
        let other = lived(&[(name, value)]);
        for rows in ["sessions", "participants", "unplaced"] {
            let rows = |lived: &Lived| lived.schedule.table(rows).map(|table| table.to_csv());
            assert!(rows(&still).is_some(), "no such table");
            assert_eq!(rows(&other), rows(&still), "{name}");
        }
    }
}

/// Where nothing is measured, no table tells what people truly learnt, kept and forgot.
#[test]
fn what_is_not_measured_is_not_known() {
    let mut policy = greedy();
    policy.measurement.tested = 0.0;
    policy.measurement.comparison = 0;
    policy.measurement.reassessed = 0.0;
    let still = lived_through(&world(&[]), &policy);
    for (name, value) in [
        ("effect", 0.1),
        ("effect_spread", 1.0),
        ("aptitude_spread", 1.0),
        ("gain_spread", 1.0),
        ("attendance", 0.2),
        ("completion", 0.2),
        ("kept", 0.0),
        ("half_life_technical", 1.0),
        ("test_error", 1.0),
    ] {
        let other = lived_through(&world(&[(name, value)]), &policy);
        for rows in Agency::TABLES {
            assert_eq!(
                other.after.table(rows).map(|table| table.to_csv()),
                still.after.table(rows).map(|table| table.to_csv()),
                "{name}: {rows}"
            );
        }
        let same = other.indicators == still.indicators;
        assert_eq!(same, name == "test_error", "{name}");
    }
}

#[test]
fn who_leaves_is_in_the_tables_until_the_year_is_over() {
    let year = lived(&[("quit", 0.6)]);
    let left = year.indicators.left as usize;
    assert!(left > 40 && year.indicators.joined == 0.0, "{left}");
    assert_eq!(year.after.people.len(), year.before.people.len() - left);
    // Who was invited and has left by then does not come: the rule had not known.
    let still = lived(&[]);
    assert_eq!(year.indicators.seats, still.indicators.seats);
    assert!(year.indicators.attended < 0.9 * still.indicators.attended);
    let known = names(&year.after);
    assert!(known.iter().all(|name| names(&year.before).contains(name)));
}

#[test]
fn who_retires_is_gone_in_the_next_year_and_nobody_else_is() {
    let mut year = lived(&[]);
    let mut retired = 0;
    for number in 1..=12 {
        let ahead = parse_date(&format!("{}-01-05", 2026 + number)).unwrap();
        let people = &year.before.people;
        let stays = |person: &PersonIndex| {
            people
                .retires_on(*person)
                .is_none_or(|retires| retires >= ahead)
        };
        let expected: Vec<&str> = people
            .indices()
            .filter(stays)
            .map(|person| people.ids().name(person))
            .collect();
        retired += people.len() - expected.len();
        assert_eq!(names(&year.after), expected, "year {number}");
        let mut simulation =
            Simulation::new(&year.after, ahead, &world(&[]), Streams::new(7)).unwrap();
        simulation.live(&greedy()).unwrap();
        year = Lived {
            before: year.after,
            after: simulation.known().clone(),
            ..year
        };
    }
    assert!(retired > 3, "{retired}");
}

#[test]
fn who_joins_is_known_by_an_assessment_alone() {
    let year = lived(&[("quit", 0.6), ("replacement", 1.0)]);
    assert_eq!(year.indicators.joined, year.indicators.left);
    assert_eq!(year.after.people.len(), year.before.people.len());
    let (people, assessments) = (&year.after.people, &year.after.assessments);
    let old = names(&year.before);
    let joined = people
        .indices()
        .filter(|&person| !old.contains(&people.ids().name(person)));
    let mut count = 0;
    for person in joined {
        let required = year.after.requirements.of(people.post(person));
        let mut asked: Vec<_> = required.iter().map(|row| row.competency).collect();
        asked.sort_unstable();
        let known: Vec<_> = assessments.of(person).map(|row| row.competency).collect();
        assert_eq!(known, asked);
        count += 1;
    }
    assert_eq!(f64::from(count), year.indicators.joined);
}

#[test]
fn who_moves_or_rises_is_in_the_old_place_until_the_year_is_over() {
    let moved = lived(&[("transfer", 1.0)]);
    let (before, after) = (&moved.before.people, &moved.after.people);
    let mut changed = 0.0;
    for person in after.indices() {
        let name = after.ids().name(person);
        let was = before.ids().find(name).unwrap();
        assert_eq!(after.post(person), before.post(was), "{name}");
        changed += f64::from(u8::from(after.unit(person) != before.unit(was)));
    }
    assert!(changed > 30.0);
    assert_eq!(moved.indicators.moved, changed);

    let risen = lived(&[("promotion", 1.0)]);
    let after = &risen.after.people;
    let mut rose = 0.0;
    for person in after.indices() {
        let was = before.ids().find(after.ids().name(person)).unwrap();
        let next = before.next_post(was);
        assert_eq!(after.post(person), next.unwrap_or(before.post(was)));
        assert_eq!(after.next_post(person), None);
        rose += f64::from(u8::from(next.is_some_and(|post| post != before.post(was))));
    }
    assert!(rose > 0.0);
    assert_eq!(risen.indicators.moved, rose);
}

#[test]
fn a_partner_that_withdraws_is_missed_first_and_struck_out_afterwards() {
    let (still, year) = (lived(&[]), lived(&[("partner_exit", 1.0)]));
    assert_eq!(still.indicators.cancelled, 0.0);
    assert!(year.indicators.cancelled > 3.0);
    assert_eq!(
        year.indicators.sessions + year.indicators.cancelled,
        still.indicators.sessions
    );
    let end = parse_date("2027-01-05").unwrap();
    for provider in year.after.providers.indices() {
        let agreement = year.after.providers.agreement(provider);
        assert!(agreement.until.is_some_and(|day| day < end));
    }
    // With an agreement made again, nobody is missing in the next year.
    let again = lived(&[("partner_exit", 1.0), ("partner_renewal", 1.0)]);
    for provider in again.after.providers.indices() {
        let agreement = again.after.providers.agreement(provider);
        assert!(agreement.until.is_none_or(|day| day > end));
    }
    assert_eq!(again.indicators, year.indicators);
}

#[test]
fn prices_rise_in_the_next_years_catalogue_alone() {
    let (still, year) = (lived(&[]), lived(&[("inflation", 0.5)]));
    assert_eq!(year.indicators, still.indicators);
    let (old, new) = (&year.before.programmes, &year.after.programmes);
    for programme in new.indices() {
        for (old, new) in [
            (
                old.cost_per_session(programme),
                new.cost_per_session(programme),
            ),
            (old.cost_per_seat(programme), new.cost_per_seat(programme)),
        ] {
            // Half a rupiah at most is lost in rounding.
            assert!((2 * new.amount() - 3 * old.amount()).abs() <= 1);
        }
    }
    assert_eq!(table(&still.after, "people"), table(&year.after, "people"));
}

#[test]
fn the_error_of_tests_changes_beliefs_and_nothing_that_is_true() {
    let mut policy = greedy();
    policy.measurement.reassessed = 1.0;
    let run = |error: f64| lived_through(&world(&[("test_error", error)]), &policy);
    let (sure, unsure) = (run(0.0), run(1.0));
    assert_ne!(
        table(&sure.after, "assessments"),
        table(&unsure.after, "assessments")
    );
    let (sure, mut unsure) = (sure.indicators, unsure.indicators);
    // What the catalogue is believed to teach rests on those tests.
    assert_ne!(sure.belief_error, unsure.belief_error);
    unsure.belief_error = sure.belief_error;
    assert_eq!(sure, unsure);
}
