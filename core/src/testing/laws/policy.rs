//! Laws of rules, and of years under them.

use super::Broken;
use crate::agency::Agency;
use crate::cycle::{Rule, Simulation, World, Year};
use crate::random::Streams;
use crate::words::measure::Date;

/// What a rule breaks of this law: asked twice about the same agency on the same day it plans the
/// same, and over two years of the same luck it lives the same. A rule that fails, fails alike.
pub fn broken_by_rule(rule: &dyn Rule, agency: &Agency, as_of: Date, world: &World) -> Vec<String> {
    let mut broken = Broken::default();
    let plan = || {
        rule.plan(agency, as_of)
            .map(|schedule| {
                (
                    schedule.sessions().to_vec(),
                    schedule.plan().lines().to_vec(),
                )
            })
            .map_err(|error| error.to_string())
    };
    broken.unless(plan() == plan(), || {
        "asked twice it plans differently".to_owned()
    });
    let live = || {
        let mut simulation = Simulation::new(agency, as_of, world, Streams::new(1))
            .map_err(|error| error.to_string())?;
        let mut years = Vec::new();
        for _ in 0..2 {
            years.push(simulation.live(rule).map_err(|error| error.to_string())?.0);
        }
        Ok::<_, String>(years)
    };
    broken.unless(live() == live(), || {
        "over the same luck it lives through different years".to_owned()
    });
    broken.0
}

/// What years break of these laws: every indicator is finite, and no count is below zero; shares lie
/// between 0 and 1; no more is attended than there were seats, and no more completed than attended;
/// the budget holds; training closes no counter; nobody is lost from year to year.
pub fn broken_by_years(years: &[Year]) -> Vec<String> {
    let mut broken = Broken::default();
    for year in years {
        let (number, found) = (year.number, year.indicators);
        for (name, value) in crate::cycle::Indicators::NAMES.iter().zip(found.values()) {
            broken.unless(value.is_finite(), || {
                format!("year {number}: {name} is {value}")
            });
            let signed = ["levels_closed", "levels_forgotten"].contains(name);
            broken.unless(value >= 0.0 || signed, || {
                format!("year {number}: {name} is {value}, below 0")
            });
        }
        let mut ordered = |law: &str, less: f64, more: f64| {
            broken.unless(less <= more, || {
                format!("year {number}: {law}, but {less} is more than {more}")
            });
        };
        ordered(
            "no more attend than there are seats",
            found.attended,
            found.seats,
        );
        ordered(
            "no more complete than attend",
            found.completed,
            found.attended,
        );
        ordered(
            "no more is spent than the budget",
            found.spent,
            found.budget,
        );
        ordered(
            "no counter is closed by training",
            found.counter_days_closed,
            0.0,
        );
        ordered("a share is at most 1", found.standards_met, 1.0);
        ordered(
            "units left out again were left out",
            found.units_left_out_again,
            found.units_left_out,
        );
    }
    for pair in years.windows(2) {
        let (before, after) = (pair[0].indicators, pair[1].indicators);
        let expected = before.people - before.left + before.joined;
        broken.unless(after.people == expected, || {
            format!(
                "year {}: {} people, expected {expected} after the year before",
                pair[1].number, after.people
            )
        });
    }
    broken.0
}
