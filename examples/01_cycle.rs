//! The whole cycle on the Marelan case, stage by stage; the twin of `01_cycle.py`.

use mahir::Agency;
use mahir::words::measure::Date;

fn main() -> Result<(), mahir::Error> {
    let agency = Agency::load("examples/marelan")?;
    // The first day on which the office works in 2026.
    let as_of = Date::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    let needs = agency.needs(as_of)?;
    let gaps = needs.gaps()?;
    let plan = gaps.plan()?;
    let schedule = plan.schedule()?;
    let evaluation = schedule.evaluate(&agency.outcomes)?;
    let actions = evaluation.follow_up()?;
    println!("{needs}\n{gaps}\n{plan}\n{schedule}\n{evaluation}\n{actions}");
    Ok(())
}
