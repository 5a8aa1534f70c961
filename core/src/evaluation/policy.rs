//! By which rules outcomes are judged, as values that a user can change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EvaluationError, Interval, MoneyPolicy, Verdict};
use crate::statistics::Adjustment;
use crate::words::measure::Date;

/// By which rules outcomes are judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct EvaluationPolicy {
    /// The confidence of intervals, between 0.5 and 1.
    pub confidence: f64,
    /// Pairs of before and after below which nothing is said.
    pub pairs_at_least: u32,
    /// The change that is worthwhile, in levels of a competency.
    pub worthwhile_change: f64,
    /// The change that is worthwhile in measures that are no competency, by their names; below
    /// zero where less is better (`minutes_per_file: -5`). What is not named is not judged.
    pub worthwhile_by_measure: BTreeMap<String, f64>,
    /// The share of planned people who must have attended for the alarm "all attended, nothing
    /// changed".
    pub attended_at_least: f64,
    /// How the verdicts of many measures are held back, so that chance does not speak: Holm's or
    /// Benjamini and Hochberg's way over all measures that are judged.
    pub adjustment: Adjustment,
    /// Whether people who were measured for another programme, and attended nothing that teaches
    /// the competency, are taken for comparison too.
    pub find_comparison: bool,
    /// How many days apart people of a found comparison may have been measured.
    pub comparison_days: u32,
    /// The standardised difference before beyond which groups count as unlike.
    pub balance_at_most: f64,
    /// The reliability of measures, 0 to below 1, by the names of measures or ids of competencies;
    /// without it the correlation of before and after in the comparison group stands in.
    pub reliability_by_measure: BTreeMap<String, f64>,
    /// Days after the first session of a programme from which on a questionnaire counts as telling
    /// what is used at work; forms that came sooner are left out. Practice is three to six months
    /// (level 3 in the guides of LAN and the ministries); a half-year leaves room for two.
    pub transfer_after_days: u32,
    /// The mean of a questionnaire about use at work, 1 to 5, from which on what was learnt counts
    /// as used. An assumption: the middle of "partly" and "mostly".
    pub transfer_from: f64,
    /// How often people are drawn again for intervals that no formula gives (that of Hake's gain);
    /// 0 for not at all. `None`: 2,000 times, but not at all in years that are lived through
    /// ([`Simulation`](crate::cycle::Simulation)), where nobody looks at them.
    pub resamples: Option<u32>,
    /// Where randomness starts.
    pub seed: u64,
    /// What changes are worth in money; nothing by itself.
    pub money: MoneyPolicy,
    /// The day up to which outcomes and sessions count; `None` for all. Outcomes without a date
    /// always count.
    pub as_of: Option<Date>,
}

impl Default for EvaluationPolicy {
    fn default() -> Self {
        Self {
            confidence: 0.95,
            pairs_at_least: 5,
            worthwhile_change: 0.2,
            worthwhile_by_measure: BTreeMap::new(),
            attended_at_least: 0.8,
            adjustment: Adjustment::BenjaminiHochberg,
            find_comparison: true,
            comparison_days: 120,
            balance_at_most: 0.25,
            reliability_by_measure: BTreeMap::new(),
            transfer_after_days: 60,
            transfer_from: 3.5,
            resamples: None,
            seed: 0,
            money: MoneyPolicy::default(),
            as_of: None,
        }
    }
}

/// Ends of intervals that differ by less are the same: a billionth of a unit.
const ROUNDING: f64 = 1e-9;

impl EvaluationPolicy {
    /// How often people are drawn again.
    pub(super) fn draws(&self) -> u32 {
        self.resamples.unwrap_or(2_000)
    }

    /// The rule. A change works if the lower end of its interval is the worthwhile change or
    /// above; it does not work if the upper end is below it; else it is unclear. Where less is
    /// better (a worthwhile change below zero) both ends are turned around. Ends are compared to a
    /// billionth.
    ///
    /// ```
    /// use mahir::evaluation::{EvaluationPolicy, Interval, Verdict};
    ///
    /// let policy = EvaluationPolicy::default();
    /// let seen = Interval::new(0.25, 0.55).unwrap();
    /// assert_eq!(policy.verdict(seen, 0.2), Verdict::Works);
    /// assert_eq!(policy.verdict(seen, 0.3), Verdict::Unclear);
    /// assert_eq!(policy.verdict(seen, 0.6), Verdict::DoesNotWork);
    /// assert_eq!(policy.verdict(seen, -0.2), Verdict::DoesNotWork);
    /// ```
    pub fn verdict(&self, interval: Interval, worthwhile: f64) -> Verdict {
        let (low, high, from) = if worthwhile < 0.0 {
            (-interval.high, -interval.low, -worthwhile)
        } else {
            (interval.low, interval.high, worthwhile)
        };
        if low >= from - ROUNDING {
            Verdict::Works
        } else if high < from - ROUNDING {
            Verdict::DoesNotWork
        } else {
            Verdict::Unclear
        }
    }

    pub(super) fn check(&self) -> Result<(), EvaluationError> {
        let fault = |setting: &str, found: f64, expected| {
            Err(EvaluationError::Policy {
                setting: setting.to_owned(),
                found: found.to_string(),
                expected,
            })
        };
        // Comparisons are false for NaN, so it is refused as well.
        if !(self.confidence >= 0.5 && self.confidence <= 0.999_999) {
            return fault("confidence", self.confidence, "0.5 to 0.999999");
        }
        if !(self.worthwhile_change > 0.0 && self.worthwhile_change <= 100.0) {
            let found = self.worthwhile_change;
            return fault("worthwhile_change", found, "above 0, at most 100");
        }
        for (measure, &change) in &self.worthwhile_by_measure {
            if !change.is_finite() || change == 0.0 {
                let setting = format!("worthwhile_by_measure, '{measure}'");
                return fault(&setting, change, "a number other than 0");
            }
        }
        if !(0.0..=1.0).contains(&self.attended_at_least) {
            return fault("attended_at_least", self.attended_at_least, "0 to 1");
        }
        if !(self.balance_at_most > 0.0 && self.balance_at_most <= 10.0) {
            return fault(
                "balance_at_most",
                self.balance_at_most,
                "above 0, at most 10",
            );
        }
        for (measure, &reliability) in &self.reliability_by_measure {
            if !(0.0..1.0).contains(&reliability) {
                let setting = format!("reliability_by_measure, '{measure}'");
                return fault(&setting, reliability, "0 to below 1");
            }
        }
        if self.transfer_after_days > 3_650 {
            let found = f64::from(self.transfer_after_days);
            return fault("transfer_after_days", found, "at most 3650 days");
        }
        if !(1.0..=5.0).contains(&self.transfer_from) {
            return fault("transfer_from", self.transfer_from, "1 to 5");
        }
        let resamples = self.draws();
        if resamples != 0 && !(100..=100_000).contains(&resamples) {
            let found = f64::from(resamples);
            return fault("resamples", found, "0, or 100 to 100000");
        }
        self.money.check()?;
        if self.pairs_at_least < 2 {
            let found = f64::from(self.pairs_at_least);
            return fault("pairs_at_least", found, "2 or more");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_verdict_is_the_same_for_less_is_better(low in -2.0..2.0_f64, width in 0.0..2.0_f64, from in 0.01..1.0_f64) {
            let policy = EvaluationPolicy::default();
            let rise = Interval::new(low, low + width).unwrap();
            let fall = Interval::new(-low - width, -low).unwrap();
            prop_assert_eq!(policy.verdict(rise, from), policy.verdict(fall, -from));
        }
    }

    #[test]
    fn rounding_decides_nothing() {
        // 0.1 + 0.1 + … is not 0.2 in the last bit on either side.
        let policy = EvaluationPolicy::default();
        for end in [0.2, 0.2 - 1e-16, 0.3 - 0.1, 1.2 - 1.0] {
            let seen = Interval::new(end, end).unwrap();
            assert_eq!(policy.verdict(seen, 0.2), Verdict::Works, "{end}");
        }
    }
}
