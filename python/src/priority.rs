//! Rankings of needs, as Python functions; their home is `mahir.statistics`.

use mahir::statistics::{
    self as core, CrossHair, ItemRatings, NeedScore, RankUncertainty, RankingOptions, TieRule,
};
use pyo3::prelude::*;

use crate::agreement::rows;
use crate::artefact::failed;
use crate::failure::Failure;
use crate::statistics::{Ends, ends, result};

/// An option whose text is none of those that are known.
pub(crate) fn unknown(py: Python<'_>, option: &'static str, value: &str, known: &str) -> PyErr {
    Failure::new("option", format!("the option '{option}' is '{value}'"))
        .with("option", option)
        .with("value", value)
        .explained(format!("one of {known}"))
        .raise(py)
}

/// How items are ranked, from keyword arguments.
pub(crate) fn options(
    py: Python<'_>,
    ties: &str,
    uncertainty: &str,
    (replicates, seed): (u32, u64),
    confidence: f64,
) -> PyResult<RankingOptions> {
    let mut options = RankingOptions::default();
    options.confidence = confidence;
    options.ties = match ties {
        "competition" => TieRule::Competition,
        "average" => TieRule::Average,
        other => return Err(unknown(py, "ties", other, "competition, average")),
    };
    options.uncertainty = match uncertainty {
        "delta" => RankUncertainty::Delta,
        "bootstrap" => RankUncertainty::Bootstrap { replicates, seed },
        "none" => RankUncertainty::None,
        other => return Err(unknown(py, "uncertainty", other, "delta, bootstrap, none")),
    };
    Ok(options)
}

/// Where the lines cross: a name, or a point (performance, importance).
#[derive(FromPyObject)]
pub(crate) enum Crossing {
    /// "grand_mean" or "median".
    Named(String),
    /// Performance and importance.
    At(f64, f64),
}

/// The cross-hair of an option.
pub(crate) fn cross_hair(py: Python<'_>, crossing: Option<Crossing>) -> PyResult<CrossHair> {
    Ok(match crossing {
        None => CrossHair::GrandMean,
        Some(Crossing::At(performance, importance)) => CrossHair::Point {
            performance,
            importance,
        },
        Some(Crossing::Named(name)) => match name.as_str() {
            "grand_mean" => CrossHair::GrandMean,
            "median" => CrossHair::Median,
            other => {
                let known = "grand_mean, median, or a point (performance, importance)";
                return Err(unknown(py, "cross_hair", other, known));
            }
        },
    })
}

/// Ratings from rows of respondents and columns of items.
fn ratings(importance: &Bound<'_, PyAny>, competence: &Bound<'_, PyAny>) -> PyResult<ItemRatings> {
    let (items, of_importance) = rows(importance)?;
    let (other, of_competence) = rows(competence)?;
    if items != other {
        let message = format!("{items} items of importance and {other} of competence");
        return Err(Failure::new("priority_shape", message)
            .explained("as many of both")
            .raise(importance.py()));
    }
    ItemRatings::new(items, &of_importance, &of_competence).map_err(failed!(importance.py()))
}

result! {
    /// An item with its score and rank.
    RankedItem(core: core::RankedItem) {
        /// Which item, from 0.
        item: usize = core.item,
        /// Respondents with both ratings.
        respondents: u32 = core.respondents,
        /// How much is lacking; more is more.
        score: f64 = core.score,
        /// Its standard error by the delta method.
        standard_error: Option<f64> = core.standard_error,
        /// Its interval.
        interval: Option<Ends> = core.interval.map(ends),
        /// The rank; 1 lacks most.
        rank: f64 = core.rank,
        /// The interval of the rank.
        ranks: Option<Ends> = core.ranks.map(ends),
    }
}

/// Items ranked by "borich", "ranked_discrepancy" (its sign turned, so that more is more need) or
/// "difference"; rows are respondents, columns are items, None or nan is a missing rating. Items
/// that nobody rated twice are left out.
#[pyfunction]
#[pyo3(signature = (
    importance, competence, score = "borich", *, ties = "competition", uncertainty = "delta",
    replicates = 2000, seed = 0, confidence = 0.95
))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn rank_needs(
    py: Python<'_>,
    importance: &Bound<'_, PyAny>,
    competence: &Bound<'_, PyAny>,
    score: &str,
    ties: &str,
    uncertainty: &str,
    replicates: u32,
    seed: u64,
    confidence: f64,
) -> PyResult<Vec<RankedItem>> {
    let Some(score) = NeedScore::parse(score) else {
        let known = NeedScore::ALL.map(NeedScore::id).join(", ");
        return Err(unknown(py, "score", score, &known));
    };
    let options = options(py, ties, uncertainty, (replicates, seed), confidence)?;
    let ratings = ratings(importance, competence)?;
    let found = py.detach(|| core::rank_needs(&ratings, score, &options));
    let found = found.map_err(failed!(py))?;
    Ok(found.items.into_iter().map(RankedItem::from).collect())
}

result! {
    /// Borich's score from two printed means.
    BorichFromMeans(core: core::BorichFromMeans) {
        /// Mean importance times the difference of the means.
        score: f64 = core.score,
        /// How far rounding of the means may have moved it.
        error_at_most: f64 = core.error_at_most,
    }
}

/// Borich's score by its identity, from means printed with so many decimals, and how far their
/// rounding may have moved it. None for means that are not finite.
#[pyfunction]
#[pyo3(signature = (importance, competence, decimals = 2))]
pub(crate) fn borich_from_means(
    importance: f64,
    competence: f64,
    decimals: u32,
) -> Option<BorichFromMeans> {
    core::borich_from_means(importance, competence, decimals).map(BorichFromMeans::from)
}

/// Whether a printed Borich score agrees with the printed means of its row.
#[pyfunction]
#[pyo3(signature = (importance, competence, score, decimals = 2))]
pub(crate) fn borich_agrees(
    importance: f64,
    competence: f64,
    score: f64,
    decimals: u32,
) -> Option<bool> {
    core::borich_from_means(importance, competence, decimals).map(|row| row.agrees_with(score))
}

result! {
    /// How an item's ratings compare, respondent by respondent.
    Discrepancies(core: core::Discrepancies) {
        /// Respondents with both ratings.
        respondents: u32 = core.respondents,
        /// Those who rate competence below importance.
        negative: u32 = core.negative,
        /// Those who rate competence above importance.
        positive: u32 = core.positive,
        /// Those who rate both equally.
        ties: u32 = core.ties,
        /// Mean importance.
        importance: f64 = core.importance,
        /// Mean competence.
        competence: f64 = core.competence,
        /// Borich's mean weighted discrepancy score.
        borich: f64 = core.borich(),
        /// The ranked discrepancy with the sign of its authors: the most negative is the greatest
        /// need.
        ranked_discrepancy_score: f64 = core.ranked_discrepancy_score(),
    }
}

/// How the ratings of each item compare; None for an item that nobody rated twice.
#[pyfunction]
pub(crate) fn discrepancies(
    importance: &Bound<'_, PyAny>,
    competence: &Bound<'_, PyAny>,
) -> PyResult<Vec<Option<Discrepancies>>> {
    let ratings = ratings(importance, competence)?;
    let each = (0..ratings.items()).map(|item| ratings.discrepancies(item));
    Ok(each.map(|found| found.map(Discrepancies::from)).collect())
}

result! {
    /// Whether importance is above performance, for one item (Hennessy and Hicks).
    ItemTest(core: core::ItemTest) {
        /// Which item, from 0.
        item: usize = core.item,
        /// Respondents with both ratings.
        respondents: u32 = core.respondents,
        /// Mean importance (A).
        importance: f64 = core.importance,
        /// Mean performance (B).
        performance: f64 = core.performance,
        /// Mean of A - B.
        difference: f64 = core.difference,
        /// Student's interval of it.
        interval: Option<Ends> = core.interval.map(ends),
        /// The paired t.
        t: Option<f64> = core.student.map(|test| test.statistic),
        /// Its two-sided p-value.
        t_p_value: Option<f64> = core.student.map(|test| test.p_value),
        /// The rank sum of respondents with A above B in Wilcoxon's signed-rank test.
        wilcoxon_rises: Option<f64> = core.wilcoxon.map(|test| test.rises),
        /// Its two-sided p-value.
        wilcoxon_p_value: Option<f64> = core.wilcoxon.map(|test| test.p_value),
    }
}

/// The tests of Hennessy and Hicks for every item that somebody rated twice.
#[pyfunction]
#[pyo3(signature = (importance, performance, confidence = 0.95))]
pub(crate) fn hennessy_hicks(
    importance: &Bound<'_, PyAny>,
    performance: &Bound<'_, PyAny>,
    confidence: f64,
) -> PyResult<Vec<ItemTest>> {
    let ratings = ratings(importance, performance)?;
    let found = core::hennessy_hicks(&ratings, confidence).map_err(failed!(importance.py()))?;
    Ok(found.into_iter().map(ItemTest::from).collect())
}

result! {
    /// An item in its quadrant of importance and performance.
    ItemQuadrant(core: core::ItemQuadrant) {
        /// Which item, from 0.
        item: usize = core.item,
        /// Its mean performance.
        performance: f64 = core.performance,
        /// Its mean importance.
        importance: f64 = core.importance,
        /// "concentrate_here", "keep_up_the_good_work", "low_priority" or "possible_overkill".
        quadrant: String = core.quadrant.id().to_owned(),
        /// Whether it lies on a line; it then counts as above or right of it.
        on_line: bool = core.on_line,
        /// Whether importance exceeds performance.
        above_diagonal: bool = core.above_diagonal,
        /// The share of resamples in each quadrant, in the order of the names above.
        shares: Option<Vec<f64>> = core.shares.map(Vec::from),
    }
}

/// Performance and importance at which the lines stand, and the items in their quadrants.
type Placed = (f64, f64, Vec<ItemQuadrant>);

/// A placement as Python has it.
fn placed(found: core::Quadrants) -> Placed {
    let items = found.items.into_iter().map(ItemQuadrant::from).collect();
    (found.performance, found.importance, items)
}

/// Where the lines stand (performance, importance), and each item in its quadrant; rows are
/// respondents, columns are items. cross_hair is "grand_mean", "median" or a point (performance,
/// importance). With replicates it tells how sure the quadrants are.
#[pyfunction]
#[pyo3(signature = (importance, performance, cross_hair = None, *, replicates = 0, seed = 0))]
pub(crate) fn importance_performance(
    py: Python<'_>,
    importance: &Bound<'_, PyAny>,
    performance: &Bound<'_, PyAny>,
    cross_hair: Option<Crossing>,
    replicates: u32,
    seed: u64,
) -> PyResult<Placed> {
    let lines = self::cross_hair(py, cross_hair)?;
    let ratings = ratings(importance, performance)?;
    py.detach(|| core::importance_performance(&ratings, lines, replicates, seed))
        .map(placed)
        .map_err(failed!(py))
}

/// The same for points (performance, importance), such as the means of a printed table.
#[pyfunction]
#[pyo3(signature = (points, cross_hair = None))]
pub(crate) fn quadrants_of_points(
    py: Python<'_>,
    points: Vec<(f64, f64)>,
    cross_hair: Option<Crossing>,
) -> PyResult<Placed> {
    let lines = self::cross_hair(py, cross_hair)?;
    core::quadrants_of_points(&points, lines)
        .map(placed)
        .map_err(failed!(py))
}

/// The probability that the true level lies below the needed one, with difference = needed - held.
#[pyfunction]
pub(crate) fn shortfall_probability(difference: f64, standard_error: f64) -> Option<f64> {
    mahir::gap::shortfall_probability(difference, standard_error)
}

/// The gap that is expected with that doubt: the mean of max(0, needed - true).
#[pyfunction]
pub(crate) fn expected_gap(difference: f64, standard_error: f64) -> Option<f64> {
    mahir::gap::expected_gap(difference, standard_error)
}
