//! Rules over worlds: regret, and how often a rule is good enough.

use serde::{Deserialize, Serialize};

/// How much worse each rule is than the best one in each world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regret {
    /// By rule, then world: best in the world − value (Savage 1951); 0 for the best.
    pub regret: Vec<Vec<f64>>,
    /// The largest regret of each rule.
    pub largest: Vec<f64>,
    /// The mean regret of each rule, every world counting alike.
    pub mean: Vec<f64>,
    /// In how many worlds each rule is the best (or as good).
    pub best_in: Vec<usize>,
    /// The rule whose largest regret is smallest; of several the first.
    pub minimax: usize,
}

impl Regret {
    /// From values by rule, then world; more is better. `None` if there are no rules or worlds, rows
    /// of different length, or values that are not finite.
    ///
    /// ```
    /// use mahir::experiment::analysis::Regret;
    ///
    /// // Savage's point: the second rule is best nowhere by much, and wrong nowhere by much.
    /// let values = [vec![10.0, 0.0], vec![8.0, 7.0], vec![0.0, 9.0]];
    /// let regret = Regret::of(&values).unwrap();
    /// assert_eq!(regret.largest, [9.0, 2.0, 10.0]);
    /// assert_eq!(regret.minimax, 1);
    /// ```
    pub fn of(values: &[Vec<f64>]) -> Option<Self> {
        let worlds = values.first()?.len();
        let fits = |row: &Vec<f64>| row.len() == worlds && row.iter().all(|v| v.is_finite());
        if worlds == 0 || !values.iter().all(fits) {
            return None;
        }
        let best: Vec<f64> = (0..worlds)
            .map(|world| {
                values
                    .iter()
                    .fold(f64::NEG_INFINITY, |best, row| best.max(row[world]))
            })
            .collect();
        let regret: Vec<Vec<f64>> = values
            .iter()
            .map(|row| {
                row.iter()
                    .zip(&best)
                    .map(|(value, best)| best - value)
                    .collect()
            })
            .collect();
        if !regret.iter().flatten().all(|value: &f64| value.is_finite()) {
            return None;
        }
        let largest: Vec<f64> = regret
            .iter()
            .map(|row| row.iter().copied().fold(0.0, f64::max))
            .collect();
        let minimax = (0..largest.len()).rev().min_by(|&one, &other| {
            largest[one]
                .total_cmp(&largest[other])
                .then(one.cmp(&other))
        })?;
        Some(Self {
            mean: regret
                .iter()
                .map(|row| row.iter().map(|value| value / worlds as f64).sum())
                .collect(),
            best_in: regret
                .iter()
                .map(|row| row.iter().filter(|&&value| value == 0.0).count())
                .collect(),
            largest,
            minimax,
            regret,
        })
    }
}

/// In which share of worlds each rule is good enough in everything: every indicator is at least its
/// threshold (the domain criterion of robust decision making; Schneller & Sphicas 1983). `values` is
/// by indicator, then rule, then world; where less is better, turn both signs. `None` if lengths
/// differ, there is nothing to judge, or a number is not finite.
///
/// ```
/// use mahir::experiment::analysis::satisficing;
///
/// let closed = vec![vec![10.0, 4.0], vec![8.0, 7.0]];
/// assert_eq!(satisficing(&[closed], &[7.0]), Some(vec![0.5, 1.0]));
/// ```
pub fn satisficing(values: &[Vec<Vec<f64>>], thresholds: &[f64]) -> Option<Vec<f64>> {
    let rules = values.first()?.len();
    let worlds = values.first()?.first()?.len();
    let fits = values.len() == thresholds.len()
        && worlds > 0
        && thresholds.iter().all(|threshold| threshold.is_finite())
        && values.iter().all(|indicator| {
            indicator.len() == rules
                && indicator
                    .iter()
                    .all(|row| row.len() == worlds && row.iter().all(|value| value.is_finite()))
        });
    if !fits {
        return None;
    }
    let share = |rule: usize| {
        let good = (0..worlds)
            .filter(|&world| {
                values
                    .iter()
                    .zip(thresholds)
                    .all(|(indicator, &threshold)| indicator[rule][world] >= threshold)
            })
            .count();
        good as f64 / worlds as f64
    };
    Some((0..rules).map(share).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn somebody_is_best_in_every_world(
            values in proptest::collection::vec(proptest::collection::vec(-9.0..9.0_f64, 4), 1..6),
        ) {
            let found = Regret::of(&values).unwrap();
            prop_assert!(found.best_in.iter().sum::<usize>() >= 4);
            prop_assert!(found.regret.iter().flatten().all(|&regret| regret >= 0.0));
            let least = found.largest.iter().copied().fold(f64::INFINITY, f64::min);
            prop_assert_eq!(found.largest[found.minimax], least);
        }
    }

    #[test]
    fn what_is_no_table() {
        assert_eq!(Regret::of(&[]), None);
        assert_eq!(Regret::of(&[vec![]]), None);
        assert_eq!(Regret::of(&[vec![1.0], vec![1.0, 2.0]]), None);
        assert_eq!(Regret::of(&[vec![f64::NAN]]), None);
        assert_eq!(satisficing(&[], &[]), None);
        assert_eq!(satisficing(&[vec![vec![1.0]]], &[1.0, 2.0]), None);
        assert_eq!(satisficing(&[vec![vec![f64::NAN]]], &[1.0]), None);
    }

    #[test]
    fn all_indicators_must_be_good_enough() {
        let closed = vec![vec![10.0, 4.0, 9.0], vec![8.0, 7.0, 7.0]];
        let open = vec![vec![0.0, 0.0, -1.0], vec![0.0, -2.0, 0.0]];
        let share = satisficing(&[closed, open], &[7.0, 0.0]).unwrap();
        assert_eq!(share, [1.0 / 3.0, 2.0 / 3.0]);
    }
}
