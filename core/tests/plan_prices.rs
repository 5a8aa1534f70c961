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
use mahir::words::measure::{Minutes, Rupiah};
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

/// The best worth of all lawful plans in which units take no more hours than they may, in hundredths
/// by phase and unit, and the partner no more sessions in the first phase.
fn optimum_within(facts: &AgencyFacts, plan: &Plan, hours: &[[u32; 2]], partner: u32) -> i128 {
    struct Search<'a> {
        facts: &'a AgencyFacts,
        choices: Vec<Vec<(Choice, i128)>>,
        hours: Vec<[u32; 2]>,
        seats: Vec<u32>,
        partner: u32,
        best: i128,
    }
    impl Search<'_> {
        fn run(&mut self, person: usize, worth: i128) {
            let phases = self.facts.budgets.len();
            let Some(own) = self.choices.get(person).cloned() else {
                let sessions = |(at, own): (usize, &tiny::ProgrammeFacts)| {
                    u32::from(own.by_partner) * self.seats[at * phases].div_ceil(own.class_max)
                };
                let run: u32 = self.facts.programmes.iter().enumerate().map(sessions).sum();
                if run <= self.partner
                    && worth > self.best
                    && classes_and_money_allow(self.facts, &self.seats)
                {
                    self.best = worth;
                }
                return;
            };
            let unit = usize::from(self.facts.people[person].unit);
            for (choice, value) in own {
                let (seats, left) = (self.seats.clone(), self.hours.clone());
                let mut fits = true;
                for (programme, phase) in choice.iter().enumerate() {
                    let Some(phase) = *phase else { continue };
                    self.seats[programme * phases + phase] += 1;
                    let taken = 100 * self.facts.programmes[programme].hours;
                    match self.hours[phase][unit].checked_sub(taken) {
                        Some(rest) => self.hours[phase][unit] = rest,
                        None => fits = false,
                    }
                }
                if fits {
                    self.run(person + 1, worth + value);
                }
                (self.seats, self.hours) = (seats, left);
            }
        }
    }
    let people = plan.agency().people.indices();
    let mut search = Search {
        facts,
        choices: people
            .map(|person| choices_of(facts, plan, person))
            .collect(),
        hours: hours.to_vec(),
        seats: vec![0; facts.programmes.len() * facts.budgets.len()],
        partner,
        best: i128::MIN,
    };
    search.run(0, 0);
    search.best
}

/// The hours that the units' cover allows, in hundredths by phase and unit: their share of the
/// working minutes (37.5 hours a week) of those who stay to the end of the phase, 45 minutes each.
fn hours_of(facts: &AgencyFacts, plan: &Plan) -> Vec<[u32; 2]> {
    let phase = |(from, until): &(&str, &str)| {
        let [first, last] =
            [from, until].map(|day| mahir::words::measure::parse_date(day).unwrap());
        let calendar = &plan.agency().calendar;
        let minutes = calendar.total_working_minutes(first, last, Minutes::whole(2_250));
        // The share in thousandths, the hours in hundredths.
        let hundredths = |people: u64| minutes * people * u64::from(facts.cover) / 10 / 45;
        [0_u8, 1].map(|unit| {
            let of_unit = facts.people.iter().filter(|person| person.unit == unit);
            let stays =
                |person: &&tiny::PersonFacts| person.leaves_on.is_none_or(|day| day >= *until);
            hundredths(of_unit.filter(stays).count() as u64) as u32
        })
    };
    tiny::PHASES[..facts.budgets.len()]
        .iter()
        .map(phase)
        .collect()
}

// Cover that allows a unit few hours: with more of it, the best plan is within the bound and what
// the units' hours cost, times how many there are more.
#[test]
fn hours_of_units_gain_no_more_than_their_prices() {
    let (gaining, priced) = (Cell::new(0), Cell::new(0));
    tried(150, |facts| {
        let mut facts = facts.clone();
        // About six or twelve hours a person by cover.
        facts.cover = 10;
        let mut more = facts.clone();
        more.cover = 20;
        let plan = gaps(&facts).plan_with(&options(PlanRule::Solver)).unwrap();
        assert_plan_is_lawful(&plan);
        let (few, many) = (hours_of(&facts, &plan), hours_of(&more, &plan));
        let best = optimum_within(&facts, &plan, &few, u32::MAX);
        prop_assert!(plan.objective().0 <= best && best <= plan.bound().0);
        let mut most = plan.bound().0;
        for row in plan.prices() {
            if let Scarce::UnitHour { unit, phase } = row.scarce {
                let place = |hours: &[[u32; 2]]| hours[phase.position()][unit.position()];
                // Prices are those of a hundred hundredths.
                most += row.most.0 * i128::from(place(&many) - place(&few)) / 100;
                priced.set(priced.get() + 1);
            }
        }
        let better = optimum_within(&more, &plan, &many, u32::MAX);
        prop_assert!(better <= most, "optimum {better} passes {most}");
        gaining.set(gaining.get() + u32::from(better > best));
        Ok(())
    });
    let counts = (gaining.get(), priced.get());
    assert!(counts.0 >= 10 && counts.1 >= 10, "{counts:?}");
}

// An agreement that ends on the first day of the first phase leaves a partner one day, so as many
// session-days as it runs sessions at once; all programmes take one day.
#[test]
fn days_of_providers_gain_no_more_than_their_prices() {
    let (gaining, priced) = (Cell::new(0), Cell::new(0));
    tried(300, |facts| {
        let mut facts = facts.clone();
        facts.partner_until = tiny::PHASES[0].0;
        facts.partner_at_once = Some(1);
        for programme in &mut facts.programmes {
            programme.by_partner = true;
            programme.sessions_per_phase = None;
        }
        let mut more = facts.clone();
        more.partner_at_once = Some(2);
        let plan = gaps(&facts).plan_with(&options(PlanRule::Solver)).unwrap();
        assert_plan_is_lawful(&plan);
        let hours = hours_of(&facts, &plan);
        let best = optimum_within(&facts, &plan, &hours, 1);
        prop_assert!(plan.objective().0 <= best && best <= plan.bound().0);
        let days = plan.prices().iter();
        let mut days = days.filter(|row| matches!(row.scarce, Scarce::ProviderDay { .. }));
        let price = days.next().map_or(0, |row| row.most.0);
        prop_assert!(days.next().is_none());
        let better = optimum_within(&more, &plan, &hours, 2);
        let most = plan.bound().0 + price;
        prop_assert!(better <= most, "optimum {better} passes {most}");
        gaining.set(gaining.get() + u32::from(better > best));
        priced.set(priced.get() + u32::from(price > 0));
        Ok(())
    });
    let counts = (gaining.get(), priced.get());
    assert!(counts.0 >= 10 && counts.1 >= 10, "{counts:?}");
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
