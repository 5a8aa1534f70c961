//! Statistics of change, comparison and belief as Python functions; `mahir.statistics` gives them
//! their home.

use mahir::statistics as core;
use mahir::words::table::{Cell, Column, Table as CoreTable};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::failure::Failure;
use crate::statistics::{Ends, ends, result};
use crate::table::Table;

/// Numbers out of any iterable; None becomes nan, of which nothing can be told.
fn numbers(values: &Bound<'_, PyAny>) -> PyResult<Vec<f64>> {
    values
        .try_iter()?
        .map(|value| Ok(value?.extract::<Option<f64>>()?.unwrap_or(f64::NAN)))
        .collect()
}

fn columns(values: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<f64>>> {
    values.try_iter()?.map(|value| numbers(&value?)).collect()
}

fn moments(values: &Bound<'_, PyAny>) -> PyResult<Option<core::Moments>> {
    Ok(core::Moments::of(&numbers(values)?))
}

/// A choice by its name.
fn choice<T>(
    py: Python<'_>,
    name: &'static str,
    given: &str,
    found: Option<T>,
    expected: &str,
) -> PyResult<T> {
    found.ok_or_else(|| {
        Failure::new("option", format!("{name} is '{given}'"))
            .with("option", name)
            .explained(expected.to_owned())
            .raise(py)
    })
}

fn errors_of(py: Python<'_>, errors: &str) -> PyResult<core::ErrorVariance> {
    let found = core::ErrorVariance::parse(errors);
    choice(
        py,
        "errors",
        errors,
        found,
        "classical, hc0, hc1, hc2 or hc3",
    )
}

fn design_of(py: Python<'_>, design: &str) -> PyResult<core::TestDesign> {
    let found = match design {
        "paired" => Some(core::TestDesign::Paired),
        "two_groups" => Some(core::TestDesign::TwoGroups),
        _ => None,
    };
    choice(py, "design", design, found, "paired or two_groups")
}

fn refused(py: Python<'_>, error: &core::LinearModelError) -> PyErr {
    Failure::new("linear_model", error.to_string())
        .explained("independent columns of finite numbers, and more rows than columns")
        .raise(py)
}

result! {
    /// A standardised effect.
    Effect(core: core::Effect) {
        /// The effect size.
        d: f64 = core.d,
        /// With Hedges' exact correction.
        g: Option<f64> = core.g,
        /// The standard error of d for large samples, where the interval rests on one.
        standard_error: Option<f64> = core.standard_error,
        /// The interval of d.
        interval: Ends = ends(core.interval),
    }
}

/// The mean change over a deviation that is named: d_z, d_av_mean, d_av_rms, d_rm or d_b.
#[pyfunction]
#[pyo3(signature = (before, after, denominator = "d_z", confidence = 0.95))]
pub(crate) fn paired_effect(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    denominator: &str,
    confidence: f64,
) -> PyResult<Option<Effect>> {
    let found = core::PairedDenominator::parse(denominator);
    let expected = "d_z, d_av_mean, d_av_rms, d_rm or d_b";
    let found = choice(before.py(), "denominator", denominator, found, expected)?;
    let effect = core::paired_effect(&numbers(before)?, &numbers(after)?, found, confidence);
    Ok(effect.map(Effect::from))
}

/// The difference of two groups over their pooled deviation, or over that of the second (Glass).
#[pyfunction]
#[pyo3(signature = (first, second, denominator = "pooled", confidence = 0.95))]
pub(crate) fn independent_effect(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
    denominator: &str,
    confidence: f64,
) -> PyResult<Option<Effect>> {
    let pooled = match denominator {
        "pooled" => Some(true),
        "second" => Some(false),
        _ => None,
    };
    let pooled = choice(
        first.py(),
        "denominator",
        denominator,
        pooled,
        "pooled or second",
    )?;
    let both = moments(first)?.zip(moments(second)?);
    let effect = both.and_then(|(one, two)| {
        if pooled {
            core::independent_effect(&one, &two, confidence)
        } else {
            core::glass_delta(&one, &two, confidence)
        }
    });
    Ok(effect.map(Effect::from))
}

/// Pearson's correlation.
#[pyfunction]
pub(crate) fn correlation(
    one: &Bound<'_, PyAny>,
    other: &Bound<'_, PyAny>,
) -> PyResult<Option<f64>> {
    Ok(core::correlation(&numbers(one)?, &numbers(other)?))
}

/// Hedges' exact correction J for so many degrees of freedom.
#[pyfunction]
pub(crate) fn hedges_correction(degrees_of_freedom: f64) -> Option<f64> {
    core::hedges_correction(degrees_of_freedom)
}

/// Hake's gain of a class by its means.
#[pyfunction]
pub(crate) fn hake_gain(mean_before: f64, mean_after: f64, top: f64) -> Option<f64> {
    core::hake_class_gain(mean_before, mean_after, top)
}

/// The normalised change of one person (Marx and Cummings), from -1 to 1.
#[pyfunction]
pub(crate) fn normalised_change(before: f64, after: f64, top: f64) -> Option<f64> {
    core::normalised_change(before, after, top)
}

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

result! {
    /// What became of people, by the reliable change index.
    ReliableChange(core: (core::ReliableChange, Vec<Option<f64>>, Vec<Option<&'static str>>)) {
        /// The standard error of a difference of two scores.
        standard_error: f64 = core.0.standard_error,
        /// The smallest change that is reliable.
        smallest: f64 = core.0.smallest(),
        /// The index of each person.
        index: Vec<Option<f64>> = core.1,
        /// What became of each: recovered, improved, unchanged or deteriorated.
        classes: Vec<Option<String>> = core.2.into_iter().map(|c| c.map(str::to_owned)).collect(),
    }
}

/// What became of people (Jacobson and Truax): the deviation is that of the scores before unless
/// it is given.
#[pyfunction]
#[pyo3(signature = (before, after, reliability, cut_off = None, less_is_better = false, deviation = None, confidence = 0.95))]
pub(crate) fn reliable_change(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    reliability: f64,
    cut_off: Option<f64>,
    less_is_better: bool,
    deviation: Option<f64>,
    confidence: f64,
) -> PyResult<Option<ReliableChange>> {
    let (before, after) = (numbers(before)?, numbers(after)?);
    let deviation = deviation.or_else(|| core::Moments::of(&before)?.standard_deviation());
    let rule = deviation.and_then(|deviation| {
        core::ReliableChange::new(deviation, reliability, less_is_better, confidence)
    });
    Ok(rule.filter(|_| before.len() == after.len()).map(|rule| {
        let rule = cut_off.map_or(rule, |cut| rule.with_cut_off(cut));
        let each = || before.iter().zip(&after);
        let index = each().map(|(b, a)| rule.index(*b, *a)).collect();
        let classes = each()
            .map(|(b, a)| rule.classify(*b, *a).map(core::ChangeClass::id))
            .collect();
        ReliableChange::from((rule, index, classes))
    }))
}

/// Jacobson and Truax's cut-offs a, b and c, from (mean, deviation) of those who cannot yet and of
/// those who can.
#[pyfunction]
#[pyo3(signature = (cannot, can = None, less_is_better = false))]
pub(crate) fn cut_offs(
    cannot: (f64, f64),
    can: Option<(f64, f64)>,
    less_is_better: bool,
) -> Option<(f64, Option<f64>, Option<f64>)> {
    let norm = |(mean, deviation)| core::Norm { mean, deviation };
    core::cut_offs(norm(cannot), can.map(norm), less_is_better)
        .map(|found| (found.a, found.b, found.c))
}

result! {
    /// One group before and after, as a report tells of it.
    PrePost(core: core::PrePost) {
        /// People.
        count: usize = core.count,
        /// Mean before.
        mean_before: f64 = core.mean_before,
        /// Mean after.
        mean_after: f64 = core.mean_after,
        /// Standard deviation before.
        deviation_before: f64 = core.deviation_before,
        /// Standard deviation after.
        deviation_after: f64 = core.deviation_after,
        /// Correlation of both.
        correlation: f64 = core.correlation,
    }
}

impl PrePost {
    fn core(&self) -> core::PrePost {
        core::PrePost {
            count: self.count,
            mean_before: self.mean_before,
            mean_after: self.mean_after,
            deviation_before: self.deviation_before,
            deviation_after: self.deviation_after,
            correlation: self.correlation,
        }
    }
}

/// Sums a group up for pre_post_control.
#[pyfunction]
pub(crate) fn pre_post(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
) -> PyResult<Option<PrePost>> {
    let found = core::PrePost::of(&numbers(before)?, &numbers(after)?);
    Ok(found.map(PrePost::from))
}

/// The standardised mean change of a group over the deviation of its changes.
#[pyfunction]
pub(crate) fn standardised_change(group: &PrePost) -> Option<f64> {
    group.core().standardised_change()
}

result! {
    /// A pre-post-control effect (Morris 2008).
    PrePostControl(core: (core::PrePostControl, Option<core::Interval>)) {
        /// d_ppc1.
        ppc1: f64 = core.0.ppc1,
        /// d_ppc2, which Morris recommends.
        ppc2: f64 = core.0.ppc2,
        /// Its variance by equation 25; None for four people or fewer.
        variance: Option<f64> = core.0.variance,
        /// Its variance for large samples.
        large_sample_variance: f64 = core.0.large_sample_variance,
        /// The interval of d_ppc2.
        interval: Option<Ends> = core.1.map(ends),
    }
}

/// The pre-post-control effects of people who attended against people who did not.
#[pyfunction]
#[pyo3(signature = (attended, compared, confidence = 0.95))]
pub(crate) fn pre_post_control(
    attended: &PrePost,
    compared: &PrePost,
    confidence: f64,
) -> Option<PrePostControl> {
    let effect = core::pre_post_control(&attended.core(), &compared.core())?;
    Some((effect, effect.interval(confidence)).into())
}

result! {
    /// A coefficient with its error.
    Coefficient(core: core::Coefficient) {
        /// The coefficient.
        value: f64 = core.value,
        /// Its standard error.
        standard_error: f64 = core.standard_error,
        /// value over standard error.
        t: Option<f64> = core.t,
        /// Degrees of freedom.
        degrees_of_freedom: f64 = core.degrees_of_freedom,
        /// The two-sided p value.
        p_value: Option<f64> = core.p_value,
        /// The interval.
        interval: Ends = ends(core.interval),
    }
}

result! {
    /// A fitted linear model.
    LinearModel(core: (core::LinearModel, Vec<Option<core::Coefficient>>)) {
        /// The coefficients in the order of the columns; None where the errors do not exist.
        coefficients: Vec<Option<Coefficient>> = core.1.into_iter().map(|c| c.map(Coefficient::from)).collect(),
        /// What is left unexplained, row by row.
        residuals: Vec<f64> = core.0.residuals().to_vec(),
        /// Rows less coefficients.
        degrees_of_freedom: f64 = core.0.degrees_of_freedom(),
        /// The share of the variance that is explained.
        r_squared: Option<f64> = core.0.r_squared(),
    }
}

fn fitted(
    model: core::LinearModel,
    errors: core::ErrorVariance,
    clusters: Option<&[u32]>,
    confidence: f64,
) -> LinearModel {
    let coefficients = (0..model.coefficients().len())
        .map(|column| match clusters {
            Some(clusters) => model.clustered(column, clusters, confidence),
            None => model.coefficient(column, errors, confidence),
        })
        .collect();
    LinearModel::from((model, coefficients))
}

/// Least squares by columns (a column of ones for an intercept), with errors "classical" or "hc0"
/// to "hc3", or by clusters; with groups their means are taken out.
#[pyfunction]
#[pyo3(signature = (values, columns, errors = "hc3", clusters = None, groups = None, confidence = 0.95))]
pub(crate) fn linear_model(
    py: Python<'_>,
    values: &Bound<'_, PyAny>,
    columns: &Bound<'_, PyAny>,
    errors: &str,
    clusters: Option<Vec<u32>>,
    groups: Option<Vec<u32>>,
    confidence: f64,
) -> PyResult<LinearModel> {
    let errors = errors_of(py, errors)?;
    let (values, columns) = (numbers(values)?, self::columns(columns)?);
    py.detach(|| {
        let model = match groups {
            Some(groups) => core::LinearModel::fit_within(&values, &columns, &groups),
            None => core::LinearModel::fit(&values, &columns),
        }?;
        Ok(fitted(model, errors, clusters.as_deref(), confidence))
    })
    .map_err(|error: core::LinearModelError| refused(py, &error))
}

/// The value after by attendance, the value before and covariates; coefficient 1 is the effect.
#[pyfunction]
#[pyo3(signature = (after, attended, before, covariates = None, errors = "hc3", confidence = 0.95))]
pub(crate) fn covariance_analysis(
    py: Python<'_>,
    after: &Bound<'_, PyAny>,
    attended: Vec<bool>,
    before: &Bound<'_, PyAny>,
    covariates: Option<&Bound<'_, PyAny>>,
    errors: &str,
    confidence: f64,
) -> PyResult<LinearModel> {
    let errors = errors_of(py, errors)?;
    let covariates = covariates.map_or_else(|| Ok(Vec::new()), columns)?;
    core::covariance_analysis(&numbers(after)?, &attended, &numbers(before)?, &covariates)
        .map(|model| fitted(model, errors, None, confidence))
        .map_err(|error| refused(py, &error))
}

/// (before, after) of those who attended and of those who did not, as a difference in differences.
#[pyfunction]
#[pyo3(signature = (attended, compared, errors = "hc2", confidence = 0.95))]
pub(crate) fn difference_in_differences(
    py: Python<'_>,
    attended: (Bound<'_, PyAny>, Bound<'_, PyAny>),
    compared: (Bound<'_, PyAny>, Bound<'_, PyAny>),
    errors: &str,
    confidence: f64,
) -> PyResult<Option<Coefficient>> {
    let errors = errors_of(py, errors)?;
    let own = (numbers(&attended.0)?, numbers(&attended.1)?);
    let other = (numbers(&compared.0)?, numbers(&compared.1)?);
    let found =
        core::difference_in_differences((&own.0, &own.1), (&other.0, &other.1), errors, confidence);
    Ok(found.map(Coefficient::from))
}

result! {
    /// The effect at one distance from attendance.
    EventEffect(core: core::EventEffect) {
        /// Periods since attendance; below zero before it.
        since: i64 = core.since,
        /// People who attended, behind it.
        attended: usize = core.attended,
        /// People who had not attended yet, behind it.
        waiting: usize = core.waiting,
        /// The effect.
        effect: f64 = core.effect,
        /// Its standard error.
        standard_error: f64 = core.standard_error,
        /// Its interval.
        interval: Ends = ends(core.interval),
    }
}

/// Effects by time since attendance: row by row the person, the period, the value, and the period
/// in which the person attended (None for never).
#[pyfunction]
#[pyo3(signature = (people, periods, values, attended_in, confidence = 0.95))]
pub(crate) fn event_study(
    people: Vec<u32>,
    periods: Vec<u32>,
    values: &Bound<'_, PyAny>,
    attended_in: Vec<Option<u32>>,
    confidence: f64,
) -> PyResult<Vec<EventEffect>> {
    let rows: Vec<core::PanelValue> = people
        .into_iter()
        .zip(periods)
        .zip(numbers(values)?)
        .zip(attended_in)
        .map(
            |(((person, period), value), attended_in)| core::PanelValue {
                person,
                period,
                value,
                attended_in,
            },
        )
        .collect();
    let found = core::event_study(&rows, confidence);
    Ok(found.into_iter().map(EventEffect::from).collect())
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

result! {
    /// How far two groups stood apart in one thing.
    Balance(core: core::Balance) {
        /// Mean of the first group.
        mean_first: f64 = core.mean_first,
        /// Mean of the second.
        mean_second: f64 = core.mean_second,
        /// Standardised difference.
        standardised_difference: Option<f64> = core.standardised_difference,
        /// Variance ratio.
        variance_ratio: Option<f64> = core.variance_ratio,
    }
}

/// Standardised difference and variance ratio of two groups.
#[pyfunction]
pub(crate) fn balance(
    first: &Bound<'_, PyAny>,
    second: &Bound<'_, PyAny>,
) -> PyResult<Option<Balance>> {
    Ok(core::balance(&numbers(first)?, &numbers(second)?).map(Balance::from))
}

result! {
    /// What drawing people again says.
    Bootstrap(core: core::Bootstrap) {
        /// The statistic of the people as they are.
        estimate: f64 = core.estimate,
        /// The deviation over the draws.
        standard_error: f64 = core.standard_error,
        /// The middle of the draws.
        percentile: Ends = ends(core.percentile),
        /// Corrected for bias and acceleration (BCa).
        accelerated: Option<Ends> = core.accelerated.map(ends),
    }
}

/// The mean change and, with the top of the scale, Hake's gain of a class, by drawing people again.
#[pyfunction]
#[pyo3(signature = (before, after, top = None, resamples = 2000, seed = 0, confidence = 0.95))]
pub(crate) fn bootstrap_change(
    before: &Bound<'_, PyAny>,
    after: &Bound<'_, PyAny>,
    top: Option<f64>,
    resamples: u32,
    seed: u64,
    confidence: f64,
) -> PyResult<(Option<Bootstrap>, Option<Bootstrap>)> {
    let py = before.py();
    let (before, after) = (numbers(before)?, numbers(after)?);
    let resampling = core::Resampling {
        resamples,
        seed,
        stream: 0,
        confidence,
    };
    let found = py.detach(|| {
        core::paired_summary(
            &before,
            &after,
            core::PairedOptions {
                confidence,
                top,
                resampling: Some(resampling),
            },
        )
    });
    Ok((
        found.change_bootstrap.map(Bootstrap::from),
        found.hake_bootstrap.map(Bootstrap::from),
    ))
}

/// All that pairs of before and after say, group by group: a frame with the columns group, before
/// and after gives a table with one row for each group, in the order in which they first come.
#[pyfunction]
#[pyo3(signature = (frame, top = None, resamples = 2000, seed = 0, confidence = 0.95))]
pub(crate) fn paired_summaries(
    frame: &Bound<'_, PyAny>,
    top: Option<f64>,
    resamples: u32,
    seed: u64,
    confidence: f64,
) -> PyResult<Table> {
    let py = frame.py();
    let table = Table::core_from_arrow(frame, "frame")?;
    let column = |name: &'static str| {
        table.column(name).ok_or_else(|| {
            Failure::new(
                "unknown_column",
                format!("the frame has no column '{name}'"),
            )
            .with("column", name)
            .explained("the columns group, before and after")
            .raise(py)
        })
    };
    let (group, before, after) = (column("group")?, column("before")?, column("after")?);
    let options = core::PairedOptions {
        confidence,
        top,
        resampling: (resamples > 0).then_some(core::Resampling {
            resamples,
            seed,
            stream: 0,
            confidence,
        }),
    };
    let found = py.detach(|| {
        let number = |column: &Column, row: usize| match column.cell(row) {
            Cell::Number(number) => number,
            #[allow(clippy::cast_precision_loss)]
            Cell::Integer(number) => number as f64,
            _ => f64::NAN,
        };
        let mut names: Vec<String> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let (mut groups, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..table.rows() {
            let name = group.cell(row).to_string();
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            let place = *known.entry(name.clone()).or_insert_with(|| {
                names.push(name);
                next
            });
            groups.push(place);
            one.push(number(before, row));
            two.push(number(after, row));
        }
        let rows = core::paired_summaries(&groups, &one, &two, options);
        summaries(&names, &rows)
    });
    Table::from_core(py, &found)
}

fn summaries(names: &[String], rows: &[(u32, core::PairedSummary)]) -> CoreTable {
    let name = |place: u32| names.get(place as usize).cloned().unwrap_or_default();
    let numbers = |column: &str, of: fn(&core::PairedSummary) -> Option<f64>| {
        Column::optional_numbers(column, rows.iter().map(|row| of(&row.1)))
    };
    CoreTable::new(
        "summaries",
        vec![
            Column::texts("group", rows.iter().map(|row| name(row.0))),
            Column::integers(
                "pairs",
                rows.iter()
                    .map(|row| i64::try_from(row.1.pairs).unwrap_or(i64::MAX)),
            ),
            numbers("mean_before", |row| row.mean_before),
            numbers("mean_after", |row| row.mean_after),
            numbers("deviation_before", |row| row.deviation_before),
            numbers("deviation_after", |row| row.deviation_after),
            numbers("correlation", |row| row.correlation),
            numbers("change", |row| row.change),
            numbers("standard_error", |row| row.standard_error),
            numbers("change_low", |row| Some(row.change_interval?.low)),
            numbers("change_high", |row| Some(row.change_interval?.high)),
            numbers("t", |row| Some(row.t?.statistic)),
            numbers("p_value", |row| Some(row.t?.p_value)),
            numbers("wilcoxon_p_value", |row| Some(row.signed_rank?.p_value)),
            numbers("rank_biserial", |row| Some(row.signed_rank?.rank_biserial)),
            numbers("d_z", |row| Some(row.d_z?.d)),
            numbers("d_z_low", |row| Some(row.d_z?.interval.low)),
            numbers("d_z_high", |row| Some(row.d_z?.interval.high)),
            numbers("hedges_g_z", core::PairedSummary::g_z),
            numbers("d_av_mean", |row| row.d_av_mean),
            numbers("d_av_rms", |row| row.d_av_root_mean_square),
            numbers("d_rm", |row| row.d_rm),
            numbers("d_b", |row| row.d_b),
            numbers("hake_gain", |row| row.hake_gain),
            numbers("normalised_change", |row| row.normalised_change),
            numbers("bootstrap_low", |row| {
                Some(row.change_bootstrap?.percentile.low)
            }),
            numbers("bootstrap_high", |row| {
                Some(row.change_bootstrap?.percentile.high)
            }),
            numbers("bca_low", |row| {
                Some(row.change_bootstrap?.accelerated?.low)
            }),
            numbers("bca_high", |row| {
                Some(row.change_bootstrap?.accelerated?.high)
            }),
            numbers("hake_low", |row| Some(row.hake_bootstrap?.accelerated?.low)),
            numbers("hake_high", |row| {
                Some(row.hake_bootstrap?.accelerated?.high)
            }),
        ],
    )
}

result! {
    /// A printed number that cannot be.
    Inconsistency(core: core::Inconsistency) {
        /// The rule that it breaks.
        rule: String = core.check.rule().to_owned(),
        /// Which number.
        what: String = core.what.to_owned(),
        /// As printed.
        printed: f64 = core.printed,
        /// What the other numbers allow, if anything.
        possible: Option<Ends> = core.possible.map(ends),
    }
}

/// Every number of a printed summary that the others rule out, within rounding. Numbers come as
/// they are printed, as texts: check_printed(count=10, change="1.58", deviation_of_changes="1.23",
/// t="4.06").
#[pyfunction]
#[pyo3(signature = (**printed))]
pub(crate) fn check_printed(
    py: Python<'_>,
    printed: Option<&Bound<'_, PyDict>>,
) -> PyResult<Vec<Inconsistency>> {
    let mut summary = core::PrintedSummary::default();
    let fault = |name: &str, expected: &str| {
        Failure::new("printed", format!("{name} cannot be read"))
            .with("name", name)
            .explained(expected.to_owned())
            .raise(py)
    };
    for (name, value) in printed.into_iter().flatten() {
        let name: String = name.extract()?;
        if value.is_none() {
            continue;
        }
        let number = || {
            let text: String = value.str()?.extract()?;
            core::Printed::parse(&text)
                .map(Some)
                .ok_or_else(|| fault(&name, "a number as it is printed, such as '1.58'"))
        };
        match name.as_str() {
            "count" => summary.count = Some(value.extract()?),
            "degrees_of_freedom" => summary.degrees_of_freedom = Some(value.extract()?),
            "whole_items" => summary.whole_items = Some(value.extract()?),
            "confidence" => summary.confidence = Some(value.extract()?),
            "least" => summary.least = Some(value.extract()?),
            "most" => summary.most = Some(value.extract()?),
            "mean_before" => summary.mean_before = number()?,
            "deviation_before" => summary.deviation_before = number()?,
            "mean_after" => summary.mean_after = number()?,
            "deviation_after" => summary.deviation_after = number()?,
            "change" => summary.change = number()?,
            "deviation_of_changes" => summary.deviation_of_changes = number()?,
            "standard_error" => summary.standard_error = number()?,
            "t" => summary.t = number()?,
            "p_value" => summary.p_value = number()?,
            "low" => summary.low = number()?,
            "high" => summary.high = number()?,
            "d_z" => summary.d_z = number()?,
            _ => {
                let expected = "count, degrees_of_freedom, whole_items, confidence, least, most, mean_before, deviation_before, mean_after, deviation_after, change, deviation_of_changes, standard_error, t, p_value, low, high, d_z";
                return Err(fault(&name, expected));
            }
        }
    }
    let found = core::check_printed(&summary);
    Ok(found.into_iter().map(Inconsistency::from).collect())
}

result! {
    /// What is believed of effects that are alike but not the same.
    Hierarchy(core: (core::Hierarchy, f64, f64)) {
        /// Mean and deviation of the mean effect.
        mean: (f64, f64) = (core.0.mean.mean, core.0.mean.deviation),
        /// Mean and deviation of the deviation between effects.
        between: (f64, f64) = (core.0.between.mean, core.0.between.deviation),
        /// Mean and deviation of each effect.
        effects: Vec<(f64, f64)> = core.0.effects.iter().map(|e| (e.mean, e.deviation)).collect(),
        /// The interval of each effect, and last of one not seen yet.
        intervals: Vec<Option<Ends>> = (0..=core.0.effects.len())
            .map(|place| core.0.interval(place, core.1).map(ends))
            .collect(),
        /// The probability of each effect, and last of one not seen yet, to be above the threshold.
        above: Vec<Option<f64>> = (0..=core.0.effects.len())
            .map(|place| core.0.probability_above(place, core.2))
            .collect(),
    }
}

/// The hierarchical normal model of measured effects, by sums over a grid: the prior of the mean is
/// (mean, deviation) or None, that of the deviation between effects half-Cauchy with a scale, or
/// flat for None.
#[pyfunction]
#[pyo3(signature = (values, standard_errors, mean = None, between_scale = None, probability = 0.95, threshold = 0.0))]
pub(crate) fn hierarchy(
    values: &Bound<'_, PyAny>,
    standard_errors: &Bound<'_, PyAny>,
    mean: Option<(f64, f64)>,
    between_scale: Option<f64>,
    probability: f64,
    threshold: f64,
) -> PyResult<Option<Hierarchy>> {
    let effects: Vec<core::MeasuredEffect> = numbers(values)?
        .into_iter()
        .zip(numbers(standard_errors)?)
        .map(|(value, standard_error)| core::MeasuredEffect {
            value,
            standard_error,
        })
        .collect();
    let prior = core::HierarchyPrior {
        mean,
        between: between_scale.map_or(core::BetweenPrior::Flat, core::BetweenPrior::HalfCauchy),
    };
    Ok(values.py().detach(|| {
        core::hierarchy(&effects, prior)
            .map(|found| Hierarchy::from((found, probability, threshold)))
    }))
}

result! {
    /// The rank of one of several things, 1 for the largest.
    RankChance(core: core::RankChance) {
        /// The expected rank.
        expected: f64 = core.expected,
        /// The probability of being the largest.
        best: f64 = core.best,
        /// The best rank that is plausible.
        rank_from: u32 = core.from,
        /// The worst rank that is plausible.
        rank_until: u32 = core.until,
    }
}

/// Ranks of independent normal values.
#[pyfunction]
pub(crate) fn rank_chances(
    means: &Bound<'_, PyAny>,
    deviations: &Bound<'_, PyAny>,
) -> PyResult<Option<Vec<RankChance>>> {
    let values: Vec<core::Posterior> = numbers(means)?
        .into_iter()
        .zip(numbers(deviations)?)
        .map(|(mean, deviation)| core::Posterior { mean, deviation })
        .collect();
    let ranks = core::rank_chances(&values);
    Ok(ranks.map(|ranks| ranks.into_iter().map(RankChance::from).collect()))
}

fn beliefs(
    means: &Bound<'_, PyAny>,
    deviations: &Bound<'_, PyAny>,
    noise: &Bound<'_, PyAny>,
) -> PyResult<Vec<core::ChoiceBelief>> {
    Ok(numbers(means)?
        .into_iter()
        .zip(numbers(deviations)?)
        .zip(numbers(noise)?)
        .map(|((mean, deviation), noise)| core::ChoiceBelief {
            mean,
            deviation,
            noise,
        })
        .collect())
}

/// What one more measurement of each choice is worth before choosing the best.
#[pyfunction]
pub(crate) fn knowledge_gradient(
    means: &Bound<'_, PyAny>,
    deviations: &Bound<'_, PyAny>,
    noise: &Bound<'_, PyAny>,
) -> PyResult<Option<Vec<f64>>> {
    Ok(core::knowledge_gradient(&beliefs(
        means, deviations, noise,
    )?))
}

/// What one more measurement is worth before choosing between one thing and a known other.
#[pyfunction]
pub(crate) fn expected_improvement(mean: f64, deviation: f64, noise: f64, other: f64) -> f64 {
    let choice = core::ChoiceBelief {
        mean,
        deviation,
        noise,
    };
    core::expected_improvement(choice, other)
}

/// Draws so many of a number of applicants, all with the same chance, by a seed that is made known.
#[pyfunction]
pub(crate) fn lottery(applicants: usize, seats: usize, seed: u64) -> Vec<usize> {
    core::lottery(applicants, seats, seed)
}

/// The probability that a noncentral t value is at most t.
#[pyfunction]
pub(crate) fn noncentral_t_cdf(t: f64, degrees_of_freedom: f64, noncentrality: f64) -> Option<f64> {
    core::noncentral_t_cdf(t, degrees_of_freedom, noncentrality)
}

/// The noncentrality with which a value of at most t has a probability.
#[pyfunction]
pub(crate) fn noncentrality(t: f64, degrees_of_freedom: f64, probability: f64) -> Option<f64> {
    core::noncentrality(t, degrees_of_freedom, probability)
}
