//! Reasons in words, in Indonesian; the twin of `02_reasons.py`.

use mahir::Agency;
use mahir::words::explanation::Language;
use mahir::words::measure::Date;

fn main() -> Result<(), mahir::Error> {
    let language = Language::Indonesian;
    let agency = Agency::load("examples/marelan")?;
    let as_of = Date::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    let plan = agency.needs(as_of)?.gaps()?.plan()?;
    let gaps = plan.gaps();
    println!("{}", gaps.needs().demand_why(0, language));
    println!("{}", gaps.why(0, language));
    for line in 0..3 {
        println!("{}", plan.why(line, language));
        println!("{}", plan.below_cut_why(line, language));
    }
    let schedule = plan.schedule()?;
    println!("{}", schedule.why(0, language));
    Ok(())
}
