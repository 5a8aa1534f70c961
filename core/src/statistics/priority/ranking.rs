//! Ranks of items with their uncertainty.

use serde::{Deserialize, Serialize};

use super::covariance::Covariance;
use super::scoring::{Formula, Sums};
use super::{ItemRatings, NeedScore, PriorityError, resample};
use crate::statistics::mean::upper_probability;
use crate::statistics::{Interval, normal_quantile};

/// Which rank equal scores get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// All get the best of their places: 1, 2, 2, 4.
    #[default]
    Competition,
    /// All get the mean of their places: 1, 2.5, 2.5, 4.
    Average,
}

/// How the uncertainty of ranks is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RankUncertainty {
    /// Not at all.
    None,
    /// By the delta method: a rank is at least one more than the number of items that are surely
    /// lacking more, and at most the number of items less those that are surely lacking less;
    /// "surely" by comparing all pairs at once, each at the confidence that Bonferroni's
    /// inequality asks for. All intervals hold together with at least the confidence.
    Delta,
    /// By resampling respondents: the middle share of the ranks that each item gets.
    Bootstrap {
        /// How many resamples, 1 to 100,000.
        replicates: u32,
        /// The seed; the same seed gives the same ranks, whatever the threads.
        seed: u64,
    },
}

/// How items are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct RankingOptions {
    /// Which rank equal scores get.
    pub ties: TieRule,
    /// How the uncertainty of ranks is told.
    pub uncertainty: RankUncertainty,
    /// The confidence of all intervals, strictly between 0 and 1.
    pub confidence: f64,
}

impl Default for RankingOptions {
    fn default() -> Self {
        Self {
            ties: TieRule::Competition,
            uncertainty: RankUncertainty::Delta,
            confidence: 0.95,
        }
    }
}

/// An item with its score and rank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankedItem {
    /// Which item, from 0.
    pub item: usize,
    /// Respondents with both ratings; for totals everybody with a value.
    pub respondents: u32,
    /// How much is lacking; more is more.
    pub score: f64,
    /// The standard error of the score by the delta method; `None` for fewer than two
    /// respondents.
    pub standard_error: Option<f64>,
    /// score ± z · standard error.
    pub interval: Option<Interval>,
    /// The rank; 1 lacks most. With [`TieRule::Average`] it may end in a half.
    pub rank: f64,
    /// The interval of the rank; `None` if it was not asked for or cannot be told.
    pub ranks: Option<Interval>,
}

/// Items in the order of their ranks, equal ones in the order of the items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// The items that have a score.
    pub items: Vec<RankedItem>,
    /// Items of which nobody gave both ratings.
    pub unranked: Vec<usize>,
}

/// Resamples × items that are kept at most.
const KEPT_AT_MOST: u64 = 100_000_000;
/// Items that are compared pair by pair at most.
const ITEMS_AT_MOST: usize = 5_000;

/// Ranks items by how much of each is lacking.
///
/// The order of respondents does not matter: they are put into an order of their own before
/// anything is summed or drawn.
///
/// ```
/// use mahir::statistics::{ItemRatings, NeedScore, RankingOptions, rank_needs};
///
/// // Two respondents, two items: importance 5 and 4, competence 2 and 4.
/// let ratings = ItemRatings::new(2, &[5.0, 4.0, 5.0, 4.0], &[2.0, 4.0, 3.0, 4.0])?;
/// let ranking = rank_needs(&ratings, NeedScore::Borich, &RankingOptions::default())?;
/// // 5 (5 − 2.5) = 12.5, and 4 (4 − 4) = 0.
/// assert_eq!((ranking.items[0].item, ranking.items[0].score), (0, 12.5));
/// # Ok::<(), mahir::statistics::PriorityError>(())
/// ```
///
/// # Errors
/// [`PriorityError`] if no item has a complete pair, or an option is out of its range.
pub fn rank_needs(
    ratings: &ItemRatings,
    score: NeedScore,
    options: &RankingOptions,
) -> Result<Ranking, PriorityError> {
    let formula = Formula::Of(score);
    let cells = ratings
        .pairs()
        .iter()
        .map(|pair| formula.cell(*pair))
        .collect();
    rank(cells, ratings.items(), formula, options)
}

/// Ranks items by the sum of their values over respondents, such as weighted gaps over people,
/// respondent by respondent; a missing value (not a number) adds nothing. The standard error is
/// that of the sum over as many people drawn from many of their kind.
///
/// # Errors
/// As for [`rank_needs`], and if the values do not fill whole rows or one is infinite.
pub fn rank_totals(
    items: usize,
    values: &[f64],
    options: &RankingOptions,
) -> Result<Ranking, PriorityError> {
    let ratings = ItemRatings::new(items, values, values)?;
    rank(ratings.pairs().to_vec(), items, Formula::Total, options)
}

fn check(options: &RankingOptions, items: usize) -> Result<f64, PriorityError> {
    let refuse = |option, found: String, expected| PriorityError::Option {
        option,
        found,
        expected,
    };
    let expected = "a number between 0 and 1, such as 0.95";
    let upper = upper_probability(options.confidence)
        .ok_or_else(|| refuse("confidence", options.confidence.to_string(), expected))?;
    if items > ITEMS_AT_MOST {
        return Err(refuse("items", items.to_string(), "at most 5,000 items"));
    }
    if let RankUncertainty::Bootstrap { replicates, .. } = options.uncertainty {
        let kept = u64::from(replicates).saturating_mul(items as u64);
        if !(1..=100_000).contains(&replicates) || kept > KEPT_AT_MOST {
            let expected = "1 to 100,000, and with the items at most 100,000,000 ranks";
            return Err(refuse("replicates", replicates.to_string(), expected));
        }
    }
    Ok(upper)
}

fn rank(
    mut cells: Vec<[f64; 2]>,
    items: usize,
    formula: Formula,
    options: &RankingOptions,
) -> Result<Ranking, PriorityError> {
    let upper = check(options, items)?;
    in_an_order_of_their_own(&mut cells, items);
    let mut sums = vec![Sums::default(); items];
    for row in cells.chunks_exact(items) {
        for (sums, cell) in sums.iter_mut().zip(row) {
            sums.add(*cell, 1.0);
        }
    }
    let scores: Vec<Option<f64>> = sums.iter().map(|sums| formula.score(*sums)).collect();
    if scores.iter().all(Option::is_none) {
        return Err(PriorityError::NoPairs);
    }
    let covariance = Covariance::of(&cells, &sums, formula);
    let ranks = ranks(&scores, options.ties);
    let intervals = match options.uncertainty {
        RankUncertainty::None => vec![None; items],
        RankUncertainty::Delta => by_delta(&scores, &covariance, options.confidence),
        RankUncertainty::Bootstrap { replicates, seed } => {
            let found = resample::each(&cells, items, replicates, seed, |sums| {
                let scores: Vec<_> = sums.iter().map(|sums| formula.score(*sums)).collect();
                self::ranks(&scores, options.ties)
            });
            by_resamples(&found, items, upper)
        }
    };
    let z = normal_quantile(upper).unwrap_or(f64::INFINITY);
    let mut ranked = Vec::new();
    for (item, score) in scores.iter().enumerate() {
        let (Some(score), Some(rank)) = (*score, ranks[item]) else {
            continue;
        };
        let standard_error = covariance.standard_error(item);
        ranked.push(RankedItem {
            item,
            // At most as many as there are cells.
            respondents: sums[item].count as u32,
            score,
            standard_error,
            interval: standard_error.and_then(|error| Interval::around(score, z * error)),
            rank,
            ranks: intervals[item],
        });
    }
    ranked.sort_by(|one, other| {
        one.rank
            .total_cmp(&other.rank)
            .then(one.item.cmp(&other.item))
    });
    let unranked = (0..items).filter(|&item| scores[item].is_none()).collect();
    Ok(Ranking {
        items: ranked,
        unranked,
    })
}

/// Sorts respondents by what they said, so that the order in which they came does not show.
pub(super) fn in_an_order_of_their_own(cells: &mut Vec<[f64; 2]>, items: usize) {
    let mut rows: Vec<&[[f64; 2]]> = cells.chunks_exact(items).collect();
    rows.sort_unstable_by(|one, other| {
        let pairs = one.iter().flatten().zip(other.iter().flatten());
        pairs
            .map(|(one, other)| one.total_cmp(other))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    *cells = rows.concat();
}

/// Scores within rounding of each other are equal.
fn tolerance(scores: &[Option<f64>]) -> f64 {
    let largest = scores
        .iter()
        .flatten()
        .fold(0.0_f64, |most, score| most.max(score.abs()));
    1e-12 * largest
}

/// The rank of each item that has a score.
pub(super) fn ranks(scores: &[Option<f64>], ties: TieRule) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> = scores
        .iter()
        .enumerate()
        .filter_map(|(item, score)| score.map(|score| (item, score)))
        .collect();
    order.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let tolerance = tolerance(scores);
    let mut ranks = vec![None; scores.len()];
    let mut rest = order.as_slice();
    let mut before = 0;
    while let Some((first, _)) = rest.split_first() {
        let equal = rest
            .windows(2)
            .take_while(|pair| pair[0].1 - pair[1].1 <= tolerance)
            .count()
            + 1;
        debug_assert!(first.1 >= rest[equal - 1].1);
        let rank = match ties {
            TieRule::Competition => before as f64 + 1.0,
            TieRule::Average => before as f64 + (equal as f64 + 1.0) / 2.0,
        };
        for (item, _) in &rest[..equal] {
            ranks[*item] = Some(rank);
        }
        before += equal;
        rest = &rest[equal..];
    }
    ranks
}

fn by_delta(
    scores: &[Option<f64>],
    covariance: &Covariance,
    confidence: f64,
) -> Vec<Option<Interval>> {
    let known = scores.iter().flatten().count() as f64;
    let pairs = (known * (known - 1.0) / 2.0).max(1.0);
    let z = normal_quantile(1.0 - (1.0 - confidence) / (2.0 * pairs));
    let tolerance = tolerance(scores);
    let interval = |item: usize| {
        let (score, z) = (scores[item]?, z?);
        let (mut low, mut high) = (1.0, known);
        for (other, there) in scores.iter().enumerate() {
            let Some(there) = there.filter(|_| other != item) else {
                continue;
            };
            // What cannot be compared keeps both ranks possible.
            let Some(error) = covariance.of_difference(item, other) else {
                continue;
            };
            let margin = z * error + tolerance;
            if there - score > margin {
                low += 1.0;
            } else if score - there > margin {
                high -= 1.0;
            }
        }
        Interval::new(low, high)
    };
    (0..scores.len()).map(interval).collect()
}

fn by_resamples(found: &[Vec<Option<f64>>], items: usize, upper: f64) -> Vec<Option<Interval>> {
    let interval = |item: usize| {
        // A resample may hold nobody who rated the item.
        let mut ranks: Vec<f64> = found.iter().filter_map(|ranks| ranks[item]).collect();
        ranks.sort_unstable_by(f64::total_cmp);
        let low = resample::quantile(&ranks, 1.0 - upper)?;
        Interval::new(low, resample::quantile(&ranks, upper)?)
    };
    (0..items).map(interval).collect()
}
