//! Stopping early: replication by replication, rules that are clearly behind drop out.

use serde::{Deserialize, Serialize};

/// How one of the rules stands.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contender {
    /// Replications that were seen while it was in.
    pub replications: u64,
    /// Its mean over them; 0 before the first.
    pub mean: f64,
    /// After how many replications it dropped out; `None` while it is in.
    pub dropped_after: Option<u64>,
}

/// Kim and Nelson's procedure (2001, ACM TOMACS 11(3), 251–273), with c = 1: selects the largest
/// mean of k rules one replication at a time.
///
/// **What it promises.** If the best rule is better than every other by at least δ, it is the one
/// that is left with a probability of at least 1 − α, for normal replications, independent from one
/// to the next; rules may share their luck within a replication, which makes it end sooner. If
/// some are closer than δ, one within δ of the best is left.
///
/// After a first stage of n₀ replications, with S²ᵢₗ the variance of the differences in it, η = ½
/// ((2α ÷ (k − 1))^(−2 ÷ (n₀ − 1)) − 1) and h² = 2 η (n₀ − 1), rule i drops out after r replications
/// if its mean lies more than max(0, δ ÷ 2r · (h² S²ᵢₗ ÷ δ² − r)) below that of a rule l that is in.
///
/// ```
/// use mahir::experiment::analysis::KimNelson;
///
/// let mut race = KimNelson::new(2, 5, 0.05, 1.0).unwrap();
/// let mut seen = 0;
/// while race.chosen().is_none() {
///     let noise = f64::from(seen % 3) * 0.1;
///     race.see(&[10.0 + noise, 5.0 - noise]).unwrap();
///     seen += 1;
/// }
/// assert_eq!((race.chosen(), seen), (Some(0), 5));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KimNelson {
    first_stage: u64,
    indifference: f64,
    /// h².
    squared_constant: f64,
    seen: u64,
    sums: Vec<f64>,
    contenders: Vec<Contender>,
    /// Replications of the first stage; empty after it.
    first: Vec<Vec<f64>>,
    /// S²ᵢₗ after the first stage, k × k.
    variances: Vec<f64>,
}

impl KimNelson {
    /// Selects among so many rules after a first stage, wrong with a probability of at most `error`
    /// if the best is better by `indifference`.
    ///
    /// `None` for fewer than two rules or more than 1,000, a first stage of fewer than 2, an error
    /// that does not lie strictly between 0 and 1 − 1 ÷ k, or an indifference that is not above 0.
    pub fn new(rules: usize, first_stage: u64, error: f64, indifference: f64) -> Option<Self> {
        let others = rules as f64 - 1.0;
        let taken = (2..=1_000).contains(&rules)
            && (2..=1_000_000).contains(&first_stage)
            && error > 0.0
            && error < 1.0 - 1.0 / rules as f64
            && indifference > 0.0
            && indifference.is_finite();
        if !taken {
            return None;
        }
        let freedom = first_stage as f64 - 1.0;
        let eta = 0.5 * ((2.0 * error / others).min(1.0).powf(-2.0 / freedom) - 1.0);
        let squared_constant = 2.0 * eta * freedom;
        squared_constant.is_finite().then(|| Self {
            first_stage,
            indifference,
            squared_constant,
            seen: 0,
            sums: vec![0.0; rules],
            contenders: vec![
                Contender {
                    replications: 0,
                    mean: 0.0,
                    dropped_after: None,
                };
                rules
            ],
            first: Vec::new(),
            variances: Vec::new(),
        })
    }

    /// Takes in one replication: a value of each rule, by rule. Values of rules that dropped out are
    /// not looked at. Nothing happens after the choice.
    ///
    /// `None`, and nothing taken in, if there are not as many values as rules, or if one that counts
    /// is not finite.
    pub fn see(&mut self, values: &[f64]) -> Option<()> {
        let fits = values.len() == self.contenders.len()
            && values
                .iter()
                .zip(&self.contenders)
                .all(|(value, rule)| rule.dropped_after.is_some() || value.is_finite());
        if !fits {
            return None;
        }
        if self.chosen().is_some() {
            return Some(());
        }
        self.seen += 1;
        for ((rule, sum), value) in self.contenders.iter_mut().zip(&mut self.sums).zip(values) {
            if rule.dropped_after.is_none() {
                *sum += value;
                rule.replications = self.seen;
                rule.mean = *sum / self.seen as f64;
            }
        }
        if self.seen <= self.first_stage {
            self.first.push(values.to_vec());
            if self.seen == self.first_stage {
                self.measure();
            }
        }
        if self.seen >= self.first_stage {
            self.screen();
        }
        Some(())
    }

    fn measure(&mut self) {
        let rules = self.contenders.len();
        let rows = std::mem::take(&mut self.first);
        let divisor = self.first_stage as f64 - 1.0;
        self.variances = vec![0.0; rules * rules];
        for one in 0..rules {
            for other in 0..rules {
                let mean = self.contenders[one].mean - self.contenders[other].mean;
                let squares: f64 = rows
                    .iter()
                    .map(|row| (row[one] - row[other] - mean).powi(2))
                    .sum();
                self.variances[one * rules + other] = squares / divisor;
            }
        }
    }

    fn screen(&mut self) {
        let rules = self.contenders.len();
        let inside: Vec<usize> = (0..rules)
            .filter(|&rule| self.contenders[rule].dropped_after.is_none())
            .collect();
        let (delta, r) = (self.indifference, self.seen as f64);
        let behind = |one: usize| {
            inside.iter().any(|&other| {
                let reach =
                    self.squared_constant * self.variances[one * rules + other] / (delta * delta);
                let allowed = (delta / (2.0 * r) * (reach - r)).max(0.0);
                let lead = self.contenders[other].mean - self.contenders[one].mean;
                // Equal means, once nothing is allowed any more: the first rule stays.
                lead > allowed || (allowed == 0.0 && lead == 0.0 && other < one)
            })
        };
        let out: Vec<usize> = inside
            .iter()
            .copied()
            .filter(|&rule| behind(rule))
            .collect();
        for rule in out {
            self.contenders[rule].dropped_after = Some(self.seen);
        }
    }

    /// Replications seen.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// How each rule stands.
    pub fn standing(&self) -> &[Contender] {
        &self.contenders
    }

    /// The rule that is left; `None` while there are several.
    pub fn chosen(&self) -> Option<usize> {
        let mut left = self
            .contenders
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.dropped_after.is_none());
        match (left.next(), left.next()) {
            (Some((rule, _)), None) => Some(rule),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Entity, Streams};

    /// Races of five rules, rule 2 better by δ, all others alike: the least favourable case. Returns
    /// how many of the races it won, and the mean number of replications.
    fn races(repetitions: u32, shared: f64) -> (u32, f64) {
        let (mut won, mut length) = (0, 0);
        for repetition in 0..repetitions {
            let streams = Streams::new(11).replication(repetition);
            let mut own: Vec<_> = (0..5)
                .map(|rule| streams.stream(1, Entity::numbered(rule), 0))
                .collect();
            let mut common = streams.stream(0, Entity::WHOLE, 0);
            let mut race = KimNelson::new(5, 10, 0.10, 0.5).unwrap();
            while race.chosen().is_none() {
                let luck = common.normal();
                let values: Vec<f64> = own
                    .iter_mut()
                    .enumerate()
                    .map(|(rule, stream)| {
                        let better = if rule == 2 { 0.5 } else { 0.0 };
                        better + shared.sqrt() * luck + (1.0 - shared).sqrt() * stream.normal()
                    })
                    .collect();
                race.see(&values).unwrap();
            }
            won += u32::from(race.chosen() == Some(2));
            length += race.seen();
        }
        (won, length as f64 / f64::from(repetitions))
    }

    /// The worse rules are found worse with the stated error rate: at least 90 % of 200 races, but
    /// for three standard deviations of a count (√(200 · 0.9 · 0.1) = 4.2).
    #[test]
    fn the_promise_is_kept_with_and_without_common_luck() {
        let (won, length) = races(200, 0.0);
        assert!(won >= 167, "{won}");
        let (won_shared, shorter) = races(200, 0.8);
        assert!(won_shared >= 167, "{won_shared}");
        // Differences vary five times less, so races end much sooner (ten replications are the
        // least).
        assert!(shorter < length / 2.0, "{shorter} {length}");
    }

    #[test]
    fn races_end_even_between_equals() {
        let mut race = KimNelson::new(3, 4, 0.05, 0.1).unwrap();
        for value in [1.0, 2.0, 1.5, 1.0, 9.0] {
            race.see(&[value, value, value]).unwrap();
        }
        assert_eq!(race.chosen(), Some(0));
        assert_eq!(race.seen(), 4);
        // η = ½ ((2 · 0.05 ÷ 2)^(−2 ÷ 3) − 1) by hand: ½ (20^(2/3) − 1) = 3.18403.
        assert!((race.squared_constant / 6.0 - 3.184_031_499).abs() < 1e-8);
    }

    #[test]
    fn what_is_no_race() {
        assert!(KimNelson::new(1, 10, 0.05, 1.0).is_none());
        assert!(KimNelson::new(2, 1, 0.05, 1.0).is_none());
        assert!(KimNelson::new(2, 10, 0.5, 1.0).is_none());
        assert!(KimNelson::new(2, 10, f64::NAN, 1.0).is_none());
        assert!(KimNelson::new(2, 10, 0.05, 0.0).is_none());
        let mut race = KimNelson::new(2, 2, 0.05, 1.0).unwrap();
        assert!(race.see(&[1.0]).is_none());
        assert!(race.see(&[1.0, f64::NAN]).is_none());
        assert_eq!(race.seen(), 0);
    }
}
