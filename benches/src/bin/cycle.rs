//! Times the stages of one round: `cargo run --release -p mahir-benches --bin cycle -- stages CASE`.
use mahir::Agency;
use mahir::words::measure::parse_date;
use std::path::PathBuf;
use std::time::Instant;

fn main() {
    let folder = PathBuf::from(
        std::env::args()
            .nth(2)
            .unwrap_or_else(|| "examples/marelan".into()),
    );
    let agency = Agency::load(&folder).unwrap();
    let as_of = parse_date("2026-01-05").unwrap();
    for _ in 0..5 {
        let t = Instant::now();
        let needs = agency.needs(as_of).unwrap();
        let a = t.elapsed();
        let gaps = needs.gaps().unwrap();
        let b = t.elapsed();
        let plan = gaps.plan().unwrap();
        let c = t.elapsed();
        let schedule = plan.schedule().unwrap();
        let d = t.elapsed();
        let evaluation = schedule.evaluate(&agency.outcomes).unwrap();
        let e = t.elapsed();
        let follow = evaluation.follow_up().unwrap();
        let f = t.elapsed();
        let next = follow.next_agency();
        let g = t.elapsed();
        println!(
            "needs {a:?} gaps {:?} plan {:?} schedule {:?} evaluation {:?} follow {:?} next {:?} {}",
            b - a,
            c - b,
            d - c,
            e - d,
            f - e,
            g - f,
            next.people.len()
        );
    }
}
