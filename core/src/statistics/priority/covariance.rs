//! The covariance of the items' scores by the delta method.

use super::scoring::{Formula, Sums};

/// Covariances of scores, item by item: Σ ψᵢⱼ ψᵢₖ · n ÷ (n − 1) with the influence ψ of each of n
/// respondents. Respondents are summed in their order.
pub(super) struct Covariance {
    items: usize,
    entries: Vec<f64>,
}

impl Covariance {
    pub(super) fn of(cells: &[[f64; 2]], sums: &[Sums], formula: Formula) -> Self {
        let items = sums.len();
        let mut entries = vec![0.0; items * items];
        let mut influence = vec![0.0; items];
        let mut respondents = 0.0;
        for row in cells.chunks_exact(items) {
            if formula != Formula::Total && row.iter().all(|cell| cell[0].is_nan()) {
                continue;
            }
            respondents += 1.0;
            for ((to, cell), sums) in influence.iter_mut().zip(row).zip(sums) {
                *to = formula.influence(*cell, *sums);
            }
            for (one, first) in influence.iter().enumerate() {
                if *first != 0.0 {
                    for (other, second) in influence[..=one].iter().enumerate() {
                        entries[one * items + other] += first * second;
                    }
                }
            }
        }
        let scale = respondents / (respondents - 1.0);
        for one in 0..items {
            // An item's own number of respondents decides its divisor.
            let own = |item: usize| match formula {
                Formula::Total => scale,
                Formula::Of(_) => sums[item].count / (sums[item].count - 1.0),
            };
            for other in 0..=one {
                let scale = (own(one) * own(other)).sqrt();
                let entry = entries[one * items + other] * scale;
                entries[one * items + other] = entry;
                entries[other * items + one] = entry;
            }
        }
        Self { items, entries }
    }

    /// The standard error of an item's score; `None` for fewer than two respondents.
    pub(super) fn standard_error(&self, item: usize) -> Option<f64> {
        root(self.entries[item * self.items + item])
    }

    /// The standard error of the difference of two items' scores; `None` if either has none.
    pub(super) fn of_difference(&self, one: usize, other: usize) -> Option<f64> {
        let at = |row: usize, column: usize| self.entries[row * self.items + column];
        root(at(one, one) + at(other, other) - 2.0 * at(one, other))
    }
}

/// The root of a variance, which rounding may bring below zero; `None` if it is no number, as with
/// one respondent.
fn root(variance: f64) -> Option<f64> {
    variance.is_finite().then(|| variance.max(0.0).sqrt())
}
