//! How many people of a unit hold what its services ask of so many.

use super::{Gaps, shortfall_probability};
use crate::words::id::{CompetencyIndex, UnitIndex};
use crate::words::measure::Level;

/// A headcount need of a unit and how many people meet it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadcountGap {
    /// The row of [`crate::need::Needs::headcounts`].
    pub headcount: usize,
    /// In which unit.
    pub unit: UnitIndex,
    /// Which competency.
    pub competency: CompetencyIndex,
    /// At least this level.
    pub level: Level,
    /// So many people are needed.
    pub needed: u32,
    /// So many of the unit's people who need the competency hold the level.
    pub holding: u32,
    /// Those of them whose level is assumed, without evidence.
    pub assumed: u32,
    /// Those who need the competency and whose level is left open.
    pub open: u32,
    /// Σ probability that a person holds the level; whoever has no standard error counts as seen.
    pub holding_expected: f64,
    /// max(0, needed − holding).
    pub short: u32,
}

impl Gaps {
    /// Every headcount need with the people who meet it, in the order of the needs. People who
    /// hold the competency without needing it, in posts that do not ask for it, are not counted.
    pub fn headcounts(&self) -> Vec<HeadcountGap> {
        let needs = self.needs();
        let each = needs.headcounts().iter().enumerate();
        each.map(|(headcount, need)| {
            let mut found = HeadcountGap {
                headcount,
                unit: need.unit,
                competency: need.competency,
                level: need.level,
                needed: need.people,
                holding: 0,
                assumed: 0,
                open: 0,
                holding_expected: 0.0,
                short: 0,
            };
            for &person in self.agency().people.of_unit(need.unit) {
                let rows = needs.rows_of(person);
                // Needs of a person stand in the order of competencies.
                let place = needs.competencies()[rows.clone()].binary_search(&need.competency);
                let Ok(place) = place else { continue };
                let Some(gap) = self.gap_of(person, rows.start + place) else {
                    continue;
                };
                let Some(held) = gap.held else {
                    found.open += 1;
                    continue;
                };
                let holds = held >= need.level;
                found.holding += u32::from(holds);
                found.assumed += u32::from(holds && !gap.rated);
                let short = gap.standard_error.and_then(|error| {
                    shortfall_probability(need.level.as_f64() - held.as_f64(), error)
                });
                found.holding_expected +=
                    short.map_or(f64::from(u8::from(holds)), |probability| 1.0 - probability);
            }
            found.short = found.needed.saturating_sub(found.holding);
            found
        })
        .collect()
    }
}
