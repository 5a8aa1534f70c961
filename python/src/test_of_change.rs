//! Is a change more than chance: tests, intervals, and how many people they take.

use mahir::statistics as core;
use pyo3::prelude::*;

use crate::statistics::{Ends, ends, result};
use crate::statistics_input::{choice, design_of, moments, numbers};

/// Wilson's interval of a share.
#[pyfunction]
#[pyo3(signature = (successes, trials, confidence = 0.95))]
pub(crate) fn wilson_interval(successes: u64, trials: u64, confidence: f64) -> Option<Ends> {
    core::wilson_interval(successes, trials, confidence).map(ends)
}

/// The interval of a mean by Student's t.
#[pyfunction]
#[pyo3(signature = (values, confidence = 0.95))]
pub(crate) fn mean_interval(values: &Bound<'_, PyAny>, confidence: f64) -> PyResult<Option<Ends>> {
    Ok(moments(values)?
        .and_then(|values| core::mean_interval(&values, confidence))
        .map(ends))
}

result! {
    /// A t test.
    StudentTest(core: core::StudentTest) {
        /// t.
        statistic: f64 = core.statistic,
        /// Degrees of freedom.
        degrees_of_freedom: f64 = core.degrees_of_freedom,
        /// The two-sided p value.
        p_value: f64 = core.p_value,
    }
}

/// The paired t test of no change.
#[pyfunction]
pub(crate) fn paired_t(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
) -> PyResult<Option<StudentTest>> {
    let changes = core::Moments::of_changes(&numbers(before)?, &numbers(after)?);
    Ok(changes
        .and_then(|changes| core::paired_t(&changes))
        .map(StudentTest::from))
}

result! {
    /// Welch's comparison of two means.
    WelchTest(core: (core::WelchTest, Option<core::Interval>)) {
        /// The first mean minus the second.
        difference: f64 = core.0.difference,
        /// Its standard error.
        standard_error: f64 = core.0.standard_error,
        /// Degrees of freedom, if there is any spread.
        degrees_of_freedom: Option<f64> = core.0.degrees_of_freedom,
        /// The two-sided p value, if there is any spread.
        p_value: Option<f64> = core.0.p_value,
        /// The interval of the difference.
        interval: Option<Ends> = core.1.map(ends),
    }
}

/// The difference of two means that may vary differently.
#[pyfunction]
#[pyo3(signature = (first, second, confidence = 0.95))]
pub(crate) fn welch(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
    confidence: f64,
) -> PyResult<Option<WelchTest>> {
    let both = moments(first)?.zip(moments(second)?);
    Ok(both.and_then(|(one, two)| {
        let interval = core::welch_interval(&one, &two, confidence);
        core::welch(&one, &two).map(|test| WelchTest::from((test, interval)))
    }))
}

result! {
    /// Wilcoxon's signed rank test.
    SignedRankTest(core: core::SignedRankTest) {
        /// The sum of the ranks of rises.
        rises: f64 = core.rises,
        /// The sum of the ranks of falls.
        falls: f64 = core.falls,
        /// Changes other than zero.
        changed: usize = core.changed,
        /// Changes of zero.
        unchanged: usize = core.unchanged,
        /// The normal value; None for an exact test.
        z: Option<f64> = core.z,
        /// The two-sided p value.
        p_value: f64 = core.p_value,
        /// The matched-pairs rank-biserial correlation.
        rank_biserial: f64 = core.rank_biserial,
    }
}

/// Wilcoxon's signed rank test; zeros "left_out" or by "pratt".
#[pyfunction]
#[pyo3(signature = (before, after, zeros = "left_out"))]
pub(crate) fn signed_rank(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    zeros: &str,
) -> PyResult<Option<SignedRankTest>> {
    let found = match zeros {
        "left_out" => Some(core::ZeroChanges::LeftOut),
        "pratt" => Some(core::ZeroChanges::Pratt),
        _ => None,
    };
    let found = choice(before.py(), "zeros", zeros, found, "left_out or pratt")?;
    let test = core::signed_rank(&numbers(before)?, &numbers(after)?, found);
    Ok(test.map(SignedRankTest::from))
}

result! {
    /// The rank sum test of two groups.
    RankSumTest(core: core::RankSumTest) {
        /// U of the first group.
        statistic: f64 = core.statistic,
        /// The normal value; None for an exact test.
        z: Option<f64> = core.z,
        /// The two-sided p value.
        p_value: f64 = core.p_value,
        /// The probability that one of the first group is above one of the second.
        superiority: f64 = core.superiority,
    }
}

/// The rank sum test (Wilcoxon, Mann and Whitney).
#[pyfunction]
pub(crate) fn rank_sum(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
) -> PyResult<Option<RankSumTest>> {
    let test = core::rank_sum(&numbers(first)?, &numbers(second)?);
    Ok(test.map(RankSumTest::from))
}

result! {
    /// McNemar's test.
    McNemarTest(core: core::McNemarTest) {
        /// Chi squared.
        statistic: f64 = core.statistic,
        /// Its p value.
        p_value: f64 = core.p_value,
        /// Chi squared with the correction for continuity.
        corrected: f64 = core.corrected,
        /// Its p value.
        corrected_p_value: f64 = core.corrected_p_value,
        /// The exact p value, up to a million changes.
        exact_p_value: Option<f64> = core.exact_p_value,
        /// The mid-p value.
        mid_p_value: Option<f64> = core.mid_p_value,
    }
}

/// Whether as many people came to hold something as lost it.
#[pyfunction]
pub(crate) fn mcnemar(gained: u64, lost: u64) -> Option<McNemarTest> {
    core::mcnemar(gained, lost).map(McNemarTest::from)
}

result! {
    /// Bowker's test of symmetry.
    BowkerTest(core: core::BowkerTest) {
        /// Chi squared.
        statistic: f64 = core.statistic,
        /// Pairs of categories between which somebody moved.
        degrees_of_freedom: usize = core.degrees_of_freedom,
        /// The p value.
        p_value: f64 = core.p_value,
    }
}

/// Whether a square table of categories before (rows) and after is symmetric.
#[pyfunction]
pub(crate) fn bowker(table: Vec<Vec<u64>>) -> Option<BowkerTest> {
    core::bowker(&table).map(BowkerTest::from)
}

/// The power of a two-sided t test of an effect with n people (in each group); the design is
/// "paired" or "two_groups".
#[pyfunction]
#[pyo3(signature = (effect, n, design = "paired", significance = 0.05))]
pub(crate) fn power_of_t_test(
    py: Python<'_>,
    effect: f64,
    n: f64,
    design: &str,
    significance: f64,
) -> PyResult<Option<f64>> {
    let design = design_of(py, design)?;
    Ok(core::power_of_t_test(design, effect, n, significance))
}

/// The people (in each group) whom a two-sided t test needs; not rounded up.
#[pyfunction]
#[pyo3(signature = (effect, power = 0.8, design = "paired", significance = 0.05))]
pub(crate) fn needed_people(
    py: Python<'_>,
    effect: f64,
    power: f64,
    design: &str,
    significance: f64,
) -> PyResult<Option<f64>> {
    let design = design_of(py, design)?;
    Ok(core::needed_people(design, effect, power, significance))
}

/// The smallest effect that n people (in each group) can show.
#[pyfunction]
#[pyo3(signature = (n, power = 0.8, design = "paired", significance = 0.05))]
pub(crate) fn minimal_detectable_effect(
    py: Python<'_>,
    n: f64,
    power: f64,
    design: &str,
    significance: f64,
) -> PyResult<Option<f64>> {
    let design = design_of(py, design)?;
    Ok(core::minimal_detectable_effect(
        design,
        n,
        power,
        significance,
    ))
}

/// P values adjusted for their number: "holm", "benjamini_hochberg" or "none"; None stays None.
#[pyfunction]
#[pyo3(signature = (p_values, adjustment = "holm"))]
pub(crate) fn adjusted(
    py: Python<'_>,
    p_values: Vec<Option<f64>>,
    adjustment: &str,
) -> PyResult<Vec<Option<f64>>> {
    let ways = [
        core::Adjustment::Holm,
        core::Adjustment::BenjaminiHochberg,
        core::Adjustment::None,
    ];
    let found = ways.into_iter().find(|way| way.id() == adjustment);
    let expected = "holm, benjamini_hochberg or none";
    let found = choice(py, "adjustment", adjustment, found, expected)?;
    Ok(core::adjusted(&p_values, found))
}
