//! What a change is worth, against what it cost: benefit–cost ratio and return on investment.
//!
//! Phillips (1997), *Return on Investment in Training and Performance Improvement Programs*: the
//! benefit that is due to the programme, in money, against its cost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::artefact::{Evaluation, LedgerLine, MeasureResult};
use super::{EvaluationError, EvaluationPolicy};
use crate::outcome::{KirkpatrickLevel, MeasureOf, Outcomes};
use crate::words::id::ProgrammeIndex;
use crate::words::measure::Rupiah;

/// What changes are worth. Nothing is by itself: an office says so, measure by measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct MoneyPolicy {
    /// Rupiah a person and year for a change of one unit, by the names of measures or ids of
    /// competencies; below zero where less is better (`minutes_per_file: -2000000`).
    pub value_by_measure: BTreeMap<String, Rupiah>,
    /// The least share of a change that is due to the programme where nobody was compared: the
    /// product of share and confidence that participants or supervisors estimate.
    pub isolation_low: f64,
    /// The most. With a comparison group both are 1, since it has taken away what is not due.
    pub isolation_high: f64,
    /// Years for which the change counts.
    pub years: f64,
}

impl Default for MoneyPolicy {
    fn default() -> Self {
        Self {
            value_by_measure: BTreeMap::new(),
            isolation_low: 0.4,
            isolation_high: 0.8,
            years: 1.0,
        }
    }
}

impl MoneyPolicy {
    pub(super) fn check(&self) -> Result<(), EvaluationError> {
        let fault = |setting: &str, found: f64, expected| {
            Err(EvaluationError::Policy {
                setting: setting.to_owned(),
                found: found.to_string(),
                expected,
            })
        };
        if !(0.0..=1.0).contains(&self.isolation_high) {
            return fault(
                "money.isolation_high",
                self.isolation_high,
                "a share from 0 to 1",
            );
        }
        if !(0.0..=self.isolation_high).contains(&self.isolation_low) {
            let found = self.isolation_low;
            return fault(
                "money.isolation_low",
                found,
                "a share from 0 to isolation_high",
            );
        }
        if !(self.years > 0.0 && self.years <= 10.0) {
            return fault("money.years", self.years, "above 0, at most 10 years");
        }
        Ok(())
    }
}

/// Benefit and cost of a programme, as ranges.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BenefitCost {
    /// Which programme.
    pub programme: ProgrammeIndex,
    /// People who attended, for whom the mean change is taken.
    pub people: u32,
    /// Lowest benefit: the low ends of the changes with the least share that is due.
    pub benefit_low: Rupiah,
    /// Benefit at the means, with the middle share.
    pub benefit: Rupiah,
    /// Highest benefit.
    pub benefit_high: Rupiah,
    /// What was paid for those who attended.
    pub cost: Rupiah,
    /// Measures behind the benefit.
    pub measures: u32,
    /// Those of them with a comparison group.
    pub compared: u32,
}

/// Benefit ÷ cost, and (benefit − cost) ÷ cost in percent (Phillips 1997). `None` for a cost that
/// is not above 0, and values that are not finite.
///
/// ```
/// use mahir::evaluation::benefit_cost_ratio;
///
/// assert_eq!(benefit_cost_ratio(750_000.0, 425_000.0).map(|(_, roi)| roi.round()), Some(76.0));
/// ```
pub fn benefit_cost_ratio(benefit: f64, cost: f64) -> Option<(f64, f64)> {
    let ratio = benefit / cost;
    (cost > 0.0 && ratio.is_finite()).then_some((ratio, (ratio - 1.0) * 100.0))
}

impl BenefitCost {
    /// Benefit ÷ cost at the lowest, the middle and the highest benefit; `None` without a cost.
    pub fn ratios(&self) -> Option<[f64; 3]> {
        let ratio = |benefit: Rupiah| {
            benefit_cost_ratio(benefit.as_f64(), self.cost.as_f64()).map(|(ratio, _)| ratio)
        };
        Some([
            ratio(self.benefit_low)?,
            ratio(self.benefit)?,
            ratio(self.benefit_high)?,
        ])
    }

    /// Return on investment in percent, likewise.
    pub fn returns(&self) -> Option<[f64; 3]> {
        self.ratios()
            .map(|ratios| ratios.map(|ratio| (ratio - 1.0) * 100.0))
    }
}

/// A whole amount; beyond all money there is, the largest.
fn rupiah(amount: f64) -> Rupiah {
    Rupiah::new(amount.round().clamp(-9e18, 9e18) as i64)
}

/// Programmes of which the policy knows what a measured change is worth, by programme. Of one
/// measure the highest level of Kirkpatrick's that was judged counts: what is used at work, not
/// what was learnt besides.
pub(super) fn money(
    policy: &EvaluationPolicy,
    outcomes: &Outcomes,
    names: impl Fn(MeasureOf) -> Option<String>,
    results: &[MeasureResult],
    ledger: &[LedgerLine],
) -> Vec<BenefitCost> {
    let rules = &policy.money;
    if rules.value_by_measure.is_empty() {
        return Vec::new();
    }
    ledger
        .iter()
        .filter_map(|line| {
            let start = results.partition_point(|result| result.programme < line.programme);
            let end = results.partition_point(|result| result.programme <= line.programme);
            let mut best: BTreeMap<String, &MeasureResult> = BTreeMap::new();
            for result in results.get(start..end)? {
                let name = names(outcomes.measure_of(result.measure))
                    .unwrap_or_else(|| outcomes.measures().name(result.measure).to_owned());
                if result.kirkpatrick != KirkpatrickLevel::Reaction
                    && rules.value_by_measure.contains_key(&name)
                    && result.judged_change(policy).is_some()
                {
                    // Results come in the order of the levels, so the last one is the highest.
                    best.insert(name, result);
                }
            }
            if best.is_empty() {
                return None;
            }
            let people = f64::from(line.people_attended);
            let (mut low, mut middle, mut high) = (0.0, 0.0, 0.0);
            let mut compared = 0;
            for (name, result) in &best {
                let value = rules.value_by_measure.get(name)?.as_f64() * people * rules.years;
                let change = result.judged_change(policy)?;
                let (least, most) = if change.compared {
                    (1.0, 1.0)
                } else {
                    (rules.isolation_low, rules.isolation_high)
                };
                compared += u32::from(change.compared);
                let ends = [change.interval.low, change.interval.high];
                let products = ends.map(|end| [end * least * value, end * most * value]);
                let all = products.iter().flatten().copied();
                low += all.clone().fold(f64::INFINITY, f64::min);
                high += all.fold(f64::NEG_INFINITY, f64::max);
                middle += change.mean * f64::midpoint(least, most) * value;
            }
            [low, middle, high]
                .iter()
                .all(|amount| amount.is_finite())
                .then(|| BenefitCost {
                    programme: line.programme,
                    people: line.people_attended,
                    benefit_low: rupiah(low),
                    benefit: rupiah(middle),
                    benefit_high: rupiah(high),
                    cost: line.cost_attended,
                    measures: u32::try_from(best.len()).unwrap_or(u32::MAX),
                    compared,
                })
        })
        .collect()
}

impl Evaluation {
    /// Benefit against cost of the programmes of which the policy knows what a change is worth.
    pub fn money(&self) -> &[BenefitCost] {
        &self.content.money
    }
}
