//! Importance–performance analysis (Martilla & James 1977).

use serde::{Deserialize, Serialize};

use super::ranking::in_an_order_of_their_own;
use super::scoring::Sums;
use super::{ItemRatings, PriorityError, resample};
use crate::statistics::median;

/// Where the two lines cross that part the quadrants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CrossHair {
    /// At the mean of the items' means: data-centred.
    #[default]
    GrandMean,
    /// At the median of the items' means, of an even number the mean of the middle two.
    Median,
    /// At a point of your own, such as the middle of the scale.
    Point {
        /// Performance, the horizontal axis.
        performance: f64,
        /// Importance, the vertical axis.
        importance: f64,
    },
}

/// A quadrant. Papers number them differently, so they have names only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Important, and done less well: concentrate here.
    ConcentrateHere,
    /// Important, and done well: keep up the good work.
    KeepUpTheGoodWork,
    /// Less important, and done less well: low priority.
    LowPriority,
    /// Less important, and done well: possible overkill.
    PossibleOverkill,
}

impl Quadrant {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::ConcentrateHere,
        Self::KeepUpTheGoodWork,
        Self::LowPriority,
        Self::PossibleOverkill,
    ];

    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ConcentrateHere => "concentrate_here",
            Self::KeepUpTheGoodWork => "keep_up_the_good_work",
            Self::LowPriority => "low_priority",
            Self::PossibleOverkill => "possible_overkill",
        }
    }

    fn of(important: bool, done_well: bool) -> Self {
        match (important, done_well) {
            (true, false) => Self::ConcentrateHere,
            (true, true) => Self::KeepUpTheGoodWork,
            (false, false) => Self::LowPriority,
            (false, true) => Self::PossibleOverkill,
        }
    }
}

/// An item in its quadrant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ItemQuadrant {
    /// Which item, from 0.
    pub item: usize,
    /// Its mean performance (competence).
    pub performance: f64,
    /// Its mean importance.
    pub importance: f64,
    /// Its quadrant. A point on a line counts as above or right of it: important, done well.
    pub quadrant: Quadrant,
    /// Whether it lies on one of the lines (to rounding).
    pub on_line: bool,
    /// Whether importance exceeds performance: above the diagonal, the second reading that is
    /// preferred beside the quadrants (Ormanović et al. 2017).
    pub above_diagonal: bool,
    /// The share of resamples in which it lies in each quadrant, in the order of
    /// [`Quadrant::ALL`]; `None` if there were no resamples.
    pub shares: Option<[f64; 4]>,
}

/// Items in quadrants.
#[derive(Clone, Debug, PartialEq)]
pub struct Quadrants {
    /// Where the vertical line stands, in performance.
    pub performance: f64,
    /// Where the horizontal line stands, in importance.
    pub importance: f64,
    /// The items with both ratings of somebody, in order.
    pub items: Vec<ItemQuadrant>,
    /// Items of which nobody gave both ratings.
    pub unplaced: Vec<usize>,
}

/// Puts items into quadrants by their mean performance and importance, and tells by resampling
/// respondents (with the lines moving along) how sure that is; with no resamples that is left out.
///
/// # Errors
/// [`PriorityError`] if no item has a complete pair, a point of your own is not finite, or there
/// are more than 100,000 resamples.
pub fn importance_performance(
    ratings: &ItemRatings,
    cross_hair: CrossHair,
    replicates: u32,
    seed: u64,
) -> Result<Quadrants, PriorityError> {
    if replicates > 100_000 {
        return Err(PriorityError::Option {
            option: "replicates",
            found: replicates.to_string(),
            expected: "0 to 100,000",
        });
    }
    let items = ratings.items();
    let mut cells = ratings.pairs().to_vec();
    in_an_order_of_their_own(&mut cells, items);
    let mut sums = vec![Sums::default(); items];
    for row in cells.chunks_exact(items) {
        for (sums, cell) in sums.iter_mut().zip(row) {
            sums.add(*cell, 1.0);
        }
    }
    let points = |sums: &[Sums]| sums.iter().map(|sums| sums.means()).collect::<Vec<_>>();
    let mut found = place(&points(&sums), cross_hair)?;
    if replicates > 0 {
        let resampled = resample::each(&cells, items, replicates, seed, |sums| {
            // A resample of people without any complete pair places nothing.
            let placed = place(&points(sums), cross_hair);
            placed.map(|found| found.items).unwrap_or_default()
        });
        let mut counts = vec![[0_u32; 4]; items];
        for item in resampled.iter().flatten() {
            let place = Quadrant::ALL.iter().position(|one| *one == item.quadrant);
            counts[item.item][place.unwrap_or(0)] += 1;
        }
        for item in &mut found.items {
            let counts = counts[item.item];
            let all: u32 = counts.iter().sum();
            item.shares = (all > 0).then(|| counts.map(|one| f64::from(one) / f64::from(all)));
        }
    }
    Ok(found)
}

/// Puts points (performance, importance) into quadrants, such as the means of a printed table.
///
/// # Errors
/// [`PriorityError`] if there are no points, or one (or a point of your own) is not finite.
pub fn quadrants_of_points(
    points: &[(f64, f64)],
    cross_hair: CrossHair,
) -> Result<Quadrants, PriorityError> {
    for (item, (performance, importance)) in points.iter().enumerate() {
        for (which, value) in [("performance", performance), ("importance", importance)] {
            if !value.is_finite() {
                return Err(PriorityError::Value {
                    respondent: 0,
                    item,
                    which,
                    found: value.to_string(),
                });
            }
        }
    }
    let points: Vec<_> = points
        .iter()
        .map(|&(performance, importance)| Some([importance, performance]))
        .collect();
    place(&points, cross_hair)
}

fn place(points: &[Option<[f64; 2]>], cross_hair: CrossHair) -> Result<Quadrants, PriorityError> {
    let known: Vec<[f64; 2]> = points.iter().flatten().copied().collect();
    if known.is_empty() {
        return Err(PriorityError::NoPairs);
    }
    let column = |axis: usize| {
        known
            .iter()
            .map(move |point| point[axis])
            .collect::<Vec<f64>>()
    };
    let [importance, performance] = match cross_hair {
        CrossHair::GrandMean => [0, 1].map(|axis| mean(&column(axis))),
        CrossHair::Median => {
            let of = |axis: usize| median(&column(axis)).ok_or(PriorityError::NoPairs);
            [of(0)?, of(1)?]
        }
        CrossHair::Point {
            performance,
            importance,
        } => [importance, performance],
    };
    if !importance.is_finite() || !performance.is_finite() {
        return Err(PriorityError::Option {
            option: "cross_hair",
            found: format!("({performance}, {importance})"),
            expected: "two finite numbers",
        });
    }
    // What rounding of means explains lies on the line.
    let scale = known
        .iter()
        .flatten()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    let on = |value: f64, line: f64| (value - line).abs() <= 1e-12 * scale;
    let items = points
        .iter()
        .enumerate()
        .filter_map(|(item, point)| {
            let [of_item, done] = (*point)?;
            let (on_importance, on_performance) = (on(of_item, importance), on(done, performance));
            Some(ItemQuadrant {
                item,
                performance: done,
                importance: of_item,
                quadrant: Quadrant::of(
                    on_importance || of_item > importance,
                    on_performance || done > performance,
                ),
                on_line: on_importance || on_performance,
                above_diagonal: of_item > done,
                shares: None,
            })
        })
        .collect();
    Ok(Quadrants {
        performance,
        importance,
        items,
        unplaced: (0..points.len())
            .filter(|&item| points[item].is_none())
            .collect(),
    })
}

fn mean(values: &[f64]) -> f64 {
    // The first is taken off, so that equal values give exactly themselves.
    let first = values[0];
    first + values.iter().map(|value| value - first).sum::<f64>() / values.len() as f64
}
