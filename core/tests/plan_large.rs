//! The way in which the solver treats many people, held against the best there is of tiny problems,
//! and against the words of problems in which many units share what is scarce.

mod instance_checker;
mod tiny_problems;

use std::cell::Cell;

use mahir::plan::solver::{Instance, Solution, SolveOptions, solve_as_large};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tiny_problems::{Problem, optimum, person, problems};

fn run<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    if let Err(failure) = TestRunner::new(config).run(&strategy, test) {
        panic!("{failure}");
    }
}

fn work(searches_for_each: u64, instance: &Instance) -> SolveOptions {
    SolveOptions {
        work: searches_for_each * instance.people() as u64,
        ..SolveOptions::default()
    }
}

#[test]
fn the_best_of_tiny_problems_lies_between_plan_and_bound() {
    tiny_problems_as_large(false);
}

#[test]
fn it_does_so_where_prices_are_learnt_from_a_sample() {
    tiny_problems_as_large(true);
}

fn tiny_problems_as_large(sampled: bool) {
    let (planned, reached) = (Cell::new(0), Cell::new(0));
    run(80, problems(), |problem| {
        let instance = problem.build();
        let best = optimum(&problem, &instance);
        let solution = solve_as_large(&instance, &work(300, &instance), sampled, &());
        instance_checker::check(&instance, &solution);
        let (plan, bound) = (solution.objective(), solution.bound());
        prop_assert!(plan <= best, "plan {plan} passes optimum {best}");
        prop_assert!(best <= bound, "optimum {best} passes bound {bound}");
        planned.set(planned.get() + u32::from(solution.taken() > 0));
        reached.set(reached.get() + u32::from(plan == best));
        Ok(())
    });
    // Guards against problems in which nothing can be done, and a solver that does nothing.
    assert!(planned.get() >= 14, "{} with a plan", planned.get());
    assert!(reached.get() >= 40, "{} of 80 are the best", reached.get());
}

prop_compose! {
    /// Many people in ten units, of which several blocks work at once: money, seats and days are
    /// as scarce for them as in the tiny problems.
    fn crowds()(
        problem in problems(),
        people in prop::collection::vec(person(), 40..90),
        years in 1_usize..3,
    ) -> Problem {
        let mut problem = problem;
        problem.horizon.years[1] = years - 1;
        for purse in &mut problem.horizon.purses {
            purse.rupiah *= 4;
        }
        for days in &mut problem.horizon.capacity {
            *days = days.saturating_mul(6);
        }
        for programme in &mut problem.programmes {
            programme.class_max += 4;
        }
        let kinds = problem.units.clone();
        problem.units = (0..10).map(|unit| kinds[unit % kinds.len()].clone()).collect();
        problem.people = people;
        for (at, person) in problem.people.iter_mut().enumerate() {
            person.unit = (at % 10) as u32;
            person.hours_left.truncate(years);
        }
        problem.people.sort_by_key(|person| person.unit);
        problem
    }
}

fn seats(instance: &Instance, solution: &Solution) -> Vec<Vec<(usize, usize)>> {
    (0..instance.people())
        .map(|person| solution.seats(person).collect())
        .collect()
}

#[test]
fn what_blocks_do_at_once_is_lawful_together() {
    let (planned, bettered) = (Cell::new(0), Cell::new(0));
    run(60, (crowds(), any::<bool>()), |(problem, sampled)| {
        let instance = problem.build();
        // Without work left for swaps, and with it.
        let first = solve_as_large(&instance, &work(40, &instance), sampled, &());
        let solution = solve_as_large(&instance, &work(400, &instance), sampled, &());
        for solution in [&first, &solution] {
            instance_checker::check(&instance, solution);
            prop_assert!(solution.objective() <= solution.bound());
        }
        planned.set(planned.get() + u32::from(solution.taken() > 10));
        bettered.set(bettered.get() + u32::from(solution.objective() > first.objective()));
        Ok(())
    });
    assert!(planned.get() >= 20, "{} with a plan", planned.get());
    assert!(
        bettered.get() >= 10,
        "{} bettered by more work",
        bettered.get()
    );
}

#[cfg(feature = "parallel")]
#[test]
fn one_thread_finds_what_eight_find() {
    run(12, (crowds(), any::<bool>()), |(problem, sampled)| {
        let instance = problem.build();
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let solution = pool
                .build()
                .unwrap()
                .install(|| solve_as_large(&instance, &work(200, &instance), sampled, &()));
            (seats(&instance, &solution), solution.bound())
        };
        let one = on(1);
        prop_assert_eq!(&one, &on(2));
        prop_assert_eq!(&one, &on(8));
        Ok(())
    });
}
