//! What respondents say of the importance of items and of how well they master them.

use super::PriorityError;

/// Ratings of so large a size have finite squares, even summed over all respondents.
const LARGEST: f64 = 1e100;

/// Two ratings of each item by each respondent, of which any may be missing.
///
/// Only respondents who gave both count for an item (pairwise complete): a mean of importance over
/// everybody and a mean of competence over fewer would belong to different people.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemRatings {
    items: usize,
    /// Importance and competence, respondent by respondent; both not a number if one is missing.
    pairs: Vec<[f64; 2]>,
}

/// How an item's ratings compare, respondent by respondent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discrepancies {
    /// Respondents with both ratings.
    pub respondents: u32,
    /// Those who rate competence below importance (negative ranks).
    pub negative: u32,
    /// Those who rate competence above importance (positive ranks).
    pub positive: u32,
    /// Those who rate both equally.
    pub ties: u32,
    /// Mean importance.
    pub importance: f64,
    /// Mean competence.
    pub competence: f64,
}

impl Discrepancies {
    /// Borich's mean weighted discrepancy score, Ī (Ī − C̄).
    pub fn borich(&self) -> f64 {
        self.importance * (self.importance - self.competence)
    }

    /// The ranked discrepancy score with the sign of its authors: (share with C > I − share with
    /// C < I) × 100. The most negative is the greatest need (Narine & Harder 2021; the convention
    /// is taken from descriptions of the method, not from the printed paper).
    pub fn ranked_discrepancy_score(&self) -> f64 {
        let difference = f64::from(self.positive) - f64::from(self.negative);
        100.0 * difference / f64::from(self.respondents)
    }
}

impl ItemRatings {
    /// Ratings respondent by respondent, the items of each in the same order; a missing rating is
    /// not a number.
    ///
    /// # Errors
    /// [`PriorityError`] if the values do not fill whole rows, or one is infinite or beyond 1e100.
    pub fn new(
        items: usize,
        importance: &[f64],
        competence: &[f64],
    ) -> Result<Self, PriorityError> {
        let whole = items > 0 && importance.len().is_multiple_of(items);
        if !whole || importance.len() != competence.len() {
            return Err(PriorityError::Shape {
                importance: importance.len(),
                competence: competence.len(),
                items,
            });
        }
        for (which, values) in [("importance", importance), ("competence", competence)] {
            if let Some(place) = values.iter().position(|value| value.abs() > LARGEST) {
                return Err(PriorityError::Value {
                    respondent: place / items,
                    item: place % items,
                    which,
                    found: values[place].to_string(),
                });
            }
        }
        let pairs = importance
            .iter()
            .zip(competence)
            .map(|(&importance, &competence)| {
                if importance.is_nan() || competence.is_nan() {
                    [f64::NAN; 2]
                } else {
                    [importance, competence]
                }
            })
            .collect();
        Ok(Self { items, pairs })
    }

    /// How many items.
    pub const fn items(&self) -> usize {
        self.items
    }

    /// How many respondents, also those who left everything out.
    pub fn respondents(&self) -> usize {
        self.pairs.len() / self.items
    }

    pub(super) fn pairs(&self) -> &[[f64; 2]] {
        &self.pairs
    }

    /// An item's complete pairs of importance and competence, in the order of the respondents.
    pub fn of_item(&self, item: usize) -> impl Iterator<Item = [f64; 2]> + '_ {
        // An item that is not there has no pairs.
        let all = if item < self.items {
            &self.pairs[..]
        } else {
            &[]
        };
        all.iter()
            .skip(item)
            .step_by(self.items)
            .copied()
            .filter(|pair| !pair[0].is_nan())
    }

    /// Importance minus competence of each respondent with both: what a paired test takes
    /// ([`crate::statistics::paired_t`], or a signed-rank test), as Hennessy & Hicks do with their
    /// ratings A and B.
    pub fn differences(&self, item: usize) -> Vec<f64> {
        self.of_item(item)
            .map(|[importance, competence]| importance - competence)
            .collect()
    }

    /// How an item's ratings compare; `None` without a complete pair.
    pub fn discrepancies(&self, item: usize) -> Option<Discrepancies> {
        let mut found = Discrepancies {
            respondents: 0,
            negative: 0,
            positive: 0,
            ties: 0,
            importance: 0.0,
            competence: 0.0,
        };
        for [importance, competence] in self.of_item(item) {
            found.respondents = found.respondents.saturating_add(1);
            match competence.total_cmp(&importance) {
                _ if competence == importance => found.ties += 1,
                std::cmp::Ordering::Less => found.negative += 1,
                _ => found.positive += 1,
            }
            found.importance += importance;
            found.competence += competence;
        }
        let count = f64::from(found.respondents);
        found.importance /= count;
        found.competence /= count;
        (found.respondents > 0).then_some(found)
    }
}
