//! The phases in the order of time, their money, and the figures that hold in each.

use chrono::Datelike;

use crate::agency::Agency;
use crate::words::id::PhaseIndex;
use crate::words::measure::{Date, Share};

/// A phase as the solver sees it.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan) struct PhaseFacts {
    /// Which phase of the agency.
    pub(in crate::plan) index: PhaseIndex,
    /// The first day that is left on the day of planning.
    pub(in crate::plan) from: Date,
    /// The last day.
    pub(in crate::plan) until: Date,
    /// Its own budget in rupiah.
    pub(in crate::plan) budget: i128,
    /// The position of its calendar year in [`Horizon::years`]: the year in which it begins.
    pub(in crate::plan) year: usize,
    /// What a gap closed in it is worth, in thousandths of one closed in the first phase.
    pub(in crate::plan) discount: u16,
}

/// All phases, earliest first.
#[derive(Clone, Debug)]
pub(in crate::plan) struct Horizon {
    pub(in crate::plan) phases: Vec<PhaseFacts>,
    /// The calendar years in which phases begin, in order.
    pub(in crate::plan) years: Vec<i32>,
    /// The most that may be spent in all.
    pub(in crate::plan) total: i128,
    /// Whether what a phase leaves may be spent in later ones.
    pub(in crate::plan) carry_over: bool,
    /// The most hundredths of an hour of a person in a phase.
    pub(in crate::plan) hours_per_phase: u32,
    /// The year in which the floor of hours is looked at.
    pub(in crate::plan) floor_year: Option<usize>,
}

impl Horizon {
    pub(in crate::plan) fn of(agency: &Agency, as_of: Date) -> Self {
        let facts = &agency.phases;
        let mut order: Vec<PhaseIndex> = facts.indices().collect();
        order.sort_by_key(|&phase| (facts.from(phase), phase));
        let mut years: Vec<i32> = order
            .iter()
            .map(|&phase| facts.from(phase).year())
            .collect();
        years.dedup();
        let discounts = discounts(agency.rules.discount_per_phase, order.len());
        let phases: Vec<PhaseFacts> = order
            .into_iter()
            .zip(discounts)
            .map(|(index, discount)| PhaseFacts {
                index,
                from: facts.from(index).max(as_of),
                until: facts.until(index),
                budget: i128::from(facts.budget(index).amount().max(0)),
                year: years.binary_search(&facts.from(index).year()).unwrap_or(0),
                discount,
            })
            .collect();
        let sum: i128 = phases.iter().map(|phase| phase.budget).sum();
        let limit = agency
            .budget
            .total
            .map_or(i64::MAX, |total| total.amount().max(0));
        Self {
            floor_year: phases
                .iter()
                .find(|phase| phase.until >= as_of)
                .or(phases.last())
                .map(|phase| phase.year),
            phases,
            years,
            total: sum.min(i128::from(limit)),
            carry_over: agency.budget.carry_over,
            hours_per_phase: agency.rules.hours_per_person_per_phase.hundredths(),
        }
    }
}

/// The worth of a gap closed in each phase: one, then each time less by the discount, rounded to
/// the nearest thousandth.
///
/// Powers are kept with twelve decimals, so the rounding of one phase does not reach the next.
fn discounts(per_phase: Share, phases: usize) -> impl Iterator<Item = u16> {
    const ONE: u64 = 1_000_000_000_000;
    const THOUSANDTH: u64 = ONE / 1_000;
    let keep = per_phase.complement();
    std::iter::successors(Some(ONE), move |&worth| Some(keep.of(worth)))
        .take(phases)
        // At most 1000.
        .map(|worth| ((worth + THOUSANDTH / 2) / THOUSANDTH) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discounts_are_powers_to_the_nearest_thousandth() {
        // 0.95² = 0.9025, 0.95³ = 0.857375, 0.95⁴ = 0.81450625: powers by hand.
        let five_percent = Share::parse("5%").unwrap();
        let found: Vec<u16> = discounts(five_percent, 5).collect();
        assert_eq!(found, [1_000, 950, 903, 857, 815]);
        assert_eq!(discounts(Share::ALL, 3).collect::<Vec<_>>(), [1_000, 0, 0]);
    }
}
