//! The Marelan case with outcomes of one's own.
// Each test file uses a part of it.
#![allow(dead_code)]

use std::path::Path;
use std::sync::OnceLock;

use mahir::Agency;
use mahir::agency::source::DelimitedSource;
use mahir::evaluation::{Evaluation, EvaluationPolicy, MeasureResult};
use mahir::outcome::Outcomes;
use mahir::schedule::Schedule;
use mahir::words::measure::parse_date;

/// The schedule of the case.
pub(crate) fn schedule() -> &'static Schedule {
    static SCHEDULE: OnceLock<Schedule> = OnceLock::new();
    SCHEDULE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/marelan");
        let needs = Agency::load(folder)
            .unwrap()
            .needs(parse_date("2026-01-05").unwrap());
        let plan = needs.unwrap().gaps().unwrap().plan().unwrap();
        plan.schedule().unwrap()
    })
}

/// Outcomes from lines of `programme,person,measure,kirkpatrick,before,after,date,group`.
pub(crate) fn outcomes(lines: &[String]) -> Outcomes {
    let header = "programme,person,measure,kirkpatrick,before,after,date,group";
    let text = format!("{header}\n{}\n", lines.join("\n"));
    let source = DelimitedSource::from_text("outcomes.csv", text);
    schedule().agency().read_outcomes(source).unwrap()
}

/// Outcomes from lines with the session's name after the programme.
pub(crate) fn outcomes_with_sessions(lines: &[String]) -> Outcomes {
    let header = "programme,session,person,measure,kirkpatrick,before,after,date,group";
    let text = format!("{header}\n{}\n", lines.join("\n"));
    let source = DelimitedSource::from_text("outcomes.csv", text);
    schedule().agency().read_outcomes(source).unwrap()
}

/// The evaluation of lines of outcomes.
pub(crate) fn evaluate(lines: &[String], policy: &EvaluationPolicy) -> Evaluation {
    schedule().evaluate_with(&outcomes(lines), policy).unwrap()
}

/// All numbers of a result that may be missing.
pub(crate) fn numbers(result: &MeasureResult) -> Vec<f64> {
    let ends = [
        result.change_interval,
        result.effect_size_interval,
        result.attainment_interval,
        result.difference_interval,
    ];
    [
        result.mean_before,
        result.mean_after,
        result.change,
        result.standard_error,
        result.p_value,
        result.hake_gain,
        result.effect_size,
        result.hedges_g,
        result.d_av,
        result.comparison_change,
        result.difference,
        result.difference_standard_error,
    ]
    .into_iter()
    .flatten()
    .chain(
        ends.into_iter()
            .flatten()
            .flat_map(|interval| [interval.low, interval.high]),
    )
    .collect()
}
