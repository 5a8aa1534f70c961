//! The solver beside the best there is: tiny problems are solved by trying everything.

mod instance_checker;

use std::cell::Cell;

use mahir::plan::solver::{
    EffectFacts, GapFacts, HorizonFacts, Instance, PersonFacts, ProgrammeFacts, Purse,
    SolveOptions, UnitFacts, solve,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

#[derive(Clone, Debug)]
struct Person {
    unit: u32,
    factors: Vec<u16>,
    hours_left: Vec<u32>,
    floor: u32,
    gaps: Vec<GapFacts>,
}

#[derive(Clone, Debug)]
struct Problem {
    horizon: HorizonFacts,
    programmes: Vec<ProgrammeFacts>,
    units: Vec<UnitFacts>,
    people: Vec<Person>,
}

impl Problem {
    fn build(&self) -> Instance {
        let mut builder = Instance::builder(self.horizon.clone(), self.programmes.clone()).unwrap();
        for unit in &self.units {
            builder.unit(unit).unwrap();
        }
        let all: Vec<u32> = (0..self.programmes.len() as u32).collect();
        for person in &self.people {
            builder
                .person(&PersonFacts {
                    unit: person.unit,
                    factors: &person.factors,
                    hours_left: &person.hours_left,
                    floor: person.floor,
                    gaps: &person.gaps,
                    candidates: &all,
                })
                .unwrap();
        }
        builder.build()
    }
}

const PHASES: usize = 2;

prop_compose! {
    fn effect(competency: u16)(gain in 1_u16..500, from_level in 0_u16..700, more in 1_u16..1_200) -> EffectFacts {
        // Every second effect works from any level.
        let from_level = if gain % 2 == 0 { 0 } else { from_level };
        EffectFacts { competency, gain, from_level, up_to_level: from_level + more }
    }
}

prop_compose! {
    fn programme(number: u32)(
        hours in prop::sample::select(vec![0_u32, 300, 800, 1_600, 2_500]),
        class_min in prop::sample::select(vec![1_u32, 1, 2]), more in 0_u32..3, session_price in 0_i64..60, seat_price in 0_i64..20,
        days in 1_u32..4, provider in 0_u32..2,
        sessions in prop::collection::vec(prop::sample::select(vec![0_u32, 1, 2, 3, u32::MAX, u32::MAX]), PHASES),
        first in prop::option::weighted(0.8, effect(0)), second in prop::option::of(effect(1)),
        requires in any::<bool>(),
    ) -> ProgrammeFacts {
        ProgrammeFacts {
            hours, class_min, class_max: class_min + more, session_price, seat_price, days, provider,
            sessions, effects: first.into_iter().chain(second).collect(),
            requires: if requires && number > 0 { vec![number - 1] } else { Vec::new() },
        }
    }
}

prop_compose! {
    fn person()(
        unit in 0_u32..2, pair in (0_u16..1_001, 0_u16..1_001), leaves in 1_usize..6,
        left in prop::sample::select(vec![800_u32, 2_400, 8_000]),
        floor in prop::sample::select(vec![0_u32, 2_000]),
        gaps in prop::collection::vec((0_u16..900, 1_u16..900, 1_u32..3_000), 2),
    ) -> Person {
        let high = pair.0.max(pair.1);
        let factors = vec![high, if leaves == 1 { u16::MAX } else { pair.0.min(pair.1) }];
        let gaps = gaps.into_iter().enumerate().map(|(competency, (held, more, weight))| GapFacts {
            competency: competency as u16, held, needed: held + more, weight,
        }).collect();
        Person { unit, factors, hours_left: vec![left, left], floor, gaps }
    }
}

prop_compose! {
    fn problems()(
        two_years in any::<bool>(), purses in prop::collection::vec(0_i128..200, PHASES), total in 0_i128..300,
        hours_per_phase in prop::sample::select(vec![1_000_u32, 2_500, 4_000]),
        floor_value in prop::sample::select(vec![0_i64, 1_000, 3_000_000]),
        capacity in prop::collection::vec(prop::sample::select(vec![2_u64, 5, u64::MAX, u64::MAX]), 2 * PHASES),
        programmes in (programme(0), programme(1), programme(2)),
        units in prop::collection::vec((prop::sample::select(vec![900_u64, 3_000, 9_000]), prop::sample::select(vec![0_u32, 1, 2, u32::MAX, u32::MAX])), 2),
        mut people in prop::collection::vec(person(), 1..4),
    ) -> Problem {
        people.sort_by_key(|person| person.unit);
        for person in &mut people {
            person.hours_left.truncate(1 + usize::from(two_years));
        }
        let horizon = HorizonFacts {
            years: vec![0, usize::from(two_years)],
            purses: purses.iter().enumerate().map(|(phase, &rupiah)| Purse { phases: phase..phase + 1, rupiah })
                .chain([Purse { phases: 0..PHASES, rupiah: total }]).collect(),
            hours_per_phase, floor_year: Some(0), floor_value, capacity,
        };
        Problem {
            horizon,
            programmes: vec![programmes.0, programmes.1, programmes.2],
            units: units.into_iter().map(|(cover, spare)| UnitFacts { cover: vec![cover; PHASES], spare: vec![spare; PHASES] }).collect(),
            people,
        }
    }
}

/// Programmes with phases.
type Seats = Vec<(usize, usize)>;

/// The best objective of all lawful plans, by trying every one.
fn optimum(problem: &Problem, instance: &Instance) -> i128 {
    // The programmes as they were asked for, not as the instance closed them.
    let programmes = &problem.programmes;
    let all: Vec<u32> = (0..programmes.len() as u32).collect();
    let mut choices: Vec<Vec<(i128, Seats)>> = Vec::new();
    for person in &problem.people {
        let facts = PersonFacts {
            unit: person.unit,
            factors: &person.factors,
            hours_left: &person.hours_left,
            floor: person.floor,
            gaps: &person.gaps,
            candidates: &all,
        };
        let mut own = Vec::new();
        for code in 0..(PHASES + 1).pow(programmes.len() as u32) {
            let mut rest = code;
            let mut seats = Vec::new();
            for programme in 0..programmes.len() {
                let phase = rest % (PHASES + 1);
                rest /= PHASES + 1;
                if phase < PHASES {
                    seats.push((programme, phase));
                }
            }
            if instance_checker::fault(instance, programmes, &facts, &seats).is_none() {
                let short = instance_checker::short(instance, programmes, &facts, &seats);
                let worth = instance_checker::closed(programmes, &facts, &seats)
                    - short * i128::from(problem.horizon.floor_value);
                own.push((worth, seats));
            }
        }
        choices.push(own);
    }
    let units: Vec<usize> = problem
        .people
        .iter()
        .map(|person| person.unit as usize)
        .collect();
    let mut best = i128::MIN;
    let mut at = vec![0; choices.len()];
    loop {
        let worth: i128 = at.iter().zip(&choices).map(|(&at, own)| own[at].0).sum();
        if worth > best {
            let seats: Vec<_> = at
                .iter()
                .zip(&choices)
                .map(|(&at, own)| own[at].1.clone())
                .collect();
            if with_sessions(problem, instance, &units, &seats) {
                best = worth;
            }
        }
        let Some(place) = (0..at.len()).find(|&place| at[place] + 1 < choices[place].len()) else {
            return best;
        };
        at[place] += 1;
        at[..place].fill(0);
    }
}

/// Whether some numbers of sessions carry the seats: the fewest that hold them, or more where
/// units can spare few at once.
fn with_sessions(
    problem: &Problem,
    instance: &Instance,
    units: &[usize],
    seats: &[Vec<(usize, usize)>],
) -> bool {
    let mut sessions = vec![0_u32; problem.programmes.len() * PHASES];
    for (number, programme) in problem.programmes.iter().enumerate() {
        for phase in 0..PHASES {
            let there = |unit: Option<usize>| {
                let own = seats
                    .iter()
                    .zip(units)
                    .filter(|(_, other)| unit.is_none_or(|unit| unit == **other));
                own.filter(|(seats, _)| seats.contains(&(number, phase)))
                    .count() as u32
            };
            let mut least = there(None).div_ceil(programme.class_max);
            for (unit, facts) in problem.units.iter().enumerate() {
                least = least.max(there(Some(unit)).div_ceil(facts.spare[phase].max(1)));
            }
            sessions[number * PHASES + phase] = least;
        }
    }
    let held = |programme: usize, phase: usize| sessions[programme * PHASES + phase];
    instance_checker::shared_fault(instance, &problem.programmes, units, seats, held).is_none()
}

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
