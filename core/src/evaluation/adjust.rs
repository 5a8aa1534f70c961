//! Many programmes at once: verdicts that chance alone could give are held back.

use super::EvaluationPolicy;
use super::artefact::{MeasureResult, Verdict};
use crate::statistics::{adjusted, student_t_cdf};

/// The two-sided probability of a change so far from the worthwhile one if it is the true one.
/// With the interval of the same confidence it says the same of one measure alone.
fn p_worthwhile(policy: &EvaluationPolicy, result: &MeasureResult) -> Option<f64> {
    let change = result.judged_change(policy)?;
    let away = (change.mean - result.worthwhile?).abs();
    if change.standard_error == 0.0 {
        // Changes that are all the same leave no doubt; on the line itself nothing is found.
        return Some(if away > 1e-9 { 0.0 } else { 1.0 });
    }
    let freedom = if change.compared {
        result.difference_degrees_of_freedom?
    } else {
        f64::from(change.pairs) - 1.0
    };
    student_t_cdf(-away / change.standard_error, freedom).map(|tail| (2.0 * tail).min(1.0))
}

/// Fills p values in and holds verdicts back: of all measures that are judged, a verdict beyond
/// doubt stays one only if its adjusted p value is at most 1 − confidence. Where changes are all
/// the same and just worthwhile the verdict stays.
pub(super) fn hold_back(policy: &EvaluationPolicy, results: &mut [MeasureResult]) {
    let judged = |result: &MeasureResult| {
        matches!(
            result.verdict,
            Verdict::Works | Verdict::DoesNotWork | Verdict::Unclear
        )
    };
    let p_values: Vec<Option<f64>> = results
        .iter()
        .map(|result| {
            judged(result)
                .then(|| p_worthwhile(policy, result))
                .flatten()
        })
        .collect();
    let all = adjusted(&p_values, policy.adjustment);
    for ((result, p), adjusted) in results.iter_mut().zip(p_values).zip(all) {
        result.p_worthwhile = p;
        result.p_adjusted = adjusted;
        let equal = result
            .judged_change(policy)
            .is_some_and(|change| change.standard_error == 0.0);
        // A billionth more is rounding.
        let beyond = adjusted.is_none_or(|p| p <= 1.0 - policy.confidence + 1e-9);
        if matches!(result.verdict, Verdict::Works | Verdict::DoesNotWork) && !beyond && !equal {
            result.verdict = Verdict::Unclear;
            result.held_back = true;
        }
    }
}
