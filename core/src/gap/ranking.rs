//! Which competencies are lacking most?

use super::{Gaps, HeatCell, RankedNeed};
use crate::words::id::CompetencyIndex;
use crate::words::measure::{Level, Weight};

impl Gaps {
    /// The competency's cells of all units together.
    pub fn total(&self, competency: CompetencyIndex) -> HeatCell {
        self.agency()
            .units
            .indices()
            .fold(HeatCell::default(), |sum, unit| {
                sum.and(self.heat(unit, competency))
            })
    }

    /// The competencies that somebody needs, the one with the largest Σ weight × gap first. Equal
    /// sums share a rank and stand in the order of the framework.
    pub fn ranking(&self) -> Vec<RankedNeed> {
        let framework = &self.agency().framework;
        let mut totals: Vec<(CompetencyIndex, HeatCell)> = framework
            .competencies()
            .indices()
            .map(|competency| (competency, self.total(competency)))
            .filter(|(_, cell)| cell.people > 0)
            .collect();
        totals
            .sort_by_key(|&(competency, cell)| (std::cmp::Reverse(cell.weighted_gap), competency));
        let mut ranked: Vec<RankedNeed> = Vec::with_capacity(totals.len());
        let mut last = None;
        for (position, (competency, cell)) in (1_u32..).zip(totals) {
            let rank = match (last, ranked.last()) {
                (Some(sum), Some(before)) if sum == cell.weighted_gap => before.rank,
                _ => position,
            };
            last = Some(cell.weighted_gap);
            ranked.push(RankedNeed {
                competency,
                rank,
                people: cell.people,
                short: cell.short,
                mean_gap: cell.mean_gap().unwrap_or(0.0),
                weighted_gap: cell.weighted_gap as f64
                    / f64::from(Weight::STEPS)
                    / f64::from(Level::STEPS),
            });
        }
        ranked
    }
}
