//! Hennessy & Hicks' training needs analysis: is importance above performance, item by item?

use super::{ItemRatings, PriorityError};
use crate::statistics::mean::upper_probability;
use crate::statistics::{
    Interval, Moments, SignedRankTest, StudentTest, ZeroChanges, mean_interval, paired_t,
    signed_rank,
};

/// The tests of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemTest {
    /// Which item, from 0.
    pub item: usize,
    /// Respondents with both ratings.
    pub respondents: u32,
    /// Mean importance (rating A).
    pub importance: f64,
    /// Mean performance (rating B).
    pub performance: f64,
    /// Mean of A − B; above zero is a need.
    pub difference: f64,
    /// Student's interval of it; `None` for one respondent.
    pub interval: Option<Interval>,
    /// The paired t test that it is zero; `None` for one respondent or if all differences are
    /// equal.
    pub student: Option<StudentTest>,
    /// Wilcoxon's signed-rank test, which does not take ratings for distances; zeros are left out.
    /// `None` if nobody's ratings differ.
    pub wilcoxon: Option<SignedRankTest>,
}

/// Tests for every item that somebody rated twice, in the order of the items (Hennessy & Hicks
/// 1996; as in Human Resources for Health 2006; 4:8). Many items are many tests: adjust them
/// ([`crate::statistics::adjusted`]) before any is called significant.
///
/// # Errors
/// [`PriorityError`] if no item has a complete pair, or for a confidence that does not lie
/// strictly between 0 and 1.
pub fn hennessy_hicks(
    ratings: &ItemRatings,
    confidence: f64,
) -> Result<Vec<ItemTest>, PriorityError> {
    if upper_probability(confidence).is_none() {
        return Err(PriorityError::Option {
            option: "confidence",
            found: confidence.to_string(),
            expected: "a number between 0 and 1, such as 0.95",
        });
    }
    let tested: Vec<ItemTest> = (0..ratings.items())
        .filter_map(|item| {
            let found = ratings.discrepancies(item)?;
            let (importance, performance): (Vec<f64>, Vec<f64>) = ratings
                .of_item(item)
                .map(|[one, other]| (one, other))
                .unzip();
            let changes = Moments::of_changes(&performance, &importance)?;
            Some(ItemTest {
                item,
                respondents: found.respondents,
                importance: found.importance,
                performance: found.competence,
                difference: changes.mean(),
                interval: mean_interval(&changes, confidence),
                student: paired_t(&changes),
                wilcoxon: signed_rank(&performance, &importance, ZeroChanges::LeftOut),
            })
        })
        .collect();
    if tested.is_empty() {
        return Err(PriorityError::NoPairs);
    }
    Ok(tested)
}
