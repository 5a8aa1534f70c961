//! The solver beside the best there is: tiny problems are solved by trying everything.

mod instance_checker;
mod tiny_problems;

use std::cell::Cell;

use mahir::plan::solver::{
    EffectFacts, GapFacts, HorizonFacts, ProgrammeFacts, Purse, SolveOptions, UnitFacts, solve,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use tiny_problems::{PHASES, Person, Problem, optimum, problems};

#[test]
fn the_optimum_lies_between_the_plan_and_its_bound() {
    let config = Config {
        cases: 80,
        failure_persistence: None,
        ..Config::default()
    };
    let (planned, reached) = (Cell::new(0), Cell::new(0));
    let (proven, by_cases, open) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&problems(), |problem| {
        let instance = problem.build();
        let options = SolveOptions {
            work: 400,
            ..SolveOptions::default()
        };
        let solution = solve(&instance, &options, &());
        instance_checker::check(&instance, &solution);
        let best = optimum(&problem, &instance);
        let (plan, bound) = (solution.objective(), solution.bound());
        prop_assert!(plan <= best, "plan {plan} passes optimum {best}");
        prop_assert!(best <= bound, "optimum {best} passes bound {bound}");
        planned.set(planned.get() + u32::from(solution.taken() > 0));
        reached.set(reached.get() + u32::from(plan == best));
        // Sessions looked for by what they allow, and a bound by cases.
        let options = SolveOptions {
            work: 6_500 * instance.people() as u64,
            cases: true,
            ..SolveOptions::default()
        };
        let longer = solve(&instance, &options, &());
        instance_checker::check(&instance, &longer);
        prop_assert!(longer.objective() <= best && best <= longer.bound());
        prop_assert!(longer.bound() <= bound, "more work proves less");
        proven.set(proven.get() + u32::from(longer.bound() == longer.objective()));
        by_cases.set(by_cases.get() + u32::from(longer.margins().is_none()));
        // What one set of prices leaves open.
        let options = SolveOptions {
            cases: false,
            ..options
        };
        let alone = solve(&instance, &options, &());
        open.set(open.get() + u32::from(alone.bound() > best));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    // Guards against problems in which nothing can be done, and a solver that does nothing.
    assert!(
        planned.get() >= 14,
        "{} problems with a plan",
        planned.get()
    );
    assert!(
        reached.get() >= 64,
        "{} of 80 plans are the best",
        reached.get()
    );
    // Most of the few problems that one set of prices leaves open are proven further by cases.
    assert!(
        by_cases.get() >= 1 && 2 * by_cases.get() >= open.get(),
        "{} bounds by cases, {} left open without",
        by_cases.get(),
        open.get()
    );
    // Random problems: 59 were proven with one seed; far fewer would be a weaker proof.
    assert!(proven.get() >= 50, "{} of 80 proven", proven.get());
}

// One more day of a provider, or one more free hour of a unit: the best plan of the changed problem
// is within the bound and the price.
#[test]
fn days_and_hours_of_units_gain_no_more_than_their_prices() {
    let config = Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    };
    let (days, hours) = (Cell::new((0, 0)), Cell::new((0, 0)));
    let outcome = TestRunner::new(config).run(&problems(), |mut problem| {
        // Money is no limit here, and units and providers are short, so that more of them is worth
        // something.
        for purse in &mut problem.horizon.purses {
            purse.rupiah = 10_000;
        }
        for unit in &mut problem.units {
            // An hour more holds 300 and 800 hundredths together, and no seat that did not fit.
            unit.cover = vec![1_000; PHASES];
        }
        problem.horizon.capacity = vec![3; problem.horizon.capacity.len()];
        problem.horizon.hours_per_phase = 4_000;
        for programme in &mut problem.programmes {
            programme.hours = if programme.hours < 800 { 300 } else { 800 };
            (programme.class_min, programme.class_max) = (1, 1);
            programme.provider = 0;
            programme.sessions = vec![u32::MAX; PHASES];
        }
        for person in &mut problem.people {
            person.unit = 0;
            person.hours_left.fill(8_000);
        }
        let instance = problem.build();
        let options = SolveOptions {
            work: 400,
            ..SolveOptions::default()
        };
        let solution = solve(&instance, &options, &());
        let best = optimum(&problem, &instance);
        let margins = solution.margins().expect("prices without cases");
        let count = |cell: &Cell<(u32, u32)>, better: i128| {
            let (tried, gained) = cell.get();
            cell.set((tried + 1, gained + u32::from(better > best)));
        };
        for place in 0..problem.horizon.capacity.len() {
            let capacity = problem.horizon.capacity[place];
            let (provider, phase) = (place / PHASES, place % PHASES);
            let mut most = solution.bound() + margins.day(place);
            let mut opens = capacity == u64::MAX;
            for (number, programme) in problem.programmes.iter().enumerate() {
                let sessions = |days: u64| days / u64::from(programme.days);
                if programme.provider as usize == provider
                    && sessions(capacity.saturating_add(1)) > sessions(capacity)
                {
                    // A day more may be what one more session lacked.
                    most += margins.session(number * PHASES + phase);
                    opens |= sessions(capacity) == 0;
                }
            }
            if opens {
                continue;
            }
            let mut more = problem.clone();
            more.horizon.capacity[place] += 1;
            let better = optimum(&more, &more.build());
            prop_assert!(better <= most, "day {place}: {better} passes {most}");
            count(&days, better);
        }
        for place in 0..problem.units.len() * PHASES {
            let (unit, phase) = (place / PHASES, place % PHASES);
            let mut more = problem.clone();
            more.units[unit].cover[phase] += 100;
            let better = optimum(&more, &more.build());
            let most = solution.bound() + margins.unit_hour(place);
            prop_assert!(better <= most, "hour {place}: {better} passes {most}");
            count(&hours, better);
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    // Guards against problems in which a day or an hour is never worth anything.
    let counts = (days.get(), hours.get());
    assert!(
        counts.0.1 >= 1 && counts.1.1 >= 1,
        "(tried, gained) {counts:?}"
    );
}

#[test]
fn what_only_enables_another_programme_counts() {
    // The first lifts by a third of a level and costs hours worth more than that; the second lifts
    // by three levels, from that third on. Both: (100 + 900) × 1,000 × 1,000 units.
    let effect = |gain, from_level| EffectFacts {
        competency: 0,
        gain,
        from_level,
        up_to_level: 1_500,
    };
    let programme = |effect| ProgrammeFacts {
        hours: 800,
        class_min: 1,
        class_max: 1,
        session_price: 0,
        seat_price: 10,
        days: 1,
        provider: 0,
        sessions: vec![1, 1],
        effects: vec![effect],
        requires: Vec::new(),
    };
    let gap = GapFacts {
        competency: 0,
        held: 0,
        needed: 1_000,
        weight: 1_000,
    };
    let unit = UnitFacts {
        cover: vec![9_000; PHASES],
        spare: vec![u32::MAX; PHASES],
    };
    let person = Person {
        unit: 0,
        factors: vec![1_000; PHASES],
        hours_left: vec![8_000],
        floor: 0,
        gaps: vec![gap],
    };
    let problem = Problem {
        horizon: HorizonFacts {
            years: vec![0; PHASES],
            purses: vec![Purse {
                phases: 0..PHASES,
                rupiah: 20,
            }],
            hours_per_phase: 4_000,
            floor_year: None,
            floor_value: 0,
            capacity: vec![u64::MAX; PHASES],
        },
        programmes: vec![programme(effect(100, 0)), programme(effect(900, 100))],
        units: vec![unit],
        people: vec![person],
    };
    let instance = problem.build();
    let options = SolveOptions {
        work: 600,
        ..SolveOptions::default()
    };
    let solution = solve(&instance, &options, &());
    instance_checker::check(&instance, &solution);
    assert_eq!(solution.objective(), 1_000_000_000);
    assert_eq!(optimum(&problem, &instance), 1_000_000_000);
}

#[test]
fn work_and_seed_decide_whatever_the_threads() {
    let problem = problems()
        .new_tree(&mut TestRunner::deterministic())
        .unwrap()
        .current();
    let instance = problem.build();
    let solve = || {
        let solution = solve(&instance, &SolveOptions::default(), &());
        (0..instance.people())
            .map(|person| solution.seats(person).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    assert_eq!(solve(), solve());
}

/// A problem of one phase or two without any scarcity but what a test adds.
fn roomy(programmes: Vec<ProgrammeFacts>, people: Vec<Person>, spare: u32) -> Problem {
    Problem {
        horizon: HorizonFacts {
            years: vec![0, 1],
            purses: vec![Purse {
                phases: 0..PHASES,
                rupiah: 68,
            }],
            hours_per_phase: 2_500,
            floor_year: Some(0),
            floor_value: 1_000,
            capacity: vec![5; PHASES],
        },
        programmes,
        units: vec![UnitFacts {
            cover: vec![9_000; PHASES],
            spare: vec![spare; PHASES],
        }],
        people,
    }
}

fn free(hours: u32, class_max: u32, sessions: [u32; PHASES], gain: u16) -> ProgrammeFacts {
    ProgrammeFacts {
        hours,
        class_min: 1,
        class_max,
        session_price: 0,
        seat_price: 0,
        days: 1,
        provider: 0,
        sessions: sessions.to_vec(),
        effects: vec![EffectFacts {
            competency: 0,
            gain,
            from_level: 0,
            up_to_level: 1_000,
        }],
        requires: Vec::new(),
    }
}

fn somebody(factors: [u16; PHASES], floor: u32, weight: u32) -> Person {
    Person {
        unit: 0,
        factors: factors.to_vec(),
        hours_left: vec![8_000, 8_000],
        floor,
        gaps: vec![GapFacts {
            competency: 0,
            held: 0,
            needed: 7,
            weight,
        }],
    }
}

// Found among random problems, each with a bound below the best plan.
#[test]
fn bounds_that_were_below_the_best_are_not() {
    // A unit spares one at a time, so two people take two sessions, though one would hold both.
    let two = roomy(
        vec![free(0, 2, [2, 0], 126)],
        vec![
            somebody([1, u16::MAX], 0, 1),
            somebody([1, u16::MAX], 0, 148),
        ],
        1,
    );
    assert_between(&two, 7 + 7 * 148);
    // The long programme seems to fill the floor, but is held in another year; the short one
    // counts: 2,000 hundredths short, 300 of them had, and one step closed.
    let year = roomy(
        vec![free(2_500, 1, [0, 1], 1), free(300, 2, [1, 0], 0)],
        vec![somebody([1, 1], 2_000, 1)],
        u32::MAX,
    );
    assert_between(&year, 1 - 1_700 * 1_000);
}

fn assert_between(problem: &Problem, expected: i128) {
    let instance = problem.build();
    assert_eq!(optimum(problem, &instance), expected);
    for work in [0, 100, 400, 1_000] {
        let options = SolveOptions {
            work,
            ..SolveOptions::default()
        };
        let solution = solve(&instance, &options, &());
        instance_checker::check(&instance, &solution);
        assert!(solution.objective() <= expected);
        assert!(
            expected <= solution.bound(),
            "work {work}: {}",
            solution.bound()
        );
    }
}
